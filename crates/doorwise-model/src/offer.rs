//! What the company that owns the workspace sells.

use doorwise_vocab::money::Money;
use doorwise_vocab::title::Function;

use crate::diagnostic::Place;

/// What is sold, by whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offer {
    /// What it does, in one sentence.
    pub says: Option<String>,
    /// The product's name.
    pub product: Option<String>,
    /// The function that buys it.
    pub buying_function: Option<Function>,
    /// Price band.
    pub price: Option<Money>,
    /// Who signs the mails.
    pub sender: Sender,
    /// Whom buyers compare with.
    pub competitors: Vec<String>,
    /// Small first steps that can be offered.
    pub asks: Vec<String>,
    /// Whether it rests on assumption.
    pub assumed: bool,
    /// Where it is written.
    pub place: Place,
    /// Where its parts are written.
    pub places: OfferPlaces,
}

/// Where the parts of an offer are written, those that it has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfferPlaces {
    /// Its sentence.
    pub says: Option<Place>,
    /// Its price.
    pub price: Option<Place>,
    /// Each of its asks, in their order.
    pub asks: Vec<Place>,
    /// Who signs.
    pub sender: Option<Place>,
}

impl Offer {
    /// Returns where a part is written, else where the offer is.
    pub fn place_of(&self, part: Option<&Place>) -> Place {
        part.unwrap_or(&self.place).clone()
    }
}

/// Who signs the mails.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// Full name.
    pub name: Option<String>,
    /// Role.
    pub role: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<String>,
}
