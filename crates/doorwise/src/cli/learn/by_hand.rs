//! The hand-written ICP that deals move.

use doorwise_fit::prior::{self, Weighed};
use doorwise_fit::{Deals, Learned};
use doorwise_model::icp::Icp;
use doorwise_model::yaml::edit;
use doorwise_playbook::learned::{self, MovedView};

use super::deals::as_by_hand;
use crate::shell::Fault;

/// An ICP as a person wrote it, and the text of its file.
pub(super) struct Written {
    icp: Icp,
    text: String,
}

impl Written {
    /// Returns the ICP as a person wrote it; none where deals alone did.
    pub(super) fn of(icp: &Icp, text: String) -> Option<Self> {
        Some(Self {
            icp: as_by_hand(icp)?,
            text,
        })
    }

    /// Weighs its points by the deals; none where it has no points.
    pub(super) fn weighed(self, deals: &Deals, found: &Learned) -> Option<ByHand> {
        let weighed = prior::weigh(&self.icp.card.tables, deals, found)?;
        Some(ByHand {
            written: self,
            weighed,
            n: found.n,
            won: found.won,
        })
    }
}

/// A hand-written ICP after the deals had their say.
pub(super) struct ByHand {
    written: Written,
    weighed: Weighed,
    n: usize,
    won: usize,
}

impl ByHand {
    pub(super) fn view(&self) -> MovedView {
        let icp = &self.written.icp;
        learned::moved_view(&icp.id, &icp.card, &self.weighed)
    }

    /// Returns the text of its file with the points moved.
    ///
    /// # Errors
    /// Returns an error where the file cannot be changed in place.
    pub(super) fn moved(&self, from: &str) -> Result<String, Fault> {
        let Written { icp, text } = &self.written;
        let refused = |why: String| {
            Fault::asked(
                format!(
                    "the points of {} cannot be moved in its file: {why}",
                    icp.id
                ),
                "write each entry of `points` once, as `field: { value: points }`, or learn afresh with --fresh",
            )
        };
        let from = format!("{from}, {} closed deals, {} won", self.n, self.won);
        let edits = learned::moved_edits(&icp.card, &self.weighed, &from, text)
            .ok_or_else(|| refused("it is written in another way than it is read".to_owned()))?;
        edit::apply(text, &edits).map_err(|why| refused(why.to_string()))
    }
}
