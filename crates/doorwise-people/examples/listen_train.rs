//! Trains the models of `doorwise listen` on marked interviews, and says how they do on others.
//!
//! `cargo run --release -p doorwise-people --example listen_train -- <folder>...`, in the folder of this
//! crate; writes `data/listen/words.tsv` and `data/listen/weights.tsv`.
//!
//! First the words: of statements (`data/teach/statements.tsv` and every sentence of a buyer) and of
//! questions (`data/teach/questions.tsv` and every question asked). A sentence's kinds are those of the
//! marks that share at least 0.7 of the shorter's words, else "nothing". Then the weights, over what the
//! tables and the words say; there the words are taught without the interview that is looked at, so
//! that the weights do not trust them more than on interviews nobody has seen. All without chance, so that
//! the same interviews give the same files. On stderr: precision and recall by threshold on interviews
//! left out (five parts).

#![expect(clippy::print_stderr, reason = "an example prints what it measured")]

#[path = "../tests/marked/mod.rs"]
#[expect(
    dead_code,
    reason = "the scores are for the other example and the test"
)]
mod marked;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use doorwise_people::listen::weigh::{SEEN, Sight, softmax};
use doorwise_people::listen::word::{Models, Weights, Words, traits};
use doorwise_people::listen::{Kind, Observation, asked, observe, words};
use marked::{Transcript, is_same};

/// Steps of the descent for the weights.
const STEPS: usize = 800;

/// Penalty on the square of a weight, against all cases.
const PENALTY: f64 = 2.0;

/// Parts that are left out in turn.
const PARTS: usize = 5;

/// Rounds over all texts for the words.
const ROUNDS: usize = 40;

/// Penalty on the square of a word's weight, each time it is met.
const WORD_PENALTY: f64 = 0.002;

/// A trait counts that stands in so many texts.
const TEXTS: usize = 2;

/// Words, with the kinds that they are of; none for "nothing".
#[derive(Clone)]
struct Text {
    said: Vec<String>,
    kinds: Vec<Kind>,
}

struct Case {
    seen: Observation,
    kinds: Vec<Kind>,
    /// The interview's number.
    interview: usize,
}

type Rows = BTreeMap<String, Weights>;

fn place(kind: Kind) -> usize {
    Kind::ALL
        .iter()
        .position(|one| *one == kind)
        .expect("a kind")
}

fn truth(kinds: &[Kind]) -> Weights {
    let mut truth = Weights::default();
    for kind in kinds {
        truth[place(*kind)] = 1.0 / kinds.len() as f64;
    }
    truth
}

/// Reads texts that teach: a kind, or `none`, and the words.
fn taught(file: &str) -> Vec<Text> {
    let text = std::fs::read_to_string(file).expect("a table of texts");
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(kind, text)| Text {
            // A question is read as questions are, "what's" written out.
            said: match file.contains("questions") {
                true => asked(text).words,
                false => words(text),
            },
            kinds: match kind {
                "none" => Vec::new(),
                _ => vec![Kind::parse(kind).expect("a kind")],
            },
        })
        .collect()
}

fn marked_kinds(transcript: &Transcript, is_it: impl Fn(&str) -> bool) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = transcript
        .marks
        .iter()
        .filter(|mark| !mark.is_trap && is_it(&mark.quote))
        .filter_map(|mark| Kind::parse(&mark.kind))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The questions of an interview, each with the kinds of what was answered.
fn questions(transcript: &Transcript) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    for turn in &transcript.interview.turns {
        if !turn.is_participant() {
            found.push(Text {
                said: asked(&turn.text).words,
                kinds: Vec::new(),
            });
        } else if let Some(last) = found.last_mut() {
            let text = turn.text.split_whitespace().collect::<Vec<_>>().join(" ");
            last.kinds
                .extend(marked_kinds(transcript, |quote| text.contains(quote)));
        }
    }
    found
}

/// Teaches words by steps that shrink with what a trait has seen (AdaGrad), in the order given.
fn teach(texts: &[Text]) -> Rows {
    let named: Vec<Vec<String>> = texts.iter().map(|text| traits(&text.said)).collect();
    let mut n_texts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in named.iter().flatten() {
        *n_texts.entry(name).or_default() += 1;
    }
    n_texts.retain(|_, n| *n >= TEXTS);
    let number: BTreeMap<&str, usize> = n_texts.keys().copied().zip(0..).collect();
    let mut weights = vec![Weights::default(); number.len()];
    let mut slopes = vec![[0.01; Kind::ALL.len()]; number.len()];
    let cases: Vec<(Vec<usize>, f64, Weights)> = named
        .iter()
        .zip(texts)
        .map(|(names, text)| {
            let known = names.iter().filter_map(|name| number.get(name.as_str()));
            (
                known.copied().collect(),
                (names.len().max(1) as f64).sqrt(),
                truth(&text.kinds),
            )
        })
        .collect();
    for _ in 0..ROUNDS {
        for (known, length, truth) in &cases {
            let mut scores = Weights::default();
            for at in known {
                for (score, weight) in scores.iter_mut().zip(&weights[*at]) {
                    *score += weight / length;
                }
            }
            let off: Vec<f64> = softmax(&scores)
                .iter()
                .zip(truth)
                .map(|(chance, is)| is - chance)
                .collect();
            for at in known {
                for kind in 0..Kind::ALL.len() {
                    let slope = off[kind] / length - WORD_PENALTY * weights[*at][kind];
                    slopes[*at][kind] += slope * slope;
                    weights[*at][kind] += 0.3 * slope / slopes[*at][kind].sqrt();
                }
            }
        }
    }
    number
        .into_iter()
        .map(|(name, at)| (name.to_owned(), weights[at]))
        .collect()
}

fn model(rows: &Rows) -> Words {
    let mut words = Words::default();
    for (name, weights) in rows {
        words.put(name, weights.map(|weight| (10.0 * weight).round() / 10.0));
    }
    words
}

fn chances(weights: &[Sight], seen: &Observation) -> Vec<f64> {
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

fn train(cases: &[&Case]) -> Vec<Sight> {
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

/// What each interview teaches of words.
struct Lesson {
    asks: Vec<Text>,
    says: Vec<Text>,
}

fn taught_without(part: usize, lessons: &[Lesson]) -> (Rows, Rows) {
    let of = |file: &str, own: &dyn Fn(&Lesson) -> &[Text]| {
        let mut texts = taught(file);
        for (interview, lesson) in lessons.iter().enumerate() {
            if interview % PARTS != part {
                texts.extend_from_slice(own(lesson));
            }
        }
        teach(&texts)
    };
    (
        of("data/teach/questions.tsv", &|lesson| &lesson.asks),
        of("data/teach/statements.tsv", &|lesson| &lesson.says),
    )
}

fn main() {
    let mut transcripts = Vec::new();
    for folder in std::env::args().skip(1) {
        transcripts.extend(marked::folder(Path::new(&folder)));
    }
    let none = Models::default();
    let lessons: Vec<Lesson> = transcripts
        .iter()
        .map(|transcript| Lesson {
            asks: questions(transcript),
            says: observe(&transcript.interview, &none)
                .into_iter()
                .map(|seen| Text {
                    said: words(&seen.sentence),
                    kinds: marked_kinds(transcript, |quote| is_same(&seen.sentence, quote)),
                })
                .collect(),
        })
        .collect();
    let mut cases = Vec::new();
    for part in 0..PARTS {
        let (asks, says) = taught_without(part, &lessons);
        let models = Models {
            asks: model(&asks),
            says: model(&says),
        };
        for (interview, transcript) in transcripts.iter().enumerate() {
            if interview % PARTS != part {
                continue;
            }
            for seen in observe(&transcript.interview, &models) {
                let kinds = marked_kinds(transcript, |quote| is_same(&seen.sentence, quote));
                cases.push(Case {
                    seen,
                    kinds,
                    interview,
                });
            }
        }
    }
    report(&cases, transcripts.len());
    let weights = train(&cases.iter().collect::<Vec<_>>());
    std::fs::write("data/listen/weights.tsv", written(&weights)).expect("weights");
    let (asks, says) = taught_without(PARTS, &lessons);
    let mut out =
        "# What words say of a kind, in tenths; written by the example listen_train.\n".to_owned();
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    writeln!(out, "# of\twords\t{}", names.join("\t")).expect("a text");
    for (of, rows) in [("asks", asks), ("says", says)] {
        for (name, weights) in rows {
            let tenths = weights.map(|weight| (10.0 * weight).round() as i32);
            if tenths.iter().all(|weight| *weight == 0) {
                continue;
            }
            let tenths = tenths.map(|weight| match weight {
                0 => String::new(),
                _ => weight.to_string(),
            });
            writeln!(out, "{of}\t{name}\t{}", tenths.join("\t")).expect("a text");
        }
    }
    std::fs::write("data/listen/words.tsv", out).expect("words");
}

/// Says how the weights do on interviews that they have not seen.
fn report(cases: &[Case], n_interviews: usize) {
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
        for least in [0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8] {
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
}

fn written(weights: &[Sight]) -> String {
    let mut out =
        "# Weights of what is seen, a column a kind; written by the example listen_train.\n"
            .to_owned();
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    writeln!(out, "# seen\t{}", names.join("\t")).expect("a text");
    for (seen, name) in SEEN.iter().enumerate() {
        let row: Vec<String> = weights
            .iter()
            .map(|own| format!("{:.2}", own[seen]))
            .collect();
        writeln!(out, "{name}\t{}", row.join("\t")).expect("a text");
    }
    out
}
