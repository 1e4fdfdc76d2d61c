//! Rules over touches, leads, events and groups: when they must fire, and when they must stay silent.

use doorwise_model::deal::Outcome;
use doorwise_model::workspace::Workspace;
use doorwise_vocab::title::{Band, Function};

use super::{alone, calm, ground, is_silent, speaks, texts};
use crate::audit::choose::Went;
use crate::audit::ground::log::{Counted as Count, Event, Lead, Log, Sister, Thread, Wait};
use crate::audit::ground::{Deal, Ground, People};

fn with(log: Log, deals: Vec<Deal>, workspace: &Workspace) -> Ground<'_> {
    Ground {
        log,
        ..ground(deals, workspace)
    }
}

fn has_too_few(ground: &Ground<'_>, id: &str) -> String {
    match &alone(ground, id).ran[0].went {
        Went::TooFew(says) => says.clone(),
        other => panic!("{id}: {other:?}"),
    }
}

/// Every third lead waits two days; `wins` says who converts.
fn leads(n: usize, wins: impl Fn(usize, bool) -> bool) -> Log {
    let lead = |idx: usize| {
        let is_slow = idx.is_multiple_of(3);
        Lead {
            who: format!("web {idx}"),
            unit: idx as u64,
            source: Some(if idx.is_multiple_of(2) { "Web" } else { "web" }.to_owned()),
            created: Some(100 + (idx * 900 / n) as i32),
            wait: Some(Wait::Minutes(if is_slow { 2_900 } else { 20 })),
            converted: Some(wins(idx, is_slow)),
            days: None,
            row: format!("leads.csv:{}", idx + 2),
        }
    };
    Log {
        leads: (0..n).map(lead).collect(),
        ..Log::default()
    }
}

#[test]
fn slow_first_answers_are_found() {
    let workspace = Workspace::default();
    let log = leads(120, |idx, slow| !slow && idx % 2 == 0);
    let says = speaks(&with(log, calm(20), &workspace), "F2");
    assert!(
        says.contains("0 of 40") && says.contains("40 of 80"),
        "{says}"
    );
}

#[test]
fn a_wait_that_changes_nothing_or_is_the_sources_is_no_issue() {
    let workspace = Workspace::default();
    let alike = leads(120, |idx, _| idx % 4 == 1);
    is_silent(&with(alike, calm(20), &workspace), "F2");
    // Events are answered late and hardly convert; within each source the wait does nothing.
    let mut by_source = leads(240, |_, _| false);
    for (idx, lead) in by_source.leads.iter_mut().enumerate() {
        let is_event = idx.is_multiple_of(3) == (idx % 15 != 0);
        lead.source = Some(if is_event { "event" } else { "web" }.to_owned());
        lead.converted = Some(!is_event && idx / 3 % 2 == 0);
    }
    is_silent(&with(by_source, calm(20), &workspace), "F2");
    // A lead of last week is not decided yet.
    let mut young = leads(120, |idx, slow| !slow && idx % 2 == 0);
    for lead in &mut young.leads {
        lead.created = Some(1_195);
        lead.converted = lead.converted.filter(|yes| *yes);
    }
    let too_few = has_too_few(&with(young, calm(20), &workspace), "F2");
    assert!(too_few.starts_with("0 leads that waited"), "{too_few}");
}

#[test]
fn days_without_clock_times_are_compared_by_days() {
    let workspace = Workspace::default();
    let mut log = leads(120, |idx, slow| !slow && idx % 2 == 0);
    for (idx, lead) in log.leads.iter_mut().enumerate() {
        lead.wait = Some(Wait::Days(if idx.is_multiple_of(3) { 4 } else { 0 }));
    }
    let says = speaks(&with(log, calm(20), &workspace), "F2");
    assert!(says.contains("on the same day"), "{says}");
}

/// People who were written to: `touches` how often, `answered` to which touch.
fn threads(
    n: usize,
    touches: impl Fn(usize) -> usize,
    answered: impl Fn(usize) -> Option<usize>,
) -> Log {
    let thread = |idx: usize| {
        let n = touches(idx);
        Thread {
            who: format!("person {idx}"),
            unit: idx as u64,
            days: (0..n).map(|touch| 100 + (idx + 4 * touch) as i32).collect(),
            n,
            answered: answered(idx),
            tells_answers: true,
            row: format!("touches.csv:{}", idx + 2),
            ..Thread::default()
        }
    };
    Log {
        threads: (0..n).map(thread).collect(),
        ..Log::default()
    }
}

/// One in ten answers the first touch; of the rest every third gets a second one.
fn touched(idx: usize) -> usize {
    if idx.is_multiple_of(10) || !idx.is_multiple_of(3) {
        1
    } else {
        2
    }
}

#[test]
fn people_left_after_one_touch_are_found() {
    let workspace = Workspace::default();
    let log = threads(400, touched, |idx| {
        if idx.is_multiple_of(10) {
            Some(0)
        } else {
            idx.is_multiple_of(12).then_some(1)
        }
    });
    let says = speaks(&with(log, calm(60), &workspace), "F10");
    assert!(says.starts_with("240 of 360 (67 %)"), "{says}");
}

#[test]
fn followed_up_people_and_useless_second_touches_are_no_issue() {
    let workspace = Workspace::default();
    // Everybody gets a second touch.
    let all = threads(
        400,
        |idx| if idx.is_multiple_of(10) { 1 } else { 2 },
        |idx| {
            if idx.is_multiple_of(10) {
                Some(0)
            } else {
                idx.is_multiple_of(11).then_some(1)
            }
        },
    );
    is_silent(&with(all, calm(60), &workspace), "F10");
    // Second touches bring next to nothing.
    let useless = threads(400, touched, |idx| {
        if idx.is_multiple_of(10) {
            Some(0)
        } else {
            idx.is_multiple_of(99).then_some(1)
        }
    });
    is_silent(&with(useless, calm(60), &workspace), "F10");
    // Last week's first touches may still be followed up, and nobody knows of answers elsewhere.
    let mut young = threads(400, touched, |_| None);
    for thread in &mut young.threads {
        thread.days = thread.days.iter().map(|_| 1_195).collect();
    }
    assert!(has_too_few(&with(young, calm(60), &workspace), "F10").contains("tells of 0 people"));
    let mut mute = threads(400, touched, |_| None);
    for thread in &mut mute.threads {
        thread.tells_answers = false;
    }
    assert!(has_too_few(&with(mute, calm(60), &workspace), "F10").contains("tells of 0 people"));
}

/// 250 first touches with each of two pieces of copy, one of the product and one of the trouble.
fn two_copies(answers: impl Fn(usize, bool) -> bool) -> (Workspace, Log) {
    let mut workspace = texts();
    workspace.copies.truncate(2);
    workspace.copies[0].awareness = Some("product".to_owned());
    workspace.copies[1].awareness = Some("problem".to_owned());
    let mut log = threads(
        500,
        |_| 1,
        |idx| answers(idx, idx.is_multiple_of(2)).then_some(0),
    );
    for (idx, thread) in log.threads.iter_mut().enumerate() {
        thread.copy = Some(usize::from(!idx.is_multiple_of(2)));
    }
    (workspace, log)
}

#[test]
fn first_touches_that_speak_of_the_product_and_are_not_answered_are_found() {
    let (workspace, log) = two_copies(|idx, product| idx % (if product { 50 } else { 9 }) == 0);
    let ground = with(log, calm(20), &workspace);
    let says = speaks(&ground, "G9");
    assert!(says.contains("10 of 250"), "{says}");
    let choice = alone(&ground, "G9");
    let finding = &choice.slots[0].1[0].finding;
    assert!(
        finding.wording.is_some() && finding.files[0].contains("250 first touches"),
        "{finding:?}"
    );
}

#[test]
fn first_touches_answered_alike_or_few_are_none() {
    let (workspace, log) = two_copies(|idx, _| idx / 2 % 10 == 0);
    is_silent(&with(log, calm(20), &workspace), "G9");
    let (workspace, mut log) = two_copies(|idx, product| !product && idx % 3 == 0);
    log.threads.truncate(300);
    assert!(has_too_few(&with(log, calm(20), &workspace), "G9").contains("150 first touches"));
}

/// Every third company had an event 30 days before its deal; `wins` says who is won.
fn after_events(wins: impl Fn(usize, bool) -> bool) -> (Vec<Deal>, Log) {
    let mut deals = calm(180);
    let mut log = Log::default();
    for (idx, deal) in deals.iter_mut().enumerate() {
        let is_fresh = idx.is_multiple_of(3);
        deal.outcome = Some(if wins(idx, is_fresh) {
            Outcome::Won
        } else {
            Outcome::Lost
        });
        // One a year before is long past.
        let before = if is_fresh { 30 } else { 400 };
        log.events.push(Event {
            unit: deal.unit,
            company: deal.company.clone(),
            what: "Series B".to_owned(),
            day: deal.created.unwrap_or_default() - before,
            is_worked: true,
            ..Event::default()
        });
    }
    log.events.push(Event {
        unit: 9_999,
        company: "Untouched".to_owned(),
        what: "seed round".to_owned(),
        day: 1_180,
        ..Event::default()
    });
    (deals, log)
}

#[test]
fn deals_begun_after_an_event_that_win_more_are_found() {
    let workspace = Workspace::default();
    let (deals, log) = after_events(|idx, fresh| {
        if fresh {
            idx % 6 != 3 || idx % 9 == 0
        } else {
            idx % 5 == 0
        }
    });
    let ground = with(log, deals, &workspace);
    let says = speaks(&ground, "O3");
    assert!(
        says.contains("soon after funding")
            && says.contains("1 company with one now has no deal yet"),
        "{says}"
    );
    let choice = alone(&ground, "O3");
    let finding = &choice.slots[2].1[0].finding;
    assert!(finding.files[0].starts_with("Untouched"), "{finding:?}");
    assert!(
        finding
            .next
            .as_deref()
            .is_some_and(|next| next.contains("Untouched"))
    );
}

#[test]
fn events_that_change_nothing_are_no_opportunity() {
    let workspace = Workspace::default();
    let (deals, log) = after_events(|idx, _| idx / 3 % 2 == 0);
    is_silent(&with(log, deals, &workspace), "O3");
}

/// Deals with pairs of companies; `wins` says whether the second of a pair is won.
fn in_groups(wins: impl Fn(usize) -> bool, unworked: u32) -> (Vec<Deal>, Log) {
    let mut deals = calm(240);
    let mut log = Log::default();
    for (idx, deal) in deals.iter_mut().enumerate() {
        // The first 60 are customers, the last 60 their sisters, in groups of two.
        let outcome = match idx {
            0..60 => true,
            180.. => wins(idx),
            _ => idx % 3 == 0,
        };
        deal.outcome = Some(if outcome { Outcome::Won } else { Outcome::Lost });
        if !(60..180).contains(&idx) {
            log.groups.insert(deal.unit, idx as u32 % 60);
        }
    }
    log.unworked = (0..unworked)
        .map(|group| Sister {
            company: format!("Sister {group}"),
            group,
            ..Sister::default()
        })
        .collect();
    (deals, log)
}

#[test]
fn sister_companies_of_customers_that_win_more_are_found() {
    let workspace = Workspace::default();
    let (deals, log) = in_groups(|idx| idx % 10 != 0, 7);
    let says = speaks(&with(log, deals, &workspace), "O10");
    assert!(
        says.contains("54 of 60") && says.contains("7 such companies"),
        "{says}"
    );
}

#[test]
fn sister_companies_that_win_alike_or_are_all_worked_are_none() {
    let workspace = Workspace::default();
    let (deals, log) = in_groups(|idx| idx % 2 == 0, 7);
    is_silent(&with(log, deals, &workspace), "O10");
    let (deals, log) = in_groups(|idx| idx % 10 != 0, 2);
    is_silent(&with(log, deals, &workspace), "O10");
}

/// Small deals have one person and are won less often; within sizes one person does nothing.
#[test]
fn a_single_person_on_small_deals_is_no_issue_of_its_own() {
    let workspace = Workspace::default();
    let mut deals = calm(500);
    for (idx, deal) in deals.iter_mut().enumerate() {
        let (size, dice) = (idx % 5, idx / 5);
        let is_single = dice % 10 < 8 - 2 * size.min(3);
        deal.people = Some(People {
            n: if is_single { 1 } else { 3 },
            ..People::default()
        });
        let won = dice / 10 % 10 < 2 + size;
        deal.outcome = Some(if won { Outcome::Won } else { Outcome::Lost });
        deal.amount = None;
    }
    // Without amounts the sizes stay hidden, and the difference shows.
    let says = speaks(&ground(deals.clone(), &workspace), "F3");
    assert!(says.contains("deals with one person"), "{says}");
    for (idx, deal) in deals.iter_mut().enumerate() {
        deal.amount = Some(1_000.0 * (1 + idx % 5) as f64);
    }
    is_silent(&ground(deals, &workspace), "F3");
}

/// Thirty months of leads and demos; `share` of each month goes on.
fn counts(share: impl Fn(usize) -> f64) -> Log {
    let mut log = Log::default();
    for month in 0..30 {
        let leads = 100.0 + (month * 7 % 11) as f64;
        for (stage, n) in [("leads", leads), ("demos", (leads * share(month)).round())] {
            log.funnel.push(Count {
                period: 250 + 30 * month as i32,
                source: None,
                stage: stage.to_owned(),
                n,
            });
        }
    }
    log
}

#[test]
fn a_step_of_the_funnel_that_lets_through_fewer_is_found() {
    let workspace = Workspace::default();
    let wave = |month: usize| (month * 5 % 7) as f64 / 100.0;
    let fell = counts(|month| if month >= 24 { 0.1 } else { 0.3 } + wave(month));
    let says = speaks(&with(fell, calm(200), &workspace), "F1");
    assert!(
        says.starts_with("of leads of the last two quarters"),
        "{says}"
    );
    let steady = counts(|month| 0.3 + wave(month));
    is_silent(&with(steady, calm(200), &workspace), "F1");
}

#[test]
fn what_was_sent_often_counts_often() {
    let workspace = texts();
    // Of the example's four pieces the last speaks to whom it is meant for.
    let sent = |right: usize| {
        let mut log = threads(40, |_| 1, |_| None);
        for (idx, thread) in log.threads.iter_mut().enumerate() {
            thread.copy = Some(if idx < right { 3 } else { 0 });
            thread.role = Some((Function::Executive, Band::Executive));
        }
        log
    };
    let says = speaks(&with(sent(9), calm(40), &workspace), "G1");
    assert!(
        says.starts_with("31 of 40 first touches of the log speak to"),
        "{says}"
    );
    is_silent(&with(sent(38), calm(40), &workspace), "G1");
}

/// A weak source with a quarter of the deals.
fn with_a_weak_source() -> Vec<Deal> {
    let mut deals = calm(240);
    for (idx, deal) in deals.iter_mut().enumerate() {
        let is_weak = idx % 4 == 0;
        deal.source = Some(if is_weak { "Ads" } else { "Web" }.to_owned());
        deal.outcome = Some(if (is_weak && idx % 20 > 0) || idx % 5 == 1 {
            Outcome::Lost
        } else {
            Outcome::Won
        });
    }
    deals
}

#[test]
fn money_says_what_a_source_takes() {
    let workspace = Workspace::default();
    let spend = |ads: f64| Log {
        spend: [("ads".to_owned(), ads), ("web".to_owned(), 1_000.0)].into(),
        ..Log::default()
    };
    let ground = with(spend(2_400.0), with_a_weak_source(), &workspace);
    speaks(&ground, "F8");
    let choice = alone(&ground, "F8");
    let numbers = &choice.slots[1].1[0].finding.numbers;
    let cost = numbers
        .iter()
        .find(|number| number.unit == "money")
        .expect("a cost");
    // 2,400 for 12 won deals.
    assert!((cost.estimate.value - 200.0).abs() < 1e-9, "{cost:?}");
    assert!(cost.estimate.low < 200.0 && cost.estimate.high > 200.0);
    // It takes a quarter of the deals and hardly any of the money.
    is_silent(&with(spend(10.0), with_a_weak_source(), &workspace), "F8");
}
