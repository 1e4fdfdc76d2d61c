//! Interviews with what was said in them, a person's corrections applied.

use std::path::Path;

use doorwise_model::workspace::Workspace;
pub(super) use doorwise_people::listen::Heard;
use doorwise_people::listen::correct;
use doorwise_people::listen::hear as heard;

use crate::shell::Shell;

/// Mines the workspace's interviews and says what is wrong with them; what `listen.yaml` in
/// `folder` corrects wins over the machine.
pub(super) fn hear(workspace: &Workspace, folder: &Path, shell: &mut Shell) -> Heard {
    let own = folder.join(correct::FILE);
    let mut sources = workspace.sources.clone();
    let research = workspace.research.iter();
    sources.extend(research.map(|file| (file.file.clone(), file.text.clone())));
    let corrections = workspace.corrections.clone();
    sources.extend(corrections.map(|text| (own.clone(), text)));
    let heard = heard(workspace, &own);
    shell.diagnostics(&heard.diagnostics, &sources);
    heard.value
}
