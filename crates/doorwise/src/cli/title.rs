//! `doorwise title`

use std::io::{self, BufRead, IsTerminal};

use doorwise_vocab::title::{self, Title};
use serde::Serialize;

use super::OutputFormat;
use crate::shell::{Fault, Shell, Status};

/// Say what a job title means: function, seniority, and why
///
/// `doorwise title "AVP - Marketing"` explains one title; `doorwise title -` reads titles line by
/// line from standard input and prints one JSON object a line.
#[derive(Debug, clap::Args)]
pub(crate) struct TitleArgs {
    /// Job titles, or - to read them line by line
    #[arg(required = true)]
    titles: Vec<String>,
    /// How to print; reading from - prints JSON lines in any case
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

#[derive(Serialize)]
struct TitleView<'a> {
    title: &'a str,
    function: &'static str,
    seniority: &'static str,
    other_functions: Vec<&'static str>,
    band: &'static str,
    confidence: f64,
    flags: Vec<&'static str>,
    person: bool,
    reasons: Vec<String>,
}

fn view<'a>(written: &'a str, read: &'a Title) -> TitleView<'a> {
    TitleView {
        title: written,
        function: read.function.as_str(),
        seniority: read.seniority.as_str(),
        other_functions: read
            .other_functions
            .iter()
            .map(|function| function.as_str())
            .collect(),
        band: read.seniority.band().as_str(),
        confidence: read.confidence,
        flags: read.flags.iter().map(|flag| flag.as_str()).collect(),
        person: read.is_person(),
        reasons: title::reasons(written),
    }
}

pub(crate) fn run(args: &TitleArgs, shell: &mut Shell) -> Result<Status, Fault> {
    if args.titles == ["-"] {
        // Who types wants each answer at once; a file of a million titles wants few writes.
        let most = if io::stdin().is_terminal() {
            0
        } else {
            1 << 16
        };
        let (mut bytes, mut answers) = (Vec::new(), String::new());
        let mut input = io::stdin().lock();
        while input.read_until(b'\n', &mut bytes)? > 0 {
            // A byte that is no UTF-8 must not end a run over a million titles.
            let line = String::from_utf8_lossy(&bytes);
            let written = line.trim_end_matches(['\n', '\r']);
            answers += &serde_json::to_string(&view(written, &title::title(written)))?;
            answers.push('\n');
            bytes.clear();
            if answers.len() > most {
                shell.print(&answers)?;
                answers.clear();
            }
        }
        shell.print(&answers)?;
        return Ok(Status::Clean);
    }
    for written in &args.titles {
        let read = title::title(written);
        match args.format {
            OutputFormat::Json => shell.print_json(&view(written, &read))?,
            OutputFormat::Text => {
                let mut text = format!(
                    "{written}\n  function    {}\n  seniority   {}\n  confidence  {:.2}\n",
                    read.function.as_str(),
                    read.seniority.as_str(),
                    read.confidence
                );
                if !read.other_functions.is_empty() {
                    let others: Vec<&str> = read
                        .other_functions
                        .iter()
                        .map(|function| function.as_str())
                        .collect();
                    text += &format!("  also        {}\n", others.join(", "));
                }
                if !read.flags.is_empty() {
                    let flags: Vec<&str> = read.flags.iter().map(|flag| flag.as_str()).collect();
                    text += &format!("  flags       {}\n", flags.join(", "));
                }
                for reason in title::reasons(written) {
                    text += &format!("  because     {reason}\n");
                }
                shell.print(&text)?;
            }
        }
    }
    Ok(Status::Clean)
}
