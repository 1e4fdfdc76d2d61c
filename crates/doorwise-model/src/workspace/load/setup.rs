//! `doorwise.yaml`: name, offer, rates, tables.

use std::path::{Path, PathBuf};

use doorwise_vocab::date::{self, Date, DateOrder};
use doorwise_vocab::money::{self, Currency};
use doorwise_vocab::title::Function;
use doorwise_vocab::{Reading, text};

use super::decode::Decoded;
use crate::diagnostic::{Diagnostic, Place};
use crate::language_model::{self, LanguageModel};
use crate::money::{Rate, Rates};
use crate::offer::{Offer, OfferPlaces, Sender};
use crate::tables::{Joined, OutcomeWords, TableKind, TableMap};
use crate::workspace::Workspace;
use crate::workspace::raw::{DoorwiseFile, ModelPart, TablePart};

/// Share by which two rates of one day may differ: more is no rounding, 0.01 is 1 %.
const SAME_RATE: f64 = 0.01;

/// Understands the workspace's own file; without one, everything is at its default.
pub(super) fn build(
    decoded: Option<&Decoded<DoorwiseFile>>,
    root: &Path,
    file: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Workspace {
    let mut workspace = Workspace {
        root: root.to_path_buf(),
        name: String::new(),
        offer: Offer {
            says: None,
            product: None,
            buying_function: None,
            price: None,
            sender: Sender::default(),
            competitors: Vec::new(),
            asks: Vec::new(),
            assumed: true,
            place: Place::Workspace,
            places: OfferPlaces::default(),
        },
        currency: None,
        rates: Rates::default(),
        as_of: None,
        tables: Vec::new(),
        icps: Vec::new(),
        personas: Vec::new(),
        proofs: Vec::new(),
        copies: Vec::new(),
        ..Workspace::default()
    };
    let Some(decoded) = decoded else {
        return workspace;
    };
    let raw = &decoded.raw;
    let mut reader = Reader {
        decoded,
        file,
        diagnostics,
    };
    workspace.checks = super::checks::build(decoded, file, reader.diagnostics);
    workspace.name = raw.name.clone().unwrap_or_default();
    workspace.currency = raw
        .currency
        .as_ref()
        .and_then(|code| reader.currency(code, "/currency"));
    workspace.as_of = raw
        .as_of
        .as_ref()
        .and_then(|day| reader.date(day, "/as_of"));
    let mut rate_indices = Vec::new();
    for (idx, part) in raw.rates.iter().enumerate() {
        let from = reader.currency(&part.from, &format!("/rates/{idx}/from"));
        let to = reader.currency(&part.to, &format!("/rates/{idx}/to"));
        let on = reader.date(&part.on, &format!("/rates/{idx}/on"));
        if part.rate <= 0.0 {
            reader.fault(
                "workspace/bad-rate",
                &format!("/rates/{idx}/rate"),
                format!("a rate of {} is not above 0", part.rate),
                "write how many units of `to` one unit of `from` buys",
            );
        } else if let (Some(from), Some(to), Some(on)) = (from, to, on) {
            workspace.rates.0.push(Rate {
                from,
                to,
                rate: part.rate,
                on,
            });
            rate_indices.push(idx);
        }
    }
    reader.doubt_rates(&workspace.rates, &rate_indices, workspace.as_of);
    if let Some(offer) = &raw.offer {
        let sender = offer.sender.clone().unwrap_or_default();
        workspace.offer = Offer {
            says: offer.says.clone(),
            product: offer.product.clone(),
            buying_function: offer
                .buying_function
                .as_ref()
                .and_then(|word| reader.function(word)),
            price: offer.price.as_ref().and_then(|price| reader.price(price)),
            sender: Sender {
                name: sender.name,
                role: sender.role,
                email: sender.email,
                address: sender.address,
            },
            competitors: offer.competitors.clone(),
            asks: offer.asks.clone(),
            assumed: offer.assumption.is_some(),
            place: decoded.place(file, "/offer"),
            places: OfferPlaces {
                says: offer
                    .says
                    .as_ref()
                    .map(|_| decoded.place(file, "/offer/says")),
                price: offer
                    .price
                    .as_ref()
                    .map(|_| decoded.place(file, "/offer/price")),
                asks: (0..offer.asks.len())
                    .map(|idx| decoded.place(file, &format!("/offer/asks/{idx}")))
                    .collect(),
                sender: offer
                    .sender
                    .as_ref()
                    .map(|_| decoded.place(file, "/offer/sender")),
            },
        };
    }
    workspace.model = raw.model.as_ref().and_then(|part| reader.model(part));
    let tables = [
        (TableKind::Companies, &raw.tables.companies),
        (TableKind::Contacts, &raw.tables.contacts),
        (TableKind::Deals, &raw.tables.deals),
        (TableKind::DealContacts, &raw.tables.deal_contacts),
        (TableKind::StageHistory, &raw.tables.stage_history),
        (TableKind::Customers, &raw.tables.customers),
        (TableKind::Touches, &raw.tables.touches),
        (TableKind::Leads, &raw.tables.leads),
        (TableKind::Funnel, &raw.tables.funnel),
        (TableKind::Spend, &raw.tables.spend),
        (TableKind::Events, &raw.tables.events),
    ];
    for (kind, part) in tables {
        if let Some(part) = part {
            workspace.tables.push(reader.table(kind, part));
        }
    }
    workspace
}

struct Reader<'a> {
    decoded: &'a Decoded<DoorwiseFile>,
    file: &'a Path,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Warns of rates of one day that contradict each other, and of a newest rate that is a year old.
    ///
    /// `indices` are the positions of `rates` in the file.
    fn doubt_rates(&mut self, rates: &Rates, indices: &[usize], as_of: Option<Date>) {
        let known = rates.until(as_of);
        for (at, rate) in rates.0.iter().enumerate() {
            let Rate { from, to, on, .. } = *rate;
            let place = self
                .decoded
                .place(self.file, &format!("/rates/{}/from", indices[at]));
            let is_of_the_day = |earlier: &&Rate| earlier.on == on;
            let same_day = Rates(
                rates.0[..at]
                    .iter()
                    .filter(is_of_the_day)
                    .copied()
                    .collect(),
            );
            if let Some((factor, _)) = same_day.newest(from, to)
                && (factor / rate.rate - 1.0).abs() > SAME_RATE
            {
                let message =
                    format!("two rates between {from} and {to} on {on} contradict each other");
                self.diagnostics.push(
                    Diagnostic::warning("workspace/two-rates", place.clone(), message)
                        .note("the one written last counts")
                        .help("take one of them out"),
                );
            }
            let is_newest = known
                .newest(from, to)
                .is_some_and(|(_, newest)| newest == *rate);
            if let Some(day) = as_of.filter(|_| is_newest)
                && (on.year() + 1, on.month(), on.day()) < (day.year(), day.month(), day.day())
            {
                let message = format!(
                    "the newest rate {from} to {to}, of {on}, is more than a year older than {day}"
                );
                self.diagnostics.push(
                    Diagnostic::warning("workspace/old-rate", place, message)
                        .note("amounts convert by the newest rate up to `as_of`")
                        .help("add a newer rate"),
                );
            }
        }
    }

    fn fault(
        &mut self,
        name: &'static str,
        pointer: &str,
        message: String,
        help: impl Into<String>,
    ) {
        let place = self.decoded.place(self.file, pointer);
        self.diagnostics.push(
            Diagnostic::error(name, place, message)
                .label("not understood")
                .help(help),
        );
    }

    fn model(&mut self, part: &ModelPart) -> Option<LanguageModel> {
        let host = match language_model::host(&part.endpoint) {
            Ok(host) => host,
            Err(why) => {
                self.fault(
                    "workspace/bad-model",
                    "/model/endpoint",
                    format!("the endpoint {why}"),
                    "write https://, or http:// with localhost or the private address of your own server",
                );
                return None;
            }
        };
        let key_env = part.key_env.clone();
        let is_variable = |name: &str| {
            name.starts_with(|ch: char| ch.is_ascii_alphabetic() || ch == '_')
                && name
                    .chars()
                    .all(|ch| ch.is_ascii_alphanumeric() || ch == '_')
        };
        if key_env
            .as_deref()
            .map_or(!language_model::is_literal(&host), |name| {
                !is_variable(name)
            })
        {
            // What stands there may be the key itself: it is not repeated.
            self.fault(
                "workspace/bad-model",
                if key_env.is_some() { "/model/key_env" } else { "/model" },
                "no environment variable is named that holds the key".to_owned(),
                "write the variable's name, such as `key_env: DOORWISE_MODEL_KEY`; the key never stands in a file",
            );
            return None;
        }
        let (seconds, retries, requests, tokens) = language_model::MOST;
        let mut within =
            |pointer: &str, number: Option<u64>, default: u64, least: u64, most: u64| {
                let number = number.unwrap_or(default);
                if !(least..=most).contains(&number) {
                    self.fault(
                        "workspace/bad-model",
                        pointer,
                        format!("{number} is not between {least} and {most}"),
                        "write a number inside these",
                    );
                }
                number.clamp(least, most)
            };
        Some(LanguageModel {
            endpoint: part.endpoint.trim_end_matches('/').to_owned(),
            name: part.name.clone(),
            key_env,
            timeout_s: within("/model/timeout_s", part.timeout_s, 30, 1, seconds),
            retries: within("/model/retries", part.retries, 2, 0, retries),
            max_requests: within(
                "/model/budget/requests",
                part.budget.requests,
                20,
                1,
                requests,
            ),
            max_tokens: within("/model/budget/tokens", part.budget.tokens, 500, 16, tokens),
        })
    }

    fn currency(&mut self, code: &str, pointer: &str) -> Option<Currency> {
        let currency = code.parse().ok();
        if currency.is_none() {
            self.fault(
                "workspace/unknown-currency",
                pointer,
                format!("`{code}` is not a currency code"),
                "write the ISO code, such as INR, USD or EUR",
            );
        }
        currency
    }

    fn date(&mut self, day: &str, pointer: &str) -> Option<Date> {
        let date = date::date(day, DateOrder::YearFirst).value();
        if date.is_none() {
            self.fault(
                "workspace/bad-date",
                pointer,
                format!("`{day}` is not a date"),
                "write YYYY-MM-DD",
            );
        }
        date
    }

    fn function(&mut self, word: &str) -> Option<Function> {
        let function = Function::parse(word);
        if function.is_none() {
            let known: Vec<&str> = Function::ALL
                .iter()
                .map(|function| function.as_str())
                .collect();
            self.fault(
                "workspace/unknown-function",
                "/offer/buying_function",
                format!("`{word}` is not a function we know"),
                format!("use one of {}", known.join(", ")),
            );
        }
        function
    }

    fn price(&mut self, price: &str) -> Option<money::Money> {
        // The same range form as in a criterion, `40000..120000 INR`.
        match money::money(&price.replace("..", " to ")) {
            Reading::Value(money) => Some(money),
            _ => {
                self.fault(
                    "workspace/bad-price",
                    "/offer/price",
                    format!("`{price}` is not a price"),
                    "write a band with its currency, such as `40000..120000 INR`",
                );
                None
            }
        }
    }

    fn table(&mut self, kind: TableKind, part: &TablePart) -> TableMap {
        let at = format!("/tables/{}", kind.as_str());
        let mut columns = Vec::new();
        let mut column_places = Vec::new();
        for (field, headers) in &part.columns {
            let known = kind.fields();
            if !known.contains(&field.as_str()) {
                let pointer = format!("{at}/columns/{field}#key");
                let place = self.decoded.place(self.file, &pointer);
                let diagnostic = Diagnostic::error(
                    "workspace/unknown-column-field",
                    place,
                    format!("`{field}` is not a field of the {} table", kind.as_str()),
                )
                .label("not known here");
                let near = text::nearest(field, known.iter().copied());
                self.diagnostics.push(match near {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(near),
                    None => diagnostic.help(format!(
                        "fields are {}; any other column stays usable as custom.<header> without a line here",
                        known.join(", ")
                    )),
                });
                continue;
            }
            let place = self
                .decoded
                .place(self.file, &format!("{at}/columns/{field}"));
            column_places.push((field.clone(), place));
            columns.push((
                field.clone(),
                headers
                    .parts()
                    .into_iter()
                    .map(|(_, text)| text.to_owned())
                    .collect(),
            ));
        }
        if !part.joined.is_empty() && !matches!(kind, TableKind::Companies | TableKind::Deals) {
            self.fault(
                "workspace/joined-table",
                &format!("{at}/joined"),
                format!("nothing can be joined to the {} table", kind.as_str()),
                "join files to `companies` or `deals`, or put the columns into one file".to_owned(),
            );
        }
        let joined = part.joined.iter().map(|joined| Joined {
            path: PathBuf::from(&joined.path),
            sheet: joined.sheet.clone(),
            encoding: joined.encoding.clone(),
            by: joined.by.clone(),
        });
        let mut partial = part.partial.clone();
        if !part.complete.iter().any(|field| field == "tools")
            && !partial.iter().any(|field| field == "tools")
        {
            // Scrapers list the technologies they saw, never all there are (`card.md`, Values).
            partial.push("tools".to_owned());
        }
        let fold_all = |words: &[String]| words.iter().map(|word| text::fold(word)).collect();
        TableMap {
            kind,
            path: PathBuf::from(&part.path),
            sheet: part.sheet.clone(),
            encoding: part.encoding.clone(),
            joined: joined.collect(),
            columns,
            column_places,
            partial,
            currency: part
                .currency
                .as_ref()
                .and_then(|code| self.currency(code, &format!("{at}/currency"))),
            outcomes: OutcomeWords {
                won: fold_all(&part.outcomes.won),
                lost: fold_all(&part.outcomes.lost),
                open: fold_all(&part.outcomes.open),
            },
            place: self.decoded.place(self.file, &at),
        }
    }
}
