//! Titles line by line from standard input, answers as JSON lines.

use std::io::{self, BufRead, IsTerminal};

use doorwise_vocab::title::Grammar;

use super::view;
use crate::shell::{Fault, Shell};

/// Bytes of answers that are written at once.
const MOST: usize = 1 << 16;

pub(super) fn read(grammar: &Grammar, brief: bool, shell: &mut Shell) -> Result<(), Fault> {
    // Who types wants each answer at once; a file of a million titles wants few writes.
    let most = if io::stdin().is_terminal() { 0 } else { MOST };
    let (mut bytes, mut answers) = (Vec::new(), Vec::new());
    let mut input = io::BufReader::with_capacity(MOST, io::stdin().lock());
    while input.read_until(b'\n', &mut bytes)? > 0 {
        // A byte that is no UTF-8 must not end a run over a million titles.
        let line = String::from_utf8_lossy(&bytes);
        let written = line.trim_end_matches(['\n', '\r']);
        serde_json::to_writer(&mut answers, &view(grammar, written, brief))?;
        answers.push(b'\n');
        bytes.clear();
        if answers.len() > most {
            print(&mut answers, shell)?;
        }
    }
    print(&mut answers, shell)
}

fn print(answers: &mut Vec<u8>, shell: &mut Shell) -> Result<(), Fault> {
    shell.print(&String::from_utf8_lossy(answers))?;
    answers.clear();
    Ok(())
}
