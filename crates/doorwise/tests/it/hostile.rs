//! What a hostile or unlucky user may feed in: it ends in a message, soon, and destroys nothing.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::run::{doorwise, doorwise_ok};

fn put(folder: &Path, file: &str, text: &str) {
    fs::write(folder.join(file), text).expect("written");
}

/// Twenty tags of different points have a million subsets; the card sees twenty-one of them.
#[test]
fn many_tags_are_judged_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let entries: Vec<String> = (0..100).map(|idx| format!("k{idx}: {idx}")).collect();
    put(
        folder.path(),
        "i.yaml",
        &format!("icp: i\npoints:\n  - tools: {{ {} }}\n", entries.join(", ")),
    );
    put(folder.path(), "t.csv", "name,tools\nA,k3\nB,\n");
    doorwise_ok(
        folder.path(),
        &[
            "score", "--icp", "i.yaml", "--table", "t.csv", "--out", "o.csv",
        ],
    );
    let out = fs::read_to_string(folder.path().join("o.csv")).expect("written");
    assert!(out.contains("A,k3,pursue,fits,3,99,"), "{out}");
}

#[test]
fn an_icp_beyond_its_limits_is_refused_with_the_line() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "t.csv", "name,tools\nA,k3\n");
    let mut gates = String::from("icp: i\ngates:\n");
    for idx in 0..30 {
        let _ = writeln!(gates, "  - keywords: k{idx}");
    }
    for (text, name) in [
        (gates.as_str(), "icp/too-large"),
        (
            "icp: i\npoints:\n  - employees: { 1..2: 5000000000000000000 }\n",
            "icp/too-many-points",
        ),
        ("icp: i\ngates:\n  - stage: []\n", "icp/no-value"),
        (
            "icp: i\npoints:\n  - both: [place, country]\n    lines: [{ place: IN, points: 1 }]\n",
            "icp/two-fields",
        ),
    ] {
        put(folder.path(), "i.yaml", text);
        let run = doorwise(
            folder.path(),
            &["score", "--icp", "i.yaml", "--table", "t.csv"],
        );
        assert_eq!(run.code, 2, "{text}: {}", run.stderr);
        assert!(run.stderr.contains(name), "{text}: {}", run.stderr);
    }
}

/// Rows that could not be read would be lost from the only copy.
#[test]
fn an_input_is_never_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "name,place\nA,IN\nB,IN,extra\n";
    put(folder.path(), "t.csv", table);
    put(folder.path(), "i.yaml", "icp: i\n");
    let run = doorwise(
        folder.path(),
        &[
            "score", "--icp", "i.yaml", "--table", "t.csv", "--out", "./t.csv",
        ],
    );
    assert_eq!(run.code, 2);
    assert_eq!(
        fs::read_to_string(folder.path().join("t.csv")).expect("read"),
        table
    );
}

#[test]
fn a_scored_table_can_be_scored_again_and_again() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "r0.csv", "name,place\nA,IN\n");
    put(folder.path(), "i.yaml", "icp: i\ngates:\n  - place: IN\n");
    for n in 0..4 {
        let (from, to) = (format!("r{n}.csv"), format!("r{}.csv", n + 1));
        doorwise_ok(
            folder.path(),
            &["score", "--icp", "i.yaml", "--table", &from, "--out", &to],
        );
    }
}

/// One Latin-1 line in a UTF-8 file costs that line, not every accent of the file.
#[test]
fn one_damaged_line_does_not_garble_the_rest() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bytes = "name,place\nB\u{e9}ta,IN\n\u{65e5}\u{672c},JP\n"
        .as_bytes()
        .to_vec();
    bytes.extend_from_slice(b"Caf\xe9,FR\n");
    fs::write(folder.path().join("t.csv"), bytes).expect("written");
    put(folder.path(), "i.yaml", "icp: i\n");
    let run = doorwise(
        folder.path(),
        &[
            "score", "--icp", "i.yaml", "--table", "t.csv", "--out", "o.csv",
        ],
    );
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("t.csv:4"), "{}", run.stderr);
    let out = fs::read_to_string(folder.path().join("o.csv")).expect("written");
    assert!(
        out.contains("B\u{e9}ta") && out.contains("\u{65e5}\u{672c}"),
        "{out}"
    );
}

#[test]
fn the_same_workspace_gives_the_same_bytes_from_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("w");
    fs::create_dir(&inside).expect("made");
    put(&inside, "icp.csv", "Company,Size\nA,20\n");
    doorwise_ok(&inside, &["init", "--no-input", "--name", "W"]);
    doorwise_ok(&inside, &["plan", "--out", "../one"]);
    doorwise_ok(folder.path(), &["plan", "w", "--out", "two"]);
    for file in ["plan.json", "report.html", "targets.csv", "ignored.csv"] {
        let read = |run: &str| fs::read(folder.path().join(run).join(file)).expect("written");
        assert!(
            read("one") == read("two"),
            "{file} differs by where it was made from"
        );
    }
}

#[test]
fn a_table_of_something_else_is_not_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "i.yaml", "icp: i\ngates:\n  - place: IN\n");
    put(folder.path(), "t.csv", "prod,price\nGTX,5\n");
    let run = doorwise(
        folder.path(),
        &["score", "--icp", "i.yaml", "--table", "t.csv"],
    );
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--map"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_device_is_no_table_and_no_icp() {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "i.yaml", "icp: i\n");
    put(folder.path(), "t.csv", "name\nA\n");
    for words in [
        ["score", "--icp", "i.yaml", "--table", "/dev/zero"],
        ["score", "--icp", "/dev/zero", "--table", "t.csv"],
    ] {
        let run = doorwise(folder.path(), &words);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("regular file"), "{}", run.stderr);
    }
}
