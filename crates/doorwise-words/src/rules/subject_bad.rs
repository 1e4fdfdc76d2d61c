use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};
use super::context::{NotRun, SentBy};
use crate::limits::Limit;

declare_rule! {
    /// ## What it does
    /// Reads the subject of a mail: more than 60 characters, capitals only, a false "Re:" or "Fwd:" on a
    /// first mail, "quick question" alone, marks that shout, merge fields. Does not run where no subject
    /// is known.
    ///
    /// ## Why is this bad?
    /// The subject is a promise. A trick is remembered longer than the mail.
    ///
    /// ## Example
    /// ```copy
    /// subject: RE: our call last week
    /// ---
    /// Half of your deals have no source. Shall I send the page?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// subject: the Monday question
    /// ---
    /// Half of your deals have no source. Shall I send the page?
    /// ```
    pub(super) static SUBJECT_BAD = {
        name: "copy/subject-bad",
        summary: "a subject that is not opened in trust",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
    }
}

pub(super) static CHARACTERS: Limit = Limit {
    rule: "copy/subject-bad",
    name: "characters",
    says: "characters of a subject",
    otherwise: 60.0,
    range: (10.0, 200.0),
};

fn check(cx: &CopyContext<'_>) -> Outcome {
    let Some(subject) = cx
        .copy
        .subject
        .as_deref()
        .map(str::trim)
        .filter(|subject| !subject.is_empty())
    else {
        return Err(NotRun("no subject is known"));
    };
    // On a page or in an ad the subject is the headline, which has its own limits.
    if cx.channel().is_ok_and(|channel| !channel.is_message()) {
        return Ok(Vec::new());
    }
    let lower = subject.to_lowercase();
    let plain = lower.trim_matches(|ch: char| !ch.is_alphanumeric());
    let is_follow_up = cx
        .channel()
        .is_ok_and(|channel| channel == SentBy::FollowUp);
    let letters: Vec<char> = subject.chars().filter(|ch| ch.is_alphabetic()).collect();
    let n_capitals = letters.iter().filter(|ch| ch.is_uppercase()).count();
    let n_chars = subject.chars().count();
    let fault = if ["re:", "fwd:", "fw:", "aw:", "wg:", "re :"]
        .iter()
        .any(|mark| lower.starts_with(mark))
        && !is_follow_up
    {
        "an answer to nothing: nobody wrote before".to_owned()
    } else if letters.len() >= 6 && n_capitals * 10 >= letters.len() * 7 || shouts_twice(subject) {
        "capitals shout".to_owned()
    } else if n_chars as f64 > cx.limit(&CHARACTERS) {
        format!(
            "{n_chars} characters; a phone shows 40, and {} are the limit",
            cx.limit(&CHARACTERS)
        )
    } else if matches!(
        plain,
        "quick question"
            | "a quick question"
            | "question"
            | "hello"
            | "hi"
            | "hey"
            | "quick chat"
            | "following up"
            | "follow up"
            | "follow-up"
            | "checking in"
            | "touching base"
            | "important"
            | "urgent"
            | "no subject"
            | "introduction"
            | "intro"
            | "proposal"
            | "business proposal"
            | "partnership"
            | "partnership opportunity"
            | "collaboration"
            | "opportunity"
            | "great opportunity"
            | "exciting opportunity"
            | "business opportunity"
            | "meeting"
            | "meeting request"
            | "greetings"
            | "special offer"
            | "exclusive offer"
            | "just checking in"
            | "catching up"
            | "let's connect"
            | "hello there"
            | "one question"
            | "two minutes"
            | "got a minute"
            | "thoughts"
            | "any thoughts"
            | "reminder"
            | "please read"
            | "read this"
            | "newsletter"
            | "update"
            | "fyi"
    ) {
        "it says nothing of what comes".to_owned()
    } else if subject.contains("!!") || subject.contains("$$") || subject.contains("???") {
        "marks shout".to_owned()
    } else if super::placeholder::first(subject, 0).is_some() {
        "a merge field is open".to_owned()
    } else {
        return Ok(Vec::new());
    };
    Ok(vec![
        SUBJECT_BAD
            .at(
                cx.in_subject(subject),
                format!("the subject `{subject}`: {fault}"),
            )
            .label("the subject")
            .help("two to seven plain words that name the reader's topic"),
    ])
}

/// Two long words in capitals side by side, "LAST CHANCE for your team"; one may be a short form.
fn shouts_twice(subject: &str) -> bool {
    let is_loud = |word: &&str| {
        let letters: Vec<char> = word.chars().filter(|ch| ch.is_alphabetic()).collect();
        letters.len() >= 4 && letters.iter().all(|ch| ch.is_uppercase())
    };
    let words: Vec<&str> = subject.split_whitespace().collect();
    words.windows(2).any(|pair| pair.iter().all(is_loud))
}
