use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome, SentBy};
use crate::limits::Limit;

declare_rule! {
    /// ## What it does
    /// Counts links, images and attachments where the channel takes few: a cold mail one link and neither
    /// image nor attachment, a LinkedIn note and a call opener none. A link to opt out and links
    /// of the signature do not count. Does not run without a channel.
    ///
    /// ## Why is this bad?
    /// Links, pictures and files of strangers are what filters look for, and each one is a second ask.
    ///
    /// ## Example
    /// ```copy
    /// channel: linkedin_note
    /// link: https://tallyroom.example/demo
    /// ---
    /// Half of your deals have no source? https://tallyroom.example/demo
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// channel: linkedin_note
    /// ---
    /// Half of your deals have no source? I can send you how Kite Payroll filled it.
    /// ```
    pub(super) static LINKS_AND_IMAGES = {
        name: "copy/links-and-images",
        summary: "links, images or attachments where the channel takes none",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
    }
}

pub(super) static LINKS: Limit = Limit {
    rule: "copy/links-and-images",
    name: "links",
    says: "links of a first mail",
    otherwise: 1.0,
    range: (0.0, 20.0),
};

/// Parts of an address that leads out of the list and not into the offer.
const OPT_OUT: [&str; 8] = [
    "unsubscribe",
    "opt-out",
    "optout",
    "opt_out",
    "abmelden",
    "preferences",
    "mailto:",
    "tel:",
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    let channel = cx.channel()?;
    let (most, what) = match channel {
        SentBy::ColdEmail => (cx.limit(&LINKS) as usize, "a first mail"),
        SentBy::LinkedinNote => (0, "a connection note"),
        SentBy::CallOpener => (0, "a call opener"),
        _ => return Ok(Vec::new()),
    };
    let body = &cx.text.raw[..cx.text.body_end()];
    let mut links: Vec<&str> = cx
        .copy
        .links
        .iter()
        .map(String::as_str)
        .filter(|link| {
            !OPT_OUT
                .iter()
                .any(|part| link.to_lowercase().contains(part))
        })
        // What stands below the signature is who sends it, not where to go.
        .filter(|link| body.contains(link) || !cx.text.raw.contains(link))
        .collect();
    links.sort_unstable();
    links.dedup();
    let mut said = Vec::new();
    if links.len() > most {
        said.push(match most {
            0 => count(links.len(), "link"),
            most => format!("{} ({most} at most)", count(links.len(), "link")),
        });
    }
    if !cx.copy.images.is_empty() {
        said.push(count(cx.copy.images.len(), "image"));
    }
    if cx.copy.attachments > 0 {
        said.push(count(cx.copy.attachments, "attachment"));
    }
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let first = links
        .get(most)
        .and_then(|link| body.find(link).map(|at| at..at + link.len()));
    let place = first.map_or_else(|| cx.whole(), |range| cx.at(&range));
    Ok(vec![
        LINKS_AND_IMAGES
            .at(place, format!("{} in {what}", said.join(", ")))
            .label("too much to click")
            .help("offer to send it, and send it to whoever says yes"),
    ])
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
