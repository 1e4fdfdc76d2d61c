//! What the verbs print and write.

pub(crate) mod audit_text;
pub(crate) mod backtest_text;
pub(crate) mod clarity_text;
pub(crate) mod diagnostics;
pub(crate) mod diff_text;
pub(crate) mod github;
pub(crate) mod joins;
pub(crate) mod joint_text;
pub(crate) mod learned_text;
pub(crate) mod market_text;
pub(crate) mod page;
pub(crate) mod personas_text;
pub(crate) mod plan_text;
pub(crate) mod refresh_text;
pub(crate) mod sarif;
pub(crate) mod say_text;
pub(crate) mod score_text;
pub(crate) mod target_text;
pub(crate) mod targets;
pub(crate) mod who_text;
pub(crate) mod why_text;
