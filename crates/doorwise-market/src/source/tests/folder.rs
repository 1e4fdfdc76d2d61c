//! Folders and patterns of files as one table.

use super::*;

/// Writes files into a new folder.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// Shows a table with every row's place.
fn show_places(table: &Table) -> String {
    let mut text = String::new();
    for row in 0..table.rows() {
        writeln!(
            text,
            "{} {}",
            table.place(row),
            cells(table, row).join(" / ")
        )
        .unwrap();
    }
    let shown = show(table);
    let of = |word: &str| {
        shown
            .lines()
            .filter(|line| line.starts_with(word))
            .map(str::to_owned)
            .collect::<Vec<_>>()
            .join("\n")
    };
    format!(
        "{}\n{}\n{text}{}\n{}",
        table.format,
        shown.lines().nth(1).unwrap().trim(),
        of("skipped"),
        of("note")
    )
}

#[test]
fn files_of_a_folder_are_one_table_in_the_order_of_their_numbers() {
    let folder = folder(&[
        ("part-10.csv", "Name,Stage\nTen,seed\n"),
        ("part-2.csv", "stage;name\nseries a;Two\n;\nseed;Zwei\n"),
        (
            "old/part-1.jsonl",
            "{\"name\": \"Old\", \"site\": \"old.example\"}\n[]\n",
        ),
        ("part-11.csv", ""),
        ("README.md", "what this is"),
        ("_SUCCESS", ""),
        (".hidden.csv", "x"),
    ]);
    let table = read(folder.path(), &ReadOptions::default()).unwrap();
    expect_test::expect![[r#"
        files: 1 of CSV, comma, UTF-8; 1 of CSV, semicolon, UTF-8; 1 of JSON lines, UTF-8
        name / site / stage
        old/part-1.jsonl:1 Old / old.example / 
        part-2.csv:2 Two /  / series a
        part-2.csv:4 Zwei /  / seed
        part-10.csv:2 Ten /  / seed
        skipped old/part-1.jsonl:2: not a JSON object
        note: empty files: `part-11.csv`
        note: files left alone, which are no tables by their names: `README.md`
        note: part-2.csv and 1 more: no column `site`; blank in its rows
        note: part-2.csv: a new column `stage`; blank in the rows of the files before
        note: part-2.csv: blank rows left out: 1; the first is 3"#]]
    .assert_eq(&show_places(&table));
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_read() {
    let folder = folder(&[
        ("a.csv", "name\nAcme\n"),
        ("b.parquet", "no parquet"),
        ("c.csv", "name\nCobalt\n"),
    ]);
    std::fs::write(folder.path().join("b.csv.gz"), b"\x1F\x8B\x08").unwrap();
    let table = read(folder.path(), &ReadOptions::default()).unwrap();
    let shown = show_places(&table).replace(&folder.path().display().to_string(), "");
    expect_test::expect![[r#"
        files: 2 of CSV, comma, UTF-8
        name
        a.csv:2 Acme
        c.csv:2 Cobalt
        skipped b.csv.gz: the whole file is left out: `/b.csv.gz` is compressed with gzip
        skipped b.parquet: the whole file is left out: `/b.parquet` is damaged or not Parquet: Parquet error: Invalid Parquet file. Corrupt footer
    "#]].assert_eq(&shown);
}

#[test]
fn a_pattern_names_the_files_that_are_meant() {
    let folder = folder(&[
        ("companies-1.csv", "name,city\nAcme,Pune\n"),
        ("companies-2.csv", "name,city\nCobalt,Delhi\n"),
        ("deals.csv", "deal,outcome,amount\nD1,won,5\n"),
    ]);
    let table = read(
        &folder.path().join("companies-*.csv"),
        &ReadOptions::default(),
    )
    .unwrap();
    assert_eq!(table.rows(), 2);
    assert_eq!(table.place(1), "companies-2.csv:2");
    assert_eq!(
        files(&folder.path().join("companies-?.csv")).unwrap().len(),
        2
    );
    assert!(matches!(
        read(&folder.path().join("people-*.csv"), &ReadOptions::default()),
        Err(SourceError::NoTables { .. })
    ));
    // The folder as a whole holds two tables.
    let error = read(folder.path(), &ReadOptions::default())
        .unwrap_err()
        .to_string();
    expect_test::expect![[r#"
        `` holds more than one table: deals.csv shares 0 columns with companies-1.csv
        help: keep the files of one table in a folder of their own, or name them by a pattern such as `data/companies-*.csv`"#]]
        .assert_eq(&error.replace(&folder.path().display().to_string(), ""));
}

#[test]
fn one_table_in_parts_reads_as_the_whole() {
    let data = data_or_skip!();
    let whole = data.join("crunchbase_2013/crunchbase-companies.csv");
    let bytes = std::fs::read(&whole).unwrap();
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\r').collect();
    let folder = tempfile::tempdir().unwrap();
    for (n, part) in lines[1..].chunks(2_000).enumerate() {
        let mut text = lines[0].to_vec();
        part.iter().for_each(|line| {
            text.push(b'\r');
            text.extend_from_slice(line);
        });
        std::fs::write(folder.path().join(format!("part-{n}.csv")), text).unwrap();
    }
    let options = ReadOptions {
        encoding: Some("macintosh".to_owned()),
        ..ReadOptions::default()
    };
    let (whole, parts) = (
        read(&whole, &options).unwrap(),
        read(folder.path(), &options).unwrap(),
    );
    assert_eq!(grid(&whole), grid(&parts));
    assert_eq!(parts.rows(), 17_727);
    assert_eq!(parts.place(2_000), "part-1.csv:2");
}

/// Returns what a reader in pieces of so many rows gives: rows with their places, and the last piece.
fn in_pieces(path: &Path, rows: usize) -> (Vec<String>, Vec<Vec<String>>, Table) {
    let (mut shown, mut headers, mut last) = (Vec::new(), Vec::new(), None);
    read_pieces(path, &ReadOptions::default(), rows, &mut |table| {
        for row in 0..table.rows() {
            let cells = cells(&table, row).join(" / ");
            shown.push(format!("{} {cells}", table.place(row)));
        }
        let of = table.columns.iter().map(|column| column.header.clone());
        headers.push(of.collect());
        last = Some(table);
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    (shown, headers, last.unwrap())
}

#[test]
fn files_read_piece_by_piece_say_the_same_and_every_piece_has_all_columns() {
    let long: String = (0..7).map(|row| format!("{row},seed\n")).collect();
    let folder = folder(&[
        ("part-1.csv", "name,site\nOne,one.example\n"),
        ("part-2.csv", &format!("name,stage\n{long}")),
        ("part-3.jsonl", "{\"name\": \"Old\"}\n[]\n"),
        ("part-4.xlsx", "this is no workbook"),
        ("part-5.csv", "Name\nLast\n"),
        ("part-6.csv", ""),
        ("notes.pdf", "left alone"),
    ]);
    let (whole, _, of_whole) = in_pieces(folder.path(), usize::MAX);
    assert_eq!(whole.len(), 10);
    assert_eq!(whole[1], "part-2.csv:2 0 /  / seed");
    for rows in 1..12 {
        let (shown, headers, last) = in_pieces(folder.path(), rows);
        assert_eq!(shown, whole, "{rows} rows a piece");
        assert!(headers.iter().all(|of| *of == ["name", "site", "stage"]));
        assert!(rows > 9 || headers.len() > 1, "{rows} rows a piece");
        let said = |table: &Table| {
            let skipped = table.skipped.iter();
            let skipped =
                skipped.map(|row| format!("{}: {}", table.skipped_place(row), row.reason));
            let mut said: Vec<String> = skipped.collect();
            let notes = table.notes.iter().map(ToString::to_string);
            // Where all headers are known before, `stage` stands in no file before as well.
            said.extend(notes.filter(|note| !note.contains("no column `stage`")));
            said
        };
        assert_eq!(said(&last)[0], said(&of_whole)[0]);
        assert_eq!(
            said(&last).len(),
            said(&of_whole).len(),
            "{:?}",
            said(&last)
        );
    }
}
