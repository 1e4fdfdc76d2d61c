//! What a file of research says, however its format writes it.
//!
//! An export escapes signs: JSON writes `\"`, captions `&quot;`, Markdown `\[`. A quote is written as
//! it was said; it stands in the file all the same.

use serde_json::Value;

/// Fields under which exports keep what was said, the likeliest first.
pub const SAID: [&str; 6] = [
    "text",
    "raw_text",
    "transcript",
    "sentence",
    "content",
    "words",
];

/// Returns whether words stand in a file of research, blanks and line breaks apart.
pub fn holds(source: &str, quote: &str) -> bool {
    let quote = squeezed(quote);
    if squeezed(source).contains(&quote) {
        return true;
    }
    let source = source.trim_start_matches('\u{feff}');
    if source.trim_start().starts_with(['{', '[']) {
        let read = serde_json::from_str::<Value>(source);
        return read.is_ok_and(|root| {
            let mut said = String::new();
            collect(&root, &mut said);
            squeezed(&said).contains(&quote)
        });
    }
    let plain = match source.starts_with("WEBVTT") || source.contains("-->") {
        true => entities(&without_tags(source)),
        false => unescaped(source),
    };
    squeezed(&plain).contains(&quote)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(value: &Value, said: &mut String) {
    match value {
        Value::Object(inner) => {
            for (key, value) in inner {
                match value {
                    Value::String(text) if SAID.contains(&key.as_str()) => {
                        said.push_str(text);
                        said.push('\n');
                    }
                    value => collect(value, said),
                }
            }
        }
        Value::Array(inner) => inner.iter().for_each(|value| collect(value, said)),
        _ => {}
    }
}

/// Returns captions without `<v Name>`, `<i>` and the like.
pub fn without_tags(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        said.push_str(&rest[..open]);
        let Some(length) = rest[open..].find('>') else {
            said.push_str(&rest[open..]);
            return said;
        };
        rest = &rest[open + length + 1..];
    }
    said.push_str(rest);
    said
}

/// Returns a text with its character references read: `&quot;`, `&amp;`, `&#39;`.
pub fn entities(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        said.push_str(&rest[..at]);
        rest = &rest[at..];
        // No name is longer than this one; without an end it is a plain sign.
        let end = rest.char_indices().take(10).find(|(_, ch)| *ch == ';');
        match end.and_then(|(end, _)| Some((end, named(&rest[1..end])?))) {
            Some((end, ch)) => {
                said.extend(ch);
                rest = &rest[end + 1..];
            }
            None => {
                said.push('&');
                rest = &rest[1..];
            }
        }
    }
    said.push_str(rest);
    said
}

/// Returns the sign of a reference; marks of the writing direction are none.
fn named(name: &str) -> Option<Option<char>> {
    let code = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok()?,
        Some(digits) => digits.parse().ok()?,
        None => {
            return Some(Some(match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" => ' ',
                "rsquo" => '\u{2019}',
                "lsquo" => '\u{2018}',
                "ldquo" => '\u{201c}',
                "rdquo" => '\u{201d}',
                "ndash" => '\u{2013}',
                "mdash" => '\u{2014}',
                "hellip" => '\u{2026}',
                "lrm" | "rlm" => return Some(None),
                _ => return None,
            }));
        }
    };
    char::from_u32(code).map(Some)
}

/// Returns Markdown without the backslashes before its signs: `\[unintelligible\]`.
pub fn unescaped(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        let is_escape = ch == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        said.extend(match is_escape {
            true => chars.next(),
            false => Some(ch),
        });
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_stands_in_a_file_however_it_is_escaped() {
        for (source, quote) in [
            (
                "{\"data\":[{\"speaker\":\"A\",\"text\":\"We call it \\\"the beast\\\", all of us.\"}]}",
                "We call it \"the beast\", all of us.",
            ),
            (
                "[{\"sentence\":\"Caf\\u00e9 and tea\\nare late\"}]",
                "Caf\u{e9} and tea are late",
            ),
            (
                "WEBVTT\n\n00:01.000 --> 00:02.000\n<v R&amp;D>We say &quot;beast&quot; &#39;now&#39; &amp; <i>then</i></v>\n",
                "We say \"beast\" 'now' & then",
            ),
            (
                "**Ana:** It was \\[unintelligible\\] and 5 \\* 3.\n",
                "It was [unintelligible] and 5 * 3.",
            ),
            ("Ana: plain\nwords", "plain words"),
        ] {
            assert!(holds(source, quote), "{quote}");
            assert!(!holds(source, &format!("{quote} never said")), "{quote}");
        }
        assert_eq!(
            entities("a & b &unknown; &amp;lt; &#x41; &"),
            "a & b &unknown; &lt; A &"
        );
        assert!(!holds("{\"text\": broken", "beast"));
    }
}
