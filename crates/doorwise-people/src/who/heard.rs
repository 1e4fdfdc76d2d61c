//! Who a call or an interview says decides: what the patterns find, and what `listen` took for a
//! statement of who decides, read for the title in it. Both are one list, so that no verb reads power
//! in a way of its own.

use super::decider::{Mention, Said, Who, deciders, titled_in};
use crate::interview::{Interview, Side};
use crate::listen::{Kind, Record, Tier};

/// One person said to decide, with the turn in which it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Position of the turn.
    pub turn: usize,
    /// Who, how plainly, and in which sentence of the turn.
    pub mention: Mention,
}

/// Returns everybody whom an interview says to decide, in order; whoever asks does not mean himself.
pub fn heard(interview: &Interview, records: &[Record]) -> Vec<Heard> {
    let own = |record: &&Record| {
        record.file == interview.file
            && record.kind == Kind::Authority
            && record.tier == Tier::Strong
    };
    let authority: Vec<&Record> = records.iter().filter(own).collect();
    let mut found = Vec::new();
    for (at, turn) in interview.turns.iter().enumerate() {
        let mut here: Vec<Mention> = deciders(&turn.text)
            .into_iter()
            .filter(|mention| turn.side == Side::Participant || mention.who != Who::Speaker)
            .collect();
        for record in &authority {
            if turn.speaker.as_deref().unwrap_or_default() != record.speaker {
                continue;
            }
            let Some(from) = turn.text.find(&record.sentence) else {
                continue;
            };
            let sentence = from..from + record.sentence.len();
            let is_read = here.iter().any(|mention| {
                mention.sentence.start < sentence.end && sentence.start < mention.sentence.end
            });
            if is_read {
                continue;
            }
            here.extend(titled_in(&record.sentence).map(|who| Mention {
                who,
                said: Said::Stated,
                sentence,
            }));
        }
        here.sort_by_key(|mention| mention.sentence.start);
        found.extend(here.into_iter().map(|mention| Heard { turn: at, mention }));
    }
    found
}
