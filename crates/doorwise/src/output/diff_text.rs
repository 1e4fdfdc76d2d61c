//! `doorwise diff` in the terminal and in the comment of a pull request.

use std::fmt::Write;

use doorwise_playbook::changed::{ChangedView, DriftView, HindsightView, IcpChangeView};
use doorwise_playbook::view::{CountsView, RateView};

use super::page::Page;

/// Moves that are shown of one ICP.
const MOVES: usize = 8;

/// Returns the change as text of at most `width` columns.
pub(crate) fn text(view: &ChangedView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&headline(view));
    page.id(view.id);
    for file in &view.files {
        page.item(&format!("{} {}", file.file, file.status));
        page.id(&file.id);
    }
    for icp in &view.icps {
        page.heading(&format!("{} ({})", icp.name, icp.status));
        page.line(&counts(icp));
        page.id(&icp.id);
        for one in icp.moves.iter().take(MOVES) {
            page.item(&format!(
                "{} {} to {}: {}",
                one.companies,
                one.from,
                one.to,
                named(&one.names, one.companies)
            ));
            page.id(&one.id);
        }
        if icp.moves.len() > MOVES {
            page.item(&format!(
                "and {} more kinds of move: --format json",
                icp.moves.len() - MOVES
            ));
        }
        if let Some(back) = &icp.hindsight {
            page.line(&hindsight(back));
            page.id(&back.id);
        }
        for answer in &icp.clarity {
            page.item(&format!(
                "{} {} (was {})",
                answer.question, answer.after, answer.before
            ));
            page.id(&answer.id);
        }
    }
    for (title, problems) in [
        ("New problems", &view.new_problems),
        ("Problems that are gone", &view.solved_problems),
    ] {
        if !problems.is_empty() {
            page.heading(title);
        }
        for problem in problems {
            page.item(&format!(
                "{} {}: {} ({})",
                problem.level, problem.file, problem.message, problem.name
            ));
            page.id(&problem.id);
        }
    }
    page.finish()
}

fn headline(view: &ChangedView) -> String {
    let moved: usize = view.icps.iter().map(|icp| icp.moved).sum();
    let files = match view.files.len() {
        0 => return format!("Nothing differs from {}", view.against),
        1 => "1 file differs".to_owned(),
        n => format!("{n} files differ"),
    };
    let errors = view
        .new_problems
        .iter()
        .filter(|one| one.level == "error")
        .count();
    format!(
        "{files} from {}: {} {}, {} new {}",
        view.against,
        moved,
        if moved == 1 {
            "company moves"
        } else {
            "companies move"
        },
        errors,
        if errors == 1 { "error" } else { "errors" }
    )
}

fn counts(icp: &IcpChangeView) -> String {
    let each = |name: &str, of: fn(&CountsView) -> usize| {
        let (was, is) = (icp.before.as_ref().map(of), icp.after.as_ref().map(of));
        match (was, is) {
            (Some(was), Some(is)) if was != is => {
                let change = is as i64 - was as i64;
                format!("{name} {was} to {is} ({change:+})")
            }
            (Some(n), _) | (_, Some(n)) => format!("{name} {n}"),
            (None, None) => String::new(),
        }
    };
    [
        each("pursue", |counts| counts.pursue),
        each("find out", |counts| counts.find_out),
        each("ignore", |counts| counts.ignore),
    ]
    .join(", ")
}

fn named(names: &[String], n: usize) -> String {
    let more = match n - names.len().min(n) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", names.join(", "))
}

fn hindsight(back: &HindsightView) -> String {
    format!(
        "Looking back over {} closed deals ({} won): a won deal stands above a lost one in {:.0} % before ({:.0} to {:.0} %) and {:.0} % after ({:.0} to {:.0} %), {:+.1} points ({:+.1} to {:+.1}): {}. Looking back is no test on later deals: see `doorwise backtest`.",
        back.deals,
        back.won,
        100.0 * back.before.value,
        100.0 * back.before.low,
        100.0 * back.before.high,
        100.0 * back.after.value,
        100.0 * back.after.low,
        100.0 * back.after.high,
        100.0 * back.by,
        100.0 * back.low,
        100.0 * back.high,
        back.says
    )
}

/// Text of the workspace as Markdown takes it: what would format, link or mention is escaped.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for ch in text.chars() {
        match ch {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(ch);
            }
            // A name must not call anybody in.
            '@' => out.push_str("@\u{200b}"),
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// Returns the change as the comment of a pull request.
pub(crate) fn markdown(view: &ChangedView) -> String {
    let mut out = format!("### {}\n", plain(&headline(view)));
    for icp in &view.icps {
        let _ = write!(
            out,
            "\n**{}** ({}): {}\n",
            plain(&icp.name),
            icp.status,
            counts(icp)
        );
        if !icp.moves.is_empty() {
            out += "\n| companies | from | to | which |\n|---:|---|---|---|\n";
        }
        for one in icp.moves.iter().take(MOVES) {
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} |",
                one.companies,
                plain(&one.from),
                plain(&one.to),
                plain(&named(&one.names, one.companies))
            );
        }
        if let Some(back) = &icp.hindsight {
            let _ = write!(out, "\n{}\n", hindsight(back));
        }
        for answer in &icp.clarity {
            let _ = write!(
                out,
                "\n- {} {} (was {})",
                plain(&answer.question),
                plain(&answer.after),
                plain(&answer.before)
            );
        }
        if !icp.clarity.is_empty() {
            out.push('\n');
        }
    }
    for (title, problems) in [
        ("New problems", &view.new_problems),
        ("Problems that are gone", &view.solved_problems),
    ] {
        if problems.is_empty() {
            continue;
        }
        let _ = write!(out, "\n**{title}**\n\n");
        for problem in problems {
            let _ = writeln!(
                out,
                "- {} {}: {} ({})",
                problem.level,
                plain(&problem.file),
                plain(&problem.message),
                problem.name
            );
        }
    }
    if !view.files.is_empty() {
        out += "\n<details><summary>Files</summary>\n\n";
        for file in &view.files {
            let _ = writeln!(out, "- {} {}", plain(&file.file), file.status);
        }
        out += "\n</details>\n";
    }
    out
}

fn share(rate: Option<RateView>) -> String {
    rate.map_or_else(
        || "not known".to_owned(),
        |rate| {
            format!(
                "{:.0} of {} ({:.0} to {:.0} %)",
                rate.value * rate.n as f64,
                rate.n,
                100.0 * rate.low,
                100.0 * rate.high
            )
        },
    )
}

/// Returns one ICP's drift as text of at most `width` columns.
pub(crate) fn drift(view: &DriftView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&format!(
        "{} since {}: {}",
        view.name, view.since, view.says
    ));
    page.line(&format!(
        "{} wins before, {} since, whose company is known; wins that break",
        view.wins_before, view.wins_since
    ));
    page.id(&view.id);
    for row in &view.criteria {
        let alarm = row.alarm.as_ref().map_or_else(String::new, |day| {
            format!(
                "; it broke on {day}: {}",
                named(&row.names, row.names.len())
            )
        });
        page.item(&format!(
            "{}: {} before, {} since; evidence {:.1} of {:.0}{alarm}",
            row.criterion,
            share(row.before),
            share(row.since),
            row.evidence,
            row.bar
        ));
        page.id(&row.id);
    }
    page.blank();
    page.finish()
}

/// Returns one ICP's drift as the comment of a pull request.
pub(crate) fn drift_markdown(view: &DriftView) -> String {
    let mut out = format!(
        "### {} since {}: {}\n\n| criterion | wins that broke it before | since | evidence | alarm |\n|---|---|---|---:|---|\n",
        plain(&view.name),
        view.since,
        plain(&view.says)
    );
    for row in &view.criteria {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {:.1} of {:.0} | {} |",
            plain(&row.criterion),
            share(row.before),
            share(row.since),
            row.evidence,
            row.bar,
            row.alarm.as_deref().unwrap_or("none")
        );
    }
    out
}
