use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::title;

use super::cues::{first_phrase, names_company, words};
use super::place::{icp_lines, narrow};

declare_rule! {
    /// ## What it does
    /// Finds a person's feelings, wishes and pronouns in an ICP, and a job title that is the
    /// subject of one. A role may be named in an observable fact ("the founder reviews
    /// pipeline every week").
    ///
    /// ## Why is this bad?
    /// The ICP says which companies to target, the persona what to say to a person in one.
    /// A feeling cannot be seen from outside, so no list can be built from it.
    ///
    /// ## Example
    /// ```icp
    /// note: Head of Marketing is tired of low-quality leads
    /// ```
    ///
    /// Use instead:
    /// ```icp
    /// note: The founder reviews pipeline every week and deal source is often empty in the CRM.
    /// ```
    pub(super) static PERSON_IN_ICP = {
        name: "clarity/person-in-icp",
        summary: "a person's words in an ICP",
        level: Level::Error,
        since: "0.1.0",
    }
}

const FEELINGS: [&str; 33] = [
    "tired of",
    "sick of",
    "fed up",
    "frustrated",
    "worried",
    "worries about",
    "worry about",
    "stressed",
    "overwhelmed",
    "annoyed",
    "hates",
    "hate",
    "fears",
    "is afraid",
    "are afraid",
    "struggles to prove",
    "struggle to prove",
    "struggles to show",
    "dreams of",
    "hopes to",
    "feels",
    "anxious",
    "ashamed",
    "proud",
    "ambitious",
    "her boss",
    "his boss",
    "her founder",
    "his founder",
    "her team",
    "his team",
    "her career",
    "wants a promotion",
];
const WISHES: [&str; 8] = [
    "wants to",
    "want to",
    "wants",
    "needs to prove",
    "needs to show",
    "has to prove",
    "must prove",
    "on the hook for",
];
const PRONOUNS: [&str; 6] = ["she", "he", "her", "his", "him", "herself"];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for icp in &workspace.icps {
        for line in icp_lines(icp) {
            let text = line.text;
            let feeling = first_phrase(text, &FEELINGS)
                // "companies that want to expand" is a company's plan.
                .or_else(|| first_phrase(text, &WISHES).filter(|_| !names_company(text)))
                .or_else(|| first_phrase(text, &PRONOUNS))
                .or_else(|| whole_title(text));
            let Some(range) = feeling else { continue };
            let words = &text[range];
            let says = text.trim().trim_end_matches('.');
            found.push(
                PERSON_IN_ICP
                    .at(
                        narrow(workspace, line.place, words),
                        format!("`{words}` is about a person, and an ICP is about companies"),
                    )
                    .label("a person's words")
                    .note("the ICP says who to target, the persona what to say")
                    .help(format!(
                        "move it to a persona of `{}`, as a goal or a pain: `- says: {}`",
                        icp.id,
                        without_title(says)
                    )),
            );
        }
    }
    found
}

/// A sentence that is nothing but a title: "Head of Marketing", "CMOs".
fn whole_title(text: &str) -> Option<std::ops::Range<usize>> {
    (words(text).len() <= 5 && title::is_title(text.trim().trim_end_matches('.')))
        .then_some(0..text.trim_end().len())
}

/// "Head of Marketing is tired of junk" is, in a persona, "tired of junk".
fn without_title(says: &str) -> &str {
    let Some((range, _)) = title::find_in(says).filter(|(range, _)| range.start <= 4) else {
        return says;
    };
    let rest = says[range.end..].trim_start_matches([' ', ',']);
    let rest = ["who ", "is ", "are "]
        .iter()
        .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    if rest.is_empty() { says } else { rest }
}
