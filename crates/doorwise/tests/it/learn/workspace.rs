//! Learning from a workspace: deals with the facts of their companies, and the change to the ICP file.

use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use super::deals;
use crate::run::{doorwise, doorwise_ok, repository, shared_data, write};

const SETUP: &str = "name: A
tables:
  companies:
    path: companies.csv
    columns: { id: id, name: name, employees: size, place: country }
  deals:
    path: deals.csv
    columns: { id: id, company_id: company, outcome: status, closed: closed }
";
const ICP: &str = "# keep this line
icp: a
name: Small firms
gates:
  - place: [IN, DE, US, KE]   # and this one
points:
  - employees: { 1..50: 1, 51..500: 2 }
tiers: { A: 2, B: 0 }
assumption: all
";

/// Puts the deals of the flat table into two tables; every tenth company has two deals, and the last
/// deals find no company or are open.
fn workspace(root: &Path) -> usize {
    let flat = deals(600);
    let (mut companies, mut closed) = (
        String::from("id,name,size,country,Source,Ratio\n"),
        String::from("id,company,status,closed\n"),
    );
    let mut n = 0;
    for (row, line) in flat.lines().skip(1).enumerate() {
        // `D0,Company 0,size,"source",trial,ratio,country,status`
        let mut quoted = line.split('"');
        let mut part = || quoted.next().expect("three parts");
        let (before, source, after) = (part(), part(), part());
        let size = before.split(',').nth(2).expect("a size");
        let after: Vec<&str> = after.split(',').collect();
        let (ratio, country, status) = (after[2], after[3], after[4]);
        writeln!(
            companies,
            "c{row},Firm {row},{size},{country},\"{source}\",{ratio}"
        )
        .expect("a string");
        for again in 0..=usize::from(row % 10 == 0) {
            let day = 1 + (row * 13 + again) % 28;
            let month = 1 + row % 12;
            writeln!(
                closed,
                "d{row}-{again},c{row},{status},2025-{month:02}-{day:02}"
            )
            .expect("a string");
            n += 1;
        }
    }
    closed.push_str("x1,nobody,Won,2025-01-01\nx2,c1,In progress,\n");
    write(root, "doorwise.yaml", SETUP);
    write(root, "icps/a.yaml", ICP);
    write(root, "companies.csv", &companies);
    write(root, "deals.csv", &closed);
    n
}

fn learn(root: &Path, more: &[&str]) -> Value {
    let words = [&["learn", "icp", "--format", "json"], more].concat();
    serde_json::from_str(&doorwise_ok(root, &words).stdout).expect("JSON")
}

#[test]
fn deals_are_learned_from_with_the_facts_of_their_companies() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let n = workspace(root);
    let found = learn(root, &[]);
    assert_eq!(found["deals"], n);
    assert_eq!(found["verdict"], "found", "{found:#}");
    let lines = found["lines"].to_string();
    assert!(lines.contains("employees"), "{lines}");
    // A column that no map names is searched too.
    assert!(lines.contains("custom.Source"), "{lines}");
    assert!(lines.contains("deals.csv:"), "{lines}");
    let doubts = found["could_also_explain"].to_string();
    assert!(doubts.contains("those of the export"), "{doubts}");
    let notes = found["notes"].to_string();
    assert!(notes.contains("1 closed deal finds no company"), "{notes}");
    assert!(notes.contains("1 deal is open"), "{notes}");
    let ranks = found["backtest"]["ranks"].to_string();
    assert!(ranks.contains("the hand-written ICP"), "{ranks}");
    let tested = doorwise_ok(root, &["backtest", "--format", "json"]).stdout;
    assert!(tested.contains("the hand-written ICP"), "{tested}");
}

#[test]
fn a_card_learned_afresh_takes_the_place_of_the_points_only_when_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let icp = || std::fs::read_to_string(root.join("icps/a.yaml")).expect("read");
    let shown = learn(root, &["--fresh"]);
    assert_eq!(icp(), ICP);
    let change = &shown["change"];
    assert_eq!(change["file"], "icps/a.yaml");
    assert_eq!(change["applied"], false);
    let diff = change["diff"].as_str().expect("a text");
    assert!(
        diff.contains("-   - employees: { 1..50: 1, 51..500: 2 }"),
        "{diff}"
    );
    assert_eq!(learn(root, &["--fresh", "--apply"])["change"]["diff"], diff);
    let changed = icp();
    assert!(
        changed.starts_with("# keep this line\nicp: a\n"),
        "{changed}"
    );
    assert!(changed.contains("KE]   # and this one"), "{changed}");
    assert!(changed.contains("calibration:"), "{changed}");
    assert!(changed.contains("custom.Source: category"), "{changed}");
    // The same deals say the same, so that nothing is left to change.
    assert_eq!(learn(root, &["--fresh", "--apply"])["change"]["diff"], "");
    assert_eq!(icp(), changed);
    // What was learned from these deals is no rival in a test on them.
    let tested = doorwise_ok(root, &["backtest", "--format", "json"]).stdout;
    assert!(!tested.contains("the hand-written ICP"), "{tested}");
    let said = doorwise(root, &["check"]);
    assert!(!said.stdout.contains("error["), "{}", said.stdout);
    let words = "score --icp icps/a.yaml --table companies.csv --out scored.csv";
    doorwise_ok(root, &words.split(' ').collect::<Vec<_>>());
    let scored = std::fs::read_to_string(root.join("scored.csv")).expect("read");
    assert!(
        scored
            .lines()
            .next()
            .expect("a header")
            .contains("probability")
    );
}

/// The author gives firms of 51 to 500 the higher points; the deals say the small ones win.
#[test]
fn the_deals_move_the_points_of_a_hand_written_icp() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let with_comment = ICP.replace(
        "51..500: 2 }",
        "51..500: 2 }   # my guess\n    why: they have budget",
    );
    write(root, "icps/a.yaml", &with_comment);
    let icp = || std::fs::read_to_string(root.join("icps/a.yaml")).expect("read");
    let shown = learn(root, &[]);
    assert_eq!(icp(), with_comment);
    let entries = &shown["by_hand"]["entries"];
    assert_eq!(entries[0]["says"], "employees 1..50");
    // To give small firms less than large ones is wrong of both.
    assert_eq!(entries[0]["verdict"], "contradicted", "{entries:#}");
    assert_eq!(entries[1]["before"], 2);
    assert_eq!(entries[1]["verdict"], "contradicted", "{entries:#}");
    let (small, large) = (&entries[0]["after"], &entries[1]["after"]);
    assert!(small.as_i64() > large.as_i64(), "{entries:#}");
    learn(root, &["--apply"]);
    let changed = icp();
    assert!(
        changed.contains(&format!(
            "{{ 1..50: {small}, 51..500: {large} }}   # my guess\n    why: they have budget"
        )),
        "{changed}"
    );
    assert!(changed.contains("tiers: { A: 2, B: 0 }"), "{changed}");
    assert!(changed.contains("by_hand: [[1, 2]]"), "{changed}");
    // What the deals prove on a field that the author does not name joins the card.
    assert!(changed.contains("- custom.Source: {"), "{changed}");
    // The author's points are remembered, so the same deals do not count twice.
    assert_eq!(learn(root, &["--apply"])["change"]["diff"], "");
    assert_eq!(icp(), changed);
    // What the author wrote stays a rival in the test on later deals.
    let tested = doorwise_ok(root, &["backtest", "--format", "json"]).stdout;
    assert!(tested.contains("the hand-written ICP"), "{tested}");
    let said = doorwise(root, &["check"]);
    assert!(!said.stdout.contains("error["), "{}", said.stdout);
    // The same over a flat table, with the ICP named.
    write(root, "prior.yaml", &ICP.replace("icp: a", "icp: prior"));
    write(root, "flat.csv", &deals(600));
    let words = "learn icp --table flat.csv --outcome Status --prior prior.yaml --out moved.yaml --format json";
    let shown = doorwise_ok(root, &words.split(' ').collect::<Vec<_>>()).stdout;
    assert!(shown.contains("contradicted"), "{shown}");
    let moved = std::fs::read_to_string(root.join("moved.yaml")).expect("read");
    assert!(
        moved.starts_with("# keep this line\nicp: prior\n"),
        "{moved}"
    );
    assert!(moved.contains("by_hand: [[1, 2]]"), "{moved}");
}

#[test]
fn nothing_is_applied_where_the_deals_propose_nothing_or_several_icps_could_be_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    write(root, "icps/b.yaml", "icp: b\ngates:\n  - place: IN\n");
    let said = doorwise(root, &["learn", "icp", "--apply"]).stderr;
    assert!(said.contains("say which with --icp"), "{said}");
    assert_eq!(
        learn(root, &["--icp", "b"])["change"]["file"],
        "icps/b.yaml"
    );
    let deals = std::fs::read_to_string(root.join("deals.csv")).expect("read");
    let few: Vec<&str> = deals.lines().take(9).collect();
    write(root, "deals.csv", &(few.join("\n") + "\n"));
    let said = doorwise(root, &["learn", "icp", "--icp", "a", "--apply"]).stderr;
    assert!(said.contains("nothing to apply"), "{said}");
    let icp = std::fs::read_to_string(root.join("icps/a.yaml")).expect("read");
    assert_eq!(icp, ICP);
}

#[test]
fn a_folder_without_deals_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "doorwise.yaml", "name: A\n");
    let said = doorwise(root, &["learn", "icp"]).stderr;
    assert!(said.contains("--table"), "{said}");
    let said = doorwise(root, &["learn", "icp", "--table", "x.csv"]).stderr;
    assert!(said.contains("--outcome"), "{said}");
}

#[test]
fn the_example_and_invented_deals_claim_nothing() {
    let example = repository().join("examples/saas-india");
    let found = learn(&example, &[]);
    assert_eq!(found["verdict"], "not_enough", "{found:#}");
    let Some(accounts) = shared_data("maven_crm/accounts.csv") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for name in ["accounts.csv", "sales_pipeline.csv"] {
        std::fs::copy(accounts.with_file_name(name), root.join(name)).expect("copied");
    }
    doorwise_ok(
        root,
        &["init", "--no-input", "--icp", "companies in the US"],
    );
    let found = learn(root, &[]);
    assert_eq!(found["verdict"], "no_signal");
    assert!(
        found["says"]
            .as_str()
            .expect("a text")
            .starts_with("no firmographic signal found")
    );
}

/// Every deal is worth 100; of the customers those of firms below 200 people leave after 73 days, a
/// fifth of the year. Who came in the last year says nothing.
#[test]
fn what_a_line_brings_counts_by_who_stayed() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect("a file");
    let mut priced = String::from("id,company,status,closed,amount\n");
    let mut customers = String::from("company,started,churned\n");
    let companies = read("companies.csv");
    let is_small = |company: &str| {
        let row = companies
            .lines()
            .find(|row| row.starts_with(&format!("{company},")));
        let size = row.and_then(|row| row.split(',').nth(2)?.parse::<u32>().ok());
        size.is_some_and(|size| size < 200)
    };
    for row in read("deals.csv").lines().skip(1) {
        writeln!(priced, "{row},100 USD").expect("a string");
        let cells: Vec<&str> = row.split(',').collect();
        if cells[2] == "Won" && cells[1] != "nobody" {
            let left = if is_small(cells[1]) { "2024-03-14" } else { "" };
            writeln!(customers, "{},2024-01-01,{left}", cells[1]).expect("a string");
        }
    }
    write(root, "deals.csv", &priced);
    let plain = learn(root, &["--fresh"]);
    assert_eq!(plain["economics"]["kept"], Value::Null);
    write(root, "customers.csv", &customers);
    let setup = format!(
        "{}  customers:\n    path: customers.csv\n    columns: {{ company_id: company, started: started, churned: churned }}\n",
        SETUP.replace("closed: closed }", "closed: closed, amount: amount }")
    );
    write(root, "doorwise.yaml", &setup);
    let found = learn(root, &["--fresh"]);
    let kept = found["economics"]["kept"]["value"].as_f64().expect("known");
    assert!((0.2..0.95).contains(&kept), "{found:#}");
    let small = found["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .find(|line| {
            line["says"]
                .as_str()
                .is_some_and(|says| says.starts_with("employees .."))
        })
        .unwrap_or_else(|| panic!("no line on small firms: {:#}", found["lines"]));
    let economics = &small["economics"];
    let of_line = economics["kept"]["value"].as_f64().expect("known");
    assert!(of_line < kept, "small firms leave: {small:#}");
    let money = economics["per_deal"]["value"].as_f64().expect("money")
        / found["economics"]["per_deal"]["value"]
            .as_f64()
            .expect("money");
    let times = economics["times_all"]["value"]
        .as_f64()
        .expect("held against all");
    assert!(
        (times - money * of_line / kept).abs() < 1e-6,
        "{times} {money} {of_line} {kept}"
    );
}

/// Writes a workspace whose only table is one of deals, with the day each closed, who sold it and why it
/// was lost.
fn deals_alone(root: &Path) {
    let mut table = String::new();
    for (row, line) in deals(600).lines().enumerate() {
        let more = match (row, line.ends_with("Lost")) {
            (0, _) => "Ended,Rep,Why".to_owned(),
            (_, is_lost) => format!(
                "2025-{:02}-{:02},{},{}",
                1 + row % 12,
                1 + row * 13 % 28,
                ["Ann", "Bo", "Cy"][row % 3],
                if is_lost { "price" } else { "" }
            ),
        };
        writeln!(table, "{line},{more}").expect("a string");
    }
    write(root, "deals.csv", &table);
    let setup = "name: A
tables:
  deals:
    path: deals.csv
    columns: { id: Deal, company: Company, outcome: Status, closed: Ended, owner: Rep, loss_reason: Why }
";
    write(root, "doorwise.yaml", setup);
}

#[test]
fn deals_without_companies_are_learned_from_by_their_own_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    deals_alone(root);
    let found = learn(root, &["--out", "card.yaml"]);
    assert_eq!(
        (&found["deals"], &found["verdict"]),
        (&600.into(), &"found".into())
    );
    let lines = found["lines"].to_string();
    assert!(
        lines.contains("employees") && lines.contains("Source"),
        "{lines}"
    );
    let left_out = found["left_out"].to_string();
    assert!(
        left_out.contains("Rep") && left_out.contains("Why"),
        "{left_out}"
    );
    // The day is known from the map, so later deals test the card.
    assert!(found["backtest"].is_object(), "{found:#}");
    let notes = found["notes"].to_string();
    assert!(notes.contains("no table of companies"), "{notes}");
    assert!(root.join("card.yaml").exists());
    doorwise_ok(root, &["backtest"]);
    let refused = doorwise(root, &["learn", "icp", "--apply"]);
    assert!(
        refused.stderr.contains("no companies"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_column_that_is_plainly_the_closing_day_is_proposed() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    deals_alone(root);
    let table = std::fs::read_to_string(root.join("deals.csv")).expect("read");
    let as_flat = |day: &str, more: &[&str]| {
        write(root, "flat.csv", &table.replacen("Ended", day, 1));
        let words = ["--table", "flat.csv", "--outcome", "Status"];
        learn(root, &[&words, more].concat())["notes"].to_string()
    };
    let proposed = as_flat("Close date", &[]);
    assert!(proposed.contains("--date 'Close date'"), "{proposed}");
    let is_proposed = |notes: String| notes.contains("--date");
    assert!(!is_proposed(as_flat(
        "Close date",
        &["--date", "Close date"]
    )));
    assert!(!is_proposed(as_flat("Signed up", &[])));
}
