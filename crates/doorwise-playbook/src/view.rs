//! The views that leave the house. Field names are stable; `docs/formats.md` describes them.

use serde::Serialize;

/// Everything `doorwise plan` says of one workspace.
#[derive(Clone, Debug, Serialize)]
pub struct PlanView {
    /// Version of Doorwise that wrote this.
    pub doorwise: &'static str,
    /// The workspace's name.
    pub workspace: String,
    /// The day it speaks of, YYYY-MM-DD.
    pub as_of: Option<String>,
    /// Where that day comes from.
    pub as_of_from: String,
    /// One sentence a founder repeats.
    pub headline: String,
    /// The ICP.
    pub icp: IcpView,
    /// Other ICPs in the workspace, by id.
    pub other_icps: Vec<String>,
    /// Companies by decision.
    pub counts: CountsView,
    /// Companies by decision and tier.
    pub tiers: Vec<TierView>,
    /// How each gate and exclusion thins the market.
    pub fallout: Vec<FallView>,
    /// What holds for the whole market and is said once: missing columns, exclusions not checkable.
    pub remarks: Vec<SaysView>,
    /// Fields worth finding, best first.
    pub worth_finding: Vec<WorthFindingView>,
    /// Deals by outcome, where there is a table of deals.
    pub deals: Option<DealsView>,
    /// The first targets: to pursue, then to find out about; customers and open deals are left out here.
    pub targets: Vec<TargetView>,
    /// Segments to pursue.
    pub segments_to_pursue: Vec<SegmentView>,
    /// Segments to ignore.
    pub segments_to_ignore: Vec<SegmentView>,
    /// Every segment with its counts.
    pub segments: Vec<SegmentView>,
    /// Who was seen in closed deals, by function and band: counts, no verdict.
    pub roles_seen: Vec<RoleSeenView>,
    /// The people to write to, in the order in which a deal wants them.
    pub personas: Vec<PersonaView>,
    /// What to say.
    pub messages: Vec<MessageView>,
    /// What rests on assumption.
    pub assumptions: Vec<AssumptionView>,
    /// Five clarity questions answered from the data.
    pub clarity: Vec<ClarityView>,
    /// The next three actions.
    pub actions: Vec<ActionView>,
    /// The tables as they were read.
    pub tables: Vec<TableView>,
    /// Rows that repeat others, and rows that name nobody who is there.
    pub joins: JoinsView,
    /// Problems by level.
    pub problems: ProblemsView,
}

/// One sentence.
#[derive(Clone, Debug, Serialize)]
pub struct SaysView {
    /// What `doorwise why` opens.
    pub id: String,
    /// The sentence.
    pub says: String,
}

/// The ICP as a person reads it; what has no id in here has `icp`, a dot and its field's name.
#[derive(Clone, Debug, Serialize)]
pub struct IcpView {
    /// Id.
    pub id: String,
    /// Label.
    pub name: String,
    /// File it is written in.
    pub file: String,
    /// Gates.
    pub gates: Vec<CriterionView>,
    /// Exclusions.
    pub exclusions: Vec<CriterionView>,
    /// Lines with points.
    pub lines: Vec<LineView>,
    /// Tiers with their lowest score, best first.
    pub tiers: Vec<CutView>,
    /// What any company that passes can reach.
    pub reach: Option<RangeView>,
    /// Sentences nobody can score.
    pub notes: Vec<SaysView>,
    /// What was said and not understood.
    pub not_understood: Vec<String>,
}

/// A gate or an exclusion.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// `employees 5..100`.
    pub says: String,
    /// The reason a person gave.
    pub why: Option<String>,
    /// Whether it rests on assumption.
    pub assumption: bool,
    /// File and line.
    pub place: String,
}

/// One line of the card.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// `employees 10..50`.
    pub says: String,
    /// Whole points.
    pub points: i64,
    /// Whether it rests on assumption.
    pub assumption: bool,
    /// File and line.
    pub place: String,
}

/// A tier's lowest score.
#[derive(Clone, Debug, Serialize)]
pub struct CutView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Tier.
    pub tier: String,
    /// Lowest score; the least tier takes the rest.
    pub from: Option<i64>,
}

/// A range of whole points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RangeView {
    /// Smallest.
    pub low: i64,
    /// Largest.
    pub high: i64,
}

/// Companies by decision.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CountsView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: &'static str,
    /// All companies.
    pub companies: usize,
    /// To pursue.
    pub pursue: usize,
    /// To find out about.
    pub find_out: usize,
    /// To ignore.
    pub ignore: usize,
}

/// Deals by outcome.
#[derive(Clone, Debug, Serialize)]
pub struct DealsView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: &'static str,
    /// All deals.
    pub deals: usize,
    /// Won.
    pub won: usize,
    /// Lost.
    pub lost: usize,
    /// Open, or of a status that was not understood; never in a win rate.
    pub open: usize,
    /// Win rate with interval and n; none without closed deals.
    pub win_rate: Option<RateView>,
    /// Deals whose company is in no table.
    pub without_company: usize,
}

/// A rate with its interval and n.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RateView {
    /// As counted, 0 to 1.
    pub value: f64,
    /// Lower end of the 90 % interval.
    pub low: f64,
    /// Upper end of the 90 % interval.
    pub high: f64,
    /// Cases.
    pub n: usize,
}

impl RateView {
    /// Returns the view of a measured rate.
    pub fn of(rate: doorwise_model::Estimate) -> Self {
        Self {
            value: rate.value,
            low: rate.low,
            high: rate.high,
            n: rate.n,
        }
    }
}

/// Companies of one decision and tier.
#[derive(Clone, Debug, Serialize)]
pub struct TierView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// pursue or find_out.
    pub decision: &'static str,
    /// "A", or "A or B".
    pub tier: String,
    /// How many.
    pub companies: usize,
}

/// How one criterion thins the market.
#[derive(Clone, Debug, Serialize)]
pub struct FallView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// gate or exclusion.
    pub kind: &'static str,
    /// The criterion.
    pub says: String,
    /// Companies that pass all before and fall here.
    pub out: usize,
    /// Companies left.
    pub left: usize,
    /// Of those left, how many for which it is open.
    pub open: usize,
    /// Companies that fall here and nowhere else.
    pub alone: usize,
}

/// A field worth finding.
#[derive(Clone, Debug, Serialize)]
pub struct WorthFindingView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The field.
    pub field: String,
    /// Decisions it would settle alone.
    pub decisions: usize,
    /// Tiers it would settle alone.
    pub tiers: usize,
    /// Companies not ignored for which it is not fully known.
    pub companies: usize,
}

/// One company with what the card says of it.
#[derive(Clone, Debug, Serialize)]
pub struct TargetView {
    /// Position in the list, from 1.
    pub rank: usize,
    /// What `doorwise why` opens; what is said in here has this id, a dot and its field's name.
    pub key: String,
    /// Name.
    pub company: String,
    /// Id of the table, else the row.
    pub id: String,
    /// Domain.
    pub domain: Option<String>,
    /// Where its row stands.
    pub row: String,
    /// pursue, find_out or ignore.
    pub decision: &'static str,
    /// Tier, or the tiers attainable.
    pub tier: String,
    /// Score if found.
    pub score: Option<RangeView>,
    /// Score as seen.
    pub seen: i64,
    /// Hand-made decision behind this one.
    pub override_note: Option<String>,
    /// The reasons; points add up to the score.
    pub reasons: Vec<ReasonView>,
    /// Fields to find, best first.
    pub find: Vec<String>,
    /// What would change decision or tier.
    pub would_change: String,
    /// What is known, as written in the table, by field.
    pub facts: Vec<FactView>,
    /// customer, open or lost, where deals with the company say so.
    pub in_deals: Option<&'static str>,
    /// The same as a sentence: `customer since 2026-03-02`.
    pub history: Option<String>,
    /// The person to write to: a contact who is the first persona.
    pub person: Option<PersonView>,
    /// Where there is none: somebody of another persona who is known there.
    pub known_there: Option<PersonView>,
    /// Where there is none: text to paste into a people search.
    pub search: Option<String>,
}

/// One reason.
#[derive(Clone, Debug, Serialize)]
pub struct ReasonView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// gate, exclusion, points or override.
    pub kind: &'static str,
    /// holds, fails or open for a gate; hits, clear or open for an exclusion.
    pub state: &'static str,
    /// As a person reads it.
    pub says: String,
    /// Points; the same twice when known.
    pub points: Option<RangeView>,
    /// Whether the criterion rests on assumption.
    pub assumption: bool,
}

/// One known field.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Field.
    pub field: String,
    /// As written in the table.
    pub written: String,
    /// As understood.
    pub read_as: String,
}

/// A person at a company.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// Name.
    pub name: String,
    /// Title as written.
    pub title: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Persona it belongs to; empty for none.
    pub persona: String,
    /// yes or maybe; no for somebody who belongs to no persona.
    pub matches: &'static str,
}

/// Companies that share two values.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// `industry SaaS, stage series_a`.
    pub says: String,
    /// To pursue.
    pub pursue: usize,
    /// To find out about.
    pub find_out: usize,
    /// To ignore.
    pub ignore: usize,
}

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

/// In how many closed deals one kind of person was.
#[derive(Clone, Debug, Serialize)]
pub struct RoleSeenView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Function.
    pub function: &'static str,
    /// executive, leader or practitioner.
    pub band: &'static str,
    /// Won deals with such a person.
    pub won_with: usize,
    /// Won deals that name people.
    pub won: usize,
    /// Lost deals with such a person.
    pub lost_with: usize,
    /// Lost deals that name people.
    pub lost: usize,
}

/// A draft.
#[derive(Clone, Debug, Serialize)]
pub struct MessageView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// cold_email or call_opener.
    pub channel: String,
    /// Persona it speaks to.
    pub persona: String,
    /// Subject of a mail.
    pub subject: Option<String>,
    /// The whole text, ready to copy.
    pub text: String,
    /// Each sentence with its source.
    pub sentences: Vec<SentenceView>,
    /// What no evidence exists for.
    pub gaps: Vec<String>,
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
    /// Whether it rests on assumption.
    pub assumption: bool,
}

/// One thing that rests on nothing yet.
#[derive(Clone, Debug, Serialize)]
pub struct AssumptionView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// What is assumed.
    pub says: String,
    /// File and line.
    pub place: String,
}

/// One clarity question.
#[derive(Clone, Debug, Serialize)]
pub struct ClarityView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The question.
    pub question: String,
    /// yes, no or unknown.
    pub state: &'static str,
    /// The answer, from the data.
    pub answer: String,
}

/// One thing to do next.
#[derive(Clone, Debug, Serialize)]
pub struct ActionView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// What to do and why.
    pub says: String,
    /// The command that helps.
    pub command: String,
}

/// One table as it was read.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// companies, contacts, deals or deal_contacts.
    pub kind: &'static str,
    /// File and sheet.
    pub name: String,
    /// How it was read.
    pub format: String,
    /// Rows read.
    pub rows: usize,
    /// Rows that could not be read.
    pub skipped: usize,
    /// Those rows, by place and reason.
    pub skipped_rows: Vec<String>,
    /// What was noticed while reading.
    pub notes: Vec<String>,
    /// Mapped fields.
    pub columns: Vec<ColumnView>,
    /// Headers that nobody mapped.
    pub unmapped: Vec<String>,
}

/// One mapped field.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Field.
    pub field: String,
    /// Headers read for it.
    pub headers: Vec<String>,
    /// Rows with a value.
    pub known: usize,
    /// Blank rows.
    pub blank: usize,
    /// Rows not understood.
    pub unreadable: usize,
    /// Commonest cells not understood.
    pub examples: Vec<String>,
}

/// How the tables were joined: what was counted once, and what stayed apart.
#[derive(Clone, Debug, Default, Serialize)]
pub struct JoinsView {
    /// Rows that repeat an earlier row and are counted with it.
    pub duplicates: usize,
    /// The first thousand of them; duplicates.csv lists all.
    pub duplicate_rows: Vec<DuplicateView>,
    /// Rows whose company, deal or contact is in no table.
    pub unlinked: usize,
    /// The first thousand of them; unlinked.csv lists all.
    pub unlinked_rows: Vec<UnlinkedView>,
}

/// A row that repeats an earlier one.
#[derive(Clone, Debug, Serialize)]
pub struct DuplicateView {
    /// companies, contacts, deals or deal_contacts.
    pub table: &'static str,
    /// File and line.
    pub row: String,
    /// Whom or what it names.
    pub says: String,
    /// The row it is counted with.
    pub same_as: String,
    /// Why the two are one.
    pub why: String,
    /// Where the two contradict each other; the row it is counted with speaks.
    pub differs: Vec<String>,
}

/// A row that names nobody who is in the other tables.
#[derive(Clone, Debug, Serialize)]
pub struct UnlinkedView {
    /// contacts, deals or deal_contacts.
    pub table: &'static str,
    /// File and line.
    pub row: String,
    /// Whom or what it names.
    pub says: String,
    /// Why nobody was found.
    pub why: String,
}

/// Problems by level.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ProblemsView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: &'static str,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}
