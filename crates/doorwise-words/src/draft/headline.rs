//! A line that stands alone: the reader's pain or goal in few words.

use super::angle::{Angle, Entry};
use super::{Brief, Part, Sentence, Source, subject};
use crate::reader::{self, Shape, StatementRole, upper_first};

/// Returns lines for an angle that have at most so many words and characters, the nearest to the
/// angle first.
pub(super) fn headlines(
    brief: &Brief<'_>,
    angle: &Angle,
    words: usize,
    chars: usize,
) -> Vec<Sentence> {
    let persona = brief.persona;
    let pain = |at: usize| Some((Part::Pain, at, persona.pains.get(at)?));
    let goal = |at: usize| Some((Part::Goal, at, persona.goals.get(at)?));
    let first = match angle.entry {
        Entry::Goal(at) => goal(at),
        Entry::Pain(at) => pain(at),
        _ => None,
    };
    let mut lines: Vec<Sentence> = Vec::new();
    // "The Series A closed?" of "the Series A closed and the board asks for a number".
    if let Entry::Trigger(at) = angle.entry
        && let Some(trigger) = persona.triggers.get(at)
        && reader::is_sure(&trigger.says, StatementRole::Pain)
    {
        let says = upper_first(&reader::lower_first(&reader::to_reader(&trigger.says)));
        let end = [" and ", ", ", ": ", "; ", " so "]
            .iter()
            .filter_map(|word| says.find(word))
            .min()
            .unwrap_or(says.len());
        let text = format!("{}?", &says[..end]);
        if (3..=words).contains(&text.split_whitespace().count()) && text.chars().count() <= chars {
            lines.push(Sentence::new(
                text,
                Source::of(Part::Trigger, at, trigger),
                0,
            ));
        }
    }
    let statements = first.into_iter().chain(angle.pain.and_then(pain));
    for (part, at, statement) in statements {
        let role = match part {
            Part::Goal => StatementRole::Goal,
            _ => StatementRole::Pain,
        };
        let whole = lines_of(&statement.says, role);
        let cut: Vec<String> = whole.iter().filter_map(|line| first_part(line)).collect();
        for text in whole.into_iter().chain(cut) {
            let fits = text.split_whitespace().count() <= words && text.chars().count() <= chars;
            if fits && lines.iter().all(|line| line.text != text) {
                lines.push(Sentence::new(text, Source::of(part, at, statement), 0));
            }
        }
    }
    lines
}

/// Returns a statement as lines that stand alone, the whole one first.
fn lines_of(says: &str, role: StatementRole) -> Vec<String> {
    // Half of somebody's spoken line says something else.
    if !reader::is_sure(says, role) {
        return Vec::new();
    }
    let plain = reader::lower_first(&reader::to_reader(says));
    let mut lines = Vec::new();
    match (reader::shape(says, role), role) {
        // "Prove pipeline to your founder"
        (Shape::Base, StatementRole::Goal) => {
            lines.push(upper_first(plain.strip_prefix("to ").unwrap_or(&plain)));
        }
        // "Tired of low-quality leads?"
        (Shape::State | Shape::Gerund, StatementRole::Pain) => {
            let opens = if reader::shape(says, role) == Shape::Gerund {
                "Still "
            } else {
                ""
            };
            lines.push(upper_first(&format!("{opens}{plain}?")));
        }
        // "Half the deals have no source, so nobody knows which came from marketing?"
        (Shape::Clause, StatementRole::Pain) => lines.push(upper_first(&format!("{plain}?"))),
        (Shape::Clause, StatementRole::Goal) => lines.push(upper_first(&plain)),
        _ => {}
    }
    if role == StatementRole::Pain || lines.is_empty() {
        let topic = subject::topic(says, role).filter(|topic| !topic.starts_with("a question"));
        lines.extend(topic.map(|topic| {
            let asks = ["which ", "who ", "what ", "how ", "why "];
            // A pain that stands as a statement over a product's name advertises the pain.
            let is_question =
                role == StatementRole::Pain || asks.iter().any(|word| topic.starts_with(word));
            format!(
                "{}{}",
                upper_first(&topic),
                if is_question { "?" } else { "" }
            )
        }));
    }
    lines
}

/// Returns a line up to where a second thing begins, where three words are left: "Open a fourth
/// branch" of "Open a fourth branch without losing your evenings"; of a clause what is left is one,
/// "Deals sit in legal review?".
fn first_part(line: &str) -> Option<String> {
    const ENDS: [&str; 10] = [
        ", ",
        " without ",
        " so that ",
        " before ",
        " when ",
        " because ",
        " while ",
        " until ",
        " between ",
        " in front of ",
    ];
    let upto = |ends: &[&str]| {
        let end = ends.iter().filter_map(|word| line.find(word)).min()?;
        let head = line[..end].trim_end_matches('?');
        (head.split_whitespace().count() >= 3).then_some(head)
    };
    let is_question = line.ends_with('?');
    let mark = if is_question { "?" } else { "" };
    let head = upto(&ENDS).or_else(|| {
        let head = upto(&[" for ", " every "]).filter(|_| is_question)?;
        let is_clause = reader::shape(head, StatementRole::Pain) == Shape::Clause;
        is_clause.then_some(head)
    })?;
    Some(format!("{head}{mark}"))
}
