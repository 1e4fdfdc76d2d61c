//! Letters with several meanings, people beside people, jobs that are over, and what only looks sure.

use super::*;

fn sure(text: &str) -> bool {
    title(text).confidence >= 0.8
}

#[test]
fn letters_are_read_by_the_words_beside_them() {
    for (text, function, seniority) in [
        ("AM - Quality", "operations", "manager"),
        ("AM, Sales", "sales", "manager"),
        ("PM - Construction", "operations", "manager"),
        ("PM, Payments", "product", "manager"),
        ("RM - Home Loans", "sales", "manager"),
        ("RM Procurement", "procurement", "manager"),
        ("SM - Collections", "finance", "manager"),
        ("CPO (Procurement)", "procurement", "c_level"),
        ("CCO - Compliance", "legal", "c_level"),
    ] {
        assert_eq!(
            cell(text),
            (function, seniority),
            "{text}: {:?}",
            reasons(text)
        );
    }
    for text in ["AM", "PM", "RM", "CS", "CDO", "CSO", "PA"] {
        assert!(!sure(text), "{text}: {:?}", reasons(text));
    }
    for text in ["AM, Sales", "CFO", "CS Manager", "Account Manager"] {
        assert!(sure(text), "{text}: {:?}", reasons(text));
    }
    // In a sentence these letters are no job.
    assert_eq!(found("DM us for a demo"), None);
    assert_eq!(found("our SM spend doubled"), None);
}

#[test]
fn doubt_is_said() {
    for text in [
        "Trading Floor Officer",
        "Growth Lead",
        "Knowledge Worker",
        "Chief Bridesmaid",
        "Former Head of Sales at Oracle",
    ] {
        assert!(!sure(text), "{text}: {:?}", reasons(text));
    }
    assert!(reasons("PM").contains(&"less sure: the letters stand for several jobs".to_owned()));
    assert_eq!(title("Chief Bridesmaid").function, Function::Other);
}

#[test]
fn whom_somebody_serves_is_another() {
    for (text, function, seniority) in [
        ("Driver to the CEO & MD", "other", "ic"),
        ("Nurse to the President", "other", "ic"),
        ("EA, Office of the CFO", "admin", "ic"),
        ("Chief of Staff, Office of the COO", "strategy", "head"),
        ("Analyst, Office of the CFO", "finance", "ic"),
        ("Founder's wife", "other", "unknown"),
        ("Assistente van de directeur", "admin", "ic"),
        // An assistant of a function is nobody's.
        ("Assistente de Marketing", "marketing", "entry"),
        ("Account Manager to Enterprise", "sales", "manager"),
    ] {
        assert_eq!(
            cell(text),
            (function, seniority),
            "{text}: {:?}",
            reasons(text)
        );
    }
}

#[test]
fn jobs_that_are_over_and_remarks_are_flagged() {
    for text in [
        "Geschäftsführer a.D.",
        "CEO (retired)",
        "Retired",
        "Rentner, früher Vertriebsleiter bei Bosch",
        "Left the company - was Purchasing Manager",
        "no longer with company",
        "Ancien directeur commercial",
    ] {
        assert_eq!(flags(text), ["not_current"], "{text}: {:?}", reasons(text));
    }
    assert_eq!(
        cell("Rentner, früher Vertriebsleiter bei Bosch"),
        ("sales", "unknown")
    );
    for text in [
        "CFO (left in 2023)",
        "ne travaille plus ici",
        "niet meer werkzaam bij bedrijf",
        "Head of IT - resigned",
    ] {
        assert_eq!(flags(text), ["not_current"], "{text}: {:?}", reasons(text));
        assert_eq!(title(text).seniority, Seniority::Unknown, "{text}");
    }
    for text in ["Auf Jobsuche", "Unemployed", "Looking for my next role"] {
        assert_eq!(flags(text), ["open_to_work"], "{text}: {:?}", reasons(text));
    }
    for text in [
        "Ad Manager",
        "Late Shift Supervisor",
        "VP Sales (ex-Stripe)",
    ] {
        assert!(flags(text).is_empty(), "{text}: {:?}", flags(text));
    }
    for text in [
        "Service comptabilité",
        "Direction financière",
        "Billing contact",
        "Management Team",
        "Abteilung Buchhaltung",
        "sales@northwind-traders.com",
        "https://www.example.org/team",
        "+49 30 1234567",
        "Bluewave Solutions Pvt Ltd",
        "Blue Harbor Marketing LLC",
        "Sharma Enterprises",
        "Web form lead",
        "Trade show leads",
    ] {
        assert_eq!(flags(text), ["not_a_person"], "{text}: {:?}", reasons(text));
    }
    for text in [
        "CTO@acme.io",
        "Managing Director, Acme GmbH",
        "Geschäftsführer der Müller GmbH",
        "Software Engineer at Bluewave Solutions Pvt Ltd",
        "Tech Lead",
        "SEO Lead",
        "Referral Marketing Manager",
        "Head of Purchasing, Holding",
    ] {
        let read = title(text);
        assert!(
            read.is_person() && read.confidence >= 0.6,
            "{text}: {:?}",
            reasons(text)
        );
    }
    assert_eq!(flags("Service Manager"), Vec::<&str>::new());
}

#[test]
fn owners_run_the_firm_and_own_no_systems() {
    for (text, function, seniority) in [
        ("Restaurant Owner", "executive", "founder"),
        ("Owner & CFO", "finance", "founder"),
        ("System Owner", "it", "ic"),
        ("Dog Owner", "other", "unknown"),
    ] {
        assert_eq!(
            cell(text),
            (function, seniority),
            "{text}: {:?}",
            reasons(text)
        );
    }
}

#[test]
fn trades_are_known_and_their_chefs_lead() {
    for (text, function, seniority) in [
        ("Boilermaker", "operations", "ic"),
        ("Trockenbauer", "operations", "ic"),
        ("Plombier", "operations", "ic"),
        ("Albañil", "operations", "ic"),
        ("Pedreiro", "operations", "ic"),
        ("Idraulico", "operations", "ic"),
        ("Loodgieter", "operations", "ic"),
        ("Chef magasinier", "operations", "lead"),
        ("Chef plombier", "operations", "lead"),
        ("Técnico em Segurança do Trabalho", "operations", "ic"),
        ("Responsable sécurité au travail", "operations", "manager"),
        ("Responsable sécurité informatique", "security", "director"),
        ("Material Handler", "operations", "ic"),
        ("Church Administrator", "admin", "ic"),
        ("Staff Software Engineer", "engineering", "senior"),
    ] {
        assert_eq!(
            cell(text),
            (function, seniority),
            "{text}: {:?}",
            reasons(text)
        );
    }
}

#[test]
fn another_person_and_an_offered_post_are_not_the_contact() {
    for text in [
        "Replaced by Anna Schmidt",
        "Successor: Maria Lopez",
        "Nachfolge durch Frau Klein",
        "Economic buyer",
        "Setor de Compras",
        "Department of Anaesthesiology",
    ] {
        assert_eq!(flags(text), ["not_a_person"], "{text}: {:?}", reasons(text));
    }
    for (text, function, seniority) in [
        ("We are hiring! Senior Java Developers", "other", "unknown"),
        ("Vacancy: Finance Manager", "other", "unknown"),
        ("We are hiring | CTO", "engineering", "c_level"),
        (
            "Hiring for my team | Engineering Manager",
            "engineering",
            "manager",
        ),
        (
            "CEO of the Year 2022 finalist | Founder at Looply",
            "executive",
            "founder",
        ),
        ("Sales Manager of the Year 2023", "sales", "manager"),
    ] {
        assert_eq!(
            cell(text),
            (function, seniority),
            "{text}: {:?}",
            reasons(text)
        );
    }
}

#[test]
fn words_of_rank_mean_what_the_trade_means() {
    for (text, function, seniority) in [
        ("Deputy Secretary General", "executive", "c_level"),
        ("Fahrdienstleiterin", "operations", "ic"),
        ("Comercial", "sales", "ic"),
        ("Director Comercial", "sales", "director"),
        ("EA - CFO", "admin", "ic"),
        ("Security Officer, Gate 3", "other", "ic"),
        ("Data Engineer 3", "data", "senior"),
        ("Partner Relations Executive", "sales", "ic"),
        ("Treasurer, Students' Union", "other", "intern"),
        ("Vice President, Debate Society", "other", "intern"),
    ] {
        assert_eq!(
            cell(text),
            (function, seniority),
            "{text}: {:?}",
            reasons(text)
        );
    }
}

#[test]
fn a_post_that_is_offered_says_why_nothing_is_read() {
    assert_eq!(cell("We are hiring! Nurses"), ("other", "unknown"));
    let why = format!("{:?}", reasons("We are hiring! Nurses"));
    assert!(
        why.contains("`We are hiring` -> a post that is offered"),
        "{why}"
    );
}
