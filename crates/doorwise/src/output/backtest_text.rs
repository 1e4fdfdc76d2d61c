//! `doorwise backtest` in the terminal.

use doorwise_playbook::backtested::BacktestView;

use crate::output::page::Page;

/// Returns the result as text of at most `width` columns.
pub(crate) fn show(view: &BacktestView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&format!("Later deals of {}", view.table));
    body(&mut page, view);
    page.finish()
}

/// Writes the verdict, the rivals and the stretches of time.
pub(crate) fn body(page: &mut Page, view: &BacktestView) {
    page.line(&view.says);
    page.id(view.id);
    page.line(&format!(
        "{} deals judged, {} won; {} left out because their account was learned from",
        view.deals, view.won, view.known_accounts
    ));
    page.id("backtest.deals");
    page.blank();
    let first = format!("lift at {:.0} %", view.capacity * 100.0);
    page.row(
        "ranked by",
        "",
        &["AUC", "90 %", &first, "of wins", "Brier", "calibr."].map(str::to_owned),
    );
    for rank in &view.ranks {
        let figure =
            |value: Option<f64>| value.map_or(String::new(), |value| format!("{value:.3}"));
        page.row(
            rank.by,
            &rank.id,
            &[
                format!("{:.3}", rank.auc.value),
                format!("{:.2}-{:.2}", rank.auc.low, rank.auc.high),
                format!("{:.2}", rank.lift),
                format!("{:.0} %", rank.wins * 100.0),
                figure(rank.brier),
                figure(rank.calibration_error),
            ],
        );
    }
    page.blank();
    for stretch in &view.stretches {
        let auc = stretch
            .auc
            .map_or(String::new(), |auc| format!(", AUC {:.3}", auc.value));
        page.item(&format!(
            "{} to {}: {} deals, {} won; {}{auc}",
            stretch.from,
            stretch.to,
            stretch.deals,
            stretch.won,
            stretch.card()
        ));
        page.id(&stretch.id);
    }
}
