//! Headers that speak of the sale itself rather than of the company: what the seller decides, and
//! what happens while a deal runs or after it ends.

use crate::text::fold;

/// Words and phrases for people and groups on the seller's side.
const SELLERS: &[&str] = &[
    "owner",
    "owners",
    "sales rep",
    "rep",
    "sales agent",
    "agent",
    "agents",
    "manager",
    "managers",
    "salesperson",
    "sales person",
    "seller",
    "account executive",
    "account manager",
    "executive id",
    "sdr",
    "bdr",
    "ae",
    "assigned to",
    "assignee",
    "assigned",
    "sales team",
    "team",
    "regional office",
    "sales office",
    "sales region",
    "created by",
    "modified by",
    "handled by",
];

/// Words and phrases for what is known only when a deal runs or has ended.
const OF_THE_SALE: &[&str] = &[
    "close",
    "closed",
    "closing",
    "close value",
    "duration",
    "outcome",
    "result",
    "status",
    "stage",
    "final",
    "last",
    "lifetime",
    "current",
    "won",
    "lost",
    "win",
    "loss",
    "reason",
    "converted",
    "conversion",
    "tag",
    "tags",
    "quality",
    "probability",
    "forecast",
    "forecast category",
    "contract signed",
    "signed",
    "invoice",
    "paid",
    "payment",
    "revenue booked",
    "booked",
    "churn",
    "churned",
    "renewal",
    "renewed",
    "days in stage",
    "days open",
    "cycle",
    "feedback",
    "next step",
    "label",
];

/// Returns whether a column of this header holds the seller's own people or choice.
pub fn is_sellers(header: &str) -> bool {
    names(header, SELLERS)
        && !names(
            header,
            &["company", "ownership", "hiring manager", "team size"],
        )
}

/// Returns whether a header is a word of a running or an ended sale; alone it is no proof.
pub fn is_of_the_sale(header: &str) -> bool {
    names(header, OF_THE_SALE)
}

fn names(header: &str, phrases: &[&str]) -> bool {
    let spaced = without_case(header);
    let header = fold(&spaced).replace(['_', '-', '.', '/', '(', ')'], " ");
    let words: Vec<&str> = header.split_whitespace().collect();
    phrases.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words
            .windows(phrase.len())
            .any(|window| window == phrase.as_slice())
    })
}

/// Puts a blank between the words of `closeDate`.
fn without_case(header: &str) -> String {
    let mut spaced = String::with_capacity(header.len() + 4);
    let mut was_small = false;
    for letter in header.chars() {
        if was_small && letter.is_uppercase() {
            spaced.push(' ');
        }
        was_small = letter.is_lowercase();
        spaced.push(letter);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sellers_people_are_told_from_the_companys() {
        for header in [
            "Owner",
            "sales_agent",
            "Manager",
            "DealOwner",
            "Regional Office",
            "Assigned to",
        ] {
            assert!(is_sellers(header), "{header}");
        }
        for header in [
            "Team size",
            "Ownership",
            "Company owner",
            "Hiring manager",
            "Agency",
            "Region",
        ] {
            assert!(!is_sellers(header), "{header}");
        }
    }

    #[test]
    fn words_of_the_sale() {
        for header in [
            "duration",
            "close_value",
            "closeDate",
            "Lost reason",
            "Last Activity",
            "Tags",
        ] {
            assert!(is_of_the_sale(header), "{header}");
        }
        for header in ["Industry", "Lastenheft", "Employees", "Country", "poutcome"] {
            assert!(!is_of_the_sale(header), "{header}");
        }
    }
}
