//! Tables in, answers out: sources, normalising, linking, coded columns, scoring.
//!
//! Arrow and Parquet live only here. Other rooms see [`doorwise_model::market::Market`].

pub mod coded;
pub mod columns;
pub mod erase;
pub mod mapping;
pub mod open;
pub mod prepared;
pub mod refresh;
pub mod source;
pub mod stream;
pub mod table;
pub mod write;

mod delta;
mod duplicates;
mod link;
mod normalise;
mod score;

pub use open::{Opened, duplicates_of, open, open_table, open_wide};
