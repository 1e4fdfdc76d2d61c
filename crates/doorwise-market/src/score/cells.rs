//! Rows counted by the combination of their fields' classes.
//!
//! A market of millions has few combinations, so a verdict is made once for each of them, and
//! everything that is counted of a market is counted over combinations.

use std::collections::HashMap;

/// Combinations addressed through a plain table; above it a map is used.
const MOST_DENSE: u64 = 1 << 21;

/// The combinations met so far, in the order in which they were met.
#[derive(Debug)]
pub(crate) struct Cells {
    n_fields: usize,
    /// Classes a field may have before the addresses change.
    radices: Vec<u32>,
    addresses: Addresses,
    /// The classes of each cell, back to back.
    classes: Vec<u32>,
    rows: Vec<u64>,
}

#[derive(Debug)]
enum Addresses {
    /// Cell plus one, by address; zero where none was met.
    Dense(Vec<u32>),
    Sparse(HashMap<Vec<u32>, u32>),
}

impl Cells {
    pub(crate) fn new(n_fields: usize) -> Self {
        Self {
            n_fields,
            radices: vec![1; n_fields],
            addresses: Addresses::Dense(vec![0]),
            classes: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Returns how many combinations were met.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns the classes of a cell, one a field.
    pub(crate) fn classes(&self, cell: usize) -> &[u32] {
        &self.classes[cell * self.n_fields..][..self.n_fields]
    }

    /// Returns the rows of a cell.
    pub(crate) fn rows(&self, cell: usize) -> u64 {
        self.rows[cell]
    }

    /// Counts a run of rows, given the classes of each field, and returns the cell of each row.
    ///
    /// `n_classes` says how many classes each field has by now.
    pub(crate) fn count(
        &mut self,
        columns: &[&[u32]],
        n_classes: &[u32],
        n_rows: usize,
        cells: &mut Vec<u32>,
    ) {
        if n_classes
            .iter()
            .zip(&self.radices)
            .any(|(now, radix)| now > radix)
        {
            self.widen(n_classes);
        }
        cells.clear();
        cells.resize(n_rows, 0);
        match &mut self.addresses {
            Addresses::Dense(table) => {
                let mut stride = 1;
                for (column, &radix) in columns.iter().zip(&self.radices) {
                    for (address, &class) in cells.iter_mut().zip(*column) {
                        *address += class * stride;
                    }
                    stride *= radix;
                }
                for (row, address) in cells.iter_mut().enumerate() {
                    let known = &mut table[*address as usize];
                    if *known == 0 {
                        self.classes
                            .extend(columns.iter().map(|column| column[row]));
                        self.rows.push(0);
                        *known = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
                    }
                    *address = *known - 1;
                    self.rows[*address as usize] += 1;
                }
            }
            Addresses::Sparse(known) => {
                let mut key = vec![0; self.n_fields];
                for (row, cell) in cells.iter_mut().enumerate() {
                    for (class, column) in key.iter_mut().zip(columns) {
                        *class = column[row];
                    }
                    *cell = match known.get(key.as_slice()) {
                        Some(&cell) => cell,
                        None => {
                            self.classes.extend_from_slice(&key);
                            self.rows.push(0);
                            let cell = u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX);
                            known.insert(key.clone(), cell);
                            cell
                        }
                    };
                    self.rows[*cell as usize] += 1;
                }
            }
        }
    }

    /// Adds the rows of other cells over the same classes.
    pub(crate) fn add(&mut self, other: &Self, n_classes: &[u32]) {
        let mut cells = Vec::new();
        for cell in 0..other.len() {
            let classes = other.classes(cell);
            let columns: Vec<&[u32]> = classes.iter().map(std::slice::from_ref).collect();
            self.count(&columns, n_classes, 1, &mut cells);
            self.rows[cells[0] as usize] += other.rows(cell) - 1;
        }
    }

    /// Makes room for more classes; each cell keeps its number.
    fn widen(&mut self, n_classes: &[u32]) {
        for (radix, &now) in self.radices.iter_mut().zip(n_classes) {
            *radix = now.max(*radix);
        }
        let size = self
            .radices
            .iter()
            .try_fold(1_u64, |size, &radix| size.checked_mul(u64::from(radix)))
            .filter(|&size| size <= MOST_DENSE);
        self.addresses = match size {
            Some(size) => {
                let mut table = vec![0; usize::try_from(size).unwrap_or(usize::MAX)];
                for cell in 0..self.len() {
                    let (mut address, mut stride) = (0, 1);
                    for (&class, &radix) in self.classes(cell).iter().zip(&self.radices) {
                        address += class * stride;
                        stride *= radix;
                    }
                    table[address as usize] = u32::try_from(cell + 1).unwrap_or(u32::MAX);
                }
                Addresses::Dense(table)
            }
            None => Addresses::Sparse(
                (0..self.len())
                    .map(|cell| {
                        let number = u32::try_from(cell).unwrap_or(u32::MAX);
                        (self.classes(cell).to_vec(), number)
                    })
                    .collect(),
            ),
        };
    }
}
