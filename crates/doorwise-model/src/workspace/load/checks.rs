//! `checks:` of the workspace's own file.

use std::path::Path;

use doorwise_vocab::date::{self, DateOrder};

use super::copy_head::known_path;
use super::decode::Decoded;
use crate::checks::{Checks, LevelSetting};
use crate::copy::allow::{Allow, Covers, without_reason};
use crate::diagnostic::{Diagnostic, Level};
use crate::workspace::raw::{DoorwiseFile, LevelWord, RuleSetting};
use crate::yaml::shape::pointer_part;

/// Returns the level that a word means; `Off` is none.
pub(super) fn level(word: LevelWord) -> LevelSetting {
    match word {
        LevelWord::Off => LevelSetting::Off,
        LevelWord::Note | LevelWord::Suggestion => LevelSetting::At(Level::Note),
        LevelWord::Warn | LevelWord::Warning => LevelSetting::At(Level::Warning),
        LevelWord::Error => LevelSetting::At(Level::Error),
    }
}

/// Understands the settings of the checks.
pub(super) fn build(
    decoded: &Decoded<DoorwiseFile>,
    file: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Checks {
    let mut checks = Checks::default();
    let raw = &decoded.raw.checks;
    for (rule, setting) in &raw.rules {
        let pointer = format!("/checks/rules/{}#key", pointer_part(rule));
        checks
            .places
            .push((rule.clone(), decoded.place(file, &pointer)));
        let word = match setting {
            RuleSetting::Level(word) => Some(*word),
            RuleSetting::Parts(parts) => {
                if !parts.limits.is_empty() {
                    let limits = parts.limits.iter().map(|(name, n)| (name.clone(), *n));
                    checks.limits.0.insert(rule.clone(), limits.collect());
                    for name in parts.limits.keys() {
                        let at = format!(
                            "/checks/rules/{}/{}#key",
                            pointer_part(rule),
                            pointer_part(name)
                        );
                        let place = decoded.place(file, &at);
                        checks
                            .limit_places
                            .push((rule.clone(), name.clone(), place));
                    }
                }
                parts.level
            }
        };
        if let Some(word) = word {
            checks.levels.insert(rule.clone(), level(word));
        }
    }
    for (idx, part) in raw.allow.iter().enumerate() {
        let place = decoded.place(file, &format!("/checks/allow/{idx}/rule"));
        if let Some(day) = &part.date
            && date::date(day, DateOrder::YearFirst).value().is_none()
        {
            let place = decoded.place(file, &format!("/checks/allow/{idx}/date"));
            diagnostics.push(
                Diagnostic::error(
                    "workspace/bad-date",
                    place,
                    format!("`{day}` is not a date"),
                )
                .label("not understood")
                .help("write YYYY-MM-DD"),
            );
        }
        let reason = part.reason.as_deref().unwrap_or_default().trim();
        if reason.is_empty() {
            diagnostics.push(without_reason(&part.rule, place).help("write it under `reason:`"));
            continue;
        }
        checks.allows.push(Allow {
            rule: part.rule.clone(),
            reason: reason.to_owned(),
            covers: Covers::Path(part.path.as_deref().map(known_path).unwrap_or_default()),
            by: part.by.clone(),
            date: part.date.clone(),
            place,
        });
    }
    checks
}
