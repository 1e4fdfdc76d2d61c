//! What is sold, as one sentence and as the thing it is about.

use doorwise_vocab::text;

use crate::reader::{self, Shape, StatementRole, lower_first, upper_first};
use crate::verbs;

/// How an offer is worded.
enum Wording<'a> {
    /// "Northgate answers security questionnaires", "we're a checklist".
    Sentence,
    /// "shows which deals came from marketing", with the base of its verb and what follows.
    Does(String, &'a str),
    /// "find the source of each deal".
    Helps,
    /// "a tool that fills the source", "pipeline reports".
    Thing,
    /// "automating evidence".
    Doing,
    /// "can match leads".
    Can,
    /// "built for marketing teams".
    Made,
    /// "no more spreadsheets": words that fit into no sentence of ours, and are repeated.
    Slogan,
}

/// Returns what the offer says as one sentence: "Tallyroom shows which deals came from marketing."
pub(crate) fn offer_line(says: &str, product: Option<&str>) -> Option<String> {
    let says = says.trim().trim_end_matches('.');
    let name = product.map(str::trim).filter(|name| !name.is_empty());
    let lowered = lower_first(says);
    let line = match (wording(says, name)?, name) {
        (Wording::Sentence, _) => upper_first(says),
        (Wording::Does(..), Some(name)) => format!("{name} {lowered}"),
        (Wording::Does(base, rest), None) => format!("We {base} {rest}").trim().to_owned(),
        (Wording::Helps, Some(name)) => format!("With {name} you can {lowered}"),
        (Wording::Helps, None) => format!("We help you {lowered}"),
        (Wording::Thing, Some(name)) if has_article(&lowered) => format!("{name} is {lowered}"),
        (Wording::Thing, Some(name)) => format!("{name} offers {lowered}"),
        (Wording::Thing, None) => format!("We offer {lowered}"),
        (Wording::Doing, Some(name)) => format!("{name} is for {lowered}"),
        (Wording::Doing, None) => format!("We work on {lowered}"),
        (Wording::Can, name) => format!("{} {lowered}", name.unwrap_or("We")),
        (Wording::Made, Some(name)) => format!("{name} is {lowered}"),
        (Wording::Made, None) => format!("What we offer is {lowered}"),
        (Wording::Slogan, Some(name)) => format!("{name} in a few words: {lowered}"),
        (Wording::Slogan, None) => format!("What we offer, in a few words: {lowered}"),
    };
    Some(format!("{line}."))
}

/// Returns the thing that the offer is about, where it is short: "GST reconciliation" of
/// "we do GST reconciliation for online sellers".
pub(crate) fn topic(says: &str, product: Option<&str>) -> Option<String> {
    let says = says.trim().trim_end_matches('.');
    let name = product.map(str::trim).filter(|name| !name.is_empty());
    let object = match wording(says, name)? {
        Wording::Does(_, rest) => rest,
        Wording::Helps | Wording::Doing => says.split_once(' ')?.1,
        Wording::Thing if has_article(&lower_first(says)) => return None,
        Wording::Thing => says,
        Wording::Can | Wording::Made | Wording::Slogan => return None,
        Wording::Sentence => after_verb(says)?,
    };
    let end = [
        " for ",
        " so ",
        " on ",
        " in ",
        " with ",
        " from ",
        " without ",
        " that ",
        " into ",
        " to ",
        ", ",
        ": ",
        "; ",
    ]
    .iter()
    .filter_map(|word| object.find(word))
    .min()
    .unwrap_or(object.len());
    let object = object[..end].trim();
    (1..=6)
        .contains(&object.split_whitespace().count())
        .then(|| lower_first(object))
}

/// Returns whether one can ask how somebody handles it: "GST reconciliation", and not
/// "which deals came from marketing", "teams close".
pub(crate) fn is_thing(topic: &str) -> bool {
    let first = text::fold(topic.split_whitespace().next().unwrap_or_default());
    !matches!(
        first.as_str(),
        "which"
            | "what"
            | "who"
            | "how"
            | "why"
            | "where"
            | "when"
            | "whether"
            | "you"
            | "it"
            | "a"
            | "an"
            | "the"
            | "your"
            | "teams"
            | "people"
            | "companies"
            | "them"
    )
}

fn wording<'a>(says: &'a str, name: Option<&str>) -> Option<Wording<'a>> {
    let mut words = says.split_whitespace().map(text::fold);
    let (first, second, third) = (
        words.next()?,
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let starts_with_name = name.is_some_and(|name| text::fold(says).starts_with(&text::fold(name)));
    let speaks_itself = matches!(
        first.as_str(),
        "we" | "we're"
            | "we've"
            | "i"
            | "i'm"
            | "it"
            | "it's"
            | "our"
            | "you"
            | "your"
            | "they"
            | "this"
    );
    if starts_with_name || speaks_itself || names_its_subject(says, &first, &second, &third) {
        return Some(Wording::Sentence);
    }
    let rest = says.split_once(' ').map_or("", |(_, rest)| rest);
    match first.as_str() {
        "can" | "could" | "will" | "may" | "might" => return Some(Wording::Can),
        "built" | "made" | "designed" | "trusted" | "used" | "loved" | "powered" | "backed"
        | "created" | "developed"
            if matches!(second.as_str(), "for" | "by" | "to" | "in" | "with" | "on") =>
        {
            return Some(Wording::Made);
        }
        "no" | "not" | "never" | "less" | "fewer" | "goodbye" | "say" | "forget" | "so"
        | "because" | "why" | "how" | "where" | "when" | "from" | "without" | "end" | "finally" => {
            return Some(Wording::Slogan);
        }
        _ => {}
    }
    let is_preposition = matches!(
        second.as_str(),
        "for" | "from" | "of" | "in" | "with" | "to" | "by" | "at" | "about" | "without"
    );
    // "Calls that log themselves", and not "shows that deals are real".
    let is_told_apart = matches!(second.as_str(), "that" | "who")
        && (verbs::by_base(&third).is_some()
            || verbs::by_third_person(&third).is_some_and(|verb| !verb.is_noun_too));
    let is_preposition = is_preposition || is_told_apart;
    // "Calls log themselves", "leads get matched by themselves".
    if is_event(says, &first, &second) {
        return Some(Wording::Sentence);
    }
    let third_person = verbs::by_third_person(&first);
    if third_person.is_some_and(|verb| !verb.is_noun_too || !is_preposition)
        || matches!(first.as_str(), "is" | "does" | "has" | "lets")
    {
        return Some(Wording::Does(verbs::with_you(&first), rest));
    }
    // Words that are nouns as often, and verbs where an offer opens with them.
    let opens_offer = matches!(
        first.as_str(),
        "cut"
            | "track"
            | "run"
            | "plan"
            | "fix"
            | "book"
            | "stop"
            | "match"
            | "win"
            | "save"
            | "hit"
    ) && !is_preposition;
    if opens_offer || reader::shape(says, StatementRole::Pain) == Shape::Base {
        return Some(Wording::Helps);
    }
    if reader::shape(says, StatementRole::Pain) == Shape::Gerund {
        return Some(Wording::Doing);
    }
    Some(Wording::Thing)
}

/// Returns whether the words are a sentence whose subject is several things: "calls log themselves".
fn is_event(says: &str, first: &str, second: &str) -> bool {
    const FINITE: [&str; 12] = [
        "get", "are", "have", "do", "don't", "can", "will", "never", "always", "just", "were",
        "cannot",
    ];
    let is_plural = first.len() > 3 && first.ends_with('s') && !first.ends_with("ss");
    let acts_on_itself = says.contains(" themselves") && !says.contains(" that ");
    is_plural && (FINITE.contains(&second) || (acts_on_itself && verbs::by_base(second).is_some()))
}

/// Returns whether the offer names who does it: "Ledgerly is bookkeeping software".
fn names_its_subject(says: &str, first: &str, second: &str, third: &str) -> bool {
    let is_capital = says.starts_with(char::is_uppercase);
    let is_finite = |word: &str, next: &str| {
        let verb = verbs::by_third_person(word);
        // "Northgate tracks orders" and not "Pipeline reports for marketing".
        let opens_object = !matches!(
            next,
            "" | "for" | "from" | "of" | "in" | "with" | "to" | "by" | "at" | "on" | "and" | "or"
        );
        matches!(
            word,
            "is" | "are" | "does" | "has" | "helps" | "lets" | "makes"
        ) || verb.is_some_and(|verb| !verb.is_noun_too || opens_object)
    };
    let is_verb = verbs::by_third_person(first).is_some_and(|verb| !verb.is_noun_too)
        || verbs::by_base(first).is_some_and(|verb| !verb.is_noun_too);
    let second_is_named = says
        .split_whitespace()
        .nth(1)
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    is_capital
        && !is_verb
        && (is_finite(second, third) || (second_is_named && is_finite(third, "")))
}

/// Returns what stands behind the verb of a whole sentence: "we do X", "Northgate answers X".
fn after_verb(says: &str) -> Option<&str> {
    let (at, _) = says
        .split_whitespace()
        .enumerate()
        .skip(1)
        .take(2)
        .find(|(_, word)| {
            let word = text::fold(word);
            matches!(
                word.as_str(),
                "do" | "cut"
                    | "track"
                    | "plan"
                    | "fix"
                    | "offer"
                    | "provide"
                    | "run"
                    | "handle"
                    | "automate"
            ) || verbs::by_third_person(&word).is_some_and(|verb| !verb.is_noun_too)
                || verbs::by_base(&word)
                    .is_some_and(|verb| !verb.is_noun_too && verb.base != "help")
        })?;
    let mut rest = says;
    for _ in 0..=at {
        rest = rest.trim_start().split_once(' ')?.1;
    }
    Some(rest)
}

fn has_article(text: &str) -> bool {
    ["a ", "an ", "the "]
        .iter()
        .any(|word| text.starts_with(word))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn offers_of_many_shapes_become_one_sentence() {
        let mut shown = String::new();
        for says in [
            "shows which deals came from marketing",
            "Tallyroom shows it",
            "We help founders sleep.",
            "a tool that fills the source",
            "find the source of each deal",
            "pipeline reports for marketing",
            "helps teams close the month",
            "Northgate answers security questionnaires",
            "we're a store opening checklist",
            "Ledgerly is bookkeeping software",
            "We do GST reconciliation for online sellers",
            "Shows which deals are real",
            "automating SOC 2 evidence",
            "tracks orders across warehouses",
            "cut shrinkage in stores",
            "leads for dentists",
            "texts patients so that fewer miss their appointment",
            "texts for landing pages",
            "calls that log themselves",
            "calls log themselves",
            "no more spreadsheets",
            "can match leads",
            "built for marketing teams",
            "plans that hold",
        ] {
            for product in [Some("Tallyroom"), None] {
                shown.push_str(&offer_line(says, product).unwrap_or_default());
                shown.push('\n');
            }
        }
        expect![[r#"
            Tallyroom shows which deals came from marketing.
            We show which deals came from marketing.
            Tallyroom shows it.
            Tallyroom shows it.
            We help founders sleep.
            We help founders sleep.
            Tallyroom is a tool that fills the source.
            We offer a tool that fills the source.
            With Tallyroom you can find the source of each deal.
            We help you find the source of each deal.
            Tallyroom offers pipeline reports for marketing.
            We offer pipeline reports for marketing.
            Tallyroom helps teams close the month.
            We help teams close the month.
            Northgate answers security questionnaires.
            Northgate answers security questionnaires.
            We're a store opening checklist.
            We're a store opening checklist.
            Ledgerly is bookkeeping software.
            Ledgerly is bookkeeping software.
            We do GST reconciliation for online sellers.
            We do GST reconciliation for online sellers.
            Tallyroom shows which deals are real.
            We show which deals are real.
            Tallyroom is for automating SOC 2 evidence.
            We work on automating SOC 2 evidence.
            Tallyroom tracks orders across warehouses.
            We track orders across warehouses.
            With Tallyroom you can cut shrinkage in stores.
            We help you cut shrinkage in stores.
            Tallyroom offers leads for dentists.
            We offer leads for dentists.
            Tallyroom texts patients so that fewer miss their appointment.
            We text patients so that fewer miss their appointment.
            Tallyroom offers texts for landing pages.
            We offer texts for landing pages.
            Tallyroom offers calls that log themselves.
            We offer calls that log themselves.
            Calls log themselves.
            Calls log themselves.
            Tallyroom in a few words: no more spreadsheets.
            What we offer, in a few words: no more spreadsheets.
            Tallyroom can match leads.
            We can match leads.
            Tallyroom is built for marketing teams.
            What we offer is built for marketing teams.
            Tallyroom offers plans that hold.
            We offer plans that hold.
        "#]]
        .assert_eq(&shown);
    }
}
