use std::fs;

use proptest::prelude::*;

use super::*;
use crate::source::{FormulaGuard, ReadOptions, read};
use crate::table::Table;

fn names(n: usize) -> Vec<String> {
    (0..n).map(|idx| format!("field {idx}")).collect()
}

fn round_trip(extension: &str, rows: &[Vec<String>]) -> Table {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("t.{extension}"));
    let n = rows[0].len();
    let mut writer = create(&path, &names(n), &vec![ColumnKind::Text; n]).unwrap();
    for row in rows {
        writer
            .row(&row.iter().map(|text| Cell::Text(text)).collect::<Vec<_>>())
            .unwrap();
    }
    writer.finish().unwrap();
    read(
        &path,
        &ReadOptions {
            formula_guard: FormulaGuard::Strip,
            ..ReadOptions::default()
        },
    )
    .unwrap()
}

fn texts(table: &Table) -> Vec<Vec<String>> {
    (0..table.rows())
        .map(|row| {
            table
                .columns
                .iter()
                .map(|column| column.value(row).to_owned())
                .collect()
        })
        .collect()
}

/// Rows of hostile texts; the first cell is filled, since a row of blanks is no row.
fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let text = prop_oneof![
        "[ -~]{0,12}",
        "['=+@\\-,;|\t\r\n\"\\\\ ]{0,6}",
        "\\PC{0,8}",
        "[＝＋－＠'0-9.]{0,5}",
    ];
    (1..5_usize).prop_flat_map(move |width| {
        let row = proptest::collection::vec(text.clone(), width).prop_map(|mut row| {
            row[0].insert(0, 'x');
            row
        });
        proptest::collection::vec(row, 1..12)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_as_csv_is_read_again(rows in rows()) {
        prop_assert_eq!(texts(&round_trip("csv", &rows)), rows);
    }

    #[test]
    fn what_is_written_as_json_lines_is_read_again(rows in rows()) {
        prop_assert_eq!(texts(&round_trip("jsonl", &rows)), rows);
    }

    #[test]
    fn the_formula_guard_comes_off_again(text in "['=+@\\-＝＋－＠\t\r\u{0}0-9.a]{0,6}") {
        let guarded = with_formula_guard(&text);
        prop_assert_eq!(without_formula_guard(&guarded), text.as_str());
    }
}

#[test]
fn parquet_is_read_again() {
    let rows: Vec<Vec<String>> = (0..20_000)
        .map(|id| vec![format!("id {id}"), format!("é,\"{}\n", id % 13)])
        .collect();
    assert_eq!(texts(&round_trip("parquet", &rows)), rows);
}

#[test]
fn formulas_are_guarded_and_numbers_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let mut writer = create(
        &path,
        &["text".to_owned(), "n".to_owned()],
        &[ColumnKind::Text, ColumnKind::Float],
    )
    .unwrap();
    for text in [
        "=1+1", "+A1", "-A1", "@x", "\tx", "\rx", "\0x", "＝1", "＠x", "-12.5", "+3", "'tis",
        "'=x", "-1+1", "plain",
    ] {
        writer.row(&[Cell::Text(text), Cell::Float(-1.5)]).unwrap();
    }
    writer.row(&[Cell::Blank, Cell::Float(f64::NAN)]).unwrap();
    writer.finish().unwrap();
    expect_test::expect![[r#"
        text,n
        \"\'=1+1\",-1.5
        \"\'+A1\",-1.5
        \"\'-A1\",-1.5
        \"\'@x\",-1.5
        \"\'\tx\",-1.5
        \"\'\rx\",-1.5
        \"\'\0x\",-1.5
        \"\'＝1\",-1.5
        \"\'＠x\",-1.5
        -12.5,-1.5
        +3,-1.5
        \"\'tis\",-1.5
        \"\'\'=x\",-1.5
        \"\'-1+1\",-1.5
        plain,-1.5
        ,
    "#]]
    .assert_eq(
        &fs::read_to_string(&path)
            .unwrap()
            .escape_debug()
            .to_string()
            .replace("\\n", "\n"),
    );
}

#[test]
fn nothing_is_left_without_finish() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["t.csv", "t.jsonl", "t.parquet"] {
        let path = folder.path().join(name);
        fs::write(&path, b"old").unwrap();
        let mut writer = create(&path, &names(1), &[ColumnKind::Text]).unwrap();
        writer.row(&[Cell::Text("new")]).unwrap();
        drop(writer);
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn wrong_rows_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let mut writer = create(&path, &names(2), &[ColumnKind::Text, ColumnKind::Int]).unwrap();
    assert!(matches!(
        writer.row(&[Cell::Blank]),
        Err(WriteError::Width {
            found: 1,
            expected: 2,
            ..
        })
    ));
    assert!(matches!(
        writer.row(&[Cell::Text("a"), Cell::Text("b")]),
        Err(WriteError::Kind { .. })
    ));
    assert!(matches!(
        create(&folder.path().join("t.docx"), &[], &[]),
        Err(WriteError::UnknownFormat { .. })
    ));
    let twice = ["a".to_owned(), "a".to_owned()];
    assert!(matches!(
        create(&path, &twice, &[ColumnKind::Text; 2]),
        Err(WriteError::DuplicateHeader { .. })
    ));
}

#[test]
fn a_whole_row_whose_only_filled_cell_has_commas_keeps_it() {
    let rows = vec![["x,,", "", ""].map(str::to_owned).to_vec()];
    assert_eq!(texts(&round_trip("csv", &rows)), rows);
}
