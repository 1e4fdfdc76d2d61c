//! The workspace files' YAML: read with spans, held against a schema, edited in place.
//!
//! A serde reader stops at the first fault; a person wants all of them at once.
//! So a file becomes a tree of nodes with their places ([`node`]), the tree is held
//! against the JSON Schema that the editor uses too ([`shape`]), and what passes
//! becomes the mirror structs of `workspace::raw`.

pub mod edit;
pub mod node;
pub mod shape;

pub use node::{Node, NodeKind};
