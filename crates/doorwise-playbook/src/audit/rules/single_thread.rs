//! F3: deals with one person on them are won less often.

use crate::audit::compare::{Split, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

pub(super) static RULE: Rule = Rule {
    id: "F3",
    slot: Slot::FunnelIssue,
    name: "single-threaded deals",
    why: "When the one person leaves, is busy or is overruled, nobody else carries the deal.",
    needs: &[Need::Outcomes, Need::DealPeople],
    statistic: "win rate of deals with one person against those with more; whoever came in the last fifth of a deal is not counted",
    threshold: "fewer wins than chance brings about in the whole audit",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "deals that go well draw more people in, and larger companies have more people",
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
