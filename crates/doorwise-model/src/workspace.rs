//! The workspace: a folder of plain text read like code, with tables beside it.

pub mod load;
pub mod raw;
pub mod schema;

mod misplaced;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::copy::Copy;
use crate::icp::Icp;
use crate::money::Rates;
use crate::offer::Offer;
use crate::persona::Persona;
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
    /// Interviews as they were exported: path from the root, text.
    pub research: Vec<ResearchFile>,
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
