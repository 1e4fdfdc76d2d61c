//! Reads a cell of places from right to left, each part narrowing the last.

use super::gazetteer::{GAZETTEER, Strength};
use crate::industry::phrase::{key, quoted};
use crate::{NodeId, Reading};

/// Depth of a country in the tree.
const COUNTRY: usize = 1;

/// Cities that are a state or a country of their own: beside them another city is another place.
const CITY_STATES: [&str; 8] = ["IN-DL", "IN-CH", "IN-PY", "US-DC", "SG", "HK", "MO", "MC"];

/// Words that stand in a column of places and name none.
const NO_PLACE: [&str; 20] = [
    "remote",
    "remotely",
    "partly remote",
    "fully remote",
    "hybrid",
    "global",
    "globally",
    "worldwide",
    "international",
    "anywhere",
    "everywhere",
    "distributed",
    "online",
    "unspecified",
    "other",
    "others",
    "multiple locations",
    "various",
    "work from home",
    "wfh",
];

/// Words around a name that do not change which place it is.
const BEFORE: [&str; 7] = [
    "greater",
    "metro",
    "metropolitan",
    "near",
    "the",
    "state",
    "city",
];
const AFTER: [&str; 17] = [
    "area",
    "metro",
    "metropolitan",
    "region",
    "district",
    "urban",
    "rural",
    "city",
    "state",
    "province",
    "division",
    "county",
    "governorate",
    "bay",
    "based",
    "hq",
    "cantonment",
];

/// Holds what one cell lists.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// The places, in order, none above another and none twice.
    pub(super) places: Vec<NodeId>,
    groups: Vec<&'static [NodeId]>,
    /// Names that were not understood, as written.
    unknown: Vec<String>,
    /// Names that could be several places, as a sentence each.
    ambiguous: Vec<String>,
}

impl Cell {
    /// Reads a cell.
    pub(super) fn of(text: &str) -> Self {
        let mut cell = Self::default();
        for chunk in text.split(['|', ';', '\n', '•']) {
            if let Some(id) = GAZETTEER.tree.by_code(chunk.trim()) {
                cell.places.push(id);
            } else if let Some(members) = GAZETTEER.group(chunk) {
                cell.groups.push(members);
            } else if !candidates(chunk, &[], false).is_empty() {
                let whole = candidates(chunk, &[], false);
                cell.settle(&whole, chunk);
            } else {
                cell.chain(chunk);
            }
        }
        let tree = &GAZETTEER.tree;
        let mut kept: Vec<NodeId> = Vec::new();
        for &id in &cell.places {
            let above_another = cell
                .places
                .iter()
                .any(|&other| other != id && tree.contains(id, other));
            if !above_another && !kept.contains(&id) {
                kept.push(id);
            }
        }
        cell.places = kept;
        cell
    }

    /// Returns whether nothing in the cell was left over.
    pub(super) fn is_all_known(&self) -> bool {
        self.groups.is_empty() && self.unknown.is_empty() && self.ambiguous.is_empty()
    }

    /// Returns the reading, with groups settled against the listed places.
    pub(super) fn reading(mut self, text: &str) -> Reading<Vec<NodeId>> {
        let tree = &GAZETTEER.tree;
        for members in std::mem::take(&mut self.groups) {
            let listed = self.places.iter().any(|&id| {
                members
                    .iter()
                    .any(|&member| tree.contains(member, id) || tree.contains(id, member))
            });
            if listed {
                continue;
            }
            match GAZETTEER.narrowest_above(members) {
                Some(above) => self.places.push(above),
                None => {
                    return Reading::unreadable(format!(
                        "{} stands for places on several continents",
                        quoted(text)
                    ));
                }
            }
        }
        if !self.places.is_empty() {
            return Reading::Value(self.places);
        }
        if let Some(why) = self.ambiguous.into_iter().next() {
            return Reading::unreadable(why);
        }
        match self.unknown.first() {
            Some(_) => Reading::unreadable(format!("no known place in {}", quoted(text))),
            None => Reading::Blank,
        }
    }

    /// Reads "city, state, country", or a list of places with commas.
    fn chain(&mut self, chunk: &str) {
        let parts: Vec<&str> = chunk
            .split(',')
            .filter(|part| !key(part).is_empty())
            .collect();
        let mut found: Vec<(Vec<NodeId>, &str)> = Vec::new();
        let mut context: (Vec<NodeId>, &str) = (Vec::new(), "");
        for (idx, part) in parts.iter().enumerate().rev() {
            let left = idx.checked_sub(1).map(|left| parts[left]);
            for (at, name) in pieces(part, &context.0).into_iter().rev().enumerate() {
                // "Mumbai/Pune, India": the pieces stand side by side below what is right of them.
                if at > 0 && !context.0.is_empty() {
                    found.push(std::mem::take(&mut context));
                }
                self.narrow((name, left), parts.len() > 1, &mut context, &mut found);
            }
        }
        found.push(context);
        for (places, name) in found
            .into_iter()
            .rev()
            .filter(|(places, _)| !places.is_empty())
        {
            self.settle(&places, name);
        }
    }

    /// Narrows the context by one more name, or starts another place where the name lies elsewhere;
    /// `left` is the part before it.
    fn narrow<'a>(
        &mut self,
        (name, left): (&'a str, Option<&str>),
        in_chain: bool,
        context: &mut (Vec<NodeId>, &'a str),
        found: &mut Vec<(Vec<NodeId>, &'a str)>,
    ) {
        let tree = &GAZETTEER.tree;
        if NO_PLACE.contains(&key(name).as_str()) {
            return;
        }
        if context.0.is_empty() {
            let named = candidates(name, &[], in_chain);
            if !named.is_empty() {
                *context = (named, name);
            } else if let Some(members) = GAZETTEER.group(name) {
                self.groups.push(members);
            } else {
                self.miss(name);
            }
            return;
        }
        let below = candidates(name, &context.0, in_chain);
        if !below.is_empty() {
            *context = (below, name);
            return;
        }
        let is_city =
            |&id: &NodeId| tree.code(id).contains('/') || CITY_STATES.contains(&tree.code(id));
        let elsewhere = candidates(name, &[], false);
        if elsewhere.is_empty() {
            // A district, a street, a town too small for the list: the rest still holds.
            if !context.0.iter().any(|&id| {
                GAZETTEER
                    .named(&key(name))
                    .iter()
                    .any(|&(other, _)| other == id)
            }) {
                self.unknown.push(name.to_owned());
                // "Bossier City, LA": it lies in Louisiana, since a city holds no city.
                if !context.0.iter().all(is_city) {
                    context.0.retain(|id| !is_city(id));
                }
            }
            return;
        }
        let around: Vec<NodeId> = context
            .0
            .iter()
            .copied()
            .filter(|&id| elsewhere.iter().any(|&outer| tree.contains(outer, id)))
            .collect();
        if !around.is_empty() {
            // "India, Bengaluru", written the other way round.
            context.0 = around;
            return;
        }
        let is_state_code =
            context.1.trim().len() <= 3 && context.0.iter().all(|&id| tree.depth(id) > COUNTRY);
        let is_narrower = elsewhere.iter().all(is_city) || is_state_code;
        if !context.0.iter().all(is_city) && is_narrower {
            // "Paris, TX", "Indiana, PA": a town of that name in the state, not the other place.
            self.unknown.push(name.to_owned());
            return;
        }
        // "Lahore, Punjab, Pakistan": a state of that name lies in India too, but not this town of it.
        let is_country = context.0.iter().all(|&id| tree.depth(id) == COUNTRY);
        let are_states = elsewhere
            .iter()
            .all(|id| tree.depth(*id) > COUNTRY && !is_city(id));
        let is_address = left.is_some_and(|left| candidates(left, &elsewhere, true).is_empty());
        if is_country && are_states && is_address {
            self.unknown.push(name.to_owned());
            return;
        }
        found.push(std::mem::replace(context, (elsewhere, name)));
    }

    /// Notes a name that could not be settled, and which places it could mean.
    fn miss(&mut self, name: &str) {
        let could: Vec<String> = GAZETTEER
            .named(&key(name))
            .iter()
            .filter(|&&(_, strength)| strength == Strength::InContext)
            .map(|&(id, _)| format!("`{}`", GAZETTEER.tree.code(id)))
            .collect();
        match could.as_slice() {
            [] => self.unknown.push(name.to_owned()),
            [_] => self.ambiguous.push(format!(
                "{} needs its state or country beside it",
                quoted(name)
            )),
            _ => self
                .ambiguous
                .push(format!("{} could be {}", quoted(name), could.join(" or "))),
        }
    }

    /// Settles the places a name could mean to one: the narrowest that surely holds it.
    fn settle(&mut self, candidates: &[NodeId], name: &str) {
        let tree = &GAZETTEER.tree;
        // New York the city lies in New York the state: the name alone means the city.
        let deepest = candidates.iter().copied().max_by_key(|&id| tree.depth(id));
        if let Some(deepest) = deepest
            && candidates.iter().all(|&id| tree.contains(id, deepest))
        {
            self.places.push(deepest);
            return;
        }
        match GAZETTEER.narrowest_above(candidates) {
            Some(above) if tree.depth(above) >= COUNTRY => self.places.push(above),
            _ => {
                let could: Vec<String> = candidates
                    .iter()
                    .map(|&id| format!("`{}`", tree.code(id)))
                    .collect();
                self.ambiguous
                    .push(format!("{} could be {}", quoted(name), could.join(" or ")));
            }
        }
    }
}

/// Splits a part that is no name as a whole: "Bangalore / SFO", "Bengaluru and Gurugram", "Chennai (Madras)".
fn pieces<'a>(part: &'a str, context: &[NodeId]) -> Vec<&'a str> {
    if !candidates(part, context, true).is_empty() || !candidates(part, &[], true).is_empty() {
        return vec![part];
    }
    if GAZETTEER.group(part).is_some() {
        return vec![part];
    }
    [
        "/", "(", ")", "&", " and ", " or ", "+", " - ", " – ", "\\n",
    ]
    .into_iter()
    .fold(vec![part], |names, mark| {
        names
            .into_iter()
            .flat_map(|name| name.split(mark))
            .collect()
    })
    .into_iter()
    .filter(|name| !key(name).is_empty())
    .collect()
}

/// Returns the places of this name strictly below the context, or anywhere where there is no context.
fn candidates(name: &str, context: &[NodeId], in_chain: bool) -> Vec<NodeId> {
    let tree = &GAZETTEER.tree;
    let is_capitals = name
        .trim()
        .chars()
        .all(|letter| letter.is_ascii_uppercase());
    let counts = |strength: Strength, id: NodeId| match strength {
        Strength::Alone => true,
        Strength::InContext => !context.is_empty(),
        // Alone only a country's code is sure enough; "KA" and "CA" as states need a neighbour.
        Strength::Abbreviation => {
            !context.is_empty() || is_capitals && (in_chain || tree.depth(id) == COUNTRY)
        }
    };
    for variant in variants(&key(name)) {
        let mut found: Vec<(NodeId, Strength)> = GAZETTEER
            .named(&variant)
            .iter()
            .copied()
            .filter(|&(id, strength)| counts(strength, id))
            .filter(|&(id, _)| {
                context.is_empty() || context.iter().any(|&up| up != id && tree.contains(up, id))
            })
            .collect();
        // "LA" alone is Los Angeles before it is the code of Laos.
        if context.is_empty()
            && !in_chain
            && found
                .iter()
                .any(|&(_, strength)| strength == Strength::Alone)
        {
            found.retain(|&(_, strength)| strength == Strength::Alone);
        }
        if !found.is_empty() {
            return found.into_iter().map(|(id, _)| id).collect();
        }
    }
    Vec::new()
}

/// Returns the name and its barer forms: "greater bengaluru area" is also "bengaluru".
fn variants(name: &str) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    let mut words: Vec<&str> = name
        .split(' ')
        .filter(|word| !word.contains(|mark: char| mark.is_ascii_digit()))
        .collect();
    loop {
        let bare = words.join(" ");
        if !bare.is_empty() && !forms.contains(&bare) {
            forms.push(bare);
        }
        match words[..] {
            [_, .., last] if AFTER.contains(&last) => {
                words.pop();
            }
            [first, _, ..] if BEFORE.contains(&first) => {
                words.remove(0);
            }
            _ => return forms,
        }
    }
}
