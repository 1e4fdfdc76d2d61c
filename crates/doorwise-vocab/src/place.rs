//! Places: region, country, state, city.

use crate::industry::phrase::says_nothing;
use crate::{NodeId, Reading, Tree};

mod gazetteer;
mod read;
#[cfg(test)]
mod tests;

use gazetteer::GAZETTEER;

/// Returns the tree of places: region, country, state, city.
///
/// Codes: `europe`, `IN`, `IN-KA`, `IN-KA/bengaluru`; `GB/london` where a country's states are not kept.
pub fn places() -> &'static Tree {
    &GAZETTEER.tree
}

/// Returns the one place this text means, by code or any known name: "IN", "Bharat", "Paris, TX, USA".
///
/// Nothing where a name is unknown or could be several places.
pub fn find(text: &str) -> Option<NodeId> {
    let text = text.trim();
    if let Some(id) = places().by_code(text) {
        return Some(id);
    }
    let cell = read::Cell::of(text);
    match cell.places[..] {
        [id] if cell.is_all_known() => Some(id),
        _ => None,
    }
}

/// Returns the code of the country whose states' codes a column of them holds: at least four fifths
/// of the distinct cells are codes of its states, more than of any other country's.
///
/// "CA" and "IN" are countries before they are states; only the column can tell.
pub fn country_of_states<'t>(cells: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    // Of equals the first: a column of "GA" and "TN" alone is rather of the United States.
    const WITH_STATES: [&str; 5] = ["US", "IN", "CA", "AU", "DE"];
    let mut n_held = [0_usize; WITH_STATES.len()];
    let mut n = 0;
    for cell in cells.map(str::trim).filter(|cell| !says_nothing(cell)) {
        n += 1;
        for (held, country) in n_held.iter_mut().zip(WITH_STATES) {
            *held += usize::from(state(country, cell).is_some());
        }
    }
    let most = n_held.iter().copied().max().unwrap_or(0);
    let at = n_held.iter().position(|&held| held == most)?;
    (n > 0 && most * 5 >= n * 4).then_some(WITH_STATES[at])
}

/// Returns the state of a country by its bare code, in capitals: "KA" of "IN".
pub fn state(country: &str, code: &str) -> Option<NodeId> {
    let code = code.trim();
    let is_code =
        (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_code {
        return None;
    }
    places().by_code(&format!("{country}-{code}"))
}

/// Returns the places a word for several of them stands for: "EMEA", "DACH", "South Asia".
pub fn group(text: &str) -> Option<Vec<NodeId>> {
    GAZETTEER.group(text).map(<[NodeId]>::to_vec)
}

/// Reads the places one cell lists, in order, each as deep as it is known.
///
/// A place above another listed one is dropped ("Bengaluru, India" is Bengaluru). A word for several
/// places is dropped where one of them is listed, and else reads as the narrowest place that holds
/// them all ("South Asia" is somewhere in Asia). "Remote" is no place.
pub fn place(text: &str) -> Reading<Vec<NodeId>> {
    if says_nothing(text) {
        Reading::Blank
    } else {
        read::Cell::of(text).reading(text)
    }
}
