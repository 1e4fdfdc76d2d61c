//! Fills the example's README with what was planted and what this run gave.

use super::deals::{EXACT_FIT, Outcome, Ratio};
use super::{Options, Story, World, deals};

const TEMPLATE: &str = include_str!("workspace/README.md");

/// Closed deals counted by outcome.
#[derive(Default)]
struct Closed {
    won: usize,
    lost: usize,
}

impl Closed {
    fn count(world: &World, belongs: impl Fn(&deals::Deal) -> bool) -> Self {
        let mut closed = Self::default();
        for deal in world.history.deals.iter().filter(|deal| belongs(deal)) {
            match deal.outcome {
                Outcome::Won => closed.won += 1,
                Outcome::Lost => closed.lost += 1,
                Outcome::Open => {}
            }
        }
        closed
    }

    fn said(&self) -> String {
        let all = self.won + self.lost;
        format!("{} of {all} won ({} %)", self.won, percent(self.won, all))
    }
}

/// Returns the README of a generated workspace.
pub(super) fn write(options: &Options, world: &World) -> String {
    let inside = |deal: &deals::Deal| world.companies[deal.company].inside;
    let with = Closed::count(world, |deal| inside(deal) && deal.has_marketing_leader);
    let without = Closed::count(world, |deal| inside(deal) && !deal.has_marketing_leader);
    let companies_inside = world
        .companies
        .iter()
        .filter(|company| company.inside)
        .count();
    let open = world
        .history
        .deals
        .iter()
        .filter(|deal| deal.outcome == Outcome::Open)
        .count();
    let (planted, more_often) = match options.story {
        Story::Planted => (
            format!("odds ratio {}", decimal(deals::MARKETING_LEADER)),
            "more often",
        ),
        Story::Absent => (
            "nothing: made with `--no-story`, odds ratio 1".to_owned(),
            "no more often than others: this is the story without its effect",
        ),
    };
    [
        ("{seed}", options.seed.to_string()),
        ("{planted}", planted),
        ("{more_often}", more_often.to_owned()),
        ("{exact_fit}", decimal(EXACT_FIT)),
        ("{companies}", world.companies.len().to_string()),
        ("{companies_inside}", companies_inside.to_string()),
        (
            "{companies_inside_percent}",
            percent(companies_inside, world.companies.len()).to_string(),
        ),
        ("{deals}", world.history.deals.len().to_string()),
        ("{open}", open.to_string()),
        ("{contacts}", world.history.roster.len().to_string()),
        ("{all}", Closed::count(world, |_| true).said()),
        ("{inside}", Closed::count(world, inside).said()),
        (
            "{outside}",
            Closed::count(world, |deal| !inside(deal)).said(),
        ),
        ("{with}", with.said()),
        ("{without}", without.said()),
        ("{observed}", observed(&with, &without)),
    ]
    .into_iter()
    .fold(TEMPLATE.to_owned(), |text, (name, value)| {
        text.replace(name, &value)
    })
}

/// Returns the crude odds ratio of the four counts, to two places.
fn observed(with: &Closed, without: &Closed) -> String {
    let (above, below) = (with.won * without.lost, with.lost * without.won);
    if below == 0 {
        return "not defined, a cell is empty".to_owned();
    }
    let hundredths = (above * 100 + below / 2) / below;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Returns a share in whole per cent; nothing of nothing is 0.
fn percent(part: usize, all: usize) -> usize {
    (part * 100 + all / 2).checked_div(all).unwrap_or(0)
}

fn decimal(Ratio(above, below): Ratio) -> String {
    let tenths = above * 10 / below;
    format!("{}.{}", tenths / 10, tenths % 10)
}
