use doorwise_model::diagnostic::Level;

use super::context::SentBy;
use super::context::{CopyContext, Outcome};

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

fn check(cx: &CopyContext<'_>) -> Outcome {
    let channel = cx.channel()?;
    let n_words = cx.text.n_words();
    let n_chars = cx.text.raw[..cx.text.body_end()].trim().chars().count();
    let (n, unit, limits): (usize, &str, &[(usize, Level)]) = match channel {
        SentBy::ColdEmail => (
            n_words,
            "words",
            &[
                (200, Level::Error),
                (150, Level::Warning),
                (125, Level::Note),
            ],
        ),
        SentBy::FollowUp => (
            n_words,
            "words",
            &[(200, Level::Error), (125, Level::Warning)],
        ),
        SentBy::LinkedinNote => (n_chars, "characters", &[(300, Level::Error)]),
        SentBy::Inmail => (
            n_chars,
            "characters",
            &[
                (1900, Level::Error),
                (800, Level::Warning),
                (400, Level::Note),
            ],
        ),
        SentBy::LandingHero => (n_words, "words", &[(85, Level::Warning)]),
        SentBy::Ad => (n_words, "words", &[(40, Level::Warning)]),
        SentBy::CallOpener => (n_words, "words", &[(90, Level::Warning)]),
        SentBy::Answer => (n_words, "words", &[(125, Level::Warning)]),
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
