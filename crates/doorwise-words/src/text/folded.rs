//! A word in small letters, written anew only where it was not small already.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use super::stem::stem;

/// A word in small letters, a straight apostrophe in it; most words of a text are so already and are lent.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Folded<'a>(Cow<'a, str>);

impl<'a> Folded<'a> {
    pub(super) fn new(written: &'a str) -> Self {
        let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        if written.bytes().all(is_small) {
            return Self(written.into());
        }
        if written.is_ascii() {
            return Self(written.to_ascii_lowercase().into());
        }
        let mut folded = written.to_lowercase();
        if folded.contains('\u{2019}') {
            folded = folded.replace('\u{2019}', "'");
        }
        Self(folded.into())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part that its forms share.
    pub(crate) fn stem(&self) -> Cow<'a, str> {
        match &self.0 {
            Cow::Borrowed(word) => stem(word),
            Cow::Owned(word) => stem(word).into_owned().into(),
        }
    }
}

impl Deref for Folded<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Folded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq<str> for Folded<'_> {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Folded<'_> {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}
