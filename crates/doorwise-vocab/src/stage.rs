//! Funding stages and ownership: one word per company.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::Reading;
use crate::date::month_named;
use crate::industry::phrase::{key, names, quoted, rows, says_nothing};

#[cfg(test)]
mod tests;

/// Names how a company is funded or owned.
///
/// The first nine stand on the funding ladder, in its order. `Acquired`, `FamilyOwned` and
/// `StateOwned` are kinds of ownership and have no place on it: a company bought by another
/// is `Acquired` whatever it had raised before, because its money now comes from the owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Lives on its own money.
    Bootstrapped,
    /// Raised before a seed round.
    PreSeed,
    /// Raised a seed round.
    Seed,
    /// Raised a Series A.
    SeriesA,
    /// Raised a Series B.
    SeriesB,
    /// Raised a Series C.
    SeriesC,
    /// Raised a Series D or a later letter.
    SeriesDPlus,
    /// Belongs to, or raised from, growth or buyout investors.
    GrowthPe,
    /// Is listed on a stock exchange.
    Public,
    /// Belongs to another company.
    Acquired,
    /// Belongs to a family or to the person who runs it.
    FamilyOwned,
    /// Belongs to a state or a city.
    StateOwned,
}

/// The stages money moves along, so that "the next step out" has a meaning.
const LADDER: [Stage; 9] = [
    Stage::Bootstrapped,
    Stage::PreSeed,
    Stage::Seed,
    Stage::SeriesA,
    Stage::SeriesB,
    Stage::SeriesC,
    Stage::SeriesDPlus,
    Stage::GrowthPe,
    Stage::Public,
];

impl Stage {
    /// Every stage, the funding ladder first.
    pub const ALL: [Self; 12] = [
        Self::Bootstrapped,
        Self::PreSeed,
        Self::Seed,
        Self::SeriesA,
        Self::SeriesB,
        Self::SeriesC,
        Self::SeriesDPlus,
        Self::GrowthPe,
        Self::Public,
        Self::Acquired,
        Self::FamilyOwned,
        Self::StateOwned,
    ];

    /// Returns the word written in workspace files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bootstrapped => "bootstrapped",
            Self::PreSeed => "pre_seed",
            Self::Seed => "seed",
            Self::SeriesA => "series_a",
            Self::SeriesB => "series_b",
            Self::SeriesC => "series_c",
            Self::SeriesDPlus => "series_d_plus",
            Self::GrowthPe => "growth_pe",
            Self::Public => "public",
            Self::Acquired => "acquired",
            Self::FamilyOwned => "family_owned",
            Self::StateOwned => "state_owned",
        }
    }

    /// Returns the name people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Bootstrapped => "Bootstrapped",
            Self::PreSeed => "Pre-seed",
            Self::Seed => "Seed",
            Self::SeriesA => "Series A",
            Self::SeriesB => "Series B",
            Self::SeriesC => "Series C",
            Self::SeriesDPlus => "Series D or later",
            Self::GrowthPe => "Growth or private equity",
            Self::Public => "Public",
            Self::Acquired => "Acquired",
            Self::FamilyOwned => "Family-owned",
            Self::StateOwned => "State-owned",
        }
    }

    /// Returns the stage with exactly this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == word)
    }

    /// Returns the next steps on the funding ladder, down first; ownership has none.
    pub fn neighbours(self) -> Vec<Self> {
        LADDER
            .into_iter()
            .enumerate()
            .filter(|&(step, _)| {
                LADDER
                    .iter()
                    .position(|&rung| rung == self)
                    .is_some_and(|at| at.abs_diff(step) == 1)
            })
            .map(|(_, stage)| stage)
            .collect()
    }
}

/// What a listed phrase means.
#[derive(Clone, Debug)]
enum Meaning {
    Stages(Vec<Stage>),
    NoStage(&'static str),
}

static PHRASES: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    let mut phrases = HashMap::new();
    for row in rows(include_str!("../data/stages/stages.tsv")) {
        let meaning = if row[1] == "-" {
            Meaning::NoStage(row[2])
        } else {
            let stages = row[1].split(' ').map(|word| {
                Stage::parse(word).unwrap_or_else(|| panic!("`{word}` in stages.tsv is no stage"))
            });
            Meaning::Stages(stages.collect())
        };
        for name in names(row[0]) {
            phrases.insert(key(name), meaning.clone());
        }
    }
    for stage in Stage::ALL {
        phrases.insert(key(stage.as_str()), Meaning::Stages(vec![stage]));
        phrases.insert(key(stage.label()), Meaning::Stages(vec![stage]));
    }
    phrases
});

/// Words that tell nothing of the stage once a phrase as a whole is not listed.
const NOISE: [&str; 12] = [
    "round",
    "rounds",
    "funding",
    "stage",
    "financing",
    "investment",
    "extension",
    "raised",
    "company",
    "latest",
    "last",
    "phase",
];

/// Reads the stages a cell could mean; one stage is a known one.
pub fn stage(text: &str) -> Reading<Vec<Stage>> {
    if says_nothing(text) {
        return Reading::Blank;
    }
    match meaning(&key(text)) {
        Some(Meaning::Stages(stages)) => return Reading::Value(stages),
        Some(Meaning::NoStage(why)) => {
            return Reading::unreadable(format!("no stage in {}: {why}", quoted(text)));
        }
        None => {}
    }
    // "Seed/ Angel Funding", "Series A or B": it is one of these, so the union holds.
    let marked = text.replace(" or ", "/").replace(" OR ", "/");
    let mut stages = Vec::new();
    for part in marked
        .split(['/', ',', ';', '|', '(', ')'])
        .map(key)
        .filter(|part| !part.is_empty())
    {
        match meaning(&part) {
            Some(Meaning::Stages(found)) => stages.extend(found),
            Some(Meaning::NoStage(_)) => {}
            // "Series B (Extension)": a part of noise words only adds nothing.
            None if part.split(' ').all(|word| NOISE.contains(&word)) => {}
            None => match without_figures(&part) {
                None => {}
                Some(bare) => match meaning(&bare) {
                    Some(Meaning::Stages(found)) => stages.extend(found),
                    _ => return Reading::unreadable(format!("no stage in {}", quoted(text))),
                },
            },
        }
    }
    stages.sort_unstable();
    stages.dedup();
    if stages.is_empty() {
        Reading::unreadable(format!("no stage in {}", quoted(text)))
    } else {
        Reading::Value(stages)
    }
}

/// Words beside a figure, of a round's size or its day.
const OF_FIGURES: [&str; 20] = [
    "usd", "inr", "eur", "gbp", "rs", "us", "m", "mn", "mm", "million", "k", "bn", "billion", "cr",
    "crore", "crores", "lakh", "lakhs", "in", "on",
];

/// Returns a phrase without the size and the day of the round, as in "Series A - 2023" and
/// "Seed ($1.5M)"; nothing where it says no more than these.
fn without_figures(phrase: &str) -> Option<String> {
    let words = phrase.split(' ');
    let has_unit = words
        .clone()
        .any(|word| OF_FIGURES.contains(&word) && !matches!(word, "in" | "on"));
    // A single figure may number the round: "series a 1".
    let is_figure = |word: &str| {
        (word.len() > 1 || has_unit) && word.starts_with(|ch: char| ch.is_ascii_digit())
    };
    let has_figure = words.clone().any(is_figure);
    let is_of_figure = |word: &&str| {
        has_figure && (is_figure(word) || OF_FIGURES.contains(word) || month_named(word).is_some())
    };
    let telling: Vec<&str> = words
        .filter(|word| !is_of_figure(word) && !NOISE.contains(word))
        .collect();
    (!telling.is_empty()).then(|| telling.join(" "))
}

fn meaning(phrase: &str) -> Option<Meaning> {
    if let Some(found) = PHRASES.get(phrase) {
        return Some(found.clone());
    }
    let words: Vec<&str> = phrase.split(' ').collect();
    if let Some(stages) = lettered(&words) {
        return Some(Meaning::Stages(stages));
    }
    let telling: Vec<&str> = words
        .into_iter()
        .filter(|word| !NOISE.contains(word))
        .collect();
    PHRASES
        .get(&telling.join(" "))
        .cloned()
        .or_else(|| lettered(&telling).map(Meaning::Stages))
}

/// Reads "series a", "pre series b", "round c", "series a1", "series c plus", and a letter alone.
fn lettered(words: &[&str]) -> Option<Vec<Stage>> {
    let mut rest = words
        .iter()
        .copied()
        .filter(|word| !NOISE.contains(word))
        .peekable();
    let before = rest.next_if_eq(&"pre").is_some();
    let named = rest
        .next_if(|word| matches!(*word, "series" | "serie" | "srs"))
        .is_some();
    let mut word = rest.next()?;
    // "SeriesA" in one word
    if let Some(tail) = word.strip_prefix("series") {
        word = tail;
    }
    let mut letters = word.chars();
    let letter = letters.next().filter(char::is_ascii_lowercase)?;
    let suffix = letters.as_str();
    if !(suffix.is_empty() || suffix.len() == 1 && suffix.chars().all(|mark| mark.is_ascii_digit()))
    {
        return None;
    }
    let tail: Vec<&str> = rest.collect();
    let open_ended = tail == ["plus"];
    if !(tail.is_empty()
        || open_ended
        || matches!(
            tail[..],
            ["1" | "2" | "3" | "i" | "ii" | "iii" | "bridge" | "ext"]
        ))
    {
        return None;
    }
    // A lone letter past "h" is likelier a typing slip than a round.
    if !named && letter > 'h' {
        return None;
    }
    let rung = (letter as usize) - ('a' as usize);
    let at = |step: usize| LADDER[(3 + step).min(6)];
    Some(if before {
        vec![LADDER[(2 + rung).min(6)]]
    } else if open_ended && letter == 'c' {
        // Crunchbase's export folds everything from Series C on into `series-c+`.
        vec![Stage::SeriesC, Stage::SeriesDPlus]
    } else {
        vec![at(rung)]
    })
}
