//! Reads content: what share of a column's distinct cells reads as the values of a field.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::deal::Outcome;
use doorwise_model::persona::BuyingRole;
use doorwise_model::tables::{OutcomeWords, TableKind};
use doorwise_vocab::date::DateOrder;
use doorwise_vocab::money::{self, Money};
use doorwise_vocab::{
    Reading, business_model, company_name, date, domain, employees, place, stage, text, title,
};

use super::header::Header;
use super::said::{self, Way};
use super::{outcome, person_name};
use crate::table::{Column, Table};

/// Distinct cells looked at: enough for a share, and the same work for a small and a large table.
const CELLS: usize = 500;

/// What a cell may read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Test {
    Id,
    CompanyName,
    PersonName,
    NamePart,
    Domain,
    Email,
    Title,
    BuyingRole,
    BusinessModel,
    Industry,
    Place,
    State,
    Employees,
    Stage,
    Money,
    Founded,
    Date,
    Outcome,
    Flag,
    Tags,
    Channel,
    Way,
    Answer,
    Conversion,
    Count,
    Words,
}

impl Test {
    /// Returns what the cells of a field must read as.
    pub(super) fn of(kind: TableKind, field: &str, part: &str) -> Self {
        match field {
            "id" | "company_id" | "deal_id" | "deal" | "contact" => Self::Id,
            "company" => Self::CompanyName,
            "name" if kind == TableKind::Companies => Self::CompanyName,
            "name" if kind == TableKind::Contacts => Self::PersonName,
            "first_name" | "last_name" if kind == TableKind::Contacts => Self::NamePart,
            "domain" => Self::Domain,
            "email" => Self::Email,
            "title" => Self::Title,
            "buying_role" => Self::BuyingRole,
            "business_model" => Self::BusinessModel,
            "industry" => Self::Industry,
            "place" if part == "state" => Self::State,
            "place" => Self::Place,
            "employees" => Self::Employees,
            "stage" if kind == TableKind::Companies => Self::Stage,
            "revenue" | "amount" => Self::Money,
            "founded" => Self::Founded,
            "created" | "closed" | "attached" | "entered" | "started" | "churned" | "sent"
            | "first_answer" | "period" | "happened" => Self::Date,
            "channel" => Self::Way,
            "answered" => Self::Answer,
            "converted" => Self::Conversion,
            "times" | "hours" | "count" | "visits" | "leads" | "qualified" | "demos" | "deals"
            | "won" => Self::Count,
            "outcome" if part == "flag" => Self::Flag,
            "outcome" => Self::Outcome,
            "tools" | "keywords" => Self::Tags,
            "source" => Self::Channel,
            _ => Self::Words,
        }
    }

    /// Returns what the cells are called in a sentence.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Id => "ids",
            Self::CompanyName => "names of companies",
            Self::PersonName | Self::NamePart => "names of people",
            Self::Domain => "domains",
            Self::Email => "e-mail addresses",
            Self::Title => "job titles",
            Self::BuyingRole => "buying roles",
            Self::BusinessModel => "business models",
            Self::Industry => "industries",
            Self::Place | Self::State => "places",
            Self::Employees => "employee counts",
            Self::Stage => "funding stages",
            Self::Money => "amounts",
            Self::Founded => "years",
            Self::Date => "dates",
            Self::Outcome => "outcomes of deals",
            Self::Flag => "yes or no",
            Self::Tags => "tags",
            Self::Way => "mails, calls and meetings",
            Self::Answer => "answers or none",
            Self::Conversion => "leads that went on or did not",
            Self::Count => "counts",
            Self::Channel | Self::Words => "words",
        }
    }
}

/// One column with a sample of its cells.
pub(super) struct Sample<'a> {
    /// Header as written.
    pub(super) written: &'a str,
    /// The header taken apart.
    pub(super) header: Header,
    /// First distinct filled cells, in file order.
    pub(super) cells: Vec<&'a str>,
    /// Distinct filled cells of the whole column.
    pub(super) distinct: usize,
    /// Filled cells of the whole column.
    pub(super) filled: usize,
    order: OnceCell<DateOrder>,
    shares: RefCell<BTreeMap<Test, f64>>,
}

/// Returns a sample of each column.
pub(super) fn samples(table: &Table) -> Vec<Sample<'_>> {
    table.columns.iter().map(Sample::new).collect()
}

impl<'a> Sample<'a> {
    fn new(column: &'a Column) -> Self {
        let is_filled: Vec<bool> = column.values().map(|cell| !text::is_blank(cell)).collect();
        let cells: Vec<&str> = column
            .values()
            .zip(&is_filled)
            .filter(|(_, filled)| **filled)
            .map(|(cell, _)| cell)
            .take(CELLS)
            .collect();
        Self {
            written: &column.header,
            header: Header::new(&column.header),
            distinct: is_filled.iter().filter(|filled| **filled).count(),
            filled: column
                .codes()
                .iter()
                .filter(|code| is_filled[**code as usize])
                .count(),
            order: OnceCell::new(),
            cells,
            shares: RefCell::default(),
        }
    }

    /// Returns the share of the sample that passes, 0 to 1; `None` where no cell is filled.
    pub(super) fn share(&self, test: Test) -> Option<f64> {
        if self.cells.is_empty() {
            return None;
        }
        if let Some(known) = self.shares.borrow().get(&test) {
            return Some(*known);
        }
        let share = if self.is_ruled_out(test) {
            0.0
        } else {
            self.cells
                .iter()
                .filter(|cell| self.passes(test, cell))
                .count() as f64
                / self.cells.len() as f64
        };
        self.shares.borrow_mut().insert(test, share);
        Some(share)
    }

    /// Says of the column as a whole what no single cell can.
    fn is_ruled_out(&self, test: Test) -> bool {
        match test {
            Test::CompanyName | Test::PersonName => self.is_a_handful_of_words(test),
            // A page on LinkedIn is not the company's own.
            Test::Domain => {
                let hosts: BTreeSet<String> = self
                    .cells
                    .iter()
                    .filter_map(|cell| domain::domain(cell).value())
                    .collect();
                self.cells.len() >= 5 && hosts.len() * 2 < self.cells.len()
            }
            _ => false,
        }
    }

    /// Says whether a few words fill many rows: `Client: New, Current, Past` names no client.
    ///
    /// Three people over a hundred deals are people all the same, where they are written as such.
    fn is_a_handful_of_words(&self, test: Test) -> bool {
        let is_proper = |cell: &&&str| match test {
            Test::CompanyName => has_legal_form(cell),
            Test::PersonName => person_name::is_full_name(cell),
            _ => true,
        };
        self.filled >= 20
            && self.distinct <= 5
            && self.cells.iter().filter(is_proper).count() * 2 < self.cells.len()
    }

    fn passes(&self, test: Test, cell: &str) -> bool {
        match test {
            Test::Id => cell.len() <= 80 && cell.split_whitespace().count() <= 3,
            Test::CompanyName => is_name(cell, 12),
            Test::PersonName | Test::NamePart => {
                is_name(cell, 8)
                    && !cell.contains(|letter: char| letter.is_ascii_digit())
                    && !is_email(cell)
            }
            Test::Domain => {
                !cell.contains('@')
                    && domain::domain(cell)
                        .value()
                        .is_some_and(|host| !domain::is_shared(&host))
            }
            Test::Email => is_email(cell),
            Test::Title => {
                let read = title::title(cell);
                read.confidence >= 0.6
                    || (read.seniority != title::Seniority::Unknown
                        && read.function != title::Function::Other)
            }
            Test::BuyingRole => BuyingRole::from_crm(cell).is_some(),
            Test::BusinessModel => {
                matches!(business_model::mixed(cell), Reading::Value(mixed) if !mixed.models.is_empty())
            }
            Test::Industry => {
                !is_number(cell) && matches!(business_model::mixed(cell), Reading::Value(_))
            }
            Test::Place => is_place(cell),
            Test::State => is_place(cell) || is_letter_code(cell),
            Test::Employees => {
                matches!(employees::employees(cell), Reading::Value(count) if count.low >= 0.0 && count.low <= 5e6)
            }
            Test::Stage => matches!(stage::stage(cell), Reading::Value(_)),
            Test::Money => matches!(money::money(cell), Reading::Value(_)),
            Test::Founded => self
                .date(cell)
                .is_some_and(|date| (1500..=2100).contains(&date.year())),
            Test::Date => self.date(cell).is_some(),
            Test::Outcome => outcome::outcome(cell, &OutcomeWords::default()).is_some(),
            Test::Flag => outcome::flag(cell).is_some(),
            Test::Way => !matches!(said::way(cell), Way::Unknown),
            Test::Answer => said::answered(cell).is_some(),
            Test::Conversion => said::converted(cell).is_some() || said::is_open(cell),
            Test::Count => said::times(cell).is_some() || said::hours(cell).is_some(),
            Test::Tags => cell.contains(char::is_alphabetic) && !is_email(cell),
            Test::Channel | Test::Words => cell.contains(char::is_alphanumeric) && !is_email(cell),
        }
    }

    fn date(&self, cell: &str) -> Option<date::Date> {
        let order = || date::order_of(self.cells.iter().copied());
        date::date(cell, *self.order.get_or_init(order)).value()
    }

    /// Returns the share of cells that only this field writes so: bands, named currencies, dates with marks.
    ///
    /// A column of plain numbers may be anything; it never maps without a header.
    pub(super) fn telling_share(&self, test: Test) -> f64 {
        let telling = |cell: &&&str| match test {
            Test::Employees => {
                let folded = text::fold(cell);
                folded.contains("employee") || folded.contains('-') || folded.ends_with('+')
            }
            Test::Money => matches!(
                money::money(cell),
                Reading::Value(Money {
                    currency: Some(_),
                    ..
                })
            ),
            Test::Date => !is_number(cell),
            Test::Founded => cell.len() == 4,
            // "Seller 6" and "Potential Lead" hold the words of titles, but neither is one.
            Test::Title => is_plain_title(cell),
            // A single letter is a grade before it is a funding round.
            Test::Stage | Test::Place | Test::Industry => {
                cell.chars().count() > 2 && !is_number(cell)
            }
            _ => true,
        };
        let count = self
            .cells
            .iter()
            .filter(telling)
            .filter(|cell| self.passes(test, cell))
            .count();
        if self.cells.is_empty() || self.is_ruled_out(test) {
            0.0
        } else {
            count as f64 / self.cells.len() as f64
        }
    }

    /// Returns the outcomes that the cells name.
    pub(super) fn outcomes(&self) -> BTreeSet<Outcome> {
        self.cells
            .iter()
            .filter_map(|cell| outcome::outcome(cell, &OutcomeWords::default()))
            .collect()
    }

    /// Returns how nearly every filled cell is its own, 0 to 1.
    pub(super) fn uniqueness(&self) -> f64 {
        if self.filled == 0 {
            0.0
        } else {
            self.distinct as f64 / self.filled as f64
        }
    }
}

fn is_name(cell: &str, most_words: usize) -> bool {
    cell.contains(char::is_alphabetic)
        && cell.len() <= 120
        && cell.split_whitespace().count() <= most_words
        && !cell.contains("://")
        && !is_email(cell)
}

/// Says whether the name ends in a legal form, which a key drops at the end and keeps elsewhere.
fn has_legal_form(cell: &str) -> bool {
    let kept = company_name::key(&format!("{cell} x"));
    kept.strip_suffix(" x") != Some(&company_name::key(cell))
}

fn is_email(cell: &str) -> bool {
    let cell = cell.trim();
    cell.matches('@').count() == 1
        && !cell.contains(char::is_whitespace)
        && cell
            .split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && domain::domain(host).value().is_some())
}

fn is_plain_title(cell: &str) -> bool {
    let read = title::title(cell);
    !cell.contains(|letter: char| letter.is_ascii_digit())
        && title::is_title(cell)
        && read.seniority != title::Seniority::Unknown
        && read.function != title::Function::Other
}

fn is_number(cell: &str) -> bool {
    cell.trim().parse::<f64>().is_ok()
}

fn is_place(cell: &str) -> bool {
    !is_number(cell) && matches!(place::place(cell), Reading::Value(_))
}

/// Says whether a cell is a code such as `KA`, which names a state only beside its country.
fn is_letter_code(cell: &str) -> bool {
    let cell = cell.trim();
    (2..=3).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_uppercase())
}
