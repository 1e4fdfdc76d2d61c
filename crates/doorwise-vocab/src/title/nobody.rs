//! Cells in which no person can be meant: addresses, telephone numbers, firms.

use super::item::{Item, marks};
use super::lexicon::{HEAD, Mark};
use super::scan::Sep;

/// Says what the cell holds in place of a job: a mailbox, a page, a number, a firm.
pub(super) fn nobody(text: &str, items: &[Item<'_>]) -> Option<&'static str> {
    let marks = marks(items);
    if marks & Mark::Firm.bit() != 0 && is_firm(text, items) {
        return Some("the name of a firm");
    }
    // One unbroken piece of text is an address more often than a job, if it has the signs of one.
    if items.len() > 1 || marks & HEAD == 0 {
        return address(text.trim());
    }
    None
}

/// Returns whether the words end in a legal form or in what only firms are called, with no job among them.
fn is_firm(text: &str, items: &[Item<'_>]) -> bool {
    let at = items.iter().position(|item| item.sep == Sep::At);
    let before = &items[..at.unwrap_or(items.len())];
    // "ABC Consultants Pvt. Ltd.": several of a trade are a firm, one is a person.
    let is_plural = |item: &Item<'_>| text[..item.end].ends_with('s') && !item.last.ends_with('s');
    if before.iter().any(|item| item.is_head() && !is_plural(item)) {
        return false;
    }
    let is_place = |item: &&Item<'_>| item.is_only(Mark::Neutral) && !item.is(Mark::Firm);
    before
        .iter()
        .rev()
        .find(|item| !is_place(item))
        .is_some_and(|item| item.is(Mark::Firm))
        && before.len() > 1
}

fn address(text: &str) -> Option<&'static str> {
    if text.bytes().any(|byte| byte == b' ') {
        let letters = text
            .bytes()
            .any(|byte| byte.is_ascii_alphabetic() || byte >= 0x80);
        return (!letters && is_number(text)).then_some("a telephone number");
    }
    if let Some((name, host)) = text.split_once('@') {
        // "CTO@acme.io": capitals before the sign are a job at a firm.
        let is_job = name.bytes().all(|byte| byte.is_ascii_uppercase());
        return (!is_job && is_host(host)).then_some("a mailbox");
    }
    let lower = |start: &str| {
        text.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    if ["http://", "https://", "www.", "mailto:", "linkedin.com/"]
        .into_iter()
        .any(lower)
    {
        return Some("a page");
    }
    is_number(text).then_some("a telephone number")
}

/// Returns whether the text is a name of the network: parts between stops, the last one of letters.
fn is_host(text: &str) -> bool {
    let mut parts = text.rsplit('.');
    let is_end = parts.next().is_some_and(|end| {
        (2..=10).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let mut rest = parts.peekable();
    is_end
        && rest.peek().is_some()
        && rest.all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte >= 0x80)
        })
}

/// Returns whether at least seven digits stand among the signs of telephone numbers.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 7
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-/().  ".contains(&byte))
}
