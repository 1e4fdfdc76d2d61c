//! Reads headers: which field a header names, whatever the spelling.

use std::sync::LazyLock;

use doorwise_model::tables::TableKind;

/// How well a header names a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Says nothing of it.
    None,
    /// Contains a name of it, or is a slip of one.
    Near,
    /// Is a name of it.
    Exact,
}

impl Fit {
    /// Returns the part of the confidence that the header gives.
    pub(super) fn weight(self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Near => 0.5,
            Self::Exact => 0.7,
        }
    }
}

/// One field that a header names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) kind: TableKind,
    pub(super) field: &'static str,
    /// Piece of a field that is read from several columns.
    pub(super) part: &'static str,
    pub(super) fit: Fit,
    /// Counts only in a sheet whose rows are of this kind.
    pub(super) main_only: bool,
    /// Whether the header says whose field it is: `Company City`.
    pub(super) says_whose: bool,
    /// Line of the list, so that pieces are joined in its order.
    pub(super) line: usize,
    /// Place of the name in its line; the plainest names stand first.
    pub(super) name: usize,
}

/// A header taken apart.
#[derive(Clone, Debug)]
pub(super) struct Header {
    words: Vec<String>,
    /// The header says nothing: `column 4`, `Unnamed: 3`.
    pub(super) says_nothing: bool,
    /// Names something that is no field of ours, such as a phone number.
    pub(super) names_other: bool,
}

struct Line {
    kind: TableKind,
    field: &'static str,
    part: &'static str,
    names: Vec<Name>,
}

struct Name {
    words: Vec<String>,
    joined: String,
    whole_only: bool,
    main_only: bool,
}

struct List {
    lines: Vec<Line>,
    entities: Vec<(TableKind, Vec<Vec<String>>)>,
    wrappers: Vec<String>,
    units: Vec<String>,
    never: Vec<Vec<String>>,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List {
        lines: Vec::new(),
        entities: Vec::new(),
        wrappers: Vec::new(),
        units: Vec::new(),
        never: Vec::new(),
    };
    for row in include_str!("../../data/headers.tsv").lines() {
        if row.starts_with('#') || row.trim().is_empty() {
            continue;
        }
        let cells: Vec<&'static str> = row.split('\t').collect();
        let [table, field, part, names] = cells[..] else {
            panic!("headers.tsv: `{row}` has not four cells")
        };
        let phrases = || names.split('|').map(words).collect::<Vec<_>>();
        match table {
            "entity" => list.entities.push((kind(field), phrases())),
            "wrapper" => list.wrappers = phrases().concat(),
            "unit" => list.units = phrases().concat(),
            "never" => list.never = phrases(),
            _ => {
                let kind = kind(table);
                let field = *kind
                    .fields()
                    .iter()
                    .find(|known| **known == field)
                    .unwrap_or_else(|| {
                        panic!("headers.tsv: `{field}` is no field of {table}");
                    });
                list.lines.push(Line {
                    kind,
                    field,
                    part,
                    names: names.split('|').map(name).collect(),
                });
            }
        }
    }
    // Longest first: "primary contact" before "contact".
    for (_, entities) in &mut list.entities {
        entities.sort_by_key(|words| std::cmp::Reverse(words.len()));
    }
    list
});

fn kind(word: &str) -> TableKind {
    TableKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == word)
        .unwrap_or_else(|| {
            panic!("headers.tsv: `{word}` is no table");
        })
}

fn name(written: &'static str) -> Name {
    let bare = written.trim_start_matches(['=', '^']);
    let words = words(bare);
    Name {
        joined: words.concat(),
        words,
        whole_only: bare != written,
        main_only: written.starts_with('^'),
    }
}

/// Returns the words of a header in lower case, without plural `s`.
fn words(written: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(written.len() + 8);
    let letters: Vec<char> = written.chars().collect();
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(at + 1);
        let starts_word = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
            });
        if starts_word {
            spaced.push(' ');
        }
        match letter {
            '\'' | '’' => {}
            _ if letter.is_alphanumeric() => {
                for lower in letter.to_lowercase() {
                    push_plain(lower, &mut spaced);
                }
            }
            // A mark over the letter before: the file writes `é` as two signs.
            '\u{300}'..='\u{36F}' => {}
            _ => spaced.push(' '),
        }
    }
    spaced.split_whitespace().map(singular).collect()
}

/// Writes a letter as people write it who have no key for it: `ü` as "ue", `é` as "e".
fn push_plain(letter: char, out: &mut String) {
    match letter {
        'ä' => out.push_str("ae"),
        'ö' => out.push_str("oe"),
        'ü' => out.push_str("ue"),
        'ß' => out.push_str("ss"),
        'á' | 'à' | 'â' | 'ã' => out.push('a'),
        'é' | 'è' | 'ê' | 'ë' => out.push('e'),
        'í' | 'ì' | 'î' | 'ï' => out.push('i'),
        'ó' | 'ò' | 'ô' | 'õ' => out.push('o'),
        'ú' | 'ù' | 'û' => out.push('u'),
        'ç' => out.push('c'),
        'ñ' => out.push('n'),
        other => out.push(other),
    }
}

fn singular(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() >= 3 && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

fn without_brackets(written: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::with_capacity(written.len());
    for letter in written.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    if out.trim().is_empty() {
        written.to_owned()
    } else {
        out
    }
}

impl Header {
    /// Takes a header apart.
    pub(super) fn new(written: &str) -> Self {
        let list = &*LIST;
        let mut words = words(&without_brackets(written));
        while words.len() > 1 && list.wrappers.contains(&words[0]) {
            words.remove(0);
        }
        while words.len() > 1 && words.last().is_some_and(|last| list.units.contains(last)) {
            words.pop();
        }
        let says_nothing = words.iter().all(|word| {
            word.chars().all(|letter| letter.is_ascii_digit())
                || word.len() == 1
                || matches!(
                    word.trim_end_matches(|letter: char| letter.is_ascii_digit()),
                    "" | "column"
                        | "col"
                        | "field"
                        | "unnamed"
                        | "untitled"
                        | "f"
                        | "x"
                        | "var"
                        | "value"
                )
        }) && words.first().is_none_or(|first| first != "value");
        let names_other = list.never.iter().any(|never| holds(&words, never));
        Self {
            words,
            says_nothing,
            names_other,
        }
    }

    /// Returns whether a word stands in the header, in the singular and in lower case.
    pub(super) fn says(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }

    /// Returns the fields that the header names in a sheet of such rows, exact ones alone where there is
    /// one.
    ///
    /// Names of logs are plain words (`Date`, `Type`, `Status`), and are none in any other sheet.
    pub(super) fn fields(&self, main: TableKind) -> Vec<Named> {
        let mut found = self.named(main);
        found.retain(|named| !is_log(named.kind) || named.kind == main);
        found
    }

    fn named(&self, main: TableKind) -> Vec<Named> {
        let mut found = self.exact(&self.words, None);
        found.retain(|named| !is_log(named.kind) || named.kind == main);
        for (entity, phrases) in &LIST.entities {
            if let Some(rest) = phrases
                .iter()
                .find_map(|phrase| self.words.strip_prefix(&phrase[..]))
                && !rest.is_empty()
            {
                found.extend(self.exact(rest, Some(*entity)));
            }
        }
        if found.is_empty() && !self.names_other {
            found = self.near();
        }
        let mirrors: Vec<Named> = found.iter().flat_map(mirrored).collect();
        found.extend(mirrors);
        found
    }

    fn exact(&self, words: &[String], whose: Option<TableKind>) -> Vec<Named> {
        let joined = words.concat();
        let lines = LIST
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| whose.is_none_or(|whose| line.kind == whose));
        lines
            .filter_map(|(at, line)| {
                let (place, name) = line
                    .names
                    .iter()
                    .enumerate()
                    .find(|(_, name)| name.joined == joined)?;
                // Only a company has headquarters.
                let names_seat = words
                    .iter()
                    .any(|word| matches!(word.as_str(), "hq" | "headquarter"));
                let names_entity = LIST.entities.iter().any(|(kind, phrases)| {
                    *kind == line.kind
                        && words.len() > 1
                        && phrases.iter().any(|phrase| words.starts_with(phrase))
                });
                Some(Named {
                    kind: line.kind,
                    field: line.field,
                    part: line.part,
                    fit: Fit::Exact,
                    main_only: name.main_only && whose.is_none(),
                    says_whose: whose.is_some() || names_entity || names_seat,
                    line: at,
                    name: place,
                })
            })
            .collect()
    }

    fn near(&self) -> Vec<Named> {
        let joined = self.words.concat();
        let mut best: Vec<(usize, Named)> = Vec::new();
        for (at, line) in LIST.lines.iter().enumerate() {
            let longest = line
                .names
                .iter()
                .enumerate()
                .filter(|(_, name)| !name.whole_only && name.joined.len() >= 4)
                .filter(|(_, name)| {
                    let inside =
                        self.words.len() <= name.words.len() + 2 && holds(&self.words, &name.words);
                    inside || is_slip(&joined, &name.joined)
                })
                .map(|(place, name)| (name.joined.len(), place))
                .max_by_key(|(length, place)| (*length, std::cmp::Reverse(*place)));
            if let Some((length, place)) = longest {
                let named = Named {
                    kind: line.kind,
                    field: line.field,
                    part: line.part,
                    fit: Fit::Near,
                    main_only: false,
                    says_whose: false,
                    line: at,
                    name: place,
                };
                best.push((length, named));
            }
        }
        let longest = best.iter().map(|(length, _)| *length).max();
        best.into_iter()
            .filter(|(length, _)| Some(*length) == longest)
            .map(|(_, named)| named)
            .collect()
    }
}

/// Returns whether rows of this kind log what happened, beside companies, people and deals.
fn is_log(kind: TableKind) -> bool {
    use TableKind::{Events, Funnel, Leads, Spend, Touches};
    matches!(kind, Touches | Leads | Funnel | Spend | Events)
}

/// Returns whether the words hold the phrase, next to each other.
fn holds(words: &[String], phrase: &[String]) -> bool {
    words.windows(phrase.len()).any(|window| window == phrase)
}

/// Returns whether one is a slip of the other; short words have too many neighbours to tell.
fn is_slip(one: &str, other: &str) -> bool {
    let allowed = match other.len() {
        0..=5 => return false,
        6..=9 => 1,
        _ => 2,
    };
    one.len().abs_diff(other.len()) <= allowed && strsim::damerau_levenshtein(one, other) <= allowed
}

/// Returns the same column as other tables call it.
fn mirrored(named: &Named) -> Vec<Named> {
    use TableKind::{
        Companies, Contacts, Customers, DealContacts, Deals, Events, Funnel, Leads, Touches,
    };
    let others: &[(TableKind, &'static str)] = match (named.kind, named.field) {
        _ if named.main_only => &[],
        (Companies, "id") => &[
            (Deals, "company_id"),
            (Contacts, "company_id"),
            (Customers, "company_id"),
            (Touches, "company_id"),
            (Leads, "company_id"),
            (Events, "company_id"),
        ],
        (Companies, "name") => &[
            (Deals, "company"),
            (Contacts, "company"),
            (Customers, "company"),
            (Touches, "company"),
            (Leads, "company"),
            (Events, "company"),
        ],
        (Companies, "domain") => &[
            (Deals, "domain"),
            (Contacts, "domain"),
            (Customers, "domain"),
            (Touches, "domain"),
            (Leads, "domain"),
            (Events, "domain"),
        ],
        (Deals, "id") => &[(Contacts, "deal_id"), (DealContacts, "deal")],
        (Contacts, "id") => &[(DealContacts, "contact")],
        (Contacts, "name") => &[(Touches, "name"), (Leads, "name")],
        (Contacts, "email") => &[(Touches, "email"), (Leads, "email")],
        (Contacts, "title") => &[(Touches, "title"), (Leads, "title")],
        (Deals, "source") => &[(Leads, "source"), (Funnel, "source")],
        (Contacts, "buying_role") => &[(DealContacts, "buying_role")],
        (Contacts, "attached") => &[(DealContacts, "attached")],
        _ => &[],
    };
    others
        .iter()
        .map(|&(kind, field)| Named {
            kind,
            field,
            ..*named
        })
        .collect()
}
