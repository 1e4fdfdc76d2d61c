//! What `who` says, as it leaves the house; `docs/formats.md` describes it.

use doorwise_model::Estimate;
use serde::Serialize;

use crate::view::RateView;

/// An odds ratio; 1 is no difference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OddsView {
    /// As counted.
    pub value: f64,
    /// Lower end of the 90 % interval.
    pub low: f64,
    /// Upper end of the 90 % interval.
    pub high: f64,
    /// Deals in strata that say something.
    pub n: usize,
}

impl From<Estimate> for OddsView {
    fn from(of: Estimate) -> Self {
        Self {
            value: of.value,
            low: of.low,
            high: of.high,
            n: of.n,
        }
    }
}

/// Who carries the deals of a segment.
#[derive(Clone, Debug, Serialize)]
pub struct WhoView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// ICP id, `field=value` or `all deals`.
    pub segment: String,
    /// The answer in one sentence.
    pub says: String,
    /// Grade of the answer: seen, indicated, shown, interview, seller_note, none.
    pub grade: &'static str,
    /// Closed deals that name people.
    pub deals: usize,
    /// Of these, won.
    pub won: usize,
    /// Of these, lost.
    pub lost: usize,
    /// Whether enough people have a day of joining; where not, roles are only counted.
    pub dated: bool,
    /// Roles, those that carry most first.
    pub roles: Vec<RoleView>,
    /// Who people said decides.
    pub said: Vec<SaidView>,
    /// What the CRM calls people, and whether deals agree.
    pub crm: Vec<CrmView>,
    /// Deals with one person only: won, lost, open.
    pub single_threaded: [usize; 3],
    /// What stands between these numbers and a conclusion.
    pub cautions: Vec<String>,
    /// What to do next.
    pub next: String,
}

/// One role in closed deals.
#[derive(Clone, Debug, Serialize)]
pub struct RoleView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Function.
    pub function: &'static str,
    /// executive, leader or practitioner.
    pub band: &'static str,
    /// Personas that people of this role belong to.
    pub personas: Vec<String>,
    /// Won deals with the role.
    pub won_with: usize,
    /// Lost deals with the role.
    pub lost_with: usize,
    /// Won deals without it.
    pub won_without: usize,
    /// Lost deals without it.
    pub lost_without: usize,
    /// seen, indicated or shown.
    pub grade: &'static str,
    /// Odds ratio of a win, among deals with as many other roles.
    pub odds: Option<OddsView>,
    /// Odds ratio against the other roles, among deals with as many roles in all.
    pub against: Option<OddsView>,
    /// The same drawn towards the other roles.
    pub shrunk: Option<f64>,
    /// How likely chance gives as much, this role alone looked at.
    pub chance: Option<f64>,
    /// About how many more closed deals would settle it.
    pub more: Option<usize>,
    /// Odds ratio that this many deals would find in four cases of five.
    pub detectable: Option<f64>,
    /// Won deals with the role, by id.
    pub won_deals: Vec<String>,
    /// As a sentence.
    pub says: String,
}

/// Somebody said to decide.
#[derive(Clone, Debug, Serialize)]
pub struct SaidView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The role or the name.
    pub who: String,
    /// interview or seller_note.
    pub grade: &'static str,
    /// Independent people who said so; deals whose notes do.
    pub k: usize,
    /// People interviewed; deals with notes.
    pub n: usize,
    /// The first of the words.
    pub quote: String,
    /// Who said them.
    pub speaker: Option<String>,
    /// File and line, or row.
    pub place: String,
    /// The words of all of them, each with its place.
    #[serde(skip)]
    pub(crate) all: Vec<(String, String)>,
}

/// A buying role as the CRM has it.
#[derive(Clone, Debug, Serialize)]
pub struct CrmView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Our buying role.
    pub buying_role: &'static str,
    /// The CRM's own words.
    pub written: Vec<String>,
    /// Function of the people it is given to most.
    pub function: &'static str,
    /// Their band.
    pub band: &'static str,
    /// How many of the seats with this role they hold.
    pub k: usize,
    /// Seats with this role.
    pub n: usize,
    /// What deals say to it, where they contradict or agree.
    pub finding: Option<String>,
}

/// One deal and its people.
#[derive(Clone, Debug, Serialize)]
pub struct CommitteeView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The deal's id.
    pub deal: String,
    /// The company.
    pub company: String,
    /// won, lost or open; none where the cell was not understood.
    pub outcome: Option<&'static str>,
    /// What it is worth.
    pub amount: Option<AmountView>,
    /// Where its row stands.
    pub row: String,
    /// How it stalls, where it does.
    pub stalled: Option<String>,
    /// Whether one person is all there is.
    pub single_threaded: bool,
    /// The people on it.
    pub people: Vec<MemberView>,
    /// Roles that are not there.
    pub missing: Vec<MissingView>,
    /// People said to decide.
    pub named: Vec<NamedView>,
    /// What to do next.
    pub next: String,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AmountView {
    /// As a person reads it.
    pub says: String,
    /// Smallest.
    pub low: f64,
    /// Largest.
    pub high: f64,
    /// Currency code, where known.
    pub currency: Option<String>,
}

/// One person on a deal.
#[derive(Clone, Debug, Serialize)]
pub struct MemberView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Title as written.
    pub title: String,
    /// Function; none where the title does not tell.
    pub function: Option<&'static str>,
    /// Band.
    pub band: Option<&'static str>,
    /// Personas they belong to.
    pub personas: Vec<String>,
    /// Our buying role, from the CRM.
    pub buying_role: Option<&'static str>,
    /// The CRM's own word.
    pub crm_role: Option<String>,
    /// Day of attachment.
    pub attached: Option<String>,
    /// Whether they were met first.
    pub first: bool,
    /// Whether they came in the last fifth of the cycle.
    pub late: bool,
    /// Whether their title says that the job is over ("Former CFO"); such a person counts for no role.
    pub gone: bool,
}

/// A role that is not in the deal.
#[derive(Clone, Debug, Serialize)]
pub struct MissingView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The role or the persona.
    pub who: String,
    /// Why it is wanted there.
    pub why: String,
    /// Somebody of that role whom the tables know at the company.
    pub known_there: Option<String>,
}

/// Somebody said to decide in a deal.
#[derive(Clone, Debug, Serialize)]
pub struct NamedView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// As said.
    pub who: String,
    /// interview or seller_note.
    pub grade: &'static str,
    /// confirmed or stated.
    pub said: &'static str,
    /// on_deal, at_company, unsure or absent.
    pub found: &'static str,
    /// Who it is, or who it could be.
    pub people: Vec<String>,
    /// The words.
    pub quote: String,
    /// Where they stand.
    pub place: String,
}

/// Whether deals stall on the wrong reader.
#[derive(Clone, Debug, Serialize)]
pub struct DiagnosisView {
    /// What `doorwise why` opens; `win`, `stall`, `met`, `sent`, `copy`, `stalled` and `open` have this id,
    /// a dot and their name.
    pub id: String,
    /// ICP id or other name of the segment.
    pub segment: String,
    /// wrong_reader, no_sign or not_enough.
    pub verdict: &'static str,
    /// seen, indicated or shown.
    pub grade: &'static str,
    /// The answer in one sentence.
    pub says: String,
    /// The persona that is asked about.
    pub persona: Option<String>,
    /// Its name.
    pub persona_name: Option<String>,
    /// Who was met first.
    pub met: Option<MetView>,
    /// Whom the log of touches says was written to.
    pub sent: Option<SentView>,
    /// Whom the copy speaks to.
    pub copy: Option<CopyView>,
    /// Wins with the persona reached and without.
    pub win: Option<EffectView>,
    /// Deals that ended in silence, with the persona reached and without.
    pub stall: Option<EffectView>,
    /// Deals that ended in silence without the persona, newest first.
    pub stalled: Vec<StalledView>,
    /// How many of them there are.
    pub of_stalled: usize,
    /// Open deals without the persona.
    pub open: Vec<OpenDealView>,
    /// How many of them there are.
    pub of_open: usize,
    /// About how many more closed deals would settle it.
    pub more: Option<usize>,
    /// What stands between these numbers and a conclusion.
    pub cautions: Vec<String>,
    /// What to do next.
    pub next: String,
}

/// Who was met first, most often.
#[derive(Clone, Debug, Serialize)]
pub struct MetView {
    /// Function.
    pub function: &'static str,
    /// Band.
    pub band: &'static str,
    /// Deals in which they were met first.
    pub k: usize,
    /// Closed deals in which it is known who was.
    pub n: usize,
}

/// Whom most touches of the log went to.
#[derive(Clone, Debug, Serialize)]
pub struct SentView {
    /// Function.
    pub function: &'static str,
    /// Band.
    pub band: &'static str,
    /// People of this role, in words.
    pub role: String,
    /// mails, calls, messages; touches where of several kinds.
    pub what: &'static str,
    /// Touches with people of this role.
    pub k: usize,
    /// Touches with people whose role is known.
    pub n: usize,
    /// Touches with people of the persona.
    pub to_persona: usize,
    /// People of this role who answered, of those written to; none where the log tells of no answers.
    pub answered: Option<[usize; 2]>,
    /// The same of the persona's people.
    pub persona_answered: Option<[usize; 2]>,
    /// Where the rows of the touches with this role stand.
    #[serde(skip)]
    pub rows: Vec<String>,
}

/// Whom the copy speaks to, most often.
#[derive(Clone, Debug, Serialize)]
pub struct CopyView {
    /// Function that is spoken to.
    pub function: &'static str,
    /// Pieces that speak to it.
    pub k: usize,
    /// Pieces.
    pub n: usize,
    /// Their files.
    pub files: Vec<String>,
}

/// A share of deals, with somebody and without.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct EffectView {
    /// Deals with: how many of how many.
    pub with: [usize; 2],
    /// Deals without.
    pub without: [usize; 2],
    /// Share with less share without, with its 90 % interval.
    pub difference: Option<RateView>,
    /// Odds ratio among deals with as many roles in all, by amount where deals are enough.
    pub odds: Option<OddsView>,
    /// How likely chance gives as much.
    pub chance: Option<f64>,
    /// seen, indicated or shown.
    pub grade: &'static str,
}

/// A deal that ended in silence.
#[derive(Clone, Debug, Serialize)]
pub struct StalledView {
    /// The deal's id.
    pub deal: String,
    /// The company.
    pub company: String,
    /// What it was worth.
    pub amount: Option<AmountView>,
    /// The reason as written.
    pub reason: String,
    /// Who was met, with titles.
    pub met: Vec<String>,
    /// Where its row stands.
    pub row: String,
}

/// An open deal without the right reader.
#[derive(Clone, Debug, Serialize)]
pub struct OpenDealView {
    /// The deal's id.
    pub deal: String,
    /// The company.
    pub company: String,
    /// Who was met, with titles.
    pub met: Vec<String>,
    /// Whom to write to there, where the tables know them.
    pub write_to: Option<String>,
    /// Where its row stands.
    pub row: String,
}
