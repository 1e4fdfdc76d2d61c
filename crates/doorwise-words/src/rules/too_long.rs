use doorwise_model::diagnostic::Level;

use super::context::SentBy;
use super::context::{CopyContext, Outcome};
use crate::limits::Limit;

declare_rule! {
    /// ## What it does
    /// Counts words, or characters in a LinkedIn note, without signature and opt-out. Cold mail: from 126
    /// words a note, from 151 a warning, from 201 an error. Follow-up 125 words, LinkedIn note 300
    /// characters, InMail 1,900 characters (longer than 400 is a note), landing hero 85 words, ad 40
    /// words, call opener 90 words. Does not run without a channel.
    ///
    /// ## Why is this bad?
    /// Long mails are answered less often; a note over the limit cannot be sent at all.
    ///
    /// ## Example
    /// ```copy
    /// channel: ad
    /// ---
    /// Half of the deals of most teams carry no source at all, so each of the Monday meetings ends in the same old argument between the two departments about who brought which deal, and the founder decides without numbers. See how Kite Payroll did it.
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// channel: ad
    /// ---
    /// Half of your deals have no source? See how Kite Payroll filled it.
    /// ```
    pub(super) static TOO_LONG = {
        name: "copy/too-long",
        summary: "too long for its channel",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
    }
}

/// More the channel does not take.
const INMAIL_MOST: usize = 1900;

pub(super) static WORDS: Limit = Limit {
    rule: "copy/too-long",
    name: "words",
    says: "words of a first mail; a fifth more is a warning, three fifths more an error",
    otherwise: 125.0,
    range: (10.0, 2000.0),
};

pub(super) static FOLLOW_UP_WORDS: Limit = Limit {
    rule: "copy/too-long",
    name: "follow_up_words",
    says: "words of a follow-up; three fifths more is an error",
    otherwise: 125.0,
    range: (10.0, 2000.0),
};

pub(super) static NOTE_CHARACTERS: Limit = Limit {
    rule: "copy/too-long",
    name: "note_characters",
    says: "characters of a LinkedIn note; 300 for premium members, 200 for others",
    otherwise: 300.0,
    range: (50.0, 300.0),
};

pub(super) static INMAIL_CHARACTERS: Limit = Limit {
    rule: "copy/too-long",
    name: "inmail_characters",
    says: "characters of an InMail; twice as many is a warning, 1,900 the limit of the channel",
    otherwise: 400.0,
    range: (50.0, 1900.0),
};

pub(super) static HERO_WORDS: Limit = Limit {
    rule: "copy/too-long",
    name: "hero_words",
    says: "words of a landing hero",
    otherwise: 85.0,
    range: (5.0, 1000.0),
};

pub(super) static AD_WORDS: Limit = Limit {
    rule: "copy/too-long",
    name: "ad_words",
    says: "words of an ad",
    otherwise: 40.0,
    range: (3.0, 500.0),
};

pub(super) static CALL_WORDS: Limit = Limit {
    rule: "copy/too-long",
    name: "call_words",
    says: "words of a call opener",
    otherwise: 90.0,
    range: (10.0, 1000.0),
};

fn check(cx: &CopyContext<'_>) -> Outcome {
    let channel = cx.channel()?;
    let n_words = cx.text.n_words();
    let n_chars = cx.text.raw[..cx.text.body_end()].trim().chars().count();
    let of = |limit: &Limit, times: f64| (cx.limit(limit) * times).round() as usize;
    let (n, unit, limits): (usize, &str, Vec<(usize, Level)>) = match channel {
        SentBy::ColdEmail => (
            n_words,
            "words",
            vec![
                (of(&WORDS, 1.6), Level::Error),
                (of(&WORDS, 1.2), Level::Warning),
                (of(&WORDS, 1.0), Level::Note),
            ],
        ),
        SentBy::FollowUp => (
            n_words,
            "words",
            vec![
                (of(&FOLLOW_UP_WORDS, 1.6), Level::Error),
                (of(&FOLLOW_UP_WORDS, 1.0), Level::Warning),
            ],
        ),
        SentBy::LinkedinNote => (
            n_chars,
            "characters",
            vec![(of(&NOTE_CHARACTERS, 1.0), Level::Error)],
        ),
        SentBy::Inmail => (
            n_chars,
            "characters",
            vec![
                (INMAIL_MOST, Level::Error),
                (of(&INMAIL_CHARACTERS, 2.0), Level::Warning),
                (of(&INMAIL_CHARACTERS, 1.0), Level::Note),
            ],
        ),
        SentBy::LandingHero => (
            n_words,
            "words",
            vec![(of(&HERO_WORDS, 1.0), Level::Warning)],
        ),
        SentBy::Ad => (n_words, "words", vec![(of(&AD_WORDS, 1.0), Level::Warning)]),
        SentBy::CallOpener => (
            n_words,
            "words",
            vec![(of(&CALL_WORDS, 1.0), Level::Warning)],
        ),
        SentBy::Answer => (
            n_words,
            "words",
            vec![(of(&FOLLOW_UP_WORDS, 1.0), Level::Warning)],
        ),
    };
    let Some((limit, level)) = limits.iter().find(|(limit, _)| n > *limit) else {
        return Ok(Vec::new());
    };
    let mut found = TOO_LONG
        .at(
            cx.whole(),
            format!("{n} {unit}; at most {limit} are read here"),
        )
        .label("too long")
        .help(format!(
            "cut {} {unit}: what the reader knows already goes first",
            n - limit
        ));
    found.level = *level;
    Ok(vec![found])
}
