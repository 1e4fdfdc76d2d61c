//! Files that lie side by side and are parts of one table, such as `won_deals.json` and
//! `lost_deals.json`, or `deals-2025.csv` and `deals-2026.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use doorwise_market::mapping::{self, TableGuess};
use doorwise_market::source::{self, ReadOptions};
use doorwise_market::table::Table;
use doorwise_model::deal::Outcome;
use doorwise_model::diagnostic::slashed;
use doorwise_model::tables::{OutcomeWords, TableKind};
use doorwise_vocab::text;

/// Rows that tell what a file holds.
const HEAD_ROWS: usize = 200;
/// Letters and digits that the names must share, so that a pattern finds them and nothing else.
const LEAST_SHARED: usize = 3;

/// Puts files that are parts of one table in the place of the first of them, as a pattern.
///
/// They are one where their names differ in one place, their sheets are of one kind with the same
/// columns, and no row stands in two of them: the same list exported twice is none.
pub(super) fn joined(
    root: &Path,
    files: Vec<PathBuf>,
    encoding: Option<&str>,
    said: &mut Vec<String>,
) -> Vec<PathBuf> {
    let mut alike: BTreeMap<(PathBuf, String, BTreeSet<String>), Vec<PathBuf>> = BTreeMap::new();
    let options = ReadOptions {
        encoding: encoding.map(str::to_owned),
        ..ReadOptions::default()
    };
    for file in &files {
        let path = root.join(file);
        // Sheets of a workbook are tables of their own.
        if source::sheets(&path).is_ok_and(|sheets| sheets.is_empty())
            && let Ok(head) = source::head(&path, &options, HEAD_ROWS)
        {
            let folder = file.parent().unwrap_or(Path::new("")).to_owned();
            let extension = file.extension().unwrap_or_default();
            let extension = extension.to_string_lossy().to_lowercase();
            let headers = head.columns.iter().map(|column| column.header.clone());
            let key = (folder, extension, headers.collect());
            alike.entry(key).or_default().push(file.clone());
        }
    }
    let mut joined = files;
    for ((folder, ..), group) in alike {
        let Some(pattern) = pattern(&group).map(|name| folder.join(name)) else {
            continue;
        };
        // A pattern that would find more than these is none.
        let names = |files: &[PathBuf]| -> BTreeSet<_> {
            files
                .iter()
                .filter_map(|file| Some(file.file_name()?.to_owned()))
                .collect()
        };
        let found = source::files(&root.join(&pattern)).unwrap_or_default();
        if names(&found) != names(&group) {
            continue;
        }
        let names: Vec<String> = group.iter().map(|file| slashed(file)).collect();
        match shared_rows(&root.join(&pattern), &options) {
            Some(0) => {}
            Some(shared) => {
                said.push(format!(
                    "{} have the same columns and {shared} rows in common, so they look like one list of several days: `doorwise refresh` makes one of them and says what is new",
                    names.join(", ")
                ));
                continue;
            }
            None => continue,
        }
        said.push(format!(
            "{} are read as one table, {}: the same columns, and no row in two of them",
            names.join(", "),
            slashed(&pattern)
        ));
        let first = joined.iter().position(|file| *file == group[0]);
        if let Some(first) = first {
            joined[first] = pattern;
        }
        joined.retain(|file| !group.contains(file));
    }
    joined
}

/// Returns the pattern that the names of two files or more fit, in the shortest honest form.
fn pattern(group: &[PathBuf]) -> Option<String> {
    let names = group.iter().map(|file| file.file_name()?.to_str());
    let names: Vec<&str> = names.collect::<Option<_>>()?;
    // A name with these letters would be read as a pattern itself.
    if names.len() < 2 || names.iter().any(|name| name.contains(['*', '?', '['])) {
        return None;
    }
    let cut = |name: &'_ str| name.rfind('.').unwrap_or(name.len());
    let stems: Vec<Vec<char>> = names
        .iter()
        .map(|name| name[..cut(name)].chars().collect())
        .collect();
    let first = &stems[0];
    let shared = |of: fn(&[char], usize) -> Option<&char>| {
        let is_shared = |at: &usize| stems.iter().all(|stem| of(stem, *at) == of(first, *at));
        (0..first.len()).take_while(is_shared).count()
    };
    let mut before = shared(|stem, at| stem.get(at));
    let mut after = shared(|stem, at| stem.iter().nth_back(at));
    let shortest = stems.iter().map(Vec::len).min()?;
    after = after.min(shortest.saturating_sub(before));
    // "deals-2025" and "deals-2026" differ in their year, not in its last digit.
    let is_one_word = |left: char, right: char| {
        (left.is_alphabetic() && right.is_alphabetic()) || (left.is_numeric() && right.is_numeric())
    };
    let cuts_word =
        |stem: &[char], at: usize| at > 0 && at < stem.len() && is_one_word(stem[at - 1], stem[at]);
    while stems.iter().any(|stem| cuts_word(stem, before)) {
        before -= 1;
    }
    while stems.iter().any(|stem| cuts_word(stem, stem.len() - after)) {
        after -= 1;
    }
    let (head, tail) = (&first[..before], &first[first.len() - after..]);
    let n_shared = head.iter().chain(tail);
    let n_shared = n_shared.filter(|letter| letter.is_alphanumeric()).count();
    let show = |letters: &[char]| letters.iter().collect::<String>();
    let extension = &names[0][cut(names[0])..];
    (n_shared >= LEAST_SHARED).then(|| format!("{}*{}{extension}", show(head), show(tail)))
}

/// Returns how many rows stand in a file and in one before it: by their id where the table has one,
/// else whole; nothing where together they are no table that we know.
fn shared_rows(pattern: &Path, options: &ReadOptions) -> Option<usize> {
    let table = source::read(pattern, options).ok()?;
    let guess = mapping::guess(&table);
    let ids = main_table(&guess.tables)?.headers("id");
    let columns = table.columns.iter();
    let columns = columns.filter(|column| ids.is_empty() || ids.contains(&column.header));
    let columns: Vec<_> = columns.collect();
    let (mut seen, mut shared) = (BTreeSet::new(), 0);
    for rows in part_rows(&table) {
        let cells = |row: usize| columns.iter().map(|column| column.value(row)).collect();
        let rows: BTreeSet<Vec<&str>> = rows.map(cells).collect();
        shared += rows.iter().filter(|row| seen.contains(*row)).count();
        seen.extend(rows);
    }
    Some(shared)
}

/// Returns the rows of each file.
fn part_rows(table: &Table) -> impl Iterator<Item = Range<usize>> {
    table.parts.iter().enumerate().map(|(idx, part)| {
        let next = table.parts.get(idx + 1);
        part.first_row..next.map_or(table.rows(), |next| next.first_row)
    })
}

/// Returns the table that a sheet's rows are: deals, where companies and people come along.
fn main_table(guesses: &[TableGuess]) -> Option<&TableGuess> {
    let deals = guesses.iter().find(|guess| guess.kind == TableKind::Deals);
    deals.or(guesses.first())
}

/// Takes a file's name for the meaning of a status that only this file has: a pipeline's own stage
/// is a number in some exports, and the file is called `won_deals`. Says what it took.
pub(super) fn outcomes_by_file(table: &Table, guess: &mut TableGuess) -> Vec<String> {
    let [header] = guess.headers("outcome") else {
        return Vec::new();
    };
    let Some(column) = table.column(header) else {
        return Vec::new();
    };
    let words = OutcomeWords::default();
    let means = |file: &str| {
        let stem = Path::new(file).file_stem().unwrap_or_default();
        mapping::outcome(&stem.to_string_lossy(), &words)
    };
    let mut said = Vec::new();
    for written in &guess.outcomes.not_understood {
        let mut files = BTreeSet::new();
        for (part, mut rows) in table.parts.iter().zip(part_rows(table)) {
            if rows.any(|row| column.value(row).trim() == written) {
                files.insert(part.name.as_str());
            }
        }
        let mut files = files.into_iter();
        let (Some(file), None) = (files.next(), files.next()) else {
            continue;
        };
        let list = match means(file) {
            Some(Outcome::Won) => &mut guess.outcomes.words.won,
            Some(Outcome::Lost) => &mut guess.outcomes.words.lost,
            Some(Outcome::Open) => &mut guess.outcomes.words.open,
            None => continue,
        };
        list.push(text::fold(written));
        said.push(format!(
            "{}: `{written}` stands only in {file} and is taken for what that name says; change it under `outcomes` if it means something else",
            table.name
        ));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_one_place_make_a_pattern() {
        let of = |names: &[&str]| {
            let files: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
            pattern(&files)
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            of(&["lost_deals.json", "won_deals.json"]),
            some("*_deals.json")
        );
        assert_eq!(
            of(&["deals-2025.csv", "deals-2026.csv"]),
            some("deals-*.csv")
        );
        assert_eq!(of(&["deals (1).csv", "deals.csv"]), some("deals*.csv"));
        assert_eq!(
            of(&["part1.csv", "part2.csv", "part10.csv"]),
            some("part*.csv")
        );
        assert_eq!(
            of(&["a_jan_x.csv", "a_feb_x.csv"]),
            None,
            "two letters find too much"
        );
        assert_eq!(of(&["deals.csv"]), None);
        assert_eq!(of(&["été_deals.csv", "épi_deals.csv"]), some("*_deals.csv"));
    }
}
