//! Which proof stands nearest to an ICP.

use doorwise_model::card::reference::State;
use doorwise_model::company::Company;
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::proof::Proof;
use doorwise_model::value::Value;
use doorwise_vocab::{Reading, business_model, employees, money, place, stage, text};

/// Returns the proof whose customer is most like the ICP, and whether it lies inside: the card's
/// own gates are asked, and none fails while one holds. The first listed wins a tie.
pub fn nearest_proof<'a>(icp: &Icp, proofs: &'a [Proof]) -> Option<(&'a Proof, bool)> {
    let mut best: Option<(&Proof, bool, usize)> = None;
    for proof in proofs {
        let judged = icp.card.judge(&customer(proof), &[]);
        let count = |state: State| judged.gates.iter().filter(|gate| **gate == state).count();
        let n_holding = count(State::Holds);
        let inside = count(State::Fails) == 0
            && !judged.exclusions.contains(&State::Holds)
            && (n_holding > 0 || judged.gates.is_empty());
        if best.is_none_or(|(_, was_inside, so_far)| (inside, n_holding) > (was_inside, so_far)) {
            best = Some((proof, inside, n_holding));
        }
    }
    best.map(|(proof, inside, _)| (proof, inside))
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
