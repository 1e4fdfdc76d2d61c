//! Confusion lints: where a company and a person are mixed up, and copy that speaks to nobody it should.
//!
//! One fault, one file. The doc comment of a rule is its page; the first example in it
//! raises the rule and the second does not, and the tests read both from there.

use doorwise_model::diagnostic::{self, Diagnostic, Level};
use doorwise_model::workspace::Workspace;

/// Stores a rule's page and its check; no more than a struct with the doc comment kept as text.
macro_rules! declare_rule {
    (
        $(#[doc = $doc:literal])*
        $visible:vis static $NAME:ident = {
            name: $name:literal,
            summary: $summary:literal,
            level: $level:expr,
            since: $since:literal,
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
            check,
        };
    };
}

mod company_in_persona;
mod cues;
mod demographic_padding;
mod icp_is_title;
mod pain_is_company;
mod pain_is_feature;
mod person_in_icp;
mod persona_is_company;
mod persona_is_everyone;
mod place;
mod placeholder;
mod sensitive;
#[cfg(test)]
mod tests;
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
    check: fn(&Workspace) -> Vec<Diagnostic>,
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
    &placeholder::PLACEHOLDER,
];

/// Returns the rule with this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// Runs every rule over the workspace; messages come ordered by place.
pub fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = RULES
        .iter()
        .flat_map(|rule| (rule.check)(workspace))
        .collect();
    diagnostic::sort(&mut found);
    found
}

impl Rule {
    fn at(&self, place: doorwise_model::Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.name, self.level, place, message)
    }
}
