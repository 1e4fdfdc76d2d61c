//! The steps of the funnel: from each stage on, and from the first day to the win.

use std::collections::BTreeMap;

use super::ground::{Deal, Ground, median};

/// Fewest closed deals that entered a stage.
const FEWEST: usize = 16;

/// One step, with who got through it.
pub(super) struct Step {
    /// `Demo`, or none for the whole way.
    pub(super) stage: Option<String>,
    /// For each closed deal whether it got through, and the day on which it entered; none where it never
    /// entered.
    pub(super) passed: Vec<Option<(bool, i32)>>,
}

/// Returns the steps, the whole way first, then stages in their order.
pub(super) fn steps(ground: &Ground<'_>) -> Vec<Step> {
    let whole = ground
        .closed()
        .map(|deal| Some((deal.is_won(), deal.created?)));
    let mut steps = vec![Step {
        stage: None,
        passed: whole.collect(),
    }];
    let order = order(ground);
    for (at, stage) in order.iter().enumerate() {
        let later = &order[at + 1..];
        let passes = |deal: &Deal| {
            let entered = deal.stages.iter().find(|(_, known)| known == stage)?.0;
            let went_on = deal.stages.iter().any(|(_, known)| later.contains(known));
            Some((deal.is_won() || went_on, entered))
        };
        steps.push(Step {
            stage: Some(stage.clone()),
            passed: ground.closed().map(passes).collect(),
        });
    }
    steps
}

/// Returns the stages that enough closed deals entered, by how long after the first one they come.
fn order(ground: &Ground<'_>) -> Vec<String> {
    let mut waits: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for deal in ground.closed() {
        for (place, (_, stage)) in deal.stages.iter().enumerate() {
            waits.entry(stage).or_default().push(place as f64);
        }
    }
    let mut stages: Vec<(f64, String)> = waits
        .into_iter()
        .filter(|(_, places)| places.len() >= FEWEST)
        .filter_map(|(stage, places)| Some((median(places.into_iter())?, stage.to_owned())))
        .collect();
    stages.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    stages.into_iter().map(|(_, stage)| stage).collect()
}

/// One step of the table of funnel counts, month by month.
pub(super) struct CountedStep {
    /// `Leads`.
    pub(super) from: String,
    /// `Demos`.
    pub(super) to: String,
    /// By period, oldest first: its day, how many were there, how many at the next step.
    pub(super) periods: Vec<(i32, f64, f64)>,
}

/// Steps that have a column of their own, in the order of the funnel.
const KNOWN: [&str; 6] = ["visits", "leads", "qualified", "demos", "deals", "won"];

/// Returns the steps between neighbours of the funnel: in the known order, else the fullest first.
pub(super) fn counted(ground: &Ground<'_>) -> Vec<CountedStep> {
    let mut stages: BTreeMap<&str, BTreeMap<i32, f64>> = BTreeMap::new();
    for count in &ground.log.funnel {
        let periods = stages.entry(&count.stage).or_default();
        *periods.entry(count.period).or_default() += count.n;
    }
    let total = |periods: &BTreeMap<i32, f64>| periods.values().sum::<f64>();
    let mut order: Vec<(&str, BTreeMap<i32, f64>)> = stages.into_iter().collect();
    order.sort_by(|(a, of_a), (b, of_b)| {
        let place = |stage: &str| KNOWN.iter().position(|known| *known == stage);
        match (place(a), place(b)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => total(of_b).total_cmp(&total(of_a)).then_with(|| a.cmp(b)),
        }
    });
    order
        .windows(2)
        .map(|pair| CountedStep {
            from: pair[0].0.to_owned(),
            to: pair[1].0.to_owned(),
            periods: pair[0]
                .1
                .iter()
                .filter_map(|(day, n)| Some((*day, *n, *pair[1].1.get(day)?)))
                .filter(|(_, n, _)| *n > 0.0)
                .collect(),
        })
        .collect()
}
