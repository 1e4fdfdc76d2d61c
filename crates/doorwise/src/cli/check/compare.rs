//! Two versions of one piece of copy side by side: what the change met, and what it misses.

use doorwise_model::copy::Copy;
use doorwise_model::diagnostic::{Diagnostic, Place};
use doorwise_words::addressee::of_copy;
use serde::Serialize;

use super::fit::FitView;
use super::loose::{self, AddresseeView, Checked};
use super::view::{CodedView, Counts};
use super::{CheckArgs, CheckFormat, status};
use crate::output::page::Page;
use crate::shell::{Fault, Shell, Status};

/// What `doorwise check before.md after.md --compare --format json` prints.
#[derive(Serialize)]
struct CompareView {
    before: VersionView,
    after: VersionView,
    /// Found before and not after.
    fixed: Vec<CodedView>,
    /// Found in both, places those of the second.
    still_there: Vec<CodedView>,
    /// Found after and not before.
    new: Vec<CodedView>,
}

#[derive(Serialize)]
struct VersionView {
    file: String,
    persona: Option<String>,
    subject: Option<String>,
    words: usize,
    links: usize,
    addressee: AddresseeView,
    errors: usize,
    warnings: usize,
    notes: usize,
}

pub(super) fn run(args: &CheckArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let checked = loose::check(args, shell)?;
    let [before, after] = checked.workspace.copies.as_slice() else {
        return Err(Fault::asked(
            format!(
                "--compare sets two versions of one piece side by side, and {} could be read",
                super::count(checked.workspace.copies.len(), "piece")
            ),
            "name two files with one piece each, such as before.md after.md",
        ));
    };
    let of = |copy: &Copy| -> Vec<Diagnostic> {
        let is_of = |found: &&Diagnostic| matches!(&found.place, Place::Text { file, .. } if file == copy.source_file());
        checked.found.iter().filter(is_of).cloned().collect()
    };
    let (mut was, is) = (of(before), of(after));
    let counts = (Counts::of(&was), Counts::of(&is));
    let (mut still, mut new) = (Vec::new(), Vec::new());
    // The same words first; then the same rule, which says the same fault of other words.
    let mut open = Vec::new();
    for found in is {
        match was
            .iter()
            .position(|old| old.name == found.name && old.message == found.message)
        {
            Some(idx) => {
                was.remove(idx);
                still.push(found);
            }
            None => open.push(found),
        }
    }
    for found in open {
        match was.iter().position(|old| old.name == found.name) {
            Some(idx) => {
                was.remove(idx);
                still.push(found);
            }
            None => new.push(found),
        }
    }
    doorwise_model::diagnostic::sort(&mut still);
    let fixed = was;
    let coded = |found: &[Diagnostic]| found.iter().map(CodedView::new).collect::<Vec<_>>();
    match args.format {
        CheckFormat::Json => shell.print_json(&CompareView {
            before: version(&checked, before, counts.0),
            after: version(&checked, after, counts.1),
            fixed: coded(&fixed),
            still_there: coded(&still),
            new: coded(&new),
        })?,
        CheckFormat::Text => {
            let sources = &checked.workspace.sources;
            let left: Vec<Diagnostic> = still.iter().chain(&new).cloned().collect();
            shell.findings(&left, &[], sources);
            let mut page = Page::new(shell.width());
            page.title(&format!(
                "{} -> {}",
                before.source_file().display(),
                after.source_file().display()
            ));
            let persona = |copy: &Copy| checked.workspace.persona_of(copy);
            let speaks = |copy: &Copy| loose::says(&of_copy(copy, persona(copy)));
            page.line(&format!("before: {}; {}", speaks(before), size(before)));
            page.line(&format!("after:  {}; {}", speaks(after), size(after)));
            if let Some(persona) = persona(after) {
                page.heading(&format!("{} after the change", persona.name));
                FitView::new(after, persona).show(&mut page);
            }
            for (heading, found) in [("fixed", &fixed), ("still there", &still), ("new", &new)] {
                page.heading(&format!("{heading} ({})", found.len()));
                for found in found {
                    page.item(&format!("{}: {}", found.name, found.message));
                }
            }
            shell.print(&page.finish())?;
        }
        CheckFormat::Sarif | CheckFormat::Github => {
            return Err(Fault::asked(
                "two versions are compared for people or as JSON",
                "leave out --format, or write --format json; without --compare each file is checked by itself",
            ));
        }
    }
    Ok(status(counts.1, args.fail_on))
}

fn words(copy: &Copy) -> usize {
    copy.body.split_whitespace().count()
}

fn size(copy: &Copy) -> String {
    super::count(words(copy), "word")
}

fn version(checked: &Checked, copy: &Copy, counts: Counts) -> VersionView {
    VersionView {
        file: doorwise_model::diagnostic::slashed(copy.source_file()),
        persona: Some(copy.persona.clone()).filter(|id| !id.is_empty()),
        subject: copy.subject.clone(),
        words: words(copy),
        links: copy.links.len(),
        addressee: loose::addressee_view(&checked.workspace, copy),
        errors: counts.errors,
        warnings: counts.warnings,
        notes: counts.notes,
    }
}
