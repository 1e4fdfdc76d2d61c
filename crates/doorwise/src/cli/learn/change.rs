//! What the deals propose as a change to the workspace's ICP file.

use std::path::PathBuf;

use doorwise_fit::Learned;
use doorwise_model::diagnostic::slashed;
use doorwise_model::icp::Icp;
use doorwise_model::yaml::edit;
use doorwise_model::{Place, save};
use doorwise_playbook::learned::{self, ChangeView, Origin};

use super::by_hand::ByHand;
use crate::cli::opening::Opening;
use crate::cli::plan::refuse_half_understood;
use crate::shell::Fault;

/// Returns the ICP that the change is for: the one named, else the only one.
pub(super) fn choose<'w>(opening: &'w Opening, id: Option<&str>) -> Result<Option<&'w Icp>, Fault> {
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

/// Returns the text of an ICP's file.
pub(super) fn read(opening: &Opening, icp: &Icp) -> Result<String, Fault> {
    let path = path(opening, icp);
    std::fs::read_to_string(&path).map_err(|source| Fault::Save { path, source })
}

fn path(opening: &Opening, icp: &Icp) -> PathBuf {
    match &icp.place {
        Place::Text { file, .. } => opening.workspace.root.join(file),
        _ => opening.workspace.root.clone(),
    }
}

/// Returns the change, and makes it where it is to be applied: a hand-written ICP's points moved by
/// the deals, else its points, tiers and chances replaced by the learned ones.
///
/// # Errors
/// Returns an error where it is to be applied and cannot be: the file is then as it was.
pub(super) fn change(
    opening: &Opening,
    icp: Option<&Icp>,
    found: &Learned,
    by_hand: Option<&ByHand>,
    origin: Origin<'_>,
    apply: bool,
) -> Result<Option<ChangeView>, Fault> {
    if found.tables.is_empty() && by_hand.is_none() {
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
    let path = path(opening, icp);
    let file = slashed(path.strip_prefix(&opening.workspace.root).unwrap_or(&path));
    let before = read(opening, icp)?;
    let after = match by_hand {
        Some(by_hand) => by_hand.moved(origin.from)?,
        None => edit::apply(&before, &learned::edits(found, origin, &before)).map_err(|refused| {
            Fault::asked(
                format!("{file} was left as it is: {refused}"),
                "write the proposal to a file of its own with --out, and take over what you want",
            )
        })?,
    };
    if apply && after != before {
        save::save(&path, after.as_bytes()).map_err(|source| Fault::Save { path, source })?;
    }
    Ok(Some(ChangeView {
        file,
        diff: match after == before {
            true => String::new(),
            false => edit::difference(&before, &after),
        },
        applied: apply,
        but: None,
    }))
}
