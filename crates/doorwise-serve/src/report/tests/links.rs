//! Numbers and sentences as links, and the panels that they open.

use std::collections::BTreeSet;

use doorwise_playbook::view::RangeView;
use doorwise_playbook::why::{PartView, WhyView};

use super::super::page;
use super::tags::tags;
use super::{elements, plans};

/// Opens `count.pursue`, and one part of it.
fn why(id: &str) -> WhyView {
    let part = |says: &str, id: &str, rests_on: Vec<PartView>| PartView {
        id: Some(id.to_owned()),
        says: says.to_owned(),
        place: Some("list.csv:3".to_owned()),
        written: Some("30 people".to_owned()),
        read_as: Some("30".to_owned()),
        points: Some(RangeView { low: 1, high: 3 }),
        assumption: true,
        rests_on,
    };
    let below = part("a cell", "company.c9.fact.employees", Vec::new());
    WhyView {
        id: id.to_owned(),
        says: format!("what {id} says"),
        value: None,
        assumption: true,
        how: vec!["how it comes about".to_owned()],
        rests_on: vec![part("a criterion", "count.companies", vec![below])],
        rows: vec![part("a row", "company.c9", Vec::new())],
        of_rows: Some(7),
        command: format!("doorwise why {id}"),
        more: Some(format!("doorwise why {id} --all")),
    }
}

/// Returns the values of an attribute in the order of the page.
fn of(page: &str, attribute: &str) -> Vec<String> {
    tags(page)
        .into_iter()
        .flat_map(|tag| tag.attributes)
        .filter(|(name, _)| name == attribute)
        .map(|(_, value)| value)
        .collect()
}

/// Returns the article that opens `id`, without its tags.
fn panel(page: &str, id: &str) -> String {
    let start = page
        .find(&format!("<article id=\"why-{id}\""))
        .unwrap_or_else(|| panic!("no panel for {id}"));
    let end = page[start..].find("</article>").expect("its end") + start;
    page[start..end].to_owned()
}

#[test]
fn what_opens_is_a_link_to_its_panel_and_what_does_not_is_plain_text() {
    let opens = ["count.pursue", "count.companies"];
    let page = page(&plans::rich(), &|id| opens.contains(&id).then(|| why(id)));
    assert!(page.contains("<a id=\"at-count.pursue\" href=\"#why-count.pursue\">96</a>"));
    assert!(
        page.contains("<p class=\"figure\">143</p>"),
        "find out opens nothing here"
    );
    assert_eq!(page.matches("<article id=\"why-").count(), 2);
    // The second link to a panel must not carry the first one's id.
    assert!(page.matches("href=\"#why-count.companies\"").count() > 2);
    assert_eq!(page.matches("id=\"at-count.companies\"").count(), 1);
}

#[test]
fn every_link_has_its_target_and_every_panel_leads_back() {
    let page = page(&plans::rich(), &|id| {
        id.starts_with(char::is_alphanumeric).then(|| why(id))
    });
    let ids = of(&page, "id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len());
    let hrefs = of(&page, "href");
    for link in &hrefs {
        let id = link.strip_prefix('#').expect("a place in the page");
        assert!(unique.contains(&id.to_owned()), "{link}");
    }
    for id in ids.iter().filter_map(|id| id.strip_prefix("why-")) {
        assert!(
            hrefs.contains(&format!("#at-{id}")),
            "no way back from {id}"
        );
        assert!(hrefs.contains(&format!("#why-{id}")), "no way to {id}");
    }
    for id in [
        "headline",
        "as_of",
        "icp",
        "icp.reach",
        "deals.win_rate",
        "company.C-0412",
        "company.C-0412.score",
        "company.C-0412.would_change",
        "problems.warnings",
    ] {
        panel(&page, id);
    }
}

#[test]
fn a_panel_says_every_line_of_why() {
    let page = page(&plans::rich(), &|id| {
        (id == "count.pursue").then(|| why(id))
    });
    let panel = panel(&page, "count.pursue");
    let mut from = 0;
    for line in why("count.pursue").lines() {
        let says = line.says.replace('"', "&quot;");
        let at = panel[from..].find(&says);
        from += at.unwrap_or_else(|| panic!("`{says}` is not in {panel}"));
    }
    assert!(panel.contains("<h4>The first 1 of 7</h4>"), "{panel}");
    assert!(panel.contains("<code>doorwise why count.pursue --all</code>"));
    assert!(panel.contains("[ASSUMPTION]"));
    // What has no panel of its own is named, so that a terminal opens it.
    assert!(panel.contains("<code>company.c9</code>"));
}

#[test]
fn a_long_cell_does_not_fill_the_panel() {
    let long = "word ".repeat(4_000);
    let page = page(&plans::rich(), &|id| {
        let mut why = why(id);
        why.rests_on[0].written = Some(long.clone());
        (id == "count.pursue").then_some(why)
    });
    assert!(panel(&page, "count.pursue").len() < 2_000);
}

#[test]
fn hostile_texts_in_a_panel_stay_text() {
    let known = elements(&page(&plans::rich(), &|id| {
        (id == "count.pursue").then(|| why(id))
    }));
    let evil = "</article></aside><script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}";
    let page = page(&plans::rich(), &|id| {
        let mut why = why(id);
        why.says = evil.to_owned();
        why.how = vec![evil.to_owned()];
        why.more = Some(evil.to_owned());
        for part in why.rests_on.iter_mut().chain(&mut why.rows) {
            part.says = evil.to_owned();
            part.id = Some(evil.to_owned());
            part.written = Some(evil.to_owned());
            part.place = Some(evil.to_owned());
        }
        (id == "count.pursue").then_some(why)
    });
    assert_eq!(elements(&page), known);
    assert!(!page.contains('\u{202e}'));
}
