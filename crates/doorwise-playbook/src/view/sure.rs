//! How sure we are, and what to do next.

use serde::Serialize;

/// One thing that rests on nothing yet.
#[derive(Clone, Debug, Serialize)]
pub struct AssumptionView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// What is assumed.
    pub says: String,
    /// File and line.
    pub place: String,
}

/// One clarity question.
#[derive(Clone, Debug, Serialize)]
pub struct ClarityView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The question.
    pub question: String,
    /// yes, no or unknown.
    pub state: &'static str,
    /// The answer, from the data.
    pub answer: String,
}

/// One thing to do next.
#[derive(Clone, Debug, Serialize)]
pub struct ActionView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// What to do and why.
    pub says: String,
    /// The command that helps.
    pub command: String,
}

/// Problems by level.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ProblemsView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: &'static str,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}
