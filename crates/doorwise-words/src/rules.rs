//! Confusion lints: where a company and a person are mixed up, and copy that speaks to nobody it should.
//!
//! One fault, one file. The doc comment of a rule is its page; the first example in it
//! raises the rule and the second does not, and the tests read both from there.

use std::path::PathBuf;

use doorwise_model::copy::Copy;
use doorwise_model::diagnostic::{self, Diagnostic, Level};
use doorwise_model::workspace::Workspace;
use rayon::prelude::*;

use crate::fit::Said;
use context::{CopyContext, Outcome};

/// Stores a rule's page and its check; no more than a struct with the doc comment kept as text.
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])*
        $visible:vis static $NAME:ident = {
            name: $name:literal,
            summary: $summary:literal,
            level: $level:expr,
            since: $since:literal,
            $(reads: $reads:ident,)?
            $(languages: $languages:ident,)?
        }
    ) => {
        $(#[doc = $doc])*
        $visible static $NAME: crate::rules::Rule = crate::rules::Rule {
            name: $name,
            summary: $summary,
            level: $level,
            since: $since,
            docs: concat!($($doc, "\n"),*),
            file: file!(),
            line: line!(),
            check: declare_rule!(@check $($reads)?),
            languages: declare_rule!(@languages $($languages)?),
        };
    };
    (@languages $languages:ident) => { crate::rules::Languages::$languages };
    (@languages) => { crate::rules::Languages::Any };
    (@check interviews) => { crate::rules::Check::Interviews };
    (@check copy) => { crate::rules::Check::Copy(check) };
    (@check) => { crate::rules::Check::Workspace(check) };
}

mod asks;
mod champion_without_power;
mod claim_no_proof;
mod company_in_persona;
mod company_talk;
mod consent_de;
mod context;
mod contradiction;
mod cues;
mod demographic_padding;
mod du_and_sie;
mod economic_buyer_only;
mod false_urgency;
mod feature_dump;
mod features_over_outcomes;
mod german;
mod goal_without_metric;
mod hard_to_read;
mod heavy_cta;
mod icp_is_title;
mod interviewer_words;
pub(crate) mod jargon;
mod links_and_images;
mod metric_is_vanity;
mod multi_cta;
mod no_cta;
mod no_identity;
mod no_optout;
mod no_pain;
mod not_their_words;
mod objection_ignored;
mod objection_is_pain;
mod outcome_is_feature;
mod pain_is_company;
mod pain_is_feature;
mod person_in_icp;
mod persona_is_company;
mod persona_is_everyone;
mod place;
mod placeholder;
mod quote_without_speaker;
mod role_guess;
mod self_intro_opener;
mod sensitive;
mod shouting;
mod single_voice;
mod stale;
mod subject_bad;
#[cfg(test)]
mod tests;
mod too_long;
mod too_many_questions;
mod trigger_is_attribute;
mod we_we;
mod wrong_addressee;

/// One rule: its page and its check.
#[derive(Debug)]
pub struct Rule {
    /// Stable name, never reused.
    pub name: &'static str,
    /// The fault in a few words.
    pub summary: &'static str,
    /// How much it matters.
    pub level: Level,
    /// First version with this rule.
    pub since: &'static str,
    /// The page, as Markdown.
    pub docs: &'static str,
    /// Source file of the rule.
    pub file: &'static str,
    /// Line in the source file.
    pub line: u32,
    check: Check,
    languages: Languages,
}

/// Languages of the copy that a rule runs on; it is not run on others, so its page cannot say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Languages {
    /// Counts, marks and places, in whatever language they stand.
    Any,
    English,
    EnglishAndGerman,
    /// What other languages do not have: nothing of them is left unread.
    German,
}

/// What a rule reads.
#[derive(Clone, Copy, Debug)]
enum Check {
    /// ICPs and personas.
    Workspace(fn(&Workspace) -> Vec<Diagnostic>),
    /// Interviews, which this room cannot read: `doorwise_people::evidence` runs it.
    Interviews,
    /// Each piece of copy.
    Copy(fn(&CopyContext<'_>) -> Outcome),
}

/// A rule that could not run on a piece of copy, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRun {
    /// File of the piece.
    pub file: PathBuf,
    /// Name of the rule.
    pub name: &'static str,
    /// What it lacks.
    pub why: &'static str,
}

/// What the rules say, and which of them did not run.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What is wrong, ordered by place.
    pub found: Vec<Diagnostic>,
    /// Rules of copy that lacked what they read, by piece and in the order of [`RULES`].
    pub not_run: Vec<NotRun>,
}

/// Every rule, the most telling first.
pub static RULES: &[&Rule] = &[
    &person_in_icp::PERSON_IN_ICP,
    &company_in_persona::COMPANY_IN_PERSONA,
    &icp_is_title::ICP_IS_TITLE,
    &persona_is_company::PERSONA_IS_COMPANY,
    &persona_is_everyone::PERSONA_IS_EVERYONE,
    &wrong_addressee::WRONG_ADDRESSEE,
    &sensitive::SENSITIVE,
    &demographic_padding::DEMOGRAPHIC_PADDING,
    &pain_is_feature::PAIN_IS_FEATURE,
    &pain_is_company::PAIN_IS_COMPANY,
    &objection_is_pain::OBJECTION_IS_PAIN,
    &outcome_is_feature::OUTCOME_IS_FEATURE,
    &metric_is_vanity::METRIC_IS_VANITY,
    &goal_without_metric::GOAL_WITHOUT_METRIC,
    &trigger_is_attribute::TRIGGER_IS_ATTRIBUTE,
    &quote_without_speaker::QUOTE_WITHOUT_SPEAKER,
    &single_voice::SINGLE_VOICE,
    &interviewer_words::INTERVIEWER_WORDS,
    &role_guess::ROLE_GUESS,
    &economic_buyer_only::ECONOMIC_BUYER_ONLY,
    &champion_without_power::CHAMPION_WITHOUT_POWER,
    &contradiction::CONTRADICTION,
    &stale::STALE,
    &no_pain::NO_PAIN,
    &objection_ignored::OBJECTION_IGNORED,
    &not_their_words::NOT_THEIR_WORDS,
    &company_talk::COMPANY_TALK,
    &we_we::WE_WE,
    &self_intro_opener::SELF_INTRO_OPENER,
    &jargon::JARGON,
    &feature_dump::FEATURE_DUMP,
    &features_over_outcomes::FEATURES_OVER_OUTCOMES,
    &claim_no_proof::CLAIM_NO_PROOF,
    &false_urgency::FALSE_URGENCY,
    &no_cta::NO_CTA,
    &multi_cta::MULTI_CTA,
    &heavy_cta::HEAVY_CTA,
    &too_many_questions::TOO_MANY_QUESTIONS,
    &too_long::TOO_LONG,
    &hard_to_read::HARD_TO_READ,
    &shouting::SHOUTING,
    &subject_bad::SUBJECT_BAD,
    &placeholder::PLACEHOLDER,
    &links_and_images::LINKS_AND_IMAGES,
    &du_and_sie::DU_AND_SIE,
    &no_identity::NO_IDENTITY,
    &no_optout::NO_OPTOUT,
    &consent_de::CONSENT_DE,
];

/// Every number that a rule reads, by rule.
pub(crate) static LIMITS_OF_RULES: &[&crate::limits::Limit] = &[
    &feature_dump::THINGS,
    &features_over_outcomes::RATIO,
    &hard_to_read::GRADE,
    &hard_to_read::SENTENCE_WORDS,
    &jargon::HITS,
    &links_and_images::LINKS,
    &not_their_words::PER_HUNDRED,
    &subject_bad::CHARACTERS,
    &too_long::AD_WORDS,
    &too_long::CALL_WORDS,
    &too_long::FOLLOW_UP_WORDS,
    &too_long::HERO_WORDS,
    &too_long::INMAIL_CHARACTERS,
    &too_long::NOTE_CHARACTERS,
    &too_long::WORDS,
    &too_many_questions::NOTE_QUESTIONS,
    &too_many_questions::QUESTIONS,
    &we_we::OURS,
];

/// Returns the rule with this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// Runs every rule over the workspace; messages come ordered by place.
pub fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    check_all(workspace).found
}

/// Runs every rule over the workspace and tells which rules of copy could not run, and why.
pub fn check_all(workspace: &Workspace) -> Checked {
    let mut checked = Checked::default();
    for rule in RULES {
        if let Check::Workspace(check) = rule.check {
            checked.found.extend(check(workspace));
        }
    }
    let said = Said::of(&workspace.personas);
    // Each piece by itself, on every core; gathered in the order of the pieces, so that bytes stay the same.
    let of_copies: Vec<Checked> = workspace
        .copies
        .par_iter()
        .map(|copy| check_beside(workspace, copy, &said))
        .collect();
    for mut of_copy in of_copies {
        checked.found.append(&mut of_copy.found);
        checked.not_run.append(&mut of_copy.not_run);
    }
    diagnostic::sort(&mut checked.found);
    checked
}

/// Runs every rule of copy over one piece, which need not be one of the workspace's.
pub(crate) fn check_copy(workspace: &Workspace, copy: &Copy) -> Checked {
    check_beside(workspace, copy, &Said::default())
}

fn check_beside(workspace: &Workspace, copy: &Copy, said: &Said<'_>) -> Checked {
    let mut checked = Checked::default();
    let context = CopyContext::new(workspace, copy, said);
    for rule in RULES {
        let Check::Copy(check) = rule.check else {
            continue;
        };
        let outcome = match rule.languages {
            Languages::Any => check(&context),
            Languages::English => context.english().and_then(|()| check(&context)),
            Languages::German if context.is_german() => check(&context),
            Languages::German => Ok(Vec::new()),
            Languages::EnglishAndGerman => context.language().and_then(|_| check(&context)),
        };
        match outcome {
            Ok(found) => checked.found.extend(found),
            Err(context::NotRun(why)) => checked.not_run.push(NotRun {
                file: copy.file.clone(),
                name: rule.name,
                why,
            }),
        }
    }
    checked
}

impl Rule {
    /// Returns whether it looks at each piece of copy.
    pub fn is_of_copy(&self) -> bool {
        matches!(self.check, Check::Copy(_))
    }

    /// Returns the languages of copy that it runs on; nothing for a rule over ICPs, personas and interviews.
    pub fn languages(&self) -> Option<&'static str> {
        match self.languages {
            _ if !self.is_of_copy() => None,
            Languages::Any => Some("any language"),
            Languages::English => Some("English"),
            Languages::EnglishAndGerman => Some("English and German"),
            Languages::German => Some("German"),
        }
    }

    fn at(&self, place: doorwise_model::Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.name, self.level, place, message)
    }
}
