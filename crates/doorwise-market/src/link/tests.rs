use super::{Called, CompanyIndex};

fn called(id: &str, name: &str, domain: &str) -> Called {
    Called::new(id.to_owned(), name.to_owned(), domain.to_owned())
}

fn index() -> CompanyIndex {
    CompanyIndex::new([
        (called("17", "Acme Technologies Pvt Ltd", "acme.in"), 0),
        (called("COMP-18", "Blue", "blue.de"), 1),
        (called("0015g00000ABCDe", "Blue GmbH", "blue.com"), 2),
        (called("/company/wetpaint", "Corner Shop", "gmail.com"), 3),
        // The second row of the first company.
        (called("99", "Acme India", "acme.co.in"), 0),
    ])
}

#[test]
fn ids_come_first_then_domains_then_unique_names() {
    let index = index();
    let find = |id: &str, address: &str, name: &str| index.find(id, &[address], name).ok();
    assert_eq!(find("17", "blue.de", "Blue"), Some(0));
    assert_eq!(find("COMP-17", "", ""), Some(0));
    assert_eq!(find("17.0", "", ""), Some(0));
    assert_eq!(find("99", "", ""), Some(0));
    assert_eq!(find("18", "", ""), Some(1));
    assert_eq!(find("0015g00000ABCDeQAX", "", ""), Some(2));
    assert_eq!(find("0015g00000abcde", "", ""), None);
    assert_eq!(find("wetpaint", "", ""), Some(3));
    assert_eq!(find("404", "https://www.blue.com/about", ""), Some(2));
    assert_eq!(find("", "asha@mail.acme.in", ""), Some(0));
    assert_eq!(find("", "", "acme technologies"), Some(0));
    assert_eq!(find("", "", "www.acme.in"), Some(0));
    assert_eq!(find("", "", "17"), Some(0));
}

#[test]
fn who_is_not_found_is_told_why() {
    let index = index();
    let why = |id: &str, address: &str, name: &str| index.find(id, &[address], name).unwrap_err();
    assert_eq!(
        why("", " ", "n/a"),
        "the row has no id, domain or name of a company"
    );
    assert_eq!(
        why("", "a@gmail.com", ""),
        "gmail.com is free mail, which is no company"
    );
    assert_eq!(
        why("404", "", "Blue"),
        "no company has the id 404; several companies have the name Blue: Blue (blue.de), Blue GmbH (blue.com)"
    );
    assert_eq!(
        why("", "https://other.io", "Other"),
        "no company has the domain other.io; no company has the name Other"
    );
}
