//! People whose title says that they are no longer there.

use doorwise_people::who::is_gone;
use doorwise_vocab::title;

use super::{Scene, Segment};

/// Returns how many people of closed deals have a title that says the job is over.
pub(super) fn count(scene: &Scene<'_>, segment: &Segment<'_>) -> usize {
    let deals = scene.market.deals();
    let is_here = |at: usize| {
        deals
            .get(at)
            .is_some_and(|deal| super::is_closed(deal) && segment.has(deal))
    };
    scene
        .market
        .contacts()
        .iter()
        .filter(|contact| contact.deals.iter().any(|seat| is_here(seat.deal)))
        .filter(|contact| is_gone(&title::title(&contact.title)))
        .count()
}
