use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Language, Outcome};
use super::german;
use std::ops::Range;

use super::context::SentBy;
use crate::text::Text;

declare_rule! {
    /// ## What it does
    /// Finds in a first touch an ask for 30 minutes and more, a link to a calendar, or several people at
    /// once. Landing pages and ads are read by who came for it.
    ///
    /// ## Why is this bad?
    /// A stranger gives a minute, not an hour.
    ///
    /// ## Example
    /// ```copy
    /// Half of your deals have no source. Please book a 45 minute demo in my calendar.
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Half of your deals have no source. Shall I send the page?
    /// ```
    pub(super) static HEAVY_CTA = {
        name: "copy/heavy-cta",
        summary: "asks a stranger for too much",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: EnglishAndGerman,
    }
}

/// Words that ask for more people than the reader.
const PEOPLE: [&str; 59] = [
    "your whole team",
    "your entire team",
    "whole team",
    "your leadership team",
    "your management team",
    "and your team",
    "with your team",
    "bring your",
    "and your board",
    "your board member",
    "all stakeholders",
    "your colleagues",
    "and your cto",
    "and your ceo",
    "and your cfo",
    "several people",
    "your full team",
    "full team",
    "all your managers",
    "all managers",
    "your directors",
    "decision makers",
    "decision-makers",
    "everyone involved",
    "department heads",
    "all department heads",
    "heads of department",
    "with your it",
    "with your cfo",
    "with your ceo",
    "with your cto",
    "with your founder",
    "with your works council",
    "with your managing director",
    "and your managing director",
    "and the managing director",
    "and your it",
    "and your head of",
    "and your director",
    "and your directors",
    "and your managers",
    "with your managers",
    "with all your",
    "with your colleagues",
    "and your colleagues",
    "with the whole",
    "and the whole team",
    "all of your team",
    "your finance team",
    "full finance team",
    "full hr team",
    "whole sales team",
    "all your reps",
    "all your engineers",
    "your co-founder and",
    "and your co-founder",
    "and your founder",
    "your entire",
    "everyone on your",
];

/// Words for a calendar somebody shall book in.
const CALENDAR: [&str; 39] = [
    "my calendar",
    "our calendar",
    "calendar link",
    "calendar below",
    "calendly",
    "cal com",
    "cal example",
    "book a slot",
    "pick a slot",
    "book a time",
    "pick a time",
    "choose a time",
    "find a time",
    "grab a slot",
    "grab a time",
    "book time",
    "hubspot meetings",
    "block the calendar",
    "block your calendar",
    "block a slot",
    "block time",
    "calendar invite",
    "calendar invitation",
    "in the calendar",
    "on the calendar",
    "into your calendar",
    "hold the slot",
    "book yourself",
    "book directly",
    "book straight",
    "booking link",
    "booking page",
    "reserve a slot",
    "reserve a time",
    "choose a slot",
    "select a slot",
    "select a time",
    "schedule a time",
    "find a slot",
];

/// Times of half an hour and more, in words.
const LONG: [&str; 35] = [
    "thirty minutes",
    "forty minutes",
    "forty-five minutes",
    "forty five minutes",
    "sixty minutes",
    "ninety minutes",
    "half an hour",
    "half-hour",
    "an hour",
    "one hour",
    "two hours",
    "1 hour",
    "hour-long",
    "half a day",
    "half-day",
    "workshop",
    "a full day",
    "hour of your time",
    "full morning",
    "whole morning",
    "full afternoon",
    "whole afternoon",
    "an afternoon",
    "a morning with",
    "half a morning",
    "whole day",
    "full day",
    "one day on site",
    "on-site day",
    "site visit",
    "two days",
    "training day",
    "full demo",
    "deep dive",
    "deep-dive",
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    let is_german = cx.language()? == Language::German;
    match cx.channel() {
        Ok(SentBy::LandingHero | SentBy::Ad) => return Ok(Vec::new()),
        Ok(_) => {}
        Err(why) => return Err(why),
    }
    let mut hit = None;
    for ask in cx.asks() {
        let find = |phrases: &[&str]| {
            phrases
                .iter()
                .find_map(|phrase| cx.text.find(ask.words.clone(), phrase))
        };
        if is_german {
            hit = minutes(&cx.text, &ask.words).or_else(|| find(&german::HEAVY));
            if hit.is_some() {
                break;
            }
            continue;
        }
        hit = minutes(&cx.text, &ask.words)
            .or_else(|| hours(&cx.text, &ask.words))
            .or_else(|| find(&LONG))
            .or_else(|| find(&CALENDAR))
            .or_else(|| find(&PEOPLE));
        if hit.is_some() {
            break;
        }
    }
    // A link to a calendar asks by itself.
    let hit = hit.or_else(|| {
        cx.text.body().find_map(|sentence| {
            [
                "cal example",
                "calendly",
                "cal com",
                "our calendar is",
                "my calendar is",
                "here is my calendar",
                "here's my calendar",
            ]
            .iter()
            .find_map(|phrase| cx.text.find(sentence.words.clone(), phrase))
        })
    });
    Ok(hit
        .map(|range| {
            HEAVY_CTA
                .at(
                    cx.at(&range),
                    format!(
                        "`{}` is much to ask of a stranger",
                        &cx.text.raw[range.clone()]
                    ),
                )
                .label("a lot to ask")
                .help("ask whether it is of interest, or offer something to read")
        })
        .into_iter()
        .collect())
}

/// "Two hours", "a three-hour workshop", "1.5 hours"; "in two hours" tells how fast something goes.
fn hours(text: &Text<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    const COUNTS: [&str; 12] = [
        "one", "a", "two", "three", "four", "five", "six", "seven", "eight", "full", "whole", "an",
    ];
    let is_count = |word: &str| {
        COUNTS.contains(&word)
            || word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    words.clone().find_map(|at| {
        let word = &text.words[at];
        if let Some(count) = word
            .folded
            .strip_suffix("-hour")
            .or_else(|| word.folded.strip_suffix("-hours"))
        {
            return is_count(count).then(|| word.range.clone());
        }
        let before = at.checked_sub(1).filter(|at| words.contains(at))?;
        let ahead = at.checked_sub(2).filter(|at| words.contains(at));
        let tells_speed = ahead.is_some_and(|at| {
            matches!(
                text.words[at].folded.as_str(),
                "in" | "to" | "from" | "within" | "every" | "than"
            )
        });
        (matches!(word.folded.as_str(), "hour" | "hours")
            && is_count(&text.words[before].folded)
            && !tells_speed)
            .then(|| text.words[before].range.start..word.range.end)
    })
}

/// "A 45 minute demo", "30-min call".
fn minutes(text: &Text<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    words.clone().find_map(|at| {
        let word = &text.words[at];
        let digits: String = word
            .folded
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let n: u32 = digits.parse().ok()?;
        let rest = word.folded[digits.len()..].trim_start_matches('-');
        let next = text
            .words
            .get(at + 1)
            .filter(|_| at + 1 < words.end)
            .map_or("", |word| word.folded.as_str());
        let unit = if rest.is_empty() { next } else { rest };
        let is_minutes = matches!(
            unit,
            "minute"
                | "minutes"
                | "min"
                | "mins"
                | "minute's"
                | "minuten"
                | "minütig"
                | "minütigen"
                | "minütiges"
                | "minütiger"
        );
        let end = if rest.is_empty() {
            text.words[at + 1..].first()?.range.end
        } else {
            word.range.end
        };
        (is_minutes && n >= 30).then_some(word.range.start..end)
    })
}
