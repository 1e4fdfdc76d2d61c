//! People: a persona from a sentence, interviews, who takes part in deals, personas that these show.
//!
//! Pure functions: values in, values and diagnostics out. Knows neither files nor tables.

pub mod discover;
pub mod evidence;
pub mod interview;
pub mod listen;
pub mod sentence;
pub mod who;
