//! Workspaces with messy tables, opened.

mod exports;
mod log;
mod rounds;
mod stages;

use std::path::{Path, PathBuf};

use doorwise_model::market::Market;
use doorwise_model::value::{Unknown, Value};
use doorwise_model::workspace::load;

use super::*;
use crate::normalise::{Manner, code_column};
use doorwise_model::field::FieldKind;

/// Opens a workspace of these files.
fn opened(files: &[(&str, &str)]) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    open(&load::load(folder.path()).unwrap().value).unwrap()
}

fn names(opened: &Opened) -> Vec<String> {
    let rows = 0..opened.market.facts().companies;
    rows.map(|row| opened.market.company(row).name).collect()
}

fn notes(opened: &Opened) -> Vec<String> {
    let tables = opened.market.facts().tables.iter();
    tables.flat_map(|table| table.notes.clone()).collect()
}

const COMPANIES: &str = "name: A
tables:
  companies:
    path: c.csv
    columns: { name: name, industry: industry, place: city }
";

#[test]
fn a_word_of_a_form_is_blank_but_may_be_a_name() {
    let opened = opened(&[
        ("doorwise.yaml", COMPANIES),
        (
            "c.csv",
            "name,industry,city,note\nSelect,Select,-Select-,\nAcme,--None--,Pune,Please choose\nBlue,Software,Select,\n",
        ),
    ]);
    assert_eq!(names(&opened), ["Select", "Acme", "Blue"]);
    assert_eq!(opened.market.called("Select"), [0]);
    let industry = opened.market.company(0).values[&Field::Industry].clone();
    assert_eq!(industry, Value::Unknown(Unknown::Blank));
    assert_eq!(
        notes(&opened),
        [
            "`Select` in 1 cell of `name` is taken for a name",
            "`Select` counts as blank in 2 cells: `industry` (1), `city` (1)",
            "`--None--` counts as blank in 1 cell: `industry` (1)",
            "`-Select-` counts as blank in 1 cell: `city` (1)",
            "`Please choose` counts as blank in 1 cell: `note` (1)",
        ]
    );
}

#[test]
fn a_word_that_fills_a_column_of_names_is_no_name() {
    let opened = opened(&[
        ("doorwise.yaml", COMPANIES),
        (
            "c.csv",
            "name,industry,city\nNone,Software,Pune\nNONE,Retail,Delhi\nAcme,Software,Pune\n",
        ),
    ]);
    // Two rows that say "None" are not one company called so.
    assert_eq!(opened.market.facts().companies, 3);
    assert_eq!(names(&opened), ["c.csv:2", "c.csv:3", "Acme"]);
    assert_eq!(
        notes(&opened),
        ["`None` counts as blank in 2 cells: `name` (2)"]
    );
}

#[test]
fn a_failed_formula_is_counted_and_links_nobody() {
    let opened = opened(&[
        (
            "doorwise.yaml",
            "name: A
tables:
  companies:
    path: c.csv
    columns: { name: name, industry: industry }
  deals:
    path: d.csv
    columns: { id: id, company: account, outcome: status }
",
        ),
        (
            "c.csv",
            "name,industry\n#NAME?,Software\nName,#REF!\n#N/A,Retail\n",
        ),
        (
            "d.csv",
            "id,account,status\nD1,#NAME?,won\nD2,#DIV/0!,lost\nD3,Name,won\n",
        ),
    ]);
    assert_eq!(opened.market.facts().companies, 3);
    let links: Vec<Option<usize>> = opened
        .market
        .deals()
        .iter()
        .map(|deal| deal.company)
        .collect();
    assert_eq!(links, [None, None, Some(1)]);
    assert_eq!(
        notes(&opened),
        [
            "error cells, which count as blank: 3; the first is in row 2",
            "error cells, which count as blank: 2; the first is in row 2",
        ]
    );
}

#[test]
fn names_are_shown_without_written_escapes() {
    let opened = opened(&[
        ("doorwise.yaml", COMPANIES),
        (
            "c.csv",
            "name,industry,city\nByju\\\\xe2\\\\x80\\\\x99s,Edtech,Pune\nAlef\\\\nMobitech,Retail,Pune\nBYJU\\\\'S,Edtech,\n",
        ),
    ]);
    assert_eq!(names(&opened), ["Byju\u{2019}s", "Alef Mobitech"]);
    assert_eq!(opened.market.facts().duplicates.len(), 1);
    let notes = notes(&opened);
    assert!(
        notes[0].starts_with("escapes written out in 3 cells of `name`"),
        "{notes:?}"
    );
}

const ICP: &str = "icp: a
types: { custom.team_size: number, custom.Growht: category }
gates:
  - custom.team_size: 10..
  - custom.Growht: high
points:
  - custom.score: { 5..: 3 }
";

#[test]
fn a_column_of_ones_own_is_found_in_any_spelling_or_told() {
    let opened = opened(&[
        ("doorwise.yaml", COMPANIES),
        ("icps/a.yaml", ICP),
        (
            "c.csv",
            "name,industry,city,Team Size,Growth,Score,SCORE\nAcme,Software,Pune,12,high,7,8\n",
        ),
    ]);
    let company = opened.market.company(0);
    let known: Vec<String> = company.values.keys().map(Field::name).collect();
    assert!(known.contains(&"custom.team_size".to_owned()), "{known:?}");
    let told: Vec<(String, Option<String>)> = opened
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.name == "tables/no-such-column")
        .map(|diagnostic| (diagnostic.message.clone(), diagnostic.help.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "`custom.Growht` names no column of c.csv".to_owned(),
                Some("did you mean `custom.Growth`?".to_owned())
            ),
            (
                "`custom.score` may be any of 2 columns".to_owned(),
                Some("write one exactly: Score, SCORE".to_owned())
            ),
        ]
    );
}

#[test]
fn companies_joined_by_an_id_say_where_they_contradict() {
    let setup = COMPANIES.replace("{ name: name,", "{ id: id, name: name,");
    let opened = opened(&[
        ("doorwise.yaml", &setup),
        (
            "c.csv",
            "id,name,industry,city\n7,Acme,Software,Pune\n7,Blue,Software,Pune\n8,Red Ltd,Retail,\n8,red,Retail,\n",
        ),
    ]);
    let differs = |row: usize| opened.market.facts().duplicates[row].differs.join("; ");
    assert_eq!(differs(0), "name Blue, counted as Acme");
    assert_eq!(differs(1), "");
}

/// The folder of real data, which stands beside the repository on machines that have it.
#[expect(clippy::print_stderr, reason = "a test that did not run must say so")]
fn real(file: &str) -> Option<Table> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(file);
    if !path.exists() {
        eprintln!("skipped: no shared data");
        return None;
    }
    Some(source::read(&path, &ReadOptions::default()).unwrap())
}

fn map(columns: &[(&str, &str)]) -> TableMap {
    let columns: Vec<String> = columns
        .iter()
        .map(|(field, header)| format!("{field}: \"{header}\""))
        .collect();
    let setup = format!(
        "name: A\ntables:\n  companies:\n    path: c.csv\n    columns: {{ {} }}\n",
        columns.join(", ")
    );
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("doorwise.yaml"), setup).unwrap();
    let mut loaded = load::load(folder.path()).unwrap();
    loaded.value.tables.remove(0)
}

#[test]
fn the_forms_of_x_education_say_select() {
    let Some(table) = real("x_education_leads/Leads.csv") else {
        return;
    };
    let notes = cells::notes(&table, &map(&[("place", "City")]));
    assert_eq!(
        notes[0],
        "`Select` counts as blank in 13380 cells: `How did you hear about X Education` (5043), \
         `Lead Profile` (4146), `City` (2249), `Specialization` (1942)"
    );
}

#[test]
fn the_indian_list_is_read_where_it_can_be_known() {
    let Some(table) = real("india_startup_funding/startup_funding.csv") else {
        return;
    };
    let map = map(&[
        ("name", "StartupName"),
        ("stage", "InvestmentType"),
        ("revenue", "AmountInUSD"),
    ]);
    let left = |field: Field| -> (usize, usize, Vec<(String, usize)>) {
        let headers = map.headers(&field.name()).to_vec();
        let manner = Manner::of(&map, &field.name(), None);
        let column = code_column(&table, &headers, field, manner).unwrap();
        let mut rows = vec![0; column.cells.len()];
        column
            .codes
            .iter()
            .for_each(|&code| rows[code as usize] += 1);
        let (mut known, mut blank, mut left) = (0, 0, Vec::new());
        for (cell, n) in column.cells.iter().zip(rows) {
            match cell.value {
                Value::Unknown(Unknown::Unreadable(_)) => left.push((cell.written.clone(), n)),
                Value::Unknown(_) => blank += n,
                _ => known += n,
            }
        }
        left.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        (known, blank, left)
    };
    // A private-equity round or a loan happens at many stages: named, not guessed.
    let (known, blank, stages) = left(Field::Stage);
    assert_eq!((known, blank), (1638, 4));
    assert_eq!(
        known + blank + stages.iter().map(|left| left.1).sum::<usize>(),
        3044
    );
    assert_eq!(stages[0], ("Private Equity".to_owned(), 1356));
    // Digits grouped in no known way may be 300,000 or 3,000,000.
    let (known, blank, amounts) = left(Field::Revenue);
    let amounts: Vec<&str> = amounts.iter().map(|left| left.0.as_str()).collect();
    assert_eq!((known, blank), (2069, 971));
    assert_eq!(amounts, ["11,000,00", "13,000,00", "3,000,00", "46,000,00"]);
    let names = merge::columns(&table, &map).1;
    assert!(names.iter().all(|name| !name.contains("\\x")));
    assert!(names.contains(&"Let\u{2019}s Barter".to_owned()));
}

const DEALS: &str = "name: A
currency: INR
as_of: 2026-06-30
rates:
  - { from: USD, to: INR, rate: 80, on: 2025-01-01 }
  - { from: USD, to: INR, rate: 90, on: 2026-01-01 }
tables:
  deals:
    path: d.csv
    columns: { id: id, company: account, outcome: status, amount: amount, closed: closed }
";

fn warnings(opened: &Opened) -> Vec<(&str, &str)> {
    let each = opened.diagnostics.iter();
    each.map(|told| (told.name, told.message.as_str()))
        .collect()
}

#[test]
fn an_amount_of_a_deal_is_worth_what_it_was_on_the_day_the_deal_closed() {
    let opened = opened(&[
        ("doorwise.yaml", DEALS),
        (
            "d.csv",
            "id,account,status,amount,closed\n\
             1,A,won,$100,2025-03-01\n\
             2,B,won,$100,2026-03-01\n\
             3,C,won,$100,\n\
             4,D,won,100,2025-03-01\n\
             5,E,won,$100,2024-03-01\n\
             6,F,won,EUR 100,2026-03-01\n\
             7,G,lost,,someday\n",
        ),
    ]);
    let amounts: Vec<Option<String>> = opened
        .market
        .deals()
        .iter()
        .map(|deal| {
            deal.amount
                .map(|money| Value::Money(money).show(FieldKind::Money))
        })
        .collect();
    let shown: Vec<&str> = amounts
        .iter()
        .map(|text| text.as_deref().unwrap_or(""))
        .collect();
    assert_eq!(
        shown,
        [
            "8000 INR", "9000 INR", "9000 INR", "100 INR", "100 USD", "100 EUR", ""
        ]
    );
    assert_eq!(
        warnings(&opened),
        [
            (
                "tables/no-rate",
                "no rate EUR to INR for `amount` in 1 row: these amounts are added to no other amount"
            ),
            (
                "tables/no-rate",
                "no rate USD to INR for `amount` in 1 row: these amounts are added to no other amount"
            ),
        ]
    );
    let columns: Vec<(&str, usize, usize, usize)> = opened.market.facts().tables[0]
        .columns
        .iter()
        .map(|column| {
            (
                column.field.as_str(),
                column.known,
                column.blank,
                column.unreadable,
            )
        })
        .collect();
    assert_eq!(columns, [("amount", 6, 1, 0), ("closed", 5, 1, 1)]);
}

#[test]
fn amounts_of_companies_that_no_rate_reaches_are_told() {
    let icp = "icp: a
name: A
gates:
  - revenue: 1M..10M USD
    why: size
";
    let opened = opened(&[
        (
            "doorwise.yaml",
            "name: A
tables:
  companies:
    path: c.csv
    columns: { name: name, revenue: revenue }
",
        ),
        ("icps/a.yaml", icp),
        (
            "c.csv",
            "name,revenue\nA,11 lakhs INR\nB,2M\nC,$2M\nD,\nE,INR 5 crore\n",
        ),
    ]);
    assert_eq!(
        warnings(&opened),
        [
            (
                "tables/no-rate",
                "no rate INR to USD for `revenue` in 2 rows: these amounts stay unknown"
            ),
            (
                "tables/no-currency",
                "1 amount of `revenue` names no currency: such amounts stay unknown"
            ),
        ]
    );
}

#[test]
fn one_id_for_deals_with_two_companies_is_told() {
    let opened = opened(&[
        ("doorwise.yaml", DEALS),
        (
            "d.csv",
            "id,account,status,amount,closed\n1,A,won,,\n1,B,lost,,\n2,C,won,,\n2,C,won,,\n",
        ),
    ]);
    assert_eq!(opened.market.deals().len(), 3);
    assert_eq!(
        warnings(&opened),
        [(
            "tables/one-id-for-two",
            "the id 1 stands for 2 deals with different companies"
        )]
    );
}

#[test]
fn the_newest_deal_says_what_is_known_of_a_company_and_older_ones_fill_its_blanks() {
    let opened = opened(&[
        (
            "doorwise.yaml",
            "name: A
tables:
  companies:
    path: d.csv
    columns: { name: account, industry: industry, employees: size }
  deals:
    path: d.csv
    columns: { company: account, outcome: status, closed: closed }
",
        ),
        (
            "d.csv",
            "account,industry,size,status,closed\n\
             Acme,Retail,40,won,2025-01-01\n\
             Blue,Software,5,won,2025-01-01\n\
             Acme,,90,lost,2026-01-01\n\
             Acme,Software,70,lost,2025-06-01\n",
        ),
    ]);
    assert_eq!(names(&opened), ["Acme", "Blue"]);
    let acme = opened.market.company(0);
    assert_eq!(acme.row, "d.csv:4");
    assert_eq!(acme.written[&Field::Employees], "90");
    assert_eq!(acme.written[&Field::Industry], "Software");
    assert_eq!(
        notes(&opened)[0],
        "1 company stands in several rows; the newest row says what is known of it, older ones fill its blanks"
    );
}

#[test]
fn no_response_is_why_a_deal_was_lost_and_no_blank() {
    let opened = opened(&[
        (
            "doorwise.yaml",
            "name: A
tables:
  deals:
    path: d.csv
    columns: { id: id, outcome: status, loss_reason: reason }
",
        ),
        (
            "d.csv",
            "id,status,reason,city\n1,lost,No response,No response\n2,lost,N/A,Pune\n",
        ),
    ]);
    let deals = opened.market.deals().iter();
    let reasons: Vec<Option<&str>> = deals.map(|deal| deal.loss_reason.as_deref()).collect();
    assert_eq!(reasons, [Some("No response"), None]);
    assert_eq!(
        notes(&opened),
        [
            "`N/A` counts as blank in 1 cell: `reason` (1)",
            "`No response` counts as blank in 1 cell: `city` (1)",
        ]
    );
}

#[test]
fn a_column_of_state_codes_is_read_by_its_country() {
    let setup = |columns: &str| {
        format!(
            "name: A\ntables:\n  companies:\n    path: c.csv\n    columns: {{ name: name, place: {columns} }}\n"
        )
    };
    let table =
        "name,city,state_code\nA,Nowhere Falls,CA\nB,,IN\nC,San Diego,CA\nD,,GA\nE,Pune,MA\nF,,\n";
    let codes = |columns: &str| -> Vec<String> {
        let setup = setup(columns);
        let opened = opened(&[("doorwise.yaml", &setup), ("c.csv", table)]);
        let place = |row: usize| match opened.market.value(row, &Field::Place) {
            Value::Nodes(nodes) => {
                let tree = doorwise_vocab::place::places();
                let codes = nodes.iter().map(|&node| tree.code(node));
                codes.collect::<Vec<_>>().join(" ")
            }
            _ => String::new(),
        };
        (0..6).map(place).collect()
    };
    // Alone "CA" is Canada and "IN" India.
    assert_eq!(
        codes("state_code"),
        ["US-CA", "US-IN", "US-CA", "US-GA", "US-MA", ""]
    );
    // A town is in the state, whoever knows it, and is not the Pune of India.
    assert_eq!(
        codes("[city, state_code]"),
        ["US-CA", "US-IN", "US-CA/san-diego", "US-GA", "US-MA", ""]
    );
}
