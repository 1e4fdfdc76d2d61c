//! Columns about protected traits of people, recognised by their header so that they are never read.
//!
//! Age, gender, marital or family status, origin, religion, health and the like say nothing that a
//! company may choose people by.

use crate::text::fold;

/// Headers that name a protected trait whatever stands around them.
const PHRASES: [&str; 38] = [
    "gender",
    "sex",
    "marital",
    "marital status",
    "married",
    "family status",
    "number of children",
    "children",
    "dependents",
    "senior citizen",
    "seniorcitizen",
    "spouse",
    "pregnant",
    "maternity",
    "religion",
    "religious",
    "faith",
    "caste",
    "ethnicity",
    "ethnic",
    "ethnic origin",
    "race",
    "skin colour",
    "skin color",
    "nationality",
    "country of birth",
    "place of birth",
    "mother tongue",
    "date of birth",
    "birth date",
    "birthdate",
    "birthday",
    "dob",
    "sexual orientation",
    "disability",
    "disabled",
    "health status",
    "medical condition",
];

/// Headers that name a protected trait when they stand alone; "deal age" is none.
const ALONE: [&str; 6] = [
    "age",
    "age group",
    "contact age",
    "customer age",
    "age of contact",
    "birth year",
];

/// Returns whether a column of this header is about a protected trait of a person.
pub fn is_protected(header: &str) -> bool {
    let header = fold(header).replace(['_', '-', '.', '/', '(', ')'], " ");
    let words: Vec<&str> = header.split_whitespace().collect();
    let header = words.join(" ");
    ALONE.contains(&header.as_str())
        || PHRASES.iter().any(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words
                .windows(phrase.len())
                .any(|window| window == phrase.as_slice())
        })
}

/// Headers that name a family status only where the rows are people; in a sheet of companies a partner
/// sells with one.
const AMONG_PEOPLE: [&str; 3] = ["partner", "has partner", "partnered"];

/// Returns whether a column of this header is about a protected trait, with what the other headers of
/// its table say of the rows.
pub fn is_protected_among<'h>(header: &str, others: impl IntoIterator<Item = &'h str>) -> bool {
    is_protected(header)
        || (AMONG_PEOPLE.contains(&fold(header).replace('_', " ").trim())
            && others.into_iter().any(is_protected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_is_a_family_status_among_people_and_a_reseller_among_companies() {
        let people = ["customerID", "gender", "Partner", "Dependents"];
        assert!(is_protected_among("Partner", people));
        assert!(!is_protected_among(
            "Partner",
            ["Company", "Industry", "Partner"]
        ));
        assert!(!is_protected_among("Partner tier", people));
    }

    #[test]
    fn traits_of_people_are_told_from_matters_of_business() {
        for header in [
            "Gender",
            "contact_gender",
            "Sex",
            "Date of Birth",
            "DOB",
            "Age",
            "Marital Status",
            "Caste",
            "Nationality",
        ] {
            assert!(is_protected(header), "{header}");
        }
        for header in [
            "Deal age",
            "Company age (years)",
            "Stage",
            "Essex office",
            "Founded",
            "Sector",
            "Page views",
            "Health",
            "Healthcare",
            "Health Score",
        ] {
            assert!(!is_protected(header), "{header}");
        }
    }
}
