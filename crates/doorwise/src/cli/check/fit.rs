//! What a piece of copy meets of its persona, and which rules did not run.

use std::collections::BTreeMap;
use std::path::Path;

use doorwise_model::copy::Copy;
use doorwise_model::persona::Persona;
use doorwise_words::fit::{Met, PersonaFit, persona_fit};
use doorwise_words::rules::NotRun;
use serde::Serialize;

use super::view::code;
use crate::output::page::Page;

/// What a piece of copy meets of its persona.
#[derive(Serialize)]
pub(super) struct FitView {
    pains: Vec<MetView>,
    goals: Vec<MetView>,
    objections: Vec<MetView>,
    /// The persona's own words in the copy.
    words_used: Vec<String>,
    words_missed: Vec<String>,
    /// Words in the copy that the persona never uses.
    never_said: Vec<String>,
}

#[derive(Serialize)]
struct MetView {
    says: String,
    met: bool,
    /// The words of the copy that meet it.
    by: Vec<String>,
}

/// A rule that did not run.
#[derive(Serialize)]
pub(super) struct NotRunView {
    code: String,
    why: &'static str,
}

impl FitView {
    pub(super) fn new(copy: &Copy, persona: &Persona) -> Self {
        let PersonaFit {
            pains,
            goals,
            objections,
            words_used,
            words_missed,
            never_said,
        } = persona_fit(copy, persona);
        let view = |met: Vec<Met>| {
            met.into_iter()
                .map(|met| MetView {
                    met: met.is_met(),
                    by: met
                        .by
                        .iter()
                        .map(|range| copy.body[range.clone()].to_owned())
                        .collect(),
                    says: met.says,
                })
                .collect()
        };
        Self {
            pains: view(pains),
            goals: view(goals),
            objections: view(objections),
            words_used,
            words_missed,
            never_said,
        }
    }

    /// Says what is met and what is left out.
    pub(super) fn show(&self, page: &mut Page) {
        for (kind, all) in [
            ("pain", &self.pains),
            ("goal", &self.goals),
            ("objection", &self.objections),
        ] {
            for statement in all {
                page.line(&match statement.met {
                    true => format!(
                        "  meets the {kind} \"{}\": {}",
                        statement.says,
                        statement.by.join(", ")
                    ),
                    false => format!("  leaves out the {kind} \"{}\"", statement.says),
                });
            }
        }
        for (says, words) in [
            ("uses their words", &self.words_used),
            ("misses their words", &self.words_missed),
            ("says what they never say", &self.never_said),
        ] {
            if !words.is_empty() {
                page.line(&format!("  {says}: {}", words.join(", ")));
            }
        }
    }
}

/// Rules that did not run by the piece that they lacked something of.
pub(super) type NotRunByPiece<'a> = BTreeMap<&'a Path, Vec<&'a NotRun>>;

/// Gathers them once: an export may have as many pieces as it has rows.
pub(super) fn by_piece(all: &[NotRun]) -> NotRunByPiece<'_> {
    let mut by_piece = NotRunByPiece::new();
    for rule in all {
        by_piece.entry(rule.file.as_path()).or_default().push(rule);
    }
    by_piece
}

impl NotRunView {
    pub(super) fn of(all: &NotRunByPiece<'_>, copy: &Copy) -> Vec<Self> {
        let of_piece = all.get(copy.file.as_path()).into_iter().flatten();
        of_piece
            .map(|rule| Self {
                code: code(rule.name),
                why: rule.why,
            })
            .collect()
    }

    /// Says once per reason which rules did not run.
    pub(super) fn show(all: &[Self], page: &mut Page) {
        let mut said: Vec<(&str, Vec<&str>)> = Vec::new();
        for rule in all {
            match said.iter_mut().find(|(why, _)| *why == rule.why) {
                Some((_, codes)) => codes.push(&rule.code),
                None => said.push((rule.why, vec![&rule.code])),
            }
        }
        for (why, codes) in said {
            page.line(&format!("  not checked, {why}: {}", codes.join(", ")));
        }
    }
}
