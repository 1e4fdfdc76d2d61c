//! What a rule of copy reads: one piece, cut up once, and what stands around it.

use std::cell::OnceCell;
use std::ops::Range;

use doorwise_model::Place;
use doorwise_model::copy::Copy;
use doorwise_model::icp::Icp;
use doorwise_model::persona::Persona;
use doorwise_model::workspace::Workspace;
use doorwise_vocab::title::Function;

use super::asks::{self, Ask};
use super::place::{in_body, narrow};
use crate::addressee::{Addressee, LEAST, MARGIN, Reading, Verdict, is_role_of};
pub(super) use crate::channel::SentBy;
use crate::fit::{PersonaFit, Said, Words};
use crate::limits::{self, Limit};
use crate::text::Text;

/// Why a rule did not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotRun(pub(super) &'static str);

/// A language whose words a rule knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    German,
}

/// One piece of copy with what stands around it.
pub(super) struct CopyContext<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) copy: &'a Copy,
    pub(super) text: Text<'a>,
    persona: Option<&'a Persona>,
    sent_by: Option<SentBy>,
    reading: OnceCell<Reading>,
    addressee: OnceCell<Addressee>,
    fit: OnceCell<PersonaFit>,
    said: &'a Said<'a>,
    to_another: OnceCell<Option<Function>>,
    asks: OnceCell<Vec<Ask>>,
}

impl<'a> CopyContext<'a> {
    pub(super) fn new(workspace: &'a Workspace, copy: &'a Copy, said: &'a Said<'a>) -> Self {
        Self {
            workspace,
            copy,
            text: Text::of(copy),
            persona: workspace.persona_of(copy),
            sent_by: copy.channel.as_deref().and_then(SentBy::parse),
            reading: OnceCell::new(),
            addressee: OnceCell::new(),
            fit: OnceCell::new(),
            said,
            to_another: OnceCell::new(),
            asks: OnceCell::new(),
        }
    }

    /// Returns the persona, or why a rule that needs one does not run.
    pub(super) fn persona(&self) -> Result<&'a Persona, NotRun> {
        self.persona.ok_or(NotRun("no persona is named"))
    }

    /// Returns the channel, or why a rule that needs one does not run.
    pub(super) fn channel(&self) -> Result<SentBy, NotRun> {
        match (&self.copy.channel, self.sent_by) {
            (_, Some(sent_by)) => Ok(sent_by),
            (None, None) => Err(NotRun("no channel is named")),
            (Some(_), None) => Err(NotRun("the channel has no rule of its own")),
        }
    }

    /// Returns an error unless the copy is English.
    pub(super) fn english(&self) -> Result<(), NotRun> {
        let language = self.copy.language.to_lowercase();
        match language.is_empty() || language == "en" || language.starts_with("en-") {
            true => Ok(()),
            false => Err(NotRun("it reads English only")),
        }
    }

    /// Returns whether the copy is German.
    pub(super) fn is_german(&self) -> bool {
        self.copy.language.to_lowercase().starts_with("de")
    }

    /// Returns the language, or why a rule that has no words of it does not run.
    pub(super) fn language(&self) -> Result<Language, NotRun> {
        let language = self.copy.language.to_lowercase();
        match language.split(['-', '_']).next().unwrap_or_default() {
            "" | "en" => Ok(Language::English),
            "de" => Ok(Language::German),
            _ => Err(NotRun("it reads English and German only")),
        }
    }

    /// Returns the ICP that the persona belongs to.
    pub(super) fn icp(&self) -> Result<&'a Icp, NotRun> {
        let persona = self.persona()?;
        self.workspace
            .icp(&persona.icp)
            .ok_or(NotRun("the persona's ICP is not known"))
    }

    /// Returns who the words alone speak to.
    pub(super) fn reading(&self) -> &Reading {
        self.reading
            .get_or_init(|| Reading::new(&self.text, self.copy.subject.as_deref()))
    }

    /// Returns who the piece speaks to.
    pub(super) fn addressee(&self) -> &Addressee {
        self.addressee.get_or_init(|| match self.persona {
            Some(persona) => self.reading().meant_for(&self.text, &self.words(), persona),
            None => self.reading().told(&self.words()),
        })
    }

    /// Returns the function that the words speak to where it is clearly not the persona's.
    pub(super) fn speaks_to_another(&self) -> Option<Function> {
        *self.to_another.get_or_init(|| self.another())
    }

    fn another(&self) -> Option<Function> {
        let persona = self.persona?;
        let wanted = persona.role.function?;
        let read = self.reading().alone();
        if read.verdict == Verdict::Mixed
            && let Some(beside) = self.reading().reader_beside(persona)
        {
            return Some(beside);
        }
        if let Some(function) = self.reading().stranger(&read, &self.words(), persona) {
            return Some(function);
        }
        let function = read.function?;
        if is_role_of(persona, function) {
            return None;
        }
        let theirs = read
            .scores
            .iter()
            .filter(|(known, _)| *known == wanted || is_role_of(persona, *known))
            .map(|(_, score)| *score)
            .fold(0.0, f64::max);
        // Two others at once are no persona of ours either.
        let is_clear = |foreign: f64| foreign >= LEAST && foreign - theirs >= MARGIN;
        // Most pieces are told without a look at what the persona says.
        if !is_clear(self.reading().weight_of(function, |_| false))
            || self.addressee().function != Some(function)
        {
            return None;
        }
        // Words of the persona's own goals and pains speak to the persona, whatever function they are of.
        let words = self.words();
        let own = words.said_by(persona);
        let foreign = self
            .reading()
            .weight_of(function, |range| own.holds(&self.copy.body[range.clone()]));
        is_clear(foreign).then_some(function)
    }

    /// Returns the words of the piece by stem.
    pub(super) fn words(&self) -> Words<'_, 'a> {
        Words::beside(&self.text, self.said)
    }

    /// Returns the stems of what the personas say.
    pub(super) fn said(&self) -> &'a Said<'a> {
        self.said
    }

    /// Returns whether the piece speaks to somebody else, so that the persona's pains are no measure.
    pub(super) fn is_for_another(&self) -> bool {
        self.speaks_to_another().is_some()
    }

    /// Returns what the piece meets of the persona.
    pub(super) fn fit(&self) -> Result<&PersonaFit, NotRun> {
        let persona = self.persona()?;
        Ok(self.fit.get_or_init(|| self.words().fit(persona)))
    }

    /// Returns what the piece asks the reader to do.
    pub(super) fn asks(&self) -> &[Ask] {
        self.asks
            .get_or_init(|| asks::asks(&self.text, self.sent_by))
    }

    /// Returns a number that the workspace may set.
    pub(super) fn limit(&self, limit: &Limit) -> f64 {
        limits::of(self.workspace, limit)
    }

    /// Returns the place of bytes of the body.
    pub(super) fn at(&self, range: &Range<usize>) -> Place {
        in_body(self.copy, range)
    }

    /// Returns the place of the whole body: its first line.
    pub(super) fn whole(&self) -> Place {
        let start = self.copy.body.len() - self.copy.body.trim_start().len();
        let end = self.copy.body[start..]
            .find('\n')
            .map_or(self.copy.body.len(), |at| start + at);
        in_body(self.copy, &(start..end.max(start)))
    }

    /// Returns the place of words of the subject.
    pub(super) fn in_subject(&self, words: &str) -> Place {
        let head = Place::text(
            &self.copy.file,
            self.copy.persona_span.map(|span| doorwise_model::Span {
                line: 1,
                column: 1,
                ..span
            }),
        );
        narrow(self.workspace, &head, words)
    }

    /// Returns whether the piece is sent by somebody whom the workspace names.
    pub(super) fn sender_is_known(&self) -> Result<(), NotRun> {
        let sender = &self.workspace.offer.sender;
        match sender.name.is_some()
            || self.workspace.offer.product.is_some()
            || sender.address.is_some()
        {
            true => Ok(()),
            false => Err(NotRun(
                "no workspace says who sends it; a sequencer may add the footer",
            )),
        }
    }
}

/// What a rule of copy returns: its findings, or why it did not run.
pub(super) type Outcome = Result<Vec<doorwise_model::diagnostic::Diagnostic>, NotRun>;
