//! Single words that speak of a kind, for what no pattern knows: `data/listen/topics.tsv`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::Kind;

/// The words of one kind that count the same.
struct Topic {
    kind: Kind,
    weight: i32,
    whole: BTreeSet<&'static str>,
    beginnings: Vec<&'static str>,
}

struct Topics {
    asks: Vec<Topic>,
    says: Vec<Topic>,
}

static TOPICS: LazyLock<Topics> = LazyLock::new(|| {
    let mut topics = Topics {
        asks: Vec::new(),
        says: Vec::new(),
    };
    let rows = include_str!("../../data/listen/topics.tsv").lines();
    for row in rows.filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [place, kind, weight, words] = columns[..] else {
            unreachable!("four columns: {row}")
        };
        let topic = Topic {
            kind: Kind::parse(kind).unwrap_or_else(|| unreachable!("a kind: {row}")),
            weight: weight
                .parse()
                .unwrap_or_else(|_| unreachable!("a weight: {row}")),
            whole: words
                .split(' ')
                .filter(|word| !word.ends_with('*'))
                .collect(),
            beginnings: words
                .split(' ')
                .filter_map(|word| word.strip_suffix('*'))
                .collect(),
        };
        match place {
            "asks" => topics.asks.push(topic),
            "says" => topics.says.push(topic),
            _ => unreachable!("asks or says: {row}"),
        }
    }
    topics
});

/// How much the words of a question speak for each kind, in the order of [`Kind::ALL`].
pub(super) fn asked(said: &[String]) -> [i32; Kind::ALL.len()] {
    votes(&TOPICS.asks, said)
}

/// How much the words of an answer speak for each kind, in the order of [`Kind::ALL`].
pub(super) fn said(said: &[String]) -> [i32; Kind::ALL.len()] {
    votes(&TOPICS.says, said)
}

/// Each word counts once, for the heaviest of a kind's rows that has it.
fn votes(topics: &[Topic], said: &[String]) -> [i32; Kind::ALL.len()] {
    let mut votes = [0; Kind::ALL.len()];
    let words: BTreeSet<&str> = said.iter().map(String::as_str).collect();
    for word in words {
        let mut best = [0; Kind::ALL.len()];
        for topic in topics {
            let fits = topic.whole.contains(word)
                || topic.beginnings.iter().any(|part| word.starts_with(part));
            if fits {
                let own = &mut best[topic.kind as usize];
                *own = topic.weight.max(*own);
            }
        }
        for (votes, best) in votes.iter_mut().zip(best) {
            *votes += best;
        }
    }
    votes
}
