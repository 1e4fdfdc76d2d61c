//! What a segment brings, beside how often it is won: won money for each deal worked on, and for each
//! day of selling.
//!
//! Sales velocity (win rate x amount / cycle, `domain.md` 12) of a segment is its won money over the
//! days of all its deals, lost ones included. Intervals are those of the jackknife that leaves out one
//! group of accounts at a time (P. S. Kott, Journal of Official Statistics 17, 2001), on the scale of
//! logarithms, so that few large deals make them wide.
//!
//! Where it is known who stayed, what a segment brings against all is of money kept: its won money counts
//! by the mean share of the first year that its customers stay. Who came less than a year ago says
//! nothing yet, whether still there or not.

use doorwise_model::Estimate;

use crate::deals::Deals;

/// Fewest won deals with an amount from which anything is said.
const FEWEST_WON: usize = 8;
/// Groups of accounts that are left out in turn.
const GROUPS: usize = 20;
/// Student's t for a two-sided 90 % interval with 19 degrees of freedom.
const T_90: f64 = 1.729_132_811_521_367;
/// Least share of the deals whose days from opening to closing must be known.
const KNOWN_CYCLES: f64 = 0.8;

/// What a set of deals brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Economics {
    /// Mean amount of its won deals.
    pub amount: f64,
    /// Mean days from opening to closing of its deals; none where too few are known.
    pub cycle: Option<f64>,
    /// Won money for each deal, lost ones included.
    pub per_deal: Estimate,
    /// Won money for each day that its deals were open.
    pub per_day: Option<Estimate>,
    /// Mean share of the first year that its customers stay; none where too few are known.
    pub kept: Option<Estimate>,
    /// `per_day` over that of all deals, or `per_deal` where days are not known, times the share kept
    /// over that of all where it is known; none for all deals.
    pub times_all: Option<Estimate>,
}

/// Sums over deals of one group of accounts.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    money: f64,
    deals: f64,
    won: f64,
    days: f64,
    known_days: f64,
    /// Money of the deals whose days are known.
    timed_money: f64,
    /// Shares of the first year that customers stayed, and how many are known.
    kept: f64,
    known_kept: f64,
}

impl Sums {
    fn plus(self, other: Self, sign: f64) -> Self {
        Self {
            money: self.money + sign * other.money,
            deals: self.deals + sign * other.deals,
            won: self.won + sign * other.won,
            days: self.days + sign * other.days,
            known_days: self.known_days + sign * other.known_days,
            timed_money: self.timed_money + sign * other.timed_money,
            kept: self.kept + sign * other.kept,
            known_kept: self.known_kept + sign * other.known_kept,
        }
    }

    fn kept(&self) -> f64 {
        self.kept / self.known_kept
    }

    fn per_deal(&self) -> f64 {
        self.money / self.deals
    }

    fn per_day(&self) -> f64 {
        self.timed_money / self.days
    }
}

/// The deals of one segment by group of accounts.
struct Grouped {
    all: Sums,
    groups: [Sums; GROUPS],
}

impl Grouped {
    fn of(deals: &Deals, rows: impl Iterator<Item = usize>) -> Self {
        let mut groups = [Sums::default(); GROUPS];
        for row in rows {
            // A won deal of which nobody knows the amount says nothing of money.
            let money = match (deals.won[row], deals.amounts[row]) {
                (true, None) => continue,
                (true, Some(amount)) => amount,
                (false, _) => 0.0,
            };
            let sums = &mut groups[group(deals.units[row])];
            sums.money += money;
            sums.deals += 1.0;
            sums.won += f64::from(u8::from(deals.won[row]));
            if let (true, Some(kept)) = (deals.won[row], deals.kept.get(row).copied().flatten()) {
                sums.kept += kept;
                sums.known_kept += 1.0;
            }
            if let Some(days) = cycle(deals, row) {
                sums.days += days;
                sums.known_days += 1.0;
                sums.timed_money += money;
            }
        }
        let all = groups
            .iter()
            .fold(Sums::default(), |all, group| all.plus(*group, 1.0));
        Self { all, groups }
    }

    fn has_kept(&self) -> bool {
        self.all.known_kept >= FEWEST_WON as f64 && self.all.kept > 0.0
    }

    fn has_cycles(&self) -> bool {
        self.all.days > 0.0 && self.all.known_days >= KNOWN_CYCLES * self.all.deals
    }

    /// Returns an estimate of a positive quantity; `value` takes the sums without one group.
    fn estimate(&self, value: impl Fn(&dyn Fn(&Self) -> Sums) -> f64) -> Estimate {
        let whole = value(&|grouped| grouped.all);
        let squares: f64 = (0..GROUPS)
            .map(|out| {
                let without = value(&|grouped| grouped.all.plus(grouped.groups[out], -1.0));
                (libm::log(without.max(1e-300)) - libm::log(whole)).powi(2)
            })
            .sum();
        let half = T_90 * (squares * (GROUPS - 1) as f64 / GROUPS as f64).sqrt();
        Estimate {
            value: whole,
            low: whole * libm::exp(-half),
            high: whole * libm::exp(half),
            n: self.all.deals as usize,
        }
    }
}

/// Returns what all deals bring; none where too few won deals have an amount.
pub fn of_all(deals: &Deals) -> Option<Economics> {
    economics(&Grouped::of(deals, amounts(deals)?), None)
}

/// Returns what some deals bring; none where too few of them that were won have an amount.
pub fn of_rows(deals: &Deals, rows: &[u32]) -> Option<Economics> {
    let all = Grouped::of(deals, amounts(deals)?);
    let inside = Grouped::of(deals, rows.iter().map(|&row| row as usize));
    economics(&inside, Some(&all))
}

/// Returns the rows, where amounts are known at all.
fn amounts(deals: &Deals) -> Option<std::ops::Range<usize>> {
    (!deals.amounts.is_empty()).then_some(0..deals.len())
}

fn economics(inside: &Grouped, all: Option<&Grouped>) -> Option<Economics> {
    let sums = inside.all;
    if sums.won < FEWEST_WON as f64 || sums.money <= 0.0 {
        return None;
    }
    let is_timed = inside.has_cycles() && sums.timed_money > 0.0;
    let times_all = all.map(|all| {
        let is_timed = is_timed && all.has_cycles();
        let is_kept = inside.has_kept() && all.has_kept();
        inside.estimate(|sums| {
            let money = match is_timed {
                true => sums(inside).per_day() / sums(all).per_day(),
                false => sums(inside).per_deal() / sums(all).per_deal(),
            };
            match is_kept {
                true => money * sums(inside).kept() / sums(all).kept(),
                false => money,
            }
        })
    });
    let kept = inside.has_kept().then(|| {
        let kept = inside.estimate(|sums| sums(inside).kept());
        Estimate {
            high: kept.high.min(1.0),
            n: sums.known_kept as usize,
            ..kept
        }
    });
    Some(Economics {
        amount: sums.money / sums.won,
        cycle: is_timed.then(|| sums.days / sums.known_days),
        per_deal: inside.estimate(|sums| sums(inside).per_deal()),
        per_day: is_timed.then(|| inside.estimate(|sums| sums(inside).per_day())),
        kept,
        times_all,
    })
}

/// Returns the days from opening to closing, at least one; none where they are not known or negative.
fn cycle(deals: &Deals, row: usize) -> Option<f64> {
    let opened = deals.opened.get(row).copied().flatten()?;
    let closed = deals.days.get(row).copied().flatten()?;
    (closed >= opened).then(|| f64::from((closed - opened).max(1)))
}

/// Deals an account out to a group.
fn group(unit: u64) -> usize {
    // Fibonacci hashing: neighbouring numbers fall apart.
    (unit.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % GROUPS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deals() -> Deals {
        // Forty deals: even rows won. The first twenty bring 100 in 10 days, the others 400 in 80.
        let n = 40;
        Deals {
            won: (0..n).map(|row| row % 2 == 0).collect(),
            amounts: (0..n)
                .map(|row| Some(if row < 20 { 100.0 } else { 400.0 }))
                .collect(),
            opened: vec![Some(0); n],
            days: (0..n)
                .map(|row| Some(if row < 20 { 10 } else { 80 }))
                .collect(),
            units: (0..n as u64).collect(),
            ..Deals::default()
        }
    }

    #[test]
    fn money_for_each_deal_and_each_day_by_hand() {
        let deals = deals();
        let all = of_all(&deals).expect("twenty won deals");
        // 10 x 100 + 10 x 400 = 5,000 won, over 40 deals and 20 x 10 + 20 x 80 = 1,800 days.
        assert!((all.amount - 250.0).abs() < 1e-9);
        assert!((all.per_deal.value - 125.0).abs() < 1e-9);
        assert!((all.per_day.expect("days are known").value - 5_000.0 / 1_800.0).abs() < 1e-9);
        let first: Vec<u32> = (0..20).collect();
        let quick = of_rows(&deals, &first).expect("ten won deals");
        assert!((quick.cycle.expect("days") - 10.0).abs() < 1e-9);
        // 1,000 over 200 days against 2.78 a day: small deals, and still worth more of a seller's time.
        let times = quick.times_all.expect("held against all");
        assert!(
            (times.value - 5.0 / (5_000.0 / 1_800.0)).abs() < 1e-9,
            "{times:?}"
        );
        assert!(
            times.low < times.value && times.value < times.high,
            "{times:?}"
        );
        assert!(quick.per_deal.value < all.per_deal.value);
    }

    /// The first ten won deals are kept half the year, the other ten all of it: 7.5 of 10 on average, so
    /// the first bring two thirds of what their money alone says.
    #[test]
    fn money_counts_by_the_share_of_the_year_that_is_kept() {
        let plain = deals();
        let kept = |row: usize| plain.won[row].then_some(if row < 20 { 0.5 } else { 1.0 });
        let known = Deals {
            kept: (0..plain.len()).map(kept).collect(),
            ..plain.clone()
        };
        let first: Vec<u32> = (0..20).collect();
        let (before, after) = (of_rows(&plain, &first), of_rows(&known, &first));
        let (before, after) = (before.expect("ten won"), after.expect("ten won"));
        assert_eq!(before.kept, None);
        assert!((after.kept.expect("known").value - 0.5).abs() < 1e-9);
        let times = |found: &Economics| found.times_all.expect("held against all").value;
        assert!((times(&after) / times(&before) - 0.5 / 0.75).abs() < 1e-9);
    }

    #[test]
    fn few_won_deals_say_nothing_of_money() {
        let deals = deals();
        assert_eq!(of_rows(&deals, &[0, 1, 2, 3, 4, 5, 6]), None);
        assert_eq!(
            of_all(&Deals {
                amounts: Vec::new(),
                ..deals
            }),
            None
        );
    }
}
