//! How big the market is: bounds, money, who was worked, segments, white space.

use doorwise_playbook::sizing::{SizingView, SpotView, WorthView};
use doorwise_playbook::view::CountsView;
use maud::{Markup, html};

use super::Links;
use super::piece::{Layout, section};
use crate::chart::plot::{Whisker, whiskers};
use crate::chart::{Part, funnel, parts};
use crate::figure::{counted, grouped};

/// Returns the page's one sentence.
pub(super) fn headline(views: &[SizingView]) -> String {
    match views {
        [one] => format!(
            "{} to {} of {} companies are {}",
            grouped(one.pass),
            grouped(one.pass + one.might),
            grouped(one.companies),
            one.name
        ),
        several => format!("The markets of {} ICPs", several.len()),
    }
}

/// Returns everything between head and foot.
pub(super) fn content(views: &[SizingView], links: &Links<'_>) -> Markup {
    html! { @for (at, view) in views.iter().enumerate() { (of_icp(at, view, links)) } }
}

fn of_icp(at: usize, view: &SizingView, links: &Links<'_>) -> Markup {
    let id = |part: &str| format!("{part}-{at}");
    let counts = CountsView {
        id: view.id.clone(),
        companies: view.companies,
        pursue: view.pass,
        find_out: view.might,
        ignore: view.cannot,
    };
    let lede = html! {
        p { (links.to(&view.id, &view.name)) }
        p {
            (links.number(&view.id, "pass", format!("{} pass", grouped(view.pass)))) ", "
            (links.number(&view.id, "might", format!("{} might", grouped(view.might)))) ", "
            (links.number(&view.id, "cannot", format!("{} cannot", grouped(view.cannot)))) "; of those that pass "
            (links.number(&view.id, "customers", format!("{} are customers", grouped(view.customers)))) ", "
            (links.number(&view.id, "in_deals", format!("{} in an open deal", grouped(view.in_deals))))
        }
        p {
            (links.to(&view.deals.id, format!("Own deals inside or possibly inside: won {} of {}", grouped(view.deals.won), grouped(view.deals.closed))))
        }
        @if view.duplicates > 0 {
            p class="quiet" { (links.number(&view.id, "duplicates", counted(view.duplicates, "row repeats", "rows repeat"))) " a company, counted once." }
        }
        @if let Some(says) = &view.not_a_profile { p { b { (links.number(&view.id, "not_a_profile", says)) } } }
    };
    html! {
        (section(&id("size"), Layout::Side, "How big it is", &lede, &size(view, links)))
        (section(&id("fall"), Layout::Side, "Who falls out where", &html! {}, &funnel(&id("funnel"), &counts, &view.fallout, links)))
        (section(&id("coverage"), Layout::Side, "Who was worked", &html! { p { "Filled: companies with any deal." } }, &coverage(&id("worked"), view, links)))
        (segments(at, view, links))
        (section(&id("white"), Layout::Side, "White space", &html! { p { "Segments that win more than the ICP as a whole and are worked less." } }, &white(&id("spots"), view, links)))
    }
}

fn size(view: &SizingView, links: &Links<'_>) -> Markup {
    let currency = view.deals.currency.as_deref().unwrap_or_default();
    let row = |name: &str, of: &str, worth: &WorthView| {
        html! {
            tr {
                th scope="row" { (name) }
                td {
                    @if let Some(n) = worth.n {
                        (links.number(&worth.id, "n", format!("{} to {} {of}", grouped(n.low.round() as usize), grouped(n.high.round() as usize))))
                    } @else { "not reckoned" }
                }
                td {
                    @if let Some(money) = worth.money {
                        (links.number(&worth.id, "money", format!("{currency} {} to {}", grouped(money.low.round() as usize), grouped(money.high.round() as usize))))
                    } @else { "no amounts" }
                }
            }
            tr { td colspan="3" class="quiet" { (links.to(&worth.id, &worth.reckoned)) } }
        }
    };
    html! {
        table class="counts-table learned-lines" {
            thead { tr { th { "Market" } th { "how many" } th { "worth" } } }
            tbody {
                (row("total", "companies", &view.total))
                (row("serviceable", "companies", &view.serviceable))
                (row("obtainable", "deals won a year", &view.obtainable))
            }
        }
        @if let Some(capacity) = &view.capacity {
            p { "Your list of " (capacity.asked) ": " (links.number(&capacity.id, "companies", format!("{} companies", grouped(capacity.companies)))) ", " (grouped(capacity.pursue)) " of them surely inside, down to " (capacity.down_to) "." }
        }
    }
}

fn coverage(id: &str, view: &SizingView, links: &Links<'_>) -> Markup {
    let rows: Vec<Part> = view
        .coverage
        .iter()
        .map(|row| Part {
            id: row.id.clone(),
            label: format!("{} {}", row.decision.replace('_', " "), row.tier),
            sure: row.worked,
            open: row.companies - row.worked,
            of: row.companies,
            note: format!(
                "{} of {} with a deal",
                grouped(row.worked),
                grouped(row.companies)
            ),
        })
        .collect();
    parts(
        id,
        "Companies that fit, by tier, and how many were worked",
        &rows,
        links,
    )
}

fn segments(at: usize, view: &SizingView, links: &Links<'_>) -> Markup {
    let mut fields: Vec<(&str, Vec<&SpotView>)> = Vec::new();
    for spot in &view.segments {
        match fields.last_mut().filter(|(field, _)| *field == spot.field) {
            Some((_, spots)) => spots.push(spot),
            None => fields.push((&spot.field, vec![spot])),
        }
    }
    html! {
        @for (n, (field, spots)) in fields.iter().enumerate() {
            (section(
                &format!("segment-{at}-{n}"),
                Layout::Side,
                &format!("By {}", field.replace(['_', '.'], " ")),
                &html! { p { "Filled: pass. Pale: might." } },
                &parts(&format!("map-{at}-{n}"), &format!("Companies that fit by {field}"), &map(spots), links),
            ))
        }
    }
}

fn map(spots: &[&SpotView]) -> Vec<Part> {
    let part = |spot: &&SpotView| {
        let won = spot.rate.map_or_else(String::new, |rate| {
            format!(
                ", won {} of {} ({:.0} to {:.0} %)",
                grouped(spot.won),
                grouped(spot.closed),
                100.0 * rate.low,
                100.0 * rate.high
            )
        });
        Part {
            id: spot.id.clone(),
            label: spot.value.clone(),
            sure: spot.pass,
            open: spot.might,
            of: spot.pass + spot.might,
            note: format!(
                "{} pass, {} might; {} worked{won}",
                grouped(spot.pass),
                grouped(spot.might),
                grouped(spot.worked)
            ),
        }
    };
    spots.iter().map(part).collect()
}

fn white(id: &str, view: &SizingView, links: &Links<'_>) -> Markup {
    let rows: Vec<Whisker> = view
        .white_space
        .segments
        .iter()
        .map(|spot| Whisker {
            id: spot.id.clone(),
            label: format!("{} {}", spot.field, spot.value),
            rate: spot.rate,
            note: format!(
                "{}; {} of {} companies never worked",
                spot.grade,
                grouped(spot.unworked),
                grouped(spot.companies)
            ),
            sure: spot.grade == "shown",
        })
        .collect();
    let average = view.deals.rate.map_or(0.0, |rate| rate.value);
    html! {
        p { (links.to(&view.white_space.id, &view.white_space.says)) "." }
        @if !rows.is_empty() { (whiskers(id, "Win rate of each segment", ("all inside", average), &rows, links)) }
    }
}
