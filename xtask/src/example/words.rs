//! Invented names, composed from plain words so that none is a real firm's or person's.

use super::random::Random;

/// Companies that speak in `research/` or stand in `proof/`, kept out of the market so that no
/// row contradicts what is said of them there.
const TAKEN: [&str; 9] = [
    "Neemquill",
    "Banyantrestle",
    "Kettlequill",
    "Monsoonladle",
    "Saffrongantry",
    "Peepaltarn",
    "Neemwharf",
    "Banyanbobbin",
    "Kettletarn",
];

/// Returns the words of a list, one a line, without its comment lines.
fn list(text: &'static str) -> Vec<&'static str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

/// Returns `count` different company names in random order.
pub(super) fn company_names(count: usize, random: &mut Random) -> Vec<String> {
    let second = list(include_str!("names/company-second.txt"));
    let mut pairs: Vec<String> = list(include_str!("names/company-first.txt"))
        .into_iter()
        .flat_map(|first| second.iter().map(move |second| format!("{first}{second}")))
        .filter(|name| !TAKEN.contains(&name.as_str()))
        .collect();
    random.shuffle(&mut pairs);
    // Beyond the pairs the same names return with a number, for tables larger than the example.
    (0..count)
        .map(|index| match index / pairs.len() {
            0 => pairs[index].clone(),
            round => format!("{} {}", pairs[index % pairs.len()], round + 1),
        })
        .collect()
}

/// The two name lists of people.
pub(super) struct PersonNames {
    given: Vec<&'static str>,
    family: Vec<&'static str>,
}

impl PersonNames {
    pub(super) fn new() -> Self {
        Self {
            given: list(include_str!("names/given-names.txt")),
            family: list(include_str!("names/family-names.txt")),
        }
    }

    pub(super) fn draw(&self, random: &mut Random) -> (&'static str, &'static str) {
        (random.pick(&self.given), random.pick(&self.family))
    }
}
