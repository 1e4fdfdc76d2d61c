//! Columns about protected traits of people, recognised by their header so that they are never read.
//!
//! Age, gender, marital or family status, origin, religion, health and the like say nothing that a
//! company may choose people by.

use crate::text::{fold, without_case};

/// Headers that name a protected trait whatever stands around them.
const PHRASES: &[&str] = &[
    "gender",
    "sex",
    "male",
    "males",
    "female",
    "females",
    "marital",
    "marital status",
    "marriage",
    "married",
    "divorced",
    "widowed",
    "family status",
    "family size",
    "family members",
    "number of children",
    "children",
    "kids",
    "kidhome",
    "teenhome",
    "dependents",
    "dependants",
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
    "hispanic",
    "latino",
    "nonwhite",
    "immigrant",
    "foreign worker",
    "nationality",
    "citizenship",
    "country of birth",
    "place of birth",
    "mother tongue",
    "date of birth",
    "birth date",
    "birthdate",
    "birthday",
    "dob",
    "birth year",
    "year birth",
    "year of birth",
    "yob",
    "sexual orientation",
    "disability",
    "disabled",
    "health status",
    "medical condition",
];

/// Headers that name a protected trait when they stand alone; "deal age" is none.
const ALONE: &[&str] = &[
    "age",
    "ages",
    "age group",
    "age band",
    "age bracket",
    "age category",
    "age range",
    "age years",
    "age in years",
    "contact age",
    "customer age",
    "client age",
    "person age",
    "applicant age",
    "employee age",
    "age of contact",
    "citizen",
];

/// Returns whether a column of this header is about a protected trait of a person.
pub fn is_protected(header: &str) -> bool {
    let header = words_of(header);
    let words: Vec<&str> = header.split(' ').collect();
    ALONE.contains(&header.as_str())
        || PHRASES.iter().any(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words
                .windows(phrase.len())
                .any(|window| window == phrase.as_slice())
        })
}

/// Returns a header folded, with one blank between its words: `MaritalStatus` and `Gender=male` have
/// two.
fn words_of(header: &str) -> String {
    let header = fold(&without_case(header));
    let words = header.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Headers that name a family status or an origin only where the rows are people; in a sheet of
/// companies a partner sells with one, and a family is one of products.
const AMONG_PEOPLE: [&str; 9] = [
    "partner",
    "has partner",
    "partnered",
    "family",
    "single",
    "household size",
    "black",
    "white",
    "asian",
];

/// Returns whether a column of this header is about a protected trait, with what the other headers of
/// its table say of the rows.
pub fn is_protected_among<'h>(header: &str, others: impl IntoIterator<Item = &'h str>) -> bool {
    is_protected(header)
        || (AMONG_PEOPLE.contains(&words_of(header).as_str())
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
        assert!(is_protected_among("Family", ["Age", "Income", "Family"]));
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
            "MaritalStatus",
            "Gender=male",
            "MALE_SINGLE",
            "is_female",
            "MARRIAGE",
            "Year_Birth",
            "Kidhome",
            "Customer_Age",
            "NumberOfChildren",
            "personAge",
            "Foreign Worker",
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
            "Age of account",
            "Usage",
            "PageViews",
            "Sextant model",
            "Grace period",
            "Subsidiaries",
            "Family",
            "Single sign-on",
            "Marketing",
        ] {
            assert!(!is_protected(header), "{header}");
        }
    }
}
