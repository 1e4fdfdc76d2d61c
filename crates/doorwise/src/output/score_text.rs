//! `doorwise score` in the terminal.

use crate::cli::score::ScoreView;
use crate::output::page::Page;
use crate::output::plan_text::counted;
use crate::output::target_text::target;

/// Returns the result as text of at most `width` columns.
pub(crate) fn show(view: &ScoreView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&format!("{} against {}", view.table, view.icp));
    page.line(&format!(
        "{}: pursue {}, find out about {}, ignore {}",
        counted(view.companies, "company", "companies"),
        view.pursue,
        view.find_out,
        view.ignore
    ));
    for field in &view.no_column {
        page.item(&format!(
            "{field}: no column in this table, so it stays open for every company"
        ));
    }
    for exclusion in &view.unchecked_exclusions {
        page.item(&format!("exclusion {exclusion}: not checkable here"));
    }
    page.heading("Columns read");
    for column in &view.columns {
        page.item(&format!(
            "{} from {} ({:.2}: {})",
            column.field,
            column.headers.join(" + "),
            column.confidence,
            column.why
        ));
    }
    if !view.top.is_empty() {
        page.heading("First of the list");
        for entry in &view.top {
            target(&mut page, entry);
        }
    }
    page.finish()
}
