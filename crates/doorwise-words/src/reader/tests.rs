use expect_test::expect;
use proptest::prelude::*;

use super::*;

/// Goals and pains of many functions and shapes, as people write them.
pub(crate) const STATEMENTS: [(&str, StatementRole); 64] = {
    use StatementRole::{Goal, Pain};
    [
        ("prove pipeline to her founder", Goal),
        ("tired of low-quality leads", Pain),
        (
            "half the deals have no source, so nobody knows which came from marketing",
            Pain,
        ),
        (
            "loses an evening every week to matching leads and deals by hand in a sheet",
            Pain,
        ),
        (
            "plan hiring and budget on a pipeline that can be trusted",
            Goal,
        ),
        (
            "every Monday review ends in a debate about where the deals came from",
            Pain,
        ),
        ("hit his quota without hiring three more reps", Goal),
        ("struggles to get a forecast she can trust", Pain),
        ("her reps spend more time in the CRM than on calls", Pain),
        ("ship the new card product by Q3", Goal),
        (
            "spends weeks on audit screenshots and hates every minute of it",
            Pain,
        ),
        ("engineers lose weeks to screenshots", Pain),
        ("keep the sponsor bank comfortable", Goal),
        ("responsible for on-time delivery over 95 percent", Goal),
        (
            "the plan lives in one Excel file and only Herr Maier understands it",
            Pain,
        ),
        ("chasing missing parts every morning", Pain),
        ("measured on scrap and setup time in both plants", Goal),
        ("close the books in five days instead of nine", Goal),
        ("cannot see cash across the entities", Pain),
        ("late payments from enterprise customers", Pain),
        ("no visibility into software spend", Pain),
        ("lack of clean data for the board report", Pain),
        ("fill twelve engineering roles before March", Goal),
        ("candidates drop out because feedback takes two weeks", Pain),
        ("worried that his best people leave for bigger names", Pain),
        ("she is blamed for churn she could not see coming", Pain),
        ("reduce churn in her mid-market accounts", Goal),
        ("to cut ticket backlog by half", Goal),
        ("tickets pile up every Monday and nobody owns them", Pain),
        ("I have to defend the budget every quarter", Goal),
        ("my founder asks which deals came from us", Pain),
        ("we lose deals to a spreadsheet", Pain),
        ("owns the number for new pipeline", Goal),
        ("wants fewer tools and one report", Goal),
        ("more qualified demos", Goal),
        ("a forecast the board believes", Goal),
        ("getting the audit done without stopping the roadmap", Goal),
        ("stuck with an ERP nobody maintains", Pain),
        ("drowning in alerts that mean nothing", Pain),
        ("on the hook for 40 percent of new pipeline", Goal),
        ("in charge of three plants and their maintenance", Goal),
        ("keeps losing tenders on price", Pain),
        ("never knows which supplier is late", Pain),
        ("pays twice for licences his team does not use", Pain),
        ("his boss asks her what the campaigns brought", Pain),
        ("manual data entry", Pain),
        ("leads that never answer when they are called", Pain),
        ("has no budget for another hire", Pain),
        ("doesn't trust the dashboards her team builds for her", Pain),
        ("negotiate better terms with her top suppliers", Goal),
        ("report to the board without a week of preparation", Goal),
        ("contracts sit in inboxes for weeks", Pain),
        ("review contracts faster than sales signs them", Goal),
        ("unable to find anything in the shared drive", Pain),
        ("Onboarding takes three months", Pain),
        ("Low-quality leads", Pain),
        ("get her team out of spreadsheets.", Goal),
        ("fed up with vendors who promise and disappear", Pain),
        ("they have to beg engineering for every landing page", Pain),
        ("too many tools that do not talk to each other", Pain),
        ("not enough time for real campaigns", Pain),
        ("build a brand people remember", Goal),
        ("under pressure to show results before the next round", Pain),
        (
            "wastes her Sunday on a deck that her founder does not read",
            Pain,
        ),
    ]
};

/// Lines that were said, not written of somebody: turned word by word they say something else.
pub(crate) const SPOKEN: [&str; 32] = [
    "We lose about half of them, because nobody calls back before Tuesday",
    "They call us the T-shirt department",
    "In June a customer waited nineteen days for a login and then he left.",
    "Last month we lost 62,000 rupees on one fair because nobody followed up",
    "By then nobody knows where the person came from",
    "Honestly, half of it is junk",
    "Honestly 40% of it is junk, and I said so to Ravi.",
    "So we match leads by hand",
    "Well, nobody owns it",
    "My boss asks me and she never reads it",
    "You open the CRM and we see nothing",
    "He asks us for the number every Monday",
    "It takes two days. Then they cancel.",
    "I mean, nobody trusts my number",
    "When they leave we start again",
    "A user asked for help and nobody told him",
    "No, we do not count them",
    "Then the founder asks me",
    "I guess we lose them",
    "we send them a quote and they vanish",
    "our agency tells us what they want",
    "At the end nobody knows",
    "On Monday nobody reads it",
    "After the fair nobody calls",
    "calls with customers that we never log",
    "And then he left",
    "But nobody reads it",
    "Yeah, the report is late",
    "you know, it is all in Excel",
    "if they churn we hear it last",
    "Once the trial ends we never hear from him",
    "one customer said that she would leave",
];

proptest! {
    /// Whatever is turned keeps its numbers and what it denies.
    #[test]
    fn no_number_and_no_denial_is_lost(
        opens in proptest::sample::select(vec!["we ", "she ", "they ", "", "nobody ", "the team ", "Honestly, ", "By then ", "a customer ", "can't ", "never "]),
        verb in proptest::sample::select(vec!["lose", "loses", "find", "spends", "cannot close", "don't trust", "asked for"]),
        object in proptest::sample::select(vec![" 62,000 rupees", " half of them", " her 3 reps", " us 40% of it", " it, and then he left", " no source on 1,900 deals", " 2.5 hours, every Sunday"]),
        tail in proptest::sample::select(vec!["", " because nobody calls", " and they never answer", ", so we wait", " when he asks us"]),
    ) {
        let says = format!("{opens}{verb}{object}{tail}");
        let said = as_clause(&says, StatementRole::Pain);
        for number in ["62,000", "3 ", "40%", "1,900", "2.5"] {
            prop_assert_eq!(says.contains(number), said.contains(number), "{}: {}", &says, &said);
        }
        for denial in ["nobody", " no ", "never "] {
            prop_assert!(!says.contains(denial) || said.contains(denial) || said.contains("hard"), "{}: {}", &says, &said);
        }
        let denies = ["cannot", "can't", "don't"].iter().any(|word| says.contains(word));
        let is_kept = ["cannot", "can't", "don't", "hard to", "do not"].iter().any(|word| said.contains(word));
        prop_assert!(!denies || is_kept, "{}: {}", &says, &said);
        prop_assert!(!said.contains("of you") && !said.contains("you left"), "{}: {}", &says, &said);
    }
}

#[test]
fn what_cannot_surely_be_turned_stays_as_it_is() {
    for says in SPOKEN {
        let said = as_clause(says, StatementRole::Pain);
        assert!(
            said.starts_with("this sounds familiar: \"") && said.contains(&says[..6]),
            "{says}: {said}"
        );
    }
    for (says, said) in [
        ("it takes her three hours", "it takes you three hours"),
        (
            "it takes her hours every Sunday",
            "it takes you hours every Sunday",
        ),
        (
            "the sheet costs her half the Sunday",
            "the sheet costs you half the Sunday",
        ),
        (
            "it takes her team three hours",
            "it takes your team three hours",
        ),
        (
            "we call leads and they never answer",
            "you call leads and they never answer",
        ),
    ] {
        assert_eq!(as_clause(says, StatementRole::Pain), said);
    }
}

#[test]
fn sixty_statements_read_well() {
    let shown: String = STATEMENTS
        .iter()
        .map(|(says, role)| format!("{}\n", as_clause(says, *role)))
        .collect();
    expect![[r#"
        you have to prove pipeline to your founder
        you are tired of low-quality leads
        half the deals have no source, so nobody knows which came from marketing
        you lose an evening every week to matching leads and deals by hand in a sheet
        you have to plan hiring and budget on a pipeline that can be trusted
        every Monday review ends in a debate about where the deals came from
        you have to hit your quota without hiring three more reps
        it is hard to get a forecast you can trust
        your reps spend more time in the CRM than on calls
        you have to ship the new card product by Q3
        you spend weeks on audit screenshots and hate every minute of it
        engineers lose weeks to screenshots
        you have to keep the sponsor bank comfortable
        you are responsible for on-time delivery over 95 percent
        the plan lives in one Excel file and only Herr Maier understands it
        you are stuck chasing missing parts every morning
        you are measured on scrap and setup time in both plants
        you have to close the books in five days instead of nine
        it is hard to see cash across the entities
        you are dealing with late payments from enterprise customers
        you have no visibility into software spend
        you are dealing with a lack of clean data for the board report
        you have to fill twelve engineering roles before March
        candidates drop out because feedback takes two weeks
        you are worried that your best people leave for bigger names
        you are blamed for churn you could not see coming
        you have to reduce churn in your mid-market accounts
        you have to cut ticket backlog by half
        tickets pile up every Monday and nobody owns them
        you have to defend the budget every quarter
        your founder asks which deals came from you
        you lose deals to a spreadsheet
        you own the number for new pipeline
        you want fewer tools and one report
        you are working towards more qualified demos
        you are working towards a forecast the board believes
        you are working on getting the audit done without stopping the roadmap
        you are stuck with an ERP nobody maintains
        you are drowning in alerts that mean nothing
        you are on the hook for 40 percent of new pipeline
        you are in charge of three plants and their maintenance
        you keep losing tenders on price
        it is hard to know which supplier is late
        you pay twice for licences your team does not use
        your boss asks you what the campaigns brought
        you are dealing with manual data entry
        you are dealing with leads that never answer when they are called
        you have no budget for another hire
        you don't trust the dashboards your team builds for you
        you have to negotiate better terms with your top suppliers
        you have to report to the board without a week of preparation
        contracts sit in inboxes for weeks
        you have to review contracts faster than sales signs them
        it is hard to find anything in the shared drive
        onboarding takes three months
        you are dealing with low-quality leads
        you have to get your team out of spreadsheets
        you are fed up with vendors who promise and disappear
        you have to beg engineering for every landing page
        you have too many tools that do not talk to each other
        you do not have enough time for real campaigns
        you have to build a brand people remember
        you are under pressure to show results before the next round
        you waste your Sunday on a deck that your founder does not read
    "#]]
    .assert_eq(&shown);
}

/// Clauses whose verb is a noun as often, or a verb that no list had: met in personas of other authors.
#[test]
fn a_clause_is_told_from_a_thing() {
    use StatementRole::{Goal, Pain};
    for (says, role, clause) in [
        (
            "cash forecast lives in a spreadsheet",
            Pain,
            "cash forecast lives in a spreadsheet",
        ),
        (
            "analysts drown in alerts nobody triages",
            Pain,
            "analysts drown in alerts nobody triages",
        ),
        (
            "two dashboards show two revenue numbers",
            Pain,
            "two dashboards show two revenue numbers",
        ),
        (
            "flaky tests block the merge",
            Pain,
            "flaky tests block the merge",
        ),
        (
            "Monday forecast call eats the morning",
            Pain,
            "Monday forecast call eats the morning",
        ),
        (
            "flights change and nobody tells her",
            Pain,
            "flights change and nobody tells you",
        ),
        (
            "suppliers raise unit prices by e-mail",
            Pain,
            "suppliers raise unit prices by e-mail",
        ),
        (
            "keys sick notes in twice",
            Pain,
            "you key sick notes in twice",
        ),
        (
            "logs calls after six in the evening",
            Pain,
            "you log calls after six in the evening",
        ),
        (
            "paged at night for alerts that mean nothing",
            Pain,
            "you are paged at night for alerts that mean nothing",
        ),
        (
            "no double bookings",
            Goal,
            "you are working towards no double bookings",
        ),
        (
            "hand over the firm in good order",
            Goal,
            "you have to hand over the firm in good order",
        ),
        (
            "trucks leave full and on time",
            Goal,
            "you want this: trucks leave full and on time",
        ),
        ("because nobody answers", Pain, "nobody answers"),
        (
            "sales reports by hand",
            Pain,
            "you are dealing with sales reports by hand",
        ),
        (
            "deals without a source",
            Pain,
            "you are dealing with deals without a source",
        ),
        (
            "she's been promised a report and hasn't got it",
            Pain,
            "you've been promised a report and haven't got it",
        ),
        ("No budget!!", Pain, "you have no budget"),
    ] {
        assert_eq!(as_clause(says, role), clause, "{says}");
    }
}

#[test]
fn no_statement_speaks_of_a_third_person() {
    for (says, role) in STATEMENTS {
        let clause = as_clause(says, role);
        let words: Vec<String> = clause
            .split_whitespace()
            .map(|word| word.trim_matches([',', '.']).to_lowercase())
            .collect();
        for gone in [
            "she", "he", "her", "his", "him", "i", "my", "our", "me", "we",
        ] {
            assert!(
                !words.iter().any(|word| word == gone),
                "`{gone}` is left in `{clause}`"
            );
        }
        assert!(
            words.windows(2).all(|pair| pair[0] != pair[1]),
            "a word is doubled in `{clause}`"
        );
        for wrong in [
            "you is",
            "you has",
            "you spends",
            "you was",
            "you does",
            "you doesn't",
            "you am",
        ] {
            assert!(
                !format!("{clause} ").contains(&format!("{wrong} ")),
                "`{wrong}` in `{clause}`"
            );
        }
    }
}

#[test]
fn quoted_words_stay_as_they_were_said() {
    assert_eq!(
        to_reader("his boss says \"show me my deals\""),
        "your boss says \"show me my deals\""
    );
}

#[test]
fn her_is_you_where_nothing_is_owned() {
    assert_eq!(to_reader("nobody tells her"), "nobody tells you");
    assert_eq!(
        to_reader("sales gives her no source"),
        "sales gives you no source"
    );
    assert_eq!(
        to_reader("nobody tells her about changes"),
        "nobody tells you about changes"
    );
    assert_eq!(to_reader("her founder"), "your founder");
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(256))]
    #[test]
    fn turns_any_text_and_nothing_twice(text in "\\PC{0,60}") {
        let once = to_reader(&text);
        let _ = as_clause(&text, StatementRole::Pain);
        prop_assert!(once.chars().count() <= text.chars().count() * 2 + 8);
    }
}
