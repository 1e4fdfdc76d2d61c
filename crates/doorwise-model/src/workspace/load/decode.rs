//! Text to mirror struct, with a diagnostic for every fault of shape.

use std::collections::BTreeMap;
use std::path::Path;

use doorwise_vocab::text;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Place, Span};
use crate::workspace::misplaced::belongs_elsewhere;
use crate::workspace::schema::FileKind;
use crate::yaml::node;
use crate::yaml::shape::{self, ShapeFault, ShapeFaultKind};

/// A mirror struct with the place of every part.
#[derive(Debug)]
pub(super) struct Decoded<T> {
    /// The struct.
    pub(super) raw: T,
    /// JSON pointer to place; `#key` at the end means the key.
    pub(super) places: BTreeMap<String, Span>,
}

impl<T> Decoded<T> {
    /// Returns the place of a part, by JSON pointer.
    pub(super) fn place(&self, file: &Path, pointer: &str) -> Place {
        Place::text(file, self.places.get(pointer).copied())
    }
}

/// Reads `text` as a `kind` of file; `line_offset` lines stand before it.
pub(super) fn decode<T: DeserializeOwned>(
    file: &Path,
    text: &str,
    kind: FileKind,
    line_offset: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Decoded<T>> {
    let moved = |span: Span| Span {
        line: span.line + line_offset,
        ..span
    };
    let tree = match node::read(text) {
        Ok(tree) => tree,
        Err(fault) => {
            diagnostics.push(
                Diagnostic::error(
                    fault.name,
                    Place::text(file, Some(moved(fault.span))),
                    fault.message,
                )
                .label("here")
                .help(fault.help),
            );
            return None;
        }
    };
    let shaped = shape::hold(&tree, kind.schema());
    for fault in &shaped.faults {
        diagnostics.push(describe(
            fault,
            kind,
            Place::text(file, Some(moved(fault.span))),
        ));
    }
    let places = shaped
        .places
        .into_iter()
        .map(|(pointer, span)| (pointer, moved(span)))
        .collect();
    match serde_json::from_value(shaped.value?) {
        Ok(raw) => Some(Decoded { raw, places }),
        Err(fault) => {
            // The schema let something through that the struct refuses: our fault, said as such.
            diagnostics.push(
                Diagnostic::error(
                    "workspace/unreadable",
                    Place::text(file, None),
                    format!("cannot be read: {fault}"),
                )
                .help("this is a fault of Doorwise: the schema and the reader disagree"),
            );
            None
        }
    }
}

fn describe(fault: &ShapeFault, kind: FileKind, place: Place) -> Diagnostic {
    match &fault.kind {
        ShapeFaultKind::UnknownField { field, known } => {
            if let Some((name, message, help)) = belongs_elsewhere(kind, field) {
                return Diagnostic::error(name, place, message)
                    .label("belongs elsewhere")
                    .help(help);
            }
            let diagnostic = Diagnostic::error(
                "workspace/unknown-field",
                place,
                format!("`{field}` is not a field of {}", kind.label()),
            )
            .label("not known here");
            match text::nearest(field, known.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(near),
                None => {
                    diagnostic.help(format!("fields that may stand here: {}", known.join(", ")))
                }
            }
        }
        ShapeFaultKind::MissingField { field } => Diagnostic::error(
            "workspace/missing-field",
            place,
            format!("`{field}` is missing"),
        )
        .label("in here")
        .help(format!("add `{field}:`")),
        ShapeFaultKind::WrongType { wanted, found } => Diagnostic::error(
            "workspace/wrong-type",
            place,
            format!("{found} stands where {wanted} is wanted"),
        )
        .label(format!("wants {wanted}"))
        .help(format!("write {wanted} here")),
        ShapeFaultKind::NotInList { found, list } => {
            let diagnostic = Diagnostic::error(
                "workspace/not-in-list",
                place,
                format!("`{found}` is not one of the known words"),
            )
            .label("not known here");
            match text::nearest(found, list.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(near),
                None => diagnostic.help(format!("use one of {}", list.join(", "))),
            }
        }
    }
}

#[cfg(test)]
mod tests;
