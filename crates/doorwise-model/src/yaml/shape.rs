//! Holds a YAML tree against a JSON Schema, finds every fault, and returns what passes.
//!
//! The schema is the one generated from `workspace::raw`, the same that editors complete from,
//! so a file that an editor accepts loads, and the other way round.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::node::{Key, Node, NodeKind};
use crate::diagnostic::Span;

/// One place where the tree does not have the schema's shape.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapeFault {
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub kind: ShapeFaultKind,
}

/// What is wrong with a place.
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeFaultKind {
    /// A key that the schema does not have here; `known` lists those it has.
    UnknownField {
        /// The key as written.
        field: String,
        /// Every key that may stand here.
        known: Vec<String>,
    },
    /// A key that must stand here and does not.
    MissingField {
        /// The missing key.
        field: String,
    },
    /// A value of another type.
    WrongType {
        /// What was wanted, for people: "a whole number".
        wanted: String,
        /// What stands there.
        found: String,
    },
    /// A value outside a closed list.
    NotInList {
        /// The value as written.
        found: String,
        /// The closed list.
        list: Vec<String>,
    },
}

/// What passed, as JSON for serde, with the place of every part.
#[derive(Debug, Default)]
pub struct Shaped {
    /// The tree without the parts that did not pass; `None` when nothing could be kept.
    pub value: Option<Value>,
    /// Every fault in file order.
    pub faults: Vec<ShapeFault>,
    /// JSON pointer to the value's place, `/gates/0/employees`.
    pub places: BTreeMap<String, Span>,
}

/// Holds `node` against `schema` (a root schema with its `definitions`).
pub fn hold(node: &Node, schema: &Value) -> Shaped {
    let mut holder = Holder {
        root: schema,
        shaped: Shaped::default(),
    };
    let value = holder.hold(node, schema, "");
    holder.shaped.value = value;
    holder.shaped
}

struct Holder<'a> {
    root: &'a Value,
    shaped: Shaped,
}

impl<'a> Holder<'a> {
    fn fault(&mut self, span: Span, kind: ShapeFaultKind) {
        self.shaped.faults.push(ShapeFault { span, kind });
    }

    fn resolve(&self, mut schema: &'a Value) -> &'a Value {
        loop {
            let target = schema
                .get("$ref")
                .or_else(|| {
                    schema
                        .get("allOf")
                        .and_then(|all| all.get(0))
                        .and_then(|one| one.get("$ref"))
                })
                .and_then(Value::as_str)
                .and_then(|path| path.strip_prefix('#'))
                .and_then(|path| self.root.pointer(path));
            match target {
                Some(target) => schema = target,
                None => return schema,
            }
        }
    }

    fn hold(&mut self, node: &Node, schema: &'a Value, path: &str) -> Option<Value> {
        let schema = self.resolve(schema);
        self.shaped.places.insert(path.to_owned(), node.span);
        if node.is_null() {
            return None;
        }
        if let Some(branch) = self.branch_for(node, schema) {
            return self.hold(node, branch, path);
        }
        match &node.kind {
            NodeKind::Scalar { text, plain } => self.hold_scalar(node, text, *plain, schema),
            NodeKind::List(items) => self.hold_list(node, items, schema, path),
            NodeKind::Map(entries) => self.hold_map(node, entries, schema, path),
        }
    }

    /// Picks the alternative whose type fits the node; a list wants the list, and so on.
    fn branch_for(&self, node: &Node, schema: &'a Value) -> Option<&'a Value> {
        if closed_list(schema).is_some() {
            return None;
        }
        let branches = schema
            .get("anyOf")
            .or_else(|| schema.get("oneOf"))?
            .as_array()?;
        let fits = |branch: &&'a Value| {
            let branch = self.resolve(branch);
            let types = types_of(branch);
            match &node.kind {
                NodeKind::List(_) => types.contains(&"array"),
                NodeKind::Map(_) => types.contains(&"object"),
                NodeKind::Scalar { text, plain } => {
                    (types.contains(&"integer") && *plain && text.parse::<i64>().is_ok())
                        || (types.contains(&"number") && *plain && text.parse::<f64>().is_ok())
                        || (types.contains(&"boolean")
                            && *plain
                            && (text == "true" || text == "false"))
                        || types.contains(&"string")
                        || branch.get("enum").or_else(|| branch.get("const")).is_some()
                }
            }
        };
        branches.iter().find(fits).or_else(|| {
            branches
                .iter()
                .find(|branch| !types_of(self.resolve(branch)).contains(&"null"))
        })
    }

    fn hold_scalar(
        &mut self,
        node: &Node,
        text: &str,
        plain: bool,
        schema: &'a Value,
    ) -> Option<Value> {
        if let Some(list) = closed_list(schema) {
            if list.iter().any(|known| known == text) {
                return Some(Value::String(text.to_owned()));
            }
            self.fault(
                node.span,
                ShapeFaultKind::NotInList {
                    found: text.to_owned(),
                    list,
                },
            );
            return None;
        }
        let types = types_of(schema);
        for wanted in &types {
            let value = match *wanted {
                "string" => Some(Value::String(text.to_owned())),
                "integer" if plain => text.parse::<i64>().ok().map(Value::from),
                "number" if plain => text
                    .parse::<f64>()
                    .ok()
                    .filter(|n| n.is_finite())
                    .map(Value::from),
                "boolean" if plain => text.parse::<bool>().ok().map(Value::from),
                _ => None,
            };
            if value.is_some() {
                return value;
            }
        }
        if types.is_empty() {
            return Some(Value::String(text.to_owned()));
        }
        self.fault(
            node.span,
            ShapeFaultKind::WrongType {
                wanted: name_types(&types),
                found: format!("`{text}`"),
            },
        );
        None
    }

    fn hold_list(
        &mut self,
        node: &Node,
        items: &[Node],
        schema: &'a Value,
        path: &str,
    ) -> Option<Value> {
        let types = types_of(schema);
        if !types.contains(&"array") {
            self.fault(
                node.span,
                ShapeFaultKind::WrongType {
                    wanted: name_types(&types),
                    found: "a list".into(),
                },
            );
            return None;
        }
        let item_schema = schema.get("items")?;
        // Items that do not pass leave a hole in the places' numbering only if they are skipped
        // after counting, so the kept items are renumbered as they are kept.
        let mut kept = Vec::with_capacity(items.len());
        for item in items {
            if let Some(value) = self.hold(item, item_schema, &format!("{path}/{}", kept.len())) {
                kept.push(value);
            }
        }
        Some(Value::Array(kept))
    }

    fn hold_map(
        &mut self,
        node: &Node,
        entries: &[(Key, Node)],
        schema: &'a Value,
        path: &str,
    ) -> Option<Value> {
        let types = types_of(schema);
        if !types.contains(&"object") {
            self.fault(
                node.span,
                ShapeFaultKind::WrongType {
                    wanted: name_types(&types),
                    found: "a map of fields".into(),
                },
            );
            return None;
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        let prefixed = schema.get("x-prefix").and_then(Value::as_object);
        let additional = schema
            .get("additionalProperties")
            .filter(|schema| schema.is_object());
        let mut kept = Map::new();
        for (key, value) in entries {
            let below = format!("{path}/{}", pointer_part(&key.text));
            let value_schema = properties
                .and_then(|known| known.get(&key.text))
                .or_else(|| {
                    prefixed.and_then(|known| {
                        known
                            .iter()
                            .find(|(prefix, _)| key.text.starts_with(prefix.as_str()))
                            .map(|(_, s)| s)
                    })
                })
                .or(additional);
            let Some(value_schema) = value_schema else {
                let known = properties
                    .map(|known| known.keys().cloned().collect())
                    .unwrap_or_default();
                self.fault(
                    key.span,
                    ShapeFaultKind::UnknownField {
                        field: key.text.clone(),
                        known,
                    },
                );
                continue;
            };
            self.shaped.places.insert(format!("{below}#key"), key.span);
            if let Some(value) = self.hold(value, value_schema, &below) {
                kept.insert(key.text.clone(), value);
            }
        }
        let mut complete = true;
        for field in schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !kept.contains_key(field) {
                complete = false;
                // A field that is there but did not pass has its own fault already.
                if !entries
                    .iter()
                    .any(|(key, value)| key.text == field && !value.is_null())
                {
                    self.fault(
                        node.span,
                        ShapeFaultKind::MissingField {
                            field: field.to_owned(),
                        },
                    );
                }
            }
        }
        complete.then_some(Value::Object(kept))
    }
}

/// Returns `text` as one part of a JSON pointer.
pub fn pointer_part(text: &str) -> String {
    text.replace('~', "~0").replace('/', "~1")
}

fn types_of(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn closed_list(schema: &Value) -> Option<Vec<String>> {
    if let Some(list) = schema.get("enum").and_then(Value::as_array) {
        return Some(
            list.iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        );
    }
    // An enum whose variants carry docs comes as `oneOf` of constants.
    let branches = schema.get("oneOf").and_then(Value::as_array)?;
    let mut list = Vec::new();
    for branch in branches {
        list.extend(
            branch
                .get("const")
                .and_then(Value::as_str)
                .map(str::to_owned),
        );
        list.extend(
            branch
                .get("enum")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned),
        );
    }
    (!list.is_empty()).then_some(list)
}

fn name_types(types: &[&str]) -> String {
    let names: Vec<&str> = types
        .iter()
        .filter(|name| **name != "null")
        .map(|name| match *name {
            "string" => "text",
            "integer" => "a whole number",
            "number" => "a number",
            "boolean" => "true or false",
            "array" => "a list",
            "object" => "a map of fields",
            other => other,
        })
        .collect();
    if names.is_empty() {
        "one word".to_owned()
    } else {
        names.join(" or ")
    }
}
