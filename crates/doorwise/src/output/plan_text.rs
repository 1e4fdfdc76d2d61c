//! `doorwise plan` in the terminal, on one page.

use std::path::Path;

use doorwise_playbook::id;
use doorwise_playbook::view::{
    ActionView, AssumptionView, DealsView, JoinsView, PlanView, ProblemsView, RoleSeenView,
    SaysView, TableView,
};

use super::page::Page;
use super::target_text::first_targets;

/// Assumptions and segments shown; the files hold all of them.
const ASSUMPTIONS_SHOWN: usize = 8;
/// Fields worth finding that are shown.
const FIELDS_SHOWN: usize = 3;

/// Rows that repeat others or name nobody that are shown.
const ROWS_SHOWN: usize = 3;

/// Returns the plan as text of at most `width` columns.
pub(crate) fn show(plan: &PlanView, workspace: &Path, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&plan.headline);
    page.id("headline");
    waiting(&mut page, plan.problems);
    page.line(&format!("{}: {}", plan.workspace, plan.icp.name));
    page.id("icp");
    as_of(&mut page, plan.as_of.as_deref(), &plan.as_of_from);
    deals(&mut page, plan.deals.as_ref());
    for other in &plan.other_icps {
        page.item(&format!(
            "another ICP is here: `doorwise plan --icp {other}`"
        ));
    }
    remarks(&mut page, &plan.remarks);
    who_to_target(&mut page, plan);
    let fits = plan.counts.pursue + plan.counts.find_out;
    first_targets(&mut page, &plan.targets, fits);
    roles_seen(&mut page, &plan.roles_seen);
    whom_to_write_to(&mut page, plan);
    reader(&mut page, plan);
    what_to_say(&mut page, plan);
    segments(&mut page, plan);
    clarity(&mut page, plan);
    assumptions(&mut page, &plan.assumptions);
    joins(&mut page, &plan.joins);
    problems(&mut page, &plan.tables, plan.problems);
    actions(&mut page, &plan.actions, workspace);
    page.finish()
}

/// Says that errors wait.
pub(super) fn waiting(page: &mut Page, problems: ProblemsView) {
    if problems.errors > 0 {
        let (verb, s) = if problems.errors == 1 {
            ("waits", "")
        } else {
            ("wait", "s")
        };
        page.line(&format!(
            "{} error{s} {verb} in `doorwise check`",
            problems.errors
        ));
        page.id("problems.errors");
    }
}

/// Writes the day that the plan speaks of, and where it comes from.
pub(super) fn as_of(page: &mut Page, day: Option<&str>, from: &str) {
    if let Some(day) = day {
        page.line(&format!("as of {day} ({from})"));
        page.id("as_of");
    }
}

/// Writes the deals by outcome.
pub(super) fn deals(page: &mut Page, deals: Option<&DealsView>) {
    let Some(deals) = deals else { return };
    let rate = match deals.win_rate {
        Some(rate) => format!(
            ", win rate {:.0} % of {} closed (could be {:.0} to {:.0} %)",
            rate.value * 100.0,
            rate.n,
            rate.low * 100.0,
            rate.high * 100.0
        ),
        None if deals.won > 0 => ", so no win rate: none is told as lost".to_owned(),
        None => String::new(),
    };
    page.line(&format!(
        "{} deals: {} won, {} lost, {} open{rate}",
        deals.deals, deals.won, deals.lost, deals.open
    ));
    page.id(deals.id);
}

/// Writes what is said once at the top.
pub(super) fn remarks(page: &mut Page, remarks: &[SaysView]) {
    for remark in remarks {
        page.item(&remark.says);
        page.id(&remark.id);
    }
}

/// Writes what to do next, and how everything opens.
pub(super) fn actions(page: &mut Page, actions: &[ActionView], workspace: &Path) {
    page.heading(&match workspace.to_string_lossy().as_ref() {
        "." => "Next three actions".to_owned(),
        folder => format!("Next three actions, with commands to run in {folder}"),
    });
    for (idx, action) in actions.iter().enumerate() {
        page.item(&format!("{}. {}", idx + 1, action.says));
        page.id(&action.id);
        page.faint(&action.command);
    }
    page.blank();
    page.line("Every number opens: `doorwise why <id>`, with the id at the right, such as `doorwise why headline`");
}

pub(super) fn who_to_target(page: &mut Page, plan: &PlanView) {
    if plan.counts.companies == 0 {
        page.heading("Who to target");
        page.item("no company yet: name a table of companies, or the column that names the company, in doorwise.yaml");
        return;
    }
    page.heading("Who to target");
    page.row("", "", &["out here".into(), "left".into(), "open".into()]);
    page.row(
        "companies in the tables",
        &format!("{}.companies", plan.counts.id),
        &[
            String::new(),
            plan.counts.companies.to_string(),
            String::new(),
        ],
    );
    for fall in &plan.fallout {
        let kind = if fall.kind == "gate" { "" } else { "not " };
        page.row(
            &format!("{kind}{}", fall.says),
            &fall.id,
            &[
                fall.out.to_string(),
                fall.left.to_string(),
                fall.open.to_string(),
            ],
        );
    }
    for tier in &plan.tiers {
        let decision = tier.decision.replace('_', " ");
        page.row(
            &format!("{decision}, tier {}", tier.tier),
            &tier.id,
            &[String::new(), tier.companies.to_string(), String::new()],
        );
    }
    if plan
        .worth_finding
        .iter()
        .any(|field| field.decisions + field.tiers > 0)
    {
        page.heading("Worth finding");
        for field in plan
            .worth_finding
            .iter()
            .filter(|field| field.decisions + field.tiers > 0)
            .take(FIELDS_SHOWN)
        {
            page.item(&format!(
                "{}: settles {} and {} by itself; not fully known for {}",
                field.field,
                counted(field.decisions, "decision", "decisions"),
                counted(field.tiers, "tier", "tiers"),
                counted(field.companies, "company", "companies")
            ));
            page.id(&field.id);
        }
    }
}

/// Returns `1 company` or `7 companies`.
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Writes who was in closed deals.
pub(super) fn roles_seen(page: &mut Page, roles: &[RoleSeenView]) {
    if roles.is_empty() {
        return;
    }
    page.heading("Who was seen in your deals");
    page.row(
        "",
        "",
        &["won".into(), "of".into(), "lost".into(), "of".into()],
    );
    for role in roles {
        page.row(
            &format!("{} {}", role.function, role.band),
            &role.id,
            &[role.won_with, role.won, role.lost_with, role.lost].map(|n| n.to_string()),
        );
    }
}

pub(super) fn whom_to_write_to(page: &mut Page, plan: &PlanView) {
    page.heading("Whom to write to");
    if plan.personas.is_empty() {
        page.item("nobody yet: no persona lives inside this ICP");
    }
    for persona in &plan.personas {
        let roles = if persona.buying_roles.is_empty() {
            String::new()
        } else {
            format!(" ({})", persona.buying_roles.join(", "))
        };
        page.item(&format!(
            "{}{roles}: {}",
            persona.name,
            persona.titles.join(", ")
        ));
        let key = format!("persona.{}", id::part(&persona.id));
        page.id(&key);
        for statement in &persona.statements {
            let rests = if statement.assumption {
                "ASSUMPTION".to_owned()
            } else {
                format!(
                    "said by {} of {} people",
                    statement.people, statement.of_people
                )
            };
            page.detail(&format!("{}: {} [{rests}]", statement.kind, statement.says));
            page.id(&statement.id);
        }
        if !persona.search.is_empty() {
            page.faint(&format!("search: {}", persona.search));
            page.id(&format!("{key}.search"));
        }
        if let Some(seen) = &persona.seen {
            page.detail(&seen.says);
            page.id(&seen.id);
        }
    }
}

/// Writes that deals stall on the wrong reader; nothing where there is no sign of it.
pub(super) fn reader(page: &mut Page, plan: &PlanView) {
    let found = plan.reader.as_ref();
    let Some(reader) = found.filter(|reader| reader.verdict == "wrong_reader") else {
        return;
    };
    page.heading(&format!("Probably the wrong reader [{}]", reader.grade));
    page.item(&reader.says);
    page.id(&reader.id);
    for caution in &reader.cautions {
        page.faint(caution);
    }
    page.item(&reader.next);
    page.faint("`doorwise who --diagnose` names the deals");
}

pub(super) fn what_to_say(page: &mut Page, plan: &PlanView) {
    page.heading("What to say");
    if plan.messages.is_empty() {
        page.item("nothing yet: a message needs a persona to speak to");
    }
    for message in &plan.messages {
        page.item(&format!(
            "{} to {}",
            message.channel.replace('_', " "),
            message.persona
        ));
        page.id(&message.id);
        if let Some(why) = &message.withheld {
            page.detail(&format!("no draft: {why}"));
            continue;
        }
        if let Some(subject) = &message.subject {
            page.quote(&format!("Subject: {subject}"));
            page.id(&format!("{}.subject", message.id));
            page.blank();
        }
        page.quote(&message.text);
        let assumed: Vec<&str> = message
            .sentences
            .iter()
            .filter(|sentence| sentence.assumption)
            .map(|sentence| sentence.text.as_str())
            .collect();
        if !assumed.is_empty() {
            page.faint(&format!("ASSUMPTION: {}", assumed.join(" / ")));
        }
        for gap in &message.gaps {
            page.faint(&format!("gap: {gap}"));
        }
        if !message.gaps.is_empty() {
            page.id(&format!("{}.gaps", message.id));
        }
    }
    if !plan.messages.is_empty() {
        page.faint("`doorwise say` has more angles, channels and readers, the message house and what not to say");
    }
}

pub(super) fn segments(page: &mut Page, plan: &PlanView) {
    for (heading, segments) in [
        ("Segments to pursue", &plan.segments_to_pursue),
        ("Segments to ignore", &plan.segments_to_ignore),
    ] {
        if segments.is_empty() {
            continue;
        }
        page.heading(heading);
        page.row(
            "",
            "",
            &["pursue".into(), "find out".into(), "ignore".into()],
        );
        for segment in segments {
            page.row(
                &segment.says,
                &segment.id,
                &[
                    segment.pursue.to_string(),
                    segment.find_out.to_string(),
                    segment.ignore.to_string(),
                ],
            );
        }
    }
}

pub(super) fn clarity(page: &mut Page, plan: &PlanView) {
    page.heading("Is it clear?");
    page.line(&plan.clarity_score.says);
    page.id(&plan.clarity_score.id);
    for question in plan.clarity.iter().filter(|question| question.key) {
        page.item(&format!(
            "{} {}",
            question.question,
            question.state.to_uppercase()
        ));
        page.detail(&question.answer);
        page.id(&question.id);
    }
    page.faint(&format!(
        "doorwise clarity   # all {}, with what to do next",
        plan.clarity.len()
    ));
}

pub(super) fn assumptions(page: &mut Page, assumptions: &[AssumptionView]) {
    if assumptions.is_empty() {
        return;
    }
    page.heading("What rests on assumption");
    for assumption in assumptions.iter().take(ASSUMPTIONS_SHOWN) {
        page.item(&format!("{} ({})", assumption.says, assumption.place));
        page.id(&assumption.id);
    }
    if assumptions.len() > ASSUMPTIONS_SHOWN {
        page.detail(&format!(
            "and {} more, in plan.json and report.html",
            assumptions.len() - ASSUMPTIONS_SHOWN
        ));
    }
}

/// Rows that repeat others or name nobody, the first few of each.
pub(super) fn joins(page: &mut Page, joins: &JoinsView) {
    let more = |page: &mut Page, n: usize, file: &str| {
        if n > ROWS_SHOWN {
            page.faint(&format!(
                "and {} more: `doorwise plan --out report` writes all to {file}",
                n - ROWS_SHOWN
            ));
        }
    };
    if joins.duplicates > 0 {
        page.heading("Rows counted with an earlier one");
        for found in joins.duplicate_rows.iter().take(ROWS_SHOWN) {
            page.item(&format!("{}, {}: {}", found.row, found.says, found.why));
            if !found.differs.is_empty() {
                page.detail(&found.differs.join("; "));
            }
        }
        page.id("remark.duplicates");
        more(page, joins.duplicates, "duplicates.csv");
    }
    if joins.unlinked > 0 {
        page.heading("Rows that name nobody in your tables");
        for found in joins.unlinked_rows.iter().take(ROWS_SHOWN) {
            page.item(&format!("{}, {}: {}", found.row, found.says, found.why));
        }
        page.id("remark.unlinked");
        more(page, joins.unlinked, "unlinked.csv");
    }
}

/// Rows that could not be read, and how much `check` finds.
pub(super) fn problems(page: &mut Page, tables: &[TableView], problems: ProblemsView) {
    let skipped: usize = tables.iter().map(|table| table.skipped).sum();
    if skipped > 0 {
        page.heading("Rows that could not be read");
        for table in tables.iter().filter(|table| table.skipped > 0) {
            page.item(&format!(
                "{}: {} of {} rows",
                table.name,
                table.skipped,
                table.rows + table.skipped
            ));
            page.id(&format!("{}.skipped", table.id));
            for row in table.skipped_rows.iter().take(5) {
                page.detail(row);
            }
        }
    }
    if problems.errors + problems.warnings > 0 {
        page.heading("Problems");
        page.item(&format!(
            "{} errors and {} warnings; `doorwise check` shows each with its fix",
            problems.errors, problems.warnings
        ));
        page.id(problems.id);
    }
}
