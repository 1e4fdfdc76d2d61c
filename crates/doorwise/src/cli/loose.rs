//! One table held against ICPs, as `score` and `why --table` read them: files that lie in no
//! workspace, or what the workspace has of what was not named.

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
use doorwise_model::workspace::{Workspace, load};
use doorwise_playbook::id;
use doorwise_vocab::money::Currency;
use serde::Serialize;

use super::{opening, plan, prepare};
use crate::shell::{Fault, Shell};

/// Rows from which a table's columns are told.
const HEAD_ROWS: usize = 2_000;

/// How the table is read, where it does not say so itself.
#[derive(Clone, Debug, Default, clap::Args)]
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

impl TableFlags {
    /// Returns how a workspace says that one of its tables is read.
    pub(super) fn of(map: &TableMap, currency: Option<Currency>) -> Self {
        Self {
            sheet: map.sheet.clone(),
            encoding: map.encoding.clone(),
            maps: Vec::new(),
            currency: map.currency.or(currency).map(|known| known.to_string()),
        }
    }
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
        let head = read_head(table, &options, shell)?;
        let columns = map_columns(&flags.maps, &head)?;
        let map = TableMap {
            kind: TableKind::Companies,
            path: table.to_path_buf(),
            sheet: flags.sheet.clone(),
            encoding: flags.encoding.clone(),
            joined: Vec::new(),
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

    /// Reads the head of a workspace's companies, whose columns it says itself.
    fn of_workspace(workspace: &Workspace, own: &Own, shell: &mut Shell) -> Result<Self, Fault> {
        let mut map = own.map.clone();
        map.path.clone_from(&own.path);
        map.currency = map.currency.or(workspace.currency);
        prepare::freshen(&own.path, &ReadOptions::of(&map), shell);
        let options = ReadOptions::whole(&map, &workspace.root);
        let head = read_head(&own.path, &options, shell)?;
        let columns = map.columns.iter().map(|(field, headers)| MappedView {
            id: id::column(TableKind::Companies, field),
            field: field.clone(),
            headers: headers.clone(),
            confidence: 1.0,
            why: load::WORKSPACE_FILE.to_owned(),
        });
        Ok(Self {
            columns: columns.collect(),
            options,
            head,
            map,
        })
    }
}

fn read_head(table: &Path, options: &ReadOptions, shell: &mut Shell) -> Result<Table, Fault> {
    let bar = shell.progress("reading the table");
    let head = source::head(table, options, HEAD_ROWS)?;
    bar.finish_and_clear();
    Ok(head)
}

/// The companies' table of a workspace.
struct Own {
    map: TableMap,
    /// Where it lies.
    path: PathBuf,
    /// Whether its rows are deals, so that companies repeat.
    is_of_deals: bool,
}

impl Own {
    fn of(workspace: &Workspace) -> Option<Self> {
        let tables = &workspace.tables;
        let map = tables.iter().find(|map| map.kind == TableKind::Companies)?;
        let is_of_deals = tables.iter().any(|other| {
            other.kind == TableKind::Deals && (&other.path, &other.sheet) == (&map.path, &map.sheet)
        });
        // Typed as it would be from here.
        let root = &workspace.root;
        let path = match root == Path::new(".") {
            true => map.path.clone(),
            false => root.join(&map.path),
        };
        Some(Self {
            map: map.clone(),
            path,
            is_of_deals,
        })
    }

    fn is_at(&self, path: &Path) -> bool {
        let full = |path: &Path| path.canonicalize().ok();
        full(path).is_some_and(|named| full(&self.path) == Some(named))
    }
}

/// One table and the ICPs, ready to be held against each other.
pub(crate) struct Loose {
    /// In the order in which they were named, or of the workspace; at least one.
    pub(crate) icps: Vec<Icp>,
    /// Where the table lies.
    pub(crate) path: PathBuf,
    /// The ICP files' texts by their paths.
    pub(crate) sources: BTreeMap<PathBuf, String>,
    /// The words that name the same table, ICP and reading to another verb.
    pub(crate) words: String,
    pub(crate) sheet: Sheet,
}

impl Loose {
    /// Reads the ICPs and the head of the table, and tells its columns. What is not named comes from
    /// the workspace, whose map of its own companies counts there.
    ///
    /// # Errors
    /// Returns an error where a file cannot be read, where an ICP was understood in part, and where
    /// something is not named and there is no workspace that has it.
    pub(super) fn open(
        (icp_files, table): (&[PathBuf], Option<&Path>),
        flags: &TableFlags,
        root: &Path,
        shell: &mut Shell,
    ) -> Result<Self, Fault> {
        let (mut icps, mut sources) = (Vec::new(), BTreeMap::new());
        for file in icp_files {
            let (icp, text) = read_icp(file, shell)?;
            refuse_the_same(&icps, &icp, file)?;
            icps.push(icp);
            sources.extend(text);
        }
        if let Some(table) = table.filter(|_| !icps.is_empty()) {
            let sheet = Sheet::open(table, flags, shell)?;
            return Self::ready((icps, sources), icp_files, (table, flags), sheet);
        }
        let workspace = workspace(root, icp_files, table, shell)?;
        if icps.is_empty() {
            icps.clone_from(&workspace.icps);
            sources.clone_from(&workspace.sources);
        }
        let own = Own::of(&workspace);
        let own = own.filter(|own| table.is_none_or(|table| own.is_at(table) && flags.is_plain()));
        match (own, table) {
            (Some(own), _) => {
                if own.is_of_deals {
                    shell.say(&format!(
                        "{}: each row is a deal, and every row is scored; `doorwise plan` counts each company once",
                        own.path.display()
                    ));
                }
                let sheet = Sheet::of_workspace(&workspace, &own, shell)?;
                Self::ready((icps, sources), icp_files, (&own.path, flags), sheet)
            }
            (None, Some(table)) => {
                let mut sheet = Sheet::open(table, flags, shell)?;
                sheet.map.currency = sheet.map.currency.or(workspace.currency);
                Self::ready((icps, sources), icp_files, (table, flags), sheet)
            }
            (None, None) => Err(Fault::asked(
                "the workspace has no table of companies",
                "name the table to score with --table, or map one under `tables` in doorwise.yaml",
            )),
        }
    }

    fn ready(
        (icps, sources): (Vec<Icp>, BTreeMap<PathBuf, String>),
        icp_files: &[PathBuf],
        (table, flags): (&Path, &TableFlags),
        sheet: Sheet,
    ) -> Result<Self, Fault> {
        check_readable(&icps, &sheet.head, &sheet.columns)?;
        Ok(Self {
            icps,
            path: table.to_path_buf(),
            sources,
            words: words(icp_files, table, flags),
            sheet,
        })
    }
}

/// Opens the workspace that has what was not named.
fn workspace(
    root: &Path,
    icp_files: &[PathBuf],
    table: Option<&Path>,
    shell: &mut Shell,
) -> Result<Workspace, Fault> {
    if !root.join(load::WORKSPACE_FILE).is_file() {
        let what = match (icp_files, table) {
            ([], None) => "neither an ICP nor a table is named",
            ([], Some(_)) => "nothing says which ICP the table is held against",
            _ => "nothing says which table is scored",
        };
        return Err(Fault::asked(
            format!("{what}, and there is no workspace here that has it"),
            "name the ICP's file with --icp and the table with --table, or run it where doorwise.yaml lies",
        ));
    }
    let loaded = load::load(root)?;
    opening::tell_errors(&loaded.value, &loaded.diagnostics, shell);
    if icp_files.is_empty() {
        plan::understood(&loaded.value, None, &loaded.diagnostics)?;
    }
    Ok(loaded.value)
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
    /// Returns whether nothing is said of how the table is read.
    fn is_plain(&self) -> bool {
        let texts = [&self.sheet, &self.encoding, &self.currency];
        texts.iter().all(|text| text.is_none()) && self.maps.is_empty()
    }

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
            return Err(no_column(header, table));
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

/// Says that a table has no column of this name, and which it has.
pub(in crate::cli) fn no_column(header: &str, table: &Table) -> Fault {
    let known: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.header.as_str())
        .collect();
    Fault::asked(
        format!("{} has no column `{header}`", table.name),
        format!("its columns are {}", known.join(", ")),
    )
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
