//! What a question asks for, and whether it puts the answer into the mouth.

use super::Kind;
use super::cues::TABLES;
use super::word::{Models, Weights};
use super::words::{sentences, words as plain_words};

/// The question that an answer answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// The words of the asker's turn.
    pub text: String,
    /// The same as words.
    pub said: Vec<String>,
    /// What is heard of it, see [`Asked`].
    pub heard: Vec<String>,
    /// Kinds that it asks for, with how much it says for each.
    pub kinds: Vec<(Kind, i32)>,
    /// How likely its words ask for each kind, whatever the patterns say.
    pub chances: Weights,
    /// It puts the answer into the mouth.
    pub is_leading: bool,
    /// It asks about a case that is none: "what if", "if you had".
    pub is_hypothetical: bool,
    /// It can be answered by yes or no.
    pub is_closed: bool,
    /// It asks how others fare, so the answer is theirs.
    pub is_about_others: bool,
    /// It shows what the asker has or plans, so praise is only polite.
    pub is_pitch: bool,
    /// A survey asks it: what is written below answers it and nothing else.
    pub is_form: bool,
    /// It asks who somebody is, so what is told describes a place and no trouble.
    pub is_about_role: bool,
}

/// Words that ask for more than yes or no.
const ASKING: [&str; 9] = [
    "what", "who", "why", "how", "when", "where", "which", "else", "whose",
];

/// Words of a purchase.
const PURCHASE: [&str; 16] = [
    "buy", "buying", "vendor", "software", "system", "tool", "new", "purchase", "yes", "no", "say",
    "sign", "solution", "looked", "platform", "product",
];

/// Chance of its likeliest kind from which a turn asks for anything.
const SURE: f64 = 0.3;

/// Chance from which it asks for a kind too.
const LEAST: f64 = 0.12;

/// Share of a question's weight that is left when the asker only says "go on".
const FURTHER: i32 = 80;

/// Words of a question, "what's" and "who'd" written out so that one pattern reads both.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for word in plain_words(text) {
        let full = match word.as_str() {
            "what's" => ["what", "is"],
            "what'd" => ["what", "would"],
            "what're" => ["what", "are"],
            "what've" => ["what", "have"],
            "what'll" => ["what", "will"],
            "who's" => ["who", "is"],
            "who'd" => ["who", "would"],
            "who'll" => ["who", "will"],
            "who've" => ["who", "have"],
            "how've" => ["how", "have"],
            "where's" => ["where", "is"],
            "where'd" => ["where", "did"],
            "how's" => ["how", "is"],
            "how'd" => ["how", "did"],
            "how're" => ["how", "are"],
            "why's" => ["why", "is"],
            "when's" => ["when", "is"],
            "you're" => ["you", "are"],
            "you've" => ["you", "have"],
            "you'd" => ["you", "would"],
            "it'd" => ["it", "would"],
            "whom" => {
                out.push("who".to_owned());
                continue;
            }
            _ => {
                out.push(word);
                continue;
            }
        };
        out.extend(full.map(str::to_owned));
    }
    out
}

/// What is heard of an asker's turn.
pub struct Asked {
    /// The words of its last question, or of its last sentence where it asks nothing; behind them the
    /// kinds that patterns know in the turn, as `?goal3`.
    pub words: Vec<String>,
    /// How much patterns say for each kind.
    weights: [i32; Kind::ALL.len()],
}

/// Hears an asker's turn.
pub fn asked(turn: &str) -> Asked {
    let parts = sentences(turn);
    let asks = parts
        .iter()
        .rposition(|range| turn[range.clone()].trim_end().ends_with('?'))
        .or(parts.len().checked_sub(1));
    let mut heard = Vec::new();
    let mut weights = [0; Kind::ALL.len()];
    for (idx, range) in parts.iter().enumerate() {
        let said = words(&turn[range.clone()]);
        for hit in TABLES.questions.hits(&said) {
            // The last question of a turn is the one that gets the answer.
            let weight = if idx + 1 == parts.len() {
                hit.weight
            } else {
                hit.weight * 8 / 10
            };
            weights[hit.kind as usize] = weight.max(weights[hit.kind as usize]);
        }
        if Some(idx) == asks {
            heard = said;
        }
    }
    for kind in Kind::ALL {
        let how = match weights[kind as usize] {
            9.. => 3,
            7.. => 2,
            1.. => 1,
            _ => continue,
        };
        heard.push(format!("?{}{how}", kind.as_str()));
    }
    Asked {
        words: heard,
        weights,
    }
}

/// Reads a question of a survey, which stands above its answer and is meant as it is written: what
/// is disliked is trouble, what is liked or solved is what people get out of it.
pub(super) fn of_form(text: &str, models: &Models) -> Question {
    let said = words(text);
    let has = |list: &[&str]| said.iter().any(|word| list.contains(&word.as_str()));
    let kind = if has(&[
        "dislike",
        "dislikes",
        "hate",
        "least",
        "worst",
        "frustrates",
    ]) {
        Kind::Pain
    } else if has(&[
        "like", "love", "best", "solving", "solve", "benefit", "benefits",
    ]) {
        Kind::Outcome
    } else {
        let read = question(text, None, models);
        return Question {
            is_form: true,
            ..read
        };
    };
    let mut chances = Weights::default();
    chances[kind as usize] = 1.0;
    Question {
        text: text.to_owned(),
        said: plain_words(text),
        heard: asked(text).words,
        kinds: vec![(kind, 10)],
        chances,
        is_form: true,
        ..Question::default()
    }
}

/// Whether a question asks for more than yes or no: "How do you do it today?".
fn is_open(said: &[String]) -> bool {
    let mut opening = said.iter().skip_while(|word| {
        matches!(
            word.as_str(),
            "," | "and" | "so" | "but" | "okay" | "ok" | "then" | "well"
        )
    });
    opening
        .next()
        .is_some_and(|word| ASKING.contains(&word.as_str()) && word != "else")
}

/// Reads an asker's turn; what only keeps the talk going keeps the kind asked for before.
pub(super) fn question(turn: &str, before: Option<&Question>, models: &Models) -> Question {
    let mut read = Question {
        text: turn.to_owned(),
        said: plain_words(turn),
        ..Question::default()
    };
    let mut n_asking = 0;
    let mut is_further = false;
    let parts = sentences(turn);
    for (idx, range) in parts.iter().enumerate() {
        let text = &turn[range.clone()];
        let said = words(text);
        read.is_leading |= TABLES.leading.has(&said);
        let asks = text.trim_end().ends_with('?');
        read.is_about_others |= TABLES.about_others.has(&said);
        // "Our customers had that too. How do you do it today?" asks after what it boasted of.
        let asks_anew = asks && idx + 1 == parts.len() && is_open(&said);
        read.is_pitch = TABLES.pitches.has(&said) || read.is_pitch && !asks_anew;
        read.is_about_role |= TABLES.about_role.has(&said);
        n_asking += usize::from(asks);
        is_further |= TABLES.further.has(&said);
        if asks {
            let first = said.iter().find(|word| {
                !matches!(
                    word.as_str(),
                    "," | "and" | "so" | "but" | "okay" | "ok" | "then" | "well"
                )
            });
            // "And the returns?" and "What about returns, is that hard?" are as good as yes or no.
            let is_topic = said
                .windows(2)
                .any(|pair| matches!(pair[0].as_str(), "what" | "how") && pair[1] == "about")
                // "How's the fraud side?"
                || said.len() <= 6
                    && said.first().is_some_and(|word| word == "how")
                    && matches!(said.get(1..3), Some([be, the]) if matches!(be.as_str(), "is" | "are") && matches!(the.as_str(), "the" | "your"))
                || said.len() <= 6 && !said.iter().any(|word| ASKING.contains(&word.as_str()));
            let has_tail = said.windows(2).any(|pair| {
                pair[0] == "," && matches!(pair[1].as_str(), "is" | "are" | "does" | "any")
            });
            read.is_closed = is_topic
                || has_tail
                || first.is_some_and(|word| {
                    matches!(
                        word.as_str(),
                        "is" | "are"
                            | "do"
                            | "does"
                            | "did"
                            | "would"
                            | "was"
                            | "were"
                            | "have"
                            | "has"
                            | "isn't"
                            | "don't"
                            | "aren't"
                            | "wouldn't"
                            | "can"
                            | "could"
                            | "same"
                            | "you"
                    )
                });
            // "If a vendor came" is a case that is meant; "if the gas was cut" is none.
            let imagines = said
                .iter()
                .any(|word| matches!(word.as_str(), "if" | "suppose"))
                && !said.iter().any(|word| PURCHASE.contains(&word.as_str()));
            read.is_hypothetical |= imagines;
        }
    }
    // What no pattern knows is read by its words.
    let heard = asked(turn);
    read.chances = models.asks.chances(&heard.words);
    read.heard = heard.words;
    let mut weights = heard.weights;
    let most = read.chances.iter().copied().fold(0.0, f64::max);
    if most >= SURE && weights.iter().all(|weight| *weight < 7) {
        for (weight, chance) in weights.iter_mut().zip(read.chances) {
            if chance >= LEAST {
                // Two kinds asked for at once are both asked for well.
                *weight = (*weight).max((10.0 * chance.sqrt()).round() as i32);
            }
        }
    }
    // "What keeps you from it?" behind a goal asks for trouble, and for doubts only about a purchase.
    let is_behind_goal = before.is_some_and(|before| {
        before.is_about_role
            || before
                .kinds
                .iter()
                .any(|(kind, weight)| *kind == Kind::Goal && *weight >= 8)
    });
    let is_purchase = words(turn)
        .iter()
        .any(|word| PURCHASE.contains(&word.as_str()));
    if is_behind_goal && !is_purchase {
        let doubt = std::mem::take(&mut weights[Kind::Objection as usize]);
        weights[Kind::Pain as usize] = weights[Kind::Pain as usize].max(doubt);
    }
    // "When did that last go wrong?" asks for a story of trouble, not for what started a search.
    if weights[Kind::Pain as usize] >= 9 && words(turn).iter().any(|word| word == "last") {
        weights[Kind::Trigger as usize] = 0;
    }
    // "What would put you off?" asks for a doubt; an event that has been is never asked so.
    let said = words(turn);
    let is_of_what_may_be = said.iter().any(|word| {
        matches!(
            word.as_str(),
            "would" | "will" | "could" | "might" | "should"
        )
    });
    if is_of_what_may_be {
        weights[Kind::Trigger as usize] = 0;
    }
    // "How will you know that it worked?" asks for the measure of the wish, not for the wish.
    if weights[Kind::Metric as usize] >= 9 {
        weights[Kind::Outcome as usize] = weights[Kind::Outcome as usize].min(4);
    }
    // "You are happy, what has happened?" asks for no event and no trouble.
    if weights[Kind::Outcome as usize] >= 8 {
        weights[Kind::Pain as usize] = 0;
        weights[Kind::Trigger as usize] = 0;
    }
    read.kinds = Kind::ALL
        .into_iter()
        .map(|kind| (kind, weights[kind as usize]))
        .filter(|(_, weight)| *weight > 0)
        .collect();
    // A wand is a hypothesis only in form: it asks for the wished state.
    if read
        .kinds
        .iter()
        .any(|(kind, _)| matches!(kind, Kind::Outcome | Kind::Metric))
    {
        read.is_hypothetical = false;
    }
    let said = words(turn);
    // "How do you notice it?" goes on with what was spoken of.
    let points_back = said.iter().any(|word| {
        matches!(
            word.as_str(),
            "it" | "that" | "this" | "they" | "them" | "there" | "these" | "those"
        )
    });
    let is_prompt =
        n_asking == 0 || is_further || said.len() <= 6 || (points_back && said.len() <= 12);
    // "Is the water a topic?", "How do others manage?" and "We develop a sensor." begin anew.
    let is_anew = (read.is_closed && !is_further) || read.is_about_others || read.is_pitch;
    if read.kinds.is_empty()
        && is_prompt
        && !is_anew
        && let Some(before) = before
    {
        read.kinds = before
            .kinds
            .iter()
            .map(|(kind, weight)| (*kind, weight * FURTHER / 100))
            .collect();
        read.chances = before
            .chances
            .map(|chance| chance * f64::from(FURTHER) / 100.0);
        read.is_hypothetical |= before.is_hypothetical && said.len() <= 5;
        read.is_about_others |= before.is_about_others && said.len() <= 5;
    }
    read
}
