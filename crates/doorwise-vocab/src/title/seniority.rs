//! How high a role stands: rank words, modifiers and grades.

use super::few::Few;
use super::item::{Item, quoted};
use super::kinds::{Flag, Seniority};
use super::lexicon::Mark;
use super::scan::Sep;
use super::why::Why;

/// Returns how high the role stands: its strongest rank, moved by the words around it.
pub(super) fn read(
    items: &[Item<'_>],
    head: usize,
    text: &str,
    flags: &mut Few<Flag, 7>,
    why: &mut Why,
) -> Seniority {
    let main = &items[head];
    let own = main.seniority().unwrap_or(Seniority::Unknown);
    let (mut best, mut source) = (own, main);
    for item in &items[..head] {
        let Some(rank) = item.seniority() else {
            continue;
        };
        // "Partner Engineer", "Board Secretary", "Assistant Manager": these words only describe the head.
        let describes = matches!(
            rank,
            Seniority::Board | Seniority::Partner | Seniority::Founder
        ) && main.entry.is_some_and(|entry| entry.role.is_some())
            || is_partner_of_business(item, main);
        if !describes && rank.rank() > best.rank() {
            (best, source) = (rank, item);
        }
    }
    if source.letters == "chief"
        && source.n_words == 1
        && main.letters != "chief"
        && main.last != "officer"
    {
        // A chief architect leads architects; only officers and bare subjects sit with the chiefs.
        best = if own.rank() >= Seniority::Manager.rank() {
            own
        } else {
            Seniority::Lead
        };
    }
    let mut steps = Steps::new(main, own);
    if best != own {
        steps.add(source, best);
    }
    let interned = items[..head]
        .iter()
        .find(|item| item.seniority() == Some(Seniority::Intern))
        .filter(|_| best.rank() <= Seniority::Ic.rank());
    if let Some(item) = interned {
        steps.add(item, Seniority::Intern);
        return steps.tell(text, why);
    }
    // "Chef magasinier", "Chef mécanicien": before another's trade the word is a rank.
    let leads = head.checked_sub(1).map(|idx| &items[idx]).filter(|before| {
        matches!(before.letters, "chef" | "cheffe")
            && before.n_words == 1
            && main.sep <= Sep::Hyphen
            && main.entry.is_some_and(|entry| entry.role.is_some())
            && own.rank() <= Seniority::Ic.rank()
    });
    if let Some(chef) = leads {
        steps.add(chef, Seniority::Lead);
        return steps.tell(text, why);
    }
    // "Company Secretary Trainee": who is trained for a job does not hold its rank.
    if own == Seniority::Entry && matches!(main.letters, "trainee" | "apprentice") {
        return Steps::new(main, own).tell(text, why);
    }
    if own == Seniority::Intern || own == Seniority::Unknown {
        return Steps::new(main, own).tell(text, why);
    }
    // "Analista de Sistemas Sênior", "Business Analyst Senior": the grade may close the title.
    let closing = || {
        items.last().filter(|item| {
            items.len() > head + 1
                && matches!(
                    item.letters,
                    "senior" | "sr" | "confirme" | "confirmee" | "experimente" | "experimentee"
                )
        })
    };
    let modifiers = || {
        items[..head]
            .iter()
            .chain(items.get(head + 1).filter(|item| item.sep >= Sep::Comma))
            .chain(closing())
    };
    let moved = match best {
        Seniority::Ic | Seniority::Senior | Seniority::Entry => {
            if let Some(item) = modifiers().find(|item| item.is(Mark::Senior)) {
                Some((Seniority::Senior, item))
            } else if let Some(item) = items[..head].iter().find(|item| item.is(Mark::Junior)) {
                Some((Seniority::Entry, item))
            } else {
                (head + 1..items.len())
                    .filter(|&idx| !is_number_of_place(items, head, idx))
                    .find_map(|idx| Some((level(items[idx].letters)?, &items[idx])))
                    .filter(|_| best != Seniority::Senior)
            }
        }
        Seniority::Manager => items[..head]
            .iter()
            .find(|item| matches!(item.letters, "junior" | "trainee"))
            .map(|item| (Seniority::Entry, item)),
        _ => None,
    };
    if let Some((to, item)) = moved {
        if to != best {
            steps.add(item, to);
        }
        return steps.tell(text, why);
    }
    if best.rank() >= Seniority::Manager.rank() {
        let shown = SUB_RANKS.contains(&source.letters);
        if shown || items[..head].iter().any(|item| item.is(Mark::SubRank)) {
            flags.add(Flag::SubRank);
        }
    }
    steps.tell(text, why)
}

/// The way from the head noun's own rank to the answer: at most one step up and one to the side.
struct Steps<'a, 't> {
    n: usize,
    steps: [(&'a Item<'t>, Seniority); 3],
}

impl<'a, 't> Steps<'a, 't> {
    fn new(main: &'a Item<'t>, own: Seniority) -> Self {
        Self {
            n: 1,
            steps: [(main, own); 3],
        }
    }

    /// Adds a step; a step within one word ("CHRO") takes the place of the one before.
    fn add(&mut self, item: &'a Item<'t>, to: Seniority) {
        if self.steps[self.n - 1].0.is_part_of_same_word(item) {
            self.n -= 1;
        }
        self.steps[self.n] = (item, to);
        self.n += 1;
    }

    /// Says the steps and returns where they lead.
    fn tell(&self, text: &str, why: &mut Why) -> Seniority {
        for (idx, (item, to)) in self.steps[..self.n].iter().enumerate() {
            let noun = if idx == 0 { "head noun " } else { "" };
            why.say(|| format!("{noun}`{}` -> {}", quoted(item, text), to.as_str()));
        }
        self.steps[self.n - 1].1
    }
}

/// Returns whether "partner" or "principal" is no rank of its own before the head: "Partner Relations
/// Executive" looks after partners, a "Principal Specialist" is a senior one.
fn is_partner_of_business(item: &Item<'_>, main: &Item<'_>) -> bool {
    item.n_words == 1
        && matches!(item.letters, "partner" | "principal")
        && main.sep <= Sep::Hyphen
        && main
            .entry
            .and_then(|entry| entry.rank)
            .is_some_and(|rank| rank.rank() <= Seniority::Manager.rank())
}

/// Returns whether a numeral counts doors and not grades: "Security Officer, Gate 3".
fn is_number_of_place(items: &[Item<'_>], head: usize, idx: usize) -> bool {
    let before = &items[idx - 1];
    idx > head + 1
        && items[idx].letters.bytes().all(|byte| byte.is_ascii_digit())
        && before.sep >= Sep::Comma
        && (before.is_unknown() || before.is(Mark::Group) || before.is(Mark::Neutral))
}

/// First words of whole phrases such as "assistant vice president" that name a step below.
const SUB_RANKS: [&str; 4] = ["assistant", "associate", "deputy", "joint"];

/// Reads a grade behind a job: "II", "SDE 1", "L5".
pub(super) fn level(letters: &str) -> Option<Seniority> {
    if letters.len() > 4 {
        return None;
    }
    match letters {
        "i" | "1" | "l1" | "l3" | "sde1" => Some(Seniority::Entry),
        "ii" | "2" | "l2" | "l4" | "sde2" => Some(Seniority::Ic),
        "iii" | "3" | "iv" | "4" | "v" | "5" | "l5" | "l6" | "sde3" => Some(Seniority::Senior),
        _ => None,
    }
}
