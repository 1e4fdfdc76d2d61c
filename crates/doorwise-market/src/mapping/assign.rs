//! Gives each field of one table its columns.

use std::cmp::Ordering;

use doorwise_model::deal::Outcome;
use doorwise_model::tables::{OutcomeWords, TableKind};
use doorwise_vocab::{money, text};

use super::content::{Sample, Test};
use super::header::{Fit, Named};
use super::{ColumnGuess, OutcomeGuess, TableGuess, business_model, outcome};

/// Below this nothing is mapped.
const MAPPED: f64 = 0.5;
/// Below this a column that is not mapped is not even mentioned.
const WORTH_TELLING: f64 = 0.25;
/// What a column without a telling header must reach before it is mapped by content.
const TELLING: f64 = 0.9;
/// Share of tag cells that must name an industry before tags are read for it too.
const TAGS_NAME_INDUSTRIES: f64 = 0.3;

/// What is known of the sheet as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    /// What a row is.
    pub(super) main: TableKind,
}

/// One column that could be read for one field.
#[derive(Clone, Debug)]
struct Candidate {
    column: usize,
    field: &'static str,
    part: &'static str,
    fit: Fit,
    says_whose: bool,
    line: usize,
    name: usize,
    test: Test,
    share: Option<f64>,
    confidence: f64,
}

/// Returns the columns of one table of the sheet.
pub(super) fn table(samples: &[Sample<'_>], kind: TableKind, sheet: Sheet) -> TableGuess {
    let mut candidates: Vec<Candidate> = samples
        .iter()
        .enumerate()
        .flat_map(|(column, sample)| candidates(column, sample, kind, sheet))
        .collect();
    // The surest first; a known order among equals, so that two runs agree.
    candidates.sort_by(|a, b| {
        (b.confidence.total_cmp(&a.confidence))
            .then(b.fit.cmp(&a.fit))
            // `Company City` says more than `City`, which may be a person's.
            .then(if a.field == "place" && b.field == "place" {
                b.says_whose.cmp(&a.says_whose)
            } else {
                Ordering::Equal
            })
            .then(a.line.cmp(&b.line))
            .then(a.name.cmp(&b.name))
            .then(a.column.cmp(&b.column))
    });
    drop_ways(samples, &mut candidates);
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates
        .iter()
        .filter(|candidate| candidate.confidence >= MAPPED)
    {
        let is_used = chosen.iter().any(|other| other.column == candidate.column);
        let is_filled = chosen
            .iter()
            .filter(|other| other.field == candidate.field)
            .any(|other| other.part == candidate.part || !is_joined(candidate, other, sheet));
        if !is_used && !is_filled {
            chosen.push(candidate.clone());
        }
    }
    if chosen
        .iter()
        .filter(|candidate| matches!(candidate.part, "city" | "state" | "country"))
        .count()
        >= 2
    {
        // Beside city and country a region is another way to say the same: "SF Bay", "South Asia".
        chosen.retain(|candidate| candidate.part != "region");
    }
    drop_descriptions_of_nothing(&mut chosen, kind);
    let maybes = maybes(samples, &candidates, &chosen);
    let notes = notes(samples, &chosen);
    let mut columns = columns(samples, &chosen, kind);
    let mut outcomes = OutcomeGuess::default();
    if kind == TableKind::Companies {
        read_industry_columns_further(samples, &chosen, &mut columns);
    }
    if let Some(candidate) = chosen.iter().find(|candidate| candidate.field == "outcome") {
        outcomes = outcome_words(&samples[candidate.column], candidate.part == "flag");
    }
    join_currency(samples, &chosen, sheet, &mut columns);
    sort_by_field(&mut columns, kind);
    TableGuess {
        kind,
        columns,
        outcomes,
        maybes,
        notes,
    }
}

/// Where one column says which deals were won and lost, drops those of the way there (`Qualified`,
/// `Demo`): they are no outcome.
fn drop_ways(samples: &[Sample<'_>], candidates: &mut Vec<Candidate>) {
    let ends = |candidate: &Candidate| {
        let outcomes = samples[candidate.column].outcomes();
        let says = |outcome: Outcome| usize::from(outcomes.contains(&outcome));
        says(Outcome::Won) + says(Outcome::Lost)
    };
    let is_outcome = |candidate: &Candidate| candidate.field == "outcome";
    let mut mapped = candidates
        .iter()
        .filter(|candidate| is_outcome(candidate) && candidate.confidence >= MAPPED);
    if mapped.any(|candidate| ends(candidate) == 2) {
        // A flag says yes and no.
        candidates.retain(|candidate| {
            !is_outcome(candidate) || !candidate.part.is_empty() || ends(candidate) > 0
        });
    }
}

/// Brings the columns into the order of the table's fields.
pub(super) fn sort_by_field(columns: &mut [ColumnGuess], kind: TableKind) {
    columns.sort_by_key(|column| {
        kind.fields()
            .iter()
            .position(|field| *field == column.field)
    });
}

fn candidates(column: usize, sample: &Sample<'_>, kind: TableKind, sheet: Sheet) -> Vec<Candidate> {
    let named = sample.header.fields(sheet.main);
    let ours: Vec<&Named> = named
        .iter()
        .filter(|named| named.kind == kind && (!named.main_only || sheet.main == kind))
        .collect();
    if !ours.is_empty() {
        return ours
            .into_iter()
            .map(|named| by_header(column, sample, named, sheet))
            .collect();
    }
    if named.iter().any(|named| named.fit == Fit::Exact) {
        return Vec::new();
    }
    by_content(column, sample, kind, sheet)
}

fn by_header(column: usize, sample: &Sample<'_>, named: &Named, sheet: Sheet) -> Candidate {
    let test = Test::of(named.kind, named.field, named.part);
    let mut share = sample.share(test);
    if named.field == "id" && named.kind == sheet.main && sample.uniqueness() < 0.9 {
        // Ids of the row's own kind are its own; a repeated one is somebody else's.
        share = share.map(|share| share * sample.uniqueness());
    }
    let mut fit = named.fit;
    let is_persons_place =
        named.field == "place" && sheet.main == TableKind::Contacts && !named.says_whose;
    if is_persons_place || matches!(named.part, "any" | "expected") {
        // A contact's city may be the person's, `Date` may be any date, and a day that is expected
        // is a guess.
        fit = fit.min(Fit::Near);
    }
    Candidate {
        column,
        field: named.field,
        part: named.part,
        fit,
        says_whose: named.says_whose,
        line: named.line,
        name: named.name,
        test,
        share,
        confidence: hundredths(confidence(fit, share)),
    }
}

fn confidence(fit: Fit, share: Option<f64>) -> f64 {
    let header = fit.weight();
    match share {
        None => 0.6 * header,
        Some(share) if share >= 0.5 => header + 0.3 * share,
        Some(share) => (header + 0.3 * share) * share / 0.5,
    }
}

/// Fields that give themselves away under any header that names nothing else.
const TELLING_FIELDS: [(TableKind, &str); 5] = [
    (TableKind::Companies, "domain"),
    (TableKind::Companies, "employees"),
    (TableKind::Contacts, "email"),
    (TableKind::Contacts, "title"),
    (TableKind::Deals, "outcome"),
];

/// Fields that are taken by content only where the header is `column 4` or the like.
const TELLING_UNDER_NO_HEADER: [(TableKind, &str); 6] = [
    (TableKind::Companies, "place"),
    (TableKind::Companies, "stage"),
    (TableKind::Companies, "industry"),
    (TableKind::Companies, "name"),
    (TableKind::Deals, "amount"),
    (TableKind::Deals, "closed"),
];

fn by_content(column: usize, sample: &Sample<'_>, kind: TableKind, sheet: Sheet) -> Vec<Candidate> {
    if sample.header.names_other {
        return Vec::new();
    }
    let quiet = sample.header.says_nothing;
    let fields = TELLING_FIELDS
        .into_iter()
        .chain(TELLING_UNDER_NO_HEADER.into_iter().filter(|_| quiet));
    let mut found: Vec<Candidate> = fields
        .filter_map(|(owner, field)| {
            let field = match (owner, kind, field) {
                (TableKind::Companies, TableKind::Deals | TableKind::Contacts, "name") => "company",
                (TableKind::Companies, TableKind::Deals | TableKind::Contacts, "domain") => {
                    "domain"
                }
                _ if owner == kind => field,
                _ => return None,
            };
            let test = Test::of(kind, field, "");
            let share = sample.telling_share(test);
            let is_enough = match field {
                // `02.Medium` could be a host, but three of them over a thousand rows are grades.
                "domain" | "title" => sample.distinct >= 5 || sample.uniqueness() >= 0.5,
                "outcome" => {
                    let outcomes = sample.outcomes();
                    outcomes.contains(&Outcome::Won) && outcomes.contains(&Outcome::Lost)
                }
                // Any words may be a name: only a column of a companies sheet in which hardly one repeats is.
                "name" | "company" => {
                    sheet.main == TableKind::Companies
                        && sample.uniqueness() >= 0.9
                        && ![
                            Test::Place,
                            Test::Industry,
                            Test::Title,
                            Test::Domain,
                            Test::Date,
                            Test::Money,
                        ]
                        .into_iter()
                        .any(|other| sample.share(other).is_some_and(|share| share >= 0.5))
                }
                _ => true,
            };
            (is_enough && share >= TELLING).then(|| Candidate {
                column,
                field,
                part: "",
                fit: Fit::None,
                says_whose: false,
                line: usize::MAX,
                name: 0,
                test,
                share: Some(share),
                confidence: hundredths(0.6 * share),
            })
        })
        .collect();
    // Several fields may look alike; the first of the list is the most telling.
    found.truncate(1);
    found
}

/// Says whether two columns of one field are pieces of one value, to be joined.
fn is_joined(candidate: &Candidate, other: &Candidate, sheet: Sheet) -> bool {
    match candidate.field {
        // In a sheet of people the company's place and the person's are never one place.
        "place" => sheet.main != TableKind::Contacts || candidate.says_whose == other.says_whose,
        "industry" => true,
        // A deal has one of the two days, and which says how it ended.
        "closed" => {
            let parts = [candidate.part, other.part];
            parts == ["won", "lost"] || parts == ["lost", "won"]
        }
        _ => false,
    }
}

/// Leaves the descriptions of a deal unmapped where nothing else of it is known but how it ended.
///
/// Such a deal can be tied to no company, so every other column is worth more as `custom`, to learn from.
fn drop_descriptions_of_nothing(chosen: &mut Vec<Candidate>, kind: TableKind) {
    let describes = |candidate: &Candidate| {
        matches!(
            candidate.field,
            "outcome" | "source" | "owner" | "loss_reason" | "notes" | "competitor"
        )
    };
    if kind == TableKind::Deals && chosen.iter().all(describes) {
        chosen.retain(|candidate| candidate.field == "outcome");
    }
}

fn columns(samples: &[Sample<'_>], chosen: &[Candidate], kind: TableKind) -> Vec<ColumnGuess> {
    let fields = kind.fields().iter();
    fields
        .filter_map(|field| {
            let mut pieces: Vec<&Candidate> = chosen
                .iter()
                .filter(|candidate| candidate.field == *field)
                .collect();
            pieces.sort_by_key(|piece| (piece.line, piece.column));
            let confidence = pieces
                .iter()
                .map(|piece| piece.confidence)
                .max_by(f64::total_cmp)?;
            let whys: Vec<String> = pieces
                .iter()
                .map(|piece| why(&samples[piece.column], piece))
                .collect();
            Some(ColumnGuess {
                field: (*field).to_owned(),
                headers: pieces
                    .iter()
                    .map(|piece| samples[piece.column].written.to_owned())
                    .collect(),
                confidence,
                why: whys.join("; and "),
            })
        })
        .collect()
}

fn why(sample: &Sample<'_>, candidate: &Candidate) -> String {
    let share = percent(candidate.share.unwrap_or_default());
    let label = candidate.test.label();
    match candidate.fit {
        Fit::Exact => format!(
            "header `{}`; {share} of distinct cells read as {label}",
            sample.written
        ),
        Fit::Near => format!(
            "header like `{}`; {share} of distinct cells read as {label}",
            sample.written
        ),
        Fit::None => format!(
            "`{}`: {share} of distinct cells read as {label}",
            sample.written
        ),
    }
}

/// Industry columns may carry the business model, and tags may carry industries.
fn read_industry_columns_further(
    samples: &[Sample<'_>],
    chosen: &[Candidate],
    columns: &mut Vec<ColumnGuess>,
) {
    let of = |field: &str| {
        chosen
            .iter()
            .filter(|candidate| candidate.field == field)
            .collect::<Vec<_>>()
    };
    let tags = of("keywords");
    let mut sources: Vec<&Sample<'_>> = of("industry")
        .iter()
        .map(|candidate| &samples[candidate.column])
        .collect();
    sources.extend(tags.iter().map(|candidate| &samples[candidate.column]));
    if !columns
        .iter()
        .any(|column| column.field == "business_model")
        && let Some(found) = business_model::in_passing(&sources)
    {
        columns.push(found);
    }
    for candidate in tags {
        let sample = &samples[candidate.column];
        let share = sample.share(Test::Industry).unwrap_or_default();
        if share < TAGS_NAME_INDUSTRIES {
            continue;
        }
        let why = format!(
            "`{}`: {} of distinct cells name industries",
            sample.written,
            percent(share)
        );
        match columns.iter_mut().find(|column| column.field == "industry") {
            Some(column) => {
                column.headers.push(sample.written.to_owned());
                column.why = format!("{}; and {why}", column.why);
            }
            None => columns.push(ColumnGuess {
                field: "industry".to_owned(),
                headers: vec![sample.written.to_owned()],
                confidence: hundredths(0.5 + 0.3 * share),
                why,
            }),
        }
    }
}

/// Words of headers that name a currency, as parts of the folded header.
const CURRENCY: [&str; 7] = [
    "currency", "währung", "waehrung", "devise", "moneda", "moeda", "valuta",
];

/// Reads the amounts of the row's kind with the column of their currency behind them: "150000 JPY".
fn join_currency(
    samples: &[Sample<'_>],
    chosen: &[Candidate],
    sheet: Sheet,
    columns: &mut [ColumnGuess],
) {
    let field = match sheet.main {
        TableKind::Companies => "revenue",
        _ => "amount",
    };
    let Some(amount) = columns.iter_mut().find(|column| column.field == field) else {
        return;
    };
    let names_currency = |cell: &str| {
        let one = money::money(&format!("1 {cell}")).value();
        one.is_some_and(|one| one.currency.is_some() && one.amount.low == 1.0)
    };
    let is_free = |column: usize| chosen.iter().all(|candidate| candidate.column != column);
    let mut of_currency = samples.iter().enumerate().filter(|(column, sample)| {
        let header = text::fold(sample.written);
        is_free(*column)
            && CURRENCY.iter().any(|word| header.contains(word))
            && !sample.cells.is_empty()
            && sample.cells.iter().all(|cell| names_currency(cell))
    });
    if let Some((_, sample)) = of_currency.next() {
        amount.headers.push(sample.written.to_owned());
        amount.why = format!("{}; and its currency in `{}`", amount.why, sample.written);
    }
}

fn outcome_words(sample: &Sample<'_>, is_flag: bool) -> OutcomeGuess {
    let mut guess = OutcomeGuess::default();
    for cell in &sample.cells {
        let meant = if is_flag {
            outcome::flag(cell)
        } else {
            outcome::outcome(cell, &OutcomeWords::default())
        };
        let list = match meant {
            Some(Outcome::Won) => &mut guess.words.won,
            Some(Outcome::Lost) => &mut guess.words.lost,
            Some(Outcome::Open) => &mut guess.words.open,
            None => {
                guess.not_understood.push((*cell).to_owned());
                continue;
            }
        };
        let folded = text::fold(cell);
        if !list.contains(&folded) {
            list.push(folded);
        }
    }
    guess
}

/// Returns the columns whose header names a field that their content does not bear out.
fn maybes(
    samples: &[Sample<'_>],
    candidates: &[Candidate],
    chosen: &[Candidate],
) -> Vec<ColumnGuess> {
    let is_free = |column: usize| !chosen.iter().any(|candidate| candidate.column == column);
    let unmapped = samples
        .iter()
        .enumerate()
        .filter(|(column, _)| is_free(*column));
    unmapped
        .filter_map(|(column, sample)| {
            let best = candidates
                .iter()
                .find(|candidate| candidate.column == column)?;
            // Words for the outcome may be the user's own: nothing but the header can tell.
            let is_own_words = best.field == "outcome" && best.fit == Fit::Exact;
            let is_worth_telling = best.confidence >= WORTH_TELLING || is_own_words;
            (best.confidence < MAPPED && is_worth_telling).then(|| ColumnGuess {
                field: best.field.to_owned(),
                headers: vec![sample.written.to_owned()],
                confidence: best.confidence,
                why: why_not(sample, best),
            })
        })
        .collect()
}

fn why_not(sample: &Sample<'_>, candidate: &Candidate) -> String {
    let Some(share) = candidate.share else {
        return "no cell is filled".to_owned();
    };
    let label = candidate.test.label();
    let example = sample
        .cells
        .first()
        .map_or(String::new(), |cell| format!(", such as `{}`", short(cell)));
    match sample.distinct {
        1 => format!("its one distinct cell does not read as {label}{example}"),
        distinct => format!(
            "{} of {distinct} distinct cells read as {label}{example}",
            percent(share)
        ),
    }
}

fn notes(samples: &[Sample<'_>], chosen: &[Candidate]) -> Vec<String> {
    let mut notes = Vec::new();
    let dated = |candidate: &&Candidate| candidate.field == "closed" && candidate.fit == Fit::Near;
    for candidate in chosen.iter().filter(dated) {
        notes.push(format!(
            "`{}` is taken for the day a deal closed; map it as `created` if it is the day the deal began",
            samples[candidate.column].written
        ));
    }
    notes
}

fn short(cell: &str) -> String {
    let flat = cell
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('`', "'");
    if flat.chars().count() <= 40 {
        flat
    } else {
        flat.chars().take(39).chain(['…']).collect()
    }
}

/// Returns the number in steps of 0.01, so that equal evidence compares as equal.
pub(super) fn hundredths(number: f64) -> f64 {
    (number.clamp(0.0, 1.0) * 100.0).round() / 100.0
}

/// Returns a share for reading; never "100 %" for less than all, nor "0 %" for more than none.
pub(super) fn percent(share: f64) -> String {
    let rounded = (share * 100.0).round();
    let honest = if share < 1.0 {
        rounded.min(99.0)
    } else {
        100.0
    };
    let honest = if share > 0.0 { honest.max(1.0) } else { 0.0 };
    format!("{honest} %")
}
