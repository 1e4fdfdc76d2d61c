//! The numbers of all ICPs together: who was counted, once each, and the first rows.

use doorwise_model::card::reference::Decision;

use super::JointCase;
use crate::plan::joint::Stands;
use crate::why::{Entry, PartView};

impl JointCase<'_> {
    /// Returns what is said of all ICPs together.
    pub(super) fn own(&self) -> Vec<Entry<'_>> {
        let view = &self.plan.view;
        let mut entries = self.totals();
        for (icp, section) in view.icps.iter().enumerate() {
            let stands = &section.stands;
            let name = self.name(icp);
            let mut parts = Vec::new();
            for (field, n, decision) in [
                ("pursue", stands.pursue, Some(Decision::Pursue)),
                ("find_out", stands.find_out, Some(Decision::FindOut)),
                ("companies", stands.companies, None),
            ] {
                let what = match field {
                    "companies" => "companies that stand",
                    "pursue" => "companies to pursue that stand",
                    _ => "companies to find out about that stand",
                };
                let says = format!("{what} under {name}: {n}");
                let id = format!("{}.{field}", stands.id);
                parts.push(PartView::says(&says).id(&id));
                entries.push(Entry::new(id, says, move |why| {
                    let rows = self.rows_where(move |of| {
                        of.icp == icp
                            && of.scoring.decision != Decision::Ignore
                            && decision.is_none_or(|wanted| of.scoring.decision == wanted)
                    });
                    why.count(n)
                        .how("companies that this ICP does not ignore and that stand no better under another one")
                        .rows(n, self.rows_shown, rows)
                }));
            }
            let says = format!(
                "{} stand under {name}: pursue {}, find out {}",
                stands.companies, stands.pursue, stands.find_out
            );
            entries.push(Entry::new(&stands.id, says, move |why| {
                why.how("each company stands under one ICP: the one with its best tier, then decision, then in the order of the files")
                    .on(parts.clone())
            }));
        }
        entries.extend(self.overlaps());
        for remark in view.remarks.iter().filter(|of| of.id == "remark.in_deals") {
            entries.push(Entry::new(&remark.id, remark.says.clone(), |why| {
                let known = &self.companies.history;
                let scorings = self.plan.standings.list.iter().map(|of| &of.scoring);
                let (customers, open) = known.counts(scorings);
                let rows = self.rows_where(|of| {
                    of.scoring.decision == Decision::Pursue
                        && !known.is_free(of.scoring.row as usize)
                });
                why.how("companies to pursue with a deal won are customers; else with a deal that is open, in an open deal")
                    .rows(customers + open, self.rows_shown, rows)
            }));
        }
        for action in &view.actions {
            entries.push(Entry::new(&action.id, action.says.clone(), |why| {
                why.how("the cheapest steps that change most, of each ICP in turn, where what each mends is found here")
                    .more(&action.command)
            }));
        }
        entries
    }

    fn totals(&self) -> Vec<Entry<'_>> {
        let view = &self.plan.view;
        let counts = &view.counts;
        let numbers = [
            ("companies", "companies", counts.companies, None),
            (
                "pursue",
                "companies to pursue",
                counts.pursue,
                Some(Decision::Pursue),
            ),
            (
                "find_out",
                "companies to find out about",
                counts.find_out,
                Some(Decision::FindOut),
            ),
            (
                "ignore",
                "companies to ignore",
                counts.ignore,
                Some(Decision::Ignore),
            ),
        ];
        let parts = numbers.map(|(field, label, n, _)| {
            PartView::says(format!("{label}: {n}")).id(format!("count.{field}"))
        });
        let mut entries: Vec<Entry<'_>> = ["headline", "count"]
            .into_iter()
            .map(|id| {
                let stands = view.icps.iter().map(|section| {
                    PartView::says(format!("under {}", section.plan.icp.id)).id(&section.stands.id)
                });
                let parts: Vec<PartView> = parts.iter().cloned().chain(stands).collect();
                Entry::new(id, view.headline.clone(), move |why| {
                    why.how("the counts of companies by decision, each counted once, under the ICP where it stands best")
                        .on(parts.clone())
                })
            })
            .collect();
        for (field, label, n, decision) in numbers {
            let how = match decision {
                None => {
                    "rows of the companies table, one a company; table.companies says how it was read"
                }
                Some(Decision::Ignore) => "companies that every ICP ignores",
                Some(_) => "companies by the decision of the ICP they stand under",
            };
            entries.push(Entry::new(
                format!("count.{field}"),
                format!("{label}: {n}"),
                move |why| {
                    let rows = self.rows_where(move |of| {
                        decision.is_none_or(|wanted| of.scoring.decision == wanted)
                    });
                    why.count(n).how(how).rows(n, self.rows_shown, rows)
                },
            ));
        }
        entries
    }

    fn overlaps(&self) -> Vec<Entry<'_>> {
        let overlaps = &self.plan.view.overlaps;
        let n = overlaps.companies;
        let says = format!("companies that meet more than one ICP: {n}");
        let parts: Vec<PartView> = overlaps
            .pairs
            .iter()
            .map(|pair| {
                PartView::says(format!("{}: {}", pair.icps.join(" and "), pair.companies))
                    .id(&pair.id)
            })
            .collect();
        let met = |of: &Stands| self.plan.standings.met(of.scoring.row as usize);
        let total = format!("{}.companies", overlaps.id);
        let mut entries = vec![
            Entry::new(overlaps.id, says.clone(), {
                let (says, total) = (says.clone(), total.clone());
                move |why| {
                    why.how("to meet an ICP is not to be ignored by it")
                        .on([PartView::says(&says).id(&total)])
                        .on(parts.clone())
                }
            }),
            Entry::new(total, says, move |why| {
                why.count(n)
                    .how("companies that two ICPs or more do not ignore, each once")
                    .rows(
                        n,
                        self.rows_shown,
                        self.rows_where(move |of| met(of).len() > 1),
                    )
            }),
        ];
        for pair in &overlaps.pairs {
            let icps = pair
                .icps
                .each_ref()
                .map(|id| self.inputs.iter().position(|inputs| inputs.icp.id == *id));
            let [Some(a), Some(b)] = icps else { continue };
            let says = format!("{}: {}", pair.icps.join(" and "), pair.companies);
            let number = format!("{}.companies", pair.id);
            for id in [pair.id.clone(), number] {
                entries.push(Entry::new(id, says.clone(), move |why| {
                    let rows = self.rows_where(move |of| {
                        let met = met(of);
                        met.contains(&a) && met.contains(&b)
                    });
                    why.count(pair.companies)
                        .how("companies that neither of the two ignores")
                        .rows(pair.companies, self.rows_shown, rows)
                }));
            }
        }
        entries
    }

    fn rows_where<'s>(
        &'s self,
        counts: impl Fn(&Stands) -> bool + 's,
    ) -> impl Iterator<Item = PartView> + 's {
        let list = self.plan.standings.list.iter();
        list.filter(move |of| counts(of))
            .map(|of| self.cases[0].company_row(of.scoring.row))
    }
}
