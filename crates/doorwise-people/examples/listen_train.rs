//! Trains the models of `doorwise listen` on marked interviews, and says how they do on others.
//!
//! `cargo run --release -p doorwise-people --example listen_train -- <folder>...`, in the folder of this
//! crate; writes `data/listen/words.tsv` and `data/listen/weights.tsv`.
//!
//! First the words: of statements (`data/teach/statements.tsv` and every sentence of a buyer) and of
//! questions (`data/teach/questions.tsv` and every question asked), and of what stands around a
//! statement. A sentence's kinds are those of the marks that share at least 0.7 of the shorter's words,
//! else "nothing". Then the weights, over what the tables and the words say; there the words are taught
//! without the folder that is looked at, which is one author's or one sitting's, so that the weights
//! do not trust them more than on strangers' interviews. All without chance, so that the same interviews
//! give the same files. On stderr: precision and recall by threshold on folders left out in turn.

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

/// Rounds over all texts for the words.
const ROUNDS: usize = 40;

/// Penalty on the square of a word's weight, each time it is met.
const WORD_PENALTY: f64 = 0.002;

/// A trait is kept that says so much of any kind, in tenths.
const WORTH: i32 = 10;

/// Less than so much says nothing, in tenths.
const FAINT: i32 = 3;

/// From so much that cues or the question say a sentence may speak of a limit or a signature.
const CUED: f64 = 1.0;

/// The same of the question.
const ASKED: f64 = 0.5;

/// A trait of words counts that stands in so many texts.
const TEXTS: usize = 2;

/// A trait of what stands around counts that stands around so many.
const TEXTS_AROUND: usize = 3;

/// Traits of words, with the kinds that they are of; none for "nothing".
#[derive(Clone)]
struct Text {
    traits: Vec<String>,
    kinds: Vec<Kind>,
}

struct Case {
    seen: Observation,
    kinds: Vec<Kind>,
    /// The number of the folder it is from.
    folder: usize,
}

const QUESTIONS: &str = "data/teach/questions.tsv";

const STATEMENTS: &str = "data/teach/statements.tsv";

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
            traits: traits(&match file == QUESTIONS {
                true => asked(text).words,
                false => words(text),
            }),
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
                traits: traits(&asked(&turn.text).words),
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
fn teach(texts: &[Text], least: usize) -> Rows {
    let mut n_texts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in texts.iter().flat_map(|text| &text.traits) {
        *n_texts.entry(name).or_default() += 1;
    }
    n_texts.retain(|_, n| *n >= least);
    let number: BTreeMap<&str, usize> = n_texts.keys().copied().zip(0..).collect();
    let mut weights = vec![Weights::default(); number.len()];
    let mut slopes = vec![[0.01; Kind::ALL.len()]; number.len()];
    let cases: Vec<(Vec<usize>, f64, Weights)> = texts
        .iter()
        .map(|text| {
            let names = text.traits.iter();
            (
                names
                    .filter_map(|name| number.get(name.as_str()).copied())
                    .collect(),
                (text.traits.len().max(1) as f64).sqrt(),
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

/// A trait's weights as they are kept, in tenths; none where it says too little to be kept.
fn tenths(weights: &Weights) -> Option<[i32; Kind::ALL.len()]> {
    let tenths = weights.map(|weight| (10.0 * weight).round() as i32);
    tenths
        .iter()
        .any(|tenth| tenth.abs() >= WORTH)
        .then(|| tenths.map(|tenth| if tenth.abs() < FAINT { 0 } else { tenth }))
}

fn model(rows: &Rows) -> Words {
    let mut words = Words::default();
    for (name, weights) in rows {
        if let Some(tenths) = tenths(weights) {
            words.put(name, tenths.map(|tenth| f64::from(tenth) / 10.0));
        }
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

/// What a folder teaches of words.
#[derive(Default)]
struct Lesson {
    asks: Vec<Text>,
    says: Vec<Text>,
    around: Vec<Text>,
}

/// What is seen of each sentence, but where the marks know no limits and signatures: there such kinds are
/// left out, and what may be of them teaches nothing.
fn known(transcript: &Transcript, models: &Models) -> Vec<Observation> {
    let mut seen = observe(&transcript.interview, models);
    if transcript.knows_power() {
        return seen;
    }
    let (cues, asked) = (of("cues"), of("asked"));
    seen.retain(|seen| {
        let may_be = seen
            .kinds
            .iter()
            .any(|(kind, sight)| kind.is_power() && (sight[cues] >= CUED || sight[asked] >= ASKED));
        !may_be || !kinds_of(transcript, seen).is_empty()
    });
    for seen in &mut seen {
        seen.kinds.retain(|(kind, _)| !kind.is_power());
    }
    seen
}

/// The row of the weights with a name.
fn of(name: &str) -> usize {
    let row = SEEN.iter().position(|seen| *seen == name);
    row.expect("a row")
}

/// The kinds of a sentence.
fn kinds_of(transcript: &Transcript, seen: &Observation) -> Vec<Kind> {
    marked_kinds(transcript, |quote| is_same(&seen.sentence, quote))
}

fn lesson(transcripts: &[Transcript]) -> Lesson {
    let mut lesson = Lesson::default();
    for transcript in transcripts {
        lesson.asks.extend(questions(transcript));
        for seen in known(transcript, &Models::default()) {
            let kinds = kinds_of(transcript, &seen);
            lesson.says.push(Text {
                traits: traits(&words(&seen.sentence)),
                kinds: kinds.clone(),
            });
            lesson.around.push(Text {
                traits: seen.around,
                kinds,
            });
        }
    }
    lesson
}

/// What is learned of words by all folders but one: of questions, of statements, of what is around.
fn taught_without(folder: Option<usize>, lessons: &[Lesson]) -> [Rows; 3] {
    let of = |mut texts: Vec<Text>, least: usize, own: &dyn Fn(&Lesson) -> &[Text]| {
        for (number, lesson) in lessons.iter().enumerate() {
            if Some(number) != folder {
                texts.extend_from_slice(own(lesson));
            }
        }
        teach(&texts, least)
    };
    [
        of(taught(QUESTIONS), TEXTS, &|lesson| &lesson.asks),
        of(taught(STATEMENTS), TEXTS, &|lesson| &lesson.says),
        of(Vec::new(), TEXTS_AROUND, &|lesson| &lesson.around),
    ]
}

/// What the models see of a folder that they were not taught with.
fn cases(number: usize, transcripts: &[Transcript], lessons: &[Lesson]) -> Vec<Case> {
    let [asks, says, around] = taught_without(Some(number), lessons).map(|rows| model(&rows));
    let models = Models { asks, says, around };
    let mut cases = Vec::new();
    for transcript in transcripts {
        for seen in known(transcript, &models) {
            cases.push(Case {
                kinds: kinds_of(transcript, &seen),
                seen,
                folder: number,
            });
        }
    }
    cases
}

/// Does the same for every folder at once; what comes out stands in the folders' order.
fn at_once<T: Send>(numbers: &[usize], work: impl Fn(usize) -> Vec<T> + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = numbers
            .iter()
            .map(|number| scope.spawn(move || work(*number)))
            .collect();
        let done = running.into_iter();
        done.flat_map(|one| one.join().expect("a folder's work"))
            .collect()
    })
}

fn main() {
    let folders: Vec<Vec<Transcript>> = std::env::args()
        .skip(1)
        .map(|folder| marked::folder(Path::new(&folder)))
        .collect();
    let lessons: Vec<Lesson> = folders.iter().map(|folder| lesson(folder)).collect();
    let numbers: Vec<usize> = (0..folders.len()).collect();
    let cases: Vec<Case> = at_once(&numbers, |number| cases(number, &folders[number], &lessons));
    report(&cases, &numbers);
    let weights = train(&cases.iter().collect::<Vec<_>>());
    std::fs::write("data/listen/weights.tsv", written(&weights)).expect("weights");
    let rows = taught_without(None, &lessons);
    std::fs::write("data/listen/words.tsv", written_words(rows)).expect("words");
}

fn written_words(rows: [Rows; 3]) -> String {
    let mut out =
        "# What words say of a kind, in tenths; written by the example listen_train.\n".to_owned();
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    writeln!(out, "# of\twords\t{}", names.join("\t")).expect("a text");
    for (of, rows) in ["asks", "says", "around"].into_iter().zip(rows) {
        for (name, weights) in rows {
            let Some(tenths) = tenths(&weights) else {
                continue;
            };
            let tenths = tenths.map(|tenth| match tenth {
                0 => String::new(),
                _ => tenth.to_string(),
            });
            writeln!(out, "{of}\t{name}\t{}", tenths.join("\t")).expect("a text");
        }
    }
    out
}

/// Says how the weights do on folders that they have not seen.
fn report(cases: &[Case], numbers: &[usize]) {
    let judged: Vec<(&Case, Vec<f64>)> = at_once(numbers, |folder| {
        let (out, rest): (Vec<&Case>, Vec<&Case>) =
            cases.iter().partition(|case| case.folder == folder);
        let weights = train(&rest);
        out.into_iter()
            .map(|case| (case, chances(&weights, &case.seen)))
            .collect()
    });
    eprintln!(
        "{} folders, {} sentences; left out in turn:",
        numbers.len(),
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
