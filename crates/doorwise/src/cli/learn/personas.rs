//! `doorwise learn personas`

use std::path::PathBuf;

use doorwise_model::icp::Icp;
use doorwise_model::market::Market;
use doorwise_model::workspace::Workspace;
use doorwise_model::{Place, save};
use doorwise_people::discover::{self, Source};
use doorwise_playbook::personas::{self, Material, PersonasView, Proposed};
use doorwise_playbook::who;
use doorwise_playbook::why::{Book, ROWS_SHOWN};
use doorwise_serve::report;

use crate::cli::OutputFormat;
use crate::cli::hearing::{self, Heard};
use crate::cli::loose::typed;
use crate::cli::opening::{self, Opening};
use crate::cli::plan::refuse_half_understood;
use crate::output::personas_text;
use crate::shell::{Fault, Shell, Status};

/// Learn which people matter inside an ICP, from its deals' contacts and from interviews
///
/// Proposes a persona for each kind of person who was asked or carries deals, in their own words, and
/// what to ask next. No pain is printed that nobody said. The author's text stays as it is.
#[derive(Debug, clap::Args)]
pub(crate) struct PersonasArgs {
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Id of the ICP; needed where there are several
    #[arg(long, value_name = "ID")]
    icp: Option<String>,
    /// Write the proposals: new files, and additions to those that are there
    #[arg(long)]
    apply: bool,
    /// Name the speakers; else their titles stand for them
    #[arg(long)]
    names: bool,
    /// Where to write the personas beside their ICP as one HTML page
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

pub(super) fn run(args: &PersonasArgs, shell: &mut Shell) -> Result<Status, Fault> {
    made(args, shell, |made, shell| {
        if let Some(path) = &args.html {
            let icp = args
                .icp
                .as_ref()
                .map(|icp| ["--icp".to_owned(), icp.clone()]);
            let names = args.names.then(|| "--names".to_owned());
            let words: Vec<String> = icp.into_iter().flatten().chain(names).collect();
            let book = Book::of(made, ROWS_SHOWN, &typed(&words));
            shell.write(path, &report::personas_page(made.view, &|id| book.get(id)))?;
        }
        match args.format {
            OutputFormat::Json => shell.print_json(made.view)?,
            OutputFormat::Text => {
                let text = personas_text::show(made.view, shell.width());
                shell.print(&text)?;
            }
        }
        Ok(Status::Clean)
    })
}

/// Proposes the personas, writes those that are to be written, and hands on what was found.
pub(in crate::cli) fn made<R>(
    args: &PersonasArgs,
    shell: &mut Shell,
    look: impl FnOnce(&Proposed<'_>, &mut Shell) -> Result<R, Fault>,
) -> Result<R, Fault> {
    let opening = opening::open(&args.workspace, shell)?;
    let icp = choose(&opening.workspace, args.icp.as_deref())?;
    refuse_half_understood(icp, &opening.diagnostics)?;
    let root = &opening.workspace.root;
    let Heard {
        interviews,
        records,
    } = hearing::hear(&opening.workspace, root, shell);
    let inside = who::deals_inside(&opening.market, &opening.market.score(icp));
    let own = opening.workspace.personas_in(&icp.id);
    let speakers = discover::speakers(&interviews, opening.market.contacts());
    let source = Source {
        deals: &inside,
        contacts: opening.market.contacts(),
        interviews: &interviews,
        records: &records,
        personas: &own,
        speakers: &speakers,
    };
    let mut view = proposed(args, &opening, icp, &source)?;
    if args.apply {
        for persona in view.personas.iter_mut().filter(|one| !one.diff.is_empty()) {
            let path = opening.workspace.root.join(&persona.file);
            save::save(&path, persona.text().as_bytes())
                .map_err(|source| Fault::Save { path, source })?;
            persona.applied = true;
        }
    }
    let made = Proposed {
        view: &view,
        source: &source,
        deals: opening.market.deals(),
    };
    look(&made, shell)
}

fn proposed(
    args: &PersonasArgs,
    opening: &Opening,
    icp: &Icp,
    source: &Source<'_>,
) -> Result<PersonasView, Fault> {
    let workspace = &opening.workspace;
    let own = source.personas;
    let texts: Vec<String> = own
        .iter()
        .map(|persona| match &persona.place {
            Place::Text { file, .. } => workspace.sources.get(file).cloned().unwrap_or_default(),
            _ => String::new(),
        })
        .collect();
    let taken: Vec<&str> = workspace
        .personas
        .iter()
        .map(|persona| persona.id.as_str())
        .collect();
    personas::view(&Material {
        icp,
        source: source.clone(),
        deals: opening.market.deals(),
        texts: &texts,
        taken: &taken,
        with_names: args.names,
    })
    .map_err(|refused| {
        Fault::asked(
            format!(
                "the persona `{}` was left as it is: {}",
                refused.persona, refused.why
            ),
            "mend its file, or take the quotes over by hand from --format json",
        )
    })
}

fn choose<'w>(workspace: &'w Workspace, id: Option<&str>) -> Result<&'w Icp, Fault> {
    match super::super::plan::choose(workspace, id)?.as_slice() {
        [icp] => Ok(icp),
        several => Err(Fault::asked(
            "a persona lives in exactly one ICP, and the workspace has several",
            format!(
                "say which with --icp: {}",
                several
                    .iter()
                    .map(|icp| icp.id.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        )),
    }
}
