//! All interviews of a workspace, heard once: who said what, with a person's corrections applied.

use std::path::Path;

use doorwise_model::diagnostic::Loaded;
use doorwise_model::workspace::Workspace;
use rayon::prelude::*;

use super::correct::{self, Corrections};
use super::{Record, mine, themes};
use crate::interview::{self, Interview};

/// Interviews with what was said in them.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// The interviews, in the workspace's order.
    pub interviews: Vec<Interview>,
    /// What was said, by kind and theme.
    pub records: Vec<Record>,
}

/// Reads a workspace's interviews, on the sides that its corrections name.
pub fn interviews(workspace: &Workspace) -> Vec<Interview> {
    read(workspace, Path::new(correct::FILE)).value.0
}

/// Hears a workspace's interviews; its corrections, which stand in `file`, win over the machine.
pub fn hear(workspace: &Workspace, file: &Path) -> Loaded<Heard> {
    let Loaded {
        value: (interviews, corrections),
        mut diagnostics,
    } = read(workspace, file);
    // Each interview by itself, on every core; gathered in their order.
    let mined: Vec<Vec<Record>> = interviews.par_iter().map(mine).collect();
    let mut records: Vec<Record> = mined.into_iter().flatten().collect();
    diagnostics.extend(corrections.judge_quotes(&mut records, &interviews));
    themes(&mut records);
    diagnostics.extend(corrections.rename(&mut records));
    Loaded {
        value: Heard {
            interviews,
            records,
        },
        diagnostics,
    }
}

fn read(workspace: &Workspace, file: &Path) -> Loaded<(Vec<Interview>, Corrections)> {
    let mut corrected = match &workspace.corrections {
        Some(text) => correct::read(file, text),
        None => Loaded {
            value: Corrections::default(),
            diagnostics: Vec::new(),
        },
    };
    let interviews = interview::of(workspace, &corrected.value.speakers);
    corrected.diagnostics.extend(interviews.diagnostics);
    Loaded {
        value: (interviews.value, corrected.value),
        diagnostics: corrected.diagnostics,
    }
}
