//! `doorwise plan` for several ICPs in the terminal: all of them together, then each.

use std::path::Path;

use doorwise_playbook::view::{CountsView, JointView, OverlapsView, SectionView, StandsView};

use super::page::Page;
use super::plan_text::{
    actions, as_of, assumptions, clarity, counted, deals, joins, problems, reader, remarks,
    roles_seen, segments, waiting, what_to_say, who_to_target, whom_to_write_to,
};
use super::target_text::first_targets;

/// Returns the plan as text of at most `width` columns.
pub(crate) fn show(plan: &JointView, workspace: &Path, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&plan.headline);
    page.id("headline");
    waiting(&mut page, plan.problems);
    page.line(&format!(
        "{}: {}",
        plan.workspace,
        counted(plan.icps.len(), "ICP", "ICPs")
    ));
    as_of(&mut page, plan.as_of.as_deref(), &plan.as_of_from);
    deals(&mut page, plan.deals.as_ref());
    remarks(&mut page, &plan.remarks);
    let sections = plan.icps.iter();
    let stands = sections.map(|of| (of.plan.icp.id.as_str(), &of.stands));
    together(&mut page, stands, &plan.counts);
    overlaps(&mut page, &plan.overlaps, &plan.counts);
    for section in &plan.icps {
        one(&mut page, section);
    }
    roles_seen(&mut page, &plan.roles_seen);
    assumptions(&mut page, &plan.assumptions);
    joins(&mut page, &plan.joins);
    problems(&mut page, &plan.tables, plan.problems);
    actions(&mut page, &plan.actions, workspace);
    page.finish()
}

/// Writes the companies by the ICP they stand under; each is counted once.
pub(super) fn together<'v>(
    page: &mut Page,
    icps: impl Iterator<Item = (&'v str, &'v StandsView)>,
    counts: &CountsView,
) {
    if counts.companies == 0 {
        return;
    }
    page.heading("Each company under the ICP where it stands best");
    page.row(
        "",
        "",
        &["pursue".into(), "find out".into(), "ignore".into()],
    );
    for (icp, stands) in icps {
        page.row(
            icp,
            &stands.id,
            &[
                stands.pursue.to_string(),
                stands.find_out.to_string(),
                String::new(),
            ],
        );
    }
    page.row(
        &format!("of {}", counted(counts.companies, "company", "companies")),
        &counts.id,
        &[counts.pursue, counts.find_out, counts.ignore].map(|n| n.to_string()),
    );
}

/// Writes how many companies meet more than one ICP.
pub(super) fn overlaps(page: &mut Page, overlaps: &OverlapsView, counts: &CountsView) {
    if counts.companies == 0 {
        return;
    }
    page.item(&match overlaps.companies {
        0 => "no company meets more than one ICP".to_owned(),
        1 => "1 company meets more than one ICP".to_owned(),
        n => format!("{n} companies meet more than one ICP"),
    });
    page.id(overlaps.id);
    // With two ICPs the pair is all there is to say.
    for pair in overlaps.pairs.iter().filter(|pair| pair.companies > 0) {
        page.detail(&format!("{}: {}", pair.icps.join(" and "), pair.companies));
        page.id(&pair.id);
    }
}

fn one(page: &mut Page, section: &SectionView) {
    let plan = &section.plan;
    page.blank();
    page.title(&format!("{}: {}", plan.icp.id, plan.icp.name));
    page.id(&plan.id("icp"));
    page.line(&plan.headline);
    page.id(&plan.id("headline"));
    let stands = &section.stands;
    page.line(&format!(
        "{} under it: {} to pursue, {} to find out about",
        match stands.companies {
            1 => "1 company stands".to_owned(),
            n => format!("{n} companies stand"),
        },
        stands.pursue,
        stands.find_out
    ));
    page.id(&stands.id);
    remarks(page, &plan.remarks);
    who_to_target(page, plan);
    if stands.companies == 0 && plan.counts.pursue + plan.counts.find_out > 0 {
        page.heading("First targets");
        page.item("every company that fits stands better under another ICP");
    }
    first_targets(page, &plan.targets, stands.companies);
    whom_to_write_to(page, plan);
    reader(page, plan);
    what_to_say(page, plan);
    segments(page, plan);
    clarity(page, plan);
    assumptions(page, &plan.assumptions);
}
