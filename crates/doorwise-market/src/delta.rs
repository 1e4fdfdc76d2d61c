//! Whole numbers as differences of each from the one before, bit-packed: Parquet's encoding of
//! numbers that do not repeat, and of the lengths of texts that do not.
//!
//! Written here because the `parquet` crate keeps its own private (its feature that opens them brings
//! crates that nothing else needs). Format: "Delta Encoding (DELTA_BINARY_PACKED)" of the Parquet
//! specification, Encodings.md.

/// Numbers that share a least difference, and those of them that share a width.
const BLOCK: usize = 128;
const MINI_BLOCK: usize = 32;
/// Numbers of a block that is read, at most; no writer makes larger ones.
const MOST_BLOCK: u64 = 1 << 20;

/// A page that contradicts its own lengths.
#[derive(Debug)]
pub(crate) struct Damaged;

/// Appends numbers; `is_short` says that they are of 32 bits, whose differences are too.
pub(crate) fn encode(numbers: &[i64], is_short: bool, out: &mut Vec<u8>) {
    let wrap = |number: i64| match is_short {
        true => i64::from(number as i32),
        false => number,
    };
    put_varint(BLOCK as u64, out);
    put_varint((BLOCK / MINI_BLOCK) as u64, out);
    put_varint(numbers.len() as u64, out);
    let Some((&first, rest)) = numbers.split_first() else {
        put_varint(0, out);
        return;
    };
    put_varint(zigzag(first), out);
    let mut before = first;
    for block in rest.chunks(BLOCK) {
        let mut above = [0_i64; BLOCK];
        for (difference, &number) in above.iter_mut().zip(block) {
            *difference = wrap(number.wrapping_sub(before));
            before = number;
        }
        let least = above[..block.len()].iter().copied().min().unwrap_or(0);
        let above = above.map(|difference| difference.wrapping_sub(least) as u64);
        put_varint(zigzag(least), out);
        // What stands past the last number is filled up with what was there.
        let n_mini = block.len().div_ceil(MINI_BLOCK);
        let (minis, _) = above.as_chunks::<MINI_BLOCK>();
        let mut widths = [0; BLOCK / MINI_BLOCK];
        for (at, (width, mini)) in widths.iter_mut().zip(minis).take(n_mini).enumerate() {
            let n = MINI_BLOCK.min(block.len() - at * MINI_BLOCK);
            let bits = mini[..n].iter().fold(0, |bits, number| bits | number);
            *width = 64 - bits.leading_zeros() as u8;
        }
        out.extend_from_slice(&widths);
        for (at, (&width, mini)) in widths.iter().zip(minis).take(n_mini).enumerate() {
            let n = MINI_BLOCK.min(block.len() - at * MINI_BLOCK);
            let n_bytes = MINI_BLOCK / 8 * usize::from(width);
            put_bits(mini[..n].iter().copied(), u32::from(width), n_bytes, out);
        }
    }
}

/// Appends numbers of `width` bits one behind the other in `n_bytes` bytes, filled up with zeros.
pub(crate) fn put_bits(
    numbers: impl Iterator<Item = u64>,
    width: u32,
    n_bytes: usize,
    out: &mut Vec<u8>,
) {
    let end = out.len() + n_bytes;
    out.reserve(n_bytes + size_of::<u64>());
    let (mut bits, mut n_bits) = (0_u64, 0);
    let mut put = |number: u64, width: u32| {
        bits |= number << n_bits;
        n_bits += width;
        if n_bits >= 32 {
            out.extend_from_slice(&(bits as u32).to_le_bytes());
            bits >>= 32;
            n_bits -= 32;
        }
    };
    for number in numbers {
        put(number & u64::from(u32::MAX), width.min(32));
        if width > 32 {
            put(number >> 32, width - 32);
        }
    }
    out.extend_from_slice(&bits.to_le_bytes());
    out.resize(end, 0);
}

/// Appends the `n` numbers at the front of the bytes, and returns what stands behind them; numbers
/// of 32 bits have to be cut to them.
pub(crate) fn decode<'b>(
    mut bytes: &'b [u8],
    n: usize,
    out: &mut Vec<i64>,
) -> Result<&'b [u8], Damaged> {
    let block = varint(&mut bytes)?;
    let n_mini = varint(&mut bytes)?;
    let n_numbers = varint(&mut bytes)?;
    let mut number = unzigzag(varint(&mut bytes)?);
    let is_sound = n_numbers == n as u64
        && (1..=block).contains(&n_mini)
        && block <= MOST_BLOCK
        && block.is_multiple_of(n_mini * 8);
    if !is_sound {
        return Err(Damaged);
    }
    if n == 0 {
        return Ok(bytes);
    }
    let (n_mini, mini) = (n_mini as usize, (block / n_mini) as usize);
    out.push(number);
    let mut left = n - 1;
    while left > 0 {
        let least = unzigzag(varint(&mut bytes)?);
        let (widths, rest) = bytes.split_at_checked(n_mini).ok_or(Damaged)?;
        bytes = rest;
        for &width in widths {
            // What stands behind the last number has no bytes, whatever its width says.
            let here = left.min(mini);
            if here == 0 {
                break;
            }
            let width = usize::from(width);
            let packed = bytes.split_at_checked(mini / 8 * width).ok_or(Damaged)?;
            bytes = packed.1;
            if width > 64 {
                return Err(Damaged);
            }
            out.extend((0..here).map(|at| {
                let above = bits_at(packed.0, at * width, width);
                number = number.wrapping_add(least).wrapping_add(above as i64);
                number
            }));
            left -= here;
        }
    }
    Ok(bytes)
}

/// Returns the number of `width` bits from a bit on.
fn bits_at(bytes: &[u8], bit: usize, width: usize) -> u64 {
    let rest = &bytes[bit / 8..];
    let word = match rest.first_chunk::<16>() {
        Some(word) => u128::from_le_bytes(*word),
        None => {
            let mut word = [0; 16];
            word[..rest.len()].copy_from_slice(rest);
            u128::from_le_bytes(word)
        }
    };
    (word >> (bit % 8)) as u64 & u64::MAX.checked_shr(64 - width as u32).unwrap_or(0)
}

fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

pub(crate) fn put_varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

pub(crate) fn varint(bytes: &mut &[u8]) -> Result<u64, Damaged> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or(Damaged)?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    Err(Damaged)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in numbers(), behind in prop::collection::vec(any::<u8>(), 0..9)) {
            for is_short in [false, true] {
                let mut bytes = Vec::new();
                encode(&numbers, is_short, &mut bytes);
                bytes.extend(&behind);
                let mut found = Vec::new();
                let rest = decode(&bytes, numbers.len(), &mut found).expect("sound");
                prop_assert_eq!(rest, &behind);
                if is_short {
                    let cut = |numbers: &[i64]| numbers.iter().map(|&of| of as i32).collect::<Vec<_>>();
                    prop_assert_eq!(cut(&found), cut(&numbers));
                } else {
                    prop_assert_eq!(&found, &numbers);
                }
            }
        }

        #[test]
        fn damage_is_told_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), n in 0_usize..300) {
            let _ = decode(&bytes, n, &mut Vec::new());
        }
    }

    fn numbers() -> impl Strategy<Value = Vec<i64>> {
        let near = prop::collection::vec(0_i64..300, 0..400);
        let any_size = prop::collection::vec(any::<i64>(), 0..400);
        let edges = prop::sample::select(vec![i64::MIN, i64::MAX, -1, 0, 1 << 31, -(1 << 31)]);
        prop_oneof![near, any_size, prop::collection::vec(edges, 0..200)]
    }
}
