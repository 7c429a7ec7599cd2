//! The convention of example: a copy of the real one beside it, with three years of follow-up that never took place.
//!
//! What happens in it is a text, `example/story.txt`, read line by line and recorded through the door that everyone goes through, as
//! the people of the demo, on the day it is said to have happened. Nothing of it touches another convention.

mod campaign;
mod files;
mod follow_up;
mod story;

use std::collections::BTreeMap;

use anyhow::Context as _;
use domain::access::{Mandated, Reason, Viewer};
use domain::digest::Digest;
use domain::followup::{Lane, Signature, Status};
use domain::ids::{ActionId, ConventionId};
use domain::time::{Day, Instant};
use people::{Persona, Placing};
use store::Store;

use crate::progress::Step;
use story::Event;

/// What happens, in order.
const STORY: &str = include_str!("example/story.txt");

/// What the example is a copy of, and where it is shown.
#[derive(Debug, Clone)]
pub struct Model {
    /// What was read.
    pub entry: convention::Entry,
    /// The ordinal, among the organisations that the text names, of one that takes part in an action.
    pub partner: Option<i64>,
    /// Where the product is reached, for the links of its campaigns: `http://127.0.0.1:8000`.
    pub origin: String,
}

/// Enters the copy, places the people of the demo in it, and tells its story up to `now`.
pub async fn fill(store: &Store, model: Model, now: Instant, step: &Step) -> anyhow::Result<()> {
    let Model { entry, partner, origin } = model;
    let start = entry.reading.agreement.start.as_ref().map(|day| day.value);
    let start = start.context("the example begins on a day")?;
    // The evening before anything happens: the journal of the example is in the order of its days.
    let entered = story::at(start, 0);
    let convention = Box::pin(convention::enter_example(store, &Viewer::Job(Reason::Demo), entered, entry)).await?;
    let placing = Placing {
        convention,
        since: start,
        partner,
    };
    let people = people::place_personas(store, entered, placing).await?;
    let mut telling = Telling {
        store,
        convention,
        people,
        origin,
        now: entered,
        known: BTreeMap::new(),
        lanes: BTreeMap::new(),
        links: BTreeMap::new(),
    };
    for event in story::read(STORY, now.paris_day())? {
        telling.now = event.at;
        Box::pin(telling.tell(&event))
            .await
            .with_context(|| format!("story.txt, line {}", event.line))?;
        step.advance();
    }
    Ok(())
}

/// How many things happen until this day.
pub fn length(today: Day) -> anyhow::Result<u64> {
    Ok(story::read(STORY, today)?.len() as u64)
}

/// A story that is being told.
struct Telling<'s> {
    store: &'s Store,
    convention: ConventionId,
    people: Vec<(Persona, Mandated)>,
    /// Where links lead.
    origin: String,
    /// When what is told happens.
    now: Instant,
    /// What the story gave a name to, by its ordinal.
    known: BTreeMap<String, i64>,
    /// How each lane stands, and its last report that counts.
    lanes: BTreeMap<Lane, (Status, i64)>,
    /// The links of recipients of campaigns, by the digest of a secret that nobody keeps.
    links: BTreeMap<String, Digest>,
}

impl Telling<'_> {
    async fn tell(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        match event.kind {
            "report" => self.report(event).await,
            "propose" => self.propose(event).await,
            "accept" => self.accept(event).await,
            "refuse" => self.refuse(event).await,
            "milestone" => self.milestone(event).await,
            "reach" => self.reach(event).await,
            "comment" => self.comment(event).await,
            "document" => self.document(event).await,
            "campaign" => self.campaign(event).await,
            "open" => self.open(event).await,
            "answer" => self.answer(event).await,
            "phone" => self.phone(event).await,
            "close" => self.close(event).await,
            other => anyhow::bail!("«\u{a0}{other}\u{a0}» is no event"),
        }
    }

    /// Someone of the demo, by the last word of the name.
    fn who(&self, name: &str) -> anyhow::Result<Mandated> {
        let called = |persona: Persona| domain::search::fold(persona.name()).rsplit(' ').next() == Some(name);
        let found = self.people.iter().find(|(persona, _)| called(*persona));
        found
            .map(|(_, mandated)| *mandated)
            .with_context(|| format!("{name} is nobody"))
    }

    fn signature(&self, name: &str) -> anyhow::Result<Signature> {
        let who = self.who(name)?;
        Ok(Signature {
            person: Some(who.person),
            organisation: Some(who.organisation),
        })
    }

    fn action(&self, ordinal: i64) -> ActionId {
        ActionId {
            convention: self.convention,
            ordinal,
        }
    }

    /// `15/2` is the part of the second party in the fifteenth action; `15` is the action as a whole.
    fn lane(&self, text: &str) -> anyhow::Result<Lane> {
        let (action, party) = text.split_once('/').unwrap_or((text, "0"));
        Ok(Lane::stored(self.action(action.parse()?), party.parse()?))
    }

    /// What the story called so.
    fn named(&self, name: &str) -> anyhow::Result<i64> {
        self.known.get(name).copied().with_context(|| format!("{name} was not told"))
    }

    /// Gives what just happened the name that the story calls it by.
    fn call(&mut self, event: &Event<'_>, ordinal: i64) {
        if let Some(name) = event.field("as") {
            self.known.insert(name.to_owned(), ordinal);
        }
    }
}
