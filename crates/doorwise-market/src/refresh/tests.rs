use doorwise_vocab::date::Date;

use super::*;
use crate::mapping;
use crate::source::{self, ReadOptions};
use doorwise_model::tables::TableKind;

fn table(name: &str, csv: &str) -> Table {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, csv).unwrap();
    source::read(&path, &ReadOptions::default()).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn compare(old: &str, new: &str, date: &str) -> Result<Refresh, RefreshError> {
    let (old, new) = (table("old.csv", old), table("new.csv", new));
    let columns: Vec<(String, Vec<String>)> = mapping::guess_as(&new, TableKind::Companies)
        .columns
        .into_iter()
        .map(|column| (column.field, column.headers))
        .collect();
    let manner = Manner {
        columns: &columns,
        currency: None,
        old_date: None,
        date: day(date),
    };
    refresh(&old, &new, &manner)
}

fn told(found: &Refresh) -> Vec<String> {
    found
        .events
        .iter()
        .map(|event| {
            let Event {
                kind,
                company,
                field,
                before,
                after,
                ..
            } = event;
            format!("{} {company} {field} {before} -> {after}", kind.as_str())
        })
        .collect()
}

fn csv(found: &Refresh) -> String {
    let lines = std::iter::once(&found.headers).chain(&found.rows);
    lines.map(|line| line.join(",") + "\n").collect()
}

const OLD: &str = "id,Company,Website,Employees,Batch\n1,Asterion Labs,asterion.example.com,11-50,W12\n2,Bluefin Ltd,bluefin.com,20,W12\n3,Corvid,corvid.io,30,W12\n4,Dunmore,dunmore.io,40,S13\n";
const NEW: &str = "id,Company,Website,Employees,Batch\n9,Edgeworth,edgeworth.io,5,Summer 2013\n3,Corvid,https://www.corvid.io/,30 employees,Winter 2012\n2,Bluefin,http://bluefin.com,25,Winter 2012\n1,Asterion Labs,asterion.example.com,11 to 50,Winter 2012\n";

#[test]
fn a_spelling_is_no_change_and_a_number_is() {
    let found = compare(OLD, NEW, "2026-03-13").unwrap();
    assert_eq!(
        told(&found),
        [
            "changed 2 Employees 20 -> 25",
            "gone 4   -> ",
            "new 9   -> "
        ]
    );
    let batch = found
        .fields
        .iter()
        .find(|count| count.field == "Batch")
        .unwrap();
    assert_eq!((batch.changed, batch.respelled), (0, 3));
    assert_eq!(
        batch.renamed_words,
        [("W12".to_owned(), "Winter 2012".to_owned(), 3)]
    );
    assert_eq!(
        csv(&found),
        "id,Company,Website,Employees,Batch,first_seen,last_seen,changed,gone\n\
         1,Asterion Labs,asterion.example.com,11 to 50,Winter 2012,,2026-03-13,,\n\
         2,Bluefin,http://bluefin.com,25,Winter 2012,,2026-03-13,2026-03-13,\n\
         3,Corvid,https://www.corvid.io/,30 employees,Winter 2012,,2026-03-13,,\n\
         4,Dunmore,dunmore.io,40,S13,,,,2026-03-13\n\
         9,Edgeworth,edgeworth.io,5,Summer 2013,2026-03-13,2026-03-13,,\n"
    );
}

#[test]
fn a_word_that_two_rows_changed_is_a_change() {
    let old = OLD.replace("3,Corvid,corvid.io,30,W12", "3,Corvid,corvid.io,30,W13");
    let found = compare(&old, NEW, "2026-03-13").unwrap();
    let batches = found
        .events
        .iter()
        .filter(|event| event.field == "Batch")
        .count();
    assert_eq!(batches, 3, "{:?}", told(&found));
}

#[test]
fn the_same_list_again_changes_no_byte_and_a_return_is_told() {
    let first = csv(&compare(OLD, NEW, "2026-03-13").unwrap());
    let again = compare(&first, NEW, "2026-03-13").unwrap();
    assert!(again.events.is_empty(), "{:?}", told(&again));
    assert_eq!(csv(&again), first);
    let back = compare(&first, OLD, "2026-04-13").unwrap();
    assert_eq!(back.companies(Kind::Returned), 1);
    assert_eq!(back.companies(Kind::Gone), 1);
    let row = back.rows.iter().find(|row| row[0] == "4").unwrap();
    assert_eq!(row[5..], ["", "2026-04-13", "", ""]);
    assert_eq!(
        compare(&first, NEW, "2026-03-12").unwrap_err(),
        RefreshError::Backwards {
            date: day("2026-03-12"),
            seen: day("2026-03-13")
        }
    );
}

#[test]
fn without_ids_domain_then_name_then_former_names_find_the_company() {
    let old = "Company,Website,Former names\nAsterion,asterion.io,\nBluefin,,\nCorvid,,\nTwin,twin.io,\nTwin,other.io,\n";
    let new = "Company,Website,Former names\nAsterion Group Holding,https://asterion.io,\nBluefin Ltd,bluefin.com,\nRaven,,Corvid\nTwin,third.io,\n";
    let found = compare(old, new, "2026-03-13").unwrap();
    assert_eq!(found.kept, 3);
    assert_eq!(found.companies(Kind::Renamed), 2, "{:?}", told(&found));
    assert_eq!(
        found.apart,
        [("old.csv:5", "new.csv:5"), ("old.csv:6", "new.csv:5")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
}

#[test]
fn a_second_row_about_a_company_is_left_out_and_named() {
    let new = format!("{NEW}2,Bluefin again,bluefin.com,7,W12\n");
    let found = compare(OLD, &new, "2026-03-13").unwrap();
    assert_eq!(
        found.duplicates,
        [("new.csv:6".to_owned(), "new.csv:4".to_owned())]
    );
    assert_eq!(found.rows.len(), 5);
}

#[test]
fn a_table_that_names_nobody_is_refused() {
    let found = compare("Employees\n4\n", "Employees\n5\n", "2026-03-13");
    assert_eq!(found, Err(RefreshError::NoIdentity("old.csv".to_owned())));
}
