use std::collections::BTreeMap;

use expect_test::expect;
use proptest::prelude::*;

use super::shared_data::{column, shared, table};
use super::*;

fn read(text: &str) -> String {
    match industry(text) {
        Reading::Value(ids) => ids
            .iter()
            .map(|&id| industries().code(id))
            .collect::<Vec<_>>()
            .join(" "),
        Reading::Blank => "blank".into(),
        Reading::Unreadable { why } => format!("? {why}"),
    }
}

#[test]
fn cells_of_lists_and_directories() {
    let cells = [
        "Software, SaaS, Internet",
        "B2B -> Engineering, Product and Design",
        "B2B -> Marketing",
        "B2B|Marketing",
        "Marketing",
        "Industrials|Manufacturing and Robotics",
        "IT Services & Consulting",
        "B2B",
        "Consumer",
        "B2B SaaS",
        "SaaS|Fintech",
        "SaaS, Fintech, B2B",
        "COMPUTER_SOFTWARE",
        "computer software",
        "Healthcare -> Healthcare IT",
        "Consumer -> Travel, Leisure and Tourism",
        "Real Estate and Construction -> Construction",
        "Oil & Gas",
        "Oil & Gas / Mining",
        "Banking, Financial Services & Insurance",
        "HOSPITAL_HEALTH_CARE",
        "Food & Beverage",
        "Software Development",
        "Technology, Information and Internet",
        "fintech companies",
        "Other",
        "Unspecified",
        "-",
        "basket weaving",
        "nonprofit",
        "enterprise",
        "Marketplace",
        "ecommerce d2c",
    ];
    let table: String = cells
        .iter()
        .map(|cell| format!("{cell} => {}\n", read(cell)))
        .collect();
    expect![[r#"
        Software, SaaS, Internet => software.saas software.internet
        B2B -> Engineering, Product and Design => software.developer-tools
        B2B -> Marketing => software.saas.marketing
        B2B|Marketing => software.saas.marketing
        Marketing => services.agency
        Industrials|Manufacturing and Robotics => manufacturing
        IT Services & Consulting => it-services
        B2B => ? `B2B` is a business model, not an industry
        Consumer => ? `Consumer` is a business model, not an industry
        B2B SaaS => software.saas
        SaaS|Fintech => software.saas financial-services.fintech
        SaaS, Fintech, B2B => software.saas financial-services.fintech
        COMPUTER_SOFTWARE => software
        computer software => software
        Healthcare -> Healthcare IT => healthcare.health-it
        Consumer -> Travel, Leisure and Tourism => travel
        Real Estate and Construction -> Construction => construction
        Oil & Gas => energy.oil-gas
        Oil & Gas / Mining => energy.oil-gas mining
        Banking, Financial Services & Insurance => financial-services.banking financial-services.insurance
        HOSPITAL_HEALTH_CARE => healthcare
        Food & Beverage => consumer-goods.food-beverage
        Software Development => software
        Technology, Information and Internet => software
        fintech companies => financial-services.fintech
        Other => blank
        Unspecified => blank
        - => blank
        basket weaving => ? no known industry in `basket weaving`
        nonprofit => nonprofit
        enterprise => software
        Marketplace => ? `Marketplace` is a business model, not an industry
        ecommerce d2c => retail.ecommerce
    "#]].assert_eq(&table);
}

#[test]
fn codes_labels_and_parents_agree() {
    let tree = industries();
    for id in tree.ids() {
        assert_eq!(find(tree.code(id)), Some(id));
        assert_eq!(find(tree.label(id)), Some(id), "{}", tree.label(id));
        assert!(tree.depth(id) <= 2, "{}", tree.code(id));
    }
    assert!((90..=140).contains(&tree.len()), "{}", tree.len());
    let fits = |outer, inner| {
        tree.contains(
            tree.by_code(outer).expect("a code"),
            tree.by_code(inner).expect("a code"),
        )
    };
    assert!(fits("software", "software.saas.marketing"));
    assert!(!fits("software.saas", "financial-services.fintech"));
}

/// A name given to two industries would read as whichever stands last.
#[test]
fn each_name_stands_once() {
    let mut holders: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for row in rows(include_str!("../../data/industries/industries.tsv")) {
        for name in std::iter::once(row[1]).chain(names(row.get(2).copied().unwrap_or_default())) {
            let codes = holders.entry(key(name)).or_default();
            if !codes.contains(&row[0]) {
                codes.push(row[0]);
            }
        }
    }
    let doubled: Vec<_> = holders
        .iter()
        .filter(|(_, codes)| codes.len() > 1)
        .collect();
    assert!(doubled.is_empty(), "{doubled:?}");
}

proptest! {
    #[test]
    fn any_text_reads_without_panic(text in "\\PC{0,50}") {
        let _ = find(&text);
        if let Reading::Value(ids) = industry(&text) {
            prop_assert!(!ids.is_empty());
        }
    }

    #[test]
    fn no_listed_industry_holds_another(
        names in prop::collection::vec(prop::sample::select(vec![
            "Software", "SaaS", "Martech", "Fintech", "Finance", "Retail", "E-commerce", "B2B", "Marketing", "nothing",
        ]), 1..6),
        glue in prop::sample::select(vec![", ", "; ", "|", " / ", " and ", " -> "]),
    ) {
        if let Reading::Value(ids) = industry(&names.join(glue)) {
            for (at, &one) in ids.iter().enumerate() {
                for (other_at, &other) in ids.iter().enumerate() {
                    prop_assert!(at == other_at || !industries().contains(one, other));
                }
            }
        }
    }
}

/// Returns the share of filled cells that are understood, and those that are not.
fn understood(cells: &[String]) -> (f64, BTreeMap<&str, usize>) {
    let (mut filled, mut missed) = (0usize, BTreeMap::new());
    for cell in cells {
        // A cell that names only the business model is understood by that parser.
        match business_model::mixed(cell) {
            Reading::Blank => {}
            Reading::Value(_) => filled += 1,
            Reading::Unreadable { .. } => {
                if industry(cell) != Reading::Blank {
                    filled += 1;
                    *missed.entry(cell.as_str()).or_default() += 1;
                }
            }
        }
    }
    (
        1.0 - missed.values().sum::<usize>() as f64 / filled.max(1) as f64,
        missed,
    )
}

#[test]
fn real_industry_columns_are_understood() {
    let sources = [
        ("yc_companies/yc_companies_2026-03.csv", "industry", 0.99),
        ("yc_companies/yc_companies_2026-03.csv", "subindustry", 0.99),
        ("yc_companies/yc_companies_2026-03.csv", "industries", 0.99),
        ("yc_companies/yc_companies_2026-03.csv", "tags", 0.97),
        (
            "ambitionbox_india_companies/Ambitionbox_Companies_Raw.csv",
            "company_types",
            0.98,
        ),
        (
            "crunchbase_2013/crunchbase-companies.csv",
            "category_code",
            0.99,
        ),
        (
            "india_startup_funding/startup_funding.csv",
            "IndustryVertical",
            0.70,
        ),
        ("maven_crm/accounts.csv", "sector", 0.95),
    ];
    for (path, name, floor) in sources {
        let Some(bytes) = shared(path) else { continue };
        let cells = column(&table(&bytes), name);
        let (share, missed) = understood(&cells);
        assert!(share >= floor, "{path} {name} {share} {missed:?}");
    }
}

#[test]
fn linkedin_labels_are_understood() {
    let Some(bytes) = shared("linkedin_industry_codes/industry_codes.json") else {
        return;
    };
    let text = String::from_utf8_lossy(&bytes);
    // A label too fine for this tree counts where one of the labels above it is known.
    let chains: Vec<&str> = text
        .split("\"hierarchy\": \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let missed: Vec<&&str> = chains
        .iter()
        .filter(|chain| !chain.split(" > ").any(|label| find(label).is_some()))
        .collect();
    assert!(
        chains.len() > 400 && missed.is_empty(),
        "{} of {}: {missed:?}",
        missed.len(),
        chains.len()
    );
    let labels: Vec<&str> = chains
        .iter()
        .filter_map(|chain| chain.rsplit(" > ").next())
        .collect();
    let known = labels
        .iter()
        .filter(|label| industry(label).value().is_some())
        .count();
    assert!(
        known * 100 >= labels.len() * 75,
        "{known} of {}",
        labels.len()
    );
}

#[test]
fn what_a_company_is_about_leaves_its_delivery_open() {
    let perhaps = |text: &str| {
        let nodes = industry(text).value().expect("an industry");
        perhaps_saas(&nodes).map(|node| industries().code(node))
    };
    assert_eq!(perhaps("Artificial Intelligence"), Some("software.saas"));
    assert_eq!(perhaps("Fintech"), Some("software.saas"));
    assert_eq!(perhaps("Fintech, SaaS"), None);
    assert_eq!(perhaps("Software"), None);
    assert_eq!(perhaps("Banking"), None);
    for code in ABOUT_ONLY {
        assert!(
            industries().by_code(code).is_some(),
            "`{code}` is in the tree"
        );
    }
}

#[test]
fn brackets_and_customers_leave_what_a_company_is() {
    let of = |text: &str| -> Vec<&'static str> {
        let found = industry(text).value().unwrap_or_default();
        found.into_iter().map(|id| industries().code(id)).collect()
    };
    assert_eq!(
        of("fintech (payments)"),
        ["financial-services.fintech", "financial-services.payments"]
    );
    assert_eq!(of("Biotech (stealth)"), ["healthcare.biotech"]);
    assert_eq!(of("B2B SaaS for marketers"), ["software.saas"]);
    assert_eq!(of("Consulting For banks"), ["services.consulting"]);
    assert_eq!(of("dental clinics chain"), ["healthcare.providers.dental"]);
    assert_eq!(of("Looking for a buyer"), Vec::<&str>::new());
    assert_eq!(of("Something (else)"), Vec::<&str>::new());
}

#[test]
fn what_a_company_is_stands_last() {
    let of = |text: &str| -> Vec<&'static str> {
        let found = industry(text).value().unwrap_or_default();
        found.into_iter().map(|id| industries().code(id)).collect()
    };
    assert_eq!(
        of("Activity Based Social Network"),
        ["software.internet.social"]
    );
    assert_eq!(of("Affordable Education"), ["education"]);
    assert_eq!(of("Car & Bike ecommerce platform"), ["retail.ecommerce"]);
    assert_eq!(of("Pet insurance"), ["financial-services.insurance"]);
    // Nothing is taken from the middle, from a short or a general last word, or out of a sentence.
    for text in [
        "Education loans desk",
        "Parking tech",
        "Deep technology",
        "Fan community",
        "Education",
        "we make it easy to find good insurance",
    ] {
        let expected: &[&str] = if text == "Education" {
            &["education"]
        } else {
            &[]
        };
        assert_eq!(of(text), expected, "{text}");
    }
}
