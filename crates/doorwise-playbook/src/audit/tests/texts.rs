//! Rules over what is sent, and over what was said.

use doorwise_people::interview;
use doorwise_people::listen;

use super::*;

/// Returns the ground of texts alone, with the example's interviews.
fn said(workspace: &Workspace) -> Ground<'_> {
    let interviews: Vec<_> = workspace
        .research
        .iter()
        .map(|file| interview::read(&file.file, &file.text).value)
        .collect();
    let mut ground = ground(calm(60), workspace);
    ground.said = interviews.iter().flat_map(listen::mine).collect();
    listen::themes(&mut ground.said);
    ground.people = listen::people(&interviews);
    ground
}

#[test]
fn g1_and_o12_the_wrong_reader() {
    let mut workspace = texts();
    let says = speaks(&said(&workspace), "G1");
    assert!(
        says.starts_with("3 of 4 pieces of copy speak to general management"),
        "{says}"
    );
    is_silent(&said(&workspace), "O12");
    // One of four is a piece to rewrite and no gap.
    let right = workspace.copies[3].body.clone();
    workspace.copies[0].body.clone_from(&right);
    workspace.copies[1].body.clone_from(&right);
    is_silent(&said(&workspace), "G1");
    assert!(speaks(&said(&workspace), "O12").contains("03-call-opener"));
    workspace.copies[2].body = right;
    is_silent(&said(&workspace), "O12");
}

#[test]
fn g2_a_pain_that_no_copy_names() {
    let mut workspace = texts();
    is_silent(&said(&workspace), "G2");
    for copy in &mut workspace.copies {
        copy.body = "Hello, we would like to talk with you about our company.".to_owned();
    }
    let says = speaks(&said(&workspace), "G2");
    assert!(says.contains("3 of 6 people"), "{says}");
    workspace.research.truncate(2);
    assert!(matches!(
        is_silent(&said(&workspace), "G2"),
        Went::TooFew(_)
    ));
}

#[test]
fn g3_other_words_than_the_buyers() {
    let mut workspace = texts();
    is_silent(&said(&workspace), "G3");
    for copy in &mut workspace.copies {
        copy.body = "Our seamless platform empowers transformation. Unlock synergy with our robust, scalable, holistic ecosystem.".to_owned();
    }
    assert!(speaks(&said(&workspace), "G3").contains("jargon"));
}

#[test]
fn g4_the_wrong_alternative() {
    let mut workspace = texts();
    is_silent(&said(&workspace), "G4");
    workspace.copies[0].body = "Unlike HubSpot reports, we show the source.".to_owned();
    assert!(speaks(&said(&workspace), "G4").contains("another vendor"));
}

#[test]
fn g5_claims_without_proof() {
    let mut workspace = texts();
    is_silent(&said(&workspace), "G5");
    workspace.copies[0].body =
        "We cut costs by 40 %. Setup takes 3 minutes. Revenue doubles in 2 months. 900 teams trust us.".to_owned();
    assert!(speaks(&said(&workspace), "G5").contains("stand on no listed proof"));
}

/// The same where every lost deal has one reason.
fn lost<'a>(workspace: &'a Workspace, reason: &str) -> Ground<'a> {
    let mut ground = said(workspace);
    for deal in ground.deals.iter_mut().filter(|deal| !deal.is_won()) {
        deal.reason = Some(reason.to_owned());
    }
    ground
}

#[test]
fn g6_and_o8_the_objection() {
    let mut workspace = texts();
    // No persona says a word about security.
    assert!(
        speaks(&lost(&workspace, "security review failed"), "G6")
            .contains("no persona has an answer")
    );
    is_silent(&lost(&workspace, "security review failed"), "O8");
    // HubSpot is answered in a persona and in the fourth piece of copy.
    is_silent(&lost(&workspace, "went with HubSpot"), "G6");
    is_silent(&lost(&workspace, "went with HubSpot"), "O8");
    workspace.copies[3].body.clear();
    assert!(speaks(&lost(&workspace, "went with HubSpot"), "O8").contains("in no piece of copy"));
    // The answer is sent, so there is nothing to make of it.
    let objections = workspace
        .personas
        .iter()
        .flat_map(|persona| &persona.objections);
    let answers: Vec<String> = objections
        .filter_map(|objection| objection.answer.clone())
        .collect();
    workspace.copies[0].body = answers.join(" ");
    is_silent(&lost(&workspace, "went with HubSpot"), "O8");
}

#[test]
fn o4_a_watering_hole() {
    let workspace = texts();
    is_silent(&said(&workspace), "O4");
    let mut ground = said(&workspace);
    let place: Vec<_> = ground
        .said
        .iter()
        .filter(|record| record.kind == listen::Kind::WateringHole)
        .cloned()
        .collect();
    let one = place.first().expect("the example names one").clone();
    for name in ["A", "B", "C"] {
        let mut more = one.clone();
        more.speaker = name.to_owned();
        more.theme = "growth circle".to_owned();
        ground.said.push(more);
    }
    assert!(speaks(&ground, "O4").contains("growth circle"));
    // A deal came from there, so somebody is there already.
    ground.deals[0].source = Some("Growth Circle".to_owned());
    is_silent(&ground, "O4");
}
