//! The personas that deals and interviews show, each with the file or the change that it proposes.

mod file;
mod role;

use std::collections::BTreeSet;
use std::path::Path;

use doorwise_fit::rate;
use doorwise_model::deal::Deal;
use doorwise_model::diagnostic::slashed;
use doorwise_model::icp::Icp;
use doorwise_model::persona::Persona;
use doorwise_people::discover::{self, Proposal, Said, Source, Speaker, TitleFrom};
use doorwise_people::interview::Interview;
use doorwise_people::listen::{Kind, Record};
use doorwise_vocab::title::{Seniority, variants};
use serde::Serialize;

use crate::id;
use crate::view::RateView;
use role::Power;

pub use file::Refused;

/// Quotes shown for one matter.
const QUOTES: usize = 3;

/// Below this many people a share says nothing (`domain.md` 0.11).
const LEAST_FOR_SHARE: usize = 5;

/// Share of people who did not buy that keeps "winners only" away (`domain.md` 5.1, item 24).
const LEAST_LOST: f64 = 0.2;

/// Personas proposed inside one ICP.
#[derive(Clone, Debug, Serialize)]
pub struct PersonasView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: &'static str,
    /// The ICP.
    pub icp: String,
    /// Its label.
    pub icp_name: String,
    /// What its companies are: gates, then exclusions.
    pub companies: Vec<String>,
    /// Interviews with somebody who was asked.
    pub interviews: usize,
    /// People who were asked.
    pub people: usize,
    /// How their companies' deals ended.
    pub asked: AskedView,
    /// The personas, most people asked first.
    pub personas: Vec<ProposedView>,
    /// People who were asked and whose title nobody knows.
    pub unplaced: Vec<UnplacedView>,
    /// What would make this surer, most useful first.
    pub next: Vec<String>,
}

/// People who were asked, by how their company's last closed deal ended.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct AskedView {
    /// Bought.
    pub won: usize,
    /// Did not.
    pub lost: usize,
    /// Still open.
    pub open: usize,
    /// Company or deal not known.
    pub unknown: usize,
}

/// Somebody who belongs to no persona yet.
#[derive(Clone, Debug, Serialize)]
pub struct UnplacedView {
    /// The interview.
    pub file: String,
    /// Who; the name, for only the name can be looked up.
    pub name: String,
}

/// Personas, with all that they were made from.
pub struct Proposed<'a> {
    /// What is printed.
    pub view: &'a PersonasView,
    /// What they were made from.
    pub source: &'a Source<'a>,
    /// Every deal with its outcome.
    pub deals: &'a [Deal],
}

/// One persona.
#[derive(Clone, Debug, Serialize)]
pub struct ProposedView {
    /// What `doorwise why` opens: learn.personas.marketing-head.
    pub key: String,
    /// Id, the file's name.
    pub id: String,
    /// Short label.
    pub name: String,
    /// Whether no such persona is there yet.
    pub is_new: bool,
    /// The file that is or would be written, from the workspace's root.
    pub file: String,
    /// Function.
    pub function: &'static str,
    /// Band.
    pub band: &'static str,
    /// Titles as people write them, commonest first.
    pub titles: Vec<String>,
    /// The part played in a purchase.
    pub buying_role: Option<RoleGradeView>,
    /// Who of them was asked.
    pub asked: Vec<PersonAskedView>,
    /// In how many closed deals they were.
    pub deals: Option<CarriedView>,
    /// What they said that counts, by kind.
    pub said: Vec<MatterView>,
    /// What they may have said: for a person to look at, never proposed.
    pub for_review: Vec<MatterView>,
    /// Words that at least two of them share.
    pub words: Vec<String>,
    /// The question that their boss asks.
    pub boss_asks: Option<String>,
    /// Questions for the next interview: what none of them spoke of.
    pub ask_next: Vec<&'static str>,
    /// The new file's text, or the lines that change; empty where nothing would.
    pub diff: String,
    /// Whether it was written.
    pub applied: bool,
    #[serde(skip)]
    after: String,
}

/// A part played in a purchase, with what it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct RoleGradeView {
    /// The part.
    pub role: &'static str,
    /// `deal_data`, `interview`, `author` or `guess`.
    pub grade: &'static str,
    /// Why.
    pub why: String,
}

/// One person who was asked.
#[derive(Clone, Debug, Serialize)]
pub struct PersonAskedView {
    /// The title, or the name where names are wanted.
    pub who: String,
    /// From where the title is known.
    pub from: String,
    /// The interviews.
    pub files: Vec<String>,
}

/// Closed deals with a persona's people.
#[derive(Clone, Debug, Serialize)]
pub struct CarriedView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Won deals with one of them.
    pub won_with: usize,
    /// Won deals that name people.
    pub won: usize,
    /// Their share.
    pub won_share: Option<RateView>,
    /// Lost deals with one of them.
    pub lost_with: usize,
    /// Lost deals that name people.
    pub lost: usize,
    /// Their share.
    pub lost_share: Option<RateView>,
}

/// One matter that they spoke of.
#[derive(Clone, Debug, Serialize)]
pub struct MatterView {
    /// What `doorwise why` opens: learn.personas.marketing-head.pain.lead_quality.
    pub id: String,
    /// Its kind.
    pub kind: &'static str,
    /// The matter.
    pub theme: String,
    /// Of the people who were asked, how many spoke of it.
    pub people: usize,
    /// People of this persona who were asked.
    pub of: usize,
    /// Share, from five people on.
    pub share: Option<RateView>,
    /// Whether the persona's file cites it already.
    pub known: bool,
    /// Their words.
    pub quotes: Vec<QuoteView>,
    /// The words of everybody who spoke of it.
    #[serde(skip)]
    pub(crate) all: Vec<QuoteView>,
}

/// One person's words.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteView {
    /// Verbatim.
    pub quote: String,
    /// The speaker's title, or the name where names are wanted.
    pub speaker: String,
    /// The interview.
    pub file: String,
    /// The line.
    pub line: usize,
}

/// What the personas are proposed from.
pub struct Material<'a> {
    /// The ICP.
    pub icp: &'a Icp,
    /// What [`discover::discover`] looks at.
    pub source: Source<'a>,
    /// Every deal with its outcome.
    pub deals: &'a [Deal],
    /// The text of each persona's file, in the order of the personas.
    pub texts: &'a [String],
    /// Ids that are taken.
    pub taken: &'a [&'a str],
    /// Whether speakers are named; else their titles stand for them.
    pub with_names: bool,
}

/// Returns the personas that the material shows.
///
/// # Errors
/// Returns the persona whose file cannot be changed exactly as proposed.
pub fn view(material: &Material<'_>) -> Result<PersonasView, Refused> {
    let source = &material.source;
    let proposals = discover::discover(source);
    let asked = discover::asked(source.speakers, material.deals);
    let mut taken: Vec<String> = material.taken.iter().map(|id| (*id).to_owned()).collect();
    let mut personas: Vec<ProposedView> = Vec::new();
    let power = Power::of(source);
    for proposal in &proposals {
        personas.push(proposed(material, proposal, &power, &mut taken)?);
    }
    let unplaced = source
        .speakers
        .iter()
        .filter(|speaker| speaker.cell.is_none())
        .map(|speaker| UnplacedView {
            file: speaker
                .files
                .first()
                .map_or_else(String::new, |file| slashed(file)),
            name: speaker.name.clone(),
        })
        .collect();
    let mut view = PersonasView {
        id: "learn.personas",
        icp: material.icp.id.clone(),
        icp_name: material.icp.name.clone(),
        companies: companies(material.icp),
        interviews: source
            .interviews
            .iter()
            .filter(|interview| interview.turns.iter().any(|turn| turn.is_participant()))
            .count(),
        people: source.speakers.len(),
        asked: AskedView {
            won: asked.won,
            lost: asked.lost,
            open: asked.open,
            unknown: asked.unknown,
        },
        personas,
        unplaced,
        next: Vec::new(),
    };
    view.next = next(&view);
    Ok(view)
}

fn companies(icp: &Icp) -> Vec<String> {
    let gates = icp.card.gates.iter().map(|gate| gate.show());
    let exclusions = icp.card.exclusions.iter();
    gates
        .chain(exclusions.map(|exclusion| format!("not {}", exclusion.show())))
        .collect()
}

impl ProposedView {
    /// Returns the whole text of the file with the proposal in it.
    pub fn text(&self) -> &str {
        &self.after
    }
}

fn proposed(
    material: &Material<'_>,
    proposal: &Proposal,
    power: &Power,
    taken: &mut Vec<String>,
) -> Result<ProposedView, Refused> {
    let source = &material.source;
    let known = proposal.persona.map(|at| source.personas[at]);
    let titles = titles(proposal, known);
    let (id, name) = match known {
        Some(persona) => (persona.id.clone(), persona.name.clone()),
        None => {
            let title = titles.first().cloned().unwrap_or_else(|| label(proposal));
            (file::free_id(&title, taken), title)
        }
    };
    let role = power.role(source, proposal, known);
    let (after, diff) = match proposal.persona {
        Some(at) => {
            let before = &material.texts[at];
            let after = file::changed(source, proposal, before, &id)?;
            let diff = match after == *before {
                true => String::new(),
                false => doorwise_model::yaml::edit::difference(before, &after),
            };
            (after, diff)
        }
        None => {
            let text = file::new(
                source,
                proposal,
                &id,
                &name,
                &material.icp.id,
                &titles,
                role.as_ref().map(|(role, view)| (*role, view)),
            );
            (text.clone(), text)
        }
    };
    let path = known.and_then(|persona| match &persona.place {
        doorwise_model::Place::Text { file, .. } => Some(slashed(file)),
        _ => None,
    });
    let key = format!("learn.personas.{}", id::part(&id));
    Ok(ProposedView {
        file: path.unwrap_or_else(|| format!("personas/{id}.yaml")),
        id,
        name,
        is_new: known.is_none(),
        function: proposal.function.as_str(),
        band: proposal.band.as_str(),
        titles,
        buying_role: role.map(|(_, view)| view),
        asked: proposal
            .people
            .iter()
            .map(|at| asked_view(&source.speakers[*at], material.with_names))
            .collect(),
        deals: proposal.seen.map(|seen| CarriedView {
            id: format!("{key}.deals"),
            won_with: seen.won_with,
            won: seen.won,
            won_share: share(seen.won_with, seen.won),
            lost_with: seen.lost_with,
            lost: seen.lost,
            lost_share: share(seen.lost_with, seen.lost),
        }),
        said: matters(material, proposal, &key, &proposal.said),
        for_review: matters(
            material,
            proposal,
            &format!("{key}.review"),
            &proposal.for_review,
        ),
        words: proposal.words.clone(),
        boss_asks: proposal.boss_asks.as_ref().map(|(asks, _)| asks.clone()),
        ask_next: proposal
            .missing
            .iter()
            .map(|kind| question(*kind))
            .collect(),
        diff,
        applied: false,
        after,
        key,
    })
}

/// The order in which a person reads about another: what they are after, what is in the way, what
/// would move them, and only then by whom and where.
const READ_IN: [Kind; 10] = [
    Kind::Goal,
    Kind::Pain,
    Kind::Trigger,
    Kind::Outcome,
    Kind::Metric,
    Kind::Objection,
    Kind::Alternative,
    Kind::WateringHole,
    Kind::SpendingLimit,
    Kind::Authority,
];

/// Returns what was said, each with an id that begins with `key`.
fn matters(
    material: &Material<'_>,
    proposal: &Proposal,
    key: &str,
    said: &[Said],
) -> Vec<MatterView> {
    let source = &material.source;
    let theme = |said: &Said| match material.with_names {
        true => said.theme.clone(),
        false => without_names(&said.theme, source.interviews, true),
    };
    let mut said: Vec<&Said> = said.iter().collect();
    said.sort_by_key(|said| READ_IN.iter().position(|kind| *kind == said.kind));
    let ids = said.iter().map(|said| {
        let theme = id::part(&theme(said).replace(' ', "_"));
        format!("{key}.{}.{theme}", said.kind.as_str())
    });
    let ids = id::each_once(ids.collect::<Vec<_>>());
    said.iter()
        .zip(ids)
        .map(|(said, id)| {
            let (people, of) = (said.records.len(), proposal.people.len());
            let all = said.records.iter();
            MatterView {
                id,
                all: all
                    .map(|at| quote(material, &source.records[*at]))
                    .collect(),
                kind: said.kind.as_str(),
                theme: theme(said),
                people,
                of,
                share: (of >= LEAST_FOR_SHARE).then(|| share(people, of)).flatten(),
                known: said.is_known,
                quotes: said
                    .records
                    .iter()
                    .take(QUOTES)
                    .map(|at| quote(material, &source.records[*at]))
                    .collect(),
            }
        })
        .collect()
}

fn share(hits: usize, n: usize) -> Option<RateView> {
    rate::rate(hits, n).map(RateView::of)
}

/// Titles as people write them, filled up with the usual ones to three, for a search that finds them.
fn titles(proposal: &Proposal, known: Option<&Persona>) -> Vec<String> {
    const FEWEST: usize = 3;
    let mut titles = proposal.titles.clone();
    if let Some(persona) = known.filter(|_| titles.is_empty()) {
        titles.clone_from(&persona.role.titles);
    }
    let own: &[Seniority] = &proposal.seniorities;
    for seniority in own {
        for variant in variants(proposal.function, *seniority) {
            let is_new = titles.iter().all(|known| {
                doorwise_vocab::text::fold(known) != doorwise_vocab::text::fold(variant)
            });
            if titles.len() < FEWEST && is_new {
                titles.push(variant.to_owned());
            }
        }
    }
    titles
}

fn label(proposal: &Proposal) -> String {
    format!("{} {}", proposal.function.label(), proposal.band.as_str())
}

fn asked_view(speaker: &Speaker, with_names: bool) -> PersonAskedView {
    PersonAskedView {
        who: who(speaker, with_names),
        from: match &speaker.from {
            TitleFrom::Survey => "the survey's own column".to_owned(),
            TitleFrom::Contact(row) => row.clone(),
            TitleFrom::Said(line) => {
                let file = speaker
                    .files
                    .first()
                    .map_or_else(String::new, |file| slashed(file));
                format!("said in {file}:{line}")
            }
            TitleFrom::FileName => "the file's name".to_owned(),
            TitleFrom::Unknown => "not known".to_owned(),
        },
        files: speaker.files.iter().map(|file| slashed(file)).collect(),
    }
}

fn who(speaker: &Speaker, with_names: bool) -> String {
    match with_names {
        true => format!("{}, {}", speaker.name, speaker.title),
        false => speaker.title.clone(),
    }
}

fn quote(material: &Material<'_>, record: &Record) -> QuoteView {
    let speaker = material
        .source
        .speakers
        .iter()
        .find(|speaker| speaker.said(record));
    QuoteView {
        quote: match material.with_names {
            true => file::one_line(&record.quote),
            false => without_names(&record.quote, material.source.interviews, false),
        },
        speaker: speaker.map_or_else(String::new, |speaker| who(speaker, material.with_names)),
        file: slashed(Path::new(&record.file)),
        line: record.line,
    }
}

/// The words with every name of somebody in the interviews, in full or the first, taken out; a theme is
/// written in small letters, a quote's names have capitals.
fn without_names(said: &str, interviews: &[Interview], is_theme: bool) -> String {
    let turns = interviews.iter().flat_map(|interview| &interview.turns);
    let names: BTreeSet<&str> = turns
        .filter_map(|turn| turn.speaker.as_deref())
        .flat_map(str::split_whitespace)
        .collect();
    let is_name = |word: &str| match is_theme {
        true => names.iter().any(|name| name.to_lowercase() == word),
        false => names.contains(word) && word.chars().next().is_some_and(char::is_uppercase),
    };
    let mut out = String::new();
    for word in file::one_line(said).split_inclusive(' ') {
        let bare = word.trim_matches(|ch: char| !ch.is_alphanumeric());
        let bare = bare.trim_end_matches("'s").trim_end_matches("\u{2019}s");
        match is_name(bare) {
            true => out += &word.replacen(bare, "[name]", 1),
            false => out += word,
        }
    }
    out
}

/// The question that elicits a kind (`domain.md` 3.5).
fn question(kind: Kind) -> &'static str {
    match kind {
        Kind::Trigger => "What was the moment when you started to look?",
        Kind::Objection => "What would make you stop, or say no?",
        Kind::Metric => "Which number are you judged by, and where is it now?",
        Kind::Alternative => "What do you do today, and what else did you try?",
        Kind::Outcome => "If it worked, what would Monday look like?",
        Kind::Goal => "What are you on the hook for this year?",
        Kind::Pain => "Walk me through the last time it went wrong.",
        Kind::WateringHole => "Whom do you ask first, and what do you read?",
        Kind::SpendingLimit => "Up to which sum do you sign yourself?",
        Kind::Authority => "Who signs in the end, and who can say no?",
    }
}

fn next(view: &PersonasView) -> Vec<String> {
    let mut next = Vec::new();
    let silent: Vec<&ProposedView> = view
        .personas
        .iter()
        .filter(|persona| persona.asked.is_empty())
        .collect();
    for persona in &silent {
        let carried = persona.deals.as_ref().map_or_else(String::new, |deals| {
            format!(
                ": in {} of {} won deals, and nobody has asked one",
                deals.won_with, deals.won
            )
        });
        next.push(format!("interview somebody like {}{carried}", persona.name));
    }
    let (won, lost) = (view.asked.won, view.asked.lost);
    if won + lost > 0 && (lost as f64) < LEAST_LOST * (won + lost) as f64 {
        next.push(format!(
            "talk to people who did not buy: {won} of the {} whose deal is closed bought, and winners alone flatter",
            won + lost
        ));
    }
    for persona in view
        .personas
        .iter()
        .filter(|one| (1..LEAST_FOR_SHARE).contains(&one.asked.len()))
    {
        next.push(format!(
            "interview {} more like {}: {} asked, and themes settle at 9 to 17 people",
            LEAST_FOR_SHARE - persona.asked.len(),
            persona.name,
            persona.asked.len()
        ));
    }
    if !view.unplaced.is_empty() {
        next.push(format!(
            "give the titles of {} who were asked: a contact of the same name in the contacts table is enough",
            match view.unplaced.len() {
                1 => "one person".to_owned(),
                n => format!("{n} people"),
            }
        ));
    }
    next
}
