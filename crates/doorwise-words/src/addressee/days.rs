//! A day of each trade and rank, as somebody who does it or leads it would tell it: `data/teach/days.tsv`.
//!
//! Of two authors; no labelled copy is among them, so that those measure what the days teach.

use doorwise_vocab::title::{Band, Function};

/// What is said of one day.
pub(super) struct Day {
    pub(super) function: Function,
    pub(super) band: Band,
    pub(super) says: &'static str,
}

/// Returns every day.
pub(super) fn all() -> impl Iterator<Item = Day> {
    let lines = include_str!("../../data/teach/days.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let function = columns
            .next()
            .and_then(Function::parse)
            .expect("days.tsv names our functions");
        let band = match columns.next() {
            Some("executive") => Band::Executive,
            Some("leader") => Band::Leader,
            Some("practitioner") => Band::Practitioner,
            _ => panic!("days.tsv names our bands"),
        };
        Day {
            function,
            band,
            says: columns.next().unwrap_or_default(),
        }
    })
}
