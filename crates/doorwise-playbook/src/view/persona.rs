//! The people to write to, and what to say to them.

use serde::Serialize;

/// One persona and what the deals and interviews show of it.
#[derive(Clone, Debug, Serialize)]
pub struct PersonaView {
    /// Id.
    pub id: String,
    /// Label.
    pub name: String,
    /// Buying roles.
    pub buying_roles: Vec<String>,
    /// Title patterns.
    pub titles: Vec<String>,
    /// Text to paste into a people search.
    pub search: String,
    /// Goals, pains and objections.
    pub statements: Vec<StatementView>,
    /// What the deals show, counts only.
    pub seen: Option<SeenView>,
}

/// One sentence of a persona with what it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct StatementView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// goal, pain or objection.
    pub kind: &'static str,
    /// The sentence.
    pub says: String,
    /// Whether it rests on assumption.
    pub assumption: bool,
    /// Independent people whose words are cited.
    pub people: usize,
    /// People interviewed.
    pub of_people: usize,
    /// The first quote with speaker and file.
    pub quote: Option<String>,
}

/// In how many deals a role was present.
#[derive(Clone, Debug, Serialize)]
pub struct SeenView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Won deals with the role.
    pub won_with: usize,
    /// All won deals with contacts.
    pub won: usize,
    /// Lost deals with the role.
    pub lost_with: usize,
    /// All lost deals with contacts.
    pub lost: usize,
    /// As a sentence.
    pub says: String,
}

/// A draft.
#[derive(Clone, Debug, Serialize)]
pub struct MessageView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Where it is sent, as the head of a copy file says it: cold_email, call_opener.
    pub channel: String,
    /// The channel as people read it; two follow-ups are told apart.
    pub label: &'static str,
    /// How much its reader knows: unaware, problem, solution, product, most.
    pub stage: &'static str,
    /// What it opens with: pain-1, goal-1, trigger-2, proof-setup-days.
    pub angle: String,
    /// Persona it speaks to.
    pub persona: String,
    /// How it is built.
    pub built: String,
    /// Subject of a mail.
    pub subject: Option<String>,
    /// The whole text, ready to copy.
    pub text: String,
    /// Each sentence with its source.
    pub sentences: Vec<SentenceView>,
    /// What no evidence exists for.
    pub gaps: Vec<String>,
    /// Why there is no draft, and what to do instead; the text is empty then.
    pub withheld: Option<String>,
    /// What became of putting it into other words, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rewrite: Option<RewriteView>,
}

/// What became of asking a language model for other words.
#[derive(Clone, Debug, Serialize)]
pub struct RewriteView {
    /// Whether the text is the model's; else the draft stayed as it was.
    pub taken: bool,
    /// Why it stayed.
    pub refused: Option<String>,
}

/// One sentence of a draft.
#[derive(Clone, Debug, Serialize)]
pub struct SentenceView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Text.
    pub text: String,
    /// Where it comes from.
    pub source: String,
    /// The id that opens what it rests on.
    pub opens: Option<String>,
    /// Whether it rests on assumption.
    pub assumption: bool,
}
