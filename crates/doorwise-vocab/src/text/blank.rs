//! Cells that say that nothing is known: marks, words, and what forms and spreadsheets leave behind.

use super::fold;

/// How a cell says that nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// Nothing stands there, or punctuation only.
    Empty,
    /// A mark or a phrase that is nothing else: `n/a`, `not disclosed`, `--None--`, `Please select`.
    Mark,
    /// A word that says nothing of an industry or a size, but that a company or a person may be called: `Select`, `None`.
    Word,
    /// A formula that failed: `#NAME?`.
    SheetError,
}

/// Words that say that nothing is known where no name is asked for, folded.
const WORDS: &[&str] = &[
    "blank",
    "choose",
    "empty",
    "inconnu",
    "missing",
    "na",
    "nan",
    "nat",
    "nil",
    "nill",
    "none",
    "null",
    "pick",
    // The untouched entry of a drop-down list, exported as if it were an answer.
    "select",
    "tba",
    "tbc",
    "tbd",
    "unbekannt",
    "undefined",
    "undisclosed",
    "unknown",
    "unspecified",
];

/// Phrases that no company or person is called, folded.
const MARKS: &[&str] = &[
    "aucun",
    "aucune",
    "don't know",
    "k. a.",
    "k.a.",
    "keine angabe",
    "n.a",
    "n.a.",
    "n.d.",
    "n/a",
    "n/d",
    "n\\a",
    "nicht angegeben",
    "nicht bekannt",
    "no answer",
    "no data",
    "no information",
    "no response",
    "no value",
    "non renseigné",
    "none selected",
    "not applicable",
    "not assigned",
    "not available",
    "not disclosed",
    "not entered",
    "not found",
    "not given",
    "not known",
    "not mentioned",
    "not provided",
    "not selected",
    "not set",
    "not specified",
    "not stated",
    "nothing selected",
    "prefer not to say",
    "rather not say",
    "sin especificar",
    "to be announced",
    "to be confirmed",
    "to be determined",
];

/// How a form asks for an answer, folded; what follows names the answer.
const PROMPTS: &[&str] = &[
    "bitte auswählen",
    "bitte wählen",
    "choisir",
    "choisissez",
    "choose",
    "click to choose",
    "click to select",
    "elija",
    "escolha",
    "kies",
    "maak een keuze",
    "pick",
    "please choose",
    "please pick",
    "please select",
    "select",
    "selecciona",
    "seleccione",
    "selecione",
    "selecteer",
    "seleziona",
    "sélectionner",
    "sélectionnez",
    "veuillez choisir",
    "veuillez sélectionner",
];

/// What stands between a prompt and the answer's name.
const ARTICLES: &[&str] = &[
    "a", "an", "any", "eine", "einen", "one", "the", "un", "una", "une", "your",
];

/// What a form asks for.
const ASKED: &[&str] = &[
    "answer",
    "category",
    "choice",
    "city",
    "company",
    "country",
    "department",
    "from list",
    "from the list",
    "function",
    "industry",
    "item",
    "option",
    "region",
    "role",
    "sector",
    "size",
    "source",
    "stage",
    "state",
    "status",
    "type",
    "value",
];

#[cfg(test)]
pub(super) const LISTS: [&[&str]; 2] = [WORDS, MARKS];
#[cfg(test)]
pub(super) const BEGIN: [&[&str]; 3] = [WORDS, MARKS, PROMPTS];

/// Returns how the cell says that nothing is known; `None` where it says something.
pub fn blank(text: &str) -> Option<Blank> {
    // Most cells of a table say something by their first letter; a table has millions of them.
    if text.bytes().next().is_some_and(begins_no_blank) {
        return None;
    }
    read(text).err()
}

/// Returns whether no cell that begins so is blank: no listed text does, and it is no punctuation.
pub(super) fn begins_no_blank(first: u8) -> bool {
    first.is_ascii_digit()
        || matches!(
            first.to_ascii_lowercase(),
            b'f' | b'g' | b'h' | b'j' | b'l' | b'o' | b'q' | b'w' | b'x' | b'y' | b'z'
        )
}

/// Returns whether the cell is empty or says that nothing is known.
pub fn is_blank(text: &str) -> bool {
    blank(text).is_some()
}

/// Returns the cell folded, and nothing where it is empty or says that nothing is known.
pub(crate) fn filled(text: &str) -> Option<String> {
    read(text).ok()
}

pub(super) fn read(text: &str) -> Result<String, Blank> {
    // `\N` is how MySQL and Postgres write a null; folding would take it for a line end.
    if text.trim() == "\\N" {
        return Err(Blank::Mark);
    }
    if is_sheet_error(text) {
        return Err(Blank::SheetError);
    }
    let folded = fold(text);
    if folded.chars().all(is_dressing) {
        return Err(Blank::Empty);
    }
    let is = |list: &[&str], word: &str| list.binary_search(&word).is_ok();
    if is(WORDS, &folded) {
        return Err(Blank::Word);
    }
    // "--None--", "<null>", "[Select]", "(please choose)", "Select…"
    let bare = folded.trim_matches(is_dressing);
    let is_dressed = bare.len() < folded.len();
    let is_mark =
        is(MARKS, &folded) || is(MARKS, bare) || is_prompt(bare) || is_dressed && is(WORDS, bare);
    if is_mark {
        Err(Blank::Mark)
    } else {
        Ok(folded)
    }
}

/// Returns whether the cell holds what a spreadsheet writes where a formula failed.
///
/// Every such text of Excel, Google Sheets and LibreOffice begins with `#`, and those in other
/// languages end like the English ones; a `#` alone, a number or a hashtag behind it is none.
pub fn is_sheet_error(text: &str) -> bool {
    let text = text.trim();
    if let Some(number) = text.strip_prefix("Err:") {
        return number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(name) = text.strip_prefix('#') else {
        return false;
    };
    let is_named = matches!(
        name.to_uppercase().as_str(),
        "N/A" | "N/A N/A" | "NV" | "N/D" | "N/B" | "GETTING_DATA"
    );
    let inner = name.trim_start_matches(['¡', '¿']);
    let inner = inner.strip_suffix(['!', '?']);
    is_named
        || inner.is_some_and(|inner| {
            (3..=10).contains(&inner.chars().count())
                && inner
                    .chars()
                    .all(|ch| ch.is_uppercase() || matches!(ch, '/' | '0' | '_'))
        })
        || matches!(
            name.to_lowercase().as_str(),
            "div/0!" | "name?" | "ref!" | "value!" | "num!" | "null!"
        )
}

/// Punctuation that says nothing by itself.
fn is_dressing(ch: char) -> bool {
    matches!(
        ch,
        '-' | '.'
            | '?'
            | '*'
            | '_'
            | '/'
            | ' '
            | '"'
            | '\''
            | '<'
            | '>'
            | '['
            | ']'
            | '('
            | ')'
            | '{'
            | '}'
            | ':'
            | '…'
            | '='
            | '~'
    )
}

/// Returns whether the text asks for an answer: `please select`, `choose one`, `select your industry`.
fn is_prompt(bare: &str) -> bool {
    let asked = PROMPTS.iter().filter_map(|prompt| {
        let rest = bare.strip_prefix(prompt)?;
        (rest.is_empty() || rest.starts_with(' ')).then_some((prompt, rest.trim()))
    });
    // The longest prompt: "please select" is not "please" and a thing called "select".
    let Some((prompt, rest)) = asked.max_by_key(|(prompt, _)| prompt.len()) else {
        return false;
    };
    if rest.is_empty() {
        // "Select" alone is a word that a company may be called.
        return !WORDS.contains(prompt);
    }
    if ASKED.contains(&rest) {
        return true;
    }
    match rest.split_once(' ') {
        Some((article, asked)) => ARTICLES.contains(&article) && asked.split(' ').count() <= 3,
        None => ARTICLES.contains(&rest),
    }
}
