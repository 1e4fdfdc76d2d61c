use std::path::Path;

use super::*;

fn check(text: &str, verdict: Verdict, function: Option<Function>) {
    let found = addressee(text);
    assert_eq!(
        (found.verdict, found.function),
        (verdict, function),
        "{text}: {:?}",
        found.spans
    );
}

#[test]
fn a_mail_about_valuation_speaks_to_an_executive() {
    check(
        "Hi, as a founder and CEO you answer to your board for valuation, burn and runway.",
        Verdict::AddressedTo,
        Some(Function::Executive),
    );
    assert_eq!(
        addressee("As a CEO you answer to your board.").band,
        Band::Executive
    );
}

#[test]
fn your_founder_is_the_boss_and_not_the_reader() {
    check(
        "Every Monday your founder asks which deals came from marketing, and your leads have no source.",
        Verdict::AddressedTo,
        Some(Function::Marketing),
    );
    assert_eq!(
        addressee("your founder asks which campaign brought leads").band,
        Band::Leader
    );
}

#[test]
fn empty_talk_speaks_to_nobody() {
    check(
        "We offer holistic solutions for a changing world.",
        Verdict::Nobody,
        None,
    );
    check("", Verdict::Nobody, None);
}

#[test]
fn two_readers_at_once_are_mixed() {
    check(
        "Your quota and your commission, your churn and your renewals.",
        Verdict::Mixed,
        Some(Function::Sales),
    );
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn labelled_copies_are_read_right() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval/copies.json");
    let Ok(text) = std::fs::read_to_string(file) else {
        eprintln!("skipped: no shared data");
        return;
    };
    let labelled: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
    let copies = labelled["copies"].as_array().expect("a list of copies");
    let mut wrong = Vec::new();
    let mut contradicted = Vec::new();
    for copy in copies {
        let part = |name: &str| copy[name].as_str().unwrap_or_default();
        let text = format!(
            "{}\n{}\n{}",
            part("subject"),
            part("headline"),
            part("text")
        );
        let found = addressee(&text);
        let truth = copy["addressee"]["function"]
            .as_str()
            .and_then(Function::parse);
        if found.function != truth {
            wrong.push(format!(
                "{} is {:?}, read {:?}",
                part("id"),
                truth,
                found.function
            ));
        }
        // The verdict that raises an error: sure of another function than the label's.
        if found.verdict == Verdict::AddressedTo && found.function != truth {
            contradicted.push(part("id").to_owned());
        }
    }
    let n_right = copies.len() - wrong.len();
    assert!(
        n_right * 100 >= copies.len() * 70,
        "{n_right} of {}: {wrong:#?}",
        copies.len()
    );
    assert!(contradicted.len() <= 1, "{contradicted:?}");
}

#[test]
fn a_boss_and_a_team_are_told_apart_by_one_letter() {
    let band = |text: &str| {
        let found = addressee(text);
        (found.band, found.band_rests_on)
    };
    assert_eq!(
        band(
            "You export the webinar list and the ad spend, your manager opens them, and your inbox fills up."
        ),
        (Band::Practitioner, BandBasis::Words)
    );
    assert_eq!(
        band("Your managers ask which campaign brought leads."),
        (Band::Leader, BandBasis::Words)
    );
    // "Your leads" are no "your lead".
    assert_eq!(
        band("Your leads and your campaigns have no source."),
        (Band::Leader, BandBasis::Usual)
    );
    assert_eq!(
        band("Hi, you lead engineering, and your pull requests pile up.").0,
        Band::Leader
    );
}

#[test]
fn a_row_of_features_is_no_duty() {
    check(
        "It has risk registers, policy packs, contract clauses, vendor portals and redlines.",
        Verdict::Nobody,
        None,
    );
}
