//! What a workspace says of its tables that they do not bear out.

use std::collections::BTreeMap;

use doorwise_model::diagnostic::Diagnostic;
use doorwise_model::icp::Icp;
use doorwise_model::tables::TableMap;
use doorwise_vocab::text;

use crate::coded::Companies;
use crate::table::Table;

/// Tells of headers: one that the map names and the table does not have is an error.
pub(super) fn headers(map: &TableMap, table: &Table, diagnostics: &mut Vec<Diagnostic>) {
    for (field, headers) in &map.columns {
        for header in headers
            .iter()
            .filter(|header| table.column(header).is_none())
        {
            let known = table.columns.iter().map(|column| column.header.as_str());
            let diagnostic = Diagnostic::error(
                "tables/no-such-column",
                map.column_place(field).clone(),
                format!(
                    "`{field}` is mapped to the column `{header}`, and {} has none of that name",
                    table.name
                ),
            )
            .label("no such column");
            diagnostics.push(match text::nearest(header, known.clone()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!(
                    "its columns are {}",
                    known.collect::<Vec<_>>().join(", ")
                )),
            });
        }
    }
}

/// A decision made by hand about nobody decides nothing, and its author should know.
pub(super) fn overrides(
    icps: &[Icp],
    companies: &Companies,
    aliases: &BTreeMap<String, usize>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for icp in icps {
        for made in &icp.overrides {
            let is = |text: &String| text::fold(text) == made.company;
            let found = companies.ids.iter().any(is)
                || companies.names.iter().any(is)
                || companies.domains.iter().any(is)
                || aliases.contains_key(&made.company);
            if !found {
                let names = companies.names.iter().map(String::as_str);
                let diagnostic = Diagnostic::warning(
                    "icp/override-finds-nobody",
                    made.place.clone(),
                    format!(
                        "no company is called `{}`, so this decision acts nowhere",
                        made.company
                    ),
                )
                .label("this decision");
                diagnostics.push(match text::nearest(&made.company, names) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help("write the company's id, domain or exact name"),
                });
            }
        }
    }
}
