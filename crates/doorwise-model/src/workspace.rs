//! The workspace: a folder of plain text read like code, with tables beside it.

pub mod load;
pub mod raw;
pub mod schema;

mod misplaced;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::checks::Checks;
use crate::copy::Copy;
use crate::copy::origin::Origin;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::icp::Icp;
use crate::language_model::LanguageModel;
use crate::money::Rates;
use crate::offer::Offer;
use crate::own_rule::OwnRule;
use crate::persona::Persona;
use crate::privacy::Privacy;
use crate::proof::Proof;
use crate::tables::TableMap;
use doorwise_vocab::date::Date;
use doorwise_vocab::money::Currency;

/// Everything that a workspace's text files say.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// What the company that owns the workspace is called.
    pub name: String,
    /// What it sells.
    pub offer: Offer,
    /// Currency in which amounts are shown.
    pub currency: Option<Currency>,
    /// Dated rates between currencies.
    pub rates: Rates,
    /// The day the workspace speaks of, where the file fixes it.
    pub as_of: Option<Date>,
    /// The tables and where they live.
    pub tables: Vec<TableMap>,
    /// ICPs in order of file name.
    pub icps: Vec<Icp>,
    /// Personas in order of file name.
    pub personas: Vec<Persona>,
    /// Claims that may be made, each with its proof.
    pub proofs: Vec<Proof>,
    /// Pieces of copy with front matter, in order of file name.
    pub copies: Vec<Copy>,
    /// Rules of the user's own over copy, in order of file name.
    pub own_rules: Vec<OwnRule>,
    /// Levels, limits, findings that are meant so.
    pub checks: Checks,
    /// The language model that may be asked, where one is named.
    pub model: Option<LanguageModel>,
    /// Pieces of copy that could not be understood; each has its message.
    pub bad_copies: usize,
    /// Interviews as they were exported: path from the root, text.
    pub research: Vec<ResearchFile>,
    /// Text of `listen.yaml`: what a person corrected in what the interviews were heard to say.
    pub corrections: Option<String>,
    /// People who are left out wherever they come from.
    pub privacy: Privacy,
    /// Text of every YAML and copy file read, for the lines under a message.
    pub sources: BTreeMap<PathBuf, String>,
}

/// One file of `research/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResearchFile {
    /// Path from the workspace's root.
    pub file: PathBuf,
    /// The text as it was exported.
    pub text: String,
}

impl Workspace {
    /// Returns the ICP with this id.
    pub fn icp(&self, id: &str) -> Option<&Icp> {
        self.icps.iter().find(|icp| icp.id == id)
    }

    /// Leads places in the text of a piece back to the file that the user has, and says which part
    /// of the file it is; a message that was led back stays as it is.
    pub fn lead_back(&self, diagnostics: &mut [Diagnostic]) {
        let pieces: BTreeMap<&Path, &Origin> = self
            .copies
            .iter()
            .filter_map(|copy| Some((copy.file.as_path(), copy.origin.as_ref()?)))
            .collect();
        for found in diagnostics {
            let Place::Text { file, span } = &found.place else {
                continue;
            };
            let Some(origin) = pieces.get(file.as_path()) else {
                continue;
            };
            let text = self.sources.get(file).map_or("", String::as_str);
            let source = self.sources.get(&origin.file).map_or("", String::as_str);
            let back = span.map(|span| origin.back(text, span, source));
            let span = back.map_or_else(|| origin.start(source), |back| back.span);
            if !(origin.can_mend && back.is_some_and(|back| back.is_same)) {
                found.fix = None;
            }
            if let Some(coarse) = &origin.coarse {
                found.note = Some(match &found.note {
                    Some(note) => format!("{note}; {coarse}"),
                    None => coarse.clone(),
                });
            }
            found.part = Some(origin.part.clone()).filter(|part| !part.is_empty());
            found.place = Place::text(&origin.file, Some(span));
        }
    }

    /// Narrows a place to the words in it, where the file's text shows them.
    pub fn narrow(&self, place: &Place, words: &str) -> Place {
        let Place::Text {
            file,
            span: Some(span),
        } = place
        else {
            return place.clone();
        };
        let Some(source) = self.sources.get(file) else {
            return place.clone();
        };
        // From the place on: the same line first, then the lines of a folded scalar or a list below it.
        let lines = source.lines().enumerate().skip(span.line - 1);
        for (idx, line) in lines {
            let skip = if idx + 1 == span.line {
                span.column - 1
            } else {
                0
            };
            let from: usize = line.chars().take(skip).map(char::len_utf8).sum();
            if let Some(at) = line[from..].find(words) {
                let column = line[..from + at].chars().count() + 1;
                return Place::text(
                    file,
                    Some(Span {
                        line: idx + 1,
                        column,
                        length: words.chars().count().max(1),
                    }),
                );
            }
        }
        place.clone()
    }

    /// Returns the persona that a piece of copy is meant for.
    pub fn persona_of(&self, copy: &Copy) -> Option<&Persona> {
        self.personas
            .iter()
            .find(|persona| !copy.persona.is_empty() && persona.id == copy.persona)
    }

    /// Returns the personas inside this ICP, in the order in which a deal wants them:
    /// champion, economic buyer, technical buyer, user, the others.
    pub fn personas_in(&self, icp: &str) -> Vec<&Persona> {
        let mut inside: Vec<&Persona> = self
            .personas
            .iter()
            .filter(|persona| persona.icp == icp)
            .collect();
        inside.sort_by_key(|persona| {
            persona
                .buying_roles
                .iter()
                .map(|role| role.order())
                .min()
                .unwrap_or(u8::MAX)
        });
        inside
    }
}
