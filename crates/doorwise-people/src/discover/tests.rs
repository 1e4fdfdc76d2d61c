//! Invented people and deals.

use std::path::Path;

use doorwise_model::Place;
use doorwise_model::deal::{Contact, Deal, DealSeat, Outcome};
use doorwise_model::persona::{Persona, Role};
use doorwise_vocab::title::{Band, Function, Seniority};

use super::*;
use crate::interview;
use crate::listen;

const CALL: &str = "\
Interviewer: Thanks for the time. What is your job there?

Asha Menon: I run marketing, two people and an intern. I have to bring forty qualified meetings a month.

Interviewer: What goes wrong?

Asha Menon: Every Monday I match leads by hand in a sheet and it takes me four hours. Nobody can tell me which webinar brought the deal.

Interviewer: What would stop you?

Asha Menon: My founder will ask why can't the CRM do it. I won't touch anything that needs a three month project.
";

const OTHER: &str = "\
Interviewer: You are the head of marketing at Fernmill. What goes wrong?

Bilal Khan: Every Friday I match leads by hand and I lose half a day with it. The sheet is always wrong.

Interviewer: Who else has a say?

Vera Koch: I am the CFO. Above two thousand a month I sign.

Interviewer: Anything to add?

Vera Koch: No.

Bilal Khan: No, thanks.
";

fn contact(name: &str, title: &str, deals: &[usize]) -> Contact {
    Contact {
        id: name.to_owned(),
        name: name.to_owned(),
        title: title.to_owned(),
        email: None,
        company: deals.first().copied(),
        deals: deals
            .iter()
            .map(|deal| DealSeat {
                deal: *deal,
                buying_role: None,
                crm_role: None,
                attached: None,
            })
            .collect(),
        row: format!("contacts.csv:{name}"),
    }
}

fn deal(at: usize, outcome: Outcome) -> Deal {
    Deal {
        id: format!("D{at}"),
        company: Some(at),
        company_name: format!("Company {at}"),
        outcome: Some(outcome),
        amount: None,
        created: None,
        closed: None,
        source: None,
        loss_reason: None,
        competitor: None,
        notes: None,
        stages: Vec::new(),
        row: format!("deals.csv:{}", at + 2),
    }
}

fn heard(files: &[(&str, &str)]) -> (Vec<Interview>, Vec<Record>) {
    let interviews: Vec<Interview> = files
        .iter()
        .map(|(file, text)| interview::read(Path::new(file), text).value)
        .collect();
    let mut records: Vec<Record> = interviews.iter().flat_map(listen::mine).collect();
    listen::themes(&mut records);
    (interviews, records)
}

#[test]
fn a_title_is_known_from_a_contact_or_an_introduction_and_never_from_two_namesakes() {
    let (interviews, _) = heard(&[("asha.md", CALL), ("other.md", OTHER)]);
    let contacts = [
        contact("Vera Koch", "Chief Financial Officer", &[0]),
        contact("Bilal Khan", "CTO", &[0]),
        contact("Bilal Khan", "Sales Manager", &[1]),
    ];
    let found = speakers(&interviews, &contacts);
    let of = |name: &str| {
        let speaker = found.iter().find(|speaker| speaker.name == name);
        speaker.map(|speaker| (speaker.cell, speaker.from.clone()))
    };
    let marketing = Some((Function::Marketing, Band::Leader));
    assert_eq!(of("Asha Menon"), Some((marketing, TitleFrom::Said(3))));
    assert_eq!(
        of("Vera Koch"),
        Some((
            Some((Function::Finance, Band::Executive)),
            TitleFrom::Contact("contacts.csv:Vera Koch".to_owned())
        ))
    );
    // Two people answer here, so "you are the head of marketing" is not surely said to him.
    assert_eq!(of("Bilal Khan"), Some((None, TitleFrom::Unknown)));
}

#[test]
fn a_file_name_is_the_last_word_on_a_title() {
    let plain = "Interviewer: What goes wrong?\n\nDana Wolf: We lose two days every month with the close.\n\nInterviewer: And then?\n\nDana Wolf: Then we start again.\n";
    let (interviews, _) = heard(&[("mill-finance-director.md", plain)]);
    let found = speakers(&interviews, &[]);
    assert_eq!(found[0].from, TitleFrom::FileName);
    assert_eq!(found[0].cell, Some((Function::Finance, Band::Leader)));
}

fn proposals(personas: &[&Persona]) -> (Vec<Proposal>, Vec<Record>) {
    let (interviews, records) = heard(&[("asha.md", CALL), ("other.md", OTHER)]);
    let mut contacts: Vec<Contact> = (0..10)
        .map(|at| contact(&format!("Person {at}"), "Sales Manager", &[at]))
        .collect();
    contacts.push(contact("Asha Menon", "Head of Marketing", &[0]));
    contacts.push(contact("Bilal Khan", "Marketing Head", &[1]));
    let deals: Vec<Deal> = (0..12)
        .map(|at| match at % 2 {
            0 => deal(at, Outcome::Won),
            _ => deal(at, Outcome::Lost),
        })
        .collect();
    let speakers = speakers(&interviews, &contacts);
    let found = discover(&Source {
        deals: &deals,
        contacts: &contacts,
        interviews: &interviews,
        records: &records,
        personas,
        speakers: &speakers,
    });
    (found, records)
}

#[test]
fn personas_come_from_people_who_were_asked_or_carry_deals() {
    let (found, records) = proposals(&[]);
    let cells: Vec<_> = found.iter().map(|one| (one.function, one.band)).collect();
    assert!(
        cells.contains(&(Function::Marketing, Band::Leader)),
        "{cells:?}"
    );
    assert!(
        cells.contains(&(Function::Sales, Band::Practitioner))
            || cells.contains(&(Function::Sales, Band::Leader)),
        "{cells:?}"
    );
    let marketing = &found[0];
    assert_eq!(marketing.people.len(), 2);
    assert_eq!(
        marketing.seen.map(|seen| (seen.won_with, seen.lost_with)),
        Some((1, 1))
    );
    // Nothing is said that is not the words of one of its people.
    for said in &marketing.said {
        for at in &said.records {
            let record = &records[*at];
            assert!(CALL.contains(&record.quote) || OTHER.contains(&record.quote));
            assert!(["Asha Menon", "Bilal Khan"].contains(&record.speaker.as_str()));
        }
    }
    assert!(marketing.said.iter().any(|said| said.kind == Kind::Pain));
    assert_eq!(
        marketing.boss_asks.as_ref().map(|(asks, _)| asks.as_str()),
        Some("why can't the CRM do it")
    );
    // Who was never asked says nothing, and has no missing kind either: the person is missing.
    let sales = found
        .iter()
        .find(|one| one.function == Function::Sales)
        .expect("sales carry deals");
    assert!(sales.said.is_empty() && sales.words.is_empty() && sales.missing.is_empty());
}

#[test]
fn a_persona_that_is_there_keeps_its_quotes_and_is_not_proposed_twice() {
    let (fresh, records) = proposals(&[]);
    let pain = fresh[0]
        .said
        .iter()
        .find(|said| said.kind == Kind::Pain)
        .expect("a pain");
    let quote = records[pain.records[0]].quote.clone();
    let place = Place::text(Path::new("personas/head.yaml"), None);
    let persona = Persona {
        id: "head".to_owned(),
        name: "Head".to_owned(),
        icp: "one".to_owned(),
        role: Role {
            function: Some(Function::Marketing),
            seniorities: vec![Seniority::Head],
            titles: Vec::new(),
        },
        buying_roles: Vec::new(),
        goals: Vec::new(),
        pains: vec![Statement {
            says: "matches leads by hand".to_owned(),
            metric: None,
            evidence: vec![doorwise_model::statement::Quote {
                quote,
                speaker: Some("Asha Menon".to_owned()),
                file: "asha.md".into(),
                place: place.clone(),
            }],
            timing: Default::default(),
            place: place.clone(),
            assumed: false,
        }],
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
        role_assumed: false,
        place,
    };
    let (found, _) = proposals(&[&persona]);
    let own: Vec<&Proposal> = found.iter().filter(|one| one.persona == Some(0)).collect();
    assert_eq!(own.len(), 1);
    let same = own[0]
        .said
        .iter()
        .find(|said| (said.kind, &said.theme) == (pain.kind, &pain.theme));
    assert!(same.is_some_and(|said| said.is_known));
}
