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
    /// The class of a cell without a value, once there was one.
    blank: Option<u32>,
    numbers: Option<NumberClasses>,
    /// Bits of the words that the card asks for, and the class of each combination of them, where
    /// there are few.
    word_bits: Vec<u32>,
    sets: Vec<Option<u32>>,
    /// The same where there are many.
    many_sets: HashMap<Mask, u32>,
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
            // Under a header that names a unit a number does not mean itself.
            FieldKind::Money if manner.exponent == 0 => Some(locked.numbers(manner.currency)),
            _ => None,
        };
        let words = locked.all_words();
        drop(locked);
        let mut word_bits: Vec<u32> = (0..Mask::BITS)
            .filter(|bit| words >> bit & 1 == 1)
            .collect();
        let has_few = (1..=MOST_LISTED).contains(&word_bits.len());
        let sets = if has_few {
            vec![None; 1 << word_bits.len()]
        } else {
            Vec::new()
        };
        if !has_few {
            word_bits.clear();
        }
        Self {
            judge,
            field,
            manner,
            day_order,
            texts: HashMap::new(),
            blank: None,
            numbers,
            word_bits,
            sets,
            many_sets: HashMap::new(),
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

    /// Returns the class of a set of words, given what its items add together and where that stands
    /// among the sets.
    fn set(&mut self, adds: Mask, place: usize) -> u32 {
        let known = match self.sets.get(place) {
            Some(&class) => class,
            None => self.many_sets.get(&adds).copied(),
        };
        if let Some(class) = known {
            return class;
        }
        let class = lock(self.judge).word_set(adds, !self.manner.partial);
        match self.sets.get_mut(place) {
            Some(known) => *known = Some(class),
            None => {
                self.many_sets.insert(adds, class);
            }
        }
        class
    }
}

/// Says what values are to a scan: a number for each, the same for those that say the same.
pub(crate) trait Reads {
    /// Returns the class of a cell without a value.
    ///
    /// Asked for only where there is one: a class that no row has makes the table of combinations
    /// larger for nothing.
    fn blank(&mut self) -> u32 {
        self.text("")
    }

    /// Returns the class of a text.
    fn text(&mut self, written: &str) -> u32;

    /// Returns the class of a whole number.
    fn whole(&mut self, number: i64) -> u32;

    /// Returns the class of a number; what is not finite counts as blank.
    fn number(&mut self, number: f64) -> u32;

    /// Returns what one item of a list adds to the set.
    fn item(&self, written: &str) -> Item;

    /// Returns the class of a list that was put together.
    fn of_list(&mut self, list: List) -> u32;

    /// Returns whether an item's [`Brief`] says all that it adds.
    fn is_brief(&self) -> bool;

    /// Returns the class of a list of which only this is known; asked only where that is all.
    fn of_brief(&mut self, brief: Brief) -> u32;
}

impl Reads for Values<'_, '_> {
    fn blank(&mut self) -> u32 {
        match self.blank {
            Some(class) => class,
            None => {
                let class = self.text("");
                *self.blank.insert(class)
            }
        }
    }

    fn text(&mut self, written: &str) -> u32 {
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

    fn whole(&mut self, number: i64) -> u32 {
        let float = number as f64;
        match self.plain(float) {
            Some(class) => class,
            None => self.text(&number.to_string()),
        }
    }

    fn number(&mut self, number: f64) -> u32 {
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

    fn item(&self, written: &str) -> Item {
        let judge = lock(self.judge);
        let mut item = Item {
            adds: 0,
            place: 0,
            has_words: false,
            is_blank: text::is_blank(written),
        };
        for word in crate::normalise::words(written) {
            item.adds |= judge.word(&word);
            item.has_words = true;
        }
        for (at, bit) in self.word_bits.iter().enumerate() {
            item.place |= ((item.adds >> bit & 1) as usize) << at;
        }
        item
    }

    fn of_list(&mut self, list: List) -> u32 {
        if list.is_blank || !list.has_words {
            self.blank()
        } else {
            self.set(list.adds, list.place)
        }
    }

    fn is_brief(&self) -> bool {
        !self.sets.is_empty()
    }

    fn of_brief(&mut self, brief: Brief) -> u32 {
        if !brief.says_something() {
            return self.blank();
        }
        let place = brief.place();
        if let Some(Some(class)) = self.sets.get(place) {
            return *class;
        }
        let bits = self.word_bits.iter().enumerate();
        let there = bits.filter(|(at, _)| place >> at & 1 == 1);
        let adds = there.fold(0, |adds, (_, bit)| adds | 1 << bit);
        self.set(adds, place)
    }
}

/// Tells what is known of a field from what is not: class 1 and class 0.
pub(crate) struct Known {
    field: Field,
    manner: Manner,
    day_order: DateOrder,
    texts: HashMap<String, bool>,
    wholes: HashMap<i64, bool>,
}

impl Known {
    pub(crate) fn new(field: &Field, manner: Manner, day_order: DateOrder) -> Self {
        Self {
            field: field.clone(),
            manner,
            day_order,
            texts: HashMap::new(),
            wholes: HashMap::new(),
        }
    }

    fn means(&self, written: &str) -> bool {
        !read_value(&self.field, written, self.manner, self.day_order).is_unknown()
    }
}

impl Reads for Known {
    fn text(&mut self, written: &str) -> u32 {
        if let Some(&known) = self.texts.get(written) {
            return u32::from(known);
        }
        let known = self.means(written);
        if self.texts.len() >= MOST_TEXTS {
            self.texts.clear();
        }
        self.texts.insert(written.to_owned(), known);
        u32::from(known)
    }

    fn whole(&mut self, number: i64) -> u32 {
        if let Some(&known) = self.wholes.get(&number) {
            return u32::from(known);
        }
        let known = self.means(&number.to_string());
        if self.wholes.len() >= MOST_TEXTS {
            self.wholes.clear();
        }
        self.wholes.insert(number, known);
        u32::from(known)
    }

    fn number(&mut self, number: f64) -> u32 {
        match number.is_finite() {
            true => self.text(&number.to_string()),
            false => self.blank(),
        }
    }

    fn item(&self, written: &str) -> Item {
        Item {
            has_words: crate::normalise::words(written).next().is_some(),
            is_blank: text::is_blank(written),
            ..Item::default()
        }
    }

    fn of_list(&mut self, list: List) -> u32 {
        u32::from(list.has_words && !list.is_blank)
    }

    fn is_brief(&self) -> bool {
        true
    }

    fn of_brief(&mut self, brief: Brief) -> u32 {
        u32::from(brief.says_something())
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
    /// The same with the bits of words alone, side by side: the set's place.
    place: usize,
    /// Whether it has any words.
    has_words: bool,
    /// Whether a cell with this item alone would be blank.
    is_blank: bool,
}

impl Item {
    /// Returns what the item says in one number.
    pub(crate) fn brief(self) -> Brief {
        let flag = |is_set, bit| if is_set { bit } else { 0 };
        Brief(
            self.place as u64
                | flag(self.has_words, Brief::WORDS)
                | flag(self.is_blank, Brief::BLANK),
        )
    }
}

/// What the items of a list say together, in one number, so that a list is put together without a
/// branch: the place of their set and two marks below, how many they are above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Brief(u64);

impl Brief {
    const WORDS: u64 = 1 << 30;
    const BLANK: u64 = 1 << 31;
    const ONE: u64 = 1 << 32;

    /// Adds an item if `is_there`; starts over before that unless `goes_on`. Both are 0 or 1.
    pub(crate) fn then(self, goes_on: u64, item: Brief, is_there: u64) -> Self {
        let before = self.0 & goes_on.wrapping_neg();
        Self((before | item.0 & is_there.wrapping_neg()) + is_there * Self::ONE)
    }

    /// Returns a list of items each of which is there.
    pub(crate) fn of_all(items: impl ExactSizeIterator<Item = Brief>) -> Self {
        let n_items = items.len() as u64;
        let said = items.fold(0, |said, item| said | item.0);
        Self((said & (Self::ONE - 1)) | (n_items * Self::ONE))
    }

    /// Puts two lists together.
    pub(crate) fn and(self, other: Self) -> Self {
        const MARKS: u64 = Brief::ONE - 1;
        Self(((self.0 | other.0) & MARKS) | ((self.0 & !MARKS) + (other.0 & !MARKS)))
    }

    fn place(self) -> usize {
        (self.0 & (Self::WORDS - 1)) as usize
    }

    /// Returns whether the list is not blank.
    fn says_something(self) -> bool {
        let is_blank = self.0 & Self::BLANK != 0 && self.0 >> 32 == 1;
        self.0 & Self::WORDS != 0 && !is_blank
    }
}

/// A list being put together.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct List {
    adds: Mask,
    place: usize,
    n_items: usize,
    has_words: bool,
    is_blank: bool,
}

impl List {
    pub(crate) fn add(&mut self, item: Item) {
        self.adds |= item.adds;
        self.place |= item.place;
        self.n_items += 1;
        self.has_words |= item.has_words;
        self.is_blank = self.n_items == 1 && item.is_blank;
    }
}
