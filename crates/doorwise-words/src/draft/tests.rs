use expect_test::{Expect, expect};

use super::*;
use crate::fixtures;
use crate::reader::StatementRole;

fn show(draft: &Draft) -> String {
    let mut shown = format!(
        "subject: {}\n{}\n",
        draft.subject.as_deref().unwrap_or("-"),
        draft.text()
    );
    for sentence in &draft.sentences {
        shown.push_str(&format!("[{}] ", sentence.source.label()));
    }
    shown.push('\n');
    for gap in &draft.gaps {
        shown.push_str(&format!("gap: {gap}\n"));
    }
    shown
}

fn check(draft: &Draft, expected: Expect) {
    expected.assert_eq(&show(draft));
}

fn seed() -> doorwise_model::persona::Persona {
    fixtures::persona(
        &["prove pipeline to her founder"],
        &["tired of low-quality leads"],
    )
}

#[test]
fn a_first_mail_from_the_seed_sentence_alone() {
    let (persona, icp, offer) = (seed(), fixtures::icp(&[]), fixtures::offer());
    let brief = Brief {
        persona: &persona,
        icp: &icp,
        offer: &offer,
        proofs: &[],
        first_name: Some("Meera"),
    };
    check(
        &cold_email(&brief),
        expect![[r#"
        subject: low-quality leads
        Hi Meera,

        My guess is that you have to prove pipeline to your founder. And I suspect you are tired of low-quality leads.

        Tallyroom shows which deals came from marketing, on top of the CRM you already have.

        Would a sample of the Monday page on your own data be useful?

        Arjun Rao, Co-founder, Tallyroom
        4 Invented Lane, Bengaluru 560000, India
        Write "stop" and you will not hear from me again.
        [greeting] [goal, ASSUMPTION] [pain, ASSUMPTION] [offer] [ask] [sender] [sender] [law] 
        gap: goal or pain is an assumption: no interview says it yet
        gap: no objection with an answer: a doubt stays open
        gap: no proof with a customer: the draft claims nothing
    "#]],
    );
    check(
        &call_opener(&brief),
        expect![[r#"
        subject: -
        Hi Meera, this is Arjun Rao from Tallyroom, we have not spoken before.

        The reason for my call: I guess you have to prove pipeline to your founder. And I suspect you are tired of low-quality leads.

        Tallyroom shows which deals came from marketing, on top of the CRM you already have.

        May I take thirty seconds to say how, and you tell me if it fits?
        [greeting] [sender] [goal, ASSUMPTION] [pain, ASSUMPTION] [offer] [ask] 
        gap: goal or pain is an assumption: no interview says it yet
        gap: no proof with a customer: the draft claims nothing
    "#]],
    );
}

#[test]
fn the_nearest_proof_is_quoted_and_the_first_answer_said() {
    let mut persona = seed();
    persona.boss_asks = Some("Which deals came from marketing?".into());
    persona.objections = vec![
        fixtures::objection("too slow", Some("Setup takes 4 days."), Some("gone")),
        fixtures::objection(
            "sales will not fill one more field",
            Some("Sales fills nothing"),
            None,
        ),
    ];
    let proofs = [
        fixtures::proof(
            "far",
            "Churn fell from 9 to 4 percent.",
            "Bigco",
            &[("employees", "4000"), ("place", "US")],
        ),
        fixtures::proof(
            "near",
            "Open deals without a source went from 61 percent to 9 percent in six weeks.",
            "Banyanbobbin",
            &[
                ("employees", "22"),
                ("industry", "software.saas"),
                ("place", "IN"),
            ],
        ),
    ];
    let (icp, offer) = (fixtures::icp(&[]), fixtures::offer());
    let brief = Brief {
        persona: &persona,
        icp: &icp,
        offer: &offer,
        proofs: &proofs,
        first_name: None,
    };
    check(
        &cold_email(&brief),
        expect![[r#"
        subject: low-quality leads
        Hi,

        My guess is that you have to prove pipeline to your founder. And I suspect you are tired of low-quality leads. Perhaps your founder puts it like this: "Which deals came from marketing?"

        Tallyroom shows which deals came from marketing, on top of the CRM you already have. One example, Banyanbobbin (22 people): Open deals without a source went from 61 percent to 9 percent in six weeks. Sales fills nothing.

        Would a sample of the Monday page on your own data be useful?

        Arjun Rao, Co-founder, Tallyroom
        4 Invented Lane, Bengaluru 560000, India
        Write "stop" and you will not hear from me again.
        [greeting] [goal, ASSUMPTION] [pain, ASSUMPTION] [boss asks, ASSUMPTION] [offer] [proof near] [objection, ASSUMPTION] [ask] [sender] [sender] [law] 
        gap: goal or pain is an assumption: no interview says it yet
        gap: the answer to "too slow" claims something without a proof, so it is left out
    "#]],
    );
    check(
        &call_opener(&brief),
        expect![[r#"
        subject: -
        Hi, this is Arjun Rao from Tallyroom, we have not spoken before.

        The reason for my call: I guess you have to prove pipeline to your founder. And I suspect you are tired of low-quality leads.

        Tallyroom shows which deals came from marketing, on top of the CRM you already have. One example, Banyanbobbin (22 people): Open deals without a source went from 61 percent to 9 percent in six weeks.

        May I take thirty seconds to say how, and you tell me if it fits?
        [greeting] [sender] [goal, ASSUMPTION] [pain, ASSUMPTION] [offer] [proof near] [ask] 
        gap: goal or pain is an assumption: no interview says it yet
    "#]],
    );
}

#[test]
fn an_offer_that_boasts_is_left_out_and_named() {
    let (persona, icp) = (seed(), fixtures::icp(&[]));
    let mut offer = fixtures::offer();
    offer.says = Some("is the leading platform with 10x growth".into());
    let brief = Brief {
        persona: &persona,
        icp: &icp,
        offer: &offer,
        proofs: &[],
        first_name: None,
    };
    let draft = cold_email(&brief);
    assert!(!draft.text().contains("leading"), "{}", draft.text());
    assert!(
        draft.gaps.iter().any(|gap| gap.contains("makes a claim")),
        "{:?}",
        draft.gaps
    );
}

#[test]
fn every_pair_of_statements_makes_a_mail_within_the_limits() {
    use crate::reader::tests::STATEMENTS;
    let (icp, offer) = (fixtures::icp(&[]), fixtures::offer());
    for (goal, _) in STATEMENTS
        .iter()
        .filter(|(_, role)| *role == StatementRole::Goal)
    {
        for (pain, _) in STATEMENTS
            .iter()
            .filter(|(_, role)| *role == StatementRole::Pain)
        {
            let persona = fixtures::persona(&[goal], &[pain]);
            let brief = Brief {
                persona: &persona,
                icp: &icp,
                offer: &offer,
                proofs: &[],
                first_name: Some("Meera"),
            };
            let mail = cold_email(&brief);
            let text = mail.text();
            let subject = mail.subject.clone().unwrap_or_default();
            assert!(
                (2..=7).contains(&subject.split_whitespace().count()) && subject.len() <= 50,
                "subject `{subject}`"
            );
            assert!(text.matches('?').count() <= 2, "{text}");
            assert!(
                !text.contains("http") && !text.contains('{') && !text.contains('['),
                "{text}"
            );
            let lower = text.to_lowercase();
            let words: Vec<&str> = lower
                .split(|ch: char| !ch.is_alphanumeric() && ch != '\'')
                .filter(|w| !w.is_empty())
                .collect();
            assert!(
                words.windows(2).all(|pair| pair[0] != pair[1]),
                "a word is doubled: {text}"
            );
            for gone in ["she", "he", "her", "his"] {
                assert!(!words.contains(&gone), "`{gone}` is left: {text}");
            }
            let body = mail
                .sentences
                .iter()
                .filter(|s| !matches!(s.source, Source::Signature(_)));
            let n_words: usize = body.map(|s| s.text.split_whitespace().count()).sum();
            assert!((50..=125).contains(&n_words), "{n_words} words: {text}");
            for sentence in mail.sentences.iter().filter(|s| {
                matches!(
                    s.source,
                    Source::Persona { .. } | Source::Offer(_) | Source::Ask(_)
                )
            }) {
                assert!(
                    sentence.text.starts_with(char::is_uppercase),
                    "{}",
                    sentence.text
                );
                assert!(
                    sentence.text.ends_with(['.', '?', '"']),
                    "{}",
                    sentence.text
                );
            }
            let call = call_opener(&brief);
            assert!(
                call.text().split_whitespace().count() <= 90,
                "{}",
                call.text()
            );
            assert!(
                !call.text().to_lowercase().contains("bad time"),
                "{}",
                call.text()
            );
        }
    }
}

#[test]
fn offers_of_many_shapes_become_one_sentence() {
    let mut shown = String::new();
    for says in [
        "shows which deals came from marketing",
        "Tallyroom shows it",
        "We help founders sleep.",
        "a tool that fills the source",
        "find the source of each deal",
        "pipeline reports for marketing",
        "helps teams close the month",
    ] {
        for product in [Some("Tallyroom"), None] {
            let offer = Offer {
                says: Some(says.into()),
                product: product.map(str::to_owned),
                ..fixtures::offer()
            };
            shown.push_str(&offer_line::offer_line(&offer).unwrap_or_default());
            shown.push('\n');
        }
    }
    expect![[r#"
        Tallyroom shows which deals came from marketing.
        We show which deals came from marketing.
        Tallyroom shows it.
        What we do: Tallyroom shows it.
        We help founders sleep.
        We help founders sleep.
        Tallyroom is a tool that fills the source.
        What we do: a tool that fills the source.
        With Tallyroom you can find the source of each deal.
        We help you find the source of each deal.
        What Tallyroom does: pipeline reports for marketing.
        What we do: pipeline reports for marketing.
        Tallyroom helps teams close the month.
        We help teams close the month.
    "#]]
    .assert_eq(&shown);
}
