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
