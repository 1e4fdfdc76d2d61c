use std::collections::BTreeSet;

use super::*;
use crate::{fixtures, rules};

/// Returns the rules that speak up on a piece, with one number set.
fn names(
    limit: &Limit,
    set: Option<f64>,
    channel: &str,
    subject: &str,
    body: &str,
) -> BTreeSet<&'static str> {
    let mut copy = fixtures::copy(body);
    copy.channel = Some(channel.to_owned());
    let links = body
        .split_whitespace()
        .filter(|word| word.starts_with("https://"));
    copy.links = links.map(str::to_owned).collect();
    copy.subject = Some(subject.to_owned());
    let mut persona = fixtures::persona(&["prove pipeline"], &["half the deals have no source"]);
    persona.uses = vec!["source".into()];
    let mut workspace = fixtures::workspace(vec![fixtures::icp(&[])], vec![persona], vec![copy]);
    if let Some(set) = set {
        let of_rule = workspace
            .checks
            .limits
            .0
            .entry(limit.rule.to_owned())
            .or_default();
        of_rule.insert(limit.name.to_owned(), set);
    }
    rules::check(&workspace)
        .iter()
        .map(|found| found.name)
        .collect()
}

/// Each number of the list is read: a piece on which the rule is silent by itself, and speaks with the
/// number made strict.
#[test]
fn every_limit_is_read_by_its_rule() {
    let thirty =
        "Half of the deals of your team have no source on Monday, and you look for it on Sunday. ";
    let long = thirty.repeat(4);
    let cases: &[(&str, &str, f64, &str, &str, &str)] = &[
        (
            "copy/too-long",
            "words",
            20.0,
            "cold_email",
            "deal sources",
            &long,
        ),
        (
            "copy/too-long",
            "follow_up_words",
            20.0,
            "follow_up",
            "deal sources",
            &long,
        ),
        (
            "copy/too-long",
            "note_characters",
            60.0,
            "linkedin_note",
            "",
            thirty,
        ),
        (
            "copy/too-long",
            "inmail_characters",
            60.0,
            "inmail",
            "deal sources",
            thirty,
        ),
        (
            "copy/too-long",
            "hero_words",
            10.0,
            "landing_hero",
            "",
            thirty,
        ),
        ("copy/too-long", "ad_words", 10.0, "ad", "", thirty),
        (
            "copy/too-long",
            "call_words",
            10.0,
            "call_opener",
            "",
            thirty,
        ),
        (
            "copy/subject-bad",
            "characters",
            10.0,
            "cold_email",
            "where your deals came from",
            thirty,
        ),
        (
            "copy/hard-to-read",
            "grade",
            1.0,
            "cold_email",
            "deal sources",
            &long,
        ),
        (
            "copy/hard-to-read",
            "sentence_words",
            9.0,
            "cold_email",
            "deal sources",
            &long,
        ),
        (
            "copy/features-over-outcomes",
            "ratio",
            0.5,
            "cold_email",
            "deal sources",
            "It offers maps. It supports forms. It includes feeds. It provides lists. You see it so. Then you go without.",
        ),
        (
            "copy/links-and-images",
            "links",
            0.0,
            "cold_email",
            "deal sources",
            "See the source of deals at https://tallyroom.example/a today.",
        ),
        (
            "copy/too-many-questions",
            "questions",
            0.0,
            "cold_email",
            "deal sources",
            "Who knows the source of your deals?",
        ),
        (
            "copy/too-many-questions",
            "note_questions",
            0.0,
            "linkedin_note",
            "",
            "Who knows the source of your deals?",
        ),
        (
            "copy/feature-dump",
            "things",
            3.0,
            "cold_email",
            "deal sources",
            "It reads forms, calls, mails, and shows you the source.",
        ),
        (
            "copy/we-we",
            "ours",
            1.0,
            "cold_email",
            "deal sources",
            "We fill the source of deals.",
        ),
        (
            "copy/jargon",
            "words",
            1.0,
            "cold_email",
            "deal sources",
            &format!("{} It is seamless.", thirty.repeat(3)),
        ),
        (
            "copy/not-their-words",
            "per_hundred",
            50.0,
            "cold_email",
            "deal sources",
            &long,
        ),
    ];
    let tried: BTreeSet<(&str, &str)> = cases.iter().map(|case| (case.0, case.1)).collect();
    let listed: BTreeSet<(&str, &str)> = LIMITS
        .iter()
        .map(|limit| (limit.rule, limit.name))
        .collect();
    assert_eq!(tried, listed, "every limit has a case");
    for (rule, name, strict, channel, subject, body) in cases {
        let limit = of_rule(rule)
            .find(|limit| limit.name == *name)
            .expect("listed");
        assert!(
            limit.holds(limit.otherwise) && limit.holds(*strict),
            "{rule} {name}"
        );
        let by_itself = names(limit, None, channel, subject, body);
        assert!(!by_itself.contains(rule), "{rule} {name} speaks by itself");
        let with = names(limit, Some(*strict), channel, subject, body);
        assert!(
            with.contains(rule),
            "{rule} {name} does not speak at {strict}"
        );
        // A number that makes no sense counts as not said.
        let nonsense = names(limit, Some(-5.0), channel, subject, body);
        assert_eq!(nonsense, by_itself, "{rule} {name}");
    }
}

#[test]
fn rules_and_names_are_those_of_the_list() {
    for limit in LIMITS {
        assert!(rules::rule(limit.rule).is_some(), "{}", limit.rule);
    }
}
