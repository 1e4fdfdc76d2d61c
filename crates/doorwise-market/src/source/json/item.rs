//! One JSON value as it stands in the file: numbers keep every digit, and keys stay in order.

use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::MAX_DEPTH;
use crate::table::SkipReason;

/// Names and texts of an object's fields, nested ones dotted, in file order; a key may repeat.
pub(super) type Fields = Vec<(String, String)>;

/// Returns whether the value is an object.
pub(super) fn is_object(value: &RawValue) -> bool {
    value.get().starts_with('{')
}

/// Returns the items of a list.
pub(super) fn items(value: &RawValue) -> Option<Vec<&RawValue>> {
    let is_list = value.get().starts_with('[');
    is_list.then(|| serde_json::from_str(value.get()).ok())?
}

/// Returns the fields of an object.
///
/// # Errors
/// Returns why the value is no row.
pub(super) fn fields(value: &RawValue) -> Result<Fields, SkipReason> {
    if !is_object(value) {
        return Err(SkipReason::NotAnObject);
    }
    let mut fields = Fields::new();
    flatten("", value, MAX_DEPTH, &mut fields)?;
    Ok(fields)
}

fn flatten(
    prefix: &str,
    object: &RawValue,
    levels: usize,
    fields: &mut Fields,
) -> Result<(), SkipReason> {
    let Some(levels) = levels.checked_sub(1) else {
        return Err(SkipReason::TooDeep { limit: MAX_DEPTH });
    };
    let Pairs(pairs) = serde_json::from_str(object.get()).map_err(|_| NOT_TEXT)?;
    for (key, value) in pairs {
        let key = key.trim();
        let name = match prefix {
            "" => key.to_owned(),
            prefix => format!("{prefix}.{key}"),
        };
        if is_object(value) {
            flatten(&name, value, levels, fields)?;
        } else {
            fields.push((name, text_of(value, levels)?));
        }
    }
    Ok(())
}

/// The parser took the value already, so what fails here is half a pair of `\uD800` escapes.
const NOT_TEXT: SkipReason = SkipReason::Undecodable { encoding: "UTF-16" };

fn text_of(value: &RawValue, levels: usize) -> Result<String, SkipReason> {
    let written = value.get();
    Ok(match written.as_bytes().first() {
        Some(b'"') => serde_json::from_str(written).map_err(|_| NOT_TEXT)?,
        Some(b'[') => {
            let Some(levels) = levels.checked_sub(1) else {
                return Err(SkipReason::TooDeep { limit: MAX_DEPTH });
            };
            let mut texts = Vec::new();
            for item in items(value).unwrap_or_default() {
                texts.push(text_of(item, levels)?);
            }
            texts.retain(|text| !text.is_empty());
            texts.join("|")
        }
        Some(b'n') => String::new(),
        // A truth value, an object within a list, a number.
        _ => whole(written).to_owned(),
    })
}

/// Returns a whole number without the fraction that some programs write: `5.0` is 5.
fn whole(number: &str) -> &str {
    match number.split_once('.') {
        Some((whole, zeros))
            if !zeros.is_empty()
                && zeros.bytes().all(|digit| digit == b'0')
                && whole
                    .trim_start_matches('-')
                    .bytes()
                    .all(|digit| digit.is_ascii_digit()) =>
        {
            whole
        }
        _ => number,
    }
}

/// An object's pairs in file order. A map would keep one of two fields with the same key.
pub(super) struct Pairs<'a>(pub(super) Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        struct Taker;
        impl<'de> Visitor<'de> for Taker {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        reader.deserialize_map(Taker)
    }
}
