//! How sure a sentence is of each kind: what is seen in it, weighed.
//!
//! A multinomial logistic model over the ten kinds and "nothing". What it sees are the answers that the
//! tables of `data/listen/` give (cues, the kind that the question asks for), what the models of words
//! say of it and of what stands around it, its place in the answer and a few facts of form. The weights stand in
//! `data/listen/weights.tsv` and come out of the marked interviews under `tests/` by
//! `cargo run -p doorwise-people --example listen_train`.

use std::sync::LazyLock;

use super::Kind;
use super::cues::TABLES;
use super::filter::{Place, Refused};
use super::theme::has_content;
use super::word::{Models, Weights};
use super::words::is_number;

/// What is seen of a sentence for one kind, in the order of the rows of the weights.
pub const SEEN: [&str; 43] = [
    "always",
    "cues",
    "cues_against",
    "words",
    "words_of_others",
    "turn_cues",
    "turn_words",
    "asked",
    "asked_words",
    "asked_words_first",
    "asked_first",
    "asked_second",
    "asked_later",
    "other_asked",
    "other_asked_first",
    "nothing_asked",
    "closed_question",
    "about_role",
    "shown_or_others",
    "own",
    "counted",
    "full",
    "short",
    "points",
    "named",
    "money",
    "wishes",
    "denies",
    "dated",
    "from_i",
    "decides",
    "list",
    "length",
    "longish",
    "around",
    // What follows is seen of the whole answer, see `beside`.
    "answer_first",
    "answer_second",
    "answer_last",
    "answer_only",
    "answer_long",
    "words_before",
    "words_behind",
    "nothing_beside",
];

/// What is seen of one sentence for one kind.
pub type Sight = [f64; SEEN.len()];

/// Words of a sentence of common length, and from which more words say nothing more: in free talk every
/// sentence is long, and the interviews that teach are denser than talk.
const LENGTH: f64 = 10.0;
const LONGEST: f64 = 16.0;

/// Sentences of an answer in the interviews that teach. Somebody who talks on makes about as many
/// points as somebody who answers, so that each sentence of a longer answer is less likely one.
const ANSWER: f64 = 4.0;

/// What a question says for the first, second, third and later sentences of the answer.
const FADES: [f64; 5] = [1.0, 0.9, 0.7, 0.5, 0.3];

/// Most that cues say together: four weak ones are not surer than one that leaves no doubt.
const MOST: i32 = 28;

static WEIGHTS: LazyLock<Vec<Sight>> = LazyLock::new(|| {
    let mut weights = vec![[0.0; SEEN.len()]; Kind::ALL.len()];
    let rows = include_str!("../../data/listen/weights.tsv").lines();
    let rows = rows.filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    for (seen, row) in rows.enumerate() {
        let mut columns = row.split('\t');
        let name = columns.next().unwrap_or_default();
        if SEEN.get(seen) != Some(&name) {
            unreachable!("the weights have another order: {row}");
        }
        for (kind, weight) in columns.enumerate() {
            weights[kind][seen] = weight
                .trim()
                .parse()
                .unwrap_or_else(|_| unreachable!("a weight: {row}"));
        }
    }
    weights
});

/// What is seen of a sentence, for the kinds that no context takes away.
pub(super) struct Seen {
    pub kinds: Vec<(Kind, Sight, Vec<&'static str>)>,
    /// How likely its words are of each kind.
    votes: Weights,
    /// What its chances lose, as a logarithm, in an answer of many sentences.
    lost: f64,
}

/// Looks at a sentence. `n_said` is how much of the answer stands before it.
pub(super) fn look(
    sentence: &str,
    said: &[String],
    clauses: &[(&[String], Refused)],
    place: &Place<'_>,
    n_said: usize,
    models: &Models,
) -> Seen {
    let form = form(sentence, said, place);
    let fade = FADES[n_said.min(FADES.len() - 1)];
    let asked = place
        .question
        .map_or(&[][..], |asked| asked.kinds.as_slice());
    let weight_of = |kind: Kind| {
        let found = asked.iter().find(|(asked, _)| *asked == kind);
        f64::from(found.map_or(0, |(_, weight)| *weight)) / 10.0
    };
    let most_asked = asked.iter().map(|(_, weight)| *weight).max().unwrap_or(0);
    let votes = models.says.chances(said);
    let around = models.around.chances_between(&place.around());
    let chances = place.question.map(|asked| asked.chances);
    let mut kinds = Vec::new();
    let whole = (clauses.len() > 1).then(|| cues(said));
    let by_clause: Vec<Option<Cued>> = clauses
        .iter()
        .map(|(clause, _)| (clause.len() >= 2).then(|| cues(clause)))
        .collect();
    for kind in Kind::ALL {
        // What one side of a "but" denies, the other may still say.
        let is_kept = |refused: &Refused| refused.reason(kind).is_none();
        let kept = clauses
            .iter()
            .zip(&by_clause)
            .filter(|((_, refused), _)| is_kept(refused))
            .filter_map(|(_, cued)| cued.as_ref());
        let all = clauses.iter().all(|(_, refused)| is_kept(refused));
        let best = kept
            .chain(whole.as_ref().filter(|_| all))
            .map(|cued| &cued[kind as usize])
            .max_by_key(|(for_it, against, _)| for_it - against);
        let Some((for_it, against, families)) = best else {
            continue;
        };
        let (for_it, against, families) = (*for_it, *against, families.clone());
        let own = weight_of(kind);
        let is_top = most_asked >= 7 && 10.0 * own + 0.5 >= f64::from(most_asked);
        let other = Kind::ALL
            .into_iter()
            .filter(|one| *one != kind && one.is_power() == kind.is_power())
            .map(weight_of)
            .fold(0.0, f64::max);
        let flag = |is: bool| f64::from(u8::from(is));
        let asked_words = chances.map_or(0.0, |chances| chances[kind as usize]);
        let mut sight = [0.0; SEEN.len()];
        let mut values = vec![
            1.0,
            f64::from(for_it) / 10.0,
            f64::from(against) / 10.0,
            odds(votes[kind as usize]),
            most_voted(&votes, kind),
            // What the rest of the answer shows, see `beside`.
            0.0,
            0.0,
            own * fade,
            asked_words * fade,
            asked_words * flag(n_said == 0),
            flag(is_top && n_said == 0),
            flag(is_top && n_said == 1),
            flag(is_top && (2..=3).contains(&n_said)),
            other * fade,
            flag(other > own && other >= 0.8 && n_said <= 1),
        ];
        values.extend(form.iter().map(|is| flag(*is)));
        let length = said.len() as f64;
        values.extend([
            libm::log(length.min(LONGEST) / LENGTH),
            flag(said.len() >= 10),
            odds(around[kind as usize]),
        ]);
        values.resize(SEEN.len(), 0.0);
        sight.copy_from_slice(&values);
        kinds.push((kind, sight, families));
    }
    Seen {
        kinds,
        votes,
        lost: 0.0,
    }
}

/// Lets each sentence of an answer see the others: people answer a question with two or three
/// statements of one kind.
pub(super) fn beside(answer: &mut [Seen]) {
    let at = |name: &str| {
        SEEN.iter()
            .position(|seen| *seen == name)
            .unwrap_or_default()
    };
    let (cues, words) = (at("cues"), at("words"));
    let (turn_cues, turn_words, first) = (at("turn_cues"), at("turn_words"), at("answer_first"));
    let own = |seen: &Seen, kind: Kind, which: usize| {
        let found = seen.kinds.iter().find(|(one, _, _)| *one == kind);
        found.map_or(0.0, |(_, sight, _)| sight[which])
    };
    let all: Vec<Vec<(f64, f64)>> = answer
        .iter()
        .map(|seen| {
            Kind::ALL
                .iter()
                .map(|kind| (own(seen, *kind, cues), own(seen, *kind, words)))
                .collect()
        })
        .collect();
    let votes: Vec<Weights> = answer.iter().map(|seen| seen.votes).collect();
    let n = answer.len();
    let flag = |is: bool| f64::from(u8::from(is));
    let lost = libm::log(f64::max(n as f64 / ANSWER, 1.0));
    for (idx, seen) in answer.iter_mut().enumerate() {
        seen.lost = lost;
        let before = idx.checked_sub(1).map(|at| &votes[at]);
        let behind = votes.get(idx + 1);
        let nothing = [before, behind]
            .into_iter()
            .flatten()
            .map(|votes| odds(1.0 - votes.iter().sum::<f64>()))
            .sum::<f64>();
        for (kind, sight, _) in &mut seen.kinds {
            let others = all
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != idx && other.abs_diff(idx) <= 3)
                .map(|(_, values)| values[*kind as usize]);
            let (most_cues, most_words) = others.fold((0.0, 0.0), |most: (f64, f64), one| {
                (most.0.max(one.0), most.1.max(one.1))
            });
            sight[turn_cues] = most_cues;
            sight[turn_words] = most_words;
            let vote =
                |votes: Option<&Weights>| votes.map_or(0.0, |votes| odds(votes[*kind as usize]));
            sight[first..].copy_from_slice(&[
                flag(idx == 0),
                flag(idx == 1),
                flag(idx + 1 == n),
                flag(n == 1),
                flag(n >= 5),
                vote(before),
                vote(behind),
                nothing,
            ]);
        }
    }
}

/// A chance as log odds, so that weights may add up; none is surer than one in a hundred.
fn odds(chance: f64) -> f64 {
    let chance = chance.clamp(0.01, 0.99);
    (libm::log(chance / (1.0 - chance)) + 4.6) / 4.6
}

fn most_voted(votes: &Weights, but: Kind) -> f64 {
    let others = Kind::ALL.into_iter().filter(|kind| *kind != but);
    others.map(|kind| votes[kind as usize]).fold(0.0, f64::max)
}

/// How likely each kind is, 0 to 1; what is left of 1 is "nothing".
pub(super) fn chances(seen: &Seen) -> Vec<f64> {
    let scores: Vec<f64> = seen
        .kinds
        .iter()
        .map(|(kind, sight, _)| product(&WEIGHTS[place_of(*kind)], sight) - seen.lost)
        .collect();
    softmax(&scores)
}

/// A kind's place in [`Kind::ALL`], as the weights' columns stand.
pub(super) fn place_of(kind: Kind) -> usize {
    Kind::ALL
        .iter()
        .position(|one| *one == kind)
        .unwrap_or_default()
}

fn product(weights: &Sight, sight: &Sight) -> f64 {
    weights
        .iter()
        .zip(sight)
        .map(|(one, other)| one * other)
        .sum()
}

/// Chances of scores beside "nothing", whose score is 0.
pub fn softmax(scores: &[f64]) -> Vec<f64> {
    let most = scores.iter().copied().fold(0.0, f64::max);
    let raised: Vec<f64> = scores.iter().map(|score| libm::exp(score - most)).collect();
    let all = raised.iter().sum::<f64>() + libm::exp(-most);
    raised.into_iter().map(|one| one / all).collect()
}

/// Facts of form, in the order of [`SEEN`] from "nothing_asked" on.
fn form(sentence: &str, said: &[String], place: &Place<'_>) -> [bool; 17] {
    let question = place.question;
    let any = |list: &[&str]| said.iter().any(|word| list.contains(&word.as_str()));
    let has = |end: &str| said.iter().any(|word| word.ends_with(end));
    let is_own = any(&[
        "i", "we", "my", "our", "me", "us", "i'm", "we're", "i've", "we've",
    ]);
    let first = said
        .iter()
        .find(|word| !matches!(word.as_str(), "and" | "so" | "but" | "," | "then" | "also"));
    let first_is = |list: &[&str]| first.is_some_and(|word| list.contains(&word.as_str()));
    let is_money = any(&[
        "lakh", "lakhs", "crore", "crores", "grand", "quid", "bucks", "dollar", "dollars", "euro",
        "euros", "rupees", "pounds", "thousand", "k",
    ]) || sentence.contains(['$', '\u{20ac}', '\u{a3}', '\u{20b9}']);
    let n_content = said.iter().filter(|word| has_content(word)).count();
    [
        question.is_none_or(|asked| asked.kinds.is_empty()),
        question.is_some_and(|asked| asked.is_closed),
        question.is_some_and(|asked| asked.is_about_role),
        question.is_some_and(|asked| asked.is_pitch || asked.is_about_others || asked.is_leading),
        is_own,
        said.iter().any(|word| is_number(word)),
        said.len() >= 7,
        said.len() <= 4 || n_content < 2,
        first_is(&[
            "that", "that's", "this", "it", "it's", "those", "these", "he", "she",
        ]) && said.len() <= 7,
        is_name_inside(sentence),
        is_money,
        any(&[
            "would", "want", "wants", "should", "like", "love", "could", "wish", "i'd", "we'd",
            "dream", "ideally", "must",
        ]),
        any(&[
            "no", "not", "never", "nobody", "none", "nothing", "without", "cannot",
        ]) || has("n't"),
        any(&[
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "spring",
            "summer",
            "autumn",
            "winter",
            "fall",
            "christmas",
            "diwali",
            "ago",
            "since",
            "last",
            "week",
            "month",
            "year",
            "quarter",
            "then",
            "when",
            "after",
            "now",
        ]),
        first_is(&["i", "i'm", "i've", "i'd", "i'll"]),
        any(&[
            "sign",
            "signs",
            "decide",
            "decides",
            "approve",
            "approves",
            "asking",
            "ask",
            "alone",
            "myself",
            "okay",
            "yes",
            "veto",
            "budget",
            "agree",
            "agrees",
            "board",
            "owner",
            "boss",
            "cfo",
            "ceo",
            "director",
            "founder",
            "limit",
            "authority",
            "discretion",
            "card",
            "release",
            "above",
            "under",
            "below",
            "partners",
        ]),
        said.iter().filter(|word| *word == ",").count() >= 2,
    ]
}

/// Whether a name stands inside: "CCC for the estimates", "on Dentally"; the first word counts only
/// in capitals.
pub(super) fn is_name_inside(sentence: &str) -> bool {
    sentence.split_whitespace().enumerate().any(|(at, word)| {
        let word = word.trim_matches(|ch: char| !ch.is_alphanumeric());
        let n_upper = word.chars().filter(|ch| ch.is_uppercase()).count();
        let is_pronoun = matches!(word, "I" | "I'm" | "I've" | "I'd" | "I'll");
        n_upper >= 2 || (at > 0 && !is_pronoun && word.starts_with(char::is_uppercase))
    })
}

/// What the cues of each kind say, each family once: what speaks for it and against it, and which.
type Cued = [(i32, i32, Vec<&'static str>); Kind::ALL.len()];

fn cues(said: &[String]) -> Cued {
    let mut families: [Vec<(&'static str, i32)>; Kind::ALL.len()] = Default::default();
    for cue in TABLES.cues.hits(said) {
        let own = &mut families[cue.kind as usize];
        match own.iter_mut().find(|(family, _)| *family == cue.family) {
            Some((_, weight)) if cue.weight > 0 => *weight = cue.weight.max(*weight),
            Some((_, weight)) => *weight = cue.weight.min(*weight),
            None => own.push((cue.family, cue.weight)),
        }
    }
    families.map(|own| {
        let sum = |is_for: bool| -> i32 {
            own.iter()
                .map(|(_, weight)| *weight)
                .filter(|weight| (*weight > 0) == is_for)
                .sum()
        };
        let (for_it, against) = (sum(true).min(MOST), -sum(false));
        let families = own.into_iter().map(|(family, _)| family).collect();
        (for_it, against, families)
    })
}
