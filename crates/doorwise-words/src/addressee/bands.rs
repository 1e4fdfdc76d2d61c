//! The rank that the words of a text speak to.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use doorwise_vocab::title::{Band, Function};

use super::duties::Lexicon;
use super::{BandBasis, Hit};
use crate::text::{Text, is_formal_you};

/// What the words say of the reader's rank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bands {
    /// A rank named outright, and for which function.
    pub(super) explicit: Option<Band>,
    /// Functions of titles that name the reader: "as a CFO", "Dear Head of Marketing".
    pub(super) readers: Vec<Function>,
    /// The rank of people of a function that the text tells of.
    pub(super) peers: Vec<(Function, Band)>,
    /// "Your team", "your reps".
    pub(super) leads_people: usize,
    /// "Your founder asks".
    pub(super) has_boss: usize,
    /// Functions of those who lead and work for the reader: "your finance manager sends you".
    pub(super) below: Vec<Function>,
    executive: f64,
    leader: f64,
    /// Handwork and words of who does the work, each with its place.
    pub(super) works: Vec<(Range<usize>, f64)>,
    /// How much more the words are those of who does the work than of who leads, as a logarithm.
    pub(super) of_work: f64,
    /// Functions of people without a rank that the text tells of: "Anja, field rep at Hagedorn".
    pub(super) fellows: Vec<Function>,
    /// The text meets nothing that the persona says, so that less handwork tells of another rank.
    pub(super) is_strange: bool,
}

static CUES: LazyLock<Lexicon<(Band, f64)>> = LazyLock::new(|| {
    let mut terms = Vec::new();
    let lines = include_str!("../../data/bands.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let band = match columns.next() {
            Some("executive") => Band::Executive,
            Some("leader") => Band::Leader,
            _ => Band::Practitioner,
        };
        let weight: f64 = columns
            .next()
            .and_then(|weight| weight.parse().ok())
            .expect("bands.tsv has weights");
        for term in columns.next().unwrap_or_default().split(", ") {
            terms.push((term, (band, weight)));
        }
    }
    Lexicon::new(terms.into_iter(), plain)
});

/// What a colleague without a rank adds to words of who does the work.
const FELLOW: f64 = 0.35;
/// From here on single words are those of who does the work: in nineteen pieces of twenty they are not, of who leads.
const LIKELY: f64 = 1.5;
/// What each further point of theirs adds to handwork, and all of them at most.
const OF_LIKELY: f64 = 0.3;
const MOST_LIKELY: f64 = 1.3;
/// From here on words of handwork tell a rank where no persona does.
const WORKS: f64 = 0.9;
/// The same against a persona that leads, where nothing of the text is that persona's.
const STRANGE: f64 = 1.2;

/// Returns a word as it stands, without "'s": "your manager" is a boss, "your managers" a team.
pub(super) fn plain(word: &str) -> Cow<'_, str> {
    word.strip_suffix("'s").unwrap_or(word).into()
}

/// Counts the words of a rank in one sentence.
pub(super) fn cues(text: &Text<'_>, words: Range<usize>, keys: &[Cow<'_, str>], bands: &mut Bands) {
    CUES.find(keys, |at, found| {
        for (band, weight) in found {
            match band {
                Band::Executive => bands.executive += weight,
                Band::Leader => bands.leader += weight,
                _ => {
                    let first = &text.words[words.start + at.start].range;
                    let last = &text.words[words.start + at.end - 1].range;
                    bands.works.push((first.start..last.end, *weight));
                }
            }
        }
    });
}

impl Bands {
    /// Returns whether words of handwork are too few to tell a rank.
    pub(super) fn is_idle(&self) -> bool {
        self.works.iter().map(|(_, weight)| weight).sum::<f64>() + FELLOW < WORKS
    }

    /// Returns what single words add to handwork.
    fn by_single_words(&self) -> f64 {
        ((self.of_work - LIKELY) * OF_LIKELY).clamp(0.0, MOST_LIKELY)
    }

    /// "Your manager", "you key accruals": enough against a title that is a rank for some and a trade for others.
    fn tells_of_work(&self) -> bool {
        let sum: f64 = self.works.iter().map(|(_, weight)| weight).sum();
        sum >= 1.5 || self.works.iter().any(|(_, weight)| *weight >= 1.0)
    }

    /// Returns the band of a reader with this function; `meant` is the persona's.
    pub(super) fn band(&self, function: Function, meant: Option<Band>) -> (Band, BandBasis) {
        let with_hands = self.works.iter().map(|(_, weight)| weight).sum::<f64>();
        let is_among = self.fellows.contains(&function);
        let fellow = if is_among { FELLOW } else { 0.0 };
        let practitioner = with_hands + fellow + self.by_single_words();
        if let Some(band) = self.explicit {
            // A "customer success manager" with a manager of their own does the work.
            let works = band == Band::Leader
                && self.tells_of_work()
                && self.leads_people == 0
                && practitioner >= self.leader;
            return match works {
                true => (Band::Practitioner, BandBasis::Words),
                false => (band, BandBasis::Title),
            };
        }
        // Boards and lenders speak with the chief, and whoever leads the function works for the chief.
        if self.executive > 0.0 && self.below.contains(&function) {
            return (Band::Executive, BandBasis::Title);
        }
        if function == Function::Executive {
            return (Band::Executive, BandBasis::Words);
        }
        let leads = self.leads_people > 0 || self.leader > 0.0;
        let works = practitioner >= WORKS && self.leads_people == 0 && practitioner >= self.leader;
        // Who leads people may be a chief as well, and who has a boss may lead.
        let is_open_to = |band: Band| match band {
            Band::Executive => practitioner < if self.is_strange { STRANGE } else { 1.5 } || leads,
            Band::Leader => practitioner < if self.is_strange { STRANGE } else { 2.0 } || leads,
            Band::Practitioner => self.leads_people == 0 && self.executive < 2.0,
            Band::Unknown => false,
        };
        if let Some(meant) = meant.filter(|band| is_open_to(*band)) {
            return (meant, BandBasis::Persona);
        }
        if works {
            return (Band::Practitioner, BandBasis::Words);
        }
        let peer = self.peers.iter().find(|(known, _)| *known == function);
        if let Some((_, band)) = peer.filter(|(_, band)| *band != Band::Practitioner || !leads) {
            return (*band, BandBasis::Words);
        }
        if self.executive > self.leader && self.has_boss == 0 {
            return (Band::Executive, BandBasis::Words);
        }
        if leads || self.has_boss > 0 {
            return (Band::Leader, BandBasis::Words);
        }
        (Band::Leader, BandBasis::Usual)
    }
}

static TEAMS: LazyLock<Lexicon<(Function, f64)>> = LazyLock::new(|| {
    let mut terms = Vec::new();
    let lines = include_str!("../../data/teams.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let function = columns
            .next()
            .and_then(Function::parse)
            .expect("teams.tsv names our functions");
        let weight: f64 = columns
            .next()
            .and_then(|weight| weight.parse().ok())
            .expect("teams.tsv has weights");
        for term in columns.next().unwrap_or_default().split(", ") {
            terms.push((term, (function, weight)));
        }
    }
    Lexicon::new(terms.into_iter(), plain)
});

/// Counts "your engineers", "your two paralegals", "your field reps": the reader leads that function.
pub(super) fn teams(text: &Text<'_>, hits: &mut Vec<Hit>, bands: &mut Bands) {
    /// Words that may stand between "your" and the people.
    const BETWEEN: usize = 2;
    for (at, word) in text.words.iter().enumerate() {
        let is_german = word.capital && is_formal_you(word) && word.folded.starts_with("ihr");
        if word.folded != "your" && !is_german {
            continue;
        }
        for first in at + 1..(at + 2 + BETWEEN).min(text.words.len()) {
            let gap = &text.raw[text.words[first - 1].range.end..text.words[first].range.start];
            if !gap.bytes().all(|byte| byte == b' ') {
                break;
            }
            let folded = text.words[first].folded.as_str();
            let is_own_team = matches!(
                folded,
                "team" | "teams" | "people" | "department" | "mitarbeiter" | "leute" | "mannschaft"
            ) && (first == at + 1 || is_of_size(&text.words[first - 1].folded))
                // "Your team lead" is the reader's boss.
                && text.words.get(first + 1).is_none_or(|next| {
                    !matches!(
                        next.folded.as_str(),
                        "lead" | "leader" | "manager" | "captain" | "head"
                    )
                });
            if is_own_team {
                bands.leads_people += usize::from(!matches!(folded, "people" | "department"));
                break;
            }
            let upto = (first + 2).min(text.words.len());
            let keys: Vec<_> = text.words[first..upto]
                .iter()
                .map(|word| Cow::Borrowed(word.folded.as_str()))
                .collect();
            let mut people: Vec<(usize, Function, f64)> = Vec::new();
            TEAMS.find(&keys, |words, found| {
                if words.start == 0 {
                    let all = found.iter();
                    people.extend(all.map(|(function, weight)| (words.end, *function, *weight)));
                }
            });
            if let Some((n_words, ..)) = people.first() {
                // What shareholders own is no team.
                let leads = people[0].1 != Function::Executive;
                bands.leads_people += usize::from(leads);
                let range = word.range.start..text.words[first + n_words - 1].range.end;
                for (_, function, weight) in people {
                    push(text, range.clone(), hits, function, weight);
                }
                break;
            }
            if ends_owner(folded) {
                break;
            }
        }
    }
}

/// "Your small team", "your three people".
fn is_of_size(word: &str) -> bool {
    matches!(
        word,
        "own" | "small" | "whole" | "entire" | "young" | "new" | "little" | "lean"
    ) || crate::number::is_small(word)
        || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words behind which nothing is the reader's any more.
fn ends_owner(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "of"
            | "to"
            | "in"
            | "on"
            | "for"
            | "with"
            | "by"
            | "from"
            | "at"
            | "is"
            | "are"
            | "was"
            | "has"
            | "have"
            | "that"
            | "which"
            | "so"
            | "as"
            | "than"
            | "the"
            | "a"
            | "an"
    ) || word.ends_with("'s")
}

fn push(
    text: &Text<'_>,
    range: Range<usize>,
    hits: &mut Vec<Hit>,
    function: Function,
    weight: f64,
) {
    if !hits.iter().any(|hit| {
        hit.function == function
            && text.raw[hit.range.clone()].eq_ignore_ascii_case(&text.raw[range.clone()])
    }) {
        hits.push(Hit {
            range,
            function,
            weight,
        });
    }
}
