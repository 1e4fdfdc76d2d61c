use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;

#[test]
fn keys_of_many_spellings() {
    for (name, expected) in [
        ("Acme Inc.", "acme"),
        ("ACME, INC", "acme"),
        ("Acme Pvt. Ltd.", "acme"),
        ("Acme (P) Ltd", "acme p"),
        ("Acme Private Limited", "acme"),
        ("Acme Co., Ltd.", "acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Acme GmbH&Co.KG", "acme"),
        ("Acme UG (haftungsbeschränkt)", "acme"),
        ("Nestlé S.A.", "nestle"),
        ("Enel S.p.A.", "enel"),
        ("Day Spa", "day spa"),
        ("Novo-Nordisk A/S", "novo nordisk"),
        ("Cemex S.A.B. de C.V.", "cemex"),
        ("Orlen Sp. z o.o.", "orlen"),
        ("Skoda spol. s r.o.", "skoda"),
        ("Yahoo!", "yahoo"),
        ("Johnson & Johnson", "johnson and johnson"),
        ("JPMorgan Chase & Co.", "jpmorgan chase"),
        ("McDonald's Corporation", "mcdonalds"),
        ("The Coca-Cola Company", "coca cola"),
        ("Amazon.com, Inc.", "amazon com"),
        ("I.B.M.", "ibm"),
        ("SA Power Networks", "sa power networks"),
        ("SIA Rimi Latvia", "sia rimi latvia"),
        ("Banco SA Holding", "banco sa holding"),
        ("Co", "co"),
        ("The Limited", "limited"),
        ("Limited Inc", "limited"),
        ("Groß AG", "gross"),
        ("Foo™ LLC", "foo"),
        ("株式会社トヨタ", "トヨタ"),
        ("トヨタ自動車株式会社", "トヨタ自動車"),
        ("삼성전자㈜", "삼성전자"),
        ("がんこ株式会社", "がんこ"),
        ("+++", "+++"),
        ("", ""),
    ] {
        assert_eq!(key(name), expected, "{name:?}");
    }
}

#[test]
fn different_companies_stay_different() {
    for (one, other) in [
        ("Bank of the West", "Bank of the East"),
        ("Central Park Media", "Central Valley Media"),
        ("Royal Bank", "Royal Mail"),
        ("Union Pacific", "Union Carbide"),
        ("North Star", "South Star"),
        ("Standard Bank", "Standard Life"),
        ("SIA Rimi Latvia", "SIA Maxima Latvija"),
    ] {
        assert_ne!(key(one), key(other));
    }
}

#[test]
fn forms_are_sorted_and_reachable() {
    for list in [FORMS, ATTACHED_FORMS] {
        assert!(list.lines().any(|line| line.starts_with('#')));
    }
    let forms: Vec<&str> = FORMS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert!(forms.is_sorted());
    for form in forms {
        let written = match form.strip_prefix("dotted:") {
            Some(letters) => letters.chars().map(|letter| format!("{letter}.")).collect(),
            None => form.to_owned(),
        };
        assert_eq!(key(&format!("zebra {written}")), "zebra", "{form}");
        assert!(form.split(' ').count() <= LONGEST_FORM);
    }
}

#[test]
fn labelled_pairs_and_real_names() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let (Ok(pairs), Ok(names)) = (
        fs::read_to_string(data.join("company_name_pairs/test_data.csv")),
        fs::read_to_string(data.join("cleanco_terms/companies.csv")),
    ) else {
        eprintln_skipped();
        return;
    };
    let (mut n_found, mut n_same) = (0, 0);
    for line in pairs.lines().skip(1) {
        let cells: Vec<&str> = line
            .trim_start_matches('"')
            .split("\",")
            .map(|cell| cell.trim_matches('"'))
            .collect();
        let [one, other, label] = cells.as_slice() else {
            continue;
        };
        let is_equal = key(one) == key(other);
        if *label == "1" {
            n_same += 1;
            n_found += usize::from(is_equal);
        } else {
            assert!(!is_equal, "{one} and {other} are different companies");
        }
    }
    // The rest are tickers, translations and renamings, which no spelling can tell.
    assert!(
        n_same > 60 && n_found >= 33,
        "{n_found} of {n_same} pairs found"
    );

    let mut by_key: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in names.lines().filter_map(|line| line.split(';').next()) {
        by_key.entry(key(name)).or_default().push(name);
    }
    for ending in [
        " inc", " ltd", " plc", " ag", " sa", " corp", " limited", " co",
    ] {
        for (kept, names) in &by_key {
            assert!(
                !kept.ends_with(ending),
                "{names:?} kept its form in {kept:?}"
            );
        }
    }
}

#[expect(clippy::print_stderr, reason = "a test without its data says so")]
fn eprintln_skipped() {
    eprintln!("skipped: no shared data");
}

proptest! {
    #[test]
    fn a_name_never_shrinks_to_nothing(name in any::<String>()) {
        prop_assert_eq!(key(&name).is_empty(), text::fold(&name.replace(['™', '®', '©', '℠'], "")).is_empty());
    }

    #[test]
    fn form_and_case_do_not_matter(name in "[a-z]{3,8} [a-z]{3,8}x", form in prop::sample::select(vec!["Inc.", "Pvt Ltd", "GmbH", "S.A.", "LLC"])) {
        prop_assert_eq!(key(&format!("{}, {form}", name.to_uppercase())), key(&name));
    }
}
