//! Estimates with their intervals, and curves, on one scale from 0 to 100 %.

use doorwise_playbook::view::RateView;
use maud::{Markup, html};

use crate::report::Links;

use super::{GAP, LINE, percent, wrap};

/// Height of a curve's plot, in pixels.
const PLOT: usize = 220;
/// Room above and below the plot for words, in pixels.
const ABOVE: usize = 8;
const BELOW: usize = 26;
/// Left and right ends of the plot, in percent of the width: words of the scale stand left of it.
const LEFT: f64 = 12.0;
const RIGHT: f64 = 96.0;

/// One estimate with its interval.
pub(crate) struct Whisker {
    /// What opens it; empty for nothing.
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) rate: RateView,
    /// What stands below it.
    pub(crate) note: String,
    /// Whether it may be claimed; else it is drawn hollow.
    pub(crate) sure: bool,
}

/// Returns estimates below each other with a mark that all are held against.
pub(crate) fn whiskers(
    id: &str,
    title: &str,
    mark: (&str, f64),
    rows: &[Whisker],
    links: &Links<'_>,
) -> Markup {
    let says = rows
        .iter()
        .map(|row| {
            format!(
                "{}: {}, {} to {}.",
                row.label,
                share(row.rate.value),
                share(row.rate.low),
                share(row.rate.high)
            )
        })
        .collect::<Vec<_>>()
        .join(" ");
    let mut y = 0;
    let mut drawn = Vec::new();
    for row in rows {
        let label = wrap(&row.label);
        let line = y + label.len() * LINE + 10;
        drawn.push((row, label, y, line));
        y = line + 12 + LINE + GAP;
    }
    let at = |value: f64| percent(value.clamp(0.0, 1.0) * 100.0);
    html! {
        svg class="chart" width="100%" height=(y.max(LINE)) role="img" aria-labelledby={ (id) "-title " (id) "-desc" } {
            title id={ (id) "-title" } { (title) }
            desc id={ (id) "-desc" } { (mark.0) " " (share(mark.1)) ". " (says) }
            @for (row, label, top, line) in drawn {
                @for (idx, words) in label.iter().enumerate() {
                    text class="chart-label" x="0" y=(top + idx * LINE + 13) { (words) }
                }
                line class="plot-track" x1="0" x2="100%" y1=(line) y2=(line) {}
                line class="plot-mark" x1=(at(mark.1)) x2=(at(mark.1)) y1=(line - 7) y2=(line + 7) {}
                line class="plot-whisker" x1=(at(row.rate.low)) x2=(at(row.rate.high)) y1=(line) y2=(line) {}
                circle class=(if row.sure { "plot-dot" } else { "plot-dot plot-open" }) cx=(at(row.rate.value)) cy=(line) r="5" {}
                text class="chart-note" x="0" y=(line + 12 + 13) { (links.to(&row.id, &row.note)) }
            }
        }
    }
}

/// One point of a curve, each from 0 to 1, with the interval of its height where it has one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) interval: Option<(f64, f64)>,
}

/// What a curve says of itself.
pub(crate) struct Axes<'a> {
    pub(crate) title: &'a str,
    pub(crate) x: &'a str,
    pub(crate) y: &'a str,
    /// What the diagonal stands for.
    pub(crate) diagonal: &'a str,
    /// The whole in words.
    pub(crate) says: String,
}

/// Returns a curve over the unit square, with its diagonal; both scales end at `most`.
pub(crate) fn curve(id: &str, axes: &Axes<'_>, points: &[Point], most: f64) -> Markup {
    let x = |value: f64| percent(LEFT + (value / most).clamp(0.0, 1.0) * (RIGHT - LEFT));
    let y = |value: f64| {
        let part = (value / most).clamp(0.0, 1.0);
        format!("{:.1}", ABOVE as f64 + (1.0 - part) * PLOT as f64)
    };
    let ticks = [0.0, 0.25, 0.5, 0.75, 1.0].map(|part| part * most);
    html! {
        svg class="chart plot" width="100%" height=(ABOVE + PLOT + BELOW) role="img" aria-labelledby={ (id) "-title " (id) "-desc" } {
            title id={ (id) "-title" } { (axes.title) }
            desc id={ (id) "-desc" } { (axes.says) }
            @for tick in ticks {
                line class="plot-track" x1=(percent(LEFT)) x2=(percent(RIGHT)) y1=(y(tick)) y2=(y(tick)) {}
                text class="chart-note" x="0" y=(y(tick)) dy="4" { (share(tick)) }
                text class="chart-note plot-middle" x=(x(tick)) y=(ABOVE + PLOT + 16) { (share(tick)) }
            }
            line class="plot-mark" x1=(x(0.0)) y1=(y(0.0)) x2=(x(most)) y2=(y(most)) {}
            @for pair in points.windows(2) {
                line class="plot-line" x1=(x(pair[0].x)) y1=(y(pair[0].y)) x2=(x(pair[1].x)) y2=(y(pair[1].y)) {}
            }
            @for point in points {
                @if let Some((low, high)) = point.interval {
                    line class="plot-whisker" x1=(x(point.x)) x2=(x(point.x)) y1=(y(low)) y2=(y(high)) {}
                }
                circle class="plot-dot" cx=(x(point.x)) cy=(y(point.y)) r="4" {}
            }
        }
        p class="quiet" { "Across: " (axes.x) ". Up: " (axes.y) ". The dashed line: " (axes.diagonal) "." }
    }
}

fn share(value: f64) -> String {
    format!("{:.0} %", value * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_stays_inside_its_frame_and_says_itself_in_words() {
        let axes = Axes {
            title: "Lift",
            x: "companies",
            y: "wins",
            diagonal: "chance",
            says: "A fifth of the list holds half of the wins.".to_owned(),
        };
        let points = [0.0, 0.5, 1.0].map(|x| Point {
            x,
            y: x,
            interval: Some((x - 2.0, x + 2.0)),
        });
        let drawn = curve("lift", &axes, &points, 1.0).into_string();
        assert!(drawn.contains("A fifth of the list"), "{drawn}");
        assert!(
            drawn.contains("x1=\"54.00%\" x2=\"54.00%\" y1=\"228.0\" y2=\"8.0\""),
            "{drawn}"
        );
    }

    #[test]
    fn what_may_not_be_claimed_is_hollow() {
        let rate = RateView {
            value: 0.4,
            low: 0.2,
            high: 0.6,
            n: 10,
        };
        let row = |sure| Whisker {
            id: String::new(),
            label: "place IN".to_owned(),
            rate,
            note: String::new(),
            sure,
        };
        let drawn = whiskers(
            "w",
            "Card",
            ("all deals", 0.3),
            &[row(true), row(false)],
            &Links::new(&|_| None),
        )
        .into_string();
        assert_eq!(drawn.matches("plot-open").count(), 1, "{drawn}");
        assert!(drawn.contains("place IN: 40 %, 20 % to 60 %."), "{drawn}");
    }
}
