//! What deals taught, as one page: the card, how far its promises hold, how much of the wins the
//! first of the list hold, and how it did over time.

use doorwise_playbook::learned::{GroupView, LearnedView};
use maud::{Markup, html};

use super::Links;
use super::piece::{Layout, section};
use crate::chart::plot::{Axes, Point, Whisker, curve, whiskers};
use crate::figure::{grouped, signed};

/// Returns everything between head and foot.
pub(super) fn content(view: &LearnedView, links: &Links<'_>) -> Markup {
    html! {
        (by_hand(view, links))
        (card(view, links))
        (promises(view))
        (lift(view))
        (over_time(view, links))
        (rest(view, links))
    }
}

fn by_hand(view: &LearnedView, links: &Links<'_>) -> Markup {
    let Some(by_hand) = &view.by_hand else {
        return html! {};
    };
    let body = html! {
        table class="counts-table learned-lines" {
            thead { tr { th { "Entry" } th { "points" } th { "after the deals" } th { "won" } th { "the deals" } } }
            tbody {
                @for entry in &by_hand.entries {
                    tr {
                        th scope="row" { (links.to(&entry.id, &entry.says)) }
                        td { (signed(entry.before)) }
                        td { (signed(entry.after)) }
                        td { (grouped(entry.won)) " of " (grouped(entry.n)) }
                        td {
                            @match entry.verdict {
                                "borne_out" => "bear it out",
                                "contradicted" => "contradict it",
                                "no_deals" => "say nothing",
                                _ => "cannot tell yet",
                            }
                        }
                    }
                }
            }
        }
    };
    part(
        "by-hand-part",
        &format!("What {} said", by_hand.icp),
        "A hand-written ICP is where the deals begin: they move its points only as far as they can.",
        &body,
    )
}

fn part(id: &str, title: &str, lede: &str, body: &Markup) -> Markup {
    section(id, Layout::Side, title, &html! { p { (lede) } }, body)
}

fn nothing(says: &str) -> Markup {
    html! { div class="missing" { p { (says) } } }
}

fn card(view: &LearnedView, links: &Links<'_>) -> Markup {
    let rows: Vec<Whisker> = view
        .lines
        .iter()
        .filter_map(|line| {
            Some(Whisker {
                id: line.id.clone(),
                label: format!("{} {}", signed(line.points), line.says),
                rate: line.rate?,
                note: format!(
                    "won {} of {}, {} times all; {}",
                    grouped(line.won),
                    grouped(line.n),
                    format_args!("{:.2}", line.lift),
                    line.standing
                ),
                sure: line.proven,
            })
        })
        .collect();
    let body = match (view.base, rows.is_empty()) {
        (Some(base), false) => whiskers(
            "card",
            "Win rate of each line",
            ("all deals", base.value),
            &rows,
            links,
        ),
        _ if !view.lines.is_empty() => against(view, links),
        _ => nothing("The deals propose no line."),
    };
    part(
        "card-part",
        "The card",
        "Points of each line, its win rate with the 90 % interval, and that of all deals (dashed). A hollow dot ranks and may not be claimed.",
        &body,
    )
}

/// Customers have no win rate: how many times as frequent they are stands in a table.
fn against(view: &LearnedView, links: &Links<'_>) -> Markup {
    html! {
        table class="counts-table learned-lines" {
            thead { tr { th { "Line" } th { "points" } th { "customers" } th { "others" } th { "times as frequent" } } }
            tbody {
                @for line in &view.lines {
                    tr {
                        th scope="row" { (links.to(&line.id, &line.says)) }
                        td { (signed(line.points)) }
                        td { (grouped(line.won)) }
                        td { (grouped(line.lost)) }
                        td {
                            (format!("{:.1}", line.lift))
                            @if let Some((low, high)) = line.lift_interval { (format!(" ({low:.1} to {high:.1})")) }
                        }
                    }
                }
            }
        }
    }
}

fn promises(view: &LearnedView) -> Markup {
    let groups = &view.unseen_groups;
    let body = if groups.is_empty() {
        nothing("No deal was held back, so nothing can be said of promises.")
    } else {
        let points: Vec<Point> = groups.iter().map(calibrated).collect();
        let most = points
            .iter()
            .flat_map(|point| [point.x, point.interval.map_or(point.y, |(_, high)| high)])
            .fold(0.1, f64::max);
        // Quarters of the scale are whole percents.
        let most = (most * 5.0).ceil() / 5.0;
        let says = groups.iter().map(|group| {
            format!(
                "promised {:.0} %, won {:.0} % of {}",
                group.promised * 100.0,
                100.0 * group.won / group.n.max(1) as f64,
                grouped(group.n)
            )
        });
        let axes = Axes {
            title: "Promised and seen win rates",
            x: "the win rate that the card promised",
            y: "the win rate that came, with its 90 % interval",
            diagonal: "promises kept",
            says: says.collect::<Vec<_>>().join("; "),
        };
        curve("calibration", &axes, &points, most.min(1.0))
    };
    part(
        "calibration-part",
        "Promises",
        "Deals that the card did not see, in ten groups by what it promised.",
        &body,
    )
}

fn calibrated(group: &GroupView) -> Point {
    Point {
        x: group.promised,
        y: group.won / group.n.max(1) as f64,
        interval: group.rate.map(|rate| (rate.low, rate.high)),
    }
}

fn lift(view: &LearnedView) -> Markup {
    let all: f64 = view.unseen_groups.iter().map(|group| group.n as f64).sum();
    let wins: f64 = view.unseen_groups.iter().map(|group| group.won).sum();
    let body = if all == 0.0 || wins == 0.0 {
        nothing("No deal was held back, so nothing can be said of the list's order.")
    } else {
        let (mut taken, mut won) = (0.0, 0.0);
        let mut points = vec![Point {
            x: 0.0,
            y: 0.0,
            interval: None,
        }];
        for group in view.unseen_groups.iter().rev() {
            taken += group.n as f64;
            won += group.won;
            points.push(Point {
                x: taken / all,
                y: won / wins,
                interval: None,
            });
        }
        let says = points.iter().skip(1).map(|point| {
            format!(
                "the first {:.0} % hold {:.0} % of the wins",
                point.x * 100.0,
                point.y * 100.0
            )
        });
        let axes = Axes {
            title: "Share of the wins in the first part of the list",
            x: "the first part of the list, best first",
            y: "the share of all wins in it",
            diagonal: "a list in no order",
            says: says.collect::<Vec<_>>().join("; "),
        };
        curve("lift", &axes, &points, 1.0)
    };
    part(
        "lift-part",
        "Order",
        "The same deals, the most promising first: how many of the wins stand in front.",
        &body,
    )
}

fn over_time(view: &LearnedView, links: &Links<'_>) -> Markup {
    let body = match &view.backtest {
        None => nothing("No dates, or too few deals, for a test on later ones."),
        Some(tested) => {
            let stretches: Vec<Whisker> = tested
                .stretches
                .iter()
                .filter_map(|stretch| {
                    Some(Whisker {
                        id: stretch.id.clone(),
                        label: format!("{} to {}", stretch.from, stretch.to),
                        rate: stretch.auc?,
                        note: format!(
                            "{} deals, {} won; {}",
                            grouped(stretch.deals),
                            grouped(stretch.won),
                            stretch.card()
                        ),
                        sure: stretch.auc?.low > 0.5,
                    })
                })
                .collect();
            let rivals: Vec<Whisker> = tested
                .ranks
                .iter()
                .map(|rank| Whisker {
                    id: rank.id.clone(),
                    label: rank.by.to_owned(),
                    rate: rank.auc,
                    note: format!(
                        "the first {:.0} % hold {:.0} % of the wins",
                        tested.capacity * 100.0,
                        rank.wins * 100.0
                    ),
                    sure: rank.auc.low > 0.5,
                })
                .collect();
            html! {
                p { (links.to(tested.id, &tested.says)) }
                h3 { "The card, one stretch of time after the other" }
                (whiskers("stretches", "AUC of the card in each stretch of time", ("chance", 0.5), &stretches, links))
                h3 { "All stretches, and its rivals" }
                (whiskers("rivals", "AUC of the card and of its rivals", ("chance", 0.5), &rivals, links))
            }
        }
    };
    part(
        "time-part",
        "Later deals",
        "Learned on what had closed, judged on what closed next: how often a won deal stood above a lost one. Chance is 50 % (dashed); a hollow dot is no better than chance.",
        &body,
    )
}

fn rest(view: &LearnedView, links: &Links<'_>) -> Markup {
    let lists = [
        (
            "learn.icp.could_also_explain",
            "What else could explain it",
            &view.could_also_explain,
        ),
        ("learn.icp.notes", "Read as", &view.notes),
    ];
    let searched = view.rejected.iter();
    let searched: Vec<String> = searched
        .map(|field| format!("{} ({} known)", field.field, grouped(field.known)))
        .collect();
    let left_out = view.left_out.iter();
    let left_out: Vec<String> = left_out
        .map(|column| format!("{}: {}", column.column, column.why))
        .collect();
    let body = html! {
        @for (id, title, says) in lists.into_iter().chain([("learn.icp.rejected", "Searched, and no line found", &searched), ("learn.icp.left_out", "Left out", &left_out)]) {
            @if !says.is_empty() {
                h3 { (links.to(id, title)) }
                ul { @for line in says { li { (line) } } }
            }
        }
        @if let Some(change) = view.change.as_ref().filter(|change| !change.diff.is_empty()) {
            h3 { "The change to " (change.file) }
            pre { code { (change.diff) } }
        }
    };
    part(
        "rest-part",
        "And besides",
        "What was looked at, left out and assumed.",
        &body,
    )
}
