//! Personas that deals and interviews show, not ones that somebody made up.
//!
//! A persona is a cell of function and band that carries deals or was asked. What it says is what
//! its own people said in interviews, verbatim; a kind that nobody spoke of stays empty and becomes
//! the next question.

mod speakers;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::deal::{Contact, Deal, Outcome};
use doorwise_model::persona::Persona;
use doorwise_model::statement::Statement;
use doorwise_vocab::text;
use doorwise_vocab::title::{self, Band, Function, Seniority};

pub use speakers::{Speaker, TitleFrom, speakers};

use crate::interview::Interview;
use crate::listen::{Kind, Record, Tier};
use crate::who;

/// Share of the deals with people from which a cell that nobody asked is a persona.
const LEAST_SHARE: f64 = 0.1;

/// Deals from which a cell that nobody asked is a persona.
const LEAST_DEALS: usize = 8;

/// Personas proposed beside those that are there already: with more, nobody is in focus
/// (`domain.md` 5.1, item 29).
const MOST_NEW: usize = 3;

/// Statements of one kind proposed for one persona.
const MOST_SAID: usize = 3;

/// Titles listed.
const MOST_TITLES: usize = 5;

/// Words in a sentence that reads well as a statement.
const READABLE: std::ops::RangeInclusive<usize> = 4..=24;

/// What personas are looked for in.
#[derive(Clone)]
pub struct Source<'a> {
    /// Every deal; one outside the ICP has no outcome.
    pub deals: &'a [Deal],
    /// Every contact.
    pub contacts: &'a [Contact],
    /// The interviews.
    pub interviews: &'a [Interview],
    /// What was said in them.
    pub records: &'a [Record],
    /// The ICP's own personas.
    pub personas: &'a [&'a Persona],
    /// The people who were asked, as [`speakers()`] finds them.
    pub speakers: &'a [Speaker],
}

/// One persona that the material shows.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Function of its people.
    pub function: Function,
    /// Band of its people; the first where a persona that is there spans several.
    pub band: Band,
    /// The persona that is there already, by position.
    pub persona: Option<usize>,
    /// Seniorities met in the band, commonest first.
    pub seniorities: Vec<Seniority>,
    /// Titles as people write them, commonest first.
    pub titles: Vec<String>,
    /// Who of them was asked, by position among the speakers.
    pub people: Vec<usize>,
    /// In how many deals they were; `None` without deals that name people.
    pub seen: Option<Seen>,
    /// What they said that counts, by kind, most people first.
    pub said: Vec<Said>,
    /// What they may have said, in matters of which nothing counts: for a person to look at.
    pub for_review: Vec<Said>,
    /// Phrases of two or three words that at least two of them use and nobody put into their mouths.
    pub words: Vec<String>,
    /// The question that their boss asks, with its record.
    pub boss_asks: Option<(String, usize)>,
    /// Kinds that none of them spoke of.
    pub missing: Vec<Kind>,
}

/// Closed deals with and without a cell's people; late arrivals are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Won deals with one of them.
    pub won_with: usize,
    /// Won deals that name people.
    pub won: usize,
    /// Lost deals with one of them.
    pub lost_with: usize,
    /// Lost deals that name people.
    pub lost: usize,
}

/// One matter that a persona's people spoke of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its kind.
    pub kind: Kind,
    /// The matter.
    pub theme: String,
    /// One record a person, the one that reads best first, by position.
    pub records: Vec<usize>,
    /// Whether the persona that is there already holds one of these quotes.
    pub is_known: bool,
}

/// Returns the personas that deals and interviews show: those with most people asked first, then
/// those with most won deals.
pub fn discover(source: &Source<'_>) -> Vec<Proposal> {
    let attendance = who::presence(source.deals, source.contacts);
    let with_people = attendance.n_won + attendance.n_lost;
    let mut cells: BTreeSet<Cell> = source
        .speakers
        .iter()
        .filter_map(|speaker| speaker.cell)
        .collect();
    for row in &attendance.seen {
        let n = row.won_with + row.lost_with;
        if n >= LEAST_DEALS && n as f64 >= LEAST_SHARE * with_people as f64 {
            cells.insert((row.function, row.band));
        }
    }
    // A persona that is there takes all its cells with it, so that no two proposals change one file.
    let known: Vec<Vec<Cell>> = source.personas.iter().map(|one| cells_of(one)).collect();
    cells.retain(|cell| known.iter().all(|own| !own.contains(cell)));
    let counted = |won_with: usize, lost_with: usize| {
        (with_people > 0).then_some(Seen {
            won_with,
            won: attendance.n_won,
            lost_with,
            lost: attendance.n_lost,
        })
    };
    let there = known.iter().enumerate().filter(|(_, own)| !own.is_empty());
    let mut proposals: Vec<Proposal> = there
        .map(|(at, own)| {
            let persona = source.personas[at];
            let seats = who::persona_seats(persona, source.deals, source.contacts);
            let seen = counted(seats.won_with.len(), seats.lost_with.len());
            propose(source, own, Some(at), seen)
        })
        .collect();
    proposals.extend(cells.into_iter().map(|cell| {
        let mut rows = attendance.seen.iter();
        let row = rows.find(|row| (row.function, row.band) == cell);
        let with = row.map_or((0, 0), |row| (row.won_with, row.lost_with));
        propose(source, &[cell], None, counted(with.0, with.1))
    }));
    proposals.sort_by_key(|proposal| {
        let won = proposal.seen.map_or(0, |seen| seen.won_with);
        let rank = (proposal.people.len(), won);
        (std::cmp::Reverse(rank), proposal.function, proposal.band)
    });
    let mut n_new = 0;
    proposals.retain(|proposal| {
        n_new += usize::from(proposal.persona.is_none());
        proposal.persona.is_some() || n_new <= MOST_NEW
    });
    proposals
}

/// A function and a band.
type Cell = (Function, Band);

/// The cells that a persona's role speaks of, by function and seniority, else by its titles.
fn cells_of(persona: &Persona) -> Vec<Cell> {
    let role = &persona.role;
    let seniorities = role.seniorities.iter();
    let of_titles = role.titles.iter().map(|written| title::title(written));
    let mut cells: Vec<Cell> = match role.function {
        Some(function) => seniorities.map(|one| (function, one.band())).collect(),
        None => of_titles
            .map(|read| (read.function, read.seniority.band()))
            .collect(),
    };
    let mut seen: BTreeSet<Cell> = BTreeSet::new();
    cells.retain(|cell| cell.1 != Band::Unknown && seen.insert(*cell));
    cells
}

fn propose(
    source: &Source<'_>,
    cells: &[Cell],
    persona: Option<usize>,
    seen: Option<Seen>,
) -> Proposal {
    let people: Vec<usize> = (0..source.speakers.len())
        .filter(|at| {
            let cell = source.speakers[*at].cell;
            cell.is_some_and(|cell| cells.contains(&cell))
        })
        .collect();
    let own: Vec<usize> = (0..source.records.len())
        .filter(|at| {
            let record = &source.records[*at];
            people.iter().any(|who| source.speakers[*who].said(record))
        })
        .collect();
    let (seniorities, titles) = names(source, cells, &people);
    let known = persona.map(|at| source.personas[at]);
    let said = matters(source, &own, known, Tier::Strong);
    let mut for_review = matters(source, &own, known, Tier::Review);
    for_review.retain(|one| {
        !one.is_known
            && said
                .iter()
                .all(|said| (said.kind, &said.theme) != (one.kind, &one.theme))
    });
    let missing = Kind::ALL
        .into_iter()
        .filter(|kind| !people.is_empty() && said.iter().all(|said| said.kind != *kind))
        .collect();
    Proposal {
        function: cells[0].0,
        band: cells[0].1,
        persona,
        seniorities,
        titles,
        words: vocabulary::shared(source.interviews, source.speakers, &people),
        boss_asks: vocabulary::boss_asks(source.records, &own),
        people,
        seen,
        said,
        for_review,
        missing,
    }
}

/// Seniorities and titles of a cell as contacts and speakers have them.
fn names(source: &Source<'_>, cells: &[Cell], people: &[usize]) -> (Vec<Seniority>, Vec<String>) {
    let mut seniorities: BTreeMap<Seniority, usize> = BTreeMap::new();
    let mut titles: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let on_deals = source
        .contacts
        .iter()
        .filter(|contact| {
            let is_inside = |deal: usize| {
                source
                    .deals
                    .get(deal)
                    .is_some_and(|deal| deal.outcome.is_some())
            };
            contact.deals.iter().any(|seat| is_inside(seat.deal))
        })
        .map(|contact| contact.title.as_str());
    let asked = people
        .iter()
        .map(|who| source.speakers[*who].title.as_str());
    for written in on_deals.chain(asked) {
        let read = title::title(written);
        if !cells.contains(&(read.function, read.seniority.band())) {
            continue;
        }
        *seniorities.entry(read.seniority).or_default() += 1;
        let entry = titles.entry(text::fold(written));
        entry.or_insert_with(|| (0, written.trim().to_owned())).0 += 1;
    }
    let mut seniorities: Vec<(Seniority, usize)> = seniorities.into_iter().collect();
    seniorities.sort_by_key(|(seniority, n)| (std::cmp::Reverse(*n), *seniority));
    let seniorities: Vec<Seniority> = seniorities.into_iter().map(|(one, _)| one).collect();
    let mut titles: Vec<(usize, String)> = titles.into_values().collect();
    titles.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let mut titles: Vec<String> = titles.into_iter().map(|(_, title)| title).collect();
    titles.truncate(MOST_TITLES);
    (seniorities, titles)
}

/// What a cell's people said in one tier, one record a person and matter.
fn matters(source: &Source<'_>, own: &[usize], persona: Option<&Persona>, tier: Tier) -> Vec<Said> {
    let mut themes: BTreeMap<(Kind, &str), BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for &at in own {
        let record = &source.records[at];
        if record.tier != tier {
            continue;
        }
        let people = themes.entry((record.kind, &record.theme)).or_default();
        people.entry(&record.speaker).or_default().push(at);
    }
    let mut said: Vec<Said> = themes
        .into_iter()
        .map(|((kind, theme), people)| {
            let best = |records: &Vec<usize>| {
                let found = records.iter().min_by_key(|at| unlikeness(source, **at));
                found.copied().unwrap_or_default()
            };
            let mut records: Vec<usize> = people.values().map(best).collect();
            records.sort_by_key(|at| (unlikeness(source, *at), *at));
            let is_known = persona.is_some_and(|persona| {
                own.iter()
                    .map(|at| &source.records[*at])
                    .filter(|record| record.kind == kind && record.theme == theme)
                    .any(|record| holds(persona, record))
            });
            Said {
                kind,
                theme: theme.to_owned(),
                records,
                is_known,
            }
        })
        .collect();
    said.sort_by_key(|said| {
        let first = said.records.first().copied().unwrap_or_default();
        let reads = unlikeness(source, first);
        (
            said.kind,
            std::cmp::Reverse(said.records.len()),
            reads,
            first,
        )
    });
    let mut n_of: BTreeMap<Kind, usize> = BTreeMap::new();
    said.retain(|said| {
        let n = n_of.entry(said.kind).or_default();
        *n += usize::from(!said.is_known);
        said.is_known || *n <= MOST_SAID
    });
    said
}

/// How far a sentence is from one that stands well alone; 0 is best.
fn unlikeness(source: &Source<'_>, at: usize) -> usize {
    let record = &source.records[at];
    let n = record.sentence.split_whitespace().count();
    let length = match n {
        n if n < *READABLE.start() => 10 * (READABLE.start() - n),
        n if n > *READABLE.end() => n - READABLE.end(),
        _ => 0,
    };
    // A sentence cut over two cues is quoted in part only.
    let is_cut = !text::fold(&record.quote).contains(&text::fold(&record.sentence));
    // "It is the worst" says nothing without the sentence before.
    let leans = [
        "it ", "that ", "this ", "they ", "he ", "she ", "and ", "so ", "but ",
    ]
    .iter()
    .any(|word| record.sentence.to_lowercase().starts_with(word));
    length + 5 * usize::from(is_cut) + 3 * usize::from(leans)
}

/// Whether a persona's file already cites the words, in whole or in part.
fn holds(persona: &Persona, record: &Record) -> bool {
    let said = text::fold(&record.sentence);
    let cites = |statement: &Statement| {
        statement.evidence.iter().any(|quote| {
            let quote = text::fold(&quote.quote);
            said.contains(&quote) || quote.contains(&said)
        }) || said.contains(&text::fold(&statement.says))
    };
    let objections = persona.objections.iter().map(|one| &one.statement);
    persona
        .goals
        .iter()
        .chain(&persona.pains)
        .chain(&persona.triggers)
        .chain(objections)
        .any(cites)
}

/// How the deals of the people who were asked ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// People of companies that bought.
    pub won: usize,
    /// People of companies that did not.
    pub lost: usize,
    /// People whose deals are open.
    pub open: usize,
    /// People whose company or deal is not known.
    pub unknown: usize,
}

/// Counts the people who were asked by how their company's last closed deal ended; winners only is a
/// bias of its own (`domain.md` 5.1, item 24).
pub fn asked(speakers: &[Speaker], deals: &[Deal]) -> Asked {
    let mut asked = Asked::default();
    for speaker in speakers {
        let own: Vec<&Deal> = deals
            .iter()
            .filter(|deal| deal.company.is_some() && deal.company == speaker.company)
            .collect();
        let last = own
            .iter()
            .filter(|deal| matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost)))
            .max_by_key(|deal| deal.closed);
        match last.and_then(|deal| deal.outcome) {
            Some(Outcome::Won) => asked.won += 1,
            Some(_) => asked.lost += 1,
            None if own.iter().any(|deal| deal.outcome == Some(Outcome::Open)) => asked.open += 1,
            None => asked.unknown += 1,
        }
    }
    asked
}
