//! The points of an ICP: tables on one field, tables on two, and what a table may not say.

use super::{Reader, fields_of, is_assumed, points_of};
use crate::card::{Entry, PointsTable};
use crate::condition::Condition;
use crate::workspace::raw::{LinePart, PointsPart};
use crate::yaml::shape::pointer_part;

/// Most points of one entry, up or down: a person reads and argues with them.
const MAX_POINTS: i64 = 1_000;

impl Reader<'_> {
    pub(super) fn tables(&mut self, parts: &[PointsPart]) -> Vec<PointsTable> {
        let mut tables: Vec<PointsTable> = Vec::new();
        for (idx, part) in parts.iter().enumerate() {
            let at = format!("/points/{idx}");
            let table = match (&part.both, &part.lines) {
                (Some(both), lines) => {
                    self.joint_table(part, both, lines.as_deref().unwrap_or_default(), &at)
                }
                (None, _) => self.single_table(part, &at),
            };
            let Some(table) = table else { continue };
            if let Some(field) = table
                .fields
                .iter()
                .find(|field| tables.iter().any(|known| known.fields.contains(field)))
            {
                let message = format!("`{field}` has points in two tables");
                self.error(
                    "icp/field-in-two-tables",
                    &at,
                    message,
                    "a field belongs to one table; move the entries together, or use `both` for two fields at once",
                );
                continue;
            }
            self.overlaps(&table, &at);
            tables.push(table);
        }
        tables
    }

    fn single_table(&mut self, part: &PointsPart, at: &str) -> Option<PointsTable> {
        let fields = points_of(part);
        let fields = self.without_protected(fields, at);
        let [(name, entries)] = fields.as_slice() else {
            if fields.is_empty() && self.has_fault_on_line(at) {
                return None;
            }
            self.error(
                "icp/one-field",
                at,
                if fields.is_empty() { "these points name no field" } else { "these points name several fields" },
                "write one field for each `-`; for two fields at once write `both: [a, b]` with `lines`",
            );
            return None;
        };
        let written: Vec<&str> = entries.keys().map(String::as_str).collect();
        let field = self.field(name, &written)?;
        let mut read = Vec::new();
        for (text, points) in *entries {
            let pointer = format!("{at}/{}/{}#key", pointer_part(name), pointer_part(text));
            if !self.is_readable(*points, &pointer) {
                continue;
            }
            if let Some(condition) = self.condition(&field, text, &pointer) {
                read.push(Entry {
                    conditions: vec![Some(condition)],
                    points: *points,
                });
            }
        }
        let assumed = is_assumed(
            self.decoded.raw.assumption.as_ref(),
            &["points", name.as_str(), &field.name()],
        );
        Some(PointsTable {
            fields: vec![field],
            entries: read,
            why: part.why.clone(),
            place: self.place(&format!("{at}/{}#key", pointer_part(name))),
            assumed,
        })
    }

    fn joint_table(
        &mut self,
        part: &PointsPart,
        both: &[String],
        lines: &[LinePart],
        at: &str,
    ) -> Option<PointsTable> {
        if both.len() != 2 || !points_of(part).is_empty() {
            self.error(
                "icp/two-fields",
                &format!("{at}/both"),
                "`both` takes exactly two fields",
                "write `both: [employees, stage]` and the entries under `lines`",
            );
            return None;
        }
        let written_for = |name: &str| -> Vec<String> {
            lines
                .iter()
                .flat_map(|line| fields_of(&line.when))
                .filter(|(known, _)| known == name)
                .flat_map(|(_, values)| {
                    values
                        .parts()
                        .into_iter()
                        .map(|(_, text)| text.to_owned())
                        .collect::<Vec<_>>()
                })
                .collect()
        };
        let mut fields = Vec::new();
        for (idx, name) in both.iter().enumerate() {
            let written = written_for(name);
            let written: Vec<&str> = written.iter().map(String::as_str).collect();
            match self.field(name, &written) {
                Some(field) => fields.push(field),
                None => {
                    self.error(
                        "icp/unknown-value",
                        &format!("{at}/both/{idx}"),
                        format!("`{name}` is not a company field"),
                        "use a canonical field or `custom.<header>`",
                    );
                    return None;
                }
            }
        }
        if fields.first() == fields.get(1) {
            self.error(
                "icp/two-fields",
                &format!("{at}/both"),
                "`both` names the same field twice",
                "write `- employees: { … }` for one field; `country` is the short form of `place`",
            );
            return None;
        }
        let mut entries = Vec::new();
        for (idx, line) in lines.iter().enumerate() {
            let line_at = format!("{at}/lines/{idx}");
            // A line with several values for a field is several entries of the same points.
            let mut conditions: Vec<Vec<Option<Condition>>> = vec![vec![None; 2]];
            let mut complete = true;
            for (name, values) in fields_of(&line.when) {
                let Some(position) = both.iter().position(|known| *known == name) else {
                    self.error(
                        "icp/one-field",
                        &line_at,
                        format!("`{name}` is not one of this table's two fields"),
                        "use only the fields named in `both`",
                    );
                    complete = false;
                    continue;
                };
                let mut wider = Vec::new();
                for (part, text) in values.parts() {
                    let pointer = format!("{line_at}/{}{part}", pointer_part(&name));
                    match self.condition(&fields[position], text, &pointer) {
                        Some(condition) => {
                            for known in &conditions {
                                let mut with = known.clone();
                                with[position] = Some(condition.clone());
                                wider.push(with);
                            }
                        }
                        None => complete = false,
                    }
                }
                conditions = wider;
            }
            if complete && self.is_readable(line.points, &format!("{line_at}/points")) {
                entries.extend(conditions.into_iter().map(|conditions| Entry {
                    conditions,
                    points: line.points,
                }));
            }
        }
        let assumed = is_assumed(self.decoded.raw.assumption.as_ref(), &["points"]);
        Some(PointsTable {
            fields,
            entries,
            why: part.why.clone(),
            place: self.place(&format!("{at}/both")),
            assumed,
        })
    }

    /// Points are few enough to argue with; a sum of them never overflows.
    fn is_readable(&mut self, points: i64, pointer: &str) -> bool {
        let fits = (-MAX_POINTS..=MAX_POINTS).contains(&points);
        if !fits {
            self.error(
                "icp/too-many-points",
                pointer,
                format!(
                    "{points} points for one entry; from -{MAX_POINTS} to {MAX_POINTS} are read"
                ),
                "use small whole numbers, such as 3 for exact and 1 for near",
            );
        }
        fits
    }

    /// Two ranges of one table must not overlap: a number would have two points.
    fn overlaps(&mut self, table: &PointsTable, at: &str) {
        if table.fields.len() != 1 {
            return;
        }
        let ranges: Vec<_> = table
            .entries
            .iter()
            .filter_map(|entry| match &entry.conditions[0] {
                Some(Condition::Within(range) | Condition::WithinMoney(range, _)) => {
                    Some((*range, table.show_entry(entry)))
                }
                _ => None,
            })
            .collect();
        for (idx, (range, shown)) in ranges.iter().enumerate() {
            if let Some((_, other)) = ranges[..idx].iter().find(|(known, _)| known.meets(range)) {
                self.error(
                    "icp/overlapping-entries",
                    at,
                    format!("`{other}` and `{shown}` overlap"),
                    "give each number one entry: 1..9 and 10..50, not 1..10 and 10..50",
                );
            }
        }
    }
}
