//! Two versions side by side.

use crate::check::{PERSONA, TO_MARKETING, json};
use crate::run::{doorwise, write};

#[test]
fn what_a_change_met_and_what_it_misses() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "head.yaml", PERSONA);
    write(
        root,
        "before.md",
        "Hi {{name}}, as a founder and CEO you answer to your board for valuation, burn and runway.\n\nWorth a look, {{name}}?\n",
    );
    write(
        root,
        "after.md",
        &format!("{TO_MARKETING}\n\nWorth a look, {{{{name}}}}? [Title]\n"),
    );
    let words = [
        "check",
        "before.md",
        "after.md",
        "--compare",
        "--persona",
        "head.yaml",
    ];
    let (said, found) = json(root, &[words.as_slice(), &["--format", "json"]].concat());
    assert_eq!(said.code, 1, "{}", said.stderr);
    assert_eq!(found["before"]["addressee"]["function"], "executive");
    assert_eq!(found["after"]["addressee"]["function"], "marketing");
    let of = |part: &str, name: &str| {
        found[part]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|finding| finding["name"] == name)
            .map(|finding| {
                (
                    finding["file"].as_str().expect("a file").to_owned(),
                    finding["line"].as_u64(),
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of("fixed", "copy/wrong-addressee"),
        [("before.md".to_owned(), Some(1))]
    );
    // Two open fields before, two after: one has the same words, one has others.
    assert_eq!(of("still_there", "copy/placeholder").len(), 2);
    assert_eq!(of("fixed", "copy/placeholder"), []);
    assert_eq!(of("new", "copy/placeholder"), []);
    // Files that call themselves two versions are set side by side unasked, for people.
    let unasked = ["check", "before.md", "after.md", "--persona", "head.yaml"];
    assert_eq!(
        doorwise(root, &unasked).stdout,
        doorwise(root, &words).stdout
    );
    let said = doorwise(root, &words);
    assert!(
        said.stdout.contains("before: speaks to general management"),
        "{}",
        said.stdout
    );
    assert!(
        said.stdout.contains("after:  speaks to marketing"),
        "{}",
        said.stdout
    );
    assert!(said.stdout.contains("still there ("), "{}", said.stdout);

    let said = doorwise(root, &["check", "before.md", "--compare"]);
    assert_eq!(said.code, 2);
    assert!(
        said.stderr.contains("two versions of one piece"),
        "{}",
        said.stderr
    );
}
