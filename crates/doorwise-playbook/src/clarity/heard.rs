//! What people said: are there interviews enough, of the right people, and are their words kept?

use std::collections::BTreeSet;

use doorwise_people::discover::{self, Asked};
use doorwise_people::interview::Interview;
use doorwise_people::listen::{self, Kind};
use doorwise_vocab::date::{self, Date, DateOrder};
use doorwise_vocab::text::fold;

use super::answer::{count, listed, share};
use super::role::of_persona;
use super::{Answer, Clues, Item, State};

/// Places for advice that must be named.
const FEWEST_PLACES: usize = 2;
/// Words of theirs that must come from quotes.
const FEWEST_WORDS: usize = 10;
/// Interviews within a year.
const FEWEST_INTERVIEWS: usize = 5;
/// Days in which an interview counts as recent.
const RECENT: i32 = 365;
/// Share of those asked who should not have bought, in percent.
const NOT_BOUGHT: usize = 20;
/// People from whom on a share is said.
const FEWEST_FOR_A_SHARE: usize = 5;
/// Lines of an interview in which its date is looked for.
const HEAD: usize = 12;

/// Test: two named places or people for advice, each said by somebody asked. Why: it decides the channel. Fix:
/// ask "who do you ask first".
pub(super) static ADVICE: Item = Item {
    number: 19,
    slug: "advice",
    weight: 3,
    effort: 6,
    gate: false,
    key: false,
    question: "Is it known where these people ask for advice?",
    test: "at least 2 entries under `watering_holes:`, each named by somebody in an interview",
    why: "an answer where they already ask costs less than any channel",
    fix: "Ask \u{201c}whom do you ask first?\u{201d} and write the places under `watering_holes:`",
    command: |clues| match clues.heard.interviews.is_empty() {
        true => "doorwise why clarity.advice".to_owned(),
        false => "doorwise listen research/*".to_owned(),
    },
    answer: |clues| {
        of_persona(clues, |persona| {
            let spoken = clues.spoken();
            let (said, unsaid): (Vec<&String>, Vec<&String>) = persona
                .watering_holes
                .iter()
                .partition(|place| spoken.iter().any(|turn| turn.contains(&fold(place))));
            let of_people: BTreeSet<&str> = clues
                .heard
                .records
                .iter()
                .filter(|record| record.kind == Kind::WateringHole)
                .map(|record| record.theme.as_str())
                .collect();
            let hint = match of_people.len() {
                0 => String::new(),
                n => format!("; interviews name {}", count(n, "such place")),
            };
            let says = match (persona.watering_holes.len(), unsaid.first()) {
                (0, _) => format!("none is named{hint}"),
                (n, None) => format!(
                    "{} of {} named by somebody asked{hint}",
                    said.len(),
                    count(n, "place")
                ),
                (n, Some(first)) => format!(
                    "{} of {} named by somebody asked; nobody said `{first}`{hint}",
                    said.len(),
                    count(n, "place")
                ),
            };
            let answer = Answer::new(State::of(said.len() >= FEWEST_PLACES), says);
            match of_people.len() >= FEWEST_PLACES {
                true => answer.effort(1).fix(format!(
                    "Write the places that people named under `watering_holes:` in {}",
                    clues.persona_file()
                )),
                false => answer,
            }
        })
    },
};

/// Test: ten words of the persona come from what was said in interviews. Why: their words, not ours. Fix:
/// accept what mining proposes.
pub(super) static VOCABULARY: Item = Item {
    number: 20,
    slug: "vocabulary",
    weight: 4,
    effort: 2,
    gate: false,
    key: false,
    question: "Does the persona speak in words that people used?",
    test: "at least 10 entries under `words: uses:` that people said in interviews",
    why: "copy in their words is read, copy in yours is skipped",
    fix: "Write words and phrases that people use under `words: uses:`, such as those that `doorwise learn personas` lists",
    command: |clues| format!("doorwise learn personas{}", clues.icp_flag()),
    answer: |clues| {
        of_persona(clues, |persona| {
            let spoken = clues.spoken();
            let said = persona
                .uses
                .iter()
                .filter(|word| spoken.iter().any(|turn| turn.contains(&fold(word))))
                .count();
            Answer::new(
                State::of(said >= FEWEST_WORDS),
                format!(
                    "{}, {said} of them said in interviews, {FEWEST_WORDS} needed; {} that this person never uses",
                    count(persona.uses.len(), "word"),
                    count(persona.never.len(), "word")
                ),
            )
        })
    },
};

/// Test: five interviews within twelve months. Why: all above rests on them. Fix: schedule; stop when
/// interviews bring nothing new.
pub(super) static INTERVIEWS: Item = Item {
    number: 23,
    slug: "interviews",
    weight: 4,
    effort: 6,
    gate: false,
    key: false,
    question: "Are there five interviews of the last year?",
    test: "at least 5 interviews in research/ with a date within 365 days of the day spoken of, in the file's name or its first lines",
    why: "pains, goals and words rest on them",
    fix: "Arrange calls until five are there; stop when they bring nothing new",
    command: |_| "doorwise listen research/*".to_owned(),
    answer: |clues| {
        let interviews = &clues.heard.interviews;
        if interviews.is_empty() {
            return Answer::no("There is no interview in research/");
        }
        // A survey is as many talks as it has people.
        let talks = |one: &Interview| match one.format {
            "survey" => one.who.len().max(1),
            _ => 1,
        };
        let all: usize = interviews.iter().map(talks).sum();
        let new: Vec<String> = listen::meters(interviews, &clues.heard.records)
            .iter()
            .map(|meter| meter.n_new_themes.to_string())
            .collect();
        let meter = match new.len() {
            0..=12 => format!("; new matters, talk by talk: {}", new.join(", ")),
            n => format!(
                "; new matters in the last five talks: {}",
                new[n - 5..].join(", ")
            ),
        };
        let Some(today) = clues.as_of else {
            return Answer::unknown(format!(
                "{}, and no day is known to hold them against{meter}",
                count(all, "interview")
            ))
            .effort(1)
            .fix("Write `as_of: YYYY-MM-DD` in doorwise.yaml");
        };
        let (mut recent, mut undated) = (0, 0);
        for interview in interviews {
            match held_on(clues, interview) {
                None => undated += talks(interview),
                Some(day) => {
                    let age = date::day_number(today) - date::day_number(day);
                    recent += if age <= RECENT { talks(interview) } else { 0 };
                }
            }
        }
        let says = format!(
            "{}: {recent} within a year, {undated} without a date{meter}",
            count(all, "interview")
        );
        if recent >= FEWEST_INTERVIEWS {
            Answer::yes(says)
        } else if recent + undated >= FEWEST_INTERVIEWS {
            Answer::unknown(says).effort(1).fix(
                "Write the day of each talk into its file's name, such as research/2026-10-05-acme.txt, or as `Date:` in its first lines",
            ).command("doorwise why clarity.interviews")
        } else {
            Answer::no(says)
        }
    },
};

/// Returns the day of an interview, from its file's name or a date in its first lines.
fn held_on(clues: &Clues<'_>, interview: &Interview) -> Option<Date> {
    let name = interview.file.file_stem()?.to_string_lossy().into_owned();
    let in_text = |text: &str| {
        let text = text.replace('_', "-");
        let is_part = |ch: char| ch.is_ascii_digit() || ch == '-';
        text.split(|ch| !is_part(ch)).find_map(|run| {
            let run = run.trim_matches('-');
            let plain = match run.get(..8) {
                // 20261005, as recorders write it.
                Some(day) if day.bytes().all(|byte| byte.is_ascii_digit()) => {
                    format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
                }
                _ => run.get(..10)?.to_owned(),
            };
            let is_whole = plain.matches('-').count() == 2;
            is_whole.then(|| date::date(&plain, DateOrder::YearFirst).value())?
        })
    };
    in_text(&name).or_else(|| {
        let file = clues
            .workspace
            .research
            .iter()
            .find(|one| one.file == interview.file)?;
        file.text.lines().take(HEAD).find_map(|line| {
            let (label, written) = line.split_once(':')?;
            let label = fold(label.trim_matches(['*', '#', '-', '>', ' ', '"']));
            let is_date =
                ["date", "recorded", "recorded on", "held on", "datum"].contains(&label.as_str());
            let written = written.trim_matches(['*', '"', ',', ' ']);
            is_date.then(|| {
                in_text(written).or_else(|| date::date(written, DateOrder::YearFirst).value())
            })?
        })
    })
}

/// Words in a file's name that say how the deal of that person stands.
const NOT_WON: [&str; 9] = [
    "lost",
    "undecided",
    "churned",
    "churn",
    "nodecision",
    "stalled",
    "rejected",
    "open",
    "cancelled",
];

/// Test: a fifth of those asked lost or are undecided. Why: winners only is a bias. Fix: call lost deals.
pub(super) static LOST: Item = Item {
    number: 24,
    slug: "lost",
    weight: 4,
    effort: 6,
    gate: false,
    key: false,
    question: "Were people asked who did not buy?",
    test: "at least 20 % of the people asked whose deal is known were lost or are undecided; known by the contact of that name, or by a word such as lost or undecided in the file's name",
    why: "whoever asks winners only learns what winners liked",
    fix: "Call the contacts of three lost deals and put the transcripts in research/",
    command: |_| "doorwise who".to_owned(),
    answer: |clues| {
        let speakers = discover::speakers(&clues.heard.interviews, clues.market.contacts());
        if speakers.is_empty() {
            return Answer::no("Nobody was asked");
        }
        let (mut won, mut not_won, mut unknown) = (0, 0, 0);
        let mut named = Vec::new();
        for speaker in &speakers {
            let Asked {
                won: bought,
                lost,
                open,
                ..
            } = discover::asked(std::slice::from_ref(speaker), clues.market.deals());
            let by_name = speaker.files.iter().find(|file| {
                let stem = file
                    .file_stem()
                    .map(|stem| stem.to_string_lossy().to_lowercase())
                    .unwrap_or_default();
                stem.split(|ch: char| !ch.is_alphanumeric())
                    .any(|word| NOT_WON.contains(&word))
            });
            match (bought, lost + open, by_name) {
                (1.., _, _) => won += 1,
                (_, 1.., _) => not_won += 1,
                (_, _, Some(file)) => {
                    not_won += 1;
                    named.push(doorwise_model::diagnostic::slashed(file));
                }
                _ => unknown += 1,
            }
        }
        let known = won + not_won;
        let by_name = match named.is_empty() {
            true => String::new(),
            false => format!(", known by the name of {}", listed(&named)),
        };
        let says = format!(
            "{} lost or undecided{by_name}; the deal of {unknown} is not known",
            of_people(not_won, known)
        );
        // Whatever the unknown turn out to be, the share is at least and at most this.
        let (least, most) = (100 * not_won, 100 * (not_won + unknown));
        let bar = NOT_BOUGHT * speakers.len();
        let answer = if known == 0 {
            Answer::unknown(format!(
                "The deals of {} asked are not known: no contact bears their names",
                people(unknown)
            ))
        } else if least >= bar {
            Answer::yes(says)
        } else if most < bar {
            Answer::no(says)
        } else {
            Answer::unknown(says)
        };
        let answer = match known {
            0..FEWEST_FOR_A_SHARE => answer,
            _ => answer.rate("of those asked lost or undecided", not_won, known),
        };
        match answer.state {
            State::Unknown => answer
                .effort(1)
                .fix("Name the people asked in the table of contacts, with their company")
                .command("doorwise why clarity.lost"),
            _ => answer,
        }
    },
};

/// Returns `1 of 3 asked`; a share only from five people on (`domain.md` 3.7).
fn of_people(hits: usize, n: usize) -> String {
    match n {
        0..FEWEST_FOR_A_SHARE => format!("{hits} of {n} asked"),
        _ => share((hits, n), "asked"),
    }
}

fn people(n: usize) -> String {
    match n {
        1 => "1 person".to_owned(),
        n => format!("{n} people"),
    }
}
