//! Measures the reading of places against the real data beside the repository.

use std::collections::BTreeMap;

use expect_test::expect;

use super::codes;
use crate::Reading;
use crate::industry::shared_data::{column, shared, table};
use crate::place::{find, place, places};

/// Returns the share of filled cells that are understood, and those that are not.
fn understood(cells: &[String]) -> (f64, BTreeMap<String, usize>) {
    let (mut filled, mut missed) = (0usize, BTreeMap::new());
    for cell in cells {
        match place(cell) {
            Reading::Blank => {}
            Reading::Value(_) => filled += 1,
            Reading::Unreadable { .. } => {
                filled += 1;
                *missed.entry(cell.clone()).or_default() += 1;
            }
        }
    }
    (
        1.0 - missed.values().sum::<usize>() as f64 / filled.max(1) as f64,
        missed,
    )
}

#[test]
fn the_y_combinator_directory_is_understood() {
    let Some(bytes) = shared("yc_companies/yc_companies_2026-03.csv") else {
        return;
    };
    let rows = table(&bytes);
    let (share, missed) = understood(&column(&rows, "all_locations"));
    assert!(share >= 0.99, "{share} {missed:?}");
    let regions = column(&rows, "regions");
    let (share, missed) = understood(&regions);
    assert!(share >= 0.99, "{share} {missed:?}");
    let india = places().by_code("IN").expect("India is in the tree");
    let lists_india = |cell: &String| {
        place(cell)
            .value()
            .unwrap_or_default()
            .iter()
            .any(|&id| places().contains(india, id))
    };
    let plainly = regions
        .iter()
        .filter(|cell| cell.split('|').any(|part| part == "India"))
        .count();
    assert_eq!(
        regions.iter().filter(|cell| lists_india(cell)).count(),
        plainly
    );
}

#[test]
fn indian_head_offices_are_understood() {
    if let Some(bytes) = shared("ambitionbox_india_companies/Ambitionbox_Companies_Raw.csv") {
        let (share, missed) = understood(&column(&table(&bytes), "hq"));
        assert!(share >= 0.99, "{share} {missed:?}");
    }
    if let Some(bytes) = shared("india_startup_funding/startup_funding.csv") {
        let (share, missed) = understood(&column(&table(&bytes), "CityLocation"));
        assert!(share >= 0.98, "{share} {missed:?}");
    }
}

#[test]
fn american_companies_are_understood() {
    let Some(bytes) = shared("crunchbase_2013/crunchbase-companies.csv") else {
        return;
    };
    let rows = table(&bytes);
    let (cities, states, countries) = (
        column(&rows, "city"),
        column(&rows, "state_code"),
        column(&rows, "country_code"),
    );
    let joined: Vec<String> = cities
        .iter()
        .zip(&states)
        .zip(&countries)
        .map(|((city, state), country)| format!("{city}, {state}, {country}"))
        .collect();
    let (share, missed) = understood(&joined);
    assert!(share >= 0.999, "{share} {missed:?}");
    // Where the state is given, the place read stands in that state.
    let mut wrong = Vec::new();
    for (cell, state) in joined
        .iter()
        .zip(&states)
        .filter(|(_, state)| !state.is_empty())
    {
        let state = places()
            .by_code(&format!("US-{state}"))
            .unwrap_or_else(|| panic!("no state {state}"));
        let found = place(cell).value().unwrap_or_default();
        if !found.iter().all(|&id| places().contains(state, id)) {
            wrong.push(format!("{cell}: {}", codes(&found)));
        }
    }
    expect![[r#"
        Kansas City, DC, USA: US-MO/kansas-city US-DC/washington-dc
        Minneapolis, DC, USA: US-MN/minneapolis US-DC/washington-dc"#]]
    .assert_eq(&wrong.join("\n"));
    // A city without its state is known where the name is not shared.
    let (share, _) = understood(&cities);
    assert!(share >= 0.70, "{share}");
}

#[test]
fn indian_cities_stand_in_their_states() {
    let Some(bytes) = shared("india_cities/cities.json") else {
        return;
    };
    // Homonyms: the larger town has the bare name, the smaller one needs its state.
    let text = String::from_utf8_lossy(&bytes);
    let field = |entry: &str, name: &str| {
        entry
            .split(&format!("\"{name}\": \""))
            .nth(1)?
            .split('"')
            .next()
            .map(str::to_owned)
    };
    let mut wrong = Vec::new();
    for entry in text.split('}') {
        let (Some(city), Some(state)) = (field(entry, "name"), field(entry, "state")) else {
            continue;
        };
        let (Some(city_id), Some(state_id)) = (find(&city), find(&format!("{state}, India")))
        else {
            continue;
        };
        if !places().contains(state_id, city_id) {
            wrong.push(format!("{city} ({state}): {}", places().code(city_id)));
        }
    }
    expect![[r#"
        Srinagar (Uttarakhand): IN-JK/srinagar
        Aurangabad (Bihar): IN-MH/chhatrapati-sambhajinagar
        Una (Gujarat): IN-HP/una
        Udaipur (Tripura): IN-RJ/udaipur
        Ramngarh (Rajasthan): IN-JH/ramgarh
        Rudrapur (Uttar Pradesh): IN-UT/rudrapur
        Pali (Madhya Pradesh): IN-RJ/pali
        Chhapra (Gujarat): IN-BR/chhapra"#]]
    .assert_eq(&wrong.join("\n"));
}

#[test]
fn countries_and_their_other_names_are_found() {
    let Some(bytes) = shared("countries_mledoze/countries.csv") else {
        return;
    };
    let rows = table(&bytes);
    let (names, official, codes) = (
        column(&rows, "name.common"),
        column(&rows, "name.official"),
        column(&rows, "cca2"),
    );
    let mut missed = Vec::new();
    for ((name, official), code) in names.iter().zip(&official).zip(&codes) {
        assert!(places().by_code(code).is_some(), "{code} {name}");
        if find(name) != places().by_code(code) {
            missed.push(format!("{name} ({official})"));
        }
    }
    expect![[r#"
        French Southern and Antarctic Lands (Territory of the French Southern and Antarctic Lands)
        Georgia (Georgia)"#]]
    .assert_eq(&missed.join("\n"));
}
