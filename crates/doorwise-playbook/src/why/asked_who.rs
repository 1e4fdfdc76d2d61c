//! What `who` prints: deals by row behind each role, words with their place behind whoever is said to sign.

use doorwise_model::deal::Outcome;

use super::deal::row;
use super::{Entry, PartView, Says, Under, reader};
use crate::who::{
    Answer, CommitteeView, MemberView, RoleView, SaidView, Segment, WhoView, deals_with,
    with_one_person,
};

const COUNTED: &str = "closed deals that name people; who was attached after 80 % of the cycle is left out, a late arrival is a result and no cause";
const ODDS: &str = "odds ratio of a win among deals with as many other roles (N. Mantel and W. Haenszel, 1959), 90 % interval by J. Robins, N. Breslow and S. Greenland, Biometrics 42, 1986";
const AGAINST: &str = "odds ratio among deals with as many roles in all, less the trimmed mean of the other roles; the chance is exact within these strata (E. B. Andersen, JRSS B 32, 1970); `shown` holds at a false discovery rate of 10 % (Y. Benjamini and Y. Hochberg, JRSS B 57, 1995)";

impl Says for Answer<'_> {
    fn entries(&self, shown: usize) -> Vec<Entry<'_>> {
        let mut all = Under::new("who", shown);
        for (segment, view) in &self.segments {
            all.with(self.segment(segment, view, shown));
        }
        for view in &self.diagnoses {
            all.with(reader::of_view(view, shown));
        }
        for view in &self.committees {
            all.with(committee(view, shown));
        }
        all.whole("who decides, who is missing", |why| {
            why.how("what deals show, what people said and what sellers noted stand apart")
        })
    }
}

impl Answer<'_> {
    fn rows(&self, deals: impl Iterator<Item = usize>) -> Vec<PartView> {
        let all = self.scene.market.deals();
        deals.map(|at| row(&all[at])).collect()
    }

    fn segment<'s>(
        &'s self,
        segment: &'s Segment<'_>,
        view: &'s WhoView,
        shown: usize,
    ) -> Vec<Entry<'s>> {
        let mut under = Under::new(&view.id, shown);
        let outcome = |at: &usize| self.scene.market.deals()[*at].outcome;
        let named = move |wanted: Option<Outcome>| {
            // Every role is looked at in the same deals: those that name people.
            let with = deals_with(self.scene, segment);
            let deals: Vec<usize> = with
                .into_values()
                .next()
                .into_iter()
                .flatten()
                .map(|(at, _)| at)
                .collect();
            self.rows(
                deals
                    .into_iter()
                    .filter(|at| wanted.is_none() || outcome(at) == wanted),
            )
        };
        under.count(
            "deals",
            "closed deals that name people",
            view.deals,
            COUNTED,
            move || named(None),
        );
        under.count("won", "of these, won", view.won, COUNTED, move || {
            named(Some(Outcome::Won))
        });
        under.count("lost", "of these, lost", view.lost, COUNTED, move || {
            named(Some(Outcome::Lost))
        });
        under.told(
            "dated",
            format!("people's days of joining are known: {}", view.dated),
            "where most people on deals have no day, roles are only counted",
        );
        for role in &view.roles {
            under.with(self.role(segment, view, role, shown));
        }
        for said in &view.said {
            under.with(vec![of_said(said, shown)]);
        }
        for crm in &view.crm {
            let says = format!(
                "{}: {} {} in {} of {} seats",
                crm.written.join(", "),
                crm.function,
                crm.band,
                crm.k,
                crm.n
            );
            let finding = crm.finding.clone();
            under.with(vec![Entry::new(&crm.id, says, move |why| {
                why.count(crm.k)
                    .how("seats on deals whose role in the CRM means this buying role, by function and band of the title")
                    .on(finding.iter().map(PartView::says))
            })]);
        }
        let [won, lost, open] = view.single_threaded;
        for (field, n, outcome) in [
            ("won", won, Outcome::Won),
            ("lost", lost, Outcome::Lost),
            ("open", open, Outcome::Open),
        ] {
            under.count(
                &format!("single_threaded.{field}"),
                &format!("{field} deals with one person only"),
                n,
                "deals with exactly one person attached, whenever",
                move || self.rows(with_one_person(self.scene, segment, outcome).into_iter()),
            );
        }
        under.told(
            "single_threaded",
            format!("one person only: {won} won, {lost} lost and {open} open deals"),
            "deals with exactly one person attached, whenever",
        );
        let cautions: Vec<PartView> = view.cautions.iter().map(PartView::says).collect();
        under.count(
            "cautions",
            "what stands between these numbers and a conclusion",
            cautions.len(),
            "counted from the same deals",
            move || cautions.clone(),
        );
        under.told(
            "next",
            view.next.clone(),
            "follows from the grade and from what is missing",
        );
        let grade = view.grade;
        under.whole(view.says.clone(), move |why| {
            why.how(format!("graded {grade}")).how(AGAINST)
        })
    }

    fn role<'s>(
        &'s self,
        segment: &'s Segment<'_>,
        view: &'s WhoView,
        role: &'s RoleView,
        shown: usize,
    ) -> Vec<Entry<'s>> {
        let name = format!("{} {}", role.function, role.band);
        let mut under = Under::new(&role.id, shown);
        for (field, n, of, outcome, with) in [
            ("won_with", role.won_with, view.won, Outcome::Won, true),
            ("lost_with", role.lost_with, view.lost, Outcome::Lost, true),
            (
                "won_without",
                role.won_without,
                view.won,
                Outcome::Won,
                false,
            ),
            (
                "lost_without",
                role.lost_without,
                view.lost,
                Outcome::Lost,
                false,
            ),
        ] {
            under.count(
                field,
                &format!("{name}, {}, of {of}", field.replace('_', " ")),
                n,
                COUNTED,
                move || {
                    let all = deals_with(self.scene, segment);
                    let own = all.into_iter().find(|((function, band), _)| {
                        function.as_str() == role.function && band.as_str() == role.band
                    });
                    let deals = own.into_iter().flat_map(|(_, deals)| deals);
                    let market = self.scene.market.deals();
                    self.rows(
                        deals
                            .filter(move |(at, is_there)| {
                                *is_there == with && market[*at].outcome == Some(outcome)
                            })
                            .map(|(at, _)| at),
                    )
                },
            );
        }
        if let Some(odds) = role.odds {
            under.told(
                "odds",
                format!(
                    "{name}: odds of a win {:.2} times ({:.2} to {:.2}), n {}",
                    odds.value, odds.low, odds.high, odds.n
                ),
                ODDS,
            );
        }
        if let Some(odds) = role.against {
            under.told("against", format!("{name}: odds of a win {:.2} times those of the other roles ({:.2} to {:.2}), n {}", odds.value, odds.low, odds.high, odds.n), AGAINST);
        }
        if let Some(shrunk) = role.shrunk {
            under.told(
                "shrunk",
                format!("{name}: {shrunk:.2} times, drawn towards the other roles"),
                "the log-odds ratio weighted by its variance and the spread of the other roles",
            );
        }
        if let Some(chance) = role.chance {
            under.told(
                "chance",
                format!(
                    "{name}: chance gives as much in {:.1} of 100 cases",
                    100.0 * chance
                ),
                AGAINST,
            );
        }
        if let Some(more) = role.more {
            under.told(
                "more",
                format!("{name}: about {more} more closed deals would settle it"),
                "the effect as seen, taken as true, found in four cases of five",
            );
        }
        if let Some(least) = role.detectable {
            under.told(
                "detectable",
                format!("{name}: these deals would find an odds ratio of {least:.1}"),
                "found in four cases of five",
            );
        }
        under.told("grade", format!("{name}: {}", role.grade), AGAINST);
        let says = role.says.clone();
        under.whole(format!("{name}: {says}"), |why| why.how(COUNTED))
    }
}

fn of_said(said: &SaidView, shown: usize) -> Entry<'_> {
    let of = match said.grade {
        "interview" => "people",
        _ => "deals with notes",
    };
    let says = format!(
        "{} decide, say {} of {} {of} ({})",
        said.who, said.k, said.n, said.grade
    );
    Entry::new(&said.id, says, move |why| {
        let rows = said
            .all
            .iter()
            .map(|(words, place)| PartView::says(words).place(place));
        why.count(said.k)
            .how("each person, or each deal's notes, counts once; negated and hypothetical sentences are left out, and so are sentences that stand in many deals' notes")
            .rows(said.k, shown, rows)
    })
}

fn committee(view: &CommitteeView, shown: usize) -> Vec<Entry<'_>> {
    let mut under = Under::new(&view.id, shown);
    under.told(
        "outcome",
        view.outcome.unwrap_or("outcome not understood"),
        format!("as the deal's row says: {}", view.row),
    );
    if let Some(amount) = &view.amount {
        under.told(
            "amount",
            amount.says.clone(),
            format!("as the deal's row says: {}", view.row),
        );
    }
    if let Some(stalled) = &view.stalled {
        under.told(
            "stalled",
            format!("stalled: {stalled}"),
            "silence in the loss reason, or open for longer than half of the won deals took",
        );
    }
    for member in &view.people {
        under.with(vec![of_member(member, view)]);
    }
    for missing in &view.missing {
        let known = missing.known_there.clone();
        under.with(vec![Entry::new(
            &missing.id,
            format!("missing: {} ({})", missing.who, missing.why),
            move |why| {
                why.how("nobody on the deal has a title that surely is of this role")
                    .on(known
                        .iter()
                        .map(|known| PartView::says(format!("known there: {known}"))))
            },
        )]);
    }
    for named in &view.named {
        under.with(vec![Entry::new(
            &named.id,
            format!("{} is said to decide [{}]", named.who, named.grade),
            move |why| {
                why.how(format!("{}; {}", named.said, named.found.replace('_', " ")))
                    .on(named.people.iter().map(PartView::says))
                    .on([PartView::says(format!("\u{201c}{}\u{201d}", named.quote))
                        .place(&named.place)])
            },
        )]);
    }
    under.told(
        "next",
        view.next.clone(),
        "follows from who is missing and how the deal stands",
    );
    let says = format!(
        "{}, {}: {} people",
        view.company,
        view.deal,
        view.people.len()
    );
    under.whole(says, |why| {
        why.how("people attached to the deal")
            .on([PartView::says("the deal").place(&view.row)])
    })
}

fn of_member<'a>(member: &'a MemberView, view: &'a CommitteeView) -> Entry<'a> {
    Entry::new(
        &member.id,
        format!("{}, {}", member.name, member.title),
        move |why| {
            let read_as = member.function.map(|function| match member.band {
                Some(band) => format!("{function} {band}"),
                None => function.to_owned(),
            });
            let title = PartView {
                written: Some(member.title.clone()),
                read_as,
                ..PartView::says("title")
            };
            let role = member.crm_role.as_ref().map(|written| PartView {
                written: Some(written.clone()),
                read_as: member.buying_role.map(str::to_owned),
                ..PartView::says("role in the CRM")
            });
            let attached = member
                .attached
                .as_ref()
                .map(|day| PartView::says(format!("attached {day}")));
            why.how(format!("on the deal {}", view.deal))
                .on([title])
                .on(role)
                .on(attached)
                .on(member.first.then(|| PartView::says("met first")))
                .on(member
                    .late
                    .then(|| PartView::says("came in the last fifth of the cycle")))
        },
    )
}
