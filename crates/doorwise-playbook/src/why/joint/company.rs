//! One company among several ICPs: what the one it stands under says, and why it stands there.

use doorwise_model::card::reference::Decision;

use super::JointCase;
use crate::id;
use crate::plan::joint::Stands;
use crate::view::TargetView;
use crate::why::{Entry, Opened, PartView, company, nearest};

impl JointCase<'_> {
    /// Opens a company, or what is said of it.
    pub(super) fn open_company(&self, asked: &str) -> Opened {
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
                    Some(entry) => Opened::One(Box::new(entry.open(&self.words))),
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

    pub(super) fn row_of(&self, key: &str) -> Option<usize> {
        company::find(&self.cases[0], key)
            .first()
            .map(|(row, _)| *row)
    }

    /// Returns what is said of the company in this row: by the ICP it stands under, and of where it stands.
    pub(super) fn of_company(&self, row: usize) -> Vec<Entry<'_>> {
        let list = &self.plan.standings.list;
        let Some(position) = list.iter().position(|of| of.scoring.row as usize == row) else {
            return Vec::new();
        };
        let of = list[position];
        let view = self.companies.target(&of, position + 1);
        let mut of_icp = company::entries(&self.cases[of.icp], row).into_iter();
        let Some(first) = of_icp.next() else {
            return Vec::new();
        };
        // The rank in the list of that ICP alone is not the one printed.
        let rank = format!("{}.rank", view.key);
        let mut entries: Vec<Entry<'_>> = of_icp
            .filter(|entry| entry.id != rank)
            .map(|entry| {
                let (id, says) = (entry.id.clone(), entry.says.clone());
                Entry::new(id, says, move |asked| {
                    let mut why = self.renamed_from(entry.open(""), asked);
                    for part in why.rests_on.iter_mut().chain(&mut why.rows) {
                        rename_all_but_companies(part, self.name(of.icp));
                    }
                    why
                })
            })
            .collect();
        entries.extend(self.standing(of, row, &view));
        let parts: Vec<PartView> = entries
            .iter()
            .map(|entry| PartView::says(&entry.says).id(&entry.id))
            .collect();
        let place = view.row;
        let first = Entry::new(first.id, first.says, move |why| {
            why.how("one row of the companies table against the ICP that it stands under")
                .on([PartView::says("its row").place(&place)])
                .on(parts.clone())
        });
        entries.insert(0, first);
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
}

/// Gives the ids of a part the name of their ICP; a company keeps its own, for it stands under one.
fn rename_all_but_companies(part: &mut PartView, icp: &str) {
    if let Some(id) = part.id.as_mut().filter(|id| !id.starts_with("company.")) {
        *id = id::within(icp, id);
    }
    part.rests_on
        .iter_mut()
        .for_each(|below| rename_all_but_companies(below, icp));
}
