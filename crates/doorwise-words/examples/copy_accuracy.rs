//! Counts what is right on copies with labels: `cargo run -p doorwise-words --example copy_accuracy -- FILE [--errors]`.
//!
//! FILE is one of `tests/copies/*.md` by its name, or JSON with `personas` and `copies` (intended_persona, channel, subject or headline, text,
//! addressee, faults). Only counts are printed, so that a closed set stays closed; `--errors` adds
//! what was not as labelled.

use std::path::Path;

#[path = "../tests/it/labelled.rs"]
mod labelled;
#[path = "../tests/it/tally.rs"]
mod tally;

#[expect(clippy::print_stdout, reason = "an example prints what it measured")]
fn main() {
    let file = std::env::args().nth(1).expect("a file of labelled copies");
    let copies = match file.ends_with(".md") {
        true => labelled::read(&file),
        false => labelled::read_json(Path::new(&file)),
    };
    let tally = tally::tally(&copies);
    match std::env::args().any(|arg| arg == "--errors") {
        true => println!("{}", tally.says()),
        false => println!("{}", tally.totals()),
    }
}
