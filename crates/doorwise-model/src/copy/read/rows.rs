//! The pieces of a table's rows: which columns make a step, and what names it.

use std::collections::BTreeMap;

use super::super::columns::{self, Known, Role};
use super::super::table;
use super::{Part, run_of};
use crate::workspace::load::copy_head::Head;

/// The columns of one step: several lie side by side where their headers are numbered.
pub(super) struct Step {
    number: Option<u32>,
    subject: Option<usize>,
    /// Best first.
    bodies: Vec<usize>,
}

pub(super) fn steps(known: &[Option<Known>]) -> Vec<Step> {
    let mut by_number: BTreeMap<Option<u32>, Step> = BTreeMap::new();
    for (idx, known) in known.iter().enumerate() {
        let Some(known) = known else { continue };
        if !matches!(known.role, Role::Subject | Role::Body) {
            continue;
        }
        let step = by_number.entry(known.step).or_insert(Step {
            number: known.step,
            subject: None,
            bodies: Vec::new(),
        });
        match known.role {
            Role::Subject => step.subject = step.subject.or(Some(idx)),
            _ => step.bodies.push(idx),
        }
    }
    let rank = |idx: &usize| known[*idx].map_or(usize::MAX, |known| known.rank);
    let mut steps: Vec<Step> = by_number
        .into_values()
        .filter(|step| !step.bodies.is_empty())
        .collect();
    for step in &mut steps {
        step.bodies.sort_by_key(rank);
    }
    steps
}

/// Returns the piece that a row holds for one step, where it has a body.
pub(super) fn part_of(
    row: &table::Row,
    header: &table::Row,
    known: &[Option<Known>],
    step: &Step,
    number: usize,
) -> Option<Part> {
    let cell = |idx: usize| {
        row.cells
            .get(idx)
            .filter(|cell| !cell.says.text.trim().is_empty())
    };
    let body = step.bodies.iter().find_map(|idx| cell(*idx))?;
    let numbered = |role: Role, number: Option<u32>| {
        known.iter().enumerate().find_map(|(idx, known)| {
            let known = known.filter(|known| known.role == role && known.step == number)?;
            cell(idx).map(|cell| (cell, known.rank))
        })
    };
    let first = |role: Role| numbered(role, None);
    // "Step 2 Type" lies beside the words of step 2.
    let of_step = |role: Role| step.number.and_then(|number| numbered(role, Some(number)));
    let says = |role: Role| first(role).map(|(cell, _)| cell.says.text.trim().to_owned());
    let names: Vec<(String, String)> = known
        .iter()
        .enumerate()
        .filter(|(_, known)| known.is_some_and(|known| known.role == Role::Name))
        .filter_map(|(idx, _)| {
            let header = header.cells.get(idx)?.says.text.trim().to_owned();
            Some((header, cell(idx)?.says.text.trim().to_owned()))
        })
        .collect();
    let step_number = step.number.or_else(|| {
        step_of(
            names
                .iter()
                .map(|(header, says)| (header.as_str(), says.as_str())),
        )
    });
    let mut name = named(&names);
    if let Some(number) = step.number {
        let step = format!("step {number}");
        name = Some(name.map_or(step.clone(), |name| format!("{name}, {step}")));
    }
    let persona = first(Role::Persona).map(|(cell, _)| &cell.says);
    let mut part = Part {
        persona_run: persona.map(run_of),
        head: Head {
            persona: persona
                .map(|persona| persona.text.trim().to_owned())
                .unwrap_or_default(),
            channel: of_step(Role::Channel)
                .or_else(|| first(Role::Channel))
                .and_then(|(cell, rank)| columns::channel(&cell.says.text, rank, step_number)),
            language: says(Role::Language).as_deref().and_then(columns::language),
            goal: says(Role::Goal),
            awareness: says(Role::Awareness),
            ..Head::default()
        },
        subject: step.subject.and_then(cell).map(|cell| cell.says.clone()),
        body: body.says.clone(),
        row: Some(number),
        name,
        says_where: format!("row {number}"),
        can_mend: true,
        anchor: (row.start(), row.line),
        ..Part::default()
    };
    part.see(false);
    Some(part)
}

/// Returns what an export calls a piece: a bare number gets its header.
pub(super) fn named(names: &[(String, String)]) -> Option<String> {
    let shown: Vec<String> = names
        .iter()
        .take(3)
        .map(|(header, says)| {
            let short: String = says.chars().take(40).collect();
            match says.parse::<f64>().is_ok() {
                true => format!("{header} {short}"),
                false => format!("`{short}`"),
            }
        })
        .collect();
    (!shown.is_empty()).then(|| shown.join(", "))
}

/// Returns the number of the step, where a column or a name tells it.
pub(super) fn step_of<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> Option<u32> {
    let mut numbers = names.filter_map(|(header, says)| {
        let header = header.to_lowercase();
        let is_step = ["step", "order", "position", "seq", "touch"]
            .iter()
            .any(|word| header.contains(word));
        let digits: String = says
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().ok().filter(|_| is_step)
    });
    numbers.next()
}
