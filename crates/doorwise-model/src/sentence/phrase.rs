//! Finds the longest phrase of our vocabularies at one place of a sentence.

use std::collections::HashMap;
use std::sync::LazyLock;

use doorwise_vocab::business_model::BusinessModel;
use doorwise_vocab::stage::{self, Stage};
use doorwise_vocab::{NodeId, industry, place, text};

use super::PlaceChoice;
use super::token::{Kind, Role, Token};

/// What a phrase names.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Named {
    /// Stages, any of them.
    Stages(Vec<Stage>),
    /// Places, any of them.
    Place(PlaceChoice),
    /// A business model.
    Model(BusinessModel),
    /// An industry.
    Industry(NodeId),
    /// A system in use; the industry is that of a store named after it.
    Tool(String, Option<NodeId>),
}

/// Longest phrase tried, in words.
const LONGEST: usize = 6;

/// Words of which one must stand in a phrase read as a stage: a lone letter is no stage here.
const STAGE_WORDS: [&str; 33] = [
    "series",
    "seed",
    "pre-seed",
    "preseed",
    "seed-stage",
    "angel",
    "bootstrapped",
    "self-funded",
    "unfunded",
    "public",
    "publicly",
    "listed",
    "ipo",
    "family-owned",
    "family-run",
    "family",
    "mittelstand",
    "owner-managed",
    "vc-backed",
    "venture-backed",
    "pe-backed",
    "vc-funded",
    "backed",
    "funded",
    "stage",
    "early-stage",
    "late-stage",
    "growth-stage",
    "state-owned",
    "acquired",
    "subsidiary",
    "government-owned",
    "venture-funded",
];

/// Phrases that a vocabulary reads but that say too little in a sentence.
const TOO_LITTLE: [&str; 12] = [
    "enterprise",
    "enterprises",
    "consumer",
    "live",
    "content",
    "state",
    "family",
    "funded",
    "stage",
    "local",
    "group",
    "backed",
];

fn listed(list: &'static str) -> HashMap<&'static str, &'static str> {
    list.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
        .collect()
}

static TOOLS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| listed(include_str!("tools.tsv")));
static NOUNS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| listed(include_str!("nouns.tsv")));
static DEMONYMS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| listed(include_str!("demonyms.tsv")));

/// Returns the longest phrase that begins with the first of `rest`, and how many tokens it takes.
///
/// `after` is the word before it: "in" makes a small-letter word a place.
pub(super) fn longest(rest: &[Token<'_>], after: Option<&str>) -> Option<(Named, usize)> {
    let run = rest
        .iter()
        .take(LONGEST)
        .take_while(|token| token.kind == Kind::Word)
        .count();
    (1..=run).rev().find_map(|count| {
        let phrase = &rest[..count];
        let last = &phrase[count - 1];
        let starts_badly = phrase[0].is(Role::Filler) && !is_place_code(phrase[0].text);
        // The letter of "Series A" is no article.
        let is_letter_of_series =
            count > 1 && (last.text == "A" || phrase[count - 2].low == "series");
        let ends_badly = count > 1
            && last.is(Role::Filler)
            && !is_letter_of_series
            && last.low != "up"
            && last.text != "+";
        if starts_badly || ends_badly || TOO_LITTLE.contains(&phrase[0].low.as_str()) && count == 1
        {
            return None;
        }
        let written: Vec<&str> = phrase.iter().map(|token| token.text).collect();
        name(phrase, &written.join(" "), after).map(|named| (named, count))
    })
}

fn name(phrase: &[Token<'_>], written: &str, after: Option<&str>) -> Option<Named> {
    let low = text::fold(written);
    if phrase
        .iter()
        .any(|token| STAGE_WORDS.contains(&token.low.as_str()) || token.low.starts_with("series-"))
        && let Some(stages) = stages(phrase, written)
    {
        return Some(Named::Stages(stages));
    }
    if let Some((tool, sells)) = TOOLS.get_key_value(low.as_str()) {
        return Some(Named::Tool(
            (*tool).to_owned(),
            industry::industries().by_code(sells),
        ));
    }
    if let Some(code) = DEMONYMS.get(low.as_str()) {
        return place::places()
            .by_code(code)
            .map(|node| Named::Place(PlaceChoice::Node(node)));
    }
    if let Some(model) = BusinessModel::parse(written) {
        return Some(Named::Model(model));
    }
    // A place in small letters counts after "in", where no industry of that name is meant.
    let is_named = phrase[0]
        .text
        .starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
    let is_after_in = after.is_some_and(|word| matches!(word, "in" | "across" | "from"));
    let place = || {
        let code_like = written.len() <= 3 && phrase.len() == 1;
        let is_code = is_place_code(written) || !code_like;
        (is_code && (is_named || is_after_in || written.len() > 3))
            .then(|| place_choice(written))
            .flatten()
    };
    let industry = || {
        industry_of(written, &low).filter(|_| {
            // "in" and such were cut; a phrase of fillers only names nothing.
            phrase.iter().any(|token| !token.is(Role::Filler))
        })
    };
    if is_named || is_after_in {
        place()
            .map(Named::Place)
            .or_else(|| industry().map(Named::Industry))
    } else {
        industry()
            .map(Named::Industry)
            .or_else(|| place().map(Named::Place))
    }
}

/// Two or three letters are a place only in capitals: "US" and "UK", never "us" and "in".
fn is_place_code(written: &str) -> bool {
    let letters: Vec<char> = written.chars().filter(|c| *c != '.').collect();
    matches!(letters.len(), 2..=3)
        && letters.iter().all(char::is_ascii_uppercase)
        && !matches!(
            written,
            "IN" | "OR"
                | "NO"
                | "AT"
                | "IS"
                | "IT"
                | "BE"
                | "ME"
                | "SO"
                | "AI"
                | "HR"
                | "PE"
                | "PR"
                | "VC"
                | "CRM"
                | "ERP"
                | "ICP"
                | "ARR"
                | "CA"
        )
        || matches!(written, "U.S." | "U.K." | "U.S.A.")
}

fn place_choice(written: &str) -> Option<PlaceChoice> {
    // A group first: "EU" and "South Asia" are lists of countries, kept as the word that was said.
    if place::group(written).is_some() && place::find(written).is_none() {
        return Some(PlaceChoice::Group(written.to_owned()));
    }
    let node = place::find(written)?;
    // "US & Canada" names two countries, though a region of the tree goes by that name too.
    let is_region = place::places().parent(node).is_none();
    let names_two = written.contains(" & ") || written.contains(" and ");
    (!(is_region && names_two)).then_some(PlaceChoice::Node(node))
}

/// Returns the industry of a phrase, in the plural too.
fn industry_of(written: &str, low: &str) -> Option<NodeId> {
    if let Some(node) = industry::find(written) {
        return Some(node);
    }
    let singular = if let Some(stem) = low.strip_suffix("ies") {
        format!("{stem}y")
    } else {
        low.strip_suffix('s')
            .filter(|stem| stem.len() > 3)?
            .to_owned()
    };
    industry::find(&singular).or_else(|| {
        NOUNS
            .get(low)
            .or_else(|| NOUNS.get(singular.as_str()))
            .and_then(|code| industry::industries().by_code(code))
    })
}

/// Reads a stage with what follows in the same phrase: "Series A", "Series A to C", "Series B+".
fn stages(phrase: &[Token<'_>], written: &str) -> Option<Vec<Stage>> {
    // Neighbouring words ("SaaS Series A") must not slip in as noise of a stage.
    if phrase.len() > 1
        && phrase
            .iter()
            .any(|token| token.is(Role::People) || token.is(Role::Using))
    {
        return None;
    }
    let low = text::fold(written);
    if let Some((left, right)) = split_range(&low) {
        let from = one_stage(left)?;
        let to = one_stage(right).or_else(|| one_stage(&format!("series {right}")))?;
        return between(from, to);
    }
    for ending in [
        "+",
        " +",
        " or later",
        " or above",
        " and above",
        " and later",
        " and up",
        " onwards",
        " or higher",
        " and beyond",
        " plus",
    ] {
        if let Some(from) = low.strip_suffix(ending).and_then(one_stage) {
            // Later than a round with a letter means a later round; a listing is another thing.
            let end = if from < Stage::SeriesDPlus {
                Stage::SeriesDPlus
            } else {
                Stage::Public
            };
            return between(from, end);
        }
    }
    for joiner in [" or ", " and ", " / ", " & "] {
        if let Some((left, right)) = low.split_once(joiner) {
            let mut found = read_stage(left)?;
            let right = read_stage(right).filter(|_| right.len() > 1).or_else(|| {
                left.contains("series")
                    .then(|| read_stage(&format!("series {right}")))
                    .flatten()
            })?;
            found.extend(right);
            found.sort_unstable();
            found.dedup();
            return Some(found);
        }
    }
    read_stage(&low)
}

fn split_range(low: &str) -> Option<(&str, &str)> {
    for joiner in [" to ", " - ", " – ", " through ", " until "] {
        if let Some(parts) = low.split_once(joiner) {
            return Some(parts);
        }
    }
    // "Series A-C"
    let (left, right) = low.rsplit_once(['-', '–'])?;
    (right.len() == 1 && left.starts_with("series")).then_some((left, right))
}

fn read_stage(low: &str) -> Option<Vec<Stage>> {
    stage::stage(low).value().filter(|found| !found.is_empty())
}

fn one_stage(low: &str) -> Option<Stage> {
    match read_stage(low)?.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// Returns the steps of the funding ladder from one to the other.
fn between(from: Stage, to: Stage) -> Option<Vec<Stage>> {
    let on_ladder = |stage: Stage| !stage.neighbours().is_empty();
    (on_ladder(from) && on_ladder(to) && from <= to).then(|| {
        Stage::ALL
            .into_iter()
            .filter(|stage| on_ladder(*stage) && (from..=to).contains(stage))
            .collect()
    })
}
