//! Ties the rooms together: plain functions from a workspace and a market to views.
//!
//! The views are the one set of structs behind `--format json`, pages and files.

pub mod audit;
pub mod backtested;
pub mod changed;
pub mod clarity;
pub mod explain;
pub mod id;
pub mod learned;
pub mod personas;
pub mod plan;
pub mod say;
pub mod sizing;
pub mod view;
pub mod who;
pub mod why;
