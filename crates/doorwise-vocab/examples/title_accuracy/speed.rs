//! Titles a second on one core, every title distinct.

use std::collections::BTreeSet;
use std::time::Instant;

use doorwise_vocab::title;

/// Prints the speed over the distinct titles and over as many made from them by places and grades.
pub(crate) fn measure(titles: Vec<String>) {
    let found: BTreeSet<String> = titles.into_iter().collect();
    let mut all: Vec<String> = found.into_iter().collect();
    if all.is_empty() {
        return;
    }
    let real = all.len();
    let ends = [
        ", EMEA",
        " - North",
        " (m/w/d)",
        " II",
        " @ Acme",
        " | Berlin",
        ", Mumbai",
    ];
    let starts = ["Senior ", "Global ", "Group ", "Assistant "];
    'full: for end in ends {
        for start in starts {
            for idx in 0..real {
                if all.len() == 1_000_000 {
                    break 'full;
                }
                all.push(format!("{start}{}{end}", all[idx]));
            }
        }
    }
    // The lists are read on first use.
    let _ = title::title("Manager");
    for (what, part) in [("as found", &all[..real]), ("a million", &all[..])] {
        let start = Instant::now();
        let known = part
            .iter()
            .filter(|text| title::title(text).confidence >= 0.6)
            .count();
        let seconds = start.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a count for a person to read")]
        let speed = part.len() as f64 / seconds;
        println!(
            "{what}: {} distinct titles, {known} of them read, {speed:.0} a second",
            part.len()
        );
    }
}
