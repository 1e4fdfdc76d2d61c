//! Titles as people type them in their first hour: capitals, possessives, care and online trade.

use super::*;

#[test]
fn british_capitals_are_read_and_plurals_of_capitals_are_not() {
    for (text, function, seniority) in [
        ("FD", "finance", "director"),
        ("Group FD", "finance", "director"),
        ("Interim FD", "finance", "director"),
        ("FC", "finance", "manager"),
        ("FDs", "finance", "director"),
        ("GFC", "finance", "director"),
        ("DON", "other", "director"),
        ("Vertriebsleiter EMS", "sales", "head"),
        ("Marketing Manager POS", "marketing", "manager"),
    ] {
        assert_eq!(cell(text), (function, seniority), "{text}");
    }
    for text in ["fd", "fc", "don"] {
        assert_eq!(cell(text), ("other", "unknown"), "{text}");
    }
}

#[test]
fn an_assistant_does_not_hold_the_rank_of_another() {
    for text in [
        "Director's PA",
        "CEO's PA",
        "MD's Secretary",
        "VP's EA",
        "Director PA",
        "Managing Director Secretary",
        "Marketing Director's PA",
        "Sales Manager's Assistant",
        "Director's Assistant",
        "CEO Assistant",
    ] {
        assert_eq!(cell(text), ("admin", "ic"), "{text}");
    }
    for (text, function, seniority) in [
        // Nobody's assistant, and nobody's rank.
        ("Director's Driver", "other", "ic"),
        ("Assistant Managing Director", "executive", "c_level"),
        ("Manager Admin", "admin", "manager"),
        ("Children's Services Director", "customer", "director"),
        ("Mechanic's Helper", "operations", "ic"),
    ] {
        assert_eq!(cell(text), (function, seniority), "{text}");
    }
}

#[test]
fn care_is_led_by_people_with_a_rank() {
    for (text, seniority) in [
        ("Matron", "manager"),
        ("Head of Nursing", "head"),
        ("Director of Nursing", "director"),
        ("Pflegedienstleitung", "head"),
        ("PDL", "head"),
        ("Pflegedirektorin", "director"),
        ("Stationsleitung", "head"),
        ("Ärztlicher Direktor", "director"),
        ("Chefärztin", "head"),
        ("Oberärztin", "ic"),
        ("Directeur des soins", "director"),
        ("Cadre de santé", "manager"),
        ("Jefa de Enfermería", "head"),
    ] {
        assert_eq!(cell(text), ("other", seniority), "{text}");
    }
    assert_eq!(cell("Personalleitung Krankenhaus"), ("hr", "head"));
    assert_eq!(cell("Practice manager"), ("operations", "manager"));
    assert_eq!(cell("Einkaufsleiter Klinikum"), ("procurement", "head"));
}

#[test]
fn online_trade_is_marketing_and_leaves_builders_and_founders_alone() {
    for text in [
        "Head - Ecom",
        "D2C Head",
        "Head - D2C",
        "Head of Quick Commerce",
    ] {
        assert_eq!(cell(text), ("marketing", "head"), "{text}");
    }
    assert_eq!(cell("E-com Manager"), ("marketing", "manager"));
    assert_eq!(cell("Ecommerce Engineer"), ("engineering", "ic"));
    assert_eq!(cell("Founder, D2C"), ("executive", "founder"));
    assert_eq!(cell("VP Sales, D2C"), ("sales", "vp"));
}

#[test]
fn money_lent_is_finance_and_other_risk_is_legal() {
    assert_eq!(cell("Asst. Vice President, Credit Risk"), ("finance", "vp"));
    assert_eq!(cell("Market Risk Analyst"), ("finance", "ic"));
    assert_eq!(cell("Head of Operational Risk"), ("legal", "head"));
    assert_eq!(cell("Chief Risk Officer"), ("legal", "c_level"));
    assert_eq!(cell("Manager (F&A)"), ("finance", "manager"));
    assert_eq!(cell("F&A Head"), ("finance", "head"));
}

#[test]
fn no_reason_contradicts_the_next() {
    let reasons = |text: &str| super::reasons(text).join("; ");
    assert_eq!(reasons("CHRO"), "head noun `CHRO` -> c_level; `CHRO` -> hr");
    assert_eq!(
        reasons("SSE"),
        "head noun `SSE` -> senior; `SSE` -> engineering"
    );
    assert_eq!(
        reasons("Chief People Officer"),
        "head noun `Officer` -> ic; `Chief` -> c_level; `People` before it -> hr"
    );
    assert_eq!(
        reasons("Co-Founder & CTO"),
        "2 jobs named, the highest stands first; head noun `Co-Founder` -> founder; \
         `CTO` -> engineering; function of the other job -> engineering"
    );
    assert_eq!(
        reasons("Founder & CEO"),
        "2 jobs named, the highest stands first; head noun `Founder` -> founder; `CEO` -> executive"
    );
}

#[test]
fn the_last_reason_of_each_kind_is_the_answer() {
    for (text, ..) in FRESH {
        let (title, reasons) = (title(text), reasons(text));
        let ranks: Vec<&str> = reasons
            .iter()
            .filter_map(|reason| reason.rsplit_once("-> "))
            .map(|(_, answer)| answer)
            .filter(|answer| Seniority::ALL.iter().any(|rank| rank.as_str() == *answer))
            .collect();
        if let Some(last) = ranks.last() {
            assert_eq!(*last, title.seniority.as_str(), "{text}: {:?}", reasons);
        }
    }
}

#[test]
fn small_letters_make_a_title_where_only_a_person_can_stand() {
    for (text, expected) in [
        ("HR head, wants to cut hiring time", "HR head"),
        ("growth head, wants more pipeline", "growth head"),
        ("our HR head loves it", "HR head"),
        ("sales lead, wants more replies", "sales lead"),
        ("data lead who runs the numbers", "data lead"),
        (
            "practice manager who is tired of phones",
            "practice manager",
        ),
        ("dispatcher, drowning in calls", "dispatcher"),
        ("matron, wants fewer forms", "matron"),
        ("The head of nursing at our hospital", "head of nursing"),
        ("Manager (F&A) at a plant", "Manager (F&A)"),
    ] {
        assert_eq!(found(text), Some(expected), "{text}");
    }
    for text in [
        "your marketing partner in Europe",
        "We built growth head-start kits",
        "Sales lead scoring for teams",
        "we hire drivers and nurses",
        "sales leads, wants",
    ] {
        assert_eq!(found(text), None, "{text}");
    }
    for text in [
        "HR head",
        "Growth head",
        "Practice manager",
        "Head of Nursing",
        "head of nursing",
        "dispatcher",
        "DISPATCHER",
        "Matron",
        "FD",
    ] {
        assert!(is_title(text), "{text}");
    }
}
