//! Two groups of closed deals held against each other.

use std::collections::BTreeMap;

use doorwise_fit::family::{self, Asked, Question};
use doorwise_fit::rate::{self, Z_90};
use doorwise_fit::strata;
use doorwise_model::Estimate;

use super::SEED;
use super::ground::{Deal, Ground};
use super::rule::{Contrast, Counted, Finding, Number};
use super::worth;

/// Fewest closed deals on each side of a comparison.
pub(super) const FEWEST: usize = 8;

/// One case of two groups that are no deals: leads, first touches.
pub(super) struct Sided {
    /// Whether it is in the group of which fewer are expected.
    pub(super) is_inside: bool,
    pub(super) yes: bool,
    /// Whose it is: the same number for cases of one company.
    pub(super) unit: u64,
    /// Cases are compared within this.
    pub(super) stratum: u32,
}

/// Returns the chance that as many fewer of the one group come to a yes where nothing is there, the
/// rule tested by itself, and the difference within the strata, where it lies below 0.
pub(super) fn fewer_inside(cases: &[Sided]) -> (f64, Option<Estimate>) {
    let mut cells: BTreeMap<u32, strata::Cell> = BTreeMap::new();
    for case in cases {
        let cell = &mut cells.entry(case.stratum).or_default()[usize::from(!case.is_inside)];
        cell.0 += usize::from(case.yes);
        cell.1 += 1;
    }
    let question = Question {
        yes: cases.iter().map(|case| case.yes).collect(),
        units: cases.iter().map(|case| case.unit).collect(),
        asked: vec![Asked {
            rule: 0,
            inside: cases.iter().map(|case| Some(case.is_inside)).collect(),
            more: false,
            strata: cases.iter().map(|case| case.stratum).collect(),
        }],
    };
    let chance = family::answers(&[question], SEED)[0][0].chance;
    let cells: Vec<strata::Cell> = cells.into_values().collect();
    let gap = strata::difference(&cells).filter(|gap| gap.value < 0.0);
    (chance, gap)
}

/// Which closed deals are inside.
pub(super) struct Split {
    pub(super) inside: Vec<Option<bool>>,
    more: bool,
    strata: Vec<u32>,
    /// By stratum, the two sides.
    cells: Vec<strata::Cell>,
    /// Won, of how many.
    pub(super) here: (usize, usize),
    pub(super) there: (usize, usize),
    deals: Vec<usize>,
    /// The cases of both sides.
    cases: [Vec<Counted>; 2],
    end: &'static str,
    downstream: f64,
}

impl Split {
    /// Splits the closed deals; `side` says none where a deal takes no part.
    pub(super) fn new(
        ground: &Ground<'_>,
        more: bool,
        side: impl Fn(&Deal) -> Option<bool>,
    ) -> Self {
        let won: Vec<bool> = ground.closed().map(Deal::is_won).collect();
        Self::counted(ground, more, ground.closed().map(side).collect(), &won)
    }

    /// Splits the closed deals and counts another end than the win.
    pub(super) fn counted(
        ground: &Ground<'_>,
        more: bool,
        inside: Vec<Option<bool>>,
        yes: &[bool],
    ) -> Self {
        let cases = |wanted: bool| -> Vec<Counted> {
            let on_side = ground.closed.iter().zip(yes).zip(&inside);
            on_side
                .filter(|(_, side)| **side == Some(wanted))
                .map(|((&idx, &yes), _)| Counted::deal(idx, yes))
                .collect()
        };
        let cases = [cases(true), cases(false)];
        let (here, there) = (tally(&cases[0]), tally(&cases[1]));
        let on_side = ground.closed.iter().zip(&inside);
        let deals = on_side
            .filter(|(_, side)| **side == Some(true))
            .map(|(&idx, _)| idx)
            .collect();
        Self {
            here,
            there,
            deals,
            cases,
            inside,
            more,
            strata: Vec::new(),
            cells: Vec::new(),
            end: "were won",
            downstream: 1.0,
        }
    }

    /// Compares within strata alone; `stratum` of each closed deal.
    pub(super) fn within(mut self, ground: &Ground<'_>, stratum: impl Fn(&Deal) -> u32) -> Self {
        self.strata = ground.closed().map(stratum).collect();
        let mut cells: BTreeMap<u32, strata::Cell> = BTreeMap::new();
        for ((deal, side), stratum) in ground.closed().zip(&self.inside).zip(&self.strata) {
            if let Some(inside) = side {
                let cell = &mut cells.entry(*stratum).or_default()[usize::from(!inside)];
                cell.0 += usize::from(deal.is_won());
                cell.1 += 1;
            }
        }
        self.cells = cells.into_values().collect();
        self
    }

    /// Names the end that is counted, as a verb ("were won"), and the share of those that reach it which are won.
    pub(super) fn towards(mut self, end: &'static str, downstream: f64) -> Self {
        self.end = end;
        self.downstream = downstream;
        self
    }

    /// Returns whether both sides have deals enough.
    pub(super) fn is_enough(&self) -> bool {
        self.here.1 >= FEWEST && self.there.1 >= FEWEST
    }

    /// Returns the share of the compared deals that are inside.
    pub(super) fn share(&self) -> f64 {
        self.here.1 as f64 / (self.here.1 + self.there.1).max(1) as f64
    }

    /// Returns the win rate inside less that outside, within strata where there are any.
    pub(super) fn gap(&self) -> Option<Estimate> {
        match self.cells.as_slice() {
            [] => rate::difference(self.here, self.there),
            cells => strata::difference(cells),
        }
    }

    /// Returns the comparison, with what is to be said where it holds.
    pub(super) fn asks(self, finding: Option<Finding>) -> Contrast {
        Contrast {
            inside: self.inside,
            more: self.more,
            strata: self.strata,
            finding,
        }
    }

    /// Returns a finding of this comparison: `inside` and `outside` name the two groups in the plural,
    /// `affected` counts the closed deals that a change would touch, names them and says what would be
    /// changed about them.
    pub(super) fn finding(
        &self,
        ground: &Ground<'_>,
        says: String,
        (inside, outside): (&str, &str),
        affected: (f64, &str, &str),
    ) -> Option<Finding> {
        let gap = self.gap()?;
        if (gap.value > 0.0) != self.more {
            return None;
        }
        let [here, there] = &self.cases;
        Some(Finding {
            subject: None,
            says,
            numbers: vec![
                share(format!("of {inside} {}", self.end), here.clone())?,
                share(format!("of {outside} {}", self.end), there.clone())?,
                Number {
                    label: match self.cells.is_empty() {
                        true => "difference".to_owned(),
                        false => "difference among like deals".to_owned(),
                    },
                    hits: None,
                    estimate: gap,
                    unit: "points",
                    cases: here.iter().chain(there).cloned().collect(),
                },
            ],
            worth: worth::worth(ground, affected, scaled(gap, self.downstream)),
            surely: surely(gap),
            weight: self.share(),
            deals: self.deals.clone(),
            files: Vec::new(),
            next: None,
            wording: None,
        })
    }
}

/// Returns a difference times a factor that has no doubt of its own.
pub(super) fn scaled(gap: Estimate, factor: f64) -> Estimate {
    Estimate {
        value: gap.value * factor,
        low: gap.low * factor,
        high: gap.high * factor,
        n: gap.n,
    }
}

/// Returns a share with its interval; the cases are what it is counted from, so that they always add up
/// to it.
pub(super) fn share(label: String, cases: Vec<Counted>) -> Option<Number> {
    let (hits, n) = tally(&cases);
    Some(Number {
        label,
        hits: Some(hits),
        estimate: rate::rate(hits, n)?,
        unit: "share",
        cases,
    })
}

/// Returns how many cases count, and how many there are.
pub(super) fn tally(cases: &[Counted]) -> (usize, usize) {
    let hits = cases.iter().filter(|case| case.counts).count();
    (hits, cases.len())
}

/// Returns the deals that fulfil a condition among those asked about.
pub(super) fn deals_that(
    ground: &Ground<'_>,
    asked: impl Fn(&Deal) -> Option<bool>,
) -> Vec<Counted> {
    let deals = ground.deals.iter().enumerate();
    deals
        .filter_map(|(idx, deal)| Some(Counted::deal(idx, asked(deal)?)))
        .collect()
}

/// Returns the chance that a difference has its sign, by the normal distribution that its interval is of.
pub(super) fn surely(gap: Estimate) -> f64 {
    let deviation = (gap.high - gap.low) / (2.0 * Z_90);
    if deviation <= 0.0 {
        return 1.0;
    }
    let z = gap.value.abs() / deviation;
    1.0 - 0.5 * libm::erfc(z / std::f64::consts::SQRT_2)
}

/// Says what a finding speaks of, where its rule may speak of several.
pub(super) fn name(finding: &mut Option<Finding>, subject: &str) {
    if let Some(finding) = finding {
        finding.subject = Some(subject.to_owned());
    }
}

/// Returns `31 of 120 (26 %)`.
pub(super) fn of((hits, n): (usize, usize)) -> String {
    format!(
        "{hits} of {n} ({:.0} %)",
        100.0 * hits as f64 / n.max(1) as f64
    )
}

/// Returns the lower end of Wilson's 98 % interval: the bound that a share of a sample must pass.
pub(super) fn surely_at_least(hits: usize, n: usize) -> f64 {
    const Z_98: f64 = 2.326_347_874_040_841;
    if n == 0 {
        return 0.0;
    }
    rate::wilson(hits, n, Z_98).0
}
