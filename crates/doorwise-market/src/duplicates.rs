//! Rows of the companies' table that speak of one company: same id, else domain, else exact name.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::link::Called;

/// Rows that are one company, with the row that speaks first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Groups {
    /// Positions of each company's rows, in order; the first speaks.
    pub(crate) members: Vec<Vec<usize>>,
    /// Each position that repeats a company, in order.
    pub(crate) repeats: Vec<Repeat>,
}

impl Groups {
    /// Returns groups of one position each.
    pub(crate) fn apart(positions: usize) -> Self {
        Self {
            members: (0..positions).map(|position| vec![position]).collect(),
            repeats: Vec::new(),
        }
    }
}

/// One position that joined an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    /// The position.
    pub(crate) position: usize,
    /// The two positions that have the key, the earlier one second.
    pub(crate) pair: (usize, usize),
    /// What they share: `domain acme.in`.
    pub(crate) shared: String,
}

/// Finds the rows of one company.
///
/// Names join only where the domains do not contradict: two companies of one name with domains of
/// their own stay apart, and so does a row of that name which says neither domain.
pub(crate) fn groups(called: &[Called]) -> Groups {
    let mut sets = Sets {
        parent: (0..called.len()).collect(),
        has_domain: called.iter().map(Called::has_own_domain).collect(),
        repeats: Vec::new(),
    };
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (position, called) in called
        .iter()
        .enumerate()
        .filter(|(_, called)| !called.id.is_empty())
    {
        let earlier = *first.entry(&called.id).or_insert(position);
        sets.join((position, earlier), || format!("id {}", called.id));
    }
    first.clear();
    for (position, called) in called.iter().enumerate() {
        let domain = called.domain.as_str();
        if called.has_own_domain() {
            let earlier = *first.entry(domain).or_insert(position);
            sets.join((position, earlier), || format!("domain {domain}"));
        }
    }
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    let mut names: Vec<Vec<usize>> = Vec::new();
    for (position, called) in called.iter().enumerate() {
        let key = called.key();
        if !key.is_empty() {
            let place = *by_name.entry(key).or_insert_with(|| {
                names.push(Vec::new());
                names.len() - 1
            });
            names[place].push(position);
        }
    }
    for positions in names.iter().filter(|positions| positions.len() > 1) {
        let mut with_domain: Vec<usize> = positions
            .iter()
            .map(|&position| sets.root(position))
            .collect();
        with_domain.retain(|&root| sets.has_domain[root]);
        with_domain.sort_unstable();
        with_domain.dedup();
        let mut earlier = None;
        for &position in positions {
            let root = sets.root(position);
            if with_domain.len() > 1 && sets.has_domain[root] {
                continue;
            }
            let earlier = *earlier.get_or_insert(position);
            sets.join((position, earlier), || {
                format!("name {}", called[position].name.trim())
            });
        }
    }
    sets.finish()
}

struct Sets {
    parent: Vec<usize>,
    /// By root: whether a row of the set has a domain of the company's own.
    has_domain: Vec<bool>,
    repeats: Vec<Repeat>,
}

impl Sets {
    fn root(&mut self, mut position: usize) -> usize {
        while self.parent[position] != position {
            self.parent[position] = self.parent[self.parent[position]];
            position = self.parent[position];
        }
        position
    }

    /// Joins two sets; the earliest row stays the root, so that the first row speaks.
    fn join(&mut self, pair: (usize, usize), shared: impl Fn() -> String) {
        let (one, other) = (self.root(pair.0), self.root(pair.1));
        let (kept, position) = (one.min(other), one.max(other));
        if kept == position {
            return;
        }
        self.parent[position] = kept;
        self.has_domain[kept] |= self.has_domain[position];
        self.repeats.push(Repeat {
            position,
            pair,
            shared: shared(),
        });
    }

    fn finish(mut self) -> Groups {
        let mut place_of: Vec<Option<usize>> = vec![None; self.parent.len()];
        let mut members: Vec<Vec<usize>> = Vec::new();
        for position in 0..self.parent.len() {
            let root = self.root(position);
            let place = *place_of[root].get_or_insert_with(|| {
                members.push(Vec::new());
                members.len() - 1
            });
            members[place].push(position);
        }
        self.repeats.sort_by_key(|repeat| repeat.position);
        Groups {
            members,
            repeats: self.repeats,
        }
    }
}
