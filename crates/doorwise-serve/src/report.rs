//! The plan as one page that a founder forwards: no script needed, no request made, prints on A4.
//!
//! Sections stand in the order in which a founder asks: whom, why them, whom in there, what to
//! say, how sure, what next. A section with nothing to show says what is missing and which
//! command helps.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doorwise_playbook::audit::view::AuditView;
use doorwise_playbook::learned::LearnedView;
use doorwise_playbook::personas::PersonasView;
use doorwise_playbook::say::view::SayView;
use doorwise_playbook::sizing::MarketView;
use doorwise_playbook::view::{
    ChecklistsView, CountsView, DealsView, JointView, PlanView, TierView,
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::chart::{self, Shape};

mod assurance;
mod audit;
mod badge;
mod checklist;
mod icp;
mod joint;
mod learned;
mod link;
mod market;
mod message;
mod persona;
mod personas;
mod piece;
mod reader;
mod reading;
mod say;
mod sizing;
mod target;
#[cfg(test)]
mod tests;

use crate::figure::{companies, counted, grouped, share};
pub use badge::badge;
pub(crate) use link::Links;
pub use link::Open;
use piece::remarks;

const STYLE: &str = include_str!("report/page.css");
/// What the page of what deals taught needs besides.
const LEARNED_STYLE: &str = include_str!("report/learned.css");
/// What the page of personas needs besides.
const PERSONAS_STYLE: &str = include_str!("report/personas.css");
/// What the page of the audit needs besides.
const AUDIT_STYLE: &str = include_str!("report/audit.css");
/// What the page of the clarity checklist needs besides.
const CHECKLIST_STYLE: &str = include_str!("report/checklist.css");
/// What the page of what to say needs besides.
const SAY_STYLE: &str = include_str!("report/say.css");
/// What the page of several ICPs needs besides.
const JOINT_STYLE: &str = include_str!("report/joint.css");
const SCRIPT: &str = include_str!("report/page.js");

/// Returns the plan as one self-contained HTML page; what `open` opens is a link to a panel in it.
pub fn page(plan: &PlanView, open: &Open<'_>) -> String {
    let fits = plan.counts.pursue + plan.counts.find_out;
    let links = &Links::new(open);
    let head = Head {
        doorwise: plan.doorwise,
        kind: Kind::Plan,
        workspace: &plan.workspace,
        headline_id: "headline",
        as_of: plan.as_of.as_deref(),
        as_of_from: &plan.as_of_from,
        headline: &plan.headline,
        style: STYLE,
    };
    let content = || {
        html! {
            (counts(plan, links))
            (contents())
            (icp::section(plan, links))
            (target::section(plan, fits, links))
            (target::worth_finding(plan, links))
            (persona::section(plan, links))
            (reader::section(plan, links))
            (message::section(plan, links))
            (market::segments(plan, links))
            (market::fallout(plan, links))
            (assurance::clarity(plan, links))
            (assurance::assumptions("assumptions", &plan.assumptions, links))
            (assurance::actions(&plan.actions, links))
            (reading::section(&plan.tables, &plan.joins, plan.problems, links))
        }
    };
    harmless(&document(&head, links, content).into_string())
}

/// Returns the plan for several ICPs as one self-contained HTML page.
pub fn joint_page(plan: &JointView, open: &Open<'_>) -> String {
    let links = &Links::new(open);
    let head = Head {
        doorwise: plan.doorwise,
        kind: Kind::Plan,
        workspace: &plan.workspace,
        headline_id: "headline",
        as_of: plan.as_of.as_deref(),
        as_of_from: &plan.as_of_from,
        headline: &plan.headline,
        style: &format!("{STYLE}{JOINT_STYLE}"),
    };
    harmless(&document(&head, links, || joint::content(plan, links)).into_string())
}

/// Returns what deals taught as one self-contained HTML page; what `open` opens is a link to a panel in it.
pub fn learned_page(view: &LearnedView, open: &Open<'_>) -> String {
    let links = &Links::new(open);
    let head = Head {
        doorwise: env!("CARGO_PKG_VERSION"),
        kind: Kind::Learned,
        workspace: &view.table,
        headline_id: "learn.icp",
        as_of: None,
        as_of_from: "as the tables have it",
        headline: &view.says,
        style: &format!("{STYLE}{LEARNED_STYLE}"),
    };
    harmless(&document(&head, links, || learned::content(view, links)).into_string())
}

/// Returns the sizes of the markets of all ICPs as one self-contained HTML page; what `open` opens is a
/// link to a panel in it.
pub fn market_page(workspace: &str, view: &MarketView, open: &Open<'_>) -> String {
    let links = &Links::new(open);
    let head = Head {
        doorwise: env!("CARGO_PKG_VERSION"),
        kind: Kind::Market,
        workspace,
        headline_id: view.id,
        as_of: view.as_of.as_deref(),
        as_of_from: &view.as_of_from,
        headline: &sizing::headline(&view.icps),
        style: &format!("{STYLE}{LEARNED_STYLE}"),
    };
    harmless(&document(&head, links, || sizing::content(&view.icps, links)).into_string())
}

/// Returns the personas beside their ICP as one self-contained HTML page, one sheet each in print; what
/// `open` opens is a link to a panel in it.
pub fn personas_page(view: &PersonasView, open: &Open<'_>) -> String {
    let links = &Links::new(open);
    let head = Head {
        doorwise: env!("CARGO_PKG_VERSION"),
        kind: Kind::Personas,
        workspace: &view.icp_name,
        headline_id: "learn.personas",
        as_of: None,
        as_of_from: "as the tables and interviews have it",
        headline: &personas::headline(view),
        style: &format!("{STYLE}{PERSONAS_STYLE}"),
    };
    harmless(&document(&head, links, || personas::content(view, links)).into_string())
}

/// Returns the audit as one self-contained HTML page; what `open` opens is a link to a panel in it.
pub fn audit_page(view: &AuditView, open: &Open<'_>) -> String {
    let links = &Links::new(open);
    let head = Head {
        doorwise: view.doorwise,
        kind: Kind::Audit,
        workspace: &view.workspace,
        headline_id: view.id,
        as_of: view.as_of.as_deref(),
        as_of_from: &view.as_of_from,
        headline: &view.says,
        style: &format!("{STYLE}{AUDIT_STYLE}"),
    };
    harmless(&document(&head, links, || audit::content(view, links)).into_string())
}

/// Returns the clarity checklists as one self-contained HTML page that prints.
pub fn checklist_page(view: &ChecklistsView) -> String {
    let links = &Links::new(&|_| None);
    let headline = match view.icps.as_slice() {
        [one] => format!("Is it clear? {} %: {}", one.score.percent, one.score.level),
        several => {
            let each = several
                .iter()
                .map(|one| format!("{} {} % ({})", one.icp, one.score.percent, one.score.level));
            format!("Is it clear? {}", each.collect::<Vec<_>>().join(", "))
        }
    };
    let head = Head {
        doorwise: view.doorwise,
        kind: Kind::Checklist,
        headline_id: "clarity",
        workspace: &view.workspace,
        as_of: view.as_of.as_deref(),
        as_of_from: &view.as_of_from,
        headline: &headline,
        style: &format!("{STYLE}{CHECKLIST_STYLE}"),
    };
    harmless(&document(&head, links, || checklist::content(view)).into_string())
}

/// Returns what to say as one self-contained HTML page: the message house, then the drafts.
pub fn say_page(view: &SayView) -> String {
    let links = &Links::new(&|_| None);
    let head = Head {
        doorwise: view.doorwise,
        kind: Kind::Say,
        headline_id: "say",
        workspace: &view.workspace,
        as_of: None,
        as_of_from: "as the files have it",
        headline: &say::headline(view),
        style: &format!("{STYLE}{SAY_STYLE}"),
    };
    harmless(&document(&head, links, || say::content(view, links)).into_string())
}

/// Which page it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plan,
    Learned,
    Personas,
    Market,
    Audit,
    Checklist,
    Say,
}

/// What a page says of itself.
struct Head<'a> {
    doorwise: &'a str,
    kind: Kind,
    workspace: &'a str,
    as_of: Option<&'a str>,
    as_of_from: &'a str,
    headline: &'a str,
    /// What opens the headline.
    headline_id: &'a str,
    style: &'a str,
}

impl Head<'_> {
    fn as_of_id(&self) -> String {
        match self.kind {
            Kind::Plan => "as_of".to_owned(),
            _ => format!("{}.as_of", self.headline_id),
        }
    }
}

/// Returns the page; what stands between head and foot is made in its turn, for the first link to a
/// panel is where its reader goes back to.
fn document(head: &Head<'_>, links: &Links<'_>, content: impl FnOnce() -> Markup) -> Markup {
    // A checkout with CR LF would change the bytes that the browser hashes.
    let (style, script) = (head.style.replace('\r', ""), SCRIPT.replace('\r', ""));
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(&style, &script));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "Doorwise " (head.doorwise) };
                title {
                    (head.workspace)
                    @match head.kind {
                        Kind::Plan => ": whom to target, whom to write to, what to say",
                        Kind::Learned => ": what closed deals say of the ICP",
                        Kind::Personas => ": the people inside the ICP",
                        Kind::Market => ": how big the market is, and where nobody has been",
                        Kind::Say => ": what to say, and what it rests on",
                        Kind::Audit => ": one gap, one issue, one opportunity",
                        Kind::Checklist => ": the clarity checklist",
                    }
                }
                style { (PreEscaped(style)) }
            }
            body {
                (masthead(head, links))
                main { (content()) }
                (foot(head))
                (links.panels())
                p id="copied" class="unseen" role="status" {}
                script { (PreEscaped(script)) }
            }
        }
    }
}

/// Lets the page's own style and script run, and nothing else: no request, no frame, no form.
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hash(style),
        hash(script)
    )
}

/// Takes out characters that steer instead of being read, whatever field they came in by.
///
/// The markup itself needs none of them, so that one pass over the finished page is safe and no
/// field can be forgotten. Overrides of direction (U+202A to U+202E, U+2066 to U+2069) let a name
/// show as another; tag characters (U+E0000 to U+E007F) hide text from people and not from
/// programs. Joiners stay: Indic scripts need them.
fn harmless(page: &str) -> String {
    page.chars()
        .filter_map(|c| match c {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            '\r' | '\u{feff}' => None,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}' => None,
            '\u{2028}' | '\u{2029}' => Some(' '),
            control if control.is_control() => Some('\u{fffd}'),
            other => Some(other),
        })
        .collect()
}

/// Letters that a headline may have; a longer one is read as a paragraph.
const LONGEST_HEADLINE: usize = 110;
/// Letters that the first part of a parted headline has at least.
const SHORTEST_PART: usize = 12;

/// Parts a long headline at its first full stop, semicolon or colon, each part in capitals of its own.
fn parted(headline: &str) -> (String, Option<String>) {
    let capital = |text: &str| {
        let mut letters = text.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    };
    let marks = [". ", "; ", ": "];
    let cut = marks
        .iter()
        .filter_map(|mark| Some(SHORTEST_PART + headline.get(SHORTEST_PART..)?.find(mark)?))
        .min();
    match cut.filter(|&at| headline.chars().count() > LONGEST_HEADLINE && at < LONGEST_HEADLINE) {
        Some(at) => (
            capital(&headline[..at]),
            Some(capital(headline[at + 2..].trim_end_matches('.'))),
        ),
        None => (capital(headline), None),
    }
}

fn masthead(head: &Head<'_>, links: &Links<'_>) -> Markup {
    html! {
        header class="masthead" {
            p class="eyebrow" {
                span {
                    @match head.kind { Kind::Plan => "Plan for ", Kind::Learned => "Learned from ", Kind::Personas => "People inside ", Kind::Checklist => "Clarity of ", Kind::Market => "Market of ", Kind::Audit => "Audit of ", Kind::Say => "What to say for " }
                    bdi { (head.workspace) }
                }
                @if let Some(as_of) = head.as_of { span { (links.to(&head.as_of_id(), format!("as of {as_of}"))) } }
            }
            @let (first, rest) = parted(head.headline);
            h1 { (links.to(head.headline_id, &first)) "." }
            @if let Some(rest) = rest { p class="lede" { (rest) "." } }
            p class="lede" {
                "The ICP tells you which doors to knock on. The persona tells you what to say when they open."
            }
            @if links.any() {
                p class="quiet opens" { "What is underlined opens what it rests on." }
            }
        }
    }
}

fn counts(plan: &PlanView, links: &Links<'_>) -> Markup {
    html! {
        section class="counts" aria-labelledby="counts" {
            h2 id="counts" class="unseen" { "How many to pursue, to find out about, to ignore" }
            (numbers(links, &plan.counts))
            @if plan.counts.companies > 0 { (tiers(links, &plan.tiers)) }
            (deals(links, plan.deals.as_ref()))
            (remarks(links, &plan.remarks))
        }
    }
}

/// Returns companies by decision, as numbers and as one bar.
fn numbers(links: &Links<'_>, counts: &CountsView) -> Markup {
    html! {
        @if counts.companies == 0 {
            (piece::missing(
                "There is no company to count yet: lay a table of companies beside the workspace and name it.",
                piece::INIT_TABLE,
            ))
        } @else {
            div class="numbers" {
                (number(links, counts, counts.pursue, "pursue", Shape::Full, "pass every gate, hit no exclusion"))
                (number(links, counts, counts.find_out, "find out", Shape::Half, "one or more gates are still open"))
                (number(links, counts, counts.ignore, "ignore", Shape::Ring, "fail a gate or hit an exclusion"))
            }
            (chart::bar_counts("bar", counts))
        }
    }
}

fn number(
    links: &Links<'_>,
    counts: &CountsView,
    n: usize,
    label: &str,
    shape: Shape,
    means: &str,
) -> Markup {
    let field = label.replace(' ', "_");
    let of_all = links.number(&counts.id, "companies", companies(counts.companies));
    html! {
        div class={ "number number-" (label.replace(' ', "-")) } {
            p class="figure" { (links.number(&counts.id, &field, grouped(n))) }
            div {
                p class="label" { (chart::shape(shape)) " " (label) }
                p class="quiet" { (means) "; " (share(n, counts.companies)) " of " (of_all) }
            }
        }
    }
}

fn tiers(links: &Links<'_>, tiers: &[TierView]) -> Markup {
    let of = |decision: &str| -> Vec<&TierView> {
        tiers
            .iter()
            .filter(|tier| tier.decision == decision)
            .collect()
    };
    let rows = [
        ("Pursue by tier", of("pursue")),
        ("Find out by tier", of("find_out")),
    ];
    html! {
        @if !tiers.is_empty() {
            dl class="tiers" {
                @for (label, tiers) in rows.iter().filter(|(_, tiers)| !tiers.is_empty()) {
                    div {
                        dt { (label) }
                        @for tier in tiers { dd { b { (tier.tier) } " " (links.to(&tier.id, grouped(tier.companies))) } }
                    }
                }
            }
        }
    }
}

/// Returns the deals by outcome; a rate never stands without its n and its interval.
fn deals(links: &Links<'_>, deals: Option<&DealsView>) -> Markup {
    html! {
        p class="deals" {
            @match deals {
                None => "No table of deals: the ICP is a hypothesis until your own wins and losses test it.",
                Some(deals) => {
                    b { (links.number(deals.id, "deals", counted(deals.deals, "deal", "deals"))) } ": "
                    (links.number(deals.id, "won", grouped(deals.won))) " won, "
                    (links.number(deals.id, "lost", grouped(deals.lost))) " lost, "
                    (links.number(deals.id, "open", grouped(deals.open))) " open. "
                    @match deals.win_rate {
                        Some(rate) => {
                            (links.number(deals.id, "win_rate", format!(
                                "Win rate {} of {} closed, could be {} to {} (90 % interval)",
                                percent(rate.value),
                                grouped(rate.n),
                                percent(rate.low),
                                percent(rate.high),
                            )))
                            "."
                        }
                        None if deals.won > 0 => "None is told as lost, so there is no win rate.",
                        None => "None is closed, so there is no win rate.",
                    }
                    @if deals.without_company > 0 {
                        " "
                        (links.number(deals.id, "without_company", counted(deals.without_company, "deal names", "deals name")))
                        " no company of the tables."
                    }
                }
            }
        }
    }
}

fn percent(value: f64) -> String {
    format!("{:.0} %", value * 100.0)
}

fn contents() -> Markup {
    let links = [
        ("icp", "Who to target"),
        ("targets", "First targets"),
        ("personas", "Whom to write to"),
        ("messages", "What to say"),
        ("segments", "Segments"),
        ("clarity", "How sure we are"),
        ("actions", "What next"),
        ("tables", "How the tables were read"),
    ];
    navigation(&links.map(|(id, label)| (id.to_owned(), label.to_owned())))
}

fn navigation(links: &[(String, String)]) -> Markup {
    html! {
        nav aria-label="On this page" {
            ul { @for (id, label) in links { li { a href={ "#" (id) } { (label) } } } }
        }
    }
}

fn foot(head: &Head<'_>) -> Markup {
    html! {
        footer {
            p {
                "Doorwise " (head.doorwise) ", "
                @match head.as_of {
                    Some(as_of) => { "as of " (as_of) " (" (head.as_of_from) ")" }
                    None => (head.as_of_from),
                }
                ". Made locally by Doorwise; nothing was sent anywhere."
            }
            p { "This page names companies and people from your own tables: forward it to those who may see them." }
        }
    }
}
