//! Contacts of whom a few stand over many rows, beside words that only look like them.

use std::fmt::Write as _;

use doorwise_model::tables::TableKind;

use super::sheet;
use crate::mapping::{guess, person_name::is_full_name};

/// Returns a deals sheet of `n_rows` whose column named `header` goes round the words.
fn deals(header: &str, words: &[&str], n_rows: usize) -> String {
    let mut text = format!("Company,Status,Deal value,{header}\n");
    for idx in 0..n_rows {
        let status = ["Won", "Lost"][idx % 2];
        let word = words[idx % words.len()];
        writeln!(text, "Firm {idx} Ltd,{status},{},{word}", 1000 + idx).expect("text");
    }
    text
}

fn contact(header: &str, words: &[&str], n_rows: usize) -> Option<f64> {
    let mapping = guess(&sheet(&deals(header, words, n_rows)));
    let contacts = mapping.table(TableKind::Contacts)?;
    contacts.column("name").map(|column| column.confidence)
}

#[test]
fn a_few_people_over_many_rows_are_people() {
    for words in [
        &["Anja Schröder", "Jens Köhler", "Petra Vogt"][..],
        &["Dr. Sneha Rao", "Mr. Arun Iyer", "Ms. K. Shah", "V. Menon"],
        &["Frau Schröder", "Herr Köhler"],
        &["María de la Cruz", "Jean-Luc Petit"],
        &["Asha Rao"],
    ] {
        for header in ["Contact name", "Ansprechpartner", "Contact person"] {
            for n_rows in [words.len(), 19, 60] {
                assert_eq!(
                    contact(header, words, n_rows),
                    Some(1.0),
                    "{header} {words:?} {n_rows}"
                );
            }
        }
    }
}

#[test]
fn many_people_map_as_a_few_do() {
    let names: Vec<String> = ('A'..='Z')
        .map(|letter| format!("{letter}nna {letter}ao"))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(contact("Contact name", &names, 60), Some(1.0));
}

#[test]
fn words_of_a_list_are_no_people() {
    for words in [
        &["New", "Current", "Past"][..],
        &["cellular", "telephone", "unknown"],
        &["P 0", "P 1", "P 2"],
        &["Sales Manager", "Purchase Head"],
    ] {
        assert_eq!(contact("Contact", words, 60), None, "{words:?}");
    }
}

#[test]
fn a_few_customers_over_many_deals_are_firms_where_they_are_written_so() {
    let firm = |words: &[&str]| {
        let mut text = "Account,Stage,Amount\n".to_owned();
        for idx in 0..40 {
            let stage = ["Closed Won", "Closed Lost"][idx % 2];
            writeln!(text, "{},{stage},{}", words[idx % words.len()], 500 + idx).expect("text");
        }
        let mapping = guess(&sheet(&text));
        mapping
            .table(TableKind::Deals)
            .is_some_and(|deals| deals.column("company").is_some())
    };
    assert!(firm(&[
        "Amberline GmbH",
        "Bluefern Ltd",
        "Copperleaf Pvt Ltd"
    ]));
    assert!(!firm(&["New", "Current", "Past"]));
}

#[test]
fn first_and_last_names_need_no_many() {
    let mut text = "Vorname,Nachname,E-Mail,Firma\n".to_owned();
    for idx in 0..40 {
        let (first, last) = [("Anja", "Schröder"), ("Jens", "Köhler")][idx % 2];
        writeln!(text, "{first},{last},p{idx}@firm{idx}.de,Firm {idx} GmbH").expect("text");
    }
    let mapping = guess(&sheet(&text));
    let contacts = mapping.table(TableKind::Contacts).expect("people");
    for (field, header) in [
        ("first_name", "Vorname"),
        ("last_name", "Nachname"),
        ("email", "E-Mail"),
        ("company", "Firma"),
    ] {
        assert_eq!(contacts.headers(field), [header], "{field}");
    }
}

#[test]
fn names_are_told_from_words() {
    for name in [
        "Anja Schröder",
        "Dr. Sneha Rao",
        "Prof. Dr. Karl von der Heide",
        "Frau Weiß",
        "K. Shah",
        "Rao, Sneha",
        "Mary O\u{2019}Neil-Smith",
        "Smt. Lakshmi Iyer",
        "JENS KÖHLER",
    ] {
        assert!(is_full_name(name), "{name}");
    }
    for word in [
        "Current",
        "P 0",
        "in progress",
        "Sales Manager",
        "K. S.",
        "Dr.",
        "",
        "asha@firm.in",
        "Deal 7",
    ] {
        assert!(!is_full_name(word), "{word}");
    }
}
