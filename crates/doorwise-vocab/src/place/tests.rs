use std::collections::BTreeMap;

use expect_test::expect;
use proptest::prelude::*;

use super::gazetteer::Strength;
use super::*;

mod real;

fn codes(ids: &[NodeId]) -> String {
    ids.iter()
        .map(|&id| places().code(id))
        .collect::<Vec<_>>()
        .join(" ")
}

fn read(text: &str) -> String {
    match place(text) {
        Reading::Value(ids) => codes(&ids),
        Reading::Blank => "blank".into(),
        Reading::Unreadable { why } => format!("? {why}"),
    }
}

#[test]
fn cells_of_lists_and_directories() {
    let cells = [
        "Bengaluru, Karnataka, India",
        "San Francisco, CA, USA; Bengaluru, KA, India",
        "India|South Asia|Remote|Partly Remote",
        "Greater Bengaluru Area",
        "Bangalore/Bengaluru",
        "New Delhi",
        "Delhi",
        "Delhi NCR",
        "Gurgaon",
        "Hosur, Tamil Nadu",
        "Nowherepur, Tamil Nadu",
        "Remote",
        "Georgia",
        "Atlanta, Georgia",
        "Tbilisi, Georgia",
        "Georgia, USA",
        "Paris, TX, USA",
        "Paris",
        "Paris, Île-de-France, France",
        "Bombay",
        "SF",
        "NYC",
        "LA",
        "New York",
        "New York, NY, USA",
        "NY, USA",
        "San Mateo, CA",
        "Toronto, CA",
        "CA",
        "CA, USA",
        "ON, Canada",
        "LA, Nigeria",
        "Lagos, LA, Nigeria",
        "Cambridge, MA",
        "Cambridge",
        "Cambridge, England, United Kingdom",
        "London, England, United Kingdom",
        "London, ON, Canada",
        "Washington",
        "Washington, DC",
        "Springfield, IL",
        "Berlin",
        "Berlin, Berlin, Germany",
        "Munich, BY, Germany",
        "Singapore, Singapore",
        "Mexico City, CDMX, Mexico",
        "India, Bangalore",
        "New York, Bengaluru",
        "Mumbai, Delhi, India",
        "India, Singapore, US",
        "Mumbai/Pune, India",
        "Bengaluru and Gurugram",
        "Delhi & Cambridge",
        "Bangalore / SFO",
        "Mumbai / Global",
        "Dadra & Nagar Haveli",
        "Port of Spain, Trinidad and Tobago",
        "America / Canada",
        "Europe",
        "EMEA",
        "DACH",
        "United Kingdom|Europe|Remote",
        "Singapore|EMEA",
        "Bengaluru 560001",
        "Koramangala, Bengaluru",
        "\\\\xc2\\\\xa0Gurgaon",
        "Chennai (Madras)",
        "San Francisco Bay Area",
        "Remote, US",
        "IN",
        "in",
        "USA",
        "xyzzy",
        "NA",
        "-",
        "IN-KA",
        "St. Louis, MO, USA",
        "Düsseldorf, NRW, Germany",
        "Raipur, CT, India",
        "United States - Other",
        "Washington, USA",
        "Seattle, Washington",
        "Indiana, PA, USA",
        "Altadena, CA",
        "Altadena, CA, USA",
        "India/US",
    ];
    let table: String = cells
        .iter()
        .map(|cell| format!("{cell} => {}\n", read(cell)))
        .collect();
    expect![[r#"
        Bengaluru, Karnataka, India => IN-KA/bengaluru
        San Francisco, CA, USA; Bengaluru, KA, India => US-CA/san-francisco IN-KA/bengaluru
        India|South Asia|Remote|Partly Remote => IN
        Greater Bengaluru Area => IN-KA/bengaluru
        Bangalore/Bengaluru => IN-KA/bengaluru
        New Delhi => IN-DL/new-delhi
        Delhi => IN-DL
        Delhi NCR => IN
        Gurgaon => IN-HR/gurugram
        Hosur, Tamil Nadu => IN-TN/hosur
        Nowherepur, Tamil Nadu => IN-TN
        Remote => blank
        Georgia => ? `Georgia` could be `GE` or `US-GA`
        Atlanta, Georgia => US-GA/atlanta
        Tbilisi, Georgia => GE/tbilisi
        Georgia, USA => US-GA
        Paris, TX, USA => US-TX/paris
        Paris => FR/paris
        Paris, Île-de-France, France => FR/paris
        Bombay => IN-MH/mumbai
        SF => US-CA/san-francisco
        NYC => US-NY/new-york
        LA => LA
        New York => US-NY/new-york
        New York, NY, USA => US-NY/new-york
        NY, USA => US-NY
        San Mateo, CA => US-CA/san-mateo
        Toronto, CA => CA-ON/toronto
        CA => CA
        CA, USA => US-CA
        ON, Canada => CA-ON
        LA, Nigeria => NG
        Lagos, LA, Nigeria => NG/lagos
        Cambridge, MA => US-MA/cambridge
        Cambridge => ? `Cambridge` could be `US-MA/cambridge` or `GB/cambridge`
        Cambridge, England, United Kingdom => GB/cambridge
        London, England, United Kingdom => GB/london
        London, ON, Canada => CA-ON/london
        Washington => US
        Washington, DC => US-DC/washington-dc
        Springfield, IL => US-IL/springfield
        Berlin => DE-BE/berlin
        Berlin, Berlin, Germany => DE-BE/berlin
        Munich, BY, Germany => DE-BY/munich
        Singapore, Singapore => SG
        Mexico City, CDMX, Mexico => MX/mexico-city
        India, Bangalore => IN-KA/bengaluru
        New York, Bengaluru => US-NY/new-york IN-KA/bengaluru
        Mumbai, Delhi, India => IN-MH/mumbai IN-DL
        India, Singapore, US => IN US
        Mumbai/Pune, India => IN-MH/mumbai IN-MH/pune
        Bengaluru and Gurugram => IN-KA/bengaluru IN-HR/gurugram
        Delhi & Cambridge => IN-DL
        Bangalore / SFO => IN-KA/bengaluru US-CA/san-francisco
        Mumbai / Global => IN-MH/mumbai
        Dadra & Nagar Haveli => IN-DH
        Port of Spain, Trinidad and Tobago => TT/port-of-spain
        America / Canada => north-america
        Europe => europe
        EMEA => ? `EMEA` stands for places on several continents
        DACH => europe
        United Kingdom|Europe|Remote => GB
        Singapore|EMEA => ? `Singapore|EMEA` stands for places on several continents
        Bengaluru 560001 => IN-KA/bengaluru
        Koramangala, Bengaluru => IN-KA/bengaluru
        \\xc2\\xa0Gurgaon => IN-HR/gurugram
        Chennai (Madras) => IN-TN/chennai
        San Francisco Bay Area => US-CA
        Remote, US => US
        IN => IN
        in => ? no known place in `in`
        USA => US
        xyzzy => ? no known place in `xyzzy`
        NA => blank
        - => blank
        IN-KA => IN-KA
        St. Louis, MO, USA => US-MO/st-louis
        Düsseldorf, NRW, Germany => DE-NW/dusseldorf
        Raipur, CT, India => IN-CG/raipur
        United States - Other => US
        Washington, USA => US
        Seattle, Washington => US-WA/seattle
        Indiana, PA, USA => US-PA
        Altadena, CA => ? `CA` could be `CA` or `US-CA`
        Altadena, CA, USA => US-CA
        India/US => IN US
    "#]]
    .assert_eq(&table);
}

#[test]
fn the_country_written_last_decides_whose_state_it_is() {
    assert_eq!(read("Lahore, Punjab, Pakistan"), "PK/lahore");
    assert_eq!(read("Hyderabad, Sindh, Pakistan"), "PK/hyderabad");
    // Lists stay lists.
    assert_ne!(read("San Francisco, California, Germany"), read("Germany"));
    assert_ne!(read("Germany, France"), read("France"));
}

#[test]
fn one_place_by_code_or_any_name() {
    let names = [
        "India",
        "Bharat",
        "USA",
        "United States of America",
        "U.S.",
        "UK",
        "Karnataka",
        "KA",
        "KA, India",
        "Bengaluru",
        "Bangalore",
        "Bombay",
        "SF",
        "NYC",
        "IN",
        "IN-KA",
        "IN-KA/bengaluru",
        "GB/london",
        "europe",
        "EMEA",
        "Georgia",
        "US-GA",
        "India; US",
        "nowhere",
        "",
    ];
    let table: String = names
        .iter()
        .map(|name| {
            format!(
                "{name} => {}\n",
                find(name).map_or("none", |id| places().code(id))
            )
        })
        .collect();
    expect![[r#"
        India => IN
        Bharat => IN
        USA => US
        United States of America => US
        U.S. => US
        UK => GB
        Karnataka => IN-KA
        KA => none
        KA, India => IN-KA
        Bengaluru => IN-KA/bengaluru
        Bangalore => IN-KA/bengaluru
        Bombay => IN-MH/mumbai
        SF => US-CA/san-francisco
        NYC => US-NY/new-york
        IN => IN
        IN-KA => IN-KA
        IN-KA/bengaluru => IN-KA/bengaluru
        GB/london => GB/london
        europe => europe
        EMEA => none
        Georgia => none
        US-GA => US-GA
        India; US => none
        nowhere => none
         => none
    "#]]
    .assert_eq(&table);
}

#[test]
fn groups_name_their_members() {
    let show = |name| group(name).map(|ids| codes(&ids));
    assert_eq!(show("dach").as_deref(), Some("DE AT CH"));
    assert_eq!(show("Benelux").as_deref(), Some("BE NL LU"));
    assert_eq!(show("EMEA").as_deref(), Some("europe middle-east africa"));
    assert_eq!(show("EU").map(|ids| ids.split(' ').count()), Some(27));
    assert_eq!(show("India"), None);
}

#[test]
fn the_tree_has_four_levels_and_codes_say_which() {
    let tree = places();
    for id in tree.ids() {
        let code = tree.code(id);
        match tree.depth(id) {
            0 => assert!(
                code.chars()
                    .all(|mark| mark.is_ascii_lowercase() || mark == '-'),
                "{code}"
            ),
            1 => assert!(
                code.len() == 2 && code.chars().all(|mark| mark.is_ascii_uppercase()),
                "{code}"
            ),
            _ => assert!(
                code.starts_with(tree.code(tree.parent(id).expect("below a country"))),
                "{code}"
            ),
        }
        assert_eq!(find(code), Some(id), "{code}");
    }
    let count = |prefix: &str| {
        tree.ids()
            .filter(|&id| tree.code(id).starts_with(prefix) && !tree.code(id).contains('/'))
            .count()
    };
    assert_eq!((count("IN-"), count("US-")), (36, 51));
    assert_eq!(tree.ids().filter(|&id| tree.depth(id) == 1).count(), 250);
}

/// A label that counts alone for two places settles to what holds both, or to nothing: each must be meant.
#[test]
fn names_that_mean_two_places_are_known() {
    let tree = places();
    let mut holders: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for id in tree.ids() {
        let name = crate::industry::phrase::key(tree.label(id));
        let alone = gazetteer::GAZETTEER
            .named(&name)
            .iter()
            .filter(|&&(_, strength)| strength == Strength::Alone);
        holders.insert(
            name.clone(),
            alone.map(|&(holder, _)| tree.code(holder)).collect(),
        );
    }
    let doubled: Vec<String> = holders
        .into_iter()
        .filter(|(_, codes)| codes.len() > 1)
        .map(|(name, codes)| format!("{name}: {}", codes.join(" ")))
        .collect();
    expect![[r#"
        georgia: GE US-GA
        washington: US-WA US-DC/washington-dc"#]]
    .assert_eq(&doubled.join("\n"));
}

#[test]
fn a_label_with_all_above_it_reads_as_its_place() {
    let tree = places();
    // Georgia is a country and a state, Washington a state and a city; "Berlin, Germany" is the city first.
    let needs_more = |id| {
        matches!(tree.code(id), "GE" | "US-WA")
            || tree
                .subtree(id)
                .skip(1)
                .any(|below| tree.label(below) == tree.label(id))
    };
    for id in tree
        .ids()
        .filter(|&id| tree.depth(id) > 0 && !needs_more(id))
    {
        let chain: Vec<&str> = std::iter::successors(Some(id), |&below| tree.parent(below))
            .take_while(|&up| tree.depth(up) > 0)
            .map(|up| tree.label(up))
            .collect();
        let text = chain.join(", ");
        assert_eq!(place(&text), Reading::Value(vec![id]), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_reads_without_panic(text in "\\PC{0,50}") {
        let _ = find(&text);
        if let Reading::Value(ids) = place(&text) {
            prop_assert!(!ids.is_empty());
        }
    }

    #[test]
    fn no_listed_place_holds_another(
        names in prop::collection::vec(prop::sample::select(vec![
            "India", "Bengaluru", "Karnataka", "USA", "CA", "NY", "Europe", "South Asia", "Remote", "London", "TX", "Paris", "Foo",
        ]), 1..6),
        glue in prop::sample::select(vec![", ", "; ", "|", " / ", " and "]),
    ) {
        if let Reading::Value(ids) = place(&names.join(glue)) {
            for (at, &one) in ids.iter().enumerate() {
                for (other_at, &other) in ids.iter().enumerate() {
                    prop_assert!(at == other_at || !places().contains(one, other), "{}", codes(&ids));
                }
            }
        }
    }
}

#[test]
fn a_column_of_states_tells_its_country() {
    let of = |cells: &[&str]| country_of_states(cells.iter().copied());
    assert_eq!(of(&["CA", "IN", "DE", "GA", "NY", "", "n/a"]), Some("US"));
    assert_eq!(of(&["KA", "MH", "TN", "DL"]), Some("IN"));
    assert_eq!(of(&["ON", "BC", "QC"]), Some("CA"));
    assert_eq!(of(&["US", "IN", "GB", "FR"]), None, "countries");
    assert_eq!(of(&["Karnataka", "Goa"]), None, "names need no country");
    assert_eq!(of(&[]), None);
    assert_eq!(state("US", " CA "), places().by_code("US-CA"));
    assert_eq!(state("US", "ca"), None);
}
