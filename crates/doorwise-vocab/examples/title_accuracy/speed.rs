//! Titles a second on one core, every title distinct.

use std::collections::BTreeSet;
use std::fs;
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
        let start = (Instant::now(), processor_seconds());
        let known = part
            .iter()
            .filter(|text| title::title(text).confidence >= 0.6)
            .count();
        let seconds = match (processor_seconds(), start.1) {
            (Some(end), Some(start)) => end - start,
            _ => start.0.elapsed().as_secs_f64(),
        };
        #[expect(clippy::cast_precision_loss, reason = "a count for a person to read")]
        let speed = part.len() as f64 / seconds;
        println!(
            "{what}: {} distinct titles, {known} of them read, {speed:.0} a processor second",
            part.len()
        );
    }
}

/// Returns how long this thread has run, since other work on the machine is no fault of ours.
fn processor_seconds() -> Option<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
