//! What a parser made of one cell.

/// Holds what one cell says.
///
/// A blank cell and a cell that cannot be read are both *unknown* to the card,
/// but a person wants to hear about the second.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading<T> {
    /// The cell was understood.
    Value(T),
    /// The cell is empty or says that nothing is known ("n/a", "-", "unknown").
    Blank,
    /// The cell says something that was not understood.
    Unreadable {
        /// One short fact, no full stop: ``no number in `about fifty` ``.
        why: String,
    },
}

impl<T> Reading<T> {
    /// Returns the value where there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Blank | Self::Unreadable { .. } => None,
        }
    }

    /// Returns an unreadable reading with its reason.
    pub fn unreadable(why: impl Into<String>) -> Self {
        Self::Unreadable { why: why.into() }
    }

    /// Applies `change` to the value where there is one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Self::Value(value) => Reading::Value(change(value)),
            Self::Blank => Reading::Blank,
            Self::Unreadable { why } => Reading::Unreadable { why },
        }
    }
}
