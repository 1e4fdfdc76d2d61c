//! Finds the company that a row of another table speaks of: by id, else domain, else exact name.

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::HashMap;

use doorwise_vocab::text::Blank;
use doorwise_vocab::{company_name, domain, text};

/// What one row of the companies' table calls its company.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Called {
    /// Id as written, trimmed; empty where there is none.
    pub(crate) id: String,
    /// Name as written.
    pub(crate) name: String,
    /// Domain, empty where not known.
    pub(crate) domain: String,
    /// Read once where it is asked for: several rooms compare every row.
    compared: Compared,
}

/// What rows are compared by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Compared {
    key: OnceCell<String>,
    has_own_domain: OnceCell<bool>,
}

impl Called {
    pub(crate) fn new(id: String, name: String, domain: String) -> Self {
        Self {
            id,
            name,
            domain,
            compared: Compared::default(),
        }
    }

    /// Returns the name as names are compared.
    pub(crate) fn key(&self) -> &str {
        self.compared
            .key
            .get_or_init(|| company_name::key(&self.name))
    }

    /// Returns whether the domain is the company's own, so that it tells which company is meant.
    pub(crate) fn has_own_domain(&self) -> bool {
        *self
            .compared
            .has_own_domain
            .get_or_init(|| is_own(&self.domain))
    }
}

/// Looks companies up by what other tables call them.
#[derive(Debug, Default)]
pub(crate) struct CompanyIndex {
    by_id: Owners,
    by_loose_id: Owners,
    by_domain: Owners,
    by_name: Owners,
    names: Vec<String>,
}

/// Companies by key, each once; a key of several companies belongs to nobody.
type Owners = HashMap<String, Vec<usize>>;

/// Companies of one name that are named in a reason.
const NAMED: usize = 3;

impl CompanyIndex {
    /// Indexes every row by what it calls its company; `called` has the company of each row.
    pub(crate) fn new(called: impl IntoIterator<Item = (Called, usize)>) -> Self {
        let mut index = Self::default();
        for (called, company) in called {
            note(&mut index.by_id, called.id.clone(), company);
            note(&mut index.by_loose_id, loose_id(&called.id), company);
            if called.has_own_domain() {
                note(&mut index.by_domain, called.domain.clone(), company);
            }
            note(&mut index.by_name, called.key().to_owned(), company);
            if index.names.len() <= company {
                index.names.resize(company + 1, String::new());
            }
            if index.names[company].is_empty() {
                index.names[company] = match called.domain.as_str() {
                    "" => called.name,
                    domain => format!("{} ({domain})", called.name),
                };
            }
        }
        index
    }

    /// Returns whether there is no company to find.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Returns the company; `addresses` are websites and e-mails, tried in order.
    ///
    /// A name may be a word that says nothing elsewhere: a company called "Select" is found by it.
    ///
    /// # Errors
    /// Returns why nobody was found.
    pub(crate) fn find(&self, id: &str, addresses: &[&str], name: &str) -> Result<usize, String> {
        let mut why = Vec::new();
        // Some exports write the id where others write the name.
        let is_name = matches!(text::blank(name), None | Some(Blank::Word));
        let name = if is_name { name } else { "" };
        for id in [id, name].into_iter().filter(|id| !id.trim().is_empty()) {
            let exact = self.by_id.get(id.trim());
            if let Some([company]) = exact.map(Vec::as_slice) {
                return Ok(*company);
            }
        }
        if !text::is_blank(id) {
            match self.by_loose_id.get(&loose_id(id)).map(Vec::as_slice) {
                Some([company]) => return Ok(*company),
                Some(several) => why.push(format!(
                    "the id {} fits several companies: {}",
                    id.trim(),
                    self.show(several)
                )),
                None => why.push(format!("no company has the id {}", id.trim())),
            }
        }
        for address in addresses.iter().chain([&name]) {
            let Some(found) = domain::domain(address).value() else {
                continue;
            };
            match self.by_domain(&found) {
                Ok(company) => return Ok(company),
                Err(reason) => why.push(reason),
            }
        }
        let key = company_name::key(name);
        if !name.is_empty() && !key.is_empty() {
            match self.by_name.get(&key).map(Vec::as_slice) {
                Some([company]) => return Ok(*company),
                Some(several) => why.push(format!(
                    "several companies have the name {}: {}",
                    name.trim(),
                    self.show(several)
                )),
                None => why.push(format!("no company has the name {}", name.trim())),
            }
        }
        why.dedup();
        Err(match why.is_empty() {
            true => "the row has no id, domain or name of a company".to_owned(),
            false => why.join("; "),
        })
    }

    fn by_domain(&self, domain: &str) -> Result<usize, String> {
        if domain::is_free_mail(domain) {
            return Err(format!("{domain} is free mail, which is no company"));
        }
        if domain::is_disposable(domain) {
            return Err(format!("{domain} is throw-away mail, which is no company"));
        }
        if domain::is_shared(domain) {
            return Err(format!("{domain} is a site that many companies share"));
        }
        // "mail.acme.in" is a host of "acme.in".
        let mut host = domain;
        loop {
            match self.by_domain.get(host).map(Vec::as_slice) {
                Some([company]) => return Ok(*company),
                Some(several) => {
                    return Err(format!(
                        "several companies have the domain {host}: {}",
                        self.show(several)
                    ));
                }
                None => {}
            }
            match host.split_once('.') {
                Some((_, parent)) if parent.contains('.') => host = parent,
                _ => return Err(format!("no company has the domain {domain}")),
            }
        }
    }

    fn show(&self, companies: &[usize]) -> String {
        let names = companies.iter().map(|&company| self.names[company].trim());
        let shown: Vec<&str> = names.take(NAMED).collect();
        match companies.len().saturating_sub(NAMED) {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }
}

fn is_own(domain: &str) -> bool {
    !domain.is_empty()
        && !domain::is_free_mail(domain)
        && !domain::is_disposable(domain)
        && !domain::is_shared(domain)
}

/// Returns an id without what exports put around it: `/company/acme`, `COMP-17`, `17.0`, and the
/// check letters of an 18-letter CRM id.
///
/// The exact id is asked first, because letters of either case may tell two ids apart.
fn loose_id(id: &str) -> String {
    let id = id.trim();
    let id = id.trim_end_matches('/');
    let id = id.rsplit(['/', ':', '#']).next().unwrap_or(id);
    let id = id.strip_suffix(".0").unwrap_or(id);
    if let Some((prefix, number)) = id.split_once(['-', '_'])
        && prefix.chars().all(char::is_alphabetic)
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return number.to_owned();
    }
    let is_long = id.len() == 18 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_long && id.bytes().any(|byte| byte.is_ascii_digit()) {
        return id[..15].to_owned();
    }
    // 15 letters are such an id already, and their case tells.
    let is_short = id.len() == 15 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_short {
        id.to_owned()
    } else {
        text::fold(id)
    }
}

fn note(owners: &mut Owners, key: String, company: usize) {
    if key.is_empty() {
        return;
    }
    let known = owners.entry(key).or_default();
    if !known.contains(&company) {
        known.push(company);
    }
}
