//! `doorwise learn icp`, and that what was learned is what is scored.

mod customers;
mod workspace;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Deals that are won by small companies that came by referral and have a long trial; some cells
/// are blank, some team sizes are bands.
fn deals(n: usize) -> String {
    let mut dice = Dice(7);
    let mut out = String::from("Deal,Company,Employees,Source,Trial days,Ratio,Country,Status\n");
    for row in 0..n {
        let size = 1 + dice.below(400);
        let band = if size <= 50 { "11-50" } else { "201-500" };
        let source = ["Referral", "Web, organic", "Event", ""][dice.below(4) as usize];
        let trial = dice.below(60);
        let ratio = dice.below(300) as f64 / 100.0;
        let country = ["India", "Germany", "United States", "Kenya"][dice.below(4) as usize];
        let mut chance = 20;
        chance += if size <= 50 { 30 } else { 0 };
        chance += if source == "Referral" { 25 } else { 0 };
        chance += if ratio >= 1.5 { 15 } else { 0 };
        let status = if dice.below(100) < chance {
            "Won"
        } else {
            "Lost"
        };
        let size = match dice.below(10) {
            0 => String::new(),
            1 => band.to_owned(),
            _ => size.to_string(),
        };
        writeln!(
            out,
            "D{row},Company {row},{size},\"{source}\",{trial},{ratio},{country},{status}"
        )
        .expect("a string");
    }
    out
}

/// Blanks out what stands in quotes, commas included.
fn without_quoted(row: &str) -> String {
    let parts = row.split('"').enumerate();
    parts
        .map(|(idx, part)| if idx % 2 == 0 { part } else { "" })
        .collect()
}

fn learn(folder: &Path, more: &[&str]) -> Value {
    let mut args = vec![
        "learn",
        "icp",
        "--table",
        "deals.csv",
        "--outcome",
        "Status",
        "--won",
        "Won",
        "--format",
        "json",
    ];
    args.extend(more);
    let run = doorwise_ok(folder, &args);
    serde_json::from_str(&run.stdout).expect("JSON")
}

#[test]
fn what_was_learned_is_what_is_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("deals.csv"), deals(1_500)).expect("written");
    let found = learn(folder.path(), &["--out", "icp.yaml"]);
    assert_eq!(found["verdict"], "found", "{found:#}");
    let says: Vec<&str> = found["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| line["says"].as_str().expect("text"))
        .collect();
    for planted in ["employees", "custom.Source referral", "custom.Ratio"] {
        assert!(
            says.iter().any(|line| line.starts_with(planted)),
            "{planted}: {says:?}"
        );
    }
    let run = doorwise_ok(
        folder.path(),
        &[
            "score",
            "--table",
            "deals.csv",
            "--icp",
            "icp.yaml",
            "--out",
            "scored.csv",
        ],
    );
    let said = run.stderr;
    assert!(
        !said.contains("warning") && !said.contains("error"),
        "{said}"
    );
    let scored = std::fs::read_to_string(folder.path().join("scored.csv")).expect("read");
    let mut rows = scored.lines();
    let headers: Vec<&str> = rows.next().expect("headers").split(',').collect();
    let place = |name: &str| {
        headers
            .iter()
            .position(|header| *header == name)
            .expect("a column")
    };
    let (seen, probability, status) = (place("score_seen"), place("probability"), place("Status"));
    let mut counts: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
    let mut chances: BTreeMap<i64, String> = BTreeMap::new();
    for row in rows {
        let row = without_quoted(row);
        let cells: Vec<&str> = row.split(',').collect();
        let score: i64 = cells[seen].parse().expect("a score");
        let count = counts.entry(score).or_default();
        count.0 += 1;
        count.1 += u64::from(cells[status] == "Won");
        chances.insert(score, cells[probability].to_owned());
    }
    let mut listed = BTreeMap::new();
    for chance in found["chances"].as_array().expect("chances") {
        let score = chance["score"].as_i64().expect("a score");
        let n = chance["chance"]["n"].as_u64().expect("n");
        if n > 0 {
            listed.insert(score, (n, chance["won"].as_u64().expect("won")));
            let value = chance["chance"]["value"].as_f64().expect("a chance");
            let written: f64 = chances[&score].parse().expect("a number");
            assert!((value - written).abs() < 1e-4, "{score}: {value} {written}");
        }
    }
    assert_eq!(counts, listed);
}

#[test]
fn the_order_of_rows_and_the_number_of_threads_change_no_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = deals(400);
    std::fs::write(folder.path().join("deals.csv"), &table).expect("written");
    let mut found = learn(folder.path(), &["--out", "one.yaml"]);
    let (head, body) = table.split_once('\n').expect("a header");
    let mut rows: Vec<&str> = body.lines().collect();
    rows.sort_by_key(|row| row.len() * 31 + row.bytes().map(usize::from).sum::<usize>() % 31);
    std::fs::write(
        folder.path().join("deals.csv"),
        format!("{head}\n{}\n", rows.join("\n")),
    )
    .expect("written");
    let mut again = learn(folder.path(), &["--out", "two.yaml"]);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a file");
    assert_eq!(read("one.yaml").replace("one", "two"), read("two.yaml"));
    for view in [&mut found, &mut again] {
        for line in view["lines"].as_array_mut().expect("lines") {
            // Places are those of the file.
            line["rows"] = Value::Null;
        }
    }
    assert_eq!(found, again);
}

#[test]
fn shuffled_outcomes_and_too_few_deals_are_said_to_be_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut dice = Dice(3);
    let blind: String = deals(1_000)
        .lines()
        .map(|line| match line.rsplit_once(',') {
            Some((facts, "Won" | "Lost")) => {
                let status = if dice.below(100) < 40 { "Won" } else { "Lost" };
                format!("{facts},{status}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    std::fs::write(folder.path().join("deals.csv"), &blind).expect("written");
    let found = learn(folder.path(), &["--out", "icp.yaml"]);
    assert_eq!(found["verdict"], "no_signal");
    assert_eq!(found["lines"].as_array().map(Vec::len), Some(0));
    assert!(!folder.path().join("icp.yaml").exists());
    let few: String = blind
        .lines()
        .take(13)
        .map(|line| format!("{line}\n"))
        .collect();
    std::fs::write(folder.path().join("deals.csv"), few).expect("written");
    assert_eq!(learn(folder.path(), &[])["verdict"], "too_few");
}

/// Small firms are won more often and pay a tenth: the line says that it brings less.
#[test]
fn a_line_says_what_its_deals_bring_and_tiers_fit_the_capacity() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut table = String::new();
    for (row, line) in deals(800).lines().enumerate() {
        let size = line
            .split(',')
            .nth(2)
            .and_then(|size| size.parse::<u32>().ok());
        let amount = if size.is_some_and(|size| size <= 50) {
            1_000
        } else {
            10_000
        };
        match row {
            0 => writeln!(table, "{line},Opened,Closed,Amount"),
            _ => writeln!(
                table,
                "{line},2025-01-01,2025-{:02}-01,{amount} EUR",
                2 + row % 9
            ),
        }
        .expect("a string");
    }
    std::fs::write(folder.path().join("deals.csv"), table).expect("written");
    let money = [
        "--amount",
        "Amount",
        "--opened",
        "Opened",
        "--date",
        "Closed",
        "--capacity",
        "15",
        "--html",
        "learned.html",
    ];
    let found = learn(folder.path(), &money);
    let page = std::fs::read_to_string(folder.path().join("learned.html")).expect("written");
    for picture in ["card", "calibration", "lift", "stretches"] {
        let title = format!("aria-labelledby=\"{picture}-title {picture}-desc\"");
        assert!(page.contains(&title), "no picture of the {picture}");
    }
    assert!(
        page.contains("the first 10 % hold"),
        "the lift curve in words"
    );
    assert_eq!(found["currency"], "EUR");
    assert!(
        !found["lines"].to_string().contains("custom.Amount"),
        "{found:#}"
    );
    let lines = found["lines"].as_array().expect("lines");
    let small = lines
        .iter()
        .find(|line| {
            line["says"]
                .as_str()
                .is_some_and(|says| says.contains("employees ..50"))
        })
        .expect("the planted line");
    let times = &small["economics"]["times_all"];
    assert!(small["lift"].as_f64() > Some(1.3), "{small:#}");
    assert!(times["high"].as_f64() < Some(0.5), "{small:#}");
    let first = &found["tiers"][0];
    assert_eq!(first["tier"], "A");
    let share = first["share"].as_f64().expect("a share");
    assert!(0.0 < share && share <= 0.15, "{first:#}");
    assert!(
        first["rate"]["value"].as_f64() > found["base"]["value"].as_f64(),
        "{first:#}"
    );
}

/// Agencies never buy: they become an exclusion of the ICP, and `score` ignores them for it.
#[test]
fn who_never_buys_becomes_an_exclusion() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut table = String::new();
    for (row, line) in deals(1_500).lines().enumerate() {
        let kind = if row % 5 == 0 { "Agency" } else { "Maker" };
        match (row, kind) {
            (0, _) => writeln!(table, "{line},Kind"),
            (_, "Agency") => writeln!(table, "{},Agency", line.replace(",Won", ",Lost")),
            _ => writeln!(table, "{line},Maker"),
        }
        .expect("a string");
    }
    std::fs::write(folder.path().join("deals.csv"), table).expect("written");
    let found = learn(folder.path(), &["--out", "icp.yaml"]);
    assert_eq!(
        found["exclusions"][0]["says"], "custom.Kind agency",
        "{found:#}"
    );
    assert_eq!(found["exclusions"][0]["won"], 0);
    let icp = std::fs::read_to_string(folder.path().join("icp.yaml")).expect("read");
    assert!(
        icp.contains("exclusions:\n  - custom.Kind: [agency]\n    why: "),
        "{icp}"
    );
    let words = "score --icp icp.yaml --table deals.csv --format json";
    let scored = doorwise_ok(folder.path(), &words.split(' ').collect::<Vec<_>>()).stdout;
    let scored: Value = serde_json::from_str(&scored).expect("JSON");
    assert_eq!(scored["ignore"], 300, "{scored:#}");
}

#[test]
fn a_file_that_is_there_is_not_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("deals.csv"), deals(300)).expect("written");
    std::fs::write(folder.path().join("mine.yaml"), "icp: mine\n").expect("written");
    let words = [
        "learn",
        "icp",
        "--table",
        "deals.csv",
        "--outcome",
        "Status",
        "--out",
        "mine.yaml",
    ];
    let refused = crate::run::doorwise(folder.path(), &words);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    let kept = std::fs::read_to_string(folder.path().join("mine.yaml")).expect("read");
    assert_eq!(kept, "icp: mine\n");
}

#[test]
fn a_wish_and_a_number_of_lines_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("deals.csv"), deals(1_500)).expect("written");
    // Small companies win, so "more is never worse" leaves the field without a line.
    let found = learn(
        folder.path(),
        &["--monotone", "employees:up", "--lines", "4"],
    );
    let lines = found["lines"].as_array().expect("lines");
    assert!((1..=4).contains(&lines.len()), "{lines:#?}");
    let on_size = |found: &Value| {
        let lines = found["lines"].as_array().expect("lines").iter();
        let says = lines.filter_map(|line| line["says"].as_str());
        says.filter(|says| says.starts_with("employees "))
            .filter(|says| !says.ends_with("unknown"))
            .count()
    };
    assert_eq!(on_size(&found), 0, "{found:#}");
    let found = learn(folder.path(), &["--monotone", "Employees:down"]);
    assert!(on_size(&found) > 0, "{found:#}");
    for (wish, said) in [
        ("Source:up", "`Source` is no column of numbers"),
        ("Nothing:up", "`Nothing` is no column of numbers"),
        ("employees", "such as employees:up"),
    ] {
        let refused = doorwise(
            folder.path(),
            &[
                "learn",
                "icp",
                "--table",
                "deals.csv",
                "--outcome",
                "Status",
                "--monotone",
                wish,
            ],
        );
        assert_eq!(refused.code, 2);
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
    }
}
