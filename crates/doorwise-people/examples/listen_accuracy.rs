//! Measures the statements of `doorwise listen` against marked transcripts.
//!
//! `cargo run --release -p doorwise-people --example listen_accuracy -- <folder> [--errors]`
//!
//! Reads every `*_gold.json` of the folder (annotations and traps beside the export it names) and
//! every `*.txt` with the marks of `tests/interviews` (`{pain: words}`, `{!negated: words}`). A
//! record and a mark are the same where at least 0.7 of the shorter's words are shared. A strong
//! record without a mark of its kind is wrong.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example prints what it measured"
)]

#[path = "../tests/marked/mod.rs"]
mod marked;

use std::collections::BTreeMap;
use std::path::Path;

use doorwise_people::listen::{Kind, Tier};
use marked::Score;

fn main() {
    let mut folder = None;
    let mut shows_errors = false;
    for arg in std::env::args().skip(1) {
        if arg == "--errors" {
            shows_errors = true;
        } else {
            folder = Some(arg);
        }
    }
    let Some(folder) = folder else {
        eprintln!("usage: listen_accuracy <folder> [--errors]");
        std::process::exit(2);
    };
    let transcripts = marked::folder(Path::new(&folder));
    let mut total = Score::default();
    let mut by_kind: BTreeMap<String, Score> = BTreeMap::new();
    for transcript in &transcripts {
        let scored = transcript.score();
        if shows_errors {
            println!("## {}", transcript.name);
            for line in &scored.errors {
                println!("   {line}");
            }
        }
        println!(
            "{:<34} turns {:>3} ({} expected)  {}",
            transcript.name,
            transcript.interview.turns.len(),
            transcript.n_turns.map_or("?".to_owned(), |n| n.to_string()),
            scored.total
        );
        total.add(&scored.total);
        for (kind, score) in &scored.by_kind {
            by_kind.entry(kind.clone()).or_default().add(score);
        }
    }
    println!();
    for kind in Kind::ALL {
        if let Some(score) = by_kind.get(kind.as_str()) {
            println!("{:<16} {score}", kind.as_str());
        }
    }
    println!("{:<16} {total}", "all");
    println!(
        "traps fired: {} {}, {} {} of {}",
        total.n_traps_strong,
        Tier::Strong.as_str(),
        total.n_traps_review,
        Tier::Review.as_str(),
        total.n_traps
    );
}
