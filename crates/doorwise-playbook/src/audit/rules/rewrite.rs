//! O12: one piece of copy speaks to the wrong person and is quickly mended.

use super::wrong_reader;
use crate::audit::compare::share;
use crate::audit::ground::Ground;
use crate::audit::rule::{Finding, Look, Need, Rule, Slot};

/// Share of the copy up to which it is a piece to mend; beyond it is a gap (G1).
const UP_TO: f64 = 0.3;

pub(super) static RULE: Rule = Rule {
    id: "O12",
    slot: Slot::GrowthOpportunity,
    name: "rewrite one piece",
    why: "The rest of the copy already speaks to the right person.",
    needs: &[Need::Copies, Need::Personas],
    statistic: "pieces of copy that speak to another function than that of the persona in their head",
    threshold: "at least one, and no more than 30 % of the copy: beyond that it is the gap G1",
    source: "Doorwise's rule copy/wrong-addressee, which lists the words behind each verdict",
    otherwise: "the persona in the head may be the wrong one, and the copy right",
    disproof: "the people who answer this copy hold the role that it speaks to",
    next: "put the words below in its place for half of the next 50 people, and count answers",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let wrong = wrong_reader::wrong(ground);
    let n = ground.workspace.copies.len();
    let k = wrong.len();
    let Some((file, function, persona)) = wrong.first() else {
        return Look::Quiet("no piece of copy speaks to somebody else".to_owned());
    };
    if k as f64 > UP_TO * n as f64 {
        return Look::Quiet(format!(
            "{k} of {n} pieces speak to somebody else: that is the gap G1"
        ));
    }
    Look::Counted(Finding {
        subject: None,
        says: format!("{file} speaks to {} and is meant for {}", function.label(), persona.name),
        numbers: share("of the copy speaks to somebody else".to_owned(), wrong_reader::pieces(ground, &wrong, |_| true)).into_iter().collect(),
        worth: Err("no deal tells which copy it met, so no money is claimed: record the copy behind each touch".to_owned()),
        surely: 1.0,
        weight: k as f64 / n as f64,
        deals: Vec::new(),
        files: wrong.iter().map(|(file, function, _)| format!("{file} speaks to {}", function.label())).collect(),
        next: None,
        wording: crate::say::first_words(ground.workspace, persona, None),
    })
}
