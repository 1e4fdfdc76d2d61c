//! Who was written to, by the log of touches.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::log::{Channel, Touch};
use doorwise_model::persona::Persona;
use doorwise_people::who::cell;
use doorwise_vocab::title;

use super::super::segment::is_persona;
use super::super::{Cell, Scene, Segment, SentView, people_of};

/// Fewest touches from which a log tells whom one writes to.
pub(super) const FEWEST: usize = 10;

/// Returns the role that most touches went to, and how many went to the persona; none without a log of
/// people whose titles are known.
pub(super) fn view(
    scene: &Scene<'_>,
    segment: &Segment<'_>,
    persona: &Persona,
) -> Option<SentView> {
    let log = scene.market.log();
    let is_due = |touch: &&Touch| match (touch.sent, scene.as_of) {
        // What is planned for a later day was not sent yet.
        (Some(sent), Some(today)) => sent.day <= today,
        _ => true,
    };
    let answered: BTreeSet<&str> = log
        .touches
        .iter()
        .filter(|touch| {
            touch.is_incoming
                || touch.channel == Some(Channel::Meeting)
                || touch.answered == Some(true)
        })
        .map(|touch| touch.person.as_str())
        .collect();
    let mut by_role: BTreeMap<Cell, Told<'_>> = BTreeMap::new();
    let mut to_persona = Told::default();
    let (mut n, mut channels) = (0, BTreeSet::new());
    let sent = log.touches.iter().filter(is_due);
    for touch in sent.filter(|touch| !touch.is_incoming && touch.channel != Some(Channel::Meeting))
    {
        if !segment.has_touch(scene, touch) {
            continue;
        }
        let read = title::title(&touch.title);
        let is_theirs = is_persona(persona, &touch.title, &read);
        let Some(role) = cell(&read) else { continue };
        n += touch.times as usize;
        channels.insert(touch.channel);
        by_role.entry(role).or_default().add(touch);
        if is_theirs {
            to_persona.add(touch);
        }
    }
    let most = by_role.values().map(|told| told.touches).max()?;
    let (role, told) = by_role.into_iter().find(|(_, told)| told.touches == most)?;
    let tells_answers = !answered.is_empty();
    let share = |told: &Told<'_>| {
        let own = told
            .people
            .iter()
            .filter(|person| answered.contains(*person));
        tells_answers.then(|| [own.count(), told.people.len()])
    };
    let mut kinds = channels.into_iter();
    let what = match (kinds.next(), kinds.next()) {
        (Some(Some(channel)), None) => channel.plural(),
        _ => "touches",
    };
    Some(SentView {
        function: role.0.as_str(),
        band: role.1.as_str(),
        role: people_of(role),
        what,
        k: told.touches,
        n,
        to_persona: to_persona.touches,
        answered: share(&told),
        persona_answered: share(&to_persona),
        rows: told.rows.iter().map(|row| (*row).to_owned()).collect(),
    })
}

/// Touches with people of one role.
#[derive(Default)]
struct Told<'a> {
    touches: usize,
    people: BTreeSet<&'a str>,
    rows: Vec<&'a str>,
}

impl<'a> Told<'a> {
    fn add(&mut self, touch: &'a Touch) {
        self.touches += touch.times as usize;
        self.people.insert(&touch.person);
        self.rows.push(&touch.row);
    }
}
