//! The field's vocabularies and their parsers, as data and pure functions.
//!
//! Sizes, money, places, stages, industries, business models, dates, domains,
//! legal forms and job titles. Knows nothing of the rest of the house: text in,
//! a typed reading out. Each parser answers for one distinct cell; callers parse
//! each distinct value once, not each row.

pub mod business_model;
pub mod company_name;
pub mod date;
pub mod domain;
pub mod employees;
pub mod industry;
pub mod interval;
pub mod money;
pub mod number;
pub mod place;
pub mod protected;
pub mod reading;
pub mod sale_words;
pub mod stage;
pub mod text;
pub mod title;
pub mod tree;

pub use interval::Interval;
pub use reading::Reading;
pub use tree::{NodeId, Tree};
