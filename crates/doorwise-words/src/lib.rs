//! Words: what is said about a person, to a person, and where the two are mixed up.
//!
//! Pure functions: values in, values and diagnostics out. Knows neither files nor tables.

pub mod addressee;
pub mod consent;
pub mod draft;
pub mod fit;
pub mod house;
pub mod ideas;
pub mod limits;
pub mod own;
pub mod reader;
pub mod rewrite;
pub mod rules;
pub mod settle;

mod channel;
#[cfg(test)]
mod fixtures;
mod number;
mod text;
mod verbs;
