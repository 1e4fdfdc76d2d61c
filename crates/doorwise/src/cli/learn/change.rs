//! What the deals propose as a change to the workspace's ICP file.

use doorwise_fit::Learned;
use doorwise_model::diagnostic::slashed;
use doorwise_model::icp::Icp;
use doorwise_model::yaml::edit;
use doorwise_model::{Place, save};
use doorwise_playbook::learned::{self, ChangeView};

use crate::cli::opening::Opening;
use crate::cli::plan::refuse_half_understood;
use crate::shell::Fault;

/// Returns the ICP that the change is for: the one named, else the only one.
fn choose<'w>(opening: &'w Opening, id: Option<&str>) -> Result<Option<&'w Icp>, Fault> {
    let icps = &opening.workspace.icps;
    match (id, icps.as_slice()) {
        (Some(id), _) => match opening.workspace.icp(id) {
            Some(icp) => Ok(Some(icp)),
            None => Err(Fault::asked(
                format!("there is no ICP `{id}`"),
                format!(
                    "use one of {}",
                    icps.iter()
                        .map(|icp| icp.id.as_str())
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            )),
        },
        (None, [icp]) => Ok(Some(icp)),
        (None, _) => Ok(None),
    }
}

/// Returns the change, and makes it where it is to be applied.
///
/// # Errors
/// Returns an error where it is to be applied and cannot be: the file is then as it was.
pub(super) fn change(
    opening: &Opening,
    found: &Learned,
    from: &str,
    icp: Option<&str>,
    apply: bool,
) -> Result<Option<ChangeView>, Fault> {
    let icp = choose(opening, icp)?;
    if found.tables.is_empty() {
        return match apply {
            true => Err(Fault::asked(
                "the deals propose no line, so there is nothing to apply",
                "the ICP files are as they were",
            )),
            false => Ok(None),
        };
    }
    let Some(icp) = icp else {
        return match apply {
            true => Err(Fault::asked(
                "a change belongs to one ICP",
                "say which with --icp, or write a new file with --out",
            )),
            false => Ok(None),
        };
    };
    refuse_half_understood(icp, &opening.diagnostics)?;
    let Place::Text { file, .. } = &icp.place else {
        return Ok(None);
    };
    let path = opening.workspace.root.join(file);
    let before = std::fs::read_to_string(&path).map_err(|source| Fault::Save {
        path: path.clone(),
        source,
    })?;
    let edits = learned::edits(found, from, &before);
    let after = edit::apply(&before, &edits).map_err(|refused| {
        Fault::asked(
            format!("{} was left as it is: {refused}", slashed(file)),
            "write the proposal to a file of its own with --out, and take over what you want",
        )
    })?;
    if apply && after != before {
        save::save(&path, after.as_bytes()).map_err(|source| Fault::Save { path, source })?;
    }
    Ok(Some(ChangeView {
        file: slashed(file),
        diff: match after == before {
            true => String::new(),
            false => edit::difference(&before, &after),
        },
        applied: apply,
        but: None,
    }))
}
