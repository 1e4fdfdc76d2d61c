//! `doorwise learn icp` in the terminal.

use doorwise_playbook::learned::{EconomicsView, LearnedLineView, LearnedView, MovedEntryView};
use doorwise_playbook::view::RateView;

use crate::output::backtest_text;
use crate::output::page::Page;
use crate::output::plan_text::counted;

/// Returns the result as text of at most `width` columns.
pub(crate) fn show(view: &LearnedView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&match &view.against {
        Some(market) => format!(
            "What sets the customers in {} apart from {market}",
            view.table
        ),
        None => format!("What the deals in {} say", view.table),
    });
    page.line(&view.says);
    page.id(view.id);
    if let Some(base) = view.base {
        page.line(&format!("win rate of all: {}", rate(base)));
        page.id("learn.icp.base");
    }
    if let Some(all) = &view.economics {
        page.line(&format!(
            "all deals bring {}",
            brings(all, view.currency.as_deref())
        ));
        page.id("learn.icp.economics");
    }
    if let Some(by_hand) = &view.by_hand {
        page.heading(&format!(
            "What {} said, and what the deals say",
            by_hand.icp
        ));
        for entry in &by_hand.entries {
            moved(&mut page, entry);
        }
        page.item(&by_hand.says);
        page.id(by_hand.id);
    }
    if !view.card.is_empty() {
        page.heading("The card, one row a field");
        for row in &view.card {
            page.item(&row.says);
            page.id(&row.id);
        }
    }
    if !view.lines.is_empty() {
        page.heading("Lines, in points");
        for line in &view.lines {
            entry(&mut page, line, view.currency.as_deref());
        }
    }
    if !view.exclusions.is_empty() {
        page.heading("Hardly ever won, so not worth a knock");
        for found in &view.exclusions {
            let inside = found.rate.map_or_else(String::new, rate);
            page.item(&format!(
                "{}: won {} of {}, {inside}; p {:.3}",
                found.says, found.won, found.n, found.p
            ));
            page.id(&found.id);
        }
    }
    if !view.tiers.is_empty() {
        page.heading("Tiers");
        for tier in &view.tiers {
            let won = tier.rate.map_or_else(String::new, |inside| {
                format!(", won {} of {}, {}", tier.won, tier.n, rate(inside))
            });
            page.item(&format!(
                "{} from {}: {:.0} % of them{won}",
                tier.tier,
                tier.from,
                tier.share * 100.0
            ));
            page.id(&tier.id);
        }
    } else if !view.lines.is_empty() {
        page.heading("Tiers");
        page.item(
            match view.backtest.as_ref().is_some_and(|tested| !tested.holds) {
                true => "none: the card does not hold on later deals",
                false => "none: the deals support no cut",
            },
        );
    }
    if let (Some(auc), Some(kept)) = (view.unseen_auc, view.kept) {
        page.heading("On deals it did not see");
        page.item(&format!(
            "AUC {auc:.3} (0.5 is chance), by cross-fitting over five parts; {:.0} % of the promised log-odds held",
            kept * 100.0
        ));
        page.id("learn.icp.unseen_auc");
    }
    if let Some(shorter) = &view.shorter {
        page.item(&format!(
            "{} would rank nearly as well: AUC {:.3} in place of {:.3}; --lines {} makes that card",
            counted(shorter.lines, "line", "lines"),
            shorter.auc,
            shorter.auc_whole,
            shorter.lines
        ));
        page.id("learn.icp.shorter");
    }
    if let Some(tested) = &view.backtest {
        page.heading("On later deals");
        backtest_text::body(&mut page, tested);
    }
    if !view.chances.is_empty() {
        page.heading("Chance to win by score");
        for chance in view.chances.iter().filter(|chance| chance.chance.n > 0) {
            page.row(
                &format!("{}", chance.score),
                &chance.id,
                &[
                    format!("{:.0} %", chance.chance.value * 100.0),
                    format!(
                        "{:.0} to {:.0} %",
                        chance.chance.low * 100.0,
                        chance.chance.high * 100.0
                    ),
                    format!("{} of {}", chance.won, chance.chance.n),
                ],
            );
        }
    }
    if !view.rejected.is_empty() {
        page.heading("Searched, and no line found");
        let fields: Vec<String> = view
            .rejected
            .iter()
            .map(|searched| format!("{} ({} known)", searched.field, searched.known))
            .collect();
        page.item(&fields.join(", "));
        page.id("learn.icp.rejected");
    }
    if !view.left_out.is_empty() {
        page.heading("Left out");
        for column in &view.left_out {
            page.item(&format!("{}: {}", column.column, column.why));
            page.id(&column.id);
        }
    }
    if !view.could_also_explain.is_empty() {
        page.heading("What else could explain it");
        for doubt in &view.could_also_explain {
            page.item(doubt);
        }
        page.id("learn.icp.could_also_explain");
    }
    if !view.notes.is_empty() {
        page.heading("Read as");
        for note in &view.notes {
            page.item(note);
        }
        page.id("learn.icp.notes");
    }
    let mut shown = page.finish();
    if let Some(change) = &view.change {
        shown.push_str(&match (change.diff.is_empty(), change.applied) {
            (true, _) => format!("\n{} says so already\n", change.file),
            (false, true) => format!("\nChanged {}\n{}\n", change.file, change.diff),
            (false, false) => format!(
                "\nThe change to {}, made with --apply\n{}\n",
                change.file, change.diff
            ),
        });
        if let Some(but) = &change.but {
            shown.push_str(&format!("but {but}\n"));
        }
    }
    shown
}

fn rate(rate: RateView) -> String {
    format!(
        "{:.0} % ({:.0} to {:.0} %, n {})",
        rate.value * 100.0,
        rate.low * 100.0,
        rate.high * 100.0,
        rate.n
    )
}

fn moved(page: &mut Page, entry: &MovedEntryView) {
    let points = match entry.before == entry.after {
        true => format!("stays {:+}", entry.before),
        false => format!("{:+} becomes {:+}", entry.before, entry.after),
    };
    let won = match entry.rate {
        Some(inside) => format!("won {} of {}, {}", entry.won, entry.n, rate(inside)),
        None => "no closed deal".to_owned(),
    };
    page.item(&format!("{}: {points}; {won}", entry.says));
    page.id(&entry.id);
    let says = match entry.verdict {
        "borne_out" => "the deals bear it out",
        "contradicted" => "the deals contradict it",
        "no_deals" => return,
        _ => "the deals cannot tell yet",
    };
    page.detail(&format!(
        "{says}: {:.0} % likely to compare with the other companies as written, {:.0} % before the deals",
        entry.agrees * 100.0,
        entry.agreed * 100.0
    ));
}

/// Returns what deals bring: `120 USD a deal worked on (90 to 160)`.
fn brings(found: &EconomicsView, currency: Option<&str>) -> String {
    let unit = currency.map_or_else(String::new, |code| format!(" {code}"));
    let money = |rate: RateView, of: &str| {
        format!(
            "{}{unit} {of} ({} to {})",
            figure(rate.value),
            figure(rate.low),
            figure(rate.high)
        )
    };
    let mut says = money(found.per_deal, "a deal worked on");
    if let (Some(per_day), Some(days)) = (found.per_day, found.cycle_days) {
        let per_day = money(per_day, "a day of selling");
        says.push_str(&format!(", {per_day} over {days:.0} days a deal"));
    }
    if let Some(kept) = found.kept {
        says.push_str(&format!(
            ", kept for {:.0} % of the first year ({:.0} to {:.0} %, n {})",
            kept.value * 100.0,
            kept.low * 100.0,
            kept.high * 100.0,
            kept.n
        ));
    }
    says
}

/// Returns a number with three significant digits at least, thousands kept whole.
fn figure(number: f64) -> String {
    match number.abs() {
        large if large >= 100.0 => format!("{number:.0}"),
        middle if middle >= 1.0 => format!("{number:.1}"),
        _ => format!("{number:.3}"),
    }
}

fn entry(page: &mut Page, line: &LearnedLineView, currency: Option<&str>) {
    page.item(&match (line.rate, line.lift_interval) {
        (Some(inside), _) => format!(
            "{:+} {}: won {} of {}, {}, lift {:.2}",
            line.points,
            line.says,
            line.won,
            line.n,
            rate(inside),
            line.lift
        ),
        (None, interval) => {
            let ends = interval.map_or_else(String::new, |(low, high)| {
                format!(" ({low:.1} to {high:.1})")
            });
            format!(
                "{:+} {}: {} customers and {} others, {:.1} times as frequent among customers{ends}",
                line.points, line.says, line.won, line.lost, line.lift
            )
        }
    });
    page.id(&line.id);
    let standing = match line.standing {
        "indicative" => "indicative: it ranks, and nothing may be claimed of it",
        other => other,
    };
    let held_out = match line.held_out {
        Some(held_out) => format!(
            "deals unseen: {} (found by {} of 5 searches that held a part back)",
            rate(held_out),
            line.found_without
        ),
        None if line.rate.is_none() => {
            format!(
                "found by {} of 5 searches that held a part back",
                line.found_without
            )
        }
        None => "found by no search that held a part back".to_owned(),
    };
    page.detail(&format!(
        "{standing}; p {:.3}, q {:.3}; {held_out}; chosen in {:.0} % of draws",
        line.p,
        line.q,
        line.chosen * 100.0
    ));
    if line.turns {
        let quarters = line.quarters.iter().filter_map(|quarter| {
            let difference = quarter.difference?;
            Some(format!(
                "{} {:+.0}",
                quarter.quarter,
                difference.value * 100.0
            ))
        });
        page.detail(&format!(
            "not stable in time: points above the other deals by quarter: {}",
            quarters.collect::<Vec<_>>().join(", ")
        ));
    }
    if let Some(found) = &line.economics {
        let times = found.times_all.map_or_else(String::new, |times| {
            let but = match line.points > 0 && times.high < 1.0 {
                true => ": won more often, and it brings less",
                false => "",
            };
            format!(
                "; {:.2} times all ({:.2} to {:.2}){but}",
                times.value, times.low, times.high
            )
        });
        page.detail(&format!("brings {}{times}", brings(found, currency)));
    }
}
