//! Files as the world writes them: in parts, in old encodings.

use std::fs;

use crate::run::{doorwise, doorwise_ok, json, write};

#[test]
fn a_folder_is_one_table_from_init_to_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "parts/part-2.csv",
        "Company,Country,Employees\nAcme,India,20\n",
    );
    write(
        root,
        "parts/part-10.csv",
        "company;country;employees\nCobalt;India;30\n",
    );
    write(root, "parts/broken.parquet", "no parquet");
    let words = [
        "init",
        "--no-input",
        "--icp",
        "companies in India",
        "--table",
        "parts",
    ];
    let said = doorwise_ok(root, &words).stderr;
    assert!(said.contains("companies from parts, 2 rows"), "{said}");
    doorwise(root, &["plan", "--out", "out"]);
    let plan = json(&root.join("out/plan.json"));
    let rows: Vec<&str> = plan["targets"]
        .as_array()
        .expect("targets")
        .iter()
        .filter_map(|target| target["row"].as_str())
        .collect();
    assert_eq!(rows, ["part-10.csv:2", "part-2.csv:2"]);
    let skipped = plan["tables"][0]["skipped_rows"].to_string();
    assert!(skipped.contains("broken.parquet"), "{skipped}");
}

#[test]
fn files_side_by_side_are_one_table_unless_they_hold_the_same_rows() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let deals = |stage: &str, from: u32| {
        let rows = (from..from + 4).map(|id| {
            format!("{{\"Deal ID\":\"D{id}\",\"Company\":\"Firm {id}\",\"Stage\":\"{stage}\",\"Amount\":{id}00}}\n")
        });
        rows.collect::<String>()
    };
    write(root, "won_deals.jsonl", &deals("65238786", 10));
    write(root, "lost_deals.jsonl", &deals("Closed Lost", 20));
    write(
        root,
        "list-jan.csv",
        "Company ID,Company,Country\nC1,Acme,India\n",
    );
    write(
        root,
        "list-feb.csv",
        "Company ID,Company,Country\nC1,Acme,India\nC2,Beta,India\n",
    );
    let said = doorwise_ok(root, &["init", "--no-input", "--icp", "companies in India"]).stderr;
    assert!(
        said.contains("are read as one table, *_deals.jsonl"),
        "{said}"
    );
    assert!(
        said.contains("`65238786` stands only in won_deals.jsonl"),
        "{said}"
    );
    assert!(said.contains("1 rows in common"), "{said}");
    let plan = doorwise(root, &["plan"]).stdout;
    assert!(plan.contains("8 deals: 4 won, 4 lost, 0 open"), "{plan}");
}

#[test]
fn an_encoding_is_guessed_aloud_told_or_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "i.yaml", "icp: i\ngates:\n  - place: DE\n");
    fs::write(
        root.join("t.csv"),
        b"name,country\nCaf\x82 M\x81ller K\x94ln,Germany\n",
    )
    .expect("written");
    let score = |more: &[&str]| {
        let words = ["score", "--icp", "i.yaml", "--table", "t.csv"];
        doorwise(root, &[&words, more].concat())
    };
    let guessed = score(&[]);
    assert!(
        guessed
            .stderr
            .contains("read as IBM850 by its bytes: `Café Müller Köln`"),
        "{}",
        guessed.stderr
    );
    let told = score(&["--encoding", "macintosh"]);
    assert!(told.stdout.contains("CafÇ MÅller Kîln"), "{}", told.stdout);
    let refused = score(&["--encoding", "johab"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("`johab` is not an encoding"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_result_is_not_written_into_the_folder_that_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "i.yaml", "icp: i\ngates:\n  - place: DE\n");
    write(root, "parts/a.csv", "name,country\nAcme,Germany\n");
    let words = [
        "score",
        "--icp",
        "i.yaml",
        "--table",
        "parts",
        "--out",
        "parts/o.csv",
    ];
    assert_eq!(doorwise(root, &words).code, 2);
    assert!(!root.join("parts/o.csv").exists());
}
