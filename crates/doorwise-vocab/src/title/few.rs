//! A short list without an allocation.

use std::fmt;
use std::ops::Deref;

/// Holds at most `N` values in order; what does not fit is dropped.
#[derive(Clone, Copy)]
pub struct Few<T, const N: usize> {
    len: u8,
    values: [T; N],
}

impl<T: Copy + PartialEq, const N: usize> Few<T, N> {
    /// Returns an empty list; `filler` stands in the unused places.
    pub(super) const fn new(filler: T) -> Self {
        Self {
            len: 0,
            values: [filler; N],
        }
    }

    /// Adds a value that is not there yet.
    pub(super) fn add(&mut self, value: T) {
        if !self.contains(&value)
            && let Some(place) = self.values.get_mut(usize::from(self.len))
        {
            *place = value;
            self.len += 1;
        }
    }
}

impl<T, const N: usize> Deref for Few<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.values[..usize::from(self.len)]
    }
}

impl<T: PartialEq, const N: usize> PartialEq for Few<T, N> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: PartialEq, const N: usize, const M: usize> PartialEq<[T; M]> for Few<T, N> {
    fn eq(&self, other: &[T; M]) -> bool {
        **self == *other
    }
}

impl<T: fmt::Debug, const N: usize> fmt::Debug for Few<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
