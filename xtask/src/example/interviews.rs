//! Invented interviews, spelled out in the shapes that recorders export.

/// The export format of a transcript.
#[derive(Clone, Copy)]
enum Shape {
    Otter,
    ZoomVtt,
    Markdown,
    Srt,
}

/// One interview: who is heard in `turns`, a `Name: text` line each.
pub(super) struct Interview {
    pub(super) file: &'static str,
    shape: Shape,
    turns: &'static str,
}

/// The six interviews of the example.
pub(super) const ALL: [Interview; 6] = [
    Interview {
        file: "payroll-head-of-marketing.txt",
        shape: Shape::Otter,
        turns: include_str!("interviews/payroll.txt"),
    },
    Interview {
        file: "freight-marketing-head.txt",
        shape: Shape::Otter,
        turns: include_str!("interviews/freight.txt"),
    },
    Interview {
        file: "founder-ceo.txt",
        shape: Shape::Otter,
        turns: include_str!("interviews/founder.txt"),
    },
    Interview {
        file: "clinics-avp-marketing.vtt",
        shape: Shape::ZoomVtt,
        turns: include_str!("interviews/clinics.txt"),
    },
    Interview {
        file: "lending-director-marketing.md",
        shape: Shape::Markdown,
        turns: include_str!("interviews/lending.txt"),
    },
    Interview {
        file: "school-undecided.srt",
        shape: Shape::Srt,
        turns: include_str!("interviews/undecided.txt"),
    },
];

const INVENTED: &str = "Invented by cargo xtask example: no real person, company or call.";

/// Subtitle lines are about this long in the exports seen.
const SRT_LINE: usize = 42;

impl Interview {
    /// Returns the turns as speaker and text.
    pub(super) fn turns(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.turns.lines().filter_map(|line| line.split_once(": "))
    }

    /// Returns the transcript as its recorder would export it.
    pub(super) fn render(&self) -> String {
        match self.shape {
            Shape::Otter => self.otter(),
            Shape::ZoomVtt => self.zoom_vtt(),
            Shape::Markdown => self.markdown(),
            Shape::Srt => self.srt(),
        }
    }

    fn otter(&self) -> String {
        let mut text = format!("Customer interview  ({INVENTED})\n\n");
        let mut clock = Clock::default();
        for (speaker, said) in self.turns() {
            let start = clock.turn();
            clock.speak(said);
            // Otter leaves a blank after the time; readers must cope with it.
            text.push_str(&format!("{speaker}  {} \n{said}\n\n", minutes(start)));
        }
        text.push_str("Transcribed by an example generator\n");
        text
    }

    fn markdown(&self) -> String {
        let mut text = format!("# Customer interview\n\n> {INVENTED}\n");
        let mut clock = Clock::default();
        for (speaker, said) in self.turns() {
            let start = clock.turn();
            clock.speak(said);
            text.push_str(&format!("\n**{speaker}** ({}): {said}\n", minutes(start)));
        }
        text
    }

    fn zoom_vtt(&self) -> String {
        let mut text = format!("WEBVTT\n\nNOTE {INVENTED}\n");
        let mut clock = Clock::default();
        let mut cue = 0;
        for (speaker, said) in self.turns() {
            clock.turn();
            for sentence in sentences(said) {
                cue += 1;
                let (start, end) = clock.speak(sentence);
                text.push_str(&format!(
                    "\n{cue}\n{} --> {}\n{speaker}: {sentence}\n",
                    stamp(start, '.'),
                    stamp(end, '.')
                ));
            }
        }
        text
    }

    fn srt(&self) -> String {
        let mut text = format!("1\n00:00:00,000 --> 00:00:01,500\n[{INVENTED}]\n");
        let mut clock = Clock::default();
        let mut cue = 1;
        for (speaker, said) in self.turns() {
            clock.turn();
            for lines in wrap(&format!("{speaker}: {said}")).chunks(2) {
                cue += 1;
                let shown = lines.join("\n");
                let (start, end) = clock.speak(&shown);
                text.push_str(&format!(
                    "\n{cue}\n{} --> {}\n{shown}\n",
                    stamp(start, ','),
                    stamp(end, ',')
                ));
            }
        }
        text
    }
}

/// Milliseconds into the call, moved on by a usual pace of speech.
#[derive(Default)]
struct Clock(u64);

impl Clock {
    /// Moves to the next turn, after a breath, and returns its start.
    fn turn(&mut self) -> u64 {
        self.0 += if self.0 == 0 { 2000 } else { 600 };
        self.0
    }

    fn speak(&mut self, said: &str) -> (u64, u64) {
        let start = self.0;
        for _ in said.split_whitespace() {
            self.0 += 385;
        }
        (start, self.0)
    }
}

fn minutes(milliseconds: u64) -> String {
    format!("{}:{:02}", milliseconds / 60_000, milliseconds / 1000 % 60)
}

fn stamp(milliseconds: u64, fraction: char) -> String {
    let seconds = milliseconds / 1000;
    format!(
        "{:02}:{:02}:{:02}{fraction}{:03}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        milliseconds % 1000
    )
}

fn sentences(said: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (position, end) in said.char_indices() {
        if matches!(end, '.' | '?' | '!') && said[position + 1..].starts_with(' ') {
            sentences.push(&said[start..=position]);
            start = position + 2;
        }
    }
    sentences.push(&said[start..]);
    sentences
}

fn wrap(said: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in said.split(' ') {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= SRT_LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
