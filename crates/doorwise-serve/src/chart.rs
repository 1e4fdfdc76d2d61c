//! Charts as SVG, drawn on the server: the same picture on a page, on paper and in a test.
//!
//! Bars are placed in percent and text in pixels, so that a chart grows with the page while its
//! words keep their size; a `viewBox` would shrink the words on a telephone. Colours come from
//! the page's style sheet by class. Each chart says everything in words too, in `<desc>`.

use doorwise_playbook::view::{CountsView, FallView, RangeView};
use maud::{Markup, html};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::figure::{companies, grouped, share};
use crate::report::Links;

pub(crate) mod plot;
#[cfg(test)]
mod tests;

/// Least width of a bar that stands for at least one company, in percent: zero and few must differ.
const LEAST: f64 = 0.6;
/// Columns of text that fit beside each other on the narrowest page.
const LABEL_COLUMNS: usize = 46;
/// Lines a label may take.
const LABEL_LINES: usize = 2;
/// Height of a line of text, in pixels.
const LINE: usize = 17;
/// Height of a bar, in pixels.
const BAR: usize = 12;
/// Space below one row of the funnel, in pixels.
const GAP: usize = 14;

/// A shape for an answer or a decision, so that colour is never needed to tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A full disc: pursue, yes.
    Full,
    /// A half disc: find out, unknown.
    Half,
    /// An empty ring: ignore.
    Ring,
    /// A crossed square: no.
    Crossed,
}

/// Returns one shape, hidden from readers of the text: the word always stands beside it.
pub fn shape(shape: Shape) -> Markup {
    html! {
        svg class="shape" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false" {
            @match shape {
                Shape::Full => {
                    circle class="shape-fill" cx="7" cy="7" r="6.5" {}
                    path class="shape-on-fill" d="M3.8 7.3 6.2 9.6 10.3 4.9" {}
                }
                Shape::Half => {
                    circle class="shape-line" cx="7" cy="7" r="5.75" {}
                    path class="shape-fill" d="M7 1.25a5.75 5.75 0 0 1 0 11.5z" {}
                }
                Shape::Ring => { circle class="shape-line" cx="7" cy="7" r="5.75" {} }
                Shape::Crossed => {
                    rect class="shape-line" x="1.5" y="1.5" width="11" height="11" rx="2" {}
                    path class="shape-line" d="M4.5 4.5 9.5 9.5M9.5 4.5 4.5 9.5" {}
                }
            }
        }
    }
}

/// Returns companies by decision as one thin bar; `id` names the chart on its page.
pub fn bar_counts(id: &str, counts: &CountsView) -> Markup {
    let parts = [
        ("pursue", "pursue", counts.pursue, "0%"),
        ("find out", "find-out", counts.find_out, "33.33%"),
        ("ignore", "ignore", counts.ignore, "66.67%"),
    ];
    let widths = widths([counts.pursue, counts.find_out, counts.ignore]);
    let mut from = 0.0;
    let bars: Vec<(&str, f64, f64)> = parts
        .iter()
        .zip(widths)
        .map(|((_, class, ..), width)| {
            let bar = (*class, from, width);
            from += width;
            bar
        })
        .collect();
    let says = parts
        .iter()
        .map(|(label, _, n, ..)| {
            format!("{label} {} ({})", grouped(*n), share(*n, counts.companies))
        })
        .collect::<Vec<_>>()
        .join(", ");
    html! {
        svg class="chart" width="100%" height="38" role="img" aria-labelledby={ (id) "-title " (id) "-desc" } {
            title id={ (id) "-title" } { "Companies by decision" }
            desc id={ (id) "-desc" } { "Of " (companies(counts.companies)) ": " (says) "." }
            rect class="bar-track" x="0" y="0" width="100%" height=(BAR) rx="2" {}
            @for (class, from, width) in bars {
                @if width > 0.0 {
                    rect class={ "bar-" (class) } x=(percent(from)) y="0" width=(percent(width)) height=(BAR) {}
                }
            }
            @for (label, class, n, at) in parts {
                rect class={ "bar-" (class) } x=(at) y="22" width="9" height="9" {}
                text class="chart-note" x=(at) dx="15" y="31" { (share(n, counts.companies)) " " (label) }
            }
        }
    }
}

/// Returns widths in percent that keep the proportions, but let nothing above zero vanish.
fn widths<const N: usize>(counts: [usize; N]) -> [f64; N] {
    let total: usize = counts.iter().sum();
    let raised = counts.map(|n| {
        if n == 0 {
            0.0
        } else {
            (n as f64 * 100.0 / total as f64).max(LEAST)
        }
    });
    let sum: f64 = raised.iter().sum();
    if sum == 0.0 {
        raised
    } else {
        raised.map(|width| width * 100.0 / sum)
    }
}

/// Returns how gates and exclusions thin the market, one bar per criterion.
///
/// It is a group and no image, for an image would hide its links from readers of the text.
pub(crate) fn funnel(
    id: &str,
    counts: &CountsView,
    falls: &[FallView],
    links: &Links<'_>,
) -> Markup {
    let total = counts.companies;
    let mut y = 0;
    let rows: Vec<Row> = std::iter::once(Row::all(counts, links))
        .chain(falls.iter().map(|fall| Row::after(fall, total, links)))
        .map(|mut row| {
            row.y = y;
            y += row.height() + GAP;
            row
        })
        .collect();
    let says = falls.iter().map(say_fall).collect::<Vec<_>>().join(" ");
    html! {
        svg class="chart" width="100%" height=(y) role="group" aria-labelledby={ (id) "-title " (id) "-desc" } {
            title id={ (id) "-title" } { "How each gate and exclusion thins the market" }
            desc id={ (id) "-desc" } { (companies(total)) " in all." @if !says.is_empty() { " " (says) } }
            @for row in rows { (row.draw(links)) }
        }
    }
}

/// One bar of parts of a whole.
pub(crate) struct Part {
    /// What opens it; empty for nothing.
    pub(crate) id: String,
    /// What it is.
    pub(crate) label: String,
    /// The filled part, the half-filled one, and all.
    pub(crate) sure: usize,
    pub(crate) open: usize,
    pub(crate) of: usize,
    /// What stands below it.
    pub(crate) note: String,
}

/// Returns bars of parts below each other, each as long as its share of the longest.
pub(crate) fn parts(id: &str, title: &str, parts: &[Part], links: &Links<'_>) -> Markup {
    let longest = parts.iter().map(|part| part.of).max().unwrap_or(0);
    let mut y = 0;
    let rows: Vec<Row> = parts
        .iter()
        .map(|part| {
            let [sure, open, _] = widths([
                part.sure,
                part.open,
                longest.saturating_sub(part.sure + part.open),
            ]);
            let row = Row {
                id: String::new(),
                label: wrap(&part.label),
                whole_label: part.label.clone(),
                sure,
                open,
                note: links.to(&part.id, &part.note),
                y,
            };
            y += row.height() + GAP;
            row
        })
        .collect();
    let says: Vec<String> = parts
        .iter()
        .map(|part| format!("{}: {}.", part.label, part.note))
        .collect();
    html! {
        svg class="chart" width="100%" height=(y) role="img" aria-labelledby={ (id) "-title " (id) "-desc" } {
            title id={ (id) "-title" } { (title) }
            desc id={ (id) "-desc" } { (says.join(" ")) }
            @for row in rows { (row.draw(links)) }
        }
    }
}

fn say_fall(fall: &FallView) -> String {
    format!(
        "{} {}: {} fall here, {} of them by it alone; {} left, open for {} of those.",
        kind(fall),
        fall.says,
        grouped(fall.out),
        grouped(fall.alone),
        grouped(fall.left),
        grouped(fall.open)
    )
}

fn kind(fall: &FallView) -> &'static str {
    if fall.kind == "exclusion" {
        "Exclusion"
    } else {
        "Gate"
    }
}

struct Row {
    id: String,
    label: Vec<String>,
    whole_label: String,
    sure: f64,
    open: f64,
    note: Markup,
    y: usize,
}

impl Row {
    fn all(counts: &CountsView, links: &Links<'_>) -> Self {
        let total = counts.companies;
        let sure = if total == 0 { 0.0 } else { 100.0 };
        let whole_label = "All companies".to_owned();
        Self {
            id: format!("{}.companies", counts.id),
            label: wrap(&whole_label),
            whole_label,
            sure,
            open: 0.0,
            note: links.number(&counts.id, "companies", grouped(total)),
            y: 0,
        }
    }

    fn after(fall: &FallView, total: usize, links: &Links<'_>) -> Self {
        let sure = fall.left.saturating_sub(fall.open);
        let [sure, open, _] = widths([
            sure,
            fall.open.min(fall.left),
            total.saturating_sub(fall.left),
        ]);
        let whole_label = format!("{} {}", kind(fall), fall.says);
        let number = |field: &str, n: usize| links.number(&fall.id, field, grouped(n));
        let note = html! {
            (number("left", fall.left)) " left, " (number("out", fall.out)) " fall here"
            @if fall.alone > 0 { " (" (number("alone", fall.alone)) " by it alone)" }
            @if fall.open > 0 { ", " (number("open", fall.open)) " open" }
        };
        Self {
            id: fall.id.clone(),
            label: wrap(&whole_label),
            whole_label,
            sure,
            open,
            note,
            y: 0,
        }
    }

    fn height(&self) -> usize {
        self.label.len() * LINE + 4 + BAR + LINE
    }

    fn draw(&self, links: &Links<'_>) -> Markup {
        let bar = self.y + self.label.len() * LINE + 4;
        let label = html! {
            @for (idx, line) in self.label.iter().enumerate() {
                text class="chart-label" x="0" y=(self.y + idx * LINE + 13) { (line) }
            }
        };
        html! {
            g {
                title { (self.whole_label) }
                (links.to(&self.id, label))
                rect class="bar-track" x="0" y=(bar) width="100%" height=(BAR) rx="2" {}
                @if self.sure > 0.0 {
                    rect class="bar-pursue" x="0" y=(bar) width=(percent(self.sure)) height=(BAR) {}
                }
                @if self.open > 0.0 {
                    rect class="bar-find-out" x=(percent(self.sure)) y=(bar) width=(percent(self.open)) height=(BAR) {}
                }
                text class="chart-note" x="0" y=(bar + BAR + 14) { (self.note) }
            }
        }
    }
}

/// Returns a score or score range inside what any passing company can reach, as a small picture.
///
/// It is hidden from readers of the text: the numbers always stand beside it.
pub fn span(range: RangeView, reach: RangeView) -> Markup {
    let width = (reach.high - reach.low) as f64;
    let at = |score: i64| {
        if width > 0.0 {
            ((score - reach.low) as f64 * 100.0 / width).clamp(0.0, 100.0)
        } else {
            100.0
        }
    };
    let (low, high) = (at(range.low), at(range.high));
    html! {
        svg class="span" width="72" height="8" aria-hidden="true" focusable="false" {
            rect class="bar-track" x="0" y="2" width="100%" height="4" rx="2" {}
            @if range.low == range.high {
                rect class="bar-pursue" x="0" y="2" width=(percent(high.max(4.0))) height="4" rx="2" {}
            } @else {
                rect class="bar-pursue" x="0" y="2" width=(percent(low)) height="4" rx="2" {}
                rect class="bar-find-out" x=(percent(low)) y="2" width=(percent((high - low).max(4.0))) height="4" {}
            }
        }
    }
}

fn percent(width: f64) -> String {
    format!("{width:.2}%")
}

/// Breaks a label into lines that fit the narrowest page; what does not fit ends in "…".
///
/// The whole label stays in the chart's `<title>` and `<desc>`.
fn wrap(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in label.split_whitespace() {
        let mut word = word.to_owned();
        if !line.is_empty() && line.width() + 1 + word.width() > LABEL_COLUMNS {
            lines.push(std::mem::take(&mut line));
        }
        // A word longer than a line is cut where the line ends.
        while word.width() > LABEL_COLUMNS {
            let head = head(&word, LABEL_COLUMNS);
            word = word[head.len()..].to_owned();
            lines.push(head);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > LABEL_LINES {
        lines.truncate(LABEL_LINES);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}…", head(last, LABEL_COLUMNS - 1));
        }
    }
    lines
}

/// Returns the longest beginning that takes at most so many columns, and at least one character.
fn head(text: &str, columns: usize) -> String {
    let mut taken = 0;
    let mut head = String::new();
    for c in text.chars() {
        taken += c.width().unwrap_or(0);
        if taken > columns && !head.is_empty() {
            break;
        }
        head.push(c);
    }
    head
}
