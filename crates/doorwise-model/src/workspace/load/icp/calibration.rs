//! The chances that `doorwise learn icp` wrote next to the points.

use super::Reader;
use crate::calibration::Calibration;
use crate::estimate::Estimate;
use crate::yaml::shape::pointer_part;

impl Reader<'_> {
    pub(super) fn calibration(&mut self) -> Option<Calibration> {
        let part = self.decoded.raw.calibration.as_ref()?;
        let mut chances = Vec::new();
        for (written, chance) in &part.chances {
            let at = format!("/calibration/chances/{}", pointer_part(written));
            let Ok(score) = written.trim().parse::<i64>() else {
                self.error(
                    "icp/bad-score",
                    &format!("{at}#key"),
                    format!("`{written}` is not a score"),
                    "write a whole number of points, or let `doorwise learn icp` write the list",
                );
                continue;
            };
            let is_ordered = 0.0 <= chance.low
                && chance.low <= chance.chance
                && chance.chance <= chance.high
                && chance.high <= 1.0;
            if !is_ordered {
                self.error(
                    "icp/bad-chance",
                    &at,
                    "a chance lies between 0 and 1, and inside its interval",
                    "write low, chance and high in this order of size",
                );
                continue;
            }
            let estimate = Estimate {
                value: chance.chance,
                low: chance.low,
                high: chance.high,
                n: chance.n,
            };
            chances.push((score, estimate));
        }
        let mut calibration = Calibration::new(part.from.clone(), chances)?;
        calibration.by_hand = part.by_hand.clone();
        Some(calibration)
    }
}
