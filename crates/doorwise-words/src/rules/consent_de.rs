use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};
use doorwise_model::Place;

use super::context::NotRun;
use crate::consent;

declare_rule! {
    /// ## What it does
    /// Raised on cold mail and follow-ups to a persona whose ICP is placed in Germany or Austria: express
    /// consent is needed there, between companies too. Does not run where the ICP names no place.
    ///
    /// ## Why is this bad?
    /// A competitor or a reader can have it stopped, at your cost. This is information, not advice.
    ///
    /// ## Example
    /// ```copy
    /// place: DE
    /// ---
    /// Der Plan liegt in einer Excel-Datei. Soll ich Ihnen den Plan senden?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// place: DE
    /// channel: call_opener
    /// ---
    /// Guten Tag, der Plan liegt in einer Excel-Datei. Darf ich kurz fragen?
    /// ```
    pub(super) static CONSENT_DE = {
        name: "copy/consent-de",
        summary: "cold mail to Germany or Austria",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
    }
}

fn check(cx: &CopyContext<'_>) -> Outcome {
    let channel = cx.channel()?;
    if !channel.is_mail() {
        return Ok(Vec::new());
    }
    let icp = cx.icp()?;
    if consent::places(icp).is_empty() {
        return Err(NotRun("the ICP names no place"));
    }
    let laws = consent::of_icp(icp);
    let Some(country) = laws
        .iter()
        .find(|law| law.mail_needs_consent)
        .map(|law| law.country)
    else {
        return Ok(Vec::new());
    };
    let at = Place::text(&cx.copy.file, cx.copy.persona_span);
    Ok(vec![
        CONSENT_DE
            .at(at, format!("{country} asks for express consent before a cold mail, between companies too"))
            .label("is there consent?")
            .note("information, not advice: UWG section 7 in Germany, TKG section 174 in Austria; as of 2026")
            .help("send a letter, call where interest can be presumed, meet at an event, or ask for a referral"),
    ])
}
