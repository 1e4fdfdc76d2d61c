//! The words of a title as phrases that the lists know.

use smallvec::SmallVec;

use super::kinds::{Function, Seniority};
use super::lexicon::{Entry, HEAD, Hold, Lexicon, Mark, Word};
use super::scan::Sep;
use super::seniority;

/// One phrase of the lists, or one word they do not know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'t> {
    pub(super) letters: &'t str,
    /// The letters of the last word of the phrase.
    pub(super) last: &'t str,
    pub(super) entry: Option<&'t Entry>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) n_words: usize,
    pub(super) sep: Sep,
    pub(super) possessive: bool,
    pub(super) capital: bool,
    pub(super) mended: bool,
    /// The phrase was read out of letters that may stand for something else.
    pub(super) unsure: bool,
    /// Only the ending says that the word names a job.
    pub(super) guessed: bool,
}

/// The items of a title; few have more.
pub(super) type Items<'t> = SmallVec<[Item<'t>; 10]>;

impl Item<'_> {
    pub(super) fn is(&self, mark: Mark) -> bool {
        self.entry.is_some_and(|entry| entry.is(mark))
    }

    pub(super) fn is_only(&self, mark: Mark) -> bool {
        self.entry.is_some_and(|entry| entry.is_only(mark))
    }

    /// Returns whether the item can be the head noun of a job.
    pub(super) fn is_head(&self) -> bool {
        self.entry.is_some_and(Entry::is_head)
    }

    pub(super) fn is_of(&self) -> bool {
        self.letters == "of"
    }

    /// Returns whether a word is one that nothing is known about.
    pub(super) fn is_unknown(&self) -> bool {
        self.entry.is_none()
            && !self.is_of()
            && seniority::level(self.letters).is_none()
            && self.letters.len() > 1
    }

    /// Returns whether both come from one word of the text, such as `CHRO`.
    pub(super) fn is_part_of_same_word(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub(super) fn subject(&self) -> Option<(Function, Hold)> {
        self.entry?.subject
    }

    /// Returns what a guard phrase fixes, with `next` behind it.
    ///
    /// "Assistente van de directeur" is somebody's assistant, "Assistente de marketing" is one of
    /// marketing: where the phrase ends in "of" and a mere subject follows, nobody is meant.
    pub(super) fn guard(&self, next: Option<&Self>) -> Option<(Function, Seniority)> {
        let guard = self.entry?.guard?;
        let of_subject = self.last == "of"
            && self.entry.is_some_and(|entry| entry.role.is_none())
            && next.is_some_and(|next| next.subject().is_some() && !next.is_head());
        (!of_subject).then_some(guard)
    }

    pub(super) fn seniority(&self) -> Option<Seniority> {
        let entry = self.entry?;
        // Somebody's assistant who turns out to be one of a function: see `guard`.
        let assists = entry.guard.map(|_| Seniority::Entry);
        entry
            .role
            .map(|role| role.seniority)
            .or(entry.rank)
            .or(assists)
    }
}

/// Returns all that any of the items is marked as.
pub(super) fn marks(items: &[Item<'_>]) -> u32 {
    items.iter().fold(0, |marks, item| {
        marks | item.entry.map_or(0, |entry| entry.marks)
    })
}

/// Groups words into the longest phrases the lists know.
pub(super) fn items<'t>(lexicon: &'t Lexicon, words: &[Word<'t>], items: &mut Items<'t>) {
    items.clear();
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        let (n_words, entry) = match lexicon.longest(&words[at..]) {
            Some((n_words, entry)) => (n_words, Some(entry)),
            None => (1, None),
        };
        let last = &words[at + n_words - 1];
        items.push(Item {
            letters: word.letters,
            last: last.letters,
            entry,
            start: word.start,
            end: last.end,
            n_words,
            sep: word.sep,
            possessive: last.possessive,
            capital: word.capital,
            mended: words[at..at + n_words].iter().any(|word| word.mended),
            unsure: words[at..at + n_words].iter().all(|word| word.unsure),
            guessed: false,
        });
        at += n_words;
    }
    // "Manager-HR" places a scope after the rank; "Account-Manager" is one compound.
    for idx in 1..items.len() {
        if items[idx].sep == Sep::Hyphen {
            let after_rank = items[idx - 1]
                .entry
                .is_some_and(|entry| entry.rank.is_some() && !entry.is(Mark::SubRank));
            items[idx].sep = if after_rank { Sep::Dash } else { Sep::Space };
        }
    }
}

/// Where no word is known to name a job, takes the last that is built like one.
pub(super) fn guess_head(lexicon: &Lexicon, items: &mut [Item<'_>]) {
    if marks(items) & (HEAD | Mark::Group.bit()) != 0 {
        return;
    }
    let firm = items.iter().position(|item| item.sep == Sep::At);
    let guess = items
        .iter_mut()
        .take(firm.unwrap_or(usize::MAX))
        .filter(|item| item.entry.is_none() && !item.possessive && lexicon.is_agent(item.letters))
        .last();
    if let Some(item) = guess {
        item.guessed = true;
        item.entry = Some(Entry::of_agent());
    }
}

pub(super) fn quoted<'t>(item: &Item<'_>, text: &'t str) -> &'t str {
    &text[item.start..item.end]
}
