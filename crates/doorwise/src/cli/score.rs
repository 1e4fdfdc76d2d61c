//! `doorwise score`

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use doorwise_market::mapping;
use doorwise_market::source::{self, ReadOptions};
use doorwise_market::stream::{self, Best, Job, Piece, Rows, Tally};
use doorwise_market::table::Table;
use doorwise_market::write::{self, Cell, ColumnKind, TableWriter};
use doorwise_model::card::reference::Decision;
use doorwise_model::diagnostic::{Level, Place};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::market::Market;
use doorwise_model::money::Rates;
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::workspace::load;
use doorwise_playbook::explain::explain;
use doorwise_playbook::plan;
use doorwise_playbook::view::{TargetView, TierView};
use doorwise_vocab::money::Currency;
use serde::Serialize;

use super::OutputFormat;
use crate::output::score_text;
use crate::output::targets::{self, show_reasons};
use crate::shell::{Fault, Shell, Status};

/// Rows from which a table's columns are told.
const HEAD_ROWS: usize = 2_000;
/// Rows that could not be read and are listed one by one.
const SKIPPED_SHOWN: usize = 20;

/// Score the companies of any one table against any one ICP file
///
/// Columns are recognised by name and content; the map is said on standard error. With --out every
/// row is written in the table's own order, with all of its columns and ours behind them.
#[derive(Debug, clap::Args)]
pub(crate) struct ScoreArgs {
    /// The ICP file
    #[arg(long, value_name = "FILE")]
    icp: PathBuf,
    /// The table: CSV, xlsx, Parquet, JSON lines; a folder or a pattern of such files is one table
    #[arg(long, value_name = "FILE")]
    table: PathBuf,
    /// Sheet of a spreadsheet
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Encoding of text that is not UTF-8, such as windows-1252 or macintosh; else it is found out
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Read a field from a column, such as --map employees="Team size"
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    maps: Vec<String>,
    /// Where to write every row: a .csv, .parquet or .jsonl file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Currency of amounts that name none, such as INR
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Write only these rows: pursue, find_out, ignore, or a tier, such as A: to pursue and certain
    #[arg(long, value_name = "WHAT", requires = "out")]
    only: Option<String>,
    /// Write only these of the table's own columns, such as --keep id,domain
    #[arg(long, value_name = "COLUMN", value_delimiter = ',', requires = "out")]
    keep: Vec<String>,
    /// Write decision, tier and scores without the sentences; many times faster
    #[arg(long, requires = "out")]
    brief: bool,
    /// How many of the best to print
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// What `doorwise score --format json` prints.
#[derive(Serialize)]
pub(crate) struct ScoreView {
    pub(crate) icp: String,
    pub(crate) table: String,
    pub(crate) companies: usize,
    pub(crate) pursue: usize,
    pub(crate) find_out: usize,
    pub(crate) ignore: usize,
    pub(crate) tiers: Vec<TierView>,
    pub(crate) skipped_rows: Vec<String>,
    pub(crate) columns: Vec<MappedView>,
    pub(crate) no_column: Vec<String>,
    pub(crate) unchecked_exclusions: Vec<String>,
    pub(crate) top: Vec<TargetView>,
}

/// One field with the columns it was read from.
#[derive(Serialize)]
pub(crate) struct MappedView {
    pub(crate) field: String,
    pub(crate) headers: Vec<String>,
    pub(crate) confidence: f64,
    pub(crate) why: String,
}

pub(crate) fn run(args: &ScoreArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let currency = parse_currency(args.currency.as_deref())?;
    if let Some(out) = &args.out {
        refuse_input_as_output(out, &[&args.table, &args.icp])?;
    }
    let (icp, _) = read_icp(&args.icp, shell)?;
    let options = ReadOptions {
        sheet: args.sheet.clone(),
        encoding: args.encoding.clone(),
        ..ReadOptions::default()
    };
    let bar = shell.progress("reading the table");
    let head = source::head(&args.table, &options, HEAD_ROWS)?;
    let (map, columns) = map_columns(&args.table, &args.maps, &options, &head, currency)?;
    check_readable(&icp, &head, &columns)?;
    let job = Job {
        path: &args.table,
        options: &options,
        head: &head,
        map: &map,
        icp: &icp,
        currency,
    };
    bar.set_message("scoring companies");
    let (tally, best) = score(args, &job)?;
    bar.finish_and_clear();
    for skipped in tally.skipped.iter().take(SKIPPED_SHOWN) {
        shell.say(&format!("skipped {skipped}"));
    }
    for note in &tally.notes {
        shell.say(&format!("{}: {note}", head.name));
    }
    if tally.skipped.len() > SKIPPED_SHOWN {
        shell.say(&format!("skipped {} rows in all", tally.skipped.len()));
    }
    if let Some(out) = &args.out {
        let rows = wanted_rows(args, &icp)?;
        let written: usize = tally
            .tiers
            .iter()
            .filter(|(decision, tiers, _)| rows.takes(*decision, *tiers))
            .map(|(.., rows)| rows)
            .sum();
        shell.say(&format!("wrote {written} rows to {}", out.display()));
    }
    let view = ScoreView {
        icp: icp.id.clone(),
        table: head.name.clone(),
        companies: tally.counts.total(),
        pursue: tally.counts.pursue,
        find_out: tally.counts.find_out,
        ignore: tally.counts.ignore,
        tiers: tally
            .tiers
            .iter()
            .filter(|(decision, ..)| *decision != Decision::Ignore)
            .map(|(decision, tiers, companies)| {
                plan::tier_view(&icp, *decision, &tiers.to_vec(), *companies)
            })
            .collect(),
        columns,
        no_column: tally.no_column.iter().map(ToString::to_string).collect(),
        unchecked_exclusions: tally
            .unchecked
            .iter()
            .map(|&idx| icp.card.exclusions[idx].show())
            .collect(),
        top: best
            .finish()
            .iter()
            .enumerate()
            .map(|(idx, company)| explain(&icp, company, &tally.unchecked, idx + 1))
            .collect(),
        skipped_rows: tally.skipped,
    };
    match args.format {
        OutputFormat::Json => shell.print_json(&view)?,
        OutputFormat::Text => {
            let text = score_text::show(&view, shell.width());
            shell.print(&text)?;
        }
    }
    Ok(if view.skipped_rows.is_empty() {
        Status::Clean
    } else {
        Status::Findings
    })
}

/// Scores the table and writes what was asked for.
fn score(args: &ScoreArgs, job: &Job<'_>) -> Result<(Tally, Best), Fault> {
    let mut best = Best::new(args.top);
    let Some(out) = &args.out else {
        if args.top == 0 {
            return Ok((stream::tally(job)?, best));
        }
        let tally = stream::pieces(job, &mut |piece, _| {
            best.offer(&piece);
            ControlFlow::Continue(())
        })?;
        return Ok((tally, best));
    };
    let rows = wanted_rows(args, job.icp)?;
    // The scan over codes writes whole columns of its own and knows no probability.
    if args.brief && args.top == 0 && job.icp.calibration.is_none() {
        let kept = (!args.keep.is_empty()).then_some(args.keep.as_slice());
        if let Some(tally) = stream::select(job, rows, kept, out)? {
            return Ok((tally, best));
        }
    }
    let mut writer = RowWriter::new(args, job, rows);
    let mut fault = None;
    let tally = stream::pieces(job, &mut |piece, unchecked| {
        best.offer(&piece);
        match writer.write(&piece, unchecked) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                fault = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    match fault {
        Some(fault) => Err(fault),
        None => {
            writer.finish()?;
            Ok((tally, best))
        }
    }
}

fn wanted_rows(args: &ScoreArgs, icp: &Icp) -> Result<Rows, Fault> {
    let Some(only) = &args.only else {
        return Ok(Rows::All);
    };
    let decisions = [Decision::Pursue, Decision::FindOut, Decision::Ignore];
    let tiers = &icp.card.tiers;
    let decision = decisions
        .into_iter()
        .find(|decision| decision.as_str() == only);
    let tier = (0..tiers.len()).find(|&tier| tiers.name(tier) == only);
    decision
        .map(Rows::Decision)
        .or(tier.map(Rows::Tier))
        .ok_or_else(|| {
            let names: Vec<&str> = (0..tiers.len()).map(|tier| tiers.name(tier)).collect();
            Fault::asked(
                format!("`{only}` is neither a decision nor a tier"),
                format!("use pursue, find_out, ignore, {}", names.join(", ")),
            )
        })
}

pub(crate) fn parse_currency(code: Option<&str>) -> Result<Option<Currency>, Fault> {
    let parse = |code: &str| {
        code.parse::<Currency>().map_err(|_| {
            Fault::asked(
                format!("`{code}` is not a currency code"),
                "write the ISO code, such as INR or USD",
            )
        })
    };
    code.map(parse).transpose()
}

/// A table nothing of which is understood is not one of companies.
fn check_readable(icp: &Icp, table: &Table, columns: &[MappedView]) -> Result<(), Fault> {
    let reads_custom =
        icp.card.fields().iter().any(
            |field| matches!(field, Field::Custom(header, _) if table.column(header).is_some()),
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

/// Rows that could not be read would be lost if the result took the place of the table.
pub(super) fn refuse_input_as_output(out: &Path, inputs: &[&PathBuf]) -> Result<(), Fault> {
    let full = |path: &Path| path.canonicalize().ok();
    // A result inside the folder that is read would be read as a part of the table the next time.
    let folder = inputs.iter().find(|input| {
        let parent = out.parent().filter(|parent| *parent != Path::new(""));
        let parent = full(parent.unwrap_or(Path::new(".")));
        input.is_dir()
            && parent
                .zip(full(input))
                .is_some_and(|(out, input)| out.starts_with(input))
    });
    if let Some(folder) = folder {
        return Err(Fault::asked(
            format!(
                "`{}` lies in `{}`, which is read as one table",
                out.display(),
                folder.display()
            ),
            "write the result outside of that folder",
        ));
    }
    match inputs
        .iter()
        .find(|input| full(out).is_some() && full(out) == full(input))
    {
        Some(input) => Err(Fault::asked(
            format!(
                "`{}` is read in this run and would be overwritten",
                input.display()
            ),
            "write the result to another file",
        )),
        None => Ok(()),
    }
}

/// Reads an ICP file that lies in no workspace; returns its text by path too.
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

/// Tells which columns of a table of companies say what; `maps` come before what is guessed.
pub(crate) fn map_columns(
    path: &Path,
    maps: &[String],
    options: &ReadOptions,
    table: &Table,
    currency: Option<Currency>,
) -> Result<(TableMap, Vec<MappedView>), Fault> {
    let guess = mapping::guess_as(table, TableKind::Companies);
    let mut columns: Vec<MappedView> = guess
        .columns
        .into_iter()
        .map(|column| MappedView {
            field: column.field,
            headers: column.headers,
            confidence: column.confidence,
            why: column.why,
        })
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
        columns.push(MappedView {
            field: field.to_owned(),
            headers: vec![header.to_owned()],
            confidence: 1.0,
            why: "--map".to_owned(),
        });
    }
    let map = TableMap {
        kind: TableKind::Companies,
        path: path.to_owned(),
        sheet: options.sheet.clone(),
        encoding: options.encoding.clone(),
        columns: columns
            .iter()
            .map(|column| (column.field.clone(), column.headers.clone()))
            .collect(),
        column_places: Vec::new(),
        partial: vec!["tools".to_owned()],
        currency,
        outcomes: doorwise_model::tables::OutcomeWords::default(),
        place: Place::text(path, None),
    };
    Ok((map, columns))
}

/// Our columns, behind the table's own; the sentences come last.
const COLUMNS: [(&str, ColumnKind); 8] = [
    ("decision", ColumnKind::Text),
    ("tier", ColumnKind::Text),
    ("score_low", ColumnKind::Int),
    ("score_high", ColumnKind::Int),
    ("score_seen", ColumnKind::Int),
    ("reasons", ColumnKind::Text),
    ("find_out", ColumnKind::Text),
    ("what_would_change", ColumnKind::Text),
];
/// How many of them are no sentences.
const BRIEF: usize = 5;
/// The column of a calibrated ICP, behind those that are no sentences.
const PROBABILITY: (&str, ColumnKind) = ("probability", ColumnKind::Float);

/// The sentences behind one row; rows with the same codes share them.
#[derive(Default)]
struct RowWords {
    reasons: String,
    find: String,
    change: String,
}

/// Writes rows in the table's own order, with its columns and ours behind them.
struct RowWriter<'a> {
    args: &'a ScoreArgs,
    job: &'a Job<'a>,
    rows: Rows,
    /// The table's own headers that are written; fixed by the first piece.
    own: Vec<String>,
    writer: Option<TableWriter>,
}

impl<'a> RowWriter<'a> {
    fn new(args: &'a ScoreArgs, job: &'a Job<'a>, rows: Rows) -> Self {
        Self {
            args,
            job,
            rows,
            own: Vec::new(),
            writer: None,
        }
    }

    fn open(&mut self, table: &Table) -> Result<(), Fault> {
        let mut own = Vec::new();
        for column in &table.columns {
            if self.args.keep.is_empty() || self.args.keep.contains(&column.header) {
                own.push(column.header.clone());
            }
        }
        let n_ours = if self.args.brief {
            BRIEF
        } else {
            COLUMNS.len()
        };
        let mut headers = own.clone();
        let mut kinds = vec![ColumnKind::Text; own.len()];
        let mut ours = COLUMNS[..n_ours].to_vec();
        if self.job.icp.calibration.is_some() {
            ours.insert(BRIEF, PROBABILITY);
        }
        for (name, kind) in &ours {
            // A table that was scored before has our columns already; each run adds its own.
            headers.push(write::free_name(name, &headers));
            kinds.push(*kind);
        }
        let Some(out) = &self.args.out else {
            return Ok(());
        };
        self.writer = Some(write::create(out, &headers, &kinds)?);
        self.own = own;
        Ok(())
    }

    fn write(&mut self, piece: &Piece, unchecked: &[usize]) -> Result<(), Fault> {
        let icp = self.job.icp;
        let table = &piece.table;
        if self.writer.is_none() {
            self.open(table)?;
        }
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        let own: Vec<_> = self.own.iter().map(|header| table.column(header)).collect();
        let fields = icp.card.fields();
        let mut known: HashMap<Vec<u32>, RowWords> = HashMap::new();
        for scoring in &piece.scorings {
            if !self.rows.takes(scoring.decision, scoring.tiers) {
                continue;
            }
            let row = scoring.row as usize;
            let mut cells: Vec<Cell<'_>> = own
                .iter()
                .map(
                    |column| match column.map_or("", |column| column.value(row)) {
                        "" => Cell::Blank,
                        written => Cell::Text(written),
                    },
                )
                .collect();
            let tier = icp.card.tiers.show(&scoring.tiers.to_vec());
            let end = |end: Option<i64>| end.map_or(Cell::Blank, Cell::Int);
            cells.extend([
                Cell::Text(scoring.decision.as_str()),
                targets::text(&tier),
                end(scoring.score.map(|score| score.low)),
                end(scoring.score.map(|score| score.high)),
                Cell::Int(scoring.seen),
            ]);
            if let Some(calibration) = &icp.calibration {
                cells.push(Cell::Float(calibration.chance(scoring.seen).value));
            }
            if self.args.brief {
                writer.row(&cells)?;
                continue;
            }
            let mut key = piece.market.signature(row, &fields);
            // A hand-made decision is about one company, so its row shares its words with no other.
            key.push(scoring.overridden.map_or(u32::MAX, |_| scoring.row));
            let words = known.entry(key).or_insert_with(|| {
                let view = explain(icp, &piece.market.company(row), unchecked, 0);
                RowWords {
                    reasons: show_reasons(&view.reasons),
                    find: view.find.join("; "),
                    change: view.would_change,
                }
            });
            cells.extend([
                targets::text(&words.reasons),
                targets::text(&words.find),
                targets::text(&words.change),
            ]);
            writer.row(&cells)?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), Fault> {
        match self.writer {
            Some(writer) => Ok(writer.finish()?),
            None => Ok(()),
        }
    }
}
