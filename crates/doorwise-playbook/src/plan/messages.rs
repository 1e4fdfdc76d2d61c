//! What to say: a first mail and a call opener for a persona, by the composer of `say`.

use doorwise_model::icp::Icp;
use doorwise_model::persona::Persona;
use doorwise_model::workspace::Workspace;
use doorwise_words::draft::{self, Channel, Stage};

use crate::say;
use crate::view::MessageView;

/// Channels of which the plan shows the draft that opens best.
const CHANNELS: [Channel; 2] = [Channel::ColdEmail, Channel::CallOpener];

/// Returns the drafts for these personas, in their order.
pub(super) fn messages(
    workspace: &Workspace,
    icp: &Icp,
    personas: &[&Persona],
) -> Vec<MessageView> {
    let drafts = |persona: &&Persona| {
        let brief = say::brief(workspace, icp, persona);
        CHANNELS.map(|channel| {
            let (angle, draft) = draft::first(&brief, channel, Stage::Problem);
            say::message(persona, &angle, draft)
        })
    };
    personas.iter().flat_map(drafts).collect()
}
