//! Reads the tags of a page, as strictly as the page writes them.

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// As written.
    pub(super) raw: String,
}

/// Returns the start tags in their order; every `<` outside style and script begins a tag.
pub(super) fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let end = end_of_tag(&rest[at..]) + at;
        let raw = &rest[at..end];
        rest = &rest[end..];
        if raw.starts_with("</") || raw == "<!DOCTYPE html>" {
            continue;
        }
        let tag = read(raw);
        if ["style", "script"].contains(&tag.name.as_str()) {
            let close = format!("</{}>", tag.name);
            rest = &rest[rest.find(&close).expect("the element ends")..];
        }
        tags.push(tag);
    }
    tags
}

/// Returns where a tag ends; a `>` inside a quoted value does not end it.
fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at + 1,
            _ => {}
        }
    }
    panic!("a tag never ends: {}", &text[..text.len().min(80)]);
}

fn read(raw: &str) -> Tag {
    let inside = &raw[1..raw.len() - 1];
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    assert!(
        name.chars().all(|c| c.is_ascii_alphanumeric()) && !name.is_empty(),
        "no element: {raw}"
    );
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let stop = rest.find([' ', '=']).unwrap_or(rest.len());
        let attribute = rest[..stop].to_owned();
        assert!(
            attribute
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-:".contains(c)),
            "no attribute: {raw}"
        );
        rest = &rest[stop..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').expect("a quoted value ends");
            value = quoted[..close].to_owned();
            rest = &quoted[close + 1..];
        }
        rest = rest.trim_start_matches(' ');
        attributes.push((attribute, value));
    }
    Tag {
        name: name.to_owned(),
        attributes,
        raw: raw.to_owned(),
    }
}
