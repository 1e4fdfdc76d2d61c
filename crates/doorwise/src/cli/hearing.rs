//! Interviews with what was said in them, a person's corrections applied.

use std::collections::BTreeMap;
use std::path::Path;

use doorwise_model::diagnostic::Loaded;
use doorwise_model::workspace::{Workspace, load};
use doorwise_people::interview::{self, Interview};
use doorwise_people::listen::correct::{self, Corrections};
use doorwise_people::listen::{self, Record};

use crate::shell::{Fault, Shell};

/// Interviews with what was said in them.
pub(super) struct Heard {
    pub(super) interviews: Vec<Interview>,
    pub(super) records: Vec<Record>,
}

/// Mines the workspace's interviews; what `listen.yaml` in `folder` corrects wins over the machine.
pub(super) fn hear(
    workspace: &Workspace,
    folder: &Path,
    shell: &mut Shell,
) -> Result<Heard, Fault> {
    let mut sources: BTreeMap<_, _> = workspace
        .research
        .iter()
        .map(|file| (file.file.clone(), file.text.clone()))
        .collect();
    let mut diagnostics = Vec::new();
    let mut corrections = Corrections::default();
    let own = folder.join(correct::FILE);
    if own.is_file() {
        let text = load::read_text(&own)?;
        let read = correct::read(&own, &text);
        diagnostics.extend(read.diagnostics);
        corrections = read.value;
        sources.insert(own, text);
    }
    let Loaded {
        value: interviews,
        diagnostics: found,
    } = interview::of(workspace, &corrections.speakers);
    diagnostics.extend(found);
    let mut records: Vec<Record> = interviews.iter().flat_map(listen::mine).collect();
    diagnostics.extend(corrections.judge_quotes(&mut records, &interviews));
    listen::themes(&mut records);
    diagnostics.extend(corrections.rename(&mut records));
    shell.diagnostics(&diagnostics, &sources);
    Ok(Heard {
        interviews,
        records,
    })
}
