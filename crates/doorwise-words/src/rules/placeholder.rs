use std::ops::Range;

use doorwise_model::diagnostic::{Diagnostic, Level, Place};
use doorwise_model::workspace::Workspace;

use super::place::{in_body, narrow};

declare_rule! {
    /// ## What it does
    /// Finds merge fields left open: `{{first_name}}`, `[Name]`, `%FIRSTNAME%`.
    ///
    /// ## Why is this bad?
    /// It shows the reader that nobody wrote to them. A button such as `[See a sample]` is
    /// no merge field.
    ///
    /// ## Example
    /// ```copy
    /// Hi [First Name], every Monday your founder asks which deals came from marketing.
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Hi Meera, every Monday your founder asks which deals came from marketing.
    /// ```
    pub(super) static PLACEHOLDER = {
        name: "copy/placeholder",
        summary: "a merge field left open",
        level: Level::Error,
        since: "0.1.0",
    }
}

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for copy in &workspace.copies {
        let subject = copy.subject.as_deref().unwrap_or_default();
        let head = Place::text(
            &copy.file,
            copy.persona_span.map(|span| doorwise_model::Span {
                line: 1,
                column: 1,
                ..span
            }),
        );
        let in_subject = first(subject, 0).map(|range| {
            (
                narrow(workspace, &head, &subject[range.clone()]),
                &subject[range],
            )
        });
        let mut hits: Vec<(Place, &str)> = in_subject.into_iter().collect();
        let mut from = 0;
        while let Some(range) = first(&copy.body, from) {
            from = range.end;
            hits.push((in_body(copy, &range), &copy.body[range]));
        }
        for (place, words) in hits {
            found.push(
                PLACEHOLDER
                    .at(
                        place,
                        format!("`{words}` is a merge field that nobody filled"),
                    )
                    .label("open")
                    .help("write the name or the fact, or a sentence that needs none"),
            );
        }
    }
    found
}

/// Returns the first merge field at or after `from`.
fn first(text: &str, from: usize) -> Option<Range<usize>> {
    const NAMES: [&str; 22] = [
        "name",
        "first name",
        "firstname",
        "first_name",
        "last name",
        "last_name",
        "company",
        "company name",
        "company_name",
        "title",
        "job title",
        "role",
        "city",
        "industry",
        "your name",
        "recipient",
        "customer",
        "date",
        "link",
        "number",
        "x",
        "insert",
    ];
    let rest = &text[from..];
    let mut best: Option<Range<usize>> = None;
    for (open, close) in [("{{", "}}"), ("[", "]"), ("%", "%"), ("<", ">"), ("{", "}")] {
        for (at, _) in rest.match_indices(open) {
            let inner_start = at + open.len();
            let Some(length) = rest[inner_start..].find(close) else {
                continue;
            };
            let inner = rest[inner_start..inner_start + length]
                .trim()
                .to_lowercase();
            let is_field = match open {
                "{{" => !inner.is_empty() && !inner.contains('\n'),
                "%" => NAMES.contains(&inner.as_str()) && !inner.contains(' '),
                _ => NAMES.contains(&inner.as_str()) || inner.starts_with("insert "),
            };
            if is_field && best.as_ref().is_none_or(|best| from + at < best.start) {
                best = Some(from + at..from + inner_start + length + close.len());
            }
        }
    }
    best
}
