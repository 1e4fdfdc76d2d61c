//! The fast scorer against the reference, on random cards and random markets.

use doorwise_model::card::{Card, Criterion, Entry, PointsTable, Tiers};
use doorwise_model::company::Company;
use doorwise_model::condition::Condition;
use doorwise_model::diagnostic::Place;
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::icp::Icp;
use doorwise_model::money::{Rate, Rates};
use doorwise_model::value::{Unknown, Value};
use doorwise_vocab::money::{Currency, Money};
use doorwise_vocab::{Interval, NodeId, industry, place};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{score, uncheckable};
use crate::coded::{CodedCell, CodedColumn, Companies};

const WORDS: [&str; 4] = ["agency", "hubspot", "zoho", "crm"];
const STAGES: [&str; 5] = ["pre_seed", "seed", "series_a", "series_b", "public"];

fn currency(code: &str) -> Currency {
    code.parse().expect("a code")
}

fn custom() -> Field {
    Field::Custom("Growth".into(), FieldKind::Category)
}

fn fields() -> Vec<Field> {
    vec![
        Field::BusinessModel,
        Field::Industry,
        Field::Place,
        Field::Employees,
        Field::Stage,
        Field::Revenue,
        Field::Keywords,
        custom(),
    ]
}

fn nodes(kind: FieldKind) -> Vec<NodeId> {
    let names: &[&str] = if kind == FieldKind::Place {
        &[
            "asia",
            "IN",
            "IN-KA",
            "IN-KA/bengaluru",
            "US",
            "US-CA",
            "europe",
        ]
    } else {
        &[
            "software",
            "software.saas",
            "financial-services",
            "services",
            "manufacturing",
        ]
    };
    let find = if kind == FieldKind::Place {
        place::find
    } else {
        industry::find
    };
    names
        .iter()
        .map(|name| find(name).unwrap_or_else(|| panic!("`{name}` is in the tree")))
        .collect()
}

fn interval() -> impl Strategy<Value = Interval> {
    let finite =
        (0_i32..40, 0_i32..40).prop_map(|(a, b)| Interval::new(f64::from(a), f64::from(b)));
    let open_end = (0_i32..40).prop_map(|a| Interval {
        low: f64::from(a),
        high: f64::INFINITY,
    });
    let open_start = (0_i32..40).prop_map(|b| Interval {
        low: f64::NEG_INFINITY,
        high: f64::from(b),
    });
    prop_oneof![6 => finite, 1 => open_end, 1 => open_start]
}

fn condition(field: &Field) -> BoxedStrategy<Condition> {
    match field.kind() {
        FieldKind::Whole | FieldKind::Number => interval().prop_map(Condition::Within).boxed(),
        FieldKind::Money => interval()
            .prop_map(|range| Condition::WithinMoney(range, currency("USD")))
            .boxed(),
        kind @ (FieldKind::Industry | FieldKind::Place) => vec(select(nodes(kind)), 1..3)
            .prop_map(Condition::Below)
            .boxed(),
        FieldKind::Category if *field == Field::Stage => select(&STAGES[..])
            .prop_map(|word| Condition::Is(word.to_owned()))
            .boxed(),
        _ => select(&WORDS[..])
            .prop_map(|word| Condition::Is(word.to_owned()))
            .boxed(),
    }
}

fn value(field: &Field) -> BoxedStrategy<Value> {
    let unknown = Just(Value::Unknown(Unknown::Blank));
    let known = match field.kind() {
        FieldKind::Whole | FieldKind::Number => prop_oneof![
            interval().prop_map(Value::Number),
            (0_i32..40).prop_map(|n| Value::Number(Interval::exactly(f64::from(n))))
        ]
        .boxed(),
        FieldKind::Money => (
            interval(),
            select(&["USD", "INR", "EUR"][..]),
            any::<bool>(),
        )
            .prop_map(|(amount, code, named)| {
                Value::Money(Money {
                    amount,
                    currency: named.then(|| currency(code)),
                })
            })
            .boxed(),
        kind @ (FieldKind::Industry | FieldKind::Place) => prop_oneof![
            3 => vec(select(nodes(kind)), 1..5).prop_map(Value::Nodes),
            1 => (vec(select(nodes(kind)), 1..3), select(nodes(kind)))
                .prop_map(|(nodes, perhaps)| Value::NodesPerhaps { nodes, perhaps }),
        ]
        .boxed(),
        FieldKind::Category => {
            let words = if *field == Field::Stage {
                &STAGES[..]
            } else {
                &WORDS[..]
            };
            vec(select(words), 1..3)
                .prop_map(|words| Value::OneOf(words.into_iter().map(str::to_owned).collect()))
                .boxed()
        }
        FieldKind::Tags => (vec(select(&WORDS[..]), 0..3), any::<bool>())
            .prop_map(|(words, complete)| Value::Tags {
                listed: words.into_iter().map(str::to_owned).collect(),
                complete,
            })
            .boxed(),
    };
    prop_oneof![1 => unknown, 3 => known].boxed()
}

fn criterion() -> impl Strategy<Value = Criterion> {
    select(fields()).prop_flat_map(|field| {
        vec(condition(&field), 1..3).prop_map(move |any_of| Criterion {
            field: field.clone(),
            any_of,
            why: None,
            place: Place::Workspace,
            assumed: false,
        })
    })
}

fn entry(fields: &[Field]) -> impl Strategy<Value = Entry> + use<> {
    let single = fields.len() == 1;
    let conditions: Vec<BoxedStrategy<Option<Condition>>> = fields
        .iter()
        .map(|field| {
            let met = condition(field).prop_map(Some);
            let unknown = Just(Some(Condition::IsUnknown));
            if single {
                prop_oneof![6 => met, 1 => unknown].boxed()
            } else {
                prop_oneof![4 => met, 1 => unknown, 1 => Just(None)].boxed()
            }
        })
        .collect();
    (conditions, -4_i64..5).prop_map(|(conditions, points)| Entry { conditions, points })
}

/// Points tables on a random arrangement of the fields, alone or in pairs; no field twice.
fn tables() -> impl Strategy<Value = Vec<PointsTable>> {
    (Just(fields()).prop_shuffle(), vec(1_usize..3, 0..4)).prop_flat_map(|(fields, widths)| {
        let mut rest = fields.into_iter();
        let groups: Vec<Vec<Field>> = widths
            .into_iter()
            .map(|width| rest.by_ref().take(width).collect())
            .collect();
        let tables: Vec<_> = groups
            .into_iter()
            .filter(|fields: &Vec<Field>| !fields.is_empty())
            .map(|fields| {
                vec(entry(&fields), 1..4).prop_map(move |entries| PointsTable {
                    fields: fields.clone(),
                    entries,
                    why: None,
                    place: Place::Workspace,
                    assumed: false,
                })
            })
            .collect();
        tables
    })
}

fn card() -> impl Strategy<Value = Card> {
    let tiers = vec(-6_i64..8, 0..4).prop_map(|mut cuts| {
        cuts.sort_unstable();
        cuts.dedup();
        Tiers::new(
            cuts.into_iter()
                .rev()
                .enumerate()
                .map(|(idx, cut)| (format!("T{idx}"), cut))
                .collect(),
        )
    });
    (
        vec(criterion(), 0..4),
        vec(criterion(), 0..3),
        tables(),
        tiers,
    )
        .prop_map(|(gates, exclusions, tables, tiers)| Card {
            gates,
            exclusions,
            tables,
            tiers,
            rates: Rates(vec![Rate {
                from: currency("USD"),
                to: currency("INR"),
                rate: 2.0,
                on: "2026-01-01".parse().expect("a date"),
            }]),
        })
}

/// A market of a few rows; a column may be absent.
fn market() -> impl Strategy<Value = Companies> {
    let columns: Vec<_> = fields()
        .into_iter()
        .map(|field| {
            (
                vec(value(&field), 12),
                prop::bool::weighted(0.85),
                Just(field),
            )
        })
        .collect();
    columns.prop_map(|columns| {
        let rows = 12;
        let columns = columns
            .into_iter()
            .filter(|(_, there, _)| *there)
            .map(|(values, _, field)| {
                let mut cells: Vec<CodedCell> = Vec::new();
                let codes = values
                    .into_iter()
                    .map(|value| {
                        let at = cells
                            .iter()
                            .position(|cell| cell.value == value)
                            .unwrap_or_else(|| {
                                cells.push(CodedCell {
                                    written: String::new(),
                                    value,
                                });
                                cells.len() - 1
                            });
                        u32::try_from(at).expect("few cells")
                    })
                    .collect();
                CodedColumn {
                    field,
                    codes,
                    cells,
                }
            })
            .collect();
        Companies {
            rows,
            ids: (0..rows).map(|row| format!("{row:02}")).collect(),
            names: vec![String::new(); rows],
            domains: vec![String::new(); rows],
            places: vec![String::new(); rows],
            columns,
        }
    })
}

fn company(companies: &Companies, row: usize) -> Company {
    Company {
        id: companies.ids[row].clone(),
        values: companies
            .columns
            .iter()
            .map(|column| (column.field.clone(), column.cell(row).value.clone()))
            .collect(),
        ..Company::default()
    }
}

fn icp(card: Card) -> Icp {
    Icp {
        id: "random".into(),
        name: "random".into(),
        card,
        calibration: None,
        notes: Vec::new(),
        triggers: Vec::new(),
        languages: Vec::new(),
        reviewed: None,
        overrides: Vec::new(),
        not_understood: Vec::new(),
        place: Place::Workspace,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_scorer_agrees_with_the_reference(card in card(), companies in market()) {
        let unchecked = uncheckable(&companies, &card);
        let icp = icp(card);
        let scored = score(&companies, &icp);
        prop_assert_eq!(scored.list.len(), companies.rows);
        for scoring in &scored.list {
            let row = scoring.row as usize;
            let judged = icp.card.judge(&company(&companies, row), &unchecked);
            prop_assert_eq!(scoring.decision, judged.decision, "row {}", row);
            prop_assert_eq!(scoring.score, judged.score, "row {}", row);
            prop_assert_eq!(scoring.seen, judged.seen, "row {}", row);
            prop_assert_eq!(scoring.tiers.to_vec(), judged.tiers, "row {}", row);
            // The reasons add up to the score.
            if let Some(range) = judged.score {
                let low: i64 = judged.looks.iter().map(|look| look.points[0]).sum();
                let high: i64 = judged.looks.iter().filter_map(|look| look.points.last()).sum();
                prop_assert_eq!((low, high), (range.low, range.high));
            }
        }
        prop_assert_eq!(scored.counts.total(), companies.rows);
        if let Some(last) = scored.falls.last() {
            prop_assert_eq!(last.left, companies.rows - scored.counts.ignore);
        }
    }

    #[test]
    fn a_market_twice_as_long_gives_twice_the_counts(card in card(), companies in market()) {
        let icp = icp(card);
        let once = score(&companies, &icp);
        let mut doubled = companies.clone();
        doubled.rows *= 2;
        doubled.ids = (0..doubled.rows).map(|row| format!("{row:02}")).collect();
        for texts in [&mut doubled.names, &mut doubled.domains, &mut doubled.places] {
            texts.resize(companies.rows * 2, String::new());
        }
        for column in &mut doubled.columns {
            column.codes.extend_from_within(..);
        }
        let twice = score(&doubled, &icp);
        prop_assert_eq!(twice.counts.pursue, 2 * once.counts.pursue);
        prop_assert_eq!(twice.counts.find_out, 2 * once.counts.find_out);
        for (a, b) in once.worth_finding.iter().zip(&twice.worth_finding) {
            prop_assert_eq!((2 * a.decisions, 2 * a.tiers), (b.decisions, b.tiers));
        }
    }

    #[test]
    fn row_order_changes_no_verdict(card in card(), companies in market()) {
        let icp = icp(card);
        let forward = score(&companies, &icp);
        let mut backward = companies.clone();
        backward.ids.reverse();
        for column in &mut backward.columns {
            column.codes.reverse();
        }
        let backward = score(&backward, &icp);
        let last = companies.rows as u32 - 1;
        let turned: Vec<_> = backward.list.iter().map(|scoring| (last - scoring.row, scoring.decision, scoring.score)).collect();
        let straight: Vec<_> = forward.list.iter().map(|scoring| (scoring.row, scoring.decision, scoring.score)).collect();
        prop_assert_eq!(straight, turned);
        prop_assert_eq!(forward.segments, backward.segments);
    }
}

/// Six sectors with every child named by the card: the ways to combine them are millions, what the
/// card can see of them is not.
#[test]
fn a_company_in_many_industries_is_judged_at_once() {
    let tree = industry::industries();
    let entries = tree
        .ids()
        .enumerate()
        .map(|(idx, node)| Entry {
            conditions: vec![Some(Condition::Below(vec![node]))],
            points: (idx % 5) as i64,
        })
        .collect();
    let table = PointsTable {
        fields: vec![Field::Industry],
        entries,
        why: None,
        place: Place::Workspace,
        assumed: false,
    };
    let card = Card {
        gates: Vec::new(),
        exclusions: Vec::new(),
        tables: vec![table],
        tiers: Tiers::new(Vec::new()),
        rates: Rates::default(),
    };
    let sectors: Vec<NodeId> = tree
        .ids()
        .filter(|&node| tree.parent(node).is_none())
        .take(6)
        .collect();
    let companies = Companies {
        rows: 1,
        ids: vec!["1".into()],
        names: vec![String::new()],
        domains: vec![String::new()],
        places: vec![String::new()],
        columns: vec![CodedColumn {
            field: Field::Industry,
            codes: vec![0],
            cells: vec![CodedCell {
                written: String::new(),
                value: Value::Nodes(sectors),
            }],
        }],
    };
    let icp = icp(card);
    let scored = score(&companies, &icp);
    let judged = icp.card.judge(&company(&companies, 0), &[]);
    assert_eq!(scored.list[0].score, judged.score);
    assert_eq!(judged.score.map(|range| range.high), Some(4));
}
