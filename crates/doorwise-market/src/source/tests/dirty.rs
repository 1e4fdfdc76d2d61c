//! Small dirty files, each with the one right answer.

use expect_test::expect;

use super::*;
use crate::table::SkipReason;

#[test]
fn delimiters_are_found() {
    check(
        b"a,b\n1,2\n",
        expect![[r#"
        CSV, comma, UTF-8
            a / b
          2 1 / 2
    "#]],
    );
    check(
        b"name;amount\nAcme;1,5\nBolt;2,5\n",
        expect![[r#"
        CSV, semicolon, UTF-8
            name / amount
          2 Acme / 1,5
          3 Bolt / 2,5
    "#]],
    );
    check(
        b"name\tcity\nAcme, Inc.\tPune, MH\nBolt\tGoa\n",
        expect![[r#"
            CSV, tab, UTF-8
                name / city
              2 Acme, Inc. / Pune, MH
              3 Bolt / Goa
        "#]],
    );
    check(
        b"name|city\nAcme|Pune\n",
        expect![[r#"
        CSV, bar, UTF-8
            name / city
          2 Acme / Pune
    "#]],
    );
    check(
        b"name\nAcme\nBolt\n",
        expect![[r#"
        CSV, comma, UTF-8
            name
          2 Acme
          3 Bolt
    "#]],
    );
    check(
        b"name,note\nAcme,\"a; b; c\"\nBolt,\"d; e; f\"\n",
        expect![[r#"
            CSV, comma, UTF-8
                name / note
              2 Acme / a; b; c
              3 Bolt / d; e; f
        "#]],
    );
}

#[test]
fn line_ends_are_counted_alike() {
    check(
        b"a,b\r\n1,\"x\r\ny\"\r\n3,4\r\n",
        expect![[r#"
        CSV, comma, UTF-8
            a / b
          2 1 / x\r\ny
          4 3 / 4
    "#]],
    );
    check(
        b"a,b\r1,\"x\ry\"\r3,4\r",
        expect![[r#"
        CSV, comma, UTF-8
            a / b
          2 1 / x\ry
          4 3 / 4
    "#]],
    );
    check(
        b"a,b\n\n\n1,2\n\n3,4",
        expect![[r#"
        CSV, comma, UTF-8
            a / b
          4 1 / 2
          6 3 / 4
    "#]],
    );
}

#[test]
fn headers_become_unique() {
    check(
        b"Name,Name,,Name (2),Name\na,b,c,d,e\n",
        expect![[r#"
        CSV, comma, UTF-8
            Name / Name (3) / column 3 / Name (2) / Name (4)
          2 a / b / c / d / e
        note: column 2 repeats the header `Name`, called `Name (3)`
        note: column 3 has no header, called `column 3`
        note: column 5 repeats the header `Name`, called `Name (4)`
    "#]],
    );
    check(
        b"a,b\n1,2,3\n4,5,6\n",
        expect![[r#"
        CSV, comma, UTF-8
            a / b / column 3
          2 1 / 2 / 3
          3 4 / 5 / 6
        note: column 3 has no header, called `column 3`
    "#]],
    );
}

#[test]
fn preambles_are_passed_over() {
    check(
        b"Notes:\n\"When exporting your data, you may notice, sadly, gaps.\"\n\nFirst Name,Last Name,Company\nAda,Byron,Acme\nBo,Li,Bolt\n",
        expect![[r#"
            CSV, comma, UTF-8
                First Name / Last Name / Company
              5 Ada / Byron / Acme
              6 Bo / Li / Bolt
            note: passed over 3 lines above the header
        "#]],
    );
    check(
        b"Quarterly report,,\n,,\nName,City,Stage\nAcme,Pune,Won\nBolt,Goa,Lost\n",
        expect![[r#"
            CSV, comma, UTF-8
                Name / City / Stage
              4 Acme / Pune / Won
              5 Bolt / Goa / Lost
            note: passed over 2 lines above the header
        "#]],
    );
}

#[test]
fn ragged_rows_are_padded_or_skipped() {
    check(
        b"a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,2,3,,\nTotal: 3\n,,\n7,8,9\n",
        expect![[r#"
            CSV, comma, UTF-8
                a / b / c
              2 1 / 2 / 3
              3 4 / 5 / 
              5 1 / 2 / 3
              8 7 / 8 / 9
            skipped t.csv:4: 4 cells where the table has 3 columns
            skipped t.csv:6: 1 cell where the table has 3 columns
            note: short rows, whose missing cells count as blank: 1; the first is 3
            note: blank rows left out: 1; the first is 7
        "#]],
    );
}

#[test]
fn wrapped_lines_are_read_again() {
    check(
        b"name,city,note\nAcme,Pune,x\n\"Bolt,Goa,\"\"a, b\"\"\"\nCask,Agra,y\n",
        expect![[r#"
            CSV, comma, UTF-8
                name / city / note
              2 Acme / Pune / x
              3 Bolt / Goa / a, b
              4 Cask / Agra / y
            note: rows with broken quotation marks, mended: 1; the first is 3
        "#]],
    );
    check(
        b"name,city,note\nAcme,Pune,x\n\"Bolt,Goa,y\",,\n",
        expect![[r#"
            CSV, comma, UTF-8
                name / city / note
              2 Acme / Pune / x
              3 Bolt / Goa / y
            note: rows with broken quotation marks, mended: 1; the first is 3
        "#]],
    );
}

#[test]
fn open_quotes_cost_one_row() {
    check(
        b"name,city,note\n\"Acme,Pune,x\nBolt,Goa,y\nCask,Agra,z\n",
        expect![[r#"
            CSV, comma, UTF-8
                name / city / note
              2 "Acme / Pune / x
              3 Bolt / Goa / y
              4 Cask / Agra / z
            note: rows with broken quotation marks, mended: 1; the first is 2
        "#]],
    );
    check(
        b"name,city\nAcme,\"Pune\nBolt,Goa\nCask,\"Agra\"\n",
        expect![[r#"
            CSV, comma, UTF-8
                name / city
              2 Acme / "Pune
              3 Bolt / Goa
              4 Cask / Agra
            note: rows with broken quotation marks, mended: 1; the first is 2
        "#]],
    );
}

#[test]
fn escapes_and_other_quotes_are_found() {
    check(
        b"name,note,city\n\"A \\\"x, y\\\" B\",n,Pune\nBolt,\"say \\\"hi, you\\\"\",Goa\n",
        expect![[r#"
            CSV, comma, UTF-8
                name / note / city
              2 A "x, y" B / n / Pune
              3 Bolt / say "hi, you" / Goa
        "#]],
    );
    check(
        b"name,city\n'Acme, Inc.','Pune'\n'Bolt, Ltd.','Goa'\n",
        expect![[r#"
            CSV, comma, UTF-8
                name / city
              2 Acme, Inc. / Pune
              3 Bolt, Ltd. / Goa
        "#]],
    );
    check(
        b"name,city\nO'Hara,'s Gravenhage\nBolt,Goa\n",
        expect![[r#"
            CSV, comma, UTF-8
                name / city
              2 O'Hara / 's Gravenhage
              3 Bolt / Goa
        "#]],
    );
}

#[test]
fn encodings_are_told_apart() {
    check(
        b"\xEF\xBB\xBFname,city\nCaf\xC3\xA9,Pune\n",
        expect![[r#"
        CSV, comma, UTF-8
            name / city
          2 Café / Pune
    "#]],
    );
    check(
        b"name,city\nCaf\xE9 M\xFCller,K\xF6ln\nBYJU\x92s,Pune\n",
        expect![[r#"
            CSV, comma, windows-1252
                name / city
              2 Café Müller / Köln
              3 BYJU’s / Pune
            note: not UTF-8, read as windows-1252 by its bytes: `Café Müller`; if that is wrong, name the encoding
        "#]],
    );
    check(
        b"name,city\rCaf\x8E M\x9Fller,K\x9Aln\r",
        expect![[r#"
            CSV, comma, macintosh
                name / city
              2 Café Müller / Köln
            note: not UTF-8, read as macintosh by its bytes: `Café Müller`; if that is wrong, name the encoding
        "#]],
    );
    let wide = |text: &str, order: fn(u16) -> [u8; 2]| {
        text.encode_utf16().flat_map(order).collect::<Vec<u8>>()
    };
    check(
        &wide("\u{FEFF}name,city\r\nCafé,Köln\r\n", u16::to_le_bytes),
        expect![[r#"
            CSV, comma, UTF-16LE
                name / city
              2 Café / Köln
        "#]],
    );
    check(
        &wide("\u{FEFF}name,city\r\nCafé,Köln\r\n", u16::to_be_bytes),
        expect![[r#"
            CSV, comma, UTF-16BE
                name / city
              2 Café / Köln
        "#]],
    );
    check(
        &wide("name,city\r\nCafé,Köln\r\n", u16::to_le_bytes),
        expect![[r#"
            CSV, comma, UTF-16LE
                name / city
              2 Café / Köln
            note: not UTF-8, read as UTF-16LE by its bytes: `Café`; if that is wrong, name the encoding
        "#]],
    );
}

#[test]
fn undecodable_bytes_cost_their_row_only() {
    check(
        "name,city\nCafé,Köln\nMüller,Łódź\nSão,Pão\nA\u{0}B,c\n".as_bytes(),
        expect![[r#"
            CSV, comma, UTF-8
                name / city
              2 Café / Köln
              3 Müller / Łódź
              4 São / Pão
              5 A\0B / c
        "#]],
    );
    let mut bytes = "name,city\nCafé,Köln\nMüller,Łódź\nSão,Pão\nbad"
        .as_bytes()
        .to_vec();
    bytes.extend_from_slice(b"\xFF,x\ngood,y\n");
    check(
        &bytes,
        expect![[r#"
        CSV, comma, UTF-8
            name / city
          2 Café / Köln
          3 Müller / Łódź
          4 São / Pão
          6 good / y
        skipped t.csv:5: bytes that are no character in UTF-8
    "#]],
    );
}

#[test]
fn a_told_encoding_is_obeyed() {
    let options = ReadOptions {
        encoding: Some("iso-8859-5".to_owned()),
        ..ReadOptions::default()
    };
    let table = read_bytes_with("t.csv", b"name,city\n\xBC\xDE\xE1,x\n", &options).unwrap();
    assert_eq!(table.column("name").unwrap().value(0), "Мос");
    let options = ReadOptions {
        encoding: Some("klingon".to_owned()),
        ..ReadOptions::default()
    };
    assert!(matches!(
        read_bytes_with("t.csv", b"a\n", &options),
        Err(SourceError::UnknownEncoding { .. })
    ));
}

#[test]
fn a_windows_byte_without_a_character_costs_its_row() {
    let options = ReadOptions {
        encoding: Some("windows-1252".to_owned()),
        ..ReadOptions::default()
    };
    let table = read_bytes_with("t.csv", b"a,b\nx\x81,1\ny\xE9,2\n", &options).unwrap();
    assert_eq!(cells(&table, 0), ["yé", "2"]);
    assert_eq!(table.skipped.len(), 1);
}

#[test]
fn a_character_cut_by_a_cell_end_is_not_joined() {
    // C3 and A9 stand in two cells: joined they would be an é that nobody wrote.
    let options = ReadOptions {
        encoding: Some("utf-8".to_owned()),
        ..ReadOptions::default()
    };
    let table = read_bytes_with("t.csv", b"a,b\nx\xC3,\xA9y\nz,1\n", &options).unwrap();
    assert_eq!((table.rows(), table.skipped.len()), (1, 1));
}

#[test]
fn files_without_a_table_say_so() {
    check(
        b"",
        expect![[r#"
        `t.csv` is empty
        help: export it again, with its header line"#]],
    );
    check(
        b"\n\n\n",
        expect![[r#"
        `t.csv` is empty
        help: export it again, with its header line"#]],
    );
    check(
        b"a,b\n",
        expect![[r#"
        CSV, comma, UTF-8
            a / b
    "#]],
    );
    check(
        b"\x1F\x8B\x08\x00",
        expect![[r#"
        `t.csv` is compressed with gzip
        help: unpack it first"#]],
    );
    check(
        b"\xFF\xFE\0\0a\0\0\0",
        expect![[r#"
            CSV, comma, UTF-32LE
                a
        "#]],
    );
}

#[test]
fn oversize_records_are_refused() {
    let long = [b"a,b\n".to_vec(), vec![b'x'; MAX_RECORD_BYTES + (1 << 20)]].concat();
    assert!(matches!(
        read_bytes("t.csv", &long),
        Err(SourceError::RecordTooBig { line: 2, .. })
    ));
    let wide = [b"a,b\n".to_vec(), vec![b','; 1 << 20]].concat();
    assert!(matches!(
        read_bytes("t.csv", &wide),
        Err(SourceError::TooManyColumns { row: 2, .. })
    ));
    let cell = [
        b"a,b\n1,".to_vec(),
        vec![b'x'; MAX_CELL_BYTES + 1],
        b"\n3,4\n".to_vec(),
    ]
    .concat();
    let table = read_bytes("t.csv", &cell).unwrap();
    assert_eq!((table.rows(), table.row_places.number(0)), (1, 3));
    assert_eq!(
        table.skipped[0].reason,
        SkipReason::CellTooBig {
            limit: MAX_CELL_BYTES
        }
    );
}

#[test]
fn rows_across_chunks_keep_their_lines() {
    let mut text = String::from("id,note\n");
    for id in 0..60_000 {
        writeln!(text, "{id},\"first é\r\nsecond {}\"", id % 7).unwrap();
    }
    let table = read_bytes("t.csv", text.as_bytes()).unwrap();
    assert_eq!(table.rows(), 60_000);
    for row in [0, 1, 29_999, 59_999] {
        assert_eq!(table.row_places.number(row), 2 + 2 * row as u64);
        assert_eq!(table.columns[0].value(row), row.to_string());
    }
    assert_eq!(table.columns[1].n_distinct(), 7);
}
