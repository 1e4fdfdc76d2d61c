//! The classes of one field's values as a column stores them: texts, numbers, truth values, words of lists.
//!
//! Every value means what its text would mean in a CSV file (`normalise::read_value`); a number is
//! judged by the card's edges without being written out, where that says the same.

use std::sync::{Mutex, MutexGuard, PoisonError};

use doorwise_model::field::{Field, FieldKind};
use doorwise_vocab::date::DateOrder;
use doorwise_vocab::text;
use hashbrown::HashMap;

use crate::normalise::{Manner, read_value};
use crate::score::judge::{FieldJudge, Mask, NumberClasses};

/// Texts whose class is remembered; a column with more of them starts over.
const MOST_TEXTS: usize = 1 << 16;
/// Words asked for whose combinations have a place each.
const MOST_LISTED: usize = 12;
/// Whole numbers up to here are exact.
const MOST_EXACT: f64 = (1_u64 << 53) as f64;

/// The values of one field, judged as they come; each thread has its own.
pub(crate) struct Values<'s, 'c> {
    judge: &'s Mutex<FieldJudge<'c>>,
    field: Field,
    manner: Manner,
    day_order: DateOrder,
    texts: HashMap<String, u32>,
    numbers: Option<NumberClasses>,
    sets: HashMap<Mask, u32>,
}

/// Locks a judge; one who panicked left it whole, for classes are only ever added.
pub(crate) fn lock<'s, 'c>(judge: &'s Mutex<FieldJudge<'c>>) -> MutexGuard<'s, FieldJudge<'c>> {
    judge.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'s, 'c> Values<'s, 'c> {
    pub(crate) fn new(
        judge: &'s Mutex<FieldJudge<'c>>,
        manner: Manner,
        day_order: DateOrder,
    ) -> Self {
        let mut locked = lock(judge);
        let field = locked.field.clone();
        let numbers = match field.kind() {
            FieldKind::Whole | FieldKind::Number => Some(locked.numbers(None)),
            FieldKind::Money => Some(locked.numbers(manner.currency)),
            _ => None,
        };
        drop(locked);
        Self {
            judge,
            field,
            manner,
            day_order,
            texts: HashMap::new(),
            numbers,
            sets: HashMap::new(),
        }
    }

    /// Returns the class of a cell without a value.
    ///
    /// Asked for only where there is one: a class that no row has makes the table of combinations
    /// larger for nothing.
    pub(crate) fn blank(&mut self) -> u32 {
        self.text("")
    }

    /// Returns the class of a text.
    pub(crate) fn text(&mut self, written: &str) -> u32 {
        if let Some(&class) = self.texts.get(written) {
            return class;
        }
        let value = read_value(&self.field, written, self.manner, self.day_order);
        let class = lock(self.judge).class(&value);
        if self.texts.len() >= MOST_TEXTS {
            self.texts.clear();
        }
        self.texts.insert(written.to_owned(), class);
        class
    }

    /// Returns the class of a whole number.
    pub(crate) fn whole(&mut self, number: i64) -> u32 {
        let float = number as f64;
        match self.plain(float) {
            Some(class) => class,
            None => self.text(&number.to_string()),
        }
    }

    /// Returns the class of a number; what is not finite counts as blank.
    pub(crate) fn number(&mut self, number: f64) -> u32 {
        if !number.is_finite() {
            self.blank()
        } else {
            let whole = (number.fract() == 0.0).then_some(number);
            match whole.and_then(|number| self.plain(number)) {
                Some(class) => class,
                None => self.text(&number.to_string()),
            }
        }
    }

    /// Returns the class of a whole number, where it means itself whatever its text would be read as.
    fn plain(&self, number: f64) -> Option<u32> {
        let numbers = self.numbers.as_ref()?;
        let means_itself = match self.field {
            Field::Founded => (1000.0..=2200.0).contains(&number),
            _ => (0.0..=MOST_EXACT).contains(&number),
        };
        means_itself.then(|| numbers.class(number))
    }

    /// Returns what one item of a list adds to the set.
    pub(crate) fn item(&self, written: &str) -> Item {
        let judge = lock(self.judge);
        let mut item = Item {
            adds: 0,
            has_words: false,
            is_blank: text::is_blank(written),
        };
        for word in crate::normalise::words(written) {
            item.adds |= judge.word(&word);
            item.has_words = true;
        }
        item
    }

    /// Returns the class of a list that was put together.
    pub(crate) fn of_list(&mut self, list: List) -> u32 {
        if list.is_blank || !list.has_words {
            self.blank()
        } else {
            self.set(list.adds)
        }
    }

    /// Returns the classes of lists made of these items.
    pub(crate) fn lists(&self, items: Vec<Option<Item>>) -> ListClasses {
        let all = items.iter().flatten().fold(0, |all, item| all | item.adds);
        let bits: Vec<u32> = (0..Mask::BITS).filter(|bit| all >> bit & 1 == 1).collect();
        let classes = (bits.len() <= MOST_LISTED).then(|| vec![None; 1 << bits.len()]);
        let packed = |item: &Option<Item>| {
            let adds = item.map_or(0, |item| item.adds);
            let at = bits.iter().enumerate();
            at.fold(0, |packed, (at, bit)| {
                packed | ((adds >> bit & 1) as usize) << at
            })
        };
        ListClasses {
            packed: items.iter().map(packed).collect(),
            items,
            classes: classes.unwrap_or_default(),
        }
    }

    /// Returns the class of a set of words, given what its items add together.
    fn set(&mut self, adds: Mask) -> u32 {
        if let Some(&class) = self.sets.get(&adds) {
            return class;
        }
        let class = lock(self.judge).word_set(adds, !self.manner.partial);
        self.sets.insert(adds, class);
        class
    }
}

/// Returns whether lists of a field are sets of words.
pub(crate) fn takes_words(field: &Field) -> bool {
    field.kind() == FieldKind::Tags && *field != Field::BusinessModel
}

/// What one item of a list says.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Item {
    /// What its words add to the set.
    adds: Mask,
    /// Whether it has any words.
    has_words: bool,
    /// Whether a cell with this item alone would be blank.
    is_blank: bool,
}

/// The classes of lists whose items come from one dictionary.
///
/// A card asks for few words, so a list says one of few things: which of them it has.
pub(crate) struct ListClasses {
    items: Vec<Option<Item>>,
    /// For each item which of the words asked for it has.
    packed: Vec<usize>,
    /// The class of each combination of them; empty where there are too many.
    classes: Vec<Option<u32>>,
}

impl ListClasses {
    /// Returns the class of a list, given the positions of its items.
    pub(crate) fn class(
        &mut self,
        values: &mut Values<'_, '_>,
        positions: impl Iterator<Item = u32>,
    ) -> u32 {
        let (mut list, mut packed) = (List::default(), 0);
        for position in positions {
            if let Some(item) = self.items.get(position as usize).copied().flatten() {
                list.add(item);
                packed |= self.packed[position as usize];
            }
        }
        match self.classes.get_mut(packed) {
            Some(class) if list.has_words && !list.is_blank => {
                *class.get_or_insert_with(|| values.set(list.adds))
            }
            _ => values.of_list(list),
        }
    }
}

/// A list being put together.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct List {
    adds: Mask,
    n_items: usize,
    has_words: bool,
    is_blank: bool,
}

impl List {
    pub(crate) fn add(&mut self, item: Item) {
        self.adds |= item.adds;
        self.n_items += 1;
        self.has_words |= item.has_words;
        self.is_blank = self.n_items == 1 && item.is_blank;
    }
}
