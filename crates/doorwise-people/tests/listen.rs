//! Marked transcripts of our own: the miner must stay as good on them as it was measured.

mod marked;

use std::path::Path;

#[test]
fn marked_transcripts_keep_their_precision_recall_and_traps() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interviews");
    let mut total = marked::Score::default();
    for transcript in marked::folder(&folder) {
        let turns = transcript.interview.turns.len() as u64;
        assert_eq!(Some(turns), transcript.n_turns, "{}", transcript.name);
        total.add(&transcript.score().total);
    }
    assert!(total.n_marks > 150, "the transcripts are gone");
    assert!(total.strong_precision() >= 0.85, "{total}");
    assert!(total.strong_recall() >= 0.70, "{total}");
    assert!(total.recall() >= 0.90, "{total}");
    assert_eq!(total.n_traps_strong, 0, "{total}");
}
