//! Which proof stands nearest to an ICP.

use doorwise_model::condition::Condition;
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::proof::Proof;
use doorwise_vocab::{employees, industry, place};

/// Returns the proof whose customer is most like the ICP, and whether it lies inside:
/// same country or industry, and size within a factor of two. The first listed wins a tie.
pub fn nearest_proof<'a>(icp: &Icp, proofs: &'a [Proof]) -> Option<(&'a Proof, bool)> {
    let mut best: Option<(&Proof, u8, bool)> = None;
    for proof in proofs {
        let fact = |name: &str| proof.company.get(name).map(String::as_str);
        let same_place = fact("place")
            .or_else(|| fact("country"))
            .and_then(place::find)
            .is_some_and(|node| {
                nodes(icp, &Field::Place).any(|wanted| place::places().contains(wanted, node))
            });
        let same_industry = fact("industry")
            .and_then(industry::find)
            .is_some_and(|node| {
                nodes(icp, &Field::Industry)
                    .any(|wanted| industry::industries().contains(wanted, node))
            });
        let near_size = fact("employees")
            .and_then(|cell| employees::employees(cell).value())
            .is_some_and(|size| {
                conditions(icp, &Field::Employees).any(|condition| match condition {
                    Condition::Within(range) => {
                        size.low <= range.high * 2.0 && size.high >= range.low / 2.0
                    }
                    _ => false,
                })
            });
        let likeness = u8::from(same_place) + u8::from(same_industry) + u8::from(near_size);
        let inside = (same_place || same_industry) && near_size;
        if best.is_none_or(|(_, so_far, was_inside)| (inside, likeness) > (was_inside, so_far)) {
            best = Some((proof, likeness, inside));
        }
    }
    best.map(|(proof, _, inside)| (proof, inside))
}

fn conditions<'a>(icp: &'a Icp, field: &'a Field) -> impl Iterator<Item = &'a Condition> {
    icp.card
        .gates
        .iter()
        .filter(move |gate| gate.field == *field)
        .flat_map(|gate| &gate.any_of)
}

fn nodes<'a>(icp: &'a Icp, field: &'a Field) -> impl Iterator<Item = doorwise_vocab::NodeId> + 'a {
    conditions(icp, field)
        .filter_map(|condition| match condition {
            Condition::Below(nodes) => Some(nodes.iter().copied()),
            _ => None,
        })
        .flatten()
}
