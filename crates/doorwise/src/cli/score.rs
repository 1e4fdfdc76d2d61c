//! `doorwise score`

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use doorwise_market::open::TableMarket;
use doorwise_market::source::{self, ReadOptions};
use doorwise_market::table::Table;
use doorwise_market::write::{self, Cell, ColumnKind};
use doorwise_market::{mapping, open_table};
use doorwise_model::diagnostic::{Level, Place};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Market, Scored};
use doorwise_model::money::Rates;
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::workspace::load;
use doorwise_playbook::explain::explain;
use doorwise_playbook::view::TargetView;
use doorwise_vocab::money::Currency;
use serde::Serialize;

use super::OutputFormat;
use crate::output::score_text;
use crate::output::targets::{self, show_reasons};
use crate::shell::{Fault, Shell, Status};

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
    let currency = match &args.currency {
        Some(code) => Some(code.parse::<Currency>().map_err(|_| {
            Fault::asked(
                format!("`{code}` is not a currency code"),
                "write the ISO code, such as INR or USD",
            )
        })?),
        None => None,
    };
    if let Some(out) = &args.out {
        refuse_input_as_output(out, &[&args.table, &args.icp])?;
    }
    let icp = read_icp(&args.icp, shell)?;
    let bar = shell.progress("reading the table");
    let table = source::read(
        &args.table,
        &ReadOptions {
            sheet: args.sheet.clone(),
            encoding: args.encoding.clone(),
            ..ReadOptions::default()
        },
    )?;
    bar.finish_and_clear();
    let (map, columns) = map_columns(args, &table, currency)?;
    let reads_custom =
        icp.card.fields().iter().any(
            |field| matches!(field, Field::Custom(header, _) if table.column(header).is_some()),
        );
    if columns.is_empty() && !reads_custom {
        let known: Vec<&str> = table
            .columns
            .iter()
            .map(|column| column.header.as_str())
            .collect();
        return Err(Fault::asked(
            format!(
                "no column of {} reads as something known of a company",
                table.name
            ),
            format!(
                "name one yourself, such as --map name=\"{}\"",
                known.first().unwrap_or(&"")
            ),
        ));
    }
    for note in &table.notes {
        shell.say(&format!("{}: {note}", table.name));
    }
    for skipped in table.skipped.iter().take(20) {
        shell.say(&format!(
            "skipped {}: {}",
            table.skipped_place(skipped),
            skipped.reason
        ));
    }
    let skipped_rows: Vec<String> = table
        .skipped
        .iter()
        .map(|skipped| format!("{}: {}", table.skipped_place(skipped), skipped.reason))
        .collect();
    if skipped_rows.len() > 20 {
        shell.say(&format!("skipped {} rows in all", skipped_rows.len()));
    }
    let name = table.name.clone();
    let opened = open_table(table, &map, &icp, currency);
    let market = opened.market;
    let bar = shell.progress("scoring companies");
    let scored = market.score(&icp);
    bar.finish_and_clear();
    if let Some(out) = &args.out {
        let bar = shell.progress("writing rows");
        write_rows(out, &icp, &market, &scored)?;
        bar.finish_and_clear();
        shell.say(&format!(
            "wrote {} rows to {}",
            scored.counts.total(),
            out.display()
        ));
    }
    let top = scored
        .list
        .iter()
        .take(args.top)
        .enumerate()
        .map(|(idx, scoring)| {
            explain(
                &icp,
                &market.company(scoring.row as usize),
                &scored.unchecked,
                idx + 1,
            )
        })
        .collect();
    let view = ScoreView {
        icp: icp.id.clone(),
        table: name,
        companies: scored.counts.total(),
        pursue: scored.counts.pursue,
        find_out: scored.counts.find_out,
        ignore: scored.counts.ignore,
        skipped_rows,
        columns,
        no_column: scored.no_column.iter().map(ToString::to_string).collect(),
        unchecked_exclusions: scored
            .unchecked
            .iter()
            .map(|&idx| icp.card.exclusions[idx].show())
            .collect(),
        top,
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

/// Rows that could not be read would be lost if the result took the place of the table.
fn refuse_input_as_output(out: &Path, inputs: &[&PathBuf]) -> Result<(), Fault> {
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

fn read_icp(path: &Path, shell: &mut Shell) -> Result<Icp, Fault> {
    let (loaded, text) = load::load_icp(path, &Rates::default())?;
    let sources = [(path.to_path_buf(), text)].into_iter().collect();
    shell.diagnostics(&loaded.diagnostics, &sources);
    // A card that was understood in part would say something else than its file.
    let is_damaged = loaded
        .diagnostics
        .iter()
        .any(|found| found.level == Level::Error);
    loaded.value.filter(|_| !is_damaged).ok_or_else(|| {
        Fault::asked(
            format!("the ICP in `{}` could not be understood", path.display()),
            "mend the places above",
        )
    })
}

fn map_columns(
    args: &ScoreArgs,
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
    for map in &args.maps {
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
        path: args.table.clone(),
        sheet: args.sheet.clone(),
        encoding: args.encoding.clone(),
        columns: columns
            .iter()
            .map(|column| (column.field.clone(), column.headers.clone()))
            .collect(),
        column_places: Vec::new(),
        partial: vec!["tools".to_owned()],
        currency,
        outcomes: doorwise_model::tables::OutcomeWords::default(),
        place: Place::text(&args.table, None),
    };
    Ok((map, columns))
}

/// Our columns, behind the table's own; a name that is taken gets `doorwise_` before it.
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

/// What is written behind one row; rows with the same codes share it.
struct RowWords {
    decision: &'static str,
    tier: String,
    score: Option<(i64, i64)>,
    seen: i64,
    reasons: String,
    find: String,
    change: String,
}

fn write_rows(out: &Path, icp: &Icp, market: &TableMarket, scored: &Scored) -> Result<(), Fault> {
    let Some((table, source_row)) = market.source() else {
        return Ok(());
    };
    let own: Vec<String> = table
        .columns
        .iter()
        .map(|column| column.header.clone())
        .collect();
    let mut headers = own.clone();
    let mut kinds = vec![ColumnKind::Text; own.len()];
    for (name, kind) in COLUMNS {
        // A table that was scored before has our columns already; each run adds its own.
        let mut header = name.to_owned();
        while headers.contains(&header) {
            header = format!("doorwise_{header}");
        }
        headers.push(header);
        kinds.push(kind);
    }
    let fields = icp.card.fields();
    let mut known: HashMap<Vec<u32>, RowWords> = HashMap::new();
    let mut writer = write::create(out, &headers, &kinds)?;
    for row in 0..scored.counts.total() {
        let mut key = market.signature(row, &fields);
        if !icp.overrides.is_empty() {
            // A hand-made decision is about one company, so no two rows may share words.
            key.push(u32::try_from(row).unwrap_or(u32::MAX));
        }
        let words = known.entry(key).or_insert_with(|| {
            let view = explain(icp, &market.company(row), &scored.unchecked, 0);
            RowWords {
                decision: view.decision,
                reasons: show_reasons(&view.reasons),
                find: view.find.join("; "),
                tier: view.tier,
                score: view.score.map(|score| (score.low, score.high)),
                seen: view.seen,
                change: view.would_change,
            }
        });
        let text = |text: &'static str| Cell::Text(text);
        let mut cells: Vec<Cell<'_>> = table
            .columns
            .iter()
            .map(|column| match column.value(source_row(row)) {
                "" => Cell::Blank,
                written => Cell::Text(written),
            })
            .collect();
        cells.extend([
            text(words.decision),
            targets::text(&words.tier),
            words.score.map_or(Cell::Blank, |(low, _)| Cell::Int(low)),
            words.score.map_or(Cell::Blank, |(_, high)| Cell::Int(high)),
            Cell::Int(words.seen),
            targets::text(&words.reasons),
            targets::text(&words.find),
            targets::text(&words.change),
        ]);
        writer.row(&cells)?;
    }
    Ok(writer.finish()?)
}
