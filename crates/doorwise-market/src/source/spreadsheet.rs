//! Workbooks: one sheet as text, its header found below titles and blank rows.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Sheets, Xls, Xlsb, Xlsx};

use super::header::{self, looks_like_name};
use super::{
    MAX_CELL_BYTES, MAX_COLUMNS, MAX_UNPACK_RATIO, MAX_UNPACKED_BYTES, ReadOptions, SourceError,
};
use crate::table::{Format, Note, SkipReason, Table, TableBuilder};

/// Small files may pack well beyond the ratio without doing harm.
const HARMLESS_BYTES: u64 = 8 << 20;

/// Returns the names of the sheets that have rows and are not hidden.
pub(super) fn sheets(path: &Path) -> Result<Vec<String>, SourceError> {
    guarded(path, || {
        let mut workbook = open(path)?.0;
        sheets_with_rows(path, &mut workbook)
    })
}

/// Reads one sheet of a workbook into a table.
pub(super) fn read(path: &Path, options: &ReadOptions) -> Result<Table, SourceError> {
    guarded(path, || {
        let (mut workbook, kind) = open(path)?;
        let known = sheets_with_rows(path, &mut workbook)?;
        let all = workbook.sheet_names();
        let sheet = match &options.sheet {
            Some(sheet) if all.contains(sheet) => sheet.clone(),
            Some(sheet) => {
                return Err(SourceError::NoSheet {
                    path: path.to_owned(),
                    sheet: sheet.clone(),
                    known: all,
                });
            }
            None => known
                .first()
                .ok_or_else(|| SourceError::Empty {
                    path: path.to_owned(),
                })?
                .clone(),
        };
        let mut rows = Rows::default();
        let mut above = Vec::new();
        // The header is the first row with two names. A sheet without one starts at its first filled row.
        let mut header = None;
        each_row(path, &mut workbook, &sheet, &mut |number, cells| {
            let n_names = cells
                .values()
                .filter(|cell| matches!(cell, Cell::Text(text) if looks_like_name(text)))
                .count();
            if header.is_none() && n_names >= 2 {
                header = Some(number);
            }
            if header.is_none() && above.is_empty() && cells.values().any(Cell::is_filled) {
                above.push(number);
            }
            Ok(if header.is_some() {
                Walk::Stop
            } else {
                Walk::On
            })
        })?;
        let Some(header) = header.or(above.first().copied()) else {
            return Err(SourceError::Empty {
                path: path.to_owned(),
            });
        };
        if header > 1 {
            rows.table.notes.push(Note::Preamble { lines: header - 1 });
        }
        each_row(path, &mut workbook, &sheet, &mut |number, cells| {
            if number == header {
                rows.header(cells);
            } else if number > header {
                rows.row(path, number, cells)?;
            }
            Ok(Walk::On)
        })?;
        // A formula pasted as text is an error all the same.
        rows.table.count_error_texts();
        let others: Vec<String> = known.into_iter().filter(|name| *name != sheet).collect();
        if options.sheet.is_none() && !others.is_empty() {
            rows.table.notes.push(Note::OtherSheets { names: others });
        }
        Ok(rows
            .table
            .finish(path, Some(sheet), Format::Workbook { kind }))
    })
}

fn guarded<T>(
    path: &Path,
    read: impl FnOnce() -> Result<T, SourceError>,
) -> Result<T, SourceError> {
    super::isolated(read)
        .unwrap_or_else(|_| Err(damaged(path, "its contents contradict each other")))
}

fn damaged(path: &Path, message: impl ToString) -> SourceError {
    SourceError::damaged(path, "a workbook", message)
}

type Workbook = Sheets<BufReader<File>>;

fn open(path: &Path) -> Result<(Workbook, &'static str), SourceError> {
    let io = |error| SourceError::io(path, error);
    let mut reader = BufReader::new(File::open(path).map_err(io)?);
    let kind = kind(path, &mut reader)?;
    reader.rewind().map_err(io)?;
    let workbook = match kind {
        "xlsx" => Xlsx::new(reader)
            .map(Sheets::Xlsx)
            .map_err(|error| damaged(path, error))?,
        "xlsb" => Xlsb::new(reader)
            .map(Sheets::Xlsb)
            .map_err(|error| damaged(path, error))?,
        "ods" => Ods::new(reader)
            .map(Sheets::Ods)
            .map_err(|error| damaged(path, error))?,
        _ => Xls::new(reader)
            .map(Sheets::Xls)
            .map_err(|error| damaged(path, error))?,
    };
    Ok((workbook, kind))
}

/// Tells the kind of workbook by its content, and refuses archives that would unpack to too much.
///
/// Names and sizes stand in the archive's table of contents, so nothing is unpacked for it.
fn kind(path: &Path, reader: &mut BufReader<File>) -> Result<&'static str, SourceError> {
    let mut magic = [0; 2];
    reader
        .read_exact(&mut magic)
        .map_err(|error| SourceError::io(path, error))?;
    if magic != *b"PK" {
        return Ok("xls");
    }
    let mut archive = zip::ZipArchive::new(reader).map_err(|error| damaged(path, error))?;
    let (mut packed, mut unpacked) = (0_u64, 0_u64);
    let mut kind = None;
    for idx in 0..archive.len() {
        let file = archive
            .by_index_raw(idx)
            .map_err(|error| damaged(path, error))?;
        packed = packed.saturating_add(file.compressed_size());
        unpacked = unpacked.saturating_add(file.size());
        let name = file.name().map_err(|error| damaged(path, error))?;
        match name.as_ref() {
            "xl/workbook.bin" => kind = Some("xlsb"),
            "content.xml" => kind = Some("ods"),
            name if name.starts_with("xl/") => kind = kind.or(Some("xlsx")),
            _ => {}
        }
    }
    let ratio = unpacked / packed.max(1);
    if unpacked > MAX_UNPACKED_BYTES || (ratio > MAX_UNPACK_RATIO && unpacked > HARMLESS_BYTES) {
        return Err(SourceError::Bomb {
            path: path.to_owned(),
            packed,
            unpacked,
        });
    }
    kind.ok_or_else(|| damaged(path, "it is an archive without sheets"))
}

/// Returns the sheets that have rows; those that somebody hid only where there is no other.
fn sheets_with_rows(path: &Path, workbook: &mut Workbook) -> Result<Vec<String>, SourceError> {
    let (shown, hidden): (Vec<_>, Vec<_>) = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible))
        .partition(|(_, visible)| *visible == SheetVisible::Visible);
    let names = |sheets: Vec<(String, SheetVisible)>| sheets.into_iter().map(|(name, _)| name);
    let filled = filled(path, workbook, names(shown))?;
    if filled.is_empty() {
        return self::filled(path, workbook, names(hidden));
    }
    Ok(filled)
}

fn filled(
    path: &Path,
    workbook: &mut Workbook,
    sheets: impl Iterator<Item = String>,
) -> Result<Vec<String>, SourceError> {
    let mut names = Vec::new();
    for name in sheets {
        let mut filled = false;
        each_row(path, workbook, &name, &mut |_, cells| {
            filled = cells.values().any(Cell::is_filled);
            Ok(if filled { Walk::Stop } else { Walk::On })
        })?;
        if filled {
            names.push(name);
        }
    }
    Ok(names)
}

/// One cell as text.
enum Cell {
    Text(String),
    /// A number, a date or a truth value.
    Value(String),
    Error,
}

impl Cell {
    fn is_filled(&self) -> bool {
        !self.text().trim().is_empty()
    }

    fn text(&self) -> &str {
        match self {
            Cell::Text(text) | Cell::Value(text) => text,
            Cell::Error => "",
        }
    }
}

enum Walk {
    On,
    Stop,
}

type Cells = BTreeMap<usize, Cell>;

/// Calls `take` with each row that has cells: its number, counted from 1, and its cells by column.
///
/// `xlsx` is walked cell by cell, since a single cell in the last corner would otherwise make a sheet of 17 billion.
fn each_row(
    path: &Path,
    workbook: &mut Workbook,
    sheet: &str,
    take: &mut dyn FnMut(u64, &Cells) -> Result<Walk, SourceError>,
) -> Result<(), SourceError> {
    if let Sheets::Xlsx(xlsx) = workbook {
        let mut reader = match xlsx.worksheet_cells_reader(sheet) {
            Ok(reader) => reader,
            // Chart and macro sheets have no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(()),
            Err(error) => return Err(damaged(path, error)),
        };
        let (mut row, mut cells) = (0, Cells::new());
        while let Some(cell) = reader.next_cell().map_err(|error| damaged(path, error))? {
            let (at, column) = cell.get_position();
            if at != row && !cells.is_empty() {
                if let Walk::Stop = take(u64::from(row) + 1, &cells)? {
                    return Ok(());
                }
                cells.clear();
            }
            row = at;
            if let Some(cell) = cell_of(cell.get_value().clone()) {
                cells.insert(column as usize, cell);
            }
        }
        if !cells.is_empty() {
            take(u64::from(row) + 1, &cells)?;
        }
        return Ok(());
    }
    let range = workbook
        .worksheet_range(sheet)
        .map_err(|error| damaged(path, error))?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (idx, row) in range.rows().enumerate() {
        let cells: Cells = row
            .iter()
            .enumerate()
            .filter_map(|(column, data)| {
                Some((first_column as usize + column, cell_of(as_ref(data))?))
            })
            .collect();
        if !cells.is_empty()
            && let Walk::Stop = take(u64::from(first_row) + idx as u64 + 1, &cells)?
        {
            break;
        }
    }
    Ok(())
}

fn as_ref(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn cell_of(data: DataRef<'_>) -> Option<Cell> {
    Some(match data {
        DataRef::Empty => return None,
        DataRef::Int(number) => Cell::Value(number.to_string()),
        // Rust prints the shortest text that reads back to the same number, and 5 for 5.0.
        DataRef::Float(number) => Cell::Value(number.to_string()),
        DataRef::Bool(truth) => Cell::Value(truth.to_string()),
        DataRef::DateTime(date) => Cell::Value(date_text(&date)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Value(text),
        DataRef::String(text) if text.is_empty() => return None,
        DataRef::String(text) => Cell::Text(text),
        DataRef::SharedString("") => return None,
        DataRef::SharedString(text) => Cell::Text(text.to_owned()),
        DataRef::Error(_) => Cell::Error,
    })
}

/// Writes a spreadsheet date in ISO 8601; a date without time of day has none, a time without date likewise.
fn date_text(date: &ExcelDateTime) -> String {
    let days = date.as_f64();
    if date.is_duration() {
        let seconds = (days * 86_400.0).round() as i64;
        let (sign, seconds) = if seconds < 0 {
            ("-", -seconds)
        } else {
            ("", seconds)
        };
        return format!(
            "{sign}{:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if (0.0..1.0).contains(&days) {
        time
    } else if days.fract() == 0.0 {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    }
}

/// The rows below the header. A column without a header exists once a cell stands in it.
#[derive(Default)]
struct Rows {
    table: TableBuilder,
    /// Column of the table by column of the sheet.
    columns: BTreeMap<usize, usize>,
    headers: Vec<String>,
}

impl Rows {
    fn header(&mut self, cells: &Cells) {
        let filled: Vec<(usize, &str)> = cells
            .iter()
            .filter(|(_, cell)| cell.is_filled())
            .map(|(column, cell)| (*column, cell.text()))
            .collect();
        let written: Vec<&str> = filled.iter().map(|(_, text)| *text).collect();
        let mut notes = Vec::new();
        self.headers = header::unique(&written, &mut notes);
        for note in notes {
            // The numbering is by place in the sheet, where a person looks.
            self.table.notes.push(match note {
                Note::HeaderRenamed { column, from, to } => Note::HeaderRenamed {
                    column: filled[column - 1].0 + 1,
                    from,
                    to,
                },
                other => other,
            });
        }
        for (name, (column, _)) in self.headers.iter().zip(&filled) {
            let idx = self.table.add_column(name.clone());
            self.columns.insert(*column, idx);
        }
    }

    fn row(&mut self, path: &Path, number: u64, cells: &Cells) -> Result<(), SourceError> {
        if !cells
            .values()
            .any(|cell| cell.is_filled() || matches!(cell, Cell::Error))
        {
            return Ok(());
        }
        if cells
            .values()
            .any(|cell| cell.text().len() > MAX_CELL_BYTES)
        {
            self.table.skip(
                number,
                SkipReason::CellTooBig {
                    limit: MAX_CELL_BYTES,
                },
            );
            return Ok(());
        }
        let mut row: Vec<&str> = vec![""; self.headers.len()];
        for (column, cell) in cells {
            if let Cell::Error = cell {
                self.table.error_cells.add(number);
                continue;
            }
            let idx = match self.columns.get(column) {
                Some(&idx) => idx,
                None if !cell.is_filled() => continue,
                None if self.headers.len() >= MAX_COLUMNS => {
                    return Err(SourceError::TooManyColumns {
                        path: path.to_owned(),
                        row: number,
                        limit: MAX_COLUMNS,
                    });
                }
                None => {
                    row.push("");
                    self.nameless_column(*column)
                }
            };
            row[idx] = cell.text();
        }
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            self.table.push_row(number, row);
        }
        Ok(())
    }

    fn nameless_column(&mut self, column: usize) -> usize {
        let wanted = format!("column {}", column + 1);
        let name = std::iter::once(wanted.clone())
            .chain((2..).map(|n| format!("{wanted} ({n})")))
            .find(|name| !self.headers.contains(name))
            .unwrap_or(wanted);
        let idx = self.table.add_column(name.clone());
        self.columns.insert(column, idx);
        self.headers.push(name.clone());
        self.table.notes.push(Note::HeaderRenamed {
            column: column + 1,
            from: String::new(),
            to: name,
        });
        idx
    }
}
