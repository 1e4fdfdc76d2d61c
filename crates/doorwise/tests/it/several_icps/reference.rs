//! The plan for several ICPs against the obvious way: score by each alone, take the best, count.

use std::fmt::Write;

use doorwise_market::open;
use doorwise_model::card::reference::Decision;
use doorwise_model::market::{Market, Scored, Scoring};
use doorwise_model::workspace::{Workspace, load};
use doorwise_playbook::plan::{PlanInputs, joint};
use proptest::prelude::*;

use crate::run::write;

/// One ICP as a text.
fn icp(idx: usize) -> impl Strategy<Value = String> {
    let gate = (1_u32..60, 0_u32..400);
    let points = proptest::collection::vec(-2_i64..4, 3);
    let cuts = (0_i64..3, 0_i64..3);
    let made = proptest::collection::vec((0_usize..12, 0_usize..3), 0..3);
    (gate, points, cuts, made, any::<bool>(), any::<bool>()).prop_map(
        move |((low, width), points, (cut, step), made, gate_on_stage, has_points)| {
            let mut text = format!(
                "icp: i{idx}\nname: I{idx}\ngates:\n  - employees: {low}..{}\n",
                low + width
            );
            if gate_on_stage {
                text.push_str("  - stage: [seed, series_a]\n");
            }
            if has_points {
                let [seed, series_a, series_b] = points[..] else { unreachable!("three") };
                let _ = writeln!(
                    text,
                    "points:\n  - stage: {{ seed: {seed}, series_a: {series_a}, series_b: {series_b} }}\ntiers: {{ A: {}, B: {cut}, C: -9 }}",
                    cut + step + 1
                );
            }
            if !made.is_empty() {
                text.push_str("overrides:\n");
            }
            for (company, decision) in made {
                let decision = ["pursue", "find_out", "ignore"][decision];
                let _ = writeln!(
                    text,
                    "  - {{ company: c{company:02}, decision: {decision}, why: said so, who: Meera, date: 2026-10-01 }}"
                );
            }
            text
        },
    )
}

fn companies() -> impl Strategy<Value = Vec<String>> {
    let size = prop_oneof![
        Just(String::new()),
        (1_u32..500).prop_map(|n| n.to_string())
    ];
    let stage = prop::sample::select(vec!["", "Seed", "Series A", "Series B", "Public"]);
    proptest::collection::vec((size, stage), 1..25).prop_map(|rows| {
        let rows = rows.into_iter().enumerate();
        // Ids that are not in the order of the rows.
        rows.map(|(idx, (size, stage))| format!("c{:02},N{idx},{size},{stage}", idx * 7 % 25))
            .collect()
    })
}

/// Returns the position of the ICP under which a company stands, told slowly.
fn best<'a>(scorings: &[&'a Scoring]) -> (usize, &'a Scoring) {
    let mut best = (0, scorings[0]);
    for (icp, scoring) in scorings.iter().copied().enumerate().skip(1) {
        if is_better(scoring, best.1) {
            best = (icp, scoring);
        }
    }
    best
}

/// Whether the first stands strictly better than the second.
fn is_better(a: &Scoring, b: &Scoring) -> bool {
    let ignored = |scoring: &Scoring| scoring.decision == Decision::Ignore;
    if ignored(a) != ignored(b) {
        return ignored(b);
    }
    let by_hand = |scoring: &Scoring| scoring.overridden.is_some();
    if by_hand(a) != by_hand(b) {
        return by_hand(a);
    }
    let tier = |scoring: &Scoring| scoring.tiers.to_vec().into_iter().max().unwrap_or(1_000);
    if tier(a) != tier(b) {
        return tier(a) < tier(b);
    }
    a.decision < b.decision
}

fn check(workspace: &Workspace, market: &dyn Market) {
    let inputs: Vec<PlanInputs<'_>> = workspace
        .icps
        .iter()
        .map(|icp| PlanInputs {
            workspace,
            icp,
            market,
            diagnostics: &[],
            as_of: (None, "not said".to_owned()),
        })
        .collect();
    let made = joint(&inputs);
    let scored: Vec<Scored> = workspace.icps.iter().map(|icp| market.score(icp)).collect();
    let n = market.facts().companies;
    let mut expected: Vec<(Decision, usize, i64, i64, String, usize)> = Vec::new();
    let (mut counts, mut in_several) = ([0; 3], 0);
    let mut stands = vec![[0; 3]; scored.len()];
    for row in 0..n {
        let of_row: Vec<&Scoring> = scored
            .iter()
            .map(|scored| {
                scored
                    .list
                    .iter()
                    .find(|of| of.row as usize == row)
                    .expect("scored")
            })
            .collect();
        let (icp, scoring) = best(&of_row);
        counts[scoring.decision as usize] += 1;
        stands[icp][scoring.decision as usize] += 1;
        let met = of_row
            .iter()
            .filter(|of| of.decision != Decision::Ignore)
            .count();
        in_several += usize::from(met > 1);
        expected.push((
            scoring.decision,
            scoring
                .tiers
                .to_vec()
                .into_iter()
                .max()
                .unwrap_or(usize::MAX),
            scoring.score.map_or(i64::MAX, |score| -score.low),
            -scoring.seen,
            market.company(row).id,
            icp,
        ));
    }
    expected.sort();
    let expected: Vec<(String, String)> = expected
        .into_iter()
        .map(|(.., id, icp)| (id, workspace.icps[icp].id.clone()))
        .collect();
    let listed: Vec<(String, String)> = made
        .targets(&inputs)
        .chain(made.ignored(&inputs))
        .map(|target| (target.id, target.icp.expect("an ICP")))
        .collect();
    assert_eq!(listed, expected);
    let view = &made.view;
    assert_eq!(
        [view.counts.pursue, view.counts.find_out, view.counts.ignore],
        counts
    );
    assert_eq!(view.counts.companies, n);
    assert_eq!(view.overlaps.companies, in_several);
    for (section, stands) in view.icps.iter().zip(&stands) {
        assert_eq!(
            [section.stands.pursue, section.stands.find_out],
            [stands[0], stands[1]]
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn each_company_stands_where_the_obvious_way_puts_it(
        icps in (icp(0), icp(1), icp(2)),
        rows in companies(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        write(root, "doorwise.yaml", "name: Any\ntables:\n  companies:\n    path: list.csv\n    columns: { id: id, name: name, employees: size, stage: stage }\n");
        for (idx, text) in [icps.0, icps.1, icps.2].iter().enumerate() {
            write(root, &format!("icps/i{idx}.yaml"), text);
        }
        write(root, "list.csv", &format!("id,name,size,stage\n{}\n", rows.join("\n")));
        let loaded = load::load(root).expect("a workspace");
        prop_assert!(loaded.diagnostics.iter().all(|found| found.level != doorwise_model::diagnostic::Level::Error), "{:?}", loaded.diagnostics);
        let market = open(&loaded.value).expect("tables").market;
        check(&loaded.value, &market);
    }
}
