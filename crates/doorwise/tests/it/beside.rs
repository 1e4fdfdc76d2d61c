//! Two files of the same rows: what one says is put beside the other by their id.

use std::fs;
use std::path::Path;

use crate::run::{doorwise, doorwise_ok, json, shared_data, write};

/// Sixty leads, of which every third was won; one closed deal was never a lead, one id is there twice.
fn leads_and_closed(root: &Path) {
    let mut leads = "Lead ID,First contact date,origin\n".to_owned();
    let mut closed = "lead_id,won_date,segment\n".to_owned();
    for lead in 0..60 {
        leads.push_str(&format!("L{lead},2024-01-{:02},social\n", lead % 28 + 1));
        if lead % 3 == 0 {
            closed.push_str(&format!("L{lead},2024-03-{:02},bakery\n", lead % 28 + 1));
        }
    }
    closed.push_str("X9,2024-04-01,bakery\nL0,2024-04-02,bakery\n");
    write(root, "leads.csv", &leads);
    write(root, "won.csv", &closed);
}

fn plan(root: &Path) -> serde_json::Value {
    doorwise_ok(root, &["plan", "--out", "out"]);
    json(&root.join("out/plan.json"))
}

#[test]
fn a_prepared_table_does_not_hide_what_stands_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "companies.csv",
        "id,name,country\n1,Alpha,US\n2,Beta,US\n3,Gamma,DE\n",
    );
    write(root, "sizes.csv", "id,employees\n1,30\n2,400\n3,12\n");
    write(
        root,
        "doorwise.yaml",
        "tables:
  companies:
    path: companies.csv
    columns: { id: id, name: name, place: country, employees: employees }
    joined: [{ path: sizes.csv, by: id }]
",
    );
    write(
        root,
        "icps/small.yaml",
        "icp: small\nname: Small teams\ngates:\n  - employees: 10..50\npoints:\n  - place: { US: 5 }\n",
    );
    let scored = |top: &str| {
        let run = doorwise_ok(root, &["score", "--top", top, "--format", "json"]);
        let view: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        (view["pursue"].clone(), view["ignore"].clone())
    };
    let before = [scored("0"), scored("2")];
    assert_eq!(before[0], (2.into(), 1.into()));
    doorwise_ok(root, &["prepare", "companies.csv"]);
    assert_eq!([scored("0"), scored("2")], before);
}

#[test]
fn leads_and_the_deals_won_of_them_are_one_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    leads_and_closed(root);
    // A repeated id is no id of its own: the file stays apart.
    let run = doorwise_ok(root, &["init", "--icp", "bakeries in India", "--no-input"]);
    assert!(!run.stderr.contains("won.csv by"), "{}", run.stderr);
    fs::remove_file(root.join("doorwise.yaml")).expect("removed");
    let text = fs::read_to_string(root.join("won.csv")).expect("read");
    write(
        root,
        "won.csv",
        text.trim_end().rsplit_once('\n').expect("lines").0,
    );
    let run = doorwise_ok(root, &["init", "--icp", "bakeries in India", "--no-input"]);
    assert!(
        run.stderr
            .contains("leads.csv with won.csv by Lead ID, 60 rows"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains(
            "20 rows have a row of won.csv beside them, by `Lead ID`; 1 of its rows are left out, since no row here has their id"
        ),
        "{}",
        run.stderr
    );
    let setup = fs::read_to_string(root.join("doorwise.yaml")).expect("read");
    assert!(
        setup.contains("    joined:\n      - path: won.csv\n        by: Lead ID\n"),
        "{setup}"
    );
    let plan = plan(root);
    assert_eq!(plan["deals"]["deals"], 60);
    assert_eq!(plan["deals"]["won"], 20);
    assert_eq!(plan["deals"]["lost"], 0);
}

#[test]
fn a_joined_file_speaks_of_companies_in_score_and_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "doorwise.yaml",
        "name: A\ntables:\n  companies:\n    path: crm.csv\n    joined:\n      - path: sizes.csv\n        by: Domain\n    columns: { name: Name, domain: domain, employees: headcount }\n",
    );
    write(
        root,
        "icps/a.yaml",
        "icp: a\nname: A\ngates:\n  - employees: 10..50\nassumption: all\n",
    );
    write(
        root,
        "crm.csv",
        "Name,domain\nAcme,acme.io\nBlue,blue.io\nCyan,cyan.io\n",
    );
    write(
        root,
        "sizes.csv",
        "DOMAIN,headcount,Name\nblue.io,20,Blue Inc\nacme.io,900,Acme Inc\n",
    );
    let plan = plan(root);
    assert_eq!(plan["counts"]["pursue"], 1);
    assert_eq!(plan["counts"]["ignore"], 1);
    let run = doorwise_ok(root, &["score", "--out", "scored.csv"]);
    let scored = fs::read_to_string(root.join("scored.csv")).expect("read");
    assert!(
        scored.starts_with("Name,domain,headcount,Name (sizes.csv),"),
        "{scored}"
    );
    assert!(
        scored.contains("Blue,blue.io,20,Blue Inc,pursue"),
        "{scored}\n{}",
        run.stderr
    );
}

#[test]
fn a_file_without_the_id_and_a_table_that_takes_none_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "deals.csv", "id,status\nd1,won\n");
    write(root, "more.csv", "deal,size\nd1,3\n");
    let setup = |kind: &str| {
        format!(
            "name: A\ntables:\n  {kind}:\n    path: deals.csv\n    joined: [{{ path: more.csv, by: id }}]\n    columns: {{ id: id }}\n"
        )
    };
    write(
        root,
        "icps/a.yaml",
        "icp: a\nname: A\ngates:\n  - employees: 10..50\nassumption: all\n",
    );
    write(root, "doorwise.yaml", &setup("deals"));
    let run = doorwise(root, &["plan"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("more.csv` has no column `id` to join it by"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("its columns are deal, size"),
        "{}",
        run.stderr
    );
    write(root, "doorwise.yaml", &setup("contacts"));
    write(root, "more.csv", "id,size\nd1,3\n");
    let run = doorwise(root, &["check"]);
    let said = run.stdout + &run.stderr;
    assert!(
        said.contains("nothing can be joined to the contacts table"),
        "{said}"
    );
}

/// Pipedrive exports `Won time` and `Lost time`; the one that is filled says how the deal ended.
#[test]
fn days_say_how_deals_ended_where_nothing_else_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "deals.csv",
        "id,company,Won time,Lost time\n1,Acme,2024-01-02,\n2,Blue,,2024-01-03\n3,Cyan,,\n4,Dune,2024-02-02,\n",
    );
    write(
        root,
        "doorwise.yaml",
        "name: A\ntables:\n  deals:\n    path: deals.csv\n    columns: { id: id, company: company, closed: [Won time, Lost time] }\n",
    );
    write(
        root,
        "icps/a.yaml",
        "icp: a\nname: A\ngates:\n  - employees: 10..50\nassumption: all\n",
    );
    let plan = plan(root);
    let deals = &plan["deals"];
    assert_eq!([&deals["won"], &deals["lost"], &deals["open"]], [2, 1, 1]);
}

#[test]
fn a_person_is_forgotten_in_a_joined_file_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "doorwise.yaml",
        "name: A\ntables:\n  companies:\n    path: companies.csv\n    joined: [{ path: notes.csv, by: id }]\n    columns: { id: id, name: name }\n  contacts:\n    path: people.csv\n    columns: { id: id, name: name, email: email }\n",
    );
    write(
        root,
        "icps/a.yaml",
        "icp: a\nname: A\ngates:\n  - employees: 10..50\nassumption: all\n",
    );
    write(root, "companies.csv", "id,name\nc1,Fern\n");
    write(
        root,
        "people.csv",
        "id,name,email\np1,Asha Menon,asha@fern.example\n",
    );
    write(root, "notes.csv", "id,notes\nc1,asha@fern.example called\n");
    let run = doorwise(root, &["forget", "asha@fern.example"]);
    let said = run.stdout + &run.stderr;
    assert!(
        said.contains("named in the text of notes.csv:2, column notes"),
        "{said}"
    );
}

#[test]
fn the_leads_of_a_real_marketplace_meet_the_deals_they_became() {
    let Some(data) = shared_data("olist_b2b_funnel") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for name in [
        "olist_closed_deals_dataset.csv",
        "olist_marketing_qualified_leads_dataset.csv",
    ] {
        fs::copy(data.join(name), root.join(name)).expect("copied");
    }
    doorwise_ok(root, &["init", "--icp", "shops in Brazil", "--no-input"]);
    let plan = plan(root);
    assert_eq!(plan["deals"]["deals"], 8000);
    assert_eq!(plan["deals"]["won"], 842);
}

#[test]
fn a_sentence_is_no_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = doorwise(folder.path(), &["init", "We sell shoes to hotels."]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(
        run.stderr.contains("reads like a sentence"),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 0);
    doorwise_ok(folder.path(), &["init", "my hotel shoes"]);
}
