//! Tables joined: rows counted once, rows that find nobody, decisions that reach merged rows.

use std::fs;
use std::path::Path;

use crate::run::{doorwise, doorwise_ok, json, write};

const SETUP: &str = "name: Joined
tables:
  companies:
    path: companies.csv
    columns: { id: id, name: name, domain: domain, employees: employees, place: country }
  deals:
    path: deals.csv
    columns: { id: id, company: account, company_id: cid, outcome: status }
  contacts:
    path: contacts.csv
    columns: { id: id, name: name, email: email, company: account }
  deal_contacts:
    path: seats.csv
    columns: { deal: deal, contact: contact }
";
const ICP: &str = "# keep this line
icp: a
name: Small in India
gates:
  - place: IN   # and this one
assumption: all
";

fn workspace(root: &Path) {
    let put = |name: &str, text: &str| write(root, name, text);
    put("doorwise.yaml", SETUP);
    put("icps/a.yaml", ICP);
    put(
        "companies.csv",
        "id,name,domain,employees,country\n1,Acme Ltd,acme.in,30,\n2,Acme India,acme.in,40,IN\n\
         3,Blue GmbH,blue.de,20,DE\n4,Blue,blue.com,,US\n",
    );
    put(
        "deals.csv",
        "id,account,cid,status\nD1,x,2,won\nD2,Blue,,lost\nD1,x,2,lost\n,Acme,,lost\n,Acme,,lost\n",
    );
    put(
        "contacts.csv",
        "id,name,email,account\nc1,Asha,asha@mail.acme.in,\nc2,Ravi,ravi@gmail.com,\nc3,Asha,asha@mail.acme.in,\n",
    );
    put("seats.csv", "deal,contact\nD1,c1\nD1,c3\nD9,c1\n");
}

fn plan(root: &Path) -> serde_json::Value {
    doorwise_ok(root, &["plan", "--out", "out"]);
    json(&root.join("out/plan.json"))
}

#[test]
fn each_company_deal_and_person_counts_once_and_what_stays_apart_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    workspace(folder.path());
    let plan = plan(folder.path());
    assert_eq!(plan["counts"]["companies"], 3);
    assert_eq!(
        plan["counts"]["pursue"], 1,
        "the second row fills the blank country"
    );
    // Two deals without an id may be alike and still be two.
    assert_eq!(plan["deals"]["deals"], 4);
    let read = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).expect("read");
    assert_eq!(
        read("duplicates.csv"),
        "table,row,says,same_as,why,differs\n\
         companies,companies.csv:3,\"Acme India, acme.in, 2\",companies.csv:2,same domain acme.in as companies.csv:2,\"name Acme India, counted as Acme Ltd; employee count 40, counted as 30\"\n\
         deals,deals.csv:4,\"deal D1, x\",deals.csv:2,same id D1 as deals.csv:2,\"outcome lost, counted as won\"\n\
         contacts,contacts.csv:4,\"Asha, asha@mail.acme.in\",contacts.csv:2,same e-mail asha@mail.acme.in as contacts.csv:2,\n\
         deal_contacts,seats.csv:3,\"deal D1, contact c3\",seats.csv:2,same deal and contact as seats.csv:2,\n"
    );
    assert_eq!(
        read("unlinked.csv"),
        "table,row,says,why\n\
         deals,deals.csv:3,\"deal D2, Blue\",\"several companies have the name Blue: Blue GmbH (blue.de), Blue (blue.com)\"\n\
         contacts,contacts.csv:3,\"Ravi, ravi@gmail.com\",\"gmail.com is free mail, which is no company\"\n\
         deal_contacts,seats.csv:4,\"deal D9, contact c1\",no deal is called D9\n"
    );
}

#[test]
fn a_decision_by_hand_is_written_reaches_a_merged_row_and_is_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let icp = || fs::read_to_string(root.join("icps/a.yaml")).expect("read");
    doorwise_ok(
        root,
        &[
            "override",
            "acme india",
            "--customer",
            "--who",
            "Meera",
            "--date",
            "2026-11-01",
        ],
    );
    assert!(icp().starts_with(ICP), "{}", icp());
    assert_eq!(plan(root)["counts"]["pursue"], 0);
    let ignored = fs::read_to_string(root.join("out/ignored.csv")).expect("read");
    assert!(
        ignored.contains("ignore by hand: customer already (Meera, 2026-11-01)"),
        "{ignored}"
    );
    // A decision on the same company by another of its names takes the place of the first.
    doorwise_ok(
        root,
        &[
            "override",
            "2",
            "--decision",
            "pursue",
            "--why",
            "asked",
            "--who",
            "Jo",
            "--date",
            "2026-11-02",
        ],
    );
    assert_eq!(icp().matches("company:").count(), 1, "{}", icp());
    doorwise_ok(root, &["override", "acme.in", "--remove"]);
    assert_eq!(icp(), ICP);
    let refused = doorwise(
        root,
        &["override", "Acme Ltdd", "--customer", "--who", "Jo"],
    );
    let said = refused.stderr;
    assert!(said.contains("did you mean `Acme Ltd`?"), "{said}");
    assert_eq!(icp(), ICP);
}

#[test]
fn of_several_decisions_on_a_company_the_one_named_is_taken_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let two = format!(
        "{ICP}\"overrides\":\n  - {{ company: Acme Ltd, decision: ignore, why: a, who: Jo, date: 2026-01-01 }}\n  \
         - {{ company: acme.in, decision: pursue, why: b, who: Jo, date: 2026-01-02 }}\n"
    );
    write(root, "icps/a.yaml", &two);
    let icp = || fs::read_to_string(root.join("icps/a.yaml")).expect("read");
    let refused = doorwise(root, &["override", "1", "--remove"]).stderr;
    assert!(refused.contains("2 decisions by hand on `1`"), "{refused}");
    assert!(
        refused.contains("`acme ltd` (ignore, 2026-01-01), `acme.in` (pursue, 2026-01-02)"),
        "{refused}"
    );
    assert_eq!(icp(), two);
    doorwise_ok(root, &["override", "Acme Ltd", "--remove"]);
    assert!(
        icp().contains("acme.in") && !icp().contains("Acme Ltd"),
        "{}",
        icp()
    );
    // The list is there under a quoted key, and is not written a second time.
    doorwise_ok(root, &["override", "1", "--customer", "--who", "Jo"]);
    assert_eq!(icp().matches("overrides").count(), 1, "{}", icp());
}

#[test]
fn a_decision_on_a_name_that_several_companies_have_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    write(
        root,
        "companies.csv",
        "id,name,domain,employees,country\n1,Blue,blue.de,20,DE\n2,Blue,blue.com,,US\n",
    );
    let decide =
        |company: &str| doorwise(root, &["override", company, "--customer", "--who", "Jo"]);
    let said = decide("Blue").stderr;
    assert!(said.contains("2 companies are called `Blue`"), "{said}");
    assert!(
        said.contains("`1` (companies.csv:2), `2` (companies.csv:3)"),
        "{said}"
    );
    let icp = || fs::read_to_string(root.join("icps/a.yaml")).expect("read");
    assert_eq!(icp(), ICP);
    decide("blue.com");
    assert!(icp().contains("company: blue.com"), "{}", icp());
}
