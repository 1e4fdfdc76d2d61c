//! Reads the lists of `data/titles` into look-up tables.

use super::super::kinds::{Function, Seniority};
use super::super::scan::{self, Sep, Style};
use super::{Abbreviation, Edge, Entry, Hold, Lexicon, Listed, Mark, Mendable, Node, Role};

const GUARDS: &str = include_str!("../../../data/titles/guards.tsv");
const ROLES: &str = include_str!("../../../data/titles/roles.tsv");
const RANKS: &str = include_str!("../../../data/titles/ranks.tsv");
const SUBJECTS: &str = include_str!("../../../data/titles/subjects.tsv");
const WORDS: &str = include_str!("../../../data/titles/words.tsv");
const ABBREVIATIONS: &str = include_str!("../../../data/titles/abbreviations.tsv");
const AGENTS: &str = include_str!("../../../data/titles/agents.tsv");
const COMPOUNDS: &str = include_str!("../../../data/titles/compounds.tsv");

/// Each list whose keys must be unambiguous: its name, its text, and which cell holds the keys.
#[cfg(test)]
pub(in super::super) const LISTS: [(&str, &str, usize); 4] = [
    ("guards", GUARDS, 3),
    ("roles", ROLES, 4),
    ("ranks", RANKS, 2),
    ("subjects", SUBJECTS, 3),
];

/// Returns the cells of each line that is neither blank nor a comment.
pub(in super::super) fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

pub(in super::super) fn keys(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|key| !key.is_empty())
}

/// A line of a person's own title list that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFault {
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong, for a person.
    pub message: String,
}

/// Letters from which a key such as `geschäftsführer*` is worth mending towards.
const LONG_PREFIX: usize = 10;

/// What one line of a list adds.
enum Addition<'a> {
    /// Keys, their language, and what they mean.
    Meaning(&'a str, &'a str, Entry),
    /// The letters, what they stand for, and the words about them.
    Abbreviation(&'a str, &'a str, &'a str),
    Endings(&'a str),
    Agents(&'a str),
}

fn function(cell: &str) -> Result<Function, String> {
    Function::ALL
        .into_iter()
        .find(|function| function.as_str() == cell)
        .ok_or_else(|| format!("`{cell}` is not a function"))
}

fn seniority(cell: &str) -> Result<Seniority, String> {
    Seniority::ALL
        .into_iter()
        .find(|seniority| seniority.as_str() == cell)
        .ok_or_else(|| format!("`{cell}` is not a seniority"))
}

fn hold(cell: &str) -> Result<Hold, String> {
    match cell {
        "strong" => Ok(Hold::Strong),
        "weak" => Ok(Hold::Weak),
        other => Err(format!("`{other}` is neither strong nor weak")),
    }
}

fn mark(cell: &str) -> Result<Mark, String> {
    Mark::NAMES
        .iter()
        .find(|(name, _)| *name == cell)
        .map(|(_, mark)| *mark)
        .ok_or_else(|| format!("`{cell}` is not a kind of word"))
}

/// Reads one line; `list` is the name of the list it stands in.
fn addition<'a>(list: &str, cells: &[&'a str]) -> Result<Addition<'a>, String> {
    let cell = |idx: usize| {
        cells
            .get(idx)
            .copied()
            .ok_or_else(|| format!("a line of `{list}` needs more cells, parted by tabs"))
    };
    let plain = Entry::default();
    Ok(match list {
        "abbreviation" => Addition::Abbreviation(
            cell(0)?,
            cell(1)?,
            cells.get(2).copied().unwrap_or_default(),
        ),
        "ending" => Addition::Endings(cell(1)?),
        "agent" => Addition::Agents(cell(1)?),
        "word" => {
            let marks = mark(cell(0)?)?.bit();
            Addition::Meaning(cell(2)?, cell(1)?, Entry { marks, ..plain })
        }
        "guard" => {
            let guard = Some((function(cell(0)?)?, seniority(cell(1)?)?));
            Addition::Meaning(cell(3)?, cell(2)?, Entry { guard, ..plain })
        }
        "role" => {
            let role = Some(Role {
                function: function(cell(0)?)?,
                hold: hold(cell(1)?)?,
                seniority: seniority(cell(2)?)?,
            });
            Addition::Meaning(cell(4)?, cell(3)?, Entry { role, ..plain })
        }
        "rank" => {
            let rank = Some(seniority(cell(0)?)?);
            Addition::Meaning(cell(2)?, cell(1)?, Entry { rank, ..plain })
        }
        "subject" => {
            let subject = Some((function(cell(0)?)?, hold(cell(1)?)?));
            Addition::Meaning(cell(3)?, cell(2)?, Entry { subject, ..plain })
        }
        other => {
            return Err(format!(
                "`{other}` is no list: abbreviation, ending, agent, word, guard, role, rank, subject"
            ));
        }
    })
}

/// The built-in lists, in the order in which they are read.
const BUILT_IN: [(&str, &str); 8] = [
    ("abbreviation", ABBREVIATIONS),
    ("ending", COMPOUNDS),
    ("agent", AGENTS),
    ("word", WORDS),
    ("guard", GUARDS),
    ("role", ROLES),
    ("rank", RANKS),
    ("subject", SUBJECTS),
];

impl Lexicon {
    /// Reads the built-in lists, and before them a person's own, whose word stands.
    ///
    /// A line of `own` has the name of the list first, then the cells as the list has them.
    pub(in super::super) fn load(own: &str) -> Result<Self, ListFault> {
        let mut additions = Vec::new();
        for (idx, line) in own.lines().enumerate() {
            for cells in lines(line) {
                let added = addition(cells[0].trim(), &cells[1..]);
                additions.push(added.map_err(|message| ListFault {
                    line: idx + 1,
                    message,
                })?);
            }
        }
        for (list, text) in BUILT_IN {
            for cells in lines(text) {
                match addition(list, &cells) {
                    Ok(added) => additions.push(added),
                    Err(message) => panic!("built-in list {list}: {message}"),
                }
            }
        }
        let mut lexicon = Self::default();
        // Keys are read as titles are, so that both meet: abbreviations first, articles next.
        for added in &additions {
            if let Addition::Abbreviation(short, long, how) = added {
                lexicon.add_abbreviation(short, long, how);
            }
        }
        for articles in [true, false] {
            for added in &additions {
                if let Addition::Meaning(cell, language, entry) = added
                    && entry.is_only(Mark::Article) == articles
                {
                    lexicon.add(cell, *entry);
                    if matches!(*language, "de" | "nl") {
                        keys(cell).for_each(|key| lexicon.note_compound_end(key));
                    }
                }
            }
        }
        for added in &additions {
            match added {
                Addition::Endings(cell) => lexicon.add_endings(cell),
                Addition::Agents(cell) => lexicon.add_agents(cell),
                Addition::Meaning(..) | Addition::Abbreviation(..) => {}
            }
        }
        lexicon.finish();
        Ok(lexicon)
    }

    /// Returns the id of a word, a new one where it is not listed yet.
    fn id(&mut self, letters: &str) -> u32 {
        if let Some(id) = self.ids.get(letters) {
            return id;
        }
        let id = u32::try_from(self.words.len()).expect("fewer words than that");
        self.words.push(Listed {
            letters: letters.into(),
            is_key: false,
            is_article: false,
            abbreviation: None,
            node: None,
            prefix: None,
        });
        self.ids.insert(letters, id);
        id
    }

    fn add_abbreviation(&mut self, short: &str, long: &str, how: &str) {
        let mut buffer = String::new();
        let raw = scan::scan(long, Style::Cell, &mut buffer);
        let long: Vec<&str> = raw
            .iter()
            .map(|word| &buffer[word.letters.0..word.letters.1])
            .collect();
        let said = |word: &str| how.split(' ').any(|part| part == word);
        let abbreviation = Abbreviation {
            words: long.iter().map(|letters| self.id(letters)).collect(),
            only_capitals: said("caps"),
            unsure: said("unsure"),
            only_cells: said("cells"),
            is_of: long == ["of"],
            is_chief: long.first() == Some(&"chief"),
        };
        let id = self.id(&fold(short));
        let listed = &mut self.words[id as usize];
        if listed.abbreviation.is_none() {
            listed.abbreviation = Some(Box::new(abbreviation));
        }
    }

    fn add_endings(&mut self, cell: &str) {
        for key in keys(cell) {
            let letters = fold(key);
            let id = self.id(&letters);
            let Some(last) = letters.as_bytes().last_chunk::<3>() else {
                continue;
            };
            let endings = self.endings.entry(*last).or_default();
            if !endings.contains(&id) {
                endings.push(id);
            }
        }
    }

    fn add(&mut self, cell: &str, entry: Entry) {
        for key in keys(cell) {
            for spelling in spellings(key) {
                self.add_key(&spelling, entry);
            }
        }
    }

    fn add_key(&mut self, key: &str, entry: Entry) {
        let mut buffer = String::new();
        let raw = scan::scan(key, Style::Cell, &mut buffer);
        let mut words: Vec<KeyWord> = Vec::new();
        for word in &raw {
            let letters = &buffer[word.letters.0..word.letters.1];
            let prefix = key[word.end..].starts_with('*');
            let joined = matches!(word.sep, Sep::And | Sep::Slash);
            let listed = self.listed(letters);
            let short = listed
                .and_then(|listed| listed.abbreviation.as_deref())
                .filter(|short| !short.only_capitals && !prefix);
            if let Some(short) = short {
                words.extend(short.words.iter().enumerate().map(|(idx, &id)| KeyWord {
                    letters: self.words[id as usize].letters.clone(),
                    prefix: false,
                    joined: joined && idx == 0,
                }));
            } else if entry.is(Mark::Article) || !listed.is_some_and(|listed| listed.is_article) {
                words.push(KeyWord {
                    letters: letters.into(),
                    prefix,
                    joined,
                });
            }
        }
        let Some((first, rest)) = words.split_first() else {
            return;
        };
        if first.prefix && rest.is_empty() {
            let letters = first.letters.as_bytes();
            if let Some(start) = letters.first_chunk::<2>()
                && letters.len() < 64
            {
                *self.prefix_lengths.entry(*start).or_default() |= 1 << letters.len();
            }
            let idx = self.prefixes.get(&first.letters).unwrap_or_else(|| {
                let idx = u32::try_from(self.prefix_entries.len()).expect("fewer than that");
                self.prefixes.insert(&first.letters, idx);
                self.prefix_entries
                    .push((first.letters.clone(), Entry::default()));
                idx
            });
            self.prefix_entries[idx as usize].1.add(entry);
            return;
        }
        let id = self.id(&first.letters) as usize;
        self.words[id].is_key = true;
        self.words[id].is_article |= rest.is_empty() && entry.is_only(Mark::Article);
        let mut node = match self.words[id].node {
            Some(node) => node,
            None => {
                let node = self.new_node();
                self.words[id].node = Some(node);
                node
            }
        };
        for word in rest {
            node = self.next_node(node, word);
        }
        let place = &mut self.nodes[node as usize].entry;
        place.get_or_insert_default().add(entry);
    }

    fn new_node(&mut self) -> u32 {
        self.nodes.push(Node::default());
        u32::try_from(self.nodes.len() - 1).expect("fewer phrases than that")
    }

    /// Returns the node behind `word`, a new one where no phrase goes there yet.
    fn next_node(&mut self, from: u32, word: &KeyWord) -> u32 {
        let id = self.id(&word.letters);
        self.words[id as usize].is_key = true;
        let joined = word.joined;
        if word.prefix {
            let loose = self.loose_edges.entry(from).or_default();
            if let Some((_, edge)) = loose.iter_mut().find(|(prefix, _)| *prefix == word.letters) {
                edge.joined |= joined;
                return edge.to;
            }
            let to = self.new_node();
            self.nodes[from as usize].goes_on_loosely = true;
            let loose = self.loose_edges.entry(from).or_default();
            loose.push((word.letters.clone(), Edge { to, joined }));
            return to;
        }
        if let Some(edge) = self.edges.get_mut(&super::step(from, id)) {
            edge.joined |= joined;
            return edge.to;
        }
        let to = self.new_node();
        self.nodes[from as usize].goes_on = true;
        self.edges
            .insert(super::step(from, id), Edge { to, joined });
        to
    }

    #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
    fn finish(&mut self) {
        let long: Vec<Box<str>> = self
            .prefix_entries
            .iter()
            .map(|(prefix, _)| prefix)
            .filter(|prefix| prefix.chars().count() >= LONG_PREFIX)
            .cloned()
            .collect();
        for prefix in long {
            self.id(&prefix);
        }
        for idx in 0..self.words.len() {
            let letters = self.words[idx].letters.clone();
            self.words[idx].prefix = self.by_prefix(&letters).copied();
        }
        let words = &self.words;
        for endings in self.endings.values_mut() {
            endings.sort_by_key(|&id| {
                let letters = &words[id as usize].letters;
                (std::cmp::Reverse(letters.len()), letters)
            });
        }
        let worth =
            |entry: &Entry| entry.role.is_some() || entry.rank.is_some() || entry.subject.is_some();
        let mut mendable: Vec<u32> = (0..)
            .zip(words)
            .filter(|(_, word)| {
                word.letters.len() >= 6
                    && word
                        .node
                        .and_then(|node| self.nodes[node as usize].entry.as_ref())
                        .or(word.prefix.as_ref())
                        .is_some_and(worth)
            })
            .map(|(id, _)| id)
            .collect();
        mendable.sort_by_key(|&id| &words[id as usize].letters);
        for id in mendable {
            let letters = &words[id as usize].letters;
            let alike = (letters.as_bytes()[0], letters.len());
            let same_start = self.mendable.entry(alike).or_default();
            same_start.push(Mendable::new(id, letters));
        }
    }
}

/// One word of a key.
struct KeyWord {
    letters: Box<str>,
    /// Only the beginning counts: `leit*`.
    prefix: bool,
    joined: bool,
}

/// Returns the key, and with umlauts written as two letters where it has some.
fn spellings(key: &str) -> Vec<String> {
    let mut all = vec![key.to_owned()];
    if key.contains(['ä', 'ö', 'ü']) {
        all.push(key.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue"));
    }
    all
}

/// Folds a key of one word, dots and all.
pub(super) fn fold(key: &str) -> String {
    let mut buffer = String::new();
    scan::scan(key, Style::Cell, &mut buffer)
        .iter()
        .map(|word| &buffer[word.letters.0..word.letters.1])
        .collect()
}
