//! What opens the ids of a plan for several ICPs: its own, and those of each ICP.
//!
//! What an ICP says keeps the explanation it has in that ICP's own plan; its ids get the ICP's name.

mod company;
mod count;

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Entry, ListedView, Opened, Opener, PartView, WhyView, nearest};
use crate::id;
use crate::plan::joint::Companies;
use crate::plan::{JointPlan, PlanInputs};

/// Everything that the ids of a plan for several ICPs are opened from.
pub struct JointCase<'a> {
    inputs: &'a [PlanInputs<'a>],
    plan: &'a JointPlan,
    cases: Vec<Case<'a>>,
    companies: Companies<'a>,
    rows_shown: usize,
    /// What `doorwise why <id>` needs behind the id.
    words: String,
}

impl<'a> JointCase<'a> {
    /// Returns what the ids are opened from; at most `rows_shown` rows are listed of a count.
    pub fn new(inputs: &'a [PlanInputs<'a>], plan: &'a JointPlan, rows_shown: usize) -> Self {
        let cases = inputs
            .iter()
            .zip(&plan.standings.each)
            .map(|(inputs, plan)| Case::new(inputs, plan, rows_shown))
            .collect();
        Self {
            inputs,
            plan,
            cases,
            companies: Companies::new(inputs, &plan.standings),
            rows_shown,
            words: String::new(),
        }
    }

    /// Says what `doorwise why <id>` needs behind the id to open the same.
    pub fn asked_with(mut self, words: &str) -> Self {
        if !words.is_empty() {
            self.words = format!(" {words}");
        }
        self
    }

    /// Says by field how the column of a table that no workspace maps was recognised.
    pub fn recognised_by(mut self, how: &BTreeMap<String, String>) -> Self {
        let cases = self.cases.into_iter();
        self.cases = cases.map(|case| case.recognised_by(how.clone())).collect();
        self
    }

    /// Opens drafts and message houses as `say` makes them for a part of each ICP.
    pub fn spoken_in(mut self, segment: Option<&crate::say::Narrowed>) -> Self {
        let cases = self.cases.into_iter();
        self.cases = cases.map(|case| case.spoken_in(segment)).collect();
        self
    }

    /// Returns every id but those of the companies: of all ICPs together, of each, of the workspace.
    pub fn list(&self) -> Vec<ListedView> {
        self.entries().iter().map(Entry::listed).collect()
    }

    /// Returns what opens every id of the plan and of its first targets, made once for a page full of links.
    pub fn opener(&self) -> Opener<'_> {
        let view = &self.plan.view;
        let of_icps = view.icps.iter().flat_map(|section| &section.plan.targets);
        let targets: BTreeSet<usize> = view
            .targets
            .iter()
            .chain(of_icps)
            .filter_map(|target| self.row_of(&target.key))
            .collect();
        let mut entries = self.entries();
        for row in targets {
            entries.extend(self.of_company(row));
            // What another ICP says of it; all that it says opens from there.
            for icp in 0..self.cases.len() {
                let first = super::company::entries(&self.cases[icp], row);
                entries.extend(first.into_iter().take(1).map(|of| self.within(icp, of)));
            }
        }
        Opener {
            entries: entries
                .into_iter()
                .map(|entry| (entry.id.clone(), entry))
                .collect(),
            words: &self.words,
        }
    }

    /// Opens an id, or the company with this id, name, domain or row.
    pub fn open(&self, asked: &str) -> Opened {
        let asked = asked.trim();
        let entries = self.entries();
        if let Some(entry) = entries.iter().find(|entry| entry.id == asked) {
            return Opened::One(Box::new(entry.open(&self.words)));
        }
        if let Some((icp, rest)) = self.named(asked) {
            return self.open_within(icp, rest);
        }
        let known: Vec<Entry<'_>> = (0..self.cases.len())
            .filter_map(|icp| Some(self.within(icp, self.cases[icp].entry(asked)?)))
            .collect();
        match known.as_slice() {
            [] => {}
            [entry] => return Opened::One(Box::new(entry.open(&self.words))),
            several => return Opened::Several(several.iter().map(Entry::listed).collect()),
        }
        let group = super::below(asked, entries.iter());
        if group.is_empty() {
            self.open_company(asked)
        } else {
            Opened::Group(group)
        }
    }

    /// Returns every entry but those of the companies.
    fn entries(&self) -> Vec<Entry<'_>> {
        let mut entries = self.own();
        let mut of_all: Vec<Entry<'_>> = Vec::new();
        for (icp, case) in self.cases.iter().enumerate() {
            for entry in case.entries() {
                let is_of_all = id::within(self.name(icp), &entry.id) == entry.id;
                // What to do next is said for all of them.
                if !is_of_all && !entry.id.starts_with("action.") {
                    entries.push(self.within(icp, entry));
                } else if is_of_all && (icp == 0 || entry.is_of_one_icp()) {
                    of_all.push(self.within(icp, entry));
                }
            }
        }
        entries.extend(of_all);
        entries
    }

    /// Returns an entry of one ICP under its name; what says the same for all of them keeps its id.
    fn within<'s>(&'s self, icp: usize, entry: Entry<'s>) -> Entry<'s> {
        let name = self.name(icp);
        let named = id::within(name, &entry.id);
        Entry::new(named, entry.says.clone(), move |asked| {
            let mut why = self.renamed_from(entry.open(""), asked);
            for part in why.rests_on.iter_mut().chain(&mut why.rows) {
                rename(part, name);
            }
            why
        })
    }

    /// Returns an explanation under the id and the command by which it was asked for.
    fn renamed_from(&self, opened: WhyView, asked: WhyView) -> WhyView {
        let more = opened
            .more
            .map(|more| more.replace(&opened.command, &asked.command));
        WhyView {
            id: asked.id,
            command: asked.command,
            more,
            ..opened
        }
    }

    fn name(&self, icp: usize) -> &'a str {
        &self.inputs[icp].icp.id
    }

    /// Returns the ICP that an id names, and what stands behind its name.
    fn named<'i>(&self, asked: &'i str) -> Option<(usize, &'i str)> {
        let rest = asked.strip_prefix("in.")?;
        (0..self.cases.len())
            .filter_map(|icp| {
                let name = id::part(self.name(icp));
                let rest = rest.strip_prefix(&name)?.strip_prefix('.')?;
                Some((icp, rest))
            })
            // The longest name wins, so that no ICP hides behind another one's name.
            .min_by_key(|(_, rest)| rest.len())
    }

    /// Opens what is no id of the plan in one ICP's own: a company, or the ids nearest to it.
    fn open_within(&self, icp: usize, rest: &str) -> Opened {
        let name = self.name(icp);
        let named = |listed: Vec<ListedView>| -> Vec<ListedView> {
            let named = listed.into_iter().map(|of| ListedView {
                id: id::within(name, &of.id),
                ..of
            });
            named.collect()
        };
        match self.cases[icp].open(rest) {
            Opened::One(why) => {
                let (id, says) = (why.id.clone(), why.says.clone());
                let entry = self.within(icp, Entry::new(id, says, move |_| (*why).clone()));
                Opened::One(Box::new(entry.open(&self.words)))
            }
            Opened::Several(listed) => Opened::Several(named(listed)),
            Opened::Group(listed) => Opened::Group(named(listed)),
            Opened::Nothing(near) => {
                Opened::Nothing(near.iter().map(|id| id::within(name, id)).collect())
            }
        }
    }

    fn nearest(&self, asked: &str) -> Vec<String> {
        let mut known = self.list();
        let targets = self.plan.view.targets.iter();
        known.extend(
            targets
                .filter_map(|target| self.row_of(&target.key))
                .flat_map(|row| {
                    let entries = self.of_company(row);
                    entries.iter().map(Entry::listed).collect::<Vec<_>>()
                }),
        );
        nearest(asked, known.iter().map(|entry| entry.id.as_str()).collect())
    }
}

impl Entry<'_> {
    /// Whether it speaks of a persona or its drafts, which belong to one ICP.
    fn is_of_one_icp(&self) -> bool {
        ["persona.", "message.", "house.", "idea."]
            .iter()
            .any(|opens| self.id.starts_with(opens))
    }
}

/// Gives the ids of a part the name of their ICP.
fn rename(part: &mut PartView, icp: &str) {
    if let Some(id) = &mut part.id {
        *id = id::within(icp, id);
    }
    part.rests_on
        .iter_mut()
        .for_each(|below| rename(below, icp));
}
