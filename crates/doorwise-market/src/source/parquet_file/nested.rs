//! Structs of a Parquet file: their fields are columns of their own, named as those of JSON objects
//! are: `place.city`.

use arrow_array::cast::AsArray;
use arrow_array::{ArrayRef, LargeStringArray};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType, Field, Schema};

use super::as_text;

/// One column of a table, and the column of the file that it lies in.
pub(super) struct Leaf<'s> {
    pub(super) root: usize,
    pub(super) name: String,
    pub(super) kind: &'s DataType,
}

/// Returns the columns of a schema, in the order of the file.
pub(super) fn leaves(schema: &Schema) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    for (root, field) in schema.fields().iter().enumerate() {
        collect(root, field, field.name().clone(), &mut found);
    }
    found
}

fn collect<'s>(root: usize, field: &'s Field, name: String, found: &mut Vec<Leaf<'s>>) {
    match field.data_type() {
        DataType::Struct(fields) => {
            for field in fields {
                collect(root, field, format!("{name}.{}", field.name()), found);
            }
        }
        kind => found.push(Leaf { root, name, kind }),
    }
}

/// Returns whether a file has structs, whose fields are no columns that can be scanned.
pub(crate) fn has_structs(schema: &Schema) -> bool {
    let mut fields = schema.fields().iter();
    fields.any(|field| matches!(field.data_type(), DataType::Struct(_)))
}

/// Gives the columns of a column of the file as text, in the order of [`leaves`].
pub(super) fn texts(
    array: &ArrayRef,
    take: &mut impl FnMut(LargeStringArray),
) -> Result<(), ArrowError> {
    below(array, None, take)
}

fn below(
    array: &ArrayRef,
    there: Option<NullBuffer>,
    take: &mut impl FnMut(LargeStringArray),
) -> Result<(), ArrowError> {
    if let Some(structs) = array.as_struct_opt() {
        let there = NullBuffer::union(there.as_ref(), array.nulls());
        for column in structs.columns() {
            below(column, there.clone(), take)?;
        }
        return Ok(());
    }
    let texts = as_text(array)?;
    take(match there {
        // Where the whole is missing its fields are, whatever stands in their place.
        Some(there) => {
            let rows = texts.iter().zip(&there);
            rows.map(|(text, is_there)| text.filter(|_| is_there))
                .collect()
        }
        None => texts,
    });
    Ok(())
}
