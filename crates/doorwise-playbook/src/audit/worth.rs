//! What a finding is worth a year, told so that it can be reckoned again (`domain.md` 6.5).

use doorwise_fit::rate::Z_90;
use doorwise_model::Estimate;

use super::ground::Ground;
use crate::plan::market::grouped;

/// Half width of the 50 % interval over that of the 90 % interval of a normal distribution.
const FIFTY_OF_NINETY: f64 = 0.674_489_750_196_081_7 / Z_90;
/// Fewest won deals with an amount from which a mean is taken.
const FEWEST_AMOUNTS: usize = 5;

/// Deals won more a year, and their money.
#[derive(Clone, Debug, PartialEq)]
pub struct Worth {
    /// Deals won more a year: the lower end of the 50 % interval, at most half the gap.
    pub wins: f64,
    /// The same from the lower end of the 90 % interval.
    pub wins_low: f64,
    /// The same from half the gap.
    pub wins_high: f64,
    /// Mean amount of a won deal.
    pub amount: Option<Estimate>,
    /// How it was reckoned.
    pub reckoned: String,
}

impl Worth {
    /// Returns the money a year: the conservative value, the low end, the high end.
    pub fn money(&self) -> Option<(f64, f64, f64)> {
        let amount = self.amount?;
        Some((
            self.wins * amount.value,
            self.wins_low * amount.low,
            self.wins_high * amount.high,
        ))
    }
}

/// Returns what changing some deals' win rate by part of `gap` is worth: how many of the closed deals,
/// which in the plural, and what would be changed about them.
pub fn worth(
    ground: &Ground<'_>,
    (affected, what, change_of): (f64, &str, &str),
    gap: Estimate,
) -> Result<Worth, String> {
    let Some(years) = ground.years() else {
        return Err("the days on which deals closed span less than three months or are not known, so there is no figure for a year".to_owned());
    };
    let half = gap.value.abs() / 2.0;
    let near = if gap.value >= 0.0 { gap.low } else { -gap.high };
    let lower_half = gap.value.abs() - (gap.value.abs() - near) * FIFTY_OF_NINETY;
    let change = lower_half.clamp(0.0, half);
    let a_year = affected / years;
    let amount = amount(ground);
    let mut reckoned = format!(
        "{} {what} a year{change_of}, of which {:.1} points more are won (the lower end of the 50 % interval, at most half the gap of {:.1} points)",
        rounded(a_year),
        change * 100.0,
        gap.value.abs() * 100.0,
    );
    if let Some(amount) = amount {
        reckoned.push_str(&format!(
            ", times {} for a won deal (mean of {}, could be {} to {})",
            money(amount.value, ground.currency.as_deref()),
            amount.n,
            money(amount.low, ground.currency.as_deref()),
            money(amount.high, ground.currency.as_deref()),
        ));
    }
    Ok(Worth {
        wins: a_year * change,
        wins_low: a_year * near.clamp(0.0, half),
        wins_high: a_year * half,
        amount,
        reckoned,
    })
}

/// Returns what changing the lot of some customers by part of `gap` is worth: how many of them, which in
/// the plural, and what becomes of those whose lot changes.
pub fn of_customers(
    ground: &Ground<'_>,
    (affected, what, becomes): (usize, &str, &str),
    gap: Estimate,
) -> Result<Worth, String> {
    let paid = ground
        .customers
        .iter()
        .filter_map(|customer| customer.revenue);
    let Some(revenue) = mean(paid) else {
        return Err("the table of customers does not say what at least 5 of them pay in a year (column `revenue`)".to_owned());
    };
    let days: Vec<i32> = ground
        .customers
        .iter()
        .filter_map(|customer| customer.started)
        .collect();
    let span = days.iter().max().zip(days.iter().min());
    let years = span.map_or(0.0, |(last, first)| f64::from(last - first) / 365.25);
    if years < 0.25 {
        return Err("the days on which customers came span less than three months, so there is no figure for a year".to_owned());
    }
    let half = gap.value.abs() / 2.0;
    let near = if gap.value >= 0.0 { gap.low } else { -gap.high };
    let change = (gap.value.abs() - (gap.value.abs() - near) * FIFTY_OF_NINETY).clamp(0.0, half);
    let a_year = affected as f64 / years;
    Ok(Worth {
        wins: a_year * change,
        wins_low: a_year * near.clamp(0.0, half),
        wins_high: a_year * half,
        amount: Some(revenue),
        reckoned: format!(
            "{} {what} a year, of which {:.1} points more {becomes} (the lower end of the 50 % interval, at most half the gap of {:.1} points), times what a customer pays in a year (mean of {}, {} to {})",
            rounded(a_year),
            change * 100.0,
            gap.value.abs() * 100.0,
            revenue.n,
            money(revenue.low, None),
            money(revenue.high, None),
        ),
    })
}

/// Returns the mean amount of won deals; none of too few.
fn amount(ground: &Ground<'_>) -> Option<Estimate> {
    let won = ground.closed().filter(|deal| deal.is_won());
    mean(won.filter_map(|deal| deal.amount))
}

fn mean(amounts: impl Iterator<Item = f64>) -> Option<Estimate> {
    let amounts: Vec<f64> = amounts.filter(|&amount| amount > 0.0).collect();
    if amounts.len() < FEWEST_AMOUNTS {
        return None;
    }
    let n = amounts.len() as f64;
    let mean = amounts.iter().sum::<f64>() / n;
    let variance = amounts
        .iter()
        .map(|amount| (amount - mean).powi(2))
        .sum::<f64>()
        / (n - 1.0);
    let half = Z_90 * (variance / n).sqrt();
    Some(Estimate {
        value: mean,
        low: (mean - half).max(0.0),
        high: mean + half,
        n: amounts.len(),
    })
}

/// Returns an amount as people say it: two figures that count, and the currency.
pub fn money(amount: f64, currency: Option<&str>) -> String {
    let amount = figures(amount);
    match currency {
        Some(currency) => format!("{currency} {}", grouped(amount)),
        None => grouped(amount),
    }
}

/// Returns a positive number with two figures that count.
fn figures(value: f64) -> usize {
    let value = value.max(0.0);
    let mut step = 1.0;
    while value / step >= 100.0 {
        step *= 10.0;
    }
    ((value / step).round() * step) as usize
}

/// Returns a count for a year: whole, but for the smallest.
fn rounded(value: f64) -> String {
    if value < 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_figures_count() {
        assert_eq!(money(1_234_567.0, Some("INR")), "INR 1,200,000");
        assert_eq!(money(87.4, None), "87");
        assert_eq!(money(-3.0, None), "0");
    }
}
