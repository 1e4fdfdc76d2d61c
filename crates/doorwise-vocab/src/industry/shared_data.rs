//! Reads the real data beside the repository, for tests only.

use std::path::PathBuf;

/// Returns a file of the shared data, or nothing, said aloud, where the folder is absent.
pub(crate) fn shared(path: &str) -> Option<Vec<u8>> {
    let found = std::fs::read(
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared/data")
            .join(path),
    )
    .ok();
    if found.is_none() {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: no shared data");
        }
    }
    found
}

/// Splits comma-separated text with quotes; bytes that are not UTF-8 read as Latin-1.
pub(crate) fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    };
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    for letter in text.replace("\r\n", "\n").replace('\r', "\n").chars() {
        let row = rows.last_mut().expect("there is always a row");
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            _ => row.last_mut().expect("a row has a cell").push(letter),
        }
    }
    rows
}

/// Returns the cells of one column.
pub(crate) fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0]
        .iter()
        .position(|header| header.trim() == name)
        .unwrap_or_else(|| panic!("no column `{name}`"));
    rows[1..]
        .iter()
        .filter_map(|row| row.get(at).cloned())
        .collect()
}
