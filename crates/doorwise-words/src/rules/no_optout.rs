use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};

declare_rule! {
    /// ## What it does
    /// Looks in a cold mail or a follow-up for a way to say stop: "stop", "unsubscribe", "opt out", "not
    /// hear from". Does not run where no workspace names a sender, since a sequencer may add the line.
    ///
    /// ## Why is this bad?
    /// Law asks for it in the US, the UK, the EU and India alike, and a reader without it presses "spam".
    /// This is information, not advice.
    ///
    /// ## Example
    /// ```copy
    /// Half of your deals have no source. Shall I send the page?
    ///
    /// Arjun Rao, Tallyroom
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Half of your deals have no source. Shall I send the page?
    ///
    /// Arjun Rao, Tallyroom
    /// Write "stop" and you will not hear from me again.
    /// ```
    pub(super) static NO_OPTOUT = {
        name: "copy/no-optout",
        summary: "no way to say stop",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
    }
}

const STOP: [&str; 21] = [
    "unsubscribe",
    "opt out",
    "opt-out",
    "\"stop\"",
    "write stop",
    "reply stop",
    "say stop",
    "'stop'",
    "not hear from",
    "won't write again",
    "will not write again",
    "no more mails",
    "abmelden",
    "abbestellen",
    "\"stopp\"",
    "nicht mehr von mir",
    "nicht wieder von mir",
    "werbewiderspruch",
    "keine weiteren",
    "take you off",
    "remove you",
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    let channel = cx.channel()?;
    if !channel.is_mail() {
        return Ok(Vec::new());
    }
    cx.sender_is_known()?;
    let says = cx
        .copy
        .body
        .to_lowercase()
        .replace(['\u{201c}', '\u{201d}', '\u{201e}'], "\"");
    if STOP.iter().any(|phrase| says.contains(phrase)) {
        return Ok(Vec::new());
    }
    Ok(vec![
        NO_OPTOUT
            .at(cx.whole(), "the mail has no way to say stop")
            .label("no opt-out")
            .help("end with: Write \"stop\" and you will not hear from me again."),
    ])
}
