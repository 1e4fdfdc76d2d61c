use expect_test::{Expect, expect};

use doorwise_model::card::Criterion;
use doorwise_model::condition::Condition;
use doorwise_model::field::Field;

use super::*;
use crate::fixtures;
use crate::reader::StatementRole;

fn mail(brief: &Brief<'_>) -> Draft {
    first(brief, Channel::ColdEmail, Stage::Problem)
        .1
        .expect("a mail")
}

fn call(brief: &Brief<'_>) -> Draft {
    first(brief, Channel::CallOpener, Stage::Problem)
        .1
        .expect("a call")
}

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
        &mail(&brief),
        expect![[r#"
            subject: low-quality leads
            Hi Meera,

            My guess is that you are tired of low-quality leads. And all the while you have to prove pipeline to your founder.

            Tallyroom shows which deals came from marketing, on top of the CRM you already have.

            Would a sample of the Monday page on your own data be useful?

            Arjun Rao, Co-founder, Tallyroom
            4 Invented Lane, Bengaluru 560000, India
            Write "stop" and you will not hear from me again.
            [greeting] [pain, ASSUMPTION] [goal, ASSUMPTION] [offer] [ask] [sender] [sender] [opt-out] 
            gap: no proof with a customer: the draft claims nothing
            gap: no objection with an answer: a doubt stays open
            gap: goal or pain is an assumption: no interview says it yet
        "#]],
    );
    check(
        &call(&brief),
        expect![[r#"
            subject: -
            Hi Meera, this is Arjun Rao from Tallyroom, we have not spoken before.

            The reason for my call: I guess you are tired of low-quality leads. And all the while you have to prove pipeline to your founder.

            Tallyroom shows which deals came from marketing, on top of the CRM you already have.

            May I take thirty seconds to say how, and you tell me if it fits?
            [greeting] [sender] [pain, ASSUMPTION] [goal, ASSUMPTION] [offer] [stock sentence] 
            gap: no proof with a customer: the draft claims nothing
            gap: goal or pain is an assumption: no interview says it yet
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
        &mail(&brief),
        expect![[r#"
            subject: low-quality leads
            Hi,

            My guess is that you are tired of low-quality leads. And all the while you have to prove pipeline to your founder. Your founder may ask: "Which deals came from marketing?"

            Tallyroom shows which deals came from marketing, on top of the CRM you already have. At Banyanbobbin (22 people), open deals without a source went from 61 percent to 9 percent in six weeks.

            If your first thought is "sales will not fill one more field": sales fills nothing.

            Would a sample of the Monday page on your own data be useful?

            Arjun Rao, Co-founder, Tallyroom
            4 Invented Lane, Bengaluru 560000, India
            Write "stop" and you will not hear from me again.
            [greeting] [pain, ASSUMPTION] [goal, ASSUMPTION] [boss asks, ASSUMPTION] [offer] [proof near] [objection, ASSUMPTION] [ask] [sender] [sender] [opt-out] 
            gap: the answer to "too slow" claims something without a proof, so it is left out
            gap: goal or pain is an assumption: no interview says it yet
        "#]],
    );
    check(
        &call(&brief),
        expect![[r#"
            subject: -
            Hi, this is Arjun Rao from Tallyroom, we have not spoken before.

            The reason for my call: I guess you are tired of low-quality leads. And all the while you have to prove pipeline to your founder. Your founder may ask: "Which deals came from marketing?"

            Tallyroom shows which deals came from marketing, on top of the CRM you already have.

            May I take thirty seconds to say how, and you tell me if it fits?
            [greeting] [sender] [pain, ASSUMPTION] [goal, ASSUMPTION] [boss asks, ASSUMPTION] [offer] [stock sentence] 
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
    let draft = mail(&brief);
    assert!(!draft.text().contains("leading"), "{}", draft.text());
    assert!(
        draft.gaps.iter().any(|gap| gap.contains("makes a claim")),
        "{:?}",
        draft.gaps
    );
}

/// Returns what our own rules say of a draft, sent to its persona.
fn faults(draft: &Draft, persona: &doorwise_model::persona::Persona) -> Vec<String> {
    let mut copy = fixtures::copy(&draft.text());
    copy.channel = Some(draft.channel.as_str().into());
    copy.subject.clone_from(&draft.subject);
    let workspace =
        fixtures::workspace(vec![fixtures::icp(&[])], vec![persona.clone()], vec![copy]);
    crate::rules::check(&workspace)
        .iter()
        .filter(|found| found.name.starts_with("copy/"))
        .map(|found| format!("{} {}", found.name, found.message))
        .collect()
}

#[test]
fn every_pair_of_statements_makes_a_mail_within_the_limits_that_passes_our_own_rules() {
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
            let mail = mail(&brief);
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
                    Source::Persona { .. } | Source::Offer(_) | Source::Ask(_) | Source::Stock
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
            let call = call(&brief);
            for draft in [&mail, &call] {
                let found = faults(draft, &persona);
                assert!(found.is_empty(), "{found:?}: {}", draft.text());
            }
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
fn a_claim_in_the_offer_is_cut_and_named() {
    let (persona, icp) = (seed(), fixtures::icp(&[]));
    let offer = Offer {
        says: Some("answers security questionnaires in a day instead of three weeks".into()),
        product: Some("Northgate".into()),
        ..fixtures::offer()
    };
    let brief = Brief {
        persona: &persona,
        icp: &icp,
        offer: &offer,
        proofs: &[],
        first_name: None,
    };
    let draft = mail(&brief);
    assert!(
        draft
            .text()
            .contains("Northgate answers security questionnaires."),
        "{}",
        draft.text()
    );
    assert!(
        draft
            .gaps
            .iter()
            .any(|gap| gap.contains("in a day instead of three weeks")),
        "{:?}",
        draft.gaps
    );
}

#[test]
fn with_neither_goal_nor_pain_the_mail_asks() {
    let (mut persona, icp) = (fixtures::persona(&[], &[]), fixtures::icp(&[]));
    persona.role.function = Some(doorwise_vocab::title::Function::Finance);
    persona.role.titles = vec!["Head of Finance".into()];
    let offer = Offer {
        says: Some("We do GST reconciliation for online sellers".into()),
        product: None,
        sender: doorwise_model::offer::Sender::default(),
        asks: Vec::new(),
        ..fixtures::offer()
    };
    let brief = Brief {
        persona: &persona,
        icp: &icp,
        offer: &offer,
        proofs: &[],
        first_name: None,
    };
    check(
        &mail(&brief),
        expect![[r#"
        subject: GST reconciliation
        Hi,

        We do GST reconciliation for online sellers.

        How do you handle GST reconciliation today?

        Write "stop" and you will not hear from me again.
        [greeting] [offer] [ask] [opt-out] 
        gap: no goal: ask what this person is on the hook for
        gap: no pain: ask what goes wrong in this person's week
        gap: no proof with a customer: the draft claims nothing
        gap: no objection with an answer: a doubt stays open
        gap: no small first step in the offer: add one to `asks`, such as a sample
        gap: no sender: a mail has to say who writes
        gap: no postal address: the US and others ask for one
    "#]],
    );
    check(
        &call(&brief),
        expect![[r#"
            subject: -
            Hi,

            The reason for my call is a question. How do you handle GST reconciliation today?

            We do GST reconciliation for online sellers.

            May I take thirty seconds to say how, and you tell me if it fits?
            [greeting] [ask] [offer] [stock sentence] 
            gap: no sender: a call has to say who speaks
            gap: no goal: ask what this person is on the hook for
            gap: no pain: ask what goes wrong in this person's week
            gap: no proof with a customer: the draft claims nothing
        "#]],
    );
}

/// Nothing that somebody said is bent into "you" or cut inside a number, on any channel.
#[test]
fn spoken_pains_are_repeated_or_left_out() {
    let offer = fixtures::offer();
    let icp = fixtures::icp(&[]);
    let mut n_drafts = 0;
    for says in crate::reader::tests::SPOKEN {
        let persona = fixtures::persona(&["prove pipeline to her founder"], &[says]);
        let brief = Brief {
            persona: &persona,
            icp: &icp,
            offer: &offer,
            proofs: &[],
            first_name: None,
        };
        for channel in Channel::ALL {
            for angle in angles_of(&brief, channel) {
                let Ok(draft) = compose(&brief, channel, Stage::Problem, &angle) else {
                    continue;
                };
                n_drafts += 1;
                let text = format!(
                    "{}\n{}",
                    draft.subject.as_deref().unwrap_or_default(),
                    draft.text()
                );
                for wrong in [
                    "half of you",
                    "you call you",
                    "you left",
                    "lost 62\n",
                    "lost 62?",
                    "about Honestly",
                    "with By",
                    "that fights",
                    "that Last",
                    "that By",
                    "you vanish",
                    "you hang",
                    "you churn",
                    "you cancel",
                    "told you",
                    "you would leave",
                ] {
                    assert!(!text.contains(wrong), "`{wrong}` in {text}");
                }
                let inner = says.trim_end_matches('.');
                let written = text.matches("familiar: \"").count();
                assert!(written == 0 || text.contains(inner), "{says}: {text}");
            }
        }
    }
    assert!(n_drafts > 60, "{n_drafts}");
}

/// What somebody is not able to do is never said as if it were wanted or done.
#[test]
fn a_negation_is_kept_on_every_channel() {
    let offer = fixtures::offer();
    let icp = fixtures::icp(&[]);
    for (says, act) in [
        (
            "can't sleep because of open tickets",
            "sleep because of open tickets",
        ),
        ("cannot find donors", "find donors"),
        ("could not close the books in May", "close the books"),
        ("fails to hire engineers", "hire engineers"),
        ("unable to see cash across the entities", "see cash"),
    ] {
        let persona = fixtures::persona(&[], &[says]);
        let brief = Brief {
            persona: &persona,
            icp: &icp,
            offer: &offer,
            proofs: &[],
            first_name: None,
        };
        for channel in Channel::ALL {
            for angle in angles_of(&brief, channel) {
                let Ok(draft) = compose(&brief, channel, Stage::Problem, &angle) else {
                    continue;
                };
                let text = format!(
                    "{}\n{}",
                    draft.subject.as_deref().unwrap_or_default(),
                    draft.text()
                );
                for (at, _) in text.to_lowercase().match_indices(act) {
                    let before = text[..at].to_lowercase();
                    let is_kept = [
                        "hard to ",
                        "can't ",
                        "cannot ",
                        "could not ",
                        "unable to ",
                        "fail to ",
                    ]
                    .iter()
                    .any(|kept| before.ends_with(kept));
                    assert!(is_kept, "{says}: {text}");
                }
            }
        }
    }
}

#[test]
fn pains_that_would_insult_are_said_with_respect_and_asked_about() {
    let icp = fixtures::icp(&[]);
    let mut shown = String::new();
    for (goal, pain) in [
        ("", "can't find donors"),
        ("", "afraid of failing the audit"),
        ("", "fears the audit is lost"),
        ("", "never knows which deals are real"),
        ("buy cheaper", "tired of vendor lock in"),
        (
            "needs more leads from our website",
            "fears missing the quarter",
        ),
        ("", "can't find donors and loses sleep"),
        ("fill 40 nurse positions", "tired of returns"),
    ] {
        let goals: Vec<&str> = [goal].into_iter().filter(|goal| !goal.is_empty()).collect();
        let persona = fixtures::persona(&goals, &[pain]);
        let offer = Offer {
            asks: Vec::new(),
            ..fixtures::offer()
        };
        let brief = Brief {
            persona: &persona,
            icp: &icp,
            offer: &offer,
            proofs: &[],
            first_name: None,
        };
        let mail = mail(&brief);
        shown.push_str(&format!("{}\n", mail.subject.clone().unwrap_or_default()));
        for sentence in &mail.sentences {
            if matches!(
                sentence.source,
                Source::Persona { .. } | Source::Ask(_) | Source::Stock
            ) {
                shown.push_str(&format!("  {}\n", sentence.text));
            }
        }
    }
    expect![[r#"
        hard to find donors
          My guess is that it is hard to find donors at the moment.
          Is that on your list this quarter?
        failing the audit
          My guess is that you worry about failing the audit.
          Is that on your list this quarter?
        which deals came
          My guess is that you worry that the audit is lost.
          Is that on your list this quarter?
        which deals are real
          My guess is that it is hard to know which deals are real.
          Is that on your list this quarter?
        vendor lock in
          My guess is that you are tired of vendor lock in.
          And all the while you have to buy cheaper.
          Is that on your list this quarter?
        missing the quarter
          My guess is that you worry about missing the quarter.
          And all the while you need more leads from your website.
          Is that on your list this quarter?
        hard to find donors
          My guess is that you can't find donors and lose sleep.
          Is that on your list this quarter?
        a question about returns
          My guess is that you are tired of returns.
          And all the while you have to fill 40 nurse positions.
          Is that on your list this quarter?
    "#]]
    .assert_eq(&shown);
}

#[test]
fn a_proof_lies_inside_where_no_gate_fails() {
    let icp = |gates: &[(Field, &str)]| {
        let mut icp = fixtures::icp(&[]);
        icp.card.gates = gates
            .iter()
            .map(|(field, written)| Criterion {
                any_of: vec![Condition::parse(field, written).expect("a condition")],
                field: field.clone(),
                why: None,
                place: fixtures::place("icps/i.yaml", 4),
                assumed: true,
            })
            .collect();
        icp
    };
    let proof = |company: &[(&str, &str)]| [fixtures::proof("p", "It works.", "Haulwell", company)];
    let texas = [
        ("employees", "60"),
        ("industry", "logistics"),
        ("place", "US-TX"),
    ];
    for (gates, company, inside) in [
        (
            vec![(Field::Industry, "logistics"), (Field::Place, "US-TX")],
            &texas[..],
            true,
        ),
        (vec![(Field::Place, "US")], &texas[..], true),
        (vec![(Field::Place, "IN")], &texas[..], false),
        (vec![(Field::Employees, "10..50")], &texas[..], false),
        (
            vec![(Field::Employees, "10..50"), (Field::Place, "US")],
            &texas[1..],
            true,
        ),
        (vec![(Field::Employees, "10..50")], &texas[1..], false),
        (Vec::new(), &texas[..], true),
    ] {
        let proofs = proof(company);
        let (_, found) = nearest_proof(&icp(&gates), &proofs).expect("there is one proof");
        assert_eq!(found, inside, "{gates:?} {company:?}");
    }
}
