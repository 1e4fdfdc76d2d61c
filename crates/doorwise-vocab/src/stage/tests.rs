use expect_test::expect;
use proptest::prelude::*;

use super::*;
use crate::industry::shared_data::{column, shared, table};

fn read(text: &str) -> String {
    match stage(text) {
        Reading::Value(stages) => stages
            .iter()
            .map(|stage| stage.as_str())
            .collect::<Vec<_>>()
            .join(" "),
        Reading::Blank => "blank".into(),
        Reading::Unreadable { why } => format!("? {why}"),
    }
}

#[test]
fn words_and_labels_read_as_themselves() {
    for one in Stage::ALL {
        assert_eq!(Stage::parse(one.as_str()), Some(one));
        assert_eq!(stage(one.as_str()), Reading::Value(vec![one]));
        assert_eq!(stage(one.label()), Reading::Value(vec![one]));
        assert_eq!(
            stage(&one.as_str().to_uppercase()),
            Reading::Value(vec![one])
        );
    }
}

#[test]
fn spellings_of_lists_and_trackers() {
    let cells = [
        "Series A",
        "series-a",
        "Series_A",
        "SERIES A",
        "Round A",
        "A",
        "SeriesA",
        "Series A1",
        "Series A-1",
        "Series A+",
        "Series B (Extension)",
        "Series E",
        "Series J",
        "series-c+",
        "Series A/B",
        "pre series A",
        "Pre-Series A",
        "Pre-Series B",
        "Seed Funding",
        "Seed\\\\nFunding",
        "Seed Funding Round",
        "Seed/ Angel Funding",
        "Seed / Angle Funding",
        "Angel",
        "Early",
        "Growth",
        "Late Stage VC",
        "Early Stage Venture",
        "Venture - Series Unknown",
        "IPO",
        "Public",
        "Post-IPO equity",
        "Mittelstand",
        "Subsidiary",
        "PSU",
        "Bootstrapped",
        "Privately Held",
        "Private Equity",
        "Private\\\\nEquity",
        "Debt Funding",
        "Debt and Preference capital",
        "Unknown",
        "",
        "nan",
        "banana",
        "X",
    ];
    let table: String = cells
        .iter()
        .map(|cell| format!("{cell} => {}\n", read(cell)))
        .collect();
    expect![[r#"
        Series A => series_a
        series-a => series_a
        Series_A => series_a
        SERIES A => series_a
        Round A => series_a
        A => series_a
        SeriesA => series_a
        Series A1 => series_a
        Series A-1 => series_a
        Series A+ => series_a
        Series B (Extension) => series_b
        Series E => series_d_plus
        Series J => series_d_plus
        series-c+ => series_c series_d_plus
        Series A/B => series_a series_b
        pre series A => seed
        Pre-Series A => seed
        Pre-Series B => series_a
        Seed Funding => seed
        Seed\\nFunding => seed
        Seed Funding Round => seed
        Seed/ Angel Funding => pre_seed seed
        Seed / Angle Funding => pre_seed seed
        Angel => pre_seed seed
        Early => bootstrapped pre_seed seed series_a
        Growth => series_b series_c series_d_plus growth_pe public
        Late Stage VC => series_c series_d_plus growth_pe
        Early Stage Venture => series_a series_b
        Venture - Series Unknown => seed series_a series_b series_c series_d_plus
        IPO => public
        Public => public
        Post-IPO equity => public
        Mittelstand => family_owned
        Subsidiary => acquired
        PSU => state_owned
        Bootstrapped => bootstrapped
        Privately Held => bootstrapped pre_seed seed series_a series_b series_c series_d_plus growth_pe acquired family_owned
        Private Equity => ? no stage in `Private Equity`: a private-equity round happens at many stages
        Private\\nEquity => ? no stage in `Private\\nEquity`: a private-equity round happens at many stages
        Debt Funding => ? no stage in `Debt Funding`: a kind of money, not a stage
        Debt and Preference capital => ? no stage in `Debt and Preference capital`: a kind of money, not a stage
        Unknown => blank
         => blank
        nan => blank
        banana => ? no stage in `banana`
        X => ? no stage in `X`
    "#]].assert_eq(&table);
}

#[test]
fn neighbours_are_one_rung_away() {
    assert_eq!(Stage::SeriesA.neighbours(), [Stage::Seed, Stage::SeriesB]);
    assert_eq!(Stage::Bootstrapped.neighbours(), [Stage::PreSeed]);
    assert_eq!(Stage::Public.neighbours(), [Stage::GrowthPe]);
    assert_eq!(Stage::FamilyOwned.neighbours(), []);
    for one in Stage::ALL {
        for other in one.neighbours() {
            assert!(other.neighbours().contains(&one), "{one:?} and {other:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_reads_without_panic_and_lists_are_sorted_sets(text in "\\PC{0,40}") {
        if let Reading::Value(stages) = stage(&text) {
            prop_assert!(!stages.is_empty());
            prop_assert!(stages.windows(2).all(|pair| pair[0] < pair[1]), "{stages:?}");
        }
    }
}

/// Every real spelling says a stage, says nothing, or is refused for a reason that stands in the list.
#[test]
fn real_round_types_are_all_accounted_for() {
    let sources = [
        (
            "india_startup_funding/startup_funding.csv",
            "InvestmentType",
            50,
        ),
        (
            "crunchbase_2013/crunchbase-rounds.csv",
            "funding_round_type",
            9,
        ),
        ("yc_companies/yc_companies_2026-03.csv", "stage", 2),
    ];
    for (path, name, at_least) in sources {
        let Some(bytes) = shared(path) else { continue };
        let mut spellings = column(&table(&bytes), name);
        spellings.sort();
        spellings.dedup();
        assert!(spellings.len() >= at_least, "{path} {}", spellings.len());
        let missed: Vec<_> = spellings
            .iter()
            .filter(
                |cell| matches!(stage(cell), Reading::Unreadable { why } if !why.contains("`: a ")),
            )
            .collect();
        assert!(missed.is_empty(), "{path} {missed:?}");
    }
}

#[test]
fn the_size_and_the_day_of_a_round_change_no_stage() {
    for (text, stages) in [
        ("Series A - 2023", vec![Stage::SeriesA]),
        ("Series B (2021)", vec![Stage::SeriesB]),
        ("Seed ($1.5M)", vec![Stage::Seed]),
        ("Seed, Apr 2023", vec![Stage::Seed]),
        ("Series A1, 12 Jan 2024, USD 5 mn", vec![Stage::SeriesA]),
        ("Pre-seed / Rs 20 Cr", vec![Stage::PreSeed]),
        ("₹ 50 crore Series C", vec![Stage::SeriesC]),
    ] {
        assert_eq!(stage(text), Reading::Value(stages), "{text}");
    }
    for text in [
        "2023",
        "$1.5M",
        "raised 5 crore in 2021",
        "m",
        "12 Jan 2024",
    ] {
        assert!(stage(text).value().is_none(), "{text}");
    }
}
