//! Folded text cut into numerals, words and signs.

/// Holds one piece of a folded cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    /// Digits with their separators, not yet understood: `1.234,5`.
    Numeral {
        /// The characters as written.
        raw: String,
        /// The power of ten written behind them: 6 in `1e6`.
        exponent: i32,
    },
    /// Letters; the dots of an abbreviation are gone.
    Word(String),
    /// Any other character; `>=` and its kin count as one.
    Sign(char),
}

impl Token {
    /// Returns the word, if it is one.
    pub(crate) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Numeral { .. } | Self::Sign(_) => None,
        }
    }
}

/// Returns the pieces of a text folded by `text::fold`.
pub(crate) fn tokens(folded: &str) -> Vec<Token> {
    let chars: Vec<char> = folded.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let ch = chars[at];
        let next = chars.get(at + 1).copied();
        if ch == '.' && next == Some('.') {
            // Two dots or three: "10..50".
            found.push(Token::Sign('…'));
            at += 2 + usize::from(chars.get(at + 2) == Some(&'.'));
        } else if ch.is_ascii_digit()
            || (ch == '.' && next.is_some_and(|next| next.is_ascii_digit()))
        {
            let (token, end) = numeral(&chars, at);
            found.push(token);
            at = end;
        } else if ch.is_alphabetic() {
            let (token, end) = word(&chars, at);
            found.push(token);
            at = end;
        } else if ch == ' ' {
            at += 1;
        } else {
            let (sign, width) = match (ch, next) {
                ('>', Some('=')) | ('=', Some('>')) => ('≥', 2),
                ('<', Some('=')) | ('=', Some('<')) => ('≤', 2),
                (other, _) => (other, 1),
            };
            found.push(Token::Sign(sign));
            at += width;
        }
    }
    found
}

fn numeral(chars: &[char], start: usize) -> (Token, usize) {
    let digit_at = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut end = start + usize::from(chars[start] == '.');
    let mut raw: String = chars[start..end].iter().collect();
    while let Some(&ch) = chars.get(end) {
        let belongs = match ch {
            '0'..='9' => true,
            '.' | ',' | '\'' | '_' => digit_at(end + 1),
            // A blank only groups thousands: `1 000 000`, not `2 500k` nor `in 3 12`.
            ' ' => (1..=3).all(|ahead| digit_at(end + ahead)) && !digit_at(end + 4),
            _ => false,
        };
        if !belongs {
            break;
        }
        raw.push(ch);
        end += 1;
    }
    let mut exponent = 0;
    if chars.get(end) == Some(&'e') {
        let sign_width = usize::from(matches!(chars.get(end + 1), Some('+' | '-')));
        let first_digit = end + 1 + sign_width;
        let mut last = first_digit;
        while digit_at(last) {
            last += 1;
        }
        let digits: String = chars[first_digit..last].iter().collect();
        // Four digits would be beyond any float, and no exponent at all is a word.
        if (1..=3).contains(&digits.len())
            && let Ok(power) = digits.parse::<i32>()
        {
            exponent = if chars[end + 1] == '-' { -power } else { power };
            end = last;
        }
    }
    (Token::Numeral { raw, exponent }, end)
}

fn word(chars: &[char], start: usize) -> (Token, usize) {
    let letter_at = |at: usize| chars.get(at).is_some_and(|ch| ch.is_alphabetic());
    let mut letters = String::new();
    let mut end = start;
    while let Some(&ch) = chars.get(end) {
        if ch.is_alphabetic() {
            letters.push(ch);
        } else if ch != '.' || (chars.get(end + 1) == Some(&'.')) {
            break;
        } else if !letter_at(end + 1) {
            // The dot that ends an abbreviation: `approx. 50`, `Rs.500`.
            end += 1;
            break;
        }
        end += 1;
    }
    (Token::Word(letters), end)
}
