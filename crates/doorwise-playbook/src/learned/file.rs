//! The proposed ICP as a file of the workspace.

use doorwise_fit::calibrate::Chance;
use doorwise_fit::learn::{Learned, Verdict};
use doorwise_model::card::PointsTable;
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::yaml::edit::{Edit, PathPart, flow_scalar, scalar};
use doorwise_model::yaml::node::{self, Node};

use super::{says, tiers};

/// Decimals of a chance in the file.
const DECIMALS: usize = 4;

/// What a card was learned from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The table or tables, in words.
    pub from: &'a str,
    /// The market that customers were held against; none for deals.
    pub against: Option<&'a str>,
    /// Share of the companies that the user can work on.
    pub capacity: Option<f64>,
}

/// Returns the file of the ICP that the deals propose; none where they propose nothing.
pub fn icp_file(learned: &Learned, id: &str, name: &str, origin: Origin<'_>) -> Option<String> {
    if learned.tables.is_empty() {
        return None;
    }
    let mut out = String::from("# yaml-language-server: $schema=../.doorwise/schema/icp.json\n");
    out.push_str(&format!("icp: {}\nname: {}\n", scalar(id), scalar(name)));
    let types = types(&learned.tables);
    let types = (!types.is_empty()).then(|| {
        let line = |(field, kind): &(String, &str)| format!("{}: {kind}", scalar(field));
        let lines = types.iter().map(line);
        ("types", lines.collect::<Vec<_>>().join("\n"))
    });
    for (key, value) in types.into_iter().chain(sections(learned, origin)) {
        if matches!(key, "tiers" | "assumption") {
            out.push_str(&format!("{key}: {value}\n"));
            continue;
        }
        out.push_str(&format!("{key}:\n"));
        for line in value.lines() {
            out.push_str(&format!("  {line}\n"));
        }
    }
    Some(out)
}

/// Returns the edits that put what the deals propose into an ICP file: its points, tiers and chances
/// give way, gates, exclusions and all else stay, comments with them.
pub fn edits(learned: &Learned, origin: Origin<'_>, before: &str) -> Vec<Edit> {
    let file = node::read(before).ok();
    let has = |key: &str| file.as_ref().is_some_and(|file| file.get(key).is_some());
    let at = |key: &str| vec![PathPart::Key(key.to_owned())];
    let mut edits = Vec::new();
    let sections = sections(learned, origin);
    for key in ["points", "tiers", "calibration"] {
        if has(key) {
            edits.push(Edit::Remove { path: at(key) });
        }
    }
    if let Some(file) = &file {
        edits.extend(new_types(&learned.tables, file));
    }
    // What its author marked as assumed stays so; proof of the points is none of the gates.
    let sections = sections
        .into_iter()
        .filter(|(key, _)| *key != "assumption" || !has("assumption"));
    edits.extend(sections.map(|(key, value_yaml)| Edit::Insert {
        path: Vec::new(),
        key: key.to_owned(),
        value_yaml,
    }));
    edits
}

/// Returns the edits that add the types of own fields which the file does not have yet.
pub(super) fn new_types(tables: &[PointsTable], file: &Node) -> Vec<Edit> {
    let known = file.get("types");
    let is_new = |field: &str| known.is_none_or(|known| known.get(field).is_none());
    let types: Vec<(String, &str)> = types(tables)
        .into_iter()
        .filter(|(field, _)| is_new(field))
        .collect();
    if known.is_some() {
        let types = types.into_iter();
        return types
            .map(|(key, kind)| Edit::Insert {
                path: vec![PathPart::Key("types".to_owned())],
                key,
                value_yaml: kind.to_owned(),
            })
            .collect();
    }
    if types.is_empty() {
        return Vec::new();
    }
    let types = types.iter();
    let types = types.map(|(field, kind)| format!("{}: {kind}", flow_scalar(field)));
    let types: Vec<String> = types.collect();
    vec![Edit::Insert {
        path: Vec::new(),
        key: "types".to_owned(),
        value_yaml: format!("{{ {} }}", types.join(", ")),
    }]
}

/// Returns the parts of an ICP file that the deals speak of, each with its value as YAML.
fn sections(learned: &Learned, origin: Origin<'_>) -> Vec<(&'static str, String)> {
    let mut items = Vec::new();
    for (position, table) in learned.tables.iter().enumerate() {
        let evidence: Vec<String> = learned
            .lines
            .iter()
            .filter(|line| line.table == position)
            .map(|line| match origin.against {
                Some(_) => says::evidence_against(learned, line),
                None => says::evidence(learned, line),
            })
            .collect();
        let why = scalar(&evidence.join("; "));
        items.push(format!("- {}\n  why: {why}", points(table)));
    }
    let mut sections = vec![("points", items.join("\n"))];
    let cuts: Vec<String> = tiers::cuts(learned, origin.capacity)
        .into_iter()
        .map(|(name, from)| format!("{name}: {from}"))
        .collect();
    if !cuts.is_empty() {
        sections.push(("tiers", format!("{{ {} }}", cuts.join(", "))));
    }
    // Customers alone give no probability to win.
    if origin.against.is_none() {
        let from = origin.from;
        let from = format!("{from}, {} closed deals, {} won", learned.n, learned.won);
        sections.push(("calibration", calibration(&from, None, &learned.chances)));
    }
    if learned.verdict != Verdict::Found {
        sections.push(("assumption", "all".to_owned()));
    }
    sections
}

/// Returns the chances of scores; `by_hand` are the points of a card that the deals moved.
pub(super) fn calibration(from: &str, by_hand: Option<&str>, chances: &[Chance]) -> String {
    let mut lines = vec![format!("from: {}", scalar(from))];
    lines.extend(by_hand.map(|points| format!("by_hand: {points}")));
    lines.push("chances:".to_owned());
    lines.extend(chances.iter().map(|chance| {
        format!(
            "  {}: {{ chance: {:.DECIMALS$}, low: {:.DECIMALS$}, high: {:.DECIMALS$}, n: {} }}",
            chance.score, chance.value, chance.low, chance.high, chance.n
        )
    }));
    lines.join("\n")
}

/// Returns the fields of one's own with the kind of their values.
fn types(tables: &[PointsTable]) -> Vec<(String, &'static str)> {
    let fields = tables.iter().flat_map(|table| &table.fields);
    let own = fields.filter_map(|field| {
        let Field::Custom(_, kind) = field else {
            return None;
        };
        let kind = match kind {
            FieldKind::Number => "number",
            FieldKind::Tags => "tags",
            _ => "category",
        };
        Some((field.name(), kind))
    });
    own.collect()
}

/// Returns an item of `points`.
pub(super) fn points(table: &PointsTable) -> String {
    // A learned table is on one field.
    let Some(field) = table.fields.first() else {
        return String::new();
    };
    let entries: Vec<String> = table
        .entries
        .iter()
        .filter_map(|entry| {
            let condition = entry.conditions[0].as_ref()?;
            let written = flow_scalar(&condition.show(field.kind()));
            Some(format!("{written}: {}", entry.points))
        })
        .collect();
    format!("{}: {{ {} }}", scalar(&field.name()), entries.join(", "))
}
