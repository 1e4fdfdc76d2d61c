//! Characters that another program wrote out as escapes: `\n`, `\xe2\x80\x99`, `\u2019`, `\'`.

use std::borrow::Cow;

/// Returns the text with written-out escapes as the characters they stand for.
///
/// Line ends, tabs and unbreakable blanks become blanks, for a cell is one line. Backslashes may be
/// doubled, since exports escape what was escaped already. A lone `\xa0` is Latin-1, a run of them
/// UTF-8 where it is such. A backslash before anything else stays, and so do bytes that are no text.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        match escape(rest) {
            Some((letters, length)) => {
                plain.extend(
                    letters
                        .chars()
                        .map(|ch| if ch.is_whitespace() { ' ' } else { ch }),
                );
                rest = &rest[length..];
            }
            None => {
                plain.push('\\');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

/// Reads the escape at the start of a text, with its length in bytes.
fn escape(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let name = text.trim_start_matches('\\');
    let slashes = text.len() - name.len();
    match name.chars().next()? {
        'n' | 'r' | 't' => Some((" ".into(), slashes + 1)),
        quote @ ('\'' | '"') => Some((quote.to_string().into(), slashes + 1)),
        'x' => bytes(text),
        'u' => {
            let code = hex(name.get(1..5)?)?;
            let letter = char::from_u32(code)?;
            Some((letter.to_string().into(), slashes + 5))
        }
        _ => None,
    }
}

/// Reads a run of `\xNN`.
fn bytes(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let (mut found, mut ends) = (Vec::new(), Vec::new());
    let mut rest = text;
    loop {
        let name = rest.trim_start_matches('\\');
        let digits = name.strip_prefix('x').and_then(|name| name.get(..2));
        let byte = digits
            .and_then(hex)
            .and_then(|byte| u8::try_from(byte).ok());
        let Some(byte) = byte.filter(|_| name.len() < rest.len()) else {
            break;
        };
        found.push(byte);
        rest = &name[3..];
        ends.push(text.len() - rest.len());
    }
    let (&first, &last) = (found.first()?, ends.last()?);
    let is_text = |letters: &str| {
        letters
            .chars()
            .all(|ch| !ch.is_control() || ch.is_whitespace())
    };
    match std::str::from_utf8(&found) {
        Ok(letters) => is_text(letters).then(|| (letters.to_owned().into(), last)),
        // "\xa0" and "\xe9" alone are how Python writes Latin-1 letters.
        Err(_) => {
            let letter = char::from(first);
            let is_letter = !letter.is_control();
            is_letter.then(|| (letter.to_string().into(), ends[0]))
        }
    }
}

/// Reads digits only; the standard reader also takes a sign.
fn hex(digits: &str) -> Option<u32> {
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}
