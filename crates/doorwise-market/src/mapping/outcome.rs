//! Reads how a deal ended from the many words in use.

use std::sync::LazyLock;

use doorwise_model::deal::Outcome;
use doorwise_model::tables::OutcomeWords;
use doorwise_vocab::text;

struct List {
    phrases: Vec<(String, Outcome)>,
    /// Words that settle a phrase that is not listed, in the order in which they are tried.
    words: Vec<(String, Outcome)>,
    not: Vec<String>,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List {
        phrases: Vec::new(),
        words: Vec::new(),
        not: Vec::new(),
    };
    for row in include_str!("../../data/outcomes.tsv").lines() {
        if row.starts_with('#') || row.trim().is_empty() {
            continue;
        }
        let (what, phrases) = row
            .split_once('\t')
            .unwrap_or_else(|| panic!("outcomes.tsv: `{row}` has no tab"));
        let phrases = phrases.split('|');
        match what {
            "won" => list
                .phrases
                .extend(phrases.map(|phrase| (phrase.replace(' ', ""), Outcome::Won))),
            "lost" => list
                .phrases
                .extend(phrases.map(|phrase| (phrase.replace(' ', ""), Outcome::Lost))),
            "open" => list
                .phrases
                .extend(phrases.map(|phrase| (phrase.replace(' ', ""), Outcome::Open))),
            "word-won" => list
                .words
                .extend(phrases.map(|word| (word.to_owned(), Outcome::Won))),
            "word-lost" => list
                .words
                .extend(phrases.map(|word| (word.to_owned(), Outcome::Lost))),
            "word-open" => list
                .words
                .extend(phrases.map(|word| (word.to_owned(), Outcome::Open))),
            "word-not" => list.not.extend(phrases.map(str::to_owned)),
            other => panic!("outcomes.tsv: `{other}` is no outcome"),
        }
    }
    list
});

/// Returns how a deal ended; the user's own words come before the known ones.
///
/// `None` where the cell is blank or says nothing of the outcome, such as "Closed" or "1": a bare
/// yes or no means an outcome only where the user, or the guess for the column, says so.
pub fn outcome(written: &str, words: &OutcomeWords) -> Option<Outcome> {
    let folded = text::fold(written);
    if folded.is_empty() {
        return None;
    }
    let own = [
        (&words.won, Outcome::Won),
        (&words.lost, Outcome::Lost),
        (&words.open, Outcome::Open),
    ];
    for (known, outcome) in own {
        if known.contains(&folded) {
            return Some(outcome);
        }
    }
    known(&folded)
}

fn known(folded: &str) -> Option<Outcome> {
    let list = &*LIST;
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        // "6 - Closed Won", "Closed Won (100%)"
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    // "Stage 3: Proposal"
    let words = match words[..] {
        ["stage" | "step", ref rest @ ..] if !rest.is_empty() => rest,
        ref all => all,
    };
    let joined = words.concat();
    if let Some((_, outcome)) = list.phrases.iter().find(|(phrase, _)| *phrase == joined) {
        return Some(*outcome);
    }
    let place_of = |outcome: Outcome| {
        let means = |word: &&str| {
            list.words
                .iter()
                .any(|(known, meant)| *meant == outcome && known == word)
        };
        words.iter().position(means)
    };
    let is_negated = |place: usize| {
        words[..place]
            .iter()
            .any(|word| list.not.iter().any(|not| not == word))
    };
    // "Won/Lost" and "not signed yet" are no answer; a long text is a note, not a status.
    let (outcome, place) = match (
        place_of(Outcome::Won),
        place_of(Outcome::Lost),
        place_of(Outcome::Open),
    ) {
        _ if words.len() > 8 => return None,
        (Some(place), None, _) => (Outcome::Won, place),
        (None, Some(place), _) => (Outcome::Lost, place),
        (None, None, Some(place)) => (Outcome::Open, place),
        _ => return None,
    };
    (!is_negated(place)).then_some(outcome)
}

/// Returns how a deal ended for which a column of days with this header is filled: `won_date`,
/// `Lost time`.
pub fn outcome_of_day(header: &str) -> Option<Outcome> {
    let folded = text::fold(header);
    let mut words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.find_map(|word| match word {
        "won" | "signed" => Some(Outcome::Won),
        "lost" => Some(Outcome::Lost),
        _ => None,
    })
}

/// Returns what a yes or no means in a column that asks whether the deal was won.
pub(super) fn flag(written: &str) -> Option<Outcome> {
    match text::fold(written).as_str() {
        "1" | "1.0" | "true" | "yes" | "y" | "t" | "x" | "✓" | "✔" => Some(Outcome::Won),
        "0" | "0.0" | "false" | "no" | "n" | "f" => Some(Outcome::Lost),
        _ => None,
    }
}
