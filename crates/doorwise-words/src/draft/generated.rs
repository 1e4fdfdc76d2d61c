//! Drafts over generated personas, offers, proofs and places: every one that is given passes our own
//! rules and keeps the limits of its channel, whatever the words are.

use doorwise_model::offer::{Offer, Sender};
use doorwise_model::persona::Persona;
use doorwise_model::statement::{Quote, Statement};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::title::{Function, Seniority};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;
use crate::addressee::{Verdict, is_role_of, of_copy};
use crate::fixtures;
use crate::reader::StatementRole;
use crate::reader::tests::{SPOKEN, STATEMENTS};

/// Pains and goals whose grammar is odd, which are long, or which are hardly a sentence.
const ODD: [&str; 18] = [
    "leads",
    "returns",
    "too slow.",
    "No budget!!",
    "my team (4 people) does everything by hand; nobody helps",
    "she's been promised a report since 2023 and hasn't got it",
    "Excel",
    "finds out on the 10th that the month was bad",
    "reports \"by hand\" every Friday",
    "can't even see which of the 14 tools is used",
    "is told on Monday what broke on Friday",
    "everything takes 3x longer than planned, and the board hears of it first",
    "because nobody answers",
    "60% of tickets come back",
    "the reconciliation of intercompany balances across eleven subsidiaries consumes the whole of the first week of every month and delays the consolidated accounts that the supervisory board expects",
    "her boss's boss asks",
    "WhatsApp groups instead of a plan",
    "they don't know what they don't know",
];

const QUOTES: [&str; 12] = [
    "It takes me three hours, sometimes four.",
    "Half the deals have no source at all.",
    "Honestly 40% of it is junk, and I said so to Ravi.",
    "nobody knows, na",
    "We lost two customers last quarter because of it",
    "By then it was too late.",
    "What am I supposed to do with that?",
    "I hate this damn sheet.",
    "Our platform is a mess.",
    "Every Friday I copy the same numbers into a deck.",
    "He opens a deal and he sees nothing.",
    "I spend my Sunday on it, every Sunday, and on Monday nobody reads it, and that is how it has been for two years now since we changed the system.",
];

const CLAIMS: [&str; 8] = [
    "Setup took four working days.",
    "Open deals without a source went from 61 percent to 9 percent in six weeks.",
    "Haulwell cut scrap from 8 to 5 percent in a quarter.",
    "Matching leads and deals by hand went from three hours a week to twenty minutes.",
    "Tickets that came back fell by a third between January and March 2026",
    "no new field was filled",
    "It works.",
    "Salesforce stayed as it was, and the audit was done in nine days instead of thirty.",
];

const OFFERS: [Option<&str>; 20] = [
    None,
    Some("shows which deals came from marketing, on top of the CRM you already have"),
    Some("answers security questionnaires in a day instead of three weeks"),
    Some("is the leading platform with 10x growth"),
    Some("We do GST reconciliation for online sellers"),
    Some("pipeline reports for marketing"),
    Some("a tool that fills the source"),
    Some("automating SOC 2 evidence"),
    Some("plans shifts and machines in one place"),
    Some("helps teams close the month"),
    Some("cut shrinkage in stores"),
    Some("calls that log themselves"),
    Some("calls log themselves"),
    Some("no more spreadsheets"),
    Some("can match leads"),
    Some("trusted by Razorpay and Freshworks"),
    Some("cuts onboarding from nineteen days to seven"),
    Some("built for marketing teams"),
    Some("because nobody should count by hand"),
    Some("AI-powered, best-in-class, end-to-end synergy for the enterprise"),
];

const ANSWERS: [Option<&str>; 7] = [
    None,
    Some("It reads the CRM you already have and changes no sales stage."),
    Some("Setup takes 4 days."),
    Some("Sales fills nothing"),
    Some("Install our agent on every laptop and give it an admin role."),
    Some("You log in nowhere; the page is put before you on Monday."),
    Some("We guarantee 10x."),
];

const ASKS: [&str; 7] = [
    "a sample of the Monday page on your own data",
    "try it on your own data",
    "a 45 minute demo with your whole team",
    "The field list.",
    "visit a plant where it runs",
    "one page with the price",
    "see the example plan",
];

const DOUBTS: [&str; 8] = [
    "too slow",
    "why can't HubSpot do it",
    "if it needs a three month project, I won't do it",
    "no admin or agent on production",
    "sales will not fill one more field",
    "we have been burned before",
    "what are we cutting for this?",
    "too expensive",
];

const TRIGGERS: [&str; 6] = [
    "the Series A closed and the board asks for a marketing number",
    "a new sales head asks for the number",
    "audit in autumn",
    "hired a new VP of Sales",
    "a missed quarter ends in a debate about leads",
    "an apprentice leaves",
];

/// Returns a statement with some quotes of some people.
fn statement(wanted: StatementRole) -> impl Strategy<Value = Statement> {
    let known: Vec<&str> = STATEMENTS
        .iter()
        .filter(|(_, role)| *role == wanted)
        .map(|(says, _)| *says)
        .collect();
    let says = prop_oneof![
        3 => select(known).prop_map(str::to_owned),
        1 => select(&ODD[..]).prop_map(str::to_owned),
        1 => select(&SPOKEN[..]).prop_map(str::to_owned),
    ];
    let quotes = subsequence(QUOTES.to_vec(), 0..4);
    (says, quotes, any::<bool>(), 0..3_usize).prop_map(|(says, quotes, assumed, n)| {
        let evidence: Vec<Quote> = quotes
            .into_iter()
            .enumerate()
            .map(|(idx, quote)| Quote {
                quote: quote.to_owned(),
                speaker: (idx % 3 != n).then(|| format!("Speaker {idx}")),
                file: format!("research/{idx}.txt").into(),
                place: fixtures::place("personas/p.yaml", 40 + idx),
            })
            .collect();
        Statement {
            assumed: assumed || evidence.is_empty(),
            evidence,
            ..fixtures::statement(&says, 20)
        }
    })
}

fn statements(wanted: StatementRole) -> impl Strategy<Value = Vec<Statement>> {
    prop::collection::vec(statement(wanted), 0..4)
}

fn persona() -> impl Strategy<Value = Persona> {
    let role = (
        prop::option::weighted(0.9, select(&Function::ALL[..])),
        select(
            &[
                Seniority::Head,
                Seniority::CLevel,
                Seniority::Manager,
                Seniority::Ic,
            ][..],
        ),
    );
    let objections = prop::collection::vec(
        (select(&DOUBTS[..]), select(&ANSWERS[..]), any::<bool>()),
        0..3,
    );
    (
        role,
        statements(StatementRole::Goal),
        statements(StatementRole::Pain),
        objections,
        subsequence(TRIGGERS.to_vec(), 0..3),
        prop::option::of(Just("Which deals came from marketing?")),
        subsequence(vec!["junk", "source", "Monday", "plan"], 0..3),
        subsequence(vec!["platform", "attribution", "debate"], 0..3),
    )
        .prop_map(
            |((function, seniority), goals, pains, objections, triggers, boss, uses, never)| {
                let mut persona = fixtures::persona(&[], &[]);
                persona.role.function = function;
                persona.role.seniorities = vec![seniority];
                persona.role.titles = Vec::new();
                persona.goals = goals;
                persona.pains = pains;
                persona.objections = objections
                    .into_iter()
                    .map(|(says, answer, proven)| {
                        fixtures::objection(says, answer, proven.then_some("p0"))
                    })
                    .collect();
                persona.triggers = triggers
                    .into_iter()
                    .map(|says| fixtures::statement(says, 33))
                    .collect();
                persona.boss_asks = boss.map(str::to_owned);
                persona.uses = uses.into_iter().map(str::to_owned).collect();
                persona.never = never.into_iter().map(str::to_owned).collect();
                persona
            },
        )
}

fn offer() -> impl Strategy<Value = Offer> {
    (
        select(&OFFERS[..]),
        prop::option::of(Just("Tallyroom")),
        subsequence(ASKS.to_vec(), 0..3),
        any::<bool>(),
    )
        .prop_map(|(says, product, asks, signs)| Offer {
            says: says.map(str::to_owned),
            product: product.map(str::to_owned),
            asks: asks.into_iter().map(str::to_owned).collect(),
            sender: match signs {
                true => fixtures::offer().sender,
                false => Sender::default(),
            },
            ..fixtures::offer()
        })
}

fn proofs() -> impl Strategy<Value = Vec<doorwise_model::proof::Proof>> {
    prop::collection::vec(
        (
            select(&CLAIMS[..]),
            select(&["IN", "US", "DE"][..]),
            any::<bool>(),
        ),
        0..4,
    )
    .prop_map(|proofs| {
        let proofs = proofs.into_iter().enumerate();
        proofs
            .map(|(idx, (claim, land, named))| {
                let company = [
                    ("employees", "22"),
                    ("industry", "software.saas"),
                    ("place", land),
                ];
                let mut proof = fixtures::proof(&format!("p{idx}"), claim, "Haulwell", &company);
                proof.customer = proof.customer.filter(|_| named);
                proof
            })
            .collect()
    })
}

/// Personas drawn; each is asked for every channel at one stage.
const DRAWN: usize = 60;

#[test]
fn every_draft_that_is_given_passes_our_own_rules() {
    // The same draws on every machine.
    let mut runner = TestRunner::deterministic();
    let drawn = (
        persona(),
        offer(),
        proofs(),
        select(&["IN", "US", "DE", "AT", "GB"][..]),
        select(&Stage::ALL[..]),
    );
    let mut bad: Vec<String> = Vec::new();
    let (mut n_given, mut n_mails) = (0, 0);
    for _ in 0..DRAWN {
        let (persona, offer, proofs, land, stage) = drawn
            .new_tree(&mut runner)
            .expect("every draw is taken")
            .current();
        let icp = fixtures::icp_in(land);
        let brief = Brief {
            persona: &persona,
            icp: &icp,
            offer: &offer,
            proofs: &proofs,
            first_name: None,
        };
        let found = angles(&brief);
        assert!((1..=3).contains(&found.found.len()));
        assert_eq!(found.found.len() == 3, found.gap.is_none());
        let workspace = Workspace {
            offer: offer.clone(),
            proofs: proofs.clone(),
            ..fixtures::workspace(vec![icp.clone()], vec![persona.clone()], Vec::new())
        };
        for channel in Channel::ALL {
            let mut texts: Vec<String> = Vec::new();
            for angle in angles_of(&brief, channel) {
                let Ok(draft) = compose(&brief, channel, stage, &angle) else {
                    continue;
                };
                n_given += 1;
                n_mails += usize::from(channel == Channel::ColdEmail);
                bad.extend(judge(&workspace, &draft, land).err());
                let said = format!("{:?} {}", draft.subject, draft.text());
                if texts.contains(&said) {
                    bad.push(format!("two angles say the same: {said}"));
                }
                texts.push(said);
            }
        }
    }
    assert!(
        bad.is_empty(),
        "{} of {n_given}:\n{}",
        bad.len(),
        bad[..bad.len().min(25)].join("\n---\n")
    );
    // A composer that withholds everything passes every rule.
    assert!(
        n_mails >= DRAWN / 2 && n_given >= DRAWN * 5,
        "{n_mails} mails of {n_given} drafts"
    );
}

/// Holds a draft against the rules as `check` does, the limits, and grammar that no words may break.
fn judge(workspace: &Workspace, draft: &Draft, land: &str) -> Result<(), String> {
    let check = |holds: bool, says: String| if holds { Ok(()) } else { Err(says) };
    let persona = &workspace.personas[0];
    let text = draft.text();
    let mut copy = fixtures::copy(&text);
    copy.channel = Some(draft.channel.as_str().into());
    copy.subject = draft
        .subject
        .clone()
        .filter(|_| draft.channel != Channel::ObjectionAnswer);
    let checked = Workspace {
        copies: vec![copy.clone()],
        ..workspace.clone()
    };
    for found in crate::rules::check(&checked) {
        let is_fault =
            found.level <= doorwise_model::Level::Warning && found.name.starts_with("copy/");
        check(
            !is_fault,
            format!(
                "{}: {} in {:?}\n{}",
                found.name, found.message, draft.channel, text
            ),
        )?;
    }
    let read = of_copy(&copy, Some(persona));
    let is_another = read.verdict == Verdict::AddressedTo
        && persona.role.function.is_some()
        && read
            .function
            .is_some_and(|function| !is_role_of(persona, function));
    // Only the persona's own words may speak to another function; the rule knows them apart.
    if is_another {
        check(
            persona.goals.len() + persona.pains.len() > 0,
            format!("{:?} in {}", read.function, text),
        )?;
    }
    let needs_consent = ["DE", "AT"].contains(&land);
    check(
        !(draft.channel.is_mail() && needs_consent),
        format!("a cold mail to {land}"),
    )?;
    let n_chars = text.chars().count();
    let is_short = match draft.channel {
        Channel::LinkedinNote => n_chars <= 200,
        Channel::Inmail => n_chars < 400,
        Channel::GoogleAd => {
            n_chars <= 90
                && draft
                    .subject
                    .as_ref()
                    .is_some_and(|head| head.chars().count() <= 30)
        }
        Channel::ColdEmail => draft.n_words() <= 125,
        Channel::CallOpener => text.split_whitespace().count() <= 90,
        _ => true,
    };
    check(
        is_short,
        format!("{:?} of {} characters: {}", draft.channel, n_chars, text),
    )?;
    for wrong in [
        "you is ",
        "you has ",
        "you was ",
        "you does ",
        " an you",
        "..",
        " ,",
        "  ",
        "{",
        "?.",
        "!.",
        "..\"",
        "half of you,",
        "you call you",
        "We call that",
        "We offer no ",
        "offers no ",
        "We offer trusted",
        "nineteen days to",
        "Razorpay",
        "We can match leads themselves",
        "dealing with By",
        "dealing with Then",
        "is that Last",
        "about Honestly",
    ] {
        check(!text.contains(wrong), format!("`{}` in {}", wrong, text))?;
    }
    check(
        text.matches('"').count().is_multiple_of(2),
        format!("a quote stays open: {}", text),
    )?;
    for sentence in &draft.sentences {
        check(
            !sentence.text.trim().is_empty(),
            format!("an empty sentence in {text}"),
        )?;
    }
    Ok(())
}
