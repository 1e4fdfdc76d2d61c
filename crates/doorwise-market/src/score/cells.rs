//! Rows counted by the combination of what their fields' values say.
//!
//! A market of millions has few combinations, so a verdict is made once for each of them, and
//! everything that is counted of a market is counted over combinations. A combination is the kind
//! of each field's value and the sum of the points that they have in common.

use std::collections::HashMap;
use std::ops::Deref;

use super::judge::{FieldJudge, Share};

/// Combinations addressed through a plain table; above it a map is used.
const MOST_DENSE: u64 = 1 << 21;

/// The combinations met so far, in the order in which they were met.
#[derive(Debug)]
pub(crate) struct Cells {
    fields: Vec<FieldShares>,
    /// Sums of common points that have an address.
    n_sums: u64,
    addresses: Addresses,
    /// The kinds of each cell, back to back.
    kinds: Vec<u32>,
    sums: Vec<i64>,
    rows: Vec<u64>,
    /// Grows whenever what a class adds to an address changes.
    edition: u64,
}

/// What the classes of one field add to an address.
#[derive(Debug, Default)]
struct FieldShares {
    shares: Vec<Share>,
    /// Kinds that have an address: those met, and room for more where more came before.
    radix: u32,
    least: i64,
    most: i64,
    /// What a kind and each class add to an address, where the addresses are dense.
    stride: u32,
    steps: Vec<u32>,
}

/// Rows counted by some of the fields before, and the cell of each there.
pub(crate) struct Begun<'b> {
    pub(crate) cells: &'b Cells,
    /// The positions of those fields among all.
    pub(crate) fields: &'b [usize],
    pub(crate) cell_of_row: &'b [u32],
}

/// What the cells of rows that were begun add to an address.
#[derive(Debug, Default)]
pub(crate) struct Starts {
    of_cell: Vec<u32>,
    edition: u64,
}

#[derive(Debug)]
enum Addresses {
    /// Cell plus one, by address; zero where none was met.
    Dense(Vec<u32>),
    /// Cells by their kinds and the two halves of their sum.
    Sparse(HashMap<Vec<u32>, u32>),
}

impl Cells {
    pub(crate) fn new(n_fields: usize) -> Self {
        Self {
            fields: (0..n_fields).map(|_| FieldShares::default()).collect(),
            n_sums: 1,
            addresses: Addresses::Dense(vec![0]),
            kinds: Vec::new(),
            sums: Vec::new(),
            rows: Vec::new(),
            edition: 0,
        }
    }

    /// Returns how many combinations were met.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns the kinds of a cell, one a field.
    pub(crate) fn kinds(&self, cell: usize) -> &[u32] {
        &self.kinds[cell * self.fields.len()..][..self.fields.len()]
    }

    /// Returns the sum of the common points of a cell.
    pub(crate) fn sum(&self, cell: usize) -> i64 {
        self.sums[cell]
    }

    /// Returns the rows of a cell.
    pub(crate) fn rows(&self, cell: usize) -> u64 {
        self.rows[cell]
    }

    /// Makes room for all classes that the judges have met by now; each cell keeps its number.
    pub(crate) fn fit<'j, 'c: 'j>(
        &mut self,
        judges: impl Iterator<Item = impl Deref<Target = FieldJudge<'c>> + 'j>,
    ) {
        let (mut has_more, mut is_wider) = (false, false);
        for (field, judge) in self.fields.iter_mut().zip(judges) {
            let shares = judge.shares();
            if shares.len() == field.shares.len() {
                continue;
            }
            has_more = true;
            let known = field.shares.is_empty().then_some(shares[0].points);
            let (least, most) = (known.unwrap_or(field.least), known.unwrap_or(field.most));
            let points = shares.iter().map(|share| share.points);
            let (least, most) = points.fold((least, most), |(least, most), points| {
                (least.min(points), most.max(points))
            });
            is_wider |= (least, most) != (field.least, field.most);
            (field.least, field.most) = (least, most);
            let n_kinds = judge.n_kinds().max(1);
            if n_kinds > field.radix {
                is_wider = true;
                // Sets of words are met one after the other: a field that grows once more gets
                // room, for each time all addresses are given anew.
                let is_first = field.shares.is_empty();
                field.radix = n_kinds + if is_first { 0 } else { n_kinds / 2 };
            }
            field.shares = shares.to_vec();
        }
        if is_wider {
            self.address();
        }
        if has_more && let Addresses::Dense(_) = self.addresses {
            self.edition += 1;
            let mut stride = u32::try_from(self.n_sums).unwrap_or(u32::MAX);
            for field in &mut self.fields {
                let step = |share: &Share| {
                    // Both fit: the product of all radices does.
                    let points = u32::try_from(share.points - field.least).unwrap_or(u32::MAX);
                    share.kind * stride + points
                };
                field.steps = field.shares.iter().map(step).collect();
                field.stride = stride;
                stride *= field.radix;
            }
        }
    }

    /// Gives every cell an address that has room for all kinds and sums.
    fn address(&mut self) {
        let span: u64 = self
            .fields
            .iter()
            .map(|field| field.most.abs_diff(field.least))
            .fold(0, u64::saturating_add);
        self.n_sums = span.saturating_add(1);
        let size = self
            .fields
            .iter()
            .try_fold(self.n_sums, |size, field| {
                size.checked_mul(u64::from(field.radix))
            })
            .filter(|&size| size <= MOST_DENSE);
        self.addresses = match size {
            Some(size) => {
                let mut table = vec![0; usize::try_from(size).unwrap_or(usize::MAX)];
                for cell in 0..self.len() {
                    let address = self.address_of(self.kinds(cell), self.sum(cell));
                    table[address] = u32::try_from(cell + 1).unwrap_or(u32::MAX);
                }
                Addresses::Dense(table)
            }
            None => Addresses::Sparse(
                (0..self.len())
                    .map(|cell| {
                        let number = u32::try_from(cell).unwrap_or(u32::MAX);
                        (key(self.kinds(cell), self.sum(cell)), number)
                    })
                    .collect(),
            ),
        };
    }

    /// Returns what each class of a field adds to the address of a row, and the edition of this,
    /// where rows have addresses.
    pub(crate) fn steps(&self, field: usize) -> Option<(&[u32], u64)> {
        match self.addresses {
            Addresses::Dense(_) => Some((&self.fields[field].steps, self.edition)),
            Addresses::Sparse(_) => None,
        }
    }

    /// Counts a run of rows, given the class of each field, and returns the cell of each row.
    ///
    /// The cells must fit all of the classes.
    pub(crate) fn count(&mut self, columns: &[&[u32]], n_rows: usize, cells: &mut Vec<u32>) {
        cells.clear();
        cells.resize(n_rows, 0);
        match self.addresses {
            Addresses::Dense(_) => {
                for (column, field) in columns.iter().zip(&self.fields) {
                    for (address, &class) in cells.iter_mut().zip(*column) {
                        *address += field.steps[class as usize];
                    }
                }
                self.count_addresses(cells);
            }
            Addresses::Sparse(_) => {
                let mut kinds = vec![0; self.fields.len()];
                for (row, cell) in cells.iter_mut().enumerate() {
                    let mut sum = 0;
                    for (kind, (field, column)) in
                        kinds.iter_mut().zip(self.fields.iter().zip(columns))
                    {
                        let share = field.shares[column[row] as usize];
                        *kind = share.kind;
                        sum += share.points;
                    }
                    *cell = self.count_one(&kinds, sum);
                }
            }
        }
    }

    /// Puts what is known of the address of each row begun into `addresses`, one a row; says
    /// whether rows have addresses at all.
    ///
    /// The cells must fit all of the classes.
    pub(crate) fn start(
        &self,
        begun: &Begun<'_>,
        starts: &mut Starts,
        addresses: &mut Vec<u32>,
    ) -> bool {
        let Addresses::Dense(_) = self.addresses else {
            return false;
        };
        if starts.edition != self.edition {
            starts.of_cell.clear();
            starts.edition = self.edition;
        }
        let least: i64 = begun
            .fields
            .iter()
            .map(|&field| self.fields[field].least)
            .sum();
        for cell in starts.of_cell.len()..begun.cells.len() {
            let kinds = begun.fields.iter().zip(begun.cells.kinds(cell));
            let places = kinds.map(|(&field, &kind)| kind * self.fields[field].stride);
            let above = u32::try_from(begun.cells.sum(cell) - least).unwrap_or(u32::MAX);
            starts.of_cell.push(places.sum::<u32>() + above);
        }
        addresses.clear();
        let cells = begun.cell_of_row.iter();
        addresses.extend(cells.map(|&cell| starts.of_cell[cell as usize]));
        true
    }

    /// Adds the class of each row in a field to its address.
    pub(crate) fn add_classes(&self, field: usize, classes: &[u32], addresses: &mut [u32]) {
        let steps = &self.fields[field].steps;
        for (address, &class) in addresses.iter_mut().zip(classes) {
            *address += steps[class as usize];
        }
    }

    /// Counts rows that have no addresses, and puts the cell of each into `cells`; `columns` has
    /// their classes in the fields by which they were not begun.
    ///
    /// The cells must fit all of the classes.
    pub(crate) fn count_begun(
        &mut self,
        begun: &Begun<'_>,
        columns: &[(usize, &[u32])],
        cells: &mut Vec<u32>,
    ) {
        cells.clear();
        let mut kinds = vec![0; self.fields.len()];
        for (row, &start) in begun.cell_of_row.iter().enumerate() {
            let mut sum = begun.cells.sum(start as usize);
            for (&field, &kind) in begun.fields.iter().zip(begun.cells.kinds(start as usize)) {
                kinds[field] = kind;
            }
            for (field, column) in columns {
                let share = self.fields[*field].shares[column[row] as usize];
                kinds[*field] = share.kind;
                sum += share.points;
            }
            cells.push(self.count_one(&kinds, sum));
        }
    }

    /// Counts a row without an address and returns its cell.
    fn count_one(&mut self, kinds: &[u32], sum: i64) -> u32 {
        let next = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let Addresses::Sparse(known) = &mut self.addresses else {
            return next;
        };
        let cell = *known.entry(key(kinds, sum)).or_insert(next);
        if cell == next {
            self.kinds.extend_from_slice(kinds);
            self.sums.push(sum);
            self.rows.push(0);
        }
        self.rows[cell as usize] += 1;
        cell
    }

    /// Counts rows by their addresses, and puts the cell in the place of each.
    pub(crate) fn count_addresses(&mut self, addresses: &mut [u32]) {
        let least = self.least();
        let Addresses::Dense(table) = &mut self.addresses else {
            return;
        };
        for address in addresses {
            let known = &mut table[*address as usize];
            if *known == 0 {
                let mut rest = u64::from(*address);
                let above = i64::try_from(rest % self.n_sums).unwrap_or(i64::MAX);
                rest /= self.n_sums;
                for field in &self.fields {
                    let n_kinds = u64::from(field.radix);
                    self.kinds
                        .push(u32::try_from(rest % n_kinds).unwrap_or(u32::MAX));
                    rest /= n_kinds;
                }
                self.sums.push(least + above);
                self.rows.push(0);
                *known = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
            }
            *address = *known - 1;
            self.rows[*address as usize] += 1;
        }
    }

    /// Adds rows of one combination; the cells must fit its kinds and its sum.
    pub(crate) fn add(&mut self, kinds: &[u32], sum: i64, rows: u64) {
        let next = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let dense = self.address_of(kinds, sum);
        let cell = match &mut self.addresses {
            Addresses::Dense(table) => {
                let known = &mut table[dense];
                if *known == 0 {
                    *known = next + 1;
                }
                *known - 1
            }
            Addresses::Sparse(known) => *known.entry(key(kinds, sum)).or_insert(next),
        };
        if cell == next {
            self.kinds.extend_from_slice(kinds);
            self.sums.push(sum);
            self.rows.push(0);
        }
        self.rows[cell as usize] += rows;
    }

    /// Returns the address of a combination, where rows have addresses.
    fn address_of(&self, kinds: &[u32], sum: i64) -> usize {
        let mut address = sum.abs_diff(self.least());
        let mut stride = self.n_sums;
        for (&kind, field) in kinds.iter().zip(&self.fields) {
            address = address.wrapping_add(u64::from(kind).wrapping_mul(stride));
            stride = stride.wrapping_mul(u64::from(field.radix));
        }
        usize::try_from(address).unwrap_or(usize::MAX)
    }

    /// Returns the least sum that the classes allow.
    fn least(&self) -> i64 {
        self.fields.iter().map(|field| field.least).sum()
    }
}

fn key(kinds: &[u32], sum: i64) -> Vec<u32> {
    let sum = sum.cast_unsigned();
    let mut key = Vec::with_capacity(kinds.len() + 2);
    key.extend_from_slice(kinds);
    key.extend([sum as u32, (sum >> 32) as u32]);
    key
}
