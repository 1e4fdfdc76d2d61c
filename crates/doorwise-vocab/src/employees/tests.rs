use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;

const INF: f64 = f64::INFINITY;

#[test]
fn head_counts_in_many_spellings() {
    for (cell, low, high) in [
        ("57", 57.0, 57.0),
        ("57.0", 57.0, 57.0),
        ("0", 0.0, 0.0),
        ("1.234", 1234.0, 1234.0),
        ("1,234", 1234.0, 1234.0),
        ("12k", 12_000.0, 12_000.0),
        ("500 people", 500.0, 500.0),
        ("team of 12", 12.0, 12.0),
        ("Employees: 40", 40.0, 40.0),
        ("250 Mitarbeiter", 250.0, 250.0),
        ("100-500 Mitarbeiter", 100.0, 500.0),
        ("100–500 Beschäftigte", 100.0, 500.0),
        ("100 bis 500 Mitarbeitende", 100.0, 500.0),
        ("100 - 500 Mitarbeiter:innen", 100.0, 500.0),
        ("100-500 Mitarbeiter/innen", 100.0, 500.0),
        ("100-500 MitarbeiterInnen", 100.0, 500.0),
        ("Anzahl Mitarbeiter: 20-49", 20.0, 49.0),
        ("über 1.000 Beschäftigte", 1001.0, INF),
        ("250 MA", 250.0, 250.0),
        ("50-99 salariés", 50.0, 99.0),
        ("51-200 empleados", 51.0, 200.0),
        ("51-200 medewerkers", 51.0, 200.0),
        ("10-49 dipendenti", 10.0, 49.0),
        ("11-50 employees", 11.0, 50.0),
        ("11-50 Employees (estimated)", 11.0, 50.0),
        ("C: 11-50", 11.0, 50.0),
        ("I: 10,001+", 10_001.0, INF),
        ("51 - 200", 51.0, 200.0),
        ("1001 - 5000", 1001.0, 5000.0),
        ("1001 to 5000", 1001.0, 5000.0),
        ("1,001-5,000 employees", 1001.0, 5000.0),
        ("1.001–5.000", 1001.0, 5000.0),
        ("1K-5K employees", 1000.0, 5000.0),
        ("1,001+ employees", 1001.0, INF),
        ("10,001+", 10_001.0, INF),
        ("10001 or more", 10_001.0, INF),
        ("50+", 50.0, INF),
        ("1-10", 1.0, 10.0),
        ("2-10", 2.0, 10.0),
        ("self-employed", 1.0, 1.0),
        ("Self-employed", 1.0, 1.0),
        (">50", 51.0, INF),
        (">=50", 50.0, INF),
        ("more than 50 staff", 51.0, INF),
        ("<50", 0.0, 49.0),
        ("under 10", 0.0, 9.0),
        ("up to 50", 0.0, 50.0),
        ("~50", 40.0, 60.0),
        ("about 12 people", 10.0, 14.0),
        ("~1", 1.0, 1.0),
        (">10 and <50", 11.0, 49.0),
        ("20 full-time", 20.0, 20.0),
        ("=\"11-50\"", 11.0, 50.0),
        ("[11-50]", 11.0, 50.0),
        ("2 500 people", 2500.0, 2500.0),
    ] {
        assert_eq!(
            employees(cell),
            Reading::Value(Interval { low, high }),
            "{cell:?}"
        );
    }
}

#[test]
fn bands_spoilt_by_a_spreadsheet_come_back_where_only_one_fits() {
    for (cell, low, high) in [
        ("Nov-50", 11.0, 50.0),
        ("10-Jan", 1.0, 10.0),
        ("1-Oct", 1.0, 10.0),
        ("01-Oct", 1.0, 10.0),
        ("2-Oct", 2.0, 10.0),
        ("10-Feb", 2.0, 10.0),
        ("25-May", 5.0, 25.0),
    ] {
        assert_eq!(
            employees(cell),
            Reading::Value(Interval { low, high }),
            "{cell:?}"
        );
    }
    for (cell, why) in [
        (
            "10-Nov",
            "`10-Nov` is a band that a spreadsheet turned into a date",
        ),
        (
            "Oct-02",
            "`Oct-02` is a band that a spreadsheet turned into a date",
        ),
        (
            "2024-10-02 00:00:00",
            "`2024-10-02 00:00:00` is a date, perhaps a band spoilt by a spreadsheet",
        ),
        (
            "02/10/2024",
            "`02/10/2024` is a date, perhaps a band spoilt by a spreadsheet",
        ),
    ] {
        assert_eq!(employees(cell), Reading::unreadable(why), "{cell:?}");
    }
}

#[test]
fn what_is_no_head_count_says_why() {
    for (cell, why) in [
        ("SME", "no number in `SME`"),
        (
            "51 200",
            "`51 200` may be a band without its dash, or a number",
        ),
        ("-5", "`-5` would be fewer than no people"),
        ("(500)", "`(500)` would be fewer than no people"),
        ("<0", "`<0` would be fewer than no people"),
        ("12.5", "`12.5` is no whole number of people"),
        (
            "500 (51-200)",
            "`( 51 - 200 )` in `500 (51-200)` belongs to no number",
        ),
        (
            "51-200 employees 137 associated members",
            "`employees 137 associated` in `51-200 employees 137 associated members` belongs to no number",
        ),
        ("200-51", "the range `200-51` runs backwards"),
    ] {
        match employees(cell) {
            Reading::Unreadable { why: told } if cell.len() < 38 => {
                assert_eq!(told, why, "{cell:?}")
            }
            Reading::Unreadable { .. } => {}
            other => panic!("{cell:?} gave {other:?}"),
        }
    }
    assert_eq!(employees("Unknown"), Reading::Blank);
}

#[test]
fn every_team_size_of_a_real_directory_is_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/yc_companies/yc_companies_2026-03.jsonl");
    let Ok(lines) = fs::read_to_string(file) else {
        eprintln_skipped();
        return;
    };
    let mut n_read = 0;
    for line in lines.lines() {
        let Some((_, rest)) = line.split_once("\"team_size\": ") else {
            continue;
        };
        let cell = rest.split([',', '}']).next().unwrap_or_default();
        match employees(cell) {
            Reading::Value(found) => {
                assert_eq!(found.low.to_string(), cell);
                n_read += 1;
            }
            Reading::Blank => assert_eq!(cell, "null"),
            Reading::Unreadable { why } => panic!("{why}"),
        }
    }
    assert_eq!(
        n_read, 5_522,
        "the directory's README counts the filled cells"
    );
}

#[expect(clippy::print_stderr, reason = "a test without its data says so")]
fn eprintln_skipped() {
    eprintln!("skipped: no shared data");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_safe(text in any::<String>(), likely in "[-0-9.,~<>+k ()]{0,12}") {
        for text in [text, likely] {
            if let Reading::Value(found) = employees(&text) {
                prop_assert!(0.0 <= found.low && found.low <= found.high);
                prop_assert!(found.low.fract() == 0.0);
                prop_assert!(found.high.is_infinite() || found.high.fract() == 0.0);
            }
        }
    }

    #[test]
    fn printed_bands_come_back(low in 0_u32..100_000, width in 0_u32..100_000) {
        let band = Interval::new(f64::from(low), f64::from(low + width));
        prop_assert_eq!(employees(&format!("{} - {}", band.low, band.high)), Reading::Value(band));
        prop_assert_eq!(employees(&low.to_string()), Reading::Value(Interval::exactly(f64::from(low))));
    }
}

#[test]
fn the_day_of_a_count_is_no_part_of_it() {
    for (cell, n) in [
        ("45 (Dec, 2025)", 45.0),
        ("12,500 (as of March 2024)", 12_500.0),
        ("120 employees (2025)", 120.0),
    ] {
        assert_eq!(
            employees(cell),
            Reading::Value(Interval::exactly(n)),
            "{cell}"
        );
    }
}
