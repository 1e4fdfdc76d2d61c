//! Words no list has: compounds, feminine forms, words run together, and trades by their ending.

use super::*;

#[test]
fn compounds_are_read_at_their_end() {
    for (text, function, seniority) in [
        ("Leiter Konzernmarketing", "marketing", "head"),
        ("Messekoordinatorin", "marketing", "ic"),
        ("Immobilienmaklerin", "sales", "ic"),
        ("Medizinprodukteberaterin", "sales", "ic"),
        ("Kommunikationsplanerin", "marketing", "ic"),
        ("SalesManager DACH", "sales", "manager"),
        ("TeamLead Vertrieb", "sales", "lead"),
    ] {
        assert_eq!(cell(text), (function, seniority), "{text}");
    }
    // English does not build so: a cardboard is no board.
    assert_eq!(cell("Cardboard Inspector").1, "ic");
    assert_eq!(cell("HubSpot Admin"), ("revops", "ic"));
}

#[test]
fn a_trade_in_no_list_has_a_rank_and_little_confidence() {
    for text in [
        "Bürstenbinder",
        "Ornithologist",
        "Dinandier",
        "Tapicero",
        "Violinista",
    ] {
        let title = title(text);
        assert_eq!(title.seniority, Seniority::Ic, "{text}");
        assert!(title.confidence <= 0.5, "{text}: {}", title.confidence);
        assert!(
            reasons(text)
                .iter()
                .any(|reason| reason.contains("only ends like a job")),
            "{text}: {:?}",
            reasons(text)
        );
    }
    for text in ["Newsletter", "Department", "Weather", "Acme Computer"] {
        assert_eq!(title(text).seniority, Seniority::Unknown, "{text}");
    }
}

#[test]
fn a_job_before_an_assistant_counts() {
    assert_eq!(
        cell("Personalleiterin / Assistentin der Geschäftsführung"),
        ("hr", "head")
    );
    assert_eq!(cell("Marketing / Assistenz der GF"), ("admin", "ic"));
    assert_eq!(cell("Assistentin"), ("admin", "entry"));
    assert_eq!(cell("Research Assistant"), ("research", "ic"));
}

#[test]
fn a_firm_subject_goes_before_a_vague_one() {
    for (text, function) in [
        ("Projektmanager Marketing", "marketing"),
        ("Process & Sales Manager", "sales"),
        ("Project Manager", "operations"),
        ("Manager Quality Assurance", "operations"),
        ("QA Manager", "engineering"),
    ] {
        assert_eq!(cell(text), (function, "manager"), "{text}");
    }
}

#[test]
fn own_words_go_first_and_a_wrong_line_is_named() {
    let own = "# ours\nrole\tit\tstrong\tmanager\ten\tcrm manager\nsubject\tcustomer\tstrong\ten\tdelight\n";
    let grammar = Grammar::with_lists(own).expect("a list");
    assert_eq!(grammar.title("CRM Manager").function, Function::It);
    assert_eq!(
        grammar.title("Head of Delight").function,
        Function::Customer
    );
    assert_eq!(title("CRM Manager").function, Function::Marketing);
    assert!(!super::super::is_own_head("manager"));
    for (own, line, message) in [
        (
            "\nrole\tmagic\tstrong\tic\ten\twizard",
            2,
            "`magic` is not a function",
        ),
        ("rank\tking\ten\tmonarch", 1, "`king` is not a seniority"),
        (
            "rank\thead",
            1,
            "a line of `rank` needs more cells, parted by tabs",
        ),
        ("word\tthing\ten\tcastle\nspell\tx", 2, "`spell` is no list"),
    ] {
        let fault = Grammar::with_lists(own).expect_err("a fault");
        assert_eq!(fault.line, line, "{own}");
        assert!(fault.message.starts_with(message), "{}", fault.message);
    }
}

#[test]
fn only_people_are_people() {
    for (text, person) in [
        ("Head of Marketing", true),
        ("Bürstenbinder", true),
        ("Marketing Team", false),
        ("info@", false),
        ("", false),
    ] {
        assert_eq!(title(text).is_person(), person, "{text}");
    }
}
