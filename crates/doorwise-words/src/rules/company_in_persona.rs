use std::ops::Range;

use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::industry;

use doorwise_vocab::company_name::COMPANY_NOUNS;

use super::cues::words;
use super::place::{narrow, persona_lines};
use crate::verbs;

declare_rule! {
    /// ## What it does
    /// Finds headcount, funding stage, business model and industry that describe the company
    /// in a persona. Context such as "her founder" or "a small team" stays, and triggers may
    /// name events ("the Series A closed").
    ///
    /// ## Why is this bad?
    /// The same fact then stands in two places and is scored in neither: only the ICP's gates
    /// and points choose companies.
    ///
    /// ## Example
    /// ```persona
    /// pain: works in a 30-person Series A company
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// pain: nobody in her team has time to check leads by hand
    /// ```
    pub(super) static COMPANY_IN_PERSONA = {
        name: "clarity/company-in-persona",
        summary: "a company's facts in a persona",
        level: Level::Error,
        since: "0.1.0",
    }
}

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        let lines = persona_lines(persona);
        let name = super::place::Line {
            text: &persona.name,
            place: &persona.place,
        };
        for line in lines.iter().chain([&name]) {
            let Some(range) = company_words(line.text) else {
                continue;
            };
            let words = &line.text[range];
            found.push(
                COMPANY_IN_PERSONA
                    .at(
                        narrow(workspace, line.place, words),
                        format!("`{words}` describes a company, and a persona describes a person"),
                    )
                    .label("a company's words")
                    .note("only the ICP's gates and points choose companies")
                    .help(format!(
                        "move it to the gates or points of `icps/{}.yaml`",
                        persona.icp
                    )),
            );
        }
    }
    found
}

/// Returns the run that describes a company: "30-person Series A company", "50 employees".
///
/// Size and stage describe the reader's company wherever they stand before its noun. A kind
/// ("B2B", "SaaS", an industry) does so only where the company is the reader's own: "works at a
/// SaaS company"; "pays a SaaS vendor" and "doesn't trust agency reports" are about others.
fn company_words(text: &str) -> Option<Range<usize>> {
    let words = Words::new(text);
    for idx in 0..words.all.len() {
        if words.has_number(idx) && matches!(words.at(idx + 1), "employees" | "staff" | "headcount")
        {
            return Some(words.run(idx, idx + 1));
        }
        let is_kind = words.is_kind(idx) && words.is_own(idx);
        if !is_kind && !words.is_size_or_stage(idx) {
            continue;
        }
        // An attribute counts where the company's noun follows within four words.
        let noun = (idx + 1..idx + 6).find(|&next| words.is_noun(next) && !words.is_modifier(next));
        // The reader works in one company; "tired of SaaS vendors" is about many others.
        let is_one = |noun: &usize| {
            let noun = words.at(*noun);
            !noun.ends_with('s') || matches!(noun, "business" | "saas")
        };
        if let Some(noun) = noun.filter(|noun| words.is_size_or_stage(idx) || is_one(noun)) {
            return Some(words.run(idx, noun));
        }
    }
    None
}

struct Words<'a> {
    text: &'a str,
    all: Vec<(String, Range<usize>)>,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            all: words(text),
        }
    }

    fn at(&self, idx: usize) -> &str {
        self.all.get(idx).map_or("", |(word, _)| word.as_str())
    }

    fn run(&self, first: usize, last: usize) -> Range<usize> {
        self.all[first].1.start..self.all[last].1.end
    }

    fn is_noun(&self, idx: usize) -> bool {
        COMPANY_NOUNS.contains(&self.at(idx)) || self.at(idx) == "saas"
    }

    fn has_number(&self, idx: usize) -> bool {
        self.at(idx).starts_with(|ch: char| ch.is_ascii_digit())
    }

    /// Returns whether the company's noun only says of what kind the next noun is: "agency reports".
    fn is_modifier(&self, idx: usize) -> bool {
        let (Some((_, here)), Some((next, behind))) = (self.all.get(idx), self.all.get(idx + 1))
        else {
            return false;
        };
        let is_adjacent = self.text[here.end..behind.start]
            .chars()
            .all(char::is_whitespace);
        let goes_on = matches!(
            next.as_str(),
            "at" | "in"
                | "of"
                | "on"
                | "with"
                | "without"
                | "from"
                | "for"
                | "by"
                | "to"
                | "near"
                | "based"
                | "and"
                | "or"
                | "but"
                | "that"
                | "which"
                | "who"
                | "where"
                | "whose"
                | "when"
                | "after"
                | "before"
                | "as"
                | "is"
                | "are"
                | "has"
                | "have"
                | "was"
                | "selling"
                | "making"
                | "serving"
        );
        let is_verb = verbs::by_third_person(next).is_some_and(|verb| !verb.is_noun_too);
        is_adjacent && !goes_on && !is_verb && !self.is_noun(idx + 1)
    }

    fn is_size_or_stage(&self, idx: usize) -> bool {
        let here = self.at(idx);
        (self.has_number(idx)
            && (here.ends_with("-person")
                || here.ends_with("-people")
                || here.ends_with("-employee")))
            || matches!(
                here,
                "seed-stage"
                    | "series-a"
                    | "series-b"
                    | "bootstrapped"
                    | "vc-backed"
                    | "vc-funded"
                    | "mid-sized"
                    | "midsize"
            )
            || matches!(
                (here, self.at(idx + 1)),
                ("series", "a" | "b" | "c" | "d") | ("seed", "stage")
            )
    }

    fn is_kind(&self, idx: usize) -> bool {
        let here = self.at(idx);
        let is_industry = self.is_noun(idx + 1)
            && !matches!(here, "family" | "software")
            && !is_filler(here)
            && industry::find(here).is_some();
        matches!(here, "b2b" | "b2c" | "d2c" | "saas") || is_industry
    }

    /// Returns whether the words before say that the company is the reader's own; a text that
    /// opens with the description says nothing else.
    fn is_own(&self, idx: usize) -> bool {
        let before = (0..idx).rev().find(|&at| {
            !matches!(
                self.at(at),
                "a" | "an"
                    | "the"
                    | "small"
                    | "large"
                    | "young"
                    | "growing"
                    | "big"
                    | "early-stage"
            ) && !self.is_kind(at)
                && !self.is_size_or_stage(at)
        });
        let Some(before) = before else {
            return true;
        };
        matches!(
            self.at(before),
            "at" | "in"
                | "of"
                | "within"
                | "inside"
                | "is"
                | "runs"
                | "owns"
                | "heads"
                | "founded"
                | "our"
                | "her"
                | "his"
                | "their"
                | "my"
        ) || (self.at(before) == "for"
            && before > 0
            && matches!(self.at(before - 1), "works" | "work" | "working"))
    }
}

fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "our" | "your" | "the" | "a" | "an" | "her" | "his" | "their" | "saas"
    )
}
