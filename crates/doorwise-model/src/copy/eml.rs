//! A mail as it was saved: `.eml`.

use encoding_rs::Encoding as Charset;
use mail_parser::{
    Encoding, HeaderName, HeaderValue, MessageParser, MessagePart, MimeHeaders, PartType,
};

use super::html;
use super::marked::Marked;
use super::origin::Map;

/// What a mail says.
#[derive(Debug, Default)]
pub(super) struct Mail {
    pub(super) subject: Option<Marked>,
    pub(super) body: Marked,
    /// The body is HTML still.
    pub(super) is_html: bool,
    /// The HTML part's own text where the body is the plain one, for its links and images.
    pub(super) beside: Option<String>,
    pub(super) attachments: usize,
    /// `X-Doorwise-Persona` and such, without the prefix and in lower case.
    pub(super) head: Vec<(String, String)>,
    pub(super) language: Option<String>,
    pub(super) part: String,
    pub(super) coarse: Option<String>,
}

/// Why a file is no mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoMail {
    NoHeaders,
    NoText,
}

/// Reads a mail; places are bytes of `raw`.
pub(super) fn read(raw: &[u8]) -> Result<Mail, NoMail> {
    let message = MessageParser::default()
        .parse(raw)
        .ok_or(NoMail::NoHeaders)?;
    // Any text parses as a body; a mail says from whom or about what.
    let is_mail = [
        HeaderName::From,
        HeaderName::Subject,
        HeaderName::ContentType,
        HeaderName::To,
    ]
    .iter()
    .any(|name| message.headers().iter().any(|header| header.name == *name));
    if !is_mail {
        return Err(NoMail::NoHeaders);
    }
    let plain = message
        .text_bodies()
        .find(|part| matches!(&part.body, PartType::Text(text) if !text.trim().is_empty()));
    let page = message
        .html_bodies()
        .find(|part| matches!(part.body, PartType::Html(_)));
    let part = plain.or(page).ok_or(NoMail::NoText)?;
    let is_html = matches!(part.body, PartType::Html(_));
    let mut mail = Mail {
        is_html,
        attachments: message.attachment_count(),
        part: if is_html { "HTML part" } else { "text part" }.to_owned(),
        beside: match page.map(|page| &page.body) {
            Some(PartType::Html(text)) if !is_html => Some(text.to_string()),
            _ => None,
        },
        ..Mail::default()
    };
    mail.body = body(raw, part, &mut mail.coarse);
    for header in message.headers() {
        let (start, end) = (header.offset_start as usize, header.offset_end as usize);
        let written = raw.get(start..end).unwrap_or_default();
        let says = match &header.value {
            HeaderValue::Text(text) => text.to_string(),
            _ => String::from_utf8_lossy(written).trim().to_owned(),
        };
        match &header.name {
            HeaderName::Subject => {
                let lead = written
                    .iter()
                    .take_while(|byte| byte.is_ascii_whitespace())
                    .count();
                let tail = written
                    .iter()
                    .rev()
                    .take_while(|byte| byte.is_ascii_whitespace())
                    .count();
                let run = start + lead..end.saturating_sub(tail).max(start + lead);
                let says = says.split_whitespace().collect::<Vec<_>>().join(" ");
                mail.subject = Some(match raw.get(run.clone()) == Some(says.as_bytes()) {
                    true => Marked::same(&says, run.start),
                    false => {
                        let mut made = Marked::default();
                        made.push_made(&says, run);
                        made
                    }
                });
            }
            HeaderName::ContentLanguage => mail.language = Some(says.trim().to_owned()),
            HeaderName::Other(name) => {
                if let Some(field) = name.to_ascii_lowercase().strip_prefix("x-doorwise-") {
                    mail.head.push((field.to_owned(), says.trim().to_owned()));
                }
            }
            _ => {}
        }
    }
    Ok(mail)
}

/// Undoes a part's transfer encoding and charset, each byte with its place.
fn body(raw: &[u8], part: &MessagePart<'_>, coarse: &mut Option<String>) -> Marked {
    let decoded = match &part.body {
        PartType::Text(text) | PartType::Html(text) => text.as_ref(),
        _ => "",
    };
    let start = (part.offset_body as usize).min(raw.len());
    let end = (part.offset_end as usize).clamp(start, raw.len());
    let whole = || {
        let mut made = Marked::default();
        let written = &raw[start..end];
        let line = written
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(written.len());
        made.push_made(decoded, start..start + line.max(1));
        made
    };
    let (bytes, places): (Vec<u8>, Map) = match part.encoding {
        Encoding::Base64 => {
            *coarse = Some("the part is base64, so places are that of its first line".to_owned());
            return whole();
        }
        Encoding::QuotedPrintable => quoted_printable(&raw[start..end], start),
        Encoding::None => {
            let mut map = Map::default();
            map.same(end - start, start);
            (raw[start..end].to_vec(), map)
        }
    };
    let charset = part
        .content_type()
        .and_then(|kind| kind.attribute("charset"))
        .and_then(|label| Charset::for_label(label.as_bytes()));
    let inner = match charset {
        Some(charset) if charset.is_single_byte() => single_bytes(&bytes, charset),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Marked::same(&text, 0),
            // Several bytes a character in an encoding of its own: the mail's reader has the words.
            Err(_) => {
                *coarse = Some(
                    "the part's encoding is not UTF-8, so places are that of its first line"
                        .to_owned(),
                );
                return whole();
            }
        },
    };
    inner.over(&places).unix_lines()
}

/// Returns the text of bytes that are a character each.
fn single_bytes(bytes: &[u8], charset: &'static Charset) -> Marked {
    let mut marked = Marked::default();
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii() {
            marked.push_same(&char::from(*byte).to_string(), at);
        } else {
            let (says, _) = charset.decode_without_bom_handling(std::slice::from_ref(byte));
            marked.push_made(&says, at..at + 1);
        }
    }
    marked
}

/// Undoes quoted-printable (RFC 2045, 6.7); what is no code stands as it is.
fn quoted_printable(raw: &[u8], base: usize) -> (Vec<u8>, Map) {
    let (mut bytes, mut map) = (Vec::with_capacity(raw.len()), Map::default());
    let mut at = 0;
    while at < raw.len() {
        if raw[at] != b'=' {
            bytes.push(raw[at]);
            map.same(1, base + at);
            at += 1;
            continue;
        }
        let rest = &raw[at + 1..];
        let blanks = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        if rest[blanks..].starts_with(b"\r\n") {
            at += 1 + blanks + 2;
        } else if rest[blanks..].starts_with(b"\n") {
            at += 1 + blanks + 1;
        } else if let Some(byte) = rest.get(..2).and_then(hex) {
            bytes.push(byte);
            map.made(1, base + at..base + at + 3);
            at += 3;
        } else {
            bytes.push(b'=');
            map.same(1, base + at);
            at += 1;
        }
    }
    (bytes, map)
}

fn hex(pair: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(pair).ok()?;
    u8::from_str_radix(text, 16).ok()
}

/// Returns the file as text to draw a caret under, and the way from its bytes to that text.
pub(super) fn shown(raw: &[u8]) -> (String, Option<Map>) {
    if let Ok(text) = std::str::from_utf8(raw) {
        return (text.to_owned(), None);
    }
    // A mail may hold several encodings; a character a byte keeps every column.
    let (mut text, mut map) = (String::with_capacity(raw.len()), Map::default());
    for byte in raw {
        let c = char::from(*byte);
        match byte.is_ascii() {
            true => map.same(1, text.len()),
            false => map.made(1, text.len()..text.len() + c.len_utf8()),
        }
        text.push(c);
    }
    (text, Some(map))
}

/// Returns the words of an HTML part with its way back, and what else it shows.
pub(super) fn seen(mail: &mut Mail) -> (Vec<String>, Vec<String>) {
    let page = match (&mail.beside, mail.is_html) {
        (Some(beside), _) => html::read(beside),
        (None, true) => {
            let page = html::read(&mail.body.text);
            let map = std::mem::take(&mut mail.body.map);
            mail.body = Marked {
                text: page.text.text.clone(),
                map: page.text.map.over(&map),
            };
            page
        }
        (None, false) => return super::links::of_text(&mail.body.text),
    };
    (page.links, page.images)
}
