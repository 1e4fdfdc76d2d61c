//! What is written from codes is read back by the `parquet` crate, whatever came in which form.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::UInt32Type;
use arrow_array::{
    ArrayRef, BooleanArray, DictionaryArray, Float64Array, Int64Array, StringArray, UInt32Array,
};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Encoding;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use proptest::prelude::*;

use super::super::batches::BatchWriter;
use crate::source::parquet_file::as_text;

fn shown<'a>(arrays: impl Iterator<Item = &'a ArrayRef>) -> Vec<Option<String>> {
    let cells = |array: &ArrayRef| {
        let texts = as_text(array).expect("shown");
        let cell = |text: Option<&str>| text.map(str::to_owned);
        texts.iter().map(cell).collect::<Vec<_>>()
    };
    arrays.flat_map(cells).collect()
}

/// Writes columns, each write a piece of them, and expects them back; returns what the file says of
/// the columns of its first row group.
fn comes_back(
    path: &Path,
    fields: Vec<Field>,
    plain: &[&str],
    pieces: &[Vec<ArrayRef>],
) -> Vec<ColumnChunkMetaData> {
    let schema = Arc::new(Schema::new(fields));
    let plain: Vec<String> = plain.iter().map(|name| (*name).to_owned()).collect();
    let mut writer = BatchWriter::create(path, &schema, &plain).expect("opened");
    for piece in pieces {
        writer.write(piece).expect("written");
    }
    writer.finish().expect("finished");
    let open = || File::open(path).expect("opened");
    let reader = ParquetRecordBatchReaderBuilder::try_new(open()).expect("read");
    assert_eq!(reader.schema().fields(), schema.fields());
    let batches: Vec<_> = reader.build().expect("read").collect();
    let batches: Vec<_> = batches.into_iter().map(|of| of.expect("sound")).collect();
    for column in 0..schema.fields().len() {
        let found = shown(batches.iter().map(|batch| batch.column(column)));
        let expected = shown(pieces.iter().map(|piece| &piece[column]));
        assert!(found == expected, "{}", schema.field(column).name());
    }
    let reader = SerializedFileReader::new(open()).expect("read");
    reader.metadata().row_group(0).columns().to_vec()
}

fn codes(keys: Vec<Option<u32>>, texts: &[&str]) -> ArrayRef {
    let keys = UInt32Array::from(keys);
    let texts = Arc::new(StringArray::from(texts.to_vec()));
    Arc::new(DictionaryArray::<UInt32Type>::try_new(keys, texts).expect("codes"))
}

fn field(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, true)
}

#[test]
fn pages_and_dictionaries_that_fill_up_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    // Writes of 50,000 rows: pages are closed at 16,384 codes, row groups at 131,072 rows.
    let pieces: Vec<Vec<ArrayRef>> = (0..8_i64)
        .map(|piece| {
            let rows = piece * 50_000..(piece + 1) * 50_000;
            let few = rows
                .clone()
                .map(|row| Some(["a", "", "long text"][row as usize % 3]));
            let many = rows.clone().map(|row| Some(format!("text {row}")));
            // Repeats enough to keep codes until the dictionary has a mebibyte.
            let wide = rows.clone().map(|row| Some(format!("{:0>60}", row / 8)));
            let sizes = rows
                .clone()
                .map(|row| (row % 7 > 0).then_some(row * row % 90_000 - 40_000));
            vec![
                Arc::new(few.collect::<StringArray>()) as ArrayRef,
                Arc::new(many.clone().collect::<StringArray>()),
                Arc::new(many.collect::<StringArray>()),
                Arc::new(wide.collect::<StringArray>()),
                Arc::new(sizes.clone().collect::<Int64Array>()),
                Arc::new(rows.clone().map(Some).collect::<Int64Array>()),
                // All there in one write, some missing in the next.
                Arc::new(
                    rows.clone()
                        .map(|row| (piece % 2 == 0 || row % 3 > 0).then_some(row % 100))
                        .collect::<Int64Array>(),
                ),
                Arc::new(rows.map(|_| None::<i64>).collect::<Int64Array>()),
            ]
        })
        .collect();
    let fields = vec![
        field("few", DataType::Utf8),
        field("many", DataType::Utf8),
        field("plain", DataType::Utf8),
        field("wide", DataType::Utf8),
        field("sizes", DataType::Int32),
        field("numbers", DataType::Int64),
        field("at times", DataType::Int64),
        field("nothing", DataType::Int64),
    ];
    let path = folder.path().join("out.parquet");
    let columns = comes_back(&path, fields, &["plain"], &pieces);
    let is_coded = |column: &ColumnChunkMetaData| column.dictionary_page_offset().is_some();
    let has_codes: Vec<bool> = columns.iter().map(is_coded).collect();
    assert_eq!(
        has_codes,
        [true, true, false, true, true, true, true, false]
    );
    let encodings = |at: usize| columns[at].encodings().collect::<Vec<_>>();
    assert!(encodings(3).contains(&Encoding::RLE_DICTIONARY));
    // What the dictionary says of the column stands beside it, where it says all.
    let few = columns[0].statistics().expect("told");
    assert_eq!(few.min_bytes_opt(), Some(b"".as_slice()));
    assert_eq!(few.max_bytes_opt(), Some(b"long text".as_slice()));
    assert!(columns[3].statistics().is_none());
    let missing = |at: usize| columns[at].statistics().expect("told").null_count_opt();
    assert_eq!((missing(4), missing(6)), (Some(21_429), Some(16_667)));
}

#[test]
fn every_form_of_a_column_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("out.parquet");
    let list = |items: &[Option<&[&str]>]| -> ArrayRef {
        let mut out = ListBuilder::new(StringBuilder::new());
        for list in items {
            for item in list.iter().copied().flatten() {
                out.values().append_value(item);
            }
            out.append(list.is_some());
        }
        Arc::new(out.finish())
    };
    let item = Arc::new(Field::new("item", DataType::Utf8, true));
    let category = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let fields = vec![
        field("codes", DataType::Utf8),
        field("large", DataType::LargeUtf8),
        field("view", DataType::Utf8View),
        field("category", category),
        Field::new("short", DataType::Int16, false),
        field("list", DataType::List(item)),
        field("truth", DataType::Boolean),
        field("number", DataType::Float64),
        field("tiny", DataType::Int8),
    ];
    let piece = |texts: &[&str], keys: [Option<u32>; 3]| -> Vec<ArrayRef> {
        vec![
            codes(keys.to_vec(), texts),
            codes(keys.to_vec(), texts),
            Arc::new(StringArray::from(vec![Some("x"), None, Some("ü")])),
            codes(keys.to_vec(), texts),
            Arc::new(Int64Array::from(vec![-3, 32_767, -32_768])),
            list(&[Some(&["a", "b"]), None, Some(&[])]),
            Arc::new(BooleanArray::from(vec![Some(true), None, Some(false)])),
            Arc::new(Float64Array::from(vec![Some(0.5), None, Some(-1.0)])),
            Arc::new(Int64Array::from(vec![Some(127), None, Some(-128)])),
        ]
    };
    let pieces = [
        piece(&["one", "two"], [Some(1), None, Some(0)]),
        piece(&["two", "three", "unused"], [Some(0), Some(1), None]),
        piece(&["", "two"], [None, None, Some(0)]),
    ];
    let columns = comes_back(&path, fields, &[], &pieces);
    let statistics = columns[4].statistics().expect("told");
    assert_eq!(
        statistics.min_bytes_opt(),
        Some((-32_768_i32).to_le_bytes().as_slice())
    );
}

#[test]
fn a_value_that_must_be_there_and_is_not_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("out.parquet");
    let schema = Arc::new(Schema::new(vec![Field::new("id", DataType::Int64, false)]));
    let mut writer = BatchWriter::create(&path, &schema, &[]).expect("opened");
    let column: ArrayRef = Arc::new(Int64Array::from(vec![Some(1), None]));
    assert!(writer.write(&[column]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn anything_comes_back(
        texts in prop::collection::vec(prop::option::of("[a-zé]{0,9}"), 1..300),
        numbers in prop::collection::vec(prop::option::of(any::<i64>()), 300),
        copies in 1..40_usize,
        is_plain in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.parquet");
        let n = texts.len();
        let piece: Vec<ArrayRef> = vec![
            Arc::new(StringArray::from(texts)),
            Arc::new(Int64Array::from(numbers[..n].to_vec())),
        ];
        let fields = vec![field("texts", DataType::Utf8), field("numbers", DataType::Int64)];
        let plain: &[&str] = if is_plain { &["texts", "numbers"] } else { &[] };
        comes_back(&path, fields, plain, &vec![piece; copies]);
    }
}
