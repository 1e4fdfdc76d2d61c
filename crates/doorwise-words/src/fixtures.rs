//! Small nouns for tests.

use std::path::{Path, PathBuf};

use doorwise_model::card::{Card, Criterion, Tiers};
use doorwise_model::condition::Condition;
use doorwise_model::copy::Copy;
use doorwise_model::diagnostic::{Place, Span};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::offer::{Offer, Sender};
use doorwise_model::persona::{Objection, Persona, Role};
use doorwise_model::proof::Proof;
use doorwise_model::statement::Statement;
use doorwise_model::workspace::Workspace;
use doorwise_vocab::title::{Function, Seniority};

pub(crate) fn place(file: &str, line: usize) -> Place {
    Place::text(
        Path::new(file),
        Some(Span {
            line,
            column: 11,
            length: 1,
        }),
    )
}

pub(crate) fn statement(says: &str, line: usize) -> Statement {
    Statement {
        says: says.into(),
        metric: None,
        evidence: Vec::new(),
        timing: Default::default(),
        place: place("personas/p.yaml", line),
        assumed: true,
    }
}

pub(crate) fn persona(goals: &[&str], pains: &[&str]) -> Persona {
    Persona {
        id: "p".into(),
        name: "Head of Marketing Meera".into(),
        icp: "i".into(),
        role: Role {
            function: Some(Function::Marketing),
            seniorities: vec![Seniority::Head],
            titles: vec!["Head of Marketing".into()],
        },
        buying_roles: Vec::new(),
        goals: goals
            .iter()
            .enumerate()
            .map(|(idx, says)| statement(says, 10 + idx))
            .collect(),
        pains: pains
            .iter()
            .enumerate()
            .map(|(idx, says)| statement(says, 20 + idx))
            .collect(),
        objections: Vec::new(),
        triggers: Vec::new(),
        uses: Vec::new(),
        never: Vec::new(),
        alternatives: Vec::new(),
        boss_asks: None,
        watering_holes: Vec::new(),
        spending_limit: None,
        veto_holders: Vec::new(),
        reviewed: None,
        not_understood: Vec::new(),
        role_assumed: true,
        place: place("personas/p.yaml", 1),
    }
}

pub(crate) fn objection(says: &str, answer: Option<&str>, proof: Option<&str>) -> Objection {
    Objection {
        statement: statement(says, 30),
        answer: answer.map(str::to_owned),
        proof: proof.map(str::to_owned),
    }
}

pub(crate) fn icp(notes: &[&str]) -> Icp {
    icp_of("IN", notes)
}

pub(crate) fn icp_in(place: &str) -> Icp {
    icp_of(place, &[])
}

fn icp_of(land: &str, notes: &[&str]) -> Icp {
    let gate = |field: Field, written: &str| Criterion {
        any_of: vec![Condition::parse(&field, written).expect("a condition")],
        field,
        why: None,
        place: place("icps/i.yaml", 4),
        assumed: true,
    };
    Icp {
        id: "i".into(),
        name: "B2B SaaS in India".into(),
        card: Card {
            gates: vec![
                gate(Field::Industry, "software.saas"),
                gate(Field::Place, land),
                gate(Field::Employees, "10..50"),
            ],
            exclusions: Vec::new(),
            tables: Vec::new(),
            tiers: Tiers::new(Vec::new()),
            rates: Default::default(),
        },
        calibration: None,
        notes: notes
            .iter()
            .enumerate()
            .map(|(idx, says)| Statement {
                place: place("icps/i.yaml", 10 + idx),
                ..statement(says, 0)
            })
            .collect(),
        triggers: Vec::new(),
        languages: Vec::new(),
        reviewed: None,
        overrides: Vec::new(),
        not_understood: Vec::new(),
        place: place("icps/i.yaml", 1),
    }
}

pub(crate) fn offer() -> Offer {
    Offer {
        says: Some(
            "shows which deals came from marketing, on top of the CRM you already have".into(),
        ),
        product: Some("Tallyroom".into()),
        buying_function: Some(Function::Marketing),
        price: None,
        sender: Sender {
            name: Some("Arjun Rao".into()),
            role: Some("Co-founder".into()),
            email: Some("arjun@tallyroom.example".into()),
            address: Some("4 Invented Lane, Bengaluru 560000, India".into()),
        },
        competitors: Vec::new(),
        asks: vec!["a sample of the Monday page on your own data".into()],
        assumed: false,
        place: place("doorwise.yaml", 3),
        places: Default::default(),
    }
}

pub(crate) fn proof(id: &str, claim: &str, customer: &str, company: &[(&str, &str)]) -> Proof {
    Proof {
        id: id.into(),
        claim: claim.into(),
        customer: Some(customer.into()),
        company: company
            .iter()
            .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()))
            .collect(),
        source: "a log".into(),
        place: place("proof/proofs.yaml", 2),
    }
}

pub(crate) fn copy(body: &str) -> Copy {
    Copy {
        file: PathBuf::from("copy/mail.md"),
        persona: "p".into(),
        persona_span: Some(Span {
            line: 2,
            column: 10,
            length: 1,
        }),
        channel: Some("cold_email".into()),
        goal: None,
        subject: None,
        language: "en".into(),
        body: body.into(),
        body_line: 5,
        ..Copy::default()
    }
}

pub(crate) fn workspace(icps: Vec<Icp>, personas: Vec<Persona>, copies: Vec<Copy>) -> Workspace {
    Workspace {
        root: PathBuf::new(),
        name: "Tallyroom".into(),
        offer: offer(),
        currency: None,
        rates: Default::default(),
        as_of: None,
        tables: Vec::new(),
        icps,
        personas,
        proofs: Vec::new(),
        copies,
        ..Workspace::default()
    }
}
