//! The first half minute of a call: who, the reason, permission.

use super::angle::{Angle, Entry};
use super::{Brief, Channel, Draft, Sentence, Source, Stage, asking, cold_email, opening, slots};

/// Returns the draft of a call's opening; it asks for permission and never whether the time is bad.
pub(super) fn call_opener(brief: &Brief<'_>, angle: &Angle, stage: Stage) -> Draft {
    let mut gaps = Vec::new();
    let offer = brief.offer;
    let mut sentences = vec![slots::greeting(brief)];
    let stranger = match stage < Stage::Product {
        true => ", we have not spoken before",
        false => "",
    };
    let who = match (&offer.sender.name, &offer.product) {
        (Some(name), Some(product)) => Some(format!("this is {name} from {product}{stranger}.")),
        (Some(name), None) => Some(format!("this is {name}{stranger}.")),
        (None, Some(product)) => Some(format!("I am calling from {product}{stranger}.")),
        (None, None) => None,
    };
    if offer.sender.name.is_none() {
        gaps.push("no sender: a call has to say who speaks".to_owned());
    }
    sentences.extend(who.map(|text| {
        Sentence::new(
            text,
            Source::Signature(offer.place_of(offer.places.sender.as_ref())),
            0,
        )
    }));
    gaps.extend(cold_email::unknown(brief));
    let mut opens = opening::opening(brief, angle, stage, 1);
    if angle.entry == Entry::Question {
        opens.extend(asking::today(brief, 1));
    }
    for (idx, said) in opens.iter_mut().enumerate() {
        if idx == 0 {
            said.text = with_reason(&said.text);
        }
        said.text = said.text.replacen("I write because", "I call because", 1);
    }
    // What is said aloud has room for one thing: who said so is told when asked.
    sentences.extend(opens.into_iter().map(|sentence| match sentence.source {
        Source::Quote { .. } => sentence.spare(9),
        _ => sentence,
    }));
    if stage != Stage::Unaware {
        sentences.extend(slots::way_out(brief, 2, &mut gaps).map(|way| way.spare(1)));
        // The proof is said once the other side has agreed to listen, where time is short.
        if !matches!(angle.entry, Entry::Proof(_)) {
            sentences
                .extend(slots::proof(brief, angle.pain, 2, &mut gaps).map(|proof| proof.spare(8)));
        }
    }
    let ask = match stage {
        Stage::Unaware => "May I ask how that is for you?",
        Stage::Product => "May I ask which doubt is still open?",
        _ => "May I take thirty seconds to say how, and you tell me if it fits?",
    };
    sentences.push(Sentence::new(ask, Source::Stock, 3));
    Draft {
        channel: Channel::CallOpener,
        stage,
        subject: None,
        sentences,
        gaps,
        note: format!("{}; reason for the call, then permission", stage.as_str()),
    }
}

/// Returns the first sentence as the reason for the call.
fn with_reason(says: &str) -> String {
    if let Some(guess) = says.strip_prefix("My guess is that") {
        return format!("The reason for my call: I guess{guess}");
    }
    if says.ends_with('?') {
        return format!("The reason for my call is a question. {says}");
    }
    for opens in [
        "If I read",
        "At ",
        "As things",
        "My guess is still",
        "Here is how",
        "Somebody we",
    ] {
        if says.starts_with(opens) {
            return format!(
                "The reason for my call: {}{}",
                says[..1].to_lowercase(),
                &says[1..]
            );
        }
    }
    says.to_owned()
}
