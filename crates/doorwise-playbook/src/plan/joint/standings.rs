//! Under which ICP each company stands, and which it meets besides.

use doorwise_model::card::reference::Decision;
use doorwise_model::market::{Counts, Market, Scoring};

use crate::id;
use crate::plan::{Plan, PlanInputs};
use crate::view::{OverlapView, OverlapsView};

/// What several ICPs say of a market.
pub(crate) struct Standings {
    /// The plan of each ICP as if it were alone.
    pub(crate) each: Vec<Plan>,
    /// Every company once, in list order.
    pub(crate) list: Vec<Stands>,
    /// For each ICP the position in its own list, by row.
    positions: Vec<Vec<u32>>,
}

/// One company under the ICP it stands under.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stands {
    /// Position of the ICP.
    pub(crate) icp: usize,
    /// What that ICP says of the company.
    pub(crate) scoring: Scoring,
}

impl Standings {
    /// Returns where each company stands: under the ICP that [`Scoring::standing`] puts first, of
    /// equals under the first in file order.
    pub(crate) fn new(each: Vec<Plan>, market: &dyn Market) -> Self {
        let n_companies = market.facts().companies;
        let positions = each
            .iter()
            .map(|plan| positions(&plan.scored.list, n_companies))
            .collect();
        let mut standings = Self {
            each,
            list: Vec::with_capacity(n_companies),
            positions,
        };
        standings.list = standings.merged(market);
        standings
    }

    /// Returns what one ICP says of a company.
    pub(crate) fn scoring(&self, icp: usize, row: usize) -> &Scoring {
        &self.each[icp].scored.list[self.positions[icp][row] as usize]
    }

    /// Returns the positions of the ICPs that do not ignore a company.
    pub(crate) fn met(&self, row: usize) -> Vec<usize> {
        (0..self.each.len())
            .filter(|&icp| self.scoring(icp, row).decision != Decision::Ignore)
            .collect()
    }

    /// Merges the lists of the ICPs, of which each company stays in one; the order is that of one list.
    fn merged(&self, market: &dyn Market) -> Vec<Stands> {
        let home: Vec<usize> = (0..market.facts().companies)
            .map(|row| {
                // Of equals the first stays.
                (0..self.each.len())
                    .min_by_key(|&icp| self.scoring(icp, row).standing())
                    .unwrap_or_default()
            })
            .collect();
        let home = &home;
        let mut heads: Vec<_> = self
            .each
            .iter()
            .enumerate()
            .map(|(icp, plan)| {
                let list = plan.scored.list.iter();
                list.filter(move |scoring| home[scoring.row as usize] == icp)
                    .peekable()
            })
            .collect();
        let id = |scoring: &Scoring| market.name(scoring.row as usize).id;
        let mut merged = Vec::with_capacity(home.len());
        loop {
            let next = heads
                .iter_mut()
                .enumerate()
                .filter_map(|(icp, head)| Some((icp, **head.peek()?)))
                .min_by(|(_, a), (_, b)| {
                    a.list_key()
                        .cmp(&b.list_key())
                        .then_with(|| id(a).cmp(id(b)))
                        .then_with(|| a.row.cmp(&b.row))
                });
            let Some((icp, scoring)) = next else {
                return merged;
            };
            heads[icp].next();
            merged.push(Stands { icp, scoring });
        }
    }

    /// Counts the companies that stand under each ICP.
    pub(super) fn counts(&self) -> Vec<Counts> {
        let mut counts = vec![Counts::default(); self.each.len()];
        for company in &self.list {
            counts[company.icp].add(company.scoring.decision);
        }
        counts
    }

    /// Counts the companies that no ICP of a pair ignores.
    pub(super) fn overlaps(&self, inputs: &[PlanInputs<'_>]) -> OverlapsView {
        let mut overlaps = Overlaps::new(inputs.len());
        for company in &self.list {
            overlaps.add(&self.met(company.scoring.row as usize));
        }
        let icps: Vec<&str> = inputs.iter().map(|of| of.icp.id.as_str()).collect();
        overlaps.view(&icps)
    }
}

/// Companies that meet more than one ICP, counted one after the other.
#[derive(Clone, Debug)]
pub struct Overlaps {
    pairs: Vec<[usize; 2]>,
    companies: Vec<usize>,
    in_several: usize,
}

impl Overlaps {
    /// Returns the counts of no company, for so many ICPs.
    pub fn new(n_icps: usize) -> Self {
        let pairs: Vec<[usize; 2]> = (0..n_icps)
            .flat_map(|a| (a + 1..n_icps).map(move |b| [a, b]))
            .collect();
        Self {
            companies: vec![0; pairs.len()],
            pairs,
            in_several: 0,
        }
    }

    /// Adds a company by the positions of the ICPs that do not ignore it.
    pub fn add(&mut self, met: &[usize]) {
        self.add_many(met, 1);
    }

    /// Adds companies that the same ICPs do not ignore, by the positions of these.
    pub fn add_many(&mut self, met: &[usize], companies: usize) {
        if met.len() < 2 {
            return;
        }
        self.in_several += companies;
        for ([a, b], n) in self.pairs.iter().zip(&mut self.companies) {
            if met.contains(a) && met.contains(b) {
                *n += companies;
            }
        }
    }

    /// Returns what was counted, given the ids of the ICPs.
    pub fn view(self, icps: &[&str]) -> OverlapsView {
        let ids = id::each_once(self.pairs.iter().map(|[a, b]| {
            let part = |icp: &usize| id::part(icps[*icp]);
            format!("overlap.{}+{}", part(a), part(b))
        }));
        OverlapsView {
            id: "overlap",
            companies: self.in_several,
            pairs: self
                .pairs
                .into_iter()
                .zip(self.companies)
                .zip(ids)
                .map(|((pair, companies), id)| OverlapView {
                    id,
                    icps: pair.map(|icp| icps[icp].to_owned()),
                    companies,
                })
                .collect(),
        }
    }
}

/// Returns the position in a list of each row.
fn positions(list: &[Scoring], n_companies: usize) -> Vec<u32> {
    let mut positions = vec![0; n_companies];
    for (position, scoring) in (0..).zip(list) {
        positions[scoring.row as usize] = position;
    }
    positions
}
