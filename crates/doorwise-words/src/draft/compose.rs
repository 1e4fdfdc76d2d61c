//! The one way to a draft: composed, held against our own rules, mended or withheld.

use super::angle::{Angle, Entry, angles, angles_of};
use super::german::{self, Written};
use super::{
    Brief, Channel, Draft, Source, Stage, ad, answers, call_opener, cold_email, doubt, fitting,
    follow_up, landing, short, slots,
};
use crate::consent;

/// A draft that is not given, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Where it would have been sent.
    pub channel: Channel,
    /// How much its reader would have known.
    pub stage: Stage,
    /// Why not, as one fact.
    pub why: String,
    /// What to do instead.
    pub help: String,
}

/// Returns a draft that none of our rules finds a fault in, or why there is none; one that would
/// say no more than the draft of an angle before it is none.
pub fn compose(
    brief: &Brief<'_>,
    channel: Channel,
    stage: Stage,
    angle: &Angle,
) -> Result<Draft, Withheld> {
    let draft = alone(brief, channel, stage, angle)?;
    let before = angles_of(brief, channel);
    let before = before.iter().take_while(|known| *known != angle);
    for (idx, known) in before.enumerate() {
        let is_same = alone(brief, channel, stage, known)
            .is_ok_and(|known| known.subject == draft.subject && known.text() == draft.text());
        if is_same {
            return Err(Withheld {
                channel,
                stage,
                why: format!(
                    "\"{}\" does not fit or pass here, and without it the draft is that of angle {}",
                    angle.says,
                    idx + 1
                ),
                help: "say it in fewer words; give a goal its metric".to_owned(),
            });
        }
    }
    Ok(draft)
}

/// Returns the draft of an angle whatever the others say.
pub(super) fn alone(
    brief: &Brief<'_>,
    channel: Channel,
    stage: Stage,
    angle: &Angle,
) -> Result<Draft, Withheld> {
    let withheld = |why: String, help: &str| Withheld {
        channel,
        stage,
        why,
        help: help.to_owned(),
    };
    if channel.is_mail()
        && let Some(law) = consent::of_icp(brief.icp)
            .into_iter()
            .find(|law| law.mail_needs_consent)
    {
        return Err(withheld(
            format!(
                "{} asks for express consent before a cold mail, between companies too",
                law.country
            ),
            "call where interest can be presumed, send a letter, meet at an event, or ask for a referral",
        ));
    }
    let needs_answer = stage == Stage::Product && channel == Channel::ColdEmail;
    if needs_answer && answers::answered(brief).is_empty() {
        return Err(withheld(
            "who knows the product has a doubt, and no objection of this persona has an answer that may be given".to_owned(),
            "write the objection with its answer and its proof into the persona",
        ));
    }
    let written = german::written(brief);
    let is_german = written == Written::German;
    let mut drafts = match written {
        Written::Nothing(code) => {
            return Err(withheld(
                format!(
                    "persona and offer are written in `{code}`; drafts are made in English and German, and nothing is translated"
                ),
                "write goals, pains, offer and proofs in English or German",
            ));
        }
        Written::German => german::candidates(brief, channel, stage, angle),
        Written::English | Written::EnglishInstead => candidates(brief, channel, stage, angle),
    };
    if drafts.is_empty() {
        let (why, help) = match is_german {
            true => german::nothing(channel),
            false => nothing(channel),
        };
        return Err(withheld(why.to_owned(), help));
    }
    let unfit = slots::unfit_proofs(brief);
    for draft in &mut drafts {
        fitting::name_assumptions(draft);
        draft.gaps.extend(unfit.iter().cloned());
        if written == Written::EnglishInstead {
            draft.gaps.push(format!(
                "this ICP's language is {}, and the draft is English, as persona and offer are: nothing is translated",
                brief.icp.languages.join(", ")
            ));
        }
    }
    let last_resort = drafts
        .first()
        .filter(|_| !is_german)
        .and_then(with_plain_ask);
    fitting::first_that_passes(brief, drafts, last_resort).map_err(|why| {
        withheld(
            why,
            "change what the finding names in the persona, the offer or the proof",
        )
    })
}

/// Returns the draft that opens best with its angle; where none passes, why the first does not.
pub fn first(
    brief: &Brief<'_>,
    channel: Channel,
    stage: Stage,
) -> (Angle, Result<Draft, Withheld>) {
    let mut composed = angles(brief)
        .found
        .into_iter()
        .map(|angle| {
            let draft = compose(brief, channel, stage, &angle);
            (angle, draft)
        })
        .peekable();
    let fallback = composed.peek().cloned().expect("there is always an angle");
    composed
        .find(|(_, draft)| draft.is_ok())
        .unwrap_or(fallback)
}

/// Returns the draft with a question that names nothing of the offer, where it asks with its words.
fn with_plain_ask(draft: &Draft) -> Option<Draft> {
    const PLAIN: &str = "Is that on your list this quarter?";
    if !matches!(
        draft.channel,
        Channel::ColdEmail | Channel::FollowUp(_) | Channel::Inmail
    ) {
        return None;
    }
    let mut plain = draft.clone();
    let ask = plain
        .sentences
        .iter_mut()
        .rev()
        .find(|sentence| matches!(sentence.source, Source::Ask(_) | Source::Stock))?;
    if ask.text == PLAIN || !ask.text.ends_with('?') {
        return None;
    }
    ask.text = PLAIN.to_owned();
    ask.source = Source::Stock;
    Some(plain)
}

/// Returns the drafts of a channel, the one to be preferred first.
fn candidates(brief: &Brief<'_>, channel: Channel, stage: Stage, angle: &Angle) -> Vec<Draft> {
    match channel {
        Channel::ColdEmail => cold_email::cold_emails(brief, angle, stage),
        Channel::FollowUp(nth) => follow_up::follow_up(brief, angle, stage, nth)
            .into_iter()
            .collect(),
        Channel::LinkedinNote => short::notes(brief, angle, stage),
        Channel::Inmail => short::inmail(brief, angle, stage),
        Channel::CallOpener => vec![call_opener::call_opener(brief, angle, stage)],
        Channel::LandingHero => landing::heroes(brief, angle, stage),
        Channel::LinkedinAd | Channel::GoogleAd => ad::ads(brief, angle, stage, channel),
        Channel::ObjectionAnswer => match angle.entry {
            Entry::Objection(at) => doubt::answer(brief, at, stage).into_iter().collect(),
            _ => Vec::new(),
        },
    }
}

/// Says why a channel has nothing to send, and what would help.
fn nothing(channel: Channel) -> (&'static str, &'static str) {
    match channel {
        Channel::FollowUp(_) => (
            "there is no new fact for another mail, and a reminder without one is not written",
            "add a proof with its customer, or an objection with its answer",
        ),
        Channel::LinkedinAd | Channel::GoogleAd => (
            "no line of this reader's and no claim or proof are short enough for an ad",
            "say a pain in five words, or the offer in ten",
        ),
        Channel::LandingHero => (
            "no line of this reader's is short enough for a headline",
            "say a pain or a goal in twelve words",
        ),
        Channel::ObjectionAnswer => (
            "no answer to it may be given: none is written, or it claims something without a proof",
            "write `answer:` and `proof:` beside the objection",
        ),
        _ => (
            "nothing is known of this reader that could be said in it",
            "write a pain of this persona in a few words",
        ),
    }
}
