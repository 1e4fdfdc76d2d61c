//! Companies of one group, by the parent that their rows name.

use std::collections::BTreeMap;

use doorwise_model::tables::TableMap;
use doorwise_vocab::{company_name, text};

use crate::link::{Called, CompanyIndex};
use crate::open::rows::RowReader;
use crate::table::Table;

/// Returns the group of each company; nothing where no column names a parent.
///
/// A parent that is itself in the table belongs to its group; one that is not still ties its daughters.
pub(in crate::open) fn read(
    map: &TableMap,
    table: &Table,
    called: &[(Called, usize)],
    companies: usize,
) -> Vec<Option<u32>> {
    if map.headers("parent").is_empty() {
        return Vec::new();
    }
    let reader = RowReader::new(map, table, None);
    let index = CompanyIndex::new(called.iter().cloned());
    // By company: the parent's company, else its name.
    let mut above: BTreeMap<usize, Result<usize, String>> = BTreeMap::new();
    for row in 0..table.rows() {
        let [parent, id, domain, name] =
            ["parent", "id", "domain", "name"].map(|field| reader.cell(field, row));
        if text::is_blank(&parent) {
            continue;
        }
        let Ok(company) = index.find(&id, &[&domain], &name) else {
            continue;
        };
        let parent = index
            .find(&parent, &[&parent], &parent)
            .map_err(|_| company_name::key(&parent));
        above.entry(company).or_insert(parent);
    }
    let top = |company: usize| -> Result<usize, String> {
        let mut at = company;
        // Parents that go in a circle end somewhere.
        for _ in 0..8 {
            match above.get(&at) {
                Some(Ok(parent)) if *parent != at => at = *parent,
                Some(Err(name)) if !name.is_empty() => return Err(name.clone()),
                _ => break,
            }
        }
        Ok(at)
    };
    let mut members: BTreeMap<Result<usize, String>, Vec<usize>> = BTreeMap::new();
    for company in 0..companies {
        members.entry(top(company)).or_default().push(company);
    }
    let mut groups = vec![None; companies];
    let several = members.into_values().filter(|members| members.len() > 1);
    for (group, members) in (0..).zip(several) {
        for company in members {
            groups[company] = Some(group);
        }
    }
    groups
}
