//! What holds for the whole market and is said once.

use doorwise_model::card::reference::Decision;

use super::{Case, Entry, PartView};
use crate::id::CardIds;

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let card = &case.inputs.icp.card;
    let ids = CardIds::of(card);
    let remarks = case.plan.view.remarks.iter();
    remarks
        .map(|remark| {
            let about = remark.id.trim_start_matches("remark.").to_owned();
            let tail = about.split_once('.').map(|(_, tail)| tail.to_owned());
            let ids = ids.clone();
            Entry::new(&remark.id, remark.says.clone(), move |why| match about.split('.').next() {
                Some("no_column") => {
                    let on_field = case.criteria().into_iter().filter(|part| {
                        part.id.as_deref().and_then(|id| id.split_once('.').map(|(_, field)| field.to_owned())) == tail
                    });
                    why.how("no column of the companies table is mapped to this field in doorwise.yaml")
                        .on(on_field)
                }
                Some("unchecked") => {
                    let at = ids.exclusions.iter().position(|id| id.strip_prefix("exclusion.") == tail.as_deref());
                    why.how("an exclusion whose column is missing, or blank for more than nine tenths of the rows, is left out for every company")
                        .on(at.map(|at| case.at(format!("exclusion {}", card.exclusions[at].show()), &card.exclusions[at].place).id(&ids.exclusions[at])))
                }
                Some("in_deals") => {
                    let rows = case.rows_where(|scoring| scoring.decision == Decision::Pursue && !case.history.is_free(scoring.row as usize));
                    let (customers, open) = case.history.counts(&case.plan.scored.list);
                    why.how("companies to pursue with a deal won are customers; else with a deal that is open, in an open deal")
                        .rows(customers + open, case.rows_shown, rows)
                }
                Some("duplicates") => {
                    let found = &case.inputs.market.facts().duplicates;
                    let rows = found.iter().map(|row| PartView::says(format!("{}: {}", row.says, row.why)).place(&row.row));
                    why.how("rows with the id of an earlier one, else its own domain, else its exact normalised name where no domain contradicts; plan --out writes all of them to duplicates.csv")
                        .count(found.len())
                        .rows(found.len(), case.rows_shown, rows)
                }
                Some("unlinked") => {
                    let found = &case.inputs.market.facts().unlinked;
                    let rows = found.iter().map(|row| PartView::says(format!("{}: {}", row.says, row.why)).place(&row.row));
                    why.how("rows that name nobody by id, domain or unique exact normalised name; plan --out writes all of them to unlinked.csv")
                        .count(found.len())
                        .rows(found.len(), case.rows_shown, rows)
                }
                _ => why
                    .how("companies to pursue and to find out about, against all companies")
                    .on(["pursue", "find_out", "companies"].map(|field| PartView::says(field.replace('_', " ")).id(format!("count.{field}")))),
            })
        })
        .collect()
}
