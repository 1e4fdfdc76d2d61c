//! A part of the market that a flag names: a field and its value.

use std::path::Path;

use doorwise_model::diagnostic::Level;
use doorwise_model::icp::Icp;
use doorwise_model::workspace::{Workspace, load};
use doorwise_model::yaml::edit::flow_scalar;
use doorwise_playbook::say::Narrowed;

use crate::shell::Fault;

/// Returns an ICP of the one gate that `field=value` writes; the one judge of what a field and a value
/// mean is the ICP file itself. Nothing where there is no `=`.
pub(super) fn gate(workspace: &Workspace, written: &str) -> Result<Option<Icp>, Fault> {
    let Some((field, value)) = written.split_once('=') else {
        return Ok(None);
    };
    let text = format!(
        "icp: segment\ngates:\n  - {}: {}\n",
        field.trim(),
        flow_scalar(value.trim())
    );
    let read = load::read_icp(Path::new("--segment"), &text, &workspace.rates);
    let fault = |message: String| {
        Fault::asked(
            message,
            "write a field and a value as in an ICP file, such as employees=10..50 or place=IN",
        )
    };
    let error = read
        .diagnostics
        .iter()
        .find(|found| found.level == Level::Error);
    if let Some(error) = error {
        return Err(fault(error.message.clone()));
    }
    read.value
        .filter(|icp| !icp.card.gates.is_empty())
        .map(Some)
        .ok_or_else(|| fault(format!("`{written}` was not understood")))
}

/// Returns a part of an ICP that `field=value` names.
pub(super) fn narrowed(workspace: &Workspace, written: &str) -> Result<Narrowed, Fault> {
    let icp = gate(workspace, written)?.ok_or_else(|| neither(workspace, written))?;
    Ok(Narrowed {
        written: written.to_owned(),
        gates: icp.card.gates,
    })
}

/// Returns the fault of a segment that is neither an ICP nor a field with a value.
pub(super) fn neither(workspace: &Workspace, written: &str) -> Fault {
    let ids: Vec<&str> = workspace.icps.iter().map(|icp| icp.id.as_str()).collect();
    Fault::asked(
        format!("`{written}` is neither an ICP nor a field with a value"),
        format!("use one of {}, or such as employees=10..50", ids.join(", ")),
    )
}
