use std::collections::BTreeSet;

use super::*;

fn answered(states: impl Fn(&Item) -> &'static str) -> Vec<ClarityView> {
    let view = |item: &&Item| ClarityView {
        id: format!("clarity.{}", item.slug),
        number: item.number,
        weight: item.weight,
        effort: item.effort,
        gate: item.gate,
        fix: item.fix.to_owned(),
        state: states(item),
        ..ClarityView::default()
    };
    ITEMS.iter().map(view).collect()
}

#[test]
fn numbers_run_from_1_to_30_and_no_word_is_given_twice() {
    let numbers: Vec<u8> = ITEMS.iter().map(|item| item.number).collect();
    assert_eq!(numbers, (1..=30).collect::<Vec<u8>>());
    let slugs: BTreeSet<&str> = ITEMS.iter().map(|item| item.slug).collect();
    assert_eq!(slugs.len(), 30);
    let gates: Vec<u8> = ITEMS
        .iter()
        .filter(|item| item.gate)
        .map(|item| item.number)
        .collect();
    assert_eq!(gates, [1, 13, 15]);
    // The weights of the table in `domain.md` 5.1.
    let weights: Vec<u32> = ITEMS.iter().map(|item| item.weight).collect();
    assert_eq!(
        weights,
        [
            5, 5, 3, 3, 3, 4, 4, 4, 4, 3, 5, 3, 5, 5, 5, 4, 4, 3, 3, 4, 3, 3, 4, 4, 4, 3, 3, 2, 2,
            2
        ]
    );
}

#[test]
fn unknown_earns_nothing_and_a_missing_gate_keeps_it_a_draft() {
    let all = score(&answered(|_| "yes"));
    assert_eq!((all.earned, all.possible, all.level), (109, 109, "sharp"));
    assert!(all.next.is_empty());
    let none = score(&answered(|_| "unknown"));
    assert_eq!((none.earned, none.possible, none.level), (0, 109, "guess"));
    let without_gate = score(&answered(
        |item| if item.number == 15 { "unknown" } else { "yes" },
    ));
    assert_eq!((without_gate.percent, without_gate.level), (95, "draft"));
    assert_eq!(without_gate.gates_open, ["clarity.words"]);
    assert!(
        without_gate
            .says
            .contains("without a yes to 15 it stays a draft")
    );
    // Three points off of 109 are 97.2 %, and 97 is printed.
    let less = score(&answered(
        |item| if item.number == 12 { "no" } else { "yes" },
    ));
    assert_eq!((less.percent, less.level), (97, "sharp"));
}

#[test]
fn levels_change_at_40_65_and_85_percent() {
    let level = |percent: u32| {
        let items = [
            ClarityView {
                weight: percent,
                state: "yes",
                ..ClarityView::default()
            },
            ClarityView {
                weight: 100 - percent,
                state: "no",
                ..ClarityView::default()
            },
        ];
        score(&items).level
    };
    let found: Vec<&str> = [39, 40, 64, 65, 84, 85].into_iter().map(level).collect();
    assert_eq!(
        found,
        ["guess", "draft", "draft", "usable", "usable", "sharp"]
    );
}

#[test]
fn next_steps_earn_most_for_their_work() {
    let score = score(&answered(
        |item| if item.number == 2 { "yes" } else { "no" },
    ));
    let next: Vec<&str> = score.next.iter().map(|step| step.id.as_str()).collect();
    // Five points for a half day each, gates first; then four for a half day.
    assert_eq!(next, ["clarity.apart", "clarity.role", "clarity.seen"]);
}

#[test]
fn a_step_that_answers_several_questions_is_named_once() {
    let mut items = answered(|_| "no");
    for item in &mut items[..4] {
        item.fix = "Say who reads your mail".to_owned();
    }
    let says: Vec<String> = score(&items)
        .next
        .into_iter()
        .map(|step| step.says)
        .collect();
    let distinct: BTreeSet<&String> = says.iter().collect();
    assert_eq!((says.len(), distinct.len()), (3, 3), "{says:?}");
}
