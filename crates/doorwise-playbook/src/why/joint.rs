//! What opens the ids of a plan for several ICPs: its own, and those of each ICP.
//!
//! What an ICP says keeps the explanation it has in that ICP's own plan; its ids get the ICP's name.

mod company;
mod count;

use super::{Case, Entry, ListedView, Opened, PartView, WhyView, nearest};
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
        }
    }

    /// Returns every id but those of the companies: of all ICPs together, of each, of the workspace.
    pub fn list(&self) -> Vec<ListedView> {
        let mut listed: Vec<ListedView> = self.own().iter().map(Entry::listed).collect();
        let mut of_all = Vec::new();
        for (icp, case) in self.cases.iter().enumerate() {
            for mut entry in case.list() {
                let within = id::within(self.name(icp), &entry.id);
                if within != entry.id {
                    // What to do next is said for all of them.
                    if !entry.id.starts_with("action.") {
                        entry.id = within;
                        listed.push(entry);
                    }
                } else if !of_all.contains(&entry) {
                    of_all.push(entry);
                }
            }
        }
        of_all.retain(|entry| listed.iter().all(|known| known.id != entry.id));
        listed.extend(of_all);
        listed
    }

    /// Opens an id, or the company with this id, name, domain or row.
    pub fn open(&self, asked: &str) -> Opened {
        let asked = asked.trim();
        if let Some(entry) = self.own().into_iter().find(|entry| entry.id == asked) {
            return Opened::One(Box::new(entry.open()));
        }
        if let Some((icp, rest)) = self.within(asked) {
            return self.scoped(icp, self.cases[icp].open(rest));
        }
        let opened: Vec<(usize, WhyView)> = self
            .cases
            .iter()
            .enumerate()
            .filter_map(|(icp, case)| Some((icp, case.open_own(asked)?)))
            .collect();
        match opened.as_slice() {
            [] => self.open_company(asked),
            [(icp, why)] => Opened::One(Box::new(self.renamed(*icp, why.clone()))),
            // What belongs to the workspace says the same whatever the ICP.
            [(icp, why), ..] if id::within(self.name(*icp), &why.id) == why.id => {
                Opened::One(Box::new(why.clone()))
            }
            several => Opened::Several(
                several
                    .iter()
                    .map(|(icp, why)| ListedView {
                        id: id::within(self.name(*icp), &why.id),
                        says: why.says.clone(),
                    })
                    .collect(),
            ),
        }
    }

    fn name(&self, icp: usize) -> &'a str {
        &self.inputs[icp].icp.id
    }

    /// Returns the ICP that an id names, and what stands behind its name.
    fn within<'i>(&self, asked: &'i str) -> Option<(usize, &'i str)> {
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

    fn scoped(&self, icp: usize, opened: Opened) -> Opened {
        let named = |id: &String| id::within(self.name(icp), id);
        match opened {
            Opened::One(why) => Opened::One(Box::new(self.renamed(icp, *why))),
            Opened::Several(listed) => Opened::Several(
                listed
                    .into_iter()
                    .map(|entry| ListedView {
                        id: named(&entry.id),
                        ..entry
                    })
                    .collect(),
            ),
            Opened::Nothing(near) => Opened::Nothing(near.iter().map(named).collect()),
        }
    }

    /// Returns an explanation whose ids name the ICP that gave it.
    fn renamed(&self, icp: usize, mut why: WhyView) -> WhyView {
        let name = self.name(icp);
        let within = id::within(name, &why.id);
        if let Some(more) = &mut why.more {
            *more = more.replace(&format!("why {} ", why.id), &format!("why {within} "));
        }
        why.id = within;
        for part in why.rests_on.iter_mut().chain(&mut why.rows) {
            rename(part, name);
        }
        why
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

/// Gives the ids of a part the name of their ICP.
fn rename(part: &mut PartView, icp: &str) {
    if let Some(id) = &mut part.id {
        *id = id::within(icp, id);
    }
    part.rests_on
        .iter_mut()
        .for_each(|below| rename(below, icp));
}
