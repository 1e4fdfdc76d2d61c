//! How often the learner claims a line where there is nothing, and how often it finds what is there.
//!
//! `cargo run --release -p doorwise-fit --example false_claims -- null 300 1000` shuffles outcomes
//! over a generated table of 300 deals 1,000 times; `-- planted 200 100` generates 100 tables of 200
//! deals with a known profile. Seeds are the run's number: the same words give the same figures.

use doorwise_fit::{Ask, Column, Deals, Verdict, learn, rate};
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::value::{Unknown, Value};
use doorwise_vocab::Interval;

/// Standard normal quantile of a two-sided 95 % interval.
const Z_95: f64 = 1.959_963_984_540_054;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.share() * n as f64) as usize
    }
}

/// Columns as a CRM export has them: sizes, industries, sources, countries, flags, some blank.
fn facts(n: usize, dice: &mut Dice) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut add = |name: &str, kind, values: Vec<Value>| {
        columns.push(Column {
            field: Field::Custom(name.to_owned(), kind),
            header: name.to_owned(),
            codes: (0..n as u32).collect(),
            values,
            wish: None,
            precedes_sale: false,
        });
    };
    let word = |name: &str, idx: usize| Value::OneOf(vec![format!("{name} {idx}")]);
    let number = |value: f64| Value::Number(Interval::exactly(value));
    add(
        "employees",
        FieldKind::Number,
        (0..n)
            .map(|_| match dice.share() {
                share if share < 0.1 => Value::Unknown(Unknown::Blank),
                share => number((2.0_f64).powf(1.0 + 11.0 * share).round()),
            })
            .collect(),
    );
    for (name, levels, blank) in [
        ("industry", 12, 0.1),
        ("country", 20, 0.05),
        ("source", 6, 0.0),
        ("model", 3, 0.2),
        ("city", 60, 0.3),
        ("trial", 2, 0.0),
        ("crm", 5, 0.5),
    ] {
        add(
            name,
            FieldKind::Category,
            (0..n)
                .map(|_| {
                    // Some levels are frequent, many rare.
                    let level = (dice.share() * dice.share() * f64::from(levels)) as usize;
                    if dice.share() < blank {
                        Value::Unknown(Unknown::Blank)
                    } else {
                        word(name, level)
                    }
                })
                .collect(),
        );
    }
    for name in ["seats", "visits", "age of company"] {
        add(
            name,
            FieldKind::Number,
            (0..n)
                .map(|_| number((dice.share() * 100.0).round()))
                .collect(),
        );
    }
    columns
}

/// The known profile: small companies of one industry that came by one source.
fn log_odds(columns: &[Column], row: usize) -> f64 {
    let is = |column: usize, wanted: &str| matches!(&columns[column].values[row], Value::OneOf(words) if words[0] == wanted);
    let small = matches!(&columns[0].values[row], Value::Number(size) if size.high <= 50.0);
    -1.4 + 1.2 * f64::from(u8::from(small))
        + 1.2 * f64::from(u8::from(is(1, "industry 0")))
        + 1.0 * f64::from(u8::from(is(3, "source 1")))
}

const PLANTED: [&str; 3] = ["custom.employees", "custom.industry", "custom.source"];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<usize>().ok());
    let (Some(what), Some(n), Some(runs)) =
        (words.first().map(String::as_str), number(1), number(2))
    else {
        say("write: null DEALS RUNS, or planted DEALS RUNS");
        return;
    };
    match what {
        "null" => null(n, runs),
        _ => planted(n, runs),
    }
}

fn deals(n: usize, dice: &mut Dice, chance: impl Fn(&[Column], usize) -> f64) -> Deals {
    let columns = facts(n, dice);
    let won = (0..n)
        .map(|row| dice.share() < 1.0 / (1.0 + (-chance(&columns, row)).exp()))
        .collect();
    Deals {
        won,
        columns,
        units: (0..n as u64).collect(),
        days: Vec::new(),
        opened: Vec::new(),
        amounts: Vec::new(),
        kept: Vec::new(),
    }
}

fn null(n: usize, runs: usize) {
    let (mut claims, mut lines) = (0, 0);
    for run in 0..runs {
        let mut dice = Dice(run as u64);
        let mut table = deals(n, &mut dice, log_odds);
        // The table keeps its win rate; its outcomes are dealt out anew.
        for last in (1..n).rev() {
            table.won.swap(last, dice.below(last + 1));
        }
        let found = learn(&table, Ask::new(run as u64));
        let proven = found.lines.iter().filter(|line| line.proven).count();
        claims += usize::from(proven > 0 || found.verdict == Verdict::Found);
        lines += proven;
    }
    let (low, high) = rate::wilson(claims, runs, Z_95);
    say(&format!(
        "null, {n} deals, {runs} runs: {:.1} % claim something (95 % interval {:.1} to {:.1} %), {:.3} lines a run",
        100.0 * claims as f64 / runs as f64,
        low * 100.0,
        high * 100.0,
        lines as f64 / runs as f64
    ));
}

fn planted(n: usize, runs: usize) {
    let (mut claimed, mut right, mut found_fields, mut ranked) = (0, 0, 0, 0);
    for run in 0..runs {
        let mut dice = Dice(run as u64);
        let table = deals(n, &mut dice, log_odds);
        let found = learn(&table, Ask::new(run as u64));
        let field = |line: &learn::LearnedLine| found.tables[line.table].fields[0].to_string();
        let proven: Vec<String> = found
            .lines
            .iter()
            .filter(|line| line.proven)
            .map(field)
            .collect();
        claimed += proven.len();
        right += proven
            .iter()
            .filter(|name| PLANTED.contains(&name.as_str()))
            .count();
        let has = |names: &[String], wanted: &str| names.iter().any(|name| name == wanted);
        found_fields += PLANTED.iter().filter(|wanted| has(&proven, wanted)).count();
        let all: Vec<String> = found.lines.iter().map(field).collect();
        ranked += PLANTED.iter().filter(|wanted| has(&all, wanted)).count();
    }
    let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    say(&format!(
        "planted, {n} deals, {runs} runs: precision of claims {:.0} % of {claimed}, recall {:.0} %; {:.0} % of the profile's fields on the card, claimed or not",
        share(right, claimed),
        share(found_fields, runs * PLANTED.len()),
        share(ranked, runs * PLANTED.len())
    ));
}

#[expect(
    clippy::print_stdout,
    reason = "a program of its own that prints its figures"
)]
fn say(text: &str) {
    println!("{text}");
}
