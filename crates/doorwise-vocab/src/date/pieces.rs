//! A folded date cut into numbers, months and quarters, its clock time dropped.

/// Month names and their short forms, English, German and French, January first.
const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "januar", "jänner", "janvier", "janv"],
    &["feb", "february", "februar", "février", "févr", "fevrier"],
    &["mar", "march", "märz", "mrz", "mär", "mars"],
    &["apr", "april", "avril", "avr"],
    &["may", "mai"],
    &["jun", "june", "juni", "juin"],
    &["jul", "july", "juli", "juillet", "juil"],
    &["aug", "august", "août", "aout"],
    &["sep", "sept", "september", "septembre"],
    &["oct", "october", "okt", "oktober", "octobre"],
    &["nov", "november", "novembre"],
    &[
        "dec",
        "december",
        "dez",
        "dezember",
        "décembre",
        "déc",
        "decembre",
    ],
];

/// Words that stand in a date and say nothing: days of the week, endings of ordinals.
const PLAIN_WORDS: &[&str] = &[
    "st",
    "nd",
    "rd",
    "th",
    "of",
    "the",
    "de",
    "le",
    "den",
    "mon",
    "monday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
];

/// Holds a number of a date and how many digits it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) value: u32,
    pub(super) n_digits: usize,
}

impl Digits {
    /// Returns whether this can only be a year.
    pub(super) fn is_year(self) -> bool {
        self.n_digits == 4 && self.value >= 1000
    }

    /// Returns whether this is neither a year nor a day.
    pub(super) fn is_long_but_no_year(self) -> bool {
        self.n_digits > 2 && !self.is_year()
    }

    /// Returns the year meant; two digits up to 49 lie in this century.
    pub(super) fn as_year(self) -> Option<u32> {
        match self.n_digits {
            4 if self.is_year() => Some(self.value),
            2 if self.value < 50 => Some(2000 + self.value),
            2 => Some(1900 + self.value),
            _ => None,
        }
    }
}

/// Holds one meaningful piece of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Number(Digits),
    Month(u32),
    Quarter(u32),
    /// Anything else: the text is no date.
    Other,
}

/// Returns the number of a month by its name.
pub(crate) fn month_named(word: &str) -> Option<u32> {
    (1..)
        .zip(MONTHS)
        .find(|(_, names)| names.contains(&word))
        .map(|(number, _)| number)
}

/// Returns the pieces of a folded cell.
pub(super) fn pieces(folded: &str) -> Vec<Piece> {
    let day = without_clock(folded);
    let mut found = Vec::new();
    let mut rest = day;
    while let Some(first) = rest.chars().next() {
        let is_same = |ch: char| {
            if first.is_ascii_digit() {
                ch.is_ascii_digit()
            } else {
                first.is_alphabetic() && ch.is_alphabetic()
            }
        };
        let width = rest
            .find(|ch: char| !is_same(ch))
            .unwrap_or(rest.len())
            .max(first.len_utf8());
        let (word, behind) = rest.split_at(width);
        rest = behind;
        if first.is_ascii_digit() {
            found.push(match word.parse() {
                Ok(value) => Piece::Number(Digits {
                    value,
                    n_digits: word.len(),
                }),
                Err(_) => Piece::Other,
            });
        } else if let Some(month) = month_named(word) {
            found.push(Piece::Month(month));
        } else if word == "q"
            && let Some(quarter @ '1'..='4') = rest.chars().next()
        {
            found.push(Piece::Quarter(u32::from(quarter) - u32::from('0')));
            rest = &rest[1..];
        } else if !PLAIN_WORDS.contains(&word)
            && !matches!(first, ' ' | '-' | '/' | '.' | ',' | '\'')
        {
            found.push(Piece::Other);
        }
    }
    found
}

/// Returns the three numbers of a date written without a month's name.
pub(super) fn three_numbers(pieces: &[Piece]) -> Option<[Digits; 3]> {
    match pieces {
        [
            Piece::Number(first),
            Piece::Number(second),
            Piece::Number(third),
        ] => Some([*first, *second, *third]),
        _ => None,
    }
}

/// Returns the text before the clock time: before ` 10:30`, `t10:30`, `, 10:30`.
fn without_clock(folded: &str) -> &str {
    let Some(colon) = folded.find(':') else {
        return folded;
    };
    let hour = folded[..colon].trim_end_matches(|ch: char| ch.is_ascii_digit());
    let n_digits = colon - hour.len();
    let is_clock = (1..=2).contains(&n_digits)
        && folded[colon + 1..].starts_with(|ch: char| ch.is_ascii_digit())
        && hour.ends_with([' ', 't', ',']);
    if !is_clock {
        return folded;
    }
    // "5 aug 2017 at 10:30"
    let day = hour.strip_suffix('t').unwrap_or(hour).trim_end();
    day.strip_suffix(" a")
        .unwrap_or(day)
        .strip_suffix(" at")
        .unwrap_or(day)
}
