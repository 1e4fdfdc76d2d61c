//! What was logged beside the deals, as the rules see it: who was written to how often and who answered,
//! leads with their wait, events at companies, groups of companies, money spent.

mod read;

use std::collections::BTreeMap;

use doorwise_vocab::title::{Band, Function};

pub(super) use read::read;

/// Days after which a touch that was not followed up will not be.
pub const PATIENCE: i32 = 14;

/// Everything that was logged.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// What was sent to each person who had not written first, in order of the table.
    pub threads: Vec<Thread>,
    /// Leads, in order of the table.
    pub leads: Vec<Lead>,
    /// Dated events, in order of the table.
    pub events: Vec<Event>,
    /// By company, as units of deals count it, its group.
    pub groups: BTreeMap<u64, u32>,
    /// Companies of groups that no deal is with, with their group.
    pub unworked: Vec<Sister>,
    /// Money spent by source, as [`source_key`] spells it.
    pub spend: BTreeMap<String, f64>,
    /// Counts of the funnel by period.
    pub funnel: Vec<Counted>,
}

/// What was sent to one person until the first answer.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// Whom, in words: title and company.
    pub who: String,
    /// Threads with one number are of one company and need not be independent.
    pub unit: u64,
    /// Position of the deal, where the log names one.
    pub deal: Option<usize>,
    /// Function and band of the person, where the title says both.
    pub role: Option<(Function, Band)>,
    /// Day of each touch, oldest first; nothing where days are not known.
    pub days: Vec<i32>,
    /// How many touches there were until the first answer.
    pub n: usize,
    /// Which touch was answered, from 0; of a thread without days only that one was.
    pub answered: Option<usize>,
    /// Copy of the first touch, as position in the workspace.
    pub copy: Option<usize>,
    /// Whether the log tells of answers to this person's touches.
    pub tells_answers: bool,
    /// Where the row of the first touch stands.
    pub row: String,
}

/// One lead.
#[derive(Clone, Debug, Default)]
pub struct Lead {
    /// In words: source and day.
    pub who: String,
    /// Leads with one number are of one company or person and need not be independent.
    pub unit: u64,
    /// Where it came from.
    pub source: Option<String>,
    /// Day number on which it came in.
    pub created: Option<i32>,
    /// How long it waited for an answer.
    pub wait: Option<Wait>,
    /// Whether it became a deal or a customer.
    pub converted: Option<bool>,
    /// Days until it did.
    pub days: Option<i32>,
    /// Where its row stands.
    pub row: String,
}

/// How long somebody waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// So many minutes.
    Minutes(i64),
    /// So many days from one date to the other, where no clock time is known.
    Days(i32),
}

/// A dated event at a company.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// The company, as units of deals count it.
    pub unit: u64,
    /// Its name.
    pub company: String,
    /// What happened, as first written.
    pub what: String,
    /// Day number.
    pub day: i32,
    /// Whether a deal with the company is known.
    pub is_worked: bool,
    /// Whether an ICP refuses the company.
    pub is_refused: bool,
    /// Where its row stands.
    pub row: String,
}

/// A company of a group that no deal is with.
#[derive(Clone, Debug, Default)]
pub struct Sister {
    /// Its name.
    pub company: String,
    /// Its group.
    pub group: u32,
    /// Whether an ICP refuses it.
    pub is_refused: bool,
    /// Where its row stands.
    pub row: String,
}

/// How many were at one step of the funnel in one period.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// Day number of the period's beginning.
    pub period: i32,
    /// Source; none where the row counts all.
    pub source: Option<String>,
    /// The step, as written.
    pub stage: String,
    /// How many.
    pub n: f64,
}

/// One touch, before touches are put in order.
#[derive(Clone, Debug, Default)]
pub struct Touch {
    /// What tells the person apart; of nobody, the deal.
    pub person: String,
    /// In words.
    pub who: String,
    /// As in [`Thread`].
    pub unit: u64,
    /// As in [`Thread`].
    pub deal: Option<usize>,
    /// As in [`Thread`].
    pub role: Option<(Function, Band)>,
    /// Minutes since 1970, where the day is known.
    pub at: Option<i64>,
    /// Whether the person did something: wrote, or came to a meeting.
    pub is_theirs: bool,
    /// How many touches the row stands for.
    pub times: usize,
    /// Whether it was answered.
    pub answered: Option<bool>,
    /// As in [`Thread`].
    pub copy: Option<usize>,
    /// Where the row stands.
    pub row: String,
}

/// Returns what was sent to each person until the first answer, in order of the first row.
///
/// Who wrote first is left out: such a person asked, and was not found.
pub fn threads(touches: Vec<Touch>) -> Vec<Thread> {
    // A log in which nobody ever did anything does not tell of answers.
    let is_two_sided = touches.iter().any(|touch| touch.is_theirs);
    let mut people: BTreeMap<String, (usize, Vec<Touch>)> = BTreeMap::new();
    for (place, touch) in touches.into_iter().enumerate() {
        let own = people
            .entry(touch.person.clone())
            .or_insert((place, Vec::new()));
        own.1.push(touch);
    }
    let mut people: Vec<(usize, Vec<Touch>)> = people.into_values().collect();
    people.sort_by_key(|(place, _)| *place);
    let threads = people.into_iter();
    threads
        .filter_map(|(_, touches)| thread(touches, is_two_sided))
        .collect()
}

fn thread(mut touches: Vec<Touch>, is_two_sided: bool) -> Option<Thread> {
    let is_dated = touches.iter().all(|touch| touch.at.is_some());
    // The same on every order of rows.
    touches.sort_by(|a, b| (a.at, a.is_theirs, &a.row).cmp(&(b.at, b.is_theirs, &b.row)));
    let tells_answers = is_two_sided || touches.iter().any(|touch| touch.answered.is_some());
    let first = touches.first().filter(|touch| !touch.is_theirs)?;
    let mut thread = Thread {
        who: first.who.clone(),
        unit: first.unit,
        deal: touches.iter().find_map(|touch| touch.deal),
        role: touches.iter().find_map(|touch| touch.role),
        copy: first.copy,
        row: first.row.clone(),
        tells_answers,
        ..Thread::default()
    };
    let mut is_in_order = is_dated;
    for touch in &touches {
        if touch.is_theirs {
            thread.answered = Some(thread.n.saturating_sub(1));
            break;
        }
        // Of a row that stands for several mails nobody knows which was answered.
        is_in_order &= touch.times == 1;
        thread.n += touch.times;
        thread
            .days
            .extend(touch.at.map(|minutes| minutes.div_euclid(1_440) as i32));
        if touch.answered == Some(true) {
            thread.answered = Some(thread.n - 1);
            if is_in_order {
                break;
            }
        }
    }
    if !is_in_order {
        thread.days.clear();
    }
    Some(thread)
}

impl Thread {
    /// Returns whether nothing more will be sent: the last touch lies far enough back.
    pub fn is_over(&self, today: i32) -> bool {
        self.days
            .last()
            .is_some_and(|last| today - last >= PATIENCE)
    }
}

impl Log {
    /// Returns the days that the threads span, in years; none of less than a month.
    pub fn years_of_threads(&self) -> Option<f64> {
        years(
            self.threads
                .iter()
                .filter_map(|thread| thread.days.first().copied()),
        )
    }

    /// Returns the days that the leads span, in years; none of less than a month.
    pub fn years_of_leads(&self) -> Option<f64> {
        years(self.leads.iter().filter_map(|lead| lead.created))
    }
}

fn years(days: impl Iterator<Item = i32>) -> Option<f64> {
    let days: Vec<i32> = days.collect();
    let span = f64::from(days.iter().max()? - days.iter().min()?) / 365.25;
    (span >= 1.0 / 12.0).then_some(span)
}

/// Returns a source in one spelling: "Google Ads", "google_ads" and "GOOGLE-ADS" are one, for the CRM and
/// the bill seldom write it alike.
pub fn source_key(source: &str) -> String {
    let folded = doorwise_vocab::text::fold(source);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touch(person: &str, day: i64, is_theirs: bool, answered: Option<bool>) -> Touch {
        Touch {
            person: person.to_owned(),
            at: Some(day * 1_440),
            is_theirs,
            answered,
            times: 1,
            row: format!("touches.csv:{day}"),
            ..Touch::default()
        }
    }

    fn told(touches: Vec<Touch>) -> Vec<(usize, Option<usize>, usize)> {
        let threads = threads(touches);
        threads
            .iter()
            .map(|thread| (thread.n, thread.answered, thread.days.len()))
            .collect()
    }

    #[test]
    fn a_thread_ends_with_the_first_answer() {
        // An answer that is a row of its own, one that is a mark, none, and somebody who wrote first.
        let log = vec![
            touch("a", 1, false, None),
            touch("a", 4, false, None),
            touch("a", 5, true, None),
            touch("a", 6, false, None),
            touch("b", 1, false, Some(true)),
            touch("b", 9, false, Some(false)),
            touch("c", 1, false, None),
            touch("d", 1, true, None),
            touch("d", 2, false, None),
        ];
        let expected = [(2, Some(1), 2), (1, Some(0), 1), (1, None, 1)];
        assert_eq!(told(log.clone()), expected);
        let mut back = log;
        back.reverse();
        let mut turned = told(back);
        turned.reverse();
        assert_eq!(turned, expected);
    }

    #[test]
    fn a_row_of_several_mails_has_no_order() {
        let mut row = touch("a", 1, false, Some(true));
        row.times = 3;
        assert_eq!(told(vec![row]), [(3, Some(2), 0)]);
        assert!(!threads(vec![touch("a", 1, false, None)])[0].tells_answers);
    }
}
