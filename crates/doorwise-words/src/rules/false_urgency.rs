use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Language, Outcome};
use super::german;
use crate::text::{Sentence, Text};

declare_rule! {
    /// ## What it does
    /// Finds "only today", "last chance", "act now", "offer ends tonight" and the like where no date
    /// stands in the same sentence.
    ///
    /// ## Why is this bad?
    /// A buyer of business software does not hurry, and sees the trick.
    ///
    /// ## Example
    /// ```copy
    /// Act now, the offer ends tonight. Want a look?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// The price list changes on 1 December. Want a look?
    /// ```
    pub(super) static FALSE_URGENCY = {
        name: "copy/false-urgency",
        summary: "urgency without a date",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: EnglishAndGerman,
    }
}

/// Words that hurry.
const HURRY: [&str; 121] = [
    "only today",
    "today only",
    "last chance",
    "final chance",
    "act now",
    "act fast",
    "hurry",
    "ends tonight",
    "ends today",
    "ends soon",
    "expires tonight",
    "expires today",
    "expires soon",
    "expiring soon",
    "limited time",
    "limited-time",
    "limited offer",
    "limited spots",
    "limited seats",
    "few spots",
    "few seats",
    "few places",
    "spots left",
    "seats left",
    "places left",
    "spots remaining",
    "seats remaining",
    "before it's too late",
    "before it is too late",
    "don't miss out",
    "don't miss this",
    "do not miss",
    "while stocks last",
    "while supplies last",
    "final notice",
    "final reminder",
    "running out",
    "won't last",
    "once in a lifetime",
    "urgent",
    "this week only",
    "spots are filling",
    "seats are filling",
    "places are filling",
    "ends at midnight",
    "expires at midnight",
    "while it lasts",
    "now or never",
    "final hours",
    "time is running",
    "closing soon",
    "closes soon",
    "closes tonight",
    "closes today",
    "offer ends",
    "offer expires",
    "discount ends",
    "discount expires",
    "deal ends",
    "deal expires",
    "before the price goes",
    "before prices go",
    "before the price rises",
    "before prices rise",
    "before the offer",
    "before we raise",
    "price goes up",
    "prices go up",
    "price can vanish",
    "can vanish",
    "may vanish",
    "could vanish",
    "will vanish",
    "do not wait",
    "don't wait",
    "act today",
    "act quickly",
    "don't delay",
    "do not delay",
    "do not hesitate and",
    "only a few",
    "last places",
    "last slots",
    "last seats",
    "slots left",
    "slots are filling",
    "few slots",
    "places are going",
    "selling fast",
    "filling fast",
    "filling up fast",
    "right now or",
    "last call",
    "last opportunity",
    "one-time offer",
    "one time offer",
    "ends this week",
    "this week's offer",
    "ends tomorrow",
    "only until tonight",
    "tonight only",
    "today's price",
    "clock is ticking",
    "final day",
    "final call",
    "before your competitors do",
    "before your competitor does",
    "limited period",
    "for a short time only",
    "short time only",
    "for a limited",
    "flash sale",
    "exclusive window",
    "closing fast",
    "once it is gone",
    "once they are gone",
    "offer will not",
    "will not be repeated",
    "won't be repeated",
    "immediately or",
    "act quickly before",
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    let hurries: &[&str] = match cx.language()? {
        Language::English => &HURRY,
        Language::German => &german::HURRY,
    };
    let said = cx.text.said(hurries);
    let hit = cx.text.body().find_map(|sentence| {
        said.iter()
            .find_map(|phrase| cx.text.find(sentence.words.clone(), phrase))
            .filter(|_| !has_date(&cx.text, sentence))
    });
    let mut found = Vec::new();
    if let Some(range) = hit {
        found.push(
            FALSE_URGENCY
                .at(
                    cx.at(&range),
                    format!(
                        "`{}` hurries and names no date",
                        &cx.text.raw[range.clone()]
                    ),
                )
                .label("why now?")
                .help("name the real date and its reason, or leave it out"),
        );
    } else if let Some(subject) = &cx.copy.subject {
        let head = Text::new(subject);
        let all = 0..head.words.len();
        if let Some(range) = hurries
            .iter()
            .find_map(|phrase| head.find(all.clone(), phrase))
        {
            found.push(
                FALSE_URGENCY
                    .at(
                        cx.in_subject(&subject[range.clone()]),
                        format!("`{}` hurries and names no date", &subject[range]),
                    )
                    .label("why now?")
                    .help("name the real date and its reason, or leave it out"),
            );
        }
    }
    Ok(found)
}

/// "On 1 December", "31.12.", "by March 4".
fn has_date(text: &Text<'_>, sentence: &Sentence) -> bool {
    const MONTHS: [&str; 15] = [
        "mär", "okt", "dez", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
        "nov", "dec",
    ];
    let words = text.words_of(sentence);
    words.iter().enumerate().any(|(idx, word)| {
        let is_month = MONTHS.iter().any(|month| word.folded.starts_with(month)) && word.capital;
        let near = &words[idx.saturating_sub(1)..(idx + 2).min(words.len())];
        let has_day = near
            .iter()
            .any(|word| word.folded.starts_with(|ch: char| ch.is_ascii_digit()));
        let is_numeric =
            word.folded.len() >= 8 && word.folded.starts_with("20") && word.folded.contains('-');
        // "Bis 31.12.": a day and a month, as Germans write it.
        let is_day_first = word.folded.contains('.')
            && word
                .folded
                .split('.')
                .all(|part| (1..=4).contains(&part.len()))
            && word
                .folded
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
            && text.raw[word.range.end..].starts_with('.');
        (is_month && has_day) || is_numeric || is_day_first
    })
}
