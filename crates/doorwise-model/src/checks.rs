//! What a workspace says of its checks: levels, limits, findings that are meant so.

use std::collections::BTreeMap;

use crate::copy::allow::Allow;
use crate::diagnostic::{Level, Place};

/// The settings under `checks:` of the workspace's own file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checks {
    /// Levels by rule; a rule without one keeps its own.
    pub levels: BTreeMap<String, LevelSetting>,
    /// Numbers that rules read instead of their own.
    pub limits: Limits,
    /// Findings that are meant so.
    pub allows: Vec<Allow>,
    /// Where each rule is named, in file order.
    pub places: Vec<(String, Place)>,
    /// Where each limit is set: rule, name, place.
    pub limit_places: Vec<(String, String, Place)>,
}

/// The level that a workspace gives a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelSetting {
    /// The rule says nothing.
    Off,
    /// Its findings have this level.
    At(Level),
}

/// Numbers of rules, such as the most words of a mail, by rule and by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits(pub BTreeMap<String, BTreeMap<String, f64>>);

impl Limits {
    /// Returns the number `name` of the rule `rule`, or what the rule takes by itself.
    pub fn get(&self, rule: &str, name: &str, otherwise: f64) -> f64 {
        self.0
            .get(rule)
            .and_then(|numbers| numbers.get(name))
            .copied()
            .unwrap_or(otherwise)
    }
}
