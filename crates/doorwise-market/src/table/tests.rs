use std::path::Path;

use super::*;

fn table(rows: &[(u64, [&str; 2])]) -> Table {
    let mut builder = TableBuilder::default();
    builder.add_column("name".to_owned());
    builder.add_column("city".to_owned());
    for (number, cells) in rows {
        builder.push_row(*number, *cells);
    }
    builder.finish(
        Path::new("some/deals.csv"),
        None,
        Format::Csv {
            delimiter: b',',
            encoding: "UTF-8",
        },
    )
}

#[test]
fn cells_are_coded_in_first_seen_order() {
    let table = table(&[(2, ["b", ""]), (3, ["a", "x"]), (4, ["b", ""])]);
    let name = table.column("name").unwrap();
    assert_eq!(
        (name.codes(), name.values().collect::<Vec<_>>()),
        ([0, 1, 0].as_slice(), vec!["b", "a"])
    );
    assert_eq!((name.len(), name.n_distinct(), name.value(2)), (3, 2, "b"));
    assert_eq!(
        table.column("city").unwrap().values().collect::<Vec<_>>(),
        ["", "x"]
    );
    assert_eq!(table.column("stage"), None);
}

#[test]
fn places_survive_gaps() {
    let table = table(&[
        (2, ["a", ""]),
        (3, ["b", ""]),
        (7, ["c", ""]),
        (8, ["d", ""]),
        (8, ["e", ""]),
    ]);
    assert_eq!(
        (0..5)
            .map(|row| table.row_places.number(row))
            .collect::<Vec<_>>(),
        [2, 3, 7, 8, 8]
    );
    assert_eq!(table.place(2), "deals.csv:7");
}

#[test]
fn a_late_column_is_blank_before() {
    let mut builder = TableBuilder::default();
    builder.add_column("a".to_owned());
    builder.push_row(1, ["x"]);
    builder.add_column("b".to_owned());
    builder.push_row(2, ["x", "y"]);
    let table = builder.finish(
        Path::new("t.jsonl"),
        None,
        Format::JsonLines { encoding: "UTF-8" },
    );
    assert_eq!(
        (table.columns[1].value(0), table.columns[1].value(1)),
        ("", "y")
    );
}
