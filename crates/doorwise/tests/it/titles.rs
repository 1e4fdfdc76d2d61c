//! `doorwise title`: one title, lines of titles, a whole table, and words of one's own.

use serde_json::Value;

use crate::run::doorwise;

#[test]
fn titles_come_as_json_lines() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_doorwise"))
        .args(["title", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all("Head of Marketing\nAssistant to the CEO\n\n".as_bytes())
        .expect("written");
    let output = child.wait_with_output().expect("ends");
    let lines: Vec<Value> = String::from_utf8(output.stdout)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("one object a line"))
        .collect();
    assert_eq!(lines.len(), 3, "a blank line is answered too");
    assert_eq!(
        (&lines[0]["function"], &lines[0]["seniority"]),
        (&"marketing".into(), &"head".into())
    );
    assert_eq!(lines[1]["function"], "admin");
    assert!(lines[0]["confidence"].is_number() && lines[0]["reasons"].is_array());
}

#[test]
fn titles_of_a_table_come_back_beside_its_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(
        at("contacts.csv"),
        "Name,Job title,function\nAsha,Head of Marketing,x\nOm,Assistant to the CEO,\nInbox,Sales Team,\nEva,,\n",
    )
    .expect("written");
    let run = doorwise(
        folder.path(),
        &["title", "--table", "contacts.csv", "--out", "read.csv"],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("4 rows, titles from `Job title`"),
        "{}",
        run.stderr
    );
    let text = std::fs::read_to_string(at("read.csv")).expect("read");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "Name,Job title,function,doorwise_function,seniority,other_functions,band,person,confidence,flags,reasons"
    );
    assert!(
        lines[1].starts_with("Asha,Head of Marketing,x,marketing,head,,leader,true,0.85,,"),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].contains(",admin,ic,,practitioner,true,0.95,"),
        "{}",
        lines[2]
    );
    assert!(
        lines[3].contains(",false,0.3,not_a_person,"),
        "{}",
        lines[3]
    );
    assert!(
        lines[4].contains(",other,unknown,,unknown,false,0,"),
        "{}",
        lines[4]
    );
    let run = doorwise(
        folder.path(),
        &[
            "title",
            "--table",
            "contacts.csv",
            "--column",
            "Role",
            "--out",
            "read.csv",
        ],
    );
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("has no column `Role`"),
        "{}",
        run.stderr
    );
}

#[test]
fn own_title_words_go_before_the_built_in_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let title = |words: &[&str]| {
        let all: Vec<&str> = ["title", "--format", "json"]
            .iter()
            .chain(words)
            .copied()
            .collect();
        let run = doorwise(folder.path(), &all);
        assert_eq!(run.code, 0, "{}", run.stderr);
        serde_json::from_str::<Value>(&run.stdout).expect("JSON")
    };
    assert_eq!(title(&["CRM Manager"])["function"], "marketing");
    std::fs::write(
        at("own.tsv"),
        "# ours\nrole\tit\tstrong\tmanager\ten\tcrm manager\nabbreviation\tgwz\tgrowth wizard\nrole\tmarketing\tstrong\tlead\ten\tgrowth wizard\n",
    )
    .expect("written");
    assert_eq!(
        title(&["--lists", "own.tsv", "CRM Manager"])["function"],
        "it"
    );
    assert_eq!(title(&["--lists", "own.tsv", "GWZ"])["seniority"], "lead");
    // In a workspace the list is found by its name.
    std::fs::write(at("doorwise.yaml"), "name: Ours\n").expect("written");
    std::fs::rename(at("own.tsv"), at("titles.tsv")).expect("moved");
    assert_eq!(title(&["CRM Manager"])["function"], "it");
    std::fs::write(
        at("titles.tsv"),
        "\nrole\tsorcery\tstrong\tlead\ten\twizard\n",
    )
    .expect("written");
    let run = doorwise(folder.path(), &["title", "Wizard"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("titles.tsv:2: `sorcery` is not a function"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_workspaces_own_words_hold_wherever_titles_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let put = |name: &str, text: &str| std::fs::write(at(name), text).expect("written");
    put(
        "doorwise.yaml",
        "name: Ours\ntables:\n  deals:\n    path: deals.csv\n    columns: { id: id, company: company, outcome: stage }\n  contacts:\n    path: people.csv\n    columns: { id: id, name: name, title: title }\n  deal_contacts:\n    path: seats.csv\n    columns: { deal: deal, contact: person }\n",
    );
    put("deals.csv", "id,company,stage\n1,Fern,won\n2,Mill,lost\n");
    put(
        "people.csv",
        "id,name,title\np1,Asha Menon,Zoolander\np2,Bilal Khan,CTO\n",
    );
    put("seats.csv", "deal,person\n1,p1\n2,p2\n");
    let functions = || {
        let run = doorwise(folder.path(), &["who", "--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let view: Value = serde_json::from_str(&run.stdout).expect("JSON");
        view["segments"][0]["roles"].to_string()
    };
    assert!(!functions().contains("marketing"), "{}", functions());
    put(
        "titles.tsv",
        "role\tmarketing\tstrong\thead\ten\tzoolander\n",
    );
    assert!(functions().contains("marketing"), "{}", functions());
    put("titles.tsv", "role\tsorcery\tstrong\thead\ten\tzoolander\n");
    let run = doorwise(folder.path(), &["who"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("`sorcery` is not a function"),
        "{}",
        run.stderr
    );
}
