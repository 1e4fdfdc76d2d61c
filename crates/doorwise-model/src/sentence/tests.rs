use expect_test::expect;
use proptest::prelude::*;

use super::reader::{Fate, read};
use super::{icp, read_back};

#[test]
fn reads_the_seed_sentence() {
    let sketch = icp("B2B SaaS companies, 10 to 50 employees, Series A, in India");
    expect!["B2B software (SaaS) companies in India with 10 to 50 employees at Series A."]
        .assert_eq(&read_back(&sketch));
}

#[test]
fn reads_sentences_as_people_write_them() {
    let shown: String = [
        "B2B SaaS, 50-200 people, US & Canada, Series B+",
        "D2C brands in Mumbai doing 5 to 50 crore revenue",
        "manufacturers in Germany with 100 to 500 employees, family owned, no automotive",
        "fintech startups in Bengaluru using HubSpot, seed to Series A, under 50 people",
        "dental clinics in Texas",
        "Shopify stores with $1M to $10M in revenue",
        "Indian B2B software (SaaS) firms, team size 11-50, raised a Series A, founded after 2015",
        "We sell to US-based logistics companies with more than 200 employees, excluding airlines, railways and agencies.",
        "SaaS companies in DACH that are hiring sales reps, 20+ employees",
        "B2B SaaS in India. The founder reviews pipeline every week and deal source is often empty in the CRM.",
        "B2B SaaS in India, Head of Marketing Meera, who needs to prove pipeline to her founder and is tired of low-quality leads",
        "software for hospitals in the UK, Series A to C, no more than 300 staff",
        "restaurants with 3 to 10 locations in New York, not franchises",
        "bootstrapped agencies in London, ARR between 1 and 5 million GBP, quirkily zorblaxed",
        "E-commerce, 10M-50M EUR revenue, Nordics, Shopify or WooCommerce",
        "companies that use Salesforce and have 100-500 employees",
        "healthtech, seed or Series A/B, bangalore",
        "accounting firms in Australia with 5-50 staff who use Xero but not QuickBooks",
        "Mid-size German machine builders (Mittelstand), 200 to 2,000 employees, revenue 20-200 Mio EUR",
        "Series A–C developer tools startups, remote, with a VP of Sales",
        "B2B; SaaS; 11-50; India; seed",
        "hospitals in Karnataka and Tamil Nadu with over 100 beds, no government hospitals",
        "Our ICP: B2B SaaS companies based in Bangalore or Pune, between 20 and 80 people, that raised seed or Series A since 2023",
        "EdTech companies, not in China, 1000+ employees, public",
        "mid-market retailers running on SAP with 50 or more stores",
        "Enterprise SaaS selling to banks, ARR $5M+, US",
        "clinics, no dental clinics, in business since 2015",
        "",
    ]
    .into_iter()
    .map(|sentence| format!("{sentence}\n  {}\n", read_back(&icp(sentence))))
    .collect();
    expect![[r#"
        B2B SaaS, 50-200 people, US & Canada, Series B+
          B2B software (SaaS) companies in the United States or Canada with 50 to 200 employees at Series B to Series D or later.
        D2C brands in Mumbai doing 5 to 50 crore revenue
          B2C companies in Mumbai with 5 crore to 50 crore INR in yearly revenue.
        manufacturers in Germany with 100 to 500 employees, family owned, no automotive
          Manufacturing companies in Germany with 100 to 500 employees, family-owned, not automotive.
        fintech startups in Bengaluru using HubSpot, seed to Series A, under 50 people
          Fintech companies in Bengaluru with at most 49 employees at Seed or Series A using hubspot.
        dental clinics in Texas
          Dental practices companies in Texas.
        Shopify stores with $1M to $10M in revenue
          E-commerce companies with 1M to 10M USD in yearly revenue using shopify.
        Indian B2B software (SaaS) firms, team size 11-50, raised a Series A, founded after 2015
          B2B software (SaaS) companies in India with 11 to 50 employees at Series A, founded in 2016 or later.
        We sell to US-based logistics companies with more than 200 employees, excluding airlines, railways and agencies.
          Transport and logistics companies in the United States with 201 or more employees, not aviation, ships, ports and rail or marketing, advertising and PR agencies.
        SaaS companies in DACH that are hiring sales reps, 20+ employees
          Software (SaaS) companies in DACH with 20 or more employees. Noted, not scored: “that are hiring sales reps”.
        B2B SaaS in India. The founder reviews pipeline every week and deal source is often empty in the CRM.
          B2B software (SaaS) companies in India. Noted, not scored: “The founder reviews pipeline every week and deal source is often empty in the CRM”.
        B2B SaaS in India, Head of Marketing Meera, who needs to prove pipeline to her founder and is tired of low-quality leads
          B2B software (SaaS) companies in India. About a person, for a persona: “Head of Marketing Meera”, “who needs to prove pipeline to her founder and is tired of low-quality leads”.
        software for hospitals in the UK, Series A to C, no more than 300 staff
          Software and internet companies in the United Kingdom with at most 300 employees at Series A to Series C. Noted, not scored: “for hospitals”.
        restaurants with 3 to 10 locations in New York, not franchises
          Restaurants in New York, not franchise. Noted, not scored: “3 to 10 locations”.
        bootstrapped agencies in London, ARR between 1 and 5 million GBP, quirkily zorblaxed
          Marketing, advertising and PR agencies in London with 1M to 5M GBP in yearly revenue, bootstrapped. Not understood: “quirkily zorblaxed”.
        E-commerce, 10M-50M EUR revenue, Nordics, Shopify or WooCommerce
          E-commerce companies in Nordics with 10M to 50M EUR in yearly revenue using shopify or woocommerce.
        companies that use Salesforce and have 100-500 employees
          Companies with 100 to 500 employees using salesforce.
        healthtech, seed or Series A/B, bangalore
          Health IT and digital health companies in Bengaluru at Seed to Series B.
        accounting firms in Australia with 5-50 staff who use Xero but not QuickBooks
          Accounting and audit companies in Australia with 5 to 50 employees using xero, not using quickbooks.
        Mid-size German machine builders (Mittelstand), 200 to 2,000 employees, revenue 20-200 Mio EUR
          Machinery and industrial automation companies in Germany with 200 to 2000 employees and 20M to 200M EUR in yearly revenue, family-owned. Noted, not scored: “Mid-size”.
        Series A–C developer tools startups, remote, with a VP of Sales
          Developer tools companies at Series A to Series C. About a person, for a persona: “with a VP of Sales”. Not understood: “remote”.
        B2B; SaaS; 11-50; India; seed
          B2B software (SaaS) companies in India at Seed. Not understood: “11-50”.
        hospitals in Karnataka and Tamil Nadu with over 100 beds, no government hospitals
          Hospitals and care companies in Karnataka or Tamil Nadu, not “government hospitals”. Noted, not scored: “over 100 beds”.
        Our ICP: B2B SaaS companies based in Bangalore or Pune, between 20 and 80 people, that raised seed or Series A since 2023
          B2B software (SaaS) companies in Bengaluru or Pune with 20 to 80 employees at Seed or Series A. Noted, not scored: “that raised seed or Series A since 2023”.
        EdTech companies, not in China, 1000+ employees, public
          Education technology companies with 1000 or more employees, public, not in China.
        mid-market retailers running on SAP with 50 or more stores
          Retail companies using sap. Noted, not scored: “mid-market”, “50 or more stores”.
        Enterprise SaaS selling to banks, ARR $5M+, US
          Software (SaaS) companies in the United States with 5M USD or more in yearly revenue. Noted, not scored: “selling to banks”.
        clinics, no dental clinics, in business since 2015
          Hospitals and care companies, founded in 2015 or later, not dental practices.

          Companies.
    "#]].assert_eq(&shown);
}

/// Sentences built from parts whose meaning is known, with a word nobody knows in between.
fn parts() -> impl Strategy<Value = (Vec<(usize, usize)>, String)> {
    (
        prop::sample::subsequence(vec![0usize, 1, 2, 3, 4, 5], 1..=6).prop_shuffle(),
        prop::collection::vec(0usize..3, 6),
        "zq[a-z]{4,9}x",
    )
        .prop_map(|(order, picks, junk)| {
            (
                order.into_iter().map(|kind| (kind, picks[kind])).collect(),
                junk,
            )
        })
}

const KNOWN: [[&str; 3]; 6] = [
    ["B2B", "D2C", "marketplace"],
    ["SaaS companies", "fintech startups", "manufacturers"],
    ["in India", "based in Germany", "in Mumbai"],
    ["10 to 50 employees", "under 50 people", "headcount 200-500"],
    ["Series A", "seed to Series B", "family owned"],
    [
        "$1M to $10M in revenue",
        "doing 5 to 50 crore revenue",
        "revenue of 2-20 million EUR",
    ],
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_of_clauses_changes_nothing((parts, junk) in parts()) {
        let said = |parts: &[(usize, usize)]| parts.iter().map(|&(kind, pick)| KNOWN[kind][pick]).collect::<Vec<_>>().join(", ");
        let sketch = icp(&format!("{}, {junk}", said(&parts)));
        prop_assert_eq!(&sketch.not_understood, &vec![junk]);
        for &(kind, pick) in &parts {
            let alone = icp(KNOWN[kind][pick]);
            match kind {
                0 => prop_assert_eq!(&sketch.business_models, &alone.business_models),
                1 => prop_assert_eq!(&sketch.industries, &alone.industries),
                2 => prop_assert_eq!(&sketch.places, &alone.places),
                3 => prop_assert!(sketch.employees.is_some() && sketch.employees == alone.employees),
                4 => prop_assert!(!sketch.stages.is_empty() && sketch.stages == alone.stages),
                _ => prop_assert!(sketch.revenue.is_some() && sketch.revenue == alone.revenue),
            }
        }
    }

    #[test]
    fn no_word_is_lost(text in r"([a-zA-Z]{1,8}|[0-9]{1,4}|no|in|with|that|hiring|for|SaaS|India|Head of Sales|not|who|her|needs|under|[,.&/-]|\PC{1,5}| ){0,30}") {
        let text = text.replace('\u{0}', " ");
        let (sketch, fates) = read(&text);
        let sentences = sketch.notes.iter().chain(&sketch.person_parts).chain(&sketch.not_understood);
        // Excluded keywords are folded already.
        let kept: Vec<String> = sentences
            .map(|words| doorwise_vocab::text::fold(words))
            .chain(sketch.excluded.keywords.iter().cloned())
            .collect();
        for (word, fate) in fates {
            let is_word = word.chars().any(char::is_alphanumeric);
            if fate == Fate::Kept && is_word {
                let folded = doorwise_vocab::text::fold(&word);
                prop_assert!(kept.iter().any(|words| words.contains(&folded)), "`{word}` of `{text}` is lost");
            }
            if fate == Fate::Filler && is_word {
                let is_plain = super::token::tokens(&word).iter().all(|token| !token.is_content() || token.is(super::token::Role::Relative));
                prop_assert!(is_plain, "`{word}` of `{text}` was dropped as filler");
            }
        }
        let understood_nothing = sketch == super::IcpSketch { says: sketch.says.clone(), ..super::IcpSketch::default() };
        prop_assert!(!(understood_nothing && super::token::tokens(&text).iter().any(|token| token.is_content() && !token.is(super::token::Role::Relative))), "nothing came of `{text}`");
    }
}
