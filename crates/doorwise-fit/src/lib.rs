//! What deals can show about companies: rates with intervals, honest differences, and a card of
//! whole points learned from won and lost deals.
//!
//! Counts in, estimates out; knows neither files nor tables.

pub mod backtest;
pub mod calibrate;
pub mod copies;
pub mod deals;
pub mod drift;
pub mod economics;
pub mod exclude;
pub mod family;
pub mod honesty;
pub mod learn;
pub mod middle;
pub mod prior;
pub mod quarters;
pub mod ranks;
pub mod rate;
pub mod roles;
pub mod search;
pub mod strata;
pub mod trend;
pub mod within;

mod bins;
mod coding;
mod dice;
mod order;
mod points;
mod table;

pub use deals::{Column, Deals, Monotone};
pub use learn::{Ask, Learned, Verdict, learn};
