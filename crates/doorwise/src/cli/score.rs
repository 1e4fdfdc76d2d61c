//! `doorwise score`

mod rows;
mod several;
mod sorted;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use doorwise_market::open;
use doorwise_market::stream::{self, Best, Job, Joint, Rows, Tally};
use doorwise_market::table::Format;
use doorwise_model::card::reference::Decision;
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_playbook::explain::explain;
use doorwise_playbook::id::{self, CardIds};
use doorwise_playbook::plan;
use doorwise_playbook::view::{SaysView, TargetView, TierView};
use serde::Serialize;

pub(super) use self::rows::typed;

use self::rows::RowWriter;
pub(crate) use self::several::SeveralView;
use self::several::Standing;
use super::OutputFormat;
use super::loose::{Loose, MappedView, Sheet, TableFlags, no_column};
use crate::output::score_text;
use crate::shell::{Fault, Shell, Status};

/// Rows that could not be read and are listed one by one.
const SKIPPED_SHOWN: usize = 20;

/// Score the companies of any one table against ICPs
///
/// Without --icp those of the workspace here, without --table its companies. Of another table the
/// columns are recognised by name and content; the map is said on standard error. With --out every
/// row is written in the table's own order, or best first, with all of its columns and ours behind them.
/// With several ICPs each company stands under the one with its best tier, then decision, then the
/// one named first, and is counted once.
#[derive(Debug, clap::Args)]
pub(crate) struct ScoreArgs {
    /// The ICP file, once for each where there are several; else every ICP of the workspace here
    #[arg(long, value_name = "FILE")]
    icp: Vec<PathBuf>,
    /// The table: CSV, xlsx, Parquet, JSON lines; a folder or a pattern of such files is one table;
    /// else the companies of the workspace here
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    #[command(flatten)]
    reading: TableFlags,
    /// Where to write every row: a .csv, .parquet or .jsonl file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write only these rows: pursue, find_out, ignore, or a tier, such as A: to pursue and certain
    #[arg(long, value_name = "WHAT", requires = "out")]
    only: Option<String>,
    /// Write only these of the table's own columns, such as --keep id,domain
    #[arg(long, value_name = "COLUMN", value_delimiter = ',', requires = "out")]
    keep: Vec<String>,
    /// Write decision, tier and scores without the sentences; many times faster
    #[arg(long, requires = "out")]
    brief: bool,
    /// Write best first instead of in the table's own order; a .csv takes the first 10,000
    #[arg(long, requires = "out")]
    sorted: bool,
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
    /// The counts' id: `doorwise why count.pursue --icp … --table …` opens one of them.
    pub(crate) id: &'static str,
    pub(crate) icp: String,
    pub(crate) table: String,
    pub(crate) companies: usize,
    pub(crate) pursue: usize,
    pub(crate) find_out: usize,
    pub(crate) ignore: usize,
    pub(crate) tiers: Vec<TierView>,
    pub(crate) skipped_rows: Vec<String>,
    pub(crate) columns: Vec<MappedView>,
    pub(crate) remarks: Vec<SaysView>,
    pub(crate) no_column: Vec<String>,
    pub(crate) unchecked_exclusions: Vec<String>,
    pub(crate) top: Vec<TargetView>,
    /// What `doorwise why` needs besides an id, for people.
    #[serde(skip)]
    pub(crate) words: String,
}

pub(crate) fn run(args: &ScoreArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let named = (args.icp.as_slice(), args.table.as_deref());
    let loose = Loose::open(named, &args.reading, Path::new("."), shell)?;
    if let Some(out) = &args.out {
        let inputs: Vec<&PathBuf> = args.icp.iter().chain([&loose.path]).collect();
        refuse_input_as_output(out, &inputs)?;
    }
    refuse_unknown_columns(&args.keep, &loose.sheet)?;
    let job = |icp| Job {
        path: &loose.path,
        options: &loose.sheet.options,
        head: &loose.sheet.head,
        map: &loose.sheet.map,
        icp,
        currency: loose.sheet.map.currency,
    };
    let jobs: Vec<Job<'_>> = loose.icps.iter().map(job).collect();
    let bar = shell.progress("scoring companies");
    let scored = score(args, &jobs)?;
    bar.finish_and_clear();
    say_what_was_read(&loose, &scored, shell);
    if let Some(out) = &args.out {
        let most = rows::most_rows(args);
        let written = scored.wanted;
        shell.say(&if written > most {
            format!(
                "wrote the first {most} of {written} rows to {}; a .parquet or .jsonl file takes them all",
                out.display()
            )
        } else {
            format!("wrote {written} rows to {}", out.display())
        });
    }
    let ([icp], [tally]) = (loose.icps.as_slice(), scored.tallies.as_slice()) else {
        return several::print(args, loose, scored, shell);
    };
    let view = ScoreView {
        id: "count",
        remarks: remarks(icp, tally),
        icp: icp.id.clone(),
        table: loose.sheet.head.name.clone(),
        companies: tally.counts.total(),
        pursue: tally.counts.pursue,
        find_out: tally.counts.find_out,
        ignore: tally.counts.ignore,
        tiers: tally
            .tiers
            .iter()
            .filter(|(decision, ..)| *decision != Decision::Ignore)
            .map(|(decision, tiers, companies)| {
                plan::tier_view(icp, *decision, &tiers.to_vec(), *companies)
            })
            .collect(),
        columns: loose.sheet.columns,
        no_column: tally.no_column.iter().map(ToString::to_string).collect(),
        unchecked_exclusions: tally
            .unchecked
            .iter()
            .map(|&idx| icp.card.exclusions[idx].show())
            .collect(),
        top: scored
            .best
            .finish()
            .iter()
            .enumerate()
            .map(|(idx, found)| explain(icp, &found.company, &tally.unchecked, idx + 1))
            .collect(),
        skipped_rows: tally.skipped.clone(),
        words: loose.words,
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

/// Returns what holds for every company of the table and is said once.
fn remarks(icp: &Icp, tally: &Tally) -> Vec<SaysView> {
    let card = &icp.card;
    let ids = CardIds::of(card);
    let gates = card.gates.iter().map(|gate| &gate.field);
    let points = card.tables.iter().flat_map(|table| &table.fields);
    let in_doubt: Vec<&Field> = gates.chain(points).collect();
    let no_column = tally.no_column.iter();
    let no_column = no_column
        .filter(|field| in_doubt.contains(field))
        .map(|field| SaysView {
            id: id::no_column(field),
            says: format!("{field}: no column in this table, so it stays open for every company"),
        });
    let unchecked = tally.unchecked.iter().map(|&idx| SaysView {
        id: ids.unchecked(idx),
        says: format!(
            "exclusion {}: not checkable here, so it is left out for every company",
            card.exclusions[idx].show()
        ),
    });
    no_column.chain(unchecked).collect()
}

/// What came of scoring a table.
struct Scored {
    /// What each ICP says of the whole table.
    tallies: Vec<Tally>,
    best: Best,
    /// Rows that were to be written.
    wanted: usize,
    /// Where the companies stand; with one ICP its tally says it.
    standing: Standing,
}

/// Says what could not be read and what was assumed.
fn say_what_was_read(loose: &Loose, scored: &Scored, shell: &mut Shell) {
    // The table is read once, so every ICP's tally says the same of that.
    let Some(tally) = scored.tallies.first() else {
        return;
    };
    for skipped in tally.skipped.iter().take(SKIPPED_SHOWN) {
        shell.say(&format!("skipped {skipped}"));
    }
    let (sheet, head) = (&loose.sheet, &loose.sheet.head);
    for note in &tally.notes {
        shell.say(&format!("{}: {note}", head.name));
    }
    let of = match head.rows() < tally.counts.total() {
        true => format!("{}, first {} rows", head.name, head.rows()),
        false => head.name.clone(),
    };
    let several = open::several_values(&loose.icps, head).into_iter();
    let several = several.map(|told| match told.help {
        Some(help) => format!("{}; {help}", told.message),
        None => told.message,
    });
    for note in open::cell_notes(head, &sheet.map)
        .into_iter()
        .chain(several)
    {
        shell.say(&format!("{of}: {note}"));
    }
    if tally.skipped.len() > SKIPPED_SHOWN {
        shell.say(&format!("skipped {} rows in all", tally.skipped.len()));
    }
}

/// Scores the table and writes what was asked for.
fn score(args: &ScoreArgs, jobs: &[Job<'_>]) -> Result<Scored, Fault> {
    let icps: Vec<&Icp> = jobs.iter().map(|job| job.icp).collect();
    let rows = wanted_rows(args, &icps)?;
    match over_codes(args, jobs, &rows)? {
        Some((joint, best)) => Ok(of_joint(joint, best, &rows)),
        None => in_pieces(args, jobs, rows),
    }
}

/// Scores the table by its codes and writes what was asked for, where that can be done.
fn over_codes(
    args: &ScoreArgs,
    jobs: &[Job<'_>],
    rows: &[Rows],
) -> Result<Option<(Joint, Best)>, Fault> {
    // Of an ICP with a calibration a probability is written besides, which the scan does not know.
    let knows_all =
        args.brief && !args.sorted && jobs.iter().all(|job| job.icp.calibration.is_none());
    if args.out.is_some() && !knows_all {
        return Ok(None);
    }
    let found = match args.top {
        0 => None,
        most => match stream::best(jobs, most)? {
            Some(found) => Some(found),
            None => return Ok(None),
        },
    };
    let Some(out) = &args.out else {
        return match found {
            Some(found) => Ok(Some(found)),
            None => Ok(stream::tally(jobs)?.map(|joint| (joint, Best::new(0)))),
        };
    };
    let kept = (!args.keep.is_empty()).then_some(args.keep.as_slice());
    let best = found.map_or(Best::new(0), |(_, best)| best);
    Ok(stream::select(jobs, rows, kept, out)?.map(|joint| (joint, best)))
}

fn of_joint(joint: Joint, best: Best, rows: &[Rows]) -> Scored {
    let (mut standing, mut wanted) = (Standing::new(joint.tallies.len()), 0);
    for (said, companies) in &joint.rows {
        standing.add_said(said, *companies);
        let icp = stream::stands_under(said);
        if rows[icp].takes(said[icp].0, said[icp].1) {
            wanted += companies;
        }
    }
    for said in &joint.by_hand {
        let icp = stream::stands(said);
        standing.add_scored(icp, said);
        wanted += usize::from(rows[icp].takes(said[icp].decision, said[icp].tiers));
    }
    Scored {
        tallies: joint.tallies,
        best,
        wanted,
        standing,
    }
}

/// Scores the table piece by piece and writes what was asked for.
fn in_pieces(args: &ScoreArgs, jobs: &[Job<'_>], wanted: Vec<Rows>) -> Result<Scored, Fault> {
    let icps: Vec<&Icp> = jobs.iter().map(|job| job.icp).collect();
    let mut best = Best::new(args.top);
    let mut standing = Standing::new(jobs.len());
    let path = jobs.first().map_or(Path::new(""), |job| job.path);
    let mut writer = RowWriter::new(args, path, &icps, wanted);
    let mut fault = None;
    let tallies = stream::pieces(jobs, &mut |piece, unchecked| {
        best.offer(piece);
        if jobs.len() > 1 {
            standing.add(piece);
        }
        match writer.write(piece, unchecked) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                fault = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(fault) = fault {
        return Err(fault);
    }
    Ok(Scored {
        tallies,
        best,
        wanted: writer.finish()?,
        standing,
    })
}

/// Returns which rows of each ICP are to be written.
fn wanted_rows(args: &ScoreArgs, icps: &[&Icp]) -> Result<Vec<Rows>, Fault> {
    let Some(only) = &args.only else {
        return Ok(vec![Rows::All; icps.len()]);
    };
    let decisions = [Decision::Pursue, Decision::FindOut, Decision::Ignore];
    let decision = decisions
        .into_iter()
        .find(|decision| decision.as_str() == only);
    if let Some(decision) = decision {
        return Ok(vec![Rows::Decision(decision); icps.len()]);
    }
    let tiers = |icp: &&Icp| {
        (0..icp.card.tiers.len())
            .map(|tier| icp.card.tiers.name(tier).to_owned())
            .collect()
    };
    let tiers: Vec<Vec<String>> = icps.iter().map(tiers).collect();
    let rows = tiers.iter().map(|names| {
        let tier = names.iter().position(|name| name == only);
        tier.map_or(Rows::None, Rows::Tier)
    });
    let rows: Vec<Rows> = rows.collect();
    if rows.iter().any(|rows| *rows != Rows::None) {
        return Ok(rows);
    }
    let mut names: Vec<String> = Vec::new();
    for name in tiers.into_iter().flatten() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Err(Fault::asked(
        format!("`{only}` is neither a decision nor a tier"),
        format!("use pursue, find_out, ignore, {}", names.join(", ")),
    ))
}

/// A column that is to be kept and that nobody has would be missing without a word.
///
/// Objects and further files may bring columns that the first rows do not have.
fn refuse_unknown_columns(kept: &[String], sheet: &Sheet) -> Result<(), Fault> {
    let head = &sheet.head;
    if matches!(
        head.format,
        Format::Json { .. } | Format::JsonLines { .. } | Format::Files { .. }
    ) {
        return Ok(());
    }
    match kept.iter().find(|header| head.column(header).is_none()) {
        Some(header) => Err(no_column(header, head)),
        None => Ok(()),
    }
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
