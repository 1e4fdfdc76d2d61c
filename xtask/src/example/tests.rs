use std::collections::{BTreeMap, BTreeSet};

use super::deals::Outcome;
use super::*;

/// Returns the cells of a generated line; quoted cells hold no quotes in these tables.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().expect("starts with one cell").push(letter),
        }
    }
    cells
}

fn rows(table: &str) -> Vec<Vec<String>> {
    table.lines().skip(1).map(cells).collect()
}

fn small() -> Options {
    Options {
        companies: 80,
        deals: 60,
        ..Options::default()
    }
}

/// Four counts of one stratum: won and lost, with the marketing leader and without.
#[derive(Default)]
struct Stratum {
    won: [f64; 2],
    lost: [f64; 2],
}

/// Returns the Mantel-Haenszel odds ratio (Mantel, Haenszel 1959) of the marketing leader over
/// size and stage, with outcome and people read back from the tables a user would have.
fn recovered(options: &Options, inside: bool) -> f64 {
    let files = files(options).expect("the example can be made");
    let world = World::new(options).expect("the world can be made");
    let companies: BTreeMap<&str, &companies::Company> = world
        .companies
        .iter()
        .map(|company| (company.id.as_str(), company))
        .collect();
    let leaders: BTreeSet<String> = rows(&files["data/contacts.csv"])
        .into_iter()
        .filter(|row| {
            contacts::Kind::MarketingLeader
                .titles()
                .contains(&row[3].as_str())
        })
        .map(|row| row[0].clone())
        .collect();
    let led: BTreeSet<String> = rows(&files["data/deal_contacts.csv"])
        .into_iter()
        .filter(|row| leaders.contains(&row[1]))
        .map(|row| row[0].clone())
        .collect();

    let mut strata: BTreeMap<(bool, bool), Stratum> = BTreeMap::new();
    for row in rows(&files["data/deals.csv"]) {
        let company = companies[row[1].as_str()];
        if company.inside != inside {
            continue;
        }
        let stratum = strata
            .entry((company.exact_size, company.exact_stage))
            .or_default();
        let without = usize::from(!led.contains(&row[0]));
        match row[3].as_str() {
            "Closed Won" => stratum.won[without] += 1.0,
            "Closed Lost" => stratum.lost[without] += 1.0,
            stage => assert_eq!(stage, "Negotiation"),
        }
    }
    let (above, below) = strata.values().fold((0.0, 0.0), |(above, below), stratum| {
        let all: f64 = stratum.won.iter().chain(&stratum.lost).sum();
        (
            above + stratum.won[0] * stratum.lost[1] / all,
            below + stratum.won[1] * stratum.lost[0] / all,
        )
    });
    above / below
}

#[test]
fn same_seed_gives_same_bytes_and_another_seed_does_not() {
    let first = files(&small()).unwrap();
    assert_eq!(first, files(&small()).unwrap());
    let other = files(&Options { seed: 8, ..small() }).unwrap();
    for table in [
        "data/companies.csv",
        "data/deals.csv",
        "data/contacts.csv",
        "data/deal_contacts.csv",
    ] {
        assert_ne!(first[table], other[table], "{table}");
    }
}

#[test]
fn committed_example_is_a_fresh_run() {
    let options = Options::default();
    let fresh = files(&options).unwrap();
    for (path, text) in &fresh {
        let committed = std::fs::read_to_string(options.out.join(path)).unwrap_or_default();
        assert!(
            committed == *text,
            "`examples/saas-india/{path}` differs from a fresh run\n  = help: run `cargo xtask example`"
        );
    }
    let size: usize = fresh.values().map(String::len).sum();
    assert!(
        size < 400_000,
        "{size} bytes are too many to keep in the repository"
    );
}

#[test]
fn planted_odds_ratio_is_in_the_tables() {
    // At 20,000 deals the standard error of the log odds ratio is near 0.035, and 0.1 outside.
    let many = Options {
        companies: 4000,
        deals: 20_000,
        ..Options::default()
    };
    let inside = recovered(&many, true);
    assert!(
        (1.95..=2.48).contains(&inside),
        "odds ratio {inside} inside the ICP, planted 2.2"
    );
    let outside = recovered(&many, false);
    assert!(
        (0.7..=1.43).contains(&outside),
        "odds ratio {outside} outside the ICP, planted 1"
    );

    let none = recovered(
        &Options {
            story: Story::Absent,
            ..many
        },
        true,
    );
    assert!(
        (0.88..=1.13).contains(&none),
        "odds ratio {none} without the story, planted 1"
    );
}

#[test]
fn finance_decides_only_for_those_who_ignore_the_dates() {
    let many = Options {
        companies: 4000,
        deals: 20_000,
        ..Options::default()
    };
    let files = files(&many).unwrap();
    let deals = rows(&files["data/deals.csv"]);
    let cycles: BTreeMap<&str, (Date, Date)> = deals
        .iter()
        .filter(|row| !row[6].is_empty())
        .map(|row| {
            (
                row[0].as_str(),
                (row[5].parse().unwrap(), row[6].parse().unwrap()),
            )
        })
        .collect();
    let finance: BTreeSet<String> = rows(&files["data/contacts.csv"])
        .into_iter()
        .filter(|row| contacts::Kind::Finance.titles().contains(&row[3].as_str()))
        .map(|row| row[0].clone())
        .collect();
    let (mut ever, mut in_time) = (BTreeSet::new(), BTreeSet::new());
    for row in rows(&files["data/deal_contacts.csv"]) {
        let Some((created, closed)) = cycles.get(row[0].as_str()) else {
            continue;
        };
        if !finance.contains(&row[1]) {
            continue;
        }
        ever.insert(row[0].clone());
        // Four fifths of the cycle; a blank date cannot be known to be in time.
        let cycle = (*closed - *created).get_days();
        if row[3]
            .parse::<Date>()
            .is_ok_and(|attached| (attached - *created).get_days() * 5 <= cycle * 4)
        {
            in_time.insert(row[0].clone());
        }
    }
    let odds_ratio = |present: &BTreeSet<String>| {
        let count = |stage: &str, with: bool| {
            let deals = deals
                .iter()
                .filter(|row| row[3] == stage && present.contains(&row[0]) == with);
            u32::try_from(deals.count()).map(f64::from).unwrap()
        };
        count("Closed Won", true) * count("Closed Lost", false)
            / (count("Closed Won", false) * count("Closed Lost", true))
    };
    let (blind, careful) = (odds_ratio(&ever), odds_ratio(&in_time));
    assert!(blind > 3.0, "odds ratio {blind} when dates are ignored");
    assert!(
        (0.85..=1.17).contains(&careful),
        "odds ratio {careful} when late contacts are dropped"
    );
}

#[test]
fn readme_says_how_far_a_sample_may_stray() {
    let mut ratios: Vec<f64> = (1..=200)
        .map(|seed| {
            let options = Options {
                seed,
                ..Options::default()
            };
            let text = readme::write(&options, &World::new(&options).unwrap());
            let (_, rest) = text.split_once("these four counts | ").unwrap();
            rest.split_once(' ').unwrap().0.parse().unwrap()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    let said = format!("from {:.1} to {:.1} in 95 of 100", ratios[5], ratios[194]);
    let text = readme::write(
        &Options::default(),
        &World::new(&Options::default()).unwrap(),
    );
    assert!(text.contains(&said), "the README does not say `{said}`");
}

#[test]
fn base_rates_are_as_the_readme_says() {
    let many = Options {
        companies: 4000,
        deals: 20_000,
        ..Options::default()
    };
    let world = World::new(&many).unwrap();
    let inside = world
        .companies
        .iter()
        .filter(|company| company.inside)
        .count();
    assert!(
        (1400..=1900).contains(&inside),
        "{inside} of 4000 companies are inside the ICP"
    );

    let outside = |outcome| {
        let deals = &world.history.deals;
        deals
            .iter()
            .filter(|deal| deal.outcome == outcome && !world.companies[deal.company].inside)
            .count()
    };
    let (won, lost) = (outside(Outcome::Won), outside(Outcome::Lost));
    assert!(
        (9..=13).contains(&(won * 100 / (won + lost))),
        "{won} won and {lost} lost outside"
    );

    let led = world
        .history
        .deals
        .iter()
        .filter(|deal| deal.has_marketing_leader)
        .count();
    assert!(
        (43..=47).contains(&(led / 200)),
        "{led} of 20000 deals have a marketing leader"
    );
}

#[test]
fn names_and_ids_are_never_met_twice() {
    // More companies than pairs of words, so that the numbered names are tried too.
    let random = &mut Random::stream(7, "companies");
    let companies = companies::invent(9000, random);
    let names: BTreeSet<&str> = companies
        .iter()
        .map(|company| company.name.as_str())
        .collect();
    let domains: BTreeSet<&str> = companies
        .iter()
        .map(|company| company.domain.as_str())
        .collect();
    assert_eq!((names.len(), domains.len()), (9000, 9000));
    assert!(
        !names.contains("Neemwharf"),
        "a company of `proof/` is in the market"
    );
}

#[test]
fn rows_are_as_wide_as_their_header_and_dates_run_forward() {
    let files = files(&Options::default()).unwrap();
    for (path, table) in files.iter().filter(|(path, _)| path.starts_with("data/")) {
        let width = cells(table.lines().next().unwrap()).len();
        for row in rows(table) {
            assert_eq!(row.len(), width, "{path}: {row:?}");
        }
    }
    let mut spans = BTreeMap::new();
    for row in rows(&files["data/deals.csv"]) {
        let (created, closed) = (row[5].clone(), row[6].clone());
        let last = if closed.is_empty() {
            AS_OF.to_string()
        } else {
            closed
        };
        assert!(created <= last && last <= AS_OF.to_string(), "{row:?}");
        spans.insert(row[0].clone(), (created, last));
    }
    for row in rows(&files["data/deal_contacts.csv"]) {
        let (created, last) = &spans[&row[0]];
        assert!(
            row[3].is_empty() || (*created <= row[3] && row[3] <= *last),
            "{row:?}"
        );
    }
}

#[test]
fn readme_and_workspace_have_no_gap_left() {
    let files = files(&small()).unwrap();
    assert_eq!(files["README.md"].matches(['{', '}']).count(), 0);
    assert!(files["doorwise.yaml"].contains("seed 7"));
    let without = readme::write(
        &Options {
            story: Story::Absent,
            ..small()
        },
        &World::new(&small()).unwrap(),
    );
    assert!(without.contains("--no-story`, odds ratio 1"));
}

#[test]
fn misquoted_evidence_is_refused() {
    let mut files = files(&small()).unwrap();
    let path = "personas/founder.yaml";
    let misquoted = files[path].replace("I can't plan hiring", "I cannot plan hiring");
    files.insert(path.to_owned(), misquoted);
    let fault = evidence::check(&files).unwrap_err().to_string();
    assert!(
        fault.contains("cites words that Tanvir Bedi does not say"),
        "{fault}"
    );
}

#[test]
fn words_of_the_interviewer_are_not_evidence_of_the_buyer() {
    let mut files = files(&small()).unwrap();
    let path = "personas/founder.yaml";
    let misquoted = files[path].replace(
        "Without the pipeline I can't plan hiring.",
        "What is the debate about?",
    );
    files.insert(path.to_owned(), misquoted);
    assert!(evidence::check(&files).is_err());
}

#[test]
fn every_interview_is_a_short_conversation_of_two() {
    for interview in &interviews::ALL {
        let speakers: BTreeSet<&str> = interview.turns().map(|(speaker, _)| speaker).collect();
        assert_eq!(speakers.len(), 2, "{}", interview.file);
        let turns = interview.turns().count();
        assert!(
            (25..=60).contains(&turns),
            "{}: {turns} turns",
            interview.file
        );
        assert!(interview.render().len() < 9000, "{}", interview.file);
    }
}

#[test]
fn wrong_options_say_what_to_do() {
    let parse = |words: &[&str]| {
        Options::parse(
            &words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    assert!(
        parse(&["--sed", "7"])
            .unwrap_err()
            .to_string()
            .contains("`--sed` is not an option")
    );
    assert!(
        parse(&["--seed"])
            .unwrap_err()
            .to_string()
            .contains("has no value")
    );
    assert!(
        parse(&["--deals", "many"])
            .unwrap_err()
            .to_string()
            .contains("not a whole number")
    );
    let chosen = parse(&["--deals", "20", "--no-story"]).unwrap();
    assert_eq!((chosen.deals, chosen.story), (20, Story::Absent));
}

#[test]
fn run_writes_every_file_where_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("made").display().to_string();
    let arguments = ["--companies", "80", "--deals", "60", "--out", &out].map(str::to_owned);
    run(&arguments).unwrap();
    for (path, text) in files(&small()).unwrap() {
        assert_eq!(
            std::fs::read_to_string(Path::new(&out).join(path)).unwrap(),
            text
        );
    }
}

#[test]
fn too_few_companies_are_refused_in_words() {
    let fault = files(&Options {
        companies: 1,
        ..small()
    })
    .unwrap_err()
    .to_string();
    assert!(fault.contains("too few for deals"), "{fault}");
}
