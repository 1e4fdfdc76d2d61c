//! Neither a prepared table, nor the number of threads, nor the order of files changes a byte.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{doorwise, doorwise_ok, repository, write};

/// Returns every file below a folder with its bytes, by name.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), fs::read(&path).expect("read")));
        }
    }
    found.sort();
    found
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("listed").flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).expect("copied");
        }
    }
}

fn on_threads(n: &str, folder: &Path, words: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_doorwise"))
        .args(words)
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", n)
        .output()
        .expect("the binary runs");
    assert!(status.status.success(), "{words:?}: {status:?}");
}

/// What stands in the plan's files, without the folder they are in.
fn plan(folder: &Path, threads: &str) -> Vec<Vec<u8>> {
    on_threads(threads, folder, &["plan", "--out", "out"]);
    let written = files(&folder.join("out")).into_iter();
    let bytes = written.map(|(_, bytes)| bytes).collect();
    fs::remove_dir_all(folder.join("out")).expect("removed");
    bytes
}

#[test]
fn a_plan_is_the_same_on_any_number_of_threads_and_from_prepared_tables() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    copy(&repository().join("examples/saas-india"), folder);
    let once = plan(folder, "1");
    assert!(once.len() >= 4, "{} files", once.len());
    assert_eq!(plan(folder, "4"), once);
    let run = doorwise_ok(folder, &["prepare"]);
    assert!(
        run.stdout.contains("companies.csv.prepared"),
        "{}",
        run.stdout
    );
    assert_eq!(plan(folder, "4"), once);
    let run = doorwise_ok(folder, &["plan", "--out", "out"]);
    assert!(!run.stderr.contains("prepared"), "{}", run.stderr);
}

const ICP: &str = "icp: icp\ngates:\n  - place: IN\n  - employees: 5..100\npoints:\n  - employees: { 10..50: 3, 5..9: 1, 51..100: 1 }\ntiers: { A: 3, B: 0 }\n";

fn rows(rows: std::ops::Range<usize>) -> String {
    let mut text = "Company,Headcount,City\n".to_owned();
    for row in rows {
        let town = ["Pune", "Delhi", "Berlin", ""][row % 4];
        text += &format!("Firm {row},{},{town}\n", row * 7 % 130);
    }
    text
}

#[test]
fn a_changed_source_is_prepared_anew_and_said_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(folder, "icp.yaml", ICP);
    write(folder, "list.csv", &rows(0..500));
    let words = [
        "score", "--icp", "icp.yaml", "--table", "list.csv", "--out", "out.csv",
    ];
    let counts = || {
        let run = doorwise_ok(folder, &words);
        (
            run.stdout,
            run.stderr,
            fs::read(folder.join("out.csv")).expect("written"),
        )
    };
    let from_source = counts();
    let made = doorwise_ok(folder, &["prepare", "list.csv", "--format", "json"]);
    let made: serde_json::Value = serde_json::from_str(&made.stdout).expect("JSON");
    assert_eq!(made[0]["rows"], 500);
    assert_eq!(made[0]["columns"], 3);
    assert_eq!(counts(), from_source);

    write(folder, "list.csv", &rows(0..700));
    let (said, told, written) = counts();
    assert!(told.contains("list.csv changed: prepared anew"), "{told}");
    assert!(said.contains("700"), "{said}");
    let (said_again, told, written_again) = counts();
    assert!(!told.contains("prepared"), "{told}");
    assert_eq!((said_again, written_again), (said, written));
}

#[test]
fn a_damaged_prepared_table_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(folder, "icp.yaml", ICP);
    write(folder, "list.csv", &rows(0..500));
    doorwise_ok(folder, &["prepare", "list.csv"]);
    let path = folder.join("list.csv.prepared");
    let mut bytes = fs::read(&path).expect("read");
    bytes[40] ^= 1;
    fs::write(&path, bytes).expect("written");
    let words = ["score", "--icp", "icp.yaml", "--table", "list.csv"];
    let run = doorwise(folder, &words);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(
        run.stderr.contains("list.csv.prepared` is damaged"),
        "{}",
        run.stderr
    );
    doorwise_ok(folder, &["prepare", "list.csv"]);
    doorwise_ok(folder, &words);
}

#[test]
fn a_pattern_has_no_place_for_a_prepared_table() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "part-1.csv", &rows(0..9));
    let run = doorwise(folder.path(), &["prepare", "part-*.csv"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("prepare the folder"), "{}", run.stderr);
}

#[test]
fn the_order_in_which_files_were_made_and_threads_change_no_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(folder, "icp.yaml", ICP);
    let parts = [
        ("part-1.csv", 0..40),
        ("part-2.csv", 40..90),
        ("part-10.csv", 90..300),
    ];
    for (name, range) in parts.clone() {
        write(&folder.join("one"), name, &rows(range));
    }
    for (name, range) in parts.into_iter().rev() {
        write(&folder.join("two"), name, &rows(range));
    }
    for end in ["csv", "jsonl", "parquet"] {
        let mut written = Vec::new();
        for (table, threads) in [("one", "1"), ("one", "4"), ("two", "2")] {
            let out = format!("out.{end}");
            let words = [
                "score", "--icp", "icp.yaml", "--table", table, "--out", &out,
            ];
            on_threads(threads, folder, &words);
            written.push(fs::read(folder.join(&out)).expect("written"));
        }
        assert_eq!(written[0], written[1], "{end}");
        assert_eq!(written[0], written[2], "{end}");
    }
    // The scan over codes, on one thread and on several.
    on_threads(
        "1",
        folder,
        &[
            "score",
            "--icp",
            "icp.yaml",
            "--table",
            "one",
            "--out",
            "m.parquet",
        ],
    );
    let mut written = Vec::new();
    for threads in ["1", "4"] {
        let words = [
            "score",
            "--icp",
            "icp.yaml",
            "--table",
            "m.parquet",
            "--brief",
            "--top",
            "0",
            "--out",
            "brief.parquet",
        ];
        on_threads(threads, folder, &words);
        written.push(fs::read(folder.join("brief.parquet")).expect("written"));
    }
    assert_eq!(written[0], written[1]);
}
