//! A prepared table says what its source says, or says that it cannot.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float32Array, Float64Array, Int64Array, RecordBatch,
    StringArray,
};
use parquet::arrow::ArrowWriter;
use proptest::prelude::*;

use super::block::Encoding;
use super::encode::ColumnEncoder;
use super::{Block, State, Storage, find, path_of, prepare, state, with_text};
use crate::source::{self, ReadOptions};
use crate::table::Table;

fn in_pieces(path: &Path, rows: usize) -> Vec<Table> {
    let mut pieces = Vec::new();
    source::read_pieces(path, &ReadOptions::default(), rows, &mut |table| {
        pieces.push(table);
        ControlFlow::Continue(())
    })
    .expect("read");
    pieces
}

/// Reads a source before and after it is prepared, as a whole and in pieces.
fn says_the_same(path: &Path) {
    let options = ReadOptions::default();
    let (whole, pieces) = (
        source::read(path, &options).expect("read"),
        in_pieces(path, 7),
    );
    let made = prepare(path, &options).expect("prepared");
    assert!(matches!(state(path, &options), State::Fresh));
    assert_eq!(
        (made.rows, made.columns),
        (whole.rows(), whole.columns.len())
    );
    assert_eq!(source::read(path, &options).expect("read"), whole);
    let prepared = in_pieces(path, 7);
    let rows = |pieces: &[Table]| -> Vec<Vec<String>> {
        let cells = pieces.iter().flat_map(|piece| {
            (0..piece.rows()).map(|row| {
                let cells = piece
                    .columns
                    .iter()
                    .map(|column| column.value(row).to_owned());
                cells.chain([piece.place(row)]).collect()
            })
        });
        cells.collect()
    };
    assert_eq!(rows(&prepared), rows(&pieces));
    let said = |pieces: &[Table]| {
        let last = pieces.last().expect("a piece");
        (
            last.notes.clone(),
            last.skipped.clone(),
            last.format.clone(),
        )
    };
    assert_eq!(said(&prepared), said(&pieces));
    let one = ReadOptions {
        columns: Some(vec![whole.columns[0].header.clone()]),
        ..options
    };
    let narrow = source::read(path, &one).expect("read");
    assert_eq!(
        narrow.column(&whole.columns[0].header),
        whole.columns.first()
    );
}

#[test]
fn text_files_say_the_same_when_prepared() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut long = "id;name;note;code\n".to_owned();
    for row in 0..70_000 {
        long += &format!("{row};Firm {row};{};00{row}\n", row % 3);
    }
    for (name, text) in [
        (
            "plain.csv",
            "name,size\nAcme,12\nBeta,\n\"Two\nlines\",007\nGamma,-0\n",
        ),
        (
            "dirty.csv",
            "name,size\nAcme,12,13,14\n\nBeta\nGamma,#N/A\n",
        ),
        (
            "list.jsonl",
            "{\"a\":1}\n[]\n{\"a\":2,\"b\":\"late\"}\n{\"b\":\"x\"}\n",
        ),
        (
            "list.json",
            "[{\"a\":1,\"tags\":[\"x\",\"y\"]},{\"c\":null,\"a\":\"\"}]",
        ),
        ("long.csv", long.as_str()),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        says_the_same(&path);
    }
    let latin = folder.path().join("latin.csv");
    let mut bytes = b"name,town\n".to_vec();
    for _ in 0..40 {
        bytes.extend(b"Caf\xe9 M\xfcller,K\xf6ln\n");
    }
    std::fs::write(&latin, bytes).expect("written");
    says_the_same(&latin);
    // An encoding that is none of the web's.
    let wide = folder.path().join("wide.csv");
    let text = "\u{feff}name,town\nCafé,Köln\nBäcker,Bonn\n";
    let bytes: Vec<u8> = text
        .chars()
        .flat_map(|letter| u32::from(letter).to_le_bytes())
        .collect();
    std::fs::write(&wide, bytes).expect("written");
    says_the_same(&wide);
}

#[test]
fn a_folder_says_the_same_when_prepared() {
    let folder = tempfile::tempdir().expect("a folder");
    let parts = folder.path().join("parts");
    std::fs::create_dir(&parts).expect("made");
    std::fs::write(parts.join("part-2.csv"), "name,size\nBeta,2\n").expect("written");
    std::fs::write(parts.join("part-10.csv"), "name,town\nTen,Bonn\n").expect("written");
    says_the_same(&parts);
    // One of its files on its own does not become a part of the folder's table.
    prepare(&parts.join("part-2.csv"), &ReadOptions::default()).expect("prepared");
    says_the_same(&parts);
    std::fs::write(parts.join("part-3.csv"), "name,size\nThree,3\n").expect("written");
    assert!(matches!(
        state(&parts, &ReadOptions::default()),
        State::Stale
    ));
    let table = source::read(&parts, &ReadOptions::default()).expect("read");
    assert_eq!(table.rows(), 3);
}

#[test]
fn parquet_says_the_same_when_prepared() {
    let folder = tempfile::tempdir().expect("a folder");
    let n = 9_000;
    let some = |row: i64| row % 5 != 0;
    let mut tags = ListBuilder::new(StringBuilder::new());
    for row in 0..n {
        for item in 0..row % 4 {
            tags.values()
                .append_option(Some(["x", "y", ""][item as usize]).filter(|_| row % 7 > 0));
        }
        tags.append(some(row));
    }
    let text = |row: i64| some(row).then(|| format!("Firm {}", row * row));
    let number = |row: i64| some(row).then(|| [0.1, -0.0, f64::NAN, 1e300, 5.0][row as usize % 5]);
    let batch = RecordBatch::try_from_iter_with_nullable([
        (
            "id",
            Arc::new((0..n).map(Some).collect::<Int64Array>()) as ArrayRef,
            true,
        ),
        (
            "ends",
            Arc::new(
                (0..n)
                    .map(|row| Some([i64::MIN, i64::MAX, row][row as usize % 3]))
                    .collect::<Int64Array>(),
            ),
            true,
        ),
        (
            "name",
            Arc::new((0..n).map(text).collect::<StringArray>()),
            true,
        ),
        (
            "code",
            Arc::new(
                (0..n)
                    .map(|row| some(row).then(|| row.to_string()))
                    .collect::<StringArray>(),
            ),
            true,
        ),
        (
            "few",
            Arc::new(
                (0..n)
                    .map(|row| some(row).then_some(["a", ""][row as usize % 2]))
                    .collect::<StringArray>(),
            ),
            true,
        ),
        (
            "share",
            Arc::new((0..n).map(number).collect::<Float64Array>()),
            true,
        ),
        (
            "many",
            Arc::new(
                (0..n)
                    .map(|row| Some(row as f64 / 7.0))
                    .collect::<Float64Array>(),
            ),
            true,
        ),
        (
            "short",
            Arc::new(
                (0..n)
                    .map(|row| some(row).then_some(row as f32 / 7.0))
                    .collect::<Float32Array>(),
            ),
            true,
        ),
        (
            "is",
            Arc::new(
                (0..n)
                    .map(|row| some(row).then_some(row % 2 == 0))
                    .collect::<BooleanArray>(),
            ),
            true,
        ),
        (
            "day",
            Arc::new((0..n).map(|row| Some(row as i32)).collect::<Date32Array>()),
            true,
        ),
        ("tags", Arc::new(tags.finish()), true),
    ])
    .expect("a batch");
    let path = folder.path().join("list.parquet");
    let file = std::fs::File::create(&path).expect("created");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("opened");
    writer.write(&batch).expect("written");
    writer.close().expect("closed");
    says_the_same(&path);
}

#[test]
fn a_prepared_table_does_not_outlive_its_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.csv");
    let options = ReadOptions::default();
    assert!(matches!(state(&path, &options), State::Absent));
    std::fs::write(&path, "name\nAcme\n").expect("written");
    prepare(&path, &options).expect("prepared");
    std::fs::write(&path, "name\nAcme\nBeta\n").expect("written");
    assert!(matches!(state(&path, &options), State::Stale));
    assert_eq!(source::read(&path, &options).expect("read").rows(), 2);
    prepare(&path, &options).expect("prepared anew");
    assert!(matches!(state(&path, &options), State::Fresh));
    // Read in another way it is another table.
    let other = ReadOptions {
        delimiter: Some(b';'),
        ..options.clone()
    };
    assert!(matches!(state(&path, &other), State::Other));
    assert_eq!(source::read(&path, &other).expect("read").rows(), 2);
    // Another format, as of another version of ours, is none.
    let prepared = path_of(&path);
    let mut bytes = std::fs::read(&prepared).expect("read");
    bytes[15] = b'0';
    std::fs::write(&prepared, bytes).expect("written");
    assert!(matches!(state(&path, &options), State::Stale));
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("listed").collect();
    assert_eq!(left.len(), 2, "no temporary file is left: {left:?}");
}

#[test]
fn damage_is_seen_and_never_believed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.csv");
    let mut text = "id,name,size\n".to_owned();
    for row in 0..6_000 {
        text += &format!("{row},Firm {row},{}\n", row % 9);
    }
    std::fs::write(&path, text).expect("written");
    let options = ReadOptions::default();
    let truth = source::read(&path, &options).expect("read");
    prepare(&path, &options).expect("prepared");
    let sound = std::fs::read(path_of(&path)).expect("read");
    let mut n_refused = 0;
    for at in (0..sound.len()).step_by(sound.len() / 200) {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x41;
        std::fs::write(path_of(&path), &bytes).expect("written");
        match source::read(&path, &options) {
            Ok(table) => assert_eq!(table, truth),
            Err(_) => n_refused += 1,
        }
        std::fs::write(path_of(&path), &bytes[..at]).expect("written");
        assert!(find(&path, &options).is_none(), "cut at {at}");
    }
    assert!(n_refused > 50, "{n_refused}");
}

fn read_back(column: ColumnEncoder, blocks: &[super::encode::Encoded], n: &[usize]) -> Vec<String> {
    let storage = column.storage();
    let dictionary = column.finish();
    let mut texts = Vec::new();
    for (encoded, &n) in blocks.iter().zip(n) {
        let block = Block::parse(encoded.encoding, n, &encoded.bytes).expect("sound");
        for row in 0..n {
            with_text(&block, row, storage, &dictionary, |text| {
                texts.push(text.to_owned())
            });
        }
    }
    texts
}

/// Items take one byte, then two, then four, as the dictionary grows.
#[test]
fn lists_come_back() {
    let mut column = ColumnEncoder::new(Storage::List);
    let (mut encoded, mut n, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    for (most, encoding) in [
        (200, Encoding::Lists1),
        (2_000, Encoding::Lists2),
        (100_000, Encoding::Lists4),
    ] {
        let words: Vec<String> = (0..most).map(|word| format!("word {word}")).collect();
        let rows: Vec<Option<&[String]>> = words
            .chunks(3)
            .enumerate()
            .map(|(row, words)| (row % 5 > 0).then_some(words))
            .chain([Some(&words[most - 1..]), Some(&[])])
            .collect();
        let lists = rows
            .iter()
            .map(|list| list.map(|words| words.iter().map(|word| Some(word.as_str()))));
        let block = column.lists(rows.len(), lists);
        assert_eq!(block.encoding, encoding);
        encoded.push(block);
        n.push(rows.len());
        expected.extend(rows.iter().map(|list| list.unwrap_or_default().join("|")));
    }
    assert_eq!(read_back(column, &encoded, &n), expected);
}

/// Texts are squeezed where that helps; lengths take one byte, then two, then four.
#[test]
fn texts_of_any_length_come_back() {
    let letters = "äöü東京 plain words, plain words \u{1F6AA}";
    let odd = |row: usize, length: usize| -> String {
        let cycle = letters.chars().cycle().skip(row % 30);
        cycle.take(length).collect::<String>() + &row.to_string()
    };
    for longest in [0, 40, 3_000, 200_000] {
        let mut column = ColumnEncoder::new(Storage::Text);
        let mut cells: Vec<Option<String>> = (0..5_000)
            .map(|row| match row % 7 {
                0 => None,
                1 => Some(String::new()),
                _ => Some(odd(row, row % 23)),
            })
            .collect();
        cells[4_321] = Some(odd(1, longest));
        let block = column.texts(cells.iter().map(Option::as_deref));
        assert_eq!(block.encoding, Encoding::Squeezed, "{longest}");
        // Single letters cannot be written shorter; the column takes no codes any more.
        let letters = ["q", "Z", "%"].map(|letter| Some(letter.to_owned()));
        let plain = column.texts(letters.iter().map(Option::as_deref));
        assert_eq!(plain.encoding, Encoding::Texts);
        let cells = cells.into_iter().chain(letters);
        let shown: Vec<String> = cells.map(Option::unwrap_or_default).collect();
        assert!(
            read_back(column, &[block, plain], &[5_000, 3]) == shown,
            "{longest}"
        );
    }
}

proptest! {
    #[test]
    fn texts_come_back(
        blocks in prop::collection::vec(
            prop::collection::vec(prop::option::of("[0-9]{0,3}|-?[0-9]{1,19}|[a-zé ]{0,4}"), 0..60), 1..4),
        is_long in any::<bool>(),
    ) {
        let mut blocks = blocks;
        if is_long {
            // Long enough to show that a dictionary is no good.
            blocks.push((0..5_000).map(|row| (row % 3 > 0).then(|| row.to_string())).collect());
            blocks.push((0..50).map(|row| Some(format!("{row:02}"))).collect());
            blocks.push((0..50).map(|row| Some(if row % 2 == 0 { String::new() } else { row.to_string() })).collect());
        }
        let mut column = ColumnEncoder::new(Storage::Text);
        let encoded: Vec<_> = blocks
            .iter()
            .map(|cells| column.texts(cells.iter().map(Option::as_deref)))
            .collect();
        let n: Vec<usize> = blocks.iter().map(Vec::len).collect();
        let expected: Vec<String> =
            blocks.into_iter().flatten().map(Option::unwrap_or_default).collect();
        prop_assert_eq!(read_back(column, &encoded, &n), expected);
    }

    #[test]
    fn wholes_come_back(
        cells in prop::collection::vec(prop::option::of(any::<i64>()), 1..60),
        base in any::<i64>(), spread in 0_i64..70_000,
    ) {
        let near: Vec<Option<i64>> = (0..5_000)
            .map(|row| (row % 11 > 0).then(|| base.wrapping_add(row * spread)))
            .collect();
        let mut column = ColumnEncoder::new(Storage::Whole);
        let encoded = [
            column.wholes(near.iter().copied()),
            column.wholes(cells.iter().copied()),
        ];
        let expected: Vec<String> = near
            .iter()
            .chain(&cells)
            .map(|cell| cell.map(|number| number.to_string()).unwrap_or_default())
            .collect();
        prop_assert_eq!(read_back(column, &encoded, &[near.len(), cells.len()]), expected);
    }
}
