//! Exports of sales programs in which two columns could say one thing.

use super::*;
use expect_test::expect;

#[test]
fn the_status_that_says_won_and_lost_beats_the_way_there() {
    check(
        "Deal - ID,Deal - Title,Deal - Organization,Deal - Status,Deal - Stage,Deal - Value,Deal - Currency,Deal - Won time,Deal - Lost time,Deal - Expected close date\n\
         1,A deal,Acme Inc,Won,Demo,1000,USD,2024-04-01 09:00:00,,2025-01-01\n\
         2,B deal,Bolt Inc,Lost,Demo,1001,EUR,,2024-05-01 09:00:00,2025-02-01\n\
         3,C deal,Cape Inc,Open,Qualified,1002,USD,,,2025-03-01\n",
        &expect![[r#"
            companies
              name: Deal - Organization (0.80)
            deals
              id: Deal - ID (1.00)
              name: Deal - Title (1.00)
              company: Deal - Organization (0.80)
              outcome: Deal - Status (1.00)
              amount: Deal - Value + Deal - Currency (1.00)
              closed: Deal - Won time + Deal - Lost time (1.00)
              won = won
              lost = lost
              open = open
        "#]],
    );
}

#[test]
fn people_who_are_not_interested_are_no_lost_deals() {
    check(
        "First Name,Last Name,Title,Company,Email,Stage,# Employees,Industry\n\
         Anna,Kowalski,Head of Marketing,Acme,anna@acme.com,Cold,20,computer software\n\
         Raj,Patel,CTO,Bolt,raj@bolt.com,Not Interested,21,computer software\n\
         Eva,Lang,CEO,Cape,eva@cape.com,Unresponsive,22,retail\n",
        &expect![[r#"
            companies
              name: Company (1.00)
              industry: Industry (1.00)
              employees: # Employees (1.00)
            contacts
              first_name: First Name (1.00)
              last_name: Last Name (1.00)
              title: Title (1.00)
              email: Email (1.00)
              company: Company (1.00)
        "#]],
    );
}
