//! Workbooks, Parquet and JSON.

use expect_test::expect;
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Workbook};

use super::*;
use crate::write::{self, Cell, ColumnKind};

fn deals_workbook(path: &Path) {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Cover").unwrap();
    let date = CellFormat::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet().set_name("Deals").unwrap();
    sheet.write(0, 0, "Quarterly report").unwrap();
    for (column, header) in ["Name", "Amount", "Closed", "Won", "Name"]
        .iter()
        .enumerate()
    {
        sheet.write(2, column as u16, *header).unwrap();
    }
    sheet.write(3, 0, "Acme").unwrap();
    sheet.write(3, 1, 1200.0).unwrap();
    sheet
        .write_with_format(3, 2, ExcelDateTime::from_ymd(2026, 3, 31).unwrap(), &date)
        .unwrap();
    sheet.write(3, 3, true).unwrap();
    sheet.write(5, 0, "Bolt").unwrap();
    sheet.write(5, 1, 0.1).unwrap();
    let time = ExcelDateTime::from_ymd(2026, 4, 1)
        .unwrap()
        .and_hms(13, 45, 0)
        .unwrap();
    sheet
        .write_with_format(
            5,
            2,
            &time,
            &CellFormat::new().set_num_format("yyyy-mm-dd hh:mm"),
        )
        .unwrap();
    sheet.write(5, 3, false).unwrap();
    sheet
        .write_formula(
            5,
            4,
            rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"),
        )
        .unwrap();
    sheet.write(5, 6, "beyond").unwrap();
    workbook
        .add_worksheet()
        .set_name("Notes")
        .unwrap()
        .write(0, 0, "hello")
        .unwrap();
    workbook.save(path).unwrap();
}

#[test]
fn workbooks_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deals.xlsx");
    deals_workbook(&path);
    assert_eq!(sheets(&path).unwrap(), ["Deals", "Notes"]);
    let table = read(&path, &ReadOptions::default()).unwrap();
    assert_eq!(table.place(1), "deals.xlsx, sheet Deals, row 6");
    expect![[r#"
        xlsx
            Name / Amount / Closed / Won / Name (2) / column 7
          4 Acme / 1200 / 2026-03-31 / true /  / 
          6 Bolt / 0.1 / 2026-04-01T13:45:00 / false /  / beyond
        note: passed over 2 lines above the header
        note: column 5 repeats the header `Name`, called `Name (2)`
        note: column 7 has no header, called `column 7`
        note: other sheets left alone: Notes
        note: error cells, which count as blank: 1; the first is in row 6
    "#]]
    .assert_eq(&show(&table));
    let options = ReadOptions {
        sheet: Some("Deal".to_owned()),
        ..ReadOptions::default()
    };
    assert!(matches!(
        read(&path, &options),
        Err(SourceError::NoSheet { .. })
    ));
    let options = ReadOptions {
        sheet: Some("Notes".to_owned()),
        ..ReadOptions::default()
    };
    assert_eq!(grid(&read(&path, &options).unwrap()), [["hello"]]);
}

#[test]
fn a_cell_in_the_last_corner_fills_no_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corner.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write(0, 0, "Name")
        .unwrap()
        .write(0, 1, "City")
        .unwrap();
    sheet.write(1_048_575, 16_383, "far").unwrap();
    workbook.save(&path).unwrap();
    let table = read(&path, &ReadOptions::default()).unwrap();
    assert_eq!((table.rows(), table.row_places.number(0)), (1, 1_048_576));
    assert_eq!(table.column("column 16384").unwrap().value(0), "far");
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.xlsx");
    let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/workbook.xml", options).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..32 {
        archive.write_all(&zeros).unwrap();
    }
    archive.finish().unwrap();
    assert!(
        matches!(read(&path, &ReadOptions::default()), Err(SourceError::Bomb { unpacked, .. }) if unpacked == 32 << 20)
    );
}

#[test]
fn a_hidden_sheet_is_read_where_it_is_named_or_the_only_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deals.xlsx");
    let mut workbook = Workbook::new();
    for (name, company, is_hidden) in [("Old", "Bolt", true), ("2024", "Acme", false)] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, "Company").unwrap();
        sheet.write(0, 1, "City").unwrap();
        sheet.write(1, 0, company).unwrap();
        sheet.set_hidden(is_hidden).set_active(!is_hidden);
    }
    workbook.save(&path).unwrap();
    assert_eq!(sheets(&path).unwrap(), ["2024"]);
    let company = |sheet: Option<&str>| {
        let options = ReadOptions {
            sheet: sheet.map(str::to_owned),
            ..ReadOptions::default()
        };
        let table = read(&path, &options).unwrap();
        table.column("Company").unwrap().value(0).to_owned()
    };
    assert_eq!(company(None), "Acme");
    assert_eq!(company(Some("Old")), "Bolt");
}

#[test]
fn damaged_workbooks_name_their_file() {
    for bytes in [
        b"PK\x03\x04 and nothing more".as_slice(),
        b"\xD0\xCF\x11\xE0 and nothing more",
    ] {
        let error = read_bytes("broken.xlsx", bytes).unwrap_err();
        assert!(error.to_string().contains("broken.xlsx"), "{error}");
    }
}

fn small_parquet(path: &Path) {
    let headers: Vec<String> = ["name", "staff", "rate", "won"].map(str::to_owned).to_vec();
    let kinds = [
        ColumnKind::Text,
        ColumnKind::Int,
        ColumnKind::Float,
        ColumnKind::Bool,
    ];
    let mut writer = write::create(path, &headers, &kinds).unwrap();
    for (name, staff) in [("Acme", 12), ("Bolt", 7), ("Café", -3), ("Acme", 12)] {
        writer
            .row(&[
                Cell::Text(name),
                Cell::Int(staff),
                Cell::Float(staff as f64 / 2.0),
                Cell::Bool(staff > 7),
            ])
            .unwrap();
    }
    writer.row(&[Cell::Blank; 4]).unwrap();
    writer.finish().unwrap();
}

#[test]
fn parquet_is_read_as_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.parquet");
    small_parquet(&path);
    expect![[r#"
        Parquet
            name / staff / rate / won
          1 Acme / 12 / 6 / true
          2 Bolt / 7 / 3.5 / false
          3 Café / -3 / -1.5 / false
          4 Acme / 12 / 6 / true
          5  /  /  / 
    "#]]
    .assert_eq(&show(&read(&path, &ReadOptions::default()).unwrap()));
}

#[test]
fn parquet_types_have_one_text_each() {
    use arrow_array::builder::{ListBuilder, StringBuilder};
    use arrow_array::{
        ArrayRef, BinaryArray, Date32Array, Decimal128Array, DictionaryArray, RecordBatch,
        TimestampMillisecondArray, types::Int8Type,
    };
    use std::sync::Arc;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("types.parquet");
    let mut tags = ListBuilder::new(StringBuilder::new());
    tags.append_value([Some("b2b"), Some("saas")]);
    tags.append_null();
    let dictionary: DictionaryArray<Int8Type> = [Some("x"), None].into_iter().collect();
    let columns: Vec<(&str, ArrayRef)> = vec![
        (
            "date",
            Arc::new(Date32Array::from(vec![Some(20_000), None])),
        ),
        (
            "time",
            Arc::new(TimestampMillisecondArray::from(vec![
                Some(1_700_000_000_000),
                None,
            ])),
        ),
        (
            "price",
            Arc::new(
                Decimal128Array::from(vec![Some(1250), None])
                    .with_precision_and_scale(10, 2)
                    .unwrap(),
            ),
        ),
        ("tags", Arc::new(tags.finish())),
        ("kind", Arc::new(dictionary)),
        (
            "bytes",
            Arc::new(BinaryArray::from(vec![Some([0xFF, 0x00].as_slice()), None])),
        ),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(File::create(&path).unwrap(), batch.schema(), None)
            .unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    expect![[r#"
        Parquet
            date / time / price / tags / kind / bytes
          1 2024-10-04 / 2023-11-14T22:13:20 / 12.50 / b2b|saas / x / ff00
          2  /  /  /  /  / 
    "#]]
    .assert_eq(&show(&read(&path, &ReadOptions::default()).unwrap()));
}

#[test]
fn rarer_parquet_types_have_a_text_too() {
    use arrow_array::builder::{Int32Builder, MapBuilder, StringBuilder};
    use arrow_array::{
        Array, ArrayRef, Date64Array, DurationSecondArray, FixedSizeListArray, Float32Array,
        Float64Array, LargeBinaryArray, RecordBatch, StringArray, StringViewArray, StructArray,
        Time64MicrosecondArray, TimestampNanosecondArray, UInt64Array, types::Int32Type,
    };
    use arrow_schema::{DataType, Field};
    use std::sync::Arc;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("types.parquet");
    let street = StructArray::from(vec![(
        Arc::new(Field::new("name", DataType::Utf8, true)),
        Arc::new(StringArray::from(vec!["Main", "Side"])) as ArrayRef,
    )]);
    let (street, names, _) = street.into_parts();
    let street = StructArray::new(street, names, Some(vec![true, false].into()));
    let place = StructArray::from(vec![
        (
            Arc::new(Field::new("street", street.data_type().clone(), true)),
            Arc::new(street) as ArrayRef,
        ),
        (
            Arc::new(Field::new("city", DataType::Utf8, true)),
            Arc::new(StringArray::from(vec![Some("Pune"), None])) as ArrayRef,
        ),
        (
            Arc::new(Field::new("zip", DataType::UInt64, true)),
            Arc::new(UInt64Array::from(vec![Some(u64::MAX), Some(2)])) as ArrayRef,
        ),
    ]);
    let mut seats = MapBuilder::new(None, StringBuilder::new(), Int32Builder::new());
    seats.keys().append_value("sales");
    seats.values().append_value(3);
    seats.keys().append_value("it");
    seats.values().append_null();
    seats.append(true).unwrap();
    seats.append(false).unwrap();
    let columns: Vec<(&str, ArrayRef)> = vec![
        (
            "day",
            Arc::new(Date64Array::from(vec![Some(86_400_000), None])),
        ),
        (
            "seen",
            Arc::new(
                TimestampNanosecondArray::from(vec![Some(1_700_000_000_500_000_000), None])
                    .with_timezone("Europe/Berlin"),
            ),
        ),
        (
            "at",
            Arc::new(Time64MicrosecondArray::from(vec![
                Some(3_661_000_000),
                None,
            ])),
        ),
        (
            "took",
            Arc::new(DurationSecondArray::from(vec![Some(90), None])),
        ),
        (
            "rate",
            Arc::new(Float64Array::from(vec![f64::INFINITY, 0.1])),
        ),
        ("share", Arc::new(Float32Array::from(vec![f32::NAN, 0.1]))),
        (
            "raw",
            Arc::new(LargeBinaryArray::from(vec![
                Some("é".as_bytes()),
                Some([0xC3].as_slice()),
            ])),
        ),
        (
            "short",
            Arc::new(StringViewArray::from(vec![Some("a"), None])),
        ),
        (
            "pair",
            Arc::new(FixedSizeListArray::from_iter_primitive::<Int32Type, _, _>(
                [Some([Some(1), Some(2)]), None],
                2,
            )),
        ),
        ("place", Arc::new(place)),
        ("seats", Arc::new(seats.finish())),
    ];
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns
            .into_iter()
            .map(|(name, column)| (name, column, true)),
    )
    .unwrap();
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(File::create(&path).unwrap(), batch.schema(), None)
            .unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let shown = show(&read(&path, &ReadOptions::default()).unwrap());
    crate::prepared::prepare(&path, &ReadOptions::default()).unwrap();
    assert_eq!(show(&read(&path, &ReadOptions::default()).unwrap()), shown);
    let some = ReadOptions {
        columns: Some(vec!["place.zip".to_owned(), "day".to_owned()]),
        ..ReadOptions::default()
    };
    let some = read(&path, &some).unwrap();
    let headers = some.columns.iter().map(|column| column.header.as_str());
    assert_eq!(headers.collect::<Vec<_>>(), ["day", "place.zip"]);
    expect![[r#"
        Parquet
            day / seen / at / took / rate / share / raw / short / pair / place.street.name / place.city / place.zip / seats
          1 1970-01-02 / 2023-11-14T22:13:20.500Z / 01:01:01 / PT90S /  /  / é / a / 1|2 / Main / Pune / 18446744073709551615 / {sales: 3, it: }
          2  /  /  /  / 0.1 / 0.1 / c3 /  /  /  /  / 2 / 
    "#]]
    .assert_eq(&shown);
}

#[test]
fn damaged_parquet_never_panics_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.parquet");
    small_parquet(&path);
    let whole = std::fs::read(&path).unwrap();
    let (mut n_read, mut n_refused) = (0, 0);
    // A small generator with a fixed seed: which bytes are flipped does not change from run to run.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..3000 {
        let mut mutant = whole.clone();
        for _ in 0..2 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = (state >> 33) as usize % mutant.len();
            mutant[at] ^= (state >> 24) as u8 | 1;
        }
        std::fs::write(&path, &mutant).unwrap();
        match read(&path, &ReadOptions::default()) {
            Ok(_) => n_read += 1,
            Err(error) => {
                n_refused += 1;
                assert!(error.to_string().contains("t.parquet"), "{error}");
            }
        }
    }
    assert!(
        n_read > 0 && n_refused > 0,
        "{n_read} read, {n_refused} refused"
    );
}

fn check_json(name: &str, text: &str, expected: expect_test::Expect) {
    expected.assert_eq(&show(&read_bytes(name, text.as_bytes()).unwrap()));
}

#[test]
fn json_lines_are_flattened() {
    check_json(
        "t.jsonl",
        "{\"name\":\"Acme\",\"place\":{\"city\":\"Pune\",\"zip\":411001},\"tags\":[\"a\",\"b\"]}\n\nnot json\n[1]\n{\"name\":\"Bolt\",\"won\":true,\"rate\":2.0,\"note\":null}\n",
        expect![[r#"
            JSON lines, UTF-8
                name / place.city / place.zip / tags / won / rate / note
              1 Acme / Pune / 411001 / a|b /  /  / 
              5 Bolt /  /  /  / true / 2 / 
            skipped t.jsonl:3: not a JSON object
            skipped t.jsonl:4: not a JSON object
        "#]],
    );
}

#[test]
fn json_arrays_and_wrapped_arrays_are_read() {
    check_json(
        "t.json",
        "[{\"a\":1,\"b\":\"x\"},{\"b\":\"y\",\"c\":false},7]",
        expect![[r#"
            JSON, UTF-8
                a / b / c
              1 1 / x / 
              2  / y / false
            skipped t.json, item 3: not a JSON object
        "#]],
    );
    check_json(
        "t.json",
        "{\"total\":2,\"results\":[{\"a\":1},{\"a\":2}]}",
        expect![[r#"
            JSON, UTF-8
                a
              1 1
              2 2
        "#]],
    );
    check_json(
        "t.json",
        "{\"a\":1}\n{\"a\":2}\n",
        expect![[r#"
        JSON lines, UTF-8
            a
          1 1
          2 2
    "#]],
    );
    let deep = format!("[{{\"a\":1}},{}1{}]", "{\"a\":".repeat(70), "}".repeat(70));
    assert_eq!(
        read_bytes("t.json", deep.as_bytes()).unwrap().skipped.len(),
        1
    );
    let bottomless = format!("[{}", "[".repeat(100_000));
    assert!(matches!(
        read_bytes("t.json", bottomless.as_bytes()),
        Err(SourceError::Damaged { .. })
    ));
}
