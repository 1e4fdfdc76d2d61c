//! Funding rounds, one a row: a company's stage is that of its last round.

use std::collections::BTreeMap;

use doorwise_model::field::Field;
use doorwise_model::log::Event;
use doorwise_model::market::{ColumnFacts, Facts};
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::value::{Unknown, Value};
use doorwise_vocab::date::{Date, DateOrder};
use doorwise_vocab::{Reading, stage, text};

use super::cells::Cells;
use crate::coded::{CodedCell, CodedColumn, Companies};
use crate::normalise::{Manner, read_value};
use crate::table::Table;

/// Returns whether the events of a table are funding rounds: at least half of what happened reads as
/// a stage.
pub(super) fn are(map: &TableMap, table: &Table) -> bool {
    let [header] = map.headers("event") else {
        return false;
    };
    let Some(column) = table.column(header) else {
        return false;
    };
    let filled = column.values().filter(|cell| !text::is_blank(cell));
    let (mut stages, mut all) = (0, 0);
    for cell in filled {
        all += 1;
        stages += usize::from(matches!(stage::stage(cell), Reading::Value(_)));
    }
    all > 0 && stages * 2 >= all && !Cells::of(table, map, "happened").is_empty()
}

/// Gives the companies whose stage is not known that of their last round until `as_of`.
pub(super) fn fill_stages(
    companies: &mut Companies,
    rounds: &[Event],
    as_of: Option<Date>,
    facts: &mut Facts,
) {
    let manner = Manner::default();
    let mut last: BTreeMap<usize, (&Event, Value)> = BTreeMap::new();
    for round in rounds {
        if as_of.is_some_and(|as_of| round.happened > as_of) {
            continue;
        }
        let value = read_value(&Field::Stage, &round.what, manner, DateOrder::YearFirst);
        let is_newer = |(known, _): &&mut (&Event, Value)| known.happened <= round.happened;
        if value.is_unknown() {
            continue;
        }
        match last.get_mut(&round.company) {
            Some(known) => {
                if is_newer(&known) {
                    *known = (round, value);
                }
            }
            None => {
                last.insert(round.company, (round, value));
            }
        }
    }
    let rows = companies.rows;
    let at = companies
        .columns
        .iter()
        .position(|column| column.field == Field::Stage);
    let is_new = at.is_none();
    let column = match at {
        Some(at) => &mut companies.columns[at],
        None => {
            let blank = CodedCell {
                written: String::new(),
                value: Value::Unknown(Unknown::Blank),
            };
            companies.columns.push(CodedColumn {
                field: Field::Stage,
                codes: vec![0; rows],
                cells: vec![blank],
            });
            let last = companies.columns.len() - 1;
            &mut companies.columns[last]
        }
    };
    let mut filled = 0;
    for (company, (round, value)) in last {
        if !column.cell(company).value.is_unknown() {
            continue;
        }
        let known = column.cells.iter();
        let mut known = known.zip(0_u32..);
        let code = known.find(|(cell, _)| cell.written == round.what);
        let code = code.map_or_else(
            || u32::try_from(column.cells.len()).unwrap_or(u32::MAX),
            |(_, code)| code,
        );
        if code as usize == column.cells.len() {
            column.cells.push(CodedCell {
                written: round.what.clone(),
                value,
            });
        }
        column.codes[company] = code;
        filled += 1;
    }
    if filled == 0 {
        if is_new {
            companies.columns.pop();
        }
        return;
    }
    let tables = facts.tables.iter();
    let rounds = tables.filter(|table| table.kind == TableKind::Events);
    let rounds: Vec<String> = rounds.map(|table| table.name.clone()).collect();
    let mut tables = facts.tables.iter_mut();
    if let Some(table) = tables.find(|table| table.kind == TableKind::Companies) {
        table.notes.push(match filled {
            1 => format!(
                "the stage of 1 company is that of its last round in {}",
                rounds.join(", ")
            ),
            n => format!(
                "the stage of {n} companies is that of their last round in {}",
                rounds.join(", ")
            ),
        });
        match table
            .columns
            .iter_mut()
            .find(|of| of.field == Field::Stage.name())
        {
            Some(of) => {
                of.known += filled;
                of.blank = of.blank.saturating_sub(filled);
            }
            None => table.columns.push(ColumnFacts {
                field: Field::Stage.name(),
                headers: Vec::new(),
                known: filled,
                blank: rows - filled,
                unreadable: 0,
                examples: Vec::new(),
            }),
        }
    }
}
