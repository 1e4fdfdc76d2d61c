use super::groups;
use crate::link::Called;

fn members(rows: &[(&str, &str, &str)]) -> Vec<Vec<usize>> {
    let called: Vec<Called> = rows
        .iter()
        .map(|(id, name, domain)| {
            Called::new((*id).to_owned(), (*name).to_owned(), (*domain).to_owned())
        })
        .collect();
    groups(&called).members
}

#[test]
fn the_same_id_domain_or_name_is_one_company() {
    assert_eq!(members(&[("1", "A", ""), ("1", "B", "")]), [[0, 1]]);
    assert_eq!(members(&[("1", "A", "a.in"), ("2", "B", "a.in")]), [[0, 1]]);
    assert_eq!(
        members(&[("", "Blue GmbH", ""), ("", "blue", "b.de")]),
        [[0, 1]]
    );
}

#[test]
fn letters_of_another_case_make_another_id() {
    assert_eq!(members(&[("0Ab", "A", ""), ("0aB", "B", "")]).len(), 2);
}

#[test]
fn one_name_with_two_domains_stays_apart() {
    let rows = [
        ("", "Blue", "b.de"),
        ("", "Blue", ""),
        ("", "Blue", "b.com"),
    ];
    assert_eq!(members(&rows).len(), 3);
}

#[test]
fn shared_sites_and_free_mail_join_nobody() {
    let rows = [
        ("", "A", "gmail.com"),
        ("", "B", "gmail.com"),
        ("", "C", "linkedin.com"),
        ("", "D", "linkedin.com"),
    ];
    assert_eq!(members(&rows).len(), 4);
}

#[test]
fn joins_reach_over_several_keys_and_each_repeat_is_told_once() {
    let rows = [
        ("1", "A", ""),
        ("2", "B", "b.in"),
        ("1", "C", "b.in"),
        ("", "b", ""),
    ];
    let called: Vec<Called> = rows
        .iter()
        .map(|(id, name, domain)| {
            Called::new((*id).to_owned(), (*name).to_owned(), (*domain).to_owned())
        })
        .collect();
    let found = groups(&called);
    assert_eq!(found.members, [[0, 1, 2, 3]]);
    let told: Vec<(usize, &str)> = found
        .repeats
        .iter()
        .map(|repeat| (repeat.position, repeat.shared.as_str()))
        .collect();
    assert_eq!(told, [(1, "domain b.in"), (2, "id 1"), (3, "name b")]);
}
