//! Where exactly in a file the words stand that a rule speaks of.

use doorwise_model::copy::Copy;
use doorwise_model::diagnostic::{Place, Span};
use doorwise_model::icp::Icp;
use doorwise_model::persona::Persona;
use doorwise_model::statement::Statement;
use doorwise_model::workspace::Workspace;

/// One sentence of a file and where it stands.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) place: &'a Place,
}

/// Returns every sentence of an ICP that is about the company in words, its name aside.
pub(super) fn icp_lines(icp: &Icp) -> Vec<Line<'_>> {
    let statements = icp.notes.iter().chain(&icp.triggers).map(|note| Line {
        text: &note.says,
        place: &note.place,
    });
    let criteria = icp.card.gates.iter().chain(&icp.card.exclusions);
    let reasons = criteria
        .filter_map(|criterion| Some((criterion.why.as_deref()?, &criterion.place)))
        .chain(
            icp.card
                .tables
                .iter()
                .filter_map(|table| Some((table.why.as_deref()?, &table.place))),
        )
        .map(|(text, place)| Line { text, place });
    let kept = icp.not_understood.iter().map(|text| Line {
        text,
        place: &icp.place,
    });
    statements.chain(reasons).chain(kept).collect()
}

/// Returns goals, pains and doubts of a persona; triggers are events at the company and stand apart.
pub(super) fn persona_lines(persona: &Persona) -> Vec<Line<'_>> {
    let statements = persona.goals.iter().chain(&persona.pains);
    statements
        .chain(
            persona
                .objections
                .iter()
                .map(|objection| &objection.statement),
        )
        .map(|statement: &Statement| Line {
            text: &statement.says,
            place: &statement.place,
        })
        .chain(persona.not_understood.iter().map(|text| Line {
            text,
            place: &persona.place,
        }))
        .collect()
}

/// Returns every sentence of a persona that may cite quotes: goals, pains, objections, triggers.
pub(super) fn statements(persona: &Persona) -> impl Iterator<Item = &Statement> {
    let objections = persona.objections.iter().map(|one| &one.statement);
    let statements = persona.goals.iter().chain(&persona.pains).chain(objections);
    statements.chain(&persona.triggers)
}

/// Narrows a place to the words in it, where the file's text shows them.
pub(super) fn narrow(workspace: &Workspace, place: &Place, words: &str) -> Place {
    workspace.narrow(place, words)
}

/// Returns the place of bytes `at..` of a copy's body.
pub(super) fn in_body(copy: &Copy, range: &std::ops::Range<usize>) -> Place {
    let before = &copy.body[..range.start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Place::text(
        &copy.file,
        Some(Span {
            line: copy.body_line + before.matches('\n').count(),
            column: copy.body[line_start..range.start].chars().count() + 1,
            length: copy.body[range.clone()]
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .count()
                .max(1),
        }),
    )
}
