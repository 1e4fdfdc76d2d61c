//! Every rule over a workspace, and what the user says of their findings: levels, and what is
//! meant so.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use doorwise_model::checks::LevelSetting;
use doorwise_model::copy::Copy;
use doorwise_model::copy::allow::{Allow, Covers};
use doorwise_model::diagnostic::{self, Diagnostic, Level, Place, Span};
use doorwise_model::workspace::Workspace;

use crate::{limits, own, rules};

/// What the loader says of copy that is a matter of taste too, so that it may be allowed.
const OF_LOADER: [&str; 2] = ["copy/no-head", "copy/no-text"];

/// What is found, and what is found and meant so.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// What is wrong, places in the files that the user has.
    pub found: Vec<Diagnostic>,
    /// What is meant so.
    pub allowed: Vec<Allowed>,
    /// Rules of copy that lacked what they read.
    pub not_run: Vec<rules::NotRun>,
}

/// A finding that somebody allowed.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// The finding.
    pub finding: Diagnostic,
    /// Why it is meant so, by whom, and where that is written.
    pub allow: Allow,
}

/// Runs every rule; `found` is what others say of the workspace.
pub fn check(workspace: &Workspace, mut found: Vec<Diagnostic>) -> Settled {
    let mut checked = rules::check_all(workspace);
    found.append(&mut checked.found);
    found.extend(own::check(workspace));
    Settled {
        not_run: checked.not_run,
        ..settle(workspace, found)
    }
}

/// Returns the names of all rules whose level may be set.
fn known_rules(workspace: &Workspace) -> Vec<&str> {
    let own = workspace.own_rules.iter().map(|rule| rule.name);
    let ours = rules::RULES.iter().map(|rule| rule.name);
    ours.chain(own).chain(OF_LOADER).collect()
}

fn settle(workspace: &Workspace, found: Vec<Diagnostic>) -> Settled {
    let known = known_rules(workspace);
    let pieces: BTreeMap<&Path, &Copy> = workspace
        .copies
        .iter()
        .map(|copy| (copy.file.as_path(), copy))
        .collect();
    let checks = &workspace.checks;
    let mut used = vec![false; checks.allows.len()];
    let mut used_of: BTreeMap<(&Path, usize), bool> = BTreeMap::new();
    let mut settled = Settled::default();
    for mut found in found {
        if !known.contains(&found.name) {
            settled.found.push(found);
            continue;
        }
        match checks.levels.get(found.name) {
            Some(LevelSetting::Off) => continue,
            Some(LevelSetting::At(level)) => found.level = *level,
            None => {}
        }
        let (file, span) = match &found.place {
            Place::Text { file, span } => (Some(file.as_path()), *span),
            _ => (None, None),
        };
        let piece = file.and_then(|file| pieces.get(file));
        let of_piece = piece.and_then(|copy| {
            let idx = copy
                .allows
                .iter()
                .position(|allow| allow.rule == found.name && covers(allow, copy, span))?;
            used_of.insert((copy.file.as_path(), idx), true);
            Some(&copy.allows[idx])
        });
        let of_workspace = || {
            let source = piece.map_or(file, |copy| Some(copy.source_file()));
            checks.allows.iter().position(|allow| {
                let is_there = match &allow.covers {
                    Covers::Path(path) => {
                        source.map_or(path.as_os_str().is_empty(), |file| meets(path, file))
                    }
                    _ => false,
                };
                allow.rule == found.name && is_there
            })
        };
        let allow = of_piece.or_else(|| {
            let idx = of_workspace()?;
            used[idx] = true;
            Some(&checks.allows[idx])
        });
        match allow {
            Some(allow) => settled.allowed.push(Allowed {
                finding: found,
                allow: allow.clone(),
            }),
            None => settled.found.push(found),
        }
    }
    let is_off = |rule: &str| checks.levels.get(rule) == Some(&LevelSetting::Off);
    for (allow, used) in checks.allows.iter().zip(used) {
        if !used && !is_off(&allow.rule) {
            settled.found.push(unused_or_unknown(allow, &known));
        }
    }
    for copy in &workspace.copies {
        // Without its persona not every rule runs, so nothing is known of what is unused.
        let persona_is_there = workspace
            .personas
            .iter()
            .any(|persona| persona.id == copy.persona);
        for (idx, allow) in copy.allows.iter().enumerate() {
            let is_used = used_of.contains_key(&(copy.file.as_path(), idx)) || is_off(&allow.rule);
            let is_known = known.contains(&allow.rule.as_str());
            if !is_used && (persona_is_there || !is_known) {
                settled.found.push(unused_or_unknown(allow, &known));
            }
        }
    }
    for (rule, place) in &checks.places {
        if !known.contains(&rule.as_str()) {
            settled.found.push(unknown(rule, place.clone(), &known));
        }
    }
    for (rule, name, place) in &checks.limit_places {
        if known.contains(&rule.as_str()) {
            let set = checks.limits.get(rule, name, f64::NAN);
            settled.found.extend(wrong_limit(rule, name, set, place));
        }
    }
    workspace.lead_back(&mut settled.found);
    diagnostic::sort(&mut settled.found);
    let mut allowed: Vec<Diagnostic> = settled
        .allowed
        .iter()
        .map(|allowed| allowed.finding.clone())
        .collect();
    workspace.lead_back(&mut allowed);
    for (one, finding) in settled.allowed.iter_mut().zip(allowed) {
        one.finding = finding;
    }
    settled
}

fn covers(allow: &Allow, copy: &Copy, span: Option<Span>) -> bool {
    match (&allow.covers, span) {
        (Covers::Piece, _) => true,
        // What is said of the piece as a whole has no line of its own in the text.
        (Covers::Lines(_), None) => true,
        (Covers::Lines(lines), Some(span)) => {
            span.line < copy.body_line || lines.contains(&span.line)
        }
        (Covers::Path(_), _) => false,
    }
}

/// Returns whether a file is of a path: the file, a folder above it, a pattern with `*`; an empty
/// path is of all.
fn meets(path: &Path, file: &Path) -> bool {
    let pattern = path.to_string_lossy();
    if !pattern.contains('*') {
        return file.starts_with(path);
    }
    let file = diagnostic::slashed(file);
    let parts: Vec<&str> = pattern.split('*').filter(|part| !part.is_empty()).collect();
    let mut rest = file.as_str();
    for (idx, part) in parts.iter().enumerate() {
        let Some(at) = rest.find(part) else {
            return false;
        };
        if idx == 0 && !pattern.starts_with('*') && at != 0 {
            return false;
        }
        rest = &rest[at + part.len()..];
    }
    pattern.ends_with('*') || parts.last().is_some_and(|last| file.ends_with(last))
}

fn unused_or_unknown(allow: &Allow, known: &[&str]) -> Diagnostic {
    if !known.contains(&allow.rule.as_str()) {
        return unknown(&allow.rule, allow.place.clone(), known);
    }
    Diagnostic::new(
        "checks/unused-allow",
        Level::Warning,
        allow.place.clone(),
        format!(
            "`{}` is allowed here and nothing of it is found",
            allow.rule
        ),
    )
    .label("allows nothing")
    .help("take it out, so that a later fault is told")
}

/// Returns what is wrong with a number that a workspace sets.
fn wrong_limit(rule: &str, name: &str, set: f64, place: &Place) -> Option<Diagnostic> {
    let limit = limits::of_rule(rule).find(|limit| limit.name == name);
    if let Some(limit) = limit {
        let (least, most) = limit.range;
        return (!limit.holds(set)).then(|| {
            Diagnostic::error(
                "checks/limit-out-of-range",
                place.clone(),
                format!("`{name}: {set}` is out of range: {}", limit.says),
            )
            .label(format!("{least} to {most}"))
            .help(format!(
                "write a number from {least} to {most}; without it {} holds",
                limit.otherwise
            ))
        });
    }
    let found = Diagnostic::error(
        "checks/unknown-limit",
        place.clone(),
        format!("`{rule}` has no limit `{name}`"),
    )
    .label("not known here");
    let names: Vec<&str> = limits::of_rule(rule).map(|limit| limit.name).collect();
    Some(found.help(match names.as_slice() {
        [] => format!("it has a level only: `{rule}: warn`"),
        names => match doorwise_vocab::text::nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its limits are {}", names.join(", ")),
        },
    }))
}

fn unknown(rule: &str, place: Place, known: &[&str]) -> Diagnostic {
    let found = Diagnostic::error(
        "checks/unknown-rule",
        place,
        format!("there is no rule `{rule}`"),
    )
    .label("not known here");
    match doorwise_vocab::text::nearest(rule, known.iter().copied()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found
            .help("`doorwise rule` lists ours; those of your own are `own/` and the file's name"),
    }
}
