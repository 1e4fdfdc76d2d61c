//! A German line turned to the reader, as far as that can be done without bending words.

/// Verbs whose third person does not tell their plural, which goes with "Sie".
const IRREGULAR: [(&str, &str); 40] = [
    ("hat", "haben"),
    ("ist", "sind"),
    ("muss", "müssen"),
    ("kann", "können"),
    ("weiß", "wissen"),
    ("will", "wollen"),
    ("soll", "sollen"),
    ("darf", "dürfen"),
    ("mag", "mögen"),
    ("wird", "werden"),
    ("sieht", "sehen"),
    ("gibt", "geben"),
    ("nimmt", "nehmen"),
    ("spricht", "sprechen"),
    ("trifft", "treffen"),
    ("fährt", "fahren"),
    ("hält", "halten"),
    ("lässt", "lassen"),
    ("trägt", "tragen"),
    ("läuft", "laufen"),
    ("vergisst", "vergessen"),
    ("hilft", "helfen"),
    ("wirft", "werfen"),
    ("liest", "lesen"),
    ("misst", "messen"),
    ("schläft", "schlafen"),
    ("fällt", "fallen"),
    ("fängt", "fangen"),
    ("lädt", "laden"),
    ("rät", "raten"),
    ("stößt", "stoßen"),
    ("tritt", "treten"),
    ("übernimmt", "übernehmen"),
    ("erfährt", "erfahren"),
    ("erhält", "erhalten"),
    ("verlässt", "verlassen"),
    ("verspricht", "versprechen"),
    ("vertritt", "vertreten"),
    ("tut", "tun"),
    ("gerät", "geraten"),
];

/// Small words that end in "t" and open a line without being its verb.
const NO_VERBS: [&str; 30] = [
    "nicht", "oft", "mit", "seit", "fast", "erst", "jetzt", "zuletzt", "leicht", "schlecht",
    "statt", "dort", "selbst", "fest", "bekannt", "recht", "echt", "meist", "sonst", "längst",
    "laut", "samt", "acht", "gut", "spät", "weit", "zeit", "hart", "kalt", "alt",
];

/// Verbs that open with "ge" and end in "t" and are no participle.
const NO_PARTICIPLES: [&str; 10] = [
    "gewinnt",
    "gehört",
    "gelingt",
    "genügt",
    "gestaltet",
    "genießt",
    "geht",
    "gerät",
    "gewöhnt",
    "gefährdet",
];

/// States that go with "sind".
const STATES: [&str; 12] = [
    "müde",
    "unsicher",
    "verantwortlich",
    "unzufrieden",
    "abhängig",
    "überlastet",
    "enttäuscht",
    "besorgt",
    "frustriert",
    "angewiesen",
    "gezwungen",
    "überfordert",
];

/// Returns the plural of a verb that opens a line: "verlieren" of "verliert".
fn plural(verb: &str) -> Option<String> {
    if let Some((_, plural)) = IRREGULAR.iter().find(|(third, _)| *third == verb) {
        return Some((*plural).to_owned());
    }
    let is_verb = verb.chars().count() >= 4
        && verb.ends_with('t')
        && verb.starts_with(char::is_lowercase)
        && !NO_VERBS.contains(&verb)
        && !is_participle(verb)
        && !STATES.contains(&verb);
    if !is_verb {
        return None;
    }
    let stem = &verb[..verb.len() - 1];
    // "rechnet" and "findet" have an "e" before the ending, "ändert" and "sammelt" drop it.
    let base = stem.strip_suffix('e').unwrap_or(stem);
    // "verliert" and "spielt" do not: their "e" only makes the vowel before it long.
    let is_long = ["ier", "iel", "eer", "eel"]
        .iter()
        .any(|end| stem.ends_with(end))
        && !stem.ends_with("eier");
    if (stem.ends_with("er") || stem.ends_with("el")) && !is_long {
        return Some(format!("{stem}n"));
    }
    Some(format!("{base}en"))
}

fn is_participle(word: &str) -> bool {
    (word.starts_with("ge") || word.starts_with("be") && word.ends_with("tigt"))
        && word.ends_with('t')
        && word.len() > 5
        && !NO_PARTICIPLES.contains(&word)
}

/// Returns whether a line opens with its verb: "zeigt, welche Maschine steht".
pub(super) fn opens_with_verb(says: &str) -> bool {
    plural(&lowered(first(says))).is_some()
}

/// Returns whether a line names a thing: "ein Plan, der am Mittwoch noch gilt".
pub(super) fn is_thing(says: &str) -> bool {
    matches!(
        first(says).to_lowercase().as_str(),
        "ein" | "eine" | "der" | "die" | "das"
    )
}

fn first(says: &str) -> &str {
    let word = says.split_whitespace().next().unwrap_or_default();
    word.trim_end_matches([',', ';', ':', '.'])
}

/// Returns a line as it is said to the reader: "Sie verlieren jeden Sonntag drei Stunden". What
/// opens with no verb and no state stays as it is.
pub(super) fn to_reader(says: &str) -> String {
    let says = says.trim().trim_end_matches(['.', ',', ';', ':']);
    let opens = first(says);
    let small = opens.to_lowercase();
    let rest = &says[opens.len()..];
    if opens.starts_with(char::is_lowercase)
        && let Some(plural) = plural(&small)
    {
        return format!("Sie {plural}{}", yours(rest));
    }
    if opens.starts_with(char::is_lowercase)
        && (is_participle(&small) || STATES.contains(&small.as_str()))
    {
        return format!("Sie sind {small}{}", yours(rest));
    }
    says.to_owned()
}

/// Returns a goal as it is said to the reader.
pub(super) fn goal(says: &str) -> String {
    yours(says.trim().trim_end_matches('.'))
}

/// Puts "Ihr" where the line says "sein" or "ihr" of the persona; only for lines whose subject it is.
fn yours(says: &str) -> String {
    let mut out = String::with_capacity(says.len());
    let mut word = String::new();
    for ch in says.chars().chain([' ']) {
        if ch.is_alphabetic() {
            word.push(ch);
            continue;
        }
        let yours = match word.as_str() {
            "sein" | "ihr" => "Ihr",
            "seine" | "ihre" => "Ihre",
            "seinen" | "ihren" => "Ihren",
            "seinem" | "ihrem" => "Ihrem",
            "seiner" | "ihrer" => "Ihrer",
            "seines" | "ihres" => "Ihres",
            other => other,
        };
        out.push_str(yours);
        word.clear();
        out.push(ch);
    }
    out.truncate(out.len() - 1);
    out
}

/// Returns a text with a full stop, where it has no end of its own.
pub(super) fn ended(says: &str) -> String {
    let says = says.trim().trim_end_matches([',', ';', ':']);
    match says.ends_with(['.', '!', '?']) {
        true => says.to_owned(),
        false => format!("{says}."),
    }
}

/// Returns a text with a small first letter where its first word is an article or a verb; a noun
/// and "Sie" keep theirs.
pub(super) fn lowered(says: &str) -> String {
    let says = says.trim().trim_end_matches(['.', '?']);
    let opens = first(says);
    let small = opens.to_lowercase();
    let is_small = matches!(
        small.as_str(),
        "ein" | "eine" | "einen" | "der" | "die" | "das" | "den" | "ihr" | "eins" | "zwei" | "drei"
    ) || plural(&small).is_some();
    match is_small {
        true => format!("{small}{}", &says[opens.len()..]),
        false => says.to_owned(),
    }
}

/// Returns the first part of a line that can stand as a subject: at most seven words and fifty
/// characters.
pub(super) fn topic(says: &str) -> Option<String> {
    let says = says.trim().trim_end_matches('.');
    let fits = |part: &str| {
        (2..=7).contains(&part.split_whitespace().count()) && part.chars().count() <= 50
    };
    let part = match fits(says) {
        true => says,
        false => says
            .split([',', ';', ':'])
            .next()
            .unwrap_or_default()
            .trim(),
    };
    // A line that opens with its verb says nothing by itself: its object does.
    let part = match opens_with_verb(part) && part.starts_with(char::is_lowercase) {
        true => part.split_once(' ').map_or("", |(_, rest)| rest),
        false => part,
    };
    fits(part).then(|| part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_said_to_the_reader() {
        for (says, said) in [
            (
                "verliert jeden Sonntag drei Stunden mit seiner Excel",
                "Sie verlieren jeden Sonntag drei Stunden mit Ihrer Excel",
            ),
            (
                "weiß erst um sechs, welche Maschine steht.",
                "Sie wissen erst um sechs, welche Maschine steht",
            ),
            ("spielt den Feuerwehrmann", "Sie spielen den Feuerwehrmann"),
            ("rechnet alles zweimal", "Sie rechnen alles zweimal"),
            ("ändert den Plan täglich", "Sie ändern den Plan täglich"),
            ("sammelt Zettel ein", "Sie sammeln Zettel ein"),
            (
                "genervt von Rückfragen aus der Halle",
                "Sie sind genervt von Rückfragen aus der Halle",
            ),
            (
                "der Plan steckt in einer Excel",
                "der Plan steckt in einer Excel",
            ),
            ("nicht genug Leute", "nicht genug Leute"),
            (
                "die Monteure vergessen ihre Zettel",
                "die Monteure vergessen ihre Zettel",
            ),
        ] {
            assert_eq!(to_reader(says), said);
        }
        assert_eq!(
            goal("seinem Chef zeigen, dass die Linie läuft"),
            "Ihrem Chef zeigen, dass die Linie läuft"
        );
    }

    #[test]
    fn subjects_are_short_and_say_something() {
        for (says, subject) in [
            (
                "der Plan steckt in einer Excel, die nur einer versteht",
                Some("der Plan steckt in einer Excel"),
            ),
            (
                "verliert drei Stunden jeden Sonntag",
                Some("drei Stunden jeden Sonntag"),
            ),
            ("Ausschuss", None),
        ] {
            assert_eq!(topic(says).as_deref(), subject);
        }
    }
}
