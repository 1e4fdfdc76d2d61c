use doorwise_model::tables::TableKind;
use expect_test::expect;
use proptest::prelude::*;

use super::{check, sheet, shown_table};
use crate::mapping::{guess, guess_as};

#[test]
fn splits_a_founders_deals_sheet_into_three_tables() {
    check(
        "Company,Status,Deal value (₹),Date,Contact name,Contact title\n\
         Amberline,Won,2.5 lakh,2026-01-04,Asha Rao,Head of Marketing\n\
         Bluefern,Lost,\"4,00,000\",2026-02-11,Kiran Shah,Founder & CEO\n\
         Copperleaf,Negotiation,₹80000,2026-03-01,Meera Iyer,VP Marketing\n",
        &expect![[r#"
            companies
              name: Company (1.00)
            deals
              company: Company (1.00)
              outcome: Status (1.00)
              amount: Deal value (₹) (1.00)
              closed: Date (0.80)
              won = won
              lost = lost
              open = negotiation
            contacts
              name: Contact name (1.00)
              title: Contact title (1.00)
              company: Company (1.00)
            ! `Date` is taken for the day a deal closed; map it as `created` if it is the day the deal began
        "#]],
    );
}

#[test]
fn decides_by_content_what_a_stage_is() {
    check(
        "Company,Stage,Amount\nAmberline,Closed Won,100\nBluefern,Closed Lost,200\nCopperleaf,Demo,300\n",
        &expect![[r#"
            companies
              name: Company (1.00)
            deals
              company: Company (1.00)
              outcome: Stage (1.00)
              amount: Amount (1.00)
              won = closed won
              lost = closed lost
              open = demo
        "#]],
    );
    check(
        "Company,Stage,Sector\nAmberline,Series A,SaaS\nBluefern,Seed,Fintech\nCopperleaf,Bootstrapped,Logistics\n",
        &expect![[r#"
            companies
              name: Company (1.00)
              industry: Sector (1.00)
              stage: Stage (1.00)
        "#]],
    );
}

#[test]
fn leaves_a_size_in_words_unmapped() {
    check(
        "Account Name,Size,Country\nAmberline,Small,India\nBluefern,Mid,India\nCopperleaf,Big,Germany\n",
        &expect![[r#"
            companies
              name: Account Name (1.00)
              place: Country (1.00)
        "#]],
    );
}

#[test]
fn reads_a_seat_table() {
    check(
        "Deal ID,contact_id,Role,Attached on\nD1,P1,Champion,2026-01-02\nD1,P2,Economic buyer,2026-01-05\n\
         D2,P3,champion,2026-02-01\n",
        &expect![[r#"
            deal_contacts
              deal: Deal ID (1.00)
              contact: contact_id (1.00)
              buying_role: Role (1.00)
              attached: Attached on (1.00)
        "#]],
    );
}

#[test]
fn reads_a_table_of_people() {
    check(
        "contact_id,company_id,Name,Title,Email\nP1,C1,Asha Rao,Head of Marketing,asha@amberline.example\n\
         P2,C2,Kiran Shah,Founder,kiran@bluefern.example\n",
        &expect![[r#"
            contacts
              id: contact_id (1.00)
              name: Name (1.00)
              title: Title (1.00)
              email: Email (1.00)
              company_id: company_id (1.00)
        "#]],
    );
}

#[test]
fn maps_columns_without_headers_by_what_they_hold() {
    check(
        "column 1,column 2,column 3,column 4,column 5\n\
         Amberline,amberline.example,11-50,\"Bengaluru, India\",Series A\n\
         Bluefern,bluefern.example,51-200,\"Mumbai, India\",Seed\n\
         Copperleaf,copperleaf.example,2-10,Pune,Series B\n",
        &expect![[r#"
            companies
              name: column 1 (0.60)
              domain: column 2 (0.60)
              place: column 4 (0.60)
              employees: column 3 (0.60)
              stage: column 5 (0.60)
        "#]],
    );
}

#[test]
fn forgives_slips_and_other_cases_in_headers() {
    check(
        "COMPANY_NAME,no. of employess,indusrty,hqCity,FoundingYear\n\
         Amberline,34,SaaS,Pune,2019\nBluefern,12,Fintech,Mumbai,2016\n",
        &expect![[r#"
            companies
              name: COMPANY_NAME (1.00)
              industry: indusrty (0.80)
              place: hqCity (1.00)
              employees: no. of employess (0.80)
              founded: FoundingYear (1.00)
        "#]],
    );
}

#[test]
fn takes_a_plain_name_for_the_company_where_no_other_column_is() {
    check(
        "Name,Status,Amount\nAmberline,Won,100\nBluefern,Lost,200\n",
        &expect![[r#"
            companies
              name: Name (1.00)
            deals
              company: Name (1.00)
              outcome: Status (1.00)
              amount: Amount (1.00)
              won = won
              lost = lost
            ! `Name` is taken for the company's name, for no other column names the company
        "#]],
    );
}

#[test]
fn lists_stages_it_does_not_understand() {
    check(
        "Deal Name,Deal Stage\nA,closedwon\nB,closedlost\nC,65238786\n",
        &expect![[r#"
            deals
              name: Deal Name (1.00)
              outcome: Deal Stage (0.90)
              won = closedwon
              lost = closedlost
              ? 65238786
        "#]],
    );
}

#[test]
fn reads_yes_and_no_as_an_outcome_only_under_a_header_that_asks() {
    check(
        "Deal ID,Won\n1,yes\n2,no\n3,yes\n",
        &expect![[r#"
        deals
          id: Deal ID (1.00)
          outcome: Won (1.00)
          won = yes
          lost = no
    "#]],
    );
    check(
        "Deal ID,Budget\n1,yes\n2,no\n3,yes\n",
        &expect![[r#"
        deals
          id: Deal ID (1.00)
    "#]],
    );
}

#[test]
fn does_not_map_a_column_with_no_filled_cell() {
    check(
        "Company,Industry,Employees\nAmberline,SaaS,\nBluefern,Fintech,\n",
        &expect![[r#"
        companies
          name: Company (1.00)
          industry: Industry (1.00)
        ! maybe `Employees` is employees of companies: no cell is filled (confidence 0.42), so it is left unmapped; map it by hand if it is
    "#]],
    );
}

#[test]
fn names_nothing_in_a_sheet_about_something_else() {
    check(
        "product,price per litre,colour\nA,12,red\nB,13,green\n",
        &expect![[r#"
        ! nothing in `sheet.csv` tells what a row is: no company, person or deal was recognised by header or content
    "#]],
    );
}

#[test]
fn reads_a_sheet_as_companies_when_told_so() {
    let table = sheet(
        "Name,Team Size,Status,Where\nAmberline,34,Active,Pune\nBluefern,12,Acquired,Mumbai\n",
    );
    expect![[r#"
        companies
          name: Name (1.00)
          place: Where (1.00)
          employees: Team Size (1.00)
    "#]]
    .assert_eq(&shown_table(&guess_as(&table, TableKind::Companies)));
}

#[test]
fn reads_companies_with_a_person_in_each_row() {
    check(
        "Company,Website,Team size,Sector,HQ,Model,Last round,Tech,Contact person,Designation,Mail id,Phone\n\
         Amberline,amberline.example,34,SaaS,Bengaluru,B2B,Series A,HubSpot;Slack,Asha Rao,Head of Marketing,asha@amberline.example,9999999999\n\
         Bluefern,bluefern.example,12,Fintech,Mumbai,B2C,Seed,Zoho,Kiran Shah,Founder,kiran@bluefern.example,8888888888\n",
        &expect![[r#"
            companies
              name: Company (1.00)
              domain: Website (1.00)
              business_model: Model (1.00)
              industry: Sector (1.00)
              place: HQ (1.00)
              employees: Team size (1.00)
              stage: Last round (1.00)
              tools: Tech (1.00)
            contacts
              name: Contact person (1.00)
              title: Designation (1.00)
              email: Mail id (1.00)
              company: Company (1.00)
              domain: Website (1.00)
        "#]],
    );
}

#[test]
fn tells_the_customers_stage_from_the_deals() {
    check(
        "Organisation,Funding stage,Deal stage,No. of employees,Value in INR,Opened,Reason lost\n\
         Amberline,Series A,Won,34,100000,2026-01-02,\n\
         Bluefern,Seed,Lost,12,90000,2026-01-05,no budget\n",
        &expect![[r#"
            companies
              name: Organisation (1.00)
              employees: No. of employees (1.00)
              stage: Funding stage (1.00)
            deals
              company: Organisation (1.00)
              outcome: Deal stage (1.00)
              amount: Value in INR (1.00)
              created: Opened (1.00)
              loss_reason: Reason lost (1.00)
              won = won
              lost = lost
        "#]],
    );
}

#[test]
fn does_not_take_a_person_for_a_company_or_a_deal() {
    check(
        "Name,Title,Company,City\nAsha Rao,Head of Marketing,Amberline,Pune\nKiran Shah,Founder,Bluefern,Mumbai\n",
        &expect![[r#"
            companies
              name: Company (1.00)
              place: City (0.80)
            contacts
              name: Name (1.00)
              title: Title (1.00)
              company: Company (1.00)
        "#]],
    );
    check(
        "Title,Name,Account,Status\nHead of Marketing,Asha Rao,Amberline,Won\nFounder,Kiran Shah,Bluefern,Lost\n",
        &expect![[r#"
            companies
              name: Account (1.00)
            deals
              company: Account (1.00)
              outcome: Status (1.00)
              won = won
              lost = lost
            contacts
              name: Name (1.00)
              title: Title (1.00)
              company: Account (1.00)
            ! `Name` is taken for the person's name, for it stands beside a job title
        "#]],
    );
}

#[test]
fn finds_an_outcome_under_a_header_that_says_nothing_of_it() {
    check(
        "Company,Where are we\nAmberline,Won\nBluefern,Lost\nCopperleaf,Proposal sent\n",
        &expect![[r#"
            companies
              name: Company (1.00)
            deals
              company: Company (1.00)
              outcome: Where are we (0.60)
              won = won
              lost = lost
              open = proposal sent
        "#]],
    );
}

#[test]
fn finds_job_titles_under_a_header_that_says_nothing_of_them() {
    let people = sheet(
        "Firm,Who\nAmberline,Head of Marketing\nBluefern,Sales Director\nCopperleaf,VP Engineering\n",
    );
    assert_eq!(
        guess_as(&people, TableKind::Contacts).headers("title"),
        ["Who"]
    );
    let sellers = sheet("Firm,Who\nAmberline,Seller 6\nBluefern,Seller 8\nCopperleaf,Seller 1\n");
    assert!(
        guess_as(&sellers, TableKind::Contacts)
            .column("title")
            .is_none()
    );
}

#[test]
fn says_what_a_guess_rests_on() {
    let table = sheet("Company,Team Size\nAmberline,34\nBluefern,about many\nCopperleaf,12\n");
    let companies = guess_as(&table, TableKind::Companies);
    let employees = companies
        .column("employees")
        .expect("a guess for employees");
    assert_eq!(
        employees.why,
        "header `Team Size`; 67 % of distinct cells read as employee counts"
    );
    assert_eq!(employees.confidence, 0.9);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn keeps_its_promises_on_any_sheet(
        headers in prop::collection::vec("(Name|Company|Stage|Status|Title|City|Date|Tags|Size|[a-z #._-]{0,8})", 1..7),
        cells in prop::collection::vec("(Won|Lost|Seed|Pune|India|SaaS|11-50|2026-01-02|a@b.example|CEO|[ -~]{0,6})", 0..40),
    ) {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "'"));
        let width = headers.len();
        let mut text = headers.iter().map(quote).collect::<Vec<_>>().join(",");
        for row in cells.chunks_exact(width) {
            text.push('\n');
            text.push_str(&row.iter().map(quote).collect::<Vec<_>>().join(","));
        }
        text.push('\n');
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("sheet.csv");
        std::fs::write(&path, text).expect("the sheet is written");
        let Ok(table) = crate::source::read(&path, &crate::source::ReadOptions::default()) else { return Ok(()) };
        let mapping = guess(&table);
        prop_assert_eq!(&mapping, &guess(&table));
        for guess in &mapping.tables {
            let fields: Vec<&str> = guess.columns.iter().map(|column| column.field.as_str()).collect();
            let in_order: Vec<&str> = guess.kind.fields().iter().copied().filter(|field| fields.contains(field)).collect();
            prop_assert_eq!(fields, in_order);
            for column in &guess.columns {
                prop_assert!((0.5..=1.0).contains(&column.confidence));
                prop_assert!(!column.headers.is_empty());
                prop_assert!(column.headers.iter().all(|header| table.column(header).is_some()));
            }
        }
    }
}
