//! What an id opens to, as text: the terminal and the page say the same lines.

use super::{PartView, WhyView};
use crate::view::RangeView;

/// Characters shown of a cell; a description of a page in a cell would hide what it is read as.
const WRITTEN_SHOWN: usize = 160;

/// One line of an opened number or sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What kind of line it is.
    pub kind: LineKind,
    /// What it says.
    pub says: String,
    /// The id that opens what it speaks of.
    pub id: Option<String>,
}

/// What kind of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// That it rests on nothing yet.
    Assumption,
    /// How it comes about.
    How,
    /// Stands above the parts that follow.
    Heading,
    /// One thing that it rests on, or one row counted; 0 for itself, 1 and 2 for what is below it.
    Part(usize),
    /// The command to go on with.
    More,
}

impl WhyView {
    /// Returns everything but the id and the sentence itself, line by line.
    pub fn lines(&self) -> Vec<Line> {
        let line = |kind: LineKind, says: &str| Line {
            kind,
            says: says.to_owned(),
            id: None,
        };
        let mut lines = Vec::new();
        if self.assumption {
            lines.push(line(
                LineKind::Assumption,
                "ASSUMPTION: no deal, no quote and no row stands behind it yet",
            ));
        }
        lines.extend(self.how.iter().map(|how| line(LineKind::How, how)));
        if !self.rests_on.is_empty() {
            lines.push(line(LineKind::Heading, "What it rests on"));
            self.rests_on.iter().for_each(|of| add(&mut lines, of, 0));
        }
        if let Some(n) = self.of_rows.filter(|n| *n > 0) {
            let heading = if self.rows.len() < n {
                format!("The first {} of {n}", self.rows.len())
            } else {
                format!("All {n}")
            };
            lines.push(line(LineKind::Heading, &heading));
            self.rows.iter().for_each(|of| add(&mut lines, of, 0));
        }
        lines.extend(self.more.iter().map(|more| line(LineKind::More, more)));
        lines
    }
}

fn add(lines: &mut Vec<Line>, part: &PartView, depth: usize) {
    lines.push(Line {
        kind: LineKind::Part(depth),
        says: sentence(part),
        id: part.id.clone(),
    });
    for below in &part.rests_on {
        add(lines, below, depth + 1);
    }
}

/// Returns what a part says with its points, its cell and its place.
fn sentence(part: &PartView) -> String {
    let points = part.points.map_or(String::new(), |points| match points {
        RangeView { low, high } if low == high => format!("{low:+} "),
        RangeView { low, high } => format!("{low:+}..{high:+} "),
    });
    let mut says = format!("{points}{}", part.says);
    if let Some(written) = &part.written {
        says.push_str(&format!(", written \u{201c}{}\u{201d}", short(written)));
    }
    if let Some(read_as) = &part.read_as {
        says.push_str(&format!(", read as {read_as}"));
    }
    if let Some(place) = &part.place {
        says.push_str(&format!(" ({place})"));
    }
    if part.assumption {
        says.push_str(" [ASSUMPTION]");
    }
    says
}

fn short(written: &str) -> String {
    match written.char_indices().nth(WRITTEN_SHOWN) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written.to_owned(),
    }
}
