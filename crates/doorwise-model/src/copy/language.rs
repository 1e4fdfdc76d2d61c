//! Which language a text is written in, told by its small words.
//!
//! Every language has a few dozen words that stand in nearly every sentence and in no other
//! language. Counting them tells languages apart in a few lines; names and product words, which
//! look alike everywhere, say nothing.

/// Small words by language; none of them is common in another language of the list.
const SMALL: [(&str, &[&str]); 8] = [
    (
        "en",
        &[
            "the", "and", "of", "to", "is", "are", "for", "with", "that", "your", "you", "we",
            "our", "this", "it", "from", "have", "has", "not", "be", "at", "by", "which", "who",
            "their", "they", "nobody", "every", "would", "can", "my", "without", "her", "his",
            "them", "when", "out", "about", "into", "no", "one", "how", "what", "as", "shall",
            "worth", "on", "i", "or", "but",
        ],
    ),
    (
        "de",
        &[
            "der", "das", "und", "nicht", "ist", "sie", "ihr", "ihre", "ihnen", "ihren", "ihrem",
            "mit", "für", "auf", "den", "dem", "ein", "eine", "einen", "einer", "einem", "wird",
            "werden", "sich", "bei", "wir", "von", "zu", "aus", "nach", "noch", "oder", "wenn",
            "dass", "kein", "keine", "keiner", "ich", "haben", "sind", "zum", "zur", "wie",
            "durch", "über", "jede", "jeden", "jeder", "ohne", "vor", "seit", "weil", "wer",
            "welche", "niemand", "mehr", "schon", "darf", "kann", "im",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "et", "est", "vous", "votre", "vos", "nous", "pour", "avec", "une",
            "dans", "sur", "qui", "pas", "du", "au", "ce", "cette", "sont", "mais", "je", "aux",
            "notre",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "usted", "su", "sus", "para", "una", "pero", "del", "al",
            "está", "están", "qué", "más", "muy", "nuestro", "hola", "cómo", "sin",
        ],
    ),
    (
        "it",
        &[
            "il", "gli", "è", "della", "delle", "degli", "nel", "sono", "vostro", "vostra", "non",
            "che", "più", "anche", "ogni", "questo", "lei", "suo", "ha",
        ],
    ),
    (
        "pt",
        &[
            "é", "uma", "um", "não", "dos", "ao", "seu", "sua", "você", "são", "mais", "pelo",
            "pela", "nossa", "nosso", "também", "está",
        ],
    ),
    (
        "nl",
        &[
            "het", "een", "uw", "wij", "voor", "dat", "niet", "zijn", "u", "naar", "ook", "van",
            "bij", "geen", "jullie", "wordt", "maar",
        ],
    ),
    (
        "pl",
        &[
            "się", "jest", "dla", "na", "nie", "że", "oraz", "państwa", "przez", "są", "czy",
            "jak", "który", "która", "które",
        ],
    ),
];

/// Small words that a text has at least before it is said to be anything but English.
const LEAST: usize = 3;

/// Returns the code of the language that a piece of copy is written in: English unless another
/// language has at least three small words and twice those of English.
pub fn of_copy(text: &str) -> &'static str {
    let counts = counts(text);
    let english = counts[0];
    let (at, most) = strongest(&counts);
    if most >= LEAST && most >= 2 * english {
        SMALL[at].0
    } else {
        "en"
    }
}

/// Returns the language of a line such as a pain; none where no language has more small words
/// than every other.
pub fn of_line(text: &str) -> Option<&'static str> {
    let counts = counts(text);
    let (at, most) = strongest(&counts);
    let is_alone = counts.iter().filter(|count| **count == most).count() == 1;
    (most > 0 && is_alone).then(|| SMALL[at].0)
}

/// Returns what people call the language of one of our codes; the code itself where it is none.
pub fn name(code: &str) -> &str {
    match code {
        "en" => "English",
        "de" => "German",
        "fr" => "French",
        "es" => "Spanish",
        "it" => "Italian",
        "pt" => "Portuguese",
        "nl" => "Dutch",
        "pl" => "Polish",
        other => other,
    }
}

/// Returns the language that has most small words, the first listed where two have as many.
fn strongest(counts: &[usize; SMALL.len()]) -> (usize, usize) {
    let mut best = (0, counts[0]);
    for (at, count) in counts.iter().enumerate() {
        if *count > best.1 {
            best = (at, *count);
        }
    }
    best
}

/// Words of a text that are looked at: its language does not change further down.
const READ: usize = 400;

fn counts(text: &str) -> [usize; SMALL.len()] {
    let mut counts = [0; SMALL.len()];
    let words = text.split(|ch: char| !ch.is_alphabetic());
    for word in words.filter(|word| !word.is_empty()).take(READ) {
        // No small word is longer.
        if word.len() > 9 {
            continue;
        }
        let folded = word.to_lowercase();
        for (at, (_, small)) in SMALL.iter().enumerate() {
            counts[at] += usize::from(small.contains(&folded.as_str()));
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copy_is_english_unless_another_language_is_plain() {
        for (language, text) in [
            (
                "en",
                "Hi Meera, half of your deals have no source. Shall I send the page?",
            ),
            ("en", ""),
            ("en", "Kettletarn, Pune: 52 to 6 percent."),
            ("en", "Guten Tag Herr Maier, your plan lives in one Excel."),
            (
                "de",
                "Guten Tag Frau Hartwig, wenn Herr Maier in Rente geht, wer weiß dann, welcher Auftrag auf welche Maschine kommt?",
            ),
            (
                "fr",
                "Bonjour, votre équipe perd une heure par jour dans les tableaux. Est-ce que vous avez un instant ?",
            ),
            (
                "es",
                "Hola, los lunes el equipo de usted pierde una hora con las hojas. ¿Le parece bien para hablar?",
            ),
            (
                "it",
                "Buongiorno, ogni lunedì il vostro gruppo perde un'ora nelle tabelle che non sono aggiornate.",
            ),
            (
                "nl",
                "Goedemorgen, uw ploeg verliest een uur per dag met het rooster. Is dat voor u ook niet goed?",
            ),
        ] {
            assert_eq!(of_copy(text), language, "{text}");
        }
    }

    #[test]
    fn a_line_has_a_language_or_none() {
        assert_eq!(
            of_line("der Plan steckt in einer Excel, die einer versteht"),
            Some("de")
        );
        assert_eq!(
            of_line("half the deals have no source, so nobody knows"),
            Some("en")
        );
        assert_eq!(of_line("Excel"), None);
    }
}
