//! Mappings of real files, which stand beside the repository where they stand at all.

use std::path::{Path, PathBuf};

use doorwise_model::tables::TableKind;
use expect_test::{Expect, expect};

use crate::mapping::{TableGuess, guess, guess_as};
use crate::source::{self, ReadOptions};
use crate::table::Table;

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(file)
}

fn read(file: &str) -> Option<Table> {
    let path = data(file);
    if !path.exists() {
        skipped();
        return None;
    }
    Some(source::read(&path, &ReadOptions::default()).expect("the file is read"))
}

#[expect(clippy::print_stderr, reason = "a test that did not run must say so")]
fn skipped() {
    eprintln!("skipped: no shared data");
}

/// Shows fields and headers only: the shares move with every word the vocabularies learn.
fn shown(tables: &[TableGuess]) -> String {
    let mut out = String::new();
    for table in tables {
        out.push_str(table.kind.as_str());
        out.push('\n');
        for column in &table.columns {
            out.push_str(&format!(
                "  {}: {}\n",
                column.field,
                column.headers.join(" + ")
            ));
        }
        let words = &table.outcomes.words;
        for (what, list) in [
            ("won", &words.won),
            ("lost", &words.lost),
            ("open", &words.open),
        ] {
            if !list.is_empty() {
                out.push_str(&format!("  {what} = {}\n", list.join(", ")));
            }
        }
    }
    out
}

#[track_caller]
fn check(file: &str, expected: &Expect) {
    if let Some(table) = read(file) {
        expected.assert_eq(&shown(&guess(&table).tables));
    }
}

#[test]
fn maps_the_yc_list() {
    check(
        "yc_companies/yc_companies_2026-03.csv",
        &expect![[r#"
        companies
          id: id
          name: name
          domain: website
          business_model: industry
          industry: industry + subindustry + tags
          place: all_locations + regions
          employees: team_size
          stage: stage
          keywords: tags
    "#]],
    );
}

#[test]
fn maps_salvirts_deals() {
    check(
        "salvirt_b2b_deals/Salvirt_B2B_ML_dataset.csv",
        &expect![[r#"
            deals
              outcome: Status
              won = won
              lost = lost
        "#]],
    );
}

#[test]
fn maps_ambitionbox() {
    check(
        "ambitionbox_india_companies/Ambitionbox_Companies_Raw.csv",
        &expect![[r#"
        companies
          name: name
          industry: company_types
          place: hq
    "#]],
    );
}

#[test]
fn maps_maven_accounts() {
    check(
        "maven_crm/accounts.csv",
        &expect![[r#"
        companies
          name: account
          industry: sector
          place: office_location
          employees: employees
          revenue: revenue
          founded: year_established
          parent: subsidiary_of
    "#]],
    );
}

#[test]
fn maps_maven_deals() {
    check(
        "maven_crm/sales_pipeline.csv",
        &expect![[r#"
        companies
          name: account
        deals
          id: opportunity_id
          company: account
          outcome: deal_stage
          amount: close_value
          created: engage_date
          closed: close_date
          owner: sales_agent
          won = won
          lost = lost
          open = engaging, prospecting
    "#]],
    );
}

#[test]
fn maps_x_education_leads() {
    check(
        "x_education_leads/Leads.csv",
        &expect![[r#"
            deals
              id: Prospect ID
              outcome: Converted
              source: Lead Source
              won = 1
              lost = 0
        "#]],
    );
}

#[test]
fn maps_startup_success() {
    check(
        "startup_success/startup_data.csv",
        &expect![[r#"
            companies
              id: id
              name: name
              industry: category_code
              place: city + state_code
              founded: founded_at
            events
              company: name
              company_id: id
              happened: last_funding_at
        "#]],
    );
}

#[test]
fn maps_crunchbase_companies() {
    check(
        "crunchbase_2013/crunchbase-companies.csv",
        &expect![[r#"
            companies
              id: permalink
              name: name
              industry: category_code
              place: city + state_code + country_code
              founded: founded_year
            events
              company: name
              company_id: permalink
              happened: last_funding_at
        "#]],
    );
}

#[test]
fn maps_crunchbase_rounds() {
    check(
        "crunchbase_2013/crunchbase-rounds.csv",
        &expect![[r#"
            companies
              id: company_permalink
              name: company_name
              industry: company_category_code
              place: company_city + company_state_code + company_country_code
              stage: funding_round_type
            events
              company: company_name
              company_id: company_permalink
              event: funding_round_type
              happened: funded_at
        "#]],
    );
}

#[test]
fn maps_india_startup_funding() {
    let Some(table) = read("india_startup_funding/startup_funding.csv") else {
        return;
    };
    let mapping = guess(&table);
    let companies = mapping
        .table(TableKind::Companies)
        .expect("a table of companies");
    for (field, header) in [
        ("name", "StartupName"),
        ("industry", "IndustryVertical"),
        ("place", "CityLocation"),
        ("stage", "InvestmentType"),
    ] {
        assert_eq!(
            companies.headers(field).first().map(String::as_str),
            Some(header),
            "{field}"
        );
    }
    // Money raised is no revenue.
    assert!(companies.column("revenue").is_none());
}

#[test]
fn maps_hubspot_won_deals() {
    check(
        "hubspot_deals/won_deals.json",
        &expect![[r#"
        deals
          id: id
          amount: properties.amount
          created: properties.createdate
          closed: properties.closedate
          owner: properties.hubspot_owner_id
    "#]],
    );
}

#[test]
fn maps_hubspot_lost_deals() {
    check(
        "hubspot_deals/lost_deals.json",
        &expect![[r#"
        deals
          id: id
          outcome: properties.dealstage
          amount: properties.amount
          created: properties.createdate
          closed: properties.closedate
          owner: properties.hubspot_owner_id
          lost = closedlost
    "#]],
    );
}

#[test]
fn maps_olist_closed_deals() {
    check(
        "olist_b2b_funnel/olist_closed_deals_dataset.csv",
        &expect![[r#"
        deals
          id: mql_id
          closed: won_date
    "#]],
    );
}

#[test]
fn maps_olist_leads() {
    check(
        "olist_b2b_funnel/olist_marketing_qualified_leads_dataset.csv",
        &expect![[r#"
        deals
          id: mql_id
          created: first_contact_date
          source: origin
    "#]],
    );
}

#[test]
fn sees_no_table_in_telco_churn() {
    check(
        "telco_churn/WA_Fn-UseC_-Telco-Customer-Churn.csv",
        &expect![[r#""#]],
    );
}

#[test]
fn sees_no_table_in_bank_calls() {
    check(
        "bank_marketing/bank-additional-full.csv",
        &expect![[r#"
        contacts
          title: job
    "#]],
    );
}

#[test]
fn sees_no_table_in_maven_products() {
    check("maven_crm/products.csv", &expect![[r#""#]]);
}

#[test]
fn reads_the_yc_list_the_same_when_told_that_it_is_of_companies() {
    let Some(table) = read("yc_companies/yc_companies_2026-03.csv") else {
        return;
    };
    let told = guess_as(&table, TableKind::Companies);
    assert_eq!(vec![told.clone()], guess(&table).tables);
    let used: Vec<&String> = told
        .columns
        .iter()
        .flat_map(|column| &column.headers)
        .collect();
    assert!(
        !used
            .iter()
            .any(|header| matches!(header.as_str(), "status" | "batch")),
        "{used:?}"
    );
}

#[test]
fn keeps_quiet_of_the_size_in_words_of_salvirts_deals() {
    let Some(table) = read("salvirt_b2b_deals/Salvirt_B2B_ML_dataset.csv") else {
        return;
    };
    let told = guess(&table);
    assert!(
        !told
            .notes
            .iter()
            .any(|note| note.contains("(confidence 0.0")),
        "{:?}",
        told.notes
    );
    assert!(
        told.tables
            .iter()
            .all(|table| table.column("employees").is_none())
    );
}
