//! A page of text: headings, wrapped lines, items with hanging indent, columns.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::diagnostics::clean;

const HEADING: Style = AnsiColor::Cyan.on_default().bold();
const FAINT: Style = Style::new().dimmed();

/// Text that grows line by line; styles are dropped where they are not welcome.
pub(crate) struct Page {
    width: usize,
    text: String,
}

impl Page {
    pub(crate) fn new(width: usize) -> Self {
        Self {
            width,
            text: String::new(),
        }
    }

    pub(crate) fn title(&mut self, text: &str) {
        let bold = Style::new().bold();
        for line in textwrap::wrap(&clean(text), self.width) {
            let _ = writeln!(self.text, "{bold}{line}{bold:#}");
        }
    }

    pub(crate) fn heading(&mut self, text: &str) {
        let _ = writeln!(self.text, "\n{HEADING}{}{HEADING:#}", clean(text));
    }

    pub(crate) fn line(&mut self, text: &str) {
        self.wrapped(text, "", "");
    }

    pub(crate) fn item(&mut self, text: &str) {
        self.wrapped(text, "  - ", "    ");
    }

    pub(crate) fn detail(&mut self, text: &str) {
        self.wrapped(text, "      ", "      ");
    }

    pub(crate) fn faint(&mut self, text: &str) {
        let options = textwrap::Options::new(self.width)
            .initial_indent("      ")
            .subsequent_indent("      ");
        for line in textwrap::wrap(&clean(text), options) {
            let _ = writeln!(self.text, "{FAINT}{line}{FAINT:#}");
        }
    }

    /// Writes text that is to be copied: indented, its own line breaks kept.
    pub(crate) fn quote(&mut self, text: &str) {
        for line in clean(text).lines() {
            if line.is_empty() {
                self.text.push('\n');
            } else {
                self.wrapped(line, "    ", "    ");
            }
        }
    }

    /// Writes the id of what was said last: faint, at the right edge, on the same line where it fits.
    pub(crate) fn id(&mut self, id: &str) {
        let id = clean(id);
        let used = self.text.trim_end_matches('\n').rsplit('\n').next();
        let plain = anstream::adapter::strip_str(used.unwrap_or_default()).to_string();
        let used = textwrap::core::display_width(&plain);
        let long = textwrap::core::display_width(&id);
        let pad = if used + long + 2 <= self.width {
            self.text.pop();
            self.width - used - long
        } else {
            self.width.saturating_sub(long)
        };
        let _ = writeln!(self.text, "{}{FAINT}{id}{FAINT:#}", " ".repeat(pad));
    }

    /// Writes a row of right-aligned numbers behind a label and the id of the row, which may be empty.
    pub(crate) fn row(&mut self, label: &str, id: &str, numbers: &[String]) {
        let cells: String = numbers
            .iter()
            // A long number never runs into the one before it.
            .map(|number| format!(" {number:>11}"))
            .collect();
        let room = self.width.saturating_sub(cells.len() + 2).max(12);
        let label = clean(label);
        let mut lines = textwrap::wrap(&label, room).into_iter();
        let first = lines.next().unwrap_or_default();
        let pad = room.saturating_sub(textwrap::core::display_width(&first));
        let id = clean(id);
        let long = textwrap::core::display_width(&id);
        let fits = long + 2 <= pad && !id.is_empty();
        if fits {
            let gap = " ".repeat(pad - long);
            let _ = writeln!(self.text, "  {first}{gap}{FAINT}{id}{FAINT:#}{cells}");
        } else {
            let _ = writeln!(self.text, "  {first}{}{cells}", " ".repeat(pad));
        }
        for line in lines {
            let _ = writeln!(self.text, "    {line}");
        }
        if !fits && !id.is_empty() {
            let _ = writeln!(self.text, "    {FAINT}{id}{FAINT:#}");
        }
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    fn wrapped(&mut self, text: &str, first: &str, rest: &str) {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest);
        for line in textwrap::wrap(&clean(text), options) {
            let _ = writeln!(self.text, "{line}");
        }
    }
}
