use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Language, Outcome};
use super::german;
use std::ops::Range;

use super::context::SentBy;
use crate::text::{Kind, Sentence};

declare_rule! {
    /// ## What it does
    /// Reads the first two sentences behind the greeting: "hope this finds you well", "my name is", "I am
    /// X at Y", "we are a". A caller may say who calls; "my name is" and "how are you doing" open no call.
    ///
    /// ## Why is this bad?
    /// The first line is all that a phone shows. It was spent on somebody the reader does not know.
    ///
    /// ## Example
    /// ```copy
    /// Hi Meera, my name is Arjun and I am a Business Development Executive at Pipemark. Want a look?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Hi Meera, half of your deals have no source. Want a look?
    /// ```
    pub(super) static SELF_INTRO_OPENER = {
        name: "copy/self-intro-opener",
        summary: "opens with the sender",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: EnglishAndGerman,
    }
}

/// Openings of a text about its sender, or about nothing.
const OPENERS: [&str; 87] = [
    "hope this finds you",
    "hope this email",
    "hope this mail",
    "hope this message",
    "hope this note",
    "hope you are doing",
    "hope you're doing",
    "hope you are well",
    "hope you're well",
    "hope all is well",
    "hope your week",
    "hope you had",
    "trust this finds you",
    "trust you are",
    "my name is",
    "let me introduce",
    "allow me to introduce",
    "introduce myself",
    "introduce our",
    "introduce my",
    "i am reaching out",
    "i'm reaching out",
    "just reaching out",
    "reaching out to you",
    "wanted to reach out",
    "to reach out",
    "i am writing to",
    "i'm writing to",
    "i am contacting you",
    "greetings from",
    "warm greetings",
    "i would like to introduce",
    "i'd like to introduce",
    "we are a",
    "we're a",
    "we are an",
    "we're an",
    "i represent",
    "hope you are keeping well",
    "hope you are having",
    "hope you don't mind",
    "hope your day",
    "hope everything is",
    "trust this mail",
    "trust you're",
    "compliments of the",
    "season's greetings",
    "happy monday",
    "happy friday",
    "by way of introduction",
    "brief introduction",
    "short introduction",
    "please allow me",
    "we would like to introduce",
    "on behalf of",
    "we are writing",
    "we are reaching out",
    "we're reaching out",
    "i work for",
    "i work at",
    "i work with",
    "i lead sales at",
    "i am part of",
    "i'm part of",
    "i head",
    "i came across your",
    "i recently came across",
    "i stumbled upon",
    "our company is",
    "our company has",
    "our firm",
    "we are the",
    "we're the",
    "we were founded",
    "founded in",
    "let us introduce",
    "allow us to introduce",
    "i thought i would introduce",
    "i wanted to introduce",
    "i am excited to",
    "i'm excited to",
    "we are excited to",
    "we're excited to",
    "we are proud to",
    "we're proud to",
    "we are pleased to",
    "i am pleased to",
];

fn check(cx: &CopyContext<'_>) -> Outcome {
    let is_german = cx.language()? == Language::German;
    let is_call = cx
        .channel()
        .is_ok_and(|channel| channel == SentBy::CallOpener);
    if cx
        .channel()
        .is_ok_and(|channel| matches!(channel, SentBy::LandingHero | SentBy::Ad))
    {
        return Ok(Vec::new());
    }
    for (idx, sentence) in cx
        .text
        .body()
        .filter(|sentence| sentence.kind == Kind::Prose)
        .take(2)
        .enumerate()
    {
        let openers: &[&str] = if is_german {
            &german::OPENERS
        } else {
            &OPENERS
        };
        let mut hit = openers
            .iter()
            .find_map(|phrase| cx.text.find(sentence.words.clone(), phrase));
        if is_call && !is_german {
            hit = [
                "my name is",
                "how are you doing",
                "how are you today",
                "how are you keeping",
                "how is your day",
                "how's your day",
                "hope you are well",
                "hope you are doing",
            ]
            .iter()
            .find_map(|phrase| cx.text.find(sentence.words.clone(), phrase));
        }
        // "I am Tom, co-founder of Quotewatch", "I'm the founder at": only where it opens.
        let hit = hit.or_else(|| {
            (idx == 0 && !is_call && !is_german)
                .then(|| presents_itself(cx, sentence))
                .flatten()
        });
        if let Some(range) = hit {
            return Ok(vec![
                SELF_INTRO_OPENER
                    .at(cx.at(&range), "the copy opens with the sender")
                    .label("not about the reader")
                    .help("open with what this reader lives through; say who you are at the end"),
            ]);
        }
    }
    Ok(Vec::new())
}

fn presents_itself(cx: &CopyContext<'_>, sentence: &Sentence) -> Option<Range<usize>> {
    let words = cx.text.words_of(sentence);
    let at = words.windows(2).position(|pair| {
        (pair[0].folded == "i" && pair[1].folded == "am")
            || pair[0].folded == "i'm"
            || (pair[0].folded == "this" && pair[1].folded == "is")
    })?;
    let behind = &words[at + 1..];
    let end = behind
        .iter()
        .take(10)
        .position(|word| matches!(word.folded.as_str(), "at" | "from" | "of"))?;
    let names = behind[..end]
        .iter()
        .chain(behind.get(end + 1))
        .filter(|word| word.capital)
        .count();
    (at <= 4 && names >= 2).then(|| words[at].range.start..behind[end].range.end)
}
