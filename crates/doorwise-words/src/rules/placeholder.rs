use std::ops::Range;

use doorwise_model::Place;
use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};

declare_rule! {
    /// ## What it does
    /// Finds merge fields left open: `{{first_name}}`, `[Name]`, `%FIRSTNAME%`, `<<company>>`, and
    /// spintax that nobody spun: `{Hi|Hello}`.
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
        reads: copy,
    }
}

fn check(cx: &CopyContext<'_>) -> Outcome {
    let mut hits: Vec<(Place, &str)> = Vec::new();
    let subject = cx.copy.subject.as_deref().unwrap_or_default();
    for (text, is_subject) in [(subject, true), (cx.copy.body.as_str(), false)] {
        let mut from = 0;
        while let Some(range) = first(text, from) {
            from = range.end;
            let place = match is_subject {
                true => cx.in_subject(&text[range.clone()]),
                false => cx.at(&range),
            };
            hits.push((place, &text[range]));
        }
    }
    Ok(hits
        .into_iter()
        .map(|(place, words)| {
            let says = if words.contains('|') && words.starts_with('{') {
                format!("`{words}` is spintax that nobody spun")
            } else {
                format!("`{words}` is a merge field that nobody filled")
            };
            PLACEHOLDER
                .at(place, says)
                .label("open")
                .help("write the name or the fact, or a sentence that needs none")
        })
        .collect())
}

/// Returns whether the words between two brackets name a field.
pub(super) fn is_field(inner: &str) -> bool {
    let plain = inner.trim().to_lowercase().replace(['_', '-', '.'], " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    NAMES.contains(&plain.as_str())
        || plain.starts_with("insert ")
        || plain.starts_with("your ") && NAMES.contains(&&plain[5..])
        || plain.starts_with("prospect ")
        || plain.starts_with("recipient ")
        || plain.starts_with("contact ") && NAMES.contains(&&plain[8..])
        || plain.starts_with("lead ") && NAMES.contains(&&plain[5..])
}

/// Returns the first merge field at or after `from`.
pub(super) fn first(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let mut best: Option<Range<usize>> = None;
    // Most texts hold no mark at all, and one look at each byte says so.
    let is_mark = |byte: u8| matches!(byte, b'{' | b'<' | b'[' | b'$' | b'*' | b'%' | b'_' | b'(');
    if !rest.bytes().any(is_mark) {
        return None;
    }
    for (open, close) in MARKS {
        for (at, _) in rest.match_indices(open) {
            let inner_start = at + open.len();
            let Some(length) = rest[inner_start..].find(close) else {
                break;
            };
            let inner = &rest[inner_start..inner_start + length];
            let is_open = !inner.trim().is_empty() && !inner.contains('\n');
            let is_hit = is_open
                && match open {
                    "{{" | "<<" | "[[" | "${" | "*|" | "{%" => true,
                    "{" => is_spintax(inner) || is_field(inner) || is_identifier(inner),
                    "%" => is_field(inner) && !inner.contains(' '),
                    "__" => {
                        inner.len() > 2
                            && inner.chars().all(|ch| ch.is_ascii_uppercase() || ch == '_')
                    }
                    "[" => is_field(inner) || stands_in_sentence(rest, at, inner),
                    _ => is_field(inner),
                };
            if is_hit {
                let range = from + at..from + inner_start + length + close.len();
                if best.as_ref().is_none_or(|best| range.start < best.start) {
                    best = Some(range);
                }
                break;
            }
        }
    }
    best
}

/// `{project}`, `{custom_1}`.
fn is_identifier(inner: &str) -> bool {
    inner.len() <= 30
        && inner
            .chars()
            .all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '.' | '-'))
        && inner.starts_with(|ch: char| ch.is_ascii_alphabetic())
}

/// `Feedback on [project] arrives`: words on both sides, so no button; `[text](address)` is a link, `[1]` a note.
fn stands_in_sentence(text: &str, at: usize, inner: &str) -> bool {
    let before = text[..at].trim_end_matches(' ').chars().next_back();
    let after = text[at + inner.len() + 2..]
        .trim_start_matches(' ')
        .chars()
        .next();
    inner.split_whitespace().count() <= 3
        && inner.chars().any(char::is_alphabetic)
        && before.is_some_and(|ch| ch.is_alphanumeric() || ch == ',')
        && after.is_some_and(|ch| ch.is_lowercase() || matches!(ch, ',' | '\''))
}

/// `{Hi|Hello}`.
fn is_spintax(inner: &str) -> bool {
    inner.contains('|') && !inner.contains(['{', '}'])
}

/// How sequencers mark a field; the longer mark first.
const MARKS: [(&str, &str); 13] = [
    ("{{", "}}"),
    ("<<", ">>"),
    ("[[", "]]"),
    ("${", "}"),
    ("*|", "|*"),
    ("{%", "%}"),
    ("%%", "%%"),
    ("__", "__"),
    ("[", "]"),
    ("%", "%"),
    ("<", ">"),
    ("{", "}"),
    ("((", "))"),
];

/// Names of fields.
const NAMES: [&str; 46] = [
    "name",
    "first name",
    "firstname",
    "fname",
    "last name",
    "lastname",
    "lname",
    "full name",
    "company",
    "company name",
    "companyname",
    "organization",
    "organisation",
    "title",
    "job title",
    "jobtitle",
    "role",
    "position",
    "city",
    "country",
    "industry",
    "recipient",
    "customer",
    "customer name",
    "client",
    "client name",
    "date",
    "day",
    "time",
    "link",
    "url",
    "number",
    "x",
    "xx",
    "xyz",
    "insert",
    "pain point",
    "competitor",
    "product",
    "product name",
    "sender",
    "sender name",
    "signature",
    "email",
    "phone",
    "calendar link",
];
