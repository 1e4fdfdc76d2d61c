//! The chain of reasons, kept only where somebody asks for it.

/// Collects reasons for a person, or drops them unwritten: a million titles need none.
#[derive(Clone, Debug)]
pub(super) struct Why(Option<Vec<String>>);

impl Why {
    pub(super) const fn asked(asked: bool) -> Self {
        Self(if asked { Some(Vec::new()) } else { None })
    }

    pub(super) const fn is_asked(&self) -> bool {
        self.0.is_some()
    }

    /// Adds a reason, written only where it is asked for.
    pub(super) fn say(&mut self, reason: impl FnOnce() -> String) {
        if let Some(reasons) = &mut self.0 {
            reasons.push(reason());
        }
    }

    /// Puts a reason before all others.
    pub(super) fn say_first(&mut self, reason: impl FnOnce() -> String) {
        if let Some(reasons) = &mut self.0 {
            reasons.insert(0, reason());
        }
    }

    /// Adds the reasons of a part.
    pub(super) fn extend(&mut self, part: Self) {
        if let (Some(reasons), Some(more)) = (&mut self.0, part.0) {
            reasons.extend(more);
        }
    }

    pub(super) fn into_reasons(self) -> Vec<String> {
        self.0.unwrap_or_default()
    }
}
