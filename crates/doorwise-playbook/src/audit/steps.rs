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
