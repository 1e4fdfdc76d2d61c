//! Generated businesses: deals with their companies, people, stages, customers and logs.

use std::collections::BTreeSet;

use doorwise_model::deal::Outcome;
use doorwise_model::workspace::Workspace;
use doorwise_playbook::audit::ground::log::{Counted, Event, Lead, Sister, Thread, Wait};
use doorwise_playbook::audit::ground::{Customer, Deal, Ground, Log, People};
use doorwise_vocab::title::{Band, Function};

/// Days that the generated deals begin in.
const SPAN: f64 = 900.0;

/// Numbers that look random and are the same each time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.share() * n as f64) as usize
    }

    fn normal(&mut self) -> f64 {
        let (a, b) = (self.share().max(1e-12), self.share());
        (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    }

    /// Returns one of some words, the first the likeliest.
    fn word(&mut self, name: &str, n: usize) -> String {
        let share = self.share();
        format!("{name} {}", (share * share * n as f64) as usize)
    }
}

/// Generates a business; `odds` is the odds ratio of each planted effect, 1 for none.
pub(crate) fn business<'a>(
    n: usize,
    odds: f64,
    dice: &mut Dice,
    workspace: &'a Workspace,
) -> Ground<'a> {
    let leader = (Function::Marketing, Band::Leader);
    let mut deals: Vec<Deal> = Vec::new();
    for idx in 0..n {
        let created = (SPAN * dice.share().sqrt()) as i32;
        let cycle = (4.1 + 0.6 * dice.normal()).exp().round() as i32;
        // One deal in five is with a company that had one before.
        let again = (idx > 0 && dice.share() < 0.2).then(|| dice.below(idx));
        let is_recent = f64::from(created) > SPAN - 182.0;
        let (unit, segments, fields, fits) = match again {
            Some(known) => {
                let known = &deals[known];
                (
                    known.unit,
                    known.segments.clone(),
                    known.fields.clone(),
                    known.fits,
                )
            }
            None => {
                let (mut segments, mut fields) = (BTreeSet::new(), BTreeSet::new());
                for (field, levels) in [
                    ("employees", 5),
                    ("place", 6),
                    ("stage", 5),
                    ("business_model", 3),
                ] {
                    if dice.share() < 0.9 {
                        fields.insert(field.to_owned());
                        segments.insert((field.to_owned(), dice.word(field, levels)));
                    }
                }
                fields.insert("industry".to_owned());
                let industry = match dice.share() {
                    share if share < 0.12 => "planted".to_owned(),
                    _ => dice.word("industry", 8),
                };
                segments.insert(("industry".to_owned(), industry));
                let outside = if odds > 1.0 && is_recent { 0.5 } else { 0.22 };
                let fits = (dice.share() < 0.9).then(|| dice.share() >= outside);
                (idx as u64, segments, fields, fits)
            }
        };
        let mut roles = BTreeSet::new();
        for (role, share) in [
            ((Function::Executive, Band::Executive), 0.8),
            (leader, 0.45),
            ((Function::Finance, Band::Leader), 0.15),
            ((Function::Sales, Band::Leader), 0.2),
            ((Function::Marketing, Band::Practitioner), 0.2),
        ] {
            if dice.share() < share {
                roles.insert(role);
            }
        }
        let ordered: Vec<_> = roles.iter().copied().collect();
        let first = (!ordered.is_empty()).then(|| ordered[dice.below(ordered.len())]);
        let with_leader = roles.contains(&leader);
        let people = (dice.share() < 0.9 && !roles.is_empty()).then(|| People {
            n: roles.len() + usize::from(dice.share() < 0.2),
            roles,
            first,
        });
        let mut log_odds = (0.35_f64 / 0.65).ln();
        let ln = odds.ln();
        log_odds += if with_leader { 0.55 * ln } else { -0.45 * ln };
        log_odds += match fits {
            Some(false) => -0.75 * ln,
            _ => 0.25 * ln,
        };
        let planted = ("industry".to_owned(), "planted".to_owned());
        log_odds += if segments.contains(&planted) {
            0.88 * ln
        } else {
            -0.12 * ln
        };
        let won = dice.share() < 1.0 / (1.0 + (-log_odds).exp());
        let is_over = f64::from(created + cycle) <= SPAN;
        let reason = match dice.share() {
            share if share < 0.25 => Some("No response"),
            share if share < 0.42 => Some("Timing"),
            share if share < 0.54 => Some("Price"),
            share if share < 0.68 => Some("Competitor"),
            share if share < 0.76 => Some("Missing feature"),
            _ => None,
        };
        deals.push(Deal {
            id: format!("D-{idx}"),
            unit,
            outcome: Some(match (is_over, won) {
                (false, _) => Outcome::Open,
                (true, true) => Outcome::Won,
                (true, false) => Outcome::Lost,
            }),
            amount: Some((11.3 + 0.6 * dice.normal()).exp()),
            created: Some(created),
            closed: is_over.then_some(created + cycle),
            source: (dice.share() < 0.92).then(|| dice.word("source", 6)),
            reason: reason.filter(|_| is_over && !won).map(str::to_owned),
            people,
            segments,
            fields,
            fits,
            ..Deal::default()
        });
    }
    let mut ground = ground(deals, SPAN as i32, workspace);
    ground.customers = customers(&ground, dice);
    ground.log = log(&ground, dice);
    ground
}

/// Gives each deal its history: three stages, each as long as chance has it whoever wins; who is lost is
/// lost after any of them. A deal ends where its last stage does.
pub(crate) fn with_stages<'a>(mut ground: Ground<'a>, dice: &mut Dice) -> Ground<'a> {
    for deal in &mut ground.deals {
        let Some(created) = deal.created else {
            continue;
        };
        let would_win = match deal.outcome {
            Some(Outcome::Open) | None => dice.share() < 0.35,
            outcome => outcome == Some(Outcome::Won),
        };
        let entered = if would_win { 3 } else { 1 + dice.below(3) };
        let mut day = created;
        deal.stages.clear();
        for stage in ["Qualified", "Demo", "Proposal"].into_iter().take(entered) {
            if f64::from(day) <= SPAN {
                deal.stages.push((day, stage.to_owned()));
            }
            day += (3.0 + 0.7 * dice.normal()).exp().round() as i32;
        }
        let is_over = f64::from(day) <= SPAN;
        deal.closed = is_over.then_some(day);
        deal.outcome = Some(match (is_over, would_win) {
            (false, _) => Outcome::Open,
            (true, true) => Outcome::Won,
            (true, false) => Outcome::Lost,
        });
        let reason = deal.reason.take();
        deal.reason = reason.filter(|_| deal.outcome == Some(Outcome::Lost));
    }
    let deals = ground.deals.iter().enumerate();
    let is_over = |deal: &Deal| matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost));
    ground.closed = deals
        .filter(|(_, deal)| is_over(deal))
        .map(|(idx, _)| idx)
        .collect();
    ground.customers = customers(&ground, dice);
    ground
}

/// Logs of the business: who converts, who answers and who is won hangs on nothing that they tell.
pub(crate) fn log(ground: &Ground<'_>, dice: &mut Dice) -> Log {
    let n = ground.deals.len();
    let mut log = Log::default();
    for idx in 0..2 * n {
        let source = dice.word("source", 6);
        // Sources differ in how fast they are answered and in what becomes of them.
        let of_source = f64::from(source.as_bytes()[7] - b'0') / 6.0;
        let minutes = (4.5 + 2.5 * of_source + 2.0 * dice.normal()).exp() as i64;
        log.leads.push(Lead {
            unit: 1_000_000 + idx as u64,
            source: Some(source),
            created: Some((SPAN * dice.share()) as i32),
            wait: (dice.share() < 0.85).then_some(Wait::Minutes(minutes)),
            converted: Some(dice.share() < 0.1 + 0.3 * of_source),
            ..Lead::default()
        });
    }
    for idx in 0..4 * n {
        // Nobody answers a second touch as often as half of the first: what is left is no issue.
        let answers = dice.share() < 0.08;
        let touches = if answers || dice.share() < 0.5 { 1 } else { 2 };
        let later = touches == 2 && dice.share() < 0.04;
        let first = (SPAN * dice.share()) as i32;
        log.threads.push(Thread {
            unit: 2_000_000 + idx as u64 / 2,
            days: (0..touches).map(|touch| first + 4 * touch).collect(),
            n: touches as usize,
            answered: match (answers, later) {
                (true, _) => Some(0),
                (false, true) => Some(1),
                (false, false) => None,
            },
            copy: Some(dice.below(2)),
            tells_answers: true,
            ..Thread::default()
        });
    }
    for month in 0..(SPAN / 30.0) as i32 {
        let leads = (60.0 + 15.0 * dice.normal()).max(5.0).round();
        let demos = (leads * (0.25 + 0.05 * dice.normal()).clamp(0.0, 1.0)).round();
        for (stage, n) in [("leads", leads), ("demos", demos)] {
            log.funnel.push(Counted {
                period: 30 * month,
                source: None,
                stage: stage.to_owned(),
                n,
            });
        }
    }
    let units: BTreeSet<u64> = ground.deals.iter().map(|deal| deal.unit).collect();
    for unit in units {
        if dice.share() < 0.5 {
            log.groups.insert(unit, dice.below(n / 3 + 1) as u32);
        }
        for what in ["Series A", "new head of marketing", "hiring"] {
            if dice.share() < 0.5 {
                log.events.push(Event {
                    unit,
                    what: what.to_owned(),
                    day: (SPAN * dice.share()) as i32,
                    is_worked: true,
                    ..Event::default()
                });
            }
        }
    }
    log.unworked = (0..n as u32 / 3)
        .map(|group| Sister {
            group,
            ..Sister::default()
        })
        .collect();
    log
}

/// Makes a customer of every won deal; who leaves and who buys more hangs on nothing.
pub(crate) fn customers(ground: &Ground<'_>, dice: &mut Dice) -> Vec<Customer> {
    let won = ground.deals.iter().filter(|deal| deal.is_won());
    let customer = |deal: &Deal| {
        let days = (-(1.0 - dice.share()).ln() * 500.0) as i32;
        let end = deal.closed.map(|day| day + days);
        Customer {
            company: deal.id.clone(),
            row: deal.id.clone(),
            unit: deal.unit,
            started: deal.closed,
            churned: end.filter(|end| f64::from(*end) <= SPAN),
            expanded: (dice.share() < 0.9).then(|| dice.share() < 0.3),
            revenue: None,
            segments: deal.segments.clone(),
            fields: deal.fields.clone(),
            fits: deal.fits,
        }
    };
    won.map(customer).collect()
}

pub(crate) fn ground(deals: Vec<Deal>, today: i32, workspace: &Workspace) -> Ground<'_> {
    let is_over = |deal: &Deal| matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost));
    let segments: BTreeSet<_> = deals
        .iter()
        .flat_map(|deal| &deal.segments)
        .cloned()
        .collect();
    Ground {
        closed: (0..deals.len())
            .filter(|&idx| is_over(&deals[idx]))
            .collect(),
        today: Some(today),
        currency: Some("INR".to_owned()),
        reach: segments
            .into_iter()
            .map(|segment| (segment, (500, 400)))
            .collect(),
        workspace,
        said: Vec::new(),
        people: BTreeSet::new(),
        customers: Vec::new(),
        log: Log::default(),
        deals,
    }
}

pub(crate) fn workspace() -> Workspace {
    let mut workspace = Workspace::default();
    workspace.offer.buying_function = Some(Function::Marketing);
    workspace
}

/// The copy and the persona that touches name; only the rule over touches looks at them here.
pub(crate) fn with_copy() -> Workspace {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/saas-india");
    let example = doorwise_model::workspace::load::load(&root)
        .expect("the example")
        .value;
    let mut workspace = workspace();
    workspace.personas = example.personas;
    workspace.copies = example.copies;
    workspace.copies.truncate(2);
    // The middle of the generated amounts, so that there are deals on both sides of it.
    workspace.personas[0].spending_limit = Some("INR 80,000".to_owned());
    for (copy, awareness) in workspace.copies.iter_mut().zip(["product", "problem"]) {
        copy.awareness = Some(awareness.to_owned());
    }
    workspace
}
