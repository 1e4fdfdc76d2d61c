//! What the lists say of a word or a phrase.

use super::super::kinds::{Function, Seniority};

/// Marks what else a word does in a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Mark {
    Senior,
    Junior,
    SubRank,
    Neutral,
    NotCurrent,
    OpenToWork,
    Interim,
    Student,
    Slogan,
    Credential,
    Thing,
    Group,
    Article,
    Firm,
    /// A post that is offered, and not held.
    Advert,
    /// An honour, beside which the job stands.
    Prize,
    /// An adjective that by itself names who does the work.
    Alone,
    /// A note of another person: "replaced by".
    SomeoneElse,
}

impl Mark {
    pub(in super::super) const NAMES: [(&'static str, Self); 18] = [
        ("senior", Self::Senior),
        ("junior", Self::Junior),
        ("sub_rank", Self::SubRank),
        ("neutral", Self::Neutral),
        ("not_current", Self::NotCurrent),
        ("open_to_work", Self::OpenToWork),
        ("interim", Self::Interim),
        ("student", Self::Student),
        ("slogan", Self::Slogan),
        ("credential", Self::Credential),
        ("thing", Self::Thing),
        ("group", Self::Group),
        ("article", Self::Article),
        ("firm", Self::Firm),
        ("advert", Self::Advert),
        ("prize", Self::Prize),
        ("alone", Self::Alone),
        ("someone_else", Self::SomeoneElse),
    ];

    pub(in super::super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The bit beside those of the marks that says: guard, role or rank.
pub(in super::super) const HEAD: u32 = 1 << 31;
/// The bit that says: guard phrase.
pub(in super::super) const GUARD: u32 = 1 << 30;
/// The bit that says: a role of an office, such as an assistant's.
pub(in super::super) const ADMIN: u32 = 1 << 29;

/// Says how strongly a word holds on to its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Hold {
    Strong,
    Weak,
}

/// A head noun with its own function.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Role {
    pub(in super::super) function: Function,
    pub(in super::super) hold: Hold,
    pub(in super::super) seniority: Seniority,
}

/// Holds everything the lists say about one key.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Entry {
    pub(in super::super) guard: Option<(Function, Seniority)>,
    pub(in super::super) role: Option<Role>,
    pub(in super::super) rank: Option<Seniority>,
    pub(in super::super) subject: Option<(Function, Hold)>,
    pub(in super::super) marks: u32,
}

impl Entry {
    const NOTHING: Self = Self {
        guard: None,
        role: None,
        rank: None,
        subject: None,
        marks: 0,
    };

    /// Returns what is said of a word of which only the ending tells that it names a job.
    pub(in super::super) const fn of_agent() -> &'static Self {
        &Self {
            rank: Some(Seniority::Ic),
            marks: HEAD,
            ..Self::NOTHING
        }
    }

    /// Returns an entry that says no more than a function.
    pub(in super::super) const fn of_subject(function: Function) -> &'static Self {
        const SUBJECTS: [Entry; Function::ALL.len()] = {
            let mut entries = [Entry::NOTHING; Function::ALL.len()];
            let mut idx = 0;
            while idx < entries.len() {
                entries[idx].subject = Some((Function::ALL[idx], Hold::Strong));
                idx += 1;
            }
            entries
        };
        &SUBJECTS[function as usize]
    }

    pub(in super::super) const fn is(&self, mark: Mark) -> bool {
        self.marks & mark.bit() != 0
    }

    /// Returns whether the word does nothing but what `mark` says.
    pub(in super::super) const fn is_only(&self, mark: Mark) -> bool {
        self.is(mark) && !self.is_head() && self.subject.is_none()
    }

    /// Returns whether the word can be the head noun of a job.
    ///
    /// Asked of every word several times, hence one comparison instead of three.
    pub(in super::super) const fn is_head(&self) -> bool {
        self.marks & HEAD != 0
    }

    /// Adds what another list says of the same key; the first word on a matter stands.
    pub(in super::super) fn add(&mut self, other: Self) {
        self.guard = self.guard.or(other.guard);
        self.role = self.role.or(other.role);
        self.rank = self.rank.or(other.rank);
        self.subject = self.subject.or(other.subject);
        self.marks |= other.marks;
        if self.guard.is_some() || self.role.is_some() || self.rank.is_some() {
            self.marks |= HEAD;
        }
        if self.guard.is_some() {
            self.marks |= GUARD;
        }
        if self
            .role
            .is_some_and(|role| role.function == Function::Admin)
        {
            self.marks |= ADMIN;
        }
    }
}
