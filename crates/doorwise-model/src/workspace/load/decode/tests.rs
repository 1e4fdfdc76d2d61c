//! The schema and the structs agree: what the one lets through the other reads.

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::decode;
use crate::workspace::raw;
use crate::workspace::schema::FileKind;

/// Collects every field name that a schema knows, at any depth.
fn names(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                found.extend(properties.keys().cloned());
            }
            map.values().for_each(|inner| names(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| names(inner, found)),
        _ => {}
    }
}

fn tree(keys: Vec<String>) -> impl Strategy<Value = Value> {
    let words = [
        "10..50",
        "software.saas",
        "IN",
        "series_a",
        "champion",
        "head",
        "won",
        "x",
        "2026-01-01",
    ];
    let leaf = prop_oneof![
        select(words.to_vec()).prop_map(Value::from),
        (-5_i64..200).prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        Just(Value::from(1.5)),
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let key = prop_oneof![
            8 => select(keys.clone()),
            1 => Just("custom.Growth".to_owned()),
            1 => Just("stranger".to_owned())
        ];
        prop_oneof![
            3 => prop::collection::vec((key, inner.clone()), 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            1 => prop::collection::vec(inner, 0..4).prop_map(Value::Array),
        ]
    })
}

fn agrees<T: DeserializeOwned>(kind: FileKind, document: &Value) -> Result<(), TestCaseError> {
    // JSON is YAML, so the document needs no printer of its own.
    let text = document.to_string();
    let mut diagnostics = Vec::new();
    let _ = decode::<T>(Path::new("random.yaml"), &text, kind, 0, &mut diagnostics);
    let disagreement = diagnostics
        .iter()
        .find(|found| found.name == "workspace/unreadable");
    prop_assert!(disagreement.is_none(), "{text}\n{disagreement:?}");
    Ok(())
}

fn any_document() -> impl Strategy<Value = Value> {
    let mut keys = Vec::new();
    for kind in FileKind::ALL {
        names(kind.schema(), &mut keys);
    }
    keys.sort();
    keys.dedup();
    tree(keys.clone()).prop_flat_map(move |inner| {
        let inner = inner.clone();
        // The fields without which a file is nothing, so that more of the rest is reached.
        let ids =
            ["icp", "persona", "proofs", "name"].map(|key| (key.to_owned(), Value::from("a")));
        prop::collection::vec((select(keys.clone()), Just(inner)), 0..8)
            .prop_map(move |entries| Value::Object(ids.iter().cloned().chain(entries).collect()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn what_the_schema_lets_through_is_read(document in any_document()) {
        agrees::<raw::DoorwiseFile>(FileKind::Doorwise, &document)?;
        agrees::<raw::IcpFile>(FileKind::Icp, &document)?;
        agrees::<raw::PersonaFile>(FileKind::Persona, &document)?;
        agrees::<raw::ProofFile>(FileKind::Proof, &document)?;
        agrees::<raw::CopyHead>(FileKind::Copy, &document)?;
    }
}

#[test]
fn the_first_line_of_each_schema_is_draft_07() {
    for kind in FileKind::ALL {
        let named = kind.schema()["$schema"]
            .as_str()
            .expect("a schema names its draft");
        assert!(named.contains("draft-07"), "{named}");
        assert_eq!(
            kind.schema()["additionalProperties"],
            false,
            "{}",
            kind.label()
        );
    }
}
