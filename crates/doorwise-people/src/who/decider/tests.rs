//! Sentences written down before the patterns were: who decides in them, or that nobody is said to.

use super::*;

fn names(text: &str) -> Vec<String> {
    deciders(text)
        .into_iter()
        .map(|mention| match mention.who {
            Who::Named(name) => name,
            Who::Titled(written, ..) => format!("<{}>", written.to_lowercase()),
            Who::Speaker => "I".to_owned(),
        })
        .collect()
}

const SAID: [(&str, &[&str]); 26] = [
    (
        "Priya Nair signs off on anything above two lakh.",
        &["Priya Nair"],
    ),
    ("Spoke with Amit. He says Priya signs.", &["Priya"]),
    ("Amit is the decision maker here.", &["Amit"]),
    (
        "I am not the decision maker, you need Priya Nair.",
        &["Priya Nair"],
    ),
    ("Not my call. Talk to Rajesh Kumar.", &["Rajesh Kumar"]),
    (
        "Needs sign-off from Meera Iyer before March.",
        &["Meera Iyer"],
    ),
    ("Decision maker: Farid Khan", &["Farid Khan"]),
    ("DM is K. Subramanian", &["K. Subramanian"]),
    ("Waiting for Priya's approval", &["Priya"]),
    ("Our CFO has to approve it.", &["<cfo>"]),
    ("The founder signs everything.", &["<founder>"]),
    (
        "My head of marketing decides, I only pay.",
        &["<head of marketing>"],
    ),
    ("Priya Nair, our CFO, signs off on tools.", &["Priya Nair"]),
    ("Budget sits with Anke Vogel.", &["Anke Vogel"]),
    ("Dr. Rao has the final say.", &["Dr Rao"]),
    ("I sign up to fifty thousand.", &["I"]),
    ("Amit referred us to Sunita Menon", &["Sunita Menon"]),
    ("Call with Amit - Sunita holds the budget", &["Sunita"]),
    ("The CEO and nobody else makes the call.", &[]),
    ("Suresh ji will approve once legal is done", &["Suresh ji"]),
    ("Finance head must sign above one lakh", &["<finance head>"]),
    (
        "Sonal Shah only decides when the board asks",
        &["Sonal Shah"],
    ),
    ("approved by Vikram S. last week", &["Vikram S"]),
    ("Mr. Gupta can say no.", &["Mr Gupta"]),
    ("Met Leena and Omar; Omar owns the budget.", &["Omar"]),
    (
        "VP Finance approves, Head of IT can veto it.",
        &["<vp finance>", "<head of it>"],
    ),
];

const NOT_SAID: [&str; 14] = [
    "Spoke with Priya Nair about pricing.",
    "Priya is not the decision maker.",
    "Does Priya sign off?",
    "If Priya signs we start in May.",
    "I don't think Amit decides.",
    "Amit used to sign.",
    "Sent contract to Priya for review",
    "Priya liked the demo",
    "We need to find the decision maker.",
    "Nobody signs before April.",
    "They decide in Q3.",
    "Talk to Rajesh next week about onboarding.",
    "Not sure whether Meera approves.",
    "Who signs?",
];

#[test]
fn who_is_said_to_decide() {
    let mut wrong = Vec::new();
    for (text, wanted) in SAID {
        let found = names(text);
        if found != wanted {
            wrong.push(format!("{text}\n   {found:?}, wanted {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_names_no_decider() {
    let wrong: Vec<String> = NOT_SAID
        .iter()
        .filter(|text| !names(text).is_empty())
        .map(|text| format!("{text} {:?}", names(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_mention_knows_its_sentence() {
    let text = "Call went well. Priya signs off. Next step: demo.";
    let found = deciders(text);
    assert_eq!(&text[found[0].sentence.clone()], "Priya signs off.");
    assert_eq!(found[0].said, Said::Confirmed);
}
