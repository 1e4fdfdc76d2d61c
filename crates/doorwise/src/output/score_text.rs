//! `doorwise score` in the terminal.

use doorwise_model::tables::TableKind;
use doorwise_playbook::id;

use crate::cli::loose::MappedView;
use crate::cli::score::{ScoreView, SeveralView};
use crate::output::joint_text::{overlaps, together};
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
    skipped(&mut page, &view.skipped_rows);
    for remark in &view.remarks {
        page.item(&remark.says);
        page.id(&remark.id);
    }
    columns(&mut page, &view.columns);
    if !view.top.is_empty() {
        page.heading("First of the list");
        for entry in &view.top {
            target(&mut page, entry);
        }
    }
    opens(&mut page, &view.words);
    page.finish()
}

/// Returns what several ICPs say as text of at most `width` columns.
pub(crate) fn show_several(view: &SeveralView, width: usize) -> String {
    let mut page = Page::new(width);
    let names: Vec<&str> = view.icps.iter().map(|of| of.icp.as_str()).collect();
    page.title(&format!("{} against {}", view.table, names.join(", ")));
    skipped(&mut page, &view.skipped_rows);
    for of in &view.icps {
        for remark in &of.remarks {
            page.item(&format!("{}: {}", of.icp, remark.says));
            page.id(&remark.id);
        }
    }
    let stands = view.icps.iter().map(|of| (of.icp.as_str(), &of.stands));
    together(&mut page, stands, &view.counts);
    overlaps(&mut page, &view.overlaps, &view.counts);
    columns(&mut page, &view.columns);
    if !view.top.is_empty() {
        page.heading("First of the list");
        for entry in &view.top {
            target(&mut page, entry);
            if let Some(icp) = &entry.icp {
                page.detail(&format!("stands under {icp}"));
            }
        }
    }
    opens(&mut page, &view.words);
    page.finish()
}

fn skipped(page: &mut Page, rows: &[String]) {
    if !rows.is_empty() {
        page.item(&format!(
            "{} could not be read",
            counted(rows.len(), "row", "rows")
        ));
        page.id(&format!("{}.skipped", id::table(TableKind::Companies)));
    }
}

fn columns(page: &mut Page, columns: &[MappedView]) {
    page.heading("Columns read");
    for column in columns {
        page.item(&format!(
            "{} from {} ({:.2}: {})",
            column.field,
            column.headers.join(" + "),
            column.confidence,
            column.why
        ));
        page.id(&column.id);
    }
}

fn opens(page: &mut Page, words: &str) {
    page.blank();
    page.line(&format!(
        "Every number opens: `doorwise why <id> {words}`, with the id at the right"
    ));
}
