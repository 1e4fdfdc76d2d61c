//! How many people work for a company, as every export writes it.

#[cfg(test)]
mod tests;

use crate::number::{Bounds, Separators, Token, range, tokens};
use crate::{Interval, Reading, date, text};

/// Words around a head count that add nothing to it.
const PLAIN_WORDS: &[&str] = &[
    "active",
    "addetti",
    "angestellte",
    "angestellten",
    "anzahl",
    "approx",
    "arbeitnehmer",
    "associates",
    "beschaeftigte",
    "beschäftigte",
    "beschäftigten",
    "collaborateurs",
    "company",
    "count",
    "der",
    "dipendenti",
    "effectif",
    "emp",
    "empleados",
    "employee",
    "employees",
    "employes",
    "employés",
    "emps",
    "estimated",
    "fte",
    "ftes",
    "fulltime",
    "globally",
    "head",
    "headcount",
    "in",
    "köpfe",
    "linkedin",
    "ma",
    "medewerkers",
    "members",
    "mitarbeitende",
    "mitarbeitenden",
    "mitarbeiter",
    "mitarbeiterin",
    "mitarbeiterinnen",
    "mitarbeitern",
    "mitarbeiterzahl",
    "number",
    "of",
    "on",
    "people",
    "person",
    "personen",
    "personnes",
    "persons",
    "ppl",
    "range",
    "salaries",
    "salariés",
    "size",
    "staff",
    "strong",
    "team",
    "total",
    "trabajadores",
    "vzä",
    "werknemers",
    "workers",
    "worldwide",
];

/// Cells that mean one person alone.
const ALONE: &[&str] = &[
    "self-employed",
    "self employed",
    "selfemployed",
    "myself only",
    "just me",
    "only me",
    "solo",
    "solopreneur",
    "freelancer",
    "freelance",
    "sole trader",
    "one-person",
    "one person",
];

/// Bands whose ends fit into a date, so that a spreadsheet turns them into one.
const SMALL_BANDS: &[(u32, u32)] = &[
    (1, 4),
    (1, 5),
    (1, 9),
    (1, 10),
    (1, 20),
    (1, 25),
    (1, 49),
    (1, 50),
    (2, 9),
    (2, 10),
    (5, 9),
    (5, 10),
    (5, 25),
    (6, 10),
    (10, 19),
    (10, 20),
    (10, 24),
    (10, 25),
    (10, 49),
    (10, 50),
    (10, 99),
    (11, 20),
    (11, 25),
    (11, 49),
    (11, 50),
];

/// Returns how many people a cell allows, in whole numbers from 0.
///
/// Reads the bands of LinkedIn ("1,001+ employees", "C: 11-50"), Crunchbase, HubSpot
/// and People Data Labs, plain numbers ("57.0"), limits (">50" is 51 and above) and
/// "~50" (40 to 60). A band that a spreadsheet turned into a date ("10-Nov") is read
/// back only where it can have been but one band: "Nov-50" was 11-50.
pub fn employees(cell: &str) -> Reading<Interval> {
    if text::is_blank(cell) {
        return Reading::Blank;
    }
    let folded = without_gender_marks(text::fold(cell).replace("full-time", "fulltime"));
    let folded = without_day(&folded);
    // `="11-50"` is how careful exports keep a spreadsheet from spoiling a band.
    let folded = folded.trim_matches(['=', '"', '\'', '[', ']', ' ']);
    if ALONE.contains(&folded) {
        return Reading::Value(Interval::exactly(1.0));
    }
    if matches!(folded, "51 200" | "101 250" | "201 500" | "251 500") {
        let why = format!(
            "{} may be a band without its dash, or a number",
            text::quoted(cell)
        );
        return Reading::unreadable(why);
    }
    let pieces = tokens(folded);
    if let Some(reading) = spoilt_band(cell, &pieces) {
        return reading;
    }
    match range::read(without_plain_words(&pieces), Separators::Grouping) {
        Ok(found) => whole(cell, &found),
        Err(fault) => Reading::unreadable(fault.told(cell)),
    }
}

/// Returns a cell without the day in brackets behind the count, as in "45 (Dec, 2025)".
fn without_day(folded: &str) -> &str {
    let told = folded
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('));
    let Some((count, day)) = told else {
        return folded;
    };
    let words = day.split(|ch: char| !ch.is_alphanumeric());
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    let is_year =
        |word: &str| word.len() == 4 && word.starts_with("20") && word.parse::<u16>().is_ok();
    let says_day = words.peek().is_some()
        && words.all(|word| {
            is_year(word) || date::month_named(word).is_some() || matches!(word, "as" | "of" | "in")
        });
    // "(2001)" alone may be meant as a count.
    let is_day =
        says_day && (day.contains(char::is_alphabetic) || count.contains(char::is_numeric));
    if is_day { count.trim_end() } else { folded }
}

/// Returns "mitarbeiter:innen" and its kin as one plain word.
fn without_gender_marks(folded: String) -> String {
    GENDER_MARKS.iter().fold(folded, |text, mark| {
        if text.contains(mark) {
            text.replace(mark, "innen")
        } else {
            text
        }
    })
}

/// Ways to write that men and women are meant.
const GENDER_MARKS: [&str; 6] = ["(innen)", ":innen", "*innen", "_innen", "/-innen", "/innen"];

/// Reads back a band that a spreadsheet took for a date, where it is one.
fn spoilt_band(cell: &str, pieces: &[Token]) -> Option<Reading<Interval>> {
    let numeral = |token: &Token| match token {
        Token::Numeral { raw, exponent: 0 } => raw.parse::<u32>().ok(),
        Token::Numeral { .. } | Token::Word(_) | Token::Sign(_) => None,
    };
    let month = |token: &Token| token.word().and_then(date::month_named);
    let band = match pieces {
        // 1-10 became the tenth of January or the first of October.
        [day, Token::Sign('-'), name] if month(name).is_some() => {
            let (day, month) = (numeral(day)?, month(name)?);
            (day.min(month), day.max(month))
        }
        // 11-50 is no day, so it became November 1950.
        [name, Token::Sign('-'), year] if month(name).is_some() => (month(name)?, numeral(year)?),
        [first, Token::Sign(one), second, Token::Sign(two), third, ..]
            if one == two
                && matches!(one, '-' | '/')
                && [first, second, third]
                    .iter()
                    .all(|token| numeral(token).is_some()) =>
        {
            return Some(Reading::unreadable(format!(
                "{} is a date, perhaps a band spoilt by a spreadsheet",
                text::quoted(cell)
            )));
        }
        _ => return None,
    };
    Some(if SMALL_BANDS.contains(&band) {
        Reading::Value(Interval::new(f64::from(band.0), f64::from(band.1)))
    } else {
        Reading::unreadable(format!(
            "{} is a band that a spreadsheet turned into a date",
            text::quoted(cell)
        ))
    })
}

fn without_plain_words(mut pieces: &[Token]) -> &[Token] {
    let is_plain = |token: &Token| {
        *token == Token::Sign(':') || token.word().is_some_and(|word| PLAIN_WORDS.contains(&word))
    };
    // LinkedIn's own code for a band: "C: 11-50".
    if let [Token::Word(letter), Token::Sign(':'), rest @ ..] = pieces
        && letter.len() == 1
    {
        pieces = rest;
    }
    // A note in brackets behind the number, unless it holds another number.
    if let [first, .., Token::Sign(')')] = pieces
        && *first != Token::Sign('(')
        && let Some(open) = pieces.iter().rposition(|token| *token == Token::Sign('('))
        && !pieces[open..]
            .iter()
            .any(|token| matches!(token, Token::Numeral { .. }))
    {
        pieces = &pieces[..open];
    }
    loop {
        pieces = match pieces {
            [first, rest @ ..] if is_plain(first) => rest,
            [rest @ .., last] if is_plain(last) => rest,
            _ => return pieces,
        };
    }
}

fn whole(cell: &str, found: &Bounds) -> Reading<Interval> {
    let low = if found.low.is_strict {
        found.low.value.floor() + 1.0
    } else {
        found.low.value.ceil()
    };
    let high = if found.high.is_strict {
        found.high.value.ceil() - 1.0
    } else {
        found.high.value.floor()
    };
    if high < 0.0 || (low < 0.0 && low.is_finite()) {
        return Reading::unreadable(format!(
            "{} would be fewer than no people",
            text::quoted(cell)
        ));
    }
    let low = low.max(0.0);
    if low > high {
        return Reading::unreadable(format!(
            "{} is no whole number of people",
            text::quoted(cell)
        ));
    }
    Reading::Value(Interval { low, high })
}
