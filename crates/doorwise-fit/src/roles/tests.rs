use super::*;

fn four(won_with: usize, lost_with: usize, won_without: usize, lost_without: usize) -> Four {
    Four {
        won_with,
        lost_with,
        won_without,
        lost_without,
    }
}

fn strata(fours: &[Four]) -> Strata {
    Strata((0..).zip(fours.iter().copied()).collect())
}

/// One stratum: the common odds ratio is the crude one, and the variance is Woolf's sum of reciprocals.
///
/// Robins, Breslow and Greenland with one table: (P+Q)(...) comes to 1/a + 1/b + 1/c + 1/d exactly.
#[test]
fn one_stratum_is_the_crude_odds_ratio() {
    let found = strata(&[four(12, 5, 7, 20)])
        .log_odds()
        .expect("four counts");
    assert!((libm::exp(found.value) - 12.0 * 20.0 / (5.0 * 7.0)).abs() < 1e-12);
    let woolf = (1.0 / 12.0 + 1.0 / 5.0 + 1.0 / 7.0 + 1.0 / 20.0_f64).sqrt();
    assert!((found.error - woolf).abs() < 1e-12, "{found:?} {woolf}");
}

/// By hand: strata (10, 5, 8, 12) and (4, 6, 3, 12).
/// R = 120/35 + 48/25 = 5.348571, S = 40/35 + 18/25 = 1.862857: ratio 2.871166, logarithm 1.054718.
/// P = 22/35, 16/25; Q = 13/35, 9/25. sum PR = 3.383837, sum PS + QR = 1.179184 + 1.964669 = 3.143853,
/// sum QS = 0.683690; variance 3.383837/57.214432 + 3.143853/19.927249 + 0.683690/6.940473 = 0.315417.
#[test]
fn two_strata_by_hand() {
    let found = strata(&[four(10, 5, 8, 12), four(4, 6, 3, 12)])
        .log_odds()
        .expect("four counts");
    assert!((found.value - 1.054_718).abs() < 1e-5, "{found:?}");
    assert!((found.error.powi(2) - 0.315_417).abs() < 1e-5, "{found:?}");
    assert_eq!(found.n, 60);
}

/// Fisher's tea: 3 of 4 right. P(4) = 1/70, P(3) = 16/70; half of the latter counted: 9/70.
#[test]
fn the_exact_chance_by_hand() {
    let tea = strata(&[four(3, 1, 1, 3)]).chance().expect("margins");
    assert!((tea - 9.0 / 70.0).abs() < 1e-12, "{tea}");
    // Two such cups: P(sum > 6) = 2 (1/70)(16/70) + (1/70)^2 = 33/4900; P(6) = 2 (1/70)(36/70) + (16/70)^2 = 328/4900.
    let twice = strata(&[four(3, 1, 1, 3), four(3, 1, 1, 3)]);
    let chance = twice.chance().expect("margins");
    assert!((chance - (33.0 + 164.0) / 4900.0).abs() < 1e-12, "{chance}");
}

/// A stratum in which everybody has the role, or nobody wins, says nothing.
#[test]
fn a_stratum_without_contrast_says_nothing() {
    let alone = strata(&[four(3, 1, 1, 3)]);
    let beside = strata(&[four(3, 1, 1, 3), four(9, 4, 0, 0), four(0, 5, 0, 7)]);
    assert_eq!(alone.chance(), beside.chance());
    assert_eq!(strata(&[four(9, 4, 0, 0)]).chance(), None);
    assert_eq!(strata(&[four(9, 4, 0, 0)]).log_odds(), None);
}

/// Above the size where the sum is exact, the normal curve says nearly the same.
#[test]
fn the_normal_curve_stands_in_for_large_counts() {
    let exact = strata(&[four(410, 390, 385, 415)])
        .chance()
        .expect("margins");
    let large = strata(&[four(820, 780, 770, 830); 1])
        .chance()
        .expect("margins");
    let z = normal_z(&[four(410, 390, 385, 415)]);
    assert!((exact - strata::upper_tail(z)).abs() < 2e-3);
    assert!(large < exact);
}

fn normal_z(fours: &[Four]) -> f64 {
    let (mut seen, mut mean, mut variance) = (0.0_f64, 0.0_f64, 0.0_f64);
    for four in fours {
        let (n, with, won) = (four.n() as f64, four.with() as f64, four.won() as f64);
        seen += four.won_with as f64;
        mean += with * won / n;
        variance += with * won * (n - with) * (n - won) / (n * n * (n - 1.0));
    }
    (seen - mean) / variance.sqrt()
}

#[test]
fn the_quantile_turns_the_tail_around() {
    assert!((strata::normal_above(0.025) - 1.959_964).abs() < 1e-6);
    assert!((strata::normal_above(0.5)).abs() < 1e-9);
}

/// Four roles in every other deal, the first in the won ones.
fn planted(n: usize) -> Committees {
    let mut committees = Committees {
        dated: true,
        present: vec![Vec::new(); 4],
        ..Committees::default()
    };
    for deal in 0..n {
        let pair = deal % 4;
        let won = pair < 2;
        committees.won.push(won);
        committees.layer.push(0);
        // The first role is in three of four won deals and in one of four lost ones.
        let first = (deal / 4 % 4 == 0) != won;
        committees.present[0].push(first);
        for role in 1..4 {
            committees.present[role].push((deal / 4 + role) % 3 == 0 || (!first && role == 1));
        }
    }
    committees
}

#[test]
fn a_strong_role_is_shown_with_deals_enough_and_dates() {
    let findings = assess(&planted(160));
    assert_eq!(findings[0].grade, Grade::Shown, "{findings:#?}");
    assert_eq!(findings[0].four.n(), 160);
    assert_eq!(findings[0].more, None);
    assert!(findings[1..].iter().all(|found| found.grade == Grade::Seen));
}

#[test]
fn below_the_floor_or_without_dates_nothing_is_shown() {
    let few = assess(&planted(96));
    assert_eq!(few[0].grade, Grade::Indicated);
    assert!(
        few[0].more.is_some_and(|more| more <= 10),
        "{:?}",
        few[0].more
    );
    let undated = assess(&Committees {
        dated: false,
        ..planted(160)
    });
    assert_eq!(undated[0].grade, Grade::Seen);
}

#[test]
fn a_role_of_few_deals_is_only_counted() {
    let mut committees = planted(160);
    committees
        .present
        .push((0..160).map(|deal| deal < 7).collect());
    let rare = assess(&committees)[4];
    assert_eq!(
        (rare.grade, rare.against, rare.chance),
        (Grade::Seen, None, None)
    );
    assert_eq!(rare.four.with(), 7);
}

/// Every deal twice: the same ratio, a narrower interval.
#[test]
fn twice_the_deals_narrow_the_interval() {
    let once = assess(&planted(160))[0].odds.expect("tested");
    let twice = assess(&planted(320))[0].odds.expect("tested");
    assert!(twice.high / twice.low < once.high / once.low);
}

/// Two roles, one a deal: each is the other's opposite, and the odds ratio is that of the four counts.
#[test]
fn of_two_roles_each_is_the_opposite_of_the_other() {
    let mut committees = Committees {
        dated: true,
        present: vec![Vec::new(); 2],
        ..Committees::default()
    };
    for (won, first, n) in [
        (true, true, 30),
        (false, true, 20),
        (true, false, 15),
        (false, false, 45),
    ] {
        for _ in 0..n {
            committees.won.push(won);
            committees.layer.push(0);
            committees.present[0].push(first);
            committees.present[1].push(!first);
        }
    }
    let findings = assess(&committees);
    let against = |role: usize| findings[role].against.expect("tested").value;
    let crude = 30.0 * 45.0 / (20.0 * 15.0);
    assert!((against(0) - crude).abs() < 1e-9, "{}", against(0));
    assert!((against(1) - 1.0 / crude).abs() < 1e-9, "{}", against(1));
}
