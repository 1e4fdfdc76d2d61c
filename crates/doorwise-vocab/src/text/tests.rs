use proptest::prelude::*;

use super::*;

#[test]
fn fold_unifies_spelling() {
    for (raw, folded) in [
        ("  Hello\u{a0}\t World ", "hello world"),
        ("11\u{2013}50", "11-50"),
        ("11\u{2212}50", "11-50"),
        ("ＡＢＣ　１２", "abc 12"),
        ("BYJU\u{2019}S", "byju's"),
        ("\u{feff}Name\u{200b}", "name"),
        ("Kormangala\\\\nBangalore", "kormangala bangalore"),
        ("\\\\xc2\\\\xa0Gurgaon", "gurgaon"),
        ("STRAẞE", "straße"),
        ("", ""),
    ] {
        assert_eq!(fold(raw), folded, "{raw:?}");
    }
}

#[test]
fn blanks_are_known() {
    for blank in [
        "",
        " ",
        "-",
        "—",
        "--",
        "n/a",
        "N/A",
        "na",
        "#N/A",
        "null",
        "None",
        "NaN",
        "Unknown",
        "not available",
        "Undisclosed",
        "#NAME?",
        "?",
        "???",
        "TBD",
        "\\N",
        "\\n",
        "Select",
        "...",
        "\u{a0}",
        "(blank)",
        "<NA>",
    ] {
        assert!(is_blank(blank), "{blank:?}");
    }
    for told in [
        "0",
        "none of the above",
        "Nana",
        "nano",
        "no",
        "India",
        "-5",
        "Unknown Worlds",
        "selecta",
        "+",
    ] {
        assert!(!is_blank(told), "{told:?}");
    }
}

#[test]
fn nearest_forgives_slips() {
    let fields = [
        "employees",
        "industry",
        "place",
        "stage",
        "business_model",
        "b2b",
    ];
    for (typed, meant) in [
        ("emploees", Some("employees")),
        ("Employees", Some("employees")),
        ("business-model", Some("business_model")),
        ("Business Model", Some("business_model")),
        ("indsutry", Some("industry")),
        ("palce", Some("place")),
        ("b2c", Some("b2b")),
        ("revenue", None),
        ("x", None),
        ("", None),
    ] {
        assert_eq!(nearest(typed, fields), meant, "{typed:?}");
    }
    assert_eq!(
        nearest("cat", ["bat", "hat"]),
        Some("bat"),
        "the first wins a tie"
    );
    assert_eq!(
        nearest("hat", ["bat", "hat"]),
        Some("hat"),
        "the exact word beats an earlier near one"
    );
}

#[test]
fn quoted_cuts_long_text() {
    assert_eq!(quoted(" a\nb "), "`a b`");
    assert_eq!(quoted(&"x".repeat(50)).chars().count(), 42);
}

proptest! {
    #[test]
    fn fold_is_stable(text in any::<String>()) {
        let once = fold(&text);
        prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        // Folding can lay bare a written escape (`\` + `n` split by an invisible character).
        if !once.contains('\\') {
            prop_assert_eq!(fold(&once), once);
        }
    }

    #[test]
    fn plain_letters_fold_as_all_letters_do(text in "[ -~\\t\\n\\x00-\\x7f]{0,40}") {
        // A letter beyond ASCII takes the long way; behind a blank it changes nothing before it.
        let whole = fold(&format!("{text} é"));
        let short = format!("{} é", fold(&text));
        prop_assert_eq!(short.trim_start(), whole);
    }

    #[test]
    fn nearest_finds_what_is_there(word in "[a-z]{2,12}") {
        prop_assert_eq!(nearest(&word, ["zzzzzzzzzzzzzzzzzzzz", word.as_str()]), Some(word.as_str()));
    }
}

#[test]
fn written_escapes_are_what_they_stand_for() {
    for (raw, plain) in [
        ("Byju\\\\xe2\\\\x80\\\\x99s", "Byju\u{2019}s"),
        ("Let\\xe2\\x80\\x99s Barter", "Let\u{2019}s Barter"),
        ("BYJU\\\\'S", "BYJU'S"),
        ("D\\\\xc3\\\\xa9cor", "Décor"),
        ("Caf\\xe9", "Café"),
        ("a\\xa0b", "a b"),
        ("\\\\xc2\\\\xa0CloudCherry", " CloudCherry"),
        ("Alef\\\\nMobitech", "Alef Mobitech"),
        ("Zo\\u00eb", "Zoë"),
        ("plain", "plain"),
        ("A\\B", "A\\B"),
        ("\\x", "\\x"),
        ("\\x0", "\\x0"),
        ("\\x00", "\\x00"),
        ("\\xzz", "\\xzz"),
        ("\\x+1", "\\x+1"),
        ("\\ud800", "\\ud800"),
        ("end\\", "end\\"),
        ("\\xé", "\\xé"),
    ] {
        assert_eq!(unescaped(raw), plain, "{raw:?}");
    }
    assert_eq!(fold("BYJU\\\\'S"), fold("Byju\\xe2\\x80\\x99s"));
}

proptest! {
    #[test]
    fn unescaped_takes_any_text(text in "[\\\\xun0-9a-f'é]{0,16}") {
        let plain = unescaped(&text);
        prop_assert!(plain.len() <= text.len());
    }
}

mod blanks {
    use super::super::blank::LISTS;
    use super::*;

    #[test]
    fn lists_are_sorted_and_folded() {
        for list in LISTS {
            assert!(list.is_sorted(), "{list:?}");
            for word in list {
                assert_eq!(fold(word), *word);
            }
        }
    }

    #[test]
    fn what_a_form_leaves_behind_is_a_mark() {
        for cell in [
            "-Select-",
            "--Select--",
            "--None--",
            "- None -",
            "– None –",
            "<none>",
            "[Select]",
            "(none)",
            "Select...",
            "Select…",
            "Please select",
            "Please Select:",
            "-- Please select --",
            "Please choose",
            "Please choose an option",
            "Choose one",
            "Choose an option",
            "Choose your industry",
            "Select one",
            "Select Country",
            "Select a country",
            "Select from list",
            "*Select your role*",
            "Pick one",
            "Bitte wählen",
            "Bitte auswählen...",
            "Seleccione",
            "Veuillez choisir",
            "N/A",
            "n.a.",
            "Not Specified",
            "None selected",
            "prefer not to say",
        ] {
            assert_eq!(blank(cell), Some(Blank::Mark), "{cell:?}");
        }
    }

    #[test]
    fn words_that_may_be_a_name_are_told_apart() {
        for cell in ["Select", "NONE", "Unknown", "Nil", "na", "Empty", "Choose"] {
            assert_eq!(blank(cell), Some(Blank::Word), "{cell:?}");
        }
    }

    #[test]
    fn what_says_something_is_no_blank() {
        for cell in [
            "Select Comfort",
            "Select Medical Holdings",
            "Selective Insurance",
            "Choose Energy",
            "Please Mum",
            "Pick n Pay",
            "None of these",
            "Any",
            "ND",
            "Unknown Worlds",
            "Blank Street",
            "Null & Partners",
            "C",
            "1",
            "#1",
        ] {
            assert_eq!(blank(cell), None, "{cell:?}");
        }
    }

    #[test]
    fn spreadsheet_errors_of_every_program() {
        for cell in [
            "#NAME?",
            "#N/A",
            "#REF!",
            "#VALUE!",
            "#DIV/0!",
            "#NUM!",
            "#NULL!",
            "#ERROR!",
            "#SPILL!",
            "#CALC!",
            "#GETTING_DATA",
            "#N/A N/A",
            "#name?",
            "#NV",
            "#BEZUG!",
            "#WERT!",
            "#NOM?",
            "#¡REF!",
            "#¿NOMBRE?",
            "Err:502",
            " #N/A ",
        ] {
            assert_eq!(blank(cell), Some(Blank::SheetError), "{cell:?}");
            assert!(is_sheet_error(cell));
        }
        for cell in [
            "#",
            "#1",
            "#paid",
            "#winning!",
            "#GTM",
            "#OK!",
            "# NAME?",
            "NAME?",
            "Err: none",
        ] {
            assert!(!is_sheet_error(cell), "{cell:?}");
        }
    }
}

#[test]
fn what_is_told_by_its_first_letter_is_in_no_list() {
    for text in blank::BEGIN.into_iter().flatten() {
        let first = text.bytes().next().expect("a letter");
        assert!(!blank::begins_no_blank(first), "{text}");
    }
}

proptest! {
    #[test]
    fn the_first_letter_changes_no_answer(text in "[0-9a-zA-Z#(\\[-][ -~é]{0,12}") {
        prop_assert_eq!(blank::blank(&text), blank::read(&text).err());
    }
}
