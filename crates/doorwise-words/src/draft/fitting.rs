//! Drafts held against the limits of their channel and against our own rules.

use std::path::PathBuf;

use doorwise_model::copy::{Copy, language};
use doorwise_model::diagnostic::Level;
use doorwise_model::workspace::Workspace;

use super::{Brief, Channel, Draft, Part, Source};
use crate::rules;

/// Returns the first draft in which nothing is found, else the first that can be mended by leaving
/// sentences out, else the last resort; else what is found in the first.
pub(super) fn first_that_passes(
    brief: &Brief<'_>,
    drafts: Vec<Draft>,
    last_resort: Option<Draft>,
) -> Result<Draft, String> {
    let judge = Judge::new(brief);
    let whole = drafts.iter().find(|draft| judge.found(draft).is_none());
    if let Some(draft) = whole {
        return Ok(draft.clone());
    }
    let mut why = None;
    for draft in drafts.into_iter().chain(last_resort) {
        match judge.mended(draft) {
            Ok(draft) => return Ok(draft),
            Err(found) => {
                why.get_or_insert(found);
            }
        }
    }
    Err(why.unwrap_or_else(|| "nothing is known that it could say".to_owned()))
}

/// Returns what our own rules or the limits of its channel find in a draft.
pub(crate) fn fault(brief: &Brief<'_>, draft: &Draft) -> Option<String> {
    Judge::new(brief).found(draft)
}

/// The rules, over a workspace of one persona.
struct Judge {
    workspace: Workspace,
}

impl Judge {
    fn new(brief: &Brief<'_>) -> Self {
        let workspace = Workspace {
            icps: vec![brief.icp.clone()],
            personas: vec![brief.persona.clone()],
            offer: brief.offer.clone(),
            proofs: brief.proofs.to_vec(),
            name: brief.offer.product.clone().unwrap_or_default(),
            ..Workspace::default()
        };
        Self { workspace }
    }

    /// Leaves out what can be missed until nothing is found.
    ///
    /// A proof of something that is no longer named says nothing: then there is no draft.
    fn mended(&self, mut draft: Draft) -> Result<Draft, String> {
        let names = |draft: &Draft| has(draft, |source| matches!(source, Source::Offer(_)));
        let proves = |draft: &Draft| has(draft, |source| matches!(source, Source::Proof { .. }));
        let named = names(&draft);
        let mut first = None;
        loop {
            let Some(found) = self.found(&draft) else {
                return match named && !names(&draft) && proves(&draft) {
                    true => Err(first.unwrap_or_default()),
                    false => Ok(draft),
                };
            };
            first.get_or_insert_with(|| found.clone());
            let mut spares: Vec<(u8, usize)> = draft
                .sentences
                .iter()
                .enumerate()
                .filter(|(_, sentence)| sentence.spare > 0)
                .map(|(idx, sentence)| (sentence.spare, idx))
                .collect();
            spares.sort_unstable_by(|a, b| b.cmp(a));
            let without = |idx: usize| {
                let mut less = draft.clone();
                less.sentences.remove(idx);
                less
            };
            // One sentence less may be enough; the sparest first.
            let enough = spares.iter().map(|(_, idx)| *idx).find(|idx| {
                let less = without(*idx);
                let orphans = named && !names(&less) && proves(&less);
                !orphans && self.found(&less).is_none()
            });
            let Some(idx) = enough.or_else(|| spares.first().map(|(_, idx)| *idx)) else {
                // What cannot be mended is the reason, not what leaving out has mended.
                return Err(found);
            };
            let gone = draft.sentences.remove(idx);
            // What is missed for want of room alone is no gap; a fault in what the files say is one.
            if found.contains("copy/")
                && !found.contains("copy/too-long")
                && is_of_files(&gone.source)
            {
                draft
                    .gaps
                    .push(format!("left out, \"{}\": {found}", gone.text));
            }
        }
    }

    /// Returns what is wrong with a draft.
    fn found(&self, draft: &Draft) -> Option<String> {
        over_limit(draft).or_else(|| self.by_rules(draft))
    }

    fn by_rules(&self, draft: &Draft) -> Option<String> {
        let persona = &self.workspace.personas[0];
        let copy = as_copy(draft, &persona.id);
        rules::check_copy(&self.workspace, &copy)
            .found
            .into_iter()
            .find(|found| found.level <= Level::Warning)
            .map(|found| format!("{} ({})", found.message, found.name))
    }
}

fn has(draft: &Draft, is_it: impl Fn(&Source) -> bool) -> bool {
    draft
        .sentences
        .iter()
        .any(|sentence| is_it(&sentence.source))
}

/// Returns a draft as a piece of copy, as `check` would read it.
pub(crate) fn as_copy(draft: &Draft, persona: &str) -> Copy {
    let body = draft.text();
    Copy {
        file: PathBuf::from("draft.md"),
        persona: persona.to_owned(),
        channel: Some(draft.channel.as_str().to_owned()),
        awareness: Some(draft.stage.as_str().to_owned()),
        // The subject of an answer is the doubt, which nobody sends.
        subject: draft
            .subject
            .clone()
            .filter(|_| draft.channel != Channel::ObjectionAnswer),
        language: language::of_copy(&body).to_owned(),
        body,
        body_line: 1,
        ..Copy::default()
    }
}

/// Returns whether a sentence says what a file says, so that the file can be mended.
fn is_of_files(source: &Source) -> bool {
    !matches!(
        source,
        Source::Law | Source::Greeting | Source::Signature(_)
    )
}

/// Returns which limit of its channel a draft goes over (`domain.md` 4.3).
fn over_limit(draft: &Draft) -> Option<String> {
    let n_words = draft.n_words();
    let words = |most: usize| {
        (n_words > most).then(|| format!("{n_words} words, and {most} are the limit"))
    };
    let n_chars: usize = draft.text().chars().count();
    let chars = |most: usize| {
        (n_chars > most).then(|| format!("{n_chars} characters, and {most} are the limit"))
    };
    match draft.channel {
        Channel::ColdEmail => words(125),
        Channel::FollowUp(_) | Channel::ObjectionAnswer => words(90),
        Channel::LinkedinNote => chars(200),
        Channel::Inmail => chars(399),
        Channel::LandingHero => {
            let below: usize = draft
                .sentences
                .iter()
                .filter(|sentence| !sentence.text.starts_with(['#', '[']))
                .map(|sentence| sentence.text.split_whitespace().count())
                .sum();
            (below > 45).then(|| format!("{below} words below the headline, and 45 are the limit"))
        }
        // Cut to length where they are made.
        Channel::LinkedinAd | Channel::GoogleAd => None,
        Channel::CallOpener => {
            let said = draft.text().split_whitespace().count();
            (said > 90).then(|| format!("{said} words, and 90 are said in half a minute"))
        }
    }
}

/// Names in the gaps that goal or pain is a guess.
pub(super) fn name_assumptions(draft: &mut Draft) {
    let is_guess = draft.sentences.iter().any(|sentence| {
        matches!(
            &sentence.source,
            Source::Persona {
                part: Part::Goal | Part::Pain,
                ..
            }
        ) && sentence.source.is_assumption()
    });
    if is_guess {
        draft
            .gaps
            .push("goal or pain is an assumption: no interview says it yet".to_owned());
    }
}
