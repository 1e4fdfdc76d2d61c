//! The head of a piece of copy: whom it speaks to, where it is sent, what is allowed in it.

use std::path::{Path, PathBuf};

use super::decode::decode;
use crate::copy::Copy;
use crate::copy::allow::{self, Allow, Covers};
use crate::copy::language;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::workspace::raw;
use crate::workspace::schema::FileKind;

/// What a head says, wherever it stands: front matter, columns, headers of a mail.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    pub(crate) persona: String,
    pub(crate) persona_span: Option<Span>,
    pub(crate) channel: Option<String>,
    pub(crate) goal: Option<String>,
    pub(crate) awareness: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) subject_span: Option<Span>,
    pub(crate) language: Option<String>,
    pub(crate) allows: Vec<Allow>,
}

impl Head {
    /// Sets a field by its name in front matter; other names say nothing to us.
    pub(crate) fn set(&mut self, field: &str, says: &str) {
        let says = says.trim().to_owned();
        match field {
            "persona" => self.persona = says,
            "channel" => self.channel = Some(says),
            "goal" => self.goal = Some(says),
            "awareness" => self.awareness = Some(says),
            "subject" => self.subject = Some(says),
            "language" => self.language = Some(says),
            _ => {}
        }
    }

    /// Returns a piece with this head and nothing in it yet; `body` tells its language where the head does not.
    pub(crate) fn copy(self, file: &Path, body: &str) -> Copy {
        // "German" and "de-AT" are read; a region stays, for a rule of the user's own may ask for it.
        let declared = self
            .language
            .map(|written| match written.trim().to_lowercase().as_str() {
                "english" => "en".to_owned(),
                "german" | "deutsch" => "de".to_owned(),
                _ => written,
            });
        Copy {
            file: file.to_path_buf(),
            persona: self.persona,
            persona_span: self.persona_span,
            channel: self.channel,
            goal: self.goal,
            awareness: self.awareness,
            subject: self.subject,
            subject_span: self.subject_span,
            language: declared.unwrap_or_else(|| language::of_copy(body).to_owned()),
            allows: self.allows,
            body_line: 1,
            ..Copy::default()
        }
    }
}

/// Splits text that starts with `---` into its head and the byte where the body starts.
pub(crate) fn split(
    file: &Path,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Head, usize)> {
    let Some(end) = text[4..].find("\n---").map(|end| end + 4).or_else(|| {
        // A head with nothing in it.
        text[4..].starts_with("---").then_some(3)
    }) else {
        let first = Span {
            line: 1,
            column: 1,
            length: 3,
        };
        diagnostics.push(
            Diagnostic::error(
                "copy/bad-head",
                Place::text(file, Some(first)),
                "the head that starts here has no end",
            )
            .label("opens the head")
            .help("write `---` on a line of its own behind the last field of the head"),
        );
        return None;
    };
    let yaml = text.get(4..end).unwrap_or_default();
    let after = &text[end..];
    let body_at = end + after[1..].find('\n').map_or(after.len(), |at| at + 2);
    let decoded = decode::<raw::CopyHead>(file, yaml, FileKind::Copy, 1, diagnostics)?;
    let raw = decoded.raw;
    let mut allows = Vec::new();
    for (pointer, span) in &decoded.places {
        let Some(rule) = pointer
            .strip_prefix("/allow/")
            .and_then(|rest| rest.strip_suffix("#key"))
        else {
            continue;
        };
        let rule = rule.replace("~1", "/").replace("~0", "~");
        let place = Place::text(file, Some(*span));
        match raw
            .allow
            .get(&rule)
            .filter(|reason| !reason.trim().is_empty())
        {
            Some(reason) => allows.push(Allow {
                rule,
                reason: reason.trim().to_owned(),
                covers: Covers::Piece,
                by: None,
                date: None,
                place,
            }),
            None => diagnostics.push(allow::without_reason(&rule, place).help(format!(
                "write the reason behind it: `{rule}: the sequencer fills it`"
            ))),
        }
    }
    let head = Head {
        persona: raw.persona.unwrap_or_default(),
        persona_span: decoded.places.get("/persona").copied(),
        channel: raw.channel,
        goal: raw.goal,
        awareness: raw.awareness,
        subject: raw.subject,
        subject_span: decoded.places.get("/subject").copied(),
        language: raw.language,
        allows,
    };
    Some((head, body_at.min(text.len())))
}

/// Returns the path without its piece number, as the user knows it.
pub(crate) fn known_path(path: &str) -> PathBuf {
    PathBuf::from(path.trim_start_matches("./"))
}
