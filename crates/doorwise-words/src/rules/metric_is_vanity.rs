use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;

use super::cues::first_phrase;
use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds likes, followers, impressions, page views, opens and the like as the measure of a goal, where
    /// nothing that follows from them (deals, meetings, sign-ups) stands beside them.
    ///
    /// ## Why is this bad?
    /// Nobody loses a budget over followers. Copy that promises them speaks to a report and not to the person
    /// who must defend it.
    ///
    /// ## Example
    /// ```persona
    /// goal: get 1000 more followers
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// ```
    pub(super) static METRIC_IS_VANITY = {
        name: "clarity/metric-is-vanity",
        summary: "a number that nobody is judged by",
        level: Level::Warning,
        since: "0.1.0",
    }
}

const VANITY: [&str; 22] = [
    "likes",
    "followers",
    "impressions",
    "page views",
    "pageviews",
    "views",
    "open rate",
    "open rates",
    "opens",
    "shares",
    "retweets",
    "reach",
    "hits",
    "traffic",
    "visitors",
    "brand awareness",
    "awareness",
    "downloads",
    "subscribers",
    "engagement rate",
    "social engagement",
    "share of voice",
];
/// What a number must lead to.
const OUTCOMES: [&str; 38] = [
    "pipeline",
    "revenue",
    "deal",
    "deals",
    "meeting",
    "meetings",
    "sales",
    "sale",
    "customers",
    "customer",
    "orders",
    "order",
    "trial",
    "trials",
    "sign-ups",
    "signups",
    "sign-up",
    "leads",
    "lead",
    "demo",
    "demos",
    "conversion",
    "conversions",
    "converted",
    "won",
    "bookings",
    "booked",
    "churn",
    "retention",
    "renewals",
    "cost",
    "applications",
    "hires",
    "donations",
    "paid",
    "enquiries",
    "inquiries",
    "roi",
];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        for goal in &persona.goals {
            let measure = goal.metric.as_deref().unwrap_or(&goal.says);
            let Some(range) = first_phrase(measure, &VANITY) else {
                continue;
            };
            let has_outcome = |text: &str| first_phrase(text, &OUTCOMES).is_some();
            if has_outcome(measure) || goal.metric.is_some() && has_outcome(&goal.says) {
                continue;
            }
            let words = &measure[range];
            let quoted = goal.evidence.iter().find(|quote| has_outcome(&quote.quote));
            let diagnostic = METRIC_IS_VANITY
                .at(
                    narrow(workspace, &goal.place, words),
                    format!("`{words}` is a number that nobody is judged by"),
                )
                .label("what follows from it?")
                .help("write what it should bring: meetings held, sign-ups, deals with a source");
            found.push(match quoted {
                Some(quote) => {
                    diagnostic.note(format!("the person said: \u{201c}{}\u{201d}", quote.quote))
                }
                None => diagnostic,
            });
        }
    }
    found
}
