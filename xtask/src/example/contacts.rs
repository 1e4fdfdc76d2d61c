//! The people of the invented companies: at most one of each kind in a company.

use std::collections::BTreeMap;

use super::companies::{BLANK_PERCENT, Company};
use super::csv;
use super::random::Random;
use super::words::PersonNames;

const COLUMNS: [&str; 5] = ["contact_id", "company_id", "Name", "Title", "Email"];

/// What a contact is to the deal, in truth; a reader sees the title only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Founder,
    MarketingLeader,
    Marketer,
    SalesHead,
    RevenueOperations,
    Finance,
    Engineering,
}

impl Kind {
    /// Returns the titles under which people of this kind appear.
    pub(super) const fn titles(self) -> &'static [&'static str] {
        match self {
            Self::Founder => &[
                "Founder & CEO",
                "Co-founder",
                "CEO",
                "Founder",
                "Co-Founder and CEO",
            ],
            Self::MarketingLeader => &[
                "Head of Marketing",
                "Head of Marketing",
                "Marketing Head",
                "AVP - Marketing",
                "VP Marketing",
                "Head - Marketing",
                "Director of Marketing",
            ],
            Self::Marketer => &[
                "Marketing Executive",
                "Content Marketer",
                "Digital Marketing Specialist",
            ],
            Self::SalesHead => &["Head of Sales", "VP Sales", "Sales Head"],
            Self::RevenueOperations => &["RevOps Manager", "Sales Operations Manager"],
            Self::Finance => &["CFO", "Head of Finance", "Finance Manager"],
            Self::Engineering => &["CTO", "Head of Engineering"],
        }
    }
}

struct Contact {
    company: usize,
    row: [String; 5],
}

/// Every contact met so far, found again by company and kind.
pub(super) struct Roster {
    names: PersonNames,
    contacts: Vec<Contact>,
    known: BTreeMap<(usize, Kind), usize>,
}

impl Roster {
    pub(super) fn new() -> Self {
        Self {
            names: PersonNames::new(),
            contacts: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    /// Returns the contact of this kind in a company, inventing the person at the first call.
    pub(super) fn person(
        &mut self,
        position: usize,
        company: &Company,
        kind: Kind,
        random: &mut Random,
    ) -> String {
        let next = self.contacts.len();
        let index = *self.known.entry((position, kind)).or_insert(next);
        if index == next {
            let (given, family) = self.names.draw(random);
            let email = if random.percent(BLANK_PERCENT) {
                String::new()
            } else {
                format!(
                    "{}.{}@{}",
                    given.to_lowercase(),
                    family.to_lowercase(),
                    company.domain
                )
            };
            let row = [
                format!("p{:05}", next + 1),
                company.id.clone(),
                format!("{given} {family}"),
                random.pick(kind.titles()).to_owned(),
                email,
            ];
            self.contacts.push(Contact {
                company: position,
                row,
            });
        }
        self.contacts[index].row[0].clone()
    }

    pub(super) fn len(&self) -> usize {
        self.contacts.len()
    }

    /// Returns the contacts as CSV, company by company.
    pub(super) fn table(&self) -> String {
        let mut rows: Vec<&Contact> = self.contacts.iter().collect();
        rows.sort_by_key(|contact| contact.company);
        let mut table = String::new();
        csv::push_row(&mut table, &COLUMNS);
        for contact in rows {
            csv::push_row(&mut table, &contact.row);
        }
        table
    }
}
