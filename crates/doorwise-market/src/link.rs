//! Finds the company that a row of another table speaks of: by id, else domain, else exact name.

use std::collections::HashMap;

use doorwise_vocab::{Reading, company_name, domain, text};

use crate::coded::Companies;

/// Looks companies up by what other tables call them.
#[derive(Debug, Default)]
pub(crate) struct CompanyIndex {
    by_id: HashMap<String, usize>,
    by_domain: HashMap<String, Option<usize>>,
    by_name: HashMap<String, Option<usize>>,
    /// Rows that share a domain or a name with an earlier row.
    pub(crate) duplicates: usize,
}

impl CompanyIndex {
    pub(crate) fn new(companies: &Companies) -> Self {
        let mut index = Self::default();
        for row in 0..companies.rows {
            index
                .by_id
                .entry(text::fold(&companies.ids[row]))
                .or_insert(row);
            let domain = companies.domains[row].as_str();
            let mut is_duplicate = false;
            if !domain.is_empty() && !domain::is_free_mail(domain) {
                is_duplicate |= note(&mut index.by_domain, domain.to_owned(), row);
            }
            let name = company_name::key(&companies.names[row]);
            if !name.is_empty() {
                is_duplicate |= note(&mut index.by_name, name, row) && domain.is_empty();
            }
            index.duplicates += usize::from(is_duplicate);
        }
        index
    }

    /// Returns the row of the company; a domain or a name that two rows share finds nobody.
    pub(crate) fn find(&self, id: &str, domain_or_email: &str, name: &str) -> Option<usize> {
        if !text::is_blank(id)
            && let Some(&row) = self.by_id.get(&text::fold(id))
        {
            return Some(row);
        }
        if let Reading::Value(found) = domain::domain(domain_or_email)
            && !domain::is_free_mail(&found)
            && !domain::is_disposable(&found)
            && let Some(Some(row)) = self.by_domain.get(&found)
        {
            return Some(*row);
        }
        self.by_name
            .get(&company_name::key(name))
            .copied()
            .flatten()
    }
}

/// Notes a key; a second row makes it nobody's. Returns whether the key was there before.
fn note(index: &mut HashMap<String, Option<usize>>, key: String, row: usize) -> bool {
    match index.get_mut(&key) {
        Some(known) => {
            *known = None;
            true
        }
        None => {
            index.insert(key, Some(row));
            false
        }
    }
}
