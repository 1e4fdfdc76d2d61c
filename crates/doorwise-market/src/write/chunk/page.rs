//! Pages of a Parquet file: what they are made of, and how they are packed.

use bytes::Bytes;
use parquet::basic::Encoding;

use super::Kind;
use crate::delta::{put_bits, put_varint};

/// What makes pages, one after the other for all columns: memory that is asked for anew for each
/// page costs more than the packing.
pub(in crate::write) struct Packer {
    snappy: snap::raw::Encoder,
    pub(super) page: Vec<u8>,
    packed: Vec<u8>,
}

impl Packer {
    pub(in crate::write) fn new() -> Self {
        Self {
            snappy: snap::raw::Encoder::new(),
            page: Vec::new(),
            packed: Vec::new(),
        }
    }

    /// `packs` says whether the bytes are packed with Snappy, or stand as they are.
    pub(super) fn pack(&mut self, bytes: &[u8], n: u32, encoding: Encoding, packs: bool) -> Done {
        if !packs {
            return Done {
                bytes: Bytes::copy_from_slice(bytes),
                unpacked: bytes.len(),
                n,
                encoding,
            };
        }
        let most = snap::raw::max_compress_len(bytes.len());
        if self.packed.len() < most {
            self.packed.resize(most, 0);
        }
        // Only a page of four gigabytes and more is refused, and none is.
        let n_packed = self.snappy.compress(bytes, &mut self.packed);
        let n_packed = n_packed.unwrap_or_default();
        Done {
            bytes: Bytes::copy_from_slice(&self.packed[..n_packed]),
            unpacked: bytes.len(),
            n,
            encoding,
        }
    }
}

/// A page as it will be written.
pub(super) struct Done {
    pub(super) bytes: Bytes,
    pub(super) unpacked: usize,
    pub(super) n: u32,
    pub(super) encoding: Encoding,
}

pub(super) fn put_length(length: usize, out: &mut Vec<u8>) {
    out.extend(u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
}

pub(super) fn put_text(text: &str, out: &mut Vec<u8>) {
    put_length(text.len(), out);
    out.extend_from_slice(text.as_bytes());
}

pub(super) fn put_number(kind: Kind, number: i64, out: &mut Vec<u8>) {
    match kind {
        // A column of short numbers holds no others.
        Kind::Int32 => out.extend_from_slice(&(number as i32).to_le_bytes()),
        _ => out.extend_from_slice(&number.to_le_bytes()),
    }
}

/// Appends a run of one number, given in its bytes.
pub(super) fn put_run(n: usize, number: &[u8], out: &mut Vec<u8>) {
    put_varint((n as u64) << 1, out);
    out.extend_from_slice(number);
}

/// Appends numbers of `width` bits, at most 32, as one bit-packed run.
pub(super) fn pack(numbers: &[u32], width: u32, out: &mut Vec<u8>) {
    let n_groups = numbers.len().div_ceil(8);
    put_varint((n_groups as u64) << 1 | 1, out);
    let numbers = numbers.iter().map(|&number| u64::from(number));
    put_bits(numbers, width, n_groups * width as usize, out);
}
