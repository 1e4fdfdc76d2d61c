//! Interviews with what was said in them, a person's corrections applied.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    let mut records = mined(&interviews);
    diagnostics.extend(corrections.judge_quotes(&mut records, &interviews));
    listen::themes(&mut records);
    diagnostics.extend(corrections.rename(&mut records));
    shell.diagnostics(&diagnostics, &sources);
    Ok(Heard {
        interviews,
        records,
    })
}

/// Mines the interviews on every core; the records stand in the interviews' order.
fn mined(interviews: &[Interview]) -> Vec<Record> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let mut found: Vec<(usize, Vec<Record>)> = std::thread::scope(|scope| {
        let work = || {
            let mut own = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(interview) = interviews.get(at) else {
                    return own;
                };
                own.push((at, listen::mine(interview)));
            }
        };
        let threads: Vec<_> = (1..cores.min(interviews.len()))
            .map(|_| scope.spawn(work))
            .collect();
        let mut found = work();
        for thread in threads {
            match thread.join() {
                Ok(own) => found.extend(own),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        found
    });
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().flat_map(|(_, records)| records).collect()
}
