//! Headers that speak of the sale itself rather than of the company: what the seller decides, and
//! what happens while a deal runs or after it ends.

use crate::text::{fold, without_case};

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

/// Words that make a header of people's numbers out of a header of people.
const NUMBERED: &[&str] = &["id", "ids", "code", "number", "no", "key"];

/// Returns whether a header names the seller's people and nothing else, but for words such as "id":
/// of a column of numbers only such a header says that they are the numbers of people. A seller's
/// rating and the years with a manager are not.
pub fn is_sellers_alone(header: &str) -> bool {
    let header = spaced(header);
    let words = header.split_whitespace();
    let words: Vec<&str> = words.filter(|word| !NUMBERED.contains(word)).collect();
    SELLERS.contains(&words.join(" ").as_str())
}

/// Returns whether a header is a word of a running or an ended sale; alone it is no proof.
pub fn is_of_the_sale(header: &str) -> bool {
    names(header, OF_THE_SALE)
}

/// Words before which, in a header, stands what was written over until the sale ended, and after.
const NEWEST: &[&str] = &["last", "latest", "recent"];
/// What happens between a seller and a company.
const HAPPENINGS: &[&str] = &[
    "activity",
    "activities",
    "action",
    "call",
    "contact",
    "contacted",
    "disposition",
    "email",
    "engagement",
    "event",
    "interaction",
    "note",
    "response",
    "stage",
    "status",
    "step",
    "touch",
    "touchpoint",
];

/// Returns whether a header says that only the newest of what happened stands in its cells, such as
/// `Last Notable Activity`: at the export that is what came with the outcome or after it.
pub fn is_overwritten(header: &str) -> bool {
    let header = spaced(header);
    let mut words = header.split_whitespace();
    words.any(|word| NEWEST.contains(&word)) && words.any(|word| HAPPENINGS.contains(&word))
}

/// Returns a header folded, with blanks between its words.
fn spaced(header: &str) -> String {
    fold(&without_case(header)).replace(['_', '-', '.', '/', '(', ')'], " ")
}

fn names(header: &str, phrases: &[&str]) -> bool {
    let header = spaced(header);
    let words: Vec<&str> = header.split_whitespace().collect();
    phrases.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words
            .windows(phrase.len())
            .any(|window| window == phrase.as_slice())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_over_is_told_by_its_name() {
        for header in [
            "Last Notable Activity",
            "lastActivity",
            "latest_stage",
            "Most recent call",
        ] {
            assert!(is_overwritten(header), "{header}");
        }
        for header in [
            "Last name",
            "last_funding_at",
            "Activity",
            "Contact",
            "Lastenheft",
            "Status",
        ] {
            assert!(!is_overwritten(header), "{header}");
        }
    }

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
