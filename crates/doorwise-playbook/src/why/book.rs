//! Whatever a verb made says how its numbers and sentences open; one book looks them up for all verbs.

use super::{Entry, ListedView, Opened, PartView, WhyView, below, nearest};

/// What a verb made, which says how each of its numbers and sentences opens.
pub trait Says {
    /// Returns every id with what it says, in the order of the page; of a count at most `shown` rows are
    /// listed.
    fn entries(&self, shown: usize) -> Vec<Entry<'_>>;
}

/// Every id that a verb printed.
pub struct Book<'a> {
    entries: Vec<Entry<'a>>,
    words: String,
}

impl<'a> Book<'a> {
    /// Returns the ids of what was made; `words` are the flags that made it, as they stand behind an id.
    pub fn of(made: &'a dyn Says, shown: usize, words: &str) -> Self {
        Self {
            entries: made.entries(shown),
            words: match words.is_empty() {
                true => String::new(),
                false => format!(" {words}"),
            },
        }
    }

    /// Returns every id, in the order of the page.
    pub fn list(&self) -> Vec<ListedView> {
        self.entries.iter().map(Entry::listed).collect()
    }

    /// Opens an id; none where it opens nothing.
    pub fn get(&self, id: &str) -> Option<WhyView> {
        let entry = self.entries.iter().find(|entry| entry.id == id)?;
        Some(entry.open(&self.words))
    }

    /// Opens an id, lists those that begin with it, or names the nearest.
    pub fn open(&self, asked: &str) -> Opened {
        let asked = asked.trim();
        // With a dot behind it, all that begins so: the way to list what a verb printed.
        if let Some(head) = asked.strip_suffix('.') {
            let begins = |entry: &&Entry<'a>| entry.id == head || entry.id.starts_with(asked);
            let listed: Vec<ListedView> = self
                .entries
                .iter()
                .filter(begins)
                .map(Entry::listed)
                .collect();
            if !listed.is_empty() {
                return Opened::Group(listed);
            }
        }
        if let Some(why) = self.get(asked) {
            return Opened::One(Box::new(why));
        }
        match below(asked, self.entries.iter()) {
            group if group.is_empty() => {
                let known = self.entries.iter().map(|entry| entry.id.as_str());
                Opened::Nothing(nearest(asked, known.collect()))
            }
            group => Opened::Group(group),
        }
    }
}

/// The entries of one object: itself, and its numbers and sentences behind its id and a dot.
pub(crate) struct Under<'a> {
    id: String,
    shown: usize,
    entries: Vec<Entry<'a>>,
}

impl<'a> Under<'a> {
    /// Begins an object with this id.
    pub(crate) fn new(id: impl Into<String>, shown: usize) -> Self {
        Self {
            id: id.into(),
            shown,
            entries: Vec::new(),
        }
    }

    /// Adds a number or a sentence of the object.
    pub(crate) fn add(
        &mut self,
        field: &str,
        says: impl Into<String>,
        open: impl Fn(WhyView) -> WhyView + 'a,
    ) {
        let id = format!("{}.{field}", self.id);
        self.entries.push(Entry::new(id, says, open));
    }

    /// Adds a count with the rows that were counted.
    pub(crate) fn count(
        &mut self,
        field: &str,
        label: &str,
        n: usize,
        how: impl Into<String>,
        rows: impl Fn() -> Vec<PartView> + 'a,
    ) {
        let (how, shown) = (how.into(), self.shown);
        self.add(field, format!("{label}: {n}"), move |why| {
            why.count(n).how(&how).rows(n, shown, rows())
        });
    }

    /// Adds a sentence that rests on what is told of how it comes about.
    pub(crate) fn told(&mut self, field: &str, says: impl Into<String>, how: impl Into<String>) {
        let how = how.into();
        self.add(field, says, move |why| why.how(&how));
    }

    /// Adds a sentence that rests on nothing in the workspace.
    pub(crate) fn assumed(&mut self, field: &str, says: impl Into<String>, how: impl Into<String>) {
        let how = how.into();
        self.add(field, says, move |why| why.how(&how).assumed(true));
    }

    /// Adds the entries of an object inside this one.
    pub(crate) fn with(&mut self, below: Vec<Entry<'a>>) {
        self.entries.extend(below);
    }

    /// Returns the object, which leads to all that was added, and what was added.
    pub(crate) fn whole(
        self,
        says: impl Into<String>,
        open: impl Fn(WhyView) -> WhyView + 'a,
    ) -> Vec<Entry<'a>> {
        // What is inside of a part is led to from that part.
        let is_inside = |entry: &Entry<'a>| {
            let id = entry.id.as_str();
            let mut others = self.entries.iter().map(|other| other.id.as_str());
            others.any(|above| {
                id.strip_prefix(above)
                    .is_some_and(|rest| rest.starts_with('.'))
            })
        };
        let parts: Vec<PartView> = self
            .entries
            .iter()
            .filter(|entry| !is_inside(entry))
            .map(|entry| PartView::says(&entry.says).id(&entry.id))
            .collect();
        let whole = Entry::new(self.id, says, move |why| open(why).on(parts.clone()));
        std::iter::once(whole).chain(self.entries).collect()
    }
}
