//! Numbers of rules that a workspace may set under `checks: rules:`.
//!
//! A rule that reads one lists it here and asks for it by [`of`]; a number that no rule lists is
//! told as `checks/unknown-limit`, so that none is set in vain.

use doorwise_model::workspace::Workspace;

/// One number of a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Name of the rule.
    pub rule: &'static str,
    /// Name of the number, as it stands in the workspace's file.
    pub name: &'static str,
    /// What the rule takes where the workspace says nothing.
    pub otherwise: f64,
}

/// Every number that a rule reads, by rule.
pub static LIMITS: &[Limit] = &[];

/// Returns what the workspace says of a limit, or what its rule takes by itself.
pub fn of(workspace: &Workspace, limit: &Limit) -> f64 {
    let limits = &workspace.checks.limits;
    limits.get(limit.rule, limit.name, limit.otherwise)
}

/// Returns the names of a rule's limits.
pub(crate) fn names(rule: &str) -> Vec<&'static str> {
    let of_rule = LIMITS.iter().filter(|limit| limit.rule == rule);
    of_rule.map(|limit| limit.name).collect()
}
