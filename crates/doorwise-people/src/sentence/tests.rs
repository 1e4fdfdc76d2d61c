use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

fn show(sketch: &PersonaSketch) -> String {
    let mut shown = String::new();
    let mut line = |label: &str, parts: &[String]| {
        if !parts.is_empty() {
            shown.push_str(&format!("{label}: {}\n", parts.join(" | ")));
        }
    };
    line("name", sketch.name.as_slice());
    line("titles", &sketch.titles);
    let function: Vec<String> = sketch
        .function
        .iter()
        .map(|function| function.as_str().to_owned())
        .collect();
    line("function", &function);
    let seniorities: Vec<String> = sketch
        .seniorities
        .iter()
        .map(|rank| rank.as_str().to_owned())
        .collect();
    line("seniority", &seniorities);
    line("goals", &sketch.goals);
    line("pains", &sketch.pains);
    line("objections", &sketch.objections);
    line("triggers", &sketch.triggers);
    line("company", &sketch.company_parts);
    line("not understood", &sketch.not_understood);
    shown
}

fn check(text: &str, expected: Expect) {
    let sketch = persona(text);
    expected.assert_eq(&format!("{}{}\n", show(&sketch), read_back(&sketch)));
}

#[test]
fn the_seed_sentence() {
    check(
        "Head of Marketing Meera, who needs to prove pipeline to her founder and is tired of low-quality leads",
        expect![[r#"
            name: Meera
            titles: Head of Marketing
            function: marketing
            seniority: head
            goals: prove pipeline to her founder
            pains: tired of low-quality leads
            A head of marketing called Meera, who needs to prove pipeline to her founder (goal) and is tired of low-quality leads (pain).
        "#]],
    );
}

#[test]
fn a_boss_is_not_the_person() {
    for says in [
        "Head of Marketing Meera. She reports to the founder",
        "Head of Marketing Meera, reports to the founder",
        "Head of Marketing Meera, who is tired of low-quality leads and reports to the founder",
        "Head of Marketing Meera, tired of low-quality leads, reports to the CEO",
        "Head of Marketing Meera. Her boss is the CMO",
        "Head of Marketing Meera, tired of low-quality leads. Her boss is the founder.",
        "Head of Marketing Meera, tired of low-quality leads, his boss is the CMO",
        "Head of Marketing Meera, tired of low-quality leads, whose boss is the CMO",
        "Head of Marketing Meera who reports directly to the VP Sales",
        "Head of Marketing Meera, reporting to the COO, must prove pipeline",
        "Head of Marketing Meera. She works for the CEO.",
        "Head of Marketing Meera. She manages two SDR managers",
        "Head of Marketing Meera, hired by the CFO",
    ] {
        let sketch = persona(says);
        assert_eq!(sketch.titles, ["Head of Marketing"], "{says}");
        assert_eq!(
            sketch.seniorities.len(),
            1,
            "{says}: {:?}",
            sketch.seniorities
        );
        assert_eq!(sketch.name.as_deref(), Some("Meera"), "{says}");
        assert!(
            sketch
                .pains
                .iter()
                .all(|pain| pain == "tired of low-quality leads"),
            "{says}: {:?}",
            sketch.pains
        );
        // Nothing that was said is dropped.
        assert_eq!(sketch.not_understood.len(), 1, "{says}: {sketch:?}");
    }
    let list = persona("Analyst Ravi, who spends Sundays on decks and reports to the board");
    assert_eq!(
        list.pains,
        ["spends Sundays on decks and reports to the board"]
    );
}

/// What the leads do is no second pain; what she needs is.
#[test]
fn who_of_the_object_and_who_of_the_person() {
    let pains = |text: &str| persona(text).pains;
    let goals = |text: &str| persona(text).goals;
    assert_eq!(
        pains("Head of Admissions Hari, who is tired of leads who never pick up"),
        ["tired of leads who never pick up"]
    );
    let both = "Head of Marketing Meera, tired of junk leads who needs to prove pipeline";
    assert_eq!(pains(both), ["tired of junk leads"]);
    assert_eq!(goals(both), ["prove pipeline"]);
}

#[test]
fn other_people() {
    for (text, expected) in [
        (
            "VP of IT who needs fewer tools",
            expect![[r#"
                titles: VP of IT
                function: it
                seniority: vp
                goals: needs fewer tools
                A VP of IT, who needs fewer tools (goal).
            "#]],
        ),
        (
            "Marketing Manager named Ravi; goal: more demos; pain: agency reports late",
            expect![[r#"
                name: Ravi
                titles: Marketing Manager
                function: marketing
                seniority: manager
                goals: more demos
                pains: agency reports late
                A marketing manager called Ravi, who wants more demos (goal) and is troubled by "agency reports late" (pain).
            "#]],
        ),
        (
            "EVP, Customer Experience - frustrated by churn she cannot explain, blocked by legacy systems",
            expect![[r#"
                titles: EVP, Customer Experience
                function: customer
                seniority: vp
                pains: frustrated by churn she cannot explain | blocked by legacy systems
                An EVP, customer experience, who is frustrated by churn she cannot explain (pain) and is blocked by legacy systems (pain).
            "#]],
        ),
        (
            "Clinic owner at a hospital group who is sick of no-shows",
            expect![[r#"
                titles: Clinic owner
                function: executive
                seniority: founder
                pains: sick of no-shows
                company: at a hospital group
                A clinic owner, who is sick of no-shows (pain). "at a hospital group" describes a company and belongs to the ICP.
            "#]],
        ),
        (
            "CTO Marcus, who must ship the new card product by Q3, spends weeks on audit screenshots and won't give admin rights to a vendor.",
            expect![[r#"
            name: Marcus
            titles: CTO
            function: engineering
            seniority: c_level
            goals: ship the new card product by Q3
            pains: spends weeks on audit screenshots
            objections: won't give admin rights to a vendor
            A CTO called Marcus, who needs to ship the new card product by Q3 (goal), spends weeks on audit screenshots (pain) and won't give admin rights to a vendor (objection).
        "#]],
        ),
        (
            "Meera is a Head of Marketing at a 30-person Series A SaaS company in India. She's measured on sourced pipeline and can't prove it. When the board meets, she builds a deck by hand.",
            expect![[r#"
                name: Meera
                titles: Head of Marketing
                function: marketing
                seniority: head
                goals: measured on sourced pipeline
                pains: can't prove it
                triggers: When the board meets, she builds a deck by hand
                company: at a 30-person Series A SaaS company in India
                A head of marketing called Meera, who is measured on sourced pipeline (goal), can't prove it (pain) and starts looking when the board meets, she builds a deck by hand (trigger). "at a 30-person Series A SaaS company in India" describes a company and belongs to the ICP.
            "#]],
        ),
        (
            "Operations manager who struggles to keep the plan and the machines in step, hates Excel; thinks it's too expensive",
            expect![[r#"
            titles: Operations manager
            function: operations
            seniority: manager
            pains: struggles to keep the plan and the machines in step | hates Excel
            objections: it's too expensive
            An operations manager, who struggles to keep the plan and the machines in step (pain), hates Excel (pain) and says "it's too expensive" (objection).
        "#]],
        ),
        (
            "head of sales priya who has to hit 40 crore and grow the team, but never knows which deals are real",
            expect![[r#"
            name: Priya
            titles: head of sales
            function: sales
            seniority: head
            goals: hit 40 crore and grow the team
            pains: never knows which deals are real
            A head of sales called Priya, who needs to hit 40 crore and grow the team (goal) and never knows which deals are real (pain).
        "#]],
        ),
        (
            "Finance directors who worry about cash and late payers and are on the hook for closing the books in five days",
            expect![[r#"
                titles: Finance director
                function: finance
                seniority: director
                goals: on the hook for closing the books in five days
                pains: worry about cash and late payers
                A finance director, who is on the hook for closing the books in five days (goal) and worries about cash and late payers (pain).
            "#]],
        ),
        (
            "Founder Farid, 41, likes coffee, wants to know which deals came from marketing",
            expect![[r#"
            name: Farid
            titles: Founder
            function: executive
            seniority: founder
            goals: know which deals came from marketing
            not understood: 41 | likes coffee
            A founder called Farid, who needs to know which deals came from marketing (goal). Not understood and kept: "41", "likes coffee".
        "#]],
        ),
        (
            "After a funding round, the CFO needs to report to the board and doubts that another tool helps",
            expect![[r#"
                titles: CFO
                function: finance
                seniority: c_level
                goals: report to the board
                objections: doubts that another tool helps
                triggers: After a funding round
                A CFO, who needs to report to the board (goal), doubts that another tool helps (objection) and starts looking after a funding round (trigger).
            "#]],
        ),
        (
            "VP Engineering who starts looking when an audit finds gaps and needs to prove that the team needs to grow",
            expect![[r#"
            titles: VP Engineering
            function: engineering
            seniority: vp
            goals: prove that the team needs to grow
            triggers: an audit finds gaps
            A VP engineering, who needs to prove that the team needs to grow (goal) and starts looking when an audit finds gaps (trigger).
        "#]],
        ),
        (
            "tired of junk",
            expect![[r#"
                pains: tired of junk
                A person, who is tired of junk (pain).
            "#]],
        ),
        (
            "",
            expect![[r#"
            A person.
        "#]],
        ),
    ] {
        check(text, expected);
    }
}

#[test]
fn titles_in_any_case_with_names_behind_them() {
    let mut shown = String::new();
    for text in [
        "HR head, wants to fill 40 nurse positions, struggles with agencies",
        "Growth head Ravi, tired of guesswork",
        "Head of Nursing who must fill the rota",
        "Head of Nursing Sue needs to fill the rota",
        "Practice manager Sue, tired of rota gaps",
        "dispatcher Joe loses an hour a day on the phone",
        "CTO Dana worried about security reviews",
        "CTO Dana, worried about security reviews and short on engineers",
        "The practice managers, fed up with phone tag",
        "Mumbai-based founder of a 20-person brand, tired of returns",
        "Founder, Mumbai, must cut returns",
        "Pflegedirektorin, who must fill shifts",
        "Kabelmeister, who must splice faster",
        "Jean-Luc, who must splice faster",
        "CTO Austin needs to pass the audit",
        "Priya wants to pass the audit",
        "Finance director who is afraid of failing the audit",
        "Finance director who is afraid of vendor lock-in, fears losing his best people",
        "CFO, worried that another tool won't work, fears the price",
        "CMO, needs more leads from our website and fears missing the quarter",
        "plant manager, wants to buy cheaper, tired of vendor lock in",
        "Store owners who worry about theft and do not trust agencies",
    ] {
        let sketch = persona(text);
        shown.push_str(&format!(
            "> {text}\n{}{}\n",
            show(&sketch),
            read_back(&sketch)
        ));
    }
    expect![[r#"
        > HR head, wants to fill 40 nurse positions, struggles with agencies
        titles: HR head
        function: hr
        seniority: head
        goals: fill 40 nurse positions
        pains: struggles with agencies
        An HR head, who needs to fill 40 nurse positions (goal) and struggles with agencies (pain).
        > Growth head Ravi, tired of guesswork
        name: Ravi
        titles: Growth head
        function: marketing
        seniority: head
        pains: tired of guesswork
        A growth head called Ravi, who is tired of guesswork (pain).
        > Head of Nursing who must fill the rota
        titles: Head of Nursing
        seniority: head
        goals: fill the rota
        A head of nursing, who needs to fill the rota (goal).
        > Head of Nursing Sue needs to fill the rota
        name: Sue
        titles: Head of Nursing
        seniority: head
        goals: fill the rota
        A head of nursing called Sue, who needs to fill the rota (goal).
        > Practice manager Sue, tired of rota gaps
        name: Sue
        titles: Practice manager
        function: operations
        seniority: manager
        pains: tired of rota gaps
        A practice manager called Sue, who is tired of rota gaps (pain).
        > dispatcher Joe loses an hour a day on the phone
        name: Joe
        titles: dispatcher
        function: operations
        seniority: ic
        pains: loses an hour a day on the phone
        A dispatcher called Joe, who loses an hour a day on the phone (pain).
        > CTO Dana worried about security reviews
        name: Dana
        titles: CTO
        function: engineering
        seniority: c_level
        pains: worried about security reviews
        A CTO called Dana, who is worried about security reviews (pain).
        > CTO Dana, worried about security reviews and short on engineers
        name: Dana
        titles: CTO
        function: engineering
        seniority: c_level
        pains: worried about security reviews and short on engineers
        A CTO called Dana, who is worried about security reviews and short on engineers (pain).
        > The practice managers, fed up with phone tag
        titles: practice manager
        function: operations
        seniority: manager
        pains: fed up with phone tag
        A practice manager, who is fed up with phone tag (pain).
        > Mumbai-based founder of a 20-person brand, tired of returns
        titles: founder
        function: executive
        seniority: founder
        pains: tired of returns
        company: of a 20-person brand | Mumbai-based
        A founder, who is tired of returns (pain). "of a 20-person brand" describes a company and belongs to the ICP. "Mumbai-based" describes a company and belongs to the ICP.
        > Founder, Mumbai, must cut returns
        titles: Founder
        function: executive
        seniority: founder
        goals: cut returns
        company: Mumbai
        A founder, who needs to cut returns (goal). "Mumbai" describes a company and belongs to the ICP.
        > Pflegedirektorin, who must fill shifts
        titles: Pflegedirektorin
        seniority: director
        goals: fill shifts
        A pflegedirektorin, who needs to fill shifts (goal).
        > Kabelmeister, who must splice faster
        titles: Kabelmeister
        function: operations
        seniority: lead
        goals: splice faster
        A kabelmeister, who needs to splice faster (goal).
        > Jean-Luc, who must splice faster
        name: Jean-Luc
        goals: splice faster
        A person called Jean-Luc, who needs to splice faster (goal).
        > CTO Austin needs to pass the audit
        name: Austin
        titles: CTO
        function: engineering
        seniority: c_level
        goals: pass the audit
        A CTO called Austin, who needs to pass the audit (goal).
        > Priya wants to pass the audit
        name: Priya
        goals: pass the audit
        A person called Priya, who needs to pass the audit (goal).
        > Finance director who is afraid of failing the audit
        titles: Finance director
        function: finance
        seniority: director
        pains: afraid of failing the audit
        A finance director, who is afraid of failing the audit (pain).
        > Finance director who is afraid of vendor lock-in, fears losing his best people
        titles: Finance director
        function: finance
        seniority: director
        pains: fears losing his best people
        objections: afraid of vendor lock-in
        A finance director, who fears losing his best people (pain) and is afraid of vendor lock-in (objection).
        > CFO, worried that another tool won't work, fears the price
        titles: CFO
        function: finance
        seniority: c_level
        objections: worried that another tool won't work | fears the price
        A CFO, who is worried that another tool won't work (objection) and fears the price (objection).
        > CMO, needs more leads from our website and fears missing the quarter
        titles: CMO
        function: marketing
        seniority: c_level
        goals: needs more leads from our website
        pains: fears missing the quarter
        A CMO, who needs more leads from our website (goal) and fears missing the quarter (pain).
        > plant manager, wants to buy cheaper, tired of vendor lock in
        titles: plant manager
        function: operations
        seniority: manager
        goals: buy cheaper
        pains: tired of vendor lock in
        A plant manager, who needs to buy cheaper (goal) and is tired of vendor lock in (pain).
        > Store owners who worry about theft and do not trust agencies
        titles: Store owner
        function: executive
        seniority: founder
        pains: worry about theft | do not trust agencies
        A store owner, who worries about theft (pain) and does not trust agencies (pain).
    "#]].assert_eq(&shown);
}

#[test]
fn every_content_word_is_kept_somewhere() {
    let pieces = [
        "Head of Marketing",
        "Meera",
        "who",
        "and",
        ",",
        "needs to",
        "prove pipeline",
        "is tired of",
        "low-quality leads",
        "at a 30-person Series A company",
        "because",
        "won't switch",
        "when the round closes",
        ".",
        "likes tea",
        "but",
        "spends hours",
        "in sheets",
        "reports to",
        "the founder",
        "41",
        "she",
        "must",
        "hit the target",
    ];
    // Words of the grammar itself: cues that a clause drops, connectors, articles, verbs of being.
    let dropped = [
        "who", "and", "needs", "to", "is", "because", "must", "but", "she", "a", "the", "of",
        "when", "tired",
    ];
    let mut runner =
        proptest::test_runner::TestRunner::new(proptest::test_runner::Config::with_cases(256));
    let sentences = proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..14);
    runner
        .run(&sentences, |parts| {
            let text = parts.join(" ");
            let kept = show(&persona(&text)).to_lowercase();
            for word in text
                .split_whitespace()
                .map(|word| word.trim_matches(['.', ',']).to_lowercase())
            {
                if !word.is_empty() && !dropped.contains(&word.as_str()) {
                    prop_assert!(
                        kept.contains(&word),
                        "`{word}` of `{text}` is lost:\n{kept}"
                    );
                }
            }
            Ok(())
        })
        .expect("no word is lost");
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(256))]
    #[test]
    fn reads_any_text(text in "\\PC{0,80}") {
        let sketch = persona(&text);
        prop_assert!(read_back(&sketch).ends_with('.'));
    }
}
