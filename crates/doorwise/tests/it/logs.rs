//! Logs beside the deals: found by `init`, used by `who --diagnose` and `audit`, opened by `why`, respected
//! by `forget`.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, repository, write};

/// Copies the example.
fn example(root: &Path) {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("the example") {
            let entry = entry.expect("an entry");
            let (path, to) = (entry.path(), to.join(entry.file_name()));
            match path.is_dir() {
                true => copy(&path, &to),
                false => drop(fs::copy(&path, &to).expect("copied")),
            }
        }
    }
    copy(&repository().join("examples/saas-india"), root);
}

/// Returns the rows of a table of the example.
fn rows(root: &Path, file: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root.join(file)).expect("a table");
    let cells = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().skip(1).map(cells).collect()
}

/// Writes a log in which every founder on a deal was mailed, and every tenth head of marketing; as HubSpot
/// exports it.
fn touches(root: &Path) -> String {
    let people = rows(root, "data/contacts.csv");
    let mut log = "Activity type,Email direction,Associated Contact IDs,Associated Deal IDs,Activity date,Email subject\n".to_owned();
    for (at, seat) in rows(root, "data/deal_contacts.csv").iter().enumerate() {
        let person = people.iter().find(|person| person[0] == seat[1]);
        let title = person.map_or("", |person| person[3].as_str());
        let is_founder = title.contains("ounder") || title.contains("CEO");
        if is_founder || (title.contains("Marketing") && at.is_multiple_of(10)) {
            log += &format!(
                "EMAIL,EMAIL,{},{},{} 09:10,Out of 52 deals\n",
                seat[1], seat[0], seat[3]
            );
            if at.is_multiple_of(9) {
                log += &format!(
                    "INCOMING_EMAIL,INCOMING_EMAIL,{},{},{} 11:00,Re: Out of 52 deals\n",
                    seat[1], seat[0], seat[3]
                );
            }
        }
    }
    write(root, "data/touches.csv", &log);
    doorwise_ok(root, &["init", "--no-input", "--table", "data/touches.csv"]);
    log
}

#[test]
fn the_log_tells_who_was_written_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    example(root);
    let log = touches(root);
    let diagnosed = doorwise_ok(root, &["who", "--diagnose", "--format", "json"]).stdout;
    let view: Value = serde_json::from_str(&diagnosed).expect("JSON");
    let found = &view["diagnoses"][0];
    assert_eq!(found["verdict"], "wrong_reader", "{found:#}");
    let sent = &found["sent"];
    let (k, n) = (
        sent["k"].as_u64().unwrap_or(0),
        sent["n"].as_u64().unwrap_or(0),
    );
    assert!(10 * k > 9 * n && n > 100, "{sent}");
    assert_eq!(sent["what"], "mails");
    let says = found["says"].as_str().unwrap_or_default();
    assert!(
        says.contains(&format!(
            "{k} of {n} mails went to founders and chief executives"
        )),
        "{says}"
    );
    let id = format!("{}.sent", found["id"].as_str().unwrap_or_default());
    let why = doorwise_ok(root, &["why", &id]).stdout;
    assert!(why.contains("(touches.csv:"), "{why}");
    // The same on any order of rows.
    let (head, rest) = log.split_once('\n').expect("rows");
    let mut turned: Vec<&str> = rest.lines().collect();
    turned.reverse();
    write(
        root,
        "data/touches.csv",
        &format!("{head}\n{}\n", turned.join("\n")),
    );
    let again = doorwise_ok(root, &["who", "--diagnose", "--format", "json"]).stdout;
    let again: Value = serde_json::from_str(&again).expect("JSON");
    assert_eq!(&again["diagnoses"][0]["says"], &found["says"]);
}

#[test]
fn who_is_forgotten_leaves_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    example(root);
    touches(root);
    let first = rows(root, "data/touches.csv")[0][2].clone();
    let people = rows(root, "data/contacts.csv");
    let person = people
        .iter()
        .find(|person| person[0] == first)
        .expect("a contact");
    let email = person[4].clone();
    write(
        root,
        "data/leads.csv",
        &format!(
            "Email,Lead Source,Created Date,First Response At,Converted\n{email},Web,2026-01-02 09:00,2026-01-02 09:30,true\nother@far.example,Web,2026-01-02 09:00,2026-01-04 09:30,false\n"
        ),
    );
    doorwise_ok(root, &["init", "--no-input", "--table", "data/leads.csv"]);
    doorwise(root, &["forget", &email, "--apply"]);
    let touches = fs::read_to_string(root.join("data/touches.csv")).expect("the log");
    assert!(!touches.contains(&first), "{first} is still in the log");
    let leads = fs::read_to_string(root.join("data/leads.csv")).expect("the leads");
    assert!(
        !leads.contains(&email) && leads.contains("other@far.example"),
        "{leads}"
    );
}

#[test]
fn slow_answers_are_found_and_opened_to_rows_and_bad_rows_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let mut leads =
        "Lead ID,Email,Lead Source,Created Date,First Response At,Converted\n".to_owned();
    for n in 0..120 {
        let (day, slow) = (1 + n % 27, n % 3 == 0);
        let answer = if slow {
            format!("2025-03-{:02} 09:00", day + 3)
        } else {
            format!("2025-03-{day:02} 09:20")
        };
        let converted = !slow && n % 2 == 0;
        leads +=
            &format!("L{n},p{n}@firm{n}.example,Web,2025-03-{day:02} 09:00,{answer},{converted}\n");
    }
    leads += "L900,late@firm.example,Web,someday,2025-03-02,false\n";
    write(root, "leads.csv", &leads);
    write(
        root,
        "deals.csv",
        "Deal ID,Company,Deal stage,Created,Close date\nd1,A,Closed Won,2025-01-01,2025-02-01\nd2,B,Closed Lost,2025-01-01,2025-09-01\n",
    );
    doorwise_ok(root, &["init", "--no-input", "--icp", "companies in India"]);
    let checked = doorwise(root, &["check"]);
    assert!(
        checked.stdout.contains("`someday` is no day")
            || checked.stderr.contains("`someday` is no day"),
        "{}{}",
        checked.stdout,
        checked.stderr
    );
    let run = doorwise_ok(
        root,
        &["audit", "--format", "json", "--as-of", "2026-01-01"],
    );
    let view: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let issue = &view["slots"][1]["finding"];
    assert_eq!(issue["rule"], "F2", "{view:#}");
    assert!(
        issue["says"]
            .as_str()
            .is_some_and(|says| says.contains("0 of 40") && says.contains("40 of 80")),
        "{issue}"
    );
    let id = issue["numbers"][0]["id"].as_str().expect("an id");
    let why = doorwise_ok(root, &["why", id, "--as-of", "2026-01-01"]).stdout;
    assert!(why.contains("leads.csv:2"), "{why}");
}
