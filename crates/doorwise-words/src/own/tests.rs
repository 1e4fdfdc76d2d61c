//! Rules of the user's own: edges of words, case, scopes, grades.

use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::{Level, Place};
use doorwise_model::own_rule::{LooksFor, Metric, OwnRule, Pattern, Scope, Written};
use proptest::prelude::*;

use crate::fixtures;

fn pattern(written: &str) -> Pattern {
    Pattern {
        written: written.to_owned(),
        place: Place::text(Path::new("rules/a.yaml"), None),
    }
}

fn rule(looks_for: LooksFor, scope: Scope) -> OwnRule {
    OwnRule {
        name: "own/a",
        message: "%s.".to_owned(),
        level: Level::Warning,
        scope,
        looks_for,
        case_counts: false,
        inside_words: false,
        exceptions: Vec::new(),
        channels: Vec::new(),
        languages: Vec::new(),
        link: None,
        file: PathBuf::from("rules/a.yaml"),
        place: Place::Workspace,
    }
}

/// Returns place, message and fix of what one rule finds in a body.
fn found(rule: OwnRule, body: &str) -> Vec<(String, String, Option<String>)> {
    let mut workspace = fixtures::workspace(Vec::new(), Vec::new(), vec![fixtures::copy(body)]);
    workspace.own_rules = vec![rule];
    super::check(&workspace)
        .into_iter()
        .map(|found| (found.place.to_string(), found.message, found.fix))
        .collect()
}

fn messages(rule: OwnRule, body: &str) -> Vec<String> {
    found(rule, body)
        .into_iter()
        .map(|(_, says, _)| says)
        .collect()
}

#[test]
fn what_is_no_words_is_neither_told_nor_mended() {
    let swap = || LooksFor::Substitution {
        swap: vec![
            (pattern("demo"), "sample".to_owned()),
            (pattern("e-mail"), "email".to_owned()),
        ],
    };
    let tokens = |token: &str| LooksFor::Existence {
        tokens: vec![pattern(token)],
        raw: None,
    };
    let body = "Hi {{demo}}, see https://t.example/demo or [the page](https://t.example/demo?x=e-mail), write to demo@t.example or www.demo.example, `demo`. Shall I send the demo?";
    let at = body.rfind("demo").map_or(0, |at| at + 1);
    for scope in [Scope::Text, Scope::Body, Scope::Paragraph] {
        let told = found(rule(swap(), scope), body);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].0.ends_with(&format!(":{at}")), "{told:?} {at}");
        assert_eq!(found(rule(tokens("demo"), scope), body).len(), 1);
    }
    // Who bans an address or a field is told of it.
    assert_eq!(
        found(
            rule(tokens(r"bit\.ly"), Scope::Text),
            "See https://bit.ly/x now."
        )
        .len(),
        1
    );
}

#[test]
fn words_are_met_as_words() {
    let tokens = |list: &[&str]| LooksFor::Existence {
        tokens: list.iter().map(|token| pattern(token)).collect(),
        raw: None,
    };
    let body = "Leverage it. Cleverage is none; leverages too. 100% sure? Yes!";
    assert_eq!(
        messages(
            rule(tokens(&["leverage", "100%", r"\d+", "sure"]), Scope::Text),
            body
        ),
        ["Leverage", "100%", "sure"]
    );
    let mut inside = rule(tokens(&["leverage"]), Scope::Text);
    inside.inside_words = true;
    assert_eq!(messages(inside, body).len(), 3);
    let mut exact = rule(tokens(&["leverage", "Leverage"]), Scope::Text);
    exact.case_counts = true;
    assert_eq!(messages(exact, body), ["Leverage"]);
    // One entry that is none leaves the others.
    assert_eq!(
        messages(rule(tokens(&["(", "it"]), Scope::Text), "it").len(),
        2
    );
    let broken = messages(rule(tokens(&["a)|(b"]), Scope::Text), "a b");
    assert!(broken[0].contains("is no regular expression"), "{broken:?}");
}

#[test]
fn a_substitute_takes_the_case_of_what_stands_there() {
    let swap = |from: &str, to: &str| LooksFor::Substitution {
        swap: vec![(pattern(from), to.to_owned())],
    };
    let fixes = |from: &str, to: &str, body: &str| -> Vec<Option<String>> {
        found(rule(swap(from, to), Scope::Text), body)
            .into_iter()
            .map(|(_, _, fix)| fix)
            .collect()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        fixes("utilise", "use", "Utilise, utilise, UTILISE"),
        [some("Use"), some("use"), some("USE")]
    );
    // Where only the case is wrong the substitute stands as written, and what is right is no fault.
    assert_eq!(fixes("crm", "CRM", "A crm is a CRM."), [some("CRM")]);
    assert_eq!(fixes("leads?", "contacts|names", "Leads"), [None]);
}

#[test]
fn counts_are_by_scope() {
    let count = |max: Option<usize>, min: Option<usize>, scope: Scope| {
        rule(
            LooksFor::Occurrence {
                token: pattern(r"\?"),
                max,
                min,
            },
            scope,
        )
    };
    let body = "One? Two?\nThree?\n\nFour? Five.";
    assert_eq!(found(count(Some(2), None, Scope::Body), body).len(), 1);
    assert_eq!(
        found(count(Some(2), None, Scope::Body), body)[0].0,
        "copy/mail.md:6:6"
    );
    assert_eq!(found(count(Some(2), None, Scope::Paragraph), body).len(), 1);
    assert_eq!(found(count(Some(1), None, Scope::Sentence), body).len(), 0);
    assert_eq!(
        found(count(None, Some(1), Scope::Sentence), body)[0].0,
        "copy/mail.md:8:7"
    );
    assert_eq!(found(count(None, Some(1), Scope::Subject), body).len(), 0);
}

#[test]
fn grades_are_those_of_the_books() {
    // Flesch-Kincaid by hand: 12 words, 2 sentences, 14 syllables: 0.39 * 6 + 11.8 * 14/12 - 15.59.
    let text = "The cat sat on the table. The dog ran to a river.";
    let read = super::readability::grade(Metric::FleschKincaid, text).expect("a grade");
    assert!(
        (read - (0.39 * 6.0 + 11.8 * 14.0 / 12.0 - 15.59)).abs() < 1e-9,
        "{read}"
    );
    let hard =
        "Organisational considerations necessitate comprehensive interdepartmental documentation.";
    for metric in [
        Metric::FleschKincaid,
        Metric::AutomatedReadability,
        Metric::ColemanLiau,
        Metric::GunningFog,
        Metric::Smog,
    ] {
        let (easy, hard) = (
            super::readability::grade(metric, text),
            super::readability::grade(metric, hard),
        );
        assert!(easy < hard, "{metric:?}: {easy:?} {hard:?}");
        assert_eq!(super::readability::grade(metric, " -- "), None);
    }
}

proptest! {
    /// Whatever somebody writes as a rule and as copy, nothing falls over.
    #[test]
    fn no_pattern_breaks_the_check(written in "\\PC{0,12}", body in "\\PC{0,40}(\n\\PC{0,20}){0,3}", scope in 0..5usize) {
        let scope = [Scope::Text, Scope::Body, Scope::Subject, Scope::Sentence, Scope::Paragraph][scope];
        for looks_for in [
            LooksFor::Existence { tokens: vec![pattern(&written)], raw: None },
            LooksFor::Substitution { swap: vec![(pattern(&written), body.clone())] },
            LooksFor::Occurrence { token: pattern(&written), max: Some(1), min: Some(1) },
            LooksFor::Readability { metrics: vec![Metric::Smog], grade: 1.0 },
        ] {
            found(rule(looks_for, scope), &body);
        }
    }
}

#[test]
fn raw_parts_are_one_expression_and_exceptions_are_no_finding() {
    let looks_for = LooksFor::Existence {
        tokens: vec![pattern("lever(?:age)?")],
        raw: Some(pattern(r"\d{1,2}(AM|PM)")),
    };
    let mut rule = rule(looks_for, Scope::Text);
    rule.exceptions = vec!["lever".to_owned()];
    // "9AM" begins behind an "x" and is met all the same.
    assert_eq!(
        messages(rule, "At x9AM they leverage it; a lever is none."),
        ["9AM", "leverage"]
    );
}

#[test]
fn several_measures_count_by_their_mean() {
    let body = "Organisational considerations necessitate deliberation.";
    let grade = |metrics: &[Metric]| -> f64 {
        let looks_for = LooksFor::Readability {
            metrics: metrics.to_vec(),
            grade: 1.0,
        };
        messages(rule(looks_for, Scope::Text), body)[0]
            .parse()
            .expect("a grade")
    };
    let (fog, ari) = (
        grade(&[Metric::GunningFog]),
        grade(&[Metric::AutomatedReadability]),
    );
    let both = grade(&[Metric::GunningFog, Metric::AutomatedReadability]);
    assert!((both - (fog + ari) / 2.0).abs() < 0.1, "{both} {fog} {ari}");
}

#[test]
fn words_are_repeated_in_a_row_and_nowhere_else() {
    let kind = || LooksFor::Repetition {
        tokens: vec![pattern(r"[^\s]+")],
        alpha: true,
    };
    assert_eq!(
        messages(
            rule(kind(), Scope::Text),
            "Send the the page. It is 10 10 now. Page\npage again; again.\n\nAgain."
        ),
        ["the", "page"]
    );
}

#[test]
fn one_piece_writes_a_thing_in_one_way() {
    let kind = LooksFor::Consistency {
        either: vec![
            (pattern("organi[s]e"), pattern("organize")),
            (pattern("advisor"), pattern("adviser")),
        ],
    };
    let mut own = rule(kind, Scope::Text);
    own.message = "'%s' here, '%s' before".to_owned();
    assert_eq!(
        messages(own, "We organize it. An adviser helps you organise more."),
        ["'organise' here, 'organize' before"]
    );
}

#[test]
fn short_forms_are_explained_once() {
    let kind = LooksFor::Conditional {
        first: pattern(r"\b([A-Z]{3,5})\b"),
        second: pattern(r"(?:\b[A-Z][a-z]+ )+\(([A-Z]{3,5})\)"),
    };
    let mut own = rule(kind, Scope::Text);
    own.case_counts = true;
    own.exceptions = vec!["GST".to_owned()];
    assert_eq!(
        messages(
            own,
            "Overall Equipment Effectiveness (OEE) fell. OEE and MTTR, GST and MTTR."
        ),
        ["MTTR"]
    );
}

#[test]
fn headlines_have_their_letters() {
    let written = |written: Written, body: &str| {
        let kind = LooksFor::Capitalization {
            written,
            threshold: 0.8,
        };
        let mut own = rule(kind, Scope::Heading);
        own.case_counts = true;
        messages(own, body).len()
    };
    let body = "# Half of the deals have no source\n\nText Is Not Looked At.\n";
    assert_eq!(written(Written::Sentence, body), 0);
    assert_eq!(written(Written::Title, body), 1);
    assert_eq!(written(Written::Lower, body), 1);
    assert_eq!(
        written(Written::Title, "# Half of the Deals Have No Source\n"),
        0
    );
    assert_eq!(
        written(Written::Like(pattern("\\?$")), "# Who pays?\n# We pay\n"),
        1
    );
}
