//! The page as a browser, a reader and a forger meet it.

use std::collections::BTreeSet;

use doorwise_playbook::view::{JointView, PlanView};
use proptest::prelude::*;

use super::{SCRIPT, STYLE};

mod every_text;
mod joint;
mod links;
mod plans;
mod tags;

use tags::{Tag, tags};

/// Sections in the order in which a founder asks.
const SECTIONS: [&str; 13] = [
    "counts",
    "icp",
    "targets",
    "worth-finding",
    "personas",
    "messages",
    "segments",
    "fallout",
    "clarity",
    "assumptions",
    "actions",
    "tables",
    "copied",
];

/// Returns the page of a plan in which nothing opens.
fn page(plan: &PlanView) -> String {
    super::page(plan, &|_| None)
}

/// Returns the page of a plan for several ICPs in which nothing opens.
fn joint_page(plan: &JointView) -> String {
    super::joint_page(plan, &|_| None)
}

fn elements(page: &str) -> BTreeSet<String> {
    tags(page).into_iter().map(|tag| tag.name).collect()
}

fn attributes(page: &str) -> BTreeSet<String> {
    tags(page)
        .into_iter()
        .flat_map(|tag| tag.attributes)
        .map(|(name, _)| name)
        .collect()
}

fn with_every_text(text: &str) -> PlanView {
    let mut plan = plans::rich();
    every_text::set(&mut plan, text);
    plan
}

/// Returns a text of the same length that cannot be taken for markup.
fn tame(text: &str) -> String {
    text.chars()
        .map(|c| if "<>&\"'/=".contains(c) { 'x' } else { c })
        .collect()
}

#[test]
fn sections_stand_in_the_order_in_which_a_founder_asks() {
    for plan in [plans::rich(), plans::empty(), plans::nothing_to_pursue()] {
        let page = page(&plan);
        let places: Vec<usize> = SECTIONS
            .iter()
            .map(|id| {
                page.find(&format!(" id=\"{id}\""))
                    .unwrap_or_else(|| panic!("no section {id}"))
            })
            .collect();
        assert!(places.is_sorted(), "{places:?}");
    }
}

#[test]
fn links_inside_the_page_lead_somewhere_and_ids_are_unique() {
    for plan in [plans::rich(), plans::empty(), plans::nothing_to_pursue()] {
        links_lead_somewhere(&page(&plan));
    }
}

fn links_lead_somewhere(page: &str) {
    let tags = tags(page);
    let of = |attribute: &str| -> Vec<&str> {
        tags.iter()
            .flat_map(|tag| &tag.attributes)
            .filter(|(name, _)| name == attribute)
            .map(|(_, value)| value.as_str())
            .collect()
    };
    let ids = of("id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for link in of("href") {
        assert!(
            link.strip_prefix('#').is_some_and(|id| unique.contains(id)),
            "{link}"
        );
    }
    let referred = ["aria-labelledby", "aria-describedby", "data-from"]
        .map(of)
        .concat();
    for id in referred.iter().flat_map(|ids| ids.split(' ')) {
        assert!(unique.contains(id), "{id}");
    }
}

#[test]
fn nothing_is_asked_from_anywhere() {
    let page = page(&plans::rich());
    for attribute in ["src", "srcset", "action", "style", "onclick"] {
        assert!(!attributes(&page).contains(attribute), "{attribute}");
    }
    for element in ["img", "link", "iframe", "form", "object", "base"] {
        assert!(!elements(&page).contains(element), "{element}");
    }
    for words in ["http:", "https:", "@import", "url("] {
        assert!(!page.contains(words), "{words}");
    }
}

#[test]
fn the_policy_names_the_style_and_the_script_that_the_page_carries() {
    use base64::Engine;
    use sha2::Digest;
    let page = page(&plans::rich());
    for element in ["style", "script"] {
        let (_, after) = page
            .split_once(&format!("<{element}>"))
            .expect("the element");
        let (content, _) = after.split_once(&format!("</{element}>")).expect("its end");
        let hash = base64::engine::general_purpose::STANDARD
            .encode(sha2::Sha256::digest(content.as_bytes()));
        assert!(
            page.contains(&format!("{element}-src 'sha256-{hash}'")),
            "{element}"
        );
    }
    assert!(page.contains("content=\"default-src 'none';"));
    assert!(!page.contains("unsafe-"));
    // Markup characters inside them would end the element early or need escaping.
    assert!(!STYLE.contains('<') && !SCRIPT.contains('<'));
}

#[test]
fn a_company_called_like_an_image_is_shown_as_text() {
    let mut plan = plans::rich();
    plan.targets[0].company = "<img src=x onerror=alert(1)>".into();
    let page = page(&plan);
    assert!(page.contains("<bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>"));
    assert!(!elements(&page).contains("img"));
    assert!(!attributes(&page).contains("onerror"));
}

#[test]
fn hostile_texts_make_no_element_and_no_attribute() {
    let known_elements = elements(&page(&plans::rich()));
    let known_attributes = attributes(&page(&plans::rich()));
    for text in [
        "<img src=x onerror=alert(1)>",
        "</style><script>alert(1)</script>",
        "</title></head><body onload=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' autofocus onfocus='alert(1)",
        "--><svg/onload=alert(1)>",
        "]]><!--",
        "</text><foreignObject><p>",
        "&lt;script&gt;&#60;b&#62;",
        "javascript:alert(1)",
        "<scr\0ipt>",
        "<\u{202e}img>",
        "{{7*7}} ${7*7}",
    ] {
        let hostile = page(&with_every_text(text));
        let extra: Vec<String> = elements(&hostile)
            .difference(&known_elements)
            .cloned()
            .collect();
        assert!(extra.is_empty(), "{text}: {extra:?}");
        let extra: Vec<String> = attributes(&hostile)
            .difference(&known_attributes)
            .cloned()
            .collect();
        assert!(extra.is_empty(), "{text}: {extra:?}");
        assert_eq!(
            names(&hostile),
            names(&page(&with_every_text(&tame(text)))),
            "{text}"
        );
    }
}

fn names(page: &str) -> Vec<String> {
    tags(page)
        .into_iter()
        .map(|Tag { name, .. }| name)
        .collect()
}

#[test]
fn characters_that_steer_are_gone() {
    let steering: String = ('\u{202a}'..='\u{202e}')
        .chain('\u{2066}'..='\u{2069}')
        .chain('\u{e0041}'..='\u{e0043}')
        .collect();
    let page = page(&with_every_text(&format!(
        "a{steering}b\u{7}c\u{1b}[31md\te\u{85}f"
    )));
    assert!(!page.contains(|c: char| steering.contains(c)));
    assert!(!page.contains(|c: char| c.is_control() && c != '\n'));
    assert!(page.contains("ab\u{fffd}c\u{fffd}[31md e\u{fffd}f"));
}

#[test]
fn joiners_of_indic_scripts_stay() {
    let mut plan = plans::rich();
    plan.targets[0].company = "क्\u{200d}ष सॉफ़्टवेयर".into();
    assert!(page(&plan).contains("क्\u{200d}ष सॉफ़्टवेयर"));
}

#[test]
fn an_empty_workspace_says_in_each_section_what_is_missing_and_what_helps() {
    let page = page(&plans::empty());
    let sections: Vec<&str> = page.split("<section ").skip(1).collect();
    assert_eq!(sections.len(), 12);
    for section in sections {
        assert!(
            section.contains("doorwise init") || section.contains("doorwise check"),
            "{section}"
        );
    }
}

#[test]
fn a_market_without_targets_points_at_the_fall_out() {
    let mut plan = plans::rich();
    plan.targets.clear();
    assert!(page(&plan).contains("No company is left"));
}

#[test]
fn what_rests_on_assumption_carries_the_word() {
    let count = |plan: &PlanView| page(plan).matches("ASSUMPTION").count();
    let before = count(&plans::rich());
    let mut plan = plans::rich();
    plan.personas[0].statements[0].assumption = true;
    assert_eq!(count(&plan), before + 1, "a statement of a persona");
    plan.messages[0].sentences[2].assumption = true;
    assert_eq!(
        count(&plan),
        before + 3,
        "a sentence of a draft, in the text and in its sources"
    );
    plan.icp.lines[0].assumption = true;
    assert_eq!(count(&plan), before + 4, "a line of the card");
    plan.assumptions.push(plan.assumptions[0].clone());
    assert_eq!(count(&plan), before + 5, "the list");
}

#[test]
fn a_group_that_rests_on_assumption_as_a_whole_says_so_once() {
    let page = page(&plans::rich());
    assert!(page.contains("<h3>Must hold <span class=\"badge\">ASSUMPTION</span><span class=\"quiet\"> all 5</span></h3>"));
}

#[test]
fn targets_that_rest_on_assumption_as_a_whole_say_so_once() {
    let whole = "ASSUMPTION</span> Every reason below rests on it";
    let mut plan = plans::rich();
    assert!(!page(&plan).contains(whole));
    for target in &mut plan.targets {
        target
            .reasons
            .iter_mut()
            .for_each(|reason| reason.assumption = true);
    }
    let page = page(&plan);
    assert!(page.contains(whole));
    let (_, after) = page
        .split_once("<table class=\"stack targets\">")
        .expect("the table");
    assert!(
        !after
            .split_once("</table>")
            .expect("its end")
            .0
            .contains("ASSUMPTION")
    );
}

#[test]
fn rates_stand_with_their_n_and_their_interval() {
    let mut plan = plans::rich();
    assert!(
        page(&plan).contains("Win rate 24 % of 221 closed, could be 19 % to 28 % (90 % interval).")
    );
    let deals = plan.deals.as_mut().expect("deals");
    deals.win_rate = None;
    assert!(page(&plan).contains("None is told as lost, so there is no win rate."));
    plan.deals.as_mut().expect("deals").won = 0;
    assert!(page(&plan).contains("None is closed, so there is no win rate."));
    plan.deals = None;
    assert!(page(&plan).contains("No table of deals: the ICP is a hypothesis"));
}

#[test]
fn people_stand_with_how_many_were_asked() {
    assert!(page(&plans::rich()).contains("3 of 6 people said so"));
    assert!(page(&plans::nothing_to_pursue()).contains("nobody interviewed yet"));
}

#[test]
fn what_is_shown_of_a_draft_is_what_is_copied() {
    let plan = plans::rich();
    let page = page(&plan);
    let (_, after) = page
        .split_once("id=\"message-1-text\">")
        .expect("the letter");
    let (letter, _) = after.split_once("</div>").expect("its end");
    // Source numbers and badges are not selectable; without them the text is the draft.
    let mut shown = letter.to_owned();
    for (open, close) in [
        ("<sup>", "</sup>"),
        ("<span class=\"aside\">", "</span></span>"),
    ] {
        while let Some(at) = shown.find(open) {
            let end = shown[at..].find(close).expect("closed") + at + close.len();
            shown.replace_range(at..end, "");
        }
    }
    for tag in tags(&shown.clone()) {
        shown = shown.replacen(&tag.raw, "", 1);
    }
    let shown = shown.replace("</span>", "").replace("&amp;", "&");
    assert_eq!(shown, plan.messages[0].text);
    assert!(page.contains("data-copy=\"Hi Pooja,\n\nIf you"));
}

#[test]
fn sentences_with_the_same_source_share_its_number() {
    let page = page(&plans::rich());
    assert_eq!(page.matches("href=\"#message-1-source-6\"").count(), 2);
    assert_eq!(page.matches("id=\"message-1-source-").count(), 7);
}

#[test]
fn a_sentence_that_is_not_in_the_text_breaks_nothing() {
    let mut plan = plans::rich();
    plan.messages[0].sentences[0].text = "Not in the mail.".into();
    let page = page(&plan);
    assert!(page.contains("Hi Pooja,") && !page.contains("Not in the mail."));
}

#[test]
fn the_strongest_reasons_come_first() {
    let plan = plans::rich();
    let shown = |idx: usize| -> Vec<&str> {
        super::target::strongest(&plan.targets[idx].reasons)
            .iter()
            .map(|reason| reason.says.as_str())
            .collect()
    };
    assert_eq!(
        shown(0),
        ["employees 41", "stage series_a", "business_model b2b (b2b)"]
    );
    assert_eq!(
        shown(1),
        [
            "stage seed|series_a|series_b? unknown",
            "employees 30",
            "stage unknown"
        ]
    );
}

#[test]
fn answers_are_told_by_shape_and_word() {
    let page = page(&plans::rich());
    for word in [" yes</p>", " no</p>", " unknown</p>"] {
        let (before, _) = page.split_once(word).expect("the word");
        assert!(before.ends_with("</svg>"), "{word}");
    }
}

#[test]
fn a_plan_without_a_date_says_why() {
    assert!(page(&plans::empty()).contains("Doorwise 0.1.0, no date in the tables. Made locally"));
}

#[test]
fn the_foot_says_where_the_page_was_made() {
    let page = page(&plans::rich());
    assert!(page.contains(
        "Doorwise 0.1.0, as of 2026-11-01 (doorwise.yaml). Made locally by Doorwise; nothing was sent anywhere."
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_text_changes_the_elements_of_the_page(text in "[ -~\\t\\n\u{a0}-\u{24f}\u{202a}-\u{202e}<>&\"']{0,60}") {
        let (page_of_text, tame_page) = (page(&with_every_text(&text)), page(&with_every_text(&tame(&text))));
        prop_assert_eq!(names(&page_of_text), names(&tame_page));
    }

    #[test]
    fn the_same_plan_gives_the_same_bytes(text in any::<String>()) {
        prop_assert_eq!(page(&with_every_text(&text)), page(&with_every_text(&text)));
    }
}
