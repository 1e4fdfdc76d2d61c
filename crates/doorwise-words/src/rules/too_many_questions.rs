use doorwise_model::diagnostic::Level;

use super::context::SentBy;
use super::context::{CopyContext, Outcome};
use crate::limits::Limit;

declare_rule! {
    /// ## What it does
    /// Counts question marks: more than two in a mail, on a page or in a call, more than one in a note or
    /// a message.
    ///
    /// ## Why is this bad?
    /// Several questions are a form, and forms are filled in later.
    ///
    /// ## Example
    /// ```copy
    /// Do leads go cold? Does sales complain? Is the source empty? Shall I send the page?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Does sales say your leads are junk? Shall I send the page?
    /// ```
    pub(super) static TOO_MANY_QUESTIONS = {
        name: "copy/too-many-questions",
        summary: "too many questions",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
    }
}

pub(super) static QUESTIONS: Limit = Limit {
    rule: "copy/too-many-questions",
    name: "questions",
    says: "questions of a mail, a page, an ad or a call",
    otherwise: 2.0,
    range: (0.0, 20.0),
};

pub(super) static NOTE_QUESTIONS: Limit = Limit {
    rule: "copy/too-many-questions",
    name: "note_questions",
    says: "questions of a LinkedIn note or an InMail",
    otherwise: 1.0,
    range: (0.0, 20.0),
};

fn check(cx: &CopyContext<'_>) -> Outcome {
    let most = match cx.channel() {
        Ok(SentBy::LinkedinNote | SentBy::Inmail) => cx.limit(&NOTE_QUESTIONS),
        _ => cx.limit(&QUESTIONS),
    } as usize;
    let asked: Vec<usize> = cx.text.raw[..cx.text.body_end()]
        .match_indices('?')
        .map(|(at, _)| at)
        .filter(|at| !is_in_address(cx.text.raw, *at))
        .collect();
    if asked.len() <= most {
        return Ok(Vec::new());
    }
    let at = asked[most];
    Ok(vec![
        TOO_MANY_QUESTIONS
            .at(
                cx.at(&(at..at + 1)),
                format!(
                    "{} questions, and {most} at most are answered here",
                    asked.len()
                ),
            )
            .label("one too many")
            .help("keep the one that you want answered"),
    ])
}

/// `https://x.example/?utm=1` asks nothing.
fn is_in_address(text: &str, at: usize) -> bool {
    let word = text[..at]
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    word.contains("://") || text[at + 1..].starts_with(|ch: char| ch.is_alphanumeric())
}
