//! F9: most of what is worked on is outside the ICP.

use doorwise_model::deal::Outcome;

use crate::audit::compare::{Split, of, share, surely_at_least};
use crate::audit::ground::Ground;
use crate::audit::rule::{Finding, Look, Need, Rule, Slot};

/// Fewest deals whose fit is known.
const FEWEST: usize = 100;
/// Share outside from which it is a matter of counting.
const FROM: f64 = 0.5;
/// Share of the closed deals outside from which their win rate is a matter to test.
const TESTED_FROM: f64 = 0.15;

pub(super) static RULE: Rule = Rule {
    id: "F9",
    slot: Slot::FunnelIssue,
    name: "deals outside the ICP",
    why: "\u{201c}Out of four hundred leads thirty were right\u{201d}: the rest took the same hours.",
    needs: &[Need::Outcomes, Need::Companies, Need::Icp],
    statistic: "deals whose company no ICP pursues, of those where that is known; their win rate against that of the deals inside",
    threshold: "surely more than half (lower end of the 98 % interval) of at least 100; or at least 15 % of the closed deals, and fewer wins than chance brings about in the whole audit",
    source: "E. B. Wilson, JASA 22, 1927; comparisons tested together: Westfall and Young, 1993",
    otherwise: "the ICP may be drawn too narrow, or may have been drawn after these very deals",
    disproof: "deals outside the ICP are won as often as those inside: then the ICP is wrong, not the deals",
    next: "ask the one gate question before every first meeting for two weeks, and count the hours saved",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let known: Vec<usize> = (0..ground.deals.len())
        .filter(|&idx| ground.deals[idx].fits.is_some())
        .collect();
    let n = known.len();
    let deals: Vec<usize> = known
        .into_iter()
        .filter(|&idx| ground.deals[idx].fits == Some(false))
        .collect();
    let k = deals.len();
    let split = Split::new(ground, false, |deal| Some(!deal.fits?));
    if n < FEWEST || surely_at_least(k, n) <= FROM {
        if !split.is_enough() || split.share() < TESTED_FROM {
            return Look::Quiet(format!(
                "{} of the deals that are surely inside or outside the ICP are outside",
                of((k, n))
            ));
        }
        let says = format!(
            "{:.0} % of the closed deals are with companies that no ICP pursues: of these {} were won, of the others {}",
            100.0 * split.share(),
            of(split.here),
            of(split.there)
        );
        let finding = split.finding(
            ground,
            says,
            ("the deals outside the ICP", "the deals inside it"),
            (split.here.1 as f64, "deals outside, begun inside instead,"),
        );
        return Look::Asks(vec![split.asks(finding)]);
    }
    let (mut numbers, mut says) = (
        Vec::new(),
        format!(
            "{} of the deals are with companies that no ICP pursues",
            of((k, n))
        ),
    );
    numbers.extend(share("of the deals are outside the ICP".to_owned(), (k, n)));
    if split.is_enough() {
        numbers.extend(share("won of those outside".to_owned(), split.here));
        numbers.extend(share("won of those inside".to_owned(), split.there));
        says.push_str(&format!(
            "; {} of those that closed were won, {} inside",
            of(split.here),
            of(split.there)
        ));
    }
    let open = deals
        .iter()
        .filter(|&&idx| ground.deals[idx].outcome == Some(Outcome::Open))
        .count();
    Look::Counted(Finding {
        says,
        numbers,
        worth: Err("hours are not recorded, so no money is claimed for not working on them".to_owned()),
        surely: 1.0,
        weight: k as f64 / n as f64,
        deals,
        files: Vec::new(),
        next: (open > 0).then(|| format!("decide this week on each of the {open} open deals outside the ICP: a reason to go on, or a kind no")),
        wording: None,
    })
}
