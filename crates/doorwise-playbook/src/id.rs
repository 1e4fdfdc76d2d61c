//! Stable ids: what `doorwise why` opens, and what a link inside the page leads to.
//!
//! An id is words with dots between them, from the widest to the narrowest: `count.pursue`,
//! `company.c00042.points.stage`. It is made of what a thing is called (a field, a file's own id,
//! a table's own id), never of its position in a list of rows, so that it outlives an unrelated row.
//! Characters that a shell or the fragment of a URL would take for their own are written as `~`
//! and two hexadecimal digits a byte; letters of every script stay.

use std::collections::BTreeMap;
use std::fmt::Write;

use doorwise_model::card::{Card, Criterion, Entry, PointsTable};
use doorwise_model::field::Field;
use doorwise_model::market::CriterionRef;
use doorwise_model::tables::TableKind;

/// Characters, besides letters and digits, that neither a shell nor a URL takes for its own.
const PLAIN: &str = "-_.:/,@+";
/// First words of ids that open alike under every ICP: a persona and its drafts have one ICP each.
const OF_THE_WORKSPACE: [&str; 12] = [
    "in", "persona", "message", "house", "idea", "deals", "role", "table", "finding", "problems",
    "offer", "as_of",
];
/// The remarks that are about the tables and not about an ICP.
pub(crate) const OF_THE_TABLES: [&str; 2] = ["remark.duplicates", "remark.unlinked"];
/// Words that follow a company's id; inside such an id they must not be taken for one.
const AFTER_COMPANY: [&str; 17] = [
    "icp",
    "decision",
    "tier",
    "score",
    "seen",
    "rank",
    "would_change",
    "history",
    "person",
    "known_there",
    "search",
    "find",
    "override",
    "gate",
    "exclusion",
    "points",
    "fact",
];

/// Returns a name as a part of an id.
pub fn part(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().chars() {
        if c.is_alphanumeric() || PLAIN.contains(c) {
            out.push(c);
        } else {
            escape(c, &mut out);
        }
    }
    out
}

/// Returns the id of a company; `id` is the table's own, else the row's place.
pub fn company(id: &str) -> String {
    let mut key = part(id);
    if key
        .split('.')
        .skip(1)
        .any(|word| AFTER_COMPANY.contains(&word))
    {
        key = key.replace('.', "~2e");
    }
    format!("company.{key}")
}

/// Returns the id of what one of several ICPs says: `in.saas.gate.place`.
///
/// What says the same whatever the ICP keeps its id.
pub fn within(icp: &str, id: &str) -> String {
    let word = id.split('.').next().unwrap_or_default();
    if OF_THE_WORKSPACE.contains(&word) || OF_THE_TABLES.contains(&id) {
        id.to_owned()
    } else {
        format!("in.{}.{id}", part(icp))
    }
}

/// Returns the id of a table.
pub fn table(kind: TableKind) -> String {
    format!("table.{}", kind.as_str())
}

/// Returns the id of a field of a table and the headers it is read from.
pub fn column(kind: TableKind, field: &str) -> String {
    format!("{}.column.{}", table(kind), part(field))
}

/// Returns the id of what is said once of a field that no table has.
pub fn no_column(field: &Field) -> String {
    format!("remark.no_column.{}", fields([field]))
}

/// Returns the id of a field or of two fields together.
pub fn fields<'a>(fields: impl IntoIterator<Item = &'a Field>) -> String {
    let names: Vec<String> = fields
        .into_iter()
        .map(|field| part(&field.name()))
        .collect();
    names.join("+")
}

/// Returns an id as the name of a file: letters, digits, dots, dashes and underscores alone.
pub fn file_name(id: &str) -> String {
    id.chars()
        .map(|ch| match ch {
            ch if ch.is_alphanumeric() || matches!(ch, '.' | '-' | '_') => ch,
            _ => '-',
        })
        .collect()
}

/// Returns ids that are each used once: the second of the same name gets `-2`.
pub fn each_once(ids: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    ids.into_iter()
        .map(|id| {
            let n = times.entry(id.clone()).or_default();
            *n += 1;
            if *n == 1 { id } else { format!("{id}-{n}") }
        })
        .collect()
}

/// Returns six hexadecimal digits that stand for a text: FNV-1a, folded to 24 bits.
pub fn short_hash(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{:06x}", (hash >> 24) ^ (hash & 0x00ff_ffff))
}

/// The ids of a card's parts, position by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardIds {
    /// `gate.employees`.
    pub gates: Vec<String>,
    /// `exclusion.keywords`.
    pub exclusions: Vec<String>,
    /// `points.stage`.
    pub tables: Vec<String>,
    /// `points.stage.series_a`, by table.
    pub lines: Vec<Vec<String>>,
}

impl CardIds {
    /// Returns the ids of this card.
    pub fn of(card: &Card) -> Self {
        let criteria = |kind: &str, criteria: &[Criterion]| {
            each_once(
                criteria
                    .iter()
                    .map(|criterion| format!("{kind}.{}", fields([&criterion.field]))),
            )
        };
        let tables = each_once(
            card.tables
                .iter()
                .map(|table| format!("points.{}", fields(&table.fields))),
        );
        let lines = card
            .tables
            .iter()
            .zip(&tables)
            .map(|(table, id)| each_once(table.entries.iter().map(|entry| line(id, table, entry))))
            .collect();
        Self {
            gates: criteria("gate", &card.gates),
            exclusions: criteria("exclusion", &card.exclusions),
            tables,
            lines,
        }
    }

    /// Returns the id of what is said once of an exclusion, by position, that cannot be checked.
    pub fn unchecked(&self, exclusion: usize) -> String {
        format!(
            "remark.unchecked.{}",
            self.exclusions[exclusion].trim_start_matches("exclusion.")
        )
    }

    /// Returns the id of a gate or an exclusion.
    pub fn criterion(&self, criterion: CriterionRef) -> &str {
        match criterion {
            CriterionRef::Gate(position) => &self.gates[position],
            CriterionRef::Exclusion(position) => &self.exclusions[position],
        }
    }
}

fn line(table_id: &str, table: &PointsTable, entry: &Entry) -> String {
    let conditions: Vec<String> = table
        .fields
        .iter()
        .zip(&entry.conditions)
        .map(|(field, condition)| match condition {
            Some(condition) => part(&condition.show(field.kind())),
            None => "any".to_owned(),
        })
        .collect();
    format!("{table_id}.{}", conditions.join("+"))
}

fn escape(c: char, out: &mut String) {
    let mut bytes = [0; 4];
    for byte in c.encode_utf8(&mut bytes).bytes() {
        let _ = write!(out, "~{byte:02x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_names_survive_a_shell_and_a_fragment() {
        assert_eq!(company("c00042"), "company.c00042");
        assert_eq!(company("companies.csv:314"), "company.companies.csv:314");
        assert_eq!(
            company("Acme & Söhne / 株式会社"),
            "company.Acme~20~26~20Söhne~20/~20株式会社"
        );
        assert_eq!(
            company("$(rm -rf ~)`'\"#%"),
            "company.~24~28rm~20-rf~20~7e~29~60~27~22~23~25"
        );
        assert_eq!(company("a\u{202e}b"), "company.a~e2~80~aeb");
    }

    #[test]
    fn a_company_called_like_another_ones_score_is_another_company() {
        assert_ne!(company("c1.score"), format!("{}.score", company("c1")));
        assert_ne!(
            company("c1.gate.place"),
            format!("{}.gate.place", company("c1"))
        );
    }

    #[test]
    fn the_second_of_a_name_is_told_apart() {
        let ids = ["gate.place", "gate.stage", "gate.place"].map(str::to_owned);
        assert_eq!(each_once(ids), ["gate.place", "gate.stage", "gate.place-2"]);
    }
}
