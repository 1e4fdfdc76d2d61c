use std::fs;
use std::path::Path;

use doorwise_vocab::title::{Function, Seniority};
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::diagnostic::Diagnostic;
use crate::sentence::PersonaSketch;
use crate::sentence::icp;
use crate::tables::{OutcomeWords, TableKind};
use crate::workspace::load;

/// Writes files into a fresh folder and loads it; returns what the reader complains of.
fn load_all(files: &[(&str, &str)]) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    load::load(folder.path()).expect("a workspace").diagnostics
}

fn check_icp(sentence: &str, expected: &Expect) {
    let sketch = icp(sentence);
    let id = icp_id(&sketch);
    let yaml = icp_yaml(&sketch, &id);
    expected.assert_eq(&yaml);
    assert_eq!(
        load_all(&[(&format!("icps/{id}.yaml"), &yaml)]),
        [],
        "{yaml}"
    );
}

fn meera() -> PersonaSketch {
    PersonaSketch {
        name: Some("Meera".into()),
        titles: vec!["Head of Marketing".into()],
        function: Some(Function::Marketing),
        seniorities: vec![Seniority::Head],
        goals: vec!["prove pipeline to her founder".into()],
        pains: vec!["tired of low-quality leads".into()],
        ..PersonaSketch::default()
    }
}

#[test]
fn writes_the_seed_icp() {
    check_icp(
        "B2B SaaS companies, 10 to 50 employees, Series A, in India",
        &expect![[r#"
        # yaml-language-server: $schema=../.doorwise/schema/icp.json
        icp: b2b-saas-india
        name: B2B SaaS in India, 10 to 50 people, Series A
        gates:
          - business_model: b2b
          - industry: software.saas
          - place: IN
          - employees: 5..100
          - stage: [seed, series_a, series_b]
        points:
          - employees: { 10..50: 3, 5..9: 1, 51..100: 1 }
          - stage: { series_a: 3, seed: 1, series_b: 1 }
        tiers: { A: 6, B: 4, C: 0 }
        assumption: all
    "#]],
    );
}

#[test]
fn writes_icps_with_other_parts() {
    check_icp(
        "D2C brands in Mumbai doing 5 to 50 crore revenue",
        &expect![[r#"
        # yaml-language-server: $schema=../.doorwise/schema/icp.json
        icp: b2c-mumbai
        name: B2C in Mumbai, 5 crore to 50 crore INR revenue
        gates:
          - business_model: b2c
          - place: IN-MH/mumbai
          - revenue: 2.5 crore..100 crore INR
        points:
          - revenue: { 5 crore..50 crore INR: 3, 2.5 crore..49999999 INR: 1, 500000001..100 crore INR: 1 }
        tiers: { A: 3, B: 0 }
        assumption: all
    "#]],
    );
    check_icp(
        "manufacturers in Germany with 100 to 500 employees, family owned, no automotive",
        &expect![[r#"
        # yaml-language-server: $schema=../.doorwise/schema/icp.json
        icp: manufacturing-germany
        name: Manufacturing in Germany, 100 to 500 people, Family-owned
        gates:
          - industry: manufacturing
          - place: DE
          - employees: 50..1000
          - stage: family_owned
        exclusions:
          - industry: [manufacturing.automotive]
        points:
          - employees: { 100..500: 3, 50..99: 1, 501..1000: 1 }
        tiers: { A: 3, B: 0 }
        assumption: all
    "#]],
    );
    check_icp(
        "fintech startups in Bengaluru using HubSpot, seed to Series A, under 50 people, zorblaxed: yes",
        &expect![[r##"
        # yaml-language-server: $schema=../.doorwise/schema/icp.json
        icp: fintech-bengaluru
        name: Fintech in Bengaluru, at most 49 people, Seed to Series A
        gates:
          - industry: financial-services.fintech
          - place: IN-KA/bengaluru
          - tools: hubspot
          - employees: ..98
          - stage: [pre_seed, seed, series_a, series_b]
        points:
          - employees: { ..49: 3, 50..98: 1 }
          - stage: { seed: 3, series_a: 3, pre_seed: 1, series_b: 1 }
        tiers: { A: 6, B: 4, C: 0 }
        not_understood:
          - zorblaxed
          - "yes"
        assumption: all
    "##]],
    );
    check_icp(
        "B2B SaaS, 50-200 people, US & Canada, Series B+, $2M+ ARR, founded after 2015",
        &expect![[r#"
        # yaml-language-server: $schema=../.doorwise/schema/icp.json
        icp: b2b-saas-united-states-canada
        name: B2B SaaS in United States or Canada, 50 to 200 people, 2M USD or more revenue, Series B to Series D or later
        gates:
          - business_model: b2b
          - industry: software.saas
          - place: [US, CA]
          - employees: 25..400
          - revenue: 1M.. USD
          - stage: [series_a, series_b, series_c, series_d_plus, growth_pe]
          - founded: 2016..
        points:
          - employees: { 50..200: 3, 25..49: 1, 201..400: 1 }
          - revenue: { 2M.. USD: 3, 1M..1999999 USD: 1 }
          - stage: { series_b: 3, series_c: 3, series_d_plus: 3, series_a: 1, growth_pe: 1 }
        tiers: { A: 9, B: 7, C: 0 }
        assumption: all
    "#]],
    );
    check_icp(
        "dental clinics in Norway",
        &expect![[r##"
        # yaml-language-server: $schema=../.doorwise/schema/icp.json
        icp: dental-practices-norway
        name: Dental practices in Norway
        gates:
          - industry: healthcare.providers.dental
          - place: "NO"
        assumption: all
    "##]],
    );
    check_icp(
        "",
        &expect![[r#"
        # yaml-language-server: $schema=../.doorwise/schema/icp.json
        icp: first-icp
        name: Companies
        assumption: all
    "#]],
    );
}

#[test]
fn writes_the_seed_persona() {
    let parts = meera();
    let (id, sketch) = (
        persona_id(&parts),
        icp("B2B SaaS companies, 10 to 50 employees, Series A, in India"),
    );
    let yaml = persona_yaml(&parts, &id, "b2b-saas-india");
    expect![[r#"
        # yaml-language-server: $schema=../.doorwise/schema/persona.json
        persona: head-of-marketing
        name: Head of Marketing Meera
        icp: b2b-saas-india
        role: { function: marketing, seniority: [head, director, vp], titles: [Head of Marketing, Marketing Head, Marketing Director, VP Marketing] }
        buying_roles: [champion]
        goals:
          - says: prove pipeline to her founder
        pains:
          - says: tired of low-quality leads
        assumption: all
    "#]].assert_eq(&yaml);
    let found = load_all(&[
        (
            "icps/b2b-saas-india.yaml",
            &icp_yaml(&sketch, "b2b-saas-india"),
        ),
        (&format!("personas/{id}.yaml"), &yaml),
    ]);
    assert_eq!(found, []);
}

#[test]
fn writes_doorwise_yaml_with_confidences() {
    let column = |field: &str, header: &[&str], confidence| ColumnPart {
        field: field.into(),
        headers: header.iter().map(|text| (*text).into()).collect(),
        confidence,
        why: "header and\ncontent".into(),
    };
    let parts = SetupParts {
        name: Some("Acme: the \"best\"".into()),
        offer_says: Some("shows which deals came from marketing".into()),
        buying_function: Some(Function::Marketing),
        currency: "INR".parse().ok(),
        tables: vec![TableParts {
            kind: TableKind::Deals,
            path: "data/our deals.xlsx".into(),
            sheet: Some("No".into()),
            encoding: None,
            joined: Vec::new(),
            columns: vec![
                column("outcome", &["Status #1"], 0.94),
                column("company", &["Org", "a, b"], 0.5),
            ],
            outcomes: OutcomeWords {
                won: vec!["yes".into()],
                lost: vec!["no, lost".into()],
                open: Vec::new(),
            },
            currency: None,
        }],
        ..SetupParts::default()
    };
    let yaml = doorwise_yaml(&parts);
    expect![[r##"
        # yaml-language-server: $schema=.doorwise/schema/doorwise.json
        name: "Acme: the \"best\""
        offer:
          says: shows which deals came from marketing
          buying_function: marketing
          assumption: all
        currency: INR
        tables:
          deals:
            path: data/our deals.xlsx
            sheet: "No"
            columns:
              outcome: "Status #1"   # 0.94, header and content
              company: [Org, "a, b"]   # 0.50, header and content
            outcomes:
              won: ["yes"]
              lost: ["no, lost"]
    "##]]
    .assert_eq(&yaml);
    assert_eq!(load_all(&[("doorwise.yaml", &yaml)]), []);
}

#[test]
fn writes_a_schema_for_every_kind_of_file() {
    let files = schema_files();
    for (kind, (path, text)) in FileKind::ALL.into_iter().zip(&files) {
        assert_eq!(*path, format!(".doorwise/schema/{}", kind.schema_name()));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(text).expect("JSON"),
            *kind.schema()
        );
    }
    assert_eq!(files.len(), FileKind::ALL.len());
}

#[test]
fn writes_amounts_exactly() {
    for (amount, code, shown) in [
        (5e7, "INR", "5 crore"),
        (2.5e7, "INR", "2.5 crore"),
        (49_999_999.0, "INR", "49999999"),
        (150_000.0, "INR", "1.5 lakh"),
        (1e6, "USD", "1M"),
        (1.25e6, "USD", "1250k"),
        (1_250_001.0, "EUR", "1250001"),
        (2e9, "EUR", "2B"),
        (0.0, "USD", "0"),
    ] {
        assert_eq!(
            show_amount(amount, code.parse().expect("a currency")),
            shown
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_said_loads(
        words in prop::collection::vec(
            "B2B|D2C|SaaS|fintech|agencies|in|no|not|excluding|Norway|EU|Texas|,|;|&|[0-9]{1,4} (to [0-9]{1,4} )?(people|employees)|under 1 people|0 employees|1-1 staff|\\$[0-9]{1,3}[kM]?-[0-9]{2,4}M revenue|over 3 crore revenue|Series [A-F][+]?|bootstrapped|public|family owned|founded (in|before|after|since) [12][0-9]{3}|using Jira|hiring|for hospitals|yes|[!-~]{1,8}|\\PC{1,4}",
            0..14,
        ),
        person in "\\PC{0,12}|[ -~]{0,14}",
    ) {
        let sketch = icp(&words.join(" "));
        let id = icp_id(&sketch);
        let yaml = icp_yaml(&sketch, &id);
        let parts = PersonaSketch {
            name: Some(person.clone()),
            titles: vec![person.clone()],
            function: Some(Function::Sales),
            seniorities: vec![Seniority::CLevel],
            goals: vec![person.clone()],
            objections: vec![person.clone()],
            not_understood: vec![person],
            ..PersonaSketch::default()
        };
        let persona = persona_id(&parts);
        let found = load_all(&[
            (&format!("icps/{id}.yaml"), &yaml),
            (&format!("personas/{persona}.yaml"), &persona_yaml(&parts, &persona, &id)),
        ]);
        // "SaaS, no SaaS" leaves nobody, and the reader is right to say so.
        let own_faults: Vec<_> = found.into_iter().filter(|diagnostic| diagnostic.name != "icp/nobody-passes").collect();
        prop_assert!(own_faults.is_empty(), "{own_faults:?}\n{words:?}\n{yaml}");
    }
}
