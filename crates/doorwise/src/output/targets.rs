//! `targets.csv` and `ignored.csv`: the lists as a CRM or a sequencer takes them.

use std::path::Path;

use doorwise_market::write::{self, Cell, ColumnKind};
use doorwise_playbook::view::{AlsoView, ReaderView, ReasonView, TargetView};

use crate::shell::Fault;

/// How many ICPs a list is about; with several, more columns say which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icps {
    /// One.
    One,
    /// Several.
    Several,
}

/// Writes companies to pursue, then to find out about, in list order.
pub(crate) fn write_targets(
    path: &Path,
    icps: Icps,
    targets: impl Iterator<Item = TargetView>,
) -> Result<(), Fault> {
    const HEADERS: [(&str, ColumnKind); 22] = [
        ("rank", ColumnKind::Int),
        ("decision", ColumnKind::Text),
        ("tier", ColumnKind::Text),
        ("company", ColumnKind::Text),
        ("domain", ColumnKind::Text),
        ("id", ColumnKind::Text),
        ("score_low", ColumnKind::Int),
        ("score_high", ColumnKind::Int),
        ("score_seen", ColumnKind::Int),
        ("reasons", ColumnKind::Text),
        ("find_out", ColumnKind::Text),
        ("what_would_change", ColumnKind::Text),
        ("in_deals", ColumnKind::Text),
        ("history", ColumnKind::Text),
        ("person", ColumnKind::Text),
        ("person_title", ColumnKind::Text),
        ("person_email", ColumnKind::Text),
        ("person_match", ColumnKind::Text),
        ("persona", ColumnKind::Text),
        ("known_there", ColumnKind::Text),
        ("search", ColumnKind::Text),
        ("row", ColumnKind::Text),
    ];
    let mut headers = HEADERS.to_vec();
    if icps == Icps::Several {
        headers.insert(1, ("icp", ColumnKind::Text));
        headers.extend([("readers", ColumnKind::Text), ("also", ColumnKind::Text)]);
    }
    let mut writer = create(path, &headers)?;
    for target in targets {
        let reasons = show_reasons(&target.reasons);
        let find = target.find.join("; ");
        let person = target.person.as_ref();
        let known_there = target.known_there.as_ref().map_or(String::new(), |known| {
            format!("{}, {}", known.name, known.title)
        });
        let (readers, also) = (show_readers(&target.readers), show_all_also(&target.also));
        let mut cells = vec![
            Cell::Int(i64::try_from(target.rank).unwrap_or(i64::MAX)),
            Cell::Text(target.decision),
            text(&target.tier),
            text(&target.company),
            optional(target.domain.as_deref()),
            text(&target.id),
            target
                .score
                .map_or(Cell::Blank, |score| Cell::Int(score.low)),
            target
                .score
                .map_or(Cell::Blank, |score| Cell::Int(score.high)),
            Cell::Int(target.seen),
            text(&reasons),
            text(&find),
            text(&target.would_change),
            optional(target.in_deals),
            optional(target.history.as_deref()),
            optional(person.map(|person| person.name.as_str())),
            optional(person.map(|person| person.title.as_str())),
            optional(person.and_then(|person| person.email.as_deref())),
            optional(person.map(|person| person.matches)),
            optional(person.map(|person| person.persona.as_str())),
            text(&known_there),
            optional(target.search.as_deref()),
            text(&target.row),
        ];
        if icps == Icps::Several {
            cells.insert(1, optional(target.icp.as_deref()));
            cells.extend([text(&readers), text(&also)]);
        }
        writer.row(&cells)?;
    }
    Ok(writer.finish()?)
}

/// Writes companies to ignore, each with its reason.
pub(crate) fn write_ignored(
    path: &Path,
    icps: Icps,
    ignored: impl Iterator<Item = TargetView>,
) -> Result<(), Fault> {
    const HEADERS: [(&str, ColumnKind); 6] = [
        ("company", ColumnKind::Text),
        ("domain", ColumnKind::Text),
        ("id", ColumnKind::Text),
        ("reason", ColumnKind::Text),
        ("what_would_change", ColumnKind::Text),
        ("row", ColumnKind::Text),
    ];
    let mut headers = HEADERS.to_vec();
    if icps == Icps::Several {
        headers.insert(0, ("icp", ColumnKind::Text));
        headers.push(("also", ColumnKind::Text));
    }
    let mut writer = create(path, &headers)?;
    for company in ignored {
        let (reason, also) = (company.blocking(), show_all_also(&company.also));
        let mut cells = vec![
            text(&company.company),
            optional(company.domain.as_deref()),
            text(&company.id),
            text(&reason),
            text(&company.would_change),
            text(&company.row),
        ];
        if icps == Icps::Several {
            cells.insert(0, optional(company.icp.as_deref()));
            cells.push(text(&also));
        }
        writer.row(&cells)?;
    }
    Ok(writer.finish()?)
}

/// Returns what other ICPs say, as one cell.
fn show_all_also(also: &[AlsoView]) -> String {
    let says: Vec<&str> = also.iter().map(|also| also.says.as_str()).collect();
    says.join("; ")
}

/// Returns what another ICP says of a company that stands under one.
pub(crate) fn show_also(also: &AlsoView) -> String {
    match also.decision {
        "ignore" => also.says.clone(),
        _ => format!("also meets {}", also.says),
    }
}

/// Returns the person for each persona, as one cell.
fn show_readers(readers: &[ReaderView]) -> String {
    let shown: Vec<String> = readers.iter().map(show_reader).collect();
    shown.join("; ")
}

/// Returns the person who is a persona, or that nobody is known.
pub(crate) fn show_reader(reader: &ReaderView) -> String {
    let Some(person) = &reader.person else {
        return format!("{}: not known there", reader.persona);
    };
    let name = match person.name.as_str() {
        "" => "somebody unnamed",
        name => name,
    };
    let email = person.email.as_deref();
    let email = email.map_or(String::new(), |email| format!(", {email}"));
    let maybe = if person.matches == "maybe" {
        " (maybe)"
    } else {
        ""
    };
    format!("{}: {name}, {}{email}{maybe}", reader.persona, person.title)
}

/// Returns the reasons as one cell: points first, since they add up to the score.
pub(crate) fn show_reasons(reasons: &[ReasonView]) -> String {
    let shown: Vec<String> = reasons
        .iter()
        .filter(|reason| reason.kind != "exclusion" || reason.state != "clear")
        .map(|reason| match reason.points {
            Some(points) if points.low == points.high => {
                format!("{:+} {}", points.low, reason.says)
            }
            Some(points) => format!("{:+}..{:+} {}", points.low, points.high, reason.says),
            None => reason.says.clone(),
        })
        .collect();
    shown.join("; ")
}

/// Returns one reason with its points in front.
pub(crate) fn show_reason(reason: &ReasonView) -> String {
    match reason.points {
        Some(points) if points.low == points.high => format!("{:+} {}", points.low, reason.says),
        Some(points) => format!("{:+}..{:+} {}", points.low, points.high, reason.says),
        None => reason.says.clone(),
    }
}

/// Opens a list with these columns.
pub(super) fn create(
    path: &Path,
    headers: &[(&str, ColumnKind)],
) -> Result<write::TableWriter, Fault> {
    let names: Vec<String> = headers.iter().map(|(name, _)| (*name).to_owned()).collect();
    let kinds: Vec<ColumnKind> = headers.iter().map(|(_, kind)| *kind).collect();
    Ok(write::create(path, &names, &kinds)?)
}

/// Returns a cell, blank for no text.
pub(crate) fn text(text: &str) -> Cell<'_> {
    if text.is_empty() {
        Cell::Blank
    } else {
        Cell::Text(text)
    }
}

fn optional(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Blank, Cell::Text)
}
