//! Which confusion lints speak up on ICPs and personas with labels; quiet on the good ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use doorwise_model::workspace::load;
use doorwise_words::rules;

const ICP: &str = "icp: i
name: Software companies in India
gates:
  - industry: software.saas
  - place: IN
  - employees: 11..90
";

/// One section: its label, the ICP if it has one of its own, its personas.
struct Section<'a> {
    title: &'a str,
    expected: Vec<&'a str>,
    icp: Option<&'a str>,
    personas: Vec<&'a str>,
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let parts = text.split("\n## ").skip(1);
    parts
        .map(|part| {
            let (head, body) = part.split_once('\n').expect("a body");
            let (title, labels) = head.split_once(": ").expect("labels");
            let blocks = |kind: &str| -> Vec<&str> {
                let opening = format!("```{kind}\n");
                body.split(opening.as_str())
                    .skip(1)
                    .map(|rest| rest.split("```").next().unwrap_or(rest))
                    .collect()
            };
            let mut expected: Vec<&str> = labels
                .split(", ")
                .map(str::trim)
                .filter(|label| *label != "none")
                .collect();
            expected.sort_unstable();
            Section {
                title,
                expected,
                icp: blocks("icp").first().copied(),
                personas: blocks("persona"),
            }
        })
        .collect()
}

/// Returns the names of the rules under `clarity/` that speak up, each as often as it does.
fn found(section: &Section<'_>, root: &Path) -> Vec<String> {
    let put = |file: &str, text: &str| {
        let path = root.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    let research = !section
        .personas
        .iter()
        .any(|text| text.contains("research: none"));
    put("doorwise.yaml", "name: Example\nas_of: 2026-11-01\n");
    if research {
        put(
            "research/a.txt",
            "Interviewer: How is it?\nRhea Nair: Busy.\n",
        );
    }
    match section.icp {
        Some(icp) => put("icps/i.yaml", &format!("icp: i\n{icp}")),
        None => put("icps/i.yaml", ICP),
    }
    for (idx, persona) in section.personas.iter().enumerate() {
        let id = format!("p{idx}");
        let mut text = format!("persona: {id}\nicp: i\n");
        if !persona.contains("name:") {
            text.push_str("name: Head of Marketing Meera\n");
        }
        if !persona.contains("role:") {
            text.push_str("role: { function: marketing, seniority: head, titles: [Head of Marketing, Marketing Head, VP Marketing] }\n");
        }
        text.push_str(&persona.replace("research: none\n", ""));
        put(&format!("personas/{id}.yaml"), &text);
    }
    let loaded = load::load(root).expect("a workspace");
    let shape: Vec<_> = loaded
        .diagnostics
        .iter()
        .filter(|one| !one.name.starts_with("evidence/"))
        .collect();
    assert!(shape.is_empty(), "{}: {shape:?}", section.title);
    let mut names: Vec<String> = rules::check(&loaded.value)
        .iter()
        .filter_map(|found| found.name.strip_prefix("clarity/").map(str::to_owned))
        .collect();
    names.sort();
    names
}

#[test]
fn labelled_profiles_raise_what_they_should_and_nothing_else() {
    let text = include_str!("../profiles/labelled.md");
    let mut wrong = BTreeMap::new();
    let (mut good, mut faulty) = (0, 0);
    for section in sections(text) {
        let folder = tempfile::tempdir().expect("a folder");
        let names = found(&section, folder.path());
        match section.expected.as_slice() {
            [] => good += 1,
            _ => faulty += 1,
        }
        if names != section.expected {
            wrong.insert(
                section.title.to_owned(),
                format!("{names:?} for {:?}", section.expected),
            );
        }
    }
    assert!(good >= 15 && faulty >= 15, "{good} good, {faulty} faulty");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
