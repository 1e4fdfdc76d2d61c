use doorwise_model::diagnostic::Place;
use doorwise_model::persona::Role;
use doorwise_vocab::title::Seniority;
use expect_test::{Expect, expect};

use super::*;

fn deal(outcome: Outcome) -> Deal {
    Deal {
        id: "d".into(),
        company: None,
        company_name: "Acme".into(),
        outcome: Some(outcome),
        amount: None,
        created: Some("2026-01-01".parse().expect("a date")),
        closed: (outcome != Outcome::Open).then(|| "2026-04-11".parse().expect("a date")),
        source: None,
        loss_reason: None,
        notes: None,
        competitor: None,
        stages: Vec::new(),
        row: "deals.csv:2".into(),
    }
}

fn contact(name: &str, title: &str, seats: &[(usize, Option<&str>)]) -> Contact {
    Contact {
        id: name.into(),
        name: name.into(),
        title: title.into(),
        email: None,
        company: None,
        deals: seats
            .iter()
            .map(|(deal, attached)| DealSeat {
                deal: *deal,
                buying_role: None,
                crm_role: None,
                attached: attached.map(|day| day.parse().expect("a date")),
            })
            .collect(),
        row: "contacts.csv:2".into(),
    }
}

fn persona(titles: &[&str]) -> Persona {
    Persona {
        id: "p".into(),
        name: "Meera".into(),
        icp: "i".into(),
        role: Role {
            function: Some(Function::Marketing),
            seniorities: vec![Seniority::Head],
            titles: titles.iter().map(|title| (*title).to_owned()).collect(),
        },
        buying_roles: Vec::new(),
        goals: Vec::new(),
        pains: Vec::new(),
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
        place: Place::Workspace,
    }
}

fn check(deals: &[Deal], contacts: &[Contact], expected: Expect) {
    let attendance = presence(deals, contacts);
    let mut shown = format!(
        "won {} lost {} open {} nobody {} late {} undated {} unread {}\n",
        attendance.n_won,
        attendance.n_lost,
        attendance.n_open,
        attendance.n_without_people,
        attendance.n_late,
        attendance.n_undated,
        attendance.n_unread_titles
    );
    for row in attendance.seen {
        shown.push_str(&format!(
            "{} {:?}: won {}/{} lost {}/{} open {} missing in {:?}\n",
            row.function.as_str(),
            row.band,
            row.won_with,
            row.won_without,
            row.lost_with,
            row.lost_without,
            row.open_with,
            row.lost_deals_without
        ));
    }
    expected.assert_eq(&shown);
}

#[test]
fn counts_each_deal_once_and_leaves_late_arrivals_out() {
    let deals = [
        deal(Outcome::Won),
        deal(Outcome::Lost),
        deal(Outcome::Open),
        deal(Outcome::Lost),
    ];
    let early = Some("2026-01-10");
    let contacts = [
        contact("Meera", "Head of Marketing", &[(0, early), (2, early)]),
        contact("Nina", "VP Marketing", &[(0, early)]),
        contact("Farid", "Founder & CEO", &[(0, early), (1, None)]),
        contact(
            "Carl",
            "CFO",
            &[(0, Some("2026-04-05")), (1, Some("2026-05-01"))],
        ),
        contact("Quo", "zzz", &[(1, early)]),
    ];
    check(
        &deals,
        &contacts,
        expect![[r#"
            won 1 lost 1 open 1 nobody 1 late 2 undated 1 unread 1
            executive Executive: won 1/0 lost 1/0 open 0 missing in []
            marketing Leader: won 1/0 lost 0/1 open 1 missing in [1]
        "#]],
    );
}

#[test]
fn whoever_is_gone_counts_for_no_role() {
    let deals = [deal(Outcome::Won)];
    let day = Some("2026-01-10");
    let contacts = [
        contact("Ravi", "Former CFO", &[(0, day)]),
        contact("Uwe", "Ehemaliger Einkaufsleiter", &[(0, day)]),
        contact(
            "Ann",
            "Left the company - was Purchasing Manager",
            &[(0, day)],
        ),
        contact("Meera", "Head of Marketing, ex-Oracle", &[(0, day)]),
    ];
    let found = presence(&deals, &contacts);
    assert_eq!((found.n_gone, found.n_unread_titles), (3, 0));
    let seen: Vec<(Function, Band)> = found
        .seen
        .iter()
        .map(|row| (row.function, row.band))
        .collect();
    assert_eq!(seen, [(Function::Marketing, Band::Leader)]);

    let mut finance = persona(&[]);
    finance.role.function = Some(Function::Finance);
    finance.role.seniorities = vec![Seniority::CLevel];
    let all: Vec<&Contact> = contacts.iter().collect();
    assert_eq!(person_for(&finance, &all), None);
    let now = contact("Cara", "CFO", &[(0, day)]);
    let found = person_for(&finance, &[&contacts[0], &now]);
    assert_eq!(
        found.map(|(_, contact)| contact.name.as_str()),
        Some("Cara")
    );
}

#[test]
fn eighty_percent_of_the_cycle_is_still_in_time() {
    // The cycle has 100 days; day 80 is 22 March.
    let deals = [deal(Outcome::Won)];
    let on_day_80 = [contact(
        "Meera",
        "Head of Marketing",
        &[(0, Some("2026-03-22"))],
    )];
    let on_day_81 = [contact(
        "Meera",
        "Head of Marketing",
        &[(0, Some("2026-03-23"))],
    )];
    assert_eq!(presence(&deals, &on_day_80).n_late, 0);
    assert_eq!(presence(&deals, &on_day_81).n_late, 1);
}

#[test]
fn takes_the_sure_match_before_the_maybe() {
    let maybe = contact("A", "Marketing", &[]);
    let other = contact("B", "CTO", &[]);
    let sure = contact("C", "Head of Marketing", &[]);
    let persona = persona(&[]);
    let found = person_for(&persona, &[&maybe, &other, &sure])
        .map(|(found, who)| (found, who.name.as_str()));
    assert_eq!(found, Some((RoleMatch::Yes, "C")));
    let found =
        person_for(&persona, &[&maybe, &other]).map(|(found, who)| (found, who.name.as_str()));
    assert_eq!(found, Some((RoleMatch::Maybe, "A")));
    assert_eq!(person_for(&persona, &[&other]), None);
}

#[test]
fn who_held_a_listed_title_before_is_nobody_to_write_to() {
    let mut persona = persona(&[]);
    persona.role.titles = vec!["Former Head of Marketing".to_owned()];
    let gone = contact("A", "former head of marketing", &[]);
    assert_eq!(person_for(&persona, &[&gone]), None);
}

#[test]
fn writes_a_search_that_names_titles_and_company() {
    let found = search_string(
        &persona(&[
            "Head of Marketing",
            "head of marketing",
            "Marketing \"Head\"",
        ]),
        Some("Acme \"Pay\""),
    );
    assert!(
        found.starts_with("(\"Head of Marketing\" OR \"Marketing Head\" OR "),
        "{found}"
    );
    assert!(found.ends_with(") \"Acme Pay\""), "{found}");
    assert!(found.matches(" OR ").count() <= 7, "{found}");
    let mut nobody = persona(&[]);
    nobody.role.function = None;
    assert_eq!(search_string(&nobody, Some("Acme")), "");
}

/// Ten deals of 100 days; the finance head comes on day 95 of the won ones and is left out.
#[test]
fn late_arrivals_are_in_no_matrix_and_dates_are_counted() {
    let deals = [deal(Outcome::Won), deal(Outcome::Lost), deal(Outcome::Open)];
    let contacts = [
        contact(
            "Meera",
            "Head of Marketing",
            &[(0, Some("2026-01-05")), (1, None)],
        ),
        contact(
            "Farid",
            "Founder",
            &[(0, Some("2026-01-01")), (1, Some("2026-01-01")), (2, None)],
        ),
        contact("Omar", "Head of Finance", &[(0, Some("2026-04-06"))]),
    ];
    let role = |_: usize, contact: &Contact| cell(&title::title(&contact.title));
    let found = matrix::matrix(&deals, &contacts, |_| true, role);
    assert_eq!(found.deals, [0, 1]);
    assert_eq!(found.roles.len(), 2);
    assert_eq!((found.n_late, found.n_undated, found.n_seats), (1, 1, 5));
    // One of five is a fifth, and that is still enough to conclude from.
    assert!(found.is_dated());
    let first = matrix::first_met(&deals, &contacts);
    assert_eq!(first[&0], [1]);
    assert_eq!(first[&1], [1], "who has no date is not taken for the first");
    assert_eq!(first[&2], [1], "one person alone was met first");
}
