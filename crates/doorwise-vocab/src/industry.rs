//! Industries: what a company makes or does.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{NodeId, Reading, Tree, business_model};

pub(crate) mod phrase;
#[cfg(test)]
pub(crate) mod shared_data;
#[cfg(test)]
mod tests;

use phrase::{key, names, quoted, rows, says_nothing};

struct Industries {
    tree: Tree,
    by_name: HashMap<String, NodeId>,
}

static INDUSTRIES: LazyLock<Industries> = LazyLock::new(|| {
    let list: Vec<_> = rows(include_str!("../data/industries/industries.tsv")).collect();
    let entries: Vec<_> = list
        .iter()
        .map(|row| {
            (
                row[0].to_owned(),
                row[1].to_owned(),
                row[0].rsplit_once('.').map(|(up, _)| up.to_owned()),
            )
        })
        .collect();
    let tree = Tree::build(&entries);
    let mut by_name = HashMap::new();
    for row in list {
        let id = tree.by_code(row[0]).expect("each row made a node");
        by_name.insert(key(row[0]), id);
        // "Software and internet" and "saas marketing" are said too, though not listed.
        by_name.entry(key(row[1])).or_insert(id);
        for name in names(row.get(2).copied().unwrap_or_default()) {
            by_name.insert(key(name), id);
        }
    }
    Industries { tree, by_name }
});

/// Returns the tree of industries: sector, industry, sub-industry.
pub fn industries() -> &'static Tree {
    &INDUSTRIES.tree
}

/// Words around a name that do not change which industry it is.
const FILLER: [&str; 24] = [
    "industry",
    "industries",
    "sector",
    "vertical",
    "company",
    "companies",
    "firm",
    "firms",
    "startup",
    "startups",
    "business",
    "businesses",
    "vendor",
    "vendors",
    "provider",
    "providers",
    "platform",
    "platforms",
    "solutions",
    "services",
    "online",
    "products",
    "chain",
    "chains",
];

/// Returns the industry with this code, label or synonym.
pub fn find(text: &str) -> Option<NodeId> {
    INDUSTRIES
        .tree
        .by_code(text.trim())
        .or_else(|| by_key(&key(text)))
}

fn by_key(phrase: &str) -> Option<NodeId> {
    let index = &INDUSTRIES.by_name;
    if let Some(&id) = index.get(phrase) {
        return Some(id);
    }
    let telling: Vec<&str> = phrase
        .split(' ')
        .filter(|word| !FILLER.contains(word))
        .collect();
    index.get(&telling.join(" ")).copied()
}

/// Reads the industries one cell lists, in order; a node above another listed one is dropped.
///
/// Words for the business model ("B2B", "Consumer") are skipped: they are no industry.
pub fn industry(text: &str) -> Reading<Vec<NodeId>> {
    // "Other" is a list's word for not knowing.
    if says_nothing(text)
        || matches!(
            key(text).as_str(),
            "other" | "others" | "misc" | "miscellaneous"
        )
    {
        return Reading::Blank;
    }
    let mut found = Vec::new();
    let mut names_a_model = false;
    let mut after_b2b = false;
    for chunk in text.replace("->", ">").split(['|', ';', '>', '\n']) {
        let phrase = key(chunk);
        if phrase.is_empty() {
            continue;
        }
        // A directory's "B2B -> Marketing" means tools for marketing, not a marketing agency.
        let for_companies = after_b2b
            .then(|| by_key(&format!("b2b {phrase}")))
            .flatten();
        after_b2b |= phrase == "b2b";
        if let Some(id) = for_companies {
            found.push(id);
        } else {
            names_a_model |= read_chunk(chunk, &mut found);
        }
    }
    let tree = industries();
    let mut kept: Vec<NodeId> = Vec::new();
    for &id in &found {
        let above_another = found
            .iter()
            .any(|&other| other != id && tree.contains(id, other));
        if !above_another && !kept.contains(&id) {
            kept.push(id);
        }
    }
    if !kept.is_empty() {
        Reading::Value(kept)
    } else if names_a_model {
        Reading::unreadable(format!(
            "{} is a business model, not an industry",
            quoted(text)
        ))
    } else {
        Reading::unreadable(format!("no known industry in {}", quoted(text)))
    }
}

/// Kinds of technology company whose list entry says what they are about, not how they deliver it.
const ABOUT_ONLY: [&str; 6] = [
    "financial-services.fintech",
    "healthcare.health-it",
    "retail.retail-technology",
    "education.edtech",
    "logistics.logistics-technology",
    "real-estate.proptech",
];

/// Returns `software.saas` where a technology company may well be that too.
///
/// "AI", "developer tools" or "fintech" say what a company is about. Whether it sells software as
/// a service stays open, and what is open must not be read as a no.
pub fn perhaps_saas(nodes: &[NodeId]) -> Option<NodeId> {
    let tree = industries();
    let (software, saas) = (tree.by_code("software")?, tree.by_code("software.saas")?);
    // Who is known as software at large has all of its children open already.
    let is_told = nodes
        .iter()
        .any(|&node| tree.contains(saas, node) || node == software);
    let is_technology = nodes
        .iter()
        .any(|&node| tree.contains(software, node) || ABOUT_ONLY.contains(&tree.code(node)));
    (is_technology && !is_told).then_some(saas)
}

/// Adds the industries of one chunk, splitting it only as far as needed; returns whether it names a model.
fn read_chunk(chunk: &str, found: &mut Vec<NodeId>) -> bool {
    let phrase = key(chunk);
    if phrase.is_empty() {
        return false;
    }
    let (models, rest) = business_model::split(&phrase);
    if let Some(id) = by_key(&phrase).or_else(|| by_key(&rest)) {
        found.push(id);
        return !models.is_empty();
    }
    // A comma parts more loosely than a slash, a slash more loosely than "and".
    for separators in [&[","][..], &["/"], &["&", " and ", " + "]] {
        let parts = split_on(chunk, separators);
        if parts.len() > 1 {
            let named: Vec<bool> = parts.iter().map(|part| read_chunk(part, found)).collect();
            return named.contains(&true);
        }
    }
    // "Fintech (payments)": what stands in brackets is said besides.
    let inside = chunk.split_once('(').and_then(|(before, rest)| {
        let (inside, after) = rest.split_once(')')?;
        Some((format!("{before} {after}"), inside))
    });
    if let Some((outside, inside)) = inside {
        let of_outside = read_chunk(&outside, found);
        return read_chunk(inside, found) || of_outside;
    }
    // "SaaS for marketers": what it is stands before whom it is for.
    if let Some((what, _)) = split_ignoring_case(chunk, " for ") {
        return read_chunk(what, found) || !models.is_empty();
    }
    found.extend(by_last_words(&phrase));
    !models.is_empty()
}

/// Most words of a phrase that is read by its last ones: a sentence is none.
const MOST_WORDS: usize = 5;
/// Letters from which a last word alone is telling.
const TELLING_LETTERS: usize = 8;
/// Long words that are told of every industry.
const TELLS_NOTHING: [&str; 10] = [
    "community",
    "communities",
    "content",
    "enterprise",
    "internet",
    "operations",
    "personal",
    "production",
    "technology",
    "industrial",
];

/// Returns the industry that the last words of a phrase name: in English what a company is stands
/// last, as in "activity based social network" and "affordable education".
fn by_last_words(phrase: &str) -> Option<NodeId> {
    let words: Vec<&str> = phrase
        .split(' ')
        .filter(|word| !FILLER.contains(word))
        .collect();
    if !(2..=MOST_WORDS).contains(&words.len()) {
        return None;
    }
    (1..words.len()).find_map(|from| {
        let last = &words[from..];
        let is_telling = match last {
            [word] => word.len() >= TELLING_LETTERS && !TELLS_NOTHING.contains(word),
            _ => true,
        };
        is_telling.then(|| by_key(&last.join(" "))).flatten()
    })
}

fn split_ignoring_case<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let at = text.to_ascii_lowercase().find(mark)?;
    Some((&text[..at], &text[at + mark.len()..]))
}

fn split_on<'a>(chunk: &'a str, separators: &[&str]) -> Vec<&'a str> {
    let mut parts = vec![chunk];
    for separator in separators {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    parts
}
