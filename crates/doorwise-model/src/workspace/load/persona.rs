//! `personas/<id>.yaml` and `proof/*.yaml`, and the links between files.

use std::path::Path;

use doorwise_vocab::text;
use doorwise_vocab::title::{Function, Seniority};

use super::check_id;
use super::decode::Decoded;
use super::icp::{is_assumed, quotes, reviewed, statements};
use crate::diagnostic::{Diagnostic, Place};
use crate::persona::{BuyingRole, Objection, Persona, Role};
use crate::proof::Proof;
use crate::statement::{Quote, Statement, Timing};
use crate::workspace::Workspace;
use crate::workspace::raw::{BuyingRoleWord, PersonaFile, ProofFile, StatementPart};

/// Understands one persona file.
pub(super) fn build(
    decoded: &Decoded<PersonaFile>,
    file: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Persona {
    let raw = &decoded.raw;
    check_id(
        &raw.persona,
        "persona",
        file,
        decoded.places.get("/persona").copied(),
        diagnostics,
    );
    let place = |pointer: &str| decoded.place(file, pointer);
    let assumption = raw.assumption.as_ref();
    let read =
        |parts: &[StatementPart], section: &str| statements(parts, section, assumption, place);
    let objections = raw
        .objections
        .iter()
        .enumerate()
        .map(|(idx, part)| {
            let at = format!("/objections/{idx}");
            Objection {
                statement: Statement {
                    says: part.says.trim().to_owned(),
                    metric: None,
                    evidence: quotes(&part.evidence, &at, &place),
                    assumed: part.evidence.is_empty() || is_assumed(assumption, &["objections"]),
                    timing: Timing::default(),
                    place: place(&format!("{at}/says")),
                },
                answer: part.answer.clone(),
                proof: part.proof.clone(),
            }
        })
        .collect();
    Persona {
        id: raw.persona.clone(),
        name: raw.name.clone().unwrap_or_else(|| raw.persona.clone()),
        icp: raw.icp.clone(),
        role: role(decoded, file, diagnostics),
        buying_roles: raw
            .buying_roles
            .iter()
            .map(|word| buying_role(*word))
            .collect(),
        goals: read(&raw.goals, "goals"),
        pains: read(&raw.pains, "pains"),
        objections,
        triggers: read(&raw.triggers, "triggers"),
        uses: raw.words.uses.clone(),
        never: raw.words.never.clone(),
        alternatives: raw.alternatives.clone(),
        boss_asks: raw.boss_asks.clone(),
        watering_holes: raw.watering_holes.clone(),
        spending_limit: raw.spending_limit.clone(),
        veto_holders: raw.veto_holders.clone(),
        reviewed: reviewed(raw.reviewed.as_deref(), decoded, file, diagnostics),
        not_understood: raw.not_understood.clone(),
        role_assumed: is_assumed(assumption, &["role", "buying_roles"]),
        place: place("/persona"),
    }
}

fn buying_role(word: BuyingRoleWord) -> BuyingRole {
    match word {
        BuyingRoleWord::Champion => BuyingRole::Champion,
        BuyingRoleWord::EconomicBuyer => BuyingRole::EconomicBuyer,
        BuyingRoleWord::TechnicalBuyer => BuyingRole::TechnicalBuyer,
        BuyingRoleWord::User => BuyingRole::User,
        BuyingRoleWord::Gatekeeper => BuyingRole::Gatekeeper,
        BuyingRoleWord::Influencer => BuyingRole::Influencer,
    }
}

fn role(decoded: &Decoded<PersonaFile>, file: &Path, diagnostics: &mut Vec<Diagnostic>) -> Role {
    let Some(raw) = &decoded.raw.role else {
        return Role::default();
    };
    let mut unknown = |word: &str, pointer: &str, known: Vec<&'static str>| {
        let near = text::nearest(word, known.iter().copied());
        let mut diagnostic = Diagnostic::error(
            "persona/unknown-value",
            decoded.place(file, pointer),
            format!("`{word}` is not one of the known words"),
        )
        .label("not known here");
        diagnostic = match near {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(near),
            None => diagnostic.help(format!("use one of {}", known.join(", "))),
        };
        diagnostics.push(diagnostic);
    };
    let function = raw.function.as_ref().and_then(|word| {
        let function = Function::parse(word);
        if function.is_none() {
            unknown(
                word,
                "/role/function",
                Function::ALL
                    .iter()
                    .map(|function| function.as_str())
                    .collect(),
            );
        }
        function
    });
    let mut seniorities = Vec::new();
    if let Some(words) = &raw.seniority {
        for (part, word) in words.parts() {
            match Seniority::parse(word) {
                Some(seniority) => seniorities.push(seniority),
                None => unknown(
                    word,
                    &format!("/role/seniority{part}"),
                    Seniority::ALL
                        .iter()
                        .map(|seniority| seniority.as_str())
                        .collect(),
                ),
            }
        }
    }
    Role {
        function,
        seniorities,
        titles: raw.titles.clone(),
    }
}

/// Understands one proof file.
pub(super) fn proofs(
    decoded: &Decoded<ProofFile>,
    file: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Proof> {
    let mut proofs: Vec<Proof> = Vec::new();
    for (idx, part) in decoded.raw.proofs.iter().enumerate() {
        let place = decoded.place(file, &format!("/proofs/{idx}/id"));
        if proofs.iter().any(|known| known.id == part.id) {
            diagnostics.push(
                Diagnostic::error(
                    "workspace/duplicate-id",
                    place,
                    format!("two proofs have the id `{}`", part.id),
                )
                .label("taken above")
                .help("give each proof its own id"),
            );
            continue;
        }
        proofs.push(Proof {
            id: part.id.clone(),
            claim: part.claim.trim().to_owned(),
            customer: part.customer.clone(),
            company: part
                .company
                .iter()
                .map(|(field, value)| (field.clone(), value.clone()))
                .collect(),
            source: part.source.clone(),
            place,
        });
    }
    proofs
}

/// Checks what one file says of another: persona to ICP, objection to proof, copy to persona, quote to file.
pub(super) fn check_links(workspace: &Workspace, diagnostics: &mut Vec<Diagnostic>) {
    let icp_ids: Vec<&str> = workspace.icps.iter().map(|icp| icp.id.as_str()).collect();
    let persona_ids: Vec<&str> = workspace
        .personas
        .iter()
        .map(|persona| persona.id.as_str())
        .collect();
    let proof_ids: Vec<&str> = workspace
        .proofs
        .iter()
        .map(|proof| proof.id.as_str())
        .collect();
    for icp in &workspace.icps {
        let quotes = icp
            .notes
            .iter()
            .chain(&icp.triggers)
            .flat_map(|statement| &statement.evidence);
        check_quotes(workspace, quotes, diagnostics);
    }
    for persona in &workspace.personas {
        if workspace.icp(&persona.icp).is_none() {
            diagnostics.push(link(
                "persona/unknown-icp",
                persona.place.clone(),
                format!(
                    "`{}` names the ICP `{}`, and there is none of that id",
                    persona.id, persona.icp
                ),
                &persona.icp,
                &icp_ids,
                "a persona lives inside exactly one ICP: write the ICP first, in icps/",
            ));
        }
        for objection in &persona.objections {
            if let Some(proof) = objection
                .proof
                .as_deref()
                .filter(|proof| !proof_ids.contains(proof))
            {
                diagnostics.push(link(
                    "persona/unknown-proof",
                    objection.statement.place.clone(),
                    format!("this answer names the proof `{proof}`, and there is none of that id"),
                    proof,
                    &proof_ids,
                    "add it to a file in proof/, or drop the line",
                ));
            }
        }
        let statements = persona
            .goals
            .iter()
            .chain(&persona.pains)
            .chain(&persona.triggers);
        let quotes = statements
            .chain(
                persona
                    .objections
                    .iter()
                    .map(|objection| &objection.statement),
            )
            .flat_map(|statement| &statement.evidence);
        check_quotes(workspace, quotes, diagnostics);
    }
    for copy in &workspace.copies {
        // A piece that names nobody has its message already.
        if !copy.persona.is_empty() && !persona_ids.contains(&copy.persona.as_str()) {
            diagnostics.push(link(
                "copy/unknown-persona",
                Place::text(&copy.file, copy.persona_span),
                format!(
                    "the copy speaks to `{}`, and there is no persona of that id",
                    copy.persona
                ),
                &copy.persona,
                &persona_ids,
                "write the persona first, in personas/",
            ));
        }
    }
}

fn link(
    name: &'static str,
    place: Place,
    message: String,
    written: &str,
    known: &[&str],
    otherwise: &str,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(name, place, message).label("leads nowhere");
    match text::nearest(written, known.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(otherwise),
    }
}

/// A quote is evidence only where it stands word for word, white space apart.
fn check_quotes<'a>(
    workspace: &Workspace,
    quotes: impl Iterator<Item = &'a Quote>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for quote in quotes {
        let Some(source) = workspace
            .research
            .iter()
            .find(|known| known.file == quote.file)
        else {
            diagnostics.push(
                Diagnostic::error(
                    "evidence/no-such-file",
                    quote.place.clone(),
                    format!(
                        "the quote's file `{}` is not in research/",
                        quote.file.display()
                    ),
                )
                .label("this quote")
                .help("name the file as it lies in the workspace, such as research/meera.txt"),
            );
            continue;
        };
        if !crate::spoken::holds(&source.text, &quote.quote) {
            diagnostics.push(
                Diagnostic::error(
                    "evidence/not-verbatim",
                    quote.place.clone(),
                    format!("these words do not stand in `{}`", quote.file.display()),
                )
                .label("not found there")
                .note("a quote is evidence only where somebody said it")
                .help("copy the words as they stand in the file, or drop the quote"),
            );
        }
    }
}
