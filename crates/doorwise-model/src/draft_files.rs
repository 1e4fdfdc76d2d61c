//! The first workspace's files, written as YAML that a person goes on editing by hand.
//!
//! The shape is that of `card.md`, "From a sentence": what was said becomes gates; size and
//! stage become points with the next step out. Everything is marked as an assumption.

mod icp;
mod persona;
mod setup;

#[cfg(test)]
mod tests;

use doorwise_vocab::money::Currency;

pub use icp::{icp_id, icp_yaml};
pub use persona::{persona_id, persona_yaml};
pub use setup::{ColumnPart, SetupParts, TableParts, add_table, doorwise_yaml};

use crate::value::show_number;
use crate::workspace::schema::FileKind;
use crate::yaml::edit::{flow_scalar, scalar};

/// Returns the JSON Schemas that editors complete from, with their paths inside the workspace.
pub fn schema_files() -> Vec<(String, String)> {
    FileKind::ALL
        .into_iter()
        .map(|kind| {
            let path = format!(".doorwise/schema/{}", kind.schema_name());
            (path, format!("{:#}\n", kind.schema()))
        })
        .collect()
}

/// Returns an amount as a criterion writes it: in crore for rupees, in millions elsewhere, exact always.
pub(crate) fn show_amount(amount: f64, currency: Currency) -> String {
    let units: &[(f64, &str)] = if currency.as_str() == "INR" {
        &[(1e7, " crore"), (1e5, " lakh")]
    } else {
        &[(1e9, "B"), (1e6, "M"), (1e3, "k")]
    };
    for (size, unit) in units {
        let tenths = amount / size * 10.0;
        if amount.abs() >= *size && tenths.fract() == 0.0 {
            return format!("{}{unit}", show_number(tenths / 10.0));
        }
    }
    show_number(amount)
}

/// Returns a text as an id: lower-case letters, digits and hyphens, at most 64.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in doorwise_vocab::company_name::key(text)
        .chars()
        .flat_map(char::to_lowercase)
    {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(64);
    slug.trim_matches('-').to_owned()
}

/// Returns one value as it is, several as a list in brackets.
fn one_or_list(words: &[String]) -> String {
    match words {
        [one] => scalar(one),
        many => list(many),
    }
}

/// Returns the words as a list in brackets.
fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| flow_scalar(word)).collect();
    format!("[{}]", words.join(", "))
}

/// Writes a section of sentences.
fn says(out: &mut String, section: &str, sentences: &[String]) {
    if sentences.is_empty() {
        return;
    }
    out.push_str(&format!("{section}:\n"));
    for sentence in sentences {
        out.push_str(&format!("  - says: {}\n", scalar(sentence)));
    }
}

/// Writes a section of plain texts.
fn texts(out: &mut String, section: &str, words: &[String]) {
    if words.is_empty() {
        return;
    }
    out.push_str(&format!("{section}:\n"));
    for word in words {
        out.push_str(&format!("  - {}\n", scalar(word)));
    }
}
