//! The JSON Schemas of the workspace files, generated from [`super::raw`].

use std::sync::LazyLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::raw;

/// The kinds of workspace file that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `doorwise.yaml`.
    Doorwise,
    /// `icps/<id>.yaml`.
    Icp,
    /// `personas/<id>.yaml`.
    Persona,
    /// `proof/*.yaml`.
    Proof,
    /// The front matter of `copy/**`.
    Copy,
    /// `rules/*.yaml`.
    OwnRule,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Doorwise,
        Self::Icp,
        Self::Persona,
        Self::Proof,
        Self::Copy,
        Self::OwnRule,
    ];

    /// Returns the schema's file name under `.doorwise/schema/`.
    pub fn schema_name(self) -> &'static str {
        match self {
            Self::Doorwise => "doorwise.json",
            Self::Icp => "icp.json",
            Self::Persona => "persona.json",
            Self::Proof => "proof.json",
            Self::Copy => "copy.json",
            Self::OwnRule => "rule.json",
        }
    }

    /// Returns what people call such a file.
    pub fn label(self) -> &'static str {
        match self {
            Self::Doorwise => "the workspace file",
            Self::Icp => "an ICP",
            Self::Persona => "a persona",
            Self::Proof => "a proof file",
            Self::Copy => "the head of a piece of copy",
            Self::OwnRule => "a rule of your own",
        }
    }

    /// Returns the JSON Schema, draft-07, as editors support it best.
    pub fn schema(self) -> &'static Value {
        static SCHEMAS: LazyLock<[Value; 6]> = LazyLock::new(|| {
            [
                generate::<raw::DoorwiseFile>(),
                generate::<raw::IcpFile>(),
                generate::<raw::PersonaFile>(),
                generate::<raw::ProofFile>(),
                generate::<raw::CopyHead>(),
                generate::<raw::OwnRuleFile>(),
            ]
        });
        let idx = Self::ALL
            .iter()
            .position(|kind| *kind == self)
            .unwrap_or_default();
        &SCHEMAS[idx]
    }
}

fn generate<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value();
    close(&mut schema);
    if let Some(definitions) = schema.get_mut("definitions").and_then(Value::as_object_mut) {
        for (name, definition) in definitions {
            close(definition);
            let below = match name.as_str() {
                "CriterionPart" | "LinePart" => json!({ "$ref": "#/definitions/OneOrMany" }),
                "PointsPart" => {
                    json!({ "type": "object", "additionalProperties": { "type": "integer" } })
                }
                "OneOrMany" => {
                    // A bare number is as good as its text: `employees: 50`.
                    *definition = json!({
                        "description": definition["description"],
                        "anyOf": [
                            { "type": ["string", "number"] },
                            { "type": "array", "items": { "type": ["string", "number"] } }
                        ]
                    });
                    continue;
                }
                "RuleParts" => {
                    // Which limits a rule has stands on its page; here they are numbers.
                    definition["additionalProperties"] = json!({ "type": "number" });
                    continue;
                }
                _ => continue,
            };
            definition["patternProperties"] = json!({ "^custom\\.": below.clone() });
            // What our own check reads; a pattern would need a regular expression engine.
            definition["x-prefix"] = json!({ "custom.": below });
        }
    }
    schema
}

/// Refuses fields that the struct does not have, as every workspace file does.
fn close(schema: &mut Value) {
    if schema.get("properties").is_some() {
        schema["additionalProperties"] = Value::Bool(false);
    }
}
