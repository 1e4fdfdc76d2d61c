//! F6: slow deals are lost, and slow ones are open now.

use doorwise_model::deal::Outcome;

use crate::audit::compare::{Split, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

/// Times the median cycle from which a deal is slow.
const SLOW: f64 = 2.0;
/// Fewest open deals beyond that.
const FEWEST_OPEN: usize = 5;

pub(super) static RULE: Rule = Rule {
    id: "F6",
    slot: Slot::FunnelIssue,
    name: "stalled deals",
    why: "A stalled deal takes time from those that move.",
    needs: &[Need::Outcomes, Need::Created, Need::Closed],
    statistic: "win rate of closed deals that took more than twice the median of all closed deals, against the others; open deals older than that now",
    threshold: "fewer wins than chance brings about in the whole audit, and at least 5 such open deals",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "lost deals are often closed late in the CRM, long after they were lost in truth",
    disproof: "the open deals below that get a last date now are won like the others",
    next: "write to each open deal below that you close the file in two weeks unless a date is set",
    ease: 0.6,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let (Some(cycle), Some(today)) = (ground.usual_cycle(), ground.today) else {
        return Look::Asks(Vec::new());
    };
    let slow = SLOW * cycle;
    let split = Split::new(ground, false, |deal| Some(f64::from(deal.cycle()?) > slow));
    if !split.is_enough() {
        return Look::Asks(Vec::new());
    }
    let is_old = |idx: &usize| {
        let deal = &ground.deals[*idx];
        deal.outcome == Some(Outcome::Open)
            && deal
                .created
                .is_some_and(|day| f64::from(today - day) > slow)
    };
    let open: Vec<usize> = (0..ground.deals.len()).filter(is_old).collect();
    let says = format!(
        "{} deals are open for more than {slow:.0} days, twice the usual; of closed deals that took so long {} were won, of the others {}",
        open.len(),
        of(split.here),
        of(split.there)
    );
    let mut finding = split.finding(
        ground,
        says,
        ("the slow deals", "the others"),
        (split.here.1 as f64, "slow deals", ""),
    );
    if let Some(finding) = &mut finding {
        finding.deals.clone_from(&open);
    }
    Look::Asks(vec![
        split.asks(finding.filter(|_| open.len() >= FEWEST_OPEN)),
    ])
}
