//! What the learner is given: closed deals, and columns of values that were known of them.

use doorwise_model::field::Field;
use doorwise_model::value::Value;

/// Closed deals with what is known of each.
#[derive(Clone, Debug, Default)]
pub struct Deals {
    /// For each deal whether it was won.
    pub won: Vec<bool>,
    /// What is known, one column a field.
    pub columns: Vec<Column>,
    /// For each deal a number that two deals share where they must stand on the same side of a
    /// split: the same account, or the same row twice.
    pub units: Vec<u64>,
    /// For each deal the day it closed, where known; empty without such a column.
    pub days: Vec<Option<i32>>,
    /// For each deal the day it was opened, where known; empty without such a column.
    pub opened: Vec<Option<i32>>,
    /// For each deal what it is worth, all in one currency; empty where nothing says so.
    pub amounts: Vec<Option<f64>>,
    /// For each won deal the share of its first year that the customer stayed, where that year is over;
    /// empty where nothing says so.
    pub kept: Vec<Option<f64>>,
}

/// One field of every deal.
#[derive(Clone, Debug)]
pub struct Column {
    /// The field that a line on this column names.
    pub field: Field,
    /// What stands above the column in the table; several headers are joined by a blank.
    pub header: String,
    /// For each deal the position of its value in `values`.
    pub codes: Vec<u32>,
    /// The distinct values.
    pub values: Vec<Value>,
    /// What the user knows of a number before any deal is looked at.
    pub wish: Option<Monotone>,
    /// Whether it says what a company is before anybody sells to it: then it may tell who won by
    /// itself and is no leak.
    pub precedes_sale: bool,
}

/// Which way a number may move the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Monotone {
    /// More is never worse.
    Up,
    /// More is never better.
    Down,
}

impl Deals {
    /// Returns the number of deals.
    pub fn len(&self) -> usize {
        self.won.len()
    }

    /// Returns whether there is no deal.
    pub fn is_empty(&self) -> bool {
        self.won.is_empty()
    }

    /// Returns how many were won.
    pub fn n_won(&self) -> usize {
        self.won.iter().filter(|won| **won).count()
    }

    /// Returns these deals only, in this order.
    pub fn only(&self, rows: &[usize]) -> Self {
        fn only<T: Copy>(known: &[Option<T>], rows: &[usize]) -> Vec<Option<T>> {
            match known.is_empty() {
                true => Vec::new(),
                false => rows.iter().map(|&row| known[row]).collect(),
            }
        }
        Self {
            won: rows.iter().map(|&row| self.won[row]).collect(),
            columns: self
                .columns
                .iter()
                .map(|column| Column {
                    field: column.field.clone(),
                    header: column.header.clone(),
                    codes: rows.iter().map(|&row| column.codes[row]).collect(),
                    values: column.values.clone(),
                    wish: column.wish,
                    precedes_sale: column.precedes_sale,
                })
                .collect(),
            units: rows.iter().map(|&row| self.units[row]).collect(),
            days: only(&self.days, rows),
            opened: only(&self.opened, rows),
            amounts: only(&self.amounts, rows),
            kept: only(&self.kept, rows),
        }
    }
}
