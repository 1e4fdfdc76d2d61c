//! Titles a second on one core, every title distinct.

use std::collections::BTreeSet;
use std::fs;
use std::hint::black_box;
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
        let mut speeds: Vec<f64> = (0..ROUNDS).map(|_| round(part)).collect();
        speeds.sort_by(f64::total_cmp);
        println!(
            "{what}: {} distinct titles, {:.0} a processor second (median of {ROUNDS}, best {:.0})",
            part.len(),
            speeds[ROUNDS / 2],
            speeds[ROUNDS - 1],
        );
    }
}

/// Rounds over the same titles, since other work shares the processor's caches.
const ROUNDS: usize = 5;

/// Returns titles a second of one pass; nothing is kept from the pass before.
fn round(titles: &[String]) -> f64 {
    let start = (Instant::now(), processor_seconds());
    for text in titles {
        black_box(title::title(black_box(text)));
    }
    let seconds = match (processor_seconds(), start.1) {
        (Some(end), Some(start)) => end - start,
        _ => start.0.elapsed().as_secs_f64(),
    };
    #[expect(clippy::cast_precision_loss, reason = "a count for a person to read")]
    let n = titles.len() as f64;
    n / seconds
}

/// Returns how long this thread has run, since other work on the machine is no fault of ours.
fn processor_seconds() -> Option<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
