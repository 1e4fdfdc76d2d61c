use expect_test::expect;
use proptest::prelude::*;

use super::*;

fn read(text: &str) -> String {
    match mixed(text) {
        Reading::Value(found) => {
            let models = found.models.iter().map(|model| model.as_str());
            let industries = found
                .industries
                .iter()
                .map(|&id| industry::industries().code(id));
            models.chain(industries).collect::<Vec<_>>().join(" ")
        }
        Reading::Blank => "blank".into(),
        Reading::Unreadable { why } => format!("? {why}"),
    }
}

#[test]
fn words_and_labels_read_as_themselves() {
    for model in BusinessModel::ALL {
        assert_eq!(BusinessModel::parse(model.as_str()), Some(model));
        assert_eq!(BusinessModel::parse(model.label()), Some(model));
    }
    assert_eq!(BusinessModel::parse("software"), None);
}

#[test]
fn every_spelling_is_folded() {
    for (spelling, _) in SPELLINGS {
        assert_eq!(
            key(spelling),
            spelling,
            "a spelling that is not folded can never match"
        );
    }
}

#[test]
fn mixed_words_settle_both_fields() {
    let cells = [
        "B2B SaaS",
        "B2B",
        "D2C",
        "b2b_saas",
        "b2c_saas",
        "marketplace",
        "services_agency",
        "ecommerce_d2c",
        "manufacturer",
        "distributor",
        "fintech_lender",
        "payments",
        "public_sector",
        "nonprofit",
        "other",
        "B2B -> Sales",
        "B2B|Marketing",
        "Consumer -> Gaming",
        "Consumer",
        "Enterprise Software",
        "B2B2C",
        "B2B, B2C",
        "B2B SaaS companies",
        "SaaS",
        "-",
        "xyzzy",
    ];
    let table: String = cells
        .iter()
        .map(|cell| format!("{cell} => {}\n", read(cell)))
        .collect();
    expect![[r#"
        B2B SaaS => b2b software.saas
        B2B => b2b
        D2C => b2c
        b2b_saas => b2b software.saas
        b2c_saas => b2c software.saas
        marketplace => marketplace
        services_agency => services.agency
        ecommerce_d2c => b2c retail.ecommerce
        manufacturer => manufacturing
        distributor => wholesale
        fintech_lender => financial-services.lending
        payments => financial-services.payments
        public_sector => government
        nonprofit => nonprofit nonprofit
        other => blank
        B2B -> Sales => b2b software.saas.sales
        B2B|Marketing => b2b software.saas.marketing
        Consumer -> Gaming => b2c software.games
        Consumer => b2c
        Enterprise Software => b2b software.saas
        B2B2C => b2b2c
        B2B, B2C => b2b b2c
        B2B SaaS companies => b2b software.saas
        SaaS => software.saas
        - => blank
        xyzzy => ? no business model or industry in `xyzzy`
    "#]]
    .assert_eq(&table);
}

proptest! {
    #[test]
    fn any_text_reads_without_panic(text in "\\PC{0,40}") {
        if let Reading::Value(found) = mixed(&text) {
            prop_assert!(!found.models.is_empty() || !found.industries.is_empty());
        }
    }

    #[test]
    fn splitting_loses_no_word_but_models(text in "(b2b|saas|to|consumer|direct|web|non|profit)( (b2b|saas|to|consumer|direct|web|non|profit)){0,5}") {
        let (models, rest) = split(&text);
        if models.is_empty() {
            prop_assert_eq!(rest, text);
        } else {
            prop_assert!(rest.len() < text.len());
        }
    }
}
