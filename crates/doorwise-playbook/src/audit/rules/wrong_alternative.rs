//! G4: buyers weigh the offer against doing nothing, and the copy argues with other vendors.

use std::collections::BTreeSet;

use doorwise_people::listen::Kind;
use doorwise_vocab::text;

use crate::audit::compare::share;
use crate::audit::ground::Ground;
use crate::audit::rule::{Counted, Finding, Look, Need, Rule, Slot};

/// Fewest people who named an alternative.
const FEWEST: usize = 5;
/// Share of them from which the rule speaks.
const FROM: f64 = 0.5;
/// Words for nothing, paper and a sheet.
const NOTHING: &[&str] = &[
    "spreadsheet",
    "excel",
    "google sheet",
    "a sheet",
    "the sheet",
    "sheets",
    "by hand",
    "manually",
    "nothing",
    "whatsapp",
    "notebook",
    "on paper",
];

pub(super) static RULE: Rule = Rule {
    id: "G4",
    slot: Slot::PositioningGap,
    name: "wrong alternative",
    why: "Who has a spreadsheet in mind is not moved by being better than a vendor nobody looked at.",
    needs: &[Need::Copies, Need::Interviews],
    statistic: "people who name a sheet, their hands or nothing as what they use now, of those who name anything; vendors named in the copy",
    threshold: "at least 50 % of at least 5 people, while a piece of copy compares with a vendor",
    source: "the category is set by the alternative in the buyer's head: the forces of progress (jobs to be done)",
    otherwise: "those who were asked may be earlier in their search than those who read the copy",
    disproof: "lost deals name other vendors more often than silence",
    next: "write one page that compares with the spreadsheet, and send it in place of the vendor comparison for two weeks",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let (mut named, mut nothing) = (BTreeSet::new(), BTreeSet::new());
    for record in ground
        .said
        .iter()
        .filter(|record| record.kind == Kind::Alternative)
    {
        named.insert(&record.speaker);
        let said = text::fold(&record.sentence);
        if NOTHING.iter().any(|word| said.contains(word)) {
            nothing.insert(&record.speaker);
        }
    }
    let (k, n) = (nothing.len(), named.len());
    if n < FEWEST {
        return Look::TooFew(format!(
            "{n} people named what they use now, {FEWEST} are needed"
        ));
    }
    let vendors: Vec<&String> = ground
        .workspace
        .offer
        .competitors
        .iter()
        .filter(|name| {
            let name = text::fold(name);
            !NOTHING.iter().any(|word| name.contains(word))
        })
        .collect();
    let compares: Vec<String> = ground
        .workspace
        .copies
        .iter()
        .filter(|copy| {
            let body = text::fold(&copy.body);
            vendors.iter().any(|name| body.contains(&text::fold(name)))
        })
        .map(|copy| doorwise_model::diagnostic::slashed(&copy.file))
        .collect();
    if (k as f64) < FROM * n as f64 || compares.is_empty() {
        return Look::Quiet(format!(
            "{k} of {n} people named a sheet, their hands or nothing; {} pieces of copy compare with a vendor",
            compares.len()
        ));
    }
    Look::Counted(Finding {
        subject: None,
        says: format!(
            "{k} of {n} people do it in a sheet, by hand or not at all, and {} pieces of copy compare with another vendor",
            compares.len()
        ),
        numbers: share(
            "of those who named what they use now named a sheet, their hands or nothing".to_owned(),
            named
                .iter()
                .map(|speaker| words_of(ground, speaker, nothing.contains(speaker)))
                .collect(),
        )
        .into_iter()
        .collect(),
        worth: Err(
            "words alone have no price until answers are counted by piece of copy".to_owned(),
        ),
        surely: 1.0,
        weight: k as f64 / n as f64,
        deals: Vec::new(),
        files: compares,
        next: None,
        wording: None,
    })
}

/// Returns what a person said that they use now: the sentence that names nothing, where there is one.
fn words_of(ground: &Ground<'_>, speaker: &str, nothing: bool) -> Counted {
    let own = ground
        .said
        .iter()
        .filter(|record| record.kind == Kind::Alternative && record.speaker == speaker);
    let names_nothing = |sentence: &str| {
        let said = text::fold(sentence);
        NOTHING.iter().any(|word| said.contains(word))
    };
    let record = own
        .clone()
        .find(|record| names_nothing(&record.sentence) == nothing)
        .or_else(|| own.clone().next());
    let says = record.map_or_else(String::new, |record| record.sentence.clone());
    let place = record.map(|record| {
        let file = doorwise_model::diagnostic::slashed(&record.file);
        format!("{file}:{}", record.line)
    });
    Counted::text(format!("{speaker}: \u{201c}{says}\u{201d}"), place, nothing)
}
