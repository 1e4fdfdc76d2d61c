//! How often the addressee is right and the faults are found, on copies with labels.

use std::path::Path;

use crate::labelled;
use crate::tally::{Tally, tally};

impl Tally {
    /// Holds the tally to the goals of the project; see `docs/benchmarks.md`.
    #[expect(
        clippy::print_stderr,
        reason = "the tally stands in docs/benchmarks.md; --nocapture shows it"
    )]
    fn assert_goals(&self) {
        let says = self.says();
        eprintln!("{says}");
        assert!(self.functions * 10 >= self.n * 9, "addressee: {says}");
        assert!(
            self.wrong_readers.0 * 12 >= self.wrong_readers.1 * 11,
            "wrong readers: {says}"
        );
        assert!(
            self.false_wrong.len() * 28 <= 2 * (self.n - self.wrong_readers.1),
            "false alarms: {says}"
        );
        assert_eq!(self.mechanical.0, self.mechanical.1, "mechanical: {says}");
        assert!(
            self.judgement.0 * 4 >= self.judgement.1 * 3,
            "judgement: {says}"
        );
        assert!(self.clean.0 * 15 >= self.clean.1 * 13, "clean: {says}");
    }
}

#[test]
fn labelled_copies_meet_the_goals() {
    tally(&labelled::read("labelled.md")).assert_goals();
}

#[test]
fn the_first_blind_round_meets_the_goals() {
    tally(&labelled::read("blind1.md")).assert_goals();
}

#[test]
fn the_second_blind_round_meets_the_goals() {
    tally(&labelled::read("blind2.md")).assert_goals();
}

/// Of another author who had not seen the rules: what was right at the first run stays right.
#[test]
fn copies_of_another_author_are_read_as_well_as_at_the_first_run() {
    let tally = tally(&labelled::read("other_author.md"));
    let says = tally.says();
    assert!(tally.functions >= 53, "addressee: {says}");
    assert!(tally.wrong_readers.0 >= 10, "wrong readers: {says}");
    assert!(tally.false_wrong.is_empty(), "false alarms: {says}");
    assert!(tally.clean.0 >= 26, "clean: {says}");
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn copies_of_the_shared_set_meet_the_goals() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval/copies.json");
    if !file.exists() {
        eprintln!("skipped: no shared data");
        return;
    }
    tally(&labelled::read_json(&file)).assert_goals();
}

/// Labelled from `domain.md` before the rules were read; what it says now.
#[test]
fn the_third_blind_round_meets_the_goals() {
    tally(&labelled::read("blind3.md")).assert_goals();
}

/// Twenty more, run once after the third round was mended.
#[test]
fn the_fourth_blind_round_meets_the_goals() {
    tally(&labelled::read("blind4.md")).assert_goals();
}

/// Of an author who had seen neither rules nor lexicon; read and mended after its first run.
#[test]
fn the_fifth_blind_round_stays_as_it_is_read() {
    let file = labelled::folder().join("blind5_open.json");
    tally(&labelled::read_json(&file)).assert_goals();
}

/// The other half of the same author, of which nobody read more than the counts: they do not fall.
#[test]
fn the_closed_half_of_the_fifth_round_does_not_fall() {
    let tally = tally(&labelled::read_json(
        &labelled::folder().join("blind5_closed.json"),
    ));
    let says = tally.totals();
    assert!(tally.functions >= 34 && tally.bands >= 33, "{says}");
    assert!(tally.wrong_readers.0 >= 5, "{says}");
    assert!(tally.false_wrong.len() <= 1, "{says}");
    assert_eq!(tally.mechanical.0, tally.mechanical.1, "{says}");
    assert!(tally.judgement.0 >= 27 && tally.clean.0 >= 12, "{says}");
}

/// Of a second author who had seen neither rules nor lexicon; read and mended after its first run.
#[test]
fn the_sixth_blind_round_stays_as_it_is_read() {
    let file = labelled::folder().join("blind6_open.json");
    let tally = tally(&labelled::read_json(&file));
    tally.assert_goals();
    let says = tally.says();
    assert!(tally.functions >= 39 && tally.bands >= 38, "{says}");
    assert_eq!(tally.wrong_readers.0, tally.wrong_readers.1, "{says}");
}

/// Our own, a day of somebody's work in few words of any trade: only the reader is labelled.
#[test]
fn who_a_day_of_work_is_meant_for_is_read_as_well_as_it_was() {
    let seen = tally(&labelled::read("own6.md"));
    let says = seen.says();
    assert!(seen.functions >= 38 && seen.bands >= 37, "{says}");
    assert!(seen.wrong_readers.0 >= 19, "{says}");
    assert!(seen.false_wrong.is_empty(), "{says}");
    let later = tally(&labelled::read("own7.md"));
    let says = later.says();
    assert!(
        later.functions >= 23 && later.wrong_readers.0 >= 13,
        "{says}"
    );
    assert!(later.false_wrong.len() <= 1, "{says}");
}

/// The other half of the second author, of which nobody read more than the counts, twice: they do not fall.
#[test]
fn the_closed_half_of_the_sixth_round_does_not_fall() {
    let tally = tally(&labelled::read_json(
        &labelled::folder().join("blind6_closed.json"),
    ));
    let says = tally.totals();
    assert!(tally.functions >= 35 && tally.bands >= 34, "{says}");
    assert!(tally.wrong_readers.0 >= 10, "{says}");
    assert!(tally.false_wrong.is_empty(), "{says}");
    assert_eq!(tally.mechanical.0, tally.mechanical.1, "{says}");
    assert!(tally.judgement.0 >= 16 && tally.clean.0 >= 14, "{says}");
}

/// Of a third author who had seen neither rules nor lexicon; read and mended after its first run.
#[test]
fn the_seventh_blind_round_stays_as_it_is_read() {
    let file = labelled::folder().join("blind7_open.json");
    let tally = tally(&labelled::read_json(&file));
    tally.assert_goals();
    let says = tally.says();
    assert!(tally.functions >= 38 && tally.bands >= 38, "{says}");
    assert!(tally.alone >= 34, "{says}");
}

/// The other half of the third author, of which nobody read more than the counts, three times: they do not fall.
#[test]
fn the_closed_half_of_the_seventh_round_does_not_fall() {
    let file = labelled::folder().join("blind7_closed.json");
    let tally = tally(&labelled::read_json(&file));
    let says = tally.totals();
    assert!(tally.functions >= 39 && tally.bands >= 38, "{says}");
    assert!(tally.wrong_readers.0 >= 11, "{says}");
    assert!(tally.false_wrong.len() <= 1, "{says}");
    assert_eq!(tally.mechanical.0, tally.mechanical.1, "{says}");
    assert!(tally.judgement.0 >= 20 && tally.clean.0 >= 14, "{says}");
}

/// Our own, told by a day, by who stands beside or by owning the firm: only the reader is labelled.
#[test]
fn neighbours_and_owners_are_read_as_well_as_they_were() {
    let seen = tally(&labelled::read("own8.md"));
    let says = seen.says();
    assert!(seen.functions >= 32 && seen.wrong_readers.0 >= 22, "{says}");
    assert!(seen.false_wrong.is_empty(), "{says}");
    let later = tally(&labelled::read("own9.md"));
    let says = later.totals();
    assert!(
        later.functions >= 18 && later.wrong_readers.0 >= 13,
        "{says}"
    );
    assert!(later.false_wrong.len() <= 1, "{says}");
}

/// Of a fourth author who had seen neither rules nor lexicon; read and mended after its first run.
#[test]
fn the_ninth_blind_round_stays_as_it_is_read() {
    let file = labelled::folder().join("blind9_open.json");
    let tally = tally(&labelled::read_json(&file));
    tally.assert_goals();
    let says = tally.says();
    assert!(tally.functions >= 40 && tally.bands >= 39, "{says}");
    assert!(tally.alone >= 36, "{says}");
}

/// The other half of the fourth author, of which nobody read more than the counts, three times: they do not fall.
#[test]
fn the_closed_half_of_the_ninth_round_does_not_fall() {
    let file = labelled::folder().join("blind9_closed.json");
    let tally = tally(&labelled::read_json(&file));
    let says = tally.totals();
    assert!(tally.functions >= 38 && tally.bands >= 34, "{says}");
    assert!(tally.alone >= 32, "{says}");
    assert!(tally.wrong_readers.0 >= 10, "{says}");
    assert!(tally.false_wrong.len() <= 1, "{says}");
    assert_eq!(tally.mechanical.0, tally.mechanical.1, "{says}");
    assert!(tally.judgement.0 >= 25 && tally.clean.0 >= 12, "{says}");
}

/// Our own for the personas of the ninth round: seventeen without a fault, ten told by another reader's day.
#[test]
fn clean_mails_to_those_personas_stay_clean() {
    let tally = tally(&labelled::read_json(&labelled::folder().join("own10.json")));
    let says = tally.says();
    assert!(tally.functions >= 24 && tally.alone >= 25, "{says}");
    assert!(tally.wrong_readers.0 >= 7, "{says}");
    assert!(tally.false_wrong.is_empty(), "{says}");
    assert_eq!(tally.clean.0, tally.clean.1, "{says}");
}
