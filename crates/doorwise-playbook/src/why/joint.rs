//! What opens the ids of a plan for several ICPs: its own, and those of each ICP.
//!
//! What an ICP says keeps the explanation it has in that ICP's own plan; its ids get the ICP's name.

use doorwise_model::card::reference::Decision;

use super::{Case, Entry, ListedView, Opened, PartView, WhyView, company, nearest};
use crate::id;
use crate::plan::joint::{Companies, Stands};
use crate::plan::{JointPlan, PlanInputs};
use crate::view::TargetView;

/// Everything that the ids of a plan for several ICPs are opened from.
pub struct JointCase<'a> {
    inputs: &'a [PlanInputs<'a>],
    plan: &'a JointPlan,
    cases: Vec<Case<'a>>,
    companies: Companies<'a>,
    rows_shown: usize,
}

impl<'a> JointCase<'a> {
    /// Returns what the ids are opened from; at most `rows_shown` rows are listed of a count.
    pub fn new(inputs: &'a [PlanInputs<'a>], plan: &'a JointPlan, rows_shown: usize) -> Self {
        let cases = inputs
            .iter()
            .zip(&plan.standings.each)
            .map(|(inputs, plan)| Case::new(inputs, plan, rows_shown))
            .collect();
        Self {
            inputs,
            plan,
            cases,
            companies: Companies::new(inputs, &plan.standings),
            rows_shown,
        }
    }

    /// Returns every id but those of the companies: of all ICPs together, of each, of the workspace.
    pub fn list(&self) -> Vec<ListedView> {
        let mut listed: Vec<ListedView> = self.own().iter().map(Entry::listed).collect();
        let mut of_all = Vec::new();
        for (icp, case) in self.cases.iter().enumerate() {
            for mut entry in case.list() {
                let within = id::within(self.name(icp), &entry.id);
                if within != entry.id {
                    // What to do next is said for all of them.
                    if !entry.id.starts_with("action.") {
                        entry.id = within;
                        listed.push(entry);
                    }
                } else if !of_all.contains(&entry) {
                    of_all.push(entry);
                }
            }
        }
        of_all.retain(|entry| listed.iter().all(|known| known.id != entry.id));
        listed.extend(of_all);
        listed
    }

    /// Opens an id, or the company with this id, name, domain or row.
    pub fn open(&self, asked: &str) -> Opened {
        let asked = asked.trim();
        if let Some(entry) = self.own().into_iter().find(|entry| entry.id == asked) {
            return Opened::One(Box::new(entry.open()));
        }
        if let Some((icp, rest)) = self.within(asked) {
            return self.scoped(icp, self.cases[icp].open(rest));
        }
        let opened: Vec<(usize, WhyView)> = self
            .cases
            .iter()
            .enumerate()
            .filter_map(|(icp, case)| Some((icp, case.open_own(asked)?)))
            .collect();
        match opened.as_slice() {
            [] => self.open_company(asked),
            [(icp, why)] => Opened::One(Box::new(self.renamed(*icp, why.clone()))),
            // What belongs to the workspace says the same whatever the ICP.
            [(icp, why), ..] if id::within(self.name(*icp), &why.id) == why.id => {
                Opened::One(Box::new(why.clone()))
            }
            several => Opened::Several(
                several
                    .iter()
                    .map(|(icp, why)| ListedView {
                        id: id::within(self.name(*icp), &why.id),
                        says: why.says.clone(),
                    })
                    .collect(),
            ),
        }
    }

    fn name(&self, icp: usize) -> &'a str {
        &self.inputs[icp].icp.id
    }

    /// Returns the ICP that an id names, and what stands behind its name.
    fn within<'i>(&self, asked: &'i str) -> Option<(usize, &'i str)> {
        let rest = asked.strip_prefix("in.")?;
        (0..self.cases.len())
            .filter_map(|icp| {
                let name = id::part(self.name(icp));
                let rest = rest.strip_prefix(&name)?.strip_prefix('.')?;
                Some((icp, rest))
            })
            // The longest name wins, so that no ICP hides behind another one's name.
            .min_by_key(|(_, rest)| rest.len())
    }

    fn scoped(&self, icp: usize, opened: Opened) -> Opened {
        let named = |id: &String| id::within(self.name(icp), id);
        match opened {
            Opened::One(why) => Opened::One(Box::new(self.renamed(icp, *why))),
            Opened::Several(listed) => Opened::Several(
                listed
                    .into_iter()
                    .map(|entry| ListedView {
                        id: named(&entry.id),
                        ..entry
                    })
                    .collect(),
            ),
            Opened::Nothing(near) => Opened::Nothing(near.iter().map(named).collect()),
        }
    }

    /// Returns an explanation whose ids name the ICP that gave it.
    fn renamed(&self, icp: usize, mut why: WhyView) -> WhyView {
        let name = self.name(icp);
        let within = id::within(name, &why.id);
        if let Some(more) = &mut why.more {
            *more = more.replace(&format!("why {} ", why.id), &format!("why {within} "));
        }
        why.id = within;
        for part in why.rests_on.iter_mut().chain(&mut why.rows) {
            rename(part, name);
        }
        why
    }

    fn open_company(&self, asked: &str) -> Opened {
        match company::find(&self.cases[0], asked).as_slice() {
            [] => Opened::Nothing(self.nearest(asked)),
            [(row, tail)] => {
                let entries = self.of_company(*row);
                let first = entries.first().map_or("", |entry| entry.id.as_str());
                let wanted = match tail.as_str() {
                    "" => first.to_owned(),
                    tail => format!("{first}.{tail}"),
                };
                match entries.iter().find(|entry| entry.id == wanted) {
                    Some(entry) => Opened::One(Box::new(entry.open())),
                    None => Opened::Nothing(nearest(
                        &wanted,
                        entries.iter().map(|entry| entry.id.as_str()).collect(),
                    )),
                }
            }
            several => Opened::Several(
                several
                    .iter()
                    .filter_map(|(row, _)| self.of_company(*row).first().map(Entry::listed))
                    .collect(),
            ),
        }
    }

    fn nearest(&self, asked: &str) -> Vec<String> {
        let mut known = self.list();
        let targets = self.plan.view.targets.iter();
        known.extend(
            targets
                .filter_map(|target| self.row_of(&target.key))
                .flat_map(|row| {
                    let entries = self.of_company(row);
                    entries.iter().map(Entry::listed).collect::<Vec<_>>()
                }),
        );
        nearest(asked, known.iter().map(|entry| entry.id.as_str()).collect())
    }

    fn row_of(&self, key: &str) -> Option<usize> {
        company::find(&self.cases[0], key)
            .first()
            .map(|(row, _)| *row)
    }

    /// Returns what is said of the company in this row: by the ICP it stands under, and of where it stands.
    fn of_company(&self, row: usize) -> Vec<Entry<'_>> {
        let list = &self.plan.standings.list;
        let Some(position) = list.iter().position(|of| of.scoring.row as usize == row) else {
            return Vec::new();
        };
        let of = list[position];
        let view = self.companies.target(&of, position + 1);
        let mut entries: Vec<Entry<'_>> = company::entries(&self.cases[of.icp], row)
            .into_iter()
            // The rank in the list of that ICP alone is not the one printed.
            .filter(|entry| entry.id != format!("{}.rank", view.key))
            .map(|entry| {
                let (id, says) = (entry.id.clone(), entry.says.clone());
                // A company's own ids stay as they are: it stands under one ICP.
                Entry::new(id, says, move |_| {
                    let mut why = entry.open();
                    for part in why.rests_on.iter_mut().chain(&mut why.rows) {
                        rename_all_but_companies(part, self.name(of.icp));
                    }
                    why
                })
            })
            .collect();
        entries.extend(self.standing(of, row, &view));
        entries
    }

    fn standing(&self, of: Stands, row: usize, view: &TargetView) -> Vec<Entry<'_>> {
        let key = view.key.clone();
        let under = self.name(of.icp);
        let mut entries = vec![Entry::new(
            format!("{key}.icp"),
            format!("{} stands under {under}", view.company),
            {
                let key = key.clone();
                move |why| {
                    why.how("a company stands under the ICP with its best tier, then decision, then in the order of the files; the tier is the lowest attainable, an ICP that ignores it comes last, any other decision made by hand first")
                        .on((0..self.cases.len()).map(|icp| {
                            let scoring = self.plan.standings.scoring(icp, row);
                            let tiers = &self.inputs[icp].icp.card.tiers;
                            let tier = match scoring.decision {
                                Decision::Ignore => String::new(),
                                _ => format!(", tier {}", tiers.show(&scoring.tiers.to_vec())),
                            };
                            let name = self.name(icp);
                            PartView::says(format!("{name}: {}{tier}", scoring.decision.label()))
                                .id(id::within(name, &key))
                        }))
                }
            },
        )];
        let rank = view.rank;
        entries.push(Entry::new(
            format!("{key}.rank"),
            format!("rank {rank}"),
            move |why| {
                why.count(rank).how(
                    "order of the list over all ICPs: decision, tier's low end, score's low end, score as seen, id",
                )
            },
        ));
        for reader in view.readers.clone() {
            let says = match &reader.person {
                Some(person) => format!("{}: {}, {}", reader.persona, person.name, person.title),
                None => format!("{}: not known there", reader.persona),
            };
            entries.push(Entry::new(reader.id.clone(), says, move |why| {
                let persona = format!("persona.{}", id::part(&reader.persona));
                let why = why.on([PartView::says("the persona").id(persona)]);
                match &reader.person {
                    Some(person) => {
                        let contacts = self.inputs[0].market.contacts().iter();
                        let rows = contacts.filter(|contact| {
                            contact.company == Some(row)
                                && contact.name == person.name
                                && contact.title == person.title
                        });
                        why.how(format!(
                            "the contact whose title fits the persona best: {}",
                            person.matches
                        ))
                        .on(rows.map(|contact| {
                            PartView::says(format!("{}, {}", contact.name, contact.title))
                                .place(&contact.row)
                        }))
                    }
                    None => why.how("no contact of the company has a title that fits the persona"),
                }
            }));
        }
        entries
    }

    /// Returns what is said of all ICPs together.
    fn own(&self) -> Vec<Entry<'_>> {
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

/// Gives the ids of a part the name of their ICP.
fn rename(part: &mut PartView, icp: &str) {
    if let Some(id) = &mut part.id {
        *id = id::within(icp, id);
    }
    part.rests_on
        .iter_mut()
        .for_each(|below| rename(below, icp));
}

/// Does the same, but for companies, which stand under one ICP.
fn rename_all_but_companies(part: &mut PartView, icp: &str) {
    if let Some(id) = part.id.as_mut().filter(|id| !id.starts_with("company.")) {
        *id = id::within(icp, id);
    }
    part.rests_on
        .iter_mut()
        .for_each(|below| rename_all_but_companies(below, icp));
}
