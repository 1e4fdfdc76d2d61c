//! Funding rounds, one a row.

use doorwise_vocab::stage::Stage;

use super::*;

const ROUNDS: &str = "Startup,City,Date,Round,Amount\n\
Fern,Pune,10/01/2020,Seed Round,100000\n\
Mill,Delhi,11/01/2020,Series B,900000\n\
Fern,Pune,15/03/2021,Series A,500000\n\
Fern,Pune,20/05/2022,Debt,500000\n\
Fern,,25/07/2024,Series B,900000\n\
Oak,Pune,26/07/2024,Seed Round,900000\n";

fn setup(as_of: &str, companies: &str) -> String {
    format!(
        "name: A\n{as_of}tables:\n  companies:\n    {companies}\n  events:\n    path: rounds.csv\n    \
         columns: {{ company: Startup, event: Round, happened: Date }}\n"
    )
}

const SAME: &str = "path: rounds.csv\n    columns: { name: Startup, place: City, stage: Round }";

fn stage_of(opened: &Opened, name: &str) -> Option<Value> {
    let row = *opened.market.called(name).first()?;
    Some(opened.market.value(row, &Field::Stage))
}

fn is(stage: Stage) -> Option<Value> {
    Some(Value::OneOf(vec![stage.as_str().to_owned()]))
}

#[test]
fn the_last_round_says_the_stage() {
    let setup = setup("", SAME);
    let opened = opened(&[("doorwise.yaml", &setup), ("rounds.csv", ROUNDS)]);
    assert_eq!(names(&opened), ["Fern", "Mill", "Oak"]);
    assert_eq!(stage_of(&opened, "Fern"), is(Stage::SeriesB));
    assert_eq!(stage_of(&opened, "Oak"), is(Stage::Seed));
    // Every round is an event of its company.
    let events = &opened.market.log().events;
    let told: Vec<(usize, &str)> = events
        .iter()
        .map(|of| (of.company, of.what.as_str()))
        .collect();
    assert_eq!(told.len(), 6);
    assert_eq!(told[2], (0, "Series A"));
}

#[test]
fn a_round_after_the_day_spoken_of_says_nothing_yet() {
    let setup = setup("as_of: 2023-01-01\n", SAME);
    let opened = opened(&[("doorwise.yaml", &setup), ("rounds.csv", ROUNDS)]);
    // A loan is no stage, so the round before it speaks; who had no round yet is not there.
    assert_eq!(names(&opened), ["Fern", "Mill"]);
    assert_eq!(stage_of(&opened, "Fern"), is(Stage::SeriesA));
    let notes = notes(&opened);
    assert!(
        notes.contains(&"2 rounds are of a later day and say nothing yet".to_owned()),
        "{notes:?}"
    );
}

#[test]
fn rounds_in_a_table_of_their_own_fill_what_the_companies_do_not_say() {
    let setup = setup(
        "as_of: 2023-01-01\n",
        "path: companies.csv\n    columns: { name: name, stage: stage }",
    );
    let companies = "name,stage\nFern,\nMill,Pre-seed\nOak,\nElm,\n";
    let files = [
        ("doorwise.yaml", &*setup),
        ("companies.csv", companies),
        ("rounds.csv", ROUNDS),
    ];
    let with_column = opened(&files);
    assert_eq!(stage_of(&with_column, "Fern"), is(Stage::SeriesA));
    assert_eq!(stage_of(&with_column, "Mill"), is(Stage::PreSeed));
    let blank = Some(Value::Unknown(Unknown::Blank));
    assert_eq!(stage_of(&with_column, "Oak"), blank);
    assert_eq!(stage_of(&with_column, "Elm"), blank);
    let notes = notes(&with_column);
    let says = "the stage of 1 company is that of its last round in rounds.csv";
    assert!(notes.contains(&says.to_owned()), "{notes:?}");

    let setup = setup.replace("stage: stage", "id: stage");
    let files = [
        ("doorwise.yaml", &*setup),
        ("companies.csv", companies),
        ("rounds.csv", ROUNDS),
    ];
    let without = opened(&files);
    assert_eq!(stage_of(&without, "Fern"), is(Stage::SeriesA));
    assert_eq!(stage_of(&without, "Mill"), is(Stage::SeriesB));
    assert_eq!(stage_of(&without, "Elm"), blank);
}
