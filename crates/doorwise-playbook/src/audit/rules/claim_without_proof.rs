//! G5: claims in the copy that no listed proof stands behind.

use std::collections::BTreeSet;

use doorwise_people::listen;
use doorwise_words::draft::makes_claim;

use crate::audit::compare::share;
use crate::audit::ground::Ground;
use crate::audit::rule::{Counted, Finding, Look, Need, Rule, Slot};

/// Fewest claims.
const FEWEST: usize = 4;
/// Share with a proof below which the rule speaks.
const FROM: f64 = 0.5;

pub(super) static RULE: Rule = Rule {
    id: "G5",
    slot: Slot::PositioningGap,
    name: "claim without proof",
    why: "A number nobody can check makes the true ones doubtful too.",
    needs: &[Need::Copies],
    statistic: "sentences of the copy with a number, a result or praise; those that share two content words or a number with a listed proof; all files are counted",
    threshold: "less than half of at least 4 such sentences",
    source: "Doorwise's law 10: nothing is claimed without proof",
    otherwise: "the proof may exist and not be listed under proof/",
    disproof: "each sentence below has a customer who says so in writing",
    next: "write the proof of the first sentence below into proof/, or take the sentence out",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let proofs: Vec<BTreeSet<String>> = ground
        .workspace
        .proofs
        .iter()
        .map(|proof| marks(&proof.claim))
        .collect();
    let (mut n, mut bare, mut cases) = (0, Vec::new(), Vec::new());
    for copy in &ground.workspace.copies {
        for sentence in copy
            .body
            .split_inclusive(['.', '!', '?', '\n'])
            .map(str::trim)
        {
            // What is asked claims nothing, and an address is none.
            if sentence.ends_with('?') || !makes_claim(sentence) || is_address(sentence, ground) {
                continue;
            }
            n += 1;
            let said = marks(sentence);
            let file = doorwise_model::diagnostic::slashed(&copy.file);
            let is_bare = !proofs
                .iter()
                .any(|proof| proof.intersection(&said).count() >= 2);
            cases.push(Counted::text(sentence, Some(file.clone()), is_bare));
            if is_bare {
                bare.push(format!("{file}: {sentence}"));
            }
        }
    }
    if n < FEWEST {
        return Look::TooFew(format!("the copy makes {n} claims, {FEWEST} are needed"));
    }
    let k = bare.len();
    if (n - k) as f64 >= FROM * n as f64 {
        return Look::Quiet(format!("{} of {n} claims stand on a listed proof", n - k));
    }
    Look::Counted(Finding {
        subject: None,
        says: format!("{k} of {n} claims in the copy stand on no listed proof"),
        numbers: share("of the claims have no proof".to_owned(), cases)
            .into_iter()
            .collect(),
        worth: Err(
            "words alone have no price until answers are counted by piece of copy".to_owned(),
        ),
        surely: 1.0,
        // A claim that is true and unlisted costs nothing, so this stands behind the wrong reader.
        weight: 0.5 * k as f64 / n as f64,
        deals: Vec::new(),
        files: bare,
        next: None,
        wording: None,
    })
}

/// Returns the content stems and numbers of a sentence.
fn marks(sentence: &str) -> BTreeSet<String> {
    let numbers = sentence
        .split(|ch: char| !ch.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .map(str::to_owned);
    let stems = listen::stems(sentence).into_iter().map(|(stem, _)| stem);
    stems.chain(numbers).collect()
}

fn is_address(sentence: &str, ground: &Ground<'_>) -> bool {
    let address = ground.workspace.offer.sender.address.as_deref();
    address.is_some_and(|address| sentence.contains(address) || address.contains(sentence))
}
