//! A workspace with two ICPs whose companies meet both, one or none.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise_ok, json, write};

const SETUP: &str = "name: Two
offer:
  says: shows which deals came from marketing
  assumption: true
tables:
  companies:
    path: companies.csv
    columns: { id: id, name: name, employees: employees, place: country, business_model: model, stage: stage }
  contacts:
    path: contacts.csv
    columns: { name: name, title: title, email: email, company: company }
  deals:
    path: deals.csv
    columns: { id: id, company: company, outcome: status }
";
/// Small companies that sell to companies.
pub(super) const SMALL: &str = "icp: small
name: Small in India
gates:
  - place: IN
  - business_model: b2b
  - employees: 5..100
points:
  - stage: { series_a: 3, seed: 3, series_b: 1 }
tiers: { A: 3, B: 1, C: 0 }
overrides:
  - { company: h, decision: ignore, why: left us, who: Meera, date: 2026-10-01 }
assumption: all
";
/// Larger ones, whatever they sell.
pub(super) const WIDE: &str = "icp: wide
name: Fifty to five hundred in India or Germany
gates:
  - place: [IN, DE]
  - employees: 50..500
points:
  - stage: { series_b: 2, seed: 2 }
tiers: { A: 2, B: 0 }
overrides:
  - { company: i, decision: pursue, why: asked us, who: Meera, date: 2026-10-01 }
assumption: all
";
/// Each row says which of the two it meets.
pub(super) const COMPANIES: [&str; 11] = [
    "a,Both alike,60,IN,b2b,Seed",
    "b,Better in wide,60,IN,b2b,Series B",
    "c,Better in small,60,IN,b2b,Series A",
    "d,Tier before decision,60,IN,,Series A",
    "e,Decision at one tier,60,IN,,Seed",
    "f,Small alone,10,IN,b2b,Series A",
    "g,Wide alone,200,DE,b2c,Series A",
    "h,Left small by hand,60,IN,b2b,Seed",
    "i,Wide by hand,20,IN,,Series B",
    "j,Neither,900,US,b2b,Seed",
    "k,A customer,60,IN,b2b,Seed",
];

fn persona(
    id: &str,
    icp: &str,
    function: &str,
    seniority: &str,
    title: &str,
    role: &str,
) -> String {
    format!(
        "persona: {id}\nname: {title} {id}\nicp: {icp}\nrole: {{ function: {function}, seniority: [{seniority}], titles: [{title}] }}\n\
         buying_roles: [{role}]\ngoals:\n  - says: know where deals come from\npains:\n  - says: tired of guessing\nassumption: all\n"
    )
}

/// Writes a workspace with two ICPs whose companies meet both, one or none.
pub(crate) fn two_icps(root: &Path) {
    write(root, "doorwise.yaml", SETUP);
    write(root, "icps/small.yaml", SMALL);
    write(root, "icps/wide.yaml", WIDE);
    companies(root, &COMPANIES);
    write(
        root,
        "contacts.csv",
        "name,title,email,company\nAsha,Head of Marketing,asha@a.example,Both alike\nFarid,Founder,farid@a.example,Both alike\n\
         Chandra,CFO,chandra@a.example,Both alike\nBina,Head of Marketing,,Better in wide\nOm,CFO,om@b.example,Better in wide\n\
         Gil,CFO,,Wide alone\n",
    );
    write(
        root,
        "deals.csv",
        "id,company,status\nD1,A customer,won\nD2,Wide alone,lost\n",
    );
    for (id, icp, function, seniority, title, role) in [
        (
            "marketer",
            "small",
            "marketing",
            "head",
            "Head of Marketing",
            "champion",
        ),
        (
            "founder",
            "small",
            "executive",
            "founder",
            "Founder",
            "economic_buyer",
        ),
        ("cfo", "wide", "finance", "c_level", "CFO", "economic_buyer"),
    ] {
        let text = persona(id, icp, function, seniority, title, role);
        write(root, &format!("personas/{id}.yaml"), &text);
    }
}

pub(super) fn companies(root: &Path, rows: &[&str]) {
    let head = "id,name,employees,country,model,stage\n";
    write(
        root,
        "companies.csv",
        &format!("{head}{}\n", rows.join("\n")),
    );
}

pub(super) fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    two_icps(folder.path());
    folder
}

pub(super) fn plan(root: &Path, words: &[&str]) -> Value {
    doorwise_ok(root, &[&["plan", "--out", "out"], words].concat());
    json(&root.join("out/plan.json"))
}

/// Reads a list into its columns by name, by the company's id.
pub(super) fn list(root: &Path, file: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = fs::read_to_string(root.join("out").join(file)).expect("a list");
    let mut lines = text.lines().map(cells);
    let head = lines.next().expect("headers");
    lines
        .map(|cells| {
            let row: BTreeMap<String, String> = head.iter().cloned().zip(cells).collect();
            (row["id"].clone(), row)
        })
        .collect()
}

/// Splits a line of CSV whose quoted cells hold no line break.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().expect("a cell").push(c),
        }
    }
    cells
}

/// Returns company, ICP, decision and tier, of those not ignored.
pub(super) fn stands(root: &Path) -> Vec<(String, String, String, String)> {
    list(root, "targets.csv")
        .into_iter()
        .map(|(id, row)| {
            (
                id,
                row["icp"].clone(),
                row["decision"].clone(),
                row["tier"].clone(),
            )
        })
        .collect()
}
