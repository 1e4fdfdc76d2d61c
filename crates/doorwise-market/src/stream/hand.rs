//! Rows of a scanned table that somebody decided on by hand.
//!
//! Decisions by hand name companies, and codes know no names. So the columns with ids, names and
//! domains are looked through once for those that are named, and only these rows are read and
//! scored by themselves; all others stand as their cells say.

use std::collections::{BTreeMap, HashSet};

use aho_corasick::AhoCorasick;
use doorwise_model::card::reference::Decision;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Scoring, TierSet};
use doorwise_vocab::{domain, text};

use super::scan::{Groups, over_groups};
use super::{Job, StreamError, Tally, pieces};
use crate::open::open_table;

/// Rows decided on by hand that are held in memory; of more, every row is looked at.
const MOST_ROWS: usize = 1 << 16;

/// What a company is called by, in the order of the columns that are looked through.
const CALLED_BY: [&str; 3] = ["id", "name", "domain"];

/// The rows decided on by hand.
#[derive(Debug, Default)]
pub(super) struct Hand {
    /// By row of the table, what each ICP says.
    rows: BTreeMap<usize, Vec<Scoring>>,
    /// The first row of each group, and the end of the last; nothing where nobody was named.
    starts: Vec<usize>,
    /// For each ICP the rows that its decisions move: from, with these tiers, to.
    moved: Vec<Vec<(Decision, TierSet, Decision)>>,
}

impl Hand {
    /// Finds the rows of a table; nothing where each row has to be looked at itself.
    pub(super) fn find(
        jobs: &[Job<'_>],
        groups: &dyn Groups,
        unchecked: &[Vec<usize>],
    ) -> Result<Option<Self>, StreamError> {
        let made = jobs.iter().flat_map(|job| &job.icp.overrides);
        let named: HashSet<&str> = made.map(|made| made.company.as_str()).collect();
        let Some(job) = jobs.first().filter(|_| !named.is_empty()) else {
            return Ok(Some(Self::default()));
        };
        let headers = CALLED_BY.map(|field| job.map.headers(field));
        // A name over several columns stands in none of them, and a row's place in no column.
        let table = text::fold(&job.head.name);
        if headers.iter().any(|headers| headers.len() > 1)
            || named.iter().any(|named| named.starts_with(&table))
        {
            return Ok(None);
        }
        let columns: Vec<(&str, &str)> = CALLED_BY
            .into_iter()
            .zip(headers)
            .filter_map(|(field, headers)| Some((field, headers.first()?.as_str())))
            .collect();
        let (rows, starts) = candidates(job, groups, &columns, &named)?;
        if rows.len() > MOST_ROWS {
            return Ok(None);
        }
        let scored = Self::score(jobs, groups, unchecked, rows)?;
        Ok(Some(Self { starts, ..scored }))
    }

    /// Scores the rows as all others of the table are.
    fn score(
        jobs: &[Job<'_>],
        groups: &dyn Groups,
        unchecked: &[Vec<usize>],
        candidates: Vec<usize>,
    ) -> Result<Self, StreamError> {
        let Some(job) = jobs.first().filter(|_| !candidates.is_empty()) else {
            return Ok(Self::default());
        };
        // What a column's values mean can hang on its others: the first rows told it to the scan.
        let mut rows = candidates;
        rows.extend(0..job.head.rows());
        rows.sort_unstable();
        rows.dedup();
        let table = groups.table(&rows, job.options)?;
        let icps: Vec<&Icp> = jobs.iter().map(|job| job.icp).collect();
        let market = open_table(&table, job.map, &icps, job.currency).market;
        let (mut said, mut moved) = (Vec::new(), Vec::new());
        for (job, unchecked) in jobs.iter().zip(unchecked) {
            let mut counting = pieces::Counting::new(job, unchecked);
            said.push(counting.scorings(market.companies()));
            moved.push(counting.moved);
        }
        let each = rows.into_iter().enumerate();
        let each = each.map(|(at, row)| (row, said.iter().map(|of| of[at]).collect()));
        let is_by_hand =
            |(_, said): &(usize, Vec<Scoring>)| said.iter().any(|of| of.overridden.is_some());
        Ok(Self {
            rows: each.filter(is_by_hand).collect(),
            moved,
            starts: Vec::new(),
        })
    }

    /// Returns how many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns the rows and what each ICP says of them, from the least row to the most.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, &[Scoring])> {
        self.rows.iter().map(|(row, said)| (*row, said.as_slice()))
    }

    /// Returns those of a group: the place in the group, the row of the table, what each ICP says.
    pub(super) fn of_group(&self, group: usize) -> impl Iterator<Item = (u32, usize, &[Scoring])> {
        let starts = (self.starts.get(group), self.starts.get(group + 1));
        let (start, end) = match starts {
            (Some(&start), Some(&end)) => (start, end),
            _ => (0, 0),
        };
        let rows = self.rows.range(start..end);
        rows.map(move |(&row, said)| ((row - start) as u32, row, said.as_slice()))
    }

    /// Returns what each ICP says of a row that was decided on by hand.
    pub(super) fn said(&self, row: usize) -> Option<&[Scoring]> {
        self.rows.get(&row).map(Vec::as_slice)
    }

    /// Counts the rows of one ICP where its decisions put them.
    pub(super) fn correct(&self, icp: usize, tally: &mut Tally) {
        for &(from, tiers, to) in self.moved.get(icp).into_iter().flatten() {
            tally.moved(from, tiers, to);
        }
    }
}

/// Returns the rows that are called like one of those named, and where each group starts.
fn candidates(
    job: &Job<'_>,
    groups: &dyn Groups,
    columns: &[(&str, &str)],
    named: &HashSet<&str>,
) -> Result<(Vec<usize>, Vec<usize>), StreamError> {
    let headers: Vec<&str> = columns.iter().map(|(_, header)| *header).collect();
    let glance = Glance::new(named);
    let is_named = |field: &str, cell: &str| {
        glance.may_name(cell)
            && match field {
                "domain" => domain::domain(cell)
                    .value()
                    .is_some_and(|domain| named.contains(text::fold(&domain).as_str())),
                _ => named.contains(text::fold(cell).as_str()),
            }
    };
    let (mut found, mut starts, mut start) = (Vec::new(), vec![0], 0);
    over_groups(
        (job.path, groups.n_groups()),
        || Ok(()),
        |(), group| {
            let mut rows = Vec::new();
            groups.texts(group, &headers, &mut |column, row, cell| {
                if !cell.is_empty() && is_named(columns[column].0, cell) {
                    rows.push(row);
                }
            })?;
            rows.sort_unstable();
            rows.dedup();
            Ok((groups.n_rows(group)?, rows))
        },
        |()| (),
        |(n_rows, rows)| {
            found.extend(rows.into_iter().map(|row| start + row));
            start += n_rows;
            starts.push(start);
            Ok(())
        },
    )?;
    Ok((found, starts))
}

/// Tells most cells that name nobody apart without folding them.
struct Glance {
    /// Of each name its longest run of letters and digits, which no folding takes apart; nothing
    /// where they are too many to look for at once.
    parts: Option<AhoCorasick>,
}

impl Glance {
    fn new(named: &HashSet<&str>) -> Self {
        let longest = |named: &&str| {
            let runs = named.split(|ch: char| !ch.is_ascii_alphanumeric());
            runs.map(str::len).max().unwrap_or(0)
        };
        // Of signs alone there is nothing to look for.
        if named
            .iter()
            .any(|named| named.is_ascii() && longest(named) == 0)
        {
            return Self { parts: None };
        }
        let parts = named.iter().filter_map(|named| {
            let mut runs = named.split(|ch: char| !ch.is_ascii_alphanumeric());
            // A name of other letters alone is in no cell of plain ASCII.
            let length = Some(longest(named)).filter(|length| *length > 0)?;
            runs.find(|run| run.len() == length)
        });
        let mut build = AhoCorasick::builder();
        Self {
            parts: build.ascii_case_insensitive(true).build(parts).ok(),
        }
    }

    /// Returns whether a cell may stand for one of them. What is not plain ASCII always may, and so
    /// may what stands for other letters (`\u00e9`, `xn--`).
    fn may_name(&self, cell: &str) -> bool {
        let Some(parts) = &self.parts else {
            return true;
        };
        parts.is_match(cell) || !cell.is_ascii() || cell.contains('\\') || cell.contains("--")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever folds to a name is looked at, however it is written.
        #[test]
        fn no_name_is_passed_over_at_a_glance(
            cell in "[A-Ca-c0-2éÉ '`.&\\\\x\u{200B}-]{1,12}",
            other in "[a-c]{1,3}",
        ) {
            let folded = text::fold(&cell);
            let named: HashSet<&str> = [folded.as_str(), other.as_str()].into();
            prop_assert!(folded.is_empty() || Glance::new(&named).may_name(&cell), "{cell:?}");
        }
    }

    #[test]
    fn most_cells_are_passed_over() {
        let glance = Glance::new(&["acme gmbh", "bolt.example"].into());
        assert!(glance.may_name("ACME  GmbH") && glance.may_name("https://Bolt.Example/de"));
        assert!(!glance.may_name("Ajax Ltd") && !glance.may_name("https://cape.test"));
    }
}
