//! Counts what is right on copies with labels: `cargo run -p doorwise-words --example copy_accuracy -- FILE [--errors]`.
//!
//! FILE is JSON with `personas` and `copies` (intended_persona, channel, subject or headline, text,
//! addressee, faults). Only counts are printed, so that a closed set stays closed; `--errors` adds
//! what was not as labelled.

use std::path::Path;

#[path = "../tests/it/labelled.rs"]
#[expect(dead_code, reason = "the tests read their own files too")]
mod labelled;
#[path = "../tests/it/tally.rs"]
mod tally;

#[expect(clippy::print_stdout, reason = "an example prints what it measured")]
fn main() {
    let file = std::env::args().nth(1).expect("a file of labelled copies");
    let tally = tally::tally(&labelled::read_json(Path::new(&file)));
    match std::env::args().any(|arg| arg == "--errors") {
        true => println!("{}", tally.says()),
        false => println!("{}", tally.totals()),
    }
}
