use proptest::prelude::*;

use super::*;

fn low_high(cell: &str) -> (f64, f64) {
    match interval(cell) {
        Reading::Value(found) => (found.low, found.high),
        other => panic!("{cell:?} gave {other:?}"),
    }
}

#[test]
fn numbers_in_many_spellings() {
    for (cell, value) in [
        ("0", 0.0),
        ("585.00", 585.0),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234", 1234.0),
        ("1.234", 1.234),
        ("1.234.567", 1_234_567.0),
        ("1'234'567.80", 1_234_567.8),
        ("1 234 567", 1_234_567.0),
        ("1\u{a0}234,50", 1234.5),
        ("1_000", 1000.0),
        ("12,5", 12.5),
        ("0,125", 0.125),
        ("0.125", 0.125),
        (".5", 0.5),
        ("20,00,00,000", 200_000_000.0),
        ("5,00,000", 500_000.0),
        ("48,89,975.54", 4_889_975.54),
        ("1.2L", 120_000.0),
        ("10.4L", 1_040_000.0),
        ("4.9L", 490_000.0),
        ("57k", 57_000.0),
        ("3.4M", 3_400_000.0),
        ("1,2 Mio.", 1_200_000.0),
        ("1,234 Mio", 1_234_000.0),
        ("2 Mrd", 2e9),
        ("3bn", 3e9),
        ("2 crore", 20_000_000.0),
        ("11 lakhs", 1_100_000.0),
        ("1 lakh crore", 1e12),
        ("two hundred 3 million", f64::NAN),
        ("1e6", 1_000_000.0),
        ("1.5E+07", 15_000_000.0),
        ("2.5e-1", 0.25),
        ("(500)", -500.0),
        ("(1,500k)", -1_500_000.0),
        ("-3", -3.0),
        ("\u{2212}3", -3.0),
        ("+7", 7.0),
        ("45%", 45.0),
        ("\\\\xc2\\\\xa016,200,000", 16_200_000.0),
    ] {
        match number(cell) {
            Reading::Value(found) => assert_eq!(found, value, "{cell:?}"),
            other => assert!(value.is_nan(), "{cell:?} gave {other:?}"),
        }
    }
}

#[test]
fn what_is_no_number_says_why() {
    for (cell, why) in [
        ("fifty", "no number in `fifty`"),
        ("50+", "`50+` is a range, not one number"),
        ("~50", "`~50` is a range, not one number"),
        (
            "3,000,00",
            "the digits of `3,000,00` are grouped in no known way",
        ),
        ("1.2.3", "the digits of `1.2.3` are grouped in no known way"),
        ("1,000,000,,", "`, ,` in `1,000,000,,` belongs to no number"),
        ("5 mil", "`mil` in `5 mil` belongs to no number"),
        ("b2b", "`b 2 b` in `b2b` belongs to no number"),
        ("1e999", "the number in `1e999` is too large to hold"),
    ] {
        assert_eq!(number(cell), Reading::unreadable(why), "{cell:?}");
    }
    assert_eq!(number("--"), Reading::Blank);
}

#[test]
fn intervals_in_many_spellings() {
    const INF: f64 = f64::INFINITY;
    for (cell, low, high) in [
        ("50", 50.0, 50.0),
        ("10-50", 10.0, 50.0),
        ("10 - 50", 10.0, 50.0),
        ("10–50", 10.0, 50.0),
        ("10..50", 10.0, 50.0),
        ("10…50", 10.0, 50.0),
        ("10~50", 10.0, 50.0),
        ("10 to 50", 10.0, 50.0),
        ("10 bis 50", 10.0, 50.0),
        ("between 10 and 50", 10.0, 50.0),
        ("from 10 to 50", 10.0, 50.0),
        ("from 10", 10.0, INF),
        ("1,001+", 1001.0, INF),
        ("1001 and above", 1001.0, INF),
        ("1001 or more", 1001.0, INF),
        ("50 plus", 50.0, INF),
        ("> 50", 50.0, INF),
        (">=50", 50.0, INF),
        ("≥ 50", 50.0, INF),
        ("at least 50", 50.0, INF),
        ("more than 50", 50.0, INF),
        ("<10", -INF, 10.0),
        ("under 10", -INF, 10.0),
        ("up to 50", -INF, 50.0),
        ("50 or less", -INF, 50.0),
        ("no more than 50", -INF, 50.0),
        ("~50", 40.0, 60.0),
        ("about 50", 40.0, 60.0),
        ("approx. 50", 40.0, 60.0),
        ("ca. 100", 80.0, 120.0),
        (">10 and <50", 10.0, 50.0),
        (">= 10, < 50", 10.0, 50.0),
        ("-10-5", -10.0, 5.0),
        ("-10 - -5", -10.0, -5.0),
        ("5-10k", 5_000.0, 10_000.0),
        ("500-1k", 500.0, 1_000.0),
        ("1k-1500", 1_000.0, 1_500.0),
        ("1 to 5 million", 1e6, 5e6),
        ("10M-50", 1e7, 5e7),
        ("1e3-1e4", 1e3, 1e4),
    ] {
        assert_eq!(low_high(cell), (low, high), "{cell:?}");
    }
}

#[test]
fn what_is_no_interval_says_why() {
    for (cell, why) in [
        ("50-10", "the range `50-10` runs backwards"),
        ("> 50 and < 10", "the range `> 50 and < 10` runs backwards"),
        (">5 and <5", "the range `>5 and <5` runs backwards"),
        ("10M-5", "only one end of `10M-5` has a unit"),
        ("10 50", "`50` in `10 50` belongs to no number"),
        ("10-", "`-` in `10-` belongs to no number"),
        ("> about", "no number in `> about`"),
        ("(5", "`(` in `(5` belongs to no number"),
    ] {
        assert_eq!(interval(cell), Reading::unreadable(why), "{cell:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_safe(text in any::<String>()) {
        let _ = number(&text);
        if let Reading::Value(found) = interval(&text) {
            prop_assert!(found.low <= found.high);
        }
    }

    #[test]
    fn any_likely_text_is_safe(text in "[-0-9.,' ~<>=+()kmleo%]{0,14}") {
        let _ = number(&text);
        if let Reading::Value(found) = interval(&text) {
            prop_assert!(found.low <= found.high);
        }
    }

    #[test]
    fn printed_numbers_come_back(value in -1_000_000_000_i32..1_000_000_000, fraction in 0.0..1e9_f64) {
        prop_assert_eq!(number(&value.to_string()), Reading::Value(f64::from(value)));
        let printed = fraction.to_string();
        prop_assert_eq!(number(&printed), Reading::Value(fraction), "{}", printed);
    }

    #[test]
    fn bands_come_back(low in 0_u32..1_000_000, width in 0_u32..1_000_000) {
        let (low, high) = (f64::from(low), f64::from(low + width));
        prop_assert_eq!(interval(&format!("{low}-{high}")), Reading::Value(Interval { low, high }));
        prop_assert_eq!(interval(&format!("{low} to {high}")), Reading::Value(Interval { low, high }));
    }
}
