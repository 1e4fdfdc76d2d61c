//! Files of the world, where they are at hand.

use super::*;
use crate::table::Note;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

#[test]
fn csv_spectrum_is_read_whole() {
    let folder = data_or_skip!().join("csv_spectrum");
    for csv in files(&folder.join("csvs")) {
        let name = csv.file_stem().unwrap().to_string_lossy().into_owned();
        let expected: serde_json::Value = serde_json::from_slice(
            &std::fs::read(folder.join("json").join(format!("{name}.json"))).unwrap(),
        )
        .unwrap();
        let table = read(&csv, &ReadOptions::default()).unwrap();
        let object = |row: usize| -> serde_json::Value {
            let cells = table
                .columns
                .iter()
                .map(|column| (column.header.clone(), column.value(row).into()));
            serde_json::Value::Object(cells.collect())
        };
        let found: serde_json::Value = (0..table.rows()).map(object).collect();
        // Stored copies may have lost their CRs on the way; the answers spell them out.
        let has_cr = std::fs::read(&csv).unwrap().contains(&b'\r');
        let text = expected.to_string();
        let expected: serde_json::Value = if has_cr {
            expected
        } else {
            serde_json::from_str(&text.replace("\\r\\n", "\\n")).unwrap()
        };
        if name != "location_coordinates" {
            assert_eq!(found, expected, "{name}");
        } else {
            assert_eq!(
                table.column("Location Coordinates").unwrap().value(0),
                "37\u{FFFD}36'37.8\"N 121\u{FFFD}2'17.9\"W"
            );
        }
    }
}

#[test]
fn polluted_files_lose_no_more_than_the_rows_they_name() {
    let folder = data_or_skip!().join("pollock_csv/polluted_files");
    let (mut n_equal, mut n_fewer, mut unequal) = (0, 0, Vec::new());
    let all = files(&folder.join("csv"));
    for csv in &all {
        let name = csv.file_name().unwrap();
        let clean = read(&folder.join("clean").join(name), &ReadOptions::default())
            .map(|table| grid(&table));
        match (read(csv, &ReadOptions::default()), clean) {
            (Ok(table), Ok(clean)) if grid(&table) == clean => n_equal += 1,
            (Ok(table), Ok(clean)) if is_clean_but_for_skipped(&table, &clean) => n_fewer += 1,
            // Both hold nothing.
            (Err(SourceError::Empty { .. }), Err(SourceError::Empty { .. })) => n_equal += 1,
            _ => unequal.push(name.to_string_lossy().into_owned()),
        }
    }
    expect_test::expect![[r#"
        28 equal, 33 equal but for skipped rows, of 79; the others:
        file_escape_char_0x00.csv
        file_escape_char_0x5C.csv
        file_field_delimiter_0x20.csv
        file_field_delimiter_0x2C_0x20.csv
        file_header_multirow_2.csv
        file_header_multirow_3.csv
        file_multitable_less.csv
        file_multitable_more.csv
        file_multitable_same.csv
        file_quotation_char_0x27.csv
        row_extra_quote0_col0.csv
        row_extra_quote25_col7.csv
        row_extra_quote33_col6.csv
        row_extra_quote61_col7.csv
        row_extra_quote6_col6.csv
        row_field_delimiter_13_0x20.csv
        row_less_sep_row0_col1.csv
        row_more_sep_row0_col8.csv"#]]
    .assert_eq(&format!(
        "{n_equal} equal, {n_fewer} equal but for skipped rows, of {}; the others:\n{}",
        all.len(),
        unequal.join("\n")
    ));
}

/// Returns whether the table is the clean one without as many rows as were skipped and named.
fn is_clean_but_for_skipped(table: &Table, clean: &[Vec<String>]) -> bool {
    let found = grid(table);
    let mut rest = clean.iter();
    found.iter().all(|row| rest.any(|clean| clean == row))
        && found.len() + table.skipped.len() == clean.len()
}

#[test]
fn known_encodings_are_found() {
    let folder = data_or_skip!();
    let table = read(
        &folder.join("india_startup_funding/startup_funding.csv"),
        &ReadOptions::default(),
    )
    .unwrap();
    assert_eq!(
        (table.rows(), table.skipped.len(), table.columns.len()),
        (3044, 0, 10)
    );
    assert_eq!(table.format.to_string(), "CSV, comma, windows-1252");
    assert_eq!(table.column("StartupName").unwrap().value(0), "BYJU’S");
    // 1,534 rows of the acquisitions are nothing but commas.
    for (name, rows) in [
        ("companies", 17727),
        ("rounds", 31679),
        ("acquisitions", 6185 - 1534),
    ] {
        let path = folder.join(format!("crunchbase_2013/crunchbase-{name}.csv"));
        let table = read(&path, &ReadOptions::default()).unwrap();
        assert_eq!(
            (table.rows(), table.skipped.len()),
            (rows, 0),
            "{name} {:?}",
            table.notes
        );
        assert_eq!(table.format.to_string(), "CSV, comma, macintosh");
    }
}

#[test]
fn lines_wrapped_by_excel_are_mended() {
    let folder = data_or_skip!().join("x_education_leads");
    let damaged = read(
        &folder.join("Leads_excel_damaged.csv"),
        &ReadOptions::default(),
    )
    .unwrap();
    assert_eq!((damaged.rows(), damaged.skipped.len()), (9240, 0));
    let whole = read(&folder.join("Leads.csv"), &ReadOptions::default()).unwrap();
    assert_eq!(whole.rows(), 9240);
    let wrapped = damaged.notes.iter().find_map(|note| match note {
        Note::Repaired { rows, .. } => Some(*rows),
        _ => None,
    });
    assert_eq!(wrapped, Some(338));
    for header in ["Prospect ID", "Tags", "City"] {
        let equal = (0..9240)
            .filter(|&row| {
                damaged.column(header).unwrap().value(row)
                    == whole.column(header).unwrap().value(row)
            })
            .count();
        assert_eq!(equal, 9240, "{header}");
    }
}

/// The cleaned copy is the raw scrape without the 417 rows that repeat an earlier row cell for cell,
/// in the same order, with `1.2L` and `11.4k` written out (some as floats such as 490000.00000000006) and 0 for `--`.
#[test]
fn a_scrape_read_by_us_equals_its_cleaned_copy_number_for_number() {
    let folder = data_or_skip!().join("ambitionbox_india_companies");
    let open = |name: &str| read(&folder.join(name), &ReadOptions::default()).unwrap();
    let raw = open("Ambitionbox_Companies_Raw.csv");
    let cleaned = open("ambitionbox_companies_cleaned.csv");
    assert_eq!((raw.rows(), cleaned.rows()), (9_980, 9_563));
    let mut seen = std::collections::BTreeSet::new();
    let once: Vec<usize> = (0..raw.rows())
        .filter(|&row| seen.insert(cells(&raw, row)))
        .collect();
    assert_eq!(once.len(), cleaned.rows(), "417 rows repeat an earlier one");
    for (at, &row) in once.iter().enumerate() {
        assert_eq!(cells(&raw, row)[0], cells(&cleaned, at)[0]);
        for header in [
            "count_of_rating",
            "salary",
            "interview_counts",
            "jobs",
            "benefits",
        ] {
            let written = raw.column(header).unwrap().value(row);
            let clean: f64 = cleaned.column(header).unwrap().value(at).parse().unwrap();
            let number = doorwise_vocab::number::number(written)
                .value()
                .unwrap_or(0.0);
            let money = match doorwise_vocab::money::money(written).value() {
                Some(money) => (money.amount.low, money.amount.high),
                None => (0.0, 0.0),
            };
            for read in [number, money.0, money.1] {
                assert!(
                    (read - clean).abs() <= clean * 1e-12,
                    "{}, {header}: {written:?} gave {read}, not {clean}",
                    raw.place(row)
                );
            }
        }
    }
}
