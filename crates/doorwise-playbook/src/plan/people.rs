//! The people's side of the plan: whom to write to, and what deals and interviews show of them.

use std::collections::HashMap;

use doorwise_model::deal::Contact;
use doorwise_model::market::Market;
use doorwise_model::persona::{Persona, RoleMatch};
use doorwise_model::statement::Statement;
use doorwise_people::interview::Interview;
use doorwise_people::who::{self, Attendance};

use crate::id;
use crate::view::{self, PersonView, PersonaView, RoleSeenView, SeenView, StatementView};

/// Roles shown of those seen in deals.
const ROLES_SHOWN: usize = 6;

/// Contacts by the row of their company.
pub(crate) struct Directory<'a> {
    by_company: HashMap<usize, Vec<&'a Contact>>,
}

impl<'a> Directory<'a> {
    pub(crate) fn new(market: &'a dyn Market) -> Self {
        let mut by_company: HashMap<usize, Vec<&Contact>> = HashMap::new();
        for contact in market.contacts() {
            if let Some(company) = contact.company {
                by_company.entry(company).or_default().push(contact);
            }
        }
        Self { by_company }
    }

    /// Returns the first contact of a company whatever the role; a way in.
    pub(crate) fn anybody(&self, company: usize) -> Option<PersonView> {
        let contact = self.by_company.get(&company)?.first()?;
        Some(PersonView {
            name: contact.name.clone(),
            title: contact.title.clone(),
            email: contact.email.clone(),
            persona: String::new(),
            matches: "no",
        })
    }

    /// Returns the person to write to: the first persona in deal order who has a contact here.
    pub(crate) fn person(&self, company: usize, personas: &[&Persona]) -> Option<PersonView> {
        let contacts = self.by_company.get(&company)?;
        personas.iter().find_map(|persona| {
            let (matched, contact) = who::person_for(persona, contacts)?;
            Some(PersonView {
                name: contact.name.clone(),
                title: contact.title.clone(),
                email: contact.email.clone(),
                persona: persona.id.clone(),
                matches: if matched == RoleMatch::Yes {
                    "yes"
                } else {
                    "maybe"
                },
            })
        })
    }
}

pub(crate) fn presence(market: &dyn Market) -> Attendance {
    who::presence(market.deals(), market.contacts())
}

pub(crate) fn search(persona: &Persona, company: Option<&str>) -> String {
    who::search_string(persona, company)
}

/// Returns in how many deals the persona's own people were; none without closed deals that name people.
pub(crate) fn seen_view(
    persona: &Persona,
    market: &dyn Market,
    attendance: &Attendance,
) -> Option<SeenView> {
    if attendance.n_won + attendance.n_lost == 0 || !has_role(persona) {
        return None;
    }
    let seats = who::persona_seats(persona, market.deals(), market.contacts());
    let (won, lost) = (attendance.n_won, attendance.n_lost);
    let (won_with, lost_with) = (seats.won_with.len(), seats.lost_with.len());
    Some(SeenView {
        id: format!("{}.seen", persona_id(persona)),
        won_with,
        won,
        lost_with,
        lost,
        says: format!(
            "seen in {} and in {}; presence alone does not show who decides",
            share(won_with, won, "won deals"),
            share(lost_with, lost, "lost ones")
        ),
    })
}

/// Returns `persona.head-of-marketing`.
pub(crate) fn persona_id(persona: &Persona) -> String {
    format!("persona.{}", id::part(&persona.id))
}

/// Returns whether the persona says by which title it is found.
pub(crate) fn has_role(persona: &Persona) -> bool {
    persona.role.function.is_some() || !persona.role.titles.is_empty()
}

/// Returns `46 of 93 won deals (49 %, could be 41 to 58 %)`.
fn share(hits: usize, n: usize, what: &str) -> String {
    view::share(hits, n, what).unwrap_or_else(|| format!("none of the {what}"))
}

/// Returns who was in closed deals, most seen first: counts, no verdict.
pub(crate) fn roles_seen(attendance: &Attendance) -> Vec<RoleSeenView> {
    attendance
        .seen
        .iter()
        .filter(|row| row.won_with + row.lost_with > 0)
        .take(ROLES_SHOWN)
        .map(|row| RoleSeenView {
            id: format!("role.{}.{}", row.function.as_str(), row.band.as_str()),
            function: row.function.as_str(),
            band: row.band.as_str(),
            won_with: row.won_with,
            won: attendance.n_won,
            lost_with: row.lost_with,
            lost: attendance.n_lost,
        })
        .collect()
}

pub(crate) fn persona_view(
    persona: &Persona,
    interviews: &[Interview],
    market: &dyn Market,
    attendance: &Attendance,
) -> PersonaView {
    let of_people = interviewees(interviews);
    let mut statements = Vec::new();
    let mut add = |kind: &'static str, idx: usize, statement: &Statement| {
        let mut speakers: Vec<&str> = statement
            .evidence
            .iter()
            .filter_map(|quote| quote.speaker.as_deref())
            .collect();
        speakers.sort_unstable();
        speakers.dedup();
        statements.push(StatementView {
            id: format!("{}.{kind}.{}", persona_id(persona), idx + 1),
            kind,
            says: statement.says.clone(),
            assumption: statement.assumed,
            people: speakers.len(),
            of_people,
            quote: statement.evidence.first().map(|quote| {
                let speaker = quote.speaker.as_deref().unwrap_or("unnamed speaker");
                let file = doorwise_model::diagnostic::slashed(&quote.file);
                format!("\u{201c}{}\u{201d} {speaker}, {file}", quote.quote)
            }),
        });
    };
    for (idx, goal) in persona.goals.iter().enumerate() {
        add("goal", idx, goal);
    }
    for (idx, pain) in persona.pains.iter().enumerate() {
        add("pain", idx, pain);
    }
    for (idx, objection) in persona.objections.iter().enumerate() {
        add("objection", idx, &objection.statement);
    }
    PersonaView {
        id: persona.id.clone(),
        name: persona.name.clone(),
        buying_roles: persona
            .buying_roles
            .iter()
            .map(|role| role.label())
            .collect(),
        titles: persona.role.titles.clone(),
        search: search(persona, None),
        statements,
        seen: seen_view(persona, market, attendance),
    }
}

/// Returns how many people were interviewed: speakers who are not the interviewer, one a name and file.
pub(crate) fn interviewees(interviews: &[Interview]) -> usize {
    let mut people: Vec<(&std::path::Path, &str)> = interviews
        .iter()
        .flat_map(|interview| {
            interview
                .turns
                .iter()
                .filter(|turn| turn.is_participant())
                .map(move |turn| (interview.file.as_path(), turn))
        })
        .filter_map(|(file, turn)| Some((file, turn.speaker.as_deref()?)))
        .collect();
    people.sort_unstable();
    people.dedup();
    people.len()
}
