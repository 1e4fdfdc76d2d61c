//! Pages of lists of texts, each list a class.

use parquet::basic::Encoding;
use parquet::errors::ParquetError;

use super::super::levels::unpack;
use super::super::values::{Brief, Item, List, Reads};
use super::{Column, Texts, is_dictionary, plain_text, positions, short, unsupported};

/// What a page of lists says, unpacked.
struct Lists<'p> {
    /// For each value whether it goes on with the list before: 1 or 0.
    again: &'p [u32],
    /// For each value how far it is defined.
    levels: &'p [u32],
    /// The level of an item that is there.
    most: u32,
    /// For each item that is there its position in `items`, and one more.
    codes: &'p [u32],
    items: &'p [Item],
}

impl Column {
    /// Appends one class a list; the last list stays open, for the next page may go on with it.
    pub(super) fn lists(
        &mut self,
        of: &mut impl Reads,
        (repeated, levels): (&[u8], &[u32]),
        (bytes, encoding): (&[u8], Encoding),
        n_there: usize,
    ) -> Result<(), ParquetError> {
        let mut again = std::mem::take(&mut self.scratch);
        again.clear();
        unpack(repeated, 1, levels.len(), &mut again)?;
        let dictionary = std::mem::take(&mut self.items);
        let mut codes = Vec::with_capacity(n_there + 1);
        let plain: Vec<Item>;
        let items = if is_dictionary(encoding) {
            positions(bytes, n_there, &mut codes)?;
            &dictionary
        } else {
            plain = match encoding {
                Encoding::PLAIN => {
                    let mut rest = bytes;
                    (0..n_there)
                        .map(|_| Ok(of.item(plain_text(&mut rest)?)))
                        .collect::<Result<_, ParquetError>>()?
                }
                Encoding::DELTA_LENGTH_BYTE_ARRAY => {
                    let texts = Texts::of(bytes, n_there)?;
                    (0..n_there)
                        .map(|at| Ok(of.item(texts.get(at)?)))
                        .collect::<Result<_, ParquetError>>()?
                }
                _ => return Err(unsupported(encoding)),
            };
            codes.extend(0..u32::try_from(n_there).unwrap_or(u32::MAX));
            &plain
        };
        if codes.iter().any(|&code| code as usize >= items.len()) {
            return Err(short());
        }
        codes.push(0);
        let page = Lists {
            again: &again,
            levels,
            most: u32::from(self.most_defined.unsigned_abs()),
            codes: &codes,
            items,
        };
        if of.is_brief() {
            self.in_brief(of, &page);
        } else {
            self.in_full(of, &page);
        }
        self.items = dictionary;
        self.scratch = again;
        Ok(())
    }

    /// The code past the last is looked at and not counted: no branch on what is there.
    fn in_brief(&mut self, of: &mut impl Reads, page: &Lists<'_>) {
        let Some(&first) = page.again.first() else {
            return;
        };
        let briefs: Vec<Brief> = match page.items {
            [] => vec![Brief::default()],
            items => items.iter().map(|item| item.brief()).collect(),
        };
        // Where no list is open, the first to begin is the second of these.
        let start = usize::from(first == 0 && self.open_brief.is_none());
        let mut list = self.open_brief.take().unwrap_or_default();
        let (mut row, mut next) = (0, 0);
        self.lists.clear();
        self.lists.resize(page.levels.len() + 1, list);
        for (&level, &again) in page.levels.iter().zip(page.again) {
            let is_there = level == page.most;
            let item = briefs[page.codes[next] as usize];
            list = list.then(u64::from(again), item, u64::from(is_there));
            next += usize::from(is_there);
            row += usize::from(again == 0);
            self.lists[row] = list;
        }
        self.open_brief = Some(list);
        let ended = self.lists[start..row].iter();
        self.ready.extend(ended.map(|&list| of.of_brief(list)));
    }

    fn in_full(&mut self, of: &mut impl Reads, page: &Lists<'_>) {
        let mut list = self.open_list.take();
        let mut codes = page.codes.iter();
        for (&level, &again) in page.levels.iter().zip(page.again) {
            if again == 0
                && let Some(whole) = list.replace(List::default())
            {
                self.ready.push(of.of_list(whole));
            }
            if level == page.most
                && let Some(&code) = codes.next()
            {
                list.get_or_insert_default().add(page.items[code as usize]);
            }
        }
        self.open_list = list;
    }
}
