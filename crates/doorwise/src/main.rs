//! Doorwise: which doors to knock on, and what to say when they open.
//!
//! The command line, and the only place where all rooms meet. Each verb is one file in [`cli`].

mod cli;
mod language_model;
mod output;
mod shell;

use std::process::ExitCode;

use clap::Parser;

use cli::Cli;
use shell::Shell;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut shell = Shell::new();
    match cli.run(&mut shell) {
        Ok(status) => status.into(),
        Err(fault) => {
            shell.fault(&fault);
            shell::Status::CouldNotRun.into()
        }
    }
}
