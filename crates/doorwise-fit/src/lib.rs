//! What deals can show about companies: rates with intervals, and honest differences.
//!
//! Counts in, estimates out; knows neither files nor tables.

pub mod rate;
