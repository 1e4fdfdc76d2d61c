//! Marked transcripts of our own: the miner must stay as good on them as it was measured.

mod marked;

use std::path::Path;

/// The folders, with the least strong precision, strong recall and recall of each. All but
/// `interviews_blind_d`, `interviews_h_closed`, `interviews_i`, `interviews_m_closed`,
/// `interviews_q_closed` and `interviews_s_closed` are among those that `listen_train` learns from, as is
/// `data/teach/interviews`; what was measured on transcripts that it had not seen stands in
/// `docs/benchmarks.md`.
const FOLDERS: [(&str, f64, f64, f64); 21] = [
    ("tests/interviews", 0.95, 0.90, 0.95),
    ("tests/interviews_blind_a", 0.95, 0.85, 0.93),
    ("tests/interviews_blind_b", 0.93, 0.80, 0.92),
    ("tests/interviews_blind_c", 0.93, 0.80, 0.92),
    ("tests/interviews_blind_d", 0.90, 0.85, 0.95),
    ("tests/interviews_e", 0.93, 0.80, 0.90),
    ("tests/interviews_f", 0.93, 0.78, 0.90),
    ("tests/interviews_blind_g", 0.93, 0.80, 0.90),
    ("tests/interviews_h_open", 0.93, 0.80, 0.90),
    ("tests/interviews_h_closed", 0.93, 0.60, 0.85),
    ("tests/interviews_i", 0.95, 0.68, 0.88),
    ("tests/interviews_n_open", 0.80, 0.80, 0.88),
    ("tests/interviews_m_closed", 0.82, 0.72, 0.86),
    ("tests/interviews_p_open", 0.88, 0.85, 0.92),
    ("tests/interviews_q_closed", 0.80, 0.58, 0.76),
    ("tests/interviews_r_open", 0.88, 0.85, 0.92),
    ("tests/interviews_s_closed", 0.80, 0.58, 0.75),
    ("data/teach/interviews/a", 0.90, 0.85, 0.92),
    ("data/teach/interviews/b", 0.90, 0.85, 0.92),
    ("data/teach/interviews/c", 0.90, 0.85, 0.92),
    ("data/teach/interviews/d", 0.88, 0.82, 0.90),
];

#[test]
fn marked_transcripts_keep_their_precision_recall_and_traps() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut n_traps, mut n_fired) = (0, 0);
    for (folder, precision, strong_recall, recall) in FOLDERS {
        let mut total = marked::Score::default();
        for transcript in marked::folder(&here.join(folder)) {
            let turns = transcript.interview.turns.len() as u64;
            assert_eq!(Some(turns), transcript.n_turns, "{}", transcript.name);
            total.add(&transcript.score().total);
        }
        assert!(total.n_marks > 80, "the transcripts of {folder} are gone");
        assert!(total.strong_precision() >= precision, "{folder}: {total}");
        assert!(total.strong_recall() >= strong_recall, "{folder}: {total}");
        assert!(total.recall() >= recall, "{folder}: {total}");
        n_traps += total.n_traps;
        n_fired += total.n_traps_strong;
    }
    assert!(32 * n_fired <= 2 * n_traps, "{n_fired} of {n_traps} traps");
}
