//! F3: deals with one person on them are won less often.

use crate::audit::compare::{Split, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

/// Fewest amounts that are parted into thirds, and into fifths.
const FEW_AMOUNTS: usize = 24;
const MANY_AMOUNTS: usize = 60;

pub(super) static RULE: Rule = Rule {
    id: "F3",
    slot: Slot::FunnelIssue,
    name: "single-threaded deals",
    why: "When the one person leaves, is busy or is overruled, nobody else carries the deal.",
    needs: &[Need::Outcomes, Need::DealPeople],
    statistic: "win rate of deals with one person against those with more; whoever came in the last fifth of a deal is not counted; compared within fifths of the amount (thirds below 60 amounts), deals without one among themselves",
    threshold: "fewer wins than chance brings about in the whole audit",
    source: "N. Mantel and W. Haenszel, JNCI 22, 1959; S. Greenland and J. M. Robins, Biometrics 41, 1985; comparisons tested together: Westfall and Young, 1993",
    otherwise: "deals that go well draw more people in",
    disproof: "deals where a second person is brought in on purpose in week one are won no more often",
    next: "in every open deal with one person, ask that person this week who else will be asked, and write the name down",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let split = Split::new(ground, false, |deal| match deal.people.as_ref()?.n {
        0 => None,
        n => Some(n == 1),
    });
    // Small deals have fewer people and end otherwise than large ones.
    let steps = steps(ground);
    let split = split.within(ground, |deal| match deal.amount {
        Some(amount) => 1 + steps.iter().filter(|step| amount >= **step).count() as u32,
        None => 0,
    });
    if !split.is_enough() {
        return Look::Asks(Vec::new());
    }
    let says = format!(
        "deals with one person on them were won {} times, deals with more {}",
        of(split.here),
        of(split.there)
    );
    let finding = split.finding(
        ground,
        says,
        ("the deals with one person", "the deals with more"),
        (split.here.1 as f64, "deals with one person", ""),
    );
    Look::Asks(vec![split.asks(finding)])
}

/// Returns the amounts that part the closed deals with people into fifths, which take away nine tenths of
/// what the amount brings about (W. G. Cochran, Biometrics 24, 1968); nothing where few have an amount.
fn steps(ground: &Ground<'_>) -> Vec<f64> {
    let known = ground.closed().filter(|deal| deal.people.is_some());
    let mut amounts: Vec<f64> = known.filter_map(|deal| deal.amount).collect();
    amounts.sort_by(f64::total_cmp);
    let parts = match amounts.len() {
        0..FEW_AMOUNTS => 1,
        FEW_AMOUNTS..MANY_AMOUNTS => 3,
        _ => 5,
    };
    (1..parts)
        .map(|part| amounts[part * amounts.len() / parts])
        .collect()
}
