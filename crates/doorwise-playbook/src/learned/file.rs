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
    format!(
        "  - {}: {{ {} }}\n",
        scalar(&field.name()),
        entries.join(", ")
    )
}
