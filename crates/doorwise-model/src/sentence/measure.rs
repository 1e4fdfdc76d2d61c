//! Numbers of a sentence: head counts, revenue, years.

use doorwise_vocab::money::{self, Currency};
use doorwise_vocab::{Interval, Reading, employees, number};

use super::token::{Kind, Role, Token};

/// What a number counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Measure {
    /// People employed.
    Employees(Interval),
    /// Yearly revenue.
    Revenue(Interval, Currency),
    /// Year founded.
    Founded(Interval),
    /// Something that can be seen and that no field holds: "3 to 10 locations", "raised $5M".
    Note,
    /// Nothing that we know.
    Unclear,
}

/// A measure with the tokens it takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// What was measured.
    pub(super) measure: Measure,
    /// First token, words before the number included.
    pub(super) from: usize,
    /// One past the last token.
    pub(super) to: usize,
}

const LIMITS: [&[&str]; 29] = [
    &["no", "more", "than"],
    &["not", "more", "than"],
    &["no", "less", "than"],
    &["no", "fewer", "than"],
    &["more", "than"],
    &["greater", "than"],
    &["larger", "than"],
    &["over"],
    &["above"],
    &["at", "least"],
    &["starting", "at"],
    &["minimum"],
    &["min"],
    &["less", "than"],
    &["fewer", "than"],
    &["smaller", "than"],
    &["under"],
    &["below"],
    &["up", "to"],
    &["at", "most"],
    &["upto"],
    &["maximum"],
    &["max"],
    &["about"],
    &["around"],
    &["approximately"],
    &["roughly"],
    &["between"],
    &["from"],
];
const UNITS: [&str; 30] = [
    "k", "thousand", "lac", "lacs", "lakh", "lakhs", "m", "mm", "mn", "mio", "million", "millions",
    "cr", "crs", "crore", "crores", "b", "bn", "billion", "billions", "usd", "eur", "inr", "gbp",
    "dollars", "euros", "rupees", "rs", "pounds", "hundred",
];
const ENDINGS: [&[&str]; 9] = [
    &["or", "more"],
    &["and", "more"],
    &["or", "above"],
    &["and", "above"],
    &["and", "up"],
    &["or", "fewer"],
    &["or", "less"],
    &["plus"],
    &["+"],
];

/// Reads the number that begins at `at`, with what it counts.
pub(super) fn read(tokens: &[Token<'_>], at: usize, text: &str) -> Option<Found> {
    let year = year(tokens, at);
    if year.is_some() {
        return year;
    }
    let end = number_end(tokens, at)?;
    let written = between_to(&text[tokens[at].range.start..tokens[end - 1].range.end]);
    let before = noun_before(tokens, at);
    let after = noun_after(tokens, end);
    let known_money = match money::money(&written) {
        Reading::Value(money) => money.currency.map(|currency| (money.amount, currency)),
        _ => None,
    };
    let from = before.map_or(at, |(_, from)| from);
    let to = after.map_or(end, |(_, to)| to);
    let found = |measure, from, to| Some(Found { measure, from, to });
    if let Some((amount, currency)) = known_money {
        let role = after.map(|(role, _)| role).or(before.map(|(role, _)| role));
        return match role {
            Some(Role::Revenue) => found(Measure::Revenue(amount, currency), from, to),
            Some(Role::OtherMoney) => found(Measure::Note, from, to),
            _ if is_doing(tokens, at) => found(Measure::Revenue(amount, currency), at, end),
            _ => found(Measure::Unclear, at, end),
        };
    }
    if let Some((Role::People, to)) = after
        && let Reading::Value(range) = employees::employees(&written)
    {
        let from = if matches!(before, Some((Role::People, _))) {
            from
        } else {
            at
        };
        return found(Measure::Employees(range), from, to);
    }
    if let Some((Role::People, from)) = before
        && after.is_none_or(|(role, _)| role == Role::People)
        && let Reading::Value(range) = employees::employees(&written)
    {
        return found(Measure::Employees(range), from, to);
    }
    if matches!(
        before.or(after),
        Some((Role::Revenue | Role::OtherMoney, _))
    ) {
        // An amount without a currency is no criterion; it stays with its words.
        return found(Measure::Unclear, from, to);
    }
    let counts = tokens.get(end).is_some_and(|next| {
        next.is_content() && next.role().is_none_or(|role| role == Role::Observable)
    });
    if counts {
        found(Measure::Note, at, end + 1)
    } else {
        found(Measure::Unclear, at, end)
    }
}

/// `between 10 and 50` is read as `10 to 50`, and `from` before a range says nothing more.
fn between_to(written: &str) -> String {
    let low = written.to_lowercase();
    match low.strip_prefix("between ") {
        Some(rest) => rest.replacen(" and ", " to ", 1),
        None => low,
    }
}

fn is_numeric(token: &Token<'_>) -> bool {
    let bare = token
        .low
        .trim_start_matches(['~', '<', '>', '≤', '≥', '=', '$', '€', '£', '₹', '+']);
    let bare = bare
        .strip_prefix("us$")
        .or_else(|| bare.strip_prefix("rs."))
        .unwrap_or(bare);
    let bare = ["inr", "usd", "eur", "gbp", "rs"]
        .iter()
        .find_map(|code| bare.strip_prefix(code))
        .unwrap_or(bare);
    token.kind == Kind::Word
        && bare.starts_with(|c: char| c.is_ascii_digit())
        && !matches!(bare, "24/7" | "24x7" | "3pl" | "3d")
}

fn starts(tokens: &[Token<'_>], words: &[&str]) -> bool {
    tokens.len() >= words.len()
        && words
            .iter()
            .zip(tokens)
            .all(|(word, token)| token.kind == Kind::Word && token.low == *word)
}

fn number_end(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let mut end = at;
    let limit = LIMITS.iter().find(|limit| starts(&tokens[end..], limit));
    end += limit.map_or(0, |limit| limit.len());
    let is_between = limit.is_some_and(|limit| *limit == ["between"]);
    // "INR 5 crore", "$ 5 million"
    let prefix = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            token.is_word(&[
                "inr", "usd", "eur", "gbp", "rs", "$", "€", "£", "₹", "~", ">", "<",
            ]) || matches!(token.text, "$" | "€" | "£" | "₹" | "~" | ">" | "<")
        }) && tokens.get(at + 1).is_some_and(is_numeric)
    };
    end += usize::from(prefix(end));
    if !tokens.get(end).is_some_and(is_numeric) {
        return None;
    }
    end += 1;
    let mut is_joined = false;
    loop {
        let rest = &tokens[end..];
        if rest.first().is_some_and(|token| token.is_word(&UNITS)) {
            end += 1;
        } else if !is_joined
            && rest.first().is_some_and(|token| {
                token.is_word(&["to", "-", "–", "through", "until"])
                    || is_between && token.is_word(&["and"])
            })
            && (rest.get(1).is_some_and(is_numeric) || prefix(end + 1))
        {
            is_joined = true;
            end += 2 + usize::from(prefix(end + 1));
        } else if let Some(ending) = ENDINGS.iter().find(|ending| starts(rest, ending)) {
            return Some(end + ending.len());
        } else {
            return Some(end);
        }
    }
}

/// Few words may stand between a number and what it counts: "10M in annual recurring revenue".
fn noun_after(tokens: &[Token<'_>], end: usize) -> Option<(Role, usize)> {
    for at in end..(end + 4).min(tokens.len()) {
        let token = &tokens[at];
        match token.role() {
            Some(role @ (Role::People | Role::Revenue | Role::OtherMoney)) => {
                // "5 people team", "50 team members", "50 employees on staff"
                let more = tokens[at + 1..]
                    .iter()
                    .take_while(|next| next.is(role))
                    .count();
                return Some((role, at + 1 + more));
            }
            _ if token.kind == Kind::Mark
                || token.is_word(&[
                    "in",
                    "of",
                    "a",
                    "annual",
                    "yearly",
                    "recurring",
                    "total",
                    "full-time",
                    "fulltime",
                    "full",
                    "time",
                    "active",
                    "per",
                    "year",
                ]) => {}
            _ => return None,
        }
    }
    None
}

fn noun_before(tokens: &[Token<'_>], at: usize) -> Option<(Role, usize)> {
    for back in (at.saturating_sub(4)..at).rev() {
        let token = &tokens[back];
        match token.role() {
            Some(role @ (Role::People | Role::Revenue | Role::OtherMoney)) => {
                let more = tokens[..back]
                    .iter()
                    .rev()
                    .take_while(|next| next.is(role))
                    .count();
                return Some((role, back - more));
            }
            _ if token.kind == Kind::Comma && token.text == ":"
                || token.kind == Kind::Mark
                || token.is_word(&[
                    "of", "is", "are", "at", "a", "the", "range", "count", "annual", "yearly",
                    "by", "have", "with",
                ]) => {}
            _ => return None,
        }
    }
    None
}

/// "doing 5 to 50 crore" and "making $2M" speak of revenue.
fn is_doing(tokens: &[Token<'_>], at: usize) -> bool {
    at > 0 && tokens[at - 1].is_word(&["doing", "making", "earning", "generating", "turning"])
}

/// Reads a year: "founded after 2015", "since 2018", "founded 2015 to 2020".
fn year(tokens: &[Token<'_>], at: usize) -> Option<Found> {
    // "In business since 2015" speaks of the founding, "raised a seed since 2023" does not.
    let goes_on_since = tokens[at].low == "since"
        && (at == 0
            || tokens[at - 1].kind != Kind::Word
            || tokens[at - 1].is_word(&["business", "operating", "active", "around", "existing"]));
    if !tokens[at].is(Role::Founded) && !goes_on_since {
        return None;
    }
    let mut from = at + 1;
    let mut word = if goes_on_since { "since" } else { "in" };
    while let Some(token) = tokens.get(from) {
        if token.is_word(&["in", "after", "before", "since", "from", "between", "by"]) {
            word = ["in", "after", "before", "since", "from", "between", "by"]
                .into_iter()
                .find(|known| token.low == *known)?;
        } else if !token.is_word(&["or", "the", "year"]) {
            break;
        }
        from += 1;
    }
    let is_year = |token: &Token<'_>| {
        token.low.len() == 4
            && token
                .low
                .parse::<u16>()
                .is_ok_and(|year| (1700..=2100).contains(&year))
    };
    let first = tokens.get(from)?;
    let last_of = |year: &Token<'_>| year.low.parse::<f64>().ok();
    let (range, to) = if is_year(first) {
        let low = last_of(first)?;
        let joined = tokens
            .get(from + 1)
            .is_some_and(|token| token.is_word(&["to", "-", "–", "and"]));
        match tokens
            .get(from + 2)
            .filter(|token| joined && is_year(token))
        {
            Some(second) => (Interval::new(low, last_of(second)?), from + 3),
            None if tokens
                .get(from + 1..from + 3)
                .is_some_and(|next| starts(next, &["or", "later"])) =>
            {
                (
                    Interval {
                        low,
                        high: f64::INFINITY,
                    },
                    from + 3,
                )
            }
            None => {
                let range = match word {
                    "after" => Interval {
                        low: low + 1.0,
                        high: f64::INFINITY,
                    },
                    "since" | "from" => Interval {
                        low,
                        high: f64::INFINITY,
                    },
                    "before" => Interval {
                        low: f64::NEG_INFINITY,
                        high: low - 1.0,
                    },
                    "by" => Interval {
                        low: f64::NEG_INFINITY,
                        high: low,
                    },
                    _ => Interval::exactly(low),
                };
                (range, from + 1)
            }
        }
    } else {
        let range = number::interval(first.text)
            .value()
            .filter(|range| range.low >= 1700.0 && range.high <= 2100.0)?;
        (range, from + 1)
    };
    Some(Found {
        measure: Measure::Founded(range),
        from: at,
        to,
    })
}
