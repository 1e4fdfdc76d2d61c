use std::collections::BTreeSet;

use doorwise_model::workspace::Workspace;
use doorwise_vocab::title::Function;

use crate::fixtures;

/// Returns the rules that a German mail to somebody of this function raises.
fn raised(function: Function, channel: &str, body: &str) -> BTreeSet<&'static str> {
    let mut copy = fixtures::copy(body);
    copy.language = "de".to_owned();
    copy.channel = Some(channel.to_owned());
    let mut persona = fixtures::persona(&[], &[]);
    persona.role.function = Some(function);
    persona.role.titles = Vec::new();
    let workspace = Workspace {
        personas: vec![persona],
        copies: vec![copy],
        ..Workspace::default()
    };
    let found = crate::rules::check(&workspace);
    found.iter().map(|found| found.name).collect()
}

/// Each rule with a mail that raises it and one, as near as can be, that does not.
const PAIRS: [(&str, &str, &str); 16] = [
    (
        "copy/we-we",
        "Wir sind stolz auf unser Team. Wir haben unsere Software neu gebaut. Möchten Sie das Muster?",
        "Ihre Meister schreiben den Plan auf Papier, und wir haben unsere Software dafür gebaut. Sie sehen ihn am Morgen. Möchten Sie das Muster?",
    ),
    (
        "copy/too-many-questions",
        "Kennen Sie das? Steht Ihre Linie? Wer plant um? Möchten Sie das Muster?",
        "Steht Ihre Linie am Montag? Möchten Sie das Muster?",
    ),
    (
        "copy/no-cta",
        "Ihre Linie steht, weil ein Teil fehlt. Schichtwerk meldet das am Abend davor.",
        "Ihre Linie steht, weil ein Teil fehlt. Schichtwerk meldet das am Abend davor. Melden Sie sich bei mir.",
    ),
    (
        "copy/heavy-cta",
        "Ihre Linie steht, weil ein Teil fehlt. Darf ich um eine Stunde mit Ihrem ganzen Team bitten?",
        "Ihre Linie steht eine Stunde, weil ein Teil fehlt. Darf ich das Muster schicken?",
    ),
    (
        "copy/self-intro-opener",
        "Guten Tag, mein Name ist Jonas Vogt und ich arbeite bei Schichtwerk. Darf ich das Muster schicken?",
        "Guten Tag Frau Kranz, Ihre Linie steht, weil ein Teil fehlt. Darf ich das Muster schicken?",
    ),
    (
        "copy/jargon",
        "Unsere innovative und ganzheitliche Lösung hilft Ihnen nahtlos. Darf ich das Muster schicken?",
        "Die Lösung ist einfach: Ihr Meister sieht die Fehlteile am Abend. Darf ich das Muster schicken?",
    ),
    (
        "copy/false-urgency",
        "Das Angebot gilt nur noch heute. Darf ich das Muster schicken?",
        "Die Aufsicht prüft ab 1. März. Darf ich das Muster schicken?",
    ),
    (
        "copy/claim-no-proof",
        "Schichtwerk ist der Marktführer für Planung. Darf ich Ihnen das Muster schicken?",
        "Schichtwerk ist der Marktführer für Planung: bei Wenzel planen 140 Leute damit. Darf ich Ihnen das Muster schicken?",
    ),
    (
        "copy/claim-no-proof",
        "Wir senken Ihre Kosten um 40 Prozent. Darf ich Ihnen das Muster schicken?",
        "Ihr Ausschuss liegt bei 8 Prozent. Darf ich Ihnen das Muster schicken?",
    ),
    (
        "copy/claim-no-proof",
        "Schichtwerk ist 3x schneller. Darf ich Ihnen das Muster schicken?",
        "Wir senken die Rüstzeit um 20 Prozent: bei Wenzel von 50 auf 40 Minuten. Darf ich Ihnen das Muster schicken?",
    ),
    (
        "copy/claim-no-proof",
        "Mit uns planen Sie doppelt so schnell. Darf ich Ihnen das Muster schicken?",
        "Ein Betrieb in Aalen hat die Fehlteile halbiert. Darf ich Ihnen das Muster schicken?",
    ),
    (
        "copy/claim-no-proof",
        "Über 500 Unternehmen vertrauen uns. Darf ich Ihnen das Muster schicken?",
        "Bei Wenzel und 40 weiteren Betrieben planen die Meister damit. Darf ich Ihnen das Muster schicken?",
    ),
    (
        "copy/claim-no-proof",
        "Wir verdoppeln Ihren Durchsatz. Darf ich Ihnen das Muster schicken?",
        "Ihr Durchsatz verdoppelt sich im Herbst. Darf ich Ihnen das Muster schicken?",
    ),
    (
        "copy/claim-no-proof",
        "Unsere Planung ist dreimal so schnell. Darf ich Ihnen das Muster schicken?",
        "Ihre Meister planen dreimal am Tag um. Darf ich Ihnen das Muster schicken?",
    ),
    (
        "copy/claim-no-proof",
        "Damit sparen Sie 30 % der Zeit. Darf ich Ihnen das Muster schicken?",
        "Sie bekommen 30 % Rabatt im ersten Jahr. Darf ich Ihnen das Muster schicken?",
    ),
    (
        "copy/wrong-addressee",
        "Guten Tag, als Leiterin der Buchhaltung sehen Sie die offenen Posten zuerst. Darf ich das Muster schicken?",
        "Guten Tag, als Produktionsleiterin sehen Sie die Fehlteile zuerst. Darf ich das Muster schicken?",
    ),
];

#[test]
fn each_german_rule_is_raised_by_its_fault_alone() {
    for (rule, bad, good) in PAIRS {
        let of_bad = raised(Function::Operations, "cold_email", bad);
        assert!(of_bad.contains(rule), "{rule} missed: {of_bad:?}");
        let of_good = raised(Function::Operations, "cold_email", good);
        assert!(!of_good.contains(rule), "{rule} falsely raised: {good}");
    }
}

#[test]
fn a_date_makes_haste_honest() {
    let body = "Das Angebot endet heute, am 31.12.2026. Darf ich das Muster schicken?";
    assert!(!raised(Function::Operations, "cold_email", body).contains("copy/false-urgency"));
}

#[test]
fn german_duties_speak_to_their_own_function() {
    let mails = [
        (
            Function::Finance,
            "Guten Tag Frau Beck, zum Monatsabschluss fehlen Ihnen wieder Belege, Sie buchen Rückstellungen auf Verdacht, und der Wirtschaftsprüfer fragt nach den offenen Posten. Darf ich das Muster schicken?",
        ),
        (
            Function::Hr,
            "Guten Tag Frau Beck, Ihre Stellenanzeigen laufen seit Wochen, Bewerber sagen nach dem Vorstellungsgespräch ab, und die Fluktuation steigt. Darf ich das Muster schicken?",
        ),
        (
            Function::Procurement,
            "Guten Tag Herr Lang, Ihre Lieferanten kündigen Preiserhöhungen an, die Ausschreibung läuft noch, und Rahmenverträge laufen aus. Darf ich das Muster schicken?",
        ),
        (
            Function::Operations,
            "Guten Tag Herr Lang, Ihre Nachtschicht schreibt Stillstände auf Papier, Fehlteile fallen erst früh auf, und die Liefertreue sinkt. Darf ich das Muster schicken?",
        ),
    ];
    for (function, body) in mails {
        for meant in [
            Function::Finance,
            Function::Hr,
            Function::Procurement,
            Function::Operations,
        ] {
            let says = raised(meant, "cold_email", body).contains("copy/wrong-addressee");
            assert_eq!(
                says,
                meant != function,
                "{} for {}",
                function.as_str(),
                meant.as_str()
            );
        }
    }
}

#[test]
fn other_languages_say_what_did_not_run() {
    let mut copy = fixtures::copy("Bonjour, votre ligne est à l'arrêt.");
    copy.language = "fr".to_owned();
    copy.channel = Some("cold_email".to_owned());
    let workspace = Workspace {
        personas: vec![fixtures::persona(&[], &[])],
        copies: vec![copy],
        ..Workspace::default()
    };
    let checked = crate::rules::check_all(&workspace);
    let why = |name: &str| {
        let rule = checked.not_run.iter().find(|rule| rule.name == name);
        rule.map(|rule| rule.why)
    };
    assert_eq!(why("copy/we-we"), Some("it reads English and German only"));
    assert_eq!(why("copy/hard-to-read"), Some("it reads English only"));
}

#[test]
fn small_german_words_meet_no_pain() {
    let persona = fixtures::persona(
        &[],
        &["Lieferanten erhöhen die Preise und niemand vergleicht"],
    );
    let met =
        |body: &str| crate::fit::persona_fit(&fixtures::copy(body), &persona).pains[0].is_met();
    assert!(!met(
        "Die Nachtschicht schreibt auf Papier, und die Liefertreue fällt."
    ));
    assert!(met("Drei Lieferanten kündigen neue Preise an."));
}
