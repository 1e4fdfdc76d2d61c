//! What to say: the drafts, each sentence with its source.

use doorwise_playbook::view::{MessageView, PlanView, SentenceView};
use maud::{Markup, html};

use super::Links;
use super::piece::{self, Layout, assumption_if, copy_button};
use super::target::persona_name;

/// Returns the drafts.
pub(super) fn section(plan: &PlanView, links: &Links<'_>) -> Markup {
    let lede = html! {
        p class="quiet" {
            "Assembled from the persona, the offer and the listed proofs. The small number after a sentence \
             names its source; what rests on assumption says so."
        }
    };
    let content = html! {
        @if plan.messages.is_empty() {
            @if plan.personas.is_empty() {
                (piece::missing("A draft needs a reader: no persona lives in this ICP yet.", piece::INIT_PERSONA))
            } @else {
                (piece::missing("A draft needs an offer: say what you sell in one sentence.", piece::INIT_OFFER))
            }
        } @else {
            div class="cards" { @for (idx, message) in plan.messages.iter().enumerate() {
                    @let to = html! { "To " bdi { (persona_name(plan, &message.persona)) } };
                    (draft(links, &plan.id(&format!("message-{}", idx + 1)), &to, message))
                } }
        }
    };
    piece::section(
        &plan.id("messages"),
        Layout::Wide,
        "What to say",
        &lede,
        &content,
    )
}

/// Returns one draft as a card; `under` stands below its name.
pub(super) fn draft(
    links: &Links<'_>,
    heading: &str,
    under: &Markup,
    message: &MessageView,
) -> Markup {
    let text_id = format!("{heading}-text");
    let sources = sources(&message.sentences);
    html! {
        article class="card draft" aria-labelledby=(heading) {
            div class="draft-head" {
                h3 id=(heading) { (links.to(&message.id, message.label)) }
                @if message.withheld.is_none() { (copy_button(&text_id, &message.text, "Copy the text")) }
            }
            p class="quiet" { (under) }
            @if let Some(why) = &message.withheld { p class="quiet" { "No draft: " (why) "." } }
            @if let Some(subject) = &message.subject {
                p class="subject" { span class="quiet" { "Subject " } b { (links.number(&message.id, "subject", subject)) } }
            }
            @if message.withheld.is_none() {
                div class="letter" id=(text_id) { (letter(links, heading, message, &sources)) }
            }
            @if let Some(rewrite) = &message.rewrite {
                p class="quiet" {
                    @match &rewrite.refused {
                        None => "Rewritten by the model; read it before you send it.",
                        Some(why) => { "Not rewritten: " (why) "." }
                    }
                }
            }
            @if !message.gaps.is_empty() {
                h4 { "Left out for want of evidence" }
                ul class="gaps" { @for gap in &message.gaps { li { (links.number(&message.id, "gaps", gap)) } } }
            }
            @if !sources.is_empty() {
                h4 { "Sources" }
                ol class="sources" {
                    @for (idx, sentence) in sources.iter().enumerate() {
                        li id={ (heading) "-source-" (idx + 1) } {
                            (sentence.source)
                            // The source may say the word by itself.
                            (assumption_if(sentence.assumption && !sentence.source.contains("ASSUMPTION")))
                        }
                    }
                }
            }
        }
    }
}

/// Returns one sentence per source, in the order of first use.
fn sources(sentences: &[SentenceView]) -> Vec<&SentenceView> {
    let mut sources: Vec<&SentenceView> = Vec::new();
    for sentence in sentences {
        if !sources.iter().any(|known| same_source(known, sentence)) {
            sources.push(sentence);
        }
    }
    sources
}

fn same_source(a: &SentenceView, b: &SentenceView) -> bool {
    a.source == b.source && a.assumption == b.assumption
}

/// A stretch of a draft.
enum Stretch<'a> {
    /// One sentence with a source.
    Sentence(&'a SentenceView),
    /// What stands between sentences, or was not listed as one.
    Between(&'a str),
}

/// Cuts the text that is sent at its sentences, so that what is shown is what is copied.
fn stretches(message: &MessageView) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    let mut rest = message.text.as_str();
    for sentence in message
        .sentences
        .iter()
        .filter(|sentence| !sentence.text.is_empty())
    {
        let Some(at) = rest.find(&sentence.text) else {
            continue;
        };
        if at > 0 {
            stretches.push(Stretch::Between(&rest[..at]));
        }
        stretches.push(Stretch::Sentence(sentence));
        rest = &rest[at + sentence.text.len()..];
    }
    if !rest.is_empty() {
        stretches.push(Stretch::Between(rest));
    }
    stretches
}

fn letter(
    links: &Links<'_>,
    heading: &str,
    message: &MessageView,
    sources: &[&SentenceView],
) -> Markup {
    html! {
        @for stretch in stretches(message) {
            @match stretch {
                Stretch::Between(text) => (text),
                Stretch::Sentence(sentence) => {
                    span class=(if sentence.assumption { "said assumed" } else { "said" }) title=(sentence.source) {
                        (links.to(&sentence.id, &sentence.text))
                    }
                    @if let Some(idx) = sources.iter().position(|known| same_source(known, sentence)) {
                        sup {
                            a href={ "#" (heading) "-source-" (idx + 1) } aria-label={ "source " (idx + 1) } {
                                (idx + 1)
                            }
                        }
                    }
                    @if sentence.assumption { span class="aside" { (assumption_if(true)) } }
                }
            }
        }
    }
}
