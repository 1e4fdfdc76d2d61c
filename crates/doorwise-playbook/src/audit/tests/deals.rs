//! Rules over deals.

use doorwise_people::interview::Side;
use doorwise_people::listen::{Kind, Record, Tier};
use doorwise_vocab::title::{Band, Function};

use super::*;

const CHIEF: (Function, Band) = (Function::Executive, Band::Executive);
const LEADER: (Function, Band) = (Function::Marketing, Band::Leader);

/// Deals of which those marked are won in one case of six and the others in half.
fn fewer(n: usize, is_marked: impl Fn(usize) -> bool, mark: impl Fn(&mut Deal, bool)) -> Vec<Deal> {
    split(n, is_marked, mark, [1, 3])
}

/// Deals of which those marked are won in five cases of six and the others in a third.
fn more(n: usize, is_marked: impl Fn(usize) -> bool, mark: impl Fn(&mut Deal, bool)) -> Vec<Deal> {
    split(n, is_marked, mark, [5, 2])
}

/// Wins of six in turn: of those marked, of the others.
fn split(
    n: usize,
    is_marked: impl Fn(usize) -> bool,
    mark: impl Fn(&mut Deal, bool),
    wins: [usize; 2],
) -> Vec<Deal> {
    let mut deals = calm(n);
    let mut seen = [0, 0];
    for (idx, deal) in deals.iter_mut().enumerate() {
        let marked = is_marked(idx);
        let side = usize::from(!marked);
        let won = seen[side] % 6 < wins[side];
        seen[side] += 1;
        deal.outcome = Some(if won { Outcome::Won } else { Outcome::Lost });
        mark(deal, marked);
    }
    deals
}

fn people(roles: &[(Function, Band)]) -> Option<People> {
    Some(People {
        n: roles.len(),
        roles: roles.iter().copied().collect(),
        first: roles.first().copied(),
    })
}

/// Checks a rule that compares: it speaks of the planted difference, is silent without it, and with few.
#[track_caller]
fn compares(
    id: &str,
    workspace: &Workspace,
    plant: impl Fn(usize) -> Vec<Deal>,
    calmed: impl Fn(usize) -> Vec<Deal>,
) -> String {
    let says = speaks(&ground(plant(160), workspace), id);
    is_silent(&ground(calmed(160), workspace), id);
    is_silent(&ground(plant(14), workspace), id);
    says
}

/// The same marks on deals that are won in half of the cases wherever they are.
fn even(n: usize, is_marked: impl Fn(usize) -> bool, mark: impl Fn(&mut Deal, bool)) -> Vec<Deal> {
    split(n, is_marked, mark, [3, 3])
}

#[test]
fn f3_one_person_on_the_deal() {
    let mark = |deal: &mut Deal, one: bool| {
        deal.people = people(if one { &[CHIEF] } else { &[CHIEF, LEADER] })
    };
    let every_third = |idx: usize| idx.is_multiple_of(3);
    let says = compares(
        "F3",
        &Workspace::default(),
        |n| fewer(n, every_third, mark),
        |n| even(n, every_third, mark),
    );
    assert!(
        says.starts_with("deals with one person on them were won 9 of 54"),
        "{says}"
    );
}

#[test]
fn f4_nobody_who_signs() {
    let mark = |deal: &mut Deal, absent: bool| {
        deal.people = people(if absent { &[LEADER] } else { &[CHIEF, LEADER] })
    };
    let every_third = |idx: usize| idx.is_multiple_of(3);
    compares(
        "F4",
        &Workspace::default(),
        |n| fewer(n, every_third, mark),
        |n| even(n, every_third, mark),
    );
}

#[test]
fn f5_the_champion_is_missing() {
    let mut workspace = Workspace::default();
    workspace.offer.buying_function = Some(Function::Marketing);
    let mark = |deal: &mut Deal, absent: bool| {
        deal.people = people(if absent { &[CHIEF] } else { &[CHIEF, LEADER] })
    };
    let every_third = |idx: usize| idx.is_multiple_of(3);
    compares(
        "F5",
        &workspace,
        |n| fewer(n, every_third, mark),
        |n| even(n, every_third, mark),
    );
    // Without a buying function nobody knows who is missing.
    let unknown = Workspace::default();
    assert!(matches!(
        is_silent(&ground(fewer(160, every_third, mark), &unknown), "F5"),
        Went::TooFew(_)
    ));
}

#[test]
fn f6_slow_deals_are_lost_and_slow_ones_are_open() {
    let every_fourth = |idx: usize| idx.is_multiple_of(4);
    let mark = |deal: &mut Deal, slow: bool| {
        if slow {
            deal.closed = deal.created.map(|day| day + 120);
        }
    };
    let open = |mut deals: Vec<Deal>, n: usize| {
        deals.extend((0..n).map(|idx| Deal {
            id: format!("open {idx}"),
            unit: 10_000 + idx as u64,
            outcome: Some(Outcome::Open),
            created: Some(1_000),
            ..Deal::default()
        }));
        deals
    };
    let workspace = Workspace::default();
    let says = compares(
        "F6",
        &workspace,
        |n| open(fewer(n, every_fourth, mark), 6),
        |n| open(even(n, every_fourth, mark), 6),
    );
    assert!(says.starts_with("6 deals are open"), "{says}");
    is_silent(
        &ground(open(fewer(160, every_fourth, mark), 2), &workspace),
        "F6",
    );
}

#[test]
fn f8_and_o9_a_source() {
    let every_third = |idx: usize| idx.is_multiple_of(3);
    let every_fifth = |idx: usize| idx.is_multiple_of(5);
    let mark = |deal: &mut Deal, here: bool| {
        deal.source = Some(if here { "Fair" } else { "Web" }.to_owned())
    };
    let workspace = Workspace::default();
    compares(
        "F8",
        &workspace,
        |n| fewer(n, every_third, mark),
        |n| even(n, every_third, mark),
    );
    let says = compares(
        "O9",
        &workspace,
        |n| more(n, every_fifth, mark),
        |n| even(n, every_fifth, mark),
    );
    assert!(
        says.contains("\u{201c}Fair\u{201d}") && says.contains("only 20 %"),
        "{says}"
    );
    // A source of a third of the deals is not little used.
    is_silent(&ground(more(160, every_third, mark), &workspace), "O9");
}

#[test]
fn f9_deals_outside_the_icp() {
    let every_third = |idx: usize| idx.is_multiple_of(3);
    let mark = |deal: &mut Deal, outside: bool| {
        deal.fits = Some(!outside);
        deal.segments
            .insert(("industry".to_owned(), "saas".to_owned()));
    };
    let workspace = Workspace::default();
    compares(
        "F9",
        &workspace,
        |n| fewer(n, every_third, mark),
        |n| even(n, every_third, mark),
    );
    // An ICP that refuses all of them tells nothing of the deals.
    is_silent(&ground(fewer(160, |_| true, mark), &workspace), "F9");
}

#[test]
fn g7_more_and_more_outside_the_icp() {
    let late = |idx: usize, n: usize| idx * 1_095 / n > 1_095 - 182;
    let mark = |deal: &mut Deal, outside: bool| {
        deal.fits = Some(!outside);
        deal.segments
            .insert(("industry".to_owned(), "saas".to_owned()));
    };
    let drift = |n: usize| {
        fewer(
            n,
            move |idx| {
                if late(idx, n) {
                    idx % 3 > 0
                } else {
                    idx % 6 == 0
                }
            },
            mark,
        )
    };
    let workspace = Workspace::default();
    let says = compares("G7", &workspace, drift, |n| {
        even(n, move |idx| late(idx, n) && idx % 3 > 0, mark)
    });
    assert!(says.contains("outside the ICP"), "{says}");
    // As many outside as ever: no drift, however rarely they are won.
    is_silent(
        &ground(fewer(160, |idx| idx % 4 == 0, mark), &workspace),
        "G7",
    );
}

#[test]
fn f1_the_win_rate_fell() {
    let workspace = Workspace::default();
    let late = |idx: usize| idx >= 400;
    let nothing = |_: &mut Deal, _: bool| {};
    assert!(
        speaks(&ground(split(480, late, nothing, [1, 4]), &workspace), "F1")
            .contains("last two quarters")
    );
    is_silent(&ground(even(480, late, nothing), &workspace), "F1");
    // A rise is no fall.
    is_silent(&ground(split(480, late, nothing, [5, 2]), &workspace), "F1");
    // Every third month is better, as at the end of quarters: the last two quarters hold as many.
    let season = |idx: usize| ((idx * 1_095 / 480) / 30).is_multiple_of(3);
    is_silent(
        &ground(split(480, season, nothing, [5, 3]), &workspace),
        "F1",
    );
}

#[test]
fn f1_a_stage_lets_fewer_through() {
    let workspace = Workspace::default();
    let business = |late: usize| {
        let mut deals = even(480, |_| false, |_, _| {});
        for (idx, deal) in deals.iter_mut().enumerate() {
            let day = deal.created.unwrap_or(0);
            deal.stages.push((day, "Demo".to_owned()));
            // Of lost deals most went on to a proposal, and lately few did.
            let wanted = if idx >= 400 { late } else { 4 };
            if deal.is_won() || idx % 5 < wanted {
                deal.stages.push((day + 9, "Proposal".to_owned()));
            }
        }
        deals
    };
    let says = speaks(&ground(business(1), &workspace), "F1");
    assert!(
        says.contains("entered \u{201c}Demo\u{201d}") && says.contains("went on"),
        "{says}"
    );
    is_silent(&ground(business(4), &workspace), "F1");
}

#[test]
fn f11_deals_take_longer() {
    let workspace = Workspace::default();
    let longer = |days_a_year: i32| {
        let mut deals = calm(160);
        for deal in &mut deals {
            let created = deal.created.unwrap_or(0);
            deal.closed = deal.closed.map(|day| day + created * days_a_year / 365);
        }
        deals
    };
    assert!(
        speaks(&ground(longer(20), &workspace), "F11").starts_with("won deals take 5 days longer")
    );
    is_silent(&ground(longer(0), &workspace), "F11");
    is_silent(&ground(longer(-8), &workspace), "F11");
}

fn lost_for(n: usize, reason: impl Fn(usize) -> &'static str) -> Vec<Deal> {
    let mut deals = calm(n);
    for (idx, deal) in deals.iter_mut().filter(|deal| !deal.is_won()).enumerate() {
        deal.reason = Some(reason(idx).to_owned());
    }
    deals
}

#[test]
fn f7_lost_to_nobody() {
    let workspace = Workspace::default();
    let most = |idx: usize| {
        if !idx.is_multiple_of(3) {
            "No response"
        } else {
            "Price"
        }
    };
    assert!(speaks(&ground(lost_for(160, most), &workspace), "F7").starts_with("53 of 80 (66 %)"));
    let some = |idx: usize| if idx % 5 < 2 { "No response" } else { "Price" };
    is_silent(&ground(lost_for(160, some), &workspace), "F7");
    assert!(matches!(
        is_silent(&ground(lost_for(30, most), &workspace), "F7"),
        Went::TooFew(_)
    ));
}

#[test]
fn g8_not_told_apart() {
    let workspace = Workspace::default();
    let same = |idx: usize| {
        if idx < 3 {
            "said it is the same as HubSpot"
        } else {
            "price"
        }
    };
    assert!(speaks(&ground(lost_for(60, same), &workspace), "G8").starts_with("3 of 30"));
    is_silent(
        &ground(
            lost_for(60, |idx| if idx < 2 { "same as HubSpot" } else { "price" }),
            &workspace,
        ),
        "G8",
    );
}

#[test]
fn o1_a_segment_little_worked_on() {
    let every_sixth = |idx: usize| idx.is_multiple_of(6);
    let mark = |deal: &mut Deal, here: bool| {
        deal.fields.insert("industry".to_owned());
        let label = if here { "fintech" } else { "retail" };
        deal.segments
            .insert(("industry".to_owned(), label.to_owned()));
    };
    let workspace = Workspace::default();
    let says = compares(
        "O1",
        &workspace,
        |n| more(n, every_sixth, mark),
        |n| even(n, every_sixth, mark),
    );
    assert!(
        says.contains("industry fintech") && says.contains("60 companies"),
        "{says}"
    );
    // Where no company is left there is nobody to begin with.
    let mut full = ground(more(160, every_sixth, mark), &workspace);
    full.reach.clear();
    is_silent(&full, "O1");
}

#[test]
fn o2_deals_that_begin_with_a_role() {
    let every_fifth = |idx: usize| idx.is_multiple_of(5);
    let mark =
        |deal: &mut Deal, here: bool| deal.people = people(if here { &[LEADER] } else { &[CHIEF] });
    let workspace = Workspace::default();
    let says = compares(
        "O2",
        &workspace,
        |n| more(n, every_fifth, mark),
        |n| even(n, every_fifth, mark),
    );
    assert!(says.contains("marketing (leader)"), "{says}");
}

#[test]
fn o7_deals_end_just_above_what_the_buyer_signs() {
    let every_third = |idx: usize| idx.is_multiple_of(3);
    let limit = |says: &str| {
        let mut workspace = texts();
        workspace.personas.truncate(1);
        workspace.personas[0].spending_limit = Some(says.to_owned());
        workspace
    };
    let mark =
        |deal: &mut Deal, above: bool| deal.amount = Some(if above { 60_000.0 } else { 40_000.0 });
    let named = limit("50,000 rupees, above that the founder signs");
    let says = compares(
        "O7",
        &named,
        |n| fewer(n, every_third, mark),
        |n| even(n, every_third, mark),
    );
    assert!(
        says.starts_with("deals just above INR 50,000") && says.contains("9 of 54"),
        "{says}"
    );
    // Who says it twice is one person, and people count before a persona's own.
    let said = |speaker: &str, sentence: &str| Record {
        file: "research/a.md".into(),
        line: 3,
        speaker: speaker.to_owned(),
        side: Side::Participant,
        time: None,
        kind: Kind::SpendingLimit,
        theme: "limit".to_owned(),
        tier: Tier::Strong,
        quote: sentence.to_owned(),
        sentence: sentence.to_owned(),
        question: None,
        cues: Vec::new(),
    };
    let other = limit("5 lakh");
    let mut asked = ground(fewer(160, every_third, mark), &other);
    let own = "I can sign up to 50,000 rupees";
    asked.said = vec![said("Asha", own), said("Asha", own)];
    assert!(speaks(&asked, "O7").starts_with("deals just above INR 50,000"));
    let next = &alone(&asked, "O7").slots[2].1[0].finding.next;
    let next = next.as_deref().unwrap_or_default();
    assert!(next.contains("one person names it"), "{next}");
    // Another currency, a sum for each month, or a limit that no deal is near, says nothing of them.
    for other in ["5,000 euros", "50,000 rupees a month", "5 lakh"] {
        is_silent(&ground(fewer(160, every_third, mark), &limit(other)), "O7");
    }
    // Nobody named a limit.
    assert!(matches!(
        is_silent(
            &ground(fewer(160, every_third, mark), &Workspace::default()),
            "O7"
        ),
        Went::Missing(_)
    ));
}

#[test]
fn o5_deals_begun_again() {
    let workspace = Workspace::default();
    let business = |wins: usize| {
        let mut deals = calm(160);
        // Forty that were lost to silence begin again a hundred days later.
        let lost = deals.iter_mut().filter(|deal| !deal.is_won()).take(40);
        let again: Vec<Deal> = lost
            .enumerate()
            .map(|(idx, deal)| {
                deal.reason = Some("No response".to_owned());
                Deal {
                    id: format!("{} again", deal.id),
                    outcome: Some(if idx % 6 < wins {
                        Outcome::Won
                    } else {
                        Outcome::Lost
                    }),
                    created: deal.created.map(|day| day + 100),
                    closed: deal.created.map(|day| day + 140),
                    ..deal.clone()
                }
            })
            .collect();
        deals.extend(again);
        for deal in deals
            .iter_mut()
            .skip(120)
            .filter(|deal| !deal.is_won())
            .take(6)
        {
            deal.reason = Some("not now".to_owned());
            deal.closed = Some(950);
        }
        deals
    };
    assert!(speaks(&ground(business(6), &workspace), "O5").contains("6 such lost deals"));
    is_silent(&ground(business(3), &workspace), "O5");
}

#[test]
fn o11_the_industry_that_wins_has_no_proof() {
    let mut workspace = texts();
    let mark = |deal: &mut Deal, _: bool| {
        deal.fields.insert("industry".to_owned());
        deal.segments.insert((
            "industry".to_owned(),
            "Healthcare and life sciences".to_owned(),
        ));
    };
    let deals = || even(60, |_| true, mark);
    for proof in &mut workspace.proofs {
        proof
            .company
            .insert("industry".to_owned(), "SaaS".to_owned());
    }
    assert!(speaks(&ground(deals(), &workspace), "O11").contains("no listed proof"));
    workspace.proofs.clear();
    assert!(matches!(
        is_silent(&ground(deals(), &workspace), "O11"),
        Went::TooFew(_)
    ));
}

#[test]
fn worth_is_reckoned_as_it_says() {
    let every_third = |idx: usize| idx.is_multiple_of(3);
    let mark = |deal: &mut Deal, one: bool| {
        deal.people = people(if one { &[CHIEF] } else { &[CHIEF, LEADER] })
    };
    let workspace = Workspace::default();
    let ground = ground(fewer(160, every_third, mark), &workspace);
    let choice = alone(&ground, "F3");
    let found = &choice.slots[1].1[0].finding;
    let worth = found.worth.as_ref().expect("days and amounts are known");
    // 54 deals over three years, half the gap of 33 points: 54 / 2.99 x 0.1667 = 3.0 deals.
    assert!((worth.wins - 3.0).abs() < 0.1, "{worth:?}");
    assert!(worth.wins_low <= worth.wins && worth.wins <= worth.wins_high);
    let (care, low, high) = worth.money().expect("amounts");
    assert!(low < care && care < high && care > 3_000.0, "{worth:?}");
    assert_eq!(found.deals.len(), 54);
}

/// Gives each deal two stages; `long` says which stay in the second one.
fn staged(n: usize, long: impl Fn(usize, bool) -> bool) -> Vec<Deal> {
    let mut deals = calm(n);
    for (idx, deal) in deals.iter_mut().enumerate() {
        let created = deal.created.expect("a day");
        let days = if long(idx, deal.is_won()) {
            60
        } else {
            14 + (idx % 5) as i32
        };
        deal.stages = vec![
            (created, "Demo".to_owned()),
            (created + 10, "Proposal".to_owned()),
        ];
        deal.closed = Some(created + 10 + days);
    }
    for deal in deals.iter_mut().rev().take(6) {
        deal.outcome = Some(Outcome::Open);
        deal.closed = None;
    }
    deals
}

#[test]
fn deals_stuck_in_a_stage_are_found_and_open_ones_named() {
    let workspace = Workspace::default();
    let stuck = staged(200, |idx, won| !won && idx % 4 == 1);
    let says = speaks(&ground(stuck, &workspace), "F6");
    assert!(says.contains("in a stage"), "{says}");
    assert!(says.starts_with("6 deals are open"), "{says}");
}

#[test]
fn stages_that_take_as_long_for_lost_deals_as_for_won_ones_are_none() {
    let workspace = Workspace::default();
    let alike = staged(200, |idx, _| idx % 8 < 2);
    is_silent(&ground(alike, &workspace), "F6");
}
