//! `doorwise clarity`: thirty questions answered from the user's own data, never ticked by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use doorwise_market::open;
use doorwise_model::workspace::load;
use doorwise_playbook::plan::{PlanInputs, checklist, plan};
use doorwise_playbook::view::ChecklistView;
use doorwise_words::settle;
use serde_json::Value;

use crate::prepared::copy as copied;
use crate::run::{doorwise, doorwise_ok, repository, write};

const ICP: &str = "icps/b2b-saas-india.yaml";
const HEAD: &str = "personas/head-of-marketing.yaml";

/// A file, what stands there, what shall.
type Edit<'a> = (&'a str, &'a str, &'a str);
/// Edits, and the answers that they change.
type Case<'a> = (&'a [Edit<'a>], &'a [(u8, &'a str)]);

/// Returns the checklist of the example's only ICP after these edits: file, what stands there, what
/// shall; a file with nothing to replace is written anew, and one without a new text is taken away.
fn after(edits: &[Edit<'_>]) -> ChecklistView {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    copied(&repository().join("examples/saas-india"), root);
    for (file, from, to) in edits {
        if from.is_empty() && to.is_empty() {
            fs::remove_file(root.join(file)).expect("it was there");
        } else if from.is_empty() {
            write(root, file, to);
        } else {
            let text = fs::read_to_string(root.join(file)).expect("a file");
            assert!(text.contains(from), "{file} has no `{from}`");
            write(root, file, &text.replace(from, to));
        }
    }
    asked(root)
}

fn asked(root: &Path) -> ChecklistView {
    let loaded = load::load(root).expect("a workspace");
    let workspace = loaded.value;
    let market = open(&workspace).expect("tables").market;
    let diagnostics = settle::check(&workspace, loaded.diagnostics).found;
    let as_of = workspace.as_of.map(|day| day.to_string());
    checklist(&PlanInputs {
        workspace: &workspace,
        icp: &workspace.icps[0],
        market: &market,
        diagnostics: &diagnostics,
        as_of: (as_of, "doorwise.yaml".to_owned()),
    })
}

fn states(view: &ChecklistView) -> BTreeMap<u8, &'static str> {
    view.items
        .iter()
        .map(|item| (item.number, item.state))
        .collect()
}

/// One edit, and the answers that it alone changes.
#[test]
fn each_edit_changes_the_answer_it_should_and_no_other() {
    let was = after(&[]);
    let before = states(&was);
    let proof = "proof/proofs.yaml";
    let hero = "copy/02-landing-hero.md";
    let cases: &[Case<'_>] = &[
        (
            &[(
                HEAD,
                "icp: b2b-saas-india",
                "icp: b2b-saas-india\nspending_limit: 10000 INR\nveto_holders: [CFO]",
            )],
            &[(22, "yes")],
        ),
        (
            &[(ICP, "employees: 5..100\n", "employees: 10..50\n")],
            &[(2, "yes"), (10, "unknown"), (12, "yes")],
        ),
        (&[(ICP, "employees: 5..100\n", "employees: 10..\n")], &[]),
        (
            &[(
                ICP,
                "industry: software.saas",
                "industry: [software.saas, retail, telecom, media]",
            )],
            &[(3, "no")],
        ),
        (
            &[(ICP, "industry: software.saas", "industry: services")],
            &[
                (3, "no"),
                (9, "no"),
                (10, "unknown"),
                (14, "no"),
                (27, "no"),
            ],
        ),
        (
            &[(ICP, "assumption: all", "assumption: all\nlanguage: en")],
            &[(4, "yes")],
        ),
        (
            &[(
                ICP,
                "  - says: The founder reviews pipeline every week and deal source is often empty in the CRM.",
                "  - says: The company grows and nobody knows why.",
            )],
            &[(6, "no")],
        ),
        (
            &[(
                ICP,
                "assumption: all",
                "assumption: all\ntriggers:\n  - says: a Series A round closed\n    seen_in: the funding column\n    half_life: 120",
            )],
            &[(7, "yes")],
        ),
        (
            &[(
                ICP,
                "exclusions:\n  - keywords: [agency]\n    why: agencies resell, they do not use\n",
                "",
            )],
            &[(8, "no"), (9, "no"), (10, "unknown")],
        ),
        (
            &[(ICP, "keywords: [agency]", "keywords: [nobody says this]")],
            &[(9, "no"), (10, "unknown")],
        ),
        (
            &[(ICP, "tiers: { A: 6, B: 4, C: 0 }", "tiers: { A: 0 }")],
            &[(10, "no")],
        ),
        (
            &[(
                HEAD,
                "[Head of Marketing, Marketing Head, AVP - Marketing]",
                "[Head of Marketing, CEO, Clerk]",
            )],
            &[(13, "no"), (14, "no")],
        ),
        (
            // The founder comes first now, and is asked about.
            &[(
                HEAD,
                "buying_roles: [champion]",
                "buying_roles: [technical_buyer]",
            )],
            &[(15, "no"), (17, "no"), (21, "no")],
        ),
        (
            &[
                ("personas/founder.yaml", "", ""),
                (
                    HEAD,
                    "buying_roles: [champion]",
                    "buying_roles: [gatekeeper]",
                ),
            ],
            &[(14, "no")],
        ),
        (
            &[
                (HEAD, "speaker: Pooja Deshmukh", "speaker: Sneha Pillai"),
                (HEAD, "speaker: Karthik Iyer", "speaker: Sneha Pillai"),
                (HEAD, "speaker: Imran Sheikh", "speaker: Sneha Pillai"),
                (HEAD, "speaker: Nandini Bose", "speaker: Sneha Pillai"),
            ],
            &[(15, "no")],
        ),
        (
            &[
                (
                    HEAD,
                    "quote: \"Half the deals have no source at all.\"",
                    "quote: \"Half the deals have no owner at all.\"",
                ),
                (
                    HEAD,
                    "quote: \"By then nobody knows where the person came from.\"",
                    "quote: \"By then nobody knows.\"",
                ),
                (HEAD, "Out of fifty-two", "Out of sixty-two"),
            ],
            &[(15, "no")],
        ),
        (
            &[(
                HEAD,
                "says: prove pipeline to her founder",
                "says: prove pipeline to her founder\n    metric: share of won deals with a source, 60 % by March",
            )],
            &[(16, "yes"), (30, "yes")],
        ),
        (
            &[
                (HEAD, "    proof: setup-days\n", ""),
                (HEAD, "    proof: no-new-field\n", ""),
            ],
            &[(17, "no")],
        ),
        (
            &[(
                HEAD,
                "boss_asks: Which deals came from marketing?",
                "alternatives: [an agency's slides, nothing]",
            )],
            &[(18, "yes"), (21, "no")],
        ),
        (
            &[(
                HEAD,
                "boss_asks",
                "watering_holes: [invented guild, made-up forum]\nboss_asks",
            )],
            &[],
        ),
        (
            &[
                (
                    HEAD,
                    "assumption: [objections, triggers]",
                    "reviewed: 2026-10-01\nassumption: [objections, triggers]",
                ),
                (
                    "personas/founder.yaml",
                    "assumption:",
                    "reviewed: 2026-10-01\nassumption:",
                ),
                (
                    ICP,
                    "assumption: all",
                    "assumption: all\nreviewed: 2026-09-30",
                ),
            ],
            &[(28, "yes")],
        ),
        (
            &[(
                ICP,
                "assumption: all",
                "assumption: all\nreviewed: 2025-09-30",
            )],
            &[(28, "no")],
        ),
        (
            &[
                (
                    HEAD,
                    "says: tired of low-quality leads",
                    "says: tired of 40 low-quality leads a week",
                ),
                (
                    "personas/founder.yaml",
                    "says: what are we cutting for this",
                    "says: what 3 things are we cutting for this",
                ),
            ],
            &[(30, "no")],
        ),
        (
            &[
                (proof, "employees: 34", "employees: 900"),
                (proof, "employees: 22", "employees: 900"),
                (proof, "employees: 41", "employees: 900"),
            ],
            &[(27, "no")],
        ),
        (
            &[
                (
                    hero,
                    "# Company growth your board believes in",
                    "# Half the deals have no source and nobody knows why",
                ),
                (
                    hero,
                    "Tallyroom turns go-to-market spend into enterprise value. Founders and CEOs use it to show shareholders how the company wins market share and why the next round is justified.",
                    "See on Monday which deals came from marketing, out of the CRM your team fills today.",
                ),
            ],
            &[(26, "yes")],
        ),
        (
            &[
                ("copy/02-landing-hero.md", "", ""),
                ("copy/01-first-mail.md", "", ""),
                ("copy/03-call-opener.md", "", ""),
            ],
            &[(25, "yes"), (26, "unknown")],
        ),
        (
            &[("personas/founder.yaml", "", ""), (HEAD, "", "")],
            &[
                (1, "no"),
                (13, "no"),
                (14, "no"),
                (15, "no"),
                (17, "no"),
                (21, "no"),
                (25, "unknown"),
                (26, "unknown"),
                (29, "no"),
            ],
        ),
        (
            &[(
                ICP,
                "  - says: The founder",
                "  - says: She is tired of junk, and the founder",
            )],
            &[(1, "no")],
        ),
    ];
    let mut wrong = Vec::new();
    for (edits, expected) in cases {
        let now = after(edits);
        let changed: BTreeMap<u8, &str> = states(&now)
            .into_iter()
            .filter(|(number, state)| before[number] != *state)
            .collect();
        let expected: BTreeMap<u8, &str> = expected.iter().copied().collect();
        if changed != expected {
            wrong.push(format!("{changed:?} and not {expected:?} after {edits:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // With every one of these the score is what the yes weigh.
    let earned: u32 = was
        .items
        .iter()
        .filter(|item| item.state == "yes")
        .map(|item| item.weight)
        .sum();
    assert_eq!((was.score.earned, was.score.possible), (earned, 109));
}

#[test]
fn interviews_count_by_their_day_and_by_how_the_deal_ended() {
    let dated = |stem: &str, year: &str| -> Vec<(String, String)> {
        let example = repository().join("examples/saas-india/research");
        let mut files: Vec<_> = fs::read_dir(example)
            .expect("interviews")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        files
            .iter()
            .map(|path| {
                let name = path
                    .file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned();
                let text = fs::read_to_string(path).expect("text");
                (format!("research/{year}-{stem}-{name}"), text)
            })
            .collect()
    };
    let with = |year: &str, stem: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        copied(&repository().join("examples/saas-india"), folder.path());
        fs::remove_dir_all(folder.path().join("research")).expect("taken away");
        for (file, text) in dated(stem, year) {
            write(folder.path(), &file, &text);
        }
        let view = asked(folder.path());
        (
            view.items[22].state,
            view.items[23].state,
            view.items[23].answer.clone(),
        )
    };
    assert_eq!(with("2026-10-05", "talk").0, "yes");
    assert_eq!(with("20261005", "talk").0, "yes");
    assert_eq!(with("2026_10_05", "talk").0, "yes");
    assert_eq!(with("2024-10-05", "talk").0, "no");
    assert_eq!(with("10000000", "talk").0, "unknown", "no day of any year");
    let (_, lost, says) = with("2026-10-05", "lost");
    assert_eq!(lost, "yes", "{says}");
    // Nobody's deal is known: not a no.
    let (_, unknown, says) = with("2026-10-05", "talk");
    assert_eq!(unknown, "unknown", "{says}");
}

#[test]
fn the_plan_and_the_checklist_give_one_answer() {
    let root = repository().join("examples/saas-india");
    let workspace = load::load(&root).expect("a workspace").value;
    let market = open(&workspace).expect("tables").market;
    let inputs = PlanInputs {
        workspace: &workspace,
        icp: &workspace.icps[0],
        market: &market,
        diagnostics: &[],
        as_of: (Some("2026-11-01".to_owned()), "doorwise.yaml".to_owned()),
    };
    let of_plan = serde_json::to_value(&plan(&inputs).view).expect("JSON");
    let alone = serde_json::to_value(checklist(&inputs)).expect("JSON");
    assert_eq!(of_plan["clarity"], alone["items"]);
    assert_eq!(of_plan["clarity_score"], alone["score"]);
}

#[test]
fn every_question_opens_by_word_and_by_number() {
    let example = repository().join("examples/saas-india");
    let view: Value =
        serde_json::from_str(&doorwise_ok(&example, &["clarity", "--format", "json"]).stdout)
            .expect("JSON");
    let items = view["icps"][0]["items"].as_array().expect("items");
    assert_eq!(items.len(), 30);
    for item in [&items[0], &items[9], &items[14], &items[29]] {
        let id = item["id"].as_str().expect("an id");
        let by_word = doorwise_ok(&example, &["why", id]).stdout;
        let test = item["test"].as_str().expect("a test");
        let squeezed = by_word.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(squeezed.contains(&format!("a yes is: {test}")), "{by_word}");
        let by_number =
            doorwise_ok(&example, &["why", &format!("clarity.{}", item["number"])]).stdout;
        assert_eq!(by_word, by_number);
    }
    let score = doorwise_ok(&example, &["why", "clarity"]).stdout;
    assert!(score.contains("of 109 points"), "{score}");
}

#[test]
fn the_exit_code_is_the_users_choice() {
    let example = repository().join("examples/saas-india");
    let json: Value =
        serde_json::from_str(&doorwise_ok(&example, &["clarity", "--format", "json"]).stdout)
            .expect("JSON");
    let percent = json["icps"][0]["score"]["percent"]
        .as_u64()
        .expect("a number");
    let under = |bar: u64| doorwise(&example, &["clarity", "--fail-under", &bar.to_string()]).code;
    assert_eq!((under(percent), under(percent + 1)), (0, 1));
    assert_eq!(
        doorwise(&example, &["clarity", "--fail-under", "101"]).code,
        2
    );
}

#[test]
fn the_page_and_the_badge_say_what_the_terminal_says() {
    let example = repository().join("examples/saas-india");
    let folder = tempfile::tempdir().expect("a folder");
    let (page, badge) = (
        folder.path().join("clarity.html"),
        folder.path().join("clarity.svg"),
    );
    let words = [
        "clarity",
        "--format",
        "json",
        "--html",
        page.to_str().expect("UTF-8"),
        "--badge",
        badge.to_str().expect("UTF-8"),
    ];
    let view: Value = serde_json::from_str(&doorwise_ok(&example, &words).stdout).expect("JSON");
    let (html, svg) = (
        fs::read_to_string(&page).expect("the page"),
        fs::read_to_string(&badge).expect("the badge"),
    );
    let icp = &view["icps"][0];
    for item in icp["items"].as_array().expect("items") {
        let question = item["question"]
            .as_str()
            .expect("a question")
            .replace('\'', "&#39;");
        assert!(
            html.contains(&question) || html.contains(&question.replace("&#39;", "'")),
            "{question}"
        );
    }
    let score = &icp["score"];
    let says = format!(
        "{} % {}",
        score["percent"],
        score["level"].as_str().expect("a level")
    );
    assert!(
        svg.contains(&says) && svg.contains("<title>clarity"),
        "{svg}"
    );
    assert!(
        html.contains("<code>employees:</code>") && !html.contains('`'),
        "names of fields stand as code"
    );
    for text in [&html, &svg] {
        assert!(!text.contains("href=\"http") && !text.contains("<link") && !text.contains("url("));
    }
    assert_eq!(
        doorwise_ok(&example, &words).stdout,
        doorwise_ok(&example, &words).stdout
    );
}

/// A command that does not run is no step.
#[test]
fn every_command_runs_as_it_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    copied(&repository().join("examples/saas-india"), folder.path());
    run_all(folder.path());
    // Who has a sentence and nothing else is not sent into an error either.
    let folder = tempfile::tempdir().expect("a folder");
    let icp = "B2B SaaS companies, 10 to 50 employees, in India";
    doorwise_ok(folder.path(), &["init", "--icp", icp]);
    run_all(folder.path());
    // The size that was said is the size that is meant, though one step out passes.
    let size = &asked(folder.path()).items[1];
    assert_eq!(size.state, "yes", "{}", size.answer);
    assert!(size.answer.contains("10..50"), "{}", size.answer);
}

fn run_all(root: &Path) {
    let view = asked(root);
    let commands: std::collections::BTreeSet<&str> = view
        .items
        .iter()
        .map(|item| item.command.as_str())
        .collect();
    let binary = Path::new(env!("CARGO_BIN_EXE_doorwise"))
        .parent()
        .expect("a folder");
    let path = format!(
        "{}:{}",
        binary.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    for command in commands {
        let output = std::process::Command::new("sh")
            .args(["-c", command])
            .current_dir(root)
            .env("PATH", &path)
            .output()
            .expect("a shell");
        let code = output.status.code();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(code, Some(0 | 1)), "{command}: {code:?} {stderr}");
    }
}
