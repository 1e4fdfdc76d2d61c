//! `doorwise forget`

mod elsewhere;
mod everywhere;
mod first_name;
mod tables;

use std::path::{Path, PathBuf};

use doorwise_model::deal::Contact;
use doorwise_model::market::Market;
use doorwise_model::privacy::{FORGOTTEN_FILE, Privacy};
use doorwise_model::save;
use doorwise_model::workspace::Workspace;
use doorwise_people::interview;
use doorwise_vocab::text;
use serde::Serialize;

use super::OutputFormat;
use super::opening::{self, Opening};
use crate::shell::{Fault, Shell, Status};

/// Remove a person from tables, evidence, interviews and reports, and keep a mark against re-import
///
/// Shows what it would change; --apply changes it. The mark is one-way: a later import leaves the
/// person out without naming anybody. What cannot be changed safely is listed to be done by hand.
#[derive(Debug, clap::Args)]
pub(crate) struct ForgetArgs {
    /// The person's e-mail, id in the contacts table, or exact name
    person: String,
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Make the changes
    #[arg(long)]
    apply: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// Who is to be forgotten.
pub(super) struct Person {
    /// Name as contacts or interviews write it; may be empty.
    pub(super) name: String,
    /// Address, where it is known.
    pub(super) email: Option<String>,
    /// Id in the contacts table, where there is one.
    pub(super) id: Option<String>,
}

impl Person {
    /// Returns whether a whole cell is the person's name or address.
    pub(super) fn is(&self, cell: &str) -> bool {
        let cell = text::fold(cell);
        !cell.is_empty()
            && (cell == text::fold(&self.name)
                || self
                    .email
                    .as_ref()
                    .is_some_and(|email| cell == text::fold(email)))
    }

    /// Returns whether text names the person by full name or address.
    pub(super) fn is_in(&self, said: &str) -> bool {
        let said = text::fold(said);
        let has = |what: &str| {
            let what = text::fold(what);
            what.contains([' ', '@']) && said.contains(&what)
        };
        has(&self.name) || self.email.as_deref().is_some_and(has)
    }
}

/// One file that changes, goes, or has to be changed by hand.
#[derive(Serialize)]
pub(super) struct ChangeView {
    pub(super) file: String,
    /// `changed`, `removed` or `by_hand`.
    pub(super) what: &'static str,
    /// What in it: rows, quotes, turns.
    pub(super) says: String,
    /// The new bytes; none where the file goes.
    #[serde(skip)]
    pub(super) bytes: Option<Vec<u8>>,
}

#[derive(Serialize)]
struct ForgetView {
    changes: Vec<ChangeView>,
    applied: bool,
}

pub(crate) fn run(args: &ForgetArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let opening = opening::open(&args.workspace, shell)?;
    let person = find(&args.person, &opening)?;
    let mut changes = tables::changes(&opening.workspace, &person)?;
    changes.extend(everywhere::evidence(&opening.workspace, &person));
    changes.extend(everywhere::interviews(&opening.workspace, &person));
    changes.extend(everywhere::generated(&opening.workspace, &person));
    changes.extend(everywhere::left(&opening.workspace, &person));
    let gone = changes.iter().filter(|change| change.what == "removed");
    let gone = gone.map(|change| change.file.clone()).collect();
    let done = changes.iter().map(|change| change.file.clone()).collect();
    changes.extend(elsewhere::changes(&opening.workspace, &person, &done));
    changes.extend(first_name::in_files(&opening.workspace, &person, &gone));
    changes.push(mark(&opening.workspace, &person)?);
    if args.apply {
        for change in &changes {
            apply(&opening.workspace.root, change)?;
        }
    }
    let view = ForgetView {
        changes,
        applied: args.apply,
    };
    match args.format {
        OutputFormat::Json => shell.print_json(&view)?,
        OutputFormat::Text => shell.print(&said(&view))?,
    }
    let is_left = view.changes.iter().any(|change| change.what == "by_hand");
    Ok(match is_left {
        true => Status::Findings,
        false => Status::Clean,
    })
}

/// Finds one person among contacts and speakers; several of one name are nobody.
fn find(wanted: &str, opening: &Opening) -> Result<Person, Fault> {
    let folded = text::fold(wanted);
    let contacts = opening.market.contacts();
    let is = |contact: &&Contact| {
        let email = contact
            .email
            .as_deref()
            .is_some_and(|email| text::fold(email) == folded);
        email || contact.id == wanted || text::fold(&contact.name) == folded
    };
    let found: Vec<&Contact> = contacts.iter().filter(is).collect();
    match found.as_slice() {
        [one] => Ok(Person {
            name: one.name.clone(),
            email: one.email.clone(),
            id: Some(one.id.clone()),
        }),
        [] => {
            let is_spoken = speakers(&opening.workspace)
                .iter()
                .any(|speaker| text::fold(speaker) == folded);
            let is_cited = opening
                .workspace
                .sources
                .values()
                .any(|source| text::fold(source).contains(&folded));
            let is_marked = opening.workspace.privacy.holds_name(wanted)
                || opening.workspace.privacy.holds("", Some(wanted));
            if is_spoken || is_cited || is_marked {
                let is_email = wanted.contains('@');
                return Ok(Person {
                    name: if is_email {
                        String::new()
                    } else {
                        wanted.to_owned()
                    },
                    email: is_email.then(|| wanted.to_owned()),
                    id: None,
                });
            }
            Err(Fault::asked(
                format!("nobody here is called or reached as `{wanted}`"),
                "give the e-mail, the id in the contacts table, or the exact name",
            ))
        }
        several => Err(Fault::asked(
            format!("{} contacts are called `{wanted}`", several.len()),
            format!(
                "say which by e-mail or id: {}",
                several
                    .iter()
                    .map(|one| one.email.clone().unwrap_or_else(|| one.id.clone()))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        )),
    }
}

fn speakers(workspace: &Workspace) -> Vec<String> {
    let mut names: Vec<String> = workspace
        .research
        .iter()
        .flat_map(|file| interview::read(&file.file, &file.text).value.turns)
        .filter_map(|turn| turn.speaker)
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The file of marks with this person in it.
fn mark(workspace: &Workspace, person: &Person) -> Result<ChangeView, Fault> {
    let mut privacy = workspace.privacy.clone();
    if !privacy.has_salt() {
        let mut salt = [0_u8; 16];
        getrandom::fill(&mut salt).map_err(|fault| {
            Fault::asked(
                format!("the system gives no random numbers for the mark's salt: {fault}"),
                "try again",
            )
        })?;
        let salt: String = salt.iter().map(|byte| format!("{byte:02x}")).collect();
        privacy = Privacy::with_salt(&salt);
    }
    privacy.forget(&person.name, person.email.as_deref());
    Ok(ChangeView {
        file: FORGOTTEN_FILE.to_owned(),
        what: "changed",
        says: "a one-way mark, so that a later import leaves the person out".to_owned(),
        bytes: Some(privacy.file().into_bytes()),
    })
}

fn apply(root: &Path, change: &ChangeView) -> Result<(), Fault> {
    let path = root.join(&change.file);
    let fault = |source| Fault::Save {
        path: path.clone(),
        source,
    };
    match (change.what, &change.bytes) {
        ("by_hand", _) => Ok(()),
        (_, Some(bytes)) => save::save(&path, bytes).map_err(fault),
        (_, None) => std::fs::remove_file(&path).map_err(fault),
    }
}

fn said(view: &ForgetView) -> String {
    let mut text = String::new();
    for (what, title) in [
        (
            "changed",
            if view.applied {
                "changed"
            } else {
                "would change"
            },
        ),
        (
            "removed",
            if view.applied {
                "removed"
            } else {
                "would be removed"
            },
        ),
        ("by_hand", "left for you"),
    ] {
        for change in view.changes.iter().filter(|change| change.what == what) {
            text += &format!("{title}: {}: {}\n", change.file, change.says);
        }
    }
    if !view.applied {
        text += "\nnothing was changed yet: --apply does it\n";
    } else {
        text +=
            "\nwhat git and backups hold of the past is not changed: rewrite or expire it there\n";
    }
    text
}
