use doorwise_model::Place;
use doorwise_model::diagnostic::Level;
use doorwise_vocab::title::{Band, Function};

use super::context::{CopyContext, Language, NotRun, Outcome};
use crate::addressee::{Addressee, BandBasis, Verdict, band_of, is_role_of};

declare_rule! {
    /// ## What it does
    /// Compares whom a piece of copy speaks to with the persona its head names. It reads
    /// explicit address ("as a CEO"), duties, objects and numbers; "your founder" is the
    /// reader's boss and never the reader. The rank counts too: a mail to those who lead is
    /// not for who dials. Does not run without a persona whose function is known.
    ///
    /// ## Why is this bad?
    /// The right company with the wrong person's words: the mail is forwarded at best, and
    /// the deal stalls.
    ///
    /// ## Example
    /// ```copy
    /// Hi, as a founder and CEO you answer to your board for valuation, burn and runway.
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Hi Meera, every Monday your founder asks which deals came from marketing, and half your leads have no source.
    /// ```
    pub(super) static WRONG_ADDRESSEE = {
        name: "copy/wrong-addressee",
        summary: "copy that speaks to somebody else",
        level: Level::Error,
        since: "0.1.0",
        reads: copy,
        languages: EnglishAndGerman,
    }
}

/// Weight from which German words speak to somebody else: an address outright, or three duties of a reader's.
const IN_GERMAN: f64 = 4.0;

fn check(cx: &CopyContext<'_>) -> Outcome {
    let is_german = cx.language()? == Language::German;
    let persona = cx.persona()?;
    let Some(wanted) = persona.role.function else {
        return Err(NotRun("the persona's function is not known"));
    };
    let read = cx.addressee();
    if let Some(function) = cx.speaks_to_another() {
        // Fewer German words are known, so two of them are not enough.
        let foreign = cx.reading().weight_of(function, |_| false);
        if is_german && foreign < IN_GERMAN {
            return Ok(Vec::new());
        }
        return Ok(vec![of_function(cx, read, function, wanted)]);
    }
    // The words of a rank are English.
    if is_german && read.band_rests_on != BandBasis::Title {
        return Ok(Vec::new());
    }
    Ok(of_band(cx, read).into_iter().collect())
}

fn of_function(
    cx: &CopyContext<'_>,
    read: &Addressee,
    function: Function,
    wanted: Function,
) -> doorwise_model::diagnostic::Diagnostic {
    let spans = || read.spans.iter().filter(|hit| hit.function == function);
    let quoted: Vec<String> = spans()
        .take(5)
        .map(|hit| format!("`{}`", &cx.copy.body[hit.range.clone()]))
        .collect();
    let place = spans().next().map_or_else(
        || Place::text(&cx.copy.file, cx.copy.persona_span),
        |hit| cx.at(&hit.range),
    );
    let name = cx
        .persona()
        .map_or("the persona", |persona| persona.name.as_str());
    WRONG_ADDRESSEE
        .at(
            place,
            format!(
                "the copy speaks to {} and is meant for `{}`",
                function.label(),
                cx.copy.persona
            ),
        )
        .label(format!("words for {}", function.label()))
        .note(format!(
            "it says {}; {name} works in {}",
            quoted.join(", "),
            wanted.label()
        ))
        .help("rewrite it to this persona's goals and pains, or name the persona it speaks to")
}

/// The right function and another rank: told only by a rank named outright or by words of it.
fn of_band(
    cx: &CopyContext<'_>,
    read: &Addressee,
) -> Option<doorwise_model::diagnostic::Diagnostic> {
    let persona = cx.persona().ok()?;
    let meant = band_of(persona).filter(|band| *band != Band::Unknown)?;
    let is_told = matches!(read.band_rests_on, BandBasis::Title | BandBasis::Words);
    let is_theirs = read
        .function
        .is_some_and(|function| is_role_of(persona, function));
    if read.verdict == Verdict::Nobody
        || !is_told
        || !is_theirs
        || read.band == Band::Unknown
        || read.band == meant
    {
        return None;
    }
    // Who leads is spoken to as a chief and the other way round; only a rank named outright parts them.
    let is_near = meant != Band::Practitioner && read.band != Band::Practitioner;
    if is_near && read.band_rests_on != BandBasis::Title {
        return None;
    }
    let place = read
        .spans
        .first()
        .map_or_else(|| cx.whole(), |hit| cx.at(&hit.range));
    Some(
        WRONG_ADDRESSEE
            .at(
                place,
                format!(
                    "the copy speaks to {} and is meant for `{}`",
                    people(read.band),
                    persona.id
                ),
            )
            .label(format!("words for {}", people(read.band)))
            .note(format!("{} is one of {}", persona.name, people(meant)))
            .help("speak of what this person does with their own hands, or decides themselves"),
    )
}

fn people(band: Band) -> &'static str {
    match band {
        Band::Executive => "executives",
        Band::Leader => "those who lead a function",
        _ => "those who do the work",
    }
}
