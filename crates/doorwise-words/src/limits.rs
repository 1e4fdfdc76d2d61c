//! Numbers of rules that a workspace may set under `checks: rules:`.
//!
//! A rule that reads one declares it beside its check and lists it here; a number that no rule lists, or
//! one out of its range, is told with its place, so that none is set in vain.

#[cfg(test)]
mod tests;

use doorwise_model::workspace::Workspace;

use crate::rules::LIMITS_OF_RULES;

/// One number of a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Name of the rule.
    pub rule: &'static str,
    /// Name of the number, as it stands in the workspace's file.
    pub name: &'static str,
    /// What it bounds, with its unit.
    pub says: &'static str,
    /// What the rule takes where the workspace says nothing.
    pub otherwise: f64,
    /// Least and most that make sense.
    pub range: (f64, f64),
}

/// Every number that a rule reads, by rule.
pub static LIMITS: &[&Limit] = LIMITS_OF_RULES;

/// Returns what the workspace says of a limit, or what its rule takes by itself; a number out of its
/// range counts as not said.
pub fn of(workspace: &Workspace, limit: &Limit) -> f64 {
    let limits = &workspace.checks.limits;
    let set = limits.get(limit.rule, limit.name, limit.otherwise);
    match limit.holds(set) {
        true => set,
        false => limit.otherwise,
    }
}

impl Limit {
    /// Returns whether a number makes sense here.
    pub fn holds(&self, number: f64) -> bool {
        (self.range.0..=self.range.1).contains(&number)
    }
}

/// Returns the limits of a rule.
pub fn of_rule(rule: &str) -> impl Iterator<Item = &'static Limit> + use<'_> {
    LIMITS
        .iter()
        .copied()
        .filter(move |limit| limit.rule == rule)
}
