//! Two files of the same deals or companies, one a part of the other: leads, and those that were won.

use std::collections::HashSet;
use std::path::Path;

use doorwise_market::source;
use doorwise_market::table::Table;
use doorwise_model::tables::{Joined, TableKind};

use super::tables::{self, Candidate};
use crate::shell::Fault;

/// Share of the smaller file's ids that the larger one has to have.
const MOST_KNOWN: f64 = 0.9;
/// Ids from which two files are held against each other: a few meet by chance.
const FEWEST_IDS: usize = 10;

/// Returns the candidates with those of two files joined that are of the same rows.
pub(super) fn joined(
    root: &Path,
    mut candidates: Vec<Candidate>,
    said: &mut Vec<String>,
) -> Result<Vec<Candidate>, Fault> {
    let takes_more = |candidate: &Candidate| {
        let kind = candidate.guess.kind;
        matches!(kind, TableKind::Deals | TableKind::Companies)
    };
    // A list of customers also names companies; it stays a table of its own.
    let is_own = |candidate: &Candidate| {
        let is_of_sheet =
            |one: &&Candidate| (&one.path, &one.sheet) == (&candidate.path, &candidate.sheet);
        let mut of_sheet = candidates.iter().filter(is_of_sheet);
        !candidate.comes_along && of_sheet.all(takes_more)
    };
    let own: Vec<&Candidate> = candidates.iter().filter(|one| is_own(one)).collect();
    let pairs = own.iter().enumerate().flat_map(|(at, one)| {
        let others = own[at + 1..].iter().filter(|other| {
            let same_file = (&one.path, &one.sheet) == (&other.path, &other.sheet);
            one.guess.kind == other.guess.kind && !same_file
        });
        others.map(move |other| (*one, *other))
    });
    let found = pairs.filter_map(|(one, other)| of(root, one, other)).next();
    let Some((base, joined)) = found else {
        return Ok(candidates);
    };
    let file = base.path.clone();
    let of_base = (
        file.as_path(),
        base.sheet.clone(),
        base.encoding.clone(),
        vec![joined.clone()],
    );
    let mut more_said = Vec::new();
    let together = tables::candidates_of(root, of_base, &mut more_said)?;
    if !together.iter().all(takes_more) {
        return Ok(candidates);
    }
    said.append(&mut more_said);
    let is_of = |one: &Candidate| {
        [(&file, &base.sheet), (&joined.path, &joined.sheet)].contains(&(&one.path, &one.sheet))
    };
    let gone: Vec<bool> = candidates.iter().map(is_of).collect();
    let mut gone = gone.into_iter();
    candidates.retain(|_| !gone.next().unwrap_or_default());
    candidates.extend(together);
    Ok(candidates)
}

/// Returns how the second of two candidates of one kind is joined to the first, or the first to the
/// second, with the one to start from; `None` where they are not of the same rows.
fn of<'c>(
    root: &Path,
    one: &'c Candidate,
    other: &'c Candidate,
) -> Option<(&'c Candidate, Joined)> {
    let (first, second) = (read(root, one)?, read(root, other)?);
    let (by, theirs) = (id_header(one)?, id_header(other)?);
    // The header of the first finds that of the second, whatever its case.
    if second.header_like(by) != Some(theirs) {
        return None;
    }
    let (mine, known) = (ids(&first, by)?, ids(&second, theirs)?);
    let (base, added, more, fewer) = if mine.len() >= known.len() {
        (one, other, &mine, &known)
    } else {
        (other, one, &known, &mine)
    };
    let met = fewer.iter().filter(|id| more.contains(*id)).count();
    let are_same = fewer.len() >= FEWEST_IDS && met as f64 >= MOST_KNOWN * fewer.len() as f64;
    are_same.then(|| {
        let joined = Joined {
            path: added.path.clone(),
            sheet: added.sheet.clone(),
            encoding: added.encoding.clone(),
            by: id_header(base).unwrap_or(by).to_owned(),
        };
        (base, joined)
    })
}

fn read(root: &Path, candidate: &Candidate) -> Option<Table> {
    source::read(&root.join(&candidate.path), &candidate.options(root)).ok()
}

fn id_header(candidate: &Candidate) -> Option<&str> {
    match candidate.guess.headers("id") {
        [header] => Some(header),
        _ => None,
    }
}

/// Returns the ids of a table whose rows each have one of their own.
fn ids<'t>(table: &'t Table, header: &str) -> Option<HashSet<&'t str>> {
    let column = table.column(header)?;
    let filled = column.codes().iter().map(|&code| column.text(code).trim());
    let filled: Vec<&str> = filled.filter(|id| !id.is_empty()).collect();
    let ids: HashSet<&str> = filled.iter().copied().collect();
    (ids.len() == filled.len()).then_some(ids)
}
