use super::*;

fn kinds(raw: &str) -> Vec<(Kind, &str)> {
    Text::new(raw)
        .sentences
        .iter()
        .map(|sentence| (sentence.kind, raw[sentence.range.clone()].trim()))
        .collect()
}

#[test]
fn headline_prose_buttons_and_footer_are_told_apart() {
    assert_eq!(
        kinds(
            "# Know it\nHalf of 1,900 deals. Ms. Kranz asks?\n[See a page] [Book](x)\n\nArjun Rao, Tallyroom\nWrite \"stop\" to stop."
        ),
        [
            (Kind::Headline, "Know it"),
            (Kind::Prose, "Half of 1,900 deals."),
            (Kind::Prose, "Ms. Kranz asks?"),
            (Kind::Button, "[See a page]"),
            (Kind::Button, "[Book]"),
            (Kind::Footer, "Arjun Rao, Tallyroom"),
            (Kind::Footer, "Write \"stop\" to stop."),
        ]
    );
    assert_eq!(kinds("One line without a stop")[0].0, Kind::Prose);
}

#[test]
fn the_greeting_names_the_reader() {
    for (raw, name) in [
        ("Hi Meera, every Monday", Some("Meera")),
        ("Marcus, your bank", Some("Marcus")),
        ("Good morning Ms Hartwig, your plan", Some("Ms Hartwig")),
        ("Hi, as a CEO", None),
        ("Acme Pay, Kite and others", None),
        ("Half of the deals, more or less", None),
    ] {
        let text = Text::new(raw);
        let found = text
            .greeting
            .as_ref()
            .map(|greeting| &raw[greeting.name.clone()]);
        assert_eq!(found, name, "{raw}");
    }
}

#[test]
fn forms_of_a_word_share_a_stem() {
    for (a, b) in [
        ("leads", "lead"),
        ("closing", "close"),
        ("policies", "policy"),
        ("planned", "plan"),
        ("boxes", "box"),
        ("queries", "query"),
    ] {
        assert_eq!(stem(a), stem(b), "{a} {b}");
    }
    for (a, b) in [
        ("lead", "leader"),
        ("plan", "plant"),
        ("process", "procure"),
    ] {
        assert_ne!(stem(a), stem(b), "{a} {b}");
    }
}
