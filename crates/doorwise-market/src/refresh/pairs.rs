//! Which row of the old list is which row of the new one.

use std::collections::{BTreeSet, HashMap};

use doorwise_vocab::{Reading, company_name, domain, text};

use super::RefreshError;
use crate::table::{Column, Table};

/// Headers, folded, under which a list keeps the names that a company had before.
const FORMER_NAMES: [&str; 5] = [
    "former names",
    "former name",
    "former_names",
    "previous names",
    "previous name",
];

/// One list by what tells its companies apart.
pub(super) struct Side<'a> {
    table: &'a Table,
    id: Option<&'a Column>,
    domain: Option<&'a Column>,
    name: Option<&'a Column>,
    former: Option<&'a Column>,
    /// Rows that stand for a company; a second row about the same is left out.
    pub(super) rows: Vec<usize>,
    duplicates: Vec<(usize, usize)>,
}

impl<'a> Side<'a> {
    pub(super) fn new(
        table: &'a Table,
        columns: &[(String, Vec<String>)],
    ) -> Result<Self, RefreshError> {
        let column = |field: &str| {
            columns
                .iter()
                .find(|(known, _)| known == field)
                .and_then(|(_, headers)| headers.first())
                .and_then(|header| table.column(header))
        };
        let mut side = Self {
            table,
            id: column("id"),
            domain: column("domain"),
            name: column("name"),
            former: table
                .columns
                .iter()
                .find(|column| FORMER_NAMES.contains(&text::fold(&column.header).as_str())),
            rows: Vec::new(),
            duplicates: Vec::new(),
        };
        if side.id.is_none() && side.domain.is_none() && side.name.is_none() {
            return Err(RefreshError::NoIdentity(table.name.clone()));
        }
        let mut seen: HashMap<String, usize> = HashMap::new();
        for row in 0..table.rows() {
            match side.identity(row) {
                Some(identity) => match seen.get(&identity) {
                    Some(&first) => side.duplicates.push((row, first)),
                    None => {
                        seen.insert(identity, row);
                        side.rows.push(row);
                    }
                },
                None => side.rows.push(row),
            }
        }
        Ok(side)
    }

    /// Two rows with the same identity are one company: the id alone, else name and domain together.
    fn identity(&self, row: usize) -> Option<String> {
        if let Some(id) = self.id_key(row) {
            return Some(id);
        }
        let (name, domain) = (self.name_key(row)?, self.domain_key(row)?);
        Some(format!("{domain}\n{name}"))
    }

    fn id_key(&self, row: usize) -> Option<String> {
        let id = text::fold(self.id?.value(row));
        (!text::is_blank(&id)).then_some(id)
    }

    fn domain_key(&self, row: usize) -> Option<String> {
        match domain::domain(self.domain?.value(row)) {
            Reading::Value(found) if !domain::is_shared(&found) => Some(found),
            _ => None,
        }
    }

    fn name_key(&self, row: usize) -> Option<String> {
        Some(company_name::key(self.name(row))).filter(|key| !key.is_empty())
    }

    /// Returns the name as written.
    pub(super) fn name(&self, row: usize) -> &'a str {
        self.name.map_or("", |column| column.value(row))
    }

    pub(super) fn is_name(&self, header: &str) -> bool {
        self.name.is_some_and(|column| column.header == header)
    }

    /// Returns what a history calls the company: id, else domain, else name.
    pub(super) fn key(&self, row: usize) -> String {
        let written = self.id.map(|column| column.value(row).trim());
        match written.filter(|id| !text::is_blank(id)) {
            Some(id) => id.to_owned(),
            None => self
                .domain_key(row)
                .unwrap_or_else(|| self.name(row).trim().to_owned()),
        }
    }

    /// Returns the one row for each key; a key that two rows share is nobody's.
    fn unique(&self, key: impl Fn(usize) -> Option<String>) -> HashMap<String, Option<usize>> {
        let mut found = HashMap::new();
        for &row in &self.rows {
            if let Some(key) = key(row) {
                found
                    .entry(key)
                    .and_modify(|known| *known = None)
                    .or_insert(Some(row));
            }
        }
        found
    }
}

/// The rows of two lists, paired.
pub(super) struct Pairs {
    /// Old row and new row, in the old list's order.
    pub(super) matched: Vec<(usize, usize)>,
    /// New rows without a partner, in the new list's order.
    pub(super) unmatched_new: Vec<usize>,
    pub(super) duplicates: Vec<(String, String)>,
    pub(super) apart: Vec<(String, String)>,
}

impl Pairs {
    /// Pairs by id, then domain, then name, then former names; only what is unique in both whole lists.
    pub(super) fn of(old: &Side<'_>, new: &Side<'_>) -> Self {
        let mut pairing = Pairing::default();
        pairing.add(
            &old.unique(|row| old.id_key(row)),
            new.rows.iter().map(|&at| (at, new.id_key(at))),
        );
        let old_domains = old.unique(|row| old.domain_key(row));
        let new_domains = new.unique(|at| new.domain_key(at));
        let alone = |known: &HashMap<String, Option<usize>>, key: Option<String>| {
            key.filter(|key| known.get(key).is_some_and(Option::is_some))
        };
        pairing.add(
            &old_domains,
            new.rows
                .iter()
                .map(|&at| (at, alone(&new_domains, new.domain_key(at)))),
        );
        let old_names = old.unique(|row| old.name_key(row));
        let new_names = new.unique(|at| new.name_key(at));
        pairing.add(
            &old_names,
            new.rows
                .iter()
                .map(|&at| (at, alone(&new_names, new.name_key(at)))),
        );
        let former = |at: usize| {
            let written = new.former.map_or("", |column| column.value(at));
            let names: Vec<String> = written
                .split(['|', ';'])
                .map(company_name::key)
                .filter(|key| !key.is_empty() && !new_names.contains_key(key))
                .collect();
            names.into_iter().map(move |name| (at, Some(name)))
        };
        pairing.add(&old_names, new.rows.iter().flat_map(|&at| former(at)));
        let mut matched: Vec<(usize, usize)> = pairing
            .new_to_old
            .iter()
            .map(|(&at, &row)| (row, at))
            .collect();
        matched.sort_unstable();
        let is_left = |row: &usize| !pairing.taken.contains(row);
        let unmatched_new: Vec<usize> = new
            .rows
            .iter()
            .copied()
            .filter(|at| !pairing.new_to_old.contains_key(at))
            .collect();
        let mut left: HashMap<String, Vec<usize>> = HashMap::new();
        for &row in old.rows.iter().filter(|row| is_left(row)) {
            for key in [old.domain_key(row), old.name_key(row)]
                .into_iter()
                .flatten()
            {
                left.entry(key).or_default().push(row);
            }
        }
        let mut apart = BTreeSet::new();
        for &at in &unmatched_new {
            for key in [new.domain_key(at), new.name_key(at)].into_iter().flatten() {
                apart.extend(left.get(&key).into_iter().flatten().map(|&row| (row, at)));
            }
        }
        let places = |side: &Side<'_>| -> Vec<(String, String)> {
            let place = |row| side.table.place(row);
            side.duplicates
                .iter()
                .map(|&(row, first)| (place(row), place(first)))
                .collect()
        };
        Self {
            matched,
            unmatched_new,
            duplicates: [places(old), places(new)].concat(),
            apart: apart
                .into_iter()
                .map(|(row, at)| (old.table.place(row), new.table.place(at)))
                .collect(),
        }
    }
}

#[derive(Default)]
struct Pairing {
    new_to_old: HashMap<usize, usize>,
    taken: BTreeSet<usize>,
}

impl Pairing {
    fn add(
        &mut self,
        old: &HashMap<String, Option<usize>>,
        new: impl Iterator<Item = (usize, Option<String>)>,
    ) {
        for (at, key) in new {
            let Some(&Some(row)) = key.and_then(|key| old.get(&key)) else {
                continue;
            };
            if !self.taken.contains(&row) && !self.new_to_old.contains_key(&at) {
                self.taken.insert(row);
                self.new_to_old.insert(at, row);
            }
        }
    }
}
