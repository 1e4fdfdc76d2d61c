//! A hand-written ICP whose points the deals moved: what each entry was and is, and the change to the
//! file. Gates, exclusions, tiers, reasons and comments stay as their author wrote them.

use doorwise_fit::calibrate::Chance;
use doorwise_fit::learn::Learned;
use doorwise_fit::prior::{Weighed, WeighedEntry};
use doorwise_model::card::{Card, Entry, PointsTable};
use doorwise_model::condition::Condition;
use doorwise_model::yaml::edit::{Edit, PathPart};
use doorwise_model::yaml::node::{self, Node};
use serde::Serialize;

use super::exclusions;
use super::file::{self, Origin};
use crate::id;
use crate::view::RateView;

/// Probability of an entry's own direction under which the deals contradict it, and from which they
/// bear it out.
const CONTRADICTED: f64 = 0.2;
const BORNE_OUT: f64 = 0.95;

/// A hand-written ICP against the deals.
#[derive(Clone, Debug, Serialize)]
pub struct MovedView {
    /// What `doorwise why` opens.
    pub id: &'static str,
    /// The ICP.
    pub icp: String,
    /// Which scores are which: those of this ICP, and those of the card learned without it.
    pub says: String,
    /// Each entry of its points.
    pub entries: Vec<MovedEntryView>,
}

/// One entry: what its author said, and what the deals say.
#[derive(Clone, Debug, Serialize)]
pub struct MovedEntryView {
    /// What `doorwise why` opens.
    pub id: String,
    /// `employees 10..50`.
    pub says: String,
    /// Points that its author gave.
    pub before: i64,
    /// Points after the deals.
    pub after: i64,
    /// Deals that it applies to.
    pub n: usize,
    /// Of these, won.
    pub won: usize,
    /// Their win rate.
    pub rate: Option<RateView>,
    /// Probability that it speaks the way its author says, before the deals.
    pub agreed: f64,
    /// The same after them.
    pub agrees: f64,
    /// `borne_out`, `contradicted`, `open`, or `no_deals`.
    pub verdict: &'static str,
}

/// Returns the view of a card that was weighed.
pub fn moved_view(icp: &str, by_hand: &Card, weighed: &Weighed) -> MovedView {
    let entry = |found: &WeighedEntry| {
        let table = &by_hand.tables[found.table];
        let says = table.show_entry(&table.entries[found.entry]);
        MovedEntryView {
            id: format!("learn.icp.by_hand.{}", id::part(&says.replace(' ', "_"))),
            says,
            before: found.before,
            after: found.after,
            n: found.inside.map_or(0, |inside| inside.n),
            won: found.won,
            rate: found.inside.map(RateView::of),
            agreed: found.agreed,
            agrees: found.agrees,
            verdict: match found.inside {
                None => "no_deals",
                Some(_) if found.before == 0 => "open",
                Some(_) if found.agrees < CONTRADICTED => "contradicted",
                Some(_) if found.agrees >= BORNE_OUT => "borne_out",
                Some(_) => "open",
            },
        }
    };
    MovedView {
        id: "learn.icp.by_hand",
        icp: icp.to_owned(),
        says: format!(
            "two scores: that of {icp} adds the points above, as the deals moved them; the card below is learned from the deals alone, and so its score, tiers and chances have points of their own"
        ),
        entries: weighed.entries.iter().map(entry).collect(),
    }
}

/// Returns the edits that move the points of the ICP in `before`; none where its tables are not
/// written as its card has them.
///
/// Exclusions that the deals carry join those of its author.
pub fn moved_edits(
    by_hand: &Card,
    weighed: &Weighed,
    learned: &Learned,
    origin: Origin<'_>,
    before: &str,
) -> Option<Vec<Edit>> {
    let read = node::read(before).ok()?;
    let points = read.get("points")?.items();
    let n_own = by_hand.tables.len();
    let mut edits = Vec::new();
    for (position, table) in weighed.tables.iter().take(n_own).enumerate() {
        let places = entries_of(points.get(position)?)?;
        if places.len() != table.entries.len() {
            return None;
        }
        for (entry, (path, written)) in table.entries.iter().zip(places) {
            let is_so = written.and_then(|text| text.parse().ok()) == Some(entry.points);
            if !is_so {
                let mut at = vec![
                    PathPart::Key("points".to_owned()),
                    PathPart::Index(position),
                ];
                at.extend(path);
                edits.push(Edit::SetScalar {
                    path: at,
                    to: entry.points.to_string(),
                });
            }
        }
    }
    // What an earlier run had added gives way to what this one adds.
    for position in (n_own..points.len()).rev() {
        edits.push(Edit::Remove {
            path: vec![
                PathPart::Key("points".to_owned()),
                PathPart::Index(position),
            ],
        });
    }
    let constant: Vec<Option<i64>> = weighed.tables[n_own..]
        .iter()
        .map(|table| beyond_doubt(by_hand, table))
        .collect();
    for (table, constant) in weighed.tables[n_own..].iter().zip(&constant) {
        if !table.entries.is_empty() && constant.is_none() {
            edits.push(Edit::Append {
                path: vec![PathPart::Key("points".to_owned())],
                item: file::points(table),
            });
        }
    }
    let added = weighed.tables[n_own..].iter().zip(&constant);
    let added = added.filter(|(_, constant)| constant.is_none());
    let after = weighed.tables[..n_own.min(weighed.tables.len())].iter();
    let after = most(after.chain(added.map(|(table, _)| table)));
    edits.extend(reachable(by_hand, most(by_hand.tables.iter()), after));
    edits.extend(file::new_types(&weighed.tables[n_own..], &read));
    edits.extend(exclusions::edits(learned, origin.fields, &read));
    if read.get("calibration").is_some() {
        edits.push(Edit::Remove {
            path: vec![PathPart::Key("calibration".to_owned())],
        });
    }
    let by_hand: Vec<String> = by_hand
        .tables
        .iter()
        .map(|table| {
            let points = table.entries.iter().map(|entry| entry.points.to_string());
            format!("[{}]", points.collect::<Vec<_>>().join(", "))
        })
        .collect();
    let by_hand = format!("[{}]", by_hand.join(", "));
    let from = file::origin_says(origin, learned);
    let left_out: i64 = constant.iter().flatten().sum();
    let chances = weighed.chances.iter().map(|chance| Chance {
        score: chance.score - left_out,
        ..*chance
    });
    let chances: Vec<Chance> = chances.collect();
    edits.push(Edit::Insert {
        path: Vec::new(),
        key: "calibration".to_owned(),
        value_yaml: file::calibration(&from, Some(&by_hand), &chances),
    });
    Some(edits)
}

/// Returns the most points that tables can give.
fn most<'t>(tables: impl Iterator<Item = &'t PointsTable>) -> i64 {
    let best = |table: &PointsTable| table.entries.iter().map(|entry| entry.points).max();
    tables.map(|table| best(table).unwrap_or(0).max(0)).sum()
}

/// Returns the edits that bring tiers which no company can reach any more as far down as the most
/// points went, each above the next.
fn reachable(card: &Card, before: i64, after: i64) -> Vec<Edit> {
    let tiers = &card.tiers;
    let mut edits = Vec::new();
    let mut least = i64::MIN;
    for tier in (0..tiers.len()).rev() {
        let Some(cut) = tiers.cut(tier) else {
            continue;
        };
        let mut to = cut;
        if cut > after && before > 0 {
            to = (cut as f64 * after as f64 / before as f64).round() as i64;
        }
        to = to.max(least);
        least = to + 1;
        if to != cut {
            edits.push(Edit::SetScalar {
                path: vec![
                    PathPart::Key("tiers".to_owned()),
                    PathPart::Key(tiers.name(tier).to_owned()),
                ],
                to: to.to_string(),
            });
        }
    }
    edits
}

/// Returns the points of a table that every company which passes the gates has: they would lift all
/// alike over the author's tiers and tell nobody apart.
fn beyond_doubt(card: &Card, table: &PointsTable) -> Option<i64> {
    let [field] = table.fields.as_slice() else {
        return None;
    };
    let kind = field.kind();
    let mut gates = card.gates.iter().filter(|gate| gate.field == *field);
    gates.find_map(|gate| {
        let holds_all = |outer: &Condition| {
            let mut asked = gate.any_of.iter();
            asked.all(|condition| condition.lies_in(outer, kind))
        };
        let splits = |inner: &Condition| {
            let mut asked = gate.any_of.iter();
            asked.any(|condition| inner.lies_in(condition, kind))
        };
        let condition = |entry: &&Entry| entry.conditions.first().and_then(Option::as_ref).cloned();
        let mut entries = table.entries.iter();
        let all = entries.find(|entry| condition(entry).is_some_and(|of| holds_all(&of)))?;
        let mut others = table.entries.iter().filter(|entry| *entry != all);
        let is_split = others.any(|entry| condition(&entry).is_some_and(|of| splits(&of)));
        (!is_split).then_some(all.points)
    })
}

/// Returns for each entry of a points table where its points stand, and how they are written.
fn entries_of(table: &Node) -> Option<Vec<(Vec<PathPart>, Option<&str>)>> {
    let key = |name: &str| PathPart::Key(name.to_owned());
    if let Some(lines) = table.get("lines") {
        let lines = lines.items().iter().enumerate();
        return Some(
            lines
                .map(|(idx, line)| {
                    let path = vec![key("lines"), PathPart::Index(idx), key("points")];
                    (path, line.get("points").and_then(Node::text))
                })
                .collect(),
        );
    }
    let (field, entries) = table.entries().iter().find(|(key, _)| key.text != "why")?;
    let entries = entries.entries().iter();
    Some(
        entries
            .map(|(entry, points)| (vec![key(&field.text), key(&entry.text)], points.text()))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use doorwise_model::money::Rates;
    use doorwise_model::workspace::load;

    use super::*;

    fn constant(points: &str) -> Option<i64> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        let icp = format!(
            "icp: a\ngates:\n  - industry: [software]\n  - employees: 10..50\npoints:\n  - {points}\ntiers: {{ A: 3, B: 0 }}\n"
        );
        std::fs::write(&path, icp).expect("written");
        let (loaded, _) = load::load_icp(&path, &Rates::default()).expect("read");
        let card = loaded.value.expect("an ICP").card;
        beyond_doubt(&card, &card.tables[0])
    }

    #[test]
    fn a_tier_that_nobody_reaches_comes_down_with_the_points() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        let icp = "icp: a\npoints:\n  - place: { IN: 9, DE: 4 }\ntiers: { A: 8, B: 4, C: 0 }\n";
        std::fs::write(&path, icp).expect("written");
        let (loaded, _) = load::load_icp(&path, &Rates::default()).expect("read");
        let card = loaded.value.expect("an ICP").card;
        let moved = |after: i64| {
            let edits = reachable(&card, 9, after).into_iter();
            let edits = edits.map(|edit| match edit {
                Edit::SetScalar { path, to } => format!("{path:?} {to}"),
                other => format!("{other:?}"),
            });
            edits.collect::<Vec<_>>()
        };
        assert!(moved(8).is_empty());
        let [only] = moved(5).try_into().expect("one edit");
        assert!(only.contains("\"A\"") && only.ends_with(" 5"), "{only}");
        assert_eq!(moved(2).len(), 2);
    }

    #[test]
    fn points_that_whoever_passes_a_gate_has_tell_nobody_apart() {
        assert_eq!(constant("industry: { software: 3 }"), Some(3));
        assert_eq!(constant("industry: { software: 3, retail: 1 }"), Some(3));
        assert_eq!(
            constant("industry: { software: 3, software.saas: 1 }"),
            None
        );
        assert_eq!(constant("industry: { software.saas: 1 }"), None);
        assert_eq!(constant("industry: { retail: 2 }"), None);
        assert_eq!(constant("employees: { 1..100: 4, 101..: 2 }"), Some(4));
        assert_eq!(constant("employees: { 10..30: 4, 31..: 2 }"), None);
        assert_eq!(constant("place: { IN: 2 }"), None);
    }
}
