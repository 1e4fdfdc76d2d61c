//! `doorwise rule`

use crate::shell::{Fault, Shell, Status};

/// Explain a rule that `check` runs, or list them all
#[derive(Debug, clap::Args)]
pub(crate) struct RuleArgs {
    /// Name of the rule, such as clarity/person-in-icp
    name: Option<String>,
}

pub(crate) fn run(args: &RuleArgs, shell: &mut Shell) -> Result<Status, Fault> {
    match &args.name {
        None => {
            let width = doorwise_words::rules::RULES
                .iter()
                .map(|rule| rule.name.len())
                .max()
                .unwrap_or_default();
            for rule in doorwise_words::rules::RULES {
                shell.print(&format!("{:<width$}  {}\n", rule.name, rule.summary))?;
            }
        }
        Some(name) => {
            let rule = doorwise_words::rules::rule(name).ok_or_else(|| {
                let known = doorwise_words::rules::RULES.iter().map(|rule| rule.name);
                let help = match doorwise_vocab::text::nearest(name, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`doorwise rule` lists them all".to_owned(),
                };
                Fault::asked(format!("there is no rule `{name}`"), help)
            })?;
            shell.print(&format!("# {}\n\n{}\n", rule.name, rule.docs.trim()))?;
        }
    }
    Ok(Status::Clean)
}
