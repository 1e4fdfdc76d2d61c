//! What a column of an export says, told by its name alone.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Subject,
    Body,
    Persona,
    Channel,
    Language,
    Goal,
    Awareness,
    /// Words or numbers that name the piece; several make up its name.
    Name,
}

/// A column's role, the number in its name where several steps lie side by side, and how well the
/// name fits: less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) role: Role,
    pub(super) step: Option<u32>,
    pub(super) rank: usize,
}

const SUBJECTS: [&str; 8] = [
    "subject",
    "subject line",
    "subjectline",
    "betreff",
    "asunto",
    "objet",
    "oggetto",
    "assunto",
];
/// The plainest first: where an export has text and HTML of a mail, the text is read.
const BODIES: [&str; 31] = [
    "body",
    "content",
    "message",
    "body text",
    "text body",
    "plain text",
    "plaintext",
    "text",
    "message body",
    "message text",
    "message content",
    "body plain",
    "body content",
    "copy",
    "template",
    "template body",
    "template content",
    "template text",
    "body html",
    "html body",
    "html content",
    "html",
    "nachricht",
    "inhalt",
    "mensaje",
    "msg",
    "note",
    "script",
    "body preview",
    "preview",
    "snippet",
];
const PERSONAS: [&str; 4] = ["persona", "persona id", "buyer persona", "personas"];
const CHANNELS: [&str; 7] = [
    "channel",
    "type",
    "step type",
    "task type",
    "action",
    "medium",
    "kanal",
];
const LANGUAGES: [&str; 6] = [
    "language",
    "lang",
    "locale",
    "sprache",
    "language code",
    "idioma",
];
const GOALS: [&str; 3] = ["goal", "objective", "ziel"];
const AWARENESS: [&str; 2] = ["awareness", "awareness stage"];
const NAMES: [&str; 29] = [
    "sequence",
    "sequence name",
    "campaign",
    "campaign name",
    "cadence",
    "cadence name",
    "template name",
    "step name",
    "step",
    "step number",
    "step no",
    "step order",
    "step index",
    "seq number",
    "seqnumber",
    "order",
    "position",
    "number",
    "no",
    "variant",
    "variant label",
    "variation",
    "variant name",
    "name",
    "title",
    "id",
    "key",
    "touch",
    "email name",
];

/// Words round a name that say which step it belongs to, not what it holds.
const STEP_WORDS: [&str; 9] = [
    "step",
    "email",
    "mail",
    "touch",
    "variant",
    "variation",
    "day",
    "e",
    "followup",
];

/// Tells a column by its header.
pub(super) fn tell(header: &str) -> Option<Known> {
    let words = words(header);
    let of = |words: &[String], step: Option<u32>| {
        let name = words.join(" ");
        let lists: [(Role, &[&str]); 8] = [
            (Role::Subject, &SUBJECTS),
            (Role::Body, &BODIES),
            (Role::Persona, &PERSONAS),
            (Role::Channel, &CHANNELS),
            (Role::Language, &LANGUAGES),
            (Role::Goal, &GOALS),
            (Role::Awareness, &AWARENESS),
            (Role::Name, &NAMES),
        ];
        lists.iter().find_map(|(role, list)| {
            let rank = list.iter().position(|known| *known == name)?;
            Some(Known {
                role: *role,
                step,
                rank,
            })
        })
    };
    if let Some(known) = of(&words, None) {
        return Some(known);
    }
    // "Email subject", "Step 2 Body", "body_3": what is left names subject or body, or nothing.
    let step = words.iter().find_map(|word| word.parse().ok());
    let left: Vec<String> = words
        .iter()
        .filter(|word| word.parse::<u32>().is_err() && !STEP_WORDS.contains(&word.as_str()))
        .cloned()
        .collect();
    if let Some(known) =
        of(&left, step).filter(|known| matches!(known.role, Role::Subject | Role::Body))
    {
        return Some(known);
    }
    // "Step 1 Type", "channel_2" say the channel of the step whose words lie beside them.
    step?;
    of(&left, step).filter(|known| known.role == Role::Channel)
}

/// Returns the words of a header in lower case: `bodyHtml`, `body_html` and `Body HTML` are one.
fn words(header: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in header.chars() {
        let starts = !c.is_alphanumeric()
            || (c.is_uppercase() && last.is_lowercase())
            || (c.is_ascii_digit() != last.is_ascii_digit() && last.is_alphanumeric());
        if starts || words.is_empty() {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            let word = words.last_mut().expect("a word was just opened");
            word.extend(c.to_lowercase());
        }
        last = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns our name of a channel that a sequencer calls by its own.
///
/// An unknown word stays where the column is named for channels; a `type` may be of anything.
pub(super) fn channel(written: &str, header_rank: usize, step: Option<u32>) -> Option<String> {
    let name = words(written).join("_");
    let is_first = step.is_none_or(|step| step <= 1);
    let known = match name.as_str() {
        "" => return None,
        "email" | "mail" | "e_mail" | "auto_email" | "manual_email" | "automatic_email"
        | "email_step" | "email_auto" | "email_manual" => {
            if is_first {
                "cold_email"
            } else {
                "follow_up"
            }
        }
        "linkedin"
        | "linkedin_connect"
        | "linkedin_connection"
        | "linkedin_invite"
        | "linkedin_connection_request"
        | "linkedin_send_connection_request"
        | "connection_request"
        | "linkedin_step_connect" => "linkedin_note",
        "linkedin_message"
        | "linkedin_in_mail"
        | "linkedin_inmail"
        | "in_mail"
        | "linkedin_send_message"
        | "linkedin_step_message" => "inmail",
        "call" | "phone" | "phone_call" | "call_task" => "call_opener",
        "cold_email" | "follow_up" | "linkedin_note" | "inmail" | "landing_hero" | "ad"
        | "call_opener" => &name,
        _ if header_rank == 0 => written.trim(),
        _ => return None,
    };
    Some(known.to_owned())
}

/// Returns the first part of a language's code: `en` of `en-US`.
pub(super) fn language(written: &str) -> Option<String> {
    let folded = written.trim().to_lowercase();
    let named = match folded.as_str() {
        "english" => "en",
        "german" | "deutsch" => "de",
        other => other.split(['-', '_']).next().unwrap_or_default(),
    };
    Some(named.to_owned()).filter(|code| !code.is_empty())
}
