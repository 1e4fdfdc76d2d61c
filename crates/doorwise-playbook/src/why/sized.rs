//! What `market` prints: companies by row behind each count, own deals behind each amount.

use std::collections::BTreeSet;

use doorwise_model::card::reference::Decision;
use doorwise_model::deal::{Deal, Outcome};
use doorwise_model::market::Scoring;

use super::deal::{WILSON, row};
use super::{Entry, PartView, Says, Under};
use crate::id;
use crate::sizing::{Sizes, Sizing, SpotView, WorthView, amount};
use crate::view::RateView;

const MEAN: &str =
    "mean with Student's 90 % interval: mean -/+ t times deviation over the root of n";
const MEDIAN: &str = "median with the 90 % interval between two order statistics (W. R. Thompson, Annals of Mathematical Statistics 7, 1936)";
const BINOMIAL: &str = "exact one-sided binomial test against the win rate of all deals inside; `shown` holds at a false discovery rate of 10 % over all segments tested (Y. Benjamini and Y. Hochberg, JRSS B 57, 1995)";

impl Says for Sizes<'_> {
    fn entries(&self, shown: usize) -> Vec<Entry<'_>> {
        let view = &self.view;
        let mut all = Under::new(view.id, shown);
        if let Some(day) = &view.as_of {
            all.told(
                "as_of",
                format!("as of {day}"),
                format!("taken from: {}", view.as_of_from),
            );
        }
        let of_times = |least: usize| {
            move || {
                let fits = |row: &u32| {
                    self.each
                        .iter()
                        .filter(|one| one.fits.contains(row))
                        .count()
                        >= least
                };
                let rows: BTreeSet<u32> = self
                    .each
                    .iter()
                    .flat_map(|one| one.fits.iter().copied())
                    .collect();
                let first = self.each.first();
                rows.iter()
                    .filter(|row| fits(row))
                    .filter_map(|&row| Some(first?.company(row)))
                    .collect()
            }
        };
        all.count(
            "fit_any",
            "companies that fit any of these ICPs",
            view.fit_any,
            "companies that pass or might under one ICP or more, each once",
            of_times(1),
        );
        all.count(
            "fit_several",
            "companies that fit more than one",
            view.fit_several,
            "companies that pass or might under two ICPs or more, each once",
            of_times(2),
        );
        for one in &self.each {
            all.with(one.entries(shown));
        }
        all.whole(format!("the market of {} ICPs", view.icps.len()), |why| {
            why.how("every company is judged by each ICP's gates and exclusions")
        })
    }
}

impl Sizing<'_> {
    fn company(&self, row: u32) -> PartView {
        let company = self.inputs.market.name(row as usize);
        PartView::says(company.name)
            .id(id::company(company.id))
            .place(company.row)
    }

    /// Returns the companies for which something holds, in list order.
    fn companies<'s>(&'s self, counts: impl Fn(&Scoring) -> bool + 's) -> Vec<PartView> {
        let list = self.scored.list.iter();
        list.filter(|scoring| counts(scoring))
            .map(|scoring| self.company(scoring.row))
            .collect()
    }

    /// Returns the deals inside for which something holds, in table order.
    fn deals_inside(&self, counts: impl Fn(&Deal) -> bool) -> Vec<PartView> {
        let inside = self.inputs.market.deals().iter().filter(|deal| {
            let company = deal.company.and_then(|row| u32::try_from(row).ok());
            company.is_some_and(|row| self.fits.contains(&row))
        });
        inside.filter(|deal| counts(deal)).map(row).collect()
    }

    fn worked(&self) -> BTreeSet<u32> {
        let deals = self.inputs.market.deals().iter();
        deals
            .filter_map(|deal| u32::try_from(deal.company?).ok())
            .collect()
    }

    fn entries(&self, shown: usize) -> Vec<Entry<'_>> {
        let view = &self.view;
        let mut all = Under::new(&view.id, shown);
        let of = |decision: Decision| {
            move || self.companies(move |scoring| scoring.decision == decision)
        };
        all.count(
            "companies",
            "companies in the file, each once",
            view.companies,
            "rows of the companies table; rows that repeat a company are counted with it",
            || self.companies(|_| true),
        );
        all.count(
            "duplicates",
            "rows that repeat a company",
            view.duplicates,
            "same domain, or same name and place, as a row before",
            || {
                let own = self.inputs.market.facts().duplicates.iter();
                own.filter(|one| one.table == doorwise_model::tables::TableKind::Companies)
                    .map(|one| PartView::says(format!("{}: {}", one.says, one.why)).place(&one.row))
                    .collect()
            },
        );
        all.count(
            "pass",
            "companies that pass",
            view.pass,
            "every gate holds and no exclusion hits, decisions by hand included",
            of(Decision::Pursue),
        );
        all.count(
            "might",
            "companies that might",
            view.might,
            "no gate fails and no exclusion hits, with at least one open",
            of(Decision::FindOut),
        );
        all.count(
            "cannot",
            "companies that cannot",
            view.cannot,
            "a gate fails or an exclusion hits",
            of(Decision::Ignore),
        );
        let standing = |word: &'static str| {
            move || {
                self.companies(move |scoring| {
                    let known = self.history.of(scoring.row as usize);
                    scoring.decision == Decision::Pursue
                        && known.is_some_and(|known| known.word == word)
                })
            }
        };
        all.count(
            "customers",
            "of those that pass, customers",
            view.customers,
            "companies that pass with a won deal",
            standing("customer"),
        );
        all.count(
            "in_deals",
            "of those that pass, in an open deal",
            view.in_deals,
            "companies that pass with an open deal and no won one",
            standing("open"),
        );
        if let Some(share) = view.share {
            all.told(
                "share",
                format!(
                    "{:.0} to {:.0} % of the file",
                    100.0 * share.low,
                    100.0 * share.high
                ),
                format!(
                    "low end {} / {}, high end ({} + {}) / {}: bounds, no interval of chance",
                    view.pass, view.companies, view.pass, view.might, view.companies
                ),
            );
        }
        if let Some(says) = &view.not_a_profile {
            all.told(
                "not_a_profile",
                says,
                format!(
                    "({} + {}) / {} is above 40 %",
                    view.pass, view.might, view.companies
                ),
            );
        }
        all.with(self.own_deals(shown));
        for (worth, of) in [
            (&view.total, "companies"),
            (&view.serviceable, "companies"),
            (&view.obtainable, "deals won a year"),
        ] {
            all.with(self.worth(worth, of, shown));
        }
        for row in &view.coverage {
            let label = format!("{} {}", row.decision.replace('_', " "), row.tier);
            let mut under = Under::new(&row.id, shown);
            let is_in = move |scoring: &Scoring| {
                let tier = self.inputs.icp.card.tiers.show(&scoring.tiers.to_vec());
                scoring.decision.as_str() == row.decision && tier == row.tier
            };
            under.count("companies", &label, row.companies, "companies of this decision whose score, at both ends of its range, falls into these tiers", move || self.companies(is_in));
            under.count(
                "worked",
                &format!("{label}, with any deal"),
                row.worked,
                "of these, companies that a deal names",
                move || {
                    let worked = self.worked();
                    self.companies(|scoring| is_in(scoring) && worked.contains(&scoring.row))
                },
            );
            all.with(under.whole(
                format!("{label}: {} of {} with a deal", row.worked, row.companies),
                |why| why.how("companies that pass or might, by tier"),
            ));
        }
        for spot in &view.segments {
            all.with(self.spot(spot, shown));
        }
        let white = &view.white_space;
        let mut under = Under::new(&white.id, shown);
        under.told(
            "tested",
            format!("segments tested: {}", white.tested),
            "segments with at least 8 closed deals, not all of them",
        );
        for spot in &white.segments {
            let segment = spot.id.replacen(".white_space.", ".segment.", 1);
            let says = spot.says();
            let p = spot.p;
            under.with(vec![Entry::new(&spot.id, says, move |why| {
                let unworked = self.unworked(&spot.field, &spot.value);
                why.rate(Some(spot.rate))
                    .how(WILSON)
                    .how(format!("p {p:.4}: {BINOMIAL}"))
                    .how("its companies are worked less often than those of the ICP as a whole; listed are those without any deal")
                    .on([PartView::says("the segment with its counts").id(&segment)])
                    .rows(unworked.len(), shown, unworked)
            })]);
        }
        all.with(under.whole(&white.says, |why| why.how("segments whose lower bound of the win rate lies above the average inside the ICP, and which are worked less").how(BINOMIAL)));
        if let Some(capacity) = &view.capacity {
            let says = format!(
                "your list of {}: {} companies, {} of them surely inside, down to {}",
                capacity.asked, capacity.companies, capacity.pursue, capacity.down_to
            );
            let mut under = Under::new(&capacity.id, shown);
            under.count("companies", "companies on the list", capacity.companies, "companies that pass, then those that might, best first; customers and open deals are left out", || {
                let rows = self.list.iter().filter_map(|&row| u32::try_from(row).ok());
                rows.map(|row| self.company(row)).collect()
            });
            under.count(
                "pursue",
                "of these, surely inside",
                capacity.pursue,
                "companies on the list that pass",
                || {
                    let listed: BTreeSet<usize> = self.list.iter().copied().collect();
                    self.companies(|scoring| {
                        scoring.decision == Decision::Pursue
                            && listed.contains(&(scoring.row as usize))
                    })
                },
            );
            all.with(under.whole(says, |why| why.how("the list ends where --capacity says")));
        }
        let says = format!(
            "of {} companies, {} pass, {} might, {} cannot",
            view.companies, view.pass, view.might, view.cannot
        );
        all.whole(says, |why| {
            why.how("companies judged by the ICP's gates and exclusions, unknown fields left open")
                .on(self.criteria())
        })
    }

    /// Returns the gates and exclusions with their places.
    fn criteria(&self) -> Vec<PartView> {
        let card = &self.inputs.icp.card;
        let part = |kind: &str, criterion: &doorwise_model::card::Criterion| {
            PartView::says(format!("{kind} {}", criterion.show()))
                .place(criterion.place.to_string())
                .assumed(criterion.assumed)
        };
        let gates = card.gates.iter().map(|gate| part("gate", gate));
        gates
            .chain(
                card.exclusions
                    .iter()
                    .map(|exclusion| part("exclusion", exclusion)),
            )
            .collect()
    }

    fn own_deals(&self, shown: usize) -> Vec<Entry<'_>> {
        let view = &self.view.deals;
        let mut under = Under::new(&view.id, shown);
        let is_closed = |deal: &Deal| matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost));
        let is_won = |deal: &Deal| deal.outcome == Some(Outcome::Won);
        let paid = move |deal: &Deal| {
            is_won(deal) && amount(&self.inputs, deal, self.currency()).is_some()
        };
        under.count(
            "closed",
            "closed deals inside the ICP",
            view.closed,
            "deals won or lost with companies that pass or might",
            move || self.deals_inside(is_closed),
        );
        under.count(
            "won",
            "deals won inside the ICP",
            view.won,
            "won deals with companies that pass or might",
            move || self.deals_inside(is_won),
        );
        if let Some(rate) = view.rate {
            under.add(
                "rate",
                format!("won {} of {}: {}", view.won, view.closed, percent(rate)),
                move |why| {
                    why.rate(Some(rate))
                        .how(format!("{} / {}", view.won, view.closed))
                        .how(WILSON)
                        .rows(view.closed, shown, self.deals_inside(is_closed))
                },
            );
        }
        if let Some(mean) = view.amount {
            let unit = view.currency.as_deref().unwrap_or("");
            under.add("amount", format!("{:.0} {unit} a won deal on average ({:.0} to {:.0})", mean.value, mean.low, mean.high), move |why| {
                why.how(MEAN).how("amounts in other currencies by the workspace's dated rates; a range counts with its middle").rows(mean.n, shown, self.amounts(paid))
            });
        }
        under.count(
            "without_amount",
            "won deals without an amount in one currency",
            view.without_amount,
            "won deals whose amount is blank, or in a currency without a rate",
            move || {
                self.deals_inside(move |deal| {
                    is_won(deal) && (view.amount.is_none() || !paid(deal))
                })
            },
        );
        if let Some(cycle) = view.cycle {
            let has_cycle = move |deal: &Deal| {
                is_won(deal)
                    && matches!((deal.created, deal.closed), (Some(from), Some(to)) if from <= to)
            };
            under.add(
                "cycle",
                format!(
                    "{:.0} days from created to won in the middle ({:.0} to {:.0})",
                    cycle.value, cycle.low, cycle.high
                ),
                move |why| {
                    why.how(MEDIAN)
                        .rows(cycle.n, shown, self.deals_inside(has_cycle))
                },
            );
        }
        if let Some(n) = view.a_year {
            under.count("a_year", "deals closed in the last 365 days", n, "closed deals inside whose day of closing lies in the 365 days up to the day spoken of", move || {
                let last = self.inputs.as_of.map_or(i32::MAX, doorwise_vocab::date::day_number);
                self.deals_inside(move |deal| {
                    let day = deal.closed.map(doorwise_vocab::date::day_number);
                    is_closed(deal) && day.is_some_and(|day| day <= last && day > last.saturating_sub(365))
                })
            });
        }
        under.whole(
            format!("own deals inside: won {} of {}", view.won, view.closed),
            |why| why.how("deals with companies that pass or might"),
        )
    }

    /// The currency that the amounts are reckoned in, as the view says it.
    fn currency(&self) -> Option<doorwise_vocab::money::Currency> {
        let won = self.inputs.market.deals().iter();
        let written = self.view.deals.currency.as_deref()?;
        let mut known = won.filter_map(|deal| deal.amount?.currency);
        self.inputs
            .workspace
            .currency
            .or_else(|| known.find(|currency| currency.to_string() == written))
    }

    fn amounts(&self, counts: impl Fn(&Deal) -> bool) -> Vec<PartView> {
        let deals = self.inputs.market.deals().iter().filter(|deal| {
            let company = deal.company.and_then(|row| u32::try_from(row).ok());
            company.is_some_and(|row| self.fits.contains(&row)) && counts(deal)
        });
        let part = |deal: &Deal| {
            let value = amount(&self.inputs, deal, self.currency()).unwrap_or_default();
            PartView {
                read_as: Some(format!("{value:.0}")),
                ..row(deal)
            }
        };
        deals.map(part).collect()
    }

    fn worth<'s>(&'s self, worth: &'s WorthView, of: &'static str, shown: usize) -> Vec<Entry<'s>> {
        let name = worth.id.rsplit('.').next().unwrap_or_default();
        let mut under = Under::new(&worth.id, shown);
        let deals = &self.view.deals;
        let to = |field: &str| PartView::says(field).id(format!("{}.{field}", deals.id));
        let known = |field: &str| match field {
            "rate" => deals.rate.is_some(),
            "amount" => deals.amount.is_some(),
            "a_year" => deals.a_year.is_some(),
            _ => true,
        };
        let from: &[&str] = match name {
            "obtainable" => &["a_year", "rate", "amount"],
            _ => &["amount"],
        };
        let mut parts: Vec<PartView> = from
            .iter()
            .filter(|field| known(field))
            .map(|field| to(field))
            .collect();
        if name != "obtainable" {
            parts.extend(
                ["pass", "might"]
                    .map(|field| PartView::says(field).id(format!("{}.{field}", self.view.id))),
            );
        }
        if let Some(n) = worth.n {
            let is_free = name == "serviceable";
            let parts = parts.clone();
            under.add(
                "n",
                format!("{name}: {:.0} to {:.0} {of}", n.low, n.high),
                move |why| {
                    let why = why.how(&worth.reckoned).on(parts.clone());
                    match name {
                        "obtainable" => why.how("deals a year times both ends of the win rate"),
                        _ => {
                            let rows = self.companies(|scoring| {
                                scoring.decision != Decision::Ignore
                                    && (!is_free || self.history.is_free(scoring.row as usize))
                            });
                            why.how(
                                "low end: companies that pass; high end: those that might besides",
                            )
                            .rows(rows.len(), shown, rows)
                        }
                    }
                },
            );
        }
        if let Some(money) = worth.money {
            let parts = parts.clone();
            under.add("money", format!("{name}: {:.0} to {:.0} {}", money.low, money.high, deals.currency.as_deref().unwrap_or("")), move |why| {
                why.how("low end times the low end of the mean amount, high end times its high end; the ends multiply, so the range is wide on purpose").on(parts.clone())
            });
        }
        under.whole(format!("{name}: {}", worth.reckoned), |why| why.how("total, serviceable and obtainable market: all who could buy, those not yet worked, what a year wins"))
    }

    /// Returns whether a company has this value of the field, by row.
    fn has_value(&self, field: &str, value: &str) -> impl Fn(u32) -> bool {
        let card = &self.inputs.icp.card;
        let field = card
            .fields()
            .into_iter()
            .find(|known| known.name() == field);
        move |row| {
            let label = field.as_ref().map(|field| {
                card.segment_label(field, &self.inputs.market.value(row as usize, field))
            });
            label.as_deref() == Some(value)
        }
    }

    fn unworked(&self, field: &str, value: &str) -> Vec<PartView> {
        let (worked, is_in) = (self.worked(), self.has_value(field, value));
        self.companies(|scoring| {
            scoring.decision != Decision::Ignore
                && is_in(scoring.row)
                && !worked.contains(&scoring.row)
        })
    }

    fn spot<'s>(&'s self, spot: &'s SpotView, shown: usize) -> Vec<Entry<'s>> {
        let mut under = Under::new(&spot.id, shown);
        let name = format!("{} {}", spot.field, spot.value);
        for (field, n, decision) in [
            ("pass", spot.pass, Decision::Pursue),
            ("might", spot.might, Decision::FindOut),
            ("cannot", spot.cannot, Decision::Ignore),
        ] {
            under.count(
                field,
                &format!("{name}, {field}"),
                n,
                "companies with this value, by what the ICP says of them",
                move || {
                    let is_in = self.has_value(&spot.field, &spot.value);
                    self.companies(|scoring| scoring.decision == decision && is_in(scoring.row))
                },
            );
        }
        under.count(
            "worked",
            &format!("{name}, with any deal"),
            spot.worked,
            "companies with this value that pass or might and that a deal names",
            move || {
                let (worked, is_in) = (self.worked(), self.has_value(&spot.field, &spot.value));
                self.companies(|scoring| {
                    scoring.decision != Decision::Ignore
                        && is_in(scoring.row)
                        && worked.contains(&scoring.row)
                })
            },
        );
        let closed = move |won: bool| {
            let is_in = self.has_value(&spot.field, &spot.value);
            self.deals_inside(|deal| {
                let is_here = deal
                    .company
                    .and_then(|row| u32::try_from(row).ok())
                    .is_some_and(&is_in);
                let counts = match won {
                    true => deal.outcome == Some(Outcome::Won),
                    false => matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost)),
                };
                is_here && counts
            })
        };
        under.count(
            "closed",
            &format!("{name}, closed deals"),
            spot.closed,
            "closed deals with companies that pass or might and have this value",
            move || closed(false),
        );
        under.count(
            "won",
            &format!("{name}, won deals"),
            spot.won,
            "won deals with companies that pass or might and have this value",
            move || closed(true),
        );
        if let Some(rate) = spot.rate {
            under.add(
                "rate",
                format!("{name}: won {}", percent(rate)),
                move |why| {
                    why.rate(Some(rate))
                        .how(format!("{} / {}", spot.won, spot.closed))
                        .how(WILSON)
                        .rows(spot.closed, shown, closed(false))
                },
            );
        }
        under.whole(format!("{name}: {} pass, {} might, {} worked, won {} of {}", spot.pass, spot.might, spot.worked, spot.won, spot.closed), |why| {
            why.how("numbers fall into the card's own bands, places one level below what the gates ask for, words into themselves")
        })
    }
}

fn percent(rate: RateView) -> String {
    format!(
        "{:.0} % of {} (could be {:.0} to {:.0} %)",
        100.0 * rate.value,
        rate.n,
        100.0 * rate.low,
        100.0 * rate.high
    )
}
