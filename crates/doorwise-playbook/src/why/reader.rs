//! Whether deals stall on the wrong reader: counts, test and deals by name.

use super::{Case, Entry, PartView, deal::WILSON};
use crate::who::{DiagnosisView, EffectView};

const TEST: &str = "among deals with as many roles in all, by thirds of the amount from 150 deals on: Mantel and Haenszel's odds ratio with the variance of Robins, Breslow and Greenland (Biometrics 42, 1986), less the trimmed mean of the other roles; the chance is exact within these strata";
const GRADES: &str = "indicated: the 90 % interval lies above 1 and the chance is below 5 in 100, shared by both looks and all personas; shown: the test also holds with every role looked at allowed for (Benjamini and Hochberg, 10 %), from 100 closed deals on";

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let view = case.plan.view.reader.as_ref();
    view.map_or_else(Vec::new, |view| of_view(view, case.rows_shown))
}

/// Returns the ids of one diagnosis, whoever prints it.
pub(super) fn of_view(view: &DiagnosisView, shown: usize) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let id = &view.id;
    entries.push(Entry::new(id, view.says.clone(), move |why| {
        let parts = [
            ("met", view.met.is_some()),
            ("sent", view.sent.is_some()),
            ("copy", view.copy.is_some()),
            ("win", view.win.is_some()),
            ("stall", view.stall.is_some()),
            ("stalled", view.of_stalled > 0),
            ("open", view.of_open > 0),
        ];
        let there = parts.into_iter().filter(|(_, is_there)| *is_there);
        why.how(format!("graded {}: {GRADES}", view.grade))
            .on(view.cautions.iter().map(PartView::says))
            .on(there.map(|(part, _)| PartView::says(part).id(format!("{id}.{part}"))))
            .more("doorwise who --diagnose")
    }));
    if let Some(met) = &view.met {
        let says = format!(
            "met first: {} {} in {} of {}",
            met.function, met.band, met.k, met.n
        );
        entries.push(Entry::new(format!("{id}.met"), says, move |why| {
            why.count(met.k).how(format!(
                "of {} closed deals in which it is known who was attached first, by the day of attachment, or who was the only one",
                met.n
            ))
        }));
    }
    if let Some(sent) = &view.sent {
        let says = format!(
            "{} of {} {} went to {}, {} to the persona",
            sent.k, sent.n, sent.what, sent.role, sent.to_persona
        );
        entries.push(Entry::new(format!("{id}.sent"), says, move |why| {
            let rows = sent.rows.iter().map(|row| PartView::says("a touch with this role").place(row));
            why.count(sent.k)
                .how("rows of the table of touches up to the day spoken of, sent by us to people whose title tells their function and band; a row that stands for several counts as so many; meetings count as answers")
                .rows(sent.rows.len(), shown, rows)
        }));
    }
    if let Some(copy) = &view.copy {
        let says = format!(
            "{} of {} pieces of copy speak to {}",
            copy.k, copy.n, copy.function
        );
        entries.push(Entry::new(format!("{id}.copy"), says, move |why| {
            why.count(copy.k)
                .how("read from the words of each piece alone, as `doorwise check` does")
                .on(copy
                    .files
                    .iter()
                    .map(|file| PartView::says(file).place(file)))
        }));
    }
    for (part, effect, what) in [
        ("win", view.win, "won"),
        ("stall", view.stall, "ended in silence"),
    ] {
        if let Some(effect) = effect {
            entries.push(self::effect(format!("{id}.{part}"), effect, what));
        }
    }
    if view.of_stalled > 0 {
        let says = format!(
            "{} deals ended in silence without this person",
            view.of_stalled
        );
        entries.push(Entry::new(format!("{id}.stalled"), says, move |why| {
            let rows = view.stalled.iter().map(|deal| {
                PartView::says(format!("{}, {}: {}", deal.deal, deal.company, deal.reason))
                    .place(&deal.row)
            });
            why.count(view.of_stalled)
                .how("lost deals whose reason says that nobody decided or answered, and in which this person was not, or came in the last fifth; the latest first")
                .rows(view.of_stalled, shown, rows)
        }));
    }
    if view.of_open > 0 {
        let says = format!("{} open deals are without this person", view.of_open);
        entries.push(Entry::new(format!("{id}.open"), says, move |why| {
            let rows = view.open.iter().map(|deal| {
                let write = deal.write_to.as_deref().unwrap_or("nobody known there yet");
                PartView::says(format!("{}, {}: {write}", deal.deal, deal.company)).place(&deal.row)
            });
            why.count(view.of_open)
                .how(
                    "open deals of this ICP to which nobody is attached who surely is this persona",
                )
                .rows(view.of_open, shown, rows)
        }));
    }
    entries
}

fn effect<'a>(id: String, effect: EffectView, what: &str) -> Entry<'a> {
    let [k_with, with] = effect.with;
    let [k_without, without] = effect.without;
    let says =
        format!("{what}: {k_with} of {with} with this person, {k_without} of {without} without");
    Entry::new(id, says, move |why| {
        let mut why = why.how(WILSON).how(TEST);
        if let Some(found) = effect.difference {
            why = why.how(format!(
                "difference {:+.0} points, could be {:+.0} to {:+.0} (R. G. Newcombe, Statistics in Medicine 17, 1998)",
                found.value * 100.0,
                found.low * 100.0,
                found.high * 100.0
            ));
        }
        if let (Some(odds), Some(chance)) = (effect.odds, effect.chance) {
            why = why.how(format!(
                "odds {:.2} times (could be {:.2} to {:.2}), chance {chance:.3}: {}",
                odds.value, odds.low, odds.high, effect.grade
            ));
        }
        why
    })
}
