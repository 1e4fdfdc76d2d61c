//! `doorwise check --outcomes`: which rules go with replies or clicks, which against, and never more.

mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use doorwise_fit::family::{Answer, Asked, Question, answers};
use doorwise_fit::within::{Case, Compared, compare};
use doorwise_model::diagnostic::Place;
use doorwise_playbook::view::RateView;
use doorwise_words::rules::RULES;
use doorwise_words::settle;
use serde::Serialize;

use super::{CheckArgs, CheckFormat, loose};
use crate::output::page::Page;
use crate::shell::{Fault, Shell, Status};
use read::{Outcomes, Sent};

/// Copies on each side below which a rule is not held against anything.
const LEAST_SIDE: usize = 8;
/// Chance, all rules together, from which on nothing is said.
const LEVEL: f64 = 0.05;
/// Seed of the dealings; the same table gives the same answer.
const SEED: u64 = 1;

/// What `doorwise check --outcomes --format json` prints.
#[derive(Serialize)]
struct OutcomesView {
    /// Copies that were read and have an outcome.
    copies: usize,
    /// Rows left out, by reason.
    left_out: BTreeMap<&'static str, usize>,
    /// Column that says which copies are of one test; none where there is no such column.
    test: Option<String>,
    /// Tests or campaigns.
    tests: usize,
    /// Columns as they were read, by field.
    columns: BTreeMap<&'static str, String>,
    /// Rules held against the outcomes together.
    tested: usize,
    /// Chance at which, of all rules together, one is said to agree or disagree where none does.
    level: f64,
    rules: Vec<RuleView>,
    /// What this does not show.
    cautions: Vec<&'static str>,
}

/// One rule against the outcomes.
#[derive(Serialize)]
struct RuleView {
    name: &'static str,
    /// Copies on which it ran.
    ran: usize,
    /// Copies on which it speaks up.
    fires: usize,
    /// Tests with copies on both sides.
    tests: usize,
    /// Rate of the copies on which it speaks up.
    with: Option<RateView>,
    /// Rate of the others.
    without: Option<RateView>,
    /// With less without, within tests.
    difference: Option<RateView>,
    /// Chance that any of the rules looks as strong where none matters.
    chance: Option<f64>,
    /// `agrees`, `disagrees` or `not enough evidence`.
    verdict: &'static str,
}

/// One rule with, for each copy, whether it speaks up; none where it did not run.
struct Fired {
    name: &'static str,
    inside: Vec<Option<bool>>,
}

pub(super) fn run(args: &CheckArgs, table: &Path, shell: &mut Shell) -> Result<Status, Fault> {
    let outcomes = read::read(table, args.channel.as_deref(), &args.columns)?;
    let bar = shell.progress("holding rules against outcomes");
    let fired = fired(args, table, &outcomes, shell)?;
    let view = view(&outcomes, &fired);
    bar.finish_and_clear();
    match args.format {
        CheckFormat::Json => shell.print_json(&view)?,
        CheckFormat::Text => shell.print(&text(&view, shell.width()))?,
        CheckFormat::Sarif | CheckFormat::Github => {
            return Err(Fault::asked(
                "--outcomes finds nothing in a file, so there is nothing to annotate",
                "use --format text or --format json",
            ));
        }
    }
    Ok(Status::Clean)
}

/// Runs the rules over every copy.
fn fired(
    args: &CheckArgs,
    table: &Path,
    outcomes: &Outcomes,
    shell: &mut Shell,
) -> Result<Vec<Fired>, Fault> {
    let (mut workspace, _) = loose::around(&[table.to_path_buf()])?;
    workspace.copies = outcomes.sent.iter().map(|sent| sent.copy.clone()).collect();
    if let Some(path) = &args.persona {
        let (persona, found) = loose::read_persona(path, &mut workspace, shell)?;
        shell.diagnostics(&found, &workspace.sources);
        for copy in &mut workspace.copies {
            copy.persona.clone_from(&persona.id);
        }
        workspace.personas.push(persona);
    }
    let settled = settle::check(&workspace, Vec::new());
    let by_file: BTreeMap<&PathBuf, usize> = workspace
        .copies
        .iter()
        .enumerate()
        .map(|(at, copy)| (&copy.file, at))
        .collect();
    let mut names: Vec<&'static str> = RULES
        .iter()
        .filter(|rule| rule.is_of_copy())
        .map(|rule| rule.name)
        .collect();
    names.extend(workspace.own_rules.iter().map(|rule| rule.name));
    let mut speaks: BTreeSet<(&str, usize)> = BTreeSet::new();
    let allowed = settled.allowed.iter().map(|allowed| &allowed.finding);
    for found in settled.found.iter().chain(allowed) {
        if let Place::Text { file, .. } = &found.place
            && let Some(at) = by_file.get(file)
        {
            speaks.insert((found.name, *at));
        }
    }
    let silent: BTreeSet<(&str, usize)> = settled
        .not_run
        .iter()
        .filter_map(|not_run| Some((not_run.name, *by_file.get(&not_run.file)?)))
        .collect();
    let fired = names.into_iter().map(|name| Fired {
        name,
        inside: (0..outcomes.sent.len())
            .map(|at| (!silent.contains(&(name, at))).then(|| speaks.contains(&(name, at))))
            .collect(),
    });
    Ok(fired.collect())
}

fn view(outcomes: &Outcomes, fired: &[Fired]) -> OutcomesView {
    let sent = &outcomes.sent;
    let testable: Vec<usize> = (0..fired.len())
        .filter(|&rule| {
            let count = |side: bool| {
                fired[rule]
                    .inside
                    .iter()
                    .filter(|one| **one == Some(side))
                    .count()
            };
            count(true) >= LEAST_SIDE && count(false) >= LEAST_SIDE
        })
        .collect();
    let chances = chances(outcomes, fired, &testable);
    let rules = fired
        .iter()
        .enumerate()
        .filter(|(_, rule)| rule.inside.iter().any(Option::is_some))
        .map(|(at, rule)| {
            let cases: Vec<Case> = sent
                .iter()
                .zip(&rule.inside)
                .filter_map(|(sent, inside)| {
                    Some(Case {
                        stratum: sent.test,
                        hits: sent.hits,
                        n: sent.n,
                        inside: (*inside)?,
                    })
                })
                .collect();
            let compared = compare(&cases);
            let chance = testable
                .iter()
                .position(|rule| *rule == at)
                .map(|place| chances[place]);
            RuleView {
                name: rule.name,
                ran: cases.len(),
                fires: cases.iter().filter(|case| case.inside).count(),
                tests: compared.strata,
                with: compared.with.map(RateView::of),
                without: compared.without.map(RateView::of),
                difference: compared.difference.map(RateView::of),
                chance: chance.map(|(less, more)| less.chance.min(more.chance)),
                verdict: verdict(&compared, chance),
            }
        })
        .collect();
    let tests: BTreeSet<u64> = sent.iter().map(|sent| sent.test).collect();
    let mut cautions = vec![
        "copies differ in more than one rule, and what a rule finds may only stand beside what matters",
        "a rule that agrees here need not cause anything, and one without evidence need not be wrong",
    ];
    if !outcomes.columns.contains_key("test") {
        cautions.push("no column says which copies were tried against each other, so readers and days differ too");
    }
    OutcomesView {
        copies: sent.len(),
        left_out: outcomes.left_out.clone(),
        test: outcomes.columns.get("test").cloned(),
        tests: tests.len(),
        columns: outcomes.columns.clone(),
        tested: testable.len(),
        level: LEVEL,
        rules,
        cautions,
    }
}

/// Agrees where copies with the fault bring less, disagrees where they bring more; else nothing is said.
fn verdict(compared: &Compared, chance: Option<(Answer, Answer)>) -> &'static str {
    let (Some((less, more)), Some(difference)) = (chance, compared.difference) else {
        return "not enough evidence";
    };
    if less.chance <= LEVEL && difference.high < 0.0 {
        "agrees"
    } else if more.chance <= LEVEL && difference.low > 0.0 {
        "disagrees"
    } else {
        "not enough evidence"
    }
}

/// Returns for each rule that can be tested how likely chance looks as strong: less inside, more inside.
///
/// A copy's answer is yes where it brought more than the middle of its own test, so that easy readers of
/// one test are no merit of its copies; all rules share one error.
fn chances(outcomes: &Outcomes, fired: &[Fired], testable: &[usize]) -> Vec<(Answer, Answer)> {
    let sent = &outcomes.sent;
    let mut rates: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for one in sent {
        rates.entry(one.test).or_default().push(one.rate());
    }
    let middles: BTreeMap<u64, Option<f64>> = rates
        .into_iter()
        .map(|(test, mut rates)| {
            rates.sort_by(f64::total_cmp);
            let n = rates.len();
            let middle = f64::midpoint(rates[(n - 1) / 2], rates[n / 2]);
            // Of one copy, and of copies that all did the same, nothing is learned.
            (test, (rates[0] < rates[n - 1]).then_some(middle))
        })
        .collect();
    // Of yes and no alone the middle may be the yes itself.
    let is_yes = |one: &Sent| {
        middles[&one.test].is_some_and(|middle| match one.n == 1.0 {
            true => one.hits > 0.0,
            false => one.rate() > middle,
        })
    };
    let is_alone = !outcomes.columns.contains_key("test");
    let asked = testable.iter().enumerate().flat_map(|(place, &rule)| {
        let inside: Vec<Option<bool>> = sent
            .iter()
            .zip(&fired[rule].inside)
            .map(|(one, inside)| middles[&one.test].and(*inside))
            .collect();
        [false, true].map(|more| Asked {
            rule: place,
            inside: inside.clone(),
            more,
            strata: Vec::new(),
        })
    });
    let question = Question {
        yes: sent.iter().map(is_yes).collect(),
        units: sent
            .iter()
            .enumerate()
            .map(|(at, one)| if is_alone { at as u64 } else { one.test })
            .collect(),
        asked: asked.collect(),
    };
    let found = answers(&[question], SEED);
    let found = found.into_iter().next().unwrap_or_default();
    found
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1]))
        .collect()
}

fn text(view: &OutcomesView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title("Rules against outcomes");
    let tests = match &view.test {
        Some(column) => format!("{} tests (`{column}`)", view.tests),
        None => "no tests".to_owned(),
    };
    page.line(&format!(
        "{} copies in {tests}; {} rules held against them together: where none matters, one is said to in {:.0} % of tables at most",
        view.copies,
        view.tested,
        100.0 * view.level
    ));
    let left: Vec<String> = view
        .left_out
        .iter()
        .map(|(why, n)| format!("{n} {why}"))
        .collect();
    if !left.is_empty() {
        page.line(&format!("rows left out: {}", left.join(", ")));
    }
    for (verdict, heading) in [
        ("agrees", "Agree: copies with the fault bring less"),
        ("disagrees", "Disagree: copies with the fault bring more"),
        ("not enough evidence", "Not enough evidence"),
    ] {
        let mut rules = view
            .rules
            .iter()
            .filter(|rule| rule.verdict == verdict)
            .peekable();
        if rules.peek().is_some() {
            page.heading(heading);
        }
        for rule in rules {
            page.item(&format!(
                "{}: fires on {} of {} copies",
                rule.name, rule.fires, rule.ran
            ));
            if let (Some(with), Some(without)) = (&rule.with, &rule.without) {
                page.detail(&format!(
                    "{} with it, {} without",
                    rate(with),
                    rate(without)
                ));
            }
            if let Some(difference) = &rule.difference {
                let where_of = match view.test {
                    Some(_) => format!(" within {} tests", rule.tests),
                    None => String::new(),
                };
                let chance = match rule.chance {
                    Some(chance) => format!("; chance over all rules {chance:.3}"),
                    None => String::new(),
                };
                page.detail(&format!(
                    "{:+.2} points (could be {:+.2} to {:+.2}){where_of}{chance}",
                    100.0 * difference.value,
                    100.0 * difference.low,
                    100.0 * difference.high
                ));
            }
        }
    }
    page.blank();
    for caution in &view.cautions {
        page.line(&format!("Mind: {caution}."));
    }
    page.finish()
}

fn rate(rate: &RateView) -> String {
    format!(
        "{:.2} % (could be {:.2} to {:.2} %)",
        100.0 * rate.value,
        100.0 * rate.low.max(0.0),
        100.0 * rate.high
    )
}
