//! Measures how fast interviews are read and mined, on one core.
//!
//! `cargo run --release -p doorwise-people --example listen_speed -- <files>`

#![expect(clippy::print_stdout, reason = "an example prints what it measured")]

use std::path::PathBuf;
use std::time::Instant;

use doorwise_people::{interview, listen};

fn main() {
    let files: Vec<(PathBuf, String)> = std::env::args_os()
        .skip(1)
        .map(|file| {
            let file = PathBuf::from(file);
            let text = std::fs::read_to_string(&file).expect("a text");
            (file, text)
        })
        .collect();
    let n_bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    let start = Instant::now();
    let mut n_records = 0;
    for (file, text) in &files {
        n_records += listen::mine(&interview::read(file, text).value).len();
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{:.2} MB in {seconds:.2} s: {:.2} MB/s, {n_records} statements",
        n_bytes as f64 / 1e6,
        n_bytes as f64 / 1e6 / seconds
    );
}
