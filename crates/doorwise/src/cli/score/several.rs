//! Several ICPs: each company stands under one of them and is counted once.

use doorwise_market::stream::{Found, Piece, Said, Tally, stands_under};
use doorwise_model::card::reference::Decision;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Counts, Scoring};
use doorwise_playbook::explain::explain;
use doorwise_playbook::id;
use doorwise_playbook::plan::{self, Overlaps};
use doorwise_playbook::view::{
    CountsView, OverlapsView, SaysView, StandsView, TargetView, TierView,
};
use serde::Serialize;

use super::super::OutputFormat;
use super::super::loose::{Loose, MappedView};
use super::{ScoreArgs, Scored, remarks};
use crate::output::score_text;
use crate::shell::{Fault, Shell, Status};

/// What `doorwise score --format json` prints of several ICPs.
#[derive(Serialize)]
pub(crate) struct SeveralView {
    pub(crate) table: String,
    /// Companies by decision, each counted once, by the ICP it stands under.
    pub(crate) counts: CountsView,
    pub(crate) overlaps: OverlapsView,
    /// In the order in which they were named.
    pub(crate) icps: Vec<OneView>,
    pub(crate) skipped_rows: Vec<String>,
    pub(crate) columns: Vec<MappedView>,
    pub(crate) top: Vec<TargetView>,
    /// What `doorwise why` needs besides an id, for people.
    #[serde(skip)]
    pub(crate) words: String,
}

/// What one of them says.
#[derive(Serialize)]
pub(crate) struct OneView {
    pub(crate) icp: String,
    pub(crate) stands: StandsView,
    /// Of all companies, as if it were alone.
    pub(crate) tiers: Vec<TierView>,
    pub(crate) remarks: Vec<SaysView>,
    pub(crate) no_column: Vec<String>,
    pub(crate) unchecked_exclusions: Vec<String>,
}

/// Where the companies stand, counted piece by piece.
pub(super) struct Standing {
    counts: Counts,
    /// By ICP.
    stands: Vec<Counts>,
    overlaps: Overlaps,
}

impl Standing {
    pub(super) fn new(n_icps: usize) -> Self {
        Self {
            counts: Counts::default(),
            stands: vec![Counts::default(); n_icps],
            overlaps: Overlaps::new(n_icps),
        }
    }

    pub(super) fn add(&mut self, piece: &Piece) {
        for (row, (icp, scoring)) in piece.stands().enumerate() {
            let each = piece.scorings.iter();
            let decisions = each.map(|scorings| scorings[row].decision);
            self.add_many(icp, scoring.decision, decisions, 1);
        }
    }

    /// Adds companies of which all ICPs say the same.
    pub(super) fn add_said(&mut self, said: &Said, companies: usize) {
        let icp = stands_under(said);
        let decisions = said.iter().map(|(decision, _)| *decision);
        self.add_many(icp, said[icp].0, decisions, companies);
    }

    /// Adds one company that stands under an ICP.
    pub(super) fn add_scored(&mut self, icp: usize, said: &[Scoring]) {
        let decisions = said.iter().map(|scoring| scoring.decision);
        self.add_many(icp, said[icp].decision, decisions, 1);
    }

    fn add_many(
        &mut self,
        icp: usize,
        stands: Decision,
        decisions: impl Iterator<Item = Decision>,
        companies: usize,
    ) {
        self.counts.add_many(stands, companies);
        self.stands[icp].add_many(stands, companies);
        let met = decisions.enumerate();
        let met = met.filter(|(_, decision)| *decision != Decision::Ignore);
        let met: Vec<usize> = met.map(|(icp, _)| icp).collect();
        self.overlaps.add_many(&met, companies);
    }
}

/// Prints what several ICPs say of a table.
pub(super) fn print(
    args: &ScoreArgs,
    loose: Loose,
    scored: Scored,
    shell: &mut Shell,
) -> Result<Status, Fault> {
    let Scored {
        tallies,
        best,
        standing,
        ..
    } = scored;
    let icps = &loose.icps;
    let names: Vec<&str> = icps.iter().map(|icp| icp.id.as_str()).collect();
    let found = best.finish();
    let top = found.iter().enumerate();
    let view = SeveralView {
        table: loose.sheet.head.name.clone(),
        counts: plan::counts_view(standing.counts),
        overlaps: standing.overlaps.view(&names),
        icps: icps
            .iter()
            .zip(&tallies)
            .zip(&standing.stands)
            .map(|((icp, tally), stands)| one_view(icp, tally, *stands))
            .collect(),
        top: top
            .map(|(idx, found)| target(icps, &tallies, found, idx + 1))
            .collect(),
        columns: loose.sheet.columns,
        skipped_rows: tallies.into_iter().next().unwrap_or_default().skipped,
        words: loose.words,
    };
    match args.format {
        OutputFormat::Json => shell.print_json(&view)?,
        OutputFormat::Text => {
            let text = score_text::show_several(&view, shell.width());
            shell.print(&text)?;
        }
    }
    Ok(if view.skipped_rows.is_empty() {
        Status::Clean
    } else {
        Status::Findings
    })
}

fn one_view(icp: &Icp, tally: &Tally, stands: Counts) -> OneView {
    let within = |of: &str| id::within(&icp.id, of);
    let exclusions = &icp.card.exclusions;
    OneView {
        icp: icp.id.clone(),
        stands: plan::stands_view(&icp.id, stands),
        tiers: tally
            .tiers
            .iter()
            .filter(|(decision, ..)| *decision != Decision::Ignore)
            .map(|(decision, tiers, companies)| {
                let view = plan::tier_view(icp, *decision, &tiers.to_vec(), *companies);
                TierView {
                    id: within(&view.id),
                    ..view
                }
            })
            .collect(),
        remarks: remarks(icp, tally)
            .into_iter()
            .map(|remark| SaysView {
                id: within(&remark.id),
                ..remark
            })
            .collect(),
        no_column: tally.no_column.iter().map(ToString::to_string).collect(),
        unchecked_exclusions: tally
            .unchecked
            .iter()
            .map(|&idx| exclusions[idx].show())
            .collect(),
    }
}

/// Explains a company by the ICP under which it stands, with what the others say.
fn target(icps: &[Icp], tallies: &[Tally], found: &Found, rank: usize) -> TargetView {
    let explained = |icp: usize, rank| {
        let unchecked = &tallies[icp].unchecked;
        explain(&icps[icp], &found.company, unchecked, rank)
    };
    let mut view = explained(found.icp, rank);
    view.icp = Some(icps[found.icp].id.clone());
    let stands = &found.scorings[found.icp];
    let others = found.scorings.iter().enumerate();
    let others = others.filter(|(icp, other): &(usize, &Scoring)| {
        *icp != found.icp && plan::has_to_say(stands, other)
    });
    view.also = others
        .map(|(icp, other)| {
            let blocking = || explained(icp, 0).blocking();
            plan::also(&icps[icp], other, &view.key, blocking)
        })
        .collect();
    view
}
