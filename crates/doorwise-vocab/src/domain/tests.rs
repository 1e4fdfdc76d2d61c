use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;

#[test]
fn domains_in_many_spellings() {
    for (cell, found) in [
        ("example.com", "example.com"),
        ("https://www.Example.com/careers?x=1", "example.com"),
        ("http://https://example.co.in", "example.co.in"),
        ("HTTP://EXAMPLE.COM:8080/", "example.com"),
        ("//cdn.example.com", "cdn.example.com"),
        ("https://example.com?lang=en", "example.com"),
        ("http://www.example.co    ", "example.co"),
        ("https://user:secret@example.com/x", "example.com"),
        ("asha@example.com", "example.com"),
        ("mailto:asha@Example.com", "example.com"),
        ("Asha Rao <asha@example.com>", "example.com"),
        ("example.com.", "example.com"),
        ("www.com", "www.com"),
        ("müller.de", "müller.de"),
        ("xn--mller-kva.de", "xn--mller-kva.de"),
        ("100x.bot", "100x.bot"),
    ] {
        assert_eq!(domain(cell), Reading::Value(found.to_owned()), "{cell:?}");
    }
    for blank in ["", "http://", "https://", "n/a"] {
        assert_eq!(domain(blank), Reading::Blank, "{blank:?}");
    }
    for (cell, why) in [
        ("Example Inc", "`Example Inc` holds more than one word"),
        (
            "https://a.io, https://b.com",
            "`https://a.io, https://b.com` holds more than one word",
        ),
        ("a.io, b.com", "`a.io, b.com` holds more than one word"),
        ("example", "`example` has no dot, so it is no domain"),
        ("10.0.0.1", "`10.0.0.1` is a network address, not a domain"),
        ("a..b", "`a..b` is no domain"),
        ("v1.2", "`v1.2` is no domain"),
        ("-x.com", "`-x.com` is no domain"),
    ] {
        assert_eq!(domain(cell), Reading::unreadable(why), "{cell:?}");
    }
}

#[test]
fn mail_hosts_and_shared_sites_are_known() {
    for free in [
        "gmail.com",
        "GMAIL.com",
        "yahoo.co.in",
        "yahoo.de",
        "hotmail.co.uk",
        "mail.yahoo.com",
        "rediffmail.com",
        "gmx.net",
        "web.de",
    ] {
        assert_eq!(is_free_mail(free), free != "mail.yahoo.com", "{free}");
    }
    for own in [
        "example.com",
        "notgmail.com",
        "live.example.com",
        "yahoo.example.com",
        "outlook.agency",
        "gmail.com.example.org",
    ] {
        assert!(!is_free_mail(own), "{own}");
    }
    assert!(is_disposable("mailinator.com") && !is_disposable("example.com"));
    assert!(
        is_shared("acme.wordpress.com") && is_shared("linkedin.com") && !is_shared("example.com")
    );
}

#[test]
fn lists_are_sorted_and_disjoint() {
    let mut all: Vec<&str> = Vec::new();
    for list in [FREE, DISPOSABLE, SHARED] {
        let entries: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(entries.is_sorted() && entries.len() > 40);
        for entry in &entries {
            let whole = format!("{entry}com");
            let sample = if entry.ends_with('.') {
                whole.as_str()
            } else {
                entry
            };
            assert_eq!(domain(sample), Reading::Value(sample.to_owned()));
        }
        all.extend(entries);
    }
    let n_all = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), n_all);
}

#[test]
fn public_lists_agree_and_real_websites_are_read() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let (Ok(free), Ok(disposable), Ok(companies)) = (
        fs::read_to_string(data.join("email_domains/free_email_domains.json")),
        fs::read_to_string(data.join("email_domains/disposable_email_blocklist.conf")),
        fs::read_to_string(data.join("yc_companies/yc_companies_2026-03.jsonl")),
    ) else {
        eprintln_skipped();
        return;
    };
    let missing = |list: &str, public: &str| -> Vec<String> {
        let entries = list
            .lines()
            .filter(|line| !line.starts_with('#') && !line.ends_with('.'));
        let is_public = |entry: &&str| public.split(['"', '\n']).any(|known| known == *entry);
        entries
            .filter(|entry| !is_public(entry))
            .map(str::to_owned)
            .collect()
    };
    // Public lists are not complete either, but most of ours must stand there.
    assert!(
        missing(FREE, &free).len() <= 12,
        "{:?}",
        missing(FREE, &free)
    );
    assert!(
        missing(DISPOSABLE, &disposable).len() <= 3,
        "{:?}",
        missing(DISPOSABLE, &disposable)
    );

    let (mut n_read, mut unread) = (0, Vec::new());
    for line in companies.lines() {
        let website = line
            .split_once("\"website\": \"")
            .and_then(|(_, rest)| rest.split('"').next())
            .unwrap_or_default();
        match domain(website) {
            Reading::Value(found) => {
                n_read += 1;
                assert!(!is_free_mail(&found), "{found}");
            }
            Reading::Blank => {}
            Reading::Unreadable { why } => unread.push(why),
        }
    }
    assert!(n_read > 5_500, "{n_read} websites read");
    // A placeholder and a cell of two websites: neither names one company's domain.
    assert_eq!(unread.len(), 2, "{unread:?}");
}

#[expect(clippy::print_stderr, reason = "a test without its data says so")]
fn eprintln_skipped() {
    eprintln!("skipped: no shared data");
}

/// Looks a domain up line by line, as the lists say it.
fn is_listed(list: &str, domain: &str) -> bool {
    let lines = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .into_iter()
        .any(|entry| match entry.strip_suffix('.') {
            Some(brand) => domain
                .strip_prefix(brand)
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|ending| match *ending.split('.').collect::<Vec<_>>() {
                    [top] => top.len() == 2 || top == "com" || top == "net",
                    [company, country] => ["co", "com"].contains(&company) && country.len() == 2,
                    _ => false,
                }),
            None => domain == entry || domain.ends_with(&format!(".{entry}")),
        })
}

#[test]
fn what_a_list_says_line_by_line_is_found() {
    let lists = [FREE, DISPOSABLE, SHARED];
    let found = [is_free_mail, is_disposable, is_shared];
    let entries: Vec<&str> = lists
        .iter()
        .flat_map(|list| list.lines())
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert!(entries.len() > 100, "{}", entries.len());
    for entry in entries {
        let bare = entry.trim_end_matches('.');
        for domain in [
            bare.to_owned(),
            format!("{bare}.in"),
            format!("{bare}.co.in"),
            format!("{bare}.co.india"),
            format!("{bare}.com"),
            format!("mail.{bare}"),
            format!("mail.{bare}.com"),
            format!("my{bare}"),
            format!(".{bare}"),
            bare.get(1..).unwrap_or_default().to_owned(),
        ] {
            for (list, found) in lists.iter().zip(found) {
                assert_eq!(found(&domain), is_listed(list, &domain), "{domain}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_safe(text in any::<String>()) {
        if let Reading::Value(found) = domain(&text) {
            prop_assert_eq!(domain(&found), Reading::Value(found));
        }
        let _ = is_free_mail(&text);
    }

    #[test]
    fn decoration_does_not_matter(name in "[a-z][a-z0-9]{1,12}\\.(com|in|co\\.uk)") {
        for cell in [format!("https://www.{name}/about"), format!("someone@{name}"), name.to_uppercase()] {
            prop_assert_eq!(domain(&cell), Reading::Value(name.clone()));
        }
    }
}
