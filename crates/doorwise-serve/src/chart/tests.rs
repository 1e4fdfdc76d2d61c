//! Charts as they leave the house.

use doorwise_playbook::view::{CountsView, FallView, RangeView};
use expect_test::{Expect, expect};
use maud::Markup;
use proptest::prelude::*;

use crate::report::Links;

use super::{LABEL_COLUMNS, LABEL_LINES, LEAST, bar_counts, funnel, span, widths, wrap};
use unicode_width::UnicodeWidthStr;

fn check(chart: &maud::Markup, expected: Expect) {
    expected.assert_eq(&chart.0.replace("><", ">\n<"));
}

fn fall(says: &str, [out, left, open, alone]: [usize; 4]) -> FallView {
    FallView {
        id: String::new(),
        kind: "gate",
        says: says.into(),
        out,
        left,
        open,
        alone,
    }
}

#[test]
fn counts_as_a_bar() {
    let counts = CountsView {
        id: "count".into(),
        companies: 2400,
        pursue: 96,
        find_out: 143,
        ignore: 2161,
    };
    check(
        &bar_counts("bar", &counts),
        expect![[r#"
        <svg class="chart" width="100%" height="38" role="img" aria-labelledby="bar-title bar-desc">
        <title id="bar-title">Companies by decision</title>
        <desc id="bar-desc">Of 2,400 companies: pursue 96 (4.0 %), find out 143 (6.0 %), ignore 2,161 (90.0 %).</desc>
        <rect class="bar-track" x="0" y="0" width="100%" height="12" rx="2">
        </rect>
        <rect class="bar-pursue" x="0.00%" y="0" width="4.00%" height="12">
        </rect>
        <rect class="bar-find-out" x="4.00%" y="0" width="5.96%" height="12">
        </rect>
        <rect class="bar-ignore" x="9.96%" y="0" width="90.04%" height="12">
        </rect>
        <rect class="bar-pursue" x="0%" y="22" width="9" height="9">
        </rect>
        <text class="chart-note" x="0%" dx="15" y="31">4.0 % pursue</text>
        <rect class="bar-find-out" x="33.33%" y="22" width="9" height="9">
        </rect>
        <text class="chart-note" x="33.33%" dx="15" y="31">6.0 % find out</text>
        <rect class="bar-ignore" x="66.67%" y="22" width="9" height="9">
        </rect>
        <text class="chart-note" x="66.67%" dx="15" y="31">90.0 % ignore</text>
        </svg>"#]],
    );
}

#[test]
fn no_company_makes_no_bar() {
    let counts = CountsView {
        id: "count".into(),
        companies: 0,
        pursue: 0,
        find_out: 0,
        ignore: 0,
    };
    check(
        &bar_counts("bar", &counts),
        expect![[r#"
        <svg class="chart" width="100%" height="38" role="img" aria-labelledby="bar-title bar-desc">
        <title id="bar-title">Companies by decision</title>
        <desc id="bar-desc">Of 0 companies: pursue 0 (0 %), find out 0 (0 %), ignore 0 (0 %).</desc>
        <rect class="bar-track" x="0" y="0" width="100%" height="12" rx="2">
        </rect>
        <rect class="bar-pursue" x="0%" y="22" width="9" height="9">
        </rect>
        <text class="chart-note" x="0%" dx="15" y="31">0 % pursue</text>
        <rect class="bar-find-out" x="33.33%" y="22" width="9" height="9">
        </rect>
        <text class="chart-note" x="33.33%" dx="15" y="31">0 % find out</text>
        <rect class="bar-ignore" x="66.67%" y="22" width="9" height="9">
        </rect>
        <text class="chart-note" x="66.67%" dx="15" y="31">0 % ignore</text>
        </svg>"#]],
    );
}

fn unlinked_funnel(companies: usize, falls: &[FallView]) -> Markup {
    let counts = CountsView {
        id: "count".into(),
        companies,
        pursue: 0,
        find_out: 0,
        ignore: companies,
    };
    funnel("funnel", &counts, falls, &Links::new(&|_| None))
}

#[test]
fn fall_out_as_a_funnel() {
    let exclusion = FallView {
        id: String::new(),
        kind: "exclusion",
        ..fall("keywords agency", [8, 239, 0, 8])
    };
    check(
        &unlinked_funnel(
            2400,
            &[fall("stage seed|series_a", [37, 247, 143, 0]), exclusion],
        ),
        expect![[r#"
        <svg class="chart" width="100%" height="192" role="group" aria-labelledby="funnel-title funnel-desc">
        <title id="funnel-title">How each gate and exclusion thins the market</title>
        <desc id="funnel-desc">2,400 companies in all. Gate stage seed|series_a: 37 fall here, 0 of them by it alone; 247 left, open for 143 of those. Exclusion keywords agency: 8 fall here, 8 of them by it alone; 239 left, open for 0 of those.</desc>
        <g>
        <title>All companies</title>
        <text class="chart-label" x="0" y="13">All companies</text>
        <rect class="bar-track" x="0" y="21" width="100%" height="12" rx="2">
        </rect>
        <rect class="bar-pursue" x="0" y="21" width="100.00%" height="12">
        </rect>
        <text class="chart-note" x="0" y="47">2,400</text>
        </g>
        <g>
        <title>Gate stage seed|series_a</title>
        <text class="chart-label" x="0" y="77">Gate stage seed|series_a</text>
        <rect class="bar-track" x="0" y="85" width="100%" height="12" rx="2">
        </rect>
        <rect class="bar-pursue" x="0" y="85" width="4.33%" height="12">
        </rect>
        <rect class="bar-find-out" x="4.33%" y="85" width="5.96%" height="12">
        </rect>
        <text class="chart-note" x="0" y="111">247 left, 37 fall here, 143 open</text>
        </g>
        <g>
        <title>Exclusion keywords agency</title>
        <text class="chart-label" x="0" y="141">Exclusion keywords agency</text>
        <rect class="bar-track" x="0" y="149" width="100%" height="12" rx="2">
        </rect>
        <rect class="bar-pursue" x="0" y="149" width="9.96%" height="12">
        </rect>
        <text class="chart-note" x="0" y="175">239 left, 8 fall here (8 by it alone)</text>
        </g>
        </svg>"#]],
    );
}

#[test]
fn a_range_inside_its_reach() {
    let reach = RangeView { low: 2, high: 6 };
    check(
        &span(RangeView { low: 4, high: 6 }, reach),
        expect![[r#"
        <svg class="span" width="72" height="8" aria-hidden="true" focusable="false">
        <rect class="bar-track" x="0" y="2" width="100%" height="4" rx="2">
        </rect>
        <rect class="bar-pursue" x="0" y="2" width="50.00%" height="4" rx="2">
        </rect>
        <rect class="bar-find-out" x="50.00%" y="2" width="50.00%" height="4">
        </rect>
        </svg>"#]],
    );
    check(
        &span(RangeView { low: 6, high: 6 }, reach),
        expect![[r#"
        <svg class="span" width="72" height="8" aria-hidden="true" focusable="false">
        <rect class="bar-track" x="0" y="2" width="100%" height="4" rx="2">
        </rect>
        <rect class="bar-pursue" x="0" y="2" width="100.00%" height="4" rx="2">
        </rect>
        </svg>"#]],
    );
}

#[test]
fn a_reach_of_one_point_is_full() {
    let one = RangeView { low: 3, high: 3 };
    assert!(span(one, one).0.contains("width=\"100.00%\" height=\"4\""));
}

#[test]
fn few_are_never_shown_as_none() {
    let [few, none, rest] = widths([1, 0, 1_000_000]);
    assert!(few > LEAST * 0.9 && none == 0.0 && rest < 100.0);
}

#[test]
fn a_long_label_ends_in_an_ellipsis_and_stays_whole_in_the_description() {
    let says = "keywords ".to_owned() + &["a-rather-long-keyword"; 12].join("|");
    let chart = unlinked_funnel(10, &[fall(&says, [1, 9, 0, 1])]).0;
    assert!(chart.contains('…'));
    assert!(
        chart
            .split_once("</desc>")
            .expect("a description")
            .0
            .contains(&says)
    );
}

proptest! {
    #[test]
    fn bars_fill_the_chart_and_keep_their_order(counts in [0_usize..10_000_000, 0_usize..10_000_000, 0_usize..10_000_000]) {
        let widths = widths(counts);
        let sum: f64 = widths.iter().sum();
        prop_assert!(counts == [0; 3] && sum == 0.0 || (sum - 100.0).abs() < 1e-9);
        for (a, width_a) in counts.iter().zip(widths) {
            prop_assert_eq!(*a == 0, width_a == 0.0);
            for (b, width_b) in counts.iter().zip(widths) {
                prop_assert!(a > b || width_a <= width_b);
            }
        }
    }

    #[test]
    fn labels_fit_the_narrowest_page(label in "\\PC{0,200}") {
        let lines = wrap(&label);
        prop_assert!(lines.len() <= LABEL_LINES);
        // One character may be wider than a line's end leaves room for.
        prop_assert!(lines.iter().all(|line| line.width() <= LABEL_COLUMNS + 1), "{:?}", lines);
    }
}
