//! Business models: whom a company sells to, and how.

use crate::industry::phrase::{key, quoted, says_nothing};
use crate::{NodeId, Reading, industry};

#[cfg(test)]
mod tests;

/// Names whom a company sells to and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BusinessModel {
    /// Sells to companies.
    B2b,
    /// Sells to people.
    B2c,
    /// Sells to people through companies.
    B2b2c,
    /// Sells to governments.
    B2g,
    /// Brings buyers and sellers together.
    Marketplace,
    /// Lets others run its concept.
    Franchise,
    /// Does not work for profit.
    Nonprofit,
}

impl BusinessModel {
    /// Every business model.
    pub const ALL: [Self; 7] = [
        Self::B2b,
        Self::B2c,
        Self::B2b2c,
        Self::B2g,
        Self::Marketplace,
        Self::Franchise,
        Self::Nonprofit,
    ];

    /// Returns the word written in workspace files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::B2b => "b2b",
            Self::B2c => "b2c",
            Self::B2b2c => "b2b2c",
            Self::B2g => "b2g",
            Self::Marketplace => "marketplace",
            Self::Franchise => "franchise",
            Self::Nonprofit => "nonprofit",
        }
    }

    /// Returns the name people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::B2b => "B2B",
            Self::B2c => "B2C",
            Self::B2b2c => "B2B2C",
            Self::B2g => "B2G",
            Self::Marketplace => "Marketplace",
            Self::Franchise => "Franchise",
            Self::Nonprofit => "Nonprofit",
        }
    }

    /// Returns the model a word or phrase names, in any spelling: "B2B", "D2C", "business to business".
    pub fn parse(text: &str) -> Option<Self> {
        by_key(&key(text))
    }
}

fn by_key(phrase: &str) -> Option<BusinessModel> {
    SPELLINGS
        .iter()
        .find(|(spelling, _)| *spelling == phrase)
        .map(|&(_, model)| model)
}

/// The spellings of each model, as folded by [`key`].
const SPELLINGS: [(&str, BusinessModel); 44] = [
    ("b2b", BusinessModel::B2b),
    ("btob", BusinessModel::B2b),
    ("b to b", BusinessModel::B2b),
    ("b 2 b", BusinessModel::B2b),
    ("business to business", BusinessModel::B2b),
    ("business 2 business", BusinessModel::B2b),
    ("enterprise", BusinessModel::B2b),
    ("b2c", BusinessModel::B2c),
    ("btoc", BusinessModel::B2c),
    ("b to c", BusinessModel::B2c),
    ("b 2 c", BusinessModel::B2c),
    ("d2c", BusinessModel::B2c),
    ("dtc", BusinessModel::B2c),
    ("consumer", BusinessModel::B2c),
    ("business to consumer", BusinessModel::B2c),
    ("business to customer", BusinessModel::B2c),
    ("direct to consumer", BusinessModel::B2c),
    ("direct to customer", BusinessModel::B2c),
    ("b2b2c", BusinessModel::B2b2c),
    ("b2b2b", BusinessModel::B2b),
    ("business to business to consumer", BusinessModel::B2b2c),
    ("b2g", BusinessModel::B2g),
    ("b to g", BusinessModel::B2g),
    ("business to government", BusinessModel::B2g),
    ("marketplace", BusinessModel::Marketplace),
    ("marketplaces", BusinessModel::Marketplace),
    ("online marketplace", BusinessModel::Marketplace),
    ("marketplace platform", BusinessModel::Marketplace),
    ("two sided marketplace", BusinessModel::Marketplace),
    ("c2c", BusinessModel::Marketplace),
    ("p2p marketplace", BusinessModel::Marketplace),
    ("internet marketplace platforms", BusinessModel::Marketplace),
    ("franchise", BusinessModel::Franchise),
    ("franchises", BusinessModel::Franchise),
    ("franchisor", BusinessModel::Franchise),
    ("franchising", BusinessModel::Franchise),
    ("nonprofit", BusinessModel::Nonprofit),
    ("non profit", BusinessModel::Nonprofit),
    ("nonprofits", BusinessModel::Nonprofit),
    ("not for profit", BusinessModel::Nonprofit),
    ("ngo", BusinessModel::Nonprofit),
    ("charity", BusinessModel::Nonprofit),
    ("non profit organization", BusinessModel::Nonprofit),
    ("non profit organizations", BusinessModel::Nonprofit),
];

/// Holds what a phrase that mixes both fields says of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mixed {
    /// The business models named, in order.
    pub models: Vec<BusinessModel>,
    /// The industries named, in order.
    pub industries: Vec<NodeId>,
}

/// Reads a phrase that may name a business model, an industry or both: "B2B SaaS", "ecommerce_d2c".
pub fn mixed(text: &str) -> Reading<Mixed> {
    if says_nothing(text) {
        return Reading::Blank;
    }
    let models = split(&key(text)).0;
    let read = industry::industry(text);
    if models.is_empty() && read == Reading::Blank {
        return Reading::Blank;
    }
    let industries = read.value().unwrap_or_default();
    if models.is_empty() && industries.is_empty() {
        return Reading::unreadable(format!("no business model or industry in {}", quoted(text)));
    }
    Reading::Value(Mixed { models, industries })
}

/// Returns the models a folded phrase names, and the phrase without the words that name them.
pub(crate) fn split(phrase: &str) -> (Vec<BusinessModel>, String) {
    let words: Vec<&str> = phrase.split(' ').collect();
    let mut models = Vec::new();
    let mut rest = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=5.min(words.len() - at))
            .rev()
            .find_map(|count| by_key(&words[at..at + count].join(" ")).map(|model| (count, model)));
        if let Some((count, model)) = longest {
            if !models.contains(&model) {
                models.push(model);
            }
            at += count;
        } else {
            rest.push(words[at]);
            at += 1;
        }
    }
    (models, rest.join(" "))
}
