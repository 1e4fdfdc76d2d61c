//! The tables that lie beside a new workspace: found, read, mapped.

use std::path::{Path, PathBuf};

use doorwise_market::mapping::{self, Mapping, TableGuess};
use doorwise_market::open::protected_columns;
use doorwise_market::source::{self, Beside, EXTENSIONS, ReadOptions};
use doorwise_market::table::Table;
use doorwise_model::draft_files::{ColumnPart, TableParts};
use doorwise_model::save;
use doorwise_model::tables::{Joined, TableKind};
use doorwise_model::workspace::load::{self, WORKSPACE_FILE};
use doorwise_vocab::money::{Currency, Heading};
use doorwise_vocab::protected::is_protected_among;

use super::{beside, siblings};
use crate::shell::{Fault, Shell};

/// Files that Doorwise itself writes.
const OWN: [&str; 3] = ["targets.csv", "ignored.csv", "plan.json"];

/// Tables found, and what is to be said of them.
#[derive(Default)]
pub(super) struct Found {
    pub(super) tables: Vec<TableParts>,
    pub(super) said: Vec<String>,
}

/// A guess with the sheet it came from.
pub(super) struct Candidate {
    pub(super) path: PathBuf,
    pub(super) sheet: Option<String>,
    pub(super) encoding: Option<String>,
    /// Files put beside it.
    joined: Vec<Joined>,
    rows: usize,
    /// Whether the sheet's rows are deals, and companies or contacts only come along.
    pub(super) comes_along: bool,
    /// Whether the names repeat so often that a row is hardly one company.
    repeats: bool,
    /// Headers that nothing reads, each with a cell.
    unread: Vec<String>,
    pub(super) guess: TableGuess,
}

/// Finds the tables named, else those in the folder and in its `data/`, and maps them.
pub(super) fn find(
    root: &Path,
    named: &[PathBuf],
    encoding: Option<&str>,
    shell: &Shell,
) -> Result<Found, Fault> {
    let mut found = Found::default();
    let mut candidates = Vec::new();
    let mut files = files(root, named)?;
    if named.is_empty() {
        files = siblings::joined(root, files, encoding, &mut found.said);
    }
    for file in files {
        let bar = shell.progress(&format!("reading {}", file.display()));
        let read = candidates_in(root, &file, encoding, &mut found.said);
        bar.finish_and_clear();
        match read {
            Ok(more) => candidates.extend(more),
            // A file that was named must be readable; one that only lies there need not be.
            Err(fault) if named.is_empty() => found
                .said
                .push(format!("left out {}: {fault}", file.display())),
            Err(fault) => return Err(fault),
        }
    }
    candidates = beside::joined(root, candidates, &mut found.said)?;
    for kind in TableKind::ALL {
        let mut of_kind: Vec<Candidate> = Vec::new();
        candidates = candidates
            .into_iter()
            .filter_map(|candidate| {
                if candidate.guess.kind == kind {
                    of_kind.push(candidate);
                    None
                } else {
                    Some(candidate)
                }
            })
            .collect();
        // A sheet of its own beats one that comes along with the deals; then the longer one.
        of_kind.sort_by_key(|candidate| {
            (
                candidate.comes_along,
                candidate.repeats,
                std::cmp::Reverse((candidate.guess.columns.len(), candidate.rows)),
            )
        });
        let mut of_kind = of_kind.into_iter();
        // Without deals nothing hangs on an event that only comes along, but stages do on rounds.
        let has_deals = found
            .tables
            .iter()
            .any(|table| table.kind == TableKind::Deals);
        let is_idle = |best: &Candidate| {
            kind == TableKind::Events
                && best.comes_along
                && !has_deals
                && best.guess.column("event").is_none()
        };
        let mut holder = None;
        if let Some(best) = of_kind.next().filter(|best| !is_idle(best)) {
            holder = Some((best.path.clone(), place(&best)));
            found.said.push(describe(&best));
            let is_fact = matches!(kind, TableKind::Companies | TableKind::Deals);
            if is_fact && !best.comes_along && !best.unread.is_empty() {
                found.said.push(format!(
                    "{}: not read as any field, still usable as custom.<header>: {}",
                    best.path.display(),
                    best.unread.join(", ")
                ));
            }
            found.tables.push(parts(best));
        }
        // A list of rounds gives its rounds, whoever gives the companies.
        let gives_rounds = |other: &Candidate| {
            candidates.iter().any(|rounds| {
                rounds.guess.kind == TableKind::Events
                    && (&rounds.path, &rounds.sheet) == (&other.path, &other.sheet)
                    && rounds.guess.column("event").is_some()
            })
        };
        for other in of_kind.filter(|other| !other.comes_along && !gives_rounds(other)) {
            let why = match &holder {
                Some((path, place)) if *path == other.path => format!(
                    "{place} holds the {}, and of several sheets one is read; files side by side are read as one table",
                    kind.as_str()
                ),
                Some((_, place)) => format!("{place} holds the {}", kind.as_str()),
                None => format!("nothing hangs on its {}", kind.as_str()),
            };
            found
                .said
                .push(format!("left out {}: {why}", place(&other)));
        }
    }
    Ok(found)
}

/// Returns where a table was found.
fn place(candidate: &Candidate) -> String {
    match &candidate.sheet {
        Some(sheet) => format!("{}, sheet {sheet}", candidate.path.display()),
        None => candidate.path.display().to_string(),
    }
}

/// Adds tables that were named to a workspace that is there already.
pub(super) fn add(
    root: &Path,
    named: &[PathBuf],
    encoding: Option<&str>,
    shell: &Shell,
) -> Result<Vec<String>, Fault> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let loaded = load::load(root)?;
    let found = find(root, named, encoding, shell)?;
    let mut said = found.said;
    let path = root.join(WORKSPACE_FILE);
    let mut text = std::fs::read_to_string(&path).map_err(|source| Fault::Save {
        path: path.clone(),
        source,
    })?;
    for table in found.tables {
        if loaded
            .value
            .tables
            .iter()
            .any(|known| known.kind == table.kind)
        {
            said.push(format!(
                "{WORKSPACE_FILE} names a {} table already; change it there",
                table.kind.as_str()
            ));
            continue;
        }
        match doorwise_model::draft_files::add_table(&text, &table) {
            Ok(changed) => text = changed,
            Err(refused) => {
                return Err(Fault::asked(
                    format!("{WORKSPACE_FILE} could not be changed safely: {refused}"),
                    "add the table by hand under `tables:`",
                ));
            }
        }
    }
    save::save(&path, text.as_bytes()).map_err(|source| Fault::Save {
        path: path.clone(),
        source,
    })?;
    Ok(said)
}

/// Returns the files to look into, from the root where they lie in it, in order of name.
fn files(root: &Path, named: &[PathBuf]) -> Result<Vec<PathBuf>, Fault> {
    if !named.is_empty() {
        return Ok(named.iter().map(|file| inside(root, file)).collect());
    }
    let mut files = Vec::new();
    for folder in ["", "data"] {
        let path = root.join(folder);
        let Ok(entries) = std::fs::read_dir(&path) else {
            continue;
        };
        for entry in entries {
            let entry = entry.map_err(|source| Fault::Save {
                path: path.clone(),
                source,
            })?;
            let file = Path::new(folder).join(entry.file_name());
            let name = entry.file_name().to_string_lossy().into_owned();
            let extension = file
                .extension()
                .map(|ext| ext.to_string_lossy().to_lowercase())
                .unwrap_or_default();
            if entry.path().is_file()
                && EXTENSIONS.contains(&extension.as_str())
                && !OWN.contains(&name.as_str())
                && !name.starts_with(['.', '~'])
            {
                files.push(file);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Returns the file from the root where it lies inside, else as a full path.
fn inside(root: &Path, file: &Path) -> PathBuf {
    // Of a pattern only the folder is there.
    let canonical = |path: PathBuf| match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if source::is_pattern(&path) => {
            let here = if folder == Path::new("") {
                Path::new(".")
            } else {
                folder
            };
            here.canonicalize().map(|folder| folder.join(name))
        }
        _ => path.canonicalize(),
    };
    let (Ok(full), Ok(root)) = (
        canonical(file.to_path_buf()).or_else(|_| canonical(root.join(file))),
        root.canonicalize(),
    ) else {
        return file.to_path_buf();
    };
    full.strip_prefix(&root)
        .map_or(full.clone(), Path::to_path_buf)
}

fn candidates_in(
    root: &Path,
    file: &Path,
    encoding: Option<&str>,
    said: &mut Vec<String>,
) -> Result<Vec<Candidate>, Fault> {
    let path = root.join(file);
    let sheets = source::sheets(&path)?;
    let sheets: Vec<Option<String>> = if sheets.is_empty() {
        vec![None]
    } else {
        sheets.into_iter().map(Some).collect()
    };
    let several = sheets.len() > 1;
    let mut candidates = Vec::new();
    for sheet in sheets {
        let sheet = sheet.filter(|_| several);
        let encoding = encoding.map(str::to_owned);
        let of_sheet = candidates_of(root, (file, sheet, encoding, Vec::new()), said)?;
        candidates.extend(of_sheet);
    }
    Ok(candidates)
}

/// Returns the tables of one sheet of a file, with what is joined to it.
pub(super) fn candidates_of(
    root: &Path,
    (file, sheet, encoding, joined): (&Path, Option<String>, Option<String>, Vec<Joined>),
    said: &mut Vec<String>,
) -> Result<Vec<Candidate>, Fault> {
    let options = options(root, (sheet.as_ref(), encoding.as_ref()), &joined);
    let table = source::read(&root.join(file), &options)?;
    let mut guess = mapping::guess(&table);
    let mut deals = guess.tables.iter_mut();
    if let Some(deals) = deals.find(|guess| guess.kind == TableKind::Deals) {
        said.extend(siblings::outcomes_by_file(&table, deals));
    }
    let own = own_kind(&guess);
    said.extend(
        guess
            .notes
            .iter()
            .map(|note| format!("{}: {note}", table.name)),
    );
    said.extend(
        table
            .notes
            .iter()
            .map(|note| format!("{}: {note}", table.name)),
    );
    said.extend(
        protected_columns(&table)
            .into_iter()
            .map(|note| format!("{}: {note}", table.name)),
    );
    if !table.skipped.is_empty() {
        said.push(format!(
            "{}: {} rows could not be read",
            table.name,
            table.skipped.len()
        ));
    }
    let unread = unread(&table, &guess.tables);
    let candidates = guess.tables.into_iter().map(|guess| Candidate {
        repeats: guess.kind == TableKind::Companies && names_repeat(&table, &guess),
        unread: unread.clone(),
        path: file.to_path_buf(),
        sheet: sheet.clone(),
        encoding: encoding.clone(),
        joined: joined.clone(),
        rows: table.rows(),
        comes_along: own.is_some_and(|own| guess.kind != own),
        guess,
    });
    Ok(candidates.collect())
}

/// Returns how a sheet is read.
fn options(
    root: &Path,
    (sheet, encoding): (Option<&String>, Option<&String>),
    joined: &[Joined],
) -> ReadOptions {
    let beside = joined.iter().map(|joined| Beside {
        path: root.join(&joined.path),
        sheet: joined.sheet.clone(),
        encoding: joined.encoding.clone(),
        by: joined.by.clone(),
    });
    ReadOptions {
        sheet: sheet.cloned(),
        encoding: encoding.cloned(),
        beside: beside.collect(),
        ..ReadOptions::default()
    }
}

impl Candidate {
    /// Returns how its sheet is read.
    pub(super) fn options(&self, root: &Path) -> ReadOptions {
        options(
            root,
            (self.sheet.as_ref(), self.encoding.as_ref()),
            &self.joined,
        )
    }
}

/// Returns what the rows of a sheet are, where companies and people only come along.
fn own_kind(guess: &Mapping) -> Option<TableKind> {
    use TableKind::{Companies, Deals, Events, Leads, Touches};
    let has = |kind| guess.table(kind).is_some();
    // A day of funding among the facts of a company is an event that comes along.
    if has(Companies) && has(Events) {
        return Some(Companies);
    }
    [Deals, Touches, Leads]
        .into_iter()
        .find(|kind| guess.table(*kind).is_some())
}

/// Returns the headers that no field reads, each with a cell; protected traits are named elsewhere.
fn unread(table: &Table, guesses: &[TableGuess]) -> Vec<String> {
    let is_read = |header: &str| {
        guesses
            .iter()
            .flat_map(|guess| &guess.columns)
            .any(|column| column.headers.iter().any(|known| known == header))
    };
    let headers = || table.columns.iter().map(|column| column.header.as_str());
    table
        .columns
        .iter()
        .filter(|column| !is_read(&column.header) && !is_protected_among(&column.header, headers()))
        .map(
            |column| match column.values().find(|cell| !cell.trim().is_empty()) {
                Some(cell) => format!("`{}` ({cell} …)", column.header),
                None => format!("`{}`", column.header),
            },
        )
        .collect()
}

/// A list of funding rounds or visits names each company many times.
fn names_repeat(table: &Table, guess: &TableGuess) -> bool {
    let Some(column) = guess
        .headers("name")
        .first()
        .and_then(|header| table.column(header))
    else {
        return true;
    };
    column.n_distinct() * 10 < table.rows() * 9
}

fn describe(candidate: &Candidate) -> String {
    let columns: Vec<String> = candidate
        .guess
        .columns
        .iter()
        .map(|column| {
            format!(
                "{} from {} ({:.2})",
                column.field,
                column.headers.join(" + "),
                column.confidence
            )
        })
        .collect();
    let with: Vec<String> = (candidate.joined.iter())
        .map(|joined| format!(" with {} by {}", joined.path.display(), joined.by))
        .collect();
    format!(
        "{} from {}{}, {} rows: {}",
        candidate.guess.kind.as_str(),
        place(candidate),
        with.concat(),
        candidate.rows,
        columns.join(", ")
    )
}

/// Returns the currency that an amount's header names, as in "Deal value (INR)" or "Revenue $".
fn currency_of(guess: &TableGuess) -> Option<Currency> {
    let mut headers = ["amount", "revenue"]
        .into_iter()
        .flat_map(|field| guess.headers(field));
    headers.find_map(|header| Heading::of(header).currency)
}

fn parts(candidate: Candidate) -> TableParts {
    let currency = currency_of(&candidate.guess);
    TableParts {
        kind: candidate.guess.kind,
        path: candidate.path,
        sheet: candidate.sheet,
        encoding: candidate.encoding,
        joined: candidate.joined,
        columns: candidate
            .guess
            .columns
            .into_iter()
            .map(|column| ColumnPart {
                field: column.field,
                headers: column.headers,
                confidence: column.confidence,
                why: column.why,
            })
            .collect(),
        outcomes: candidate.guess.outcomes.words,
        currency,
    }
}
