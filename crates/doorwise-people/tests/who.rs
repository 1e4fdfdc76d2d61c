//! Marked sentences and pairs of names: what is said of who decides, and who is one person.
//!
//! `cargo test -p doorwise-people --test who -- --nocapture` prints what is missed.

#![expect(clippy::print_stdout, reason = "a test prints what it missed")]

use doorwise_people::who::decider::{Who, deciders};
use doorwise_people::who::name::{Match, compare};

fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').collect())
}

/// Without case and the point of "Dr.".
fn plain(name: &str) -> String {
    name.to_lowercase().replace('.', "")
}

#[test]
fn those_who_decide_are_found_and_nobody_else() {
    let (mut n_said, mut n_found, mut n_right, mut n_named) = (0, 0, 0, 0);
    for row in rows(include_str!("deciders.tsv")) {
        let expected: Vec<String> = match row[0] {
            "-" => Vec::new(),
            names => names.split('/').map(plain).collect(),
        };
        let found: Vec<String> = deciders(row[1])
            .into_iter()
            .map(|mention| match mention.who {
                Who::Named(name) => plain(&name),
                Who::Titled(written, ..) => format!("<{}>", written.to_lowercase()),
                Who::Speaker => "i".to_owned(),
            })
            .collect();
        n_said += expected.len();
        n_named += found.len();
        n_found += expected.iter().filter(|one| found.contains(one)).count();
        n_right += found.iter().filter(|one| expected.contains(one)).count();
        if found != expected {
            println!("{} => {found:?}, not {expected:?}", row[1]);
        }
    }
    println!("deciders: {n_found} of {n_said} found, {n_right} of {n_named} named are right");
    assert!(10 * n_found >= 8 * n_said, "{n_found} of {n_said}");
    assert!(20 * n_right >= 19 * n_named, "{n_right} of {n_named}");
}

#[test]
fn two_people_are_never_one() {
    let (mut n, mut n_right) = (0, 0);
    for row in rows(include_str!("names.tsv")) {
        let found = compare(row[1], row[2]);
        assert_eq!(found, compare(row[2], row[1]), "{row:?}");
        let name = match found {
            Match::Same => "same",
            Match::Part => "part",
            Match::Alike => "alike",
            Match::Different => "different",
        };
        n += 1;
        n_right += usize::from(name == row[0]);
        if name != row[0] {
            println!("{row:?} => {name}");
        }
        let is_merged = found == Match::Same && row[0] != "same";
        assert!(!is_merged, "{row:?} are two people");
    }
    println!("names: {n_right} of {n}");
    assert!(10 * n_right >= 9 * n, "{n_right} of {n}");
}
