//! Chores of this repository: `cargo xtask <chore>`.

use std::io::Write as _;
use std::process::ExitCode;

mod check;
mod example;

const CHORES: &str = "test, ci, lint, docs, \
     example [--seed 7] [--companies 600] [--deals 300] [--no-story] [--out examples/saas-india]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        Some((chore, rest)) if chore == "example" => example::run(rest),
        Some((chore, [])) if chore == "test" => check::test(),
        Some((chore, [])) if chore == "lint" => check::lint(),
        Some((chore, [])) if chore == "docs" => check::docs(),
        Some((chore, [])) if chore == "ci" => check::ci(),
        Some((chore, _)) => {
            Err(format!("`{chore}` is not a chore\n  = help: chores are {CHORES}").into())
        }
        None => Err(format!("no chore was named\n  = help: chores are {CHORES}").into()),
    };
    match outcome {
        Ok(said) => {
            // A closed pipe is no reason to fail: the files are written by then.
            let _ = writeln!(std::io::stderr(), "{said}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            let _ = writeln!(std::io::stderr(), "error: {fault}");
            ExitCode::from(2)
        }
    }
}
