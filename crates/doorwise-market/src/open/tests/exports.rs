//! What exports of sales programs say beside their cells: units, currencies, sums, hopes.

use doorwise_model::deal::Outcome;
use doorwise_vocab::money::Money;

use super::*;

const DEALS: &str = "name: A
tables:
  deals:
    path: d.csv
    columns: { id: id, company: company, outcome: stage, amount: [amount, currency], created: created, closed: closed }
";

#[test]
fn a_header_names_unit_and_currency_of_its_amounts() {
    let opened = opened(&[
        (
            "doorwise.yaml",
            "name: A\ncurrency: EUR\ntables:\n  companies:\n    path: c.csv\n    columns: { name: name, revenue: Revenue (USD m) }\n",
        ),
        (
            "c.csv",
            "name,Revenue (USD m)\nAcme,12.5\nBolt,3M\nCape,$700k\nDune,45000000\nEast,n/a\n",
        ),
    ]);
    let revenue = |row| match &opened.market.company(row).values[&Field::Revenue] {
        Value::Money(Money { amount, currency }) => {
            Some((amount.low, currency.map(|currency| currency.to_string())))
        }
        _ => None,
    };
    let usd = |amount| Some((amount, Some("USD".to_owned())));
    let found: Vec<_> = (0..5).map(revenue).collect();
    let expected = [12.5e6, 3e6, 7e5, 45e6].map(usd);
    assert_eq!(found[..4], expected);
    assert_eq!(found[4], None);
}

#[test]
fn the_currency_may_stand_in_a_column_of_its_own() {
    let opened = opened(&[
        ("doorwise.yaml", DEALS),
        (
            "d.csv",
            "id,company,stage,amount,currency,created,closed\n1,Acme,Won,150000,JPY,2024-01-01,2024-02-01\n2,Bolt,Lost,1000,USD,2024-01-01,2024-02-01\n3,Cape,Lost,,USD,2024-01-01,2024-02-01\n",
        ),
    ]);
    let amounts = opened.market.deals().iter().map(|deal| {
        let money = deal.amount?;
        Some((money.amount.low, money.currency?.to_string()))
    });
    let amounts: Vec<Option<(f64, String)>> = amounts.collect();
    assert_eq!(
        amounts,
        [
            Some((150_000.0, "JPY".to_owned())),
            Some((1_000.0, "USD".to_owned())),
            None
        ]
    );
}

#[test]
fn the_day_on_which_a_deal_may_close_is_not_today() {
    let opened = opened(&[
        ("doorwise.yaml", DEALS),
        (
            "d.csv",
            "id,company,stage,amount,currency,created,closed\n1,Acme,Won,1,USD,2024-01-01,2024-02-01\n2,Bolt,Negotiation,1,USD,2024-03-01,2026-12-31\n",
        ),
    ]);
    let newest = opened.market.facts().newest_date.map(|day| day.to_string());
    assert_eq!(newest.as_deref(), Some("2024-03-01"));
}

#[test]
fn the_sums_of_a_report_are_no_deals() {
    let opened = opened(&[
        ("doorwise.yaml", DEALS),
        (
            "d.csv",
            "owner,id,company,stage,amount,currency,created,closed\nJo,1,Acme,Won,1,USD,2024-01-01,2024-02-01\nJo,2,Count,Lost,1,USD,2024-01-01,2024-02-01\nGrand Totals (4 records),,,,2,,,\nTotal (20),,,,2,,,\nCount: 20,,,,2,,,\nTotal général,,,,2,,,\n",
        ),
    ]);
    let outcomes: Vec<_> = opened
        .market
        .deals()
        .iter()
        .map(|deal| deal.outcome)
        .collect();
    assert_eq!(outcomes, [Some(Outcome::Won), Some(Outcome::Lost)]);
}

#[test]
fn days_that_no_cell_tells_from_months_are_told() {
    let files = |days: [&str; 2]| {
        let rows = format!(
            "id,company,stage,amount,currency,created,closed\n1,Acme,Won,1,USD,,{}\n2,Bolt,Lost,1,USD,,{}\n",
            days[0], days[1]
        );
        notes(&opened(&[("doorwise.yaml", DEALS), ("d.csv", &rows)]))
    };
    assert_eq!(
        files(["01/01/2024", "06/01/2024"]),
        [
            "column `closed`: no cell tells day from month, so `06/01/2024` is read day first; write the dates as 2024-12-31 if that is wrong"
        ]
    );
    assert!(files(["01/15/2024", "06/01/2024"]).is_empty());
    assert!(files(["01/01/2024", "2024-02-03"]).is_empty());
}

#[test]
fn a_gate_on_cells_that_list_several_words_is_told() {
    let icp = "icp: a\ngates:\n  - custom.Products: [CRM]\n";
    let table = "name,Products\nAcme,CRM\nBolt,CRM;Marketing Hub\nCape,Sales|Service\n";
    let told = |icp: &str| {
        let opened = opened(&[
            (
                "doorwise.yaml",
                "name: A\ntables:\n  companies:\n    path: c.csv\n    columns: { name: name }\n",
            ),
            ("icps/a.yaml", icp),
            ("c.csv", table),
        ]);
        let told = warnings(&opened).into_iter();
        told.map(|(name, message)| format!("{name}: {message}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told(icp),
        [
            "tables/several-values: `custom.Products` is read as one word, and 1 of 3 rows list several, such as `CRM;Marketing Hub`"
        ]
    );
    assert!(told(&format!("{icp}types: {{ custom.Products: tags }}\n")).is_empty());
}
