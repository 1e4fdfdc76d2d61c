//! `icps/<id>.yaml`: from mirror struct to card.

mod calibration;
mod limits;
mod points;

use std::path::{Path, PathBuf};

use doorwise_vocab::date::{self, Date, DateOrder};
use doorwise_vocab::text;
use indexmap::IndexMap;

use super::check_id;
use super::decode::Decoded;
use crate::card::reference::Decision;
use crate::card::{Card, Criterion, Tiers};
use crate::condition::Condition;
use crate::diagnostic::{Diagnostic, Place};
use crate::field::{Field, FieldKind};
use crate::icp::{Icp, Override};
use crate::money::Rates;
use crate::statement::{Quote, Statement, Timing};
use crate::workspace::raw::{
    CriterionPart, CustomType, DecisionWord, EvidencePart, IcpFile, OneOrMany, PointsPart,
    StatementPart, TriggerPart,
};
use crate::yaml::shape::pointer_part;

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
    let calibration = reader.calibration();
    let reviewed = reviewed(raw.reviewed.as_deref(), decoded, file, reader.diagnostics);
    let read = |parts: &[StatementPart], section: &str| {
        statements(parts, section, raw.assumption.as_ref(), |pointer| {
            decoded.place(file, pointer)
        })
    };
    Icp {
        id: raw.icp.clone(),
        name: raw.name.clone().unwrap_or_else(|| raw.icp.clone()),
        card,
        calibration,
        notes: read(&raw.notes, "notes"),
        triggers: triggers(&raw.triggers, raw.assumption.as_ref(), |pointer| {
            decoded.place(file, pointer)
        }),
        languages: raw.language.as_ref().map_or_else(Vec::new, |written| {
            let parts = written.parts().into_iter();
            parts.map(|(_, code)| code.trim().to_lowercase()).collect()
        }),
        reviewed,
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

/// Understands the day of the last review.
pub(super) fn reviewed<T>(
    written: Option<&str>,
    decoded: &Decoded<T>,
    file: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Date> {
    let written = written?;
    let read = date::date(written, DateOrder::YearFirst).value();
    if read.is_none() {
        diagnostics.push(
            Diagnostic::error(
                "workspace/not-a-date",
                decoded.place(file, "/reviewed"),
                format!("`{written}` is not a day"),
            )
            .help("write `reviewed: YYYY-MM-DD`"),
        );
    }
    read
}

/// Understands dated events with where they are seen.
fn triggers(
    parts: &[TriggerPart],
    assumption: Option<&OneOrMany>,
    place: impl Fn(&str) -> Place,
) -> Vec<Statement> {
    let parts = parts.iter().enumerate();
    parts
        .map(|(idx, part)| Statement {
            says: part.says.trim().to_owned(),
            metric: None,
            evidence: quotes(&part.evidence, &format!("/triggers/{idx}"), &place),
            assumed: part.evidence.is_empty() || is_assumed(assumption, &["triggers"]),
            timing: Timing {
                seen_in: part.seen_in.clone(),
                half_life: part.half_life,
            },
            place: place(&format!("/triggers/{idx}/says")),
        })
        .collect()
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
            timing: Timing::default(),
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
