//! `doorwise rule`

use doorwise_words::limits;
use doorwise_words::rules::{RULES, Rule};
use serde::Serialize;

use super::OutputFormat;
use crate::shell::{Fault, Shell, Status};

/// Explain a rule that `check` runs, or list them all
#[derive(Debug, clap::Args)]
pub(crate) struct RuleArgs {
    /// Name of the rule, such as clarity/person-in-icp
    name: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// One rule for programs.
#[derive(Serialize)]
struct RuleView {
    name: &'static str,
    summary: &'static str,
    level: &'static str,
    since: &'static str,
    docs: &'static str,
    /// Languages of copy that it runs on; null for rules over ICPs and personas.
    languages: Option<&'static str>,
    /// Numbers that a workspace may set.
    limits: Vec<LimitView>,
}

/// A number that a workspace may set.
#[derive(Serialize)]
struct LimitView {
    name: &'static str,
    says: &'static str,
    otherwise: f64,
    least: f64,
    most: f64,
}

impl RuleView {
    fn new(rule: &Rule) -> Self {
        Self {
            name: rule.name,
            summary: rule.summary,
            level: rule.level.as_str(),
            since: rule.since,
            docs: rule.docs,
            languages: rule.languages(),
            limits: limits::of_rule(rule.name)
                .map(|limit| LimitView {
                    name: limit.name,
                    says: limit.says,
                    otherwise: limit.otherwise,
                    least: limit.range.0,
                    most: limit.range.1,
                })
                .collect(),
        }
    }
}

/// Returns the numbers that a workspace may set, as a part of the rule's page; nothing where there are none.
fn limits_of(rule: &Rule) -> String {
    let mut page = String::new();
    for limit in limits::of_rule(rule.name) {
        if page.is_empty() {
            page.push_str(&format!(
                "\n## Limits\n Set in doorwise.yaml under `checks: rules: {}:`\n",
                rule.name
            ));
        }
        let (least, most) = limit.range;
        page.push_str(&format!(
            " - `{}: {}`: {} ({least} to {most})\n",
            limit.name, limit.otherwise, limit.says
        ));
    }
    page
}

/// Returns the languages that the rule runs on, as a part of its page; nothing for rules that read no copy.
fn languages_of(rule: &Rule) -> String {
    rule.languages().map_or(String::new(), |languages| {
        format!("\n## Languages\n Runs on copy in {languages}.\n")
    })
}

pub(crate) fn run(args: &RuleArgs, shell: &mut Shell) -> Result<Status, Fault> {
    match &args.name {
        None if args.format == OutputFormat::Json => {
            let rules: Vec<RuleView> = RULES.iter().map(|rule| RuleView::new(rule)).collect();
            shell.print_json(&rules)?;
        }
        None => {
            let width = RULES
                .iter()
                .map(|rule| rule.name.len())
                .max()
                .unwrap_or_default();
            for rule in RULES {
                shell.print(&format!("{:<width$}  {}\n", rule.name, rule.summary))?;
            }
        }
        Some(name) => {
            let rule = doorwise_words::rules::rule(name).ok_or_else(|| {
                let known = RULES.iter().map(|rule| rule.name);
                let help = match doorwise_vocab::text::nearest(name, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`doorwise rule` lists them all".to_owned(),
                };
                Fault::asked(format!("there is no rule `{name}`"), help)
            })?;
            match args.format {
                OutputFormat::Json => shell.print_json(&RuleView::new(rule))?,
                OutputFormat::Text => {
                    let mut page = format!("# {}\n\n{}\n", rule.name, rule.docs.trim());
                    page.push_str(&languages_of(rule));
                    page.push_str(&limits_of(rule));
                    shell.print(&page)?;
                }
            }
        }
    }
    Ok(Status::Clean)
}
