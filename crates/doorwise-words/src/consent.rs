//! What the law asks for before and in a message, by country: information, not advice.

use doorwise_model::condition::Condition;
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_vocab::{NodeId, place};

/// What one country asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Law {
    /// Code of the country or region, as in the tree of places.
    pub code: &'static str,
    /// Its name.
    pub country: &'static str,
    /// Whether a cold mail to a company needs express consent first.
    pub mail_needs_consent: bool,
    /// What holds, with its source and date.
    pub says: &'static str,
}

/// The countries that are known, in the order in which they are asked for.
const LAWS: [Law; 8] = [
    Law {
        code: "DE",
        country: "Germany",
        mail_needs_consent: true,
        says: "express consent before a mail, between companies too; a call needs presumed interest; messages of networks count as mail; UWG section 7, as of 2026",
    },
    Law {
        code: "AT",
        country: "Austria",
        mail_needs_consent: true,
        says: "express consent before a mail or a call, between companies too; TKG section 174, as of 2026",
    },
    Law {
        code: "CH",
        country: "Switzerland",
        mail_needs_consent: false,
        says: "mass mail needs consent, a mail written to one person is none; true sender, a way to say stop; UWG article 3 letter o, as of 2026",
    },
    Law {
        code: "CA",
        country: "Canada",
        mail_needs_consent: false,
        says: "consent, express or implied by a published business address; name, postal address, a way to say stop; CASL, as of 2026",
    },
    Law {
        code: "US",
        country: "the US",
        mail_needs_consent: false,
        says: "true header, postal address, a way to say stop that is kept within 10 business days; CAN-SPAM, as of 2026",
    },
    Law {
        code: "GB",
        country: "the UK",
        mail_needs_consent: false,
        says: "companies may be written to, sole traders and partnerships only with consent; name and a way to say stop; PECR, as of 2026",
    },
    Law {
        code: "IN",
        country: "India",
        mail_needs_consent: false,
        says: "a way to say stop; personal data under the DPDP Act 2023; calls and texts under TRAI's rules, as of 2026",
    },
    Law {
        code: "europe",
        country: "the EU",
        mail_needs_consent: false,
        says: "each state has its own rule for mail; under the GDPR a weighed interest, notice of the source and a way to object, as of 2026",
    },
];

/// Returns what holds where an ICP's companies are; a country inside a region that is known by
/// itself is told by itself. Empty where the ICP names no place or no known one.
pub fn of_icp(icp: &Icp) -> Vec<Law> {
    let nodes = places(icp);
    let places = place::places();
    let mut known: Vec<Law> = Vec::new();
    for law in LAWS {
        let Some(land) = places.by_code(law.code) else {
            continue;
        };
        let is_meant = nodes.iter().any(|node| {
            places.contains(land, *node)
                && !known.iter().any(|nearer| {
                    places
                        .by_code(nearer.code)
                        .is_some_and(|nearer| places.contains(nearer, *node))
                })
        });
        if is_meant {
            known.push(law);
        }
    }
    known
}

/// Returns the places that the gates of an ICP ask for.
pub(crate) fn places(icp: &Icp) -> Vec<NodeId> {
    let gates = icp.card.gates.iter();
    gates
        .filter(|gate| gate.field == Field::Place)
        .flat_map(|gate| &gate.any_of)
        .flat_map(|condition| match condition {
            Condition::Below(nodes) => nodes.clone(),
            _ => Vec::new(),
        })
        .collect()
}
