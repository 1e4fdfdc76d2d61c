//! Columns that tell the outcome because they were written after it.
//!
//! Four signs, the first that shows is named: whether a cell is filled follows the outcome (the
//! checks of a lead-scoring vendor, `populated` against `unpopulated` lift); a value is all but
//! always won; the column alone ranks deals better than facts known before a sale do; and the same
//! at lower bars where the header is a word of what happens during or after a sale, or says that
//! its cells were written over until it ended. What the
//! seller decides, such as the owner, is no trait of a company and is left out by its header.

use doorwise_model::field::FieldKind;
use doorwise_model::value::Value;
use doorwise_vocab::sale_words;

use crate::bins::MAX_BINS;
use crate::coding::{Coded, least_support};
use crate::deals::{Column, Deals};
use crate::learn::auc;

/// Least share of the deals on each side of "is filled" for that to say anything.
const LEAST_SHARE: f64 = 0.05;
/// Largest chance that one side is all won or all lost by luck.
const LUCK: f64 = 1e-4;
/// Lift of filled cells from which, and of blank ones under which, they were filled afterwards.
const FILLED_LIFT: f64 = 1.5;
const BLANK_LIFT: f64 = 0.6;
/// Lift of blank cells that alone says as much.
const BLANK_ALONE: f64 = 0.3;
/// Share of blank cells from which the lifts are looked at.
const BLANK_SHARE: f64 = 0.2;
/// Win rate and lift of a single value that is a result, not a cause.
const VALUE_RATE: f64 = 0.97;
const VALUE_LIFT: f64 = 2.0;
/// AUC of one column alone that facts known before a sale do not reach, and the same for a column
/// whose header is a word of the sale itself, or says that only the newest of what happened is kept.
const ALONE: f64 = 0.85;
/// The same of a number, taken by its own order: incomes, prices and scores that decide are known
/// before the sale and rank as well as 0.93 by themselves, amounts booked with it above 0.97.
const ALONE_NUMBER: f64 = 0.95;
const ALONE_BY_NAME: f64 = 0.75;
const ALONE_OVERWRITTEN: f64 = 0.65;
/// Deals' worth of the base rate in a bin's own rate.
const SMOOTHING: f64 = 2.0;

/// Why a column was refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leak {
    /// Filled cells are won at this rate, blank ones at that.
    Presence {
        /// Win rate where filled.
        filled: f64,
        /// Win rate where blank.
        blank: f64,
    },
    /// Deals with one value are all but always won.
    Value {
        /// Their win rate.
        rate: f64,
        /// How many.
        n: usize,
    },
    /// The column alone tells won from lost.
    Alone {
        /// Its AUC.
        auc: f64,
        /// Whether its header is a word of the sale.
        by_name: bool,
    },
    /// It is the seller's choice.
    Seller,
}

/// What a header says of when its cells are written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Smell {
    None,
    /// It is a word of a running or an ended sale.
    OfTheSale,
    /// The cells are written over until the sale ends, and after.
    Overwritten,
}

impl Smell {
    fn of(header: &str) -> Self {
        if sale_words::is_overwritten(header) {
            Self::Overwritten
        } else if sale_words::is_of_the_sale(header) {
            Self::OfTheSale
        } else {
            Self::None
        }
    }
}

/// Returns the columns to refuse, each with its first sign.
pub(crate) fn leaks(coded: &Coded, deals: &Deals) -> Vec<(usize, Leak)> {
    let mut found = Vec::new();
    for (idx, column) in deals.columns.iter().enumerate() {
        let header = &column.header;
        if is_sellers(column) {
            found.push((idx, Leak::Seller));
            continue;
        }
        let known: Vec<bool> = column
            .codes
            .iter()
            .map(|&code| !column.values[code as usize].is_unknown())
            .collect();
        let smell = Smell::of(header);
        let is_number = is_number(column);
        let leak = presence(&known, &deals.won).or_else(|| {
            if column.precedes_sale {
                return None;
            }
            if is_number && let Some(leak) = of_numbers(column, &deals.won) {
                return Some(leak);
            }
            if column.field.kind() == FieldKind::Tags {
                // Several tags tell the outcome together; a tag alone may not.
                return of_values(&cells(column, deals.len()), &deals.won, smell, is_number);
            }
            let attributes = coded.attributes.iter().zip(&coded.bins);
            attributes
                .filter(|(attribute, _)| attribute.column == idx)
                .find_map(|(_, bins)| of_values(bins, &deals.won, smell, is_number))
        });
        found.extend(leak.map(|leak| (idx, leak)));
    }
    // What is made of a refused column tells as much.
    let is_refused = |column: &Column| {
        let same = |(idx, _): &&(usize, Leak)| deals.columns[*idx].header == column.header;
        found.iter().find(same).map(|(_, leak)| *leak)
    };
    let columns = deals.columns.iter().enumerate();
    columns
        .filter_map(|(idx, column)| Some((idx, is_refused(column)?)))
        .collect()
}

fn is_number(column: &Column) -> bool {
    let kind = column.field.kind();
    matches!(
        kind,
        FieldKind::Whole | FieldKind::Number | FieldKind::Money
    )
}

/// Returns whether a column holds the seller's people: by its header, where its cells can be people.
fn is_sellers(column: &Column) -> bool {
    let header = &column.header;
    if !sale_words::is_sellers(header) {
        return false;
    }
    let known = || column.values.iter().filter(|value| !value.is_unknown());
    let is_word = |value: &Value, words: &[&str]| match value {
        Value::OneOf(said) => said
            .iter()
            .all(|word| words.contains(&word.to_lowercase().as_str())),
        _ => false,
    };
    // "Owner: yes" says of the buyer that he owns something.
    let is_yes_or_no = known().count() <= 2 && known().all(|value| is_word(value, YES_OR_NO));
    match is_number(column) {
        true => sale_words::is_sellers_alone(header) && known().count() > 2,
        false => !is_yes_or_no,
    }
}

/// Words of a column that says whether something is so.
const YES_OR_NO: &[&str] = &["yes", "no", "true", "false", "y", "n"];

/// Returns whether numbers tell the outcome: by their order, or by being zero where a deal was lost.
fn of_numbers(column: &Column, won: &[bool]) -> Option<Leak> {
    let numbers: Vec<Option<f64>> = column
        .values
        .iter()
        .map(|value| match value {
            Value::Number(number) if number.is_exact() => Some(number.low),
            Value::Money(money) if money.amount.is_exact() => Some(money.amount.low),
            _ => None,
        })
        .collect();
    let rows = column.codes.iter().map(|&code| numbers[code as usize]);
    let known: Vec<(f64, bool)> = rows
        .zip(won)
        .filter_map(|(number, &won)| Some((number?, won)))
        .collect();
    let (values, won): (Vec<f64>, Vec<bool>) = known.into_iter().unzip();
    let wins = won.iter().filter(|won| **won).count();
    if wins.min(won.len() - wins) < LEAST_OF_EACH {
        return None;
    }
    let area = auc(&values, &won);
    let area = area.max(1.0 - area);
    (area >= ALONE_NUMBER).then_some(Leak::Alone {
        auc: area,
        by_name: false,
    })
}

/// Fewest won and lost deals from which the order of numbers says anything of them.
const LEAST_OF_EACH: usize = 15;

/// Returns the frequent cells of a column as bins, the rare ones together.
fn cells(column: &Column, n: usize) -> Vec<u8> {
    let mut counts = vec![0_usize; column.values.len()];
    for &code in &column.codes {
        counts[code as usize] += 1;
    }
    let least = least_support(n);
    let mut frequent: Vec<usize> = (0..counts.len())
        .filter(|&code| counts[code] >= least)
        .collect();
    frequent.sort_by_key(|&code| std::cmp::Reverse(counts[code]));
    frequent.truncate(MAX_BINS - 1);
    let bin = |code: u32| frequent.iter().position(|&known| known == code as usize);
    let of_code: Vec<u8> = (0..counts.len() as u32)
        .map(|code| bin(code).map_or(0, |position| position as u8 + 1))
        .collect();
    column
        .codes
        .iter()
        .map(|&code| of_code[code as usize])
        .collect()
}

/// Returns whether being filled follows the outcome.
pub fn presence(filled: &[bool], won: &[bool]) -> Option<Leak> {
    let n = won.len() as f64;
    let count = |is_filled: bool| {
        let rows = filled
            .iter()
            .zip(won)
            .filter(|(filled, _)| **filled == is_filled);
        let (mut all, mut wins) = (0.0, 0.0);
        for (_, &won) in rows {
            all += 1.0;
            wins += f64::from(u8::from(won));
        }
        (all, wins)
    };
    let ((n_filled, won_filled), (n_blank, won_blank)) = (count(true), count(false));
    if n_filled == 0.0 || n_blank == 0.0 {
        return None;
    }
    let least = (LEAST_SHARE * n).max(8.0);
    let base = (won_filled + won_blank) / n;
    let (filled, blank) = (won_filled / n_filled, won_blank / n_blank);
    let pure = |n: f64, rate: f64| {
        let luck = match rate {
            1.0 => base,
            0.0 => 1.0 - base,
            _ => return false,
        };
        n * libm::log(luck) < libm::log(LUCK)
    };
    let is_late = n_filled >= least
        && n_blank >= BLANK_SHARE * n
        && (blank < BLANK_ALONE * base
            || (filled > FILLED_LIFT * base && blank < BLANK_LIFT * base))
        // With few deals such lifts come by luck: the two rates must be five errors apart.
        && (filled - blank) > 5.0 * (base * (1.0 - base) * (1.0 / n_filled + 1.0 / n_blank)).sqrt();
    (pure(n_filled, filled) || pure(n_blank, blank) || is_late)
        .then_some(Leak::Presence { filled, blank })
}

fn of_values(bins: &[u8], won: &[bool], smell: Smell, is_number: bool) -> Option<Leak> {
    let n = won.len() as f64;
    let mut counts = [[0.0_f64; 2]; 256];
    for (&bin, &won) in bins.iter().zip(won) {
        counts[usize::from(bin)][usize::from(won)] += 1.0;
    }
    let wins: f64 = counts.iter().map(|[_, won]| won).sum();
    let base = wins / n;
    let least = (LEAST_SHARE * n).max(30.0);
    for [lost, won] in counts {
        let (all, rate) = (won + lost, won / (won + lost).max(1.0));
        if all >= least && rate > VALUE_RATE && rate > VALUE_LIFT * base {
            return Some(Leak::Value {
                rate,
                n: all as usize,
            });
        }
    }
    let rate = |[lost, won]: [f64; 2]| (won + SMOOTHING * base) / (won + lost + SMOOTHING);
    let scores: Vec<f64> = bins
        .iter()
        .map(|&bin| rate(counts[usize::from(bin)]))
        .collect();
    // Rates sorted by themselves rank a little even where there is nothing: about half the root of
    // bins over deals, so that few deals in many bins do not look like a leak.
    let n_bins = counts.iter().filter(|[lost, won]| won + lost > 0.0).count() as f64;
    let auc = auc(&scores, won) - (n_bins / n).sqrt() / 2.0;
    let bar = match smell {
        Smell::None if is_number => ALONE_NUMBER,
        Smell::None => ALONE,
        Smell::OfTheSale => ALONE_BY_NAME,
        Smell::Overwritten => ALONE_OVERWRITTEN,
    };
    let by_name = smell != Smell::None;
    (auc >= bar).then_some(Leak::Alone { auc, by_name })
}

#[cfg(test)]
mod tests {
    use doorwise_model::field::Field;
    use doorwise_vocab::Interval;

    use super::*;

    /// 100 deals of which 40 were won: filled only for winners is a leak, blank at random is none.
    #[test]
    fn cells_filled_after_the_outcome_are_found() {
        let won: Vec<bool> = (0..100).map(|row| row < 40).collect();
        let only_won: Vec<bool> = (0..100).map(|row| row < 30).collect();
        assert!(matches!(
            presence(&only_won, &won),
            Some(Leak::Presence { filled, .. }) if filled == 1.0
        ));
        let at_random: Vec<bool> = (0..100).map(|row| row % 3 == 0).collect();
        assert_eq!(presence(&at_random, &won), None);
        // Eight blanks that were all lost: (60 / 100)^8 is 1.7 %, luck.
        let few: Vec<bool> = (0..100).map(|row| row < 92).collect();
        assert_eq!(presence(&few, &won), None);
    }

    fn numbers(header: &str, of_row: impl Iterator<Item = f64>) -> Column {
        let values = of_row.map(|number| Value::Number(Interval::new(number, number)));
        let values: Vec<Value> = values.collect();
        Column {
            field: Field::Custom(header.to_owned(), FieldKind::Number),
            header: header.to_owned(),
            codes: (0..values.len() as u32).collect(),
            values,
            wish: None,
            precedes_sale: false,
        }
    }

    /// 200 deals, half won. What was paid is zero where lost; incomes overlap: the won have the numbers
    /// 70 to 169, the lost 0 to 99, so that 30 of 100 are met by 30: AUC 1 - 0.3 * 0.3 / 2 = 0.955 is too
    /// much; with the won from 60 on, 1 - 0.4 * 0.4 / 2 = 0.92, it is not.
    #[test]
    fn a_number_that_ranks_well_is_no_leak_before_it_ranks_as_what_was_booked() {
        let won: Vec<bool> = (0..200).map(|row| row % 2 == 0).collect();
        let paid = numbers(
            "spending",
            (0..200).map(|row| f64::from((row + 1) % 2 * row)),
        );
        assert!(matches!(of_numbers(&paid, &won), Some(Leak::Alone { auc, .. }) if auc > 0.99));
        let income = |shift: i32| {
            let of_row = (0..200).map(move |row| f64::from(row / 2 + (row + 1) % 2 * shift));
            numbers("income", of_row)
        };
        assert!(of_numbers(&income(70), &won).is_some());
        assert_eq!(of_numbers(&income(60), &won), None);
    }

    #[test]
    fn an_owner_of_a_house_is_no_seller() {
        let words = |header: &str, of: &[&str]| Column {
            field: Field::Custom(header.to_owned(), FieldKind::Category),
            header: header.to_owned(),
            codes: (0..of.len() as u32).collect(),
            values: of
                .iter()
                .map(|word| Value::OneOf(vec![(*word).to_owned()]))
                .collect(),
            wish: None,
            precedes_sale: false,
        };
        assert!(!is_sellers(&words("owner", &["yes", "no"])));
        assert!(is_sellers(&words("owner", &["Asha", "Ben"])));
        assert!(!is_sellers(&numbers("sellerRating", (0..9).map(f64::from))));
        assert!(!is_sellers(&numbers(
            "Years with manager",
            (0..9).map(f64::from)
        )));
        assert!(is_sellers(&numbers("owner_id", (0..9).map(f64::from))));
    }

    #[test]
    fn a_value_that_always_wins_is_a_result() {
        let won: Vec<bool> = (0..400).map(|row| row % 4 == 0).collect();
        let bins: Vec<u8> = (0..400)
            .map(|row| if row % 8 == 0 { 1 } else { 2 })
            .collect();
        assert!(matches!(
            of_values(&bins, &won, Smell::None, false),
            Some(Leak::Value { n: 50, .. })
        ));
    }

    /// Half of the bins won at 20 %, half at 80 %: AUC 0.8, refused only under a smelling name.
    #[test]
    fn the_name_lowers_the_bar() {
        let won: Vec<bool> = (0..1000)
            .map(|row| (row % 5 == 0) != (row % 2 == 0))
            .collect();
        let bins: Vec<u8> = (0..1000).map(|row| 1 + (row % 2) as u8).collect();
        assert_eq!(of_values(&bins, &won, Smell::None, false), None);
        assert!(matches!(
            of_values(&bins, &won, Smell::OfTheSale, false),
            Some(Leak::Alone { by_name: true, .. })
        ));
    }

    /// Half of the bins won at 30 %, half at 70 %: AUC 0.7, refused only where cells are written over.
    #[test]
    fn what_is_written_over_has_the_lowest_bar() {
        let won: Vec<bool> = (0..1000)
            .map(|row| (row / 2 % 10 < 3) != (row % 2 == 0))
            .collect();
        let bins: Vec<u8> = (0..1000).map(|row| 1 + (row % 2) as u8).collect();
        assert_eq!(of_values(&bins, &won, Smell::OfTheSale, false), None);
        assert!(matches!(
            of_values(&bins, &won, Smell::Overwritten, false),
            Some(Leak::Alone { by_name: true, .. })
        ));
        assert_eq!(Smell::of("Last Activity"), Smell::Overwritten);
    }
}
