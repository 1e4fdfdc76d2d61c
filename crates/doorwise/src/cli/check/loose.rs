//! Copy outside a workspace: whom each piece speaks to, and what is wrong with it.

use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::{Diagnostic, Level, slashed};
use doorwise_model::persona::Persona;
use doorwise_model::workspace::{Workspace, load};
use doorwise_words::addressee::{Addressee, Verdict, of_copy};
use doorwise_words::rules;
use serde::Serialize;

use super::FindingView;
use super::fit::{FitView, NotRunView};
use crate::cli::OutputFormat;
use crate::output::page::Page;
use crate::shell::{Fault, Shell, Status};

/// Endings of files that are read as copy.
const READ: [&str; 3] = ["md", "markdown", "txt"];

/// What `doorwise check <files> --format json` prints.
#[derive(Serialize)]
struct LooseView {
    errors: usize,
    warnings: usize,
    copies: Vec<CopyView>,
}

/// One piece of copy.
#[derive(Serialize)]
struct CopyView {
    file: String,
    persona: Option<String>,
    channel: Option<String>,
    addressee: AddresseeView,
    /// What the copy meets of the persona; none where no persona is known.
    fit: Option<FitView>,
    findings: Vec<CodedView>,
    /// Rules that lacked what they read.
    not_run: Vec<NotRunView>,
}

/// Whom a text speaks to.
#[derive(Serialize)]
struct AddresseeView {
    /// `addressed_to`, `mixed` or `nobody`.
    verdict: &'static str,
    function: Option<&'static str>,
    band: &'static str,
    /// `title`, `words`, `persona`, `usual` or `nothing`.
    band_rests_on: &'static str,
    /// The words behind it, strongest first.
    spans: Vec<SpanView>,
}

#[derive(Serialize)]
struct SpanView {
    says: String,
    line: usize,
    column: usize,
    function: &'static str,
    weight: f64,
}

/// A finding with the short code of its fault.
#[derive(Serialize)]
struct CodedView {
    /// `wrong_addressee`.
    code: String,
    #[serde(flatten)]
    finding: FindingView,
}

/// Checks files of copy, against a persona where one is named.
pub(super) fn run(
    files: &[PathBuf],
    persona: Option<&Path>,
    channel: Option<&str>,
    format: OutputFormat,
    shell: &mut Shell,
) -> Result<Status, Fault> {
    let mut workspace = Workspace::default();
    let mut found = Vec::new();
    let persona = match persona {
        Some(path) => Some(read_persona(path, &mut workspace, shell)?),
        None => None,
    };
    for file in files {
        let ending = file
            .extension()
            .map(|end| end.to_string_lossy().to_lowercase());
        if !ending.as_deref().is_some_and(|end| READ.contains(&end)) {
            return Err(Fault::asked(
                format!("`{}` is not read as copy", file.display()),
                format!("name a workspace, or files that end in {}", READ.join(", ")),
            ));
        }
        let text = load::read_text(file)?.replace("\r\n", "\n");
        let loaded = load::read_loose_copy(file, &text);
        found.extend(loaded.diagnostics);
        workspace.sources.insert(file.clone(), text);
        if let Some(mut copy) = loaded.value {
            if let Some(persona) = &persona {
                copy.persona.clone_from(&persona.id);
            }
            copy.channel = channel.map(str::to_owned).or(copy.channel);
            workspace.copies.push(copy);
        }
    }
    workspace.personas.extend(persona);
    let mut checked = rules::check_all(&workspace);
    found.append(&mut checked.found);
    let of_copies: Vec<&Diagnostic> = found
        .iter()
        .filter(|found| files.iter().any(|file| stands_in(found, file)))
        .collect();
    let count = |level: Level| {
        of_copies
            .iter()
            .filter(|found| found.level == level)
            .count()
    };
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    match format {
        OutputFormat::Json => shell.print_json(&LooseView {
            errors,
            warnings,
            copies: workspace
                .copies
                .iter()
                .map(|copy| CopyView {
                    file: slashed(&copy.file),
                    persona: Some(copy.persona.clone()).filter(|id| !id.is_empty()),
                    channel: copy.channel.clone(),
                    addressee: view(
                        &of_copy(copy, workspace.persona_of(copy)),
                        &copy.body,
                        copy.body_line,
                    ),
                    fit: workspace
                        .persona_of(copy)
                        .map(|persona| FitView::new(copy, persona)),
                    findings: of_copies
                        .iter()
                        .filter(|found| stands_in(found, &copy.file))
                        .map(|found| CodedView {
                            code: code(found.name),
                            finding: FindingView::new(found),
                        })
                        .collect(),
                    not_run: NotRunView::of(&checked.not_run, copy),
                })
                .collect(),
        })?,
        OutputFormat::Text => {
            let own: Vec<Diagnostic> = of_copies.iter().map(|found| (*found).clone()).collect();
            shell.findings(&own, &[], &workspace.sources);
            let mut page = Page::new(shell.width());
            for copy in &workspace.copies {
                let persona = workspace.persona_of(copy);
                let read = of_copy(copy, persona);
                page.line(&format!("{}: {}", copy.file.display(), says(&read)));
                if let Some(persona) = persona {
                    FitView::new(copy, persona).show(&mut page);
                }
                NotRunView::show(&NotRunView::of(&checked.not_run, copy), &mut page);
            }
            shell.print(&page.finish())?;
        }
    }
    Ok(match errors + warnings {
        0 => Status::Clean,
        _ => Status::Findings,
    })
}

fn read_persona(
    path: &Path,
    workspace: &mut Workspace,
    shell: &mut Shell,
) -> Result<Persona, Fault> {
    let text = load::read_text(path)?;
    let loaded = load::read_persona(path, &text);
    workspace.sources.insert(path.to_path_buf(), text);
    let is_damaged = loaded
        .diagnostics
        .iter()
        .any(|found| found.level == Level::Error);
    shell.diagnostics(&loaded.diagnostics, &workspace.sources);
    loaded.value.filter(|_| !is_damaged).ok_or_else(|| {
        Fault::asked(
            format!(
                "the persona in `{}` could not be understood",
                path.display()
            ),
            "mend the places above",
        )
    })
}

fn stands_in(found: &Diagnostic, file: &Path) -> bool {
    matches!(&found.place, doorwise_model::Place::Text { file: known, .. } if known == file)
}

/// `copy/wrong-addressee` is the fault `wrong_addressee`.
pub(super) fn code(name: &str) -> String {
    let fault = name.rsplit('/').next().unwrap_or(name);
    fault.replace('-', "_")
}

fn view(read: &Addressee, body: &str, body_line: usize) -> AddresseeView {
    let spans = read.spans.iter().map(|hit| {
        let before = &body[..hit.range.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        SpanView {
            says: body[hit.range.clone()].to_owned(),
            line: body_line + before.matches('\n').count(),
            column: before[line_start..].chars().count() + 1,
            function: hit.function.as_str(),
            weight: hit.weight,
        }
    });
    AddresseeView {
        verdict: match read.verdict {
            Verdict::AddressedTo => "addressed_to",
            Verdict::Mixed => "mixed",
            Verdict::Nobody => "nobody",
        },
        function: read.function.map(|function| function.as_str()),
        band: read.band.as_str(),
        band_rests_on: read.band_rests_on.as_str(),
        spans: spans.collect(),
    }
}

fn says(read: &Addressee) -> String {
    match (read.verdict, read.function) {
        (Verdict::Nobody, _) | (_, None) => "speaks to nobody in particular".to_owned(),
        (Verdict::Mixed, Some(function)) => {
            format!("speaks to several at once, {} first", function.label())
        }
        (Verdict::AddressedTo, Some(function)) => {
            format!("speaks to {}, {}", function.label(), read.band.as_str())
        }
    }
}
