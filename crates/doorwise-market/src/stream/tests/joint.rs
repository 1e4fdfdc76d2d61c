//! Several ICPs scanned together say what each says alone.

use std::collections::BTreeMap;

use doorwise_model::market::{Scoring, TierSet};

use super::*;
use crate::stream::{also_meets, stands_under};

const SMALL: &str = "icp: small
gates:
  - employees: ..300
exclusions:
  - stage: public
points:
  - place: { US: 5, DE: 2 }
  - founded: { 2000..: 3 }
tiers: { A: 6, B: 3, C: 0 }
";
/// Nothing makes a row fail here.
const ANY: &str = "icp: any
points:
  - revenue: { 1M.. USD: 5 }
  - tools: { hubspot: 4 }
tiers: { Z: 8, A: 0 }
";

/// Companies decided on by id, by a name that several have, by domain, and one that nobody has.
const HAND: &str = "icp: hand
gates:
  - employees: 20..
points:
  - place: { US: 5, DE: 2 }
tiers: { A: 5, B: 0 }
overrides:
  - { company: \"17\", decision: ignore, why: left us, who: Meera, date: 2026-10-01 }
  - { company: \"1500\", decision: pursue, why: a friend, who: Meera, date: 2026-10-01 }
  - { company: FIRM 41, decision: pursue, why: asked us, who: Meera, date: 2026-10-01 }
  - { company: Firm 45, decision: ignore, why: no fit, who: Meera, date: 2026-10-01 }
  - { company: firm77.example, decision: find_out, why: moved, who: Meera, date: 2026-10-01 }
  - { company: \"2999\", decision: find_out, why: who knows, who: Meera, date: 2026-10-01 }
  - { company: nobody, decision: pursue, why: a slip, who: Meera, date: 2026-10-01 }
";

fn read(folder: &Path, name: &str, text: &str) -> Icp {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("written");
    let (loaded, _) = load::load_icp(&path, &Rates::default()).expect("read");
    loaded.value.expect("an ICP")
}

/// Returns each written row as `column=value` by column.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let table = source::read(path, &ReadOptions::default()).expect("read back");
    let row = |row: usize| {
        let columns = table.columns.iter();
        let cell =
            |column: &crate::table::Column| (column.header.clone(), column.value(row).to_owned());
        columns.map(cell).collect()
    };
    (0..table.rows()).map(row).collect()
}

/// The top of the list is found by codes as it is by looking at every row: with those that fail, and
/// with more asked for than there is.
fn assert_top_is_that_of_every_row(jobs: &[Job<'_>]) {
    for most in [1, 10, 200, 3_000, 3_001] {
        let mut by_pieces = Best::new(most);
        pieces(jobs, &mut |piece, _| {
            by_pieces.offer(piece);
            ControlFlow::Continue(())
        })
        .expect("scored");
        let (joint, by_codes) = best(jobs, most).expect("read").expect("scanned");
        assert_eq!(Some(joint), tally(jobs).expect("scored"));
        let (found, expected) = (by_codes.finish(), by_pieces.finish());
        assert_eq!(found.len(), most.min(3_000));
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found.company, expected.company);
            assert_eq!(found.icp, expected.icp);
            let says = |found: &Found| -> Vec<_> {
                found.scorings.iter().map(Scoring::list_key).collect()
            };
            assert_eq!(says(found), says(expected));
        }
    }
}

#[test]
fn several_icps_over_codes_say_what_each_says_of_pieces() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let icps = [
        read(folder, "icp.yaml", ICP),
        read(folder, "small.yaml", SMALL),
        read(folder, "any.yaml", ANY),
        read(folder, "hand.yaml", HAND),
    ];
    let path = folder.join("market.parquet");
    write(&path, &batch(3_000), WriterVersion::PARQUET_1_0);
    let options = ReadOptions::default();
    let head = source::head(&path, &options, 100).expect("read");
    // Without an id a company is called by its row.
    let (nameless, map) = (map(&path, &FIELDS[1..]), map(&path, &FIELDS));
    let (mut n_written, mut n_by_hand) = (0, 0);
    let sets = [
        [0, 1, 2].as_slice(),
        &[2, 1],
        &[1, 0],
        &[1, 1],
        &[0],
        &[2],
        &[3],
        &[3, 1],
        &[2, 3, 0],
    ];
    for of in sets {
        let icps: Vec<&Icp> = of.iter().map(|&at| &icps[at]).collect();
        let job = |icp| Job {
            path: &path,
            options: &options,
            head: &head,
            map: &map,
            icp,
            currency: map.currency,
        };
        let jobs: Vec<Job<'_>> = icps.iter().copied().map(job).collect();
        let _ = std::fs::remove_file(prepared::path_of(&path));
        let (mut counted, mut stands, mut also) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut by_hand = Vec::new();
        let tallies = pieces(&jobs, &mut |piece, _| {
            for (row, (icp, scoring)) in piece.stands().enumerate() {
                let each = piece.scorings.iter().map(|scorings| scorings[row]);
                let each: Vec<Scoring> = each.collect();
                let said: Vec<_> = each.iter().map(|of| (of.decision, of.tiers)).collect();
                if each.iter().any(|of| of.overridden.is_some()) {
                    by_hand.push(each);
                } else {
                    assert_eq!(stands_under(&said), icp);
                    let key: Vec<_> = said.iter().map(|(of, tiers)| (*of, tiers.0)).collect();
                    *counted.entry(key).or_insert(0) += 1;
                }
                stands.push((icp, *scoring));
                also.push(also_meets(&icps, icp, said.into_iter()));
            }
            ControlFlow::Continue(())
        })
        .expect("scored");
        let counted: Vec<(Vec<_>, usize)> = counted
            .into_iter()
            .map(|(key, rows): (Vec<_>, usize)| {
                let said = key.into_iter().map(|(of, tiers)| (of, TierSet(tiers)));
                (said.collect(), rows)
            })
            .collect();
        assert!(counted.len() > 1, "{counted:?}");
        n_by_hand += by_hand.len();
        for is_prepared in [false, true] {
            if is_prepared {
                prepared::prepare(&path, &options).expect("prepared");
            }
            assert_top_is_that_of_every_row(&jobs);
            let job = |icp| Job {
                map: &nameless,
                ..job(icp)
            };
            let jobs_by_row: Vec<Job<'_>> = icps.iter().copied().map(job).collect();
            assert_top_is_that_of_every_row(&jobs_by_row);
            let joint = tally(&jobs).expect("scored").expect("scanned");
            assert_eq!(joint.tallies, tallies);
            assert_eq!(joint.rows, counted);
            let keys = |of: &[Vec<Scoring>]| -> Vec<Vec<_>> {
                let key = |of: &Scoring| (of.list_key(), of.overridden);
                of.iter().map(|of| of.iter().map(key).collect()).collect()
            };
            assert_eq!(keys(&joint.by_hand), keys(&by_hand));

            let out = folder.join("out.parquet");
            let kept = ["id".to_owned()];
            for wanted in [
                vec![Rows::All; jobs.len()],
                vec![Rows::Decision(Decision::FindOut); jobs.len()],
                (0..jobs.len())
                    .map(|at| if at == 0 { Rows::None } else { Rows::Tier(0) })
                    .collect(),
            ] {
                let written = select(&jobs, &wanted, Some(&kept), &out);
                let written = written.expect("written").expect("scanned");
                assert_eq!(written, joint);
                let expected = (0..stands.len()).filter(|&row| {
                    let (icp, scoring) = stands[row];
                    wanted[icp].takes(scoring.decision, scoring.tiers)
                });
                let expected: Vec<usize> = expected.collect();
                n_written += expected.len();
                let found = rows(&out);
                assert_eq!(found.len(), expected.len());
                for (found, row) in found.iter().zip(expected) {
                    let (icp, scoring) = stands[row];
                    let end = |end: Option<i64>| end.map_or(String::new(), |end| end.to_string());
                    let tiers = icps[icp].card.tiers.show(&scoring.tiers.to_vec());
                    for (column, value) in [
                        ("id", row.to_string()),
                        ("icp", icps[icp].id.clone()),
                        ("decision", scoring.decision.as_str().to_owned()),
                        ("tier", tiers),
                        ("score_low", end(scoring.score.map(|score| score.low))),
                        ("score_high", end(scoring.score.map(|score| score.high))),
                        ("score_seen", scoring.seen.to_string()),
                        ("also", also[row].clone()),
                    ] {
                        if jobs.len() > 1 || !["icp", "also"].contains(&column) {
                            assert_eq!(found[column], value, "row {row}, {column}");
                        }
                    }
                }
            }
        }
    }
    // All rows eight times over, and some of each choice besides.
    assert!(n_written > 8 * 3_000 + 1_000, "{n_written}");
    assert_eq!(n_by_hand, 3 * 10, "the rows named, in three sets of ICPs");
}
