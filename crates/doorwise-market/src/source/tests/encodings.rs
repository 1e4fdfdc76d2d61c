//! Encodings: pages of the world whose encoding is known, and small files of every kind.

use super::*;
use text_encoding::{Charset, How, first_look, second_look};

/// Returns the encoding a file is read in, as the readers find it.
fn found(path: &Path, bytes: &[u8]) -> Result<Charset, SourceError> {
    let found = first_look(path, None)?;
    if found.how == How::Assumed && std::str::from_utf8(bytes).is_err() {
        return Ok(second_look(path)?.encoding);
    }
    Ok(found.encoding)
}

fn text(encoding: Charset, bytes: &[u8]) -> String {
    let mut text = Vec::new();
    encoding.pieces().decode(bytes, true, &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// The folders of one encoding are named by language as well: `iso-8859-2-czech`.
fn of_folder(name: &str) -> Option<Charset> {
    Charset::for_label(name).or_else(|| Charset::for_label(name.rsplit_once('-')?.0))
}

/// What counts is the text, not the name: many files decode alike in several encodings.
#[test]
fn encodings_of_whole_pages_are_found_or_refused() {
    let data = data_or_skip!();
    let (mut n_right, mut n) = (0, 0);
    let mut rows = String::new();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(data.join("chardet_encodings"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let label = folder.file_name().unwrap().to_string_lossy().into_owned();
        let known = of_folder(&label);
        let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        let (mut right, mut others) = (0, Vec::new());
        for file in &files {
            let bytes = std::fs::read(file).unwrap();
            let name = file.file_name().unwrap().to_string_lossy();
            match (found(file, &bytes), known) {
                (Ok(found), Some(_)) if found.name().trim_end_matches(['B', 'L', 'E']) == label => {
                    right += 1
                }
                (Ok(found), Some(known)) if text(found, &bytes) == text(known, &bytes) => {
                    right += 1
                }
                (Ok(found), _) => others.push(format!("{name} as {}", found.name())),
                // What cannot be decoded is refused.
                (Err(SourceError::NoEncoding { .. }), None) => right += 1,
                (Err(error), _) => others.push(format!("{name} {}", error)),
            }
        }
        n += files.len();
        n_right += right;
        if !others.is_empty() {
            writeln!(
                rows,
                "{label}: {right} of {}; {}",
                files.len(),
                others.join(", ")
            )
            .unwrap();
        }
    }
    expect_test::expect![[r#"
        421 of 423
        EUC-TW: 0 of 1; _ude_euc-tw1.txt as GBK
        windows-1252: 3 of 4; _mozilla_bug421271_text.html as windows-1250
    "#]]
    .assert_eq(&format!("{n_right} of {n}\n{rows}"));
}

/// Returns how a small file is read: its encoding and its cells.
fn read_as(bytes: &[u8]) -> String {
    let table = read_bytes("t.csv", bytes).unwrap();
    let rows: Vec<String> = grid(&table).iter().map(|row| row.join(",")).collect();
    format!("{}: {}", table.format, rows.join("; "))
}

#[test]
fn what_old_programs_write_is_told_by_what_makes_sense() {
    // Excel for the Mac, passed through a program that made its line ends new.
    assert_eq!(
        read_as(b"name,city\nCaf\x8E M\x9Fller,K\x9Aln\n"),
        "CSV, comma, macintosh: name,city; Café Müller,Köln"
    );
    // Excel's "CSV (MS-DOS)".
    assert_eq!(
        read_as(b"name,city\nCaf\x82 M\x81ller,K\x94ln\n"),
        "CSV, comma, IBM850: name,city; Café Müller,Köln"
    );
    assert_eq!(
        read_as(b"name,city\nCaf\xE9 M\xFCller,K\xF6ln\n"),
        "CSV, comma, windows-1252: name,city; Café Müller,Köln"
    );
}

#[test]
fn wide_text_without_a_mark_is_told_by_its_zeros() {
    let text = "name,city\n株式会社,東京\n中山,大阪\n";
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let utf_32: Vec<u8> = text
        .chars()
        .flat_map(|c| (c as u32).to_le_bytes())
        .collect();
    let cells = "name,city; 株式会社,東京; 中山,大阪";
    assert_eq!(read_as(&utf_16), format!("CSV, comma, UTF-16BE: {cells}"));
    assert_eq!(read_as(&utf_32), format!("CSV, comma, UTF-32LE: {cells}"));
}

#[test]
fn shifted_korean_is_unfolded() {
    assert_eq!(
        read_as(b"\x1B$)Cname,city\n\x0EGQ1[\x0F,\x0E<-?o\x0F\n"),
        "CSV, comma, ISO-2022-KR: name,city; 한글,서울"
    );
}

#[test]
fn json_lines_may_be_wide() {
    let text = "{\"name\": \"Café\"}\n{\"name\": \"Łódź\"}\n";
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for name in ["t.jsonl", "t.json"] {
        let table = read_bytes(name, &wide).unwrap();
        assert_eq!(grid(&table), [["name"], ["Café"], ["Łódź"]], "{name}");
    }
}

#[test]
fn an_encoding_is_named_in_any_spelling_or_refused_with_what_to_say() {
    let read = |label: &str, bytes: &[u8]| {
        let options = ReadOptions {
            encoding: Some(label.to_owned()),
            ..ReadOptions::default()
        };
        read_bytes_with("t.csv", bytes, &options).map(|table| grid(&table)[1][0].clone())
    };
    for (label, bytes) in [
        ("mac_roman", b"name\nCaf\x8E\n"),
        ("CP850", b"name\nCaf\x82\n"),
        ("latin1", b"name\nCaf\xE9\n"),
    ] {
        assert_eq!(read(label, bytes).unwrap(), "Café", "{label}");
    }
    expect_test::expect![[r#"
        `johab` is not an encoding that can be read
        help: use a label such as `utf-8`, `windows-1252`, `macintosh` or `shift_jis`, or save the file as UTF-8"#]].assert_eq(&read("johab", b"name\nx\n").unwrap_err().to_string());
}

#[test]
fn text_that_makes_no_sense_is_refused() {
    let mut bytes = b"name,city\n".to_vec();
    for n in 0..200_u8 {
        bytes.extend([
            b'a',
            0x80 + n % 0x80,
            b'b',
            0x80 | n.wrapping_mul(37),
            b'\n',
        ]);
    }
    let error = read_bytes("t.csv", &bytes).unwrap_err();
    assert!(matches!(error, SourceError::NoEncoding { .. }), "{error}");
}
