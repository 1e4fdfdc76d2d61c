//! `doorwise listen`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::slashed;
use doorwise_model::privacy::{FORGOTTEN_FILE, Privacy};
use doorwise_model::workspace::load::CORRECTIONS_FILE;
use doorwise_model::workspace::{ResearchFile, Workspace};
use doorwise_people::interview::Interview;
use doorwise_people::listen::{self, Kind, Record, Theme, Tier};
use serde::Serialize;

use super::OutputFormat;
use super::hearing::{self, Heard};
use crate::shell::{Fault, Shell, Status};

/// Below this many people a share says nothing and is left out.
const LEAST_FOR_SHARE: usize = 5;

/// Themes of one kind that are printed for people.
const SHOWN_OF_KIND: usize = 5;

/// Say what people said in interviews: goals, pains, objections and more, each with its quote
///
/// Reads WebVTT, SRT, Otter, Fireflies, Gong and other JSON, Markdown, labelled text and G2
/// surveys, told apart by content. The words of those who ask are no evidence. Corrections in
/// listen.yaml win over the machine.
#[derive(Debug, clap::Args)]
pub(crate) struct ListenArgs {
    /// Interviews as they were exported
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The workspace: the folder that holds listen.yaml
    #[arg(long, default_value = ".", value_name = "FOLDER")]
    workspace: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

#[derive(Serialize)]
struct ListenView<'a> {
    records: Vec<RecordView<'a>>,
    themes: Vec<ThemeView<'a>>,
    interviews: Vec<InterviewView<'a>>,
    contradictions: Vec<ContradictionView<'a>>,
}

#[derive(Serialize)]
struct RecordView<'a> {
    file: String,
    line: usize,
    speaker: &'a str,
    /// What a survey says of its respondent: role, size, industry.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    who: BTreeMap<&'static str, &'a str>,
    side: &'static str,
    time: Option<&'a str>,
    kind: &'static str,
    theme: &'a str,
    tier: &'static str,
    quote: &'a str,
    sentence: &'a str,
    question: Option<&'a str>,
}

#[derive(Serialize)]
struct ThemeView<'a> {
    kind: &'static str,
    theme: &'a str,
    people: usize,
    people_strong: usize,
    of: usize,
}

#[derive(Serialize)]
struct InterviewView<'a> {
    file: String,
    format: &'static str,
    turns: usize,
    sides: BTreeMap<&'a str, &'static str>,
    words_asking: usize,
    words: usize,
    questions: usize,
    leading_questions: usize,
    themes: usize,
    new_themes: usize,
}

#[derive(Serialize)]
struct ContradictionView<'a> {
    kind: &'static str,
    theme: &'a str,
    says: &'a str,
    denied_by: &'a str,
    file: String,
    line: usize,
    quote: &'a str,
}

fn text_of(path: &Path) -> Result<String, Fault> {
    let bytes = std::fs::read(path).map_err(|fault| {
        Fault::asked(
            format!("cannot read `{}`: {fault}", path.display()),
            "name interviews as they were exported",
        )
    })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

pub(crate) fn run(args: &ListenArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let if_there = |name: &str| {
        let file = args.workspace.join(name);
        file.is_file().then(|| text_of(&file)).transpose()
    };
    let forgotten = if_there(FORGOTTEN_FILE)?;
    let mut workspace = Workspace {
        privacy: Privacy::read(forgotten.as_deref(), None).0,
        corrections: if_there(CORRECTIONS_FILE)?,
        ..Workspace::default()
    };
    for file in &args.files {
        let text = text_of(file)?;
        let file = file.clone();
        workspace.research.push(ResearchFile { file, text });
    }
    let Heard {
        interviews,
        records,
    } = hearing::hear(&workspace, &args.workspace, shell);
    let themes = listen::gathered(&records);
    match args.format {
        OutputFormat::Json => shell.print_json(&view(&interviews, &records, &themes))?,
        OutputFormat::Text => shell.print(&text(&interviews, &records, &themes))?,
    }
    Ok(Status::Clean)
}

fn view<'a>(
    interviews: &'a [Interview],
    records: &'a [Record],
    themes: &'a [Theme],
) -> ListenView<'a> {
    let of = listen::people(interviews).len();
    let contradictions = listen::contradictions(interviews, records);
    ListenView {
        records: records
            .iter()
            .map(|record| RecordView {
                file: slashed(&record.file),
                line: record.line,
                speaker: &record.speaker,
                who: respondent(interviews, record),
                side: record.side.as_str(),
                time: record.time.as_deref(),
                kind: record.kind.as_str(),
                theme: &record.theme,
                tier: record.tier.as_str(),
                quote: &record.quote,
                sentence: &record.sentence,
                question: record.question.as_deref(),
            })
            .collect(),
        themes: themes
            .iter()
            .map(|theme| ThemeView {
                kind: theme.kind.as_str(),
                theme: &theme.name,
                people: theme.people.len(),
                people_strong: theme.people_strong.len(),
                of,
            })
            .collect(),
        interviews: interviews
            .iter()
            .zip(listen::meters(interviews, records))
            .map(|(interview, meter)| InterviewView {
                file: slashed(&interview.file),
                format: interview.format,
                turns: interview.turns.len(),
                sides: interview
                    .turns
                    .iter()
                    .filter_map(|turn| Some((turn.speaker.as_deref()?, turn.side.as_str())))
                    .collect(),
                words_asking: meter.n_words_asking,
                words: meter.n_words,
                questions: meter.n_questions,
                leading_questions: meter.n_leading,
                themes: meter.n_themes,
                new_themes: meter.n_new_themes,
            })
            .collect(),
        contradictions: contradictions
            .iter()
            .filter_map(|found| {
                let said = &records[found.record];
                let theme = themes
                    .iter()
                    .find(|theme| theme.kind == said.kind && theme.name == said.theme)?;
                Some((found, said, theme))
            })
            .map(|(found, said, theme)| ContradictionView {
                kind: said.kind.as_str(),
                theme: &theme.name,
                says: &said.quote,
                denied_by: name_in(interviews, &found.speaker),
                file: slashed(&found.file),
                line: found.line,
                quote: sentence_in(interviews, found),
            })
            .collect(),
    }
}

/// What a survey says of the person whose record it is.
fn respondent<'a>(interviews: &'a [Interview], record: &Record) -> BTreeMap<&'static str, &'a str> {
    interviews
        .iter()
        .filter(|interview| interview.file == record.file)
        .filter_map(|interview| interview.who.get(&record.speaker))
        .flatten()
        .map(|(what, value)| (*what, value.as_str()))
        .collect()
}

/// The speaker's name as the interviews hold it.
fn name_in<'a>(interviews: &'a [Interview], name: &str) -> &'a str {
    interviews
        .iter()
        .flat_map(|interview| &interview.turns)
        .filter_map(|turn| turn.speaker.as_deref())
        .find(|own| *own == name)
        .unwrap_or_default()
}

/// The denial's words as the interviews hold them.
fn sentence_in<'a>(interviews: &'a [Interview], found: &listen::Contradiction) -> &'a str {
    interviews
        .iter()
        .filter(|interview| interview.file == found.file)
        .flat_map(|interview| &interview.turns)
        .find_map(|turn| {
            let at = turn.text.find(&found.quote)?;
            turn.text.get(at..at + found.quote.len())
        })
        .unwrap_or_default()
}

fn text(interviews: &[Interview], records: &[Record], themes: &[Theme]) -> String {
    let of = listen::people(interviews).len();
    let meters = listen::meters(interviews, records);
    let sum = |count: fn(&listen::Meter) -> usize| meters.iter().map(count).sum::<usize>();
    let n_strong = records
        .iter()
        .filter(|record| record.tier == Tier::Strong)
        .count();
    let counted = |n: usize, one: &str, more: &str| match n {
        1 => format!("1 {one}"),
        n => format!("{n} {more}"),
    };
    let mut text = format!(
        "{} in {}: {}, {} more for review\n\
         {} of {} questions leading; {} of {} words by those who ask\n",
        counted(of, "person", "people"),
        counted(
            interviews
                .iter()
                .filter(|interview| !interview.turns.is_empty())
                .count(),
            "interview",
            "interviews",
        ),
        counted(n_strong, "statement counts", "statements count"),
        records.len() - n_strong,
        sum(|meter| meter.n_leading),
        sum(|meter| meter.n_questions),
        sum(|meter| meter.n_words_asking),
        sum(|meter| meter.n_words),
    );
    let new: Vec<String> = interviews
        .iter()
        .zip(&meters)
        .filter(|(interview, _)| !interview.turns.is_empty())
        .map(|(_, meter)| meter.n_new_themes.to_string())
        .collect();
    if new.len() > 1 {
        text += &format!("new themes by interview: {}\n", new.join(", "));
    }
    let mut n_left = 0;
    for kind in Kind::ALL {
        let own: Vec<&Theme> = themes
            .iter()
            .filter(|theme| theme.kind == kind && !theme.people_strong.is_empty())
            .collect();
        if own.is_empty() {
            continue;
        }
        text += &format!("\n{}\n", kind.as_str().replace('_', " "));
        for theme in own.iter().take(SHOWN_OF_KIND) {
            text += &of_theme(theme, records, of);
        }
        n_left += own.len().saturating_sub(SHOWN_OF_KIND);
    }
    if n_left > 0 {
        text += &format!("\n{n_left} more themes, and what is for review: --format json\n");
    }
    for found in listen::contradictions(interviews, records) {
        text += &format!(
            "\ncontradicted · {}: \u{201c}{}\u{201d} {}, {}:{}\n",
            found.theme,
            found.quote,
            found.speaker,
            slashed(&found.file),
            found.line
        );
    }
    text
}

/// One theme: its name where several people share it, and its first quote that counts.
fn of_theme(theme: &Theme, records: &[Record], of: usize) -> String {
    let n = theme.people_strong.len();
    let Some(quote) = theme
        .records
        .iter()
        .map(|at| &records[*at])
        .find(|record| record.tier == Tier::Strong)
    else {
        return String::new();
    };
    let head = if n > 1 {
        let share = if of >= LEAST_FOR_SHARE {
            doorwise_fit::rate::rate(n, of).map_or_else(String::new, |rate| {
                format!(" ({:.0} % to {:.0} %)", 100.0 * rate.low, 100.0 * rate.high)
            })
        } else {
            String::new()
        };
        format!("{}: {n} of {of} people{share}\n    ", theme.name)
    } else {
        String::new()
    };
    format!(
        "  {head}\u{201c}{}\u{201d} {}, {}:{}\n",
        quote.sentence,
        quote.speaker,
        slashed(&quote.file),
        quote.line
    )
}
