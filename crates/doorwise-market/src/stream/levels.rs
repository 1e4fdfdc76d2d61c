//! Parquet's run-length and bit-packed numbers: dictionary positions and levels.
//!
//! Written here because the `parquet` crate keeps its own private, and because handing whole runs
//! over is what makes a scan of codes cheap. Format: "RLE/bit-packing hybrid" of the Parquet
//! specification, Encodings.md.

use crate::delta::{Damaged, varint};

/// Appends `n` numbers of `width` bits.
pub(super) fn unpack(
    mut bytes: &[u8],
    width: u32,
    n: usize,
    out: &mut Vec<u32>,
) -> Result<(), Damaged> {
    if width > 32 {
        return Err(Damaged);
    }
    let end = out.len() + n;
    if width == 0 {
        out.resize(end, 0);
        return Ok(());
    }
    let value_bytes = width.div_ceil(8) as usize;
    while out.len() < end {
        let header = varint(&mut bytes)?;
        let left = end - out.len();
        if header & 1 == 0 {
            let run = usize::try_from(header >> 1).map_err(|_| Damaged)?;
            let value = bytes.get(..value_bytes).ok_or(Damaged)?;
            bytes = &bytes[value_bytes..];
            let mut whole = [0; 4];
            whole[..value_bytes].copy_from_slice(value);
            if run == 0 {
                return Err(Damaged);
            }
            out.resize(out.len() + run.min(left), u32::from_le_bytes(whole));
        } else {
            let groups = usize::try_from(header >> 1).map_err(|_| Damaged)?;
            // The last run may be cut short where its numbers are not needed.
            let packed = groups.checked_mul(width as usize).ok_or(Damaged)?;
            let packed = &bytes[..packed.min(bytes.len())];
            bytes = &bytes[packed.len()..];
            unpack_groups(packed, width, groups.saturating_mul(8).min(left), out)?;
        }
    }
    Ok(())
}

/// Returns the number that all of `n` are, where one run says so.
pub(super) fn the_only(mut bytes: &[u8], width: u32, n: usize) -> Option<u32> {
    let header = varint(&mut bytes).ok()?;
    let is_run = header & 1 == 0 && header >> 1 >= n as u64;
    let value = bytes.get(..width.div_ceil(8) as usize)?;
    let mut whole = [0; 4];
    whole.get_mut(..value.len())?.copy_from_slice(value);
    is_run.then(|| u32::from_le_bytes(whole))
}

/// Appends `n` bit-packed numbers, eight of them in `width` bytes.
fn unpack_groups(packed: &[u8], width: u32, n: usize, out: &mut Vec<u32>) -> Result<(), Damaged> {
    if n == 0 || (n * width as usize).div_ceil(8) > packed.len() {
        return Err(Damaged);
    }
    let start = out.len();
    out.resize(start + n.next_multiple_of(8), 0);
    let (eights, _) = out[start..].as_chunks_mut::<8>();
    // With the width known beforehand, eight numbers are a few shifts.
    match width {
        // A table of what a byte holds is faster still: these are most of a file's levels.
        1 => {
            for (&byte, eight) in packed.iter().zip(eights) {
                *eight = ONES[usize::from(byte)];
            }
        }
        2 => {
            let (fours, _) = out[start..].as_chunks_mut::<4>();
            for (&byte, four) in packed.iter().zip(fours) {
                *four = TWOS[usize::from(byte)];
            }
        }
        3 => eights_of::<3>(packed, eights),
        4 => eights_of::<4>(packed, eights),
        5 => eights_of::<5>(packed, eights),
        6 => eights_of::<6>(packed, eights),
        7 => eights_of::<7>(packed, eights),
        8 => eights_of::<8>(packed, eights),
        9 => eights_of::<9>(packed, eights),
        10 => eights_of::<10>(packed, eights),
        11 => eights_of::<11>(packed, eights),
        12 => eights_of::<12>(packed, eights),
        13 => eights_of::<13>(packed, eights),
        14 => eights_of::<14>(packed, eights),
        15 => eights_of::<15>(packed, eights),
        16 => eights_of::<16>(packed, eights),
        _ => {
            for (group, eight) in packed.chunks(width as usize).zip(eights) {
                let mut word = [0; 36];
                word[..group.len()].copy_from_slice(group);
                for (at, number) in eight.iter_mut().enumerate() {
                    let bit = at * width as usize;
                    let mut piece = [0; 8];
                    piece[..5].copy_from_slice(&word[bit / 8..bit / 8 + 5]);
                    let mask = u64::MAX >> (64 - width);
                    *number = (u64::from_le_bytes(piece) >> (bit % 8) & mask) as u32;
                }
            }
        }
    }
    out.truncate(start + n);
    Ok(())
}

/// The eight numbers of one bit in each byte.
static ONES: [[u32; 8]; 256] = in_a_byte::<8>();
/// The four numbers of two bits in each byte.
static TWOS: [[u32; 4]; 256] = in_a_byte::<4>();

const fn in_a_byte<const N: usize>() -> [[u32; N]; 256] {
    let width = 8 / N;
    let mut table = [[0; N]; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut at = 0;
        while at < N {
            table[byte][at] = (byte as u32 >> (at * width)) & ((1 << width) - 1);
            at += 1;
        }
        byte += 1;
    }
    table
}

/// Unpacks groups of eight numbers of `WIDTH` bits, at most 16.
fn eights_of<const WIDTH: usize>(packed: &[u8], eights: &mut [[u32; 8]]) {
    // Four numbers fit into eight bytes; the second four begin in the middle of a byte where the
    // width is odd.
    let four = |bytes: &[u8; 24], from: usize, skipped: usize, out: &mut [u32]| {
        let mut word = [0; 8];
        word.copy_from_slice(&bytes[from..from + 8]);
        let word = u64::from_le_bytes(word) >> skipped;
        for (at, number) in out.iter_mut().enumerate() {
            *number = (word >> (at * WIDTH)) as u32 & ((1 << WIDTH) - 1);
        }
    };
    for (group, eight) in eights.iter_mut().enumerate() {
        let rest = packed.get(group * WIDTH..).unwrap_or_default();
        let mut last = [0; 24];
        let bytes = match rest.first_chunk::<24>() {
            Some(bytes) => bytes,
            None => {
                last[..rest.len()].copy_from_slice(rest);
                &last
            }
        };
        let (first, second) = eight.split_at_mut(4);
        four(bytes, 0, 0, first);
        four(bytes, WIDTH / 2, WIDTH % 2 * 4, second);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The encoding as its specification words it, one number at a time.
    fn pack(numbers: &[u32], width: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let groups = numbers.len().div_ceil(8);
        bytes.extend([(groups as u8) << 1 | 1]);
        let mut bits = vec![0_u8; groups * width as usize];
        for (idx, number) in numbers.iter().enumerate() {
            for bit in 0..width as usize {
                if number >> bit & 1 == 1 {
                    let at = idx * width as usize + bit;
                    bits[at / 8] |= 1 << (at % 8);
                }
            }
        }
        bytes.extend(bits);
        bytes
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_back(
            width in 1_u32..=32,
            numbers in prop::collection::vec(any::<u32>(), 1..200),
            run in 1_u8..60,
        ) {
            let mask = u32::MAX >> (32 - width);
            let numbers: Vec<u32> = numbers.into_iter().take(8 * 60).map(|number| number & mask).collect();
            let mut bytes = pack(&numbers, width);
            bytes.push(run << 1);
            bytes.extend(&(7 & mask).to_le_bytes()[..width.div_ceil(8) as usize]);
            let mut out = Vec::new();
            let padded = numbers.len().div_ceil(8) * 8;
            unpack(&bytes, width, padded + usize::from(run), &mut out).expect("sound");
            prop_assert_eq!(&out[..numbers.len()], &numbers[..]);
            prop_assert!(out[padded..].iter().all(|&number| number == 7 & mask));
        }

        #[test]
        fn damage_is_refused_and_never_a_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..40), width in 0_u32..40, n in 0_usize..1_000,
        ) {
            let mut out = Vec::new();
            if unpack(&bytes, width, n, &mut out).is_ok() {
                prop_assert_eq!(out.len(), n);
            }
        }
    }
}
