//! The page of several ICPs.

use super::{elements, every_text, joint_page, links_lead_somewhere, names, plans, tame};

#[test]
fn every_icp_has_its_section_and_no_id_stands_twice() {
    let page = joint_page(&plans::joint(plans::rich()));
    links_lead_somewhere(&page);
    for icp in ["b2b-saas-india", "agencies-uk"] {
        for part in [
            "icp", "targets", "personas", "messages", "segments", "clarity",
        ] {
            let id = format!(" id=\"in.{icp}.{part}\"");
            assert!(page.contains(&id), "{id}");
        }
    }
    // What belongs to the workspace stands once.
    for id in ["actions", "tables", "assumptions", "roles"] {
        assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
    }
}

#[test]
fn a_company_says_what_it_meets_besides_and_who_reads_there() {
    let page = joint_page(&plans::joint(plans::rich()));
    assert!(page.contains("41 companies meet more than one ICP"));
    assert!(page.contains("also meets <bdi>agencies-uk: find out, tier A or B</bdi>"));
    assert!(page.contains("Pooja Deshmukh"));
    assert!(page.contains("\"Founder\" \"Kettletarn\"".replace('"', "&quot;").as_str()));
}

#[test]
fn an_icp_under_which_nobody_stands_says_why() {
    let mut plan = plans::joint(plans::rich());
    let section = &mut plan.icps[0];
    section.plan.targets.clear();
    section.stands.companies = 0;
    assert!(joint_page(&plan).contains("Every company that fits stands better under another ICP."));
}

#[test]
fn no_text_of_a_section_becomes_markup() {
    let with = |text: &str| {
        let mut rich = plans::rich();
        every_text::set(&mut rich, text);
        let mut plan = plans::joint(rich);
        every_text::set_joint(&mut plan, text);
        joint_page(&plan)
    };
    let known = elements(&joint_page(&plans::joint(plans::rich())));
    for text in [
        "</td><script>alert(1)</script>",
        "\" onmouseover=\"alert(1)",
        "'><b a='",
    ] {
        let hostile = with(text);
        assert_eq!(names(&hostile), names(&with(&tame(text))), "{text}");
        assert!(elements(&hostile).is_subset(&known), "{text}");
    }
}
