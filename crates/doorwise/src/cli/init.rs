//! `doorwise init`

mod beside;
mod siblings;
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use doorwise_model::card::Criterion;
use doorwise_model::copy::language;
use doorwise_model::diagnostic::slashed;
use doorwise_model::draft_files::{self, SetupParts};
use doorwise_model::field::Field;
use doorwise_model::money::Rates;
use doorwise_model::save;
use doorwise_model::sentence::{self, IcpSketch};
use doorwise_model::workspace::load::{self, WORKSPACE_FILE};
use doorwise_model::yaml::edit::{self, Edit};
use doorwise_people::sentence::{self as persona_sentence, PersonaSketch};

use super::OutputFormat;
use crate::shell::{Fault, Shell, Status};
use serde::Serialize;

/// Start a workspace from plain sentences and from the sheets that lie there
///
/// Everything written is marked as an assumption until evidence stands behind it. Files that are
/// already there are never overwritten.
#[derive(Debug, clap::Args)]
pub(crate) struct InitArgs {
    /// The folder to start in
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Which companies: "B2B SaaS companies, 10 to 50 employees, Series A, in India"
    #[arg(long, value_name = "SENTENCE")]
    icp: Option<String>,
    /// Which person in them: "Head of Marketing Meera, who needs to prove pipeline to her founder"
    #[arg(long, value_name = "SENTENCE")]
    persona: Option<String>,
    /// What you sell: "shows which deals came from marketing"
    #[arg(long, value_name = "SENTENCE")]
    offer: Option<String>,
    /// Your company's name; the folder's name where left out
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// A table to use, a folder or a pattern of files that are one table; else every table found in
    /// the folder and in its data/
    #[arg(long = "table", value_name = "FILE")]
    tables: Vec<PathBuf>,
    /// Encoding of tables that are not UTF-8, such as windows-1252 or macintosh; else it is found out
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Ask nothing, even at a terminal
    #[arg(long)]
    no_input: bool,
    /// How to say what was understood and written
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// What `doorwise init --format json` prints.
#[derive(Serialize)]
struct InitView {
    /// Files written, from the workspace's folder.
    wrote: Vec<String>,
    /// Files that were there already and say something else.
    left_alone: Vec<String>,
    /// What was understood, mapped, assumed and not understood, a sentence each.
    said: Vec<String>,
}

/// Words from which the name of a folder that is not there was meant as a sentence.
const SENTENCE_WORDS: usize = 4;

/// Refuses what was meant for `--icp` and would become a folder's name.
fn refuse_sentence(root: &Path) -> Result<(), Fault> {
    let name = root.to_string_lossy();
    if root.exists() || name.split_whitespace().count() < SENTENCE_WORDS {
        return Ok(());
    }
    Err(Fault::asked(
        format!("no folder is called `{name}`, and it reads like a sentence"),
        "say what you sell with --offer, which companies with --icp and which person in them with --persona; make a folder of that name first if it was meant",
    ))
}

pub(crate) fn run(args: &InitArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let root = &args.workspace;
    refuse_sentence(root)?;
    std::fs::create_dir_all(root).map_err(|source| Fault::Save {
        path: root.clone(),
        source,
    })?;
    for folder in ["", "icps", "personas"] {
        save::sweep(&root.join(folder));
    }
    let is_new = !root.join(WORKSPACE_FILE).exists();
    let asks = is_new && shell.is_interactive() && !args.no_input;
    let mut answer = |given: &Option<String>, question: &str| match given {
        Some(given) => Ok(Some(given.clone())),
        None if asks => shell.ask(question),
        None => Ok(None),
    };
    let offer = answer(
        &args.offer,
        "What do you sell, in one sentence a customer would say?",
    )?;
    let icp_text = answer(
        &args.icp,
        "Which companies should buy it? (kind, size, stage, country)",
    )?;
    let persona_text = answer(
        &args.persona,
        "Who in them reads your mail, what do they need, what are they tired of?",
    )?;

    let persona = persona_text.as_deref().map(persona_sentence::persona);
    let icp = sketch_icp(icp_text.as_deref(), persona.as_ref());
    let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut said = Vec::new();
    if is_new {
        let found = tables::find(root, &args.tables, args.encoding.as_deref(), shell)?;
        said.extend(found.said);
        let setup = SetupParts {
            name: Some(args.name.clone().unwrap_or_else(|| folder_name(root))),
            offer_says: offer.clone(),
            buying_function: persona.as_ref().and_then(|persona| persona.function),
            tables: found.tables,
            ..SetupParts::default()
        };
        files.insert(
            PathBuf::from(WORKSPACE_FILE),
            draft_files::doorwise_yaml(&setup),
        );
        for (name, text) in draft_files::schema_files() {
            files.insert(PathBuf::from(name), text);
        }
    } else {
        said.extend(tables::add(
            root,
            &args.tables,
            args.encoding.as_deref(),
            shell,
        )?);
        if let Some(offer) = &offer {
            said.push(add_offer(root, offer)?);
        }
        if args.name.is_some() {
            said.push(format!(
                "{WORKSPACE_FILE} is there already; change the name in it"
            ));
        }
    }
    let mut icp_id = None;
    if let Some(sketch) = &icp {
        let id = draft_files::icp_id(sketch);
        let text = draft_files::icp_yaml(sketch, &id);
        said.push(format!("ICP {id}: {}", sentence::read_back(sketch)));
        if let Some(nothing) = nothing_told(&id, &text) {
            said.push(nothing);
            said.extend(in_another_language(icp_text.as_deref(), "companies"));
        }
        said.extend(one_step_out(&id, &text));
        files.insert(PathBuf::from(format!("icps/{id}.yaml")), text);
        said.extend(
            sketch
                .not_understood
                .iter()
                .map(|words| format!("not understood, kept in the ICP: `{words}`")),
        );
        icp_id = Some(id);
    } else if is_new {
        // Without a profile every company is in it; the plan says so and still has something to show.
        files.insert(PathBuf::from("icps/everyone.yaml"), EVERYONE.to_owned());
        said.push("ICP everyone: every company of your tables; say which ones with --icp or in icps/everyone.yaml".to_owned());
        icp_id = Some("everyone".to_owned());
    }
    if let Some(sketch) = &persona {
        let icp_id = match icp_id.or_else(|| first_icp(root)) {
            Some(id) => id,
            None => {
                return Err(Fault::asked(
                    "a persona lives inside exactly one ICP, and there is none",
                    "say which companies first: `doorwise init --icp \"…\"`",
                ));
            }
        };
        let mut sketch = sketch.clone();
        // What the ICP's sentence said of a person belongs here, whatever it means.
        sketch
            .not_understood
            .extend(icp.iter().flat_map(|icp| icp.person_parts.iter().cloned()));
        let id = draft_files::persona_id(&sketch);
        files.insert(
            PathBuf::from(format!("personas/{id}.yaml")),
            draft_files::persona_yaml(&sketch, &id, &icp_id),
        );
        said.push(format!(
            "persona {id}: {}",
            persona_sentence::read_back(&sketch)
        ));
        if sketch.goals.is_empty() && sketch.pains.is_empty() {
            said.extend(in_another_language(persona_text.as_deref(), "the person"));
        }
        said.extend(
            sketch
                .not_understood
                .iter()
                .map(|words| format!("not understood, kept in the persona: `{words}`")),
        );
        said.extend(
            sketch
                .company_parts
                .iter()
                .map(|words| format!("`{words}` speaks of the company and went to the ICP")),
        );
    }
    if let Some(offer) = &offer
        && is_new
    {
        said.push(format!("offer: {offer}"));
    }
    let (wrote, left_alone) = write_files(root, &files)?;
    if args.format == OutputFormat::Json {
        shell.print_json(&InitView {
            wrote,
            left_alone,
            said,
        })?;
        return Ok(Status::Clean);
    }
    for line in said {
        shell.say(&line);
    }
    for file in left_alone {
        shell.say(&format!("left alone {file}: it is there already"));
    }
    for file in wrote {
        shell.say(&format!("wrote {file}"));
    }
    shell.say(&format!(
        "everything is marked as an assumption; next: doorwise plan {}",
        root.display()
    ));
    Ok(Status::Clean)
}

const EVERYONE: &str = "\
# yaml-language-server: $schema=../.doorwise/schema/icp.json
icp: everyone
name: Every company in the tables
# Say which companies fit: each gate must hold, each exclusion must not, points rank the rest.
# gates:
#   - business_model: b2b
#   - industry: software.saas
#   - employees: 10..50
#   - place: IN
assumption: all
";

/// Adds the offer to a workspace that has none yet; one that is there is left alone.
fn add_offer(root: &Path, offer: &str) -> Result<String, Fault> {
    let path = root.join(WORKSPACE_FILE);
    let text = std::fs::read_to_string(&path).map_err(|source| Fault::Save {
        path: path.clone(),
        source,
    })?;
    if load::load(root)?.value.offer.says.is_some() {
        return Ok(format!(
            "{WORKSPACE_FILE} has an offer already; change it there"
        ));
    }
    let value_yaml = format!("says: {}\nassumption: all", edit::scalar(offer));
    let insert = Edit::Insert {
        path: Vec::new(),
        key: "offer".to_owned(),
        value_yaml,
    };
    match edit::apply(&text, &[insert]) {
        Ok(changed) => {
            save::save(&path, changed.as_bytes()).map_err(|source| Fault::Save { path, source })?;
            Ok(format!("offer: {offer}"))
        }
        Err(_) => Ok(format!(
            "{WORKSPACE_FILE} has an `offer:` already; write `says:` in it"
        )),
    }
}

/// Says that a sentence of which nothing was understood is not English.
fn in_another_language(text: Option<&str>, about: &str) -> Option<String> {
    let language = language::of_line(text?)?;
    (language != "en").then(|| {
        format!(
            "the sentence about {about} looks like {}; `init` reads English: say it in English, or fill in the file written below, whose words may be in any language",
            language::name(language)
        )
    })
}

/// Says that an ICP tells no company from another.
fn nothing_told(id: &str, text: &str) -> Option<String> {
    let file = PathBuf::from(format!("icps/{id}.yaml"));
    let card = load::read_icp(&file, text, &Rates::default()).value?.card;
    let is_empty = card.gates.is_empty() && card.exclusions.is_empty() && card.tables.is_empty();
    is_empty.then(|| {
        format!(
            "no kind, size, stage or place of companies was understood, so every company passes: write gates into {}",
            slashed(&file)
        )
    })
}

/// Says which values beside those asked for pass too, since nobody said them.
fn one_step_out(id: &str, text: &str) -> Option<String> {
    let file = PathBuf::from(format!("icps/{id}.yaml"));
    let icp = load::read_icp(&file, text, &Rates::default()).value?;
    let ranked = |field: &Field| {
        icp.card
            .tables
            .iter()
            .any(|table| table.fields.contains(field))
    };
    let wider: Vec<String> = icp
        .card
        .gates
        .iter()
        .filter(|gate| ranked(&gate.field))
        .map(Criterion::show)
        .collect();
    (!wider.is_empty()).then(|| {
        format!(
            "one step out passes too, with fewer points: {}; narrow the gates in {} if it should not",
            wider.join("; "),
            slashed(&file)
        )
    })
}

fn folder_name(root: &Path) -> String {
    let full = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    full.file_name().map_or_else(
        || "workspace".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn first_icp(root: &Path) -> Option<String> {
    let loaded = doorwise_model::workspace::load::load(root).ok()?;
    loaded.value.icps.first().map(|icp| icp.id.clone())
}

/// Reads the ICP's sentence together with what the persona's sentence says of companies.
fn sketch_icp(icp: Option<&str>, persona: Option<&PersonaSketch>) -> Option<IcpSketch> {
    let company_parts = persona
        .map(|persona| persona.company_parts.join(", "))
        .unwrap_or_default();
    match (icp, company_parts.as_str()) {
        (Some(icp), "") => Some(sentence::icp(icp)),
        (Some(icp), more) => Some(sentence::icp(&format!("{icp}, {more}"))),
        (None, "") => None,
        (None, more) => Some(sentence::icp(more)),
    }
}

/// Writes what is not there yet; returns the files written and those left alone, schemas apart.
fn write_files(
    root: &Path,
    files: &BTreeMap<PathBuf, String>,
) -> Result<(Vec<String>, Vec<String>), Fault> {
    let (mut wrote, mut left_alone) = (Vec::new(), Vec::new());
    for (file, text) in files {
        let path = root.join(file);
        let name = doorwise_model::diagnostic::slashed(file);
        let is_schema = file.starts_with(".doorwise");
        if path.exists() && !is_schema {
            if std::fs::read_to_string(&path).ok().as_deref() != Some(text) {
                left_alone.push(name);
            }
            continue;
        }
        // A schema is ours to renew: it says what this version reads.
        save::save(&path, text.as_bytes()).map_err(|source| Fault::Save {
            path: path.clone(),
            source,
        })?;
        if !is_schema {
            wrote.push(name);
        }
    }
    Ok((wrote, left_alone))
}
