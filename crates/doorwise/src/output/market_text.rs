//! `doorwise market` in the terminal.

use doorwise_playbook::sizing::{MarketView, SizingView, SpotView, WorthView};
use doorwise_playbook::view::RateView;

use super::page::Page;

/// Segments of one field that are printed.
const OF_FIELD: usize = 6;

/// Returns the sizes of all markets as text of at most `width` columns.
pub(crate) fn show(view: &MarketView, width: usize) -> String {
    let mut text: String = view.icps.iter().map(|one| of_icp(one, width)).collect();
    if view.icps.len() > 1 {
        let mut page = Page::new(width);
        page.blank();
        page.line(&format!("{} companies fit any of these ICPs", view.fit_any));
        page.id("market.fit_any");
        page.line(&format!("{} of them fit more than one", view.fit_several));
        page.id("market.fit_several");
        text += &page.finish();
    }
    text
}

/// Returns the size of one ICP's market.
fn of_icp(view: &SizingView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&format!("The market of {}", view.name));
    let share = view.share.map_or_else(String::new, |share| {
        let of = |end: f64| format!("{:.0}", 100.0 * end);
        let share = between(&of(share.low), &of(share.high));
        format!(": {share} % of the file")
    });
    if view.companies == 0 {
        page.line("There is no company in the tables yet: add them with `doorwise init --table companies.csv`.");
        return page.finish();
    }
    let twice = match view.duplicates {
        0 => String::new(),
        1 => " One row repeats a company and is counted with it.".to_owned(),
        n => format!(" {n} rows repeat a company and are counted with it."),
    };
    page.line(&format!(
        "Of {} companies, {} pass, {} might, {} cannot{share}.{twice}",
        view.companies, view.pass, view.might, view.cannot
    ));
    page.id(&view.id);
    if let Some(says) = &view.not_a_profile {
        page.line(says);
        page.id(&format!("{}.not_a_profile", view.id));
    }
    page.line(&format!(
        "Of those that pass, {} are customers and {} are in an open deal.",
        view.customers, view.in_deals
    ));
    page.id(&format!("{}.customers", view.id));
    deals(&mut page, view);
    page.heading("How big it is");
    let currency = view.deals.currency.as_deref().unwrap_or_default();
    worth(&mut page, "total", "companies", &view.total, currency);
    worth(
        &mut page,
        "serviceable",
        "companies",
        &view.serviceable,
        currency,
    );
    worth(
        &mut page,
        "obtainable",
        "deals won a year",
        &view.obtainable,
        currency,
    );
    if let Some(capacity) = &view.capacity {
        page.line(&format!(
            "  your list of {}: {} companies, {} of them surely inside, down to {}",
            capacity.asked, capacity.companies, capacity.pursue, capacity.down_to
        ));
        page.id(&capacity.id);
    }
    page.heading("Who was worked");
    page.row("tier", "", &["companies", "worked"].map(str::to_owned));
    for row in &view.coverage {
        page.row(
            &format!("{} {}", row.decision.replace('_', " "), row.tier),
            &row.id,
            &[row.companies.to_string(), row.worked.to_string()],
        );
    }
    segments(&mut page, &view.segments);
    page.heading("White space");
    page.line(&view.white_space.says);
    page.id(&view.white_space.id);
    for spot in &view.white_space.segments {
        page.item(&spot.says());
        page.id(&spot.id);
    }
    page.blank();
    page.finish()
}

fn deals(page: &mut Page, view: &SizingView) {
    let deals = &view.deals;
    let Some(rate) = deals.rate else {
        page.line("No closed deal with a company inside, so no win rate, amount or cycle.");
        return;
    };
    let mut says = format!(
        "Own deals inside or possibly inside: won {} of {} ({})",
        deals.won,
        deals.closed,
        percent(rate)
    );
    if let Some(amount) = deals.amount {
        let currency = deals.currency.as_deref().unwrap_or_default();
        says += &format!(
            ", {} a won deal on average ({} to {}, {} deals)",
            money(amount.value, currency),
            money(amount.low, currency),
            money(amount.high, currency),
            amount.n
        );
    }
    if let Some(cycle) = deals.cycle {
        says += &format!(
            ", {:.0} days from created to won in the middle ({:.0} to {:.0})",
            cycle.value, cycle.low, cycle.high
        );
    }
    page.line(&format!("{says}."));
    page.id(&deals.id);
    if deals.without_amount > 0 {
        page.line(&format!(
            "{} won deals have no amount that can be read in one currency.",
            deals.without_amount
        ));
        page.id(&format!("{}.without_amount", deals.id));
    }
}

/// Returns "3 to 5", or "3" where both ends read the same.
fn between(low: &str, high: &str) -> String {
    match low == high {
        true => low.to_owned(),
        false => format!("{low} to {high}"),
    }
}

fn worth(page: &mut Page, name: &str, of: &str, worth: &WorthView, currency: &str) {
    let Some(n) = worth.n else {
        page.line(&format!("  {name}: {}", worth.reckoned));
        page.id(&worth.id);
        return;
    };
    let worthy = worth.money.map_or_else(String::new, |span| {
        let of = |end| money(end, currency);
        format!(", {}", between(&of(span.low), &of(span.high)))
    });
    let n = between(&format!("{:.0}", n.low), &format!("{:.0}", n.high));
    page.line(&format!("  {name}: {n} {of}{worthy}"));
    page.id(&worth.id);
    page.faint(&worth.reckoned);
}

fn segments(page: &mut Page, spots: &[SpotView]) {
    let mut field = "";
    let mut n = 0;
    for spot in spots {
        if spot.field != field {
            (field, n) = (&spot.field, 0);
            page.heading(&format!("By {}", field.replace('_', " ")));
            page.row(
                "",
                "",
                &["pass", "might", "worked", "won", "rate"].map(str::to_owned),
            );
        }
        n += 1;
        if n > OF_FIELD {
            continue;
        }
        page.row(
            &spot.value,
            &spot.id,
            &[
                spot.pass.to_string(),
                spot.might.to_string(),
                spot.worked.to_string(),
                format!("{} of {}", spot.won, spot.closed),
                spot.rate.map_or_else(String::new, |rate| {
                    format!("{:.0}-{:.0} %", 100.0 * rate.low, 100.0 * rate.high)
                }),
            ],
        );
    }
}

fn percent(rate: RateView) -> String {
    format!(
        "{:.0} %, could be {:.0} to {:.0} %",
        100.0 * rate.value,
        100.0 * rate.low,
        100.0 * rate.high
    )
}

/// An amount to three figures, `INR 4.12M`.
fn money(amount: f64, currency: &str) -> String {
    let (scaled, unit) = match amount.abs() {
        size if size >= 1e9 => (amount / 1e9, "B"),
        size if size >= 1e6 => (amount / 1e6, "M"),
        size if size >= 1e3 => (amount / 1e3, "k"),
        _ => (amount, ""),
    };
    let digits = match scaled.abs() {
        0.0 => 0,
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    format!("{currency} {scaled:.digits$}{unit}")
        .trim_start()
        .to_owned()
}
