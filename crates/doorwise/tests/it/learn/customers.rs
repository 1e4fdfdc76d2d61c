//! Customers alone against the market they came from.

use std::fmt::Write;

use serde_json::Value;

use super::Dice;
use crate::run::{doorwise, doorwise_ok, write};

/// 3,000 companies; software firms are six times as frequent among the customers.
fn tables() -> (String, String, usize) {
    let mut dice = Dice(3);
    let header = "Company,Website,Sector,Employees\n";
    let (mut market, mut customers) = (String::from(header), String::from(header));
    let mut n = 0;
    for row in 0..3_000 {
        let sector = ["Software", "Retail", "Textiles", "Logistics"][dice.below(4) as usize];
        let line = format!(
            "Firm {row},firm{row}.example,{sector},{}\n",
            1 + dice.below(400)
        );
        let chance = if sector == "Software" { 12 } else { 2 };
        if dice.below(100) < chance {
            customers.push_str(&line);
            n += 1;
        }
        market.push_str(&line);
    }
    (customers, market, n)
}

#[test]
fn customers_are_held_against_the_market_and_nothing_is_called_a_probability() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let (customers, market, n) = tables();
    write(root, "customers.csv", &customers);
    write(root, "market.csv", &market);
    let words = "learn icp --table customers.csv --against market.csv --out icp.yaml --format json";
    let words: Vec<&str> = words.split(' ').collect();
    let found: Value = serde_json::from_str(&doorwise_ok(root, &words).stdout).expect("JSON");
    assert_eq!(found["won"], n);
    // A customer's own row in the market is not held against itself.
    assert_eq!(found["deals"], 3_000);
    assert_eq!(found["against"], "market.csv");
    assert_eq!(found["base"], Value::Null);
    assert_eq!(found["chances"].as_array().map(Vec::len), Some(0));
    let lines = found["lines"].as_array().expect("lines");
    let software = lines
        .iter()
        .find(|line| {
            line["says"]
                .as_str()
                .is_some_and(|says| says.contains("software"))
        })
        .expect("the planted line");
    assert_eq!(software["proven"], true);
    assert_eq!(software["rate"], Value::Null);
    let lift = software["lift"].as_f64().expect("a number");
    assert!((2.0..3.6).contains(&lift), "{lift}");
    let icp = std::fs::read_to_string(root.join("icp.yaml")).expect("read");
    assert!(!icp.contains("calibration"), "{icp}");
    assert!(icp.contains("times as frequent among customers"), "{icp}");
    let text = doorwise_ok(root, &words[..6]).stdout;
    assert!(text.contains("never a probability"), "{text}");
    assert!(text.contains("where the customers came from"), "{text}");
}

/// Nearly all customers of one trade are the likeliest find of all, and no sign of a leak.
#[test]
fn customers_of_one_trade_are_proposed_by_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let mut dice = Dice(5);
    let header = "Company,Website,Industry,Employees\n";
    let (mut market, mut customers) = (String::from(header), String::from(header));
    let trades = [
        "Insurance",
        "Retail",
        "Textiles",
        "Logistics",
        "Software",
        "Banking",
        "Farming",
        "Hotels",
        "Chemicals",
        "Media",
    ];
    for row in 0..2_000 {
        let trade = trades[dice.below(10) as usize];
        let size = 1 + dice.below(400);
        writeln!(market, "Firm {row},firm{row}.example,{trade},{size}").expect("a string");
    }
    for row in 0..60 {
        let trade = if row % 12 == 0 { "Retail" } else { "Insurance" };
        let size = 1 + dice.below(400);
        writeln!(customers, "Buyer {row},buyer{row}.example,{trade},{size}").expect("a string");
    }
    write(root, "customers.csv", &customers);
    write(root, "market.csv", &market);
    let words = "learn icp --table customers.csv --against market.csv";
    let words: Vec<&str> = words.split(' ').collect();
    let text = doorwise_ok(root, &words).stdout;
    assert!(text.contains("insurance"), "{text}");
    assert!(!text.contains("tells the two lists apart"), "{text}");
}

#[test]
fn a_table_without_an_outcome_says_what_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "customers.csv", &tables().0);
    let said = doorwise(folder.path(), &["learn", "icp", "--table", "customers.csv"]);
    assert_eq!(said.code, 2);
    assert!(said.stderr.contains("--against"), "{}", said.stderr);
}

/// A workspace whose deals were all won is one of customers.
#[test]
fn a_workspace_without_a_lost_deal_holds_its_customers_against_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let (customers, market, n) = tables();
    let mut deals = String::from("id,website,status,closed\n");
    for (row, line) in customers.lines().skip(1).enumerate() {
        let website = line.split(',').nth(1).expect("a website");
        writeln!(deals, "d{row},{website},Won,2026-01-05").expect("a string");
    }
    write(root, "companies.csv", &market);
    write(root, "deals.csv", &deals);
    write(
        root,
        "icps/a.yaml",
        "icp: a\nname: A\ngates:\n  - employees: 1..400\nassumption: all\n",
    );
    write(
        root,
        "doorwise.yaml",
        "name: A
tables:
  companies:
    path: companies.csv
    columns: { name: Company, domain: Website, industry: Sector, employees: Employees }
  deals:
    path: deals.csv
    columns: { id: id, domain: website, outcome: status, closed: closed }
",
    );
    let found = doorwise_ok(root, &["learn", "icp", "--format", "json"]).stdout;
    let found: Value = serde_json::from_str(&found).expect("JSON");
    assert_eq!(found["won"], n, "{found:#}");
    assert_eq!(found["against"], "the other companies");
    assert!(
        found["notes"]
            .to_string()
            .contains("no closed deal was lost"),
        "{found:#}"
    );
}

#[test]
fn two_lists_without_a_common_column_cannot_be_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "customers.csv", "Colour\nred\nblue\nred\n");
    write(folder.path(), "market.csv", "Height\n3\n4\n3\n");
    let words = "learn icp --table customers.csv --against market.csv";
    let said = doorwise(folder.path(), &words.split(' ').collect::<Vec<_>>());
    assert_eq!(said.code, 2);
    assert!(
        said.stderr.contains("no column of companies in common"),
        "{}",
        said.stderr
    );
}
