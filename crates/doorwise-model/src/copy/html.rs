//! HTML as its reader sees it: words and line breaks, no tags, and the way back to the file.

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, Spanned, StartTag, Token, Tokenizer};

use super::marked::Marked;

/// What a page or a mail shows.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: Marked,
    pub(super) links: Vec<String>,
    pub(super) images: Vec<String>,
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    /// `<meta name="doorwise:persona" content="...">`, without the prefix.
    pub(super) head: BTreeMap<String, String>,
    /// Comments with the byte of the text where they stand and the run of the file.
    pub(super) comments: Vec<(String, usize, Range<usize>)>,
}

/// Tags without an end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "!doctype",
];
/// Tags whose content nobody reads.
const UNSEEN: [&str; 8] = [
    "script", "style", "head", "template", "noscript", "svg", "select", "object",
];
/// Tags that stand apart from what is around them by an empty line.
const APART: [&str; 16] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "blockquote",
    "section",
    "article",
    "header",
    "footer",
    "hr",
];
/// Tags that start a line of their own.
const LINE: [&str; 11] = [
    "div", "li", "tr", "dt", "dd", "pre", "address", "main", "nav", "form", "button",
];

/// Returns whether a text is written in HTML, as cells of exports often are.
pub(super) fn looks_like_html(text: &str) -> bool {
    const SIGNS: [&str; 14] = [
        "<p>",
        "<p ",
        "<br",
        "<div",
        "</a>",
        "<span",
        "<ul>",
        "<table",
        "</b>",
        "</strong>",
        "<html",
        "<body",
        "<!doctype",
        "</p>",
    ];
    let folded = text.to_ascii_lowercase();
    SIGNS.iter().any(|sign| folded.contains(sign))
}

/// Reads HTML.
pub(super) fn read(text: &str) -> Page {
    let mut reader = Reader {
        source: text,
        page: Page::default(),
        open: Vec::new(),
        breaks: 0,
        wants_blank: false,
        title: None,
        seen: 0,
        is_behind_link: false,
    };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        // Reading a string never fails.
        let Ok(token) = token;
        reader.take(token);
    }
    reader.page.text.trim_end();
    reader.page
}

struct Open {
    name: String,
    is_unseen: bool,
    is_pre: bool,
}

struct Reader<'a> {
    source: &'a str,
    page: Page,
    open: Vec<Open>,
    /// Line breaks to set before the next words.
    breaks: usize,
    wants_blank: bool,
    title: Option<String>,
    /// The last byte of the file whose words were shown, for breaks made of nothing.
    seen: usize,
    /// A link has ended and nothing is shown behind it.
    is_behind_link: bool,
}

impl Reader<'_> {
    fn take(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&lower(&tag.name)),
            Token::String(words) => self.words(&words),
            Token::Comment(comment) => {
                let inside = String::from_utf8_lossy(&comment).trim().to_owned();
                let run = comment_run(self.source, comment.span.start, comment.span.end);
                self.page
                    .comments
                    .push((inside, self.page.text.text.len(), run));
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = lower(&tag.name);
        let value = |attribute: &str| {
            tag.attributes
                .get(attribute.as_bytes())
                .map(|value| String::from_utf8_lossy(value).trim().to_owned())
        };
        let is_unseen = self.is_unseen();
        match name.as_str() {
            "br" if !is_unseen => self.breaks += 1,
            "html" => self.page.language = value("lang"),
            "title" => self.title = Some(String::new()),
            "td" | "th" => self.wants_blank = true,
            "a" if !is_unseen => {
                // Two links side by side are two buttons, not one sentence.
                if self.is_behind_link {
                    self.breaks = self.breaks.max(1);
                }
                let target =
                    value("href").filter(|href| !href.is_empty() && !href.starts_with('#'));
                self.page.links.extend(target);
            }
            "img" if !is_unseen => self.page.images.extend(value("src")),
            "meta" => {
                let name = value("name").unwrap_or_default().to_ascii_lowercase();
                if let (Some(field), Some(content)) =
                    (name.strip_prefix("doorwise:"), value("content"))
                {
                    self.page.head.insert(field.to_owned(), content);
                }
            }
            _ => {}
        }
        self.block(&name);
        if name == "p" && self.open.last().is_some_and(|open| open.name == "p") {
            self.open.pop();
        }
        if !VOID.contains(&name.as_str()) && !tag.self_closing {
            let style = value("style").unwrap_or_default().to_ascii_lowercase();
            let style: String = style.split_whitespace().collect();
            self.open.push(Open {
                is_unseen: UNSEEN.contains(&name.as_str())
                    || style.contains("display:none")
                    || tag.attributes.contains_key(b"hidden".as_slice()),
                is_pre: name == "pre",
                name,
            });
        }
    }

    fn end(&mut self, name: &str) {
        if name == "title"
            && let Some(title) = self.title.take()
        {
            self.page.title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
        }
        self.block(name);
        self.is_behind_link = self.is_behind_link || (name == "a" && !self.is_unseen());
        if let Some(idx) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(idx);
        }
    }

    fn block(&mut self, name: &str) {
        if self.is_unseen() {
            return;
        }
        if APART.contains(&name) {
            self.breaks = self.breaks.max(2);
        } else if LINE.contains(&name) {
            self.breaks = self.breaks.max(1);
        }
    }

    fn is_unseen(&self) -> bool {
        self.open.iter().any(|open| open.is_unseen)
    }

    fn words(&mut self, words: &Spanned<HtmlString, usize>) {
        let decoded = String::from_utf8_lossy(words);
        if let Some(title) = &mut self.title {
            title.push_str(&decoded);
            return;
        }
        if self.is_unseen() {
            return;
        }
        let (start, end) = (words.span.start, words.span.end.min(self.source.len()));
        let raw = self.source.get(start..end.max(start)).unwrap_or_default();
        let mut marked = decode(raw, start);
        if marked.text != decoded.replace("\r\n", "\n") && marked.text != *decoded {
            // What the tokenizer says stands; only its place is then that of the whole run.
            marked = Marked::default();
            marked.push_made(&decoded, start..end.max(start));
        }
        let is_pre = self.open.iter().any(|open| open.is_pre);
        let mut at = 0;
        for c in marked.text.chars() {
            let (from, is_same) = marked.map.back(at..at + c.len_utf8());
            at += c.len_utf8();
            let is_blank = c.is_whitespace() && !is_pre;
            if is_blank {
                self.wants_blank = true;
                continue;
            }
            self.space(from.start);
            self.is_behind_link = false;
            let mut buffer = [0; 4];
            let c = &*c.encode_utf8(&mut buffer);
            match is_same {
                true => self.page.text.push_same(c, from.start),
                false => self.page.text.push_made(c, from.clone()),
            }
            self.seen = from.end;
        }
    }

    /// Sets the breaks and blanks that stand before the next words.
    fn space(&mut self, next: usize) {
        let text = &mut self.page.text;
        let between = self.seen.min(next)..next;
        if text.text.is_empty() {
            // Nothing stands before the first words.
        } else if self.breaks > 0 {
            text.push_made(&"\n".repeat(self.breaks.min(3)), between);
        } else if self.wants_blank && !text.text.ends_with('\n') {
            let is_there = next > 0 && self.source.as_bytes().get(next - 1) == Some(&b' ');
            match is_there && between.len() == 1 {
                true => text.push_same(" ", next - 1),
                false => text.push_made(" ", between),
            }
        }
        self.breaks = 0;
        self.wants_blank = false;
    }
}

/// Returns text with its character references read, each leading to the reference as a whole.
fn decode(raw: &str, base: usize) -> Marked {
    let mut marked = Marked::default();
    let mut at = 0;
    while let Some(found) = raw[at..].find('&').map(|found| at + found) {
        marked.push_same(&raw[at..found], base + at);
        let name = raw[found + 1..]
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '#'))
            .unwrap_or(raw.len() - found - 1);
        let mut end = found + 1 + name;
        if raw[end..].starts_with(';') {
            end += 1;
        }
        let written = &raw[found..end];
        let says: String = Tokenizer::new(written)
            .filter_map(|token| match token {
                Ok(Token::String(text)) => Some(String::from_utf8_lossy(&text).into_owned()),
                _ => None,
            })
            .collect();
        match says == written {
            true => marked.push_same(written, base + found),
            false => marked.push_made(&says, base + found..base + end),
        }
        at = end;
    }
    marked.push_same(&raw[at..], base + at);
    marked
}

/// Returns the run of a comment with its brackets.
fn comment_run(source: &str, start: usize, end: usize) -> Range<usize> {
    let start = source
        .get(..start.min(source.len()))
        .and_then(|before| {
            let near = source[start.min(source.len())..].starts_with("<!--");
            if near {
                Some(start)
            } else {
                before.rfind("<!--")
            }
        })
        .unwrap_or(start);
    let end = source
        .get(start..)
        .and_then(|rest| rest.find("-->"))
        .map_or(end.max(start), |at| start + at + 3);
    start..end.min(source.len())
}

fn lower(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}
