//! Links and images of Markdown and of plain text.

/// Returns where links lead to and where images come from, each in order.
pub(super) fn of_text(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut links, mut images) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some((address, length)) = bracketed(rest) {
            match text[..at].strip_suffix(']').map(opens_with) {
                Some(Opening::Image) => images.push(address),
                Some(Opening::Link) => links.push(address),
                _ => {}
            }
            at += length;
        } else if let Some(length) = bare(&text[..at], rest) {
            let address = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '>']);
            links.push(address.to_owned());
            at += length;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    (links, images)
}

enum Opening {
    Link,
    Image,
    Nothing,
}

/// Returns what the bracket before `](` opens.
fn opens_with(before: &str) -> Opening {
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let mut depth = 0;
    for (at, c) in before[line_start..].char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth > 0 => depth -= 1,
            '[' if before[..line_start + at].ends_with('!') => return Opening::Image,
            '[' => return Opening::Link,
            _ => {}
        }
    }
    Opening::Nothing
}

/// Returns the address of `(https://... "title")`, and its length with the brackets.
fn bracketed(rest: &str) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('(')?;
    let end = inner.find([')', '\n'])?;
    let address = inner[..end].split_whitespace().next()?;
    let is_address = ["http", "www.", "mailto:", "/", "./", "{{", "#", "tel:"]
        .iter()
        .any(|start| address.to_ascii_lowercase().starts_with(start))
        || address.contains('.');
    let is_closed = inner[end..].starts_with(')');
    (is_address && is_closed).then(|| (address.trim_matches(['<', '>']).to_owned(), end + 2))
}

/// Returns the length of an address that stands in the text by itself.
fn bare(before: &str, rest: &str) -> Option<usize> {
    if before.ends_with(|c: char| c.is_alphanumeric() || c == '/' || c == '.') {
        return None;
    }
    let starts = ["https://", "http://", "www."];
    let start = starts.iter().find(|start| {
        rest.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    })?;
    let length = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | ']'))
        .unwrap_or(rest.len());
    (length > start.len()).then_some(length)
}
