//! Who a piece of copy speaks to, read from its words alone.
//!
//! Layers: explicit address ("as a CEO", "engineering leaders"), duties and metrics in
//! sentences with "you", the same elsewhere and in proofs, titles in the third person. "Your
//! founder" marks the founder as the reader's boss, so such words never count for that role.
//! Only where the words leave it open does the persona that a piece is meant for speak too.

use std::ops::Range;

use doorwise_model::copy::Copy;
use doorwise_model::persona::Persona;
use doorwise_vocab::title::{Band, Function};

mod bands;
mod days;
mod duties;
mod hands;
mod kin;
mod meant;
mod neighbours;
mod ranks;
mod sender;
mod signs;
#[cfg(test)]
mod tests;
mod titles;

use crate::fit::{Placed, Words};
use crate::text::{Kind, Text, names_nobody, normal, place};
use bands::Bands;

/// From here on a text speaks to somebody.
pub(crate) const LEAST: f64 = 1.6;
/// Two functions nearer than this are both spoken to. `domain.md` 4.6 begins with 2 and 1; over 560 labelled
/// copies these two are read as labelled more often, and what is labelled mixed names two readers outright.
pub(crate) const MARGIN: f64 = 0.2;
/// From here on two functions that are equal are both spoken to, whatever single words say.
const BOTH: f64 = 3.0;
/// Weight of an address outright: "as a CFO", "engineering leaders", "you run marketing".
const OUTRIGHT: f64 = 6.0;

/// Who a text speaks to.
#[derive(Clone, Debug, PartialEq)]
pub struct Addressee {
    /// One, several or nobody.
    pub verdict: Verdict,
    /// The function that scores highest, where the verdict names one.
    pub function: Option<Function>,
    /// The band, where the words tell, or the persona, or what is usual.
    pub band: Band,
    /// What the band rests on.
    pub band_rests_on: BandBasis,
    /// Every function with its score, highest first.
    pub scores: Vec<(Function, f64)>,
    /// The words behind the verdict, strongest first; places are bytes of the body.
    pub spans: Vec<Hit>,
}

/// Whether a text speaks to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// To one function.
    AddressedTo,
    /// To two at once.
    Mixed,
    /// To nobody in particular.
    Nobody,
}

/// What the band of a reader rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandBasis {
    /// A rank that the text names: "as a CFO", or "your finance manager sends you" of who works for the reader.
    Title,
    /// Words of that rank: "your reps", "you dial".
    Words,
    /// The persona that the piece is meant for; its words do not say otherwise.
    Persona,
    /// Nothing but what is usual: most copy is written for those who lead a function.
    Usual,
    /// Nobody is spoken to.
    Nothing,
}

impl BandBasis {
    /// Returns the name for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Words => "words",
            Self::Persona => "persona",
            Self::Usual => "usual",
            Self::Nothing => "nothing",
        }
    }
}

/// One run of words that speaks to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Whom it speaks to.
    pub function: Function,
    /// How strongly.
    pub weight: f64,
}

/// Returns who the text speaks to.
pub fn addressee(text: &str) -> Addressee {
    let text = Text::new(text);
    Reading::new(&text, None).told(&Words::new(&text))
}

/// Returns who a piece of copy speaks to; the persona decides only what the words leave open.
pub fn of_copy(copy: &Copy, persona: Option<&Persona>) -> Addressee {
    let text = Text::of(copy);
    let reading = Reading::new(&text, copy.subject.as_deref());
    let words = Words::new(&text);
    match persona {
        Some(persona) => reading.meant_for(&text, &words, persona),
        None => reading.told(&words),
    }
}

/// What the words of a piece say of its reader, before any persona is asked.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    hits: Vec<Hit>,
    /// What the subject adds; its words have no place in the body.
    of_subject: Vec<(Function, f64)>,
    /// Departments that the text tells of as somebody else: "sales says".
    beside: Vec<Function>,
    /// Words of rows of features: they name what is sold.
    rows: Vec<Range<usize>>,
    bands: Bands,
}

impl Reading {
    pub(crate) fn new(text: &Text<'_>, subject: Option<&str>) -> Self {
        let mut reading = Self {
            hits: Vec::new(),
            of_subject: Vec::new(),
            beside: Vec::new(),
            rows: Vec::new(),
            bands: Bands::default(),
        };
        let keys: Vec<_> = text.words.iter().map(|word| normal(&word.folded)).collect();
        let plain: Vec<_> = text
            .words
            .iter()
            .map(|word| bands::plain(&word.folded))
            .collect();
        reading.bands.of_work = ranks::of_work(text);
        titles::read(text, &mut reading.hits, &mut reading.bands);
        bands::teams(text, &mut reading.hits, &mut reading.bands);
        let named: Vec<Range<usize>> = reading.hits.iter().map(|hit| hit.range.clone()).collect();
        // The sender's own title has hidden its words, and says no more.
        reading.hits.retain(|hit| hit.weight > 0.0);
        let mut duties: Vec<(usize, Hit)> = Vec::new();
        let n_sentences = text.body().count();
        for (idx, sentence) in text.body().enumerate() {
            let layer = match sentence.kind {
                Kind::Headline => 1.4,
                Kind::Button => 0.6,
                // A row of features names what is sold, hardly what the reader does.
                _ if is_row(text, sentence) && !sentence.speaks_to_you => {
                    reading.rows.push(sentence.words.clone());
                    0.5
                }
                _ if is_proof(text, sentence) && !sentence.speaks_to_you => 0.6,
                _ if sentence.speaks_to_you => 1.6,
                _ => 1.0,
            };
            let introduced = sender::introduced(text, sentence).unwrap_or_default();
            duties::find(&keys[sentence.words.clone()], |words, duty| {
                let first = sentence.words.start + words.start;
                let last = sentence.words.start + words.end - 1;
                if introduced.contains(&first) {
                    return;
                }
                let range = text.words[first].range.start..text.words[last].range.end;
                if duty.weight == 0.0 {
                    return;
                }
                // A word of a title has counted as the title.
                if named
                    .iter()
                    .any(|known| known.start < range.end && range.start < known.end)
                {
                    return;
                }
                let weight = duty.weight * layer * place(idx, n_sentences);
                match duties
                    .iter_mut()
                    .find(|(term, hit)| *term == duty.term && hit.function == duty.function)
                {
                    Some((_, hit)) if hit.weight >= weight => {}
                    Some((_, hit)) => {
                        *hit = Hit {
                            range,
                            function: duty.function,
                            weight,
                        }
                    }
                    None => duties.push((
                        duty.term,
                        Hit {
                            range,
                            function: duty.function,
                            weight,
                        },
                    )),
                }
            });
            if sentence.speaks_to_you || !is_proof(text, sentence) {
                neighbours::find(text, sentence, &mut reading.beside);
            }
            // What somebody else did with their hands tells nothing of the reader's.
            if sentence.speaks_to_you || !is_proof(text, sentence) {
                let words = sentence.words.clone();
                let n_works = reading.bands.works.len();
                bands::cues(text, words.clone(), &plain[words], &mut reading.bands);
                // "By hand" and its like say whose hands only where the reader is spoken to.
                let mut idx = 0;
                reading.bands.works.retain(|(_, weight)| {
                    idx += 1;
                    idx <= n_works || sentence.speaks_to_you || *weight >= 1.0
                });
                hands::find(text, sentence, |range, weight| {
                    reading.bands.works.push((range, weight));
                });
            }
            signs::find(text, sentence, |range, weight| {
                reading.bands.works.push((range, weight));
            });
        }
        if let Some(subject) = subject {
            let head = Text::new(subject);
            let keys: Vec<_> = head.words.iter().map(|word| normal(&word.folded)).collect();
            duties::find(&keys, |_, duty| {
                let is_said = duties
                    .iter()
                    .any(|(term, hit)| *term == duty.term && hit.function == duty.function);
                if !is_said && duty.weight > 0.0 {
                    reading.of_subject.push((duty.function, duty.weight));
                }
            });
        }
        reading.hits.extend(duties.into_iter().map(|(_, hit)| hit));
        let is_beside = |function: &Function| reading.beside.contains(function);
        for hit in &mut reading.hits {
            if hit.weight < OUTRIGHT && is_beside(&hit.function) {
                hit.weight *= neighbours::LEFT;
            }
        }
        for (function, weight) in &mut reading.of_subject {
            if is_beside(function) {
                *weight *= neighbours::LEFT;
            }
        }
        reading.hits.sort_by(|a, b| {
            b.weight
                .total_cmp(&a.weight)
                .then_with(|| a.range.start.cmp(&b.range.start))
                .then_with(|| a.function.cmp(&b.function))
        });
        reading
    }

    /// Returns what speaks to a function, words aside that are the persona's own; an address outright always counts.
    pub(crate) fn weight_of(
        &self,
        function: Function,
        is_own: impl Fn(&Range<usize>) -> bool,
    ) -> f64 {
        let of_body = self
            .hits
            .iter()
            .filter(|hit| hit.function == function)
            .filter(|hit| hit.weight >= OUTRIGHT || !is_own(&hit.range))
            .map(|hit| hit.weight);
        let of_subject = self
            .of_subject
            .iter()
            .filter(|(known, _)| *known == function);
        of_body.sum::<f64>() + of_subject.map(|(_, weight)| weight).sum::<f64>()
    }

    /// Returns whether a function is addressed outright: "as a CFO", "engineering leaders".
    fn addresses(&self, function: Function) -> bool {
        self.hits
            .iter()
            .any(|hit| hit.function == function && hit.weight >= OUTRIGHT)
    }

    /// Returns a function whose title names the reader where another's does too and is the
    /// persona's: "as CFO you ..., as head of IT you ...".
    pub(crate) fn reader_beside(&self, persona: &Persona) -> Option<Function> {
        let readers = &self.bands.readers;
        let is_theirs = |function: &&Function| is_role_of(persona, **function);
        readers.iter().find(is_theirs)?;
        readers
            .iter()
            .find(|function| !is_theirs(function))
            .copied()
    }

    /// Returns whether titles of two functions name the reader outright.
    fn names_two_readers(&self) -> bool {
        let mut readers = self.bands.readers.iter();
        let is_known = |function: &&Function| **function != Function::Other;
        let first = readers.find(is_known);
        first.is_some_and(|first| readers.any(|other| other != first && *other != Function::Other))
    }

    /// Returns every run of words that speaks to somebody.
    pub(crate) fn hits(&self) -> impl Iterator<Item = &Hit> {
        self.hits.iter()
    }

    fn scores(&self) -> Vec<(Function, f64)> {
        let mut scores: Vec<(Function, f64)> = Vec::new();
        let hits = self.hits.iter().map(|hit| (hit.function, hit.weight));
        for (function, weight) in hits.chain(self.of_subject.iter().copied()) {
            add(&mut scores, function, weight);
        }
        sort(&mut scores);
        scores
    }

    /// Returns the verdict where no persona is asked: duties, and single words of the same trades beside them.
    pub(crate) fn told(&self, words: &Words<'_, '_>) -> Addressee {
        let duties = self.alone();
        // "Your quota and your commission, your churn and your renewals": no single word parts them.
        if duties.verdict == Verdict::Mixed && duties.scores[0].1 >= BOTH {
            return duties;
        }
        let single = words.placed(&self.rows).into_iter();
        self.verdict_of(self.with_kin(duties.scores, single))
    }

    /// Returns scores with what single words add to them.
    fn with_kin<'s>(
        &self,
        mut scores: Vec<(Function, f64)>,
        words: impl Iterator<Item = Placed<'s>>,
    ) -> Vec<(Function, f64)> {
        for (function, weight) in kin::scores(words) {
            // What heads of firms and of strategy speak of is what company talk is made of too.
            if matches!(function, Function::Executive | Function::Strategy) {
                continue;
            }
            let left = match self.beside.contains(&function) {
                true => neighbours::LEFT,
                false => 1.0,
            };
            add(&mut scores, function, weight * left);
        }
        sort(&mut scores);
        scores
    }

    /// Returns the verdict of addresses and duties alone.
    pub(crate) fn alone(&self) -> Addressee {
        self.verdict_of(self.scores())
    }

    fn verdict_of(&self, scores: Vec<(Function, f64)>) -> Addressee {
        let (verdict, function) = match verdict(&scores) {
            // "As CFO you ..., and as head of IT you ...": two are addressed outright.
            (Verdict::AddressedTo, Some(function))
                if scores.get(1).is_some_and(|(second, score)| {
                    *score >= OUTRIGHT && self.addresses(*second)
                }) && self.addresses(function) =>
            {
                (Verdict::Mixed, Some(function))
            }
            // "As an area manager you own rosters. As an HR manager you own offers."
            (Verdict::AddressedTo, function) if self.names_two_readers() => {
                (Verdict::Mixed, function)
            }
            told => told,
        };
        let (band, band_rests_on) = match function {
            Some(function) => self.bands.band(function, None),
            None => (Band::Unknown, BandBasis::Nothing),
        };
        Addressee {
            verdict,
            function,
            band,
            band_rests_on,
            scores,
            spans: self.hits.clone(),
        }
    }
}

/// Returns the one band of a persona, where its seniorities agree.
pub(crate) fn band_of(persona: &Persona) -> Option<Band> {
    let mut bands = persona
        .role
        .seniorities
        .iter()
        .map(|seniority| seniority.band());
    let first = bands.next()?;
    bands.all(|band| band == first).then_some(first)
}

/// Returns whether the function is the persona's, its titles' other functions included.
pub(crate) fn is_role_of(persona: &Persona, function: Function) -> bool {
    persona.role.function == Some(function)
        || persona.role.titles.iter().any(|title| {
            let title = doorwise_vocab::title::title(title);
            title.function == function || title.other_functions.contains(&function)
        })
}

fn add(scores: &mut Vec<(Function, f64)>, function: Function, weight: f64) {
    match scores.iter_mut().find(|(known, _)| *known == function) {
        Some((_, score)) => *score += weight,
        None => scores.push((function, weight)),
    }
}

fn sort(scores: &mut [(Function, f64)]) {
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
}

fn verdict(scores: &[(Function, f64)]) -> (Verdict, Option<Function>) {
    let second = scores.get(1).map_or(0.0, |(_, score)| *score);
    match scores.first() {
        Some(&(function, score)) if score >= LEAST && score - second >= MARGIN => {
            (Verdict::AddressedTo, Some(function))
        }
        Some(&(function, score)) if score >= LEAST => (Verdict::Mixed, Some(function)),
        _ => (Verdict::Nobody, None),
    }
}

/// Returns whether a sentence is a row of things: "registers, portals, policy packs, training and bots";
/// a day told in short clauses is none.
fn is_row(text: &Text<'_>, sentence: &crate::text::Sentence) -> bool {
    const THINGS: usize = 5;
    /// A thing has so many words at most.
    const WORDS: usize = 3;
    let says = &text.raw[sentence.range.clone()];
    let parts: Vec<&str> = says.split(", ").collect();
    let is_closed = parts.last().is_some_and(|last| last.contains(" and "));
    let Some(between) = parts.get(1..parts.len() - 1) else {
        return false;
    };
    let n_things = parts.len() + usize::from(is_closed);
    let are_short = between
        .iter()
        .all(|part| part.split_whitespace().count() <= WORDS);
    parts.len() > 3 && n_things >= THINGS && are_short
}

/// Returns whether a sentence tells of somebody else: a number and a name inside it.
fn is_proof(text: &Text<'_>, sentence: &crate::text::Sentence) -> bool {
    let words = text.words_of(sentence);
    let has_number = words
        .iter()
        .any(|word| word.folded.starts_with(|ch: char| ch.is_ascii_digit()));
    let greeted = text.greeting.as_ref().map_or(0, |greeting| greeting.end);
    let has_name = words.iter().skip(1).any(|word| {
        word.capital
            && word.folded != "i"
            && word.range.start >= greeted
            && !names_nobody(&word.folded)
    });
    has_number && has_name
}
