//! The log of a market, led to the units and days that deals are counted in.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::copy::Copy;
use doorwise_model::diagnostic::slashed;
use doorwise_model::log::{self, Channel};
use doorwise_model::market::Market;
use doorwise_model::workspace::Workspace;
use doorwise_vocab::date::{self, Moment};
use doorwise_vocab::{text, title};

use super::{Counted, Event, Lead, Log, Sister, Touch, Wait, source_key, threads};

/// Numbers of people who belong to no company, apart from those of companies and deals.
const ALONE: u64 = 1 << 42;

/// Reads the log; `fits` tells of each company whether an ICP pursues it.
pub(in crate::audit::ground) fn read(
    workspace: &Workspace,
    market: &dyn Market,
    fits: &[Option<bool>],
    worked: &BTreeSet<usize>,
    today: Option<i32>,
) -> Log {
    let log = market.log();
    let is_refused = |company: usize| fits.get(company) == Some(&Some(false));
    let mut units = Units::default();
    let touches = log.touches.iter().filter_map(|of| {
        let person = match (of.person.as_str(), of.deal) {
            ("", Some(deal)) => format!("deal {deal}"),
            ("", None) => return None,
            (person, _) => person.to_owned(),
        };
        let at = of.sent.map(minutes);
        // What is planned for a later day was not done yet.
        if at
            .zip(today)
            .is_some_and(|(at, today)| at >= (i64::from(today) + 1) * 1_440)
        {
            return None;
        }
        let read = title::title(&of.title);
        let band = read.seniority.band();
        let is_read = read.function != title::Function::Other && band != title::Band::Unknown;
        let company = of
            .company
            .map(|company| market.name(company).name.to_owned());
        let who = [
            Some(of.title.clone()),
            company,
            of.deal
                .map(|deal| format!("deal {}", market.deals()[deal].id)),
        ];
        let who = who.into_iter().flatten().filter(|part| !part.is_empty());
        Some(Touch {
            unit: units.of(of.company, &person),
            person,
            who: who.collect::<Vec<_>>().join(", "),
            deal: of.deal,
            role: is_read.then_some((read.function, band)),
            at,
            is_theirs: of.is_incoming || of.channel == Some(Channel::Meeting),
            times: of.times as usize,
            answered: of.answered,
            copy: of
                .copy
                .as_ref()
                .and_then(|copy| copy_of(&workspace.copies, copy)),
            row: of.row.clone(),
        })
    });
    let threads = threads(touches.collect());
    let leads = leads(log, &mut units);
    Log {
        threads,
        leads,
        events: log
            .events
            .iter()
            .filter(|event| today.is_none_or(|today| date::day_number(event.happened) <= today))
            .map(|event| Event {
                unit: event.company as u64,
                company: market.name(event.company).name.to_owned(),
                what: event.what.clone(),
                day: date::day_number(event.happened),
                is_worked: worked.contains(&event.company),
                is_refused: is_refused(event.company),
                row: event.row.clone(),
            })
            .collect(),
        groups: (0_u64..)
            .zip(&log.groups)
            .filter_map(|(company, group)| Some((company, (*group)?)))
            .collect(),
        unworked: log
            .groups
            .iter()
            .enumerate()
            .filter(|(company, _)| !worked.contains(company))
            .filter_map(|(company, group)| {
                let called = market.name(company);
                Some(Sister {
                    company: called.name.to_owned(),
                    group: (*group)?,
                    is_refused: is_refused(company),
                    row: called.row.to_owned(),
                })
            })
            .collect(),
        spend: spend(log),
        funnel: log
            .funnel
            .iter()
            .map(|count| Counted {
                period: date::day_number(count.period),
                source: count.source.clone(),
                stage: count.stage.clone(),
                n: count.n,
            })
            .collect(),
    }
}

fn minutes(moment: Moment) -> i64 {
    i64::from(date::day_number(moment.day)) * 1_440 + i64::from(moment.minute.unwrap_or(0))
}

/// Numbers of companies, and of people without one.
#[derive(Default)]
struct Units(BTreeMap<String, u64>);

impl Units {
    fn of(&mut self, company: Option<usize>, person: &str) -> u64 {
        if let Some(company) = company {
            return company as u64;
        }
        let next = ALONE + self.0.len() as u64;
        *self.0.entry(person.to_owned()).or_insert(next)
    }
}

/// Returns the piece of copy that a touch names: by file, by the file's name, else by subject.
fn copy_of(copies: &[Copy], written: &str) -> Option<usize> {
    let bare = |text: &str| {
        let folded = text::fold(text);
        let starts = ["re: ", "email: ", "fwd: ", "fw: ", "aw: "];
        let cut = starts.iter().find_map(|start| folded.strip_prefix(start));
        cut.map_or(folded.clone(), str::to_owned)
    };
    let wanted = bare(written);
    let name = |copy: &Copy| {
        let file = slashed(&copy.file);
        let last = file.rsplit('/').next().unwrap_or_default().to_owned();
        let stem = last
            .rsplit_once('.')
            .map_or(last.clone(), |(stem, _)| stem.to_owned());
        [file, last, stem].map(|name| text::fold(&name))
    };
    let named = copies.iter().position(|copy| name(copy).contains(&wanted));
    named.or_else(|| {
        let is_it = |copy: &Copy| {
            copy.subject
                .as_deref()
                .is_some_and(|subject| bare(subject) == wanted)
        };
        let mut found = copies.iter().enumerate().filter(|(_, copy)| is_it(copy));
        // A subject of two pieces tells neither.
        match (found.next(), found.next()) {
            (Some((at, _)), None) => Some(at),
            _ => None,
        }
    })
}

/// Returns the leads; where no column says when they were first answered, the touches do.
fn leads(log: &log::Log, units: &mut Units) -> Vec<Lead> {
    let mut sent: BTreeMap<&str, Vec<Moment>> = BTreeMap::new();
    for touch in log
        .touches
        .iter()
        .filter(|touch| !touch.is_incoming && !touch.person.is_empty())
    {
        sent.entry(touch.person.as_str())
            .or_default()
            .extend(touch.sent);
    }
    let lead = |lead: &log::Lead| {
        let created = lead.created.map(|moment| date::day_number(moment.day));
        let answer = lead.first_answer.or_else(|| {
            let own = sent.get(lead.person.as_str())?;
            let after = own.iter().filter(|at| {
                lead.created
                    .is_some_and(|from| minutes(**at) >= minutes(from))
            });
            after.min().copied()
        });
        let wait = match (lead.hours, answer.zip(lead.created)) {
            (Some(hours), _) => Some(Wait::Minutes((hours * 60.0).round() as i64)),
            (None, Some((answer, created))) => Some(match answer.minutes_since(created) {
                Some(minutes) => Wait::Minutes(minutes),
                None => Wait::Days(date::day_number(answer.day) - date::day_number(created.day)),
            }),
            (None, None) => None,
        };
        let source = lead.source.as_deref().unwrap_or("no source");
        let day = lead
            .created
            .map_or(String::new(), |moment| format!(" {}", moment.day));
        Lead {
            who: format!("{source}{day}"),
            unit: units.of(lead.company, &lead.person),
            source: lead.source.clone(),
            created,
            // An answer before the question is a slip of the table.
            wait: wait.filter(|wait| !matches!(wait, Wait::Minutes(..0) | Wait::Days(..0))),
            converted: lead.converted,
            days: lead
                .converted_on
                .map(date::day_number)
                .zip(created)
                .map(|(to, from)| to - from),
            row: lead.row.clone(),
        }
    };
    log.leads.iter().map(lead).collect()
}

/// Returns money by source; nothing where currencies differ.
fn spend(log: &log::Log) -> BTreeMap<String, f64> {
    let currencies: BTreeSet<_> = log
        .spend
        .iter()
        .map(|spent| spent.amount.currency.map(|currency| currency.to_string()))
        .collect();
    let mut spend = BTreeMap::new();
    if currencies.len() > 1 {
        return spend;
    }
    for spent in &log.spend {
        if let Some(middle) = spent.amount.amount.middle() {
            *spend.entry(source_key(&spent.source)).or_insert(0.0) += middle;
        }
    }
    spend
}
