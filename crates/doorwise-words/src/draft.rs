//! First drafts, assembled from the persona, the buyer's words, the offer and the listed proofs.
//!
//! Every sentence carries its source. Goals and pains may rest on assumption, and are put
//! as a guess; numbers, results and customers stand only where a proof is listed. What no
//! evidence exists for is named in `gaps`, never made up. A draft that our own rules find a
//! fault in is mended by leaving sentences out, else it is withheld with the reason.

use doorwise_model::diagnostic::Place;
use doorwise_model::icp::Icp;
use doorwise_model::offer::Offer;
use doorwise_model::persona::Persona;
use doorwise_model::proof::Proof;
use doorwise_model::statement::Statement;

mod ad;
mod angle;
pub(crate) mod answers;
pub(crate) mod asking;
mod call_opener;
pub(crate) mod claim;
mod cold_email;
mod compose;
mod doubt;
mod fitting;
mod follow_up;
#[cfg(test)]
mod generated;
mod german;
mod headline;
mod landing;
mod nearest;
pub(crate) mod offer_line;
mod opening;
pub(crate) mod quote;
mod short;
pub(crate) mod slots;
mod stage;
mod subject;
#[cfg(test)]
mod tests;

pub use angle::{Angle, Angles, Entry, angles, angles_of};
pub(crate) use angle::{about, overlap, shared};
pub use claim::makes_claim;
pub use compose::{Withheld, compose, first};
pub(crate) use fitting::fault;
pub use nearest::{customer, nearest_proof};
pub use quote::n_people;
pub use stage::Stage;

/// Where a draft is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// First mail to a stranger.
    ColdEmail,
    /// The mail after it, with a new fact; the first or the second.
    FollowUp(u8),
    /// The few words beside a request to connect.
    LinkedinNote,
    /// A message through a network.
    Inmail,
    /// The first half minute of a call.
    CallOpener,
    /// What stands at the top of a page.
    LandingHero,
    /// An ad with room for a sentence.
    LinkedinAd,
    /// An ad beside a search.
    GoogleAd,
    /// What is said to a doubt.
    ObjectionAnswer,
}

impl Channel {
    /// Every channel, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::ColdEmail,
        Self::FollowUp(1),
        Self::FollowUp(2),
        Self::LinkedinNote,
        Self::Inmail,
        Self::CallOpener,
        Self::LandingHero,
        Self::LinkedinAd,
        Self::GoogleAd,
        Self::ObjectionAnswer,
    ];

    /// Returns the word used in the head of a copy file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ColdEmail => "cold_email",
            Self::FollowUp(_) => "follow_up",
            Self::LinkedinNote => "linkedin_note",
            Self::Inmail => "inmail",
            Self::CallOpener => "call_opener",
            Self::LandingHero => "landing_hero",
            Self::LinkedinAd => "linkedin_ad",
            Self::GoogleAd => "google_ad",
            Self::ObjectionAnswer => "objection_answer",
        }
    }

    /// Returns the word used in ids; two follow-ups have two.
    pub const fn key(self) -> &'static str {
        match self {
            Self::FollowUp(0 | 1) => "follow_up-1",
            Self::FollowUp(_) => "follow_up-2",
            other => other.as_str(),
        }
    }

    /// Returns the words that people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ColdEmail => "Cold e-mail",
            Self::FollowUp(0 | 1) => "Follow-up 1",
            Self::FollowUp(_) => "Follow-up 2",
            Self::LinkedinNote => "LinkedIn note",
            Self::Inmail => "InMail",
            Self::CallOpener => "Call opener",
            Self::LandingHero => "Landing page, top",
            Self::LinkedinAd => "LinkedIn ad",
            Self::GoogleAd => "Google ad",
            Self::ObjectionAnswer => "Answer to a doubt",
        }
    }

    /// Returns whether it is a mail, for which the law of some countries wants consent.
    pub const fn is_mail(self) -> bool {
        matches!(self, Self::ColdEmail | Self::FollowUp(_))
    }
}

/// One draft, sentence by sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Where it is sent.
    pub channel: Channel,
    /// How much its reader knows.
    pub stage: Stage,
    /// Subject of a mail, headline of an ad.
    pub subject: Option<String>,
    /// The sentences in their order.
    pub sentences: Vec<Sentence>,
    /// What no evidence exists for, each as one fact.
    pub gaps: Vec<String>,
    /// For which reader it is built, and how.
    pub note: String,
}

/// One sentence with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The sentence.
    pub text: String,
    /// What it rests on.
    pub source: Source,
    /// Paragraph, from 0.
    pub paragraph: usize,
    /// How easily it can be missed: 0 never, else the highest goes first.
    pub spare: u8,
}

impl Sentence {
    fn new(text: impl Into<String>, source: Source, paragraph: usize) -> Self {
        Self {
            text: text.into(),
            source,
            paragraph,
            spare: 0,
        }
    }

    /// Says how easily it can be missed.
    fn spare(self, spare: u8) -> Self {
        Self { spare, ..self }
    }
}

/// What a sentence of a draft rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A goal, pain, objection, trigger, present way or boss's question of the persona.
    Persona {
        /// Which part.
        part: Part,
        /// Which of that part, from 0.
        at: usize,
        /// Where it is written.
        place: Place,
        /// Whether it rests on nothing but a guess.
        assumed: bool,
        /// How many quotes stand behind it.
        n_quotes: usize,
    },
    /// A buyer's own words, and how many people said the like.
    Quote {
        /// The part of the persona that it stands behind.
        part: Part,
        /// Which of that part, from 0.
        at: usize,
        /// Where it is cited.
        place: Place,
        /// The interview it comes from.
        file: String,
    },
    /// The workspace's offer.
    Offer(Place),
    /// A listed proof.
    Proof {
        /// Its id.
        id: String,
        /// Where it is written.
        place: Place,
    },
    /// A small first step of the offer, put as the one question at the end.
    Ask(Place),
    /// A question or a sentence of ours that says nothing of anybody and so rests on nothing.
    Stock,
    /// The first words.
    Greeting,
    /// Who writes.
    Signature(Place),
    /// What the law asks for, such as a way to say no.
    Law,
    /// Other sentences, put into other words by a language model.
    Rewritten(Vec<Self>),
}

/// A part of a persona.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A goal.
    Goal,
    /// A pain.
    Pain,
    /// An objection's answer.
    Objection,
    /// What starts the search.
    Trigger,
    /// The question the boss asks.
    Boss,
    /// What is used today.
    Alternative,
}

impl Part {
    /// Returns the word that people and ids use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::Pain => "pain",
            Self::Objection => "objection",
            Self::Trigger => "trigger",
            Self::Boss => "boss asks",
            Self::Alternative => "used today",
        }
    }
}

impl Source {
    pub(crate) fn of(part: Part, at: usize, statement: &Statement) -> Self {
        Self::Persona {
            part,
            at,
            place: statement.place.clone(),
            assumed: statement.assumed,
            n_quotes: statement.evidence.len(),
        }
    }

    /// Returns the source of what the boss asks, which nobody else has said.
    pub(crate) fn boss(persona: &Persona) -> Self {
        Self::Persona {
            part: Part::Boss,
            at: 0,
            place: persona.place.clone(),
            assumed: true,
            n_quotes: 0,
        }
    }

    /// Returns the word that people read: "pain, ASSUMPTION", "proof setup-days".
    pub fn label(&self) -> String {
        match self {
            Self::Persona {
                part,
                assumed,
                n_quotes,
                ..
            } => {
                let part = part.as_str();
                match (assumed, n_quotes) {
                    (true, _) | (_, 0) => format!("{part}, ASSUMPTION"),
                    (false, 1) => format!("{part}, 1 quote"),
                    (false, n) => format!("{part}, {n} quotes"),
                }
            }
            Self::Quote { part, .. } => format!("quote behind the {}", part.as_str()),
            Self::Offer(_) => "offer".into(),
            Self::Proof { id, .. } => format!("proof {id}"),
            Self::Ask(_) => "ask".into(),
            Self::Stock => "stock sentence".into(),
            Self::Greeting => "greeting".into(),
            Self::Signature(_) => "sender".into(),
            Self::Law => "opt-out".into(),
            Self::Rewritten(_) => "rewritten by the model".into(),
        }
    }

    /// Returns whether it rests on nothing yet.
    pub fn is_assumption(&self) -> bool {
        match self {
            Self::Persona {
                assumed, n_quotes, ..
            } => *assumed || *n_quotes == 0,
            Self::Rewritten(from) => from.iter().any(Self::is_assumption),
            _ => false,
        }
    }

    fn is_signature(&self) -> bool {
        matches!(self, Self::Signature(_) | Self::Law)
    }
}

impl Draft {
    /// Returns the draft as it is sent: paragraphs with an empty line between them,
    /// the lines of the signature below each other.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut before: Option<&Sentence> = None;
        for sentence in &self.sentences {
            let is_line = sentence.source.is_signature()
                && before.is_some_and(|before| before.source.is_signature());
            if let Some(before) = before {
                text.push_str(match (before.paragraph == sentence.paragraph, is_line) {
                    (false, _) => "\n\n",
                    (true, true) => "\n",
                    (true, false) => " ",
                });
            }
            text.push_str(&sentence.text);
            before = Some(sentence);
        }
        text
    }

    /// Returns the number of words that the reader reads before the signature.
    pub fn n_words(&self) -> usize {
        self.read()
            .map(|sentence| sentence.text.split_whitespace().count())
            .sum()
    }

    /// Returns the sentences before the signature.
    fn read(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences
            .iter()
            .filter(|sentence| !sentence.source.is_signature())
    }
}

/// What a draft is made from.
#[derive(Clone, Copy, Debug)]
pub struct Brief<'a> {
    /// Whom it speaks to.
    pub persona: &'a Persona,
    /// The companies this person works in.
    pub icp: &'a Icp,
    /// What is sold.
    pub offer: &'a Offer,
    /// What may be claimed.
    pub proofs: &'a [Proof],
    /// First name of the person written to. Without one the mail starts "Hi," since a
    /// draft never leaves an open merge field that could be sent by mistake.
    pub first_name: Option<&'a str>,
}
