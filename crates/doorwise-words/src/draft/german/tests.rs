use std::path::PathBuf;

use doorwise_model::icp::Icp;
use doorwise_model::offer::{Offer, Sender};
use doorwise_model::persona::Persona;
use doorwise_model::proof::Proof;
use doorwise_model::statement::Quote;
use expect_test::{Expect, expect};

use super::super::{Brief, Channel, Stage, angles_of, compose};
use crate::fixtures;

fn reader() -> Persona {
    let mut persona = fixtures::persona(
        &["Liefertreue wieder über 95 Prozent bringen"],
        &[
            "der Plan steckt in einer Excel, die nur einer versteht",
            "weiß erst um sechs Uhr, welche Maschine in der Nacht stand",
        ],
    );
    persona.name = "Werkleiterin Sabine".into();
    persona.role.function = Some(doorwise_vocab::title::Function::Operations);
    persona.role.titles = vec!["Werkleiterin".into()];
    persona.pains[0].assumed = false;
    persona.pains[0].evidence = ["A", "B"]
        .into_iter()
        .map(|speaker| Quote {
            quote: "Den Plan versteht nur der Maier.".into(),
            speaker: Some(speaker.into()),
            file: PathBuf::from("research/a.txt"),
            place: fixtures::place("personas/p.yaml", 21),
        })
        .collect();
    persona.objections = vec![fixtures::objection(
        "die Meister tippen nichts ein",
        Some("Es liest die Aufträge aus einer Datei, niemand tippt etwas ein."),
        None,
    )];
    persona
}

fn offer() -> Offer {
    Offer {
        says: Some("zeigt einen Plan, der am Mittwoch noch gilt".into()),
        product: Some("Plantakt".into()),
        sender: Sender {
            name: Some("Jana Vogt".into()),
            address: Some("Plantakt GmbH, Musterweg 4, 8000 Zürich".into()),
            role: None,
            email: None,
        },
        asks: vec!["ein Wochenplan als Beispiel".into()],
        ..fixtures::offer()
    }
}

fn proofs() -> Vec<Proof> {
    vec![fixtures::proof(
        "liefertreue",
        "die Liefertreue stieg in fünf Monaten von 86 auf 94 Prozent.",
        "Hermle Guss",
        &[("employees", "150"), ("place", "CH")],
    )]
}

fn check(channel: Channel, stage: Stage, nth: usize, expected: Expect) {
    let (persona, offer, proofs) = (reader(), offer(), proofs());
    let icp = Icp {
        languages: vec!["de".into()],
        ..fixtures::icp_in("CH")
    };
    let brief = Brief {
        persona: &persona,
        icp: &icp,
        offer: &offer,
        proofs: &proofs,
        first_name: None,
    };
    let angle = angles_of(&brief, channel).remove(nth);
    let says = match compose(&brief, channel, stage, &angle) {
        Ok(draft) => format!(
            "{}{}\n{}",
            draft
                .subject
                .as_ref()
                .map_or(String::new(), |subject| format!("Subject: {subject}\n")),
            draft.text(),
            draft.gaps.join("\n")
        ),
        Err(withheld) => format!("withheld: {}", withheld.why),
    };
    expected.assert_eq(&says);
}

#[test]
fn a_first_mail_is_formal_and_german_to_its_end() {
    check(
        Channel::ColdEmail,
        Stage::Problem,
        0,
        expect![[r#"
            Subject: der Plan steckt in einer Excel
            Guten Tag,

            Meine Vermutung zu Ihrem Alltag: Der Plan steckt in einer Excel, die nur einer versteht. Zwei Personen haben uns davon erzählt.

            Plantakt zeigt einen Plan, der am Mittwoch noch gilt. Ein Beispiel, Hermle Guss (150 Personen): Die Liefertreue stieg in fünf Monaten von 86 auf 94 Prozent.

            Falls Sie denken „die Meister tippen nichts ein“: Es liest die Aufträge aus einer Datei, niemand tippt etwas ein.

            Wäre ein Wochenplan als Beispiel für Sie nützlich?

            Jana Vogt, Plantakt
            Plantakt GmbH, Musterweg 4, 8000 Zürich
            Schreiben Sie „Stopp“, und Sie hören nicht mehr von mir.
            no proof inside this ICP: `liefertreue` is the nearest"#]],
    );
    check(
        Channel::ColdEmail,
        Stage::Problem,
        1,
        expect![[r#"
            Subject: Liefertreue wieder über 95 Prozent bringen
            Guten Tag,

            Wenn ich Ihre Rolle richtig verstehe, ist Ihr Ziel: Liefertreue wieder über 95 Prozent bringen. Dabei steht vermutlich im Weg: Sie wissen erst um sechs Uhr, welche Maschine in der Nacht stand.

            Plantakt zeigt einen Plan, der am Mittwoch noch gilt. Ein Beispiel, Hermle Guss (150 Personen): Die Liefertreue stieg in fünf Monaten von 86 auf 94 Prozent.

            Falls Sie denken „die Meister tippen nichts ein“: Es liest die Aufträge aus einer Datei, niemand tippt etwas ein.

            Wäre ein Wochenplan als Beispiel für Sie nützlich?

            Jana Vogt, Plantakt
            Plantakt GmbH, Musterweg 4, 8000 Zürich
            Schreiben Sie „Stopp“, und Sie hören nicht mehr von mir.
            no proof inside this ICP: `liefertreue` is the nearest
            goal or pain is an assumption: no interview says it yet"#]],
    );
}

#[test]
fn other_messages_are_german_too() {
    check(
        Channel::FollowUp(1),
        Stage::Problem,
        0,
        expect![[r#"
            Subject: Re: der Plan steckt in einer Excel
            Guten Tag,

            Ich hatte Ihnen mit einer Vermutung geschrieben: Der Plan steckt in einer Excel, die nur einer versteht.

            Eine zweite Vermutung: Sie wissen erst um sechs Uhr, welche Maschine in der Nacht stand.

            Wäre ein Wochenplan als Beispiel für Sie interessant?

            Jana Vogt, Plantakt
            Plantakt GmbH, Musterweg 4, 8000 Zürich
            Schreiben Sie „Stopp“, und Sie hören nicht mehr von mir.
            goal or pain is an assumption: no interview says it yet"#]],
    );
    check(
        Channel::LinkedinNote,
        Stage::Problem,
        0,
        expect![[r#"
        Guten Tag, meine Vermutung zu Ihrem Alltag: Der Plan steckt in einer Excel, die nur einer versteht. Plantakt zeigt einen Plan, der am Mittwoch noch gilt. Wollen wir uns dazu austauschen?
    "#]],
    );
    check(
        Channel::CallOpener,
        Stage::Problem,
        0,
        expect![[r#"
        Guten Tag, hier ist Jana Vogt von Plantakt, wir kennen uns noch nicht.

        Der Grund meines Anrufs ist eine Vermutung: Der Plan steckt in einer Excel, die nur einer versteht. Zwei Personen haben uns davon erzählt.

        Plantakt zeigt einen Plan, der am Mittwoch noch gilt. Ein Beispiel, Hermle Guss (150 Personen): Die Liefertreue stieg in fünf Monaten von 86 auf 94 Prozent.

        Darf ich in dreißig Sekunden sagen, wie, und Sie sagen mir, ob es passt?
        no proof inside this ICP: `liefertreue` is the nearest"#]],
    );
    check(
        Channel::CallOpener,
        Stage::Problem,
        1,
        expect![[r#"
            Guten Tag, hier ist Jana Vogt von Plantakt, wir kennen uns noch nicht.

            Der Grund meines Anrufs ist Ihr Ziel, wenn ich Ihre Rolle richtig verstehe: Liefertreue wieder über 95 Prozent bringen. Dabei steht vermutlich im Weg: Sie wissen erst um sechs Uhr, welche Maschine in der Nacht stand.

            Plantakt zeigt einen Plan, der am Mittwoch noch gilt. Ein Beispiel, Hermle Guss (150 Personen): Die Liefertreue stieg in fünf Monaten von 86 auf 94 Prozent.

            Darf ich in dreißig Sekunden sagen, wie, und Sie sagen mir, ob es passt?
            no proof inside this ICP: `liefertreue` is the nearest
            goal or pain is an assumption: no interview says it yet"#]],
    );
    check(
        Channel::ObjectionAnswer,
        Stage::Problem,
        0,
        expect![[r#"
            Subject: die Meister tippen nichts ein
            Es liest die Aufträge aus einer Datei, niemand tippt etwas ein. Ist der Punkt damit für Sie geklärt?
            no proof stands behind this answer: name one under `proof:`"#]],
    );
    check(
        Channel::LandingHero,
        Stage::Problem,
        0,
        expect![
            "withheld: pages and ads are not made in German; mails, notes, messages, calls and answers are"
        ],
    );
}

#[test]
fn every_draft_of_every_stage_passes_our_rules_and_holds_no_english_sentence() {
    let (persona, offer, proofs) = (reader(), offer(), proofs());
    let icp = fixtures::icp_in("CH");
    let brief = Brief {
        persona: &persona,
        icp: &icp,
        offer: &offer,
        proofs: &proofs,
        first_name: None,
    };
    let mut n = 0;
    for channel in Channel::ALL {
        for stage in Stage::ALL {
            for angle in angles_of(&brief, channel) {
                let Ok(draft) = compose(&brief, channel, stage, &angle) else {
                    continue;
                };
                n += 1;
                assert_eq!(super::super::fault(&brief, &draft), None);
                for sentence in &draft.sentences {
                    assert_ne!(
                        super::language::of_line(&sentence.text),
                        Some("en"),
                        "{}",
                        sentence.text
                    );
                }
            }
        }
    }
    assert!(n >= 40, "{n} drafts");
}

#[test]
fn an_english_persona_of_a_german_icp_is_not_translated_and_says_so() {
    let persona = fixtures::persona(
        &["prove pipeline to her founder"],
        &["half the deals have no source"],
    );
    let offer = Offer {
        says: Some("shows which deals came from marketing".into()),
        ..offer()
    };
    let icp = Icp {
        languages: vec!["de".into()],
        ..fixtures::icp_in("CH")
    };
    let brief = Brief {
        persona: &persona,
        icp: &icp,
        offer: &offer,
        proofs: &[],
        first_name: None,
    };
    let angle = angles_of(&brief, Channel::CallOpener).remove(0);
    let draft = compose(&brief, Channel::CallOpener, Stage::Problem, &angle).expect("a draft");
    assert!(draft.text().starts_with("Hi,"), "{}", draft.text());
    assert!(
        draft
            .gaps
            .iter()
            .any(|gap| gap.contains("nothing is translated")),
        "{:?}",
        draft.gaps
    );
}

#[test]
fn a_persona_in_a_third_language_gets_no_draft() {
    let persona = fixtures::persona(
        &["prouver le pipeline à son patron"],
        &["les contacts du salon ne sont pas suivis et personne ne sait qui est le bon"],
    );
    let offer = Offer {
        says: Some("montre quels contrats viennent du marketing".into()),
        ..offer()
    };
    let icp = fixtures::icp_in("CH");
    let brief = Brief {
        persona: &persona,
        icp: &icp,
        offer: &offer,
        proofs: &[],
        first_name: None,
    };
    let angle = angles_of(&brief, Channel::CallOpener).remove(0);
    let withheld = compose(&brief, Channel::CallOpener, Stage::Problem, &angle).expect_err("none");
    assert!(withheld.why.contains("`fr`"), "{}", withheld.why);
}
