//! Which proof stands nearest to an ICP.

use doorwise_model::card::reference::State;
use doorwise_model::company::Company;
use doorwise_model::condition::Condition;
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::proof::Proof;
use doorwise_model::value::Value;
use doorwise_vocab::{Reading, business_model, employees, money, place, stage, text};

/// Returns the proof whose customer is most like the ICP, and whether it lies inside. The first
/// listed wins a tie.
pub fn nearest_proof<'a>(icp: &Icp, proofs: &'a [Proof]) -> Option<(&'a Proof, bool)> {
    by_nearness(icp, proofs).into_iter().next()
}

/// Returns all proofs, the nearest first, each with whether it lies inside: the card's own gates
/// are asked, and none fails while one holds. Industry, place and size count alike; a size counts
/// where it is within twice or half of the middle of the sizes asked for.
pub(super) fn by_nearness<'a>(icp: &Icp, proofs: &'a [Proof]) -> Vec<(&'a Proof, bool)> {
    let middle = middle_size(icp);
    let mut judged: Vec<(bool, usize, &Proof)> = proofs
        .iter()
        .map(|proof| {
            let company = customer(proof);
            let judged = icp.card.judge(&company, &[]);
            let count = |state: State| judged.gates.iter().filter(|gate| **gate == state).count();
            let n_holding = count(State::Holds);
            let inside = count(State::Fails) == 0
                && !judged.exclusions.contains(&State::Holds)
                && (n_holding > 0 || judged.gates.is_empty());
            let size = match company.values.get(&Field::Employees) {
                Some(Value::Number(size)) => Some((size.low.max(1.0) * size.high.max(1.0)).sqrt()),
                _ => None,
            };
            let is_like = size
                .zip(middle)
                .is_some_and(|(size, middle)| size <= middle * 2.0 && middle <= size * 2.0);
            (inside, n_holding + usize::from(is_like), proof)
        })
        .collect();
    // The sort is stable, so that ties keep the order of the file.
    judged.sort_by_key(|(inside, near, _)| std::cmp::Reverse((*inside, *near)));
    judged
        .into_iter()
        .map(|(inside, _, proof)| (proof, inside))
        .collect()
}

/// Returns the middle of the sizes that the gates ask for, as factors go: 22 of 10 to 50.
fn middle_size(icp: &Icp) -> Option<f64> {
    icp.card
        .gates
        .iter()
        .filter(|gate| gate.field == Field::Employees)
        .flat_map(|gate| &gate.any_of)
        .find_map(|condition| match condition {
            Condition::Within(range) if range.low > 0.0 && range.high.is_finite() => {
                Some((range.low * range.high).sqrt())
            }
            _ => None,
        })
}

/// Returns the proof's customer as a company that a card can judge; what is not said is unknown.
pub fn customer(proof: &Proof) -> Company {
    let mut company = Company::default();
    for (name, written) in &proof.company {
        let Some(field) = Field::canonical(name) else {
            continue;
        };
        let value = read(&field, written);
        // A proof may give `place` and the wider `country`: the narrower was read first or wins.
        if let Some(value) = value
            && (name == "place" || !company.values.contains_key(&field))
        {
            company.values.insert(field, value);
        }
    }
    company
}

fn read(field: &Field, written: &str) -> Option<Value> {
    match field {
        Field::Employees => employees::employees(written).value().map(Value::Number),
        Field::Revenue => money::money(written).value().map(Value::Money),
        Field::Stage => stage::stage(written).value().map(|stages| {
            let words = stages.into_iter().map(|stage| stage.as_str().to_owned());
            Value::OneOf(words.collect())
        }),
        Field::Place => place::find(written)
            .map(|node| vec![node])
            .or_else(|| place::place(written).value())
            .map(Value::Nodes),
        Field::Industry => Value::industry(written).value(),
        Field::BusinessModel => match business_model::mixed(written) {
            Reading::Value(mixed) if !mixed.models.is_empty() => Some(Value::Tags {
                listed: mixed
                    .models
                    .iter()
                    .map(|model| model.as_str().to_owned())
                    .collect(),
                complete: true,
            }),
            _ => None,
        },
        // A proof lists what matters to its claim and not every tool of the customer.
        Field::Tools | Field::Keywords => Some(Value::Tags {
            listed: written
                .split([',', ';', '|'])
                .map(text::fold)
                .filter(|word| !word.is_empty())
                .collect(),
            complete: false,
        }),
        Field::Founded | Field::Custom(..) => None,
    }
}
