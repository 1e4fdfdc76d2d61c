//! Exports of known programs, their headers as in public importers, their rows invented.

use expect_test::expect;

use super::check;

#[test]
fn reads_apollo() {
    // Apollo: people with their companies; the city of the person is not the company's.
    check(
        "First Name,Last Name,Title,Company,Company Name for Emails,Email,# Employees,Industry,City,Country,Company City,Company State,Company Country,Website,Person Linkedin Url\n\
         Asha,Rao,Head of Marketing,Amberline,Amberline,asha@amberline.example,34,computer software,Pune,India,Bengaluru,Karnataka,India,https://amberline.example,http://www.linkedin.com/in/asha\n\
         Kiran,Shah,Founder,Bluefern,Bluefern,kiran@bluefern.example,12,financial services,Mumbai,India,Mumbai,Maharashtra,India,http://bluefern.example,http://www.linkedin.com/in/kiran\n",
        &expect![[r#"
            companies
              name: Company (1.00)
              domain: Website (1.00)
              industry: Industry (1.00)
              place: Company City + Company State + Company Country (1.00)
              employees: # Employees (1.00)
            contacts
              first_name: First Name (1.00)
              last_name: Last Name (1.00)
              title: Title (1.00)
              email: Email (1.00)
              company: Company (1.00)
              domain: Website (1.00)
        "#]],
    );
}

#[test]
fn reads_pipedrive() {
    check(
        "Deal - ID,Deal - Title,Deal - Status,Deal - Value,Organization - Name,Person - Name,Person - Email\n\
         1,Amberline pilot,won,1200,Amberline,Asha Rao,asha@amberline.example\n\
         2,Bluefern year,lost,900,Bluefern,Kiran Shah,kiran@bluefern.example\n",
        &expect![[r#"
            companies
              name: Organization - Name (1.00)
            deals
              id: Deal - ID (1.00)
              name: Deal - Title (1.00)
              company: Organization - Name (1.00)
              outcome: Deal - Status (1.00)
              amount: Deal - Value (1.00)
              won = won
              lost = lost
            contacts
              name: Person - Name (1.00)
              email: Person - Email (1.00)
              company: Organization - Name (1.00)
              deal_id: Deal - ID (1.00)
        "#]],
    );
}

#[test]
fn reads_salesforce() {
    check(
        "Id,Name,StageName,Amount,CloseDate,CreatedDate,AccountId,LeadSource,IsWon\n\
         0061,Amberline pilot,Closed Won,1200,2026-02-01,2026-01-02,0011,Web,true\n\
         0062,Bluefern year,Closed Lost,900,2026-02-03,2026-01-05,0012,Referral,false\n",
        &expect![[r#"
            deals
              id: Id (1.00)
              name: Name (1.00)
              company_id: AccountId (1.00)
              outcome: StageName (1.00)
              amount: Amount (1.00)
              created: CreatedDate (1.00)
              closed: CloseDate (1.00)
              source: LeadSource (1.00)
              won = closed won
              lost = closed lost
        "#]],
    );
}

#[test]
fn reads_crunchbase() {
    check(
        "Organization Name,Organization Name URL,Industries,Headquarters Location,Founded Date,Number of Employees,Estimated Revenue Range,Last Funding Type,Website\n\
         Amberline,https://www.crunchbase.com/organization/amberline,\"SaaS, Marketing\",\"Bengaluru, Karnataka, India\",2019-01-01,11-50,$1M to $10M,Series A,https://amberline.example\n\
         Bluefern,https://www.crunchbase.com/organization/bluefern,FinTech,\"Mumbai, Maharashtra, India\",2016-05-01,101-250,$10M to $50M,Series B,https://bluefern.example\n",
        &expect![[r#"
            companies
              name: Organization Name (1.00)
              domain: Website (1.00)
              industry: Industries (1.00)
              place: Headquarters Location (1.00)
              employees: Number of Employees (1.00)
              stage: Last Funding Type (1.00)
              revenue: Estimated Revenue Range (1.00)
              founded: Founded Date (1.00)
        "#]],
    );
}

#[test]
fn reads_linkedin_connections() {
    check(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n\
         Asha,Rao,https://www.linkedin.com/in/asha,,Amberline,Head of Marketing,04 Jan 2026\n\
         Kiran,Shah,https://www.linkedin.com/in/kiran,,Bluefern,Founder,05 Feb 2026\n",
        &expect![[r#"
            contacts
              first_name: First Name (1.00)
              last_name: Last Name (1.00)
              title: Position (1.00)
              company: Company (1.00)
            ! maybe `Email Address` is email of contacts: no cell is filled (confidence 0.42), so it is left unmapped; map it by hand if it is
        "#]],
    );
}

#[test]
fn reads_hubspot_deals() {
    check(
        "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Associated Company,Associated Contact,Closed Lost Reason\n\
         101,Amberline pilot,Closed won,2026-02-01,Ravi,1200,Amberline,Asha Rao,\n\
         102,Bluefern year,Closed lost,2026-02-03,Ravi,900,Bluefern,Kiran Shah,price\n",
        &expect![[r#"
            companies
              name: Associated Company (1.00)
            deals
              id: Record ID (1.00)
              name: Deal Name (1.00)
              company: Associated Company (1.00)
              outcome: Deal Stage (1.00)
              amount: Amount (1.00)
              closed: Close Date (1.00)
              loss_reason: Closed Lost Reason (1.00)
              owner: Deal owner (1.00)
              won = closed won
              lost = closed lost
            contacts
              name: Associated Contact (1.00)
              company: Associated Company (1.00)
              deal_id: Record ID (1.00)
        "#]],
    );
}

#[test]
fn reads_zoho() {
    check(
        "Potential Name,Account Name,Stage,Closing Date,Amount,Contact Name,Lead Source\n\
         Amberline pilot,Amberline,Closed Won,2026-02-01,1200,Asha Rao,Web\n\
         Bluefern year,Bluefern,Negotiation/Review,2026-02-03,900,Kiran Shah,Referral\n",
        &expect![[r#"
            companies
              name: Account Name (1.00)
            deals
              name: Potential Name (1.00)
              company: Account Name (1.00)
              outcome: Stage (1.00)
              amount: Amount (1.00)
              closed: Closing Date (1.00)
              source: Lead Source (1.00)
              won = closed won
              open = negotiation/review
            contacts
              name: Contact Name (1.00)
              company: Account Name (1.00)
        "#]],
    );
}

#[test]
fn reads_clay() {
    check(
        "Name,Primary Industry,Size,Type,Location,Country,Domain,LinkedIn URL,Description\n\
         Amberline,Software Development,11-50 employees,Privately Held,\"Bengaluru, Karnataka\",India,amberline.example,https://www.linkedin.com/company/amberline,We make attribution software for teams\n\
         Bluefern,Financial Services,51-200 employees,Public Company,\"Mumbai, Maharashtra\",India,bluefern.example,https://www.linkedin.com/company/bluefern,We lend to shops and traders\n",
        &expect![[r#"
            companies
              name: Name (1.00)
              domain: Domain (1.00)
              industry: Primary Industry (1.00)
              place: Location + Country (1.00)
              employees: Size (1.00)
              stage: Type (1.00)
        "#]],
    );
}

#[test]
fn reads_people_data_labs() {
    check(
        ",name,domain,year founded,industry,size range,locality,country,linkedin url,current employee estimate\n\
         0,amberline,amberline.example,2011.0,computer software,11 - 50,\"bengaluru, karnataka, india\",india,linkedin.com/company/amberline,34\n\
         1,bluefern,bluefern.example,1999.0,financial services,51 - 200,\"mumbai, maharashtra, india\",india,linkedin.com/company/bluefern,120\n",
        &expect![[r#"
            companies
              name: name (1.00)
              domain: domain (1.00)
              industry: industry (1.00)
              place: locality + country (1.00)
              employees: size range (1.00)
              founded: year founded (1.00)
        "#]],
    );
}

#[test]
fn reads_salesforce_stage_history() {
    check(
        "OpportunityId,StageName,Amount,CreatedDate\n\
         006A,Qualification,1200,2026-01-02\n\
         006A,Proposal,1200,2026-01-20\n\
         006A,Closed Won,1200,2026-02-20\n\
         006B,Qualification,900,2026-01-05\n\
         006B,Closed Lost,900,2026-03-05\n",
        &expect![[r#"
            stage_history
              deal: OpportunityId (1.00)
              stage: StageName (1.00)
              entered: CreatedDate (1.00)
        "#]],
    );
}

#[test]
fn reads_salesforce_field_history() {
    check(
        "Opportunity ID,Field / Event,Old Value,New Value,Edit Date\n\
         006A,Stage,Qualification,Proposal,2026-01-20\n\
         006A,Amount,1000,1200,2026-01-21\n\
         006A,Stage,Proposal,Closed Won,2026-02-20\n\
         006B,Stage,Qualification,Closed Lost,2026-03-05\n\
         006B,Amount,800,900,2026-01-05\n",
        &expect![[r#"
            stage_history
              deal: Opportunity ID (1.00)
              changed: Field / Event (1.00)
              stage: New Value (1.00)
              entered: Edit Date (1.00)
        "#]],
    );
}

#[test]
fn reads_a_list_of_subscriptions() {
    // As billing programs export them: who, since when, until when.
    check(
        "Customer Name,Start Date,Canceled At,Upsell\n\
         Amberline,2025-01-02,,Yes\n\
         Bluefern,2025-02-03,2025-04-01,No\n\
         Cobaltmint,2025-03-04,,No\n",
        &expect![[r#"
            customers
              company: Customer Name (1.00)
              started: Start Date (1.00)
              churned: Canceled At (1.00)
              expanded: Upsell (1.00)
        "#]],
    );
}

#[test]
fn what_lies_in_stock_is_no_count_of_people() {
    let mapping = crate::mapping::guess(&super::sheet(
        "company name,country,average_stock\nAmberline,Brazil,5-20\nBluefern,Brazil,20-50\nCobaltmint,Brazil,50-200\n",
    ));
    let companies = mapping
        .table(doorwise_model::tables::TableKind::Companies)
        .expect("companies");
    assert!(companies.column("employees").is_none(), "{companies:?}");
}
