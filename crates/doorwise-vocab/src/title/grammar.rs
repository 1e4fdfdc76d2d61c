//! The steps before and after the roles: segments, status, offices, several jobs.

use super::Title;
use super::kinds::{Flag, Function, Seniority};
use super::lexicon::{Entry, Hold, LEXICON, Mark};
use super::role::{self, Item, Reading};
use super::scan::{self, Sep, Style};

/// Reads a job title; what it cannot read comes back as other, unknown, with a low confidence.
///
/// Never guesses from the name of a firm: what stands behind "at", "@" or "|" is left out.
pub fn title(text: &str) -> Title {
    let mut buffer = String::with_capacity(text.len());
    let raw = scan::scan(text, Style::Cell, &mut buffer);
    if raw.is_empty() {
        return nothing("the title is blank".to_owned());
    }
    let first = read(
        text,
        &role::items(&LEXICON.read(&raw, &buffer, Style::Cell, false)),
    );
    if first.confidence >= 0.85 {
        return first;
    }
    let mended = LEXICON.read(&raw, &buffer, Style::Cell, true);
    if !mended.iter().any(|word| word.mended) {
        return first;
    }
    let second = read(text, &role::items(&mended));
    if second.confidence > first.confidence {
        second
    } else {
        first
    }
}

fn nothing(reason: String) -> Title {
    Title {
        function: Function::Other,
        seniority: Seniority::Unknown,
        other_functions: Vec::new(),
        confidence: 0.0,
        flags: Vec::new(),
        reasons: vec![reason],
    }
}

/// Reads the items of a whole title.
pub(super) fn read(text: &str, items: &[Item<'_>]) -> Title {
    let mut flags = Vec::new();
    let mut reasons = Vec::new();
    for (mark, flag) in [
        (Mark::OpenToWork, Flag::OpenToWork),
        (Mark::Interim, Flag::Interim),
    ] {
        if items.iter().any(|item| item.is_only(mark)) {
            flags.push(flag);
        }
    }
    let Some(segment) = segment(items) else {
        return nothing(format!(
            "no word of `{}` is in the title lists",
            text.trim()
        ));
    };
    let mut segment = clean(segment);
    if segment
        .first()
        .is_some_and(|item| item.is_only(Mark::NotCurrent))
    {
        flags.push(Flag::NotCurrent);
        reasons.push(format!(
            "`{}` -> not the present job",
            &text[segment[0].start..segment[0].end]
        ));
        segment.remove(0);
    }
    if let Some(item) = segment.first().filter(|item| item.is_only(Mark::Student)) {
        flags.push(Flag::Student);
        reasons.push(format!(
            "`{}` -> a wish, not a job",
            &text[item.start..item.end]
        ));
        return Title {
            flags,
            reasons,
            confidence: 0.6,
            ..nothing(String::new())
        };
    }
    let office = office(&mut segment);
    let readings: Vec<Reading> = roles(&segment)
        .into_iter()
        .map(|role| role::read(role, text))
        .collect();
    let mut title = combine(readings, flags, reasons);
    if let Some((function, reason)) = office {
        title.function = function;
        title.confidence = f64::max(title.confidence, 0.85);
        title.reasons.insert(0, reason);
    }
    if title.function == Function::Other
        && title.seniority == Seniority::Unknown
        && segment.iter().any(Item::is_head)
        && !title.flags.contains(&Flag::Student)
    {
        title.flags.push(Flag::Student);
    }
    title.confidence = (title.confidence * 100.0).round() / 100.0;
    title
}

/// Chooses the segment that says what the person does now.
fn segment<'a, 't>(items: &'a [Item<'t>]) -> Option<&'a [Item<'t>]> {
    let mut segments: Vec<&[Item<'_>]> = Vec::new();
    let mut from = 0;
    let mut firm = false;
    for idx in 0..=items.len() {
        let cut = items.get(idx).is_none_or(|item| item.sep >= Sep::Cut);
        if !cut || idx == 0 {
            firm |= items.get(idx).is_some_and(|item| item.sep == Sep::At);
            continue;
        }
        if !firm && idx > from {
            segments.push(&items[from..idx]);
        }
        firm = items.get(idx).is_some_and(|item| item.sep == Sep::At);
        from = idx;
    }
    let slogan = |part: &&[Item<'_>]| part.first().is_some_and(|item| item.is_only(Mark::Slogan));
    let past = |part: &&[Item<'_>]| {
        part.first()
            .is_some_and(|item| item.is_only(Mark::NotCurrent))
    };
    let headed = |part: &&[Item<'_>]| part.iter().any(Item::is_head);
    let about = |part: &&[Item<'_>]| {
        part.iter()
            .any(|item| item.subject().is_some() || item.is(Mark::Group))
    };
    let first =
        |test: &dyn Fn(&&[Item<'_>]) -> bool| segments.iter().copied().find(|part| test(part));
    // "Speaker | Author | VP Marketing": a job in a firm goes before a calling.
    let at_work = |part: &&[Item<'_>]| {
        part.iter().any(|item| {
            item.is_head()
                && !item.entry.is_some_and(|entry| {
                    entry
                        .role
                        .is_some_and(|role| role.function == Function::Other)
                })
        })
    };
    first(&|part| at_work(part) && !slogan(part) && !past(part))
        .or_else(|| first(&|part| headed(part) && !slogan(part) && !past(part)))
        .or_else(|| first(&|part| headed(part) && !slogan(part)))
        .or_else(|| first(&|part| about(part) && !slogan(part)))
        .or_else(|| first(&headed))
        .or_else(|| first(&|part| part.iter().any(|item| item.is_only(Mark::Student))))
}

/// Drops credentials, status words and clauses about earlier jobs.
fn clean<'t>(segment: &[Item<'t>]) -> Vec<Item<'t>> {
    let mut kept: Vec<Item<'t>> = Vec::with_capacity(segment.len());
    let mut past = false;
    let mut carried = Sep::Space;
    for item in segment {
        let sep = item.sep.max(carried);
        carried = Sep::Space;
        if item.sep >= Sep::Comma {
            past = false;
        }
        if item.is_only(Mark::NotCurrent) && !kept.is_empty() {
            past = true;
        }
        let noise = past
            || item.is_only(Mark::OpenToWork)
            || item.is_only(Mark::Interim)
            || item.is_only(Mark::Credential);
        if noise {
            carried = sep;
        } else {
            kept.push(Item { sep, ..*item });
        }
    }
    kept
}

/// Reads "office of the CFO" and "CEO's office": the office, never the person.
fn office(segment: &mut Vec<Item<'_>>) -> Option<(Function, String)> {
    let high = |item: &Item<'_>| {
        let entry = item.entry.unwrap_or_default();
        let rank = entry.role.map(|role| role.seniority).or(entry.rank);
        matches!(
            rank,
            Some(
                Seniority::CLevel
                    | Seniority::Founder
                    | Seniority::Board
                    | Seniority::Vp
                    | Seniority::Director
            )
        )
    };
    let place = segment
        .iter()
        .position(|item| item.letters == "office" && item.n_words == 1)?;
    let mut range = if segment.get(place + 1).is_some_and(Item::is_of) {
        let end = segment[place + 2..]
            .iter()
            .position(|item| item.sep > Sep::Hyphen)
            .map_or(segment.len(), |n| place + 2 + n);
        let owner = (place + 2).min(end)..end;
        if !segment[owner.clone()].iter().any(high) {
            return None;
        }
        place..end
    } else {
        let start = (0..place)
            .rev()
            .take_while(|&idx| segment[idx + 1].sep <= Sep::Hyphen && !segment[idx].is_of())
            .last()?;
        if !segment[start..place].iter().any(high) {
            return None;
        }
        start..place + 1
    };
    let owner = &segment[range.clone()];
    let function = owner
        .iter()
        .filter(|item| item.letters != "office")
        .find_map(|item| {
            item.entry?
                .role
                .map(|role| role.function)
                .or(item.subject().map(|(function, _)| function))
        })
        .filter(|function| *function != Function::Executive)
        .unwrap_or(Function::Strategy);
    // What stands in for the office keeps the subject and loses the rank of its owner.
    let stand_in = Item {
        letters: "office",
        entry: Some(Entry {
            subject: Some((function, Hold::Strong)),
            ..Entry::default()
        }),
        start: segment[range.start].start,
        end: segment[range.end - 1].end.max(segment[range.start].end),
        ..segment[range.start]
    };
    segment[range.start] = stand_in;
    range.start += 1;
    segment.drain(range);
    Some((
        function,
        format!("somebody's office, not the person -> {}", function.as_str()),
    ))
}

/// Splits a segment where both sides have a head noun.
fn roles<'a, 't>(segment: &'a [Item<'t>]) -> Vec<&'a [Item<'t>]> {
    // A guard phrase swallows what stands behind it.
    let mut roles = Vec::new();
    let mut from = 0;
    let mut headed = false;
    let mut clause = 0;
    for idx in 0..segment.len() {
        if idx > 0 && segment[idx].sep >= Sep::And {
            clause = idx;
        }
        if segment[idx]
            .entry
            .is_some_and(|entry| entry.guard.is_some())
        {
            roles.push(&segment[from..]);
            return roles;
        }
        // A describing word at the end of a scope ("Analyst, Senior") is no second job.
        // The officer of "Chief Product & Technology Officer" belongs to the chief before it.
        let same_chief = segment[idx].last == "officer"
            && segment[from..idx]
                .iter()
                .any(|item| item.letters == "chief");
        let head = segment[idx].is_head() && !segment[idx].is(Mark::Senior) && !same_chief;
        if head && clause > from && headed {
            roles.push(&segment[from..clause]);
            from = clause;
        }
        headed = segment[from..=idx].iter().any(Item::is_head);
    }
    roles.push(&segment[from..]);
    roles
}

fn combine(readings: Vec<Reading>, mut flags: Vec<Flag>, mut reasons: Vec<String>) -> Title {
    let mut primary = 0;
    for (idx, reading) in readings.iter().enumerate() {
        if reading.seniority.rank() > readings[primary].seniority.rank() {
            primary = idx;
        }
    }
    let chosen = &readings[primary];
    let several = readings.iter().any(|reading| {
        (reading.function, reading.seniority) != (chosen.function, chosen.seniority)
    });
    let (mut function, mut confidence) = (chosen.function, chosen.confidence);
    if several {
        flags.push(Flag::MultiRole);
        reasons.push(format!(
            "{} jobs named, the highest stands first",
            readings.len()
        ));
    }
    reasons.extend(chosen.reasons.iter().cloned());
    flags.extend(chosen.flags.iter().copied());
    let named = |reading: &&Reading| {
        !reading.defaulted && !matches!(reading.function, Function::Executive | Function::Other)
    };
    let lends = |reading: &&Reading| {
        named(reading)
            && (chosen.seniority != Seniority::Founder
                || reading.seniority.rank() >= Seniority::Manager.rank())
    };
    let chief_of_all = readings
        .iter()
        .any(|reading| reading.function == Function::Executive && !reading.defaulted);
    let lender = (chosen.defaulted && !chief_of_all)
        .then(|| readings.iter().find(lends))
        .flatten();
    let namesake = readings
        .iter()
        .find(|reading| reading.function == Function::Executive && !reading.defaulted)
        .filter(|_| chosen.defaulted && chosen.function == Function::Executive);
    if let Some(lender) = lender {
        function = lender.function;
        confidence = f64::max(confidence, lender.confidence - 0.1);
        reasons.extend(lender.why_function.clone());
        reasons.push(format!(
            "function of the other job -> {}",
            function.as_str()
        ));
    } else {
        reasons.extend(namesake.unwrap_or(chosen).why_function.clone());
    }
    let mut other_functions: Vec<Function> = Vec::new();
    for other in chosen.others.iter().copied().chain(
        readings
            .iter()
            .filter(named)
            .map(|reading| reading.function),
    ) {
        if other != function && !other_functions.contains(&other) {
            other_functions.push(other);
        }
    }
    Title {
        function,
        seniority: chosen.seniority,
        other_functions,
        confidence: confidence.clamp(0.0, 1.0),
        flags,
        reasons,
    }
}
