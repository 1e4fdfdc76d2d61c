//! The lists of places and every name each goes by.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::industry::phrase::{key, names, rows};
use crate::{NodeId, Tree};

/// Says how much context a name needs before it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// Means the place wherever it stands: "Bengaluru".
    Alone,
    /// Means the place only below a place already read: "Cambridge" in "Cambridge, MA".
    InContext,
    /// A code of letters, "KA" or "IN": needs capitals, or context.
    Abbreviation,
}

/// Holds the tree, and who goes by which folded name.
pub(super) struct Gazetteer {
    pub(super) tree: Tree,
    by_name: HashMap<String, Vec<(NodeId, Strength)>>,
    groups: HashMap<String, Vec<NodeId>>,
}

struct Entry {
    code: String,
    label: &'static str,
    parent: Option<String>,
    names: Vec<(&'static str, Strength)>,
    abbreviations: Vec<String>,
}

pub(super) static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut entries = Vec::new();
    for row in rows(include_str!("../../data/places/regions.tsv")) {
        entries.push(entry(row[0].to_owned(), None, row[1], row.get(2)));
    }
    for row in rows(include_str!("../../data/places/countries.tsv")) {
        let mut country = entry(
            row[0].to_owned(),
            Some(row[1].to_owned()),
            row[3],
            row.get(4),
        );
        country.abbreviations = vec![row[0].to_lowercase(), row[2].to_lowercase()];
        entries.push(country);
    }
    for row in rows(include_str!("../../data/places/states.tsv")) {
        let (country, tail) = row[0]
            .split_once('-')
            .expect("a state's code starts with its country's");
        let mut state = entry(
            row[0].to_owned(),
            Some(country.to_owned()),
            row[1],
            row.get(2),
        );
        state.abbreviations = vec![tail.to_lowercase()];
        entries.push(state);
    }
    for row in rows(include_str!("../../data/places/cities.tsv")) {
        for city in row[1]
            .split(';')
            .map(str::trim)
            .filter(|city| !city.is_empty())
        {
            let (label, others) = city.split_once('=').unwrap_or((city, ""));
            let slug = key(label.trim_start_matches('~')).replace(' ', "-");
            entries.push(entry(
                format!("{}/{slug}", row[0]),
                Some(row[0].to_owned()),
                label,
                Some(&others),
            ));
        }
    }
    let list: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                entry.code.clone(),
                entry.label.to_owned(),
                entry.parent.clone(),
            )
        })
        .collect();
    let tree = Tree::build(&list);
    let mut by_name: HashMap<String, Vec<(NodeId, Strength)>> = HashMap::new();
    for entry in entries {
        let id = tree.by_code(&entry.code).expect("each entry made a node");
        let short = entry
            .abbreviations
            .into_iter()
            .map(|code| (code, Strength::Abbreviation));
        for (name, strength) in entry
            .names
            .into_iter()
            .map(|(name, strength)| (key(name), strength))
            .chain(short)
        {
            let holders = by_name.entry(name).or_default();
            if !holders.iter().any(|&(holder, _)| holder == id) {
                holders.push((id, strength));
            }
        }
    }
    let mut groups = HashMap::new();
    for row in rows(include_str!("../../data/places/groups.tsv")) {
        let members: Vec<NodeId> = row[1]
            .split(' ')
            .map(|code| {
                tree.by_code(code)
                    .unwrap_or_else(|| panic!("`{code}` in groups.tsv is no place"))
            })
            .collect();
        for name in names(row[0]) {
            groups.insert(key(name), members.clone());
        }
    }
    Gazetteer {
        tree,
        by_name,
        groups,
    }
});

fn entry(
    code: String,
    parent: Option<String>,
    label: &'static str,
    others: Option<&&'static str>,
) -> Entry {
    let names = std::iter::once(label)
        .chain(names(others.copied().unwrap_or_default()))
        .map(|name| match name.strip_prefix('~') {
            Some(name) => (name, Strength::InContext),
            None => (name, Strength::Alone),
        })
        .collect();
    Entry {
        code,
        label: label.trim_start_matches('~'),
        parent,
        names,
        abbreviations: Vec::new(),
    }
}

impl Gazetteer {
    /// Returns every place that goes by this folded name.
    pub(super) fn named(&self, name: &str) -> &[(NodeId, Strength)] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns the members of a named group.
    pub(super) fn group(&self, text: &str) -> Option<&[NodeId]> {
        self.groups.get(&key(text)).map(Vec::as_slice)
    }

    /// Returns the narrowest place that holds all of these.
    pub(super) fn narrowest_above(&self, places: &[NodeId]) -> Option<NodeId> {
        let (&first, rest) = places.split_first()?;
        std::iter::successors(Some(first), |&id| self.tree.parent(id))
            .find(|&above| rest.iter().all(|&other| self.tree.contains(above, other)))
    }
}
