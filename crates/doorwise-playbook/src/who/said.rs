//! Who people say decides: in interviews, graded so, and in sellers' notes, graded so.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::deal::Deal;
use doorwise_model::diagnostic::slashed;
use doorwise_people::interview::{Interview, Side, Turn};
use doorwise_people::listen::Record;
use doorwise_people::who::cell;
use doorwise_people::who::decider::{Mention, Who, deciders};
use doorwise_people::who::heard;
use doorwise_people::who::name::{Match, compare};
use doorwise_vocab::{text, title};

use super::segment::own_id;
use crate::id;

use super::{Cell, SaidView, Scene, Segment, people_of};

/// Deals in which one sentence of the notes stands before it is taken for a template.
const TEMPLATE: usize = 3;

/// One mention with where it stands.
pub(super) struct Heard {
    pub(super) mention: Mention,
    pub(super) quote: String,
    pub(super) speaker: Option<String>,
    pub(super) place: String,
    pub(super) grade: &'static str,
}

/// People, each a name and a file.
type Speakers = BTreeSet<(String, String)>;

/// What several people said, with who said it, and where it stands.
type Words = Vec<(String, String)>;

impl Heard {
    fn words(&self) -> (String, String) {
        let speaker = self.speaker.as_deref().unwrap_or("the seller");
        (
            format!("{speaker}: \u{201c}{}\u{201d}", self.quote),
            self.place.clone(),
        )
    }
}

/// Sentences of notes that stand in so many deals that nobody wrote them about one.
pub(super) struct Templates(BTreeSet<String>);

impl Templates {
    pub(super) fn of(deals: &[Deal]) -> Self {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for deal in deals {
            let notes = deal.notes.as_deref().unwrap_or_default();
            let sentences: BTreeSet<String> = deciders(notes)
                .iter()
                .map(|mention| text::fold(&notes[mention.sentence.clone()]))
                .collect();
            for sentence in sentences {
                *seen.entry(sentence).or_default() += 1;
            }
        }
        let often = seen.into_iter().filter(|(sentence, n)| {
            // "Founder signs." is said of many deals and means each; a long sentence is copied.
            *n >= TEMPLATE && sentence.split_whitespace().count() > 6
        });
        Self(often.map(|(sentence, _)| sentence).collect())
    }
}

/// Returns who the notes of a deal say decides.
pub(super) fn in_notes(deal: &Deal, templates: &Templates) -> Vec<Heard> {
    let notes = deal.notes.as_deref().unwrap_or_default();
    deciders(notes)
        .into_iter()
        // Whoever wrote the note is the seller.
        .filter(|mention| mention.who != Who::Speaker)
        .filter(|mention| {
            !templates
                .0
                .contains(&text::fold(&notes[mention.sentence.clone()]))
        })
        .map(|mention| Heard {
            quote: notes[mention.sentence.clone()].to_owned(),
            speaker: None,
            place: deal.row.clone(),
            grade: "seller_note",
            mention,
        })
        .collect()
}

/// Returns who a call says decides; the seller's own words are graded as a note.
pub(super) fn in_call(interview: &Interview, records: &[Record]) -> Vec<Heard> {
    heard::heard(interview, records)
        .into_iter()
        .filter_map(|found| {
            let turn = interview.turns.get(found.turn)?;
            Some(heard(interview, turn, found.mention))
        })
        .collect()
}

fn heard(interview: &Interview, turn: &Turn, mention: Mention) -> Heard {
    let words = turn.verbatim(mention.sentence.clone());
    Heard {
        quote: words.quote,
        speaker: turn.speaker.clone(),
        place: format!("{}:{}", slashed(&interview.file), words.line),
        grade: match turn.side {
            Side::Participant => "interview",
            Side::Interviewer | Side::Unknown => "seller_note",
        },
        mention,
    }
}

/// Returns the calls in which this company speaks: one of its people by full name, or a file called after it.
pub(super) fn calls_of<'a>(
    scene: &Scene<'a>,
    company: &str,
    people: &[&str],
) -> Vec<&'a Interview> {
    let key = text::squeezed(&doorwise_vocab::company_name::key(company));
    let is_of = |interview: &&Interview| {
        let stem = interview.file.file_stem().unwrap_or_default();
        let stem = text::fold(&stem.to_string_lossy());
        let is_named = key.chars().count() >= 5 && text::squeezed(&stem).contains(&key);
        let speaks = || {
            interview.turns.iter().any(|turn| {
                let speaker = turn.speaker.as_deref().unwrap_or_default();
                turn.is_participant()
                    && speaker.split_whitespace().count() >= 2
                    && people
                        .iter()
                        .any(|known| compare(speaker, known) == Match::Same)
            })
        };
        is_named || speaks()
    };
    scene.interviews.iter().filter(is_of).collect()
}

/// Returns who is said to decide in a segment, most said first: interviews before notes.
pub(super) fn of_segment(scene: &Scene<'_>, segment: &Segment<'_>) -> Vec<SaidView> {
    let mut views = Vec::new();
    // Independent people, one a name and file; the words of the first are quoted.
    let mut asked: BTreeSet<(String, String)> = BTreeSet::new();
    let mut by_role: BTreeMap<Cell, (Speakers, Heard, Words)> = BTreeMap::new();
    for interview in scene.interviews {
        let file = slashed(&interview.file);
        for turn in interview.turns.iter().filter(|turn| turn.is_participant()) {
            let speaker = turn.speaker.clone().unwrap_or_default();
            asked.insert((speaker, file.clone()));
        }
        for heard in in_call(interview, scene.records) {
            if heard.grade != "interview" {
                continue;
            }
            let role = match &heard.mention.who {
                Who::Titled(_, function, band) => Some((*function, *band)),
                Who::Speaker => own_role(scene, heard.speaker.as_deref()),
                Who::Named(_) => None,
            };
            let Some(role) = role else { continue };
            let person = (heard.speaker.clone().unwrap_or_default(), file.clone());
            let words = heard.words();
            let entry = by_role
                .entry(role)
                .or_insert_with(|| (BTreeSet::new(), heard, Vec::new()));
            if entry.0.insert(person) {
                entry.2.push(words);
            }
        }
    }
    let mut said: Vec<(Cell, usize, Heard, Words)> = by_role
        .into_iter()
        .map(|(role, (people, heard, words))| (role, people.len(), heard, words))
        .collect();
    said.sort_by_key(|(role, k, ..)| (std::cmp::Reverse(*k), *role));
    for (role, k, heard, words) in said {
        views.push(view(segment, people_of(role), k, asked.len(), heard, words));
    }
    let templates = Templates::of(scene.market.deals());
    let mut noted: BTreeMap<Cell, (usize, Heard, Words)> = BTreeMap::new();
    let mut with_notes = 0;
    for deal in scene.market.deals().iter().filter(|deal| segment.has(deal)) {
        with_notes += usize::from(deal.notes.is_some());
        let mut counted: BTreeSet<Cell> = BTreeSet::new();
        for heard in in_notes(deal, &templates) {
            let role = match &heard.mention.who {
                Who::Titled(_, function, band) => Some((*function, *band)),
                Who::Named(_) | Who::Speaker => None,
            };
            let Some(role) = role.filter(|role| counted.insert(*role)) else {
                continue;
            };
            let words = heard.words();
            let entry = noted.entry(role).or_insert_with(|| (0, heard, Vec::new()));
            entry.0 += 1;
            entry.2.push(words);
        }
    }
    let mut noted: Vec<(Cell, (usize, Heard, Words))> = noted.into_iter().collect();
    noted.sort_by_key(|(role, (k, ..))| (std::cmp::Reverse(*k), *role));
    for (role, (k, heard, words)) in noted {
        views.push(view(segment, people_of(role), k, with_notes, heard, words));
    }
    views
}

/// Returns the role of whoever speaks, where the tables know them by full name.
fn own_role(scene: &Scene<'_>, speaker: Option<&str>) -> Option<Cell> {
    let speaker = speaker.filter(|name| name.split_whitespace().count() >= 2)?;
    let wanted = text::fold(speaker);
    let mut known = scene
        .market
        .contacts()
        .iter()
        .filter(|contact| text::fold(&contact.name) == wanted);
    match (known.next(), known.next()) {
        (Some(one), None) => cell(&title::title(&one.title)),
        _ => None,
    }
}

fn view(
    segment: &Segment<'_>,
    who: String,
    k: usize,
    n: usize,
    heard: Heard,
    all: Words,
) -> SaidView {
    let own = own_id(&segment.name);
    SaidView {
        id: format!(
            "{own}.said.{}.{}",
            heard.grade,
            id::part(&who.replace(' ', "_"))
        ),
        all,
        who,
        grade: heard.grade,
        k,
        n,
        quote: heard.quote,
        speaker: heard.speaker,
        place: heard.place,
    }
}
