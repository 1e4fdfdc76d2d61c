//! Copy by itself: whom each piece speaks to, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use doorwise_model::copy::allow::Covers;
use doorwise_model::copy::{self, Copy, Home};
use doorwise_model::diagnostic::{Diagnostic, Level, Place, Span, slashed};
use doorwise_model::persona::Persona;
use doorwise_model::workspace::{Workspace, load};
use doorwise_words::addressee::{Addressee, Verdict, of_copy};
use doorwise_words::rules::NotRun;
use doorwise_words::settle::{self, Allowed};
use serde::Serialize;

use super::fit::{self, FitView, NotRunView};
use super::mend::{self, Mended};
use super::view::{AllowedView, CodedView, Counts};
use super::{CheckArgs, CheckFormat, status};
use crate::cli::own_titles;
use crate::output::page::Page;
use crate::output::{github, sarif};
use crate::shell::{Fault, Shell, Status};

/// From so many pieces on the terminal counts them instead of listing each.
const LISTED: usize = 30;

/// What `doorwise check <files> --format json` prints.
#[derive(Serialize)]
struct LooseView {
    errors: usize,
    warnings: usize,
    notes: usize,
    /// Pieces that could not be understood; each has its finding.
    bad_copies: usize,
    copies: Vec<CopyView>,
    /// What is found of a file as a whole: a header without a body, a row that is none.
    findings: Vec<CodedView>,
    allowed: Vec<AllowedView>,
    mended: Vec<Mended>,
}

/// One piece of copy.
#[derive(Serialize)]
struct CopyView {
    file: String,
    /// Which piece of a file with many.
    part: Option<String>,
    row: Option<usize>,
    name: Option<String>,
    persona: Option<String>,
    channel: Option<String>,
    goal: Option<String>,
    language: String,
    awareness: Option<String>,
    subject: Option<String>,
    links: usize,
    images: usize,
    attachments: usize,
    addressee: AddresseeView,
    /// What the copy meets of the persona; none where no persona is known.
    fit: Option<FitView>,
    findings: Vec<CodedView>,
    /// Rules that lacked what they read.
    not_run: Vec<NotRunView>,
}

/// Whom a text speaks to.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AddresseeView {
    /// `addressed_to`, `mixed` or `nobody`.
    verdict: &'static str,
    function: Option<&'static str>,
    band: &'static str,
    /// `title`, `words`, `persona`, `usual` or `nothing`.
    band_rests_on: &'static str,
    /// The words behind it, strongest first.
    spans: Vec<SpanView>,
}

#[derive(Clone, Debug, Serialize)]
struct SpanView {
    says: String,
    line: usize,
    column: usize,
    function: &'static str,
    weight: f64,
}

/// Files of copy, read and checked.
pub(super) struct Checked {
    pub(super) workspace: Workspace,
    pub(super) found: Vec<Diagnostic>,
    pub(super) allowed: Vec<Allowed>,
    pub(super) not_run: Vec<NotRun>,
}

/// Checks files of copy, against a persona where one is named.
pub(super) fn run(args: &CheckArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let mut checked = check(args, shell)?;
    let mut mended = Vec::new();
    if args.fix {
        mended = mend::mend(Path::new(""), &checked.found, Home::Loose, shell)?;
        if !mended.is_empty() {
            checked = check(args, shell)?;
        }
    }
    let Checked {
        workspace,
        found,
        allowed,
        not_run,
    } = &checked;
    let counts = Counts::of(found);
    match args.format {
        CheckFormat::Json => shell.print_json(&view(&checked, counts, mended))?,
        CheckFormat::Sarif => shell.print_json(&sarif::log(found, allowed))?,
        CheckFormat::Github => shell.print(&github::show(found))?,
        CheckFormat::Text => {
            shell.findings(found, &[], &workspace.sources);
            let mut page = Page::new(shell.width());
            list(workspace, not_run, &mut page);
            let mut more = Vec::new();
            if workspace.bad_copies > 0 {
                more.push(format!("{} could not be read", workspace.bad_copies));
            }
            if !allowed.is_empty() {
                more.push(format!(
                    "{} meant so",
                    super::count(allowed.len(), "finding")
                ));
            }
            if !more.is_empty() || workspace.copies.len() > 1 {
                let read = super::count(workspace.copies.len(), "piece");
                let mut says = format!(
                    "{}, {} in {read} of copy",
                    super::count(counts.errors, "error"),
                    super::count(counts.warnings, "warning")
                );
                for more in more {
                    says.push_str(&format!("; {more}"));
                }
                page.line(&says);
            }
            shell.print(&page.finish())?;
        }
    }
    if workspace.copies.is_empty() && workspace.bad_copies > 0 {
        return Ok(Status::CouldNotRun);
    }
    Ok(status(counts, args.fail_on))
}

/// Reads and checks the files that the arguments name.
pub(super) fn check(args: &CheckArgs, shell: &mut Shell) -> Result<Checked, Fault> {
    let (mut workspace, of_rules) = around(&args.paths)?;
    let (persona, of_persona) = match &args.persona {
        Some(path) => {
            let (persona, found) = read_persona(path, &mut workspace, shell)?;
            (Some(persona), found)
        }
        None => (None, Vec::new()),
    };
    let mut found = Vec::new();
    for file in &args.paths {
        let ending = file
            .extension()
            .map(|end| end.to_string_lossy().to_lowercase());
        if !ending
            .as_deref()
            .is_some_and(|end| copy::ENDINGS.contains(&end))
        {
            return Err(Fault::asked(
                format!("`{}` is not read as copy", file.display()),
                format!(
                    "name a workspace, or files that end in {}",
                    copy::ENDINGS.join(", ")
                ),
            ));
        }
        let mut read = load::read_loose_copy(file, &load::read_bytes(file)?);
        found.append(&mut read.diagnostics);
        workspace.sources.append(&mut read.sources);
        workspace.bad_copies += read.bad;
        for mut copy in read.copies {
            if let Some(persona) = &persona {
                copy.persona.clone_from(&persona.id);
            }
            copy.channel = args.channel.clone().or(copy.channel);
            workspace.copies.push(copy);
        }
    }
    workspace.personas.extend(persona);
    let settled = settle::check(&workspace, found);
    let mut found = settled.found;
    // The workspace around the files lends its personas and rules; what is wrong with them is its own.
    let asked: BTreeSet<&Path> = args.paths.iter().map(PathBuf::as_path).collect();
    found.retain(|found| match &found.place {
        Place::Text { file, .. } => {
            asked.contains(file.as_path()) || found.name.starts_with("own-rule/")
        }
        _ => false,
    });
    // A rule that could not be read does not run, and who relies on it has to know.
    found.splice(0..0, of_rules);
    // Of a persona that is named by hand only what could not be understood matters here.
    let damages = of_persona
        .into_iter()
        .filter(|found| found.level == Level::Error);
    found.splice(0..0, damages);
    Ok(Checked {
        workspace,
        found,
        allowed: settled.allowed,
        not_run: settled.not_run,
    })
}

/// Returns the personas, proofs, rules and settings of the workspace that the files lie in, if any, and
/// what is wrong with its rules.
pub(super) fn around(files: &[PathBuf]) -> Result<(Workspace, Vec<Diagnostic>), Fault> {
    let Some(first) = files
        .first()
        .and_then(|file| std::path::absolute(file).ok())
    else {
        return Ok((Workspace::default(), Vec::new()));
    };
    let root = first
        .ancestors()
        .skip(1)
        .find(|folder| folder.join(load::WORKSPACE_FILE).is_file());
    let Some(root) = root else {
        return Ok((Workspace::default(), Vec::new()));
    };
    own_titles::install(root)?;
    let loaded = load::load(root)?;
    let mut workspace = loaded.value;
    let mut of_rules = loaded.diagnostics;
    of_rules.retain(
        |found| matches!(&found.place, Place::Text { file, .. } if file.starts_with("rules")),
    );
    workspace.copies.clear();
    workspace.bad_copies = 0;
    // Files are named as they were typed, so the workspace's own paths are named from here too.
    let here = std::path::absolute("").ok();
    let from_here = |path: &Path| {
        let whole = root.join(path);
        match here
            .as_deref()
            .and_then(|here| whole.strip_prefix(here).ok())
        {
            Some(short)
                if first
                    .strip_prefix(here.as_deref().unwrap_or(root))
                    .is_ok_and(|rest| files[0] == rest) =>
            {
                short.to_path_buf()
            }
            _ => whole,
        }
    };
    for allow in &mut workspace.checks.allows {
        if let Covers::Path(path) = &allow.covers
            && !path.as_os_str().is_empty()
        {
            allow.covers = Covers::Path(from_here(path));
        }
    }
    Ok((workspace, of_rules))
}

fn view(checked: &Checked, counts: Counts, mended: Vec<Mended>) -> LooseView {
    let Checked {
        workspace,
        found,
        allowed,
        not_run,
    } = checked;
    let not_run = fit::by_piece(not_run);
    // A piece of a file with many is told by the part that its findings name.
    let mut by_piece: BTreeMap<(&Path, Option<&str>), Vec<CodedView>> = BTreeMap::new();
    for found in found {
        if let Place::Text { file, .. } = &found.place {
            by_piece
                .entry((file.as_path(), found.part.as_deref()))
                .or_default()
                .push(CodedView::new(found));
        }
    }
    let copies = workspace
        .copies
        .iter()
        .map(|copy| {
            let origin = copy.origin.as_ref();
            let part = origin
                .map(|origin| origin.part.as_str())
                .filter(|part| !part.is_empty());
            let mut findings = by_piece
                .remove(&(copy.source_file(), part))
                .unwrap_or_default();
            // In a file of one piece what is said of the file is said of the piece.
            if origin.is_none_or(|origin| origin.row.is_none()) {
                findings.extend(
                    by_piece
                        .remove(&(copy.source_file(), None))
                        .unwrap_or_default(),
                );
            }
            CopyView {
                file: slashed(copy.source_file()),
                part: part.map(str::to_owned),
                row: origin.and_then(|origin| origin.row),
                name: origin.and_then(|origin| origin.name.clone()),
                persona: Some(copy.persona.clone()).filter(|id| !id.is_empty()),
                channel: copy.channel.clone(),
                goal: copy.goal.clone(),
                language: copy.language.clone(),
                awareness: copy.awareness.clone(),
                subject: copy.subject.clone(),
                links: copy.links.len(),
                images: copy.images.len(),
                attachments: copy.attachments,
                addressee: addressee_view(workspace, copy),
                fit: workspace
                    .persona_of(copy)
                    .map(|persona| FitView::new(copy, persona)),
                findings,
                not_run: NotRunView::of(&not_run, copy),
            }
        })
        .collect();
    LooseView {
        errors: counts.errors,
        warnings: counts.warnings,
        notes: counts.notes,
        bad_copies: workspace.bad_copies,
        copies,
        findings: by_piece.into_values().flatten().collect(),
        allowed: allowed.iter().map(AllowedView::new).collect(),
        mended,
    }
}

/// Reads the persona that is named, with what is wrong in its file; what could be understood holds.
pub(super) fn read_persona(
    path: &Path,
    workspace: &mut Workspace,
    shell: &mut Shell,
) -> Result<(Persona, Vec<Diagnostic>), Fault> {
    let text = load::read_text(path)?;
    let loaded = load::read_persona(path, &text);
    workspace.sources.insert(path.to_path_buf(), text);
    let Some(persona) = loaded.value else {
        shell.diagnostics(&loaded.diagnostics, &workspace.sources);
        return Err(Fault::asked(
            format!(
                "the persona in `{}` could not be understood",
                path.display()
            ),
            "mend the places above",
        ));
    };
    // The one named stands above one of the same id in the workspace around.
    workspace.personas.retain(|known| known.id != persona.id);
    Ok((persona, loaded.diagnostics))
}

/// Returns whom a piece speaks to, its spans in the file that the user has.
pub(super) fn addressee_view(workspace: &Workspace, copy: &Copy) -> AddresseeView {
    let read = of_copy(copy, workspace.persona_of(copy));
    let text = |file: &Path| workspace.sources.get(file).map_or("", String::as_str);
    let spans = read.spans.iter().map(|hit| {
        let before = &copy.body[..hit.range.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let says = &copy.body[hit.range.clone()];
        let mut span = Span {
            line: copy.body_line + before.matches('\n').count(),
            column: before[line_start..].chars().count() + 1,
            length: says.chars().count().max(1),
        };
        if let Some(origin) = &copy.origin {
            span = origin.back(text(&copy.file), span, text(&origin.file)).span;
        }
        SpanView {
            says: says.to_owned(),
            line: span.line,
            column: span.column,
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

/// Says whom each piece speaks to and what it meets of its persona, or how many speak to whom.
fn list(workspace: &Workspace, not_run: &[NotRun], page: &mut Page) {
    let copies = &workspace.copies;
    let not_run = fit::by_piece(not_run);
    let whom = |copy: &Copy| says(&of_copy(copy, workspace.persona_of(copy)));
    if copies.len() <= LISTED {
        for copy in copies {
            let part = copy
                .origin
                .as_ref()
                .filter(|origin| origin.row.is_some())
                .map(|origin| format!(", {}", origin.part))
                .unwrap_or_default();
            page.line(&format!(
                "{}{part}: {}",
                copy.source_file().display(),
                whom(copy)
            ));
            if let Some(persona) = workspace.persona_of(copy) {
                FitView::new(copy, persona).show(page);
            }
            NotRunView::show(&NotRunView::of(&not_run, copy), page);
        }
        return;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for copy in copies {
        *counts.entry(whom(copy)).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (says, count) in counts {
        page.line(&format!("{count} of {}: {says}", copies.len()));
    }
}

/// Says whom a text speaks to.
pub(super) fn says(read: &Addressee) -> String {
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
