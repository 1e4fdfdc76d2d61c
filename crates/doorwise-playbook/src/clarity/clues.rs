//! What the answers are taken from.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use doorwise_model::card::reference::Decision;
use doorwise_model::deal::Outcome;
use doorwise_model::diagnostic::{Diagnostic, Level, Place};
use doorwise_model::icp::Icp;
use doorwise_model::market::{Market, Scored, Scoring};
use doorwise_model::persona::Persona;
use doorwise_model::statement::{Quote, Statement};
use doorwise_model::workspace::Workspace;
use doorwise_people::listen::Heard;
use doorwise_people::who::Attendance;
use doorwise_vocab::date::Date;
use doorwise_vocab::text::fold;

/// What the answers for one ICP are taken from.
pub(crate) struct Clues<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) icp: &'a Icp,
    pub(crate) market: &'a dyn Market,
    pub(crate) scored: &'a Scored,
    /// The personas inside the ICP, in the order in which a deal wants them.
    pub(crate) personas: &'a [&'a Persona],
    pub(crate) heard: &'a Heard,
    pub(crate) presence: &'a Attendance,
    pub(crate) diagnostics: &'a [Diagnostic],
    pub(crate) as_of: Option<Date>,
    /// Each company's scoring by its row; made once, for there may be millions.
    pub(crate) rows: OnceCell<Vec<Option<&'a Scoring>>>,
}

impl<'a> Clues<'a> {
    /// Returns the persona who is written to first; questions about the person are asked of this one.
    pub(super) fn persona(&self) -> Option<&'a Persona> {
        self.personas.first().copied()
    }

    /// Returns ` --icp <id>`, which holds with one ICP and with several.
    pub(super) fn icp_flag(&self) -> String {
        format!(" --icp {}", self.icp.id)
    }

    /// Returns the file of the ICP.
    pub(super) fn icp_file(&self) -> String {
        file_of(&self.icp.place, || format!("icps/{}.yaml", self.icp.id))
    }

    /// Returns the file of the persona who is written to first.
    pub(super) fn persona_file(&self) -> String {
        match self.persona() {
            Some(persona) => file_of(&persona.place, || format!("personas/{}.yaml", persona.id)),
            None => "personas/<id>.yaml".to_owned(),
        }
    }

    /// Returns each company's scoring by its row; none for a row that was not scored.
    fn by_row(&self) -> &[Option<&'a Scoring>] {
        self.rows.get_or_init(|| {
            let mut rows = vec![None; self.scored.counts.total()];
            for scoring in &self.scored.list {
                if let Some(row) = rows.get_mut(scoring.row as usize) {
                    *row = Some(scoring);
                }
            }
            rows
        })
    }

    /// Counts closed deals whose company is known, by what `place` says of the company: won and closed.
    pub(super) fn closed_by<const N: usize>(
        &self,
        place: impl Fn(&Scoring) -> Option<usize>,
    ) -> [(usize, usize); N] {
        let rows = self.by_row();
        let mut counted = [(0, 0); N];
        for deal in self.market.deals() {
            let won = match deal.outcome {
                Some(Outcome::Won) => 1,
                Some(Outcome::Lost) => 0,
                Some(Outcome::Open) | None => continue,
            };
            let scoring = deal.company.and_then(|row| *rows.get(row)?);
            if let Some(cell) = scoring.and_then(&place).and_then(|at| counted.get_mut(at)) {
                cell.0 += won;
                cell.1 += 1;
            }
        }
        counted
    }

    /// Returns how many deals are closed.
    pub(super) fn n_closed(&self) -> usize {
        let closed = |outcome| matches!(outcome, Some(Outcome::Won | Outcome::Lost));
        let deals = self.market.deals().iter();
        deals.filter(|deal| closed(deal.outcome)).count()
    }

    /// Returns how many closed deals name no company of the table.
    pub(super) fn n_apart(&self) -> usize {
        let closed = |outcome| matches!(outcome, Some(Outcome::Won | Outcome::Lost));
        let deals = self.market.deals().iter();
        let apart = deals.filter(|deal| closed(deal.outcome) && deal.company.is_none());
        apart.count()
    }

    /// Returns won and closed deals of companies to pursue, undecided, to ignore.
    pub(super) fn closed_by_decision(&self) -> [(usize, usize); 3] {
        self.closed_by(|scoring| {
            Some(match scoring.decision {
                Decision::Pursue => 0,
                Decision::FindOut => 1,
                Decision::Ignore => 2,
            })
        })
    }

    /// Returns whether a quote stands in its file as cited.
    fn is_verbatim(&self, quote: &Quote) -> bool {
        !self.diagnostics.iter().any(|found| {
            found.level == Level::Error
                && found.name.starts_with("evidence/")
                && found.place == quote.place
        })
    }

    /// Returns the people whose words, found as cited, stand behind a statement.
    pub(super) fn speakers<'s>(&self, statement: &'s Statement) -> BTreeSet<&'s str> {
        let quotes = statement.evidence.iter();
        quotes
            .filter(|quote| self.is_verbatim(quote))
            .filter_map(|quote| quote.speaker.as_deref().map(str::trim))
            .filter(|speaker| !speaker.is_empty())
            .collect()
    }

    /// Returns everything that people who were asked said, folded, one text a turn.
    pub(super) fn spoken(&self) -> Vec<String> {
        let turns = self.heard.interviews.iter().flat_map(|one| &one.turns);
        let own = turns.filter(|turn| turn.is_participant());
        own.map(|turn| format!(" {} ", fold(&turn.text))).collect()
    }
}

fn file_of(place: &Place, otherwise: impl FnOnce() -> String) -> String {
    match place {
        Place::Text { file, .. } => doorwise_model::diagnostic::slashed(file),
        _ => otherwise(),
    }
}
