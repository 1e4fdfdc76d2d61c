//! Spells out the titles to search for when a persona names a function and a seniority.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::kinds::{Function, Seniority};
use super::lexicon::{keys, lines};

const VARIANTS: &str = include_str!("../../data/titles/variants.tsv");

static SPELLINGS: LazyLock<BTreeMap<(Function, Seniority), Vec<String>>> = LazyLock::new(spell);

/// Returns common spellings of a job, best known first; empty where the pair makes no job.
pub fn variants(function: Function, seniority: Seniority) -> Vec<&'static str> {
    SPELLINGS
        .get(&(function, seniority))
        .map(|all| all.iter().map(String::as_str).collect())
        .unwrap_or_default()
}

/// Combines the patterns of each seniority with the names of each function; `{}` stands for the name.
fn spell() -> BTreeMap<(Function, Seniority), Vec<String>> {
    let mut patterns: BTreeMap<Seniority, Vec<&str>> = BTreeMap::new();
    let mut spellings: BTreeMap<(Function, Seniority), Vec<String>> = BTreeMap::new();
    for cells in lines(VARIANTS) {
        let seniority = |cell: &str| {
            Seniority::parse(cell).unwrap_or_else(|| panic!("`{cell}` is not a seniority"))
        };
        let function = |cell: &str| {
            Function::parse(cell).unwrap_or_else(|| panic!("`{cell}` is not a function"))
        };
        match cells[0] {
            "pattern" => patterns
                .entry(seniority(cells[1]))
                .or_default()
                .extend(keys(cells[2])),
            "name" => {
                for (&seniority, patterns) in &patterns {
                    let all = spellings
                        .entry((function(cells[1]), seniority))
                        .or_default();
                    for name in keys(cells[2]) {
                        all.extend(patterns.iter().map(|pattern| pattern.replace("{}", name)));
                    }
                }
            }
            "whole" => {
                let all = spellings
                    .entry((function(cells[1]), seniority(cells[2])))
                    .or_default();
                all.splice(0..0, keys(cells[3]).map(str::to_owned));
            }
            other => panic!("`{other}` is not a kind of line in the title variants"),
        }
    }
    for all in spellings.values_mut() {
        // A title written out whole may also come out of a pattern; the first place counts.
        let mut seen = BTreeSet::new();
        all.retain(|spelling| seen.insert(spelling.clone()));
    }
    spellings
}
