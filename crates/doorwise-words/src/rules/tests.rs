use std::collections::BTreeSet;
use std::path::Path;

use expect_test::{Expect, expect};

use doorwise_model::persona::BuyingRole;
use doorwise_vocab::title::Seniority;

use super::*;
use crate::fixtures;

/// Builds a workspace from an example of a rule's page: `name:`, `note:`, `goal:`, `pain:` or `title:` lines, or a copy's body
/// with what it needs above `---`: `channel:`, `subject:`, `pain:`, `objection:`, `uses:`, `place:`.
fn workspace_of(kind: &str, example: &str) -> Workspace {
    let values = |key: &str| -> Vec<&str> {
        example
            .lines()
            .filter_map(|line| line.trim().strip_prefix(key)?.strip_prefix(':'))
            .map(str::trim)
            .collect()
    };
    let mut icp = fixtures::icp(&values("note"));
    let mut persona = fixtures::persona(&values("goal"), &values("pain"));
    let name = values("name").first().map(|name| (*name).to_owned());
    match kind {
        "icp" => icp.name = name.unwrap_or(icp.name),
        _ => persona.name = name.unwrap_or(persona.name),
    }
    if !values("title").is_empty() {
        persona.role.titles = values("title").into_iter().map(str::to_owned).collect();
    }
    let copies = if kind == "copy" {
        let body = example
            .split_once("---\n")
            .map_or(example, |(_, body)| body);
        let mut copy = fixtures::copy(body);
        if let Some(channel) = values("channel").first() {
            copy.channel = Some((*channel).to_owned());
        }
        if let Some(language) = values("language").first() {
            (*language).clone_into(&mut copy.language);
        }
        copy.links = values("link").into_iter().map(str::to_owned).collect();
        copy.subject = values("subject").first().map(|says| (*says).to_owned());
        let objections = values("objection");
        persona.objections = objections
            .iter()
            .map(|says| fixtures::objection(says, None, None))
            .collect();
        persona.uses = values("uses").into_iter().map(str::to_owned).collect();
        if let Some(place) = values("place").first() {
            icp = fixtures::icp_in(place);
        }
        vec![copy]
    } else {
        Vec::new()
    };
    if let Some(says) = values("trigger").first() {
        icp.triggers = vec![fixtures::statement(says, 12)];
    }
    cite(&mut persona, example);
    let first = |key: &str| values(key).first().copied();
    if let Some(role) = first("role") {
        persona.buying_roles = vec![BuyingRole::from_crm(role).expect("a buying role")];
    }
    if let Some(seniority) = first("seniority") {
        persona.role.seniorities = vec![Seniority::parse(seniority).expect("a seniority")];
    }
    if kind == "persona" && !values("objection").is_empty() {
        let objections = values("objection");
        persona.objections = objections
            .iter()
            .map(|says| fixtures::objection(says, Some("It does not."), None))
            .collect();
    }
    persona.reviewed = first("reviewed").map(|day| day.parse().expect("a day"));
    let mut personas = vec![persona];
    if let Some(title) = first("twin") {
        let twin = doorwise_model::persona::Persona {
            id: "twin".into(),
            role: doorwise_model::persona::Role {
                titles: vec![title.to_owned()],
                ..personas[0].role.clone()
            },
            ..personas[0].clone()
        };
        personas.push(twin);
    }
    let mut workspace = fixtures::workspace(vec![icp], personas, copies);
    workspace.as_of = Some("2026-11-01".parse().expect("a day"));
    if first("research") != Some("none") {
        workspace.research = vec![doorwise_model::workspace::ResearchFile {
            file: "research/a.txt".into(),
            text: String::new(),
        }];
    }
    workspace
}

/// Puts each `quote: <speaker>: <words>` behind the goal or pain above it.
fn cite(persona: &mut doorwise_model::persona::Persona, example: &str) {
    let (mut goals, mut pains) = (0, 0);
    let mut is_goal = true;
    for line in example.lines().map(str::trim) {
        if line.starts_with("goal:") {
            (goals, is_goal) = (goals + 1, true);
        } else if line.starts_with("pain:") {
            (pains, is_goal) = (pains + 1, false);
        } else if let Some(quote) = line.strip_prefix("quote:") {
            let (speaker, words) = quote.split_once(':').expect("a speaker");
            let statement = match is_goal {
                true => &mut persona.goals[goals - 1],
                false => &mut persona.pains[pains - 1],
            };
            statement.assumed = false;
            let speaker = Some(speaker.trim().to_owned()).filter(|name| !name.is_empty());
            statement.evidence.push(doorwise_model::statement::Quote {
                quote: words.trim().to_owned(),
                speaker,
                file: "research/a.txt".into(),
                place: statement.place.clone(),
            });
        }
    }
}

/// Returns the examples of a page: kind and text.
fn examples(docs: &str) -> Vec<(String, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in docs.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match (line.strip_prefix("```"), &mut open) {
            (Some(kind), None) => open = Some((kind.to_owned(), String::new())),
            (Some(_), Some(_)) => examples.extend(open.take()),
            (None, Some((_, text))) => text.push_str(&format!("{line}\n")),
            (None, None) => {}
        }
    }
    examples
}

#[test]
fn the_first_example_raises_the_rule_and_the_second_does_not() {
    for rule in RULES {
        let examples = examples(rule.docs);
        assert_eq!(examples.len(), 2, "{} has two examples", rule.name);
        if matches!(rule.check, Check::Interviews) {
            // `doorwise_people::evidence` runs it, and its tests read these examples.
            continue;
        }
        let found = |(kind, text): &(String, String)| {
            let mut found = check(&workspace_of(kind, text));
            // A line of copy is no whole mail: only the rule of the page is asked of it.
            if kind == "copy" {
                found.retain(|found| found.name == rule.name);
            }
            found
        };
        let of_rule = found(&examples[0])
            .iter()
            .filter(|found| found.name == rule.name)
            .count();
        assert_eq!(of_rule, 1, "{}: the first example", rule.name);
        let mut all = found(&examples[1]);
        // What is only worth knowing of other parts of so short a persona is no fault of the example.
        all.retain(|found| found.level != Level::Note || found.name == rule.name);
        assert!(
            all.is_empty(),
            "{}: the second example raises {all:?}",
            rule.name
        );
    }
}

#[test]
fn every_file_of_the_folder_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut in_folder = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the folder of rules is there") {
        let stem = entry
            .expect("an entry")
            .path()
            .file_stem()
            .map(|stem| stem.to_string_lossy().replace('_', "-"))
            .unwrap_or_default();
        if !["asks", "context", "cues", "german", "place", "tests"].contains(&stem.as_str()) {
            in_folder.insert(stem);
        }
    }
    let listed: BTreeSet<String> = RULES
        .iter()
        .filter_map(|rule| Some(rule.name.split_once('/')?.1.to_owned()))
        .collect();
    assert_eq!(in_folder, listed);
    for each in RULES {
        assert!(std::ptr::eq(
            rule(each.name).expect("found by its name"),
            *each
        ));
    }
}

fn show(workspace: &Workspace, expected: Expect) {
    let shown: String = check(workspace)
        .iter()
        .map(|found| {
            let rest = [found.note.as_deref(), found.help.as_deref()]
                .into_iter()
                .flatten()
                .map(|text| format!("  = {text}\n"));
            format!(
                "{}[{}] {}: {}\n{}",
                found.level.as_str(),
                found.name,
                found.place,
                found.message,
                rest.collect::<String>()
            )
        })
        .collect();
    expected.assert_eq(&shown);
}

#[test]
fn places_point_at_the_words() {
    let mut workspace = fixtures::workspace(
        vec![fixtures::icp(&["They are tired of low-quality leads."])],
        vec![fixtures::persona(
            &["grow ARR"],
            &["runs marketing at a 30-person Series A company"],
        )],
        vec![fixtures::copy(
            "Hello,\n\nas a CEO you answer to your board for valuation, {{first_name}}.",
        )],
    );
    let icp = format!(
        "{}  - says: They are tired of low-quality leads.\n",
        "\n".repeat(9)
    );
    let persona = format!(
        "{}  - says: grow ARR\n{}  - says: runs marketing at a 30-person Series A company\n",
        "\n".repeat(9),
        "\n".repeat(9)
    );
    workspace.sources.insert("icps/i.yaml".into(), icp);
    workspace.sources.insert("personas/p.yaml".into(), persona);
    show(
        &workspace,
        expect![[r#"
            warning[copy/no-cta] copy/mail.md:5:1: the copy asks the reader for nothing
              = end with one small ask, such as whether to send an example
            warning[copy/no-identity] copy/mail.md:5:1: the mail does not say who sends it: `Arjun Rao` is missing
              = sign with name, company and postal address
            warning[copy/no-optout] copy/mail.md:5:1: the mail has no way to say stop
              = end with: Write "stop" and you will not hear from me again.
            error[copy/wrong-addressee] copy/mail.md:7:6: the copy speaks to general management and is meant for `p`
              = it says `CEO`, `valuation`, `board`; Head of Marketing Meera works in marketing
              = rewrite it to this persona's goals and pains, or name the persona it speaks to
            warning[copy/company-talk] copy/mail.md:7:29: the copy speaks of the organisation and not of the reader's day
              = 2 words for the organisation (`board`, `valuation`), 0 for a person's day
              = say what this person does, when, and who asks for it
            error[copy/placeholder] copy/mail.md:7:50: `{{first_name}}` is a merge field that nobody filled
              = write the name or the fact, or a sentence that needs none
            error[clarity/person-in-icp] icps/i.yaml:10:20: `tired of` is about a person, and an ICP is about companies
              = the ICP says who to target, the persona what to say
              = move it to a persona of `i`, as a goal or a pain: `- says: They are tired of low-quality leads`
            note[clarity/goal-without-metric] personas/p.yaml:10:11: no goal of `p` says by which number it is judged
              = ask “what number are you judged by, and by when?” and write it under `metric:`
            warning[clarity/pain-is-company] personas/p.yaml:10:11: `grow ARR` is the company's goal, not this person's
              = ask which number this person is judged by, and who asks for it when
            error[clarity/company-in-persona] personas/p.yaml:20:31: `30-person Series A company` describes a company, and a persona describes a person
              = only the ICP's gates and points choose companies
              = move it to the gates or points of `icps/i.yaml`
        "#]],
    );
}

#[test]
fn innocent_workspaces_stay_silent() {
    let mut persona = fixtures::persona(
        &[
            "prove pipeline to her founder",
            "hit 40 crore of new pipeline",
        ],
        &[
            "tired of low-quality leads",
            "our reps ignore small companies",
            "sells to startups that vanish",
            "no source on half the deals",
            "doesn't trust agency reports",
            "trust agency reports less every month",
            "tired of SaaS vendors and their lock-in",
            "no budget for a logistics company car",
            "tired of the startup culture",
            "pays a marketing agency that never answers",
            "B2B agency reports arrive late",
        ],
    );
    persona.triggers = vec![fixtures::statement(
        "the Series A closed and the board asks for a number",
        40,
    )];
    let mut icp = fixtures::icp(&[
        "The founder reviews pipeline every week and deal source is often empty in the CRM.",
        "Hires its first Head of Marketing.",
        "Companies that want to expand to the US.",
    ]);
    icp.card.gates[0].why = Some("agencies resell, they do not use".into());
    let copy = fixtures::copy(
        "Hi Meera, sales is tired of your low-quality leads.\n[See a sample Monday page] Kite Payroll went from 30% to 20% in May.\n\nArjun Rao, Tallyroom\nWrite \"stop\" and you will not hear from me again.",
    );
    show(
        &fixtures::workspace(vec![icp], vec![persona], vec![copy]),
        expect![[""]],
    );
}

#[test]
fn people_in_icps_and_companies_in_personas_are_found() {
    for says in [
        "tired of low-quality leads",
        "CMOs who are worried about churn",
        "Head of Marketing wants to prove pipeline",
        "she reports to the CEO",
        "Head of Marketing",
        "on the hook for pipeline",
        "Marketing manager hates spreadsheets",
    ] {
        let found = check(&fixtures::workspace(
            vec![fixtures::icp(&[says])],
            Vec::new(),
            Vec::new(),
        ));
        assert!(
            found
                .iter()
                .any(|found| found.name == "clarity/person-in-icp" && found.level == Level::Error),
            "{says}: {found:?}"
        );
    }
    for says in [
        "Meera is a Series A SaaS company with 30 people",
        "works in a 30-person company",
        "B2B SaaS firm in India",
        "a firm with 50 employees",
        "fintech startup in Pune",
        "works for a logistics company",
        "nobody in her B2B SaaS company knows",
        "mid-sized manufacturer with old machines",
    ] {
        let found = check(&fixtures::workspace(
            Vec::new(),
            vec![fixtures::persona(&[], &[says])],
            Vec::new(),
        ));
        assert!(
            found
                .iter()
                .any(|found| found.name == "clarity/company-in-persona"
                    && found.level == Level::Error),
            "{says}: {found:?}"
        );
    }
}

#[test]
fn explicit_address_to_another_reader_is_found() {
    for (body, is_wrong) in [
        ("As CFO you will love the tax savings.", true),
        ("Dear CFO, the tax savings are large.", true),
        ("For CFOs: close the month sooner.", true),
        ("CFOs: close the month sooner.", true),
        ("As the CFO, you sign last.", true),
        (
            "Hi Dana,\n\nAttention finance directors, the year ends soon.",
            true,
        ),
        ("As VP Operations you will love fewer missing parts.", false),
        ("Dear Head of Operations, parts go missing.", false),
        ("As your CFO will tell you, parts cost money.", false),
        ("Ask for the CFO when you call.", false),
    ] {
        let mut persona = fixtures::persona(&["keep the lines running"], &["missing parts"]);
        persona.role.function = Some(doorwise_vocab::title::Function::Operations);
        persona.role.titles = vec!["VP Operations".into()];
        let found = check(&fixtures::workspace(
            vec![fixtures::icp(&[])],
            vec![persona],
            vec![fixtures::copy(body)],
        ));
        assert_eq!(
            found
                .iter()
                .any(|found| found.name == "copy/wrong-addressee"),
            is_wrong,
            "{body}: {found:?}"
        );
    }
}

#[test]
fn the_invented_example_is_written_to_the_wrong_reader_and_nothing_else_is_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/saas-india");
    let workspace = doorwise_model::workspace::load::load(&folder)
        .expect("the example is there")
        .value;
    let shown: String = check(&workspace)
        .iter()
        .map(|found| format!("{} {}: {}\n", found.name, found.place, found.message))
        .collect();
    expect![[r#"
        copy/wrong-addressee copy/01-first-mail.md:9:10: the copy speaks to general management and is meant for `head-of-marketing`
        copy/company-talk copy/01-first-mail.md:9:45: the copy speaks of the organisation and not of the reader's day
        copy/heavy-cta copy/01-first-mail.md:13:17: `45 minutes` is much to ask of a stranger
        copy/company-talk copy/02-landing-hero.md:9:3: the copy speaks of the organisation and not of the reader's day
        copy/wrong-addressee copy/02-landing-hero.md:9:3: the copy speaks to general management and is meant for `head-of-marketing`
        copy/wrong-addressee copy/03-call-opener.md:9:71: the copy speaks to general management and is meant for `head-of-marketing`
        copy/company-talk copy/03-call-opener.md:9:80: the copy speaks of the organisation and not of the reader's day
        clarity/goal-without-metric personas/founder.yaml:9:11: no goal of `founder` says by which number it is judged
        clarity/single-voice personas/founder.yaml:9:11: all 2 cited sentences of `founder` rest on Tanvir Bedi alone
        clarity/goal-without-metric personas/head-of-marketing.yaml:10:11: no goal of `head-of-marketing` says by which number it is judged
    "#]].assert_eq(&shown);
}

#[test]
fn many_threads_say_what_one_says() {
    let bodies = [
        "Hi {{name}}, we are a best-in-class platform.",
        "Half of your deals have no source on Monday. Shall I send the page?",
        "Your CEO and your board will love our valuation story, buy now!",
    ];
    let copies = (0..200).map(|idx| {
        let mut copy = fixtures::copy(bodies[idx % bodies.len()]);
        copy.file = format!("copy/{idx}.md").into();
        copy
    });
    let persona = fixtures::persona(&["prove pipeline"], &["half the deals have no source"]);
    let workspace = fixtures::workspace(vec![fixtures::icp(&[])], vec![persona], copies.collect());
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let checked = pool.expect("threads").install(|| check_all(&workspace));
        (format!("{:?}", checked.found), checked.not_run)
    };
    assert_eq!(on(1), on(7));
}

/// What raises `copy/claim-no-proof` in a text.
fn claims(text: &str) -> usize {
    rules_of(text, "copy/claim-no-proof")
}

fn rules_of(text: &str, name: &str) -> usize {
    let workspace = workspace_of("copy", text);
    check(&workspace)
        .iter()
        .filter(|found| found.name == name)
        .count()
}

#[test]
fn a_claim_is_proven_by_what_was_and_not_by_what_will_be() {
    for claimed in [
        "Badgeflow will 10x your pipeline.",
        "Customers triple their revenue with Badgeflow.",
        "Agencies that use Badgeflow see a tenfold return.",
        "We help you double your pipeline.",
        "Trusted by thousands of teams.",
        "With Badgeflow you cut cost by up to 40%.",
        "Badgeflow triples your pipeline.",
        "Badgeflow gets you twice as many leads.",
        "Trusted by 500+ teams.",
        "Loved by over 1,200 marketers.",
        "Join 2,000 founders.",
        "More than 300 companies rely on Badgeflow.",
        "Over 2,000 marketers use it.",
        "Your deals have no source. Badgeflow gives you 10x more pipeline.",
        "Your deals have no owner. Badgeflow gives you 10x more pipeline.",
        "Nobody told you where the deals came from. Badgeflow gives you 10x more pipeline.",
        "You log each call and write the review. Badgeflow gives you 10x more pipeline.",
        "Your CEO says the number is wrong. Badgeflow gives you 10x more pipeline.",
        "Which source paid? Badgeflow gives you 40 percent more pipeline.",
    ] {
        assert_eq!(claims(claimed), 1, "{claimed}");
    }
    for said in [
        "Norwell doubled its pipeline in two quarters.",
        "With Norwell we went from 30 to 90 leads in two quarters, so three times as many: 3x.",
        "You double-check every invoice, and it is double entry.",
        "Your warehouse bill doubled in a year.",
        "A pump maker cut unit prices by 4 percent in a year.",
        "Trusted by 500+ teams, including Razorpay and Kite Payroll.",
        "Two finance directors in Leeds told us that reviews got 3x faster.",
        "According to Gartner, teams with one list close 20 percent more.",
        "Renewals rose 12 percent. Source: survey of 90 teams.",
        "500 companies in Pune pay by cheque.",
        "Fourteen teams use one login.",
        "# 86 to 94% on time\n\nOne missing part stops a line. A shop near Aalen sees it two days before.",
    ] {
        assert_eq!(claims(said), 0, "{said}");
    }
}

#[test]
fn what_the_product_does_itself_worsens_no_doubt_and_what_is_asked_does() {
    let worsens = |body: &str| {
        let mut persona =
            fixtures::persona(&["prove pipeline"], &["half the deals have no source"]);
        persona.objections = vec![fixtures::objection(
            "sales will not fill one more field",
            None,
            None,
        )];
        let copy = fixtures::copy(body);
        let mut workspace =
            fixtures::workspace(vec![fixtures::icp(&[])], vec![persona], vec![copy]);
        workspace.offer = fixtures::offer();
        check(&workspace)
            .iter()
            .any(|found| found.name == "copy/objection-ignored")
    };
    for asked in [
        "Each deal needs six new fields from sales. Shall I send the page?",
        "It adds three fields to each deal. Shall I send the page?",
        "Sales fills a form after each call. Shall I send the page?",
    ] {
        assert!(worsens(asked), "{asked}");
    }
    for done in [
        "Tallyroom fills it from forms and calendar. Shall I send the page?",
        "Tallyroom fills the source field. Shall I send the page?",
        "It fills the field from the forms you have. Shall I send the page?",
        "The source is put together from form and calendar. Shall I send the page?",
    ] {
        assert!(!worsens(done), "{done}");
    }
}

#[test]
fn buttons_side_by_side_on_a_page_are_several_asks() {
    let page = "<html lang=\"en\"><head><meta name=\"doorwise:persona\" content=\"p\"></head><body><h1>Half your deals have no source</h1><p>Tallyroom fills it.</p><a href=\"/demo\">Book a demo</a> <button>Start free trial</button> <button>Download the guide</button></body></html>";
    let read = doorwise_model::copy::read(
        Path::new("page.html"),
        page.as_bytes(),
        doorwise_model::copy::Home::Loose,
    );
    let persona = fixtures::persona(&["prove pipeline"], &["half the deals have no source"]);
    let workspace = fixtures::workspace(vec![fixtures::icp(&[])], vec![persona], read.copies);
    let found = check(&workspace);
    assert!(
        found
            .iter()
            .any(|found| found.name == "copy/multi-cta" && found.message.starts_with('3')),
        "{found:?}"
    );
}

#[test]
fn a_postscript_is_read_and_the_signature_above_it_is_not() {
    let text = "Half of your deals have no source. Shall I send the page?\n\nBest,\nArjun Rao\nPipemark\n\nPS: It is the best tool on the market.";
    assert_eq!(claims(text), 1);
    assert_eq!(rules_of(text, "copy/no-cta"), 0);
}
