//! Statements that say the same, and how many independent people said it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::words::words;
use super::{Kind, Record, Tier};
use crate::interview::person;

/// From this cosine on, two statements speak of the same matter.
const ALIKE: f64 = 0.25;

/// The same for two groups of statements; a group is vaguer than a statement.
const JOIN: f64 = 0.15;

/// Most words in a theme's name.
const NAME_WORDS: usize = 4;

/// One of so many statements must hold a word that names them all.
const SHARE: usize = 6;

/// What a word without content costs in a theme's name, as a share of the best stem.
const EMPTY_COST: f64 = 0.1;

/// Words without content of their own; what is left names the matter.
const STOP: &str = "a about above after again all almost alone also always am an and another any anybody anyone anything are as ask asks at away back be because been before being below between both bring but by call can can't cannot come comes could couldn't day days did didn't do does doesn't doing don't done down each either else even ever every everybody everyone everything first five for four from full get gets getting give gives go goes going gone good got had has have having he her here him his how i i'd i'll i'm i've if in instead into is isn't it it's its itself just keep keeps know known last least less let like little look looks lot made make makes many may maybe me mean might mine month months more most much must my need needs never new next no nobody not nothing now of off often ok old on once one only open or other our ours out over own part people percent per put quite rather really right said same saw say says second see sees seven she should since six so some somebody someone something still stop such sure take takes tell tells ten than that that's the their them then there there's these they they're thing things think third this those thousand three through till time times to today together told too took two under until up upon us use used uses very want wants was wasn't way we we're we've week weeks well went were what when where which while who whole whom whose why will with within without won't work works would wouldn't year years yes yet you your yours hundred million lakh lakhs crore euro dollars rupees anyway yeah yep yup yes wow oh huh hey guess guessed suppose stuff bit gonna wanna gotta they've they'd they'll we'd we'll you're you've you'll he's she's what's who's there'd let's aren't weren't hadn't shouldn't i'm kinda sorta actually basically honestly literally totally honest exactly definitely maybe perhaps folks guy guys already around half quarter twenty thirty forty fifty sixty seventy eighty ninety";

/// Words that say how somebody finds a matter, and not which: two who wish for something need not wish for the
/// same. Words that only join others, and verbs that need a matter beside them, name none either.
const MOOD: &str = "via across towards toward onto amongst among throughout regarding concerning besides beyond despite versus whereas whenever wherever although though however therefore otherwise along behind near run runs running ran start starts started starting begin begins began begun try tries tried trying turn turns turned turning become becomes became remain remains remained stay stays stayed staying add adds added adding bring brings brought bringing hold holds held holding leave leaves leaving show shows showed showing shown mean means meant move moves moving happen receive receives received able unable ability possible possibility possibilities enough haven't hasn't sometimes often usually occasionally wish wished wishes hope hoped dislike dislikes disliked downside downsides drawback drawbacks complaint complaints negative negatives mention mentioned heard changed improve improves improved improving improvement improvements nice great better best helpful useful love loved loves lots find finding found feel feels felt seem seems seemed expect expected believe happen happens happened happening experience important overall additional certain particular example currently especially etc help helps helped helping allow allows allowed allowing enable enables provide provides provided providing far consider biggest hard harder difficult easy easier easily quite super massively extremely slightly absolutely isn't process";

/// One matter that people spoke of.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Kind of its statements.
    pub kind: Kind,
    /// Its name: the words that set it apart, or what a person calls it.
    pub name: String,
    /// Who said it, each once.
    pub people: BTreeSet<String>,
    /// Of these, who said it so that it counts.
    pub people_strong: BTreeSet<String>,
    /// Its statements, as places in the list of records.
    pub records: Vec<usize>,
}

/// Gives each record without a theme one, and returns the themes: most people first.
pub fn themes(records: &mut [Record]) -> Vec<Theme> {
    for kind in Kind::ALL {
        let own: Vec<usize> = (0..records.len())
            .filter(|at| records[*at].kind == kind && records[*at].theme.is_empty())
            .collect();
        name_groups(records, &own);
    }
    gathered(records)
}

/// Lists the themes that the records name.
pub fn gathered(records: &[Record]) -> Vec<Theme> {
    let mut found: BTreeMap<(Kind, &str), Theme> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        let theme = found
            .entry((record.kind, &record.theme))
            .or_insert_with(|| Theme {
                kind: record.kind,
                name: record.theme.clone(),
                people: BTreeSet::new(),
                people_strong: BTreeSet::new(),
                records: Vec::new(),
            });
        let who = person(Some(&record.speaker), &record.file);
        if record.tier == Tier::Strong {
            theme.people_strong.insert(who.clone());
        }
        theme.people.insert(who);
        theme.records.push(at);
    }
    let mut themes: Vec<Theme> = found.into_values().collect();
    themes.sort_by(|one, other| {
        let rank = |theme: &Theme| {
            (
                theme.people_strong.len(),
                theme.people.len(),
                theme.records.len(),
            )
        };
        rank(other)
            .cmp(&rank(one))
            .then_with(|| (one.kind, &one.name).cmp(&(other.kind, &other.name)))
    });
    themes
}

static STOPS: LazyLock<HashSet<&str>> = LazyLock::new(|| STOP.split_whitespace().collect());

static MOODS: LazyLock<HashSet<&str>> = LazyLock::new(|| MOOD.split_whitespace().collect());

/// By word, the matter it speaks of.
static SAME: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("../../data/listen/same.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(name, words)| words.split_whitespace().map(move |word| (word, name)))
        .collect()
});

/// What a word of a statement is about, without its ending; none where it names nothing.
fn matter(stemmer: &Stemmer, word: &str) -> Option<String> {
    // "Third-party reviews" are no third of anything.
    let is_named = (has_content(word) || word == "third")
        && !MOODS.contains(word)
        && !word.starts_with(|ch: char| ch.is_ascii_digit());
    is_named.then(|| match SAME.get(word) {
        Some(name) => (*name).to_owned(),
        None => stemmer.stem(word).into_owned(),
    })
}

/// Whether a word names something.
pub(crate) fn has_content(word: &str) -> bool {
    word.chars().count() > 2 && !STOPS.contains(word)
}

/// Content stems of a sentence, each with the word it comes from.
pub fn stems(sentence: &str) -> Vec<(String, String)> {
    let stemmer = Stemmer::create(Algorithm::English);
    words(sentence)
        .into_iter()
        .filter_map(|word| Some((matter(&stemmer, &word)?, word)))
        .collect()
}

type Weights = BTreeMap<String, f64>;

struct Group {
    members: Vec<usize>,
    sum: Weights,
}

fn name_groups(records: &mut [Record], own: &[usize]) {
    let said: Vec<Vec<(String, String)>> =
        own.iter().map(|at| stems(&records[*at].sentence)).collect();
    let sentences: Vec<String> = own.iter().map(|at| records[*at].sentence.clone()).collect();
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let mut n_with: BTreeMap<&str, usize> = BTreeMap::new();
    for stems in &said {
        let distinct: BTreeSet<&str> = stems.iter().map(|(stem, _)| stem.as_str()).collect();
        for stem in distinct {
            *n_with.entry(stem).or_default() += 1;
        }
    }
    let rarity = |stem: &str| {
        let n = n_with.get(stem).copied().unwrap_or(1);
        (1.0 + own.len() as f64 / n as f64).ln()
    };
    let weighed: Vec<Weights> = said
        .iter()
        .map(|stems| {
            let mut weights = Weights::new();
            for (stem, _) in stems {
                weights.insert(stem.clone(), rarity(stem));
            }
            let length = weights
                .values()
                .map(|weight| weight * weight)
                .sum::<f64>()
                .sqrt();
            weights.values_mut().for_each(|weight| *weight /= length);
            weights
        })
        .collect();
    let mut groups: Vec<Group> = Vec::new();
    for (idx, weights) in weighed.iter().enumerate() {
        // The mean cosine to a group's members is the product with their sum over their number.
        let best = groups
            .iter()
            .enumerate()
            .map(|(at, group)| {
                (
                    at,
                    product(weights, &group.sum) / group.members.len() as f64,
                )
            })
            .max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
        let at = match best {
            Some((at, alike)) if alike >= ALIKE => at,
            _ => {
                groups.push(Group {
                    members: Vec::new(),
                    sum: Weights::new(),
                });
                groups.len() - 1
            }
        };
        groups[at].members.push(idx);
        for (stem, weight) in weights {
            *groups[at].sum.entry(stem.clone()).or_default() += weight;
        }
    }
    let groups = settled(groups, &weighed);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for group in &groups {
        let name = name(
            group,
            &sentences,
            own.first().map_or(Kind::Pain, |at| records[*at].kind),
            &mut taken,
        );
        for member in &group.members {
            records[own[*member]].theme.clone_from(&name);
        }
    }
}

/// Joins groups that speak of the same, and lets each statement change to the group that is nearest: in
/// the first pass the order of the statements decides too much.
fn settled(groups: Vec<Group>, weighed: &[Weights]) -> Vec<Group> {
    // A lone statement found no group before; it may change below.
    let (mut shared, alone): (Vec<Group>, Vec<Group>) = groups
        .into_iter()
        .partition(|group| group.members.len() >= 2);
    let alike = |one: &Group, other: &Group| {
        product(&one.sum, &other.sum) / (one.members.len() * other.members.len()) as f64
    };
    // For each group, how like it is to those behind it; only what a join touches is counted again.
    let mut likes: Vec<Vec<f64>> = (0..shared.len())
        .map(|at| {
            let behind = &shared[at + 1..];
            behind.iter().map(|one| alike(&shared[at], one)).collect()
        })
        .collect();
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for (at, row) in likes.iter().enumerate() {
            for (idx, like) in row.iter().enumerate() {
                if *like >= JOIN && best.is_none_or(|(most, _, _)| *like > most) {
                    best = Some((*like, at, at + 1 + idx));
                }
            }
        }
        let Some((_, at, other)) = best else { break };
        let gone = shared.remove(other);
        likes.remove(other);
        for (before, row) in likes.iter_mut().enumerate().take(other) {
            row.remove(other - before - 1);
        }
        shared[at].members.extend(gone.members);
        for (stem, weight) in gone.sum {
            *shared[at].sum.entry(stem).or_default() += weight;
        }
        for before in 0..at {
            likes[before][at - before - 1] = alike(&shared[before], &shared[at]);
        }
        likes[at] = shared[at + 1..]
            .iter()
            .map(|one| alike(&shared[at], one))
            .collect();
    }
    let mut groups = shared;
    groups.extend(alone);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (at, group) in groups.iter().enumerate() {
        for member in &group.members {
            let weights = &weighed[*member];
            let own = product(weights, weights);
            let best = groups
                .iter()
                .enumerate()
                .filter(|(to, group)| *to == at || group.members.len() >= 2)
                .map(|(to, group)| {
                    let n = group.members.len() as f64;
                    let alike = product(weights, &group.sum);
                    // A statement is like itself, which says nothing for its group.
                    let alike = match to == at {
                        true if n < 2.0 => 0.0,
                        true => (alike - own) / (n - 1.0),
                        false => alike / n,
                    };
                    (to, alike)
                })
                .max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
            let to = best.filter(|(_, alike)| *alike >= ALIKE);
            members[to.map_or(at, |(to, _)| to)].push(*member);
        }
    }
    let mut groups: Vec<Group> = members
        .into_iter()
        .filter(|members| !members.is_empty())
        .map(|mut members| {
            members.sort_unstable();
            let mut sum = Weights::new();
            for (stem, weight) in members.iter().flat_map(|member| &weighed[*member]) {
                *sum.entry(stem.clone()).or_default() += weight;
            }
            Group { members, sum }
        })
        .collect();
    groups.sort_by_key(|group| group.members[0]);
    groups
}

fn product(one: &Weights, other: &Weights) -> f64 {
    one.iter()
        .filter_map(|(stem, weight)| Some(weight * other.get(stem)?))
        .sum()
}

/// The run of words, out of one of the group's sentences, that carries most of what the group shares.
fn name(group: &Group, sentences: &[&str], kind: Kind, taken: &mut BTreeSet<String>) -> String {
    let most = group.sum.values().copied().fold(0.0, f64::max);
    let mut best: Option<(f64, String)> = None;
    let mut n_with: BTreeMap<String, usize> = BTreeMap::new();
    for member in &group.members {
        let own: BTreeSet<String> = stems(sentences[*member])
            .into_iter()
            .map(|(stem, _)| stem)
            .collect();
        for stem in own {
            *n_with.entry(stem).or_default() += 1;
        }
    }
    let is_shared = |stem: &str| {
        let n = n_with.get(stem).copied().unwrap_or_default();
        group.members.len() < 3 || n >= 2 && SHARE * n >= group.members.len()
    };
    for member in &group.members {
        for run in runs(sentences[*member]) {
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            let worth: f64 = run
                .iter()
                .map(|(word, stem)| match stem {
                    Some(stem) if !is_shared(stem) => -EMPTY_COST * most,
                    Some(stem) if seen.insert(stem) => {
                        // What one of many says names nobody else's matter.
                        let weight = group.sum.get(stem).copied().unwrap_or_default();
                        weight * weight / most
                    }
                    Some(_) => -EMPTY_COST * most,
                    None if is_denial(word) => 0.0,
                    None => -EMPTY_COST * most,
                })
                .sum();
            if best.as_ref().is_none_or(|(most, _)| worth > *most + 1e-9) {
                let words: Vec<&str> = run.iter().map(|(word, _)| word.as_str()).collect();
                best = Some((worth, words.join(" ")));
            }
        }
    }
    let mut name = best.map_or_else(String::new, |(_, name)| name);
    if name.is_empty() {
        name = format!("other {}", kind.as_str().replace('_', " "));
    }
    // Two groups of one kind never share a name, else they would count as one.
    let plain = name.clone();
    let mut n = 1;
    while !name.starts_with("other ") && !taken.insert(name.clone()) {
        n += 1;
        name = format!("{plain} ({n})");
    }
    name
}

/// Words that turn what follows: "no source" is another matter than "source".
fn is_denial(word: &str) -> bool {
    matches!(
        word,
        "no" | "not"
            | "never"
            | "nobody"
            | "without"
            | "can't"
            | "cannot"
            | "won't"
            | "don't"
            | "doesn't"
            | "isn't"
            | "aren't"
            | "wasn't"
            | "didn't"
            | "couldn't"
            | "unable"
    )
}

/// Runs of a sentence's words, each with its stem, that begin with content or a denial, end with
/// content and cross no comma.
fn runs(sentence: &str) -> Vec<Vec<(String, Option<String>)>> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut found = Vec::new();
    for part in words(sentence).split(|word| word == ",") {
        let stemmed: Vec<(String, Option<String>)> = part
            .iter()
            .map(|word| {
                let stem = matter(&stemmer, word);
                (word.clone(), stem)
            })
            .collect();
        for from in 0..stemmed.len() {
            let (first, stem) = &stemmed[from];
            if stem.is_none() && !is_denial(first) {
                continue;
            }
            for to in from + 1..=stemmed.len().min(from + NAME_WORDS) {
                if stemmed[to - 1].1.is_some() {
                    found.push(stemmed[from..to].to_vec());
                }
            }
        }
    }
    found
}
