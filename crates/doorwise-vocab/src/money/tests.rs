use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;

#[test]
fn a_code_is_no_amount() {
    for cell in ["C12", "C1", "C120"] {
        assert!(money(cell).value().is_none(), "{cell}");
        assert!(crate::number::interval(cell).value().is_none(), "{cell}");
    }
    // Catalogues write about twelve so.
    assert!(money("c. 12").value().is_some());
}

#[test]
fn amounts_in_many_spellings() {
    const INF: f64 = f64::INFINITY;
    for (cell, low, high, code) in [
        ("585.00", 585.0, 585.0, ""),
        ("1M to 10M", 1e6, 1e7, ""),
        ("11 lakhs", 1.1e6, 1.1e6, "INR"),
        ("10.4L", 1.04e6, 1.04e6, "INR"),
        ("2.5cr", 2.5e7, 2.5e7, "INR"),
        ("Rs 2.5 cr", 2.5e7, 2.5e7, "INR"),
        ("Rs.2.5 cr", 2.5e7, 2.5e7, "INR"),
        ("Rs. 5,000/-", 5e3, 5e3, "INR"),
        ("₹20,00,000", 2e6, 2e6, "INR"),
        ("INR 5,00,000", 5e5, 5e5, "INR"),
        ("₹ 50 lakh - 2 crore", 5e6, 2e7, "INR"),
        ("$20 lakh", 2e6, 2e6, "USD"),
        ("EUR 1,2 Mio", 1.2e6, 1.2e6, "EUR"),
        ("1,2 Mio. €", 1.2e6, 1.2e6, "EUR"),
        ("2 Mrd. Euro", 2e9, 2e9, "EUR"),
        ("1.200.000 EUR", 1.2e6, 1.2e6, "EUR"),
        ("1.200 €", 1200.0, 1200.0, "EUR"),
        ("1,200 €", 1200.0, 1200.0, "EUR"),
        ("1.200,50 €", 1200.5, 1200.5, "EUR"),
        ("500 TEUR", 5e5, 5e5, "EUR"),
        ("500 T€", 5e5, 5e5, "EUR"),
        ("5m€", 5e6, 5e6, "EUR"),
        ("$10M-$50M", 1e7, 5e7, "USD"),
        ("$10M - 50M USD", 1e7, 5e7, "USD"),
        ("$10B+", 1e10, INF, "USD"),
        ("$10B and above", 1e10, INF, "USD"),
        ("USD 1.5 million", 1.5e6, 1.5e6, "USD"),
        ("US$ 1.5 million", 1.5e6, 1.5e6, "USD"),
        ("U.S. $5M", 5e6, 5e6, "USD"),
        ("$1 to 5 million", 1e6, 5e6, "USD"),
        ("$1 to $10M", 1e6, 1e7, "USD"),
        ("less than $1M", 0.0, 1e6, "USD"),
        ("<1M", 0.0, 1e6, ""),
        (">1B", 1e9, INF, ""),
        ("$1,234.56", 1234.56, 1234.56, "USD"),
        ("-$500", -500.0, -500.0, "USD"),
        ("($500)", -500.0, -500.0, "USD"),
        ("1bn", 1e9, 1e9, ""),
        ("£3m", 3e6, 3e6, "GBP"),
        ("3 million pounds", 3e6, 3e6, "GBP"),
        ("A$5M", 5e6, 5e6, "AUD"),
        ("CAD $5M", 5e6, 5e6, "CAD"),
        ("R$ 2,5 mio", 2.5e6, 2.5e6, "BRL"),
        ("¥5M", 5e6, 5e6, "JPY"),
        ("CN¥5M", 5e6, 5e6, "CNY"),
        ("CHF 1'200'000", 1.2e6, 1.2e6, "CHF"),
        ("$5M per year", 5e6, 5e6, "USD"),
        ("€2M ARR", 2e6, 2e6, "EUR"),
        ("annual revenue: $5M", 5e6, 5e6, "USD"),
        ("~$50k", 4e4, 6e4, "USD"),
        ("14,342,000+", 14_342_000.0, INF, ""),
        ("1,000,000,", 1e6, 1e6, ""),
        ("48,89,975.54", 4_889_975.54, 4_889_975.54, ""),
        ("\\\\xc2\\\\xa020,000,000", 2e7, 2e7, ""),
    ] {
        match money(cell) {
            Reading::Value(found) => {
                let found_code = found.currency.map_or("", Currency::as_str);
                assert_eq!(
                    (found.amount.low, found.amount.high, found_code),
                    (low, high, code),
                    "{cell:?}"
                );
            }
            other => panic!("{cell:?} gave {other:?}"),
        }
    }
}

#[test]
fn what_is_no_amount_says_why() {
    for (cell, why) in [
        ("lots", "no number in `lots`"),
        (
            "$1M to €5M",
            "two currencies, `EUR` and `USD`, in `$1M to €5M`",
        ),
        (
            "500 kr",
            "`kr` names the money of several countries in `500 kr`",
        ),
        (
            "1k EUR per month",
            "`1k EUR per month` is an amount for a `month`, not for a year",
        ),
        ("$10M-$5", "only one end of `$10M-$5` has a unit"),
        ("#####", "no number in `#####`"),
    ] {
        assert_eq!(money(cell), Reading::unreadable(why), "{cell:?}");
    }
    assert_eq!(money("undisclosed"), Reading::Blank);
}

/// Reads real columns and counts what stays unread, so that a worse parser shows.
#[test]
fn real_amounts_are_read() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let (Ok(india), Ok(companies)) = (
        fs::read(data.join("india_startup_funding/startup_funding.csv")),
        fs::read(data.join("crunchbase_2013/crunchbase-companies.csv")),
    ) else {
        eprintln_skipped();
        return;
    };
    // Amounts with commas are the quoted cells of digits; bytes outside ASCII do not matter here.
    let india = String::from_utf8_lossy(&india).into_owned();
    let quoted: Vec<&str> = india
        .split('"')
        .filter(|cell| cell.ends_with(|ch: char| ch.is_ascii_digit()))
        .filter(|cell| {
            cell.bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b',')
        })
        .collect();
    let unread: Vec<&&str> = quoted
        .iter()
        .filter(|cell| money(cell).value().is_none())
        .collect();
    assert!(quoted.len() > 2_000, "{} amounts found", quoted.len());
    // Groups of no known kind: 300,000 or 3,000,000?
    assert_eq!(
        unread,
        [&"3,000,00", &"13,000,00", &"46,000,00", &"11,000,00"]
    );
    for cell in quoted.iter().filter(|cell| !unread.contains(cell)) {
        let plain: f64 = cell.replace(',', "").parse().unwrap();
        assert_eq!(
            money(cell).value().map(|found| found.amount),
            Some(Interval::exactly(plain)),
            "{cell}"
        );
    }

    let companies = String::from_utf8_lossy(&companies).into_owned();
    let mut n_read = 0;
    for row in companies.split('\r').skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        if cells.len() != 17 {
            continue;
        }
        let cell = cells[3].trim();
        // A spreadsheet made ten of these amounts dates and three of them `###`.
        match money(cell) {
            Reading::Value(found) => {
                assert_eq!(found.amount.low.to_string(), cell);
                n_read += 1;
            }
            Reading::Blank => assert_eq!(cell, ""),
            Reading::Unreadable { .. } => {
                assert!(cell.starts_with('#') || cell.contains('/'), "{cell:?}")
            }
        }
    }
    assert!(n_read > 15_000, "{n_read} amounts read");
}

#[expect(clippy::print_stderr, reason = "a test without its data says so")]
fn eprintln_skipped() {
    eprintln!("skipped: no shared data");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_safe(text in any::<String>(), likely in "[-0-9.,$€k mrsl<>+()]{0,12}") {
        for text in [text, likely] {
            if let Reading::Value(found) = money(&text) {
                prop_assert!(found.amount.low <= found.amount.high);
            }
        }
    }

    #[test]
    fn printed_amounts_come_back(value in 0_u32..2_000_000_000, code in prop::sample::select(vec!["USD", "EUR", "INR", "GBP"])) {
        let expected = Money { amount: Interval::exactly(f64::from(value)), currency: code.parse().ok() };
        prop_assert_eq!(money(&format!("{code} {value}")), Reading::Value(expected));
        prop_assert_eq!(money(&format!("{value} {code}")), Reading::Value(expected));
    }
}
