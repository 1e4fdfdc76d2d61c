//! The bytes of a file of copy as text.

use std::path::Path;

use super::read::ending;
use crate::diagnostic::{Diagnostic, Place};

/// Returns the text of a file's bytes: UTF-8, or UTF-16 with its mark, or what HTML names itself.
///
/// # Errors
/// Returns the message for text in an encoding that nothing tells.
pub(super) fn decode_text(file: &Path, bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    if let Some((charset, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, is_broken) = charset.decode_without_bom_handling(&bytes[mark..]);
        if !is_broken {
            return Ok(text.into_owned());
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let named = matches!(ending(file).as_str(), "html" | "htm")
        .then(|| named_charset(bytes))
        .flatten();
    if let Some(charset) = named {
        let (text, is_broken) = charset.decode_without_bom_handling(bytes);
        if !is_broken {
            return Ok(text.into_owned());
        }
    }
    let good = std::str::from_utf8(bytes).map_or_else(|fault| fault.valid_up_to(), str::len);
    let line = bytes[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
    Err(Box::new(
        Diagnostic::error(
            "workspace/not-utf8",
            Place::text(file, None),
            format!("the file is not UTF-8 text: line {line} holds another encoding"),
        )
        .help("save it as UTF-8"),
    ))
}

/// Returns the encoding that `<meta charset>` names in the first bytes.
fn named_charset(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let label: String = rest
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    encoding_rs::Encoding::for_label(label.as_bytes())
}
