//! The job-title grammar: a title in, a function and a seniority with the reasons out.
//!
//! Not a search for substrings. A title is cut into words, cleared of noise and
//! status, guarded against phrases that name somebody else ("assistant to the
//! CEO"), split into roles, and each role is read from its head noun outwards.
//! The lists live in `data/titles` and are meant to be extended there.

mod about;
mod few;
mod find;
mod grammar;
mod item;
mod kinds;
mod lexicon;
mod nobody;
mod office;
mod role;
mod scan;
mod segment;
mod seniority;
mod sure;
mod variants;
mod why;

#[cfg(test)]
mod tests;

pub use few::Few;
pub use find::{find_in, is_title};
pub use grammar::{Grammar, is_own_head, reasons, title, use_own, use_own_again};
pub use kinds::{Band, Flag, Function, Seniority};
pub use lexicon::ListFault;
pub use variants::variants;

/// Holds what a job title says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Title {
    /// The part of the firm; of several roles, that of the highest.
    pub function: Function,
    /// The highest seniority named.
    pub seniority: Seniority,
    /// Further functions, in the order of the text: "Sales & Marketing".
    pub other_functions: Few<Function, 6>,
    /// How far to trust the reading, 0 to 1, two decimals.
    pub confidence: f64,
    /// What else the text says of the job.
    pub flags: Few<Flag, 7>,
}

impl Title {
    /// Returns whether the text names a person's job, and not a team, a mailbox or nothing at all.
    pub fn is_person(&self) -> bool {
        self.confidence > 0.0 && !self.flags.contains(&Flag::NotAPerson)
    }
}
