//! `doorwise say`: what to say to each persona, by segment, channel and how much the reader knows.
//!
//! One composer makes every draft, those of the plan included. A draft has an id that names persona,
//! channel, stage and angle, so that it outlives a change elsewhere.

mod brief;
pub(crate) mod house;
pub(crate) mod ideas;
mod unsaid;
pub mod view;

use doorwise_model::card::Criterion;
use doorwise_model::icp::Icp;
use doorwise_model::persona::Persona;
use doorwise_model::workspace::Workspace;
use doorwise_words::consent;
use doorwise_words::draft::{self, Angle, Brief, Channel, Draft, Part, Source, Stage, Withheld};
use doorwise_words::rewrite::{self, Prompt};

use crate::id;
use crate::plan::people::persona_id;
use crate::view::{MessageView, RewriteView, SentenceView};
use view::{AngleView, SayView, SpokenToView};

/// Returns the first mail to a persona that its reader needs no knowledge for, as `say` composes it: about
/// this pain, by position, else the first that can be said; none where nothing can.
pub(crate) fn first_words(
    workspace: &Workspace,
    persona: &Persona,
    about: Option<usize>,
) -> Option<String> {
    let brief = brief(workspace, workspace.icp(&persona.icp)?, persona);
    let (channel, stage) = (Channel::ColdEmail, Stage::Problem);
    let Some(about) = about else {
        return Some(draft::first(&brief, channel, stage).1.ok()?.text());
    };
    let angles = draft::angles(&brief).found;
    let own = angles.iter().filter(|angle| {
        angle.pain == Some(about) || matches!(angle.entry, draft::Entry::Pain(at) if at == about)
    });
    own.filter_map(|angle| draft::compose(&brief, channel, stage, angle).ok())
        .map(|draft| draft.text())
        .next()
}

/// Returns the answer to an objection as `say` composes it; none where nothing can be said.
pub(crate) fn answer_words(
    workspace: &Workspace,
    persona: &Persona,
    objection: usize,
) -> Option<String> {
    let brief = brief(workspace, workspace.icp(&persona.icp)?, persona);
    let channel = Channel::ObjectionAnswer;
    let angles = draft::angles_of(&brief, channel);
    let angle = angles.get(objection)?;
    Some(
        draft::compose(&brief, channel, Stage::Problem, angle)
            .ok()?
            .text(),
    )
}

/// What is asked of `say`; an empty list asks for everything.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Personas, by id.
    pub personas: Vec<String>,
    /// Where it is sent.
    pub channels: Vec<Channel>,
    /// How much its readers know; the stage of a cold reader where empty.
    pub stages: Vec<Stage>,
    /// Which of the angles, from 1.
    pub angle: Option<usize>,
    /// A part of an ICP in place of the whole.
    pub segment: Option<Narrowed>,
}

/// A part of an ICP: what its companies share besides.
#[derive(Clone, Debug)]
pub struct Narrowed {
    /// As it was asked for: `employees=10..50`.
    pub written: String,
    /// The criteria that stand in place of the ICP's own gates on these fields.
    pub gates: Vec<Criterion>,
}

impl Narrowed {
    /// Returns the ICP with its gates narrowed.
    pub fn of(&self, icp: &Icp) -> Icp {
        let mut icp = icp.clone();
        icp.card
            .gates
            .retain(|gate| self.gates.iter().all(|own| own.field != gate.field));
        icp.card.gates.extend(self.gates.iter().cloned());
        icp
    }
}

/// Asks a language model; the error says why there is no answer.
pub type Ask<'a> = dyn FnMut(&Prompt) -> Result<String, String> + 'a;

/// Returns everything that is said to the personas asked for.
pub fn say(workspace: &Workspace, wanted: &Wanted) -> SayView {
    said(workspace, wanted, &mut None)
}

/// Returns the same with the drafts in a model's words, where its answer may stand; only cold mails
/// where no channel is asked for.
pub fn say_rewritten(workspace: &Workspace, wanted: &Wanted, ask: &mut Ask<'_>) -> SayView {
    said(workspace, wanted, &mut Some(ask))
}

fn said(workspace: &Workspace, wanted: &Wanted, ask: &mut Option<&mut Ask<'_>>) -> SayView {
    let personas = workspace
        .icps
        .iter()
        .flat_map(|icp| {
            workspace
                .personas_in(&icp.id)
                .into_iter()
                .map(move |persona| (icp, persona))
        })
        .filter(|(_, persona)| wanted.personas.is_empty() || wanted.personas.contains(&persona.id))
        .map(|(icp, persona)| {
            let narrowed = wanted.segment.as_ref().map(|narrowed| narrowed.of(icp));
            spoken_to(
                workspace,
                narrowed.as_ref().unwrap_or(icp),
                persona,
                wanted,
                ask,
            )
        })
        .collect();
    let spoken_in = |icp: &&Icp| {
        let inside = workspace.personas_in(&icp.id);
        inside
            .iter()
            .any(|persona| wanted.personas.is_empty() || wanted.personas.contains(&persona.id))
    };
    let houses = workspace
        .icps
        .iter()
        .filter(spoken_in)
        .map(|icp| {
            let narrowed = wanted.segment.as_ref().map(|narrowed| narrowed.of(icp));
            house::house(workspace, narrowed.as_ref().unwrap_or(icp))
        })
        .collect();
    SayView {
        houses,
        doorwise: env!("CARGO_PKG_VERSION"),
        workspace: workspace.name.clone(),
        segment: wanted
            .segment
            .as_ref()
            .map(|narrowed| narrowed.written.clone()),
        personas,
    }
}

fn spoken_to(
    workspace: &Workspace,
    icp: &Icp,
    persona: &Persona,
    wanted: &Wanted,
    ask: &mut Option<&mut Ask<'_>>,
) -> SpokenToView {
    let brief = brief(workspace, icp, persona);
    let angles = draft::angles(&brief);
    let channels: &[Channel] = match wanted.channels.is_empty() {
        true => &Channel::ALL,
        false => &wanted.channels,
    };
    let stages: &[Stage] = match wanted.stages.is_empty() {
        true => &[Stage::Problem],
        false => &wanted.stages,
    };
    let mut drafts = Vec::new();
    for channel in channels {
        for stage in stages {
            let found = draft::angles_of(&brief, *channel);
            let is_answer = *channel == Channel::ObjectionAnswer;
            for (idx, angle) in found.iter().enumerate() {
                if !is_answer && wanted.angle.is_some_and(|wanted| wanted != idx + 1) {
                    continue;
                }
                let composed = draft::compose(&brief, *channel, *stage, angle);
                let is_shown = !wanted.channels.is_empty() || *channel == Channel::ColdEmail;
                drafts.push(match (ask.as_deref_mut(), composed) {
                    (Some(ask), Ok(draft)) if is_shown => rewritten(&brief, angle, &draft, ask),
                    (_, composed) => message(persona, angle, composed),
                });
            }
        }
    }
    SpokenToView {
        id: persona_id(persona),
        persona: persona.id.clone(),
        name: persona.name.clone(),
        icp: persona.icp.clone(),
        angles: angles
            .found
            .iter()
            .map(|angle| angle_view(persona, angle))
            .collect(),
        angles_gap: angles.gap,
        consent: consent::of_icp(icp)
            .into_iter()
            .map(|law| format!("{}: {}", law.country, law.says))
            .collect(),
        brief: brief::slots(&brief),
        drafts,
        offers: ideas::offers(&brief).0,
        offers_gap: ideas::offers(&brief).1,
        ideas: ideas::content(&brief),
    }
}

/// Returns a draft in a model's words, or as it was with the reason.
fn rewritten(brief: &Brief<'_>, angle: &Angle, draft: &Draft, ask: &mut Ask<'_>) -> MessageView {
    let slots = brief::slots(brief);
    // Nothing of other people leaves: neither who signs nor what somebody said in an interview.
    let slots: Vec<(&str, &str)> = slots
        .iter()
        .filter(|slot| !["sender", "in their words"].contains(&slot.slot))
        .filter_map(|slot| Some((slot.slot, slot.says.as_deref()?)))
        .collect();
    let judged = rewrite::prompt(&slots, draft)
        .ok_or_else(|| "nothing of it may be put into other words".to_owned())
        .and_then(|prompt| ask(&prompt))
        .and_then(|answer| {
            rewrite::judged(brief, draft, &answer)
                .map_err(|why| format!("the answer was refused: {why}"))
        });
    let (shown, refused) = match judged {
        Ok(other) => (other, None),
        Err(why) => (draft.clone(), Some(why)),
    };
    let mut view = message(brief.persona, angle, Ok(shown.clone()));
    for (sentence, said) in view.sentences.iter_mut().zip(&shown.sentences) {
        // `why` opens the draft as it was composed: a sentence of it by its place there.
        let before = draft
            .sentences
            .iter()
            .position(|known| rewrite::holds(&known.text, &said.text) || known.text == said.text);
        sentence.id = match before {
            Some(at) => format!("{}.s{}", view.id, at + 1),
            None => view.id.clone(),
        };
    }
    view.rewrite = Some(RewriteView {
        taken: refused.is_none(),
        refused,
    });
    view
}

/// Returns what a draft to this persona is made from.
pub(crate) fn brief<'a>(workspace: &'a Workspace, icp: &'a Icp, persona: &'a Persona) -> Brief<'a> {
    Brief {
        persona,
        icp,
        offer: &workspace.offer,
        proofs: &workspace.proofs,
        first_name: None,
    }
}

fn angle_view(persona: &Persona, angle: &Angle) -> AngleView {
    AngleView {
        angle: angle.entry.key(),
        kind: angle.entry.kind(),
        says: angle.says.clone(),
        opens: opens_angle(persona, angle),
        people: angle.n_people,
        assumption: angle.assumed,
    }
}

fn opens_angle(persona: &Persona, angle: &Angle) -> Option<String> {
    let (part, at) = match angle.entry {
        draft::Entry::Pain(at) => (Part::Pain, at),
        draft::Entry::Goal(at) => (Part::Goal, at),
        draft::Entry::Trigger(at) => (Part::Trigger, at),
        draft::Entry::Objection(at) => (Part::Objection, at),
        _ => return None,
    };
    Some(part_id(persona, part, at))
}

fn part_id(persona: &Persona, part: Part, at: usize) -> String {
    format!("{}.{}.{}", persona_id(persona), part.as_str(), at + 1)
}

/// Returns the id of a draft: `message.head.cold_email.problem.pain-1`.
pub(crate) fn message_id(
    persona: &Persona,
    channel: Channel,
    stage: Stage,
    angle: &Angle,
) -> String {
    format!(
        "message.{}.{}.{}.{}",
        id::part(&persona.id),
        channel.key(),
        stage.as_str(),
        id::part(&angle.entry.key())
    )
}

/// Returns a draft, or why there is none, as it is shown.
pub(crate) fn message(
    persona: &Persona,
    angle: &Angle,
    composed: Result<Draft, Withheld>,
) -> MessageView {
    let (channel, stage) = match &composed {
        Ok(draft) => (draft.channel, draft.stage),
        Err(withheld) => (withheld.channel, withheld.stage),
    };
    let id = message_id(persona, channel, stage, angle);
    let mut view = MessageView {
        channel: channel.as_str().to_owned(),
        label: channel.label(),
        stage: stage.as_str(),
        angle: angle.entry.key(),
        persona: persona.id.clone(),
        built: stage.framework().to_owned(),
        subject: None,
        text: String::new(),
        sentences: Vec::new(),
        gaps: Vec::new(),
        withheld: None,
        rewrite: None,
        id,
    };
    match composed {
        Ok(draft) => {
            view.sentences = sentences(persona, &view.id, &draft);
            view.text = draft.text();
            view.built.clone_from(&draft.note);
            view.subject = draft.subject;
            view.gaps = draft.gaps;
        }
        Err(withheld) => view.withheld = Some(format!("{}: {}", withheld.why, withheld.help)),
    }
    view
}

fn sentences(persona: &Persona, message: &str, draft: &Draft) -> Vec<SentenceView> {
    draft
        .sentences
        .iter()
        .enumerate()
        .map(|(idx, sentence)| SentenceView {
            id: format!("{message}.s{}", idx + 1),
            text: sentence.text.clone(),
            source: source(&sentence.source),
            opens: opens(persona, &sentence.source),
            assumption: sentence.source.is_assumption(),
        })
        .collect()
}

/// Returns the id that opens what a sentence rests on.
pub(crate) fn opens(persona: &Persona, source: &Source) -> Option<String> {
    match source {
        Source::Persona {
            part: Part::Boss | Part::Alternative,
            ..
        } => Some(persona_id(persona)),
        Source::Persona { part, at, .. } | Source::Quote { part, at, .. } => {
            Some(part_id(persona, *part, *at))
        }
        Source::Offer(_) | Source::Ask(_) => Some("offer".to_owned()),
        _ => None,
    }
}

/// Returns what a sentence rests on, with the place where that is written.
pub(crate) fn source(source: &Source) -> String {
    match source {
        Source::Persona { place, .. }
        | Source::Offer(place)
        | Source::Proof { place, .. }
        | Source::Ask(place)
        | Source::Signature(place) => format!("{}, {place}", source.label()),
        Source::Quote { place, file, .. } => format!("{}, {place}, said in {file}", source.label()),
        Source::Greeting | Source::Law | Source::Stock => source.label(),
        Source::Rewritten(from) => {
            let mut all: Vec<String> = Vec::new();
            for one in from.iter().map(self::source) {
                if !all.contains(&one) {
                    all.push(one);
                }
            }
            format!("{} from: {}", source.label(), all.join("; "))
        }
    }
}
