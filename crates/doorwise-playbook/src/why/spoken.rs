//! The message house, what not to say, content and offers: each with its source.

use super::{Case, Entry, PartView};
use crate::id;
use crate::say::view::{IdeaView, LineView};
use crate::say::{self, house, ideas};

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let workspace = case.inputs.workspace;
    let mut entries = Vec::new();
    if !case.personas().is_empty() {
        entries.extend(of_house(house::house(workspace, case.icp())));
    }
    for persona in case.personas() {
        let brief = say::brief(workspace, case.icp(), persona);
        let all: Vec<IdeaView> = ideas::offers(&brief)
            .0
            .into_iter()
            .chain(ideas::content(&brief))
            .collect();
        let own = format!("idea.{}", id::part(&persona.id));
        let says = format!("content and offers for {}", persona.name);
        let parts: Vec<PartView> = all
            .iter()
            .map(|idea| {
                PartView::says(&idea.says)
                    .id(&idea.id)
                    .assumed(idea.assumption)
            })
            .collect();
        entries.push(Entry::new(own, says, move |why| {
            why.how(
                "what could be made for this persona, each with the pain and the words behind it",
            )
            .on(parts.clone())
        }));
        entries.extend(all.into_iter().map(of_idea));
    }
    entries
}

fn of_house<'a>(house: say::view::HouseView) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    let lines: Vec<PartView> = house
        .roof
        .iter()
        .chain(house.pillars.iter().map(|pillar| &pillar.matter))
        .map(|line| {
            PartView::says(&line.says)
                .id(&line.id)
                .assumed(line.assumption)
        })
        .collect();
    entries.push(Entry::new(&house.id, format!("the message house of {}", house.name), move |why| {
        why.how("at most three pillars: first what can be claimed and proven, then what most people said; one claim and one proof carry one pillar")
            .on(lines.clone())
    }));
    entries.extend(house.roof.into_iter().map(of_line));
    for pillar in house.pillars {
        entries.push(of_line(pillar.matter));
        let parts = [pillar.claim, pillar.proof, pillar.line];
        entries.extend(parts.into_iter().flatten().map(of_line));
    }
    for not in house.do_not_say {
        let says = format!("do not say \"{}\": {}", not.words, not.why);
        entries.push(Entry::new(not.id, says, move |why| {
            why.how("what a buyer never says, what only we said, and what nothing proves")
                .on([PartView::says(&not.why).place(&not.source)])
        }));
    }
    entries
}

fn of_line<'a>(line: LineView) -> Entry<'a> {
    Entry::new(line.id, line.says, move |why| {
        let part = PartView::says(&line.source);
        why.assumed(line.assumption)
            .how("one line of the house, as the file has it")
            .on([match &line.opens {
                Some(id) => part.id(id),
                None => part,
            }])
    })
}

fn of_idea<'a>(idea: IdeaView) -> Entry<'a> {
    let says = format!("{}: {}", idea.kind, idea.says);
    Entry::new(idea.id, says, move |why| {
        let part = PartView::says(&idea.source);
        let mut parts = vec![match &idea.opens {
            Some(id) => part.id(id),
            None => part,
        }];
        parts.extend(
            idea.pain
                .iter()
                .map(|pain| PartView::says(format!("the pain: {pain}"))),
        );
        if let (Some(quote), Some(place)) = (&idea.quote, &idea.quoted_in) {
            parts.push(PartView::says(quote).place(place));
        }
        why.assumed(idea.assumption)
            .how("an idea names what to make and claims nothing by itself")
            .on(parts)
    })
}
