//! The way back from a text as it is read to the file as it is written.

use std::ops::Range;
use std::path::PathBuf;

use crate::diagnostic::Span;

/// A run of the text and the run of the file it was made from, both in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    at: usize,
    from: Range<usize>,
    /// Byte for byte the same, so that a part of the run has a place of its own.
    is_same: bool,
}

/// Where each run of a text comes from, in order and without gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    pieces: Vec<Piece>,
    len: usize,
}

impl Map {
    /// Adds `len` bytes that stand at `from` as they are.
    pub(super) fn same(&mut self, len: usize, from: usize) {
        if len == 0 {
            return;
        }
        let goes_on = self
            .pieces
            .last_mut()
            .filter(|last| last.is_same && last.from.end == from);
        match goes_on {
            Some(last) => last.from.end += len,
            None => self.pieces.push(Piece {
                at: self.len,
                from: from..from + len,
                is_same: true,
            }),
        }
        self.len += len;
    }

    /// Adds `len` bytes that were made of the run `from`, such as a `&` made of `&amp;`.
    pub(super) fn made(&mut self, len: usize, from: Range<usize>) {
        if len == 0 {
            return;
        }
        self.pieces.push(Piece {
            at: self.len,
            from,
            is_same: false,
        });
        self.len += len;
    }

    /// Adds another map behind this one.
    pub(super) fn add(&mut self, other: Self) {
        for piece in other.pieces {
            self.pieces.push(Piece {
                at: piece.at + self.len,
                ..piece
            });
        }
        self.len += other.len;
    }

    /// Cuts off what stands behind `len` bytes.
    pub(super) fn cut(&mut self, len: usize) {
        self.pieces.retain(|piece| piece.at < len);
        if let Some(last) = self.pieces.last_mut().filter(|last| last.is_same) {
            last.from.end = last.from.end.min(last.from.start + len - last.at);
        }
        self.len = self.len.min(len);
    }

    /// Returns the map to what `outer` was made from, where this one leads to the text of `outer`.
    pub(super) fn over(&self, outer: &Self) -> Self {
        let mut through = Self::default();
        for (idx, piece) in self.pieces.iter().enumerate() {
            let end = self.pieces.get(idx + 1).map_or(self.len, |next| next.at);
            if !piece.is_same {
                let (from, _) = outer.back(piece.from.clone());
                through.made(end - piece.at, from);
                continue;
            }
            let mut at = piece.from.start;
            while at < piece.from.end {
                let (below, below_end) = outer.piece_at(at);
                let stop = below_end.clamp(at + 1, piece.from.end.max(at + 1));
                match below {
                    Some(below) if below.is_same => {
                        through.same(stop - at, below.from.start + (at - below.at));
                    }
                    Some(below) => through.made(stop - at, below.from.clone()),
                    None => through.made(stop - at, 0..0),
                }
                at = stop;
            }
        }
        through
    }

    fn piece_at(&self, at: usize) -> (Option<&Piece>, usize) {
        let behind = self.pieces.partition_point(|piece| piece.at <= at);
        let end = self.pieces.get(behind).map_or(self.len, |next| next.at);
        let piece = behind.checked_sub(1).map(|idx| &self.pieces[idx]);
        (piece, end.max(at + 1))
    }

    /// Returns the run of the file behind a run of the text, and whether it stands there byte for byte.
    pub fn back(&self, range: Range<usize>) -> (Range<usize>, bool) {
        let (Some(first), first_end) = self.piece_at(range.start) else {
            return (0..0, false);
        };
        let last_byte = range.end.saturating_sub(1).max(range.start);
        let last = self.piece_at(last_byte).0.unwrap_or(first);
        let start = match first.is_same {
            true => (first.from.start + (range.start - first.at)).min(first.from.end),
            false => first.from.start,
        };
        let end = match last.is_same {
            true => (last.from.start + (last_byte + 1 - last.at)).min(last.from.end),
            false => last.from.end,
        };
        let is_same = first.is_same && range.end <= first_end;
        (start..end.max(start), is_same)
    }

    /// Returns the first byte of the file that the text was made from.
    fn first(&self) -> usize {
        let starts = self.pieces.iter().map(|piece| piece.from.start);
        starts.min().unwrap_or_default()
    }
}

/// The file a piece of copy was taken from, and the way back to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file that the user has, from the workspace's root.
    pub file: PathBuf,
    /// Which part of the file, for people: ``row 3, `Step 2` ``; empty where it is the whole file.
    pub part: String,
    /// The row of a table or the entry of a list, from 1; the header is no row.
    pub row: Option<usize>,
    /// What the export calls the piece.
    pub name: Option<String>,
    /// Why places are those of a part and not of words, where they are.
    pub coarse: Option<String>,
    /// Whether a run that stands in the file as it is read may be replaced there.
    pub can_mend: bool,
    map: Map,
    /// A byte before everything of this piece, and its line, so that no file is counted through twice.
    anchor: (usize, usize),
}

/// A place in the file that the user has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Line, column and length.
    pub span: Span,
    /// Whether the words stand there byte for byte.
    pub is_same: bool,
}

impl Origin {
    /// Returns the origin of the whole of `file`; `anchor` is a byte before the piece, and its line.
    pub(super) fn new(file: PathBuf, map: Map, source: &str, anchor: (usize, usize)) -> Self {
        // The lines up to the piece are counted once, here.
        let first = floor(source, map.first());
        let anchor = match first < anchor.0 {
            true => (0, 1),
            false => anchor,
        };
        let line = anchor.1 + source[anchor.0..first].matches('\n').count();
        Self {
            file,
            part: String::new(),
            row: None,
            name: None,
            coarse: None,
            can_mend: true,
            map,
            anchor: (first, line),
        }
    }

    /// Leads a place in the piece's own text back to its file.
    pub fn back(&self, text: &str, span: Span, source: &str) -> Found {
        let start = byte_of(text, span.line, span.column);
        let end = byte_of(text, span.line, span.column + span.length);
        let (range, is_same) = self.map.back(start..end.max(start + 1));
        let (start, end) = (floor(source, range.start), floor(source, range.end));
        let base = match start < self.anchor.0 {
            true => (0, 1),
            false => self.anchor,
        };
        let before = &source[base.0..start];
        let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
        // A caret is drawn under one line.
        let words = source[start..end].lines().next().unwrap_or_default();
        Found {
            span: Span {
                line: base.1 + before.matches('\n').count(),
                column: source[line_start..start].chars().count() + 1,
                length: words.chars().count().max(1),
            },
            is_same,
        }
    }

    /// Returns where the piece starts in its file.
    pub fn start(&self, source: &str) -> Span {
        let start = floor(source, self.anchor.0);
        let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
        Span {
            line: self.anchor.1,
            column: source[line_start..start].chars().count() + 1,
            length: 1,
        }
    }
}

/// Returns the byte of a line and column, both from 1; past the end of a line it is the line's end.
pub fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text[start..].split('\n').next().unwrap_or_default();
    start
        + rest
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(rest.len(), |(byte, _)| byte)
}

/// Returns the nearest byte at or before `at` where a character starts.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
