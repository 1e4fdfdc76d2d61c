//! `doorwise market`: bounds that can be counted by hand, money from own deals, white space.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise_ok, write};

const SETUP: &str = "name: A
currency: EUR
tables:
  companies:
    path: companies.csv
    columns: { id: id, name: name, employees: size, place: country }
  deals:
    path: deals.csv
    columns: { id: id, company_id: company, outcome: status, created: opened, closed: closed, amount: amount }
";
const ICP: &str = "icp: a
name: Small firms
gates:
  - employees: 5..100
  - place: [DE, IN]
points:
  - employees: { 5..20: 1, 21..100: 2 }
tiers: { A: 2, B: 0 }
";

fn workspace(root: &Path, companies: &str, deals: &str) {
    write(root, "doorwise.yaml", SETUP);
    write(root, "icps/a.yaml", ICP);
    write(
        root,
        "companies.csv",
        &format!("id,name,size,country\n{companies}"),
    );
    write(
        root,
        "deals.csv",
        &format!("id,company,status,opened,closed,amount\n{deals}"),
    );
}

fn size(root: &Path, more: &[&str]) -> Value {
    let words = [&["market", "--format", "json"], more].concat();
    serde_json::from_str(&doorwise_ok(root, &words).stdout).expect("JSON")
}

#[test]
fn counts_are_bounds_and_money_is_reckoned_from_own_deals() {
    let folder = tempfile::tempdir().expect("a folder");
    // c1 to c3 pass, c4 might (no size), c5 and c6 cannot.
    let companies =
        "c1,Ane,10,DE\nc2,Bru,50,DE\nc3,Cob,60,IN\nc4,Dax,,IN\nc5,Eff,500,DE\nc6,Fit,10,US\n";
    let mut deals = String::new();
    for (at, (company, status)) in [
        ("c1", "won"),
        ("c1", "won"),
        ("c1", "won"),
        ("c1", "won"),
        ("c1", "won"),
        ("c2", "lost"),
        ("c2", "lost"),
        ("c2", "lost"),
        ("c2", "lost"),
        ("c2", "lost"),
        ("c5", "won"),
    ]
    .into_iter()
    .enumerate()
    {
        writeln!(
            deals,
            "d{at},{company},{status},2026-01-01,2026-02-{:02},1000",
            at + 1
        )
        .expect("a string");
    }
    workspace(folder.path(), companies, &deals);
    let view = size(folder.path(), &["--capacity", "2"]);
    let icp = &view["icps"][0];
    let n = |name: &str| icp[name].as_u64().expect("a count");
    assert_eq!(
        (n("pass"), n("might"), n("cannot"), n("customers")),
        (3, 1, 2, 1)
    );
    // The deal with a company outside is nobody's here.
    assert_eq!(
        (&icp["deals"]["closed"], &icp["deals"]["won"]),
        (&10.into(), &5.into())
    );
    // All amounts are 1,000, so the mean has no width.
    assert_eq!(icp["deals"]["amount"]["low"], 1000.0);
    assert_eq!(
        icp["total"]["money"],
        serde_json::json!({ "low": 3000.0, "high": 4000.0 })
    );
    assert_eq!(
        icp["serviceable"]["n"],
        serde_json::json!({ "low": 2.0, "high": 3.0 })
    );
    // Ten deals a year, but three companies are left: 3 x (0.27 to 0.73).
    let won = icp["obtainable"]["n"]["high"].as_f64().expect("a number");
    assert!((2.0..2.3).contains(&won), "{won}");
    assert_eq!(icp["capacity"]["companies"], 2);
    assert_eq!(icp["capacity"]["pursue"], 2);
}

#[test]
fn without_deals_nothing_is_worth_anything_and_nothing_is_white() {
    let folder = tempfile::tempdir().expect("a folder");
    workspace(folder.path(), "c1,Ane,10,DE\nc2,Bru,50,IN\n", "");
    let view = size(folder.path(), &[]);
    let icp = &view["icps"][0];
    assert_eq!(icp["total"]["money"], Value::Null);
    assert_eq!(icp["white_space"]["segments"], Value::Array(Vec::new()));
    assert!(
        icp["obtainable"]["reckoned"]
            .as_str()
            .expect("words")
            .starts_with("not reckoned")
    );
}

#[test]
fn a_segment_that_wins_and_is_little_worked_is_found_and_the_list_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut companies, mut deals) = (String::new(), String::new());
    for at in 0..200 {
        // India: 100 companies, 20 worked, all won; Germany: 100 companies, all worked, one in five won.
        let is_india = at < 100;
        let country = if is_india { "IN" } else { "DE" };
        writeln!(companies, "c{at},Firm {at},30,{country}").expect("a string");
        if !is_india || at < 20 {
            let status = if is_india || at % 5 == 0 {
                "won"
            } else {
                "lost"
            };
            writeln!(deals, "d{at},c{at},{status},2026-01-01,2026-02-01,10").expect("a string");
        }
    }
    workspace(folder.path(), &companies, &deals);
    let view = size(
        folder.path(),
        &["--capacity", "30", "--list", "list.csv", "--html", "m.html"],
    );
    let white = &view["icps"][0]["white_space"]["segments"];
    assert_eq!(white.as_array().expect("a list").len(), 1, "{white}");
    assert_eq!(
        (&white[0]["value"], &white[0]["grade"]),
        (&"India".into(), &"shown".into())
    );
    assert_eq!(white[0]["unworked"], 80);
    let list = fs::read_to_string(folder.path().join("list.csv")).expect("written");
    assert_eq!(list.lines().count(), 31);
    assert!(
        fs::read_to_string(folder.path().join("m.html"))
            .expect("written")
            .contains("White space")
    );
}
