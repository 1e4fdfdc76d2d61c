//! Ties the rooms together: plain functions from a workspace and a market to views.
//!
//! The views are the one set of structs behind `--format json`, pages and files.

pub mod audit;
pub mod backtested;
pub mod explain;
pub mod id;
pub mod learned;
pub mod plan;
pub mod view;
pub mod why;
