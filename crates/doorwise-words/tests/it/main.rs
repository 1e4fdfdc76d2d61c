//! Tests of copy over labelled sets.

mod copies;
mod labelled;
mod profiles;
mod tally;
