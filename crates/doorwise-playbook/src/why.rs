//! `doorwise why`: opens every number and sentence down to what it rests on.
//!
//! A room of the playbook says what it prints as entries: an id, the sentence as printed, and how it
//! opens. Opening is lazy, for a list of all ids must not cost what opening all of them would.
//! What `plan` prints is said by the files in `ROOMS`; what another verb made says its own entries
//! ([`Says`]), and a [`Book`] looks them up.

mod asked_who;
mod audited;
mod backtested;
mod book;
mod card;
mod clarity;
mod company;
mod compared;
mod count;
mod deal;
mod finding;
mod index;
mod joint;
mod message;
mod person;
mod proposed;
mod reader;
mod reading;
mod said;
mod sized;
mod spoken;
mod sure;
mod table;
mod taught;

use std::collections::{BTreeMap, HashMap};

use doorwise_model::diagnostic::Place;
use doorwise_people::interview::Interview;
use doorwise_people::who::Attendance;
use doorwise_vocab::text;
use serde::Serialize;

use crate::plan::people::Directory;
use crate::plan::{History, Plan, PlanInputs, people};
use crate::view::{RangeView, RateView};

pub(crate) use book::Under;
pub use book::{Book, Says};
pub use compared::{Compared, Drifted};
pub use finding::{finding, finding_ids};
pub use index::{GroupView, groups};
pub use joint::JointCase;
pub use said::{Line, LineKind};

/// Rows shown of those that a count counted, where nobody asks for all.
pub const ROWS_SHOWN: usize = 5;
/// Ids offered in place of one that opens nothing.
const NEAREST_SHOWN: usize = 5;

/// One number or sentence, opened.
#[derive(Clone, Debug, Serialize)]
pub struct WhyView {
    /// Its id.
    pub id: String,
    /// The sentence, with the number in it, as printed.
    pub says: String,
    /// The number, as printed.
    pub value: Option<ValueView>,
    /// Whether it rests on nothing yet.
    pub assumption: bool,
    /// How it comes about: formula, n, what counts; one sentence each.
    pub how: Vec<String>,
    /// What it rests on.
    pub rests_on: Vec<PartView>,
    /// Rows, deals or people counted.
    pub rows: Vec<PartView>,
    /// How many were counted in all; `rows` holds the first of them.
    pub of_rows: Option<usize>,
    /// The command that opens it.
    pub command: String,
    /// Where to go on.
    pub more: Option<String>,
}

/// A number as printed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ValueView {
    /// How many.
    Count(usize),
    /// Whole points, from the smallest to the largest.
    Points(RangeView),
    /// A share with n and interval.
    Rate(RateView),
}

/// One thing that a number or a sentence rests on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PartView {
    /// Its own id, where it opens too.
    pub id: Option<String>,
    /// What it says.
    pub says: String,
    /// File and line, or row and column.
    pub place: Option<String>,
    /// The text as it stands there.
    pub written: Option<String>,
    /// As understood.
    pub read_as: Option<String>,
    /// Points it brings.
    pub points: Option<RangeView>,
    /// Whether it rests on nothing yet.
    pub assumption: bool,
    /// What it rests on in turn.
    pub rests_on: Vec<PartView>,
}

/// An id with what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedView {
    /// The id.
    pub id: String,
    /// What it says.
    pub says: String,
}

/// What an id opened.
#[derive(Clone, Debug)]
pub enum Opened {
    /// One number or sentence.
    One(Box<WhyView>),
    /// Several companies are called so.
    Several(Vec<ListedView>),
    /// Nothing by itself, but the first words of these.
    Group(Vec<ListedView>),
    /// Nothing; the ids nearest to it.
    Nothing(Vec<String>),
}

/// Everything that ids are opened from.
pub struct Case<'a> {
    inputs: &'a PlanInputs<'a>,
    plan: &'a Plan,
    directory: Directory<'a>,
    history: History,
    presence: Attendance,
    interviews: Vec<Interview>,
    values: count::segment::Values,
    rows_shown: usize,
    /// What `doorwise why <id>` needs behind the id.
    words: String,
    /// By field: how the column of a table that lies in no workspace was recognised.
    recognised: BTreeMap<String, String>,
    /// The ICP that drafts are made for, where `say` was asked for a part of it.
    narrowed: Option<doorwise_model::icp::Icp>,
}

/// One number or sentence, not yet opened.
pub struct Entry<'a> {
    id: String,
    says: String,
    open: Box<dyn Fn(WhyView) -> WhyView + 'a>,
}

/// Every id of a plan and its first targets, not yet opened.
pub struct Opener<'a> {
    entries: HashMap<String, Entry<'a>>,
    words: &'a str,
}

impl Opener<'_> {
    /// Opens an id.
    pub fn open(&self, id: &str) -> Option<WhyView> {
        self.entries.get(id).map(|entry| entry.open(self.words))
    }
}

type Room = for<'a> fn(&'a Case<'a>) -> Vec<Entry<'a>>;

/// What says something, in the order of the page.
const ROOMS: [Room; 11] = [
    count::entries,
    card::entries,
    deal::entries,
    person::entries,
    reader::entries,
    message::entries,
    clarity::entries,
    spoken::entries,
    sure::entries,
    table::entries,
    finding::entries,
];

impl<'a> Case<'a> {
    /// Returns what the ids of this plan are opened from; at most `rows_shown` rows are listed of a count.
    pub fn new(inputs: &'a PlanInputs<'a>, plan: &'a Plan, rows_shown: usize) -> Self {
        Self {
            inputs,
            plan,
            directory: Directory::new(inputs.market),
            history: History::new(inputs.market),
            presence: people::presence(inputs.market),
            interviews: crate::plan::interviews(inputs.workspace),
            values: count::segment::Values::default(),
            rows_shown,
            words: String::new(),
            recognised: BTreeMap::new(),
            narrowed: None,
        }
    }

    /// Opens drafts and the message house as `say` makes them for a part of the ICP.
    pub fn spoken_in(mut self, segment: Option<&crate::say::Narrowed>) -> Self {
        self.narrowed = segment.map(|segment| segment.of(self.inputs.icp));
        self
    }

    /// Says what `doorwise why <id>` needs behind the id to open the same, such as `--icp other`.
    pub fn asked_with(mut self, words: &str) -> Self {
        if !words.is_empty() {
            self.words = format!(" {words}");
        }
        self
    }

    /// Says by field how the column of a table that no workspace maps was recognised.
    pub fn recognised_by(mut self, how: BTreeMap<String, String>) -> Self {
        self.recognised = how;
        self
    }

    /// Returns every id but those of the companies, in the order of the page.
    pub fn list(&self) -> Vec<ListedView> {
        self.entries().map(|entry| entry.listed()).collect()
    }

    /// Returns what opens every id of the plan and of its first targets, made once for a page full of links.
    pub fn opener(&self) -> Opener<'_> {
        let targets = self.plan.rows_of_targets().into_iter();
        let of_targets = targets.flat_map(|row| company::entries(self, row));
        let entries = self.entries().chain(of_targets);
        Opener {
            entries: entries.map(|entry| (entry.id.clone(), entry)).collect(),
            words: &self.words,
        }
    }

    /// Opens an id, or the company with this id, name, domain or row.
    pub fn open(&self, asked: &str) -> Opened {
        let asked = asked.trim();
        if let Some(entry) = self.entry(asked) {
            return Opened::One(Box::new(entry.open(&self.words)));
        }
        match company::find(self, asked).as_slice() {
            [] => match self.group(asked) {
                group if group.is_empty() => Opened::Nothing(self.nearest(asked)),
                group => Opened::Group(group),
            },
            [(row, tail)] => {
                let entries = company::entries(self, *row);
                let first = entries
                    .first()
                    .map_or(String::new(), |entry| entry.id.clone());
                let wanted = if tail.is_empty() {
                    first
                } else {
                    format!("{first}.{tail}")
                };
                match entries.iter().find(|entry| entry.id == wanted) {
                    Some(entry) => Opened::One(Box::new(entry.open(&self.words))),
                    None => Opened::Nothing(nearest(
                        &wanted,
                        entries.iter().map(|entry| entry.id.as_str()).collect(),
                    )),
                }
            }
            several => Opened::Several(
                several
                    .iter()
                    .filter_map(|(row, _)| company::entries(self, *row).first().map(Entry::listed))
                    .collect(),
            ),
        }
    }

    /// Returns the ids that begin with these words.
    fn group(&self, asked: &str) -> Vec<ListedView> {
        let composed = message::composed(self, asked);
        match composed.is_empty() {
            true => below(asked, self.entries().collect::<Vec<_>>().iter()),
            false => below(asked, composed.iter()),
        }
    }

    /// Returns what has this id and is no company's.
    fn entry(&self, asked: &str) -> Option<Entry<'_>> {
        let known = self.alias(asked);
        let wanted = known.as_deref().unwrap_or(asked);
        self.entries().find(|entry| entry.id == wanted).or_else(|| {
            let composed = message::composed(self, wanted).into_iter();
            composed.into_iter().find(|entry| entry.id == wanted)
        })
    }

    /// Returns the ICP that drafts are made for.
    fn icp(&self) -> &doorwise_model::icp::Icp {
        self.narrowed.as_ref().unwrap_or(self.inputs.icp)
    }

    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        ROOMS.into_iter().flat_map(move |room| room(self))
    }

    /// The ids that workspace files give to ICP and personas open too.
    fn alias(&self, asked: &str) -> Option<String> {
        if asked == self.inputs.icp.id {
            return Some("icp".to_owned());
        }
        if let Some(id) = clarity::by_number(asked) {
            return Some(id);
        }
        self.personas()
            .into_iter()
            .find(|persona| persona.id == asked)
            .map(people::persona_id)
    }

    fn nearest(&self, asked: &str) -> Vec<String> {
        let mut known = self.list();
        known.extend(
            self.plan
                .rows_of_targets()
                .iter()
                .flat_map(|&row| company::entries(self, row))
                .map(|entry| entry.listed()),
        );
        nearest(asked, known.iter().map(|entry| entry.id.as_str()).collect())
    }

    fn personas(&self) -> Vec<&'a doorwise_model::persona::Persona> {
        self.inputs.workspace.personas_in(&self.inputs.icp.id)
    }

    /// Returns the text of the line that a place names, as the file has it.
    fn line_at(&self, place: &Place) -> Option<String> {
        let Place::Text {
            file,
            span: Some(span),
        } = place
        else {
            return None;
        };
        let line = self
            .inputs
            .workspace
            .sources
            .get(file)?
            .lines()
            .nth(span.line - 1)?;
        Some(line.trim().to_owned()).filter(|line| !line.is_empty())
    }

    /// Returns a place in a file with the line that stands there.
    fn at(&self, says: impl Into<String>, place: &Place) -> PartView {
        PartView {
            place: Some(place.to_string()),
            written: self.line_at(place),
            ..PartView::says(says)
        }
    }
}

/// Returns the ids that begin with these words.
fn below<'e, 'c: 'e>(asked: &str, entries: impl Iterator<Item = &'e Entry<'c>>) -> Vec<ListedView> {
    let begins = |id: &str| {
        id.strip_prefix(asked)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    entries
        .filter(|entry| begins(&entry.id))
        .map(Entry::listed)
        .collect()
}

/// Returns the ids that share most of their words with `asked`, else the one nearest in spelling.
fn nearest(asked: &str, known: Vec<&str>) -> Vec<String> {
    let words: Vec<&str> = asked.split('.').collect();
    let mut alike: Vec<(usize, &str)> = known
        .iter()
        .map(|id| {
            let shared = id.split('.').filter(|word| words.contains(word)).count();
            (shared, *id)
        })
        .filter(|(shared, _)| *shared > 0)
        .collect();
    // The sort is stable, so that ties keep the order of the page.
    alike.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    let spelt = text::nearest(asked, known.iter().copied());
    let mut out: Vec<String> = spelt.into_iter().map(str::to_owned).collect();
    for (_, id) in alike {
        if !out.iter().any(|known| known == id) {
            out.push(id.to_owned());
        }
    }
    out.truncate(NEAREST_SHOWN);
    out
}

impl<'a> Entry<'a> {
    fn new(
        id: impl Into<String>,
        says: impl Into<String>,
        open: impl Fn(WhyView) -> WhyView + 'a,
    ) -> Self {
        Self {
            id: id.into(),
            says: says.into(),
            open: Box::new(open),
        }
    }

    fn listed(&self) -> ListedView {
        ListedView {
            id: self.id.clone(),
            says: self.says.clone(),
        }
    }

    /// Opens it; `words` stand behind the id in a command.
    fn open(&self, words: &str) -> WhyView {
        (self.open)(WhyView {
            command: format!("doorwise why {}{words}", self.id),
            id: self.id.clone(),
            says: self.says.clone(),
            value: None,
            assumption: false,
            how: Vec::new(),
            rests_on: Vec::new(),
            rows: Vec::new(),
            of_rows: None,
            more: None,
        })
    }
}

impl WhyView {
    fn count(mut self, n: usize) -> Self {
        self.value = Some(ValueView::Count(n));
        self
    }

    fn points(mut self, range: Option<RangeView>) -> Self {
        self.value = range.map(ValueView::Points);
        self
    }

    fn rate(mut self, rate: Option<RateView>) -> Self {
        self.value = rate.map(ValueView::Rate);
        self
    }

    fn how(mut self, says: impl Into<String>) -> Self {
        self.how.push(says.into());
        self
    }

    fn assumed(mut self, assumed: bool) -> Self {
        self.assumption = assumed;
        self
    }

    fn on(mut self, parts: impl IntoIterator<Item = PartView>) -> Self {
        self.rests_on.extend(parts);
        self
    }

    /// Lists the first of the `n` rows counted, and says how to see the rest.
    fn rows(mut self, n: usize, shown: usize, rows: impl IntoIterator<Item = PartView>) -> Self {
        self.rows = rows.into_iter().take(shown).collect();
        self.of_rows = Some(n);
        if n > self.rows.len() && self.rows.len() == shown {
            self.more = Some(format!("{} --all", self.command));
        }
        self
    }

    fn more(mut self, command: impl Into<String>) -> Self {
        self.more = Some(command.into());
        self
    }
}

impl PartView {
    fn says(says: impl Into<String>) -> Self {
        Self {
            says: says.into(),
            ..Self::default()
        }
    }

    fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    fn place(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    fn points(mut self, points: Option<RangeView>) -> Self {
        self.points = points;
        self
    }

    fn assumed(mut self, assumed: bool) -> Self {
        self.assumption = assumed;
        self
    }

    fn on(mut self, parts: impl IntoIterator<Item = PartView>) -> Self {
        self.rests_on.extend(parts);
        self
    }
}
