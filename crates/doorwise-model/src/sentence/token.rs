//! A sentence cut into words and the marks between them, each with its place.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// One word or mark.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'a> {
    /// As written.
    pub(super) text: &'a str,
    /// Lower case.
    pub(super) low: String,
    /// Bytes of the sentence.
    pub(super) range: Range<usize>,
    /// Word or mark.
    pub(super) kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word or a number.
    Word,
    /// Ends a clause: a comma, a semicolon, a long dash.
    Comma,
    /// Ends a sentence: a full stop, a new line.
    Stop,
    /// A bracket or a quote: parts words, ends nothing.
    Mark,
}

/// What a plain word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Adds nothing: articles, prepositions, "companies".
    Filler,
    /// Turns what follows into an exclusion.
    Not,
    /// Like [`Role::Not`], and a whole list may follow, commas included.
    NotList,
    /// Names the people counted.
    People,
    /// Names yearly revenue.
    Revenue,
    /// Names money that is not revenue.
    OtherMoney,
    /// Names the year a company was founded.
    Founded,
    /// Stands before the name of a system in use.
    Using,
    /// Stands before those whom a company serves.
    Serving,
    /// Begins a clause about what was just named.
    Relative,
    /// Says what can be seen of a company.
    Observable,
    /// Praises or sizes a company in no number that a table could hold: "mid-size", "fast-growing".
    Vague,
    /// Says what a person feels or is on the hook for.
    Feeling,
    /// Speaks of one person.
    Pronoun,
}

/// The plain words and what they do; `sentence/words.tsv` is the list a person extends.
static ROLES: LazyLock<HashMap<&'static str, Role>> = LazyLock::new(|| {
    let mut roles = HashMap::new();
    for line in include_str!("words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let Some((name, words)) = line.split_once('\t') else {
            continue;
        };
        let role = match name {
            "filler" => Role::Filler,
            "not" => Role::Not,
            "not_list" => Role::NotList,
            "people" => Role::People,
            "revenue" => Role::Revenue,
            "other_money" => Role::OtherMoney,
            "founded" => Role::Founded,
            "using" => Role::Using,
            "serving" => Role::Serving,
            "relative" => Role::Relative,
            "observable" => Role::Observable,
            "vague" => Role::Vague,
            "feeling" => Role::Feeling,
            "pronoun" => Role::Pronoun,
            other => panic!("`{other}` in words.tsv is no role"),
        };
        roles.extend(words.split_whitespace().map(|word| (word, role)));
    }
    roles
});

impl Token<'_> {
    /// Returns what the word does, where it is a plain one.
    pub(super) fn role(&self) -> Option<Role> {
        if self.kind == Kind::Word {
            ROLES.get(self.low.as_str()).copied()
        } else {
            None
        }
    }

    /// Returns whether the word does this.
    pub(super) fn is(&self, role: Role) -> bool {
        self.role() == Some(role)
    }

    /// Returns whether the word is one of these.
    pub(super) fn is_word(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.contains(&self.low.as_str())
    }

    /// Returns whether it is a word that can carry meaning.
    pub(super) fn is_content(&self) -> bool {
        self.kind == Kind::Word
            && self.text.chars().any(char::is_alphanumeric)
            && !self.is(Role::Filler)
    }
}

/// Cuts a sentence into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    for (idx, line) in lines(text) {
        if idx > 0 {
            push(text, idx - 1..idx, Kind::Stop, &mut found);
        }
        for piece in pieces(line) {
            cut_piece(text, idx + piece.start..idx + piece.end, &mut found);
        }
    }
    found
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let at = start;
        start += line.len() + 1;
        (at, line)
    })
}

fn pieces(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (idx, letter) in line.char_indices() {
        if letter.is_whitespace() {
            found.extend(start.take().map(|from| from..idx));
        } else if start.is_none() {
            start = Some(idx);
        }
    }
    found.extend(start.map(|from| from..line.len()));
    found
}

fn push<'a>(text: &'a str, range: Range<usize>, kind: Kind, found: &mut Vec<Token<'a>>) {
    if !range.is_empty() {
        let written = &text[range.clone()];
        let low = written.to_lowercase().replace('’', "'");
        found.push(Token {
            text: written,
            low,
            range,
            kind,
        });
    }
}

/// Takes the marks off both ends, then parts "India-based", "30-person", "Seed/Series" and "US&UK".
fn cut_piece<'a>(text: &'a str, mut range: Range<usize>, found: &mut Vec<Token<'a>>) {
    while let Some(mark) = text[range.clone()]
        .chars()
        .next()
        .filter(|mark| "([{\"'“”‘’«»*•".contains(*mark))
    {
        push(
            text,
            range.start..range.start + mark.len_utf8(),
            Kind::Mark,
            found,
        );
        range.start += mark.len_utf8();
    }
    let mut behind = Vec::new();
    while let Some(mark) = text[range.clone()].chars().next_back() {
        let kind = match mark {
            ',' | ';' | ':' => Kind::Comma,
            '!' | '?' | '…' => Kind::Stop,
            // "U.S." keeps its last dot.
            '.' if text[range.start..range.end - 1].contains('.') && range.len() > 2 => break,
            '.' => Kind::Stop,
            ')' | ']' | '}' | '"' | '\'' | '“' | '”' | '’' | '«' | '»' | '*' => Kind::Mark,
            _ => break,
        };
        range.end -= mark.len_utf8();
        behind.push((range.end..range.end + mark.len_utf8(), kind));
    }
    cut_word(text, range, found);
    for (mark, kind) in behind.into_iter().rev() {
        push(text, mark, kind, found);
    }
}

fn cut_word<'a>(text: &'a str, range: Range<usize>, found: &mut Vec<Token<'a>>) {
    let word = &text[range.clone()];
    if matches!(word, "—" | "–" | "-" | "|") {
        // Between numbers a dash joins; the reader decides, so it stays a word there.
        let kind = if word == "—" || word == "|" {
            Kind::Comma
        } else {
            Kind::Word
        };
        return push(text, range, kind, found);
    }
    for (idx, mark) in word.char_indices().rev() {
        let (left, right) = (&word[..idx], &word[idx + mark.len_utf8()..]);
        let letters = |part: &str| {
            part.chars()
                .all(|c| c.is_alphabetic() || c == '.' || c == '-')
                && part.chars().filter(|c| c.is_alphabetic()).count() > 1
        };
        let is_cut = match mark {
            '-' => {
                matches!(
                    right.to_lowercase().as_str(),
                    "based" | "employee" | "employees" | "person" | "people" | "man" | "strong"
                ) || left.chars().next_back().is_some_and(|c| c.is_ascii_digit())
                    && letters(right)
                    && left.starts_with(|c: char| c.is_ascii_digit())
            }
            '/' | '&' | '|' | ';' | ',' => {
                left.chars().any(char::is_alphabetic) && letters(right)
                    || letters(left) && right.chars().any(char::is_alphabetic)
            }
            '—' => true,
            _ => false,
        };
        if is_cut && !left.is_empty() && !right.is_empty() && left.len() + right.len() > 2 {
            cut_word(text, range.start..range.start + idx, found);
            let kind = match mark {
                '-' => Kind::Mark,
                '/' | '&' => Kind::Word,
                _ => Kind::Comma,
            };
            push(
                text,
                range.start + idx..range.start + idx + mark.len_utf8(),
                kind,
                found,
            );
            return push(
                text,
                range.start + idx + mark.len_utf8()..range.end,
                Kind::Word,
                found,
            );
        }
    }
    let kind =
        if word.chars().any(|c| c.is_alphanumeric()) || word == "&" || word == "+" || word == "/" {
            Kind::Word
        } else {
            Kind::Mark
        };
    push(text, range, kind, found);
}
