//! `icps/<id>.yaml`: from mirror struct to card.

use std::path::{Path, PathBuf};

use doorwise_vocab::date::{self, DateOrder};
use doorwise_vocab::text;
use indexmap::IndexMap;

use super::check_id;
use super::decode::Decoded;
use crate::card::reference::Decision;
use crate::card::{Card, Criterion, Entry, PointsTable, Tiers};
use crate::condition::Condition;
use crate::diagnostic::{Diagnostic, Place};
use crate::field::{Field, FieldKind};
use crate::icp::{Icp, Override};
use crate::money::Rates;
use crate::statement::{Quote, Statement};
use crate::workspace::raw::{
    CriterionPart, CustomType, DecisionWord, EvidencePart, IcpFile, OneOrMany, PointsPart,
    StatementPart,
};
use crate::yaml::shape::pointer_part;

/// Most gates and exclusions of one ICP.
const MAX_CRITERIA: usize = 64;
/// Most tables of points of one ICP.
const MAX_TABLES: usize = 40;
/// Most gates, exclusions and lines on two fields that one set of words meets.
const MAX_TAG_CRITERIA: usize = 10;
/// Most points of one entry, up or down: a person reads and argues with them.
const MAX_POINTS: i64 = 1_000;
/// Most conditions on one field of one ICP.
const MAX_CONDITIONS: usize = 120;

/// Understands one ICP file.
pub(super) fn build(
    decoded: &Decoded<IcpFile>,
    file: &Path,
    rates: &Rates,
    diagnostics: &mut Vec<Diagnostic>,
) -> Icp {
    let raw = &decoded.raw;
    check_id(
        &raw.icp,
        "icp",
        file,
        decoded.places.get("/icp").copied(),
        diagnostics,
    );
    let mut reader = Reader {
        decoded,
        file,
        rates,
        diagnostics,
    };
    let gates = reader.criteria(&raw.gates, "gates");
    let exclusions = reader.criteria(&raw.exclusions, "exclusions");
    let tables = reader.tables(&raw.points);
    let mut card = Card {
        gates,
        exclusions,
        tables,
        tiers: reader.tiers(&raw.tiers, raw.points.is_empty()),
        rates: rates.clone(),
    };
    reader.one_currency(&mut card);
    let within_limits = reader.limits(&card);
    if within_limits && card.reach().is_none() {
        reader.diagnostics.push(
            Diagnostic::error(
                "icp/nobody-passes",
                Place::text(file, None),
                "no company can pass all gates at once",
            )
            .note("two criteria on one field leave nothing between them")
            .help("widen one of the gates, or drop an exclusion that covers a gate"),
        );
    }
    let overrides = reader.overrides();
    let read = |parts: &[StatementPart], section: &str| {
        statements(parts, section, raw.assumption.as_ref(), |pointer| {
            decoded.place(file, pointer)
        })
    };
    Icp {
        id: raw.icp.clone(),
        name: raw.name.clone().unwrap_or_else(|| raw.icp.clone()),
        card,
        notes: read(&raw.notes, "notes"),
        triggers: read(&raw.triggers, "triggers"),
        overrides,
        not_understood: raw.not_understood.clone(),
        place: Place::text(file, decoded.places.get("/icp").copied()),
    }
}

/// Returns whether `assumption:` covers any of `parts`.
pub(super) fn is_assumed(assumption: Option<&OneOrMany>, parts: &[&str]) -> bool {
    assumption.is_some_and(|list| {
        list.parts()
            .iter()
            .any(|(_, word)| *word == "all" || parts.contains(word))
    })
}

/// Understands sentences with their evidence.
pub(super) fn statements(
    parts: &[StatementPart],
    section: &str,
    assumption: Option<&OneOrMany>,
    place: impl Fn(&str) -> Place,
) -> Vec<Statement> {
    parts
        .iter()
        .enumerate()
        .map(|(idx, part)| Statement {
            says: part.says.trim().to_owned(),
            metric: part.metric.clone(),
            evidence: quotes(&part.evidence, &format!("/{section}/{idx}"), &place),
            assumed: part.evidence.is_empty() || is_assumed(assumption, &[section]),
            place: place(&format!("/{section}/{idx}/says")),
        })
        .collect()
}

/// Understands the quotes behind a sentence.
pub(super) fn quotes(
    parts: &[EvidencePart],
    pointer: &str,
    place: &impl Fn(&str) -> Place,
) -> Vec<Quote> {
    parts
        .iter()
        .enumerate()
        .map(|(idx, part)| Quote {
            quote: part.quote.clone(),
            speaker: part.speaker.clone(),
            file: PathBuf::from(&part.file),
            place: place(&format!("{pointer}/evidence/{idx}/quote")),
        })
        .collect()
}

struct Reader<'a> {
    decoded: &'a Decoded<IcpFile>,
    file: &'a Path,
    rates: &'a Rates,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn place(&self, pointer: &str) -> Place {
        self.decoded.place(self.file, pointer)
    }

    /// Drops columns about protected traits of people, each with an error.
    fn without_protected<T>(&mut self, fields: Vec<(String, T)>, at: &str) -> Vec<(String, T)> {
        fields
            .into_iter()
            .filter(|(name, _)| {
                let header = name.strip_prefix("custom.").unwrap_or(name);
                let is_protected = name.starts_with("custom.") && doorwise_vocab::protected::is_protected(header);
                if is_protected {
                    self.error(
                        "icp/protected-trait",
                        &format!("{at}/{}#key", pointer_part(name)),
                        format!("`{header}` is a protected trait of a person, and nobody may be chosen by it"),
                        "delete it; choose companies by what they are and do",
                    );
                }
                !is_protected
            })
            .collect()
    }

    /// Returns whether the line of this part has an error already.
    fn has_fault_on_line(&self, pointer: &str) -> bool {
        let line = |place: &Place| match place {
            Place::Text {
                span: Some(span), ..
            } => Some(span.line),
            _ => None,
        };
        let here = line(&self.place(pointer));
        here.is_some()
            && self
                .diagnostics
                .iter()
                .any(|known| line(&known.place) == here)
    }

    fn error(
        &mut self,
        name: &'static str,
        pointer: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.place(pointer);
        self.diagnostics.push(
            Diagnostic::error(name, place, message)
                .label("here")
                .help(help),
        );
    }

    /// Returns the field behind a name; a custom field's type is given, or told by its conditions.
    fn field(&self, name: &str, written: &[&str]) -> Option<Field> {
        let Some(header) = name.strip_prefix("custom.") else {
            return Field::canonical(name);
        };
        let kind = match self
            .decoded
            .raw
            .types
            .get(name)
            .or_else(|| self.decoded.raw.types.get(header))
        {
            Some(CustomType::Number) => FieldKind::Number,
            Some(CustomType::Category) => FieldKind::Category,
            Some(CustomType::Tags) => FieldKind::Tags,
            None => {
                let probe = Field::Custom(header.to_owned(), FieldKind::Number);
                let numbers = written.iter().filter(|text| **text != "unknown");
                let all_numbers = numbers.clone().count() > 0
                    && numbers
                        .clone()
                        .all(|text| Condition::parse(&probe, text).is_ok());
                if all_numbers {
                    FieldKind::Number
                } else {
                    FieldKind::Category
                }
            }
        };
        Some(Field::Custom(header.to_owned(), kind))
    }

    fn condition(&mut self, field: &Field, written: &str, pointer: &str) -> Option<Condition> {
        match Condition::parse(field, written) {
            Ok(condition) => Some(condition),
            Err(fault) => {
                let place = self.place(pointer);
                let mut diagnostic = Diagnostic::error(
                    "icp/unknown-value",
                    place,
                    format!("{field}: {}", fault.message),
                )
                .label("not understood")
                .help(fault.help);
                diagnostic.fix = fault.fix;
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn criteria(&mut self, parts: &[CriterionPart], section: &str) -> Vec<Criterion> {
        let mut criteria = Vec::new();
        for (idx, part) in parts.iter().enumerate() {
            let at = format!("/{section}/{idx}");
            let fields = fields_of(part);
            let fields = self.without_protected(fields, &at);
            let [(name, values)] = fields.as_slice() else {
                if fields.is_empty() && self.has_fault_on_line(&at) {
                    // A misspelt field was named already; saying that none is there would be noise.
                    continue;
                }
                self.error(
                    "icp/one-field",
                    &at,
                    if fields.is_empty() {
                        "this criterion names no field"
                    } else {
                        "this criterion names several fields"
                    },
                    "write one field for each `-`; each criterion is one statement on one field",
                );
                continue;
            };
            let written: Vec<&str> = values.parts().iter().map(|(_, text)| *text).collect();
            let Some(field) = self.field(name, &written) else {
                continue;
            };
            let mut any_of = Vec::new();
            for (part, text) in values.parts() {
                let pointer = format!("{at}/{}{part}", pointer_part(name));
                match self.condition(&field, text, &pointer) {
                    Some(Condition::IsUnknown) => self.error(
                        "icp/unknown-in-gate",
                        &pointer,
                        "`unknown` cannot be a gate or an exclusion",
                        "unknown is never a reason to ignore; give it points in `points` instead",
                    ),
                    Some(condition) => any_of.push(condition),
                    None => {}
                }
            }
            if values.parts().is_empty() {
                self.error(
                    "icp/no-value",
                    &at,
                    format!("`{name}` names no value, so nothing would be asked"),
                    "name at least one value, or delete the line",
                );
            }
            if any_of.is_empty() {
                continue;
            }
            let assumed = is_assumed(
                self.decoded.raw.assumption.as_ref(),
                &[section, name.as_str(), &field.name()],
            );
            criteria.push(Criterion {
                field,
                any_of,
                why: part.why.clone(),
                place: self.place(&format!("{at}/{}#key", pointer_part(name))),
                assumed,
            });
        }
        criteria
    }

    fn tables(&mut self, parts: &[PointsPart]) -> Vec<PointsTable> {
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
        lines: &[crate::workspace::raw::LinePart],
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

    fn tiers(&mut self, cuts: &IndexMap<String, i64>, no_points: bool) -> Tiers {
        let mut seen: Vec<(&str, i64)> = Vec::new();
        for (name, cut) in cuts {
            if name.trim().is_empty() {
                self.error(
                    "icp/unnamed-tier",
                    "/tiers",
                    "a tier has no name",
                    "name it, such as `A: 6`",
                );
            }
            if let Some((other, _)) = seen.iter().find(|(_, known)| known == cut) {
                self.error(
                    "icp/equal-tiers",
                    &format!("/tiers/{}#key", pointer_part(name)),
                    format!("tiers `{other}` and `{name}` begin at the same score"),
                    "give each tier its own lowest score",
                );
            }
            seen.push((name, *cut));
        }
        if no_points && !cuts.is_empty() {
            let place = self.place("/tiers");
            self.diagnostics.push(
                Diagnostic::warning("icp/tiers-without-points", place, "the tiers cut a score that is always 0")
                    .label("no points to cut")
                    .help("add `points:`, or drop `tiers:`; a card without points has the one tier `fits`"),
            );
            return Tiers::new(Vec::new());
        }
        Tiers::new(
            cuts.iter()
                .map(|(name, cut)| (name.clone(), *cut))
                .collect(),
        )
    }

    /// The scorers keep criteria and conditions as bits of one machine word, and look at every way
    /// in which an unknown set of words may meet them. Returns whether the card keeps the limits.
    fn limits(&mut self, card: &Card) -> bool {
        let before = self.diagnostics.len();
        let mut limit = |n: usize, most: usize, what: String, help: &str| {
            if n > most {
                self.error(
                    "icp/too-large",
                    "/icp",
                    format!("{n} {what}; at most {most} are read"),
                    help,
                );
            }
        };
        limit(
            card.gates.len() + card.exclusions.len(),
            MAX_CRITERIA,
            "gates and exclusions".to_owned(),
            "a profile that needs so many is no profile: drop those that remove nobody",
        );
        limit(
            card.tables.len(),
            MAX_TABLES,
            "tables of points".to_owned(),
            "keep the fields that tell companies apart",
        );
        for field in card.fields() {
            limit(
                card.conditions_on(&field).len(),
                MAX_CONDITIONS,
                format!("conditions on `{field}`"),
                "write a wider condition, such as a parent of the tree or one longer range",
            );
            let criteria = card.gates.iter().chain(&card.exclusions);
            let of_field = criteria
                .filter(|criterion| criterion.field == field)
                .count();
            let joint_lines = card
                .tables
                .iter()
                .filter(|table| table.fields.len() == 2 && table.fields.contains(&field))
                .map(|table| table.entries.len())
                .sum::<usize>();
            if field.kind() == FieldKind::Tags {
                limit(
                    of_field + joint_lines,
                    MAX_TAG_CRITERIA,
                    format!("criteria and lines on `{field}`"),
                    "write words that mean the same as one list: `keywords: [agency, reseller]`",
                );
            }
        }
        self.diagnostics.len() == before
    }

    /// All amounts on one field speak one currency, so that a value is converted once.
    fn one_currency(&mut self, card: &mut Card) {
        let rates = self.rates;
        let mut first = None;
        let mut missing = Vec::new();
        let criteria = card
            .gates
            .iter_mut()
            .chain(&mut card.exclusions)
            .map(|criterion| (&criterion.place, &mut criterion.any_of));
        for (place, conditions) in criteria {
            for condition in conditions {
                convert(condition, &mut first, rates, place, &mut missing);
            }
        }
        for table in &mut card.tables {
            for condition in table
                .entries
                .iter_mut()
                .flat_map(|entry| entry.conditions.iter_mut().flatten())
            {
                convert(condition, &mut first, rates, &table.place, &mut missing);
            }
        }
        self.diagnostics.extend(missing);
    }

    fn overrides(&mut self) -> Vec<Override> {
        let mut overrides = Vec::new();
        for (idx, part) in self.decoded.raw.overrides.iter().enumerate() {
            let Some(date) = date::date(&part.date, DateOrder::YearFirst).value() else {
                self.error(
                    "workspace/bad-date",
                    &format!("/overrides/{idx}/date"),
                    format!("`{}` is not a date", part.date),
                    "write YYYY-MM-DD",
                );
                continue;
            };
            if overrides
                .iter()
                .any(|known: &Override| known.company == text::fold(&part.company))
            {
                let place = self.place(&format!("/overrides/{idx}"));
                self.diagnostics.push(
                    Diagnostic::warning(
                        "icp/second-override",
                        place,
                        format!(
                            "`{}` was decided above already; this later decision counts",
                            part.company
                        ),
                    )
                    .label("counts")
                    .help("keep the one that holds"),
                );
            }
            overrides.push(Override {
                company: text::fold(&part.company),
                decision: match part.decision {
                    DecisionWord::Pursue => Decision::Pursue,
                    DecisionWord::FindOut => Decision::FindOut,
                    DecisionWord::Ignore => Decision::Ignore,
                },
                why: part.why.clone(),
                who: part.who.clone(),
                date,
                place: self.place(&format!("/overrides/{idx}")),
            });
        }
        overrides
    }
}

fn convert(
    condition: &mut Condition,
    first: &mut Option<doorwise_vocab::money::Currency>,
    rates: &Rates,
    place: &Place,
    missing: &mut Vec<Diagnostic>,
) {
    let Condition::WithinMoney(range, currency) = condition else {
        return;
    };
    let to = *first.get_or_insert(*currency);
    match rates.convert(*range, *currency, to) {
        Some(converted) => *condition = Condition::WithinMoney(converted, to),
        None => missing.push(
            Diagnostic::error(
                "icp/no-rate",
                place.clone(),
                format!("this ICP mixes {currency} and {to}, and there is no rate between them"),
            )
            .label("another currency")
            .help(format!(
                "write all amounts in {to}, or add the rate to `rates` in doorwise.yaml"
            )),
        ),
    }
}

/// Lists the fields that a part names, in the order of the struct; the two parts have the same
/// fields with values of another type.
macro_rules! named_fields {
    ($part:expr) => {{
        let part = $part;
        [
            ("business_model", &part.business_model),
            ("industry", &part.industry),
            ("employees", &part.employees),
            ("revenue", &part.revenue),
            ("stage", &part.stage),
            ("place", &part.place),
            ("country", &part.country),
            ("founded", &part.founded),
            ("tools", &part.tools),
            ("keywords", &part.keywords),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.as_ref().map(|value| (name.to_owned(), value)))
        .chain(
            part.custom
                .iter()
                .map(|(name, value)| (name.clone(), value)),
        )
        .collect()
    }};
}

fn fields_of(part: &CriterionPart) -> Vec<(String, &OneOrMany)> {
    named_fields!(part)
}

fn points_of(part: &PointsPart) -> Vec<(String, &IndexMap<String, i64>)> {
    named_fields!(part)
}
