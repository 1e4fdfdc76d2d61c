//! Reads a sentence clause by clause; every word ends up somewhere.

mod rest;

use doorwise_vocab::{NodeId, industry, text, title};

use super::IcpSketch;
use super::measure::{self, Measure};
use super::phrase::{self, Named};
use super::token::{Kind, Role, Token, tokens};
use rest::{add_all, drop_wider, drop_wider_places};

/// What became of one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Part of a phrase that was understood.
    Understood,
    /// Adds nothing, or is a mark.
    Filler,
    /// Kept with its clause as a note, as a person's words, or as not understood.
    Kept,
}

/// Whether an exclusion word stands before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Not {
    No,
    Clause,
    List,
}

/// Reads the sentence; the second part says what became of each word.
pub(super) fn read(text: &str) -> (IcpSketch, Vec<(String, Fate)>) {
    let tokens = tokens(text);
    let mut reader = Reader {
        text,
        fates: vec![None; tokens.len()],
        tokens: &tokens,
        sketch: IcpSketch {
            says: text.trim().to_owned(),
            ..IcpSketch::default()
        },
        not: Not::No,
        after_person: false,
    };
    for (from, to) in runs(&tokens, 0, tokens.len(), |token| token.kind == Kind::Stop) {
        reader.sentence(from, to);
    }
    drop_wider(&mut reader.sketch.industries, industry::industries());
    drop_wider_places(&mut reader.sketch.places);
    reader.sketch.stages.sort_unstable();
    let fates = tokens
        .iter()
        .zip(&reader.fates)
        .map(|(token, fate)| (token.text.to_owned(), fate.unwrap_or(Fate::Filler)))
        .collect();
    (reader.sketch, fates)
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token<'a>],
    fates: Vec<Option<Fate>>,
    sketch: IcpSketch,
    not: Not,
    after_person: bool,
}

/// Cuts a run of tokens at those that part it.
fn runs(
    tokens: &[Token<'_>],
    from: usize,
    to: usize,
    parts: impl Fn(&Token<'_>) -> bool,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = from;
    for (at, token) in tokens.iter().enumerate().take(to).skip(from) {
        if parts(token) {
            found.push((start, at));
            start = at + 1;
        }
    }
    found.push((start, to));
    found.retain(|(from, to)| from < to);
    found
}

impl Reader<'_> {
    fn sentence(&mut self, from: usize, to: usize) {
        self.not = Not::No;
        self.after_person = false;
        let colon_is_label = |token: &Token<'_>| token.kind == Kind::Comma && token.text != ":";
        for (from, to) in runs(self.tokens, from, to, colon_is_label) {
            let mut start = from;
            // "SaaS companies that hire sales reps" are two clauses.
            for at in from + 1..to {
                if self.tokens[at].is(Role::Relative) {
                    self.clause(start, at);
                    start = at;
                }
            }
            self.clause(start, to);
            if self.not == Not::Clause {
                self.not = Not::No;
            }
        }
    }

    fn clause(&mut self, from: usize, to: usize) {
        let (from, to) = self.trimmed(from, to);
        if from >= to {
            return;
        }
        let written = &self.text[self.tokens[from].range.start..self.tokens[to - 1].range.end];
        let words = &self.tokens[from..to];
        let feels = words.iter().any(|token| token.is(Role::Feeling));
        let speaks_of_one = words.iter().any(|token| token.is(Role::Pronoun));
        let sees = words.iter().any(|token| token.is(Role::Observable));
        if self.after_person
            && (speaks_of_one || feels || words[0].is(Role::Relative) || words[0].is_word(&["and"]))
        {
            return self.person(from, to);
        }
        if let Some((range, _)) = title::find_in(written) {
            if sees && !feels {
                return self.note(from, to);
            }
            let offset = self.tokens[from].range.start;
            let mut title_at = (from..to)
                .find(|&at| self.tokens[at].range.end > offset + range.start)
                .unwrap_or(from);
            // "for heads of marketing", "with a VP of sales": the joining words go with the title.
            while title_at > from
                && self.tokens[title_at - 1]
                    .role()
                    .is_some_and(|role| matches!(role, Role::Filler | Role::Serving))
            {
                title_at -= 1;
            }
            if title_at > from {
                self.criteria(from, title_at, true);
            }
            return self.person(title_at, to);
        }
        if feels && speaks_of_one {
            return self.person(from, to);
        }
        let is_relative = words[0].is(Role::Relative);
        if is_relative {
            // "that use HubSpot" holds a criterion, "that hire sales reps" only a note.
            let understood = self.criteria(from + 1, to, false);
            if !understood {
                self.fates[from..to].fill(None);
                return self.note(from, to);
            }
            self.fates[from] = Some(Fate::Filler);
            return;
        }
        self.criteria(from, to, true);
    }

    /// Reads criteria; returns whether every word of weight was understood.
    ///
    /// A clause about what a company does names no industry ("that run content campaigns"),
    /// so `names_industry` is false there; what is left over then is left to the caller.
    fn criteria(&mut self, from: usize, to: usize, names_industry: bool) -> bool {
        let before = (self.sketch.clone(), self.not);
        let mut at = from;
        let mut left_over: Vec<usize> = Vec::new();
        while at < to {
            let token = &self.tokens[at];
            if let Some(found) =
                measure::read(&self.tokens[..to], at, self.text).filter(|found| found.to <= to)
            {
                self.not = Not::No;
                let start = found.from.max(from);
                left_over.retain(|&idx| idx < start);
                match found.measure {
                    Measure::Employees(range) => self.sketch.employees = Some(range),
                    Measure::Revenue(range, currency) => {
                        self.sketch.revenue = Some((range, currency))
                    }
                    Measure::Founded(range) => self.sketch.founded = Some(range),
                    Measure::Note if names_industry => self.note(start, found.to),
                    Measure::Note | Measure::Unclear => {
                        left_over.extend(
                            (start..found.to).filter(|&idx| self.tokens[idx].kind == Kind::Word),
                        );
                        at = found.to;
                        continue;
                    }
                }
                let fate = if matches!(found.measure, Measure::Note) {
                    Fate::Kept
                } else {
                    Fate::Understood
                };
                self.fates[start..found.to].fill(Some(fate));
                at = found.to;
                continue;
            }
            if let Some(to) = self.negation(at, to) {
                at = to;
                continue;
            }
            if token.is(Role::Using)
                && let Some(end) = self.tools(at, to)
            {
                at = end;
                continue;
            }
            let after = (at > from).then(|| self.tokens[at - 1].low.as_str());
            let named = phrase::longest(&self.tokens[at..to], after)
                .filter(|(named, _)| names_industry || !matches!(named, Named::Industry(_)));
            if let Some((named, count)) = named {
                self.take_named(named, at, count, from, &mut left_over);
                at += count;
                continue;
            }
            // As a keyword it would ask every company for that very word.
            if token.is(Role::Vague) && names_industry && self.not == Not::No {
                self.note(at, at + 1);
                at += 1;
                continue;
            }
            if token.is(Role::Serving) && names_industry && self.not == Not::No {
                let end = self.end_of_served(at + 1, to);
                if end > at + 1 {
                    self.note(at, end);
                    at = end;
                    continue;
                }
            }
            if token.is_content() {
                left_over.push(at);
            } else if matches!(token.low.as_str(), "in" | "with" | "at") && self.not != Not::No {
                self.not = Not::No;
            }
            at += 1;
        }
        if !names_industry && !left_over.is_empty() {
            // The clause is kept whole as a note. Of what it names only a round is sure to be the
            // company's own: "moving off HubSpot" and "that plan to hire 50 people" are not.
            let stages = std::mem::take(&mut self.sketch.stages);
            (self.sketch, self.not) = before;
            add_all(&mut self.sketch.stages, stages);
            return false;
        }
        self.keep_left_over(&left_over, from, to);
        for idx in from..to {
            self.fates[idx].get_or_insert(Fate::Filler);
        }
        left_over.is_empty()
    }

    /// Takes "no", "excluding"; what follows in the clause is an exclusion.
    fn negation(&mut self, at: usize, to: usize) -> Option<usize> {
        let token = &self.tokens[at];
        let next = self.tokens.get(at + 1).filter(|_| at + 1 < to);
        // "not for hospitals", "not in China": the joining word goes with the negation.
        let is_joined = next.is_some_and(|next| next.is_word(&["for", "in", "any"]));
        let end = at + 1 + usize::from(is_joined);
        // With nothing behind it, the word says nothing and is kept as it stands.
        if !self.tokens[end..to].iter().any(Token::is_content) {
            return None;
        }
        self.not = match token.role()? {
            Role::Not => Not::Clause,
            Role::NotList => Not::List,
            _ => return None,
        };
        self.fates[at..end].fill(Some(Fate::Understood));
        Some(end)
    }

    /// Takes the systems named after "using"; an unknown one counts when it is written as a name.
    fn tools(&mut self, using: usize, to: usize) -> Option<usize> {
        let mut at = using + 1;
        let mut end = at;
        let mut names: Vec<String> = Vec::new();
        while at < to {
            let token = &self.tokens[at];
            let joins = token.is_word(&["and", "or", "&", "/", "the"]);
            if joins
                || names.is_empty() && (token.is(Role::Using) || token.is_word(&["by", "with"]))
            {
                at += 1;
                continue;
            }
            if let Some((Named::Tool(name, _), count)) = phrase::longest(&self.tokens[at..to], None)
            {
                names.push(name);
                at += count;
            } else if token.kind == Kind::Word
                && token.role().is_none()
                && token.text.starts_with(char::is_uppercase)
                && phrase::longest(&self.tokens[at..to], None).is_none()
            {
                names.push(text::fold(token.text));
                at += 1;
            } else {
                break;
            }
            end = at;
        }
        if names.is_empty() {
            return None;
        }
        let list = if self.not == Not::No {
            &mut self.sketch.tools
        } else {
            &mut self.sketch.excluded.tools
        };
        add_all(list, names);
        self.fates[using..end].fill(Some(Fate::Understood));
        Some(end)
    }

    fn take_named(
        &mut self,
        named: Named,
        at: usize,
        count: usize,
        from: usize,
        left_over: &mut Vec<usize>,
    ) {
        // A place or a stage after "no automotive in ..." is no longer part of the exclusion.
        let is_not = self.not != Not::No;
        let sketch = &mut self.sketch;
        match named {
            Named::Stages(stages) => {
                add_all(
                    if is_not {
                        &mut sketch.excluded.stages
                    } else {
                        &mut sketch.stages
                    },
                    stages,
                );
                // "raised a Series A"
                while left_over
                    .last()
                    .is_some_and(|&idx| idx + 2 >= at && self.tokens[idx].is(Role::OtherMoney))
                {
                    if let Some(idx) = left_over.pop() {
                        self.fates[idx] = Some(Fate::Understood);
                    }
                }
            }
            Named::Place(choice) => add_all(
                if is_not {
                    &mut sketch.excluded.places
                } else {
                    &mut sketch.places
                },
                vec![choice],
            ),
            Named::Model(model) => {
                add_all(
                    if is_not {
                        &mut sketch.excluded.business_models
                    } else {
                        &mut sketch.business_models
                    },
                    vec![model],
                );
            }
            Named::Industry(node) => {
                if is_not && self.narrows_exclusion(at, count, left_over) {
                    return;
                }
                let sketch = &mut self.sketch;
                // "Shopify stores" are shops on the web, said already by the tool's line.
                let told = at > from
                    && sketch
                        .industries
                        .last()
                        .is_some_and(|&last| is_store_of_tool(&self.tokens[at - 1], last, node));
                if is_not {
                    add_all(&mut sketch.excluded.industries, vec![node]);
                } else if !told {
                    add_all(&mut sketch.industries, vec![node]);
                }
                // "dental clinics": the word before a known noun describes it further.
                if left_over
                    .last()
                    .is_some_and(|&idx| idx + 1 == at && self.tokens[idx].role().is_none())
                    && let Some(idx) = left_over.pop()
                {
                    self.fates[idx] = Some(Fate::Understood);
                    let word = text::fold(self.tokens[idx].text);
                    add_all(
                        if is_not {
                            &mut sketch.excluded.keywords
                        } else {
                            &mut sketch.keywords
                        },
                        vec![word],
                    );
                }
            }
            Named::Tool(name, sells) => {
                add_all(
                    if is_not {
                        &mut sketch.excluded.tools
                    } else {
                        &mut sketch.tools
                    },
                    vec![name],
                );
                let names_a_seller = self.tokens.get(at + count).is_some_and(|next| {
                    next.is_word(&[
                        "store",
                        "stores",
                        "shop",
                        "shops",
                        "brand",
                        "brands",
                        "merchant",
                        "merchants",
                        "seller",
                        "sellers",
                    ])
                });
                if let (Some(node), true) = (sells, names_a_seller) {
                    add_all(
                        if is_not {
                            &mut sketch.excluded.industries
                        } else {
                            &mut sketch.industries
                        },
                        vec![node],
                    );
                    if let Some(fate) = self.fates.get_mut(at + count) {
                        *fate = Some(Fate::Understood);
                    }
                }
            }
        }
        self.fates[at..at + count].fill(Some(Fate::Understood));
    }

    /// Takes "no government hospitals" as one word: each of its halves alone would exclude too much.
    fn narrows_exclusion(&mut self, at: usize, count: usize, left_over: &mut Vec<usize>) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let token = &self.tokens[before];
        let was_left = left_over.last() == Some(&before) && token.role().is_none();
        let node = industry::find(token.text);
        let was_industry = self.fates[before] == Some(Fate::Understood)
            && token.role().is_none()
            && node.is_some();
        if !was_left && !was_industry {
            return false;
        }
        if was_left {
            left_over.pop();
        } else {
            self.sketch
                .excluded
                .industries
                .retain(|known| Some(*known) != node);
        }
        let words = self.keep(before, at + count);
        add_all(&mut self.sketch.excluded.keywords, vec![text::fold(&words)]);
        true
    }
}

fn is_store_of_tool(before: &Token<'_>, last: NodeId, node: NodeId) -> bool {
    let tree = industry::industries();
    tree.contains(node, last) && node != last && before.kind == Kind::Word
}
