//! Invented deals in which engaged accounts have more people of every kind and are won more often.

use doorwise_fit::roles::Committees;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// How many of a hundred deals have each role where engagement is middling.
pub(crate) const ROLES: [f64; 8] = [0.55, 0.45, 0.40, 0.35, 0.30, 0.25, 0.20, 0.15];
/// The role that decides, where one does.
pub(crate) const TRUE_ROLE: usize = 1;

/// How the deals come about.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    /// In words.
    pub(crate) says: &'static str,
    /// How much engagement raises the odds of each role: from, to over the roles.
    pub(crate) loadings: [f64; 2],
    /// How much engagement raises the odds of a win.
    pub(crate) engagement: f64,
    /// Share of won deals that a late role joins; it is in few others.
    pub(crate) late: Late,
    /// Odds ratio of the last role but one, where it does harm.
    pub(crate) harm: f64,
}

/// Whether somebody comes at the end to sign.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Late {
    Nobody,
    DatesKnown,
    DatesUnknown,
}

pub(crate) const DOMAIN: Setting = Setting {
    says: "every role follows engagement alike",
    loadings: [0.9, 0.9],
    engagement: 1.0,
    late: Late::Nobody,
    harm: 1.0,
};

struct Dice(ChaCha8Rng);

impl Dice {
    fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Twelve shares less six: near enough to a standard normal number.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }
}

fn logit(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}

fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// Returns the deals of one data set; the odds ratio is the true role's.
pub(crate) fn draw(setting: Setting, n: usize, odds: f64, seed: u64) -> Committees {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let mut committees = Committees {
        dated: setting.late != Late::DatesUnknown,
        present: vec![Vec::new(); ROLES.len()],
        ..Committees::default()
    };
    let [from, to] = setting.loadings;
    for _ in 0..n {
        let engaged = dice.normal();
        let roles: Vec<bool> = ROLES
            .iter()
            .enumerate()
            .map(|(role, &base)| {
                // Loadings in no order of prevalence.
                let place = (role * 3 % ROLES.len()) as f64 / (ROLES.len() - 1) as f64;
                let loading = from + (to - from) * place;
                dice.share() < expit(logit(base) + loading * engaged)
            })
            .collect();
        let mut win = -0.9 + setting.engagement * engaged;
        if roles[TRUE_ROLE] {
            win += libm::log(odds);
        }
        if roles[ROLES.len() - 2] {
            win += libm::log(setting.harm);
        }
        let won = dice.share() < expit(win);
        committees.won.push(won);
        committees.layer.push((dice.share() * 3.0) as u8);
        for (column, &is_there) in committees.present.iter_mut().zip(&roles) {
            column.push(is_there);
        }
        // The signature comes at the end, of won deals mostly; with dates it is left out.
        let signs = dice.share() < if won { 0.35 } else { 0.03 };
        if setting.late == Late::DatesUnknown && signs {
            *committees.present[5].last_mut().expect("one deal") = true;
        }
    }
    committees
}
