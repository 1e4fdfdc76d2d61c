//! The walls of the house: which crate may know which (`ARCHITECTURE.md`).

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::run::repository;

/// Our crates and which of ours each may know.
const WALLS: [(&str, &[&str]); 10] = [
    ("doorwise-vocab", &[]),
    ("doorwise-model", &["doorwise-vocab"]),
    ("doorwise-market", &["doorwise-vocab", "doorwise-model"]),
    ("doorwise-fit", &["doorwise-vocab", "doorwise-model"]),
    ("doorwise-people", &["doorwise-vocab", "doorwise-model"]),
    ("doorwise-words", &["doorwise-vocab", "doorwise-model"]),
    (
        "doorwise-playbook",
        &[
            "doorwise-vocab",
            "doorwise-model",
            "doorwise-fit",
            "doorwise-people",
            "doorwise-words",
        ],
    ),
    ("doorwise-serve", &["doorwise-playbook"]),
    (
        "doorwise",
        &[
            "doorwise-vocab",
            "doorwise-model",
            "doorwise-market",
            "doorwise-fit",
            "doorwise-people",
            "doorwise-words",
            "doorwise-playbook",
            "doorwise-serve",
        ],
    ),
    ("xtask", &["doorwise-model"]),
];

/// Outside crates that only one of ours may bring in.
const ONLY_IN: [(&str, &str); 5] = [
    ("arrow", "doorwise-market"),
    ("parquet", "doorwise-market"),
    ("calamine", "doorwise-market"),
    ("clap", "doorwise"),
    ("maud", "doorwise-serve"),
];

#[test]
fn dependencies_point_down_only() {
    let metadata = MetadataCommand::new()
        .current_dir(repository())
        .no_deps()
        .exec()
        .expect("cargo metadata");
    let walls: BTreeMap<&str, BTreeSet<&str>> = WALLS
        .iter()
        .map(|(name, may)| (*name, may.iter().copied().collect()))
        .collect();
    let mut seen = BTreeSet::new();
    for package in &metadata.packages {
        let name = package.name.to_string();
        let may = walls
            .get(name.as_str())
            .unwrap_or_else(|| panic!("`{name}` has no walls; say in house.rs what it may know"));
        seen.insert(name.clone());
        for dependency in package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind == DependencyKind::Normal)
        {
            if walls.contains_key(dependency.name.as_str()) {
                assert!(
                    may.contains(dependency.name.as_str()),
                    "`{name}` must not know `{}`",
                    dependency.name
                );
            }
            for (outside, home) in ONLY_IN {
                let is_kin = dependency.name == outside
                    || dependency.name.starts_with(&format!("{outside}-"));
                assert!(
                    !is_kin || name == home,
                    "`{name}` must not bring in `{}`; it lives in {home}",
                    dependency.name
                );
            }
        }
    }
    assert_eq!(seen.len(), WALLS.len(), "a crate named in house.rs is gone");
}

/// The pure rooms take values and give values: no file, clock, environment, network or terminal.
#[test]
fn pure_rooms_stay_pure() {
    const FORBIDDEN: [&str; 7] = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "SystemTime",
        "Instant::now",
        "println!",
    ];
    for room in [
        "doorwise-vocab",
        "doorwise-fit",
        "doorwise-people",
        "doorwise-words",
        "doorwise-playbook",
    ] {
        let mut folders = vec![repository().join("crates").join(room).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder)
                .expect("a folder")
                .map(|entry| entry.expect("an entry").path())
            {
                let name = entry
                    .file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned();
                if entry.is_dir() {
                    if name != "tests" {
                        folders.push(entry);
                    }
                    continue;
                }
                if !name.ends_with(".rs")
                    || ["tests.rs", "fixtures.rs", "shared_data.rs"].contains(&name.as_str())
                {
                    continue;
                }
                let text = std::fs::read_to_string(&entry).expect("text");
                // What stands behind the tests' own attribute may read the real data.
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                for word in FORBIDDEN {
                    assert!(!code.contains(word), "{} uses `{word}`", entry.display());
                }
            }
        }
    }
}
