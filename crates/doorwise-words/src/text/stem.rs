//! Word forms made alike: enough to see "leads" in "lead" and "closing" in "close".

use std::borrow::Cow;

/// Returns a noun without its plural ending.
fn singular(word: &str) -> &str {
    let stripped = word.strip_suffix("'s").unwrap_or(word);
    for ending in ["sses", "shes", "ches", "xes"] {
        if stripped.ends_with(ending) {
            return &stripped[..stripped.len() - 2];
        }
    }
    if stripped.len() > 3
        && stripped.ends_with('s')
        && !stripped.ends_with("ss")
        && !stripped.ends_with("us")
        && !stripped.ends_with("is")
    {
        return &stripped[..stripped.len() - 1];
    }
    stripped
}

/// Returns the part of a word that its forms share; no word of a language, only a key.
pub(crate) fn stem(word: &str) -> Cow<'_, str> {
    let word = singular(word);
    let base = if let Some(base) = word.strip_suffix("ing").filter(|base| base.len() >= 3) {
        undoubled(base)
    } else if let Some(base) = word.strip_suffix("ied").filter(|base| base.len() >= 3) {
        return format!("{base}i").into();
    } else if let Some(base) = word.strip_suffix("ed").filter(|base| base.len() >= 3) {
        undoubled(base)
    } else {
        word
    };
    let base = base
        .strip_suffix('e')
        .filter(|base| base.len() >= 3)
        .unwrap_or(base);
    match base.strip_suffix('y').filter(|base| base.len() >= 3) {
        Some(base) => format!("{base}i").into(),
        None => base.into(),
    }
}

fn undoubled(base: &str) -> &str {
    let bytes = base.as_bytes();
    match bytes {
        [.., a, b]
            if a == b && base.len() > 3 && !matches!(b, b's' | b'l' | b'z') && b.is_ascii() =>
        {
            &base[..base.len() - 1]
        }
        _ => base,
    }
}

/// Returns a noun as the lexicons write it: "policies" and "policy" are one.
pub(crate) fn normal(word: &str) -> Cow<'_, str> {
    let single = singular(word);
    match single
        .strip_suffix("ie")
        .filter(|base| base.len() > 2 && single.len() < word.len())
    {
        Some(base) => format!("{base}y").into(),
        None => single.into(),
    }
}
