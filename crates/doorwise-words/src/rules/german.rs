//! German words for the rules of persuasion that are sure enough to run on German copy.
//!
//! A rule that would have to tell a name from a noun by its capital (claims and their proof by a
//! customer) takes a firm only where its legal form or "bei" stands beside it.

use std::ops::Range;

use crate::text::{Sentence, Text, Word, is_formal_you};

/// Words that hurry.
pub(super) const HURRY: [&str; 28] = [
    "nur heute",
    "nur noch heute",
    "nur bis heute",
    "letzte chance",
    "letzte gelegenheit",
    "jetzt zugreifen",
    "schnell zugreifen",
    "jetzt zuschlagen",
    "jetzt handeln",
    "nur für kurze zeit",
    "nur kurze zeit",
    "solange der vorrat",
    "nur noch wenige plätze",
    "wenige plätze",
    "letzte plätze",
    "plätze sind begrenzt",
    "begrenzte plätze",
    "endet heute",
    "läuft heute ab",
    "endet bald",
    "läuft bald ab",
    "schnell sein lohnt",
    "verpassen sie nicht",
    "zögern sie nicht",
    "warten sie nicht",
    "bevor es zu spät ist",
    "bevor der preis steigt",
    "zeitlich begrenzt",
];

/// Openings about the sender, or about nothing.
pub(super) const OPENERS: [&str; 24] = [
    "mein name ist",
    "darf ich mich vorstellen",
    "darf mich vorstellen",
    "darf mich kurz vorstellen",
    "möchte mich kurz vorstellen",
    "möchte mich vorstellen",
    "möchte mich bei ihnen vorstellen",
    "möchten uns vorstellen",
    "möchten uns kurz vorstellen",
    "hoffe es geht ihnen gut",
    "hoffe ihnen geht es gut",
    "hoffe diese mail",
    "hoffe diese e-mail",
    "hoffe sie hatten",
    "wir sind ein",
    "wir sind eine",
    "wir sind der",
    "wir sind die",
    "im namen von",
    "im auftrag von",
    "ich wende mich an sie",
    "ich kontaktiere sie",
    "ich schreibe ihnen weil ich",
    "unser unternehmen ist",
];

/// Claims that no number could make true by itself.
pub(super) const CLAIMS: [&str; 39] = [
    "marktführer",
    "der marktführer",
    "marktführend",
    "marktführende",
    "marktführenden",
    "führender anbieter",
    "führende anbieter",
    "führenden anbieter",
    "führende lösung",
    "führende plattform",
    "führende software",
    "weltweit führend",
    "weltweit führende",
    "branchenführer",
    "nummer 1",
    "nummer eins",
    "die beste software",
    "die beste lösung",
    "das beste werkzeug",
    "die schnellste software",
    "die schnellste lösung",
    "die einfachste lösung",
    "die einfachste software",
    "garantiert",
    "garantieren wir",
    "wir garantieren",
    "unschlagbar",
    "unschlagbare",
    "konkurrenzlos",
    "preisgekrönt",
    "preisgekrönte",
    "einzigartig",
    "einzigartige",
    "tausende kunden",
    "vertrauen uns",
    "vertrauen auf uns",
    "setzen auf uns",
    "hunderte kunden",
    "tausende zufriedene kunden",
];

/// Times and people that are much to ask of a stranger, where something is asked.
pub(super) const HEAVY: [&str; 26] = [
    "eine stunde",
    "eine halbe stunde",
    "einer stunde",
    "einer halben stunde",
    "zwei stunden",
    "zweistündigen",
    "zweistündiger",
    "einstündigen",
    "einstündiges",
    "dreißig minuten",
    "halbstündigen",
    "halbstündiges",
    "halben tag",
    "ganzen tag",
    "workshop",
    "kalender",
    "kalenderlink",
    "buchungslink",
    "terminbuchung",
    "mit ihrem team",
    "ihrem ganzen team",
    "ihrem gesamten team",
    "ihrer geschäftsleitung",
    "mit ihrer geschäftsführung",
    "und ihr team",
    "allen beteiligten",
];

/// Brochure words by their stem; endings of adjectives and nouns are read too.
const JARGON: [&str; 36] = [
    "ganzheitlich",
    "nahtlos",
    "innovativ",
    "zukunftssicher",
    "zukunftsweisend",
    "wegweisend",
    "revolutionär",
    "bahnbrechend",
    "disruptiv",
    "synergie",
    "synergieeffekt",
    "mehrwert",
    "state-of-the-art",
    "best-in-class",
    "end-to-end",
    "360-grad",
    "ki-gestützt",
    "ki-basiert",
    "ki-getrieben",
    "game-changer",
    "gamechanger",
    "hochmodern",
    "modernst",
    "erstklassig",
    "branchenführend",
    "marktführend",
    "digitalisierungsoffensive",
    "digitale transformation",
    "transformationsreise",
    "enabler",
    "leistungsstark",
    "maßgeschneidert",
    "rundum-sorglos",
    "paradigmenwechsel",
    "alleinstellungsmerkmal",
    "ökosystem",
];

/// Said in earnest too; they count only beside another.
const WEAK: [&str; 10] = [
    "lösung",
    "skalierbar",
    "effizient",
    "plattform",
    "flexibel",
    "umfassend",
    "optimier",
    "intelligent",
    "digital",
    "transformation",
];

/// Returns whether a word is the sender's.
pub(super) fn is_we(word: &str) -> bool {
    matches!(
        word,
        "wir" | "uns" | "unser" | "unsere" | "unserem" | "unseren" | "unserer" | "unseres"
    )
}

/// Returns whether a word is the reader's, formal or not; a capital "Sie" that opens a sentence of a
/// mail is the reader far oftener than "they".
pub(super) fn is_you(word: &Word<'_>) -> bool {
    is_formal_you(word)
        || matches!(
            word.folded.as_str(),
            "du" | "dir"
                | "dich"
                | "dein"
                | "deine"
                | "deinem"
                | "deinen"
                | "deiner"
                | "euch"
                | "euer"
                | "eure"
                | "eurem"
                | "euren"
        )
}

/// Returns a brochure word, and whether it is said in earnest too.
pub(super) fn jargon(text: &Text<'_>, at: usize) -> Option<(Range<usize>, bool)> {
    let word = &text.words[at];
    let is_of = |stem: &str| {
        word.folded
            .strip_prefix(stem)
            .is_some_and(|ending| ending.len() <= 3 && ending.chars().all(char::is_alphabetic))
    };
    if word.folded == "digitale"
        && text
            .words
            .get(at + 1)
            .is_some_and(|next| next.folded == "transformation")
    {
        return Some((word.range.start..text.words[at + 1].range.end, false));
    }
    if JARGON.iter().any(|stem| is_of(stem)) {
        return Some((word.range.clone(), false));
    }
    WEAK.iter()
        .any(|stem| is_of(stem))
        .then(|| (word.range.clone(), true))
}

/// Returns whether a sentence names a customer's firm: "bei Wenzel Guss", "Haller GmbH".
pub(super) fn names_a_firm(text: &Text<'_>, sentence: &Sentence) -> bool {
    const FORMS: [&str; 10] = [
        "gmbh", "ag", "kg", "ohg", "gbr", "se", "ug", "co", "kgaa", "ev",
    ];
    let words = text.words_of(sentence);
    words.windows(2).any(|pair| {
        let is_at = matches!(pair[0].folded.as_str(), "bei" | "laut");
        (is_at && pair[1].capital && !is_formal_you(&pair[1]))
            || (pair[0].capital && FORMS.contains(&pair[1].folded.as_str()))
    })
}

/// What makes a number a promise.
const PROMISES: [&str; 34] = [
    "senken",
    "senkt",
    "sparen",
    "spart",
    "steigern",
    "steigert",
    "erhöhen",
    "erhöht",
    "reduzieren",
    "reduziert",
    "verkürzen",
    "verkürzt",
    "verringern",
    "verringert",
    "verbessern",
    "verbessert",
    "beschleunigen",
    "beschleunigt",
    "mindern",
    "mindert",
    "bringt",
    "bringen",
    "liefert",
    "liefern",
    "schneller",
    "mehr",
    "weniger",
    "günstiger",
    "besser",
    "höher",
    "niedriger",
    "effizienter",
    "produktiver",
    "kürzer",
];

/// Verbs that multiply by themselves.
const MULTIPLIES: [&str; 10] = [
    "verdoppeln",
    "verdoppelt",
    "verdreifacht",
    "verdreifachen",
    "vervierfacht",
    "vervierfachen",
    "halbieren",
    "halbiert",
    "verzehnfacht",
    "verzehnfachen",
];

/// Words of what has been: a customer's number, or the reader's own.
const PAST: [&str; 18] = [
    "hat",
    "haben",
    "hatte",
    "hatten",
    "wurde",
    "wurden",
    "war",
    "waren",
    "sank",
    "sanken",
    "stieg",
    "stiegen",
    "fiel",
    "fielen",
    "senkte",
    "steigerte",
    "sparte",
    "ging",
];

/// Returns the number that the seller promises: "wir senken Ihre Kosten um 40 Prozent", "Tallyroom ist
/// 3x schneller". What happened, and what troubles the reader, is no promise.
pub(super) fn measure(
    text: &Text<'_>,
    sentence: &Sentence,
    product: &[String],
) -> Option<Range<usize>> {
    let words = text.words_of(sentence);
    let says = |list: &[&str]| {
        words
            .iter()
            .any(|word| list.contains(&word.folded.as_str()))
    };
    let is_seller = says(&["wir", "unser", "unsere", "unserer", "unserem", "uns"])
        || words
            .iter()
            .any(|word| product.iter().any(|name| word.folded == **name));
    let is_offered = text.find(sentence.words.clone(), "sparen sie").is_some()
        || text.find(sentence.words.clone(), "senken sie").is_some()
        || text.find(sentence.words.clone(), "steigern sie").is_some()
        || text.find(sentence.words.clone(), "damit sparen").is_some();
    let is_promised = is_seller || is_offered;
    if says(&PAST) {
        return None;
    }
    let is_digits = |word: &str| word.starts_with(|ch: char| ch.is_ascii_digit());
    words.iter().enumerate().find_map(|(at, word)| {
        let here = word.folded.as_str();
        let next = words.get(at + 1);
        let is_next = |list: &[&str]| next.is_some_and(|next| list.contains(&next.folded.as_str()));
        if is_promised && MULTIPLIES.contains(&here) {
            return Some(word.range.clone());
        }
        let is_twice = matches!(
            here,
            "doppelt" | "dreimal" | "zweimal" | "viermal" | "zehnmal"
        ) && (is_next(&["so"]) || is_next(&PROMISES));
        let is_times = is_digits(here)
            && (here.ends_with('x')
                || here.ends_with("-mal")
                || here.ends_with("-fach")
                || is_next(&["mal"]))
            && words[at + 1..]
                .iter()
                .take(3)
                .any(|word| PROMISES.contains(&word.folded.as_str()));
        let is_percent = is_promised
            && (is_digits(here) || is_word_number(here))
            && (text.raw[word.range.end..].trim_start().starts_with('%') || is_next(&["prozent"]))
            && says(&PROMISES)
            // "20 Prozent Rabatt" is a price.
            && !words[at + 1..].iter().take(2).any(|word| word.folded.as_str() == "rabatt");
        (is_twice || is_times || is_percent).then(|| {
            let end = next
                .filter(|next| next.folded.as_str() == "prozent")
                .unwrap_or(word);
            word.range.start..end.range.end
        })
    })
}

fn is_word_number(word: &str) -> bool {
    matches!(
        word,
        "zehn" | "zwanzig" | "dreißig" | "vierzig" | "fünfzig" | "sechzig" | "siebzig" | "achtzig"
    )
}

/// Returns whether a sentence tells of a change from one number to another, or names its source.
pub(super) fn changes(text: &Text<'_>, sentence: &Sentence) -> bool {
    let words = text.words_of(sentence);
    let is_digits = |word: &Word<'_>| word.folded.starts_with(|ch: char| ch.is_ascii_digit());
    let has_change = words.windows(2).enumerate().any(|(at, pair)| {
        pair[0].folded == "von"
            && is_digits(&pair[1])
            && words[at + 2..]
                .windows(2)
                .take(6)
                .any(|pair| pair[0].folded == "auf" && is_digits(&pair[1]))
    });
    has_change
        || [
            "laut",
            "studie von",
            "studie der",
            "umfrage unter",
            "umfrage von",
            "fallstudie",
        ]
        .iter()
        .any(|phrase| text.find(sentence.words.clone(), phrase).is_some())
}

/// Questions that ask for something.
pub(super) const QUESTIONS: [&str; 26] = [
    "darf ich",
    "soll ich",
    "sollen wir",
    "dürfen wir",
    "kann ich",
    "können wir",
    "möchten sie",
    "wollen sie",
    "hätten sie",
    "haben sie zeit",
    "haben sie interesse",
    "wäre das",
    "wäre ein",
    "wäre eine",
    "interessiert sie",
    "passt ihnen",
    "passt es",
    "lohnt sich",
    "lust auf",
    "magst du",
    "hast du",
    "willst du",
    "möchtest du",
    "können sie mir",
    "würden sie",
    "ist das für sie",
];

/// Statements that ask.
pub(super) const STATEMENTS: [&str; 22] = [
    "melden sie sich",
    "rufen sie",
    "schreiben sie mir",
    "antworten sie",
    "buchen sie",
    "vereinbaren sie",
    "testen sie",
    "laden sie",
    "fordern sie",
    "bestellen sie",
    "sagen sie mir",
    "geben sie mir",
    "lassen sie uns",
    "freue mich auf ihre",
    "freuen uns auf ihre",
    "über eine antwort",
    "über eine rückmeldung",
    "über ihre antwort",
    "über ihre rückmeldung",
    "jetzt testen",
    "jetzt anfragen",
    "jetzt buchen",
];

#[cfg(test)]
mod tests;
