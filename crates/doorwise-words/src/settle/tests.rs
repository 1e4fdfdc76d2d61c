//! Levels and allows over invented workspaces.

use std::path::Path;

use doorwise_model::checks::LevelSetting;
use doorwise_model::copy::allow::{Allow, Covers};
use doorwise_model::diagnostic::{Diagnostic, Level, Place};

use crate::fixtures;

fn allow(rule: &str, covers: Covers) -> Allow {
    Allow {
        rule: rule.to_owned(),
        reason: "meant so".to_owned(),
        covers,
        by: None,
        date: None,
        place: Place::text(Path::new("copy/mail.md"), None),
    }
}

fn names(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|found| found.name).collect()
}

#[test]
fn a_rule_that_is_off_says_nothing_and_its_allow_is_not_unused() {
    let mut copy = fixtures::copy("Hi {{name}}.");
    copy.allows = vec![allow("copy/placeholder", Covers::Piece)];
    let mut workspace = fixtures::workspace(Vec::new(), Vec::new(), vec![copy]);
    let settled = super::check(&workspace, Vec::new());
    assert_eq!(settled.allowed.len(), 1);
    assert!(!names(&settled.found).contains(&"copy/placeholder"));
    let off = ("copy/placeholder".to_owned(), LevelSetting::Off);
    workspace.checks.levels = [off].into();
    let settled = super::check(&workspace, Vec::new());
    assert!(settled.allowed.is_empty());
    assert!(!names(&settled.found).contains(&"checks/unused-allow"));
}

#[test]
fn lines_cover_their_own_and_what_is_said_of_the_whole() {
    let mut copy = fixtures::copy("Hi {{name}}.\n\nBye {{name}}.");
    copy.allows = vec![allow("copy/placeholder", Covers::Lines(5..6))];
    let workspace = fixtures::workspace(Vec::new(), Vec::new(), vec![copy.clone()]);
    let settled = super::check(&workspace, Vec::new());
    assert_eq!(settled.allowed.len(), 1);
    assert_eq!(
        names(&settled.found)
            .iter()
            .filter(|name| **name == "copy/placeholder")
            .count(),
        1
    );
    assert!(super::covers(&copy.allows[0], &copy, None));
}

#[test]
fn a_fault_of_a_file_has_no_level_and_no_allow() {
    let mut workspace = fixtures::workspace(Vec::new(), Vec::new(), Vec::new());
    let fault = Diagnostic::new(
        "workspace/unknown-field",
        Level::Error,
        Place::text(Path::new("doorwise.yaml"), None),
        "no",
    );
    workspace.checks.allows = vec![allow("workspace/unknown-field", Covers::Path("".into()))];
    let settled = super::check(&workspace, vec![fault]);
    assert_eq!(
        names(&settled.found),
        ["checks/unknown-rule", "workspace/unknown-field"]
    );
}

#[test]
fn paths_meet_files_folders_and_patterns() {
    let meets = |path: &str, file: &str| super::meets(Path::new(path), Path::new(file));
    assert!(meets("", "copy/a.md"));
    assert!(meets("copy", "copy/q1/a.md"));
    assert!(meets("copy/a.md", "copy/a.md"));
    assert!(!meets("copy/a", "copy/a.md"));
    assert!(meets("copy/*.csv", "copy/q1/a.csv"));
    assert!(meets("*/steps.csv", "copy/steps.csv"));
    assert!(meets("copy/*", "copy/x"));
    assert!(!meets("copy/*.csv", "other/copy/a.csv"));
    assert!(!meets("copy/*.csv", "copy/a.csv.md"));
}
