//! How the tables were read: what was understood, what was not, and where.

use doorwise_playbook::view::{ColumnView, JoinsView, ProblemsView, TableView};
use maud::{Markup, html};

use super::Links;
use super::piece::{self, Layout};
use crate::figure::{counted, grouped};

/// Returns every table as it was read.
pub(super) fn section(
    tables: &[TableView],
    joined: &JoinsView,
    problems: ProblemsView,
    links: &Links<'_>,
) -> Markup {
    let lede = html! {
        p class="quiet" {
            "Cells that were not understood stay unknown; rows that could not be read are listed, never dropped in silence."
        }
    };
    let content = html! {
        @if tables.is_empty() {
            (piece::missing("No table was read.", piece::INIT_TABLE))
        }
        @for table in tables { (read(links, table)) }
        (joins(links, joined))
        @if problems.errors + problems.warnings > 0 {
            p {
                (links.number(problems.id, "errors", counted(problems.errors, "error", "errors"))) " and "
                (links.number(problems.id, "warnings", counted(problems.warnings, "warning", "warnings")))
                " in the workspace's files and tables. " code { (piece::CHECK) } " shows each with its fix."
            }
        }
    };
    piece::section(
        "tables",
        Layout::Wide,
        "How the tables were read",
        &lede,
        &content,
    )
}

/// Returns rows counted with an earlier one, and rows that name nobody who is there.
fn joins(links: &Links<'_>, joins: &JoinsView) -> Markup {
    html! {
        @if joins.duplicates > 0 {
            details {
                summary { (listed(joins.duplicate_rows.len(), joins.duplicates, "counted with an earlier one", "duplicates.csv")) }
                p { (links.to("remark.duplicates", "How such rows are found")) }
                ul class="plain" {
                    @for found in &joins.duplicate_rows {
                        li {
                            bdi { (found.row) } ", " bdi { (found.says) } ": " bdi { (found.why) }
                            @for differs in &found.differs { "; " bdi { (differs) } }
                        }
                    }
                }
            }
        }
        @if joins.unlinked > 0 {
            details {
                summary { (listed(joins.unlinked_rows.len(), joins.unlinked, "naming nobody in your tables", "unlinked.csv")) }
                p { (links.to("remark.unlinked", "How such rows are found")) }
                ul class="plain" {
                    @for found in &joins.unlinked_rows {
                        li { bdi { (found.row) } ", " bdi { (found.says) } ": " bdi { (found.why) } }
                    }
                }
            }
        }
    }
}

fn listed(shown: usize, n: usize, what: &str, file: &str) -> String {
    let rows = counted(n, "row", "rows");
    if shown < n {
        format!(
            "{rows} {what}, the first {} here, all in {file}",
            grouped(shown)
        )
    } else {
        format!("{rows} {what}")
    }
}

fn read(links: &Links<'_>, table: &TableView) -> Markup {
    html! {
        div class="table-read" {
            h3 { (links.to(&table.id, table.kind.replace('_', " "))) " " span class="quiet" { bdi { (table.name) } } }
            p {
                b { (links.number(&table.id, "rows", counted(table.rows, "row", "rows"))) } " read"
                @if !table.format.is_empty() { " (" (table.format) ")" }
                ", " (links.number(&table.id, "skipped", grouped(table.skipped))) " skipped."
            }
            @if !table.notes.is_empty() { ul class="plain" { @for note in &table.notes { li { (note) } } } }
            @if !table.skipped_rows.is_empty() {
                details {
                    summary { (skipped_summary(table)) }
                    ul class="plain" { @for skipped in &table.skipped_rows { li { (skipped) } } }
                }
            }
            @if !table.columns.is_empty() { (columns(links, table.kind, &table.columns)) }
            @if !table.unmapped.is_empty() {
                p class="quiet" { "Headers nobody mapped: " bdi { (table.unmapped.join(", ")) } }
            }
        }
    }
}

fn skipped_summary(table: &TableView) -> String {
    if table.skipped_rows.len() < table.skipped {
        format!(
            "First {} of {} skipped rows",
            table.skipped_rows.len(),
            grouped(table.skipped)
        )
    } else {
        counted(table.skipped, "skipped row", "skipped rows")
    }
}

fn columns(links: &Links<'_>, kind: &str, columns: &[ColumnView]) -> Markup {
    html! {
        table class="stack columns-read" {
            caption class="unseen" { "Columns of " (kind.replace('_', " ")) }
            thead {
                tr {
                    th scope="col" { "Field" }
                    th scope="col" { "Read from" }
                    th scope="col" { "Known" }
                    th scope="col" { "Blank" }
                    th scope="col" { "Not understood" }
                }
            }
            tbody {
                @for column in columns {
                    tr {
                        th scope="row" data-label="Field" { (links.to(&column.id, &column.field)) }
                        td data-label="Read from" { bdi { (column.headers.join(", ")) } }
                        td data-label="Known" class="count" { (links.number(&column.id, "known", grouped(column.known))) }
                        td data-label="Blank" class="count" { (links.number(&column.id, "blank", grouped(column.blank))) }
                        td data-label="Not understood" {
                            (links.number(&column.id, "unreadable", grouped(column.unreadable)))
                            @for example in &column.examples { span class="quiet example" { bdi { (example) } } }
                        }
                    }
                }
            }
        }
    }
}
