//! What to say, as it is printed, shown and written as JSON.

use serde::Serialize;

use crate::view::MessageView;

/// What `doorwise say` says.
#[derive(Clone, Debug, Serialize)]
pub struct SayView {
    /// Version of Doorwise that wrote this.
    pub doorwise: &'static str,
    /// The workspace's name.
    pub workspace: String,
    /// The part of an ICP that was asked for, as written.
    pub segment: Option<String>,
    /// What is said to everybody in an ICP, one house each.
    pub houses: Vec<HouseView>,
    /// The personas spoken to.
    pub personas: Vec<SpokenToView>,
}

/// The message house of one ICP.
#[derive(Clone, Debug, Serialize)]
pub struct HouseView {
    /// What `doorwise why` opens: house.b2b-saas-india.
    pub id: String,
    /// The ICP.
    pub icp: String,
    /// Its label.
    pub name: String,
    /// What is sold, in one sentence.
    pub roof: Option<LineView>,
    /// At most three, the best founded first.
    pub pillars: Vec<PillarView>,
    /// What is missing of the whole.
    pub gaps: Vec<String>,
    /// What not to say, and why.
    pub do_not_say: Vec<NotSaidView>,
}

/// One pillar.
#[derive(Clone, Debug, Serialize)]
pub struct PillarView {
    /// What a buyer has.
    pub matter: LineView,
    /// People whose words stand behind it.
    pub people: usize,
    /// What is said to it.
    pub claim: Option<LineView>,
    /// What proves it.
    pub proof: Option<LineView>,
    /// A customer's own words.
    pub line: Option<LineView>,
    /// What is missing, each as one fact.
    pub gaps: Vec<String>,
}

/// One sentence with what it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// What `doorwise why` opens.
    pub id: String,
    /// The sentence.
    pub says: String,
    /// What it rests on, and where that is written.
    pub source: String,
    /// The id that opens what it rests on.
    pub opens: Option<String>,
    /// Whether it rests on assumption.
    pub assumption: bool,
}

/// Words not to say.
#[derive(Clone, Debug, Serialize)]
pub struct NotSaidView {
    /// What `doorwise why` opens.
    pub id: String,
    /// The words.
    pub words: String,
    /// Why not.
    pub why: String,
    /// Where that is written.
    pub source: String,
}

/// One thing to make or to give, with what stands behind it.
#[derive(Clone, Debug, Serialize)]
pub struct IdeaView {
    /// What `doorwise why` opens: idea.head.case-note-weekly-hours.
    pub id: String,
    /// case note, opening post, template, comparison, checklist or offer.
    pub kind: &'static str,
    /// What to make or give.
    pub says: String,
    /// What it rests on, and where that is written.
    pub source: String,
    /// The id that opens what it rests on.
    pub opens: Option<String>,
    /// Whether it rests on assumption.
    pub assumption: bool,
    /// The pain behind it.
    pub pain: Option<String>,
    /// A buyer's words behind it.
    pub quote: Option<String>,
    /// Where these are cited.
    pub quoted_in: Option<String>,
    /// What is missing.
    pub gap: Option<String>,
}

/// One slot of a brief: what a draft may use, or that there is nothing.
#[derive(Clone, Debug, Serialize)]
pub struct SlotView {
    /// who, pain, cost, goal, metric, trigger, doubt, answer, proof, used today, ask, sender.
    pub slot: &'static str,
    /// What is known.
    pub says: Option<String>,
    /// What it rests on, and where that is written.
    pub source: Option<String>,
    /// Whether it rests on assumption.
    pub assumption: bool,
}

/// One persona and everything that is said to it.
#[derive(Clone, Debug, Serialize)]
pub struct SpokenToView {
    /// What `doorwise why` opens.
    pub id: String,
    /// The persona's own id.
    pub persona: String,
    /// Its label.
    pub name: String,
    /// The ICP it lives in.
    pub icp: String,
    /// Ways to come in, the best founded first; at most three.
    pub angles: Vec<AngleView>,
    /// Why there are fewer than three.
    pub angles_gap: Option<String>,
    /// What the law asks for where these companies are; information, not advice.
    pub consent: Vec<String>,
    /// What the drafts are made from, slot by slot; a slot that nothing fills says so.
    pub brief: Vec<SlotView>,
    /// The drafts, and those that are withheld with the reason.
    pub drafts: Vec<MessageView>,
    /// First steps that can be offered.
    pub offers: Vec<IdeaView>,
    /// What is missing of them.
    pub offers_gap: Option<String>,
    /// What could be made for this persona.
    pub ideas: Vec<IdeaView>,
}

/// One way to come in.
#[derive(Clone, Debug, Serialize)]
pub struct AngleView {
    /// The word used in ids of drafts.
    pub angle: String,
    /// pain, goal, trigger, proof, objection, boss asks or question.
    pub kind: &'static str,
    /// What it opens with, as the file has it.
    pub says: String,
    /// The id that opens it.
    pub opens: Option<String>,
    /// People whose words stand behind it.
    pub people: usize,
    /// Whether it rests on assumption.
    pub assumption: bool,
}
