//! The catalogue of rules, one file each.

mod awareness;
mod champion_missing;
mod channel_shift;
mod claim_without_proof;
mod cycle_creep;
mod early_churn;
mod economic_buyer_absent;
mod expansion;
mod first_response;
mod follow_up;
mod icp_drift;
mod lead_fit;
mod no_decision;
mod objection;
mod objection_asset;
mod pain_not_named;
mod persona_entry;
mod proof_reuse;
mod reopened;
mod rewrite;
mod segment;
mod single_thread;
mod sisters;
mod slow_deals;
mod source_quality;
mod spending_limit;
mod trigger_play;
mod undifferentiated;
mod watering_hole;
mod win_rate_fell;
mod words_gap;
mod wrong_alternative;
mod wrong_reader;

use super::rule::Rule;

/// Every rule, in the order of the catalogue.
pub static RULES: &[&Rule] = &[
    &wrong_reader::RULE,
    &pain_not_named::RULE,
    &words_gap::RULE,
    &wrong_alternative::RULE,
    &claim_without_proof::RULE,
    &objection::RULE,
    &icp_drift::RULE,
    &undifferentiated::RULE,
    &awareness::RULE,
    &win_rate_fell::RULE,
    &first_response::RULE,
    &single_thread::RULE,
    &economic_buyer_absent::RULE,
    &champion_missing::RULE,
    &slow_deals::RULE,
    &no_decision::RULE,
    &source_quality::RULE,
    &lead_fit::RULE,
    &follow_up::RULE,
    &cycle_creep::RULE,
    &early_churn::RULE,
    &segment::RULE,
    &persona_entry::RULE,
    &trigger_play::RULE,
    &watering_hole::RULE,
    &reopened::RULE,
    &expansion::RULE,
    &spending_limit::RULE,
    &objection_asset::RULE,
    &channel_shift::RULE,
    &sisters::RULE,
    &proof_reuse::RULE,
    &rewrite::RULE,
];
