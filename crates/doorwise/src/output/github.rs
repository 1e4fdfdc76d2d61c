//! Findings as workflow commands of GitHub Actions, which shows them on the lines of a pull request.

use std::fmt::Write;

use doorwise_model::diagnostic::{Diagnostic, Level, Place, slashed};

/// Returns a line for each finding.
pub(crate) fn show(found: &[Diagnostic]) -> String {
    let mut text = String::new();
    for found in found {
        let command = match found.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let mut properties = Vec::new();
        match &found.place {
            Place::Text { file, span } => {
                properties.push(("file", slashed(file)));
                if let Some(span) = span {
                    properties.push(("line", span.line.to_string()));
                    properties.push(("endLine", span.line.to_string()));
                    properties.push(("col", span.column.to_string()));
                    properties.push(("endColumn", (span.column + span.length).to_string()));
                }
            }
            // A row of a table is no line of a file that a pull request shows.
            place => properties.push(("file", place.to_string())),
        }
        properties.push(("title", found.name.to_owned()));
        if matches!(found.place, Place::Workspace | Place::Table { .. }) {
            properties.retain(|(name, _)| *name != "file");
        }
        let properties: Vec<String> = properties
            .into_iter()
            .map(|(name, says)| format!("{name}={}", property(&says)))
            .collect();
        let mut message = found.message.clone();
        if matches!(found.place, Place::Table { .. }) {
            message = format!("{}: {message}", found.place);
        }
        let more = [
            ("in", &found.part),
            ("note", &found.note),
            ("help", &found.help),
        ];
        for (label, says) in more {
            if let Some(says) = says {
                let _ = write!(message, "\n{label}: {says}");
            }
        }
        let _ = writeln!(
            text,
            "::{command} {}::{}",
            properties.join(","),
            data(&message)
        );
    }
    text
}

/// Escapes text behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use doorwise_model::diagnostic::{Diagnostic, Place, Span};

    #[test]
    fn signs_of_the_command_are_escaped() {
        let span = Span {
            line: 3,
            column: 5,
            length: 2,
        };
        let place = Place::text(Path::new("copy/a,b:c.md"), Some(span));
        let found = [
            Diagnostic::warning("copy/x", place, "100%: a,\r\nb::c").help("write 5%"),
            Diagnostic::error(
                "tables/x",
                Place::Table {
                    row: "list.csv:3".into(),
                    column: None,
                },
                "no",
            ),
        ];
        assert_eq!(
            super::show(&found),
            "::warning file=copy/a%2Cb%3Ac.md,line=3,endLine=3,col=5,endColumn=7,title=copy/x::100%25: a,%0D%0Ab::c%0Ahelp: write 5%25\n::error title=tables/x::list.csv:3: no\n"
        );
    }
}
