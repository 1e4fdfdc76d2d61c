//! `doorwise score` in the terminal.

use doorwise_model::tables::TableKind;
use doorwise_playbook::id;

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
    page.id(view.id);
    if !view.skipped_rows.is_empty() {
        page.item(&format!(
            "{} could not be read",
            counted(view.skipped_rows.len(), "row", "rows")
        ));
        page.id(&format!("{}.skipped", id::table(TableKind::Companies)));
    }
    for remark in &view.remarks {
        page.item(&remark.says);
        page.id(&remark.id);
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
        page.id(&column.id);
    }
    if !view.top.is_empty() {
        page.heading("First of the list");
        for entry in &view.top {
            target(&mut page, entry);
        }
    }
    page.blank();
    page.line(&format!(
        "Every number opens: `doorwise why <id> {}`, with the id at the right",
        view.words
    ));
    page.finish()
}
