//! What a persona adds where a piece is meant for it.

use std::ops::Range;

use doorwise_model::persona::Persona;
use doorwise_vocab::title::Function;

use super::bands::Bands;
use super::{Addressee, Hit, MARGIN, OUTRIGHT, Reading, Verdict, band_of, is_role_of};
use crate::fit::Words;
use crate::text::Text;

/// From here on another function's words tell a reader who meets nothing of the persona's.
const FEW: f64 = 1.6;
/// As much it must be where single words are most of it.
const WITH_KIN: f64 = 2.5;
/// So many words it takes at least where single words tell.
const WORDS: usize = 8;
/// As much of the persona's own function may stand beside them, or this part of theirs.
const TRACE: f64 = 0.6;
const TRACE_OF: f64 = 0.2;

impl Reading {
    /// Returns the words of a rank; handwork that is a pain of the persona's own tells of no other rank.
    fn bands_beside(&self, text: &Text<'_>, words: &Words<'_, '_>, persona: &Persona) -> Bands {
        let mut bands = self.bands.clone();
        bands.is_strange = is_strange(words, persona);
        // So little handwork decides nothing.
        if !bands.works.iter().any(|(_, weight)| *weight < 1.0) || bands.is_idle() {
            return bands;
        }
        let statements = persona.pains.iter().chain(&persona.goals);
        let own: Vec<Range<usize>> = statements
            .flat_map(|statement| words.meets(statement, words.len()))
            .collect();
        for sentence in text.body() {
            let holds = |range: &Range<usize>| {
                sentence.range.start <= range.start && range.end <= sentence.range.end
            };
            if own.iter().any(holds) {
                // What only hands do stays: no pain makes a head of sales key visit notes.
                bands
                    .works
                    .retain(|(range, weight)| *weight >= 1.0 || !holds(range));
            }
        }
        bands
    }

    /// Returns the function of a reader who is not the persona, though few words tell of one: nothing
    /// that the persona says is met, and nothing of its own function stands against what is another's.
    pub(crate) fn stranger(
        &self,
        read: &Addressee,
        words: &Words<'_, '_>,
        persona: &Persona,
    ) -> Option<Function> {
        // Who is addressed outright is no matter of few words.
        if self.hits.iter().any(|hit| hit.weight >= OUTRIGHT) {
            return None;
        }
        let is_theirs = |function: Function| is_role_of(persona, function);
        let best = |scores: &[(Function, f64)], is_wanted: &dyn Fn(Function) -> bool| {
            let mut scores = scores.iter();
            scores.find(|(function, _)| is_wanted(*function)).copied()
        };
        let of_theirs =
            |scores: &[(Function, f64)]| best(scores, &is_theirs).map_or(0.0, |(_, score)| score);
        if !is_strange(words, persona) {
            return None;
        }
        let own = words.said_by(persona);
        let mut strange = words.placed(&self.rows);
        strange.retain(|word| !own.has(word.stem));
        let n_strange = strange.len();
        let scores = self.with_kin(read.scores.clone(), strange.into_iter());
        let (function, foreign) = best(&scores, &|function| {
            !is_theirs(function) && function != Function::Other
        })?;
        if of_theirs(&read.scores) > f64::max(TRACE, TRACE_OF * foreign) {
            return None;
        }
        let duties = best(&read.scores, &|known| known == function).map_or(0.0, |(_, score)| score);
        // "A new release with many features": few words are of no trade in particular.
        let is_told = duties >= FEW || (foreign >= WITH_KIN && n_strange >= WORDS);
        let is_clear = is_told && foreign - of_theirs(&scores) >= MARGIN;
        (is_clear && !self.beside.contains(&function)).then_some(function)
    }

    /// Returns the verdict where a piece is meant for a persona.
    ///
    /// Words that speak clearly to somebody stand. Where they do not, a greeting by the persona's
    /// own name and the persona's own words count, for its function alone.
    pub(crate) fn meant_for(
        &self,
        text: &Text<'_>,
        words: &Words<'_, '_>,
        persona: &Persona,
    ) -> Addressee {
        let mut read = self.alone();
        let Some(wanted) = persona.role.function else {
            return read;
        };
        if let Some(function) = self.stranger(&read, words, persona) {
            read.verdict = Verdict::AddressedTo;
            if read.function != Some(function) {
                read.function = Some(function);
                (read.band, read.band_rests_on) = self.bands.band(function, None);
            }
            return read;
        }
        // Words of two trades may be this persona's own ("front desk" to who owns the clinic): they
        // speak for somebody else only where somebody else is addressed outright.
        let is_outright = read
            .function
            .is_some_and(|function| self.addresses(function));
        let is_other = read
            .function
            .is_some_and(|function| !is_role_of(persona, function));
        if read.verdict != Verdict::AddressedTo || (is_other && !is_outright) {
            let mut more = self.clone();
            if let Some(greeting) = &text.greeting
                && is_named(&text.raw[greeting.name.clone()], &persona.name)
            {
                more.hits.push(Hit {
                    range: greeting.name.clone(),
                    function: wanted,
                    weight: 2.5,
                });
            }
            // A word that this persona uses speaks for nobody else: "rota" belongs to a planner
            // as much as to whoever answers for store staff.
            let own: Vec<Range<usize>> = persona
                .uses
                .iter()
                .filter_map(|uses| words.uses(uses))
                .collect();
            let said = words.said_by(persona);
            more.hits.retain(|hit| {
                hit.weight >= OUTRIGHT
                    || hit.function == wanted
                    || !(own
                        .iter()
                        .any(|own| own.start < hit.range.end && hit.range.start < own.end)
                        || said.holds(&text.raw[hit.range.clone()]))
            });
            // One pain speaks to the persona; further statements of theirs speak less each.
            let statements = persona.pains.iter().chain(&persona.goals);
            let doubts = persona.objections.iter().map(|doubt| &doubt.statement);
            let met = statements
                .chain(doubts)
                .filter_map(|says| words.meets(says, words.len()).into_iter().next());
            for (idx, range) in met.take(3).enumerate() {
                more.hits.push(Hit {
                    range,
                    function: wanted,
                    weight: if idx == 0 { 1.0 } else { 0.7 },
                });
            }
            let mut n_own = 0;
            for range in own {
                if n_own < 3
                    && !more
                        .hits
                        .iter()
                        .any(|hit| hit.range == range && hit.function == wanted)
                {
                    n_own += 1;
                    more.hits.push(Hit {
                        range,
                        function: wanted,
                        weight: 0.7,
                    });
                }
            }
            more.hits.sort_by(|a, b| {
                b.weight
                    .total_cmp(&a.weight)
                    .then_with(|| a.range.start.cmp(&b.range.start))
            });
            let with_persona = match more.alone() {
                // Too few duties even so: single words of the persona's own trade may tell it.
                few if few.verdict == Verdict::Nobody => more.told(words),
                enough => enough,
            };
            if with_persona.function == Some(wanted) {
                read = with_persona;
            }
        }
        if let Some(function) = read.function
            && is_role_of(persona, function)
        {
            (read.band, read.band_rests_on) = self
                .bands_beside(text, words, persona)
                .band(function, band_of(persona));
        }
        read
    }
}

/// Returns whether a text meets no pain, goal or doubt of a persona and at most one word of its own.
fn is_strange(words: &Words<'_, '_>, persona: &Persona) -> bool {
    let doubts = persona.objections.iter().map(|doubt| &doubt.statement);
    let mut statements = persona.pains.iter().chain(&persona.goals).chain(doubts);
    let has_words = !persona.pains.is_empty();
    has_words
        && !statements.any(|says| !words.meets(says, words.len()).is_empty())
        && persona
            .uses
            .iter()
            .filter(|uses| words.uses(uses).is_some())
            .take(2)
            .count()
            < 2
}

/// "Meera" of "Head of Marketing Meera"; the last word of a label is the name.
fn is_named(called: &str, label: &str) -> bool {
    let last = |text: &str| text.split_whitespace().last().map(str::to_lowercase);
    let called: Vec<String> = called.split_whitespace().map(str::to_lowercase).collect();
    last(label).is_some_and(|name| called.contains(&name))
}
