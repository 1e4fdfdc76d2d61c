use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;

#[test]
fn dates_in_many_spellings() {
    use DateOrder::{DayFirst, MonthFirst, YearFirst};
    for (cell, order, date_found) in [
        ("2017-08-05", DayFirst, "2017-08-05"),
        ("2017-08-05T10:30:00Z", DayFirst, "2017-08-05"),
        ("2017-08-05T23:30:00.123+05:30", MonthFirst, "2017-08-05"),
        ("2017-08-05 10:30:00 UTC", DayFirst, "2017-08-05"),
        ("2017/08/05", DayFirst, "2017-08-05"),
        ("2017.8.5", DayFirst, "2017-08-05"),
        ("05/08/2017", DayFirst, "2017-08-05"),
        ("05/08/2017", MonthFirst, "2017-05-08"),
        ("8/5/2017 3:00 PM", MonthFirst, "2017-08-05"),
        ("05.08.17", DayFirst, "2017-08-05"),
        ("12/05.2015", DayFirst, "2015-05-12"),
        ("22/01//2015", DayFirst, "2015-01-22"),
        ("\\\\xc2\\\\xa010/7/2015", DayFirst, "2015-07-10"),
        ("13/08/2017", YearFirst, "2017-08-13"),
        ("08/13/2017", YearFirst, "2017-08-13"),
        ("17-08-05", YearFirst, "2017-08-05"),
        ("5-Aug-17", DayFirst, "2017-08-05"),
        ("5-Aug-75", DayFirst, "1975-08-05"),
        ("5 Aug 2017", MonthFirst, "2017-08-05"),
        ("5th of August 2017", MonthFirst, "2017-08-05"),
        ("5. August 2017", DayFirst, "2017-08-05"),
        ("1. März 2017", DayFirst, "2017-03-01"),
        ("August 5, 2017", DayFirst, "2017-08-05"),
        ("Aug 5, 2017, 3:00 PM", DayFirst, "2017-08-05"),
        ("Saturday, August 5, 2017", DayFirst, "2017-08-05"),
        ("Sat, 5 Aug 2017 10:00:00 GMT", DayFirst, "2017-08-05"),
        ("2017-Aug-05", DayFirst, "2017-08-05"),
        ("Aug 2017", DayFirst, "2017-08-01"),
        ("2017 August", DayFirst, "2017-08-01"),
        ("Aug-17", DayFirst, "2017-08-01"),
        ("Aug '17", DayFirst, "2017-08-01"),
        ("2017-08", DayFirst, "2017-08-01"),
        ("08/2017", DayFirst, "2017-08-01"),
        ("2012-Q2", DayFirst, "2012-04-01"),
        ("Q4 2012", DayFirst, "2012-10-01"),
        ("2017", DayFirst, "2017-01-01"),
        ("1911.0", DayFirst, "1911-01-01"),
        ("42952", DayFirst, "2017-08-05"),
        ("42952.5", DayFirst, "2017-08-05"),
        ("20170805", DayFirst, "2017-08-05"),
        ("1501936200", DayFirst, "2017-08-05"),
        ("1501936200.0", DayFirst, "2017-08-05"),
        ("1501936200000", DayFirst, "2017-08-05"),
        ("1322045523", DayFirst, "2011-11-23"),
    ] {
        match date(cell, order) {
            Reading::Value(found) => assert_eq!(found.to_string(), date_found, "{cell:?}"),
            other => panic!("{cell:?} gave {other:?}"),
        }
    }
}

#[test]
fn what_is_no_date_says_why() {
    for (cell, order, why) in [
        ("soon", DateOrder::DayFirst, "`soon` is no date"),
        ("Aug 17", DateOrder::DayFirst, "`Aug 17` is no date"),
        (
            "08/25/2017",
            DateOrder::DayFirst,
            "`08/25/2017` names a day that does not exist",
        ),
        (
            "31/02/2017",
            DateOrder::DayFirst,
            "`31/02/2017` names a day that does not exist",
        ),
        ("20171345", DateOrder::DayFirst, "`20171345` is no date"),
        (
            "01/07/015",
            DateOrder::DayFirst,
            "`01/07/015` has a year of neither two nor four digits",
        ),
        ("05/072018", DateOrder::DayFirst, "`05/072018` is no date"),
        (
            "05/08/2017",
            DateOrder::YearFirst,
            "`05/08/2017` leaves open which number is the month",
        ),
        ("11-50", DateOrder::DayFirst, "`11-50` is no date"),
        ("5", DateOrder::DayFirst, "`5` is no date"),
    ] {
        assert_eq!(date(cell, order), Reading::unreadable(why), "{cell:?}");
    }
    assert_eq!(date("n/a", DateOrder::DayFirst), Reading::Blank);
}

#[test]
fn a_column_shows_its_order() {
    for (column, order) in [
        (vec!["05/08/2017", "13/08/2017"], DateOrder::DayFirst),
        (vec!["05/08/2017", "08/13/2017"], DateOrder::MonthFirst),
        (
            vec!["08/13/2017", "08/14/2017", "14/08/2017"],
            DateOrder::MonthFirst,
        ),
        (vec!["05/08/2017", "06/08/2017"], DateOrder::DayFirst),
        (vec!["2017-08-05", "", "2017-13-05"], DateOrder::YearFirst),
        (vec!["2017-08-05", "08/13/2017"], DateOrder::MonthFirst),
        (vec!["Aug 2017", "n/a"], DateOrder::YearFirst),
        (vec![], DateOrder::YearFirst),
    ] {
        assert_eq!(order_of(column.iter().copied()), order, "{column:?}");
    }
}

#[test]
fn real_columns_are_read() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let (Ok(india), Ok(rounds)) = (
        fs::read(data.join("india_startup_funding/startup_funding.csv")),
        fs::read(data.join("crunchbase_2013/crunchbase-rounds.csv")),
    ) else {
        eprintln_skipped();
        return;
    };
    let india = String::from_utf8_lossy(&india).into_owned();
    let is_row = |line: &&str| {
        line.split(',')
            .next()
            .is_some_and(|number| number.parse::<u32>().is_ok())
    };
    let cells: Vec<&str> = india
        .lines()
        .filter(is_row)
        .filter_map(|line| line.split(',').nth(1))
        .collect();
    let order = order_of(cells.iter().copied());
    assert_eq!(order, DateOrder::DayFirst);
    let unread: Vec<&&str> = cells
        .iter()
        .filter(|cell| date(cell, order).value().is_none())
        .collect();
    assert!(cells.len() > 3_000, "{} dates found", cells.len());
    assert_eq!(unread, [&"05/072018", &"01/07/015"]);

    let rounds = String::from_utf8_lossy(&rounds).into_owned();
    let rows = rounds
        .split('\r')
        .skip(1)
        .map(|row| row.split(',').collect::<Vec<_>>())
        .filter(|row| row.len() == 13);
    let mut n_read = 0;
    for row in rows {
        let (day, month, quarter) = (row[8], row[9], row[10]);
        let Reading::Value(day_read) = date(day, DateOrder::YearFirst) else {
            continue;
        };
        assert_eq!(day_read.to_string(), day);
        let first = Date::new(day_read.year(), day_read.month(), 1).unwrap();
        assert_eq!(date(month, DateOrder::YearFirst), Reading::Value(first));
        assert!(
            date(quarter, DateOrder::YearFirst)
                .value()
                .is_some_and(|start| start <= first)
        );
        n_read += 1;
    }
    assert!(n_read > 25_000, "{n_read} dates read");
}

#[expect(clippy::print_stderr, reason = "a test without its data says so")]
fn eprintln_skipped() {
    eprintln!("skipped: no shared data");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text_is_safe(text in any::<String>(), likely in "[-0-9./: taug,q]{0,16}") {
        for text in [text, likely] {
            for order in [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst] {
                let _ = date(&text, order);
            }
            let _ = order_of([text.as_str()]);
        }
    }

    #[test]
    fn printed_dates_come_back(year in 1950_i16..2050, month in 1_i8..=12, day in 1_i8..=28) {
        let expected = Date::new(year, month, day).unwrap();
        let serial = (expected - Date::constant(1899, 12, 30)).get_days();
        prop_assert_eq!(date(&expected.to_string(), DateOrder::DayFirst), Reading::Value(expected));
        prop_assert_eq!(date(&serial.to_string(), DateOrder::DayFirst), Reading::Value(expected));
        prop_assert_eq!(date(&format!("{day}/{month}/{year}"), DateOrder::DayFirst), Reading::Value(expected));
        prop_assert_eq!(date(&format!("{month}/{day}/{year}"), DateOrder::MonthFirst), Reading::Value(expected));
        let two_digits = year % 100;
        prop_assert_eq!(date(&format!("{day:02}.{month:02}.{two_digits:02}"), DateOrder::DayFirst), Reading::Value(expected));
    }
}
