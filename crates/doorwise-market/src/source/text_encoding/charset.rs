//! Encodings by name, and decoders that turn them into UTF-8 piece by piece.

use std::sync::LazyLock;

use encoding_rs::{
    BIG5, CoderResult, Decoder, EUC_KR, Encoding, GBK, MACINTOSH, REPLACEMENT, SHIFT_JIS, UTF_8,
    UTF_16LE, X_MAC_CYRILLIC,
};

/// An encoding that we can decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Charset {
    /// One that browsers know as well.
    Web(&'static Encoding),
    /// UTF-32, whose four bytes have the highest first or last.
    Utf32 {
        highest_first: bool,
    },
    /// EUC-KR folded into seven bits by shifts.
    Iso2022Kr,
    Page(&'static CodePage),
}

/// A code page of one byte a character.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::source) struct CodePage {
    name: &'static str,
    labels: Vec<&'static str>,
    /// The characters of the bytes 80 to FF.
    upper: Vec<char>,
}

static PAGES: LazyLock<Vec<CodePage>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/code_pages.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.splitn(3, '\t');
            Some(CodePage {
                name: cells.next()?,
                labels: cells.next()?.split(' ').collect(),
                upper: cells.next()?.chars().collect(),
            })
        })
        .collect()
});

impl Charset {
    pub(in crate::source) const UTF_8: Charset = Charset::Web(UTF_8);

    /// Returns the encoding with this label, in the spellings of the web, Python, iconv and Windows.
    pub(in crate::source) fn for_label(label: &str) -> Option<Charset> {
        let label = label.trim().to_ascii_lowercase().replace('_', "-");
        let squeezed: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
        let web = match squeezed.as_str() {
            "utf32" | "utf32le" | "ucs4" => {
                return Some(Charset::Utf32 {
                    highest_first: false,
                });
            }
            "utf32be" => {
                return Some(Charset::Utf32 {
                    highest_first: true,
                });
            }
            "iso2022kr" => return Some(Charset::Iso2022Kr),
            "utf8sig" | "utf8" => UTF_8,
            "utf16" => UTF_16LE,
            "cp932" | "mskanji" => SHIFT_JIS,
            "cp936" => GBK,
            "cp949" | "uhc" | "ms949" => EUC_KR,
            "cp950" => BIG5,
            "macroman" => MACINTOSH,
            "maccyrillic" => X_MAC_CYRILLIC,
            _ => {
                return Charset::page(&label).or_else(|| {
                    Encoding::for_label(label.as_bytes())
                        .filter(|encoding| *encoding != REPLACEMENT)
                        .map(Charset::Web)
                });
            }
        };
        Some(Charset::Web(web))
    }

    /// Returns the code page with this name or label.
    pub(super) fn page(label: &str) -> Option<Charset> {
        let page = PAGES
            .iter()
            .find(|page| page.name.eq_ignore_ascii_case(label) || page.labels.contains(&label))?;
        Some(Charset::Page(page))
    }

    /// Returns the name, the WHATWG's where it has one.
    pub(in crate::source) fn name(self) -> &'static str {
        match self {
            Charset::Web(encoding) => encoding.name(),
            Charset::Utf32 {
                highest_first: true,
            } => "UTF-32BE",
            Charset::Utf32 {
                highest_first: false,
            } => "UTF-32LE",
            Charset::Iso2022Kr => "ISO-2022-KR",
            Charset::Page(page) => page.name,
        }
    }

    /// Returns whether every character is one byte, so that text of another such encoding decodes as well.
    pub(super) fn is_single_byte(self) -> bool {
        match self {
            Charset::Web(encoding) => encoding.is_single_byte(),
            Charset::Page(_) => true,
            Charset::Utf32 { .. } | Charset::Iso2022Kr => false,
        }
    }

    pub(in crate::source) fn pieces(self) -> Pieces {
        match self {
            Charset::Web(encoding) => Pieces::Web(encoding.new_decoder_with_bom_removal()),
            Charset::Utf32 { highest_first } => Pieces::Utf32 {
                highest_first,
                rest: Vec::new(),
            },
            Charset::Iso2022Kr => Pieces::Iso2022Kr {
                shifted: false,
                escape: 0,
                inner: EUC_KR.new_decoder_without_bom_handling(),
            },
            Charset::Page(page) => Pieces::Page(page),
        }
    }

    /// Returns the text of the bytes, U+FFFD where they are no character.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let mut text = Vec::new();
        self.pieces().decode(bytes, true, &mut text);
        String::from_utf8_lossy(&text).into_owned()
    }
}

/// A decoder that keeps what a piece leaves unfinished.
pub(in crate::source) enum Pieces {
    Web(Decoder),
    Utf32 {
        highest_first: bool,
        rest: Vec<u8>,
    },
    Iso2022Kr {
        shifted: bool,
        /// Bytes of an escape sequence still to pass over.
        escape: u8,
        inner: Decoder,
    },
    Page(&'static CodePage),
}

impl Pieces {
    /// Appends the text of the next bytes as UTF-8; after the last ones nothing is left over.
    pub(in crate::source) fn decode(&mut self, bytes: &[u8], last: bool, text: &mut Vec<u8>) {
        match self {
            Pieces::Web(decoder) => decode_web(decoder, bytes, last, text),
            Pieces::Utf32 {
                highest_first,
                rest,
            } => {
                rest.extend_from_slice(bytes);
                let whole = rest.len() / 4 * 4;
                for four in rest[..whole].chunks_exact(4) {
                    let letter = utf_32_letter(four, *highest_first);
                    if letter != Some('\u{FEFF}') {
                        push(text, letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                    }
                }
                rest.drain(..whole);
                if last && !rest.is_empty() {
                    push(text, char::REPLACEMENT_CHARACTER);
                }
            }
            Pieces::Iso2022Kr {
                shifted,
                escape,
                inner,
            } => {
                let mut unfolded = Vec::with_capacity(bytes.len());
                for &byte in bytes {
                    match byte {
                        _ if *escape > 0 => *escape -= 1,
                        // `ESC $ ) C` names the character set once.
                        0x1B => *escape = 3,
                        0x0E => *shifted = true,
                        0x0F => *shifted = false,
                        0x21..=0x7E if *shifted => unfolded.push(byte | 0x80),
                        other => unfolded.push(other),
                    }
                }
                decode_web(inner, &unfolded, last, text);
            }
            Pieces::Page(page) => {
                for &byte in bytes {
                    match byte {
                        0..=0x7F => text.push(byte),
                        _ => push(text, page.upper[usize::from(byte) - 0x80]),
                    }
                }
            }
        }
    }
}

fn decode_web(decoder: &mut Decoder, mut bytes: &[u8], last: bool, text: &mut Vec<u8>) {
    loop {
        let start = text.len();
        let room = decoder
            .max_utf8_buffer_length(bytes.len())
            .unwrap_or(bytes.len() * 3 + 16);
        text.resize(start + room, 0);
        let (result, read, written, _) = decoder.decode_to_utf8(bytes, &mut text[start..], last);
        text.truncate(start + written);
        bytes = &bytes[read..];
        if let CoderResult::InputEmpty = result {
            return;
        }
    }
}

fn push(text: &mut Vec<u8>, letter: char) {
    text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Returns the character of four bytes, if they are one.
pub(super) fn utf_32_letter(four: &[u8], highest_first: bool) -> Option<char> {
    let four: [u8; 4] = four.try_into().ok()?;
    char::from_u32(if highest_first {
        u32::from_be_bytes(four)
    } else {
        u32::from_le_bytes(four)
    })
}
