//! Trains the weights of `doorwise listen` on marked interviews, and says how it does on others.
//!
//! `cargo run --release -p doorwise-people --example listen_train -- <folder>... > data/listen/weights.tsv`
//!
//! Every sentence of a buyer is one case; its kinds are those of the marks that share at least
//! 0.7 of the shorter's words, else "nothing". Plain gradient descent on the log loss with a
//! penalty on large weights, from zero and without chance, so that the same interviews give the same
//! weights. On stderr: precision and recall by threshold on interviews left out (five parts).

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example prints what it measured"
)]

#[path = "../tests/marked/mod.rs"]
#[expect(
    dead_code,
    reason = "the scores are for the other example and the test"
)]
mod marked;

use std::path::Path;

use doorwise_people::listen::weigh::{SEEN, Sight, softmax};
use doorwise_people::listen::{Kind, Observation, observe};
use marked::is_same;

/// Steps of the descent.
const STEPS: usize = 800;

/// Penalty on the square of a weight, against all cases.
const PENALTY: f64 = 2.0;

/// Parts that are left out in turn.
const PARTS: usize = 5;

struct Case {
    seen: Observation,
    /// Kinds of the marks; none for "nothing".
    kinds: Vec<Kind>,
    /// The interview's number.
    interview: usize,
}

type Weights = Vec<Sight>;

fn place(kind: Kind) -> usize {
    Kind::ALL
        .iter()
        .position(|one| *one == kind)
        .expect("a kind")
}

fn chances(weights: &Weights, seen: &Observation) -> Vec<f64> {
    let scores: Vec<f64> = seen
        .kinds
        .iter()
        .map(|(kind, sight)| {
            let own = &weights[place(*kind)];
            own.iter().zip(sight).map(|(one, other)| one * other).sum()
        })
        .collect();
    softmax(&scores)
}

fn train(cases: &[&Case]) -> Weights {
    let mut weights = vec![[0.0; SEEN.len()]; Kind::ALL.len()];
    let mut speed = weights.clone();
    for _ in 0..STEPS {
        let mut slope = vec![[0.0; SEEN.len()]; Kind::ALL.len()];
        for case in cases {
            let mut truth: Vec<f64> = case
                .seen
                .kinds
                .iter()
                .map(|(kind, _)| f64::from(u8::from(case.kinds.contains(kind))))
                .collect();
            let all: f64 = truth.iter().sum();
            if all > 0.0 {
                truth.iter_mut().for_each(|one| *one /= all);
            }
            for ((kind, sight), (is, chance)) in case
                .seen
                .kinds
                .iter()
                .zip(truth.iter().zip(chances(&weights, &case.seen)))
            {
                let off = is - chance;
                for (slope, seen) in slope[place(*kind)].iter_mut().zip(sight) {
                    *slope += off * seen;
                }
            }
        }
        let n = cases.len() as f64;
        for (kind, own) in weights.iter_mut().enumerate() {
            for (seen, weight) in own.iter_mut().enumerate() {
                let penalty = if seen == 0 { 0.0 } else { PENALTY * *weight };
                let towards = (slope[kind][seen] - penalty) / n;
                speed[kind][seen] = 0.9 * speed[kind][seen] + 0.4 * towards;
                *weight += speed[kind][seen];
            }
        }
    }
    weights
}

fn main() {
    let mut cases = Vec::new();
    let mut n_interviews = 0;
    for folder in std::env::args().skip(1) {
        for transcript in marked::folder(Path::new(&folder)) {
            for seen in observe(&transcript.interview) {
                let mut kinds: Vec<Kind> = transcript
                    .marks
                    .iter()
                    .filter(|mark| !mark.is_trap && is_same(&seen.sentence, &mark.quote))
                    .filter_map(|mark| Kind::parse(&mark.kind))
                    .collect();
                kinds.sort_unstable();
                kinds.dedup();
                cases.push(Case {
                    seen,
                    kinds,
                    interview: n_interviews,
                });
            }
            n_interviews += 1;
        }
    }
    let mut judged: Vec<(&Case, Vec<f64>)> = Vec::new();
    for part in 0..PARTS {
        let (out, rest): (Vec<&Case>, Vec<&Case>) = cases
            .iter()
            .partition(|case| case.interview % PARTS == part);
        let weights = train(&rest);
        judged.extend(
            out.into_iter()
                .map(|case| (case, chances(&weights, &case.seen))),
        );
    }
    eprintln!(
        "{n_interviews} interviews, {} sentences; left out in turn:",
        cases.len()
    );
    let report = |name: &str, own: &dyn Fn(Kind) -> bool| {
        let n_marked = judged
            .iter()
            .flat_map(|(case, _)| &case.kinds)
            .filter(|kind| own(**kind))
            .count();
        eprint!("{name:<16}");
        for least in [0.15, 0.3, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8] {
            let (mut n, mut right) = (0, 0);
            for (case, chances) in &judged {
                for ((kind, _), chance) in case.seen.kinds.iter().zip(chances) {
                    if *chance >= least && own(*kind) {
                        n += 1;
                        right += usize::from(case.kinds.contains(kind));
                    }
                }
            }
            eprint!(
                "  {least}: {:.2} {:.2}",
                right as f64 / f64::from(n.max(1)),
                right as f64 / n_marked.max(1) as f64
            );
        }
        eprintln!();
    };
    for kind in Kind::ALL {
        report(kind.as_str(), &|one| one == kind);
    }
    report("all", &|_| true);
    let weights = train(&cases.iter().collect::<Vec<_>>());
    println!("# Weights of what is seen, a column a kind; written by the example listen_train.");
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    println!("# seen\t{}", names.join("\t"));
    for (seen, name) in SEEN.iter().enumerate() {
        let row: Vec<String> = weights
            .iter()
            .map(|own| format!("{:.2}", own[seen]))
            .collect();
        println!("{name}\t{}", row.join("\t"));
    }
}
