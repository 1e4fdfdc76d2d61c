//! Law 1 on field names: a person's field in an ICP, a company's field in a persona.

use super::schema::FileKind;

/// Fields that speak of a person, as people write them.
const PERSON_FIELDS: [&str; 27] = [
    "role",
    "title",
    "titles",
    "job_title",
    "function",
    "seniority",
    "buying_role",
    "buying_roles",
    "goals",
    "goal",
    "pains",
    "pain",
    "objections",
    "objection",
    "words",
    "age",
    "gender",
    "person",
    "persona",
    "buyer",
    "department",
    "boss_asks",
    "watering_holes",
    "spending_limit",
    "alternatives",
    "motivation",
    "fears",
];

/// Fields that speak of a company, as people write them.
const COMPANY_FIELDS: [&str; 26] = [
    "business_model",
    "industry",
    "industries",
    "employees",
    "headcount",
    "company_size",
    "size",
    "team_size",
    "revenue",
    "arr",
    "stage",
    "funding",
    "place",
    "country",
    "geography",
    "region",
    "location",
    "founded",
    "tools",
    "tech",
    "tech_stack",
    "keywords",
    "gates",
    "exclusions",
    "points",
    "tiers",
];

/// Says where a field belongs, when it stands in the wrong one of the two.
pub(super) fn belongs_elsewhere(
    kind: FileKind,
    field: &str,
) -> Option<(&'static str, String, String)> {
    let field_word = field.to_lowercase().replace([' ', '-'], "_");
    let word = field_word.as_str();
    match kind {
        FileKind::Icp if PERSON_FIELDS.contains(&word) => Some((
            "icp/person-field",
            format!("`{field}` describes a person, and an ICP describes a company"),
            "move it to a persona in personas/; the ICP says who to target, the persona what to say".to_owned(),
        )),
        FileKind::Persona if COMPANY_FIELDS.contains(&word) => Some((
            "persona/company-field",
            format!("`{field}` describes a company, and a persona describes a person"),
            "move it to the ICP that this persona names: to its gates or its points".to_owned(),
        )),
        _ => None,
    }
}
