//! The rank that the words of a text speak to.

use std::borrow::Cow;
use std::sync::LazyLock;

use doorwise_vocab::title::{Band, Function};

use super::duties::Lexicon;
use super::{BandBasis, Hit};
use crate::text::Text;

/// What the words say of the reader's rank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bands {
    /// A rank named outright, and for which function.
    pub(super) explicit: Option<Band>,
    /// Functions of titles that name the reader: "as a CFO", "Dear Head of Marketing".
    pub(super) readers: Vec<Function>,
    /// The rank of people of a function that the text tells of.
    pub(super) peers: Vec<(Function, Band)>,
    /// "Your team", "your reps".
    pub(super) leads_people: usize,
    /// "Your founder asks".
    pub(super) has_boss: usize,
    executive: f64,
    leader: f64,
    practitioner: f64,
}

static CUES: LazyLock<Lexicon<(Band, f64)>> = LazyLock::new(|| {
    let mut terms = Vec::new();
    let lines = include_str!("../../data/bands.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let band = match columns.next() {
            Some("executive") => Band::Executive,
            Some("leader") => Band::Leader,
            _ => Band::Practitioner,
        };
        let weight: f64 = columns
            .next()
            .and_then(|weight| weight.parse().ok())
            .expect("bands.tsv has weights");
        for term in columns.next().unwrap_or_default().split(", ") {
            terms.push((term, (band, weight)));
        }
    }
    Lexicon::new(terms.into_iter(), plain)
});

/// Returns a word as it stands, without "'s": "your manager" is a boss, "your managers" a team.
pub(super) fn plain(word: &str) -> Cow<'_, str> {
    word.strip_suffix("'s").unwrap_or(word).into()
}

/// Counts the words of a rank in one sentence.
pub(super) fn cues(keys: &[Cow<'_, str>], bands: &mut Bands) {
    CUES.find(keys, |_, found| {
        for (band, weight) in found {
            match band {
                Band::Executive => bands.executive += weight,
                Band::Leader => bands.leader += weight,
                _ => bands.practitioner += weight,
            }
        }
    });
}

impl Bands {
    /// Returns the band of a reader with this function; `meant` is the persona's.
    pub(super) fn band(&self, function: Function, meant: Option<Band>) -> (Band, BandBasis) {
        if let Some(band) = self.explicit {
            // A "customer success manager" with a manager of their own does the work.
            let works = band == Band::Leader
                && self.practitioner > 0.0
                && self.leads_people == 0
                && self.practitioner >= self.leader;
            return match works {
                true => (Band::Practitioner, BandBasis::Words),
                false => (band, BandBasis::Title),
            };
        }
        if function == Function::Executive {
            return (Band::Executive, BandBasis::Words);
        }
        let leads = self.leads_people > 0 || self.leader > 0.0;
        let works =
            self.practitioner > 0.0 && self.leads_people == 0 && self.practitioner >= self.leader;
        // Who leads people may be a chief as well, and who has a boss may lead.
        let is_open_to = |band: Band| match band {
            Band::Executive => self.practitioner < 2.0 || leads,
            Band::Leader => self.practitioner < 2.0 || leads,
            Band::Practitioner => self.leads_people == 0 && self.executive < 2.0,
            Band::Unknown => false,
        };
        if let Some(meant) = meant.filter(|band| is_open_to(*band)) {
            return (meant, BandBasis::Persona);
        }
        if works {
            return (Band::Practitioner, BandBasis::Words);
        }
        let peer = self.peers.iter().find(|(known, _)| *known == function);
        if let Some((_, band)) = peer.filter(|(_, band)| *band != Band::Practitioner || !leads) {
            return (*band, BandBasis::Words);
        }
        if self.executive > self.leader && self.has_boss == 0 {
            return (Band::Executive, BandBasis::Words);
        }
        if leads || self.has_boss > 0 {
            return (Band::Leader, BandBasis::Words);
        }
        (Band::Leader, BandBasis::Usual)
    }
}

/// Counts "your engineers": the reader leads that function.
pub(super) fn teams(text: &Text<'_>, hits: &mut Vec<Hit>, bands: &mut Bands) {
    for pair in text.words.windows(2) {
        if pair[0].folded != "your" {
            continue;
        }
        let function = match pair[1].folded.as_str() {
            "reps" | "sellers" | "aes" | "sdrs" | "bdrs" | "salespeople" => Function::Sales,
            "engineers" | "developers" | "devs" | "programmers" => Function::Engineering,
            "analysts" => {
                // Analysts triage alerts as often as they build dashboards: the rest tells.
                bands.leads_people += 1;
                for function in [Function::Data, Function::Security] {
                    push(text, pair, hits, function, 0.8);
                }
                continue;
            }
            "recruiters" => Function::Hr,
            "agents" | "csms" => Function::Customer,
            "planners" | "operators" | "dispatchers" | "technicians" | "drivers" | "foremen"
            | "pickers" => Function::Operations,
            "marketers" | "copywriters" => Function::Marketing,
            "buyers" => Function::Procurement,
            "designers" => Function::Design,
            "accountants" | "bookkeepers" => Function::Finance,
            "lawyers" | "counsels" | "paralegals" => Function::Legal,
            "scientists" | "chemists" => Function::Research,
            "admins" | "sysadmins" => Function::It,
            "shareholders" => {
                push(text, pair, hits, Function::Executive, 1.6);
                continue;
            }
            "team" | "teams" | "people" | "department" => {
                bands.leads_people += usize::from(pair[1].folded.starts_with("team"));
                continue;
            }
            _ => continue,
        };
        bands.leads_people += 1;
        push(text, pair, hits, function, 1.6);
    }
}

fn push(
    text: &Text<'_>,
    pair: &[crate::text::Word],
    hits: &mut Vec<Hit>,
    function: Function,
    weight: f64,
) {
    debug_assert!(pair[1].range.end <= text.raw.len());
    let range = pair[0].range.start..pair[1].range.end;
    if !hits.iter().any(|hit| {
        hit.function == function
            && text.raw[hit.range.clone()].eq_ignore_ascii_case(&text.raw[range.clone()])
    }) {
        hits.push(Hit {
            range,
            function,
            weight,
        });
    }
}
