//! Words of a statement with what stands before each.

/// One word; `before` is everything between it and the word before.
pub(super) struct Word<'a> {
    pub(super) before: &'a str,
    pub(super) text: &'a str,
    pub(super) is_quoted: bool,
    pub(super) ends_clause: bool,
}

/// Splits a text into words; signs at its end make a last word without letters.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let is_inside = |ch: char| ch.is_alphanumeric() || matches!(ch, '\'' | '\u{2019}' | '-' | '_');
    let mut words: Vec<Word<'_>> = Vec::new();
    let (mut before, mut start, mut is_quoted) = (0, None, false);
    for (at, ch) in text.char_indices().chain([(text.len(), ' ')]) {
        // An apostrophe opens or closes a word only as a quotation mark.
        let inside = is_inside(ch) && at < text.len();
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(Word {
                    before: &text[before..from],
                    text: &text[from..at],
                    is_quoted,
                    ends_clause: matches!(ch, ',' | '.' | ';' | ':' | '!' | '?'),
                });
                before = at;
                start = None;
            }
            _ => {}
        }
        match ch {
            '"' => is_quoted = !is_quoted,
            '\u{201C}' => is_quoted = true,
            '\u{201D}' => is_quoted = false,
            _ => {}
        }
    }
    if before < text.len() {
        words.push(Word {
            before: &text[before..],
            text: "",
            is_quoted: false,
            ends_clause: true,
        });
    }
    words
}
