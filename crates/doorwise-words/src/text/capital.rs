//! Words that are written with a capital and name neither person nor firm.

/// Returns whether a lower-case word is a day, a month, a place or a short form that names nobody.
pub(crate) fn names_nobody(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "ai"
            | "crm"
            | "erp"
            | "saas"
            | "b2b"
            | "roi"
            | "europe"
            | "india"
            | "germany"
            | "us"
            | "uk"
            | "ceo"
            | "cto"
            | "cfo"
    )
}
