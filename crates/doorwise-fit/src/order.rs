//! One order of the deals that depends on what they are, not on where they stand.
//!
//! Shuffles and draws pick deals by position, so that a table sorted another way would give other
//! p-values. Deals that fall into the same bins are interchangeable for everything that follows.

use crate::coding::Coded;
use crate::deals::Deals;

/// Puts the deals into their own order; returns for each place the row it came from.
pub(crate) fn settle(coded: &mut Coded, deals: &Deals) -> Vec<u32> {
    let mut keys: Vec<(u64, u64, u32)> = (0..deals.len() as u32).map(|row| (0, 1, row)).collect();
    let mut add = |row: usize, value: u64| {
        let key = &mut keys[row];
        key.0 = mix(key.0 ^ value);
        key.1 = mix(key.1.wrapping_add(value).rotate_left(23));
    };
    for bins in &coded.bins {
        for (row, &bin) in bins.iter().enumerate() {
            add(row, u64::from(bin));
        }
    }
    for row in 0..deals.len() {
        add(row, u64::from(deals.won[row]));
        add(row, deals.units[row]);
    }
    keys.sort_unstable();
    let order: Vec<u32> = keys.into_iter().map(|(.., row)| row).collect();
    for bins in &mut coded.bins {
        *bins = order.iter().map(|&row| bins[row as usize]).collect();
    }
    order
}

/// The finisher of SplitMix64 (Steele, Lea and Flood 2014).
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}
