use std::path::Path;

use expect_test::expect;
use proptest::prelude::*;

use super::*;
use crate::yaml::{Node, NodeKind};

const ICP: &str = "# yaml-language-server: $schema=../.doorwise/schema/icp.json
icp: b2b-saas-india   # the id
name: B2B SaaS in India, 10 to 50 people, Series A

# who may pass
gates:
  - business_model: b2b
  - industry: software.saas # what they make
  - place: IN
  # size is rough
  - employees: 5..100
  - stage: [seed, series_a, series_b]   # one step out

exclusions:
  - keywords: [agency]
    why: agencies resell, they do not use
points:
  - employees: { 10..50: 3, 5..9: 1, 51..100: 1 }
  - stage: {series_a: 3, seed: 1}
tiers: { A: 6, B: 4, C: 0 }   # cuts
notes:
  - says: \"The founder reviews: every week\"
  - says: |
      two lines # no comment
      of text

    metric: hours
assumption: all
# the end
";

const SETUP: &str = "name: 'Acme & Söhne'\r\noffer:\r\n    says: it helps   # a guess\r\n    asks:\r\n    - a sample\r\n    - a visit # on site\r\n\r\n# tables\r\ntables:\r\n    deals: {path: d.csv, columns: {outcome: Status, company: [Org, Name]}}\r\n    contacts:\r\n        path: c.csv\r\n        columns:\r\n            title: Job   # 0.90, header\r\n            empty:\r\nrates:\r\n- from: USD\r\n  to: INR\r\n  rate: 84.0\r\n";

const PERSONA: &str = "persona: head\nname: Meera\nrole: { function: marketing, seniority: [head, director, vp],\n  titles: [Head of Marketing, \"Head, Marketing\"] }   # flow over two lines\ngoals:\n- says: prove pipeline\n  metric: share\n- says: more\nempty_list: []\nempty_map: {}";

const FILES: [&str; 3] = [ICP, SETUP, PERSONA];

fn key(text: &str) -> PathPart {
    PathPart::Key(text.into())
}

fn edited(text: &str, edit: Edit) -> String {
    match apply(text, &[edit]) {
        Ok(after) => difference(text, &after),
        Err(refused) => format!("refused: {refused}"),
    }
}

#[test]
fn makes_each_kind_of_edit() {
    let path = |parts: &[PathPart]| parts.to_vec();
    let employees = path(&[key("gates"), PathPart::Index(3), key("employees")]);
    let shown = [
        Edit::RenameKey {
            path: employees.clone(),
            to: "revenue".into(),
        },
        Edit::SetScalar {
            path: employees,
            to: "5..200".into(),
        },
        Edit::SetScalar {
            path: path(&[
                key("points"),
                PathPart::Index(0),
                key("employees"),
                key("10..50"),
            ]),
            to: "5".into(),
        },
        Edit::SetScalar {
            path: path(&[key("gates"), PathPart::Index(2), key("place")]),
            to: "NO".into(),
        },
        Edit::Append {
            path: path(&[key("gates")]),
            item: "tools: hubspot\nwhy: it reads it".into(),
        },
        Edit::Append {
            path: path(&[key("gates"), PathPart::Index(4), key("stage")]),
            item: "series_c".into(),
        },
        Edit::Append {
            path: path(&[key("notes")]),
            item: "says: last".into(),
        },
        Edit::Insert {
            path: Vec::new(),
            key: "triggers".into(),
            value_yaml: "- says: it closed a round".into(),
        },
        Edit::Insert {
            path: path(&[key("tiers")]),
            key: "D".into(),
            value_yaml: "-5".into(),
        },
        Edit::Insert {
            path: path(&[key("exclusions"), PathPart::Index(0)]),
            key: "note: x".into(),
            value_yaml: "y".into(),
        },
        Edit::Remove {
            path: path(&[key("gates"), PathPart::Index(1)]),
        },
        Edit::Remove {
            path: path(&[key("exclusions"), PathPart::Index(0), key("keywords")]),
        },
        Edit::Remove {
            path: path(&[
                key("points"),
                PathPart::Index(0),
                key("employees"),
                key("51..100"),
            ]),
        },
        Edit::Remove {
            path: path(&[key("exclusions"), PathPart::Index(0)]),
        },
        Edit::Remove {
            path: path(&[key("nothing")]),
        },
        Edit::SetScalar {
            path: path(&[key("gates")]),
            to: "x".into(),
        },
        Edit::Append {
            path: path(&[key("gates")]),
            item: "[broken".into(),
        },
        Edit::RenameKey {
            path: path(&[key("gates")]),
            to: "points".into(),
        },
    ]
    .into_iter()
    .map(|edit| format!("== {}\n{}\n", show_edit(&edit), edited(ICP, edit)))
    .collect::<String>();
    expect![[r#"
        == gates.3.employees to revenue
        -   - employees: 5..100
        +   - revenue: 5..100
        == gates.3.employees = 5..200
        -   - employees: 5..100
        +   - employees: 5..200
        == points.0.employees.10..50 = 5
        -   - employees: { 10..50: 3, 5..9: 1, 51..100: 1 }
        +   - employees: { 10..50: 5, 5..9: 1, 51..100: 1 }
        == gates.2.place = NO
        -   - place: IN
        +   - place: "NO"
        == gates + tools: hubspot
        why: it reads it
        +   - tools: hubspot
        +     why: it reads it
        == gates.4.stage + series_c
        -   - stage: [seed, series_a, series_b]   # one step out
        +   - stage: [seed, series_a, series_b, series_c]   # one step out
        == notes + says: last
        +   - says: last
        == the file + triggers
        + triggers:
        +   - says: it closed a round
        == tiers + D
        - tiers: { A: 6, B: 4, C: 0 }   # cuts
        + tiers: { A: 6, B: 4, C: 0, D: -5 }   # cuts
        == exclusions.0 + note: x
        +     "note: x": y
        == without gates.1
        -   - industry: software.saas # what they make
        == without exclusions.0.keywords
        -   - keywords: [agency]
        -     why: agencies resell, they do not use
        +   - why: agencies resell, they do not use
        == without points.0.employees.51..100
        -   - employees: { 10..50: 3, 5..9: 1, 51..100: 1 }
        +   - employees: { 10..50: 3, 5..9: 1 }
        == without exclusions.0
        refused: `exclusions.0` is the only one there; take out the whole list or map instead
        == without nothing
        refused: there is no entry or item at `nothing`; check what stands there
        == gates = x
        refused: there is no single value at `gates`; check what stands there
        == gates + [broken
        refused: `gates` cannot take text that is not YAML; check its brackets and quotes
        == gates to points
        refused: the edit would change more than `gates to points`; edit the file by hand
        - gates:
        + points:
    "#]]
    .assert_eq(&shown);
}

#[test]
fn fills_an_empty_value() {
    let path = vec![key("tables"), key("contacts"), key("columns"), key("empty")];
    expect![[r#"
        -             empty:
        +             empty: "Mail: x""#]]
    .assert_eq(&edited(
        SETUP,
        Edit::SetScalar {
            path,
            to: "Mail: x".into(),
        },
    ));
}

fn fixed(text: &str, line: usize, column: usize, length: usize, fix: &str) -> String {
    match replace_span(
        text,
        Span {
            line,
            column,
            length,
        },
        fix,
    ) {
        Ok(after) => difference(text, &after),
        Err(refused) => format!("refused: {refused}"),
    }
}

#[test]
fn replaces_what_a_message_points_at() {
    let shown = [
        fixed(ICP, 11, 5, 9, "revenue"),
        fixed(ICP, 8, 15, 13, "software"),
        fixed(ICP, 12, 18, 8, "a, b"),
        fixed(ICP, 12, 18, 3, "seed"),
        fixed(ICP, 99, 1, 3, "seed"),
        fixed(
            "---\npersona: haed\nchannel: ad\n---\nHello haed\n",
            2,
            10,
            4,
            "head",
        ),
        fixed("---\npersona: haed\n---\nHello: haed\n", 4, 8, 4, "head"),
        fixed("\u{feff}emploees: 1\n", 1, 1, 8, "employees"),
    ]
    .join("\n");
    expect![[r#"
        -   - employees: 5..100
        +   - revenue: 5..100
        -   - industry: software.saas # what they make
        +   - industry: software # what they make
        refused: there is no single key or value at `line 12, column 18`; check what stands there
        refused: there is no single key or value at `line 12, column 18`; check what stands there
        refused: there is no single key or value at `line 99, column 1`; check what stands there
        - persona: haed
        + persona: head
        refused: there is no single key or value at `line 3, column 8`; check what stands there
        - ﻿emploees: 1
        + ﻿employees: 1"#]]
    .assert_eq(&shown);
}

#[test]
fn a_diagnostics_own_span_and_fix_mend_the_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("icps")).expect("a folder");
    let file = folder.path().join("icps/x.yaml");
    let mut text =
        "icp: x\n# sizes\ngates:\n  - emploees: 5..100   # people\n  - stage: [seed, seires_a]\n"
            .to_owned();
    for _ in 0..2 {
        std::fs::write(&file, &text).expect("a file");
        let loaded = crate::workspace::load::load(folder.path()).expect("a workspace");
        let (span, fix) = loaded
            .diagnostics
            .iter()
            .find_map(|diagnostic| match (&diagnostic.place, &diagnostic.fix) {
                (
                    crate::Place::Text {
                        span: Some(span), ..
                    },
                    Some(fix),
                ) => Some((*span, fix.clone())),
                _ => None,
            })
            .unwrap_or_else(|| panic!("a message with a fix: {:?}", loaded.diagnostics));
        text = replace_span(&text, span, &fix).expect("a fix");
    }
    assert_eq!(
        text,
        "icp: x\n# sizes\ngates:\n  - employees: 5..100   # people\n  - stage: [seed, series_a]\n"
    );
}

/// Every path of a tree.
fn paths(node: &Node, at: &[PathPart], found: &mut Vec<Vec<PathPart>>) {
    found.push(at.to_vec());
    let mut below = |part: PathPart, value: &Node| paths(value, &[at, &[part]].concat(), found);
    match &node.kind {
        NodeKind::Scalar { .. } => {}
        NodeKind::List(items) => items
            .iter()
            .enumerate()
            .for_each(|(idx, item)| below(PathPart::Index(idx), item)),
        NodeKind::Map(entries) => entries
            .iter()
            .for_each(|(name, value)| below(key(&name.text), value)),
    }
}

/// Comments of the fixed files: none of them has ` #` inside a quoted text.
fn comments(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| !line.contains("no comment"))
        .filter_map(|line| {
            line.find(" # ")
                .or(line.starts_with("# ").then_some(0))
                .or(line.find("  # "))
                .map(|at| line[at..].trim())
        })
        .collect()
}

fn is_subsequence<T: PartialEq>(part: &[T], whole: &[T]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|one| rest.any(|other| other == one))
}

/// Makes the edit where it is not refused; says what it touched that it should not.
fn check_edit(text: &str, edit: &Edit) -> Result<bool, String> {
    let Ok(after) = apply(text, std::slice::from_ref(edit)) else {
        return Ok(false);
    };
    let tree = node::read(text).map_err(|fault| fault.message)?;
    let meant = tree::expected(&tree, edit).map_err(|refused| refused.to_string())?;
    let told = |what: &str| Err(format!("{what} by {edit:?}:\n{after}"));
    if !node::read(&after).is_ok_and(|node| Plain::of(&node) == meant) {
        return told("another meaning");
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (
        text.split_inclusive('\n').collect(),
        after.split_inclusive('\n').collect(),
    );
    if matches!(edit, Edit::Remove { .. }) {
        if !is_subsequence(&comments(&after), &comments(text)) || new.len() > old.len() {
            return told("comments changed");
        }
        // All but one run of lines is as it was; a key that moves up to a dash is one line more.
        let kept = new.iter().filter(|line| old.contains(line)).count();
        return if kept + 1 >= new.len() {
            Ok(true)
        } else {
            told("other lines changed")
        };
    }
    if !is_subsequence(&comments(text), &comments(&after)) {
        return told("comments lost");
    }
    let head = old
        .iter()
        .zip(&new)
        .take_while(|(one, other)| one == other)
        .count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    if old.len() - head - tail <= 1 {
        Ok(true)
    } else {
        told("more than one line replaced")
    }
}

fn edit_of(kind: usize, path: Vec<PathPart>, word: &str) -> Edit {
    match kind {
        0 => Edit::RenameKey {
            path,
            to: word.to_owned(),
        },
        1 => Edit::SetScalar {
            path,
            to: word.to_owned(),
        },
        2 => Edit::Append {
            path,
            item: flow_scalar(word),
        },
        3 => Edit::Insert {
            path,
            key: format!("z{word}"),
            value_yaml: flow_scalar(word),
        },
        _ => Edit::Remove { path },
    }
}

fn paths_of(text: &str) -> Vec<Vec<PathPart>> {
    let mut all = Vec::new();
    paths(&node::read(text).expect("a file"), &[], &mut all);
    all
}

#[test]
fn every_edit_at_every_path_touches_nothing_else() {
    let mut made = [0; 5];
    let mut tried = 0;
    for text in FILES {
        for path in paths_of(text) {
            for word in ["x", "12", "no", "a: b", "x #y", "- x", "", "a, [b", "ü\n"] {
                for (kind, made) in made.iter_mut().enumerate() {
                    tried += 1;
                    match check_edit(text, &edit_of(kind, path.clone(), word)) {
                        Ok(is_made) => *made += usize::from(is_made),
                        Err(fault) => panic!("{fault}"),
                    }
                }
            }
        }
    }
    // What is refused is refused for its path: renaming wants an entry, appending a list, and so on.
    expect!["3960 tried; rename, set, append, insert, remove made: [531, 423, 117, 243, 666]"]
        .assert_eq(&format!(
            "{tried} tried; rename, set, append, insert, remove made: {made:?}"
        ));
}

proptest! {
    // 256 runs of nine edits; each reads a file of thirty lines.
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_edits_touch_nothing_else(
        file in 0usize..3,
        picks in prop::collection::vec((any::<prop::sample::Index>(), 0usize..5, "[a-z]{1,6}|[ -~]{0,12}|[0-9]{1,3}|\\PC{0,4}"), 9),
    ) {
        let all = paths_of(FILES[file]);
        for (pick, kind, word) in picks {
            let checked = check_edit(FILES[file], &edit_of(kind, pick.get(&all).clone(), &word));
            prop_assert!(checked.is_ok(), "{}", checked.unwrap_err());
        }
    }

    #[test]
    fn any_text_survives_as_a_scalar(text in "\\PC{0,12}|[ -~]{0,20}|[\\x00-\\x20\\x7f-\\xa0:#,\\[\\]{}\"'\\\\-]{0,8}") {
        assert_survives(&text);
    }
}

fn assert_survives(text: &str) {
    let document = format!(
        "block: {}\nlist:\n  - {}\nflow: [{}, {{ {}: x }}]\n",
        scalar(text),
        scalar(text),
        flow_scalar(text),
        flow_scalar(text)
    );
    // The reader refuses a merge key in any clothes.
    if text == "<<" {
        return;
    }
    let tree =
        node::read(&document).unwrap_or_else(|fault| panic!("{text:?}: {fault:?}\n{document}"));
    assert_eq!(
        tree.get("block").and_then(Node::text),
        Some(text),
        "{document}"
    );
    assert_eq!(
        tree.get("list").map(|list| list.items()[0].text()),
        Some(Some(text)),
        "{document}"
    );
    let flow = tree.get("flow").map(Node::items).unwrap_or_default();
    assert_eq!(flow[0].text(), Some(text), "{document}");
    assert_eq!(flow[1].entries()[0].0.text, text, "{document}");
}

#[test]
fn quotes_exactly_what_needs_it() {
    for plain in [
        "B2B SaaS in India, 10 to 50 people",
        "5..100",
        "AVP - Marketing",
        "why can't HubSpot do it",
        "IN",
        "a:b",
        "50+",
        "10%",
        "Ünïcode",
        "2026-11-01",
    ] {
        assert_eq!(scalar(plain), plain);
    }
    for other in [
        "", " a", "a ", "NO", "yes", "~", "null", "12", "1.5", "1e3", "-", "- a", "a: b", "a #b",
        "a:", "#a", "@a", "'a'", "\"", "[a]", "a\nb", "---", "0x1F", ".5",
    ] {
        assert!(scalar(other).starts_with('"'), "{other:?}");
        assert_survives(other);
    }
    assert_eq!(flow_scalar("Head, Marketing"), "\"Head, Marketing\"");
    assert_eq!(flow_scalar("Head of Marketing"), "Head of Marketing");
}

#[test]
fn naughty_strings_survive() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/naughty_strings");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        #[expect(clippy::print_stderr, reason = "a skipped test says so")]
        {
            eprintln!("skipped: no shared data");
        }
        return;
    };
    let mut n_strings = 0;
    for entry in entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ext| ext == "txt"))
    {
        let bytes = std::fs::read(entry.path()).expect("a file");
        for line in String::from_utf8_lossy(&bytes)
            .lines()
            .filter(|line| line.chars().count() < 1000)
        {
            assert_survives(line);
            n_strings += 1;
        }
    }
    assert!(n_strings > 300, "{n_strings} strings read");
}
