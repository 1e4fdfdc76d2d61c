//! A proposed persona as YAML: a new file, or edits of the author's own that touch nothing else.

use doorwise_model::diagnostic::slashed;
use doorwise_model::persona::BuyingRole;
use doorwise_model::yaml::edit::{self, Edit, EditRefused, PathPart, flow_scalar, scalar};
use doorwise_model::yaml::node;
use doorwise_people::discover::{Proposal, Said, Source};
use doorwise_people::listen::{Kind, Record};

use super::RoleGradeView;

/// Quotes cited for one matter, one a person.
const CITED: usize = 3;

/// Words in what is taken over as a name: "a Google Sheet".
const SHORT: usize = 8;

/// The sections of a persona's file that hold statements.
const SECTIONS: [(Kind, &str); 4] = [
    (Kind::Goal, "goals"),
    (Kind::Pain, "pains"),
    (Kind::Objection, "objections"),
    (Kind::Trigger, "triggers"),
];

/// The sections that hold short texts.
const NAMES: [(Kind, &str); 2] = [
    (Kind::Alternative, "alternatives"),
    (Kind::WateringHole, "watering_holes"),
];

/// A persona's file that cannot be changed exactly as proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The persona.
    pub persona: String,
    /// Why.
    pub why: EditRefused,
}

/// Returns an id that no persona has, and takes it.
pub(super) fn free_id(title: &str, taken: &mut Vec<String>) -> String {
    let slug = doorwise_model::draft_files::slug(title);
    let base = if slug.is_empty() {
        "persona".to_owned()
    } else {
        slug
    };
    let mut id = base.clone();
    let mut n = 2;
    while taken.contains(&id) {
        id = format!("{base}-{n}");
        n += 1;
    }
    taken.push(id.clone());
    id
}

/// Returns the text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a new persona's file.
pub(super) fn new(
    source: &Source<'_>,
    proposal: &Proposal,
    id: &str,
    name: &str,
    icp: &str,
    titles: &[String],
    role: Option<(BuyingRole, &RoleGradeView)>,
) -> String {
    let mut out =
        String::from("# yaml-language-server: $schema=../.doorwise/schema/persona.json\n");
    out += &format!(
        "persona: {}\nname: {}\nicp: {}\n",
        scalar(id),
        scalar(name),
        scalar(icp)
    );
    let seniorities: Vec<&str> = proposal
        .seniorities
        .iter()
        .map(|seniority| seniority.as_str())
        .collect();
    let listed: Vec<String> = titles.iter().map(|title| flow_scalar(title)).collect();
    out += &format!(
        "role: {{ function: {}, seniority: [{}], titles: [{}] }}\n",
        proposal.function.as_str(),
        seniorities.join(", "),
        listed.join(", ")
    );
    if let Some((role, grade)) = role {
        out += &format!("# {}: {}\n", grade.grade, grade.why);
        out += &format!("buying_roles: [{}]\n", role.as_str());
    }
    if let Some((asks, _)) = &proposal.boss_asks {
        out += &format!("boss_asks: {}\n", scalar(asks));
    }
    for (kind, section) in SECTIONS {
        let items: Vec<String> = of(proposal, kind).map(|said| item(source, said)).collect();
        if !items.is_empty() {
            out += &format!("{section}:\n{}", listed_block(&items));
        }
    }
    if !proposal.words.is_empty() {
        out += &format!("words:\n  uses: [{}]\n", proposal.words.join(", "));
    }
    for (kind, section) in NAMES {
        let names = names(source, proposal, kind);
        if !names.is_empty() {
            let names: Vec<String> = names.iter().map(|name| scalar(name)).collect();
            out += &format!("{section}:\n{}", listed_block(&names));
        }
    }
    if let Some(limit) = limit(source, proposal) {
        out += &format!("spending_limit: {}\n", scalar(&limit));
    }
    // The part played in a purchase is a guess by rank until deals or interviews say it.
    if role.is_none_or(|(_, grade)| grade.grade == "guess") {
        out += "assumption: [role]\n";
    }
    out
}

/// Returns the author's file with what is new at the end of its lists.
///
/// # Errors
/// Returns why the file cannot be changed exactly so.
pub(super) fn changed(
    source: &Source<'_>,
    proposal: &Proposal,
    before: &str,
    id: &str,
) -> Result<String, Refused> {
    let refused = |why| Refused {
        persona: id.to_owned(),
        why,
    };
    let file = node::read(before).map_err(|fault| {
        refused(EditRefused::NotYaml {
            line: fault.span.line,
            message: fault.message,
        })
    })?;
    let mut edits = Vec::new();
    for (kind, section) in SECTIONS {
        let items: Vec<String> = of(proposal, kind)
            .filter(|said| !said.is_known)
            .map(|said| item(source, said))
            .collect();
        edits.extend(added(file.get(section).is_some(), section, &items));
    }
    for (kind, section) in NAMES {
        if file.get(section).is_some() {
            continue;
        }
        let names = names(source, proposal, kind);
        if !names.is_empty() {
            let names: Vec<String> = names.iter().map(|name| flow_scalar(name)).collect();
            edits.push(Edit::Insert {
                path: Vec::new(),
                key: section.to_owned(),
                value_yaml: format!("[{}]", names.join(", ")),
            });
        }
    }
    if let (Some((asks, _)), None) = (&proposal.boss_asks, file.get("boss_asks")) {
        edits.push(Edit::Insert {
            path: Vec::new(),
            key: "boss_asks".to_owned(),
            value_yaml: scalar(asks),
        });
    }
    if let (Some(limit), None) = (limit(source, proposal), file.get("spending_limit")) {
        edits.push(Edit::Insert {
            path: Vec::new(),
            key: "spending_limit".to_owned(),
            value_yaml: scalar(&limit),
        });
    }
    if !proposal.words.is_empty() && file.get("words").is_none() {
        edits.push(Edit::Insert {
            path: Vec::new(),
            key: "words".to_owned(),
            value_yaml: format!("{{ uses: [{}] }}", proposal.words.join(", ")),
        });
    }
    edit::apply(before, &edits).map_err(refused)
}

fn added(is_there: bool, section: &str, items: &[String]) -> Vec<Edit> {
    if items.is_empty() {
        return Vec::new();
    }
    if is_there {
        return items
            .iter()
            .map(|item| Edit::Append {
                path: vec![PathPart::Key(section.to_owned())],
                item: item.clone(),
            })
            .collect();
    }
    let items: Vec<String> = items
        .iter()
        .map(|item| format!("- {}", item.replace('\n', "\n  ")))
        .collect();
    vec![Edit::Insert {
        path: Vec::new(),
        key: section.to_owned(),
        value_yaml: items.join("\n"),
    }]
}

fn of(proposal: &Proposal, kind: Kind) -> impl Iterator<Item = &Said> {
    proposal.said.iter().filter(move |said| said.kind == kind)
}

/// A statement in the words of the person whose sentence reads best, cited for each who said it.
fn item(source: &Source<'_>, said: &Said) -> String {
    let records: Vec<&Record> = said.records.iter().map(|at| &source.records[*at]).collect();
    let says = records.first().map_or_else(String::new, |record| {
        one_line(&record.sentence).trim_end_matches('.').to_owned()
    });
    let mut item = format!("says: {}\nevidence:", scalar(&says));
    for record in records.iter().take(CITED) {
        item += &format!(
            "\n  - quote: {}\n    speaker: {}\n    file: {}",
            scalar(&one_line(&record.quote)),
            scalar(&record.speaker),
            scalar(&slashed(&record.file))
        );
    }
    item
}

/// Items as a block list, two blanks in.
fn listed_block(items: &[String]) -> String {
    items
        .iter()
        .map(|item| format!("  - {}\n", item.replace('\n', "\n    ")))
        .collect()
}

/// Sentences short enough to name a thing.
fn names(source: &Source<'_>, proposal: &Proposal, kind: Kind) -> Vec<String> {
    of(proposal, kind)
        .filter_map(|said| said.records.first())
        .map(|at| one_line(&source.records[*at].sentence))
        .filter(|sentence| sentence.split_whitespace().count() <= SHORT)
        // "Not events" names what it is not.
        .filter(|sentence| !sentence.to_lowercase().starts_with("no"))
        .map(|sentence| sentence.trim_end_matches('.').to_owned())
        .collect()
}

fn limit(source: &Source<'_>, proposal: &Proposal) -> Option<String> {
    let said = of(proposal, Kind::SpendingLimit).next()?;
    let record = &source.records[*said.records.first()?];
    Some(one_line(&record.sentence).trim_end_matches('.').to_owned())
}
