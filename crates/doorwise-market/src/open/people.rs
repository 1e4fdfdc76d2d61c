//! Deals, contacts and who sits on which deal: linked to companies and to each other, each once.

use std::collections::{BTreeMap, HashMap};

use doorwise_model::deal::{Contact, Deal, DealSeat, Outcome, StageEntry};
use doorwise_model::diagnostic::Diagnostic;
use doorwise_model::market::{Duplicate, Facts, Unlinked};
use doorwise_model::persona::BuyingRole;
use doorwise_model::privacy::Privacy;
use doorwise_model::tables::TableMap;
use doorwise_model::workspace::Workspace;
use doorwise_vocab::{company_name, text};

use super::amounts::Converter;
use super::rows::{self, Known, RowReader};
use super::same_sheet;
use super::stages;
use crate::link::CompanyIndex;
use crate::table::Table;

/// Deals and contacts of a market.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) deals: Vec<Deal>,
    pub(super) contacts: Vec<Contact>,
    /// The deal of each row of the deals table; a sheet's sum is none.
    deal_of_row: Vec<Option<usize>>,
    deal_by_id: Keys,
    deal_by_name: Keys,
    contact_by_id: Keys,
    contact_by_email: Keys,
    contact_by_name: Keys,
}

/// Positions by key; a key of two is nobody's.
type Keys = HashMap<String, Option<usize>>;

type Mapped<'a> = Option<(&'a TableMap, &'a Table)>;

/// Reads deals, contacts and who sits on which deal.
pub(super) fn read(
    workspace: &Workspace,
    index: &CompanyIndex,
    deals: Mapped<'_>,
    contacts: Mapped<'_>,
    [deal_contacts, stage_history]: [Mapped<'_>; 2],
    facts: &mut Facts,
    diagnostics: &mut Vec<Diagnostic>,
) -> People {
    let mut people = People::default();
    let reader = |(map, table)| RowReader::new(map, table, workspace.currency);
    if let Some(reader) = deals.map(reader) {
        let rates = Converter::new(workspace.currency, &workspace.rates, workspace.as_of);
        people.read_deals(index, &reader, rates, facts, diagnostics);
    }
    if let Some(reader) = contacts.map(reader) {
        let one_sheet = deals.is_some_and(|(deals_map, _)| same_sheet(deals_map, reader.map));
        people.read_contacts(index, &reader, one_sheet, facts, &workspace.privacy);
    }
    if let Some(reader) = deal_contacts.map(reader) {
        people.read_seats(&reader, facts, diagnostics);
    }
    if let Some(reader) = stage_history.map(reader) {
        people.read_stages(&reader, facts, diagnostics);
    }
    stages::sort(&mut people.deals);
    people
}

impl People {
    fn read_deals(
        &mut self,
        index: &CompanyIndex,
        reader: &RowReader<'_>,
        mut rates: Converter<'_>,
        facts: &mut Facts,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut first: HashMap<(String, String, String), usize> = HashMap::new();
        let mut known_cells = Known::default();
        let dated_columns = stages::DatedColumns::new(reader.table, &reader.map.outcomes);
        for row in 0..reader.table.rows() {
            // A report writes it into its first column, whatever that is.
            let first_cell = reader.table.columns.first();
            if ["company", "name"]
                .iter()
                .any(|field| rows::is_total(&reader.cell(field, row)))
                || first_cell.is_some_and(|column| rows::is_total(column.value(row)))
            {
                self.deal_of_row.push(None);
                continue;
            }
            let mut deal = reader.deal(row, &mut known_cells, diagnostics);
            deal.stages = dated_columns.of(row);
            let day = deal.closed.or(deal.created);
            deal.amount = deal.amount.map(|money| rates.convert(money, day));
            // The day of a deal that is still open is when somebody hopes to close it.
            let closed = deal
                .closed
                .filter(|_| deal.outcome.is_some_and(|of| of != Outcome::Open));
            facts.newest_date = facts.newest_date.max(deal.created).max(closed);
            let company_id = reader.cell("company_id", row);
            let written = reader.cell("id", row);
            // One number used for deals with two companies is no id; and without an id two rows
            // that are alike may well be two deals.
            let known = if written.is_empty() {
                self.deals.len()
            } else {
                let key = (
                    written.clone(),
                    company_id.clone(),
                    deal.company_name.clone(),
                );
                *first.entry(key).or_insert(self.deals.len())
            };
            self.deal_of_row.push(Some(known));
            if let Some(counted) = self.deals.get(known) {
                facts.duplicates.push(Duplicate {
                    table: reader.map.kind,
                    row: deal.row.clone(),
                    says: deal_says(&deal),
                    same_as: counted.row.clone(),
                    why: format!("same id {written} as {}", counted.row),
                    differs: deal_differs(&deal, counted),
                });
                continue;
            }
            let domain = reader.cell("domain", row);
            match index.find(&company_id, &[&domain], &deal.company_name) {
                Ok(company) => deal.company = Some(company),
                // Without a table of companies there is nobody to find.
                Err(_) if index.is_empty() => {}
                Err(why) => facts.unlinked.push(Unlinked {
                    table: reader.map.kind,
                    row: deal.row.clone(),
                    says: deal_says(&deal),
                    why,
                }),
            }
            note(&mut self.deal_by_id, &deal.id, known);
            note(&mut self.deal_by_name, &reader.cell("name", row), known);
            self.deals.push(deal);
        }
        diagnostics.extend(one_id_for_two(reader, &self.deals));
        diagnostics.extend(rates.told(reader.map.column_place("amount")));
        let mut table = rows::table_facts(reader.table, reader.map);
        table.columns.extend(known_cells.facts(reader.map));
        facts.tables.push(table);
    }

    fn read_contacts(
        &mut self,
        index: &CompanyIndex,
        reader: &RowReader<'_>,
        one_sheet: bool,
        facts: &mut Facts,
        privacy: &Privacy,
    ) {
        facts
            .tables
            .push(rows::table_facts(reader.table, reader.map));
        let mut known = KnownPeople::default();
        for row in 0..reader.table.rows() {
            let Some(mut contact) = reader.contact(row) else {
                continue;
            };
            // Forgotten and suppressed people are met nowhere, whatever an import brings.
            if privacy.holds(&contact.name, contact.email.as_deref()) {
                continue;
            }
            // On a sheet of deals the row's contact sits on the row's deal.
            let deal = if one_sheet {
                let Some(deal) = self.deal_of_row.get(row).copied().flatten() else {
                    continue;
                };
                Some(deal)
            } else {
                self.deal(&reader.cell("deal_id", row)).ok()
            };
            if let Some(deal) = deal {
                contact.deals.push(DealSeat {
                    deal,
                    buying_role: BuyingRole::from_crm(&reader.cell("buying_role", row)),
                    crm_role: written(&reader.cell("buying_role", row)),
                    attached: reader.date("attached", row),
                });
            }
            let company_name = reader.cell("company", row);
            let domain = reader.cell("domain", row);
            let addresses = [
                domain.as_str(),
                contact.email.as_deref().unwrap_or_default(),
            ];
            let found = index.find(&reader.cell("company_id", row), &addresses, &company_name);
            contact.company = found.as_ref().ok().copied();
            contact.company = contact
                .company
                .or(deal.and_then(|deal| self.deals[deal].company));
            let written_id = reader.cell("id", row);
            let company = match contact.company {
                Some(company) => company.to_string(),
                None => company_name::key(&company_name),
            };
            if let Some((position, shared)) =
                known.find(&self.contacts, &contact, &written_id, &company)
            {
                let counted = &mut self.contacts[position];
                // One row for each deal of a person repeats nothing.
                if contact.deals.is_empty() {
                    facts.duplicates.push(Duplicate {
                        table: reader.map.kind,
                        row: contact.row.clone(),
                        says: contact_says(&contact, &company_name),
                        same_as: counted.row.clone(),
                        why: format!("same {shared} as {}", counted.row),
                        differs: contact_differs(&contact, counted),
                    });
                }
                note(&mut self.contact_by_id, &contact.id, position);
                fill(counted, contact);
                continue;
            }
            if let Err(why) = found
                && !index.is_empty()
                && contact.company.is_none()
                && contact.deals.is_empty()
            {
                facts.unlinked.push(Unlinked {
                    table: reader.map.kind,
                    row: contact.row.clone(),
                    says: contact_says(&contact, &company_name),
                    why,
                });
            }
            let position = self.contacts.len();
            known.note(&contact, &written_id, &company, position);
            note(&mut self.contact_by_id, &contact.id, position);
            note(
                &mut self.contact_by_email,
                contact.email.as_deref().unwrap_or_default(),
                position,
            );
            note(&mut self.contact_by_name, &contact.name, position);
            self.contacts.push(contact);
        }
    }

    fn read_seats(
        &mut self,
        reader: &RowReader<'_>,
        facts: &mut Facts,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let (map, table) = (reader.map, reader.table);
        facts.tables.push(rows::table_facts(table, map));
        let mut first: HashMap<(usize, usize), usize> = HashMap::new();
        let mut lost = 0;
        for row in 0..table.rows() {
            let (deal_cell, contact_cell) = (reader.cell("deal", row), reader.cell("contact", row));
            let says = format!("deal {deal_cell}, contact {contact_cell}");
            let (deal, contact) = match (self.deal(&deal_cell), self.contact(&contact_cell)) {
                (Ok(deal), Ok(contact)) => (deal, contact),
                (deal, contact) => {
                    lost += 1;
                    let why: Vec<String> =
                        [deal.err(), contact.err()].into_iter().flatten().collect();
                    facts.unlinked.push(Unlinked {
                        table: map.kind,
                        row: table.place(row),
                        says,
                        why: why.join("; "),
                    });
                    continue;
                }
            };
            let attached = reader.date("attached", row);
            facts.newest_date = facts.newest_date.max(attached);
            let earlier = *first.entry((deal, contact)).or_insert(row);
            if earlier != row {
                facts.duplicates.push(Duplicate {
                    table: map.kind,
                    row: table.place(row),
                    says,
                    same_as: table.place(earlier),
                    why: format!("same deal and contact as {}", table.place(earlier)),
                    differs: Vec::new(),
                });
            }
            let seat = DealSeat {
                deal,
                buying_role: BuyingRole::from_crm(&reader.cell("buying_role", row)),
                crm_role: written(&reader.cell("buying_role", row)),
                attached,
            };
            add_seat(&mut self.contacts[contact], seat);
        }
        if lost > 0 {
            diagnostics.push(
                Diagnostic::warning(
                    "tables/unlinked-rows",
                    map.place.clone(),
                    format!("{lost} of {} rows name a deal or a contact that is in no table", table.rows()),
                )
                .label("this table")
                .help("check that `deal` and `contact` are mapped to the ids of the deals and contacts tables"),
            );
        }
    }

    /// Reads which stages deals entered; a row that tells of another field's change is none.
    fn read_stages(
        &mut self,
        reader: &RowReader<'_>,
        facts: &mut Facts,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let (map, table) = (reader.map, reader.table);
        facts.tables.push(rows::table_facts(table, map));
        let mut lost = 0;
        for row in 0..table.rows() {
            let changed = reader.cell("changed", row);
            let stage = reader.cell("stage", row);
            if !stages::is_of_stage(&changed) || stage.is_empty() {
                continue;
            }
            let deal_cell = reader.cell("deal", row);
            let deal = match self.deal(&deal_cell) {
                Ok(deal) => deal,
                Err(why) => {
                    lost += 1;
                    facts.unlinked.push(Unlinked {
                        table: map.kind,
                        row: table.place(row),
                        says: format!("deal {deal_cell}, stage {stage}"),
                        why,
                    });
                    continue;
                }
            };
            let entered = reader.date("entered", row);
            facts.newest_date = facts.newest_date.max(entered);
            if let Some(entered) = entered
                && !stages::is_an_end(&stage, &map.outcomes)
            {
                self.deals[deal].stages.push(StageEntry { entered, stage });
            }
        }
        if lost > 0 {
            diagnostics.push(
                Diagnostic::warning(
                    "tables/unlinked-rows",
                    map.place.clone(),
                    format!(
                        "{lost} of {} rows name a deal that is in no table",
                        table.rows()
                    ),
                )
                .label("this table")
                .help("check that `deal` is mapped to the ids of the deals table"),
            );
        }
    }

    /// Finds a deal by id, else by its exact name where one deal has it.
    pub(super) fn deal(&self, cell: &str) -> Result<usize, String> {
        one_of(&[&self.deal_by_id, &self.deal_by_name], cell, "deal")
    }

    /// Finds a contact by id, else e-mail, else exact name where one contact has it.
    pub(super) fn contact(&self, cell: &str) -> Result<usize, String> {
        let keys = [
            &self.contact_by_id,
            &self.contact_by_email,
            &self.contact_by_name,
        ];
        one_of(&keys, cell, "contact")
    }
}

/// Returns a warning where one id stands for deals with several companies.
///
/// Each such deal counts, but a contact that names only the id can be put on none of them.
fn one_id_for_two(reader: &RowReader<'_>, deals: &[Deal]) -> Option<Diagnostic> {
    if reader.map.headers("id").is_empty() {
        return None;
    }
    let mut rows: BTreeMap<&str, Vec<&Deal>> = BTreeMap::new();
    for deal in deals {
        rows.entry(&deal.id).or_default().push(deal);
    }
    let shared: Vec<(&str, Vec<&Deal>)> = rows
        .into_iter()
        .filter(|(_, deals)| deals.len() > 1)
        .collect();
    let (id, with) = shared.first()?;
    let says = with.iter().map(|deal| deal_says(deal));
    Some(
        Diagnostic::warning(
            "tables/one-id-for-two",
            reader.map.column_place("id").clone(),
            match shared.len() {
                1 => format!("the id {id} stands for {} deals with different companies", with.len()),
                n => format!("{n} ids stand for several deals with different companies each"),
            },
        )
        .label("this column")
        .note(format!("for one, {}", says.collect::<Vec<_>>().join("; ")))
        .help("every deal counts; map `id` to a column that is unique, or contacts that name such an id stay off the deals"),
    )
}

fn one_of(keys: &[&Keys], cell: &str, noun: &str) -> Result<usize, String> {
    if text::is_blank(cell) {
        return Err(format!("the row names no {noun}"));
    }
    let folded = text::fold(cell);
    let found = keys.iter().find_map(|keys| keys.get(&folded));
    match found {
        Some(Some(position)) => Ok(*position),
        Some(None) => Err(format!("several {noun}s are called {cell}")),
        None => Err(format!("no {noun} is called {cell}")),
    }
}

/// People of the contacts table by what makes two rows one person.
#[derive(Default)]
struct KnownPeople {
    by_id: HashMap<String, usize>,
    by_email: HashMap<(String, String), usize>,
    by_name: HashMap<(String, String), usize>,
}

impl KnownPeople {
    /// Returns the person that a row repeats, and what they share.
    ///
    /// The id decides; else an e-mail with the same name, for a team may share a mailbox; else the
    /// name at the same company where the e-mails do not contradict.
    fn find(
        &self,
        contacts: &[Contact],
        contact: &Contact,
        id: &str,
        company: &str,
    ) -> Option<(usize, String)> {
        if let Some(&position) = self.by_id.get(id) {
            return Some((position, format!("id {id}")));
        }
        let name = text::fold(&contact.name);
        if let Some(email) = &contact.email
            && let Some(&position) = self.by_email.get(&(text::fold(email), name.clone()))
        {
            return Some((position, format!("e-mail {email}")));
        }
        if name.is_empty() || company.is_empty() {
            return None;
        }
        let &position = self.by_name.get(&(name, company.to_owned()))?;
        let known = contacts[position].email.as_ref();
        let contradicts =
            known.is_some() && contact.email.is_some() && known != contact.email.as_ref();
        (!contradicts).then(|| {
            (
                position,
                format!("name {} at the same company", contact.name),
            )
        })
    }

    fn note(&mut self, contact: &Contact, id: &str, company: &str, position: usize) {
        if !id.is_empty() {
            self.by_id.insert(id.to_owned(), position);
        }
        let name = text::fold(&contact.name);
        if let Some(email) = &contact.email {
            let key = (text::fold(email), name.clone());
            self.by_email.entry(key).or_insert(position);
        }
        self.by_name
            .entry((name, company.to_owned()))
            .or_insert(position);
    }
}

/// Fills what a person's first row leaves blank, and adds the seats.
fn fill(counted: &mut Contact, other: Contact) {
    if counted.name.is_empty() {
        counted.name = other.name;
    }
    if counted.title.is_empty() {
        counted.title = other.title;
    }
    counted.email = counted.email.take().or(other.email);
    counted.company = counted.company.or(other.company);
    for seat in other.deals {
        add_seat(counted, seat);
    }
}

fn written(cell: &str) -> Option<String> {
    (!text::is_blank(cell)).then(|| cell.trim().to_owned())
}

/// Seats a contact on a deal once.
fn add_seat(contact: &mut Contact, seat: DealSeat) {
    match contact
        .deals
        .iter_mut()
        .find(|known| known.deal == seat.deal)
    {
        Some(known) => {
            known.buying_role = known.buying_role.or(seat.buying_role);
            known.crm_role = known.crm_role.take().or(seat.crm_role);
            known.attached = known.attached.or(seat.attached);
        }
        None => contact.deals.push(seat),
    }
}

fn note(keys: &mut Keys, key: &str, position: usize) {
    if text::is_blank(key) {
        return;
    }
    let known = keys.entry(text::fold(key)).or_insert(Some(position));
    if *known != Some(position) {
        *known = None;
    }
}

fn deal_says(deal: &Deal) -> String {
    match deal.company_name.as_str() {
        "" => format!("deal {}", deal.id),
        company => format!("deal {}, {company}", deal.id),
    }
}

fn contact_says(contact: &Contact, company: &str) -> String {
    let email = contact.email.as_deref().unwrap_or_default();
    let parts = [&contact.name, &contact.title, email, company];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn deal_differs(deal: &Deal, counted: &Deal) -> Vec<String> {
    let mut differs = Vec::new();
    if let (Some(mine), Some(theirs)) = (deal.outcome, counted.outcome)
        && mine != theirs
    {
        differs.push(format!(
            "outcome {}, counted as {}",
            mine.as_str(),
            theirs.as_str()
        ));
    }
    if let (Some(mine), Some(theirs)) = (deal.closed, counted.closed)
        && mine != theirs
    {
        differs.push(format!("closed {mine}, counted as {theirs}"));
    }
    if deal.amount.is_some() && counted.amount.is_some() && deal.amount != counted.amount {
        differs.push("another amount".to_owned());
    }
    differs
}

fn contact_differs(contact: &Contact, counted: &Contact) -> Vec<String> {
    let pairs = [
        ("name", &contact.name, &counted.name),
        ("title", &contact.title, &counted.title),
    ];
    let differ = pairs.into_iter().filter(|(_, mine, theirs)| {
        !mine.is_empty() && !theirs.is_empty() && text::fold(mine) != text::fold(theirs)
    });
    differ
        .map(|(field, mine, theirs)| format!("{field} {mine}, counted as {theirs}"))
        .collect()
}
