//! Stages that deals entered.

use super::*;

const DEALS: &str = "name: A
tables:
  deals:
    path: d.csv
    columns: { id: id, company: company, outcome: stage }
";
const HISTORY: &str = "  stage_history:
    path: h.csv
    columns: { deal: Opportunity, changed: Field, stage: New Value, entered: Edit Date }
";

fn stages(opened: &Opened) -> Vec<Vec<String>> {
    let show =
        |entry: &doorwise_model::deal::StageEntry| format!("{} {}", entry.entered, entry.stage);
    let deals = opened.market.deals().iter();
    deals
        .map(|deal| deal.stages.iter().map(show).collect())
        .collect()
}

#[test]
fn a_history_of_fields_is_read_where_it_tells_of_stages() {
    let opened = opened(&[
        ("doorwise.yaml", &format!("{DEALS}{HISTORY}")),
        (
            "d.csv",
            "id,company,stage\n1,Acme,Closed Won\n2,Beta,Closed Lost\n",
        ),
        (
            "h.csv",
            "Opportunity,Field,New Value,Edit Date\n\
             1,Stage,Proposal,2026-02-01\n\
             1,Stage,Demo,2026-01-01\n\
             1,Amount,900,2026-01-05\n\
             1,Stage,Demo,2026-03-01\n\
             1,Stage,Closed Won,2026-04-01\n\
             9,Stage,Demo,2026-01-01\n",
        ),
    ]);
    // Oldest first, each once by its first day, without the end; a row of no deal is told.
    assert_eq!(
        stages(&opened),
        [vec!["2026-01-01 Demo", "2026-02-01 Proposal"], vec![]]
    );
    assert_eq!(opened.market.facts().unlinked.len(), 1);
    assert!(
        opened
            .diagnostics
            .iter()
            .any(|found| found.name == "tables/unlinked-rows")
    );
}

#[test]
fn days_of_stages_in_the_deals_themselves() {
    let opened = opened(&[
        ("doorwise.yaml", DEALS),
        (
            "d.csv",
            "id,company,stage,hs_date_entered_demo,\"Date entered \"\"Proposal (Sales)\"\"\",hs_date_entered_closedwon,hs_date_exited_demo\n\
             1,Acme,Closed Won,2026-01-01,2026-02-01,2026-03-01,2026-02-01\n\
             2,Beta,Closed Lost,2026-01-03,,,\n",
        ),
    ]);
    assert_eq!(
        stages(&opened),
        [
            vec!["2026-01-01 demo", "2026-02-01 Proposal"],
            vec!["2026-01-03 demo"]
        ]
    );
}
