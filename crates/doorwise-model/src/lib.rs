//! The nouns, the workspace files they are read from and written back to, diagnostics,
//! the card and its reference meaning.

pub mod calibration;
pub mod card;
pub mod checks;
pub mod company;
pub mod condition;
pub mod copy;
pub mod deal;
pub mod derived;
pub mod diagnostic;
pub mod draft_files;
pub mod estimate;
pub mod field;
pub mod icp;
pub mod language_model;
pub mod log;
pub mod market;
pub mod money;
pub mod offer;
pub mod own_rule;
pub mod persona;
pub mod privacy;
pub mod proof;
pub mod save;
pub mod sentence;
pub mod spoken;
pub mod statement;
pub mod tables;
pub mod value;
pub mod workspace;
pub mod yaml;

pub use diagnostic::{Diagnostic, Level, Loaded, Place, Span};
pub use estimate::Estimate;
pub use field::Field;
pub use value::Value;
pub use workspace::Workspace;
