//! First drafts, assembled from the persona, the offer and the listed proofs.
//!
//! Every sentence carries its source. Goals and pains may rest on assumption, and are put
//! as a guess; numbers, results and customers stand only where a proof is listed. What no
//! evidence exists for is named in `gaps`, never made up.

use doorwise_model::diagnostic::Place;
use doorwise_model::icp::Icp;
use doorwise_model::offer::Offer;
use doorwise_model::persona::Persona;
use doorwise_model::proof::Proof;

mod call_opener;
mod claim;
mod cold_email;
mod nearest;
mod offer_line;
mod subject;
#[cfg(test)]
mod tests;

pub use call_opener::call_opener;
pub use claim::makes_claim;
pub use cold_email::cold_email;
pub use nearest::{customer, nearest_proof};

/// Where a draft is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// First mail to a stranger.
    ColdEmail,
    /// The first half minute of a call.
    CallOpener,
}

impl Channel {
    /// Returns the word used in the head of a copy file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ColdEmail => "cold_email",
            Self::CallOpener => "call_opener",
        }
    }
}

/// One draft, sentence by sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Where it is sent.
    pub channel: Channel,
    /// Subject of a mail.
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
}

/// What a sentence of a draft rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A goal, pain, objection or boss's question of the persona.
    Persona {
        /// Which part.
        part: Part,
        /// Where it is written.
        place: Place,
        /// Whether it rests on nothing but a guess.
        assumed: bool,
        /// How many quotes stand behind it.
        n_quotes: usize,
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
    /// The one question at the end.
    Ask(Place),
    /// The first words.
    Greeting,
    /// Who writes.
    Signature(Place),
    /// What the law asks for, such as a way to say no.
    Law,
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
    /// The question the boss asks.
    Boss,
}

impl Source {
    /// Returns the word that people read: "pain, ASSUMPTION", "proof setup-days".
    pub fn label(&self) -> String {
        match self {
            Self::Persona {
                part,
                assumed,
                n_quotes,
                ..
            } => {
                let part = match part {
                    Part::Goal => "goal",
                    Part::Pain => "pain",
                    Part::Objection => "objection",
                    Part::Boss => "boss asks",
                };
                match (assumed, n_quotes) {
                    (true, _) | (_, 0) => format!("{part}, ASSUMPTION"),
                    (false, 1) => format!("{part}, 1 quote"),
                    (false, n) => format!("{part}, {n} quotes"),
                }
            }
            Self::Offer(_) => "offer".into(),
            Self::Proof { id, .. } => format!("proof {id}"),
            Self::Ask(_) => "ask".into(),
            Self::Greeting => "greeting".into(),
            Self::Signature(_) => "sender".into(),
            Self::Law => "opt-out".into(),
        }
    }
}

impl Draft {
    /// Returns the draft as it is sent: paragraphs with an empty line between them,
    /// the lines of the signature below each other.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut before: Option<&Sentence> = None;
        for sentence in &self.sentences {
            let is_signature =
                |sentence: &Sentence| matches!(sentence.source, Source::Signature(_) | Source::Law);
            let is_line = is_signature(sentence) && before.is_some_and(is_signature);
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
        self.sentences
            .iter()
            .filter(|sentence| !matches!(sentence.source, Source::Signature(_) | Source::Law))
            .map(|sentence| sentence.text.split_whitespace().count())
            .sum()
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

fn greeting(brief: &Brief<'_>) -> String {
    match brief
        .first_name
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        Some(name) => format!("Hi {name},"),
        None => "Hi,".to_owned(),
    }
}
