//! What to say, for people: the drafts as they are sent, then what each sentence rests on.

use doorwise_playbook::say::view::{HouseView, IdeaView, LineView, SayView, SpokenToView};
use doorwise_playbook::view::MessageView;

use super::page::Page;

/// What of it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The first mails, and how to see the rest.
    ColdMails,
    /// Every draft that was asked for.
    Drafts,
    /// Content and offers.
    Ideas,
    /// The message house and what not to say.
    House,
}

/// Returns the page.
pub(crate) fn show(view: &SayView, part: Part, width: usize) -> String {
    let mut page = Page::new(width);
    let segment = view
        .segment
        .as_ref()
        .map_or(String::new(), |segment| format!(", {segment}"));
    page.title(&format!("What to say for {}{segment}", view.workspace));
    if part == Part::House {
        for house in &view.houses {
            the_house(&mut page, house);
        }
        return page.finish();
    }
    for persona in &view.personas {
        spoken_to(&mut page, persona, part);
    }
    if part == Part::ColdMails {
        page.heading("More");
        page.item("other channels: `--channel all`, or one of follow_up, linkedin_note, inmail, call_opener, landing_hero, ad, objection_answer");
        page.item("other readers: `--stage unaware`, solution, product or most; as a page: `--html say.html`");
        page.item(
            "what is said to everybody and what not: `--house`; content and offers: `--ideas`",
        );
    }
    page.finish()
}

fn spoken_to(page: &mut Page, persona: &SpokenToView, part: Part) {
    page.heading(&persona.name);
    page.id(&persona.id);
    if part == Part::Ideas {
        for idea in &persona.offers {
            the_idea(page, idea);
        }
        if let Some(gap) = &persona.offers_gap {
            page.item(&format!("gap: {gap}"));
        }
        for idea in &persona.ideas {
            the_idea(page, idea);
        }
        return;
    }
    for (idx, angle) in persona.angles.iter().enumerate() {
        let rests = match (angle.assumption, angle.people) {
            (true, _) => "ASSUMPTION".to_owned(),
            (false, 0) => "proof".to_owned(),
            (false, 1) => "said by 1 person".to_owned(),
            (false, n) => format!("said by {n} people"),
        };
        page.item(&format!(
            "angle {}, {}: {} [{rests}]",
            idx + 1,
            angle.kind,
            angle.says
        ));
        if let Some(id) = &angle.opens {
            page.id(id);
        }
    }
    if let Some(gap) = &persona.angles_gap {
        page.item(&format!("gap: {gap}"));
    }
    for law in &persona.consent {
        page.faint(&format!("law, information and not advice: {law}"));
    }
    for draft in &persona.drafts {
        if part == Part::Drafts || draft.channel == "cold_email" {
            message(page, draft);
        }
    }
}

/// Writes one draft: the text to copy, then what it rests on.
fn message(page: &mut Page, message: &MessageView) {
    page.blank();
    let how = match &message.withheld {
        Some(_) => &message.angle,
        None => &message.built,
    };
    page.item(&format!("{}, {how}", message.label));
    page.id(&message.id);
    if let Some(why) = &message.withheld {
        page.detail(&format!("no draft: {why}"));
        return;
    }
    if let Some(subject) = &message.subject {
        let label = match message.channel.as_str() {
            "objection_answer" => "Doubt",
            "linkedin_ad" | "google_ad" => "Headline",
            _ => "Subject",
        };
        page.quote(&format!("{label}: {subject}"));
        page.blank();
    }
    page.quote(&message.text);
    page.blank();
    for (idx, sentence) in message.sentences.iter().enumerate() {
        let is_rewritten = message.rewrite.is_some() && sentence.id == message.id;
        if sentence.opens.is_some() || sentence.source.starts_with("proof") || is_rewritten {
            page.faint(&format!("s{}: {}", idx + 1, sentence.source));
        }
    }
    if let Some(rewrite) = &message.rewrite {
        page.faint(&match &rewrite.refused {
            None => "rewritten by the model; read it before you send it".to_owned(),
            Some(why) => format!("not rewritten: {why}"),
        });
    }
    for gap in &message.gaps {
        page.faint(&format!("gap: {gap}"));
    }
}

fn the_idea(page: &mut Page, idea: &IdeaView) {
    page.item(&format!("{}: {}", idea.kind, idea.says));
    page.id(&idea.id);
    if let Some(pain) = &idea.pain {
        page.detail(&format!("the pain behind it: {pain}"));
    }
    if let (Some(quote), Some(place)) = (&idea.quote, &idea.quoted_in)
        && !idea.says.contains(quote)
    {
        page.detail(&format!("in their words: {quote} ({place})"));
    }
    page.faint(&idea.source);
    if let Some(gap) = &idea.gap {
        page.faint(&format!("gap: {gap}"));
    }
}

fn the_house(page: &mut Page, house: &HouseView) {
    page.heading(&format!("The message house of {}", house.name));
    page.id(&house.id);
    if let Some(roof) = &house.roof {
        line(page, "what we do", roof);
    }
    for (idx, pillar) in house.pillars.iter().enumerate() {
        page.blank();
        let people = match pillar.people {
            0 => "ASSUMPTION".to_owned(),
            1 => "said by 1 person".to_owned(),
            n => format!("said by {n} people"),
        };
        page.item(&format!(
            "pillar {}: {} [{people}]",
            idx + 1,
            pillar.matter.says
        ));
        page.id(&pillar.matter.id);
        for (label, said) in [
            ("claim", &pillar.claim),
            ("proof", &pillar.proof),
            ("in their words", &pillar.line),
        ] {
            if let Some(said) = said {
                line(page, label, said);
            }
        }
        for gap in &pillar.gaps {
            page.faint(&format!("gap: {gap}"));
        }
    }
    for gap in &house.gaps {
        page.item(&format!("gap: {gap}"));
    }
    if !house.do_not_say.is_empty() {
        page.heading("Do not say");
    }
    for not in &house.do_not_say {
        page.item(&format!("{}: {} ({})", not.words, not.why, not.source));
        page.id(&not.id);
    }
}

fn line(page: &mut Page, label: &str, line: &LineView) {
    page.detail(&format!("{label}: {}", line.says));
    page.faint(&line.source);
    page.id(&line.id);
}
