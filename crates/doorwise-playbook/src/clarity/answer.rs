//! An answer with what it rests on.

use doorwise_fit::rate;
use doorwise_model::diagnostic::Place;

use crate::view::{self, MeasureView, RateView};

/// Yes, no, or nothing to tell from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Yes,
    No,
    Unknown,
}

impl State {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    /// Returns yes where it holds, else no.
    pub(super) fn of(holds: bool) -> Self {
        match holds {
            true => Self::Yes,
            false => Self::No,
        }
    }
}

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) state: State,
    pub(super) says: String,
    pub(super) rates: Vec<MeasureView>,
    pub(super) rests_on: Vec<Place>,
    /// How to mend it here, where the data say more than the item's own words.
    pub(super) fix: Option<String>,
    /// The command that helps here, where it is not the item's own.
    pub(super) command: Option<String>,
    /// Work here, where the data make it less.
    pub(super) effort: Option<u32>,
}

impl Answer {
    pub(super) fn new(state: State, says: impl Into<String>) -> Self {
        Self {
            state,
            says: says.into(),
            rates: Vec::new(),
            rests_on: Vec::new(),
            fix: None,
            command: None,
            effort: None,
        }
    }

    pub(super) fn yes(says: impl Into<String>) -> Self {
        Self::new(State::Yes, says)
    }

    pub(super) fn no(says: impl Into<String>) -> Self {
        Self::new(State::No, says)
    }

    pub(super) fn unknown(says: impl Into<String>) -> Self {
        Self::new(State::Unknown, says)
    }

    /// Adds a share with its interval.
    pub(super) fn rate(mut self, label: &str, hits: usize, n: usize) -> Self {
        let rate = rate::rate(hits, n).map(|rate| MeasureView {
            label: label.to_owned(),
            hits,
            rate: RateView::of(rate),
        });
        self.rates.extend(rate);
        self
    }

    /// Adds the places that it was read from.
    pub(super) fn on<'a>(mut self, places: impl IntoIterator<Item = &'a Place>) -> Self {
        self.rests_on.extend(places.into_iter().cloned());
        self
    }

    pub(super) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    pub(super) fn command(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }

    pub(super) fn effort(mut self, half_days: u32) -> Self {
        self.effort = Some(half_days);
        self
    }
}

/// Returns `3 of 7 won (43 %, could be 19 to 70 %)`.
pub(super) fn share((hits, n): (usize, usize), what: &str) -> String {
    view::share(hits, n, what).unwrap_or_else(|| format!("0 of 0 {what}"))
}

/// Returns `1 pain`, `2 pains`.
pub(super) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Returns `a, b and c`; nothing of nobody.
pub(super) fn listed(names: &[String]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
