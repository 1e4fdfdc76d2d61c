//! What `learn personas` prints: quotes with file, line and speaker, and deals by row.

use doorwise_model::deal::Outcome;
use doorwise_people::who;

use super::deal::{WILSON, row};
use super::{Entry, PartView, Says, Under};
use crate::personas::{CarriedView, MatterView, Proposed, ProposedView, QuoteView};

impl Says for Proposed<'_> {
    fn entries(&self, shown: usize) -> Vec<Entry<'_>> {
        let view = self.view;
        let mut all = Under::new(view.id, shown);
        let companies: Vec<PartView> = view.companies.iter().map(PartView::says).collect();
        all.count(
            "companies",
            "gates and exclusions of the ICP",
            companies.len(),
            "as its file says; `doorwise why icp` opens each",
            move || companies.clone(),
        );
        all.count(
            "interviews",
            "interviews with somebody who was asked",
            view.interviews,
            "files in research/ in which a buyer speaks",
            || {
                let has_buyer =
                    self.source.interviews.iter().filter(|interview| {
                        interview.turns.iter().any(|turn| turn.is_participant())
                    });
                has_buyer
                    .map(|interview| {
                        PartView::says(doorwise_model::diagnostic::slashed(&interview.file))
                    })
                    .collect()
            },
        );
        let people = || {
            let asked = view.personas.iter().flat_map(|persona| &persona.asked);
            let asked = asked.map(|one| PartView::says(&one.who).place(one.files.join(", ")));
            asked
                .chain(
                    view.unplaced
                        .iter()
                        .map(|one| PartView::says(&one.name).place(&one.file)),
                )
                .collect()
        };
        all.count(
            "people",
            "people who were asked",
            view.people,
            "each once, however many interviews",
            people,
        );
        let asked = view.asked;
        all.told(
            "asked",
            format!(
                "{} at companies that bought, {} that did not, {} undecided, {} not known",
                asked.won, asked.lost, asked.open, asked.unknown
            ),
            "by how the last closed deal of their company ended",
        );
        for persona in &view.personas {
            all.with(self.persona(persona, shown));
        }
        let unplaced = view.unplaced.iter();
        let unplaced: Vec<PartView> = unplaced
            .map(|one| PartView::says(&one.name).place(&one.file))
            .collect();
        all.count(
            "unplaced",
            "people whose title nobody knows",
            unplaced.len(),
            "no contact, no column and no sentence says their title",
            move || unplaced.clone(),
        );
        let next: Vec<PartView> = view.next.iter().map(PartView::says).collect();
        all.count("next", "what would make this surer", next.len(), "follows from who was not asked: shares from five people on, a fifth of those asked who did not buy", move || next.clone());
        all.whole(format!("{} personas inside {}", view.personas.len(), view.icp_name), |why| {
            why.how("a cell of function and band that carries deals or was asked; what it says is what its own people said, verbatim")
        })
    }
}

impl Proposed<'_> {
    fn persona<'s>(&'s self, persona: &'s ProposedView, shown: usize) -> Vec<Entry<'s>> {
        let mut under = Under::new(&persona.key, shown);
        under.told("titles", format!("{}, {}: {}", persona.function, persona.band, persona.titles.join(", ")), "titles as people of this function and band write them, commonest first, filled up with the usual ones to three");
        if let Some(role) = &persona.buying_role {
            let says = format!(
                "{} ({}: {})",
                role.role.replace('_', " "),
                role.grade,
                role.why
            );
            let is_guess = role.grade == "guess";
            under.add("buying_role", says, move |why| {
                why.how("deal data above interviews, these above the file's author, and a guess by function and rank last").assumed(is_guess)
            });
        }
        let asked = persona.asked.iter().map(|one| {
            PartView::says(format!("{} (title from: {})", one.who, one.from))
                .place(one.files.join(", "))
        });
        let asked: Vec<PartView> = asked.collect();
        under.count(
            "asked",
            "people of this kind who were asked",
            asked.len(),
            "by their title",
            move || asked.clone(),
        );
        if let Some(deals) = &persona.deals {
            under.with(self.carried(persona, deals, shown));
        }
        for matter in persona.said.iter().chain(&persona.for_review) {
            under.with(vec![of_matter(matter, shown)]);
        }
        if let Some(asks) = &persona.boss_asks {
            under.told(
                "boss_asks",
                format!("the boss asks: {asks}"),
                "said by one of them of their boss, in an interview",
            );
        }
        if !persona.words.is_empty() {
            under.told(
                "words",
                format!("phrases they share: {}", persona.words.join(", ")),
                "words that at least two of them use and that no question put into their mouths",
            );
        }
        let questions = persona
            .ask_next
            .iter()
            .map(|question| PartView::says(*question));
        let questions: Vec<PartView> = questions.collect();
        under.count(
            "ask_next",
            "questions for the next interview",
            questions.len(),
            "one for each kind that none of them spoke of",
            move || questions.clone(),
        );
        under.told(
            "diff",
            format!(
                "{} lines of {} would change",
                persona.diff.lines().count(),
                persona.file
            ),
            "the proposal as text; --apply writes it",
        );
        let says = format!(
            "{}: {}",
            persona.name,
            if persona.is_new { "new" } else { "is there" }
        );
        under.whole(says, |why| {
            why.how("people of one function and band")
                .on([PartView::says("its file").place(&persona.file)])
        })
    }

    fn carried<'s>(
        &'s self,
        persona: &'s ProposedView,
        view: &'s CarriedView,
        shown: usize,
    ) -> Vec<Entry<'s>> {
        let mut under = Under::new(&view.id, shown);
        let how = "closed deals with somebody of this persona; late arrivals are left out, and so are deals of companies that the ICP ignores";
        let with = move |wanted: Outcome| {
            let (deals, contacts) = (self.source.deals, self.source.contacts);
            let known = self
                .source
                .personas
                .iter()
                .find(|known| known.id == persona.id);
            let positions: Vec<usize> = match known {
                Some(known) => {
                    let seats = who::persona_seats(known, deals, contacts);
                    if wanted == Outcome::Won {
                        seats.won_with
                    } else {
                        seats.lost_with
                    }
                }
                None => {
                    let seen = who::presence(deals, contacts).seen.into_iter();
                    let own = seen.filter(|row| {
                        row.function.as_str() == persona.function
                            && row.band.as_str() == persona.band
                    });
                    own.flat_map(|row| row.deals_with)
                        .filter(|&at| deals[at].outcome == Some(wanted))
                        .collect()
                }
            };
            positions
                .into_iter()
                .map(|at| row(&deals[at]))
                .collect::<Vec<_>>()
        };
        under.count(
            "won_with",
            &format!("of {} won deals, with one of them", view.won),
            view.won_with,
            how,
            move || with(Outcome::Won),
        );
        under.count(
            "lost_with",
            &format!("of {} lost deals, with one of them", view.lost),
            view.lost_with,
            how,
            move || with(Outcome::Lost),
        );
        for (field, rate) in [
            ("won_share", view.won_share),
            ("lost_share", view.lost_share),
        ] {
            if let Some(rate) = rate {
                let says = format!(
                    "{}: {:.0} % ({:.0} to {:.0} %)",
                    field.replace('_', " "),
                    100.0 * rate.value,
                    100.0 * rate.low,
                    100.0 * rate.high
                );
                under.add(field, says, move |why| why.rate(Some(rate)).how(WILSON));
            }
        }
        let says = format!(
            "in {} of {} won deals and in {} of {} lost ones",
            view.won_with, view.won, view.lost_with, view.lost
        );
        under.whole(says, |why| {
            why.how("presence alone does not show who decides")
        })
    }
}

fn of_matter(matter: &MatterView, shown: usize) -> Entry<'_> {
    let says = format!(
        "{}: {}, {} of {} people",
        matter.kind.replace('_', " "),
        matter.theme,
        matter.people,
        matter.of
    );
    Entry::new(&matter.id, says, move |why| {
        let why = why.count(matter.people).how("people of this kind who were asked and spoke of it, each once; negated, prompted and hypothetical sentences are left out");
        let why = match matter.share {
            Some(_) => why.how(WILSON),
            None => why.how("below five people a share says nothing"),
        };
        why.rows(matter.people, shown, matter.all.iter().map(of_quote))
    })
}

fn of_quote(quote: &QuoteView) -> PartView {
    PartView::says(format!(
        "{}: \u{201c}{}\u{201d}",
        quote.speaker, quote.quote
    ))
    .place(format!("{}:{}", quote.file, quote.line))
}
