//! Web pages over the views: one view in, HTML out, no decisions.
//!
//! Nothing here reads a file, a clock or the network. The same plan gives the same bytes.

pub mod chart;
mod figure;
pub mod report;
