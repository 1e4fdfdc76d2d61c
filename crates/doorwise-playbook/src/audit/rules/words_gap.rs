//! G3: the copy speaks another language than the buyers.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_people::listen::{self, Kind};

use crate::audit::compare::share;
use crate::audit::ground::Ground;
use crate::audit::rule::{Counted, Finding, Look, Need, Rule, Slot};

/// Fewest people asked.
const FEWEST: usize = 5;
/// Words of the buyers that are looked for.
const WORDS: usize = 30;
/// Share of these words below which the rule speaks.
const OVERLAP: f64 = 0.2;
/// Share of jargon above which it speaks.
const JARGON_SHARE: f64 = 0.03;
/// Stems of words that sellers use and buyers do not.
const JARGON: &str = "platform solution leverag synergi seamless holist ecosystem empow transform innov cut-edg next-gen world-class robust scalabl paradigm disrupt unlock supercharg revolution end-to-end best-in-class turnkey frictionless streamlin optim intellig ai-pow game-chang state-of-the-art enterpris-grad";

pub(super) static RULE: Rule = Rule {
    id: "G3",
    slot: Slot::PositioningGap,
    name: "words gap",
    why: "A reader who does not meet a word of their own takes the text for somebody else's.",
    needs: &[Need::Copies, Need::Interviews],
    statistic: "share of the 30 content words that most buyers used which stand anywhere in the copy; share of the copy's content words that are jargon",
    threshold: "less than 20 % of the words, and more than 3 % jargon; at least 5 people",
    source: "needs are worded best by those who have them: Timoshenko and Hauser, Marketing Science 38(1), 2019",
    otherwise: "few interviews leave the list of words to the talkative",
    disproof: "buyers asked to tell in their own words what the page offers use its words",
    next: "replace the jargon of the first screen by the words listed, and read both to three buyers",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    if ground.people.len() < FEWEST {
        return Look::TooFew(format!(
            "{} people were asked, {FEWEST} are needed",
            ground.people.len()
        ));
    }
    let mut people: BTreeMap<String, (BTreeSet<&str>, String)> = BTreeMap::new();
    let told = ground.said.iter().filter(|record| {
        matches!(
            record.kind,
            Kind::Pain | Kind::Goal | Kind::Outcome | Kind::Trigger | Kind::Metric
        )
    });
    for record in told {
        for (stem, word) in listen::stems(&record.quote) {
            let known = people
                .entry(stem)
                .or_insert_with(|| (BTreeSet::new(), word));
            known.0.insert(&record.speaker);
        }
    }
    let mut words: Vec<(usize, String, String)> = people
        .into_iter()
        .map(|(stem, (people, word))| (people.len(), stem, word))
        .collect();
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    words.truncate(WORDS);
    if words.len() < WORDS {
        return Look::TooFew(format!(
            "buyers used {} content words, {WORDS} are needed",
            words.len()
        ));
    }
    let copy: Vec<String> = ground
        .workspace
        .copies
        .iter()
        .flat_map(|copy| listen::stems(&copy.body))
        .map(|(stem, _)| stem)
        .collect();
    let used = words
        .iter()
        .filter(|(_, stem, _)| copy.contains(stem))
        .count();
    let jargon = copy
        .iter()
        .filter(|stem| JARGON.split(' ').any(|known| known == stem.as_str()))
        .count();
    let overlap = used as f64 / words.len() as f64;
    if overlap >= OVERLAP || (jargon as f64) <= JARGON_SHARE * copy.len() as f64 {
        return Look::Quiet(format!(
            "{used} of the {WORDS} words that most buyers used stand in the copy; {jargon} of its {} content words are jargon",
            copy.len()
        ));
    }
    let missing: Vec<&str> = words
        .iter()
        .filter(|(_, stem, _)| !copy.contains(stem))
        .take(8)
        .map(|(.., word)| word.as_str())
        .collect();
    Look::Counted(Finding {
        subject: None,
        says: format!(
            "{used} of the {WORDS} words that most buyers used stand in the copy, and {jargon} of its {} content words are jargon",
            copy.len()
        ),
        numbers: [
            share(
                "of the buyers' words stand in the copy".to_owned(),
                words
                    .iter()
                    .map(|(n, stem, word)| {
                        let says = format!("\u{201c}{word}\u{201d}, said by {n} people");
                        Counted::text(says, None, copy.contains(stem))
                    })
                    .collect(),
            ),
            share(
                "of the copy's content words are jargon".to_owned(),
                copy.iter()
                    .map(|stem| {
                        let is_jargon = JARGON.split(' ').any(|known| known == stem.as_str());
                        Counted::text(stem, None, is_jargon)
                    })
                    .collect(),
            ),
        ]
        .into_iter()
        .flatten()
        .collect(),
        worth: Err(
            "words alone have no price until answers are counted by piece of copy".to_owned(),
        ),
        surely: 1.0,
        weight: 1.0 - overlap,
        deals: Vec::new(),
        files: Vec::new(),
        next: None,
        wording: Some(wording(ground, &missing)),
    })
}

/// Returns the words to use, with a first mail that is made of what buyers said.
fn wording(ground: &Ground<'_>, missing: &[&str]) -> String {
    let mut wording = format!("words to use: {}", missing.join(", "));
    let mut personas = ground.workspace.personas.iter();
    let mail =
        personas.find_map(|persona| crate::say::first_words(ground.workspace, persona, None));
    if let Some(mail) = mail {
        wording += "\n\n";
        wording += &mail;
    }
    wording
}
