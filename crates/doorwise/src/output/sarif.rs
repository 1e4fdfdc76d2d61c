//! Findings as SARIF 2.1.0, which code hosts and editors read.
//!
//! The few objects we write are structs of our own: the crates that hold all of SARIF bring a
//! builder for each of its 80 objects.

use std::collections::BTreeMap;

use doorwise_model::diagnostic::{Diagnostic, Level, Place, Span, slashed};
use doorwise_playbook::why::finding_ids;
use doorwise_words::rules;
use doorwise_words::settle::Allowed;
use serde::Serialize;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
pub(crate) struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Hit>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_configuration: Option<Configuration>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Hit {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
struct LogicalLocation {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Text,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: [Replacement; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

#[derive(Serialize)]
struct Suppression {
    /// Where it is said: in the text itself, or in the workspace's file.
    kind: &'static str,
    justification: String,
}

/// Returns the findings as a log; what is allowed stands in it as suppressed.
pub(crate) fn log(found: &[Diagnostic], allowed: &[Allowed]) -> Log {
    let all: Vec<&Diagnostic> = found
        .iter()
        .chain(allowed.iter().map(|allowed| &allowed.finding))
        .collect();
    let mut names: Vec<&'static str> = all.iter().map(|found| found.name).collect();
    names.sort_unstable();
    names.dedup();
    let copied: Vec<Diagnostic> = all.iter().map(|found| (*found).clone()).collect();
    let ids = finding_ids(&copied);
    let mut results: Vec<Hit> = all
        .iter()
        .zip(ids)
        .map(|(found, id)| {
            let index = names.binary_search(&found.name).unwrap_or_default();
            hit(found, index, id)
        })
        .collect();
    for (hit, allowed) in results[found.len()..].iter_mut().zip(allowed) {
        let in_text = match (&allowed.allow.place, &allowed.finding.place) {
            (Place::Text { file: at, .. }, Place::Text { file, .. }) => at == file,
            _ => false,
        };
        hit.suppressions.push(Suppression {
            kind: if in_text { "inSource" } else { "external" },
            justification: allowed.allow.reason.clone(),
        });
    }
    Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "doorwise",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: names.iter().map(|name| descriptor(name)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results,
        }],
    }
}

fn descriptor(name: &'static str) -> Descriptor {
    let rule = rules::rule(name);
    Descriptor {
        id: name,
        short_description: rule.map(|rule| Text {
            text: rule.summary.to_owned(),
        }),
        help: rule.map(|rule| Help {
            text: rule.docs,
            markdown: rule.docs,
        }),
        default_configuration: rule.map(|rule| Configuration {
            level: level(rule.level),
        }),
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

fn hit(found: &Diagnostic, rule_index: usize, id: String) -> Hit {
    let mut text = found.message.clone();
    for more in [&found.note, &found.help].into_iter().flatten() {
        text.push('\n');
        text.push_str(more);
    }
    let mut locations = Vec::new();
    let mut fixes = Vec::new();
    match &found.place {
        Place::Text { file, span } => {
            let uri = uri(&slashed(file));
            locations.push(Location {
                physical_location: PhysicalLocation {
                    artifact_location: ArtifactLocation { uri: uri.clone() },
                    region: span.map(region),
                },
                logical_locations: found
                    .part
                    .iter()
                    .map(|part| LogicalLocation { name: part.clone() })
                    .collect(),
            });
            if let (Some(span), Some(fix)) = (span, &found.fix) {
                fixes.push(Fix {
                    description: Text {
                        text: format!("write `{fix}`"),
                    },
                    artifact_changes: [ArtifactChange {
                        artifact_location: ArtifactLocation { uri },
                        replacements: [Replacement {
                            deleted_region: region(*span),
                            inserted_content: Text { text: fix.clone() },
                        }],
                    }],
                });
            }
        }
        Place::Table { .. } => text = format!("{}: {text}", found.place),
        Place::Workspace => {}
    }
    Hit {
        rule_id: found.name,
        rule_index,
        level: level(found.level),
        message: Text { text },
        locations,
        partial_fingerprints: BTreeMap::from([("doorwiseFinding/v1", id)]),
        fixes,
        suppressions: Vec::new(),
    }
}

fn region(span: Span) -> Region {
    Region {
        start_line: span.line,
        start_column: span.column,
        end_line: span.line,
        end_column: span.column + span.length,
    }
}

/// Returns a path as a relative URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(byte));
            }
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    text
}
