//! Which role carries won deals: each role against the other roles, honest about what deals can show.
//!
//! An account that is engaged has more people of every kind in its deals and is won more often, so
//! a role that does nothing looks decisive when deals with it are compared to deals without it. The
//! test therefore compares deals that have *as many* roles: among deals with three roles, are those
//! with this one won more often than those with three others? Where engagement raises the presence
//! of every role alike, the number of roles is all that the roles say of it (G. Rasch 1960; E. B.
//! Andersen, JRSS B 32, 1970), so that within one number the test is exact whatever engagement does.
//! It is competitive by itself: what all roles do alike cancels out. How far roles differ beyond chance
//! (a role that engaged accounts bring more than others do) widens the yardstick: the excess spread of
//! the other roles is added to the error, so that one outlier among equals can pass, and none among
//! unequals. Verdicts are held to a false discovery rate of 10 % (Y. Benjamini and Y. Hochberg, JRSS B
//! 57, 1995). Measured in `examples/who_simulation.rs`.

use doorwise_model::Estimate;

mod strata;
#[cfg(test)]
mod tests;

pub use strata::{Four, LogOdds, Strata};

/// Deals with and without a role below which it is not tested.
pub const LEAST_SIDE: usize = 8;
/// Closed deals below which nothing is called shown.
pub const FLOOR: usize = 100;
/// Closed deals above which amount is a stratum too.
const LAYERED: usize = 150;
/// Share of the roles called shown that may be wrong.
const FALSE_SHARE: f64 = 0.10;
/// The same for what is only called indicated: in one table of five, at most, chance gives a hint.
pub const HINTS: f64 = 0.20;
/// Power that "would settle it" stands for, as a standard normal number: 80 %.
const Z_POWER: f64 = 0.841_621_233_572_914_2;
/// Times as many deals beyond which no number is said to settle it.
const FAR: f64 = 6.0;

/// Who was in which closed deals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committees {
    /// Whether each deal was won.
    pub won: Vec<bool>,
    /// For each role: whether it was in each deal.
    pub present: Vec<Vec<bool>>,
    /// The deal's place by amount, such as a tercile; 0 where it is not known.
    pub layer: Vec<u8>,
    /// Whether it is known when people joined; where not, a late arrival looks like a cause and
    /// nothing is more than counted.
    pub dated: bool,
}

/// How far the deals show that a role carries them. The three are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Counted; no more than that.
    Seen,
    /// The interval against the other roles lies above 1, and the test holds at a looser level.
    Indicated,
    /// The test against the other roles holds, with every role looked at allowed for.
    Shown,
}

impl Grade {
    /// Returns the word of files and pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Indicated => "indicated",
            Self::Shown => "shown",
        }
    }
}

/// What the deals say of one role.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoleFinding {
    /// The counts, all deals together.
    pub four: Four,
    /// Odds ratio of a win, deals with the role to deals without, among deals with as many *other* roles;
    /// 90 % interval. Engagement that the number of roles does not tell is still in it.
    pub odds: Option<Estimate>,
    /// Odds ratio against the other roles: among deals with as many roles in all, less what the other
    /// roles show; 90 % interval.
    pub against: Option<Estimate>,
    /// The same drawn towards the mean of all roles, as far as they differ by chance alone.
    pub shrunk: Option<f64>,
    /// How likely chance gives as much, this role alone looked at.
    pub chance: Option<f64>,
    /// How far it is shown.
    pub grade: Grade,
    /// About how many more closed deals would settle it, if what is seen here is so.
    pub more: Option<usize>,
    /// The odds ratio that this many deals would find in four cases of five.
    pub detectable: Option<f64>,
}

struct Contest {
    against: LogOdds,
    exact: f64,
}

/// Returns what the deals say of each role, in their order.
pub fn assess(committees: &Committees) -> Vec<RoleFinding> {
    let n = committees.won.len();
    let contests: Vec<Option<Contest>> = (0..committees.present.len())
        .map(|role| contest(committees, role))
        .collect();
    let tested = contests.iter().flatten().count();
    let mut findings: Vec<RoleFinding> = (0..committees.present.len())
        .map(|role| {
            let four = four(committees, role);
            let odds = is_testable(&four)
                .then(|| by_other_roles(committees, role).log_odds())
                .flatten()
                .map(|odds| odds.estimate());
            let mut finding = RoleFinding {
                four,
                odds,
                against: None,
                shrunk: None,
                chance: None,
                grade: Grade::Seen,
                more: None,
                detectable: None,
            };
            let Some(mine) = &contests[role] else {
                return finding;
            };
            let others: Vec<LogOdds> = contests
                .iter()
                .enumerate()
                .filter(|&(other, _)| other != role)
                .filter_map(|(_, contest)| Some(contest.as_ref()?.against))
                .collect();
            let (centre, spread) = common(&others);
            // What one role has, the others lack: of m roles the others' mean is the (m - 1)th part of this one's
            // value with its sign turned, and must not be counted twice.
            let apart = match others.len() {
                0 => 1.0,
                n => n as f64 / (n + 1) as f64,
            };
            let contrast = LogOdds {
                value: (mine.against.value - centre) * apart,
                error: mine.against.error.hypot(spread),
                n: mine.against.n,
            };
            // Both must hold: the exact count within strata, and the distance from the other roles.
            let chance = mine
                .exact
                .max(strata::upper_tail(contrast.value / contrast.error));
            let bar = strata::normal_above(FALSE_SHARE / tested as f64);
            finding.against = Some(contrast.estimate());
            finding.chance = Some(chance);
            finding.detectable = Some(libm::exp((bar + Z_POWER) * contrast.error));
            if contrast.value > 0.0 {
                let wanted = ((bar + Z_POWER) * contrast.error / contrast.value).powi(2);
                let all = (n as f64 * wanted).max(FLOOR as f64);
                finding.more = (wanted <= FAR && all > n as f64).then(|| rounded(all - n as f64));
            }
            finding
        })
        .collect();
    shrink(&mut findings, &contests);
    grade(&mut findings, n, committees.dated);
    findings
}

fn is_testable(four: &Four) -> bool {
    four.with() >= LEAST_SIDE && four.without() >= LEAST_SIDE
}

fn four(committees: &Committees, role: usize) -> Four {
    let mut four = Four::default();
    for (&won, &with) in committees.won.iter().zip(&committees.present[role]) {
        four.add(won, with);
    }
    four
}

fn contest(committees: &Committees, role: usize) -> Option<Contest> {
    if !is_testable(&four(committees, role)) {
        return None;
    }
    let strata = by_all_roles(committees, role);
    Some(Contest {
        against: strata.log_odds()?,
        exact: strata.chance()?,
    })
}

/// Strata by the number of roles in all, and by amount where there are deals enough.
fn by_all_roles(committees: &Committees, role: usize) -> Strata {
    let layered = committees.won.len() >= LAYERED;
    let mut strata = Strata::default();
    for deal in 0..committees.won.len() {
        let count = committees.present.iter().filter(|of| of[deal]).count() as u32;
        let layer = if layered {
            u32::from(committees.layer[deal])
        } else {
            0
        };
        strata.add(
            count << 8 | layer,
            committees.won[deal],
            committees.present[role][deal],
        );
    }
    strata
}

/// Strata by the number of other roles: 0, 1, 2, 3, 4 and more.
fn by_other_roles(committees: &Committees, role: usize) -> Strata {
    let mut strata = Strata::default();
    for deal in 0..committees.won.len() {
        let others = committees
            .present
            .iter()
            .enumerate()
            .filter(|&(other, of)| other != role && of[deal])
            .count();
        strata.add(
            others.min(4) as u32,
            committees.won[deal],
            committees.present[role][deal],
        );
    }
    strata
}

/// Returns the trimmed mean of the other roles, and by how much they differ beyond chance.
fn common(others: &[LogOdds]) -> (f64, f64) {
    if others.is_empty() {
        return (0.0, 0.0);
    }
    let mut values: Vec<f64> = others.iter().map(|odds| odds.value).collect();
    values.sort_by(f64::total_cmp);
    // The lowest and the highest say nothing of what roles do in common, where three are left.
    let trimmed = match values.len() {
        0..=4 => &values[..],
        n => &values[1..n - 1],
    };
    let centre = trimmed.iter().sum::<f64>() / trimmed.len() as f64;
    (centre, excess(others, centre).sqrt())
}

/// Returns the variance of the true values beyond their errors, by moments; 0 where chance explains all.
fn excess(roles: &[LogOdds], centre: f64) -> f64 {
    if roles.len() < 3 {
        return 0.0;
    }
    // Weighted, so that a role of few deals does not speak for all (DerSimonian and Laird 1986).
    let weights: Vec<f64> = roles.iter().map(|odds| odds.error.powi(-2)).collect();
    let sum: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    let q: f64 = roles
        .iter()
        .zip(&weights)
        .map(|(odds, weight)| weight * (odds.value - centre).powi(2))
        .sum();
    ((q - (roles.len() - 1) as f64) / (sum - squares / sum)).max(0.0)
}

fn shrink(findings: &mut [RoleFinding], contests: &[Option<Contest>]) {
    let all: Vec<LogOdds> = contests
        .iter()
        .flatten()
        .map(|contest| contest.against)
        .collect();
    if all.len() < 3 {
        return;
    }
    let centre = all.iter().map(|odds| odds.value).sum::<f64>() / all.len() as f64;
    let between = excess(&all, centre);
    for (finding, contest) in findings.iter_mut().zip(contests) {
        let Some(contest) = contest else { continue };
        let kept = between / (between + contest.against.error.powi(2));
        finding.shrunk = Some(libm::exp(kept * (contest.against.value - centre)));
    }
}

/// Grades by the largest k with chance(k) <= q k / m, over the roles tested.
fn grade(findings: &mut [RoleFinding], n: usize, dated: bool) {
    let mut chances: Vec<f64> = findings.iter().filter_map(|found| found.chance).collect();
    chances.sort_by(f64::total_cmp);
    let m = chances.len() as f64;
    let cut = |share: f64| {
        let passed = chances
            .iter()
            .enumerate()
            .filter(|&(k, &chance)| chance <= share * (k + 1) as f64 / m);
        passed.map(|(_, &chance)| chance).fold(-1.0, f64::max)
    };
    let (shown, hinted) = (cut(FALSE_SHARE), cut(HINTS));
    for finding in findings {
        let Some(chance) = finding.chance else {
            continue;
        };
        let is_above_one = finding.against.is_some_and(|against| against.low > 1.0);
        finding.grade = if !dated {
            Grade::Seen
        } else if chance <= shown && n >= FLOOR {
            Grade::Shown
        } else if chance <= hinted && is_above_one {
            Grade::Indicated
        } else {
            Grade::Seen
        };
        if finding.grade == Grade::Shown {
            finding.more = None;
        }
    }
}

/// Two digits, for more would pretend to know.
fn rounded(n: f64) -> usize {
    let step = if n < 100.0 { 10.0 } else { 50.0 };
    ((n / step).ceil() * step) as usize
}
