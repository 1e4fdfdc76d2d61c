//! Measures the title grammar on labelled titles, and its speed on distinct ones.
//!
//! `cargo run --release -p doorwise-vocab --example title_accuracy -- <shared folder> [misses] [CSV...]`
//! reads `eval/titles.csv`, `data/snapaddy_titles` and `data/onet_27` below the folder, and files of
//! the columns of `eval/titles.csv` named behind. Of a file with `closed` in its name only totals are
//! ever printed: who reads its rows has no unseen titles left.
//! Titles whose hash is 0 modulo 5 are held out: no list was written and no model trained
//! with them in view, and only their figures are reported. `misses` prints errors of the rest.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement for a person to read"
)]

mod labels;
mod speed;

use std::path::{Path, PathBuf};
use std::{env, fs};

use doorwise_vocab::title::{self, Function, Seniority};

/// Splits one line of a CSV file; quotes hold commas, and two quotes are one.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().expect("one field").push(other),
        }
    }
    fields
}

/// Counts hits among titles.
#[derive(Default)]
struct Share {
    hits: u32,
    n: u32,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += u32::from(hit);
        self.n += 1;
    }

    fn tell(&self, what: &str) {
        let share = f64::from(self.hits) / f64::from(self.n.max(1));
        println!("{what:<34} {share:.3}  ({} of {})", self.hits, self.n);
    }
}

/// FNV-1a; the training script splits by the same hash.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn held_out(text: &str) -> bool {
    hash(text).is_multiple_of(5)
}

fn lines(path: &Path) -> Vec<String> {
    match fs::read_to_string(path) {
        Ok(text) => text.lines().skip(1).map(str::to_owned).collect(),
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            Vec::new()
        }
    }
}

fn labelled(path: &Path, misses: bool) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let misses = misses && !name.contains("closed");
    let (mut function, mut seniority, mut both) = <(Share, Share, Share)>::default();
    let (mut traps, mut confident, mut wrong) = <(Share, Share, Share)>::default();
    for line in lines(path) {
        let cells = fields(&line);
        let read = title::title(&cells[1]);
        let fits = |label: &str, others: &str, got: &str| {
            label == got || others.split('/').any(|other| other == got)
        };
        let right_function = fits(&cells[2], &cells[5], read.function.as_str());
        let right_seniority = fits(&cells[3], &cells[6], read.seniority.as_str());
        let right = right_function && right_seniority;
        function.add(right_function);
        seniority.add(right_seniority);
        both.add(right);
        if cells[4].contains("trap") {
            traps.add(right);
        }
        confident.add(read.confidence >= 0.8);
        wrong.add(read.confidence >= 0.8 && !right);
        if misses && !right {
            println!(
                "  {line}: {} {} {}",
                read.function.as_str(),
                read.seniority.as_str(),
                read.confidence
            );
        }
    }
    println!("{name}, lenient");
    function.tell("  function");
    seniority.tell("  seniority");
    both.tell("  both");
    traps.tell("  traps, both");
    confident.tell("  confidence at least 0.8");
    wrong.tell("  wrong at confidence 0.8 or more");
}

/// Titles of our own, each with the functions and seniorities that may be said of it, and where a
/// title is a trap, the flag it must carry.
fn written(file: &str, misses: bool) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../bench/titles")
        .join(file);
    let (mut function, mut seniority, mut both, mut wrong, mut traps) =
        <(Share, Share, Share, Share, Share)>::default();
    for line in lines(&path).iter().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let read = title::title(cells[0]);
        let fits = |labels: &str, got: &str| labels.split('/').any(|label| label == got);
        let right_function = fits(cells[1], read.function.as_str());
        let right_seniority = fits(cells[2], read.seniority.as_str());
        let right = right_function && right_seniority;
        function.add(right_function);
        seniority.add(right_seniority);
        both.add(right);
        wrong.add(read.confidence >= 0.8 && !right);
        let trap = cells.get(3).copied();
        let flags: Vec<&str> = read.flags.iter().map(|flag| flag.as_str()).collect();
        let right_trap = match trap {
            None => true,
            Some("trap") => right,
            Some(flag) => flags.contains(&flag),
        };
        if trap.is_some() {
            traps.add(right_trap);
        }
        if misses && !(right && right_trap) {
            println!(
                "  {line}: {} {} {} {flags:?}",
                read.function.as_str(),
                read.seniority.as_str(),
                read.confidence
            );
        }
    }
    println!("bench/titles/{file}");
    function.tell("  function");
    seniority.tell("  seniority");
    both.tell("  both");
    wrong.tell("  wrong at confidence 0.8 or more");
    if traps.n > 0 {
        traps.tell("  traps");
    }
}

/// One label set of two columns: text and label.
fn label_set(
    what: &str,
    rows: impl Iterator<Item = (String, String)>,
    misses: bool,
    right: impl Fn(&str, Function, Seniority) -> Option<bool>,
    abstains: impl Fn(Function, Seniority) -> bool,
) {
    let (mut held, mut rest, mut silent) = <(Share, Share, Share)>::default();
    let mut beside = Share::default();
    let (mut sure, mut unsure) = <(Share, Share)>::default();
    for (text, label) in rows {
        let read = title::title(&text);
        let Some(hit) = right(&label, read.function, read.seniority) else {
            continue;
        };
        if held_out(&text) {
            held.add(hit);
            let by_trust = if read.confidence >= 0.8 {
                &mut sure
            } else {
                &mut unsure
            };
            by_trust.add(hit);
            let mut others = read.other_functions.iter();
            beside.add(
                hit || others.any(|other| right(&label, *other, read.seniority) == Some(true)),
            );
            silent.add(abstains(read.function, read.seniority));
        } else {
            rest.add(hit);
            if misses && !hit {
                println!(
                    "  {what}\t{label}\t{}\t{}\t{:.2}\t{text}",
                    read.function.as_str(),
                    read.seniority.as_str(),
                    read.confidence
                );
            }
        }
    }
    held.tell(&format!("{what}, held out"));
    sure.tell("  at confidence 0.8 or more");
    unsure.tell("  below");
    beside.tell("  further functions of a title count");
    silent.tell("  of these without an answer");
    if misses {
        rest.tell("  the rest");
    }
}

fn main() {
    let mut args = env::args().skip(1);
    let Some(shared) = args.next().map(PathBuf::from) else {
        eprintln!("usage: title_accuracy <shared folder> [misses] [CSV...]");
        return;
    };
    let (words, files): (Vec<String>, Vec<String>) = args.partition(|word| word == "misses");
    let misses = !words.is_empty();
    labelled(&shared.join("eval/titles.csv"), misses);
    for file in &files {
        labelled(Path::new(file), misses);
    }
    written("written.tsv", misses);
    written("written_eu.tsv", misses);
    written("written_odd.tsv", misses);
    written("written_odd2.tsv", misses);
    written("written_crm.tsv", misses);
    written("written_traps.tsv", misses);
    written("written_traps2.tsv", misses);
    written("written_traps3.tsv", misses);
    written("written_traps4.tsv", misses);
    written("written_traps5.tsv", misses);
    written("written_traps6.tsv", misses);
    written("written_traps7.tsv", misses);
    written("written_traps8.tsv", misses);
    written("written_traps9.tsv", misses);
    let pairs = |file: &str| {
        lines(&shared.join("data/snapaddy_titles").join(file))
            .into_iter()
            .filter_map(|line| {
                let mut cells = fields(&line);
                let label = cells.pop()?;
                Some((cells.join(","), label))
            })
    };
    label_set(
        "snapaddy department",
        pairs("department-v2.csv"),
        misses,
        |label, function, _| Some(labels::departments(label).contains(&function)),
        |function, _| function == Function::Other,
    );
    label_set(
        "snapaddy seniority",
        pairs("seniority-v2.csv"),
        misses,
        |label, _, seniority| Some(labels::levels(label).contains(&seniority)),
        |_, seniority| seniority == Seniority::Unknown,
    );
    let onet: Vec<(String, String)> = lines(&shared.join("data/onet_27/Alternate Titles.txt"))
        .into_iter()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let code = cells.next()?.to_owned();
            Some((cells.next()?.to_owned(), code))
        })
        .collect();
    label_set(
        "O*NET function",
        onet.iter().cloned(),
        misses,
        |code, function, _| labels::occupation(code).map(|functions| functions.contains(&function)),
        |function, _| function == Function::Other,
    );
    let mut all: Vec<String> = onet.into_iter().map(|(text, _)| text).collect();
    all.extend(pairs("department-v2.csv").map(|(text, _)| text));
    all.extend(pairs("seniority-v2.csv").map(|(text, _)| text));
    speed::measure(all);
}
