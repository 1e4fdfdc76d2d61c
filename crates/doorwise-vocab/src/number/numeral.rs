//! Which separator groups the digits and which one is the decimal mark.

/// Says what a lone separator with three digits behind it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separators {
    /// Nothing is known: `1,234` is a thousand and more, `1.234` is one and a bit.
    Open,
    /// Fractions make no sense here, so both group: `1.234` and `1,234` are thousands.
    Grouping,
    /// The number stands in a continental amount: `1.234` is a thousand and more, `1,234` is one and a bit.
    Continental,
}

/// Holds a number as its digits and a power of ten, so that units never round it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decimal {
    digits: String,
    exponent: i32,
}

impl Decimal {
    /// Returns the number times ten to the `power`, rounded once.
    pub(crate) fn value(&self, power: i32) -> f64 {
        let exponent = self.exponent.saturating_add(power);
        // Digits and a whole exponent always parse; overflow parses as infinity.
        format!("{}e{exponent}", self.digits)
            .parse()
            .unwrap_or(f64::NAN)
    }

    /// Reads digits with separators; `None` where they fit no way of grouping.
    pub(crate) fn read(raw: &str, exponent: i32, separators: Separators) -> Option<Self> {
        let groups: Vec<&str> = raw.split(|ch: char| !ch.is_ascii_digit()).collect();
        let marks: Vec<char> = raw.chars().filter(|ch| !ch.is_ascii_digit()).collect();
        let has_fraction = match marks.as_slice() {
            [] => false,
            [mark] => is_decimal_mark(*mark, groups[0], groups[1], separators),
            [rest @ .., last] => {
                let differs = rest.iter().all(|mark| mark != last);
                differs && matches!(last, '.' | ',')
            }
        };
        let whole_groups = if has_fraction {
            &groups[..groups.len() - 1]
        } else {
            &groups[..]
        };
        let whole_marks = &marks[..whole_groups.len() - 1];
        if !whole_marks.windows(2).all(|pair| pair[0] == pair[1]) || !are_thousands(whole_groups) {
            return None;
        }
        let mut digits = whole_groups.concat();
        let mut exponent = exponent;
        if has_fraction {
            let fraction = groups.last()?;
            digits.push_str(fraction);
            exponent -= i32::try_from(fraction.len()).ok()?;
        }
        Some(Self { digits, exponent })
    }
}

fn is_decimal_mark(mark: char, before: &str, behind: &str, separators: Separators) -> bool {
    let could_group =
        behind.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    match (mark, could_group) {
        ('.' | ',', false) => true,
        ('.', true) => separators == Separators::Open,
        (',', true) => separators == Separators::Continental,
        _ => false,
    }
}

/// Returns whether the groups are thousands (1,234,567) or lakhs and crores (12,34,567).
fn are_thousands(groups: &[&str]) -> bool {
    let [first, middle @ .., last] = groups else {
        // One group or, in `.5`, an empty one: nothing is grouped.
        return true;
    };
    let western = (1..=3).contains(&first.len()) && middle.iter().all(|group| group.len() == 3);
    let indian = (1..=2).contains(&first.len()) && middle.iter().all(|group| group.len() == 2);
    last.len() == 3 && (western || indian)
}
