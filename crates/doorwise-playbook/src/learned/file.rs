//! The proposed ICP as a file of the workspace.

use doorwise_fit::learn::{Learned, Verdict};
use doorwise_model::card::PointsTable;
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::yaml::edit::{flow_scalar, scalar};

use super::{says, tiers};

/// Decimals of a chance in the file.
const DECIMALS: usize = 4;

/// Returns the file of the ICP that the deals propose; none where they propose nothing.
pub fn icp_file(learned: &Learned, id: &str, name: &str, from: &str) -> Option<String> {
    if learned.tables.is_empty() {
        return None;
    }
    let mut out = String::from("# yaml-language-server: $schema=../.doorwise/schema/icp.json\n");
    out.push_str(&format!("icp: {}\nname: {}\n", scalar(id), scalar(name)));
    out.push_str(&types(&learned.tables));
    out.push_str("points:\n");
    for (position, table) in learned.tables.iter().enumerate() {
        out.push_str(&points(table));
        let evidence: Vec<String> = learned
            .lines
            .iter()
            .filter(|line| line.table == position)
            .map(|line| says::evidence(learned, line))
            .collect();
        out.push_str(&format!("    why: {}\n", scalar(&evidence.join("; "))));
    }
    let cuts: Vec<String> = tiers::cuts(learned)
        .into_iter()
        .map(|(name, from)| format!("{name}: {from}"))
        .collect();
    if !cuts.is_empty() {
        out.push_str(&format!("tiers: {{ {} }}\n", cuts.join(", ")));
    }
    out.push_str("calibration:\n");
    out.push_str(&format!(
        "  from: {}\n  chances:\n",
        scalar(&format!(
            "{from}, {} closed deals, {} won",
            learned.n, learned.won
        ))
    ));
    for chance in &learned.chances {
        out.push_str(&format!(
            "    {}: {{ chance: {:.DECIMALS$}, low: {:.DECIMALS$}, high: {:.DECIMALS$}, n: {} }}\n",
            chance.score, chance.value, chance.low, chance.high, chance.n
        ));
    }
    if learned.verdict != Verdict::Found {
        out.push_str("assumption: all\n");
    }
    Some(out)
}

fn types(tables: &[PointsTable]) -> String {
    let mut types = String::new();
    for field in tables.iter().flat_map(|table| &table.fields) {
        if let Field::Custom(_, kind) = field {
            let kind = match kind {
                FieldKind::Number => "number",
                FieldKind::Tags => "tags",
                _ => "category",
            };
            types.push_str(&format!("  {}: {kind}\n", scalar(&field.name())));
        }
    }
    if types.is_empty() {
        types
    } else {
        format!("types:\n{types}")
    }
}

fn points(table: &PointsTable) -> String {
    let written = |position: usize, entry: usize| {
        let condition = table.entries[entry].conditions[position].as_ref();
        condition.map(|condition| flow_scalar(&condition.show(table.fields[position].kind())))
    };
    if let [field] = table.fields.as_slice() {
        let entries: Vec<String> = (0..table.entries.len())
            .filter_map(|entry| {
                Some(format!(
                    "{}: {}",
                    written(0, entry)?,
                    table.entries[entry].points
                ))
            })
            .collect();
        return format!(
            "  - {}: {{ {} }}\n",
            scalar(&field.name()),
            entries.join(", ")
        );
    }
    let names: Vec<String> = table
        .fields
        .iter()
        .map(|field| flow_scalar(&field.name()))
        .collect();
    let mut out = format!("  - both: [{}]\n    lines:\n", names.join(", "));
    for (idx, entry) in table.entries.iter().enumerate() {
        let mut parts: Vec<String> = (0..names.len())
            .filter_map(|position| {
                Some(format!("{}: {}", names[position], written(position, idx)?))
            })
            .collect();
        parts.push(format!("points: {}", entry.points));
        out.push_str(&format!("      - {{ {} }}\n", parts.join(", ")));
    }
    out
}
