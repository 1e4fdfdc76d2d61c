//! Runs every rule, tests all comparisons together, and chooses one finding for each slot.

use doorwise_fit::family::{self, Asked, Question};
use doorwise_fit::rate::Z_90;

use super::ground::Ground;
use super::rule::{Finding, Look, Rule, Slot};
use crate::id;

/// Chance with which an audit may assert a difference or a change where nothing is there.
pub const PROMISE: f64 = 0.05;
/// Chance that the tests are held to; the rest is room for what no dealing out of answers keeps, such as
/// seasons.
const LEVEL: f64 = 0.04;
/// Share of that chance for comparisons of win rates; the rest is for trends.
const FOR_CONTRASTS: f64 = 0.8;

/// What became of one rule.
#[derive(Debug)]
pub struct Ran {
    /// The rule.
    pub rule: &'static Rule,
    /// How it went.
    pub went: Went,
}

/// How a rule went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Went {
    /// Something it needs is not there.
    Missing(Vec<&'static str>),
    /// Too few cases.
    TooFew(String),
    /// Nothing to say.
    Quiet(String),
    /// It has something to say.
    Speaks,
}

/// A finding that may be asserted.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The rule.
    pub rule: &'static Rule,
    /// What it says.
    pub finding: Finding,
    /// Chance that anything in the whole audit looks as strong where nothing is there; none for counts
    /// of files.
    pub chance: Option<f64>,
    /// Which closed deals it speaks of, where it compares.
    inside: Vec<Option<bool>>,
    /// Whether it says that more of these are won.
    more: bool,
}

/// What an audit found.
#[derive(Debug)]
pub struct Choice {
    /// By slot: candidates, best first; the first is asserted.
    pub slots: Vec<(Slot, Vec<Candidate>)>,
    /// Every rule.
    pub ran: Vec<Ran>,
    /// How many comparisons were made.
    pub asked: usize,
}

/// Runs the rules.
pub fn choose(ground: &Ground<'_>, rules: &[&'static Rule], seed: u64) -> Choice {
    let mut ran = Vec::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut question = Question {
        yes: ground.closed().map(|deal| deal.is_won()).collect(),
        units: ground.closed().map(|deal| deal.unit).collect(),
        asked: Vec::new(),
    };
    let mut asking: Vec<(&'static Rule, Option<Finding>)> = Vec::new();
    let mut changing: Vec<(&'static Rule, f64, Option<Finding>)> = Vec::new();
    for (place, &rule) in rules.iter().enumerate() {
        let missing: Vec<&'static str> = rule
            .needs
            .iter()
            .filter(|need| !need.is_met(ground))
            .map(|need| need.label())
            .collect();
        let went = if missing.is_empty() {
            match (rule.look)(ground) {
                Look::TooFew(says) => Went::TooFew(says),
                Look::Quiet(says) => Went::Quiet(says),
                Look::Counted(finding) => {
                    candidates.push(Candidate {
                        rule,
                        finding,
                        chance: None,
                        inside: Vec::new(),
                        more: false,
                    });
                    Went::Speaks
                }
                Look::Asks(contrasts) if contrasts.is_empty() => {
                    Went::TooFew("no two groups have 8 closed deals each".to_owned())
                }
                Look::Asks(contrasts) => {
                    for contrast in contrasts {
                        question.asked.push(Asked {
                            rule: place,
                            inside: contrast.inside,
                            more: contrast.more,
                            strata: contrast.strata,
                        });
                        asking.push((rule, contrast.finding));
                    }
                    Went::Quiet("no difference that chance would not bring about".to_owned())
                }
                Look::Changes(chance, finding) => {
                    changing.push((rule, chance, finding));
                    Went::Quiet("no change that chance would not bring about".to_owned())
                }
            }
        } else {
            Went::Missing(missing)
        };
        ran.push(Ran { rule, went });
    }
    let asked = asking.len() + changing.len();
    let (for_contrasts, for_trends) = match (asking.is_empty(), changing.is_empty()) {
        (false, false) => (FOR_CONTRASTS, 1.0 - FOR_CONTRASTS),
        _ => (1.0, 1.0),
    };
    let answers = family::answers(std::slice::from_ref(&question), seed);
    let found = answers
        .into_iter()
        .flatten()
        .zip(asking)
        .zip(std::mem::take(&mut question.asked));
    for ((answer, (rule, finding)), asked) in found {
        let chance = (answer.chance / for_contrasts).min(1.0);
        if let Some(finding) = finding.filter(|_| chance <= LEVEL) {
            candidates.push(Candidate {
                rule,
                finding,
                chance: Some(chance),
                inside: asked.inside,
                more: asked.more,
            });
        }
    }
    let trends = changing.len() as f64;
    for (rule, chance, finding) in changing {
        let chance = (chance * trends / for_trends).min(1.0);
        if let Some(finding) = finding.filter(|_| chance <= LEVEL) {
            candidates.push(Candidate {
                rule,
                finding,
                chance: Some(chance),
                inside: Vec::new(),
                more: false,
            });
        }
    }
    for ran in &mut ran {
        if candidates
            .iter()
            .any(|found| std::ptr::eq(found.rule, ran.rule))
        {
            ran.went = Went::Speaks;
        }
    }
    Choice {
        slots: fill(candidates, &question.yes),
        ran,
        asked,
    }
}

/// Deals the candidates out to their slots, best first; what an earlier slot's
/// finding explains is left out.
fn fill(mut candidates: Vec<Candidate>, yes: &[bool]) -> Vec<(Slot, Vec<Candidate>)> {
    candidates.sort_by(|a, b| {
        b.value()
            .total_cmp(&a.value())
            .then_with(|| b.weight().total_cmp(&a.weight()))
            .then_with(|| a.rule.id.cmp(b.rule.id))
    });
    let mut slots: Vec<(Slot, Vec<Candidate>)> = Vec::new();
    for slot in Slot::ALL {
        let own = candidates.iter().filter(|found| found.rule.slot == slot);
        let is_new = |found: &&Candidate| {
            let mut chosen = slots.iter().filter_map(|(_, found)| found.first());
            chosen.all(|chosen: &Candidate| found.holds_beside(chosen, yes))
        };
        let own: Vec<Candidate> = own.filter(is_new).cloned().collect();
        slots.push((slot, own));
    }
    slots
}

impl Candidate {
    /// Returns its id: the rule, and what it speaks of where the rule may speak of several.
    pub fn id(&self) -> String {
        match &self.finding.subject {
            Some(subject) => format!(
                "audit.{}.{}",
                self.rule.id,
                id::part(&subject.replace(' ', "_"))
            ),
            None => format!("audit.{}", self.rule.id),
        }
    }

    /// Returns deals won more a year by the conservative reckoning, times how sure and how easy it is.
    fn value(&self) -> f64 {
        let wins = self.finding.worth.as_ref().map_or(0.0, |worth| worth.wins);
        wins * self.finding.surely * self.rule.ease
    }

    fn weight(&self) -> f64 {
        self.finding.weight * self.rule.ease
    }

    /// Returns whether the difference is there too among deals that are on one side of another finding.
    ///
    /// A weak source and the strong one beside it, or a role that comes first and the same role that
    /// comes at all, are one matter. Differences within the other's sides are weighed as by Cochran
    /// (Biometrics 10, 1954); the lower end of the 90 % interval must be above zero.
    fn holds_beside(&self, other: &Self, yes: &[bool]) -> bool {
        if self.inside.is_empty() || other.inside.is_empty() {
            return true;
        }
        // By the other's side: won and all, outside and inside.
        let mut cells = [[[0.0_f64; 2]; 2]; 3];
        for (idx, side) in self.inside.iter().enumerate() {
            let stratum = other.inside[idx].map_or(2, usize::from);
            if let Some(inside) = side {
                let cell = &mut cells[stratum][usize::from(*inside)];
                cell[0] += f64::from(u8::from(yes[idx]));
                cell[1] += 1.0;
            }
        }
        let (mut weights, mut sum, mut variance) = (0.0, 0.0, 0.0);
        for [[out_won, out], [in_won, all_in]] in cells {
            if out == 0.0 || all_in == 0.0 {
                continue;
            }
            let weight = out * all_in / (out + all_in);
            let rate = (out_won + in_won + 0.5) / (out + all_in + 1.0);
            weights += weight;
            sum += weight * (in_won / all_in - out_won / out);
            variance += weight * rate * (1.0 - rate);
        }
        let sign = if self.more { 1.0 } else { -1.0 };
        weights > 0.0 && sign * sum > Z_90 * variance.sqrt()
    }

    /// Returns whether the yearly ranges of two findings overlap by more than half of the shorter one.
    pub fn ties_with(&self, other: &Self) -> bool {
        let (Ok(a), Ok(b)) = (&self.finding.worth, &other.finding.worth) else {
            return self.finding.worth.is_err()
                && other.finding.worth.is_err()
                && (self.weight() - other.weight()).abs() < 1e-9;
        };
        let overlap = a.wins_high.min(b.wins_high) - a.wins_low.max(b.wins_low);
        let shorter = (a.wins_high - a.wins_low).min(b.wins_high - b.wins_low);
        overlap > shorter / 2.0
    }
}
