//! JSON as programs write it: digits kept, repeated keys told, damage refused.

use super::*;
use crate::table::Note;

fn cells_of(text: &str) -> Vec<Vec<String>> {
    let table = read_bytes("t.json", text.as_bytes()).unwrap();
    let columns = || table.columns.iter();
    (0..table.rows())
        .map(|row| {
            columns()
                .map(|column| column.value(row).to_owned())
                .collect()
        })
        .collect()
}

#[test]
fn numbers_keep_every_digit() {
    let numbers =
        "[{\"a\":12345678901234567890123,\"b\":1e21,\"c\":5.0,\"d\":0.10,\"e\":-0,\"f\":1E400}]";
    assert_eq!(
        cells_of(numbers),
        [[
            "12345678901234567890123",
            "1e21",
            "5",
            "0.10",
            "-0",
            "1E400"
        ]]
    );
}

#[test]
fn a_key_that_repeats_is_told_and_the_last_counts() {
    let table = read_bytes(
        "t.jsonl",
        b"{\"a\":1}\n{\"a\":1,\"b\":{\"c\":2},\"b.c\":3}\n",
    )
    .unwrap();
    assert_eq!(table.column("b.c").unwrap().value(1), "3");
    let note = Note::KeyRepeated {
        key: "b.c".to_owned(),
        rows: 1,
        first: 2,
    };
    assert_eq!(table.notes, [note]);
}

#[test]
fn half_a_character_costs_its_row_only() {
    let table = read_bytes("t.json", b"[{\"a\":\"\\ud800\"},{\"a\":\"x\"}]").unwrap();
    assert_eq!((table.rows(), table.skipped.len()), (1, 1));
}

/// Every file of the suite is read, in part or whole, or refused; what is no JSON is never read in full.
#[test]
fn the_json_suite_is_read_or_refused() {
    let folder = data_or_skip!().join("json_test_suite/test_parsing");
    let (mut n_whole, mut n_part, mut n_refused) = (0, 0, 0);
    let mut read_though_damaged = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match read(&path, &ReadOptions::default()) {
            Ok(table) if table.skipped.is_empty() => {
                n_whole += 1;
                if name.starts_with("n_") {
                    read_though_damaged.push(name);
                }
            }
            Ok(_) => n_part += 1,
            Err(_) => n_refused += 1,
        }
    }
    assert_eq!(read_though_damaged, Vec::<String>::new());
    // Most of the suite is valid JSON that is no table: a number, a text, an empty list.
    assert_eq!((n_whole, n_part, n_refused), (11, 0, 307));
}

#[test]
fn deals_and_companies_in_json_are_read_whole() {
    let data = data_or_skip!();
    for (file, rows) in [
        ("hubspot_deals/won_deals.json", 48),
        ("hubspot_deals/lost_deals.json", 241),
        ("hubspot_deals/activities.json", 882),
        ("yc_companies/yc_companies_2026-03.jsonl", 5617),
    ] {
        let table = read(&data.join(file), &ReadOptions::default()).unwrap();
        assert_eq!((table.rows(), table.skipped.len()), (rows, 0), "{file}");
    }
}

#[test]
fn objects_over_several_lines_are_rows_at_their_first_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let text = "{\"name\": \"One\"}\n\
        {\n  \"name\": \"Two\",\n  \"at\": {\n    \"city\": \"Pune\"\n  }\n}\n\
        {\"name\": \"never closed\n\
        {\n\"name\":\n\n\"Three\" }\n\
        {\n  \"name\": oops\n}\n\
        {\"name\": \"Four\"}\n\
        {\n  \"name\": \"cut off\"";
    for (end, path) in [("\n", path.clone()), ("\r\n", path)] {
        std::fs::write(&path, text.replace('\n', end)).unwrap();
        let table = read(&path, &ReadOptions::default()).unwrap();
        let rows: Vec<String> = (0..table.rows())
            .map(|row| format!("{} {}", table.place(row), cells(&table, row).join(" / ")))
            .collect();
        assert_eq!(
            rows,
            [
                "a.jsonl:1 One / ",
                "a.jsonl:2 Two / Pune",
                "a.jsonl:9 Three / ",
                "a.jsonl:16 Four / "
            ]
        );
        let skipped: Vec<u64> = table.skipped.iter().map(|row| row.number).collect();
        assert_eq!(skipped, [8, 13, 17]);
    }
}
