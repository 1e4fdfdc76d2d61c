//! Internet domains of companies, from websites and mail addresses.

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::{Reading, text};

const FREE: &str = include_str!("../data/domains/free.txt");
const DISPOSABLE: &str = include_str!("../data/domains/disposable.txt");
const SHARED: &str = include_str!("../data/domains/shared.txt");

/// Returns the domain of a URL, a bare host or a mail address, lower-case and without `www.`.
///
/// Free mail hosts and shared sites are domains too; ask `is_free_mail` and `is_shared`.
pub fn domain(cell: &str) -> Reading<String> {
    let Some(folded) = text::filled(cell) else {
        return Reading::Blank;
    };
    let host = host(&folded);
    if host.is_empty() {
        // "http://" is a field that nobody filled.
        return Reading::Blank;
    }
    let fault = if host.contains([' ', ',', ';', '|']) {
        "holds more than one word"
    } else if host
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        || host.starts_with('[')
    {
        "is a network address, not a domain"
    } else if !host.contains('.') {
        "has no dot, so it is no domain"
    } else if !host.split('.').all(is_label) || !host.rsplit('.').next().is_some_and(is_ending) {
        "is no domain"
    } else {
        return Reading::Value(host.to_owned());
    };
    Reading::unreadable(format!("{} {fault}", text::quoted(cell)))
}

/// Returns whether anybody can open a mail address at this domain.
pub fn is_free_mail(domain: &str) -> bool {
    static LIST: LazyLock<List> = LazyLock::new(|| List::read(FREE));
    LIST.has(domain)
}

/// Returns whether this domain gives out throw-away mail addresses.
pub fn is_disposable(domain: &str) -> bool {
    static LIST: LazyLock<List> = LazyLock::new(|| List::read(DISPOSABLE));
    LIST.has(domain)
}

/// Returns whether many companies have a page on this domain, so that it names none of them.
pub fn is_shared(domain: &str) -> bool {
    static LIST: LazyLock<List> = LazyLock::new(|| List::read(SHARED));
    LIST.has(domain)
}

fn host(folded: &str) -> &str {
    let mut rest = folded;
    // "Asha Rao <asha@example.com>"
    if let Some((_, inner)) = rest.rsplit_once('<')
        && let Some(inner) = inner.strip_suffix('>')
    {
        rest = inner;
    }
    // Twice is common: "http://https://example.com".
    while let Some(bare) = ["https:", "http:", "mailto:", "//"]
        .iter()
        .find_map(|start| rest.strip_prefix(start))
    {
        rest = bare.trim_start();
    }
    rest = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    rest = rest.rsplit('@').next().unwrap_or(rest);
    if let Some((host, port)) = rest.split_once(':')
        && port.bytes().all(|byte| byte.is_ascii_digit())
    {
        rest = host;
    }
    rest = rest.trim_matches(['.', ' ']);
    match rest.strip_prefix("www.") {
        // "www.com" is a domain of its own.
        Some(bare) if bare.contains('.') => bare,
        _ => rest,
    }
}

fn is_label(label: &str) -> bool {
    let is_allowed =
        |ch: char| ch.is_alphanumeric() || matches!(ch, '-' | '_') || is_joined_mark(ch);
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(is_allowed)
}

fn is_ending(label: &str) -> bool {
    label.chars().count() >= 2
        && (label.starts_with("xn--")
            || label
                .chars()
                .all(|ch| ch.is_alphabetic() || is_joined_mark(ch)))
}

/// Vowel signs of Indian scripts are no letters, but words are written with them.
fn is_joined_mark(ch: char) -> bool {
    !ch.is_ascii() && unicode_normalization::char::is_combining_mark(ch)
}

/// A list of domains; every row of a table is looked up, so a line is not searched for one by one.
struct List {
    /// Domains with all that lies in them.
    whole: HashSet<&'static str>,
    /// Brands whose ending is the country's: `yahoo.` is `yahoo.co.in`.
    brands: HashSet<&'static str>,
}

impl List {
    fn read(list: &'static str) -> Self {
        let entries = list
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut read = Self {
            whole: HashSet::new(),
            brands: HashSet::new(),
        };
        for entry in entries {
            match entry.strip_suffix('.') {
                Some(brand) => read.brands.insert(brand),
                None => read.whole.insert(entry),
            };
        }
        read
    }

    /// Looks a domain up with all that it is part of.
    fn has(&self, domain: &str) -> bool {
        let domain = domain.trim().to_ascii_lowercase();
        let dots = || domain.match_indices('.').map(|(at, _)| at);
        let inner = dots().map(|at| &domain[at + 1..]);
        std::iter::once(domain.as_str())
            .chain(inner)
            .any(|whole| self.whole.contains(whole))
            || dots().any(|at| is_country(&domain[at + 1..]) && self.brands.contains(&domain[..at]))
    }
}

/// Returns whether this is how a brand's domain ends: `<country>`, `com` or `co.<country>`.
fn is_country(ending: &str) -> bool {
    let mut labels = ending.split('.');
    match (labels.next(), labels.next(), labels.next()) {
        (Some(top), None, None) => top.len() == 2 || matches!(top, "com" | "net"),
        (Some("co" | "com"), Some(country), None) => country.len() == 2,
        _ => false,
    }
}
