//! Parts of a text that are no words: addresses, merge fields, code.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What a machine reads, in the order in which one may hold another.
static UNREAD: LazyLock<Regex> = LazyLock::new(|| {
    let parts = [
        // Code, fenced and inline.
        r"(?s:```.*?(?:```|\z))",
        r"``[^\n]+?``",
        r"`[^`\n]+`",
        // Merge fields: {{name}}, {% if %}, ${name}, {first_name}, <%= name %>, %NAME%, [[name]], *|NAME|*.
        r"\{\{[^{}\n]*\}\}",
        r"\{%[^\n]*?%\}",
        r"\$\{[^{}\n]*\}",
        r"\{[A-Za-z_][\w. -]*\}",
        r"<%[^\n]*?%>",
        r"\[\[[^\]\n]*\]\]",
        r"\*\|[^|\n]*\|\*",
        r"%[A-Z][A-Z_]+%",
        // The target of a Markdown link.
        r#"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\)"#,
        // Addresses of pages and people.
        r#"(?i:\b[a-z][a-z0-9+.-]*://[^\s<>"\)\]]+)"#,
        r#"(?i:\b(?:mailto|tel):[^\s<>"\)\]]+)"#,
        r#"(?i:\bwww\.[^\s<>"\)\]]+)"#,
        r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+",
        r#"\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|ai|co|app|dev|example|eu|de|in|uk|us|at|ch|fr|tech|cloud|info|biz)\b(?:/[^\s<>"\)\]]*)?"#,
    ];
    Regex::new(&parts.join("|")).expect("a pattern of ours")
});

/// Returns the runs of a text that are no words.
pub(super) fn unread(text: &str) -> Vec<Range<usize>> {
    UNREAD.find_iter(text).map(|found| found.range()).collect()
}

/// Returns whether words that were met are meant for such a part: `bit.ly`, `{{`, `http://`.
pub(super) fn names_one(words: &str) -> bool {
    let has_dot = words.char_indices().any(|(at, ch)| {
        ch == '.'
            && words[..at].ends_with(char::is_alphanumeric)
            && words[at + 1..].starts_with(char::is_alphanumeric)
    });
    has_dot || words.contains(['/', '@', '{', '}', '`', '<', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_fields_and_code_are_no_words() {
        let text = "Hi {{demo}}, see https://a.example/demo?x=e-mail, [the demo](https://a.example/demo), demo@a.example, www.demo.example/x, demo.io/a, `demo`, ``a demo``, {demo}, ${demo}, {% demo %}, [[demo]], *|DEMO|*, %DEMO%, mailto:demo@x.y and mail.demo.com.\n```\ndemo\n```\n";
        let parts = unread(text);
        let outside: Vec<usize> = text
            .to_lowercase()
            .match_indices("demo")
            .map(|(at, _)| at)
            .filter(|at| parts.iter().all(|part| !part.contains(at)))
            .collect();
        assert_eq!(
            outside,
            [text.find("the demo").map_or(0, |at| at + 4)],
            "{parts:?}"
        );
        for words in [
            "A demo. It is free.",
            "Ask for a demo (today).",
            "50% off, 100% demo",
            "demo: now",
            "a/b demo",
        ] {
            assert!(unread(words).is_empty(), "{words}");
        }
    }
}
