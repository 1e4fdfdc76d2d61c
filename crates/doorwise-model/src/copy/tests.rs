//! Every format: what a rule sees, and whether its words are found again in the file.

use std::path::Path;

use proptest::prelude::*;

use super::{Copy, Home, ReadCopies, read};
use crate::diagnostic::Span;

fn loose(name: &str, text: &str) -> ReadCopies {
    read(Path::new(name), text.as_bytes(), Home::Loose)
}

/// Returns what stands in the user's file where `words` stand in the piece.
fn found_again(found: &ReadCopies, copy: &Copy, words: &str) -> String {
    let text = &found.sources[&copy.file];
    let at = text
        .find(words)
        .unwrap_or_else(|| panic!("`{words}` is not in {text:?}"));
    let line_start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let span = Span {
        line: text[..at].matches('\n').count() + 1,
        column: text[line_start..at].chars().count() + 1,
        length: words.chars().count(),
    };
    let Some(origin) = &copy.origin else {
        return words.to_owned();
    };
    let source = &found.sources[&origin.file];
    let back = origin.back(text, span, source).span;
    let line = source.lines().nth(back.line - 1).expect("a line");
    line.chars()
        .skip(back.column - 1)
        .take(back.length)
        .collect()
}

#[test]
fn a_subject_above_the_mail_is_its_subject() {
    for above in [
        "Subject: three hours",
        "\n**Subject:** three hours",
        "SUBJECT LINE: three hours",
    ] {
        let found = loose(
            "mail.md",
            &format!("{above}\n\nHi Meera,\n\nMay I send a sample?\n"),
        );
        let copy = &found.copies[0];
        assert_eq!(copy.subject.as_deref(), Some("three hours"), "{above}");
        assert_eq!(copy.body.trim(), "Hi Meera,\n\nMay I send a sample?");
        let line = copy.body_line
            + copy
                .body
                .find("Hi")
                .map_or(0, |at| copy.body[..at].matches('\n').count());
        assert_eq!(line, above.matches('\n').count() + 3, "{above}");
    }
    let named = loose("mail.md", "Subject matter: experts\n\nHi.\n");
    assert_eq!(named.copies[0].subject, None);
}

#[test]
fn html_is_read_as_it_is_seen() {
    let found = loose(
        "mail.html",
        "<html lang=\"de-DE\"><head><title>Monday page</title><style>p { color: red }</style></head>\n<body><div style=\"display: none\">preview</div>\n<p>Hi&nbsp;Meera &amp; team,</p><p>every   Monday <b>your founder</b> asks.<br>Worth it?</p>\n<ul><li>One</li><li>Two</li></ul>\n<a href=\"https://a.example/x\">See it</a><img src=logo.png><script>var x = '<p>no</p>';</script></body></html>\n",
    );
    let copy = &found.copies[0];
    assert_eq!(
        copy.body,
        "Hi Meera & team,\n\nevery Monday your founder asks.\nWorth it?\n\nOne\nTwo\n\nSee it"
    );
    assert_eq!(copy.subject.as_deref(), Some("Monday page"));
    assert_eq!(copy.language, "de");
    assert_eq!(copy.links, ["https://a.example/x"]);
    assert_eq!(copy.images, ["logo.png"]);
    assert_eq!(found_again(&found, copy, "your founder"), "your founder");
    assert_eq!(
        found_again(&found, copy, "Meera & team"),
        "Meera &amp; team"
    );
    assert_eq!(found_again(&found, copy, "Two"), "Two");
    assert_eq!(found_again(&found, copy, "Worth it"), "Worth it");
}

#[test]
fn broken_html_is_read_as_a_browser_does() {
    let found = loose(
        "a.html",
        "<p>One <b>two<p>three & four &notanentity; <a href=x>five</p> 3 < 4",
    );
    assert_eq!(
        found.copies[0].body,
        "One two\n\nthree & four \u{ac}anentity; five\n\n3 < 4"
    );
}

#[test]
fn a_table_has_a_piece_a_row_and_each_word_its_cell() {
    let found = loose(
        "steps.csv",
        "Sequence;Step;Email Subject;Email Body;Persona\r\nQ1;1;\"Hi \"\"you\"\"\";\"Hello Meera,\r\n\r\nthe \"\"founder\"\" asks.\";head\r\nQ1;2;;\"<p>Hi <b>again</b></p>\";head\r\n",
    );
    assert_eq!(found.diagnostics, []);
    let [first, second] = found.copies.as_slice() else {
        panic!("{:#?}", found.copies);
    };
    assert_eq!(first.subject.as_deref(), Some("Hi \"you\""));
    assert_eq!(first.body, "Hello Meera,\n\nthe \"founder\" asks.");
    assert_eq!(first.persona, "head");
    let origin = first.origin.as_ref().expect("an origin");
    assert_eq!(origin.part, "row 1, `Q1`, Step 1");
    assert_eq!(found_again(&found, first, "Hello Meera"), "Hello Meera");
    assert_eq!(
        found_again(&found, first, "the \"founder\" asks"),
        "the \"\"founder\"\" asks"
    );
    assert_eq!(found_again(&found, first, "Hi \"you"), "Hi \"\"you");
    assert_eq!(second.body, "Hi again");
    assert_eq!(found_again(&found, second, "again"), "again");
    assert_eq!(
        second.origin.as_ref().map(|origin| origin.row),
        Some(Some(2))
    );
}

#[test]
fn steps_side_by_side_are_a_piece_each() {
    let found = loose(
        "wide.csv",
        "Email,Step 1 Subject,Step 1 Body,subject_2,body_2\na@b.example,One,First words.,Two,Second words.\n",
    );
    let bodies: Vec<&str> = found.copies.iter().map(|copy| copy.body.as_str()).collect();
    assert_eq!(bodies, ["First words.", "Second words."]);
    let second = &found.copies[1];
    assert_eq!(second.subject.as_deref(), Some("Two"));
    assert_eq!(found_again(&found, second, "Second"), "Second");
}

#[test]
fn each_step_side_by_side_has_its_own_channel() {
    let found = loose(
        "wide.csv",
        "Type,Step 1 Type,Step 1 Body,Step 2 Channel,Step 2 Body,type_3,body_3,body_4\ncall,linkedin connect,First words.,linkedin message,Second words.,email,Third words.,Fourth words.\n",
    );
    let channels: Vec<Option<&str>> = found
        .copies
        .iter()
        .map(|copy| copy.channel.as_deref())
        .collect();
    // A step without a column of its own has that of the row.
    let wanted = ["linkedin_note", "inmail", "follow_up", "call_opener"];
    assert_eq!(channels, wanted.map(Some));
}

#[test]
fn buttons_side_by_side_are_a_line_each() {
    for buttons in [
        "<a href=\"/a\">Book a demo</a> <button>Start free trial</button> <button>Download the guide</button>",
        "<a href=\"/a\">Book a demo</a><a href=\"/b\">Start free trial</a>\n<a href=\"/c\">Download the guide</a>",
    ] {
        let found = loose(
            "page.html",
            &format!(
                "<html lang=\"en\"><body><p>Half the deals have <a href=\"/x\">no source</a> today. {buttons}</p></body></html>"
            ),
        );
        let lines: Vec<&str> = found.copies[0].body.lines().map(str::trim).collect();
        assert!(
            lines.ends_with(&["Start free trial", "Download the guide"]),
            "{lines:?}"
        );
        assert!(
            lines[0].starts_with("Half the deals have no source today."),
            "{lines:?}"
        );
    }
}

#[test]
fn bad_rows_are_told_and_the_good_ones_go_on() {
    let found = loose(
        "bad.csv",
        "id,subject,body\n1,One,Hello.\n2,Two,Hello, you.\n3,Three,\n\n4,Four,Fine.\n5,Five,\"never closed\n",
    );
    let bodies: Vec<&str> = found.copies.iter().map(|copy| copy.body.as_str()).collect();
    assert_eq!(bodies, ["Hello.", "Fine."]);
    assert_eq!(found.bad, 3);
    let told: Vec<String> = found
        .diagnostics
        .iter()
        .map(|found| format!("{}: {}", found.place, found.message))
        .collect();
    assert_eq!(
        told,
        [
            "bad.csv:3:1: row 2 has 4 cells, and the header has 3",
            "bad.csv:4:1: row 3 holds no text and was left out",
            "bad.csv:7:8: a quote opens here in row 5 and nothing closes it",
        ]
    );
    let none = loose("list.csv", "company,employees\nA,5\n");
    assert_eq!(none.diagnostics[0].name, "copy/no-body-column");
}

#[test]
fn json_is_read_at_every_depth_and_line_by_line() {
    let found = loose(
        "steps.json",
        "{\"name\": \"Q1\", \"persona\": \"head\", \"steps\": [\n {\"step\": 1, \"type\": \"email\", \"variants\": [{\"subject\": \"Hi\", \"body\": \"Line one.\\n\\nCaf\\u00e9 \\ud83d\\ude00 founder.\"}]},\n {\"step\": 2, \"type\": \"email\", \"template\": {\"bodyHtml\": \"<p>Hi <b>you</b></p>\"}},\n {\"step\": 3, \"type\": \"call\"}]}",
    );
    assert_eq!(found.diagnostics, []);
    let [first, second] = found.copies.as_slice() else {
        panic!("{:#?}", found.copies);
    };
    assert_eq!(first.body, "Line one.\n\nCaf\u{e9} \u{1f600} founder.");
    assert_eq!(first.persona, "head");
    assert_eq!(first.channel.as_deref(), Some("cold_email"));
    assert_eq!(second.channel.as_deref(), Some("follow_up"));
    assert_eq!(found_again(&found, first, "founder"), "founder");
    assert_eq!(found_again(&found, first, "Caf\u{e9}"), "Caf\\u00e9");
    assert_eq!(second.body, "Hi you");
    assert_eq!(found_again(&found, second, "you"), "you");

    let lines = loose(
        "steps.jsonl",
        "{\"subject\": \"A\", \"body\": \"One.\"}\n{\"subject\": \"B\", \"body\": }\n{\"subject\": \"C\", \"body\": \"Three.\"}\n",
    );
    assert_eq!(lines.copies.len(), 2);
    assert_eq!(lines.bad, 1);
    let fault = &lines.diagnostics[0];
    assert_eq!(fault.name, "copy/bad-entry");
    assert!(
        fault.place.to_string().starts_with("steps.jsonl:2:"),
        "{}",
        fault.place
    );
    assert_eq!(found_again(&lines, &lines.copies[1], "Three"), "Three");
}

#[test]
fn a_mail_is_read_whatever_its_encoding() {
    let head = "From: Arjun <a@b.example>\r\nTo: m@c.example\r\nX-Doorwise-Persona: head\r\n";
    let quoted = format!(
        "{head}Subject: =?utf-8?q?Caf=C3=A9_page?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHi Meera,\r\n\r\nevery Monday your fou=\r\nnder asks for the caf=C3=A9 list.\r\n"
    );
    let found = loose("a.eml", &quoted);
    let copy = &found.copies[0];
    assert_eq!(
        copy.body,
        "Hi Meera,\n\nevery Monday your founder asks for the caf\u{e9} list."
    );
    assert_eq!(copy.subject.as_deref(), Some("Caf\u{e9} page"));
    assert_eq!(copy.persona, "head");
    assert_eq!(found_again(&found, copy, "every Monday"), "every Monday");
    assert_eq!(found_again(&found, copy, "asks for"), "asks for");
    assert_eq!(
        found_again(&found, copy, "caf\u{e9} list"),
        "caf=C3=A9 list"
    );
    // A run over a soft break is shown on its first line.
    assert_eq!(found_again(&found, copy, "founder"), "fou=");

    let latin = [
        head.as_bytes(),
        b"Subject: Hi\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nDas Gr\xfcn ist sch\xf6n.\r\n",
    ]
    .concat();
    let found = read(Path::new("b.eml"), &latin, Home::Loose);
    assert_eq!(found.copies[0].body, "Das Gr\u{fc}n ist sch\u{f6}n.");
    assert_eq!(
        found_again(&found, &found.copies[0], "sch\u{f6}n"),
        "sch\u{f6}n"
    );

    let both = format!(
        "{head}Subject: Hi\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nSGkgTWVlcmEsIGhvdyBhcmUgeW91Pw==\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hi Meera, how are you? <a href=\"https://x.example\">x</a><img src=\"p.png\"></p>\r\n--b--\r\n"
    );
    let found = loose("c.eml", &both);
    let copy = &found.copies[0];
    assert_eq!(copy.body, "Hi Meera, how are you?");
    assert_eq!(copy.links, ["https://x.example"]);
    assert_eq!(copy.images.len(), 1);
    let origin = copy.origin.as_ref().expect("an origin");
    assert!(
        origin
            .coarse
            .as_deref()
            .is_some_and(|why| why.contains("base64"))
    );
    assert!(found_again(&found, copy, "how are you").starts_with("SGkg"));

    let none = loose("d.eml", "just words\n");
    assert_eq!(none.diagnostics[0].name, "copy/bad-file");
}

#[test]
fn links_and_images_of_markdown_are_counted() {
    let found = loose(
        "a.md",
        "See [the page](https://a.example/p) and ![chart](img/c.png), or www.b.example. [Book a time](#) [no link] (aside)\nhttps://c.example/x).\n",
    );
    let copy = &found.copies[0];
    assert_eq!(
        copy.links,
        [
            "https://a.example/p",
            "www.b.example",
            "#",
            "https://c.example/x"
        ]
    );
    assert_eq!(copy.images, ["img/c.png"]);
}

#[test]
fn allows_stand_in_comments_and_heads() {
    let found = loose(
        "a.md",
        "---\npersona: head\nallow:\n  copy/jargon: they say it\n  copy/we-we:\n---\nHi.\n\n<!-- doorwise allow: copy/placeholder, the sequencer fills it -->\nHi {{name}},\nmore.\n\nNot covered.\n<!-- doorwise allow: copy/too-long -->\n",
    );
    let copy = &found.copies[0];
    let rules: Vec<(&str, &super::allow::Covers)> = copy
        .allows
        .iter()
        .map(|allow| (allow.rule.as_str(), &allow.covers))
        .collect();
    assert_eq!(
        rules,
        [
            ("copy/jargon", &super::allow::Covers::Piece),
            ("copy/placeholder", &super::allow::Covers::Lines(9..12)),
        ]
    );
    assert!(!copy.body.contains("doorwise"), "{}", copy.body);
    let told: Vec<String> = found
        .diagnostics
        .iter()
        .map(|found| format!("{} {}", found.place, found.name))
        .collect();
    assert_eq!(
        told,
        [
            "a.md:5:3 checks/allow-without-reason",
            "a.md:14:1 checks/allow-without-reason"
        ]
    );
}

#[test]
fn encodings_are_told_apart() {
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "Hi M\u{fc}ller.\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    let found = read(Path::new("a.txt"), &utf16, Home::Loose);
    assert_eq!(found.copies[0].body, "Hi M\u{fc}ller.\n");
    let page = b"<meta charset=windows-1252><p>Gr\xfc\xdfe</p>";
    let found = read(Path::new("a.html"), page, Home::Loose);
    assert_eq!(found.copies[0].body, "Gr\u{fc}\u{df}e");
    let found = read(Path::new("a.txt"), b"ok\nGr\xfc\xdfe", Home::Loose);
    assert_eq!(found.bad, 1);
    assert!(found.diagnostics[0].message.contains("line 2"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever a file holds is read or told, and every place lies in the file.
    #[test]
    fn no_bytes_break_a_reader(
        kind in 0..super::ENDINGS.len(),
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        text in "(subject|body|,|;|\"|\n|\r\n|<p>|</p>|&amp;|&|<|>|<!-- doorwise allow: a, b -->|---\n|\\{|\\}|:|\\[|\\]|\\\\u00e9|\\\\|=C3=A9|=|ü|a b|Content-Type: text/html\r\n|Subject: x\r\n|\r\n){0,40}",
    ) {
        let name = format!("a.{}", super::ENDINGS[kind]);
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            for home in [Home::Loose, Home::Workspace] {
                let found = read(Path::new(&name), bytes, home);
                for copy in &found.copies {
                    let Some(origin) = &copy.origin else { continue };
                    let text = &found.sources[&copy.file];
                    let source = &found.sources[&origin.file];
                    for (idx, line) in text.lines().enumerate() {
                        for column in 1..=line.chars().count().max(1) {
                            let span = Span { line: idx + 1, column, length: 3 };
                            let back = origin.back(text, span, source).span;
                            let lines = source.split('\n').count();
                            prop_assert!(back.line >= 1 && back.line <= lines);
                        }
                    }
                }
            }
        }
    }

    /// What a table's writer writes is what is read, and every word is found where it stands.
    #[test]
    fn a_cell_is_found_where_it_stands(cells in proptest::collection::vec("[a-z ,;\"\n]{1,12}x", 1..5)) {
        let mut text = String::from("subject,body\n");
        for cell in &cells {
            text.push_str(&format!("s,\"{}\"\n", cell.replace('"', "\"\"")));
        }
        let found = loose("t.csv", &text);
        let wanted: Vec<&str> = cells.iter().map(String::as_str).filter(|cell| !super::html::looks_like_html(cell)).collect();
        let bodies: Vec<&str> = found.copies.iter().map(|copy| copy.body.as_str()).collect();
        prop_assert_eq!(bodies, wanted);
        for copy in &found.copies {
            prop_assert_eq!(found_again(&found, copy, "x"), "x");
        }
    }
}
