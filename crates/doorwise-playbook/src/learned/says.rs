//! Verdicts and lines in words.

use doorwise_fit::honesty::leaks::Leak;
use doorwise_fit::learn::{FEWEST, Learned, LearnedLine, Verdict};
use doorwise_fit::rate;
use doorwise_model::Estimate;
use doorwise_model::derived;
use doorwise_model::field::Field;

/// Returns a doubt for each line on how an amount was typed.
pub(super) fn made_by_the_seller(learned: &Learned) -> Vec<String> {
    let fields = learned.tables.iter().flat_map(|table| &table.fields);
    let columns = fields.filter_map(|field| match field {
        Field::Custom(header, _) if derived::is_digits(header) => Some(derived::source(header)),
        _ => None,
    });
    columns
        .map(|column| {
            format!(
                "how round `{column}` is may be the seller's doing: a round amount is often a placeholder, made exact as a deal becomes real"
            )
        })
        .collect()
}

/// Returns the verdict as a sentence.
pub(super) fn verdict(learned: &Learned) -> String {
    let (won, lost) = (learned.won, learned.n - learned.won);
    let counts = format!("{} closed deals, {won} won and {lost} lost", learned.n);
    let p = learned.gate.map_or(1.0, |gate| gate.p);
    match learned.verdict {
        Verdict::TooFew => format!(
            "{counts}: too few to learn from; {FEWEST} won and {FEWEST} lost are the least, so here are only the counts"
        ),
        Verdict::NoSignal => format!(
            "no firmographic signal found: {counts}, and chance alone shows as much in {:.0} % of shuffles",
            p * 100.0
        ),
        Verdict::NotEnough { deals_needed } => {
            let more = match deals_needed {
                Some(needed) => format!(
                    "if it is right, about {} more closed deals would settle it",
                    needed - learned.n
                ),
                None => "even twenty times as many deals like these would not settle it".to_owned(),
            };
            format!(
                "not enough evidence: treat as a hypothesis. {counts}; chance alone shows as much in {:.0} % of shuffles; {more}",
                p * 100.0
            )
        }
        Verdict::Found => {
            let proven = learned.lines.iter().filter(|line| line.proven).count();
            format!(
                "{counts}: {proven} of {} lines proven; chance alone shows as much in {:.1} % of shuffles",
                learned.lines.len(),
                p * 100.0
            )
        }
    }
}

/// Returns what customers held against a market say, as a sentence.
pub(super) fn against(learned: &Learned, market: &str) -> String {
    let (customers, others) = (learned.won, learned.n - learned.won);
    let p = learned.gate.map_or(1.0, |gate| gate.p);
    let counts = format!("{customers} customers against {others} companies of {market}");
    let chance = format!(
        "chance alone shows as much in {:.1} % of shuffles",
        p * 100.0
    );
    let found = match learned.verdict {
        Verdict::TooFew => format!(
            "too few to learn from; {FEWEST} of each are the least, so here are only the counts"
        ),
        Verdict::NoSignal => format!("nothing sets the customers apart: {chance}"),
        Verdict::NotEnough { .. } => {
            format!("not enough evidence: treat as a hypothesis; {chance}")
        }
        Verdict::Found => {
            let proven = learned.lines.iter().filter(|line| line.proven).count();
            let lines = learned.lines.len();
            format!("{proven} of {lines} lines proven; {chance}")
        }
    };
    format!(
        "{counts}: {found}. Nobody knows who of the market would have bought, so every number is how much more frequent customers are, never a probability to win"
    )
}

/// Returns why a column was refused where customers are held against a market.
pub(super) fn refused_against(leak: Leak) -> String {
    match leak {
        Leak::Seller => refused(leak),
        Leak::Presence { .. } => {
            "filled for the one list and blank in the other: collected another way, it seems".to_owned()
        }
        Leak::Value { .. } | Leak::Alone { .. } => {
            "it alone tells the two lists apart: collected another way, or written after the purchase, it seems".to_owned()
        }
    }
}

/// Returns why a column was refused.
pub fn refused(leak: Leak) -> String {
    let percent = |rate: f64| format!("{:.0} %", rate * 100.0);
    match leak {
        Leak::Presence { filled, blank } => format!(
            "filled after the outcome, it seems: {} won where filled, {} where blank",
            percent(filled),
            percent(blank)
        ),
        Leak::Value { rate, n } => format!(
            "a result, not a cause, it seems: {n} deals with one value, {} won",
            percent(rate)
        ),
        Leak::Alone { auc, by_name: true } => format!(
            "known only during or after the sale, by its name, and it alone tells won from lost (AUC {auc:.2})"
        ),
        Leak::Alone { auc, .. } => {
            format!(
                "it alone tells won from lost (AUC {auc:.2}): written after the outcome, it seems"
            )
        }
        Leak::Seller => {
            "on the seller's side: it may explain wins, but it is no trait of a company".to_owned()
        }
    }
}

/// Returns a line's condition: `employees 51..200`, `custom.Source web or referral`.
pub(super) fn line(learned: &Learned, line: &LearnedLine) -> String {
    let table = &learned.tables[line.table];
    let parts: Vec<String> = table
        .fields
        .iter()
        .enumerate()
        .filter_map(|(position, field)| {
            let mut conditions: Vec<String> = line
                .entries
                .iter()
                .filter_map(|&entry| table.entries[entry].conditions[position].as_ref())
                .map(|condition| condition.show(field.kind()))
                .collect();
            conditions.dedup();
            conditions.sort();
            conditions.dedup();
            (!conditions.is_empty()).then(|| format!("{field} {}", conditions.join(" or ")))
        })
        .collect();
    parts.join(" and ")
}

/// Returns how a line stands: what one side of a field proves, the other shows too, and its own step
/// found nothing more to explain.
pub(super) fn standing(learned: &Learned, line: &LearnedLine) -> &'static str {
    let is_other_side = |other: &LearnedLine| {
        other.proven
            && other.table == line.table
            && other.inside.n + line.inside.n == learned.n
            && other.won + line.won == learned.won
    };
    match line.proven {
        true => "proven",
        false if learned.lines.iter().any(is_other_side) => "the other side of a proven line",
        false => "indicative",
    }
}

/// Returns the evidence of a line in a sentence, as the ICP's file keeps it.
pub(super) fn evidence(learned: &Learned, line: &LearnedLine) -> String {
    let rate = line.inside;
    let says = self::line(learned, line);
    let found = standing(learned, line);
    format!(
        "{says}: won {} of {} ({:.0} %, {:.0} to {:.0} %), {:.1} times all deals; {found}, p {:.3}, chosen in {:.0} % of draws",
        line.won,
        rate.n,
        rate.value * 100.0,
        rate.low * 100.0,
        rate.high * 100.0,
        line.lift,
        line.p,
        line.chosen * 100.0
    )
}

/// Returns how much more frequent customers are inside a line than the market is.
pub(super) fn times_as_frequent(learned: &Learned, line: &LearnedLine) -> Option<Estimate> {
    let (customers, market) = (learned.won, learned.n - learned.won);
    rate::ratio((line.won, customers), (line.inside.n - line.won, market))
}

/// The same for a line that tells customers from the market.
pub(super) fn evidence_against(learned: &Learned, line: &LearnedLine) -> String {
    let says = self::line(learned, line);
    let found = standing(learned, line);
    let times = times_as_frequent(learned, line).map_or_else(String::new, |times| {
        format!(
            ", {:.1} times as frequent among customers ({:.1} to {:.1})",
            times.value, times.low, times.high
        )
    });
    format!(
        "{says}: {} customers and {} others{times}; {found}, p {:.3}, chosen in {:.0} % of draws",
        line.won,
        line.inside.n - line.won,
        line.p,
        line.chosen * 100.0
    )
}
