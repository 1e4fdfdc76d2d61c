//! People who are not to be met again: forgotten ones by a one-way mark, suppressed ones by address.
//!
//! A mark is the SHA-256 of the workspace's own random salt and an address or a name, so that the file
//! says nobody's name; whoever has the file can still try a name of his own against it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use doorwise_vocab::text;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Place, Span};

/// Where marks of forgotten people stand, from the workspace's root.
pub const FORGOTTEN_FILE: &str = ".doorwise/forgotten.txt";

/// Where addresses and domains stand that nobody writes to, one a line.
pub const SUPPRESSIONS_FILE: &str = "suppressions.txt";

/// People who are left out wherever they come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Privacy {
    salt: String,
    marks: BTreeSet<String>,
    emails: BTreeSet<String>,
    domains: BTreeSet<String>,
}

impl Privacy {
    /// Starts with a salt, in hexadecimal digits.
    pub fn with_salt(salt: &str) -> Self {
        Self {
            salt: salt.to_owned(),
            ..Self::default()
        }
    }

    /// Reads both files; a line that is neither an address nor a domain is said and left out.
    pub fn read(forgotten: Option<&str>, suppressions: Option<&str>) -> (Self, Vec<Diagnostic>) {
        let mut privacy = Self::default();
        for line in forgotten.unwrap_or_default().lines().map(str::trim) {
            match line.split_once(' ') {
                Some(("salt", salt)) => privacy.salt = salt.trim().to_owned(),
                Some(("mark", mark)) => drop(privacy.marks.insert(mark.trim().to_owned())),
                _ => {}
            }
        }
        let mut diagnostics = Vec::new();
        for (idx, line) in suppressions.unwrap_or_default().lines().enumerate() {
            let said = line.split('#').next().unwrap_or_default();
            // The first cell of a line, so that an export of a sequencer can lie there as it is.
            let said = said.split([',', ';', '\t']).next().unwrap_or_default();
            let said = said.trim().trim_matches('"').to_lowercase();
            let is_header = idx == 0 && !said.contains('.');
            if said.is_empty() || is_header {
                continue;
            }
            let bare = said.trim_start_matches('@');
            let has_blank = bare.contains(char::is_whitespace);
            match (bare.contains('@'), bare.contains('.') && !has_blank) {
                (true, true) => drop(privacy.emails.insert(bare.to_owned())),
                (false, true) => drop(privacy.domains.insert(bare.to_owned())),
                _ => {
                    let span = Span {
                        line: idx + 1,
                        column: 1,
                        length: line.chars().count().max(1),
                    };
                    let place = Place::text(Path::new(SUPPRESSIONS_FILE), Some(span));
                    diagnostics.push(
                        Diagnostic::error(
                            "privacy/unclear",
                            place,
                            format!("`{said}` is neither an address nor a domain"),
                        )
                        .help("write one address or domain a line, such as `a.rao@acme.example` or `acme.example`"),
                    );
                }
            }
        }
        (privacy, diagnostics)
    }

    /// Returns whether nobody is named.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.emails.is_empty() && self.domains.is_empty()
    }

    /// Returns whether a contact is left out: by the address; by the name where no address is known.
    pub fn holds(&self, name: &str, email: Option<&str>) -> bool {
        if self.is_empty() {
            return false;
        }
        let email = email.map(|email| email.trim().to_lowercase());
        match email.as_deref().filter(|email| !email.is_empty()) {
            Some(email) => {
                let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
                self.emails.contains(email)
                    || self.domains.contains(domain)
                    || self.marks.contains(&self.mark("email", email))
            }
            None => self.holds_name(name),
        }
    }

    /// Returns whether somebody of this name was forgotten; a namesake is left out with him.
    pub fn holds_name(&self, name: &str) -> bool {
        let name = text::fold(name);
        !name.is_empty() && !self.marks.is_empty() && self.marks.contains(&self.mark("name", &name))
    }

    /// Adds the marks of a person.
    pub fn forget(&mut self, name: &str, email: Option<&str>) {
        if let Some(email) = email.map(|email| email.trim().to_lowercase()) {
            let mark = self.mark("email", &email);
            self.marks.insert(mark);
        }
        let name = text::fold(name);
        if !name.is_empty() {
            let mark = self.mark("name", &name);
            self.marks.insert(mark);
        }
    }

    /// Returns the file of marks.
    pub fn file(&self) -> String {
        let mut file = String::from(
            "# People who asked to be forgotten, as one-way marks: an import leaves them out.\n# Keep it under version control; without its salt the marks say nothing.\n",
        );
        let _ = writeln!(file, "salt {}", self.salt);
        for mark in &self.marks {
            let _ = writeln!(file, "mark {mark}");
        }
        file
    }

    /// Returns whether the workspace has a salt yet.
    pub fn has_salt(&self) -> bool {
        !self.salt.is_empty()
    }

    fn mark(&self, kind: &str, text: &str) -> String {
        let digest = Sha256::digest(format!("{}\n{kind}\n{text}", self.salt).as_bytes());
        digest.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forgotten_person_is_known_again_and_named_nowhere() {
        let mut privacy = Privacy::with_salt("00ff");
        privacy.forget("Asha Menon", Some("Asha@Fern.example"));
        let (again, wrong) = Privacy::read(Some(&privacy.file()), None);
        assert_eq!((&again, wrong.len()), (&privacy, 0));
        assert!(again.holds("somebody", Some("asha@fern.example")));
        assert!(again.holds(" asha  menon", None));
        // A namesake with another address is another person.
        assert!(!again.holds("Asha Menon", Some("asha@mill.example")));
        let file = privacy.file().to_lowercase();
        assert!(!file.contains("asha") && !file.contains("fern"));
    }

    #[test]
    fn addresses_and_domains_are_suppressed_and_other_lines_said() {
        let list = "email,reason\na@x.example,asked\n@y.example\nnot this\n# a comment\n";
        let (privacy, wrong) = Privacy::read(None, Some(list));
        assert!(privacy.holds("", Some("A@X.example")) && privacy.holds("", Some("b@y.example")));
        assert!(!privacy.holds("", Some("b@x.example")));
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].message.contains("not this"));
    }
}
