//! Columns of the user's own, by `custom.<header>`.

use doorwise_model::condition::Condition;
use doorwise_model::derived;
use doorwise_model::diagnostic::{Diagnostic, Place};
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::icp::Icp;
use doorwise_vocab::text;

use crate::normalise;
use crate::table::Table;

/// Returns the header that `custom.<header>` is read from in a table, if there is one.
pub(crate) fn headers(table: &Table, header: &str) -> Vec<String> {
    let found = table.header_like(derived::source(header));
    found.map(str::to_owned).into_iter().collect()
}

/// Returns a warning for each column that an ICP reads and the companies' table does not have.
pub(super) fn check(icps: &[Icp], table: &Table) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (field, place) in icps.iter().flat_map(read) {
        let Field::Custom(header, _) = field else {
            continue;
        };
        let header = derived::source(header);
        if table.header_like(header).is_some() {
            continue;
        }
        let known = || table.columns.iter().map(|column| column.header.as_str());
        let wanted = text::squeezed(header);
        let alike: Vec<&str> = known()
            .filter(|known| text::squeezed(known) == wanted)
            .collect();
        let diagnostic = Diagnostic::warning(
            "tables/no-such-column",
            place.clone(),
            match alike.is_empty() {
                true => format!("`custom.{header}` names no column of {}", table.name),
                false => format!("`custom.{header}` may be any of {} columns", alike.len()),
            },
        )
        .label("this field")
        .note("what nobody knows stays open for every company");
        let diagnostic = match (alike.is_empty(), text::nearest(header, known())) {
            (false, _) => diagnostic.help(format!("write one exactly: {}", alike.join(", "))),
            (true, Some(near)) => diagnostic.help(format!("did you mean `custom.{near}`?")),
            (true, None) => diagnostic.help(format!(
                "its columns are {}",
                known().collect::<Vec<_>>().join(", ")
            )),
        };
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }
    found
}

/// Returns a warning for each column of a user's own that an ICP takes for one word, and whose cells
/// list several with a word of the ICP among them: whole they are none of its words.
pub fn several_values<'i>(
    icps: impl IntoIterator<Item = &'i Icp>,
    table: &Table,
) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for icp in icps {
        for (field, place) in read(icp) {
            let Field::Custom(header, FieldKind::Category) = field else {
                continue;
            };
            let column = table
                .header_like(derived::source(header))
                .and_then(|header| table.column(header));
            let Some(column) = column else {
                continue;
            };
            let conditions = icp.card.conditions_on(field);
            let is_wanted = |word: &String| {
                conditions
                    .iter()
                    .any(|condition| matches!(condition, Condition::Is(wanted) if wanted == word))
            };
            let lists = |cell: &str| {
                cell.contains(['|', ';'])
                    && normalise::words(cell).count() > 1
                    && normalise::words(cell).any(|word| is_wanted(&word))
            };
            let lists: Vec<bool> = column.values().map(lists).collect();
            let n = column.codes().iter().filter(|code| lists[**code as usize]);
            let (n, example) = (n.count(), lists.iter().position(|lists| *lists));
            let Some(example) = example.and_then(|at| column.values().nth(at)) else {
                continue;
            };
            let diagnostic = Diagnostic::warning(
                "tables/several-values",
                place.clone(),
                format!(
                    "`custom.{header}` is read as one word, and {n} of {} rows list several, such as `{example}`",
                    column.len()
                ),
            )
            .label("this field")
            .help(format!(
                "write `types: {{ custom.{header}: tags }}` in the ICP, so that each of them counts"
            ));
            if !found.contains(&diagnostic) {
                found.push(diagnostic);
            }
        }
    }
    found
}

/// Returns each field that an ICP reads, with the place where it does.
fn read(icp: &Icp) -> impl Iterator<Item = (&Field, &Place)> {
    let card = &icp.card;
    let criteria = card.gates.iter().chain(&card.exclusions);
    let tables = card.tables.iter();
    criteria
        .map(|criterion| (&criterion.field, &criterion.place))
        .chain(tables.flat_map(|table| table.fields.iter().map(|field| (field, &table.place))))
}
