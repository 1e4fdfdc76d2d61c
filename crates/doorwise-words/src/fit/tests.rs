use super::*;
use crate::fixtures;

#[test]
fn pains_met_and_left_out_are_told_with_the_persona_s_words() {
    let mut persona = fixtures::persona(
        &["prove pipeline to her founder"],
        &[
            "half of deals have no source in the CRM",
            "sales says leads are junk",
        ],
    );
    persona.uses = vec!["source".into(), "nobody argues".into()];
    persona.never = vec!["attribution".into()];
    persona.objections = vec![fixtures::objection("why can HubSpot not do it", None, None)];
    let copy = fixtures::copy(
        "Hi Meera, half of your deals carry no source. It sits on HubSpot as it is, no attribution model.",
    );
    let fit = persona_fit(&copy, &persona);
    let says = |met: &Met| {
        met.by
            .iter()
            .map(|range| &copy.body[range.clone()])
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        fit.pains.iter().map(says).collect::<Vec<_>>(),
        ["half deals source", ""]
    );
    assert!(!fit.goals[0].is_met());
    assert!(fit.objections[0].is_met());
    assert_eq!(fit.words_used, ["source"]);
    assert_eq!(fit.words_missed, ["nobody argues"]);
    assert_eq!(fit.never_said, ["attribution"]);
}
