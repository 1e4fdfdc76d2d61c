//! Checks that the example keeps the law it demonstrates: a quote stands in its file, as said
//! by its speaker.

use std::collections::BTreeMap;
use std::error::Error;

use super::interviews;

/// One cited quote of a persona file.
struct Citation<'text> {
    quote: &'text str,
    speaker: &'text str,
    file: &'text str,
}

/// Fails if a persona cites a quote that is not, word for word, in the file it names.
pub(super) fn check(files: &BTreeMap<String, String>) -> Result<(), Box<dyn Error>> {
    for (path, text) in files
        .iter()
        .filter(|(path, _)| path.starts_with("personas/"))
    {
        for Citation {
            quote,
            speaker,
            file,
        } in citations(path, text)?
        {
            let transcript = files
                .get(file)
                .ok_or_else(|| format!("`{path}` cites `{file}`, which is not generated"))?;
            let said = interviews::ALL
                .iter()
                .filter(|interview| file.strip_prefix("research/") == Some(interview.file))
                .flat_map(interviews::Interview::turns)
                .any(|(who, turn)| who == speaker && turn.contains(quote));
            if !said || !transcript.contains(quote) {
                return Err(format!(
                    "`{path}` cites words that {speaker} does not say in `{file}`: \"{quote}\"\n  = help: copy the sentence from the interview, or drop it"
                )
                .into());
            }
        }
    }
    Ok(())
}

/// Reads the citations line by line: the persona files are ours, three lines to a citation.
fn citations<'text>(path: &str, text: &'text str) -> Result<Vec<Citation<'text>>, Box<dyn Error>> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(quote) = line.strip_prefix("- quote: ") else {
            continue;
        };
        let quote = quote
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        let speaker = lines
            .get(index + 1)
            .and_then(|line| line.strip_prefix("speaker: "));
        let file = lines
            .get(index + 2)
            .and_then(|line| line.strip_prefix("file: "));
        let (Some(quote), Some(speaker), Some(file)) = (quote, speaker, file) else {
            return Err(format!(
                "`{path}:{}` is a quote without speaker and file\n  = help: write quote, speaker and file on three lines",
                index + 1
            )
            .into());
        };
        found.push(Citation {
            quote,
            speaker,
            file,
        });
    }
    if found.is_empty() {
        return Err(
            format!("`{path}` cites nothing, though its goals and pains claim evidence").into(),
        );
    }
    Ok(found)
}
