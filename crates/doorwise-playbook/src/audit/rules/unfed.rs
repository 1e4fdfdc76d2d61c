//! Rules whose tables no workspace holds yet; they say what they would need.

use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

fn look(_: &Ground<'_>) -> Look {
    Look::Quiet("its tables are not read yet".to_owned())
}

/// What is the same in all of them.
const UNFED: Rule = Rule {
    id: "",
    slot: Slot::FunnelIssue,
    name: "",
    why: "",
    needs: &[],
    statistic: "",
    threshold: "",
    source: "the catalogue of audits",
    otherwise: "",
    disproof: "",
    next: "",
    ease: 0.6,
    look,
};

pub(super) static AWARENESS: Rule = Rule {
    id: "G9",
    slot: Slot::PositioningGap,
    name: "awareness mismatch",
    why: "Who does not know the trouble yet is not moved by the product's name.",
    needs: &[Need::Touches],
    statistic: "answers to first touches that speak of the product against those that speak of the trouble",
    threshold: "at least 200 first touches of each",
    ..UNFED
};

pub(super) static FIRST_RESPONSE: Rule = Rule {
    id: "F2",
    name: "slow first answer",
    why: "Who asked an hour ago still has the question.",
    needs: &[Need::Touches, Need::Leads],
    statistic: "win rate of leads answered within an hour against those after a day, within a source",
    threshold: "fewer wins than chance brings about in the whole audit",
    ..UNFED
};

pub(super) static FOLLOW_UP: Rule = Rule {
    id: "F10",
    name: "one touch only",
    why: "Many answers come to the second and third mail.",
    needs: &[Need::Touches],
    statistic: "share of answers by number of the touch; deals with one touch only",
    threshold: "at least 100 first touches",
    ..UNFED
};

pub(super) static TRIGGER_PLAY: Rule = Rule {
    id: "O3",
    slot: Slot::GrowthOpportunity,
    name: "trigger play",
    why: "An event makes the trouble urgent for a while.",
    needs: &[Need::Triggers],
    statistic: "win rate of deals begun within an event's half-life against those without",
    threshold: "more wins than chance brings about in the whole audit",
    ..UNFED
};

pub(super) static REFERRAL: Rule = Rule {
    id: "O10",
    slot: Slot::GrowthOpportunity,
    name: "referral and sister companies",
    why: "Who is recommended is believed.",
    needs: &[Need::Customers],
    statistic: "won accounts with sister companies or named peers",
    threshold: "at least 3",
    ..UNFED
};
