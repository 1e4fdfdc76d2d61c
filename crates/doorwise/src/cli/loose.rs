//! A table and an ICP file that lie in no workspace, as `score` and `why --table` read them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use doorwise_market::mapping;
use doorwise_market::source::{self, ReadOptions};
use doorwise_market::table::Table;
use doorwise_model::derived;
use doorwise_model::diagnostic::{Level, Place};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::money::Rates;
use doorwise_model::tables::{OutcomeWords, TableKind, TableMap};
use doorwise_model::workspace::load;
use doorwise_playbook::id;
use doorwise_vocab::money::Currency;
use serde::Serialize;

use super::prepare;
use crate::shell::{Fault, Shell};

/// Rows from which a table's columns are told.
const HEAD_ROWS: usize = 2_000;

/// How the table is read, where it does not say so itself.
#[derive(Debug, clap::Args)]
pub(crate) struct TableFlags {
    /// Sheet of a spreadsheet
    #[arg(long, value_name = "NAME", requires = "table")]
    sheet: Option<String>,
    /// Encoding of text that is not UTF-8, such as windows-1252 or macintosh; else it is found out
    #[arg(long, value_name = "NAME", requires = "table")]
    encoding: Option<String>,
    /// Read a field from a column, such as --map employees="Team size"
    #[arg(long = "map", value_name = "FIELD=COLUMN", requires = "table")]
    maps: Vec<String>,
    /// Currency of amounts that name none, such as INR
    #[arg(long, value_name = "CODE", requires = "table")]
    currency: Option<String>,
}

/// One field with the columns it was read from.
#[derive(Serialize)]
pub(crate) struct MappedView {
    /// What `doorwise why` opens.
    pub(crate) id: String,
    pub(crate) field: String,
    pub(crate) headers: Vec<String>,
    pub(crate) confidence: f64,
    pub(crate) why: String,
}

/// One table that lies in no workspace, with what its columns say.
pub(crate) struct Sheet {
    pub(crate) options: ReadOptions,
    /// The table's first rows.
    pub(crate) head: Table,
    pub(crate) map: TableMap,
    pub(crate) columns: Vec<MappedView>,
}

impl Sheet {
    /// Reads the head of the table and tells its columns.
    pub(super) fn open(table: &Path, flags: &TableFlags, shell: &mut Shell) -> Result<Self, Fault> {
        let currency = match &flags.currency {
            Some(code) => Some(code.parse::<Currency>().map_err(|_| {
                Fault::asked(
                    format!("`{code}` is not a currency code"),
                    "write the ISO code, such as INR or USD",
                )
            })?),
            None => None,
        };
        let options = ReadOptions {
            sheet: flags.sheet.clone(),
            encoding: flags.encoding.clone(),
            ..ReadOptions::default()
        };
        prepare::freshen(table, &options, shell);
        let bar = shell.progress("reading the table");
        let head = source::head(table, &options, HEAD_ROWS)?;
        bar.finish_and_clear();
        let columns = map_columns(&flags.maps, &head)?;
        let map = TableMap {
            kind: TableKind::Companies,
            path: table.to_path_buf(),
            sheet: flags.sheet.clone(),
            encoding: flags.encoding.clone(),
            columns: columns
                .iter()
                .map(|column| (column.field.clone(), column.headers.clone()))
                .collect(),
            column_places: Vec::new(),
            partial: vec!["tools".to_owned()],
            currency,
            outcomes: OutcomeWords::default(),
            place: Place::text(table, None),
        };
        Ok(Self {
            options,
            head,
            map,
            columns,
        })
    }
}

/// One table and the ICP files, ready to be held against each other.
pub(crate) struct Loose {
    /// In the order in which they were named; at least one.
    pub(crate) icps: Vec<Icp>,
    /// The ICP files' texts by their paths.
    pub(crate) sources: BTreeMap<PathBuf, String>,
    /// The words that name the same table, ICP and reading to another verb.
    pub(crate) words: String,
    pub(crate) sheet: Sheet,
}

impl Loose {
    /// Reads the ICP files and the head of the table, and tells its columns.
    pub(super) fn open(
        icp_files: &[PathBuf],
        table: &Path,
        flags: &TableFlags,
        shell: &mut Shell,
    ) -> Result<Self, Fault> {
        let (mut icps, mut sources) = (Vec::new(), BTreeMap::new());
        for file in icp_files {
            let (icp, text) = read_icp(file, shell)?;
            refuse_the_same(&icps, &icp, file)?;
            icps.push(icp);
            sources.extend(text);
        }
        let sheet = Sheet::open(table, flags, shell)?;
        check_readable(&icps, &sheet.head, &sheet.columns)?;
        Ok(Self {
            icps,
            sources,
            words: words(icp_files, table, flags),
            sheet,
        })
    }
}

/// What two ICPs of one name say could not be told apart.
fn refuse_the_same(known: &[Icp], icp: &Icp, file: &Path) -> Result<(), Fault> {
    if known.iter().all(|known| known.id != icp.id) {
        return Ok(());
    }
    Err(Fault::asked(
        format!("another ICP is called `{}` too", icp.id),
        format!(
            "name each once, or give `{}` an `icp:` of its own",
            file.display()
        ),
    ))
}

/// Returns the flags as they would be typed again.
fn words(icps: &[PathBuf], table: &Path, flags: &TableFlags) -> String {
    let icps = icps.iter();
    let icps = icps.flat_map(|icp| ["--icp".to_owned(), icp.display().to_string()]);
    let words: Vec<String> = icps.chain(flags.words(table)).collect();
    typed(&words)
}

impl TableFlags {
    /// Returns the words that name the table and how it is read.
    pub(super) fn words(&self, table: &Path) -> Vec<String> {
        let table = table.display().to_string();
        let named = [
            ("--table", Some(&table)),
            ("--sheet", self.sheet.as_ref()),
            ("--encoding", self.encoding.as_ref()),
            ("--currency", self.currency.as_ref()),
        ];
        let named = named
            .into_iter()
            .filter_map(|(flag, value)| Some((flag, value?)));
        let maps = self.maps.iter().map(|map| ("--map", map));
        named
            .chain(maps)
            .flat_map(|(flag, value)| [flag.to_owned(), value.clone()])
            .collect()
    }
}

/// Returns words as they are typed at a shell.
pub(super) fn typed(words: &[String]) -> String {
    let quoted = words
        .iter()
        .map(|word| shlex::try_quote(word).unwrap_or(word.into()));
    quoted.collect::<Vec<_>>().join(" ")
}

/// Recognises the columns; a field mapped by hand is read from there alone.
fn map_columns(maps: &[String], table: &Table) -> Result<Vec<MappedView>, Fault> {
    let view = |field: String, headers: Vec<String>, confidence: f64, why: String| MappedView {
        id: id::column(TableKind::Companies, &field),
        field,
        headers,
        confidence,
        why,
    };
    let guess = mapping::guess_as(table, TableKind::Companies);
    let mut columns: Vec<MappedView> = guess
        .columns
        .into_iter()
        .map(|column| view(column.field, column.headers, column.confidence, column.why))
        .collect();
    for map in maps {
        let Some((field, header)) = map.split_once('=') else {
            return Err(Fault::asked(
                format!("`{map}` is not FIELD=COLUMN"),
                "write --map employees=\"Team size\"",
            ));
        };
        if !TableKind::Companies.fields().contains(&field) {
            return Err(Fault::asked(
                format!("`{field}` is not a field of a company"),
                format!("use one of {}", TableKind::Companies.fields().join(", ")),
            ));
        }
        if table.column(header).is_none() {
            let known: Vec<&str> = table
                .columns
                .iter()
                .map(|column| column.header.as_str())
                .collect();
            return Err(Fault::asked(
                format!("{} has no column `{header}`", table.name),
                format!("its columns are {}", known.join(", ")),
            ));
        }
        columns.retain(|known| known.field != field);
        columns.push(view(
            field.to_owned(),
            vec![header.to_owned()],
            1.0,
            "--map".to_owned(),
        ));
    }
    Ok(columns)
}

/// A table nothing of which is understood is not one of companies.
fn check_readable(icps: &[Icp], table: &Table, columns: &[MappedView]) -> Result<(), Fault> {
    let reads_custom = icps.iter().flat_map(|icp| icp.card.fields()).any(
        |field| matches!(field, Field::Custom(header, _) if table.header_like(derived::source(&header)).is_some()),
    );
    if !columns.is_empty() || reads_custom {
        return Ok(());
    }
    let first = table.columns.first().map_or("", |column| &column.header);
    Err(Fault::asked(
        format!(
            "no column of {} reads as something known of a company",
            table.name
        ),
        format!("name one yourself, such as --map name=\"{first}\""),
    ))
}

/// Reads an ICP file; returns its text by path too.
pub(super) fn read_icp(
    path: &Path,
    shell: &mut Shell,
) -> Result<(Icp, BTreeMap<PathBuf, String>), Fault> {
    let (loaded, text) = load::load_icp(path, &Rates::default())?;
    let sources = BTreeMap::from([(path.to_path_buf(), text)]);
    shell.diagnostics(&loaded.diagnostics, &sources);
    // A card that was understood in part would say something else than its file.
    let is_damaged = loaded
        .diagnostics
        .iter()
        .any(|found| found.level == Level::Error);
    let icp = loaded.value.filter(|_| !is_damaged).ok_or_else(|| {
        Fault::asked(
            format!("the ICP in `{}` could not be understood", path.display()),
            "mend the places above",
        )
    })?;
    Ok((icp, sources))
}
