//! One report: about which lane, what it says, who signs it, how it came. What cannot be said is refused here, once for
//! every way in.

use super::{Status, Update, Weather};
use crate::ids::{ActionId, ConventionId, OrganisationId, PersonId};
use crate::time::Day;

/// The longest text of a field, in characters: what was done, a difficulty, a next step, a reason.
pub const LONGEST_TEXT: usize = 4_000;

/// The longest name that a convention gives to a status, in characters.
pub const LONGEST_STATUS_LABEL: usize = 40;

/// What a report is about: an action as a whole, or one commune's part in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lane {
    /// The action.
    pub action: ActionId,
    /// The party whose part it is; `None` for the action as a whole.
    pub party: Option<i64>,
}

impl Lane {
    /// The action as a whole.
    #[must_use]
    pub const fn whole(action: ActionId) -> Self {
        Self { action, party: None }
    }

    /// The part of one party.
    #[must_use]
    pub const fn of(action: ActionId, party: i64) -> Self {
        Self {
            action,
            party: Some(party),
        }
    }

    /// The convention that holds it.
    #[must_use]
    pub const fn convention(self) -> ConventionId {
        self.action.convention
    }

    /// The party's ordinal as it is stored, 0 for the whole: part of a key.
    #[must_use]
    pub fn stored_party(self) -> i64 {
        self.party.unwrap_or(0)
    }

    /// The lane stored under these ordinals.
    #[must_use]
    pub fn stored(action: ActionId, party: i64) -> Self {
        Self {
            action,
            party: (party != 0).then_some(party),
        }
    }

    /// How the journal names it: `convention/1/action/15` or `convention/1/action/15/party/2`.
    #[must_use]
    pub fn path(self) -> String {
        let action = format!("convention/{}/action/{}", self.convention(), self.action.ordinal);
        match self.party {
            Some(party) => format!("{action}/party/{party}"),
            None => action,
        }
    }
}

/// A share of the work done, from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u8);

impl Percent {
    /// Nothing done.
    pub const NONE: Self = Self(0);
    /// All done.
    pub const ALL: Self = Self(100);

    /// The share of this many hundredths, when it is one.
    #[must_use]
    pub fn new(value: i64) -> Option<Self> {
        u8::try_from(value).ok().filter(|value| *value <= 100).map(Self)
    }

    /// The hundredths.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The mean of several, rounded to the nearest; nothing for none.
    #[must_use]
    pub fn mean(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        let (sum, count) = all
            .into_iter()
            .fold((0_u32, 0_u32), |(sum, count), one| (sum + u32::from(one.0), count + 1));
        let mean = (sum + count / 2).checked_div(count)?;
        u8::try_from(mean).ok().map(Self)
    }
}

/// How a report came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// Written on the page of the action.
    Page,
    /// One of several changed together.
    Bulk,
    /// By the personal link of a campaign.
    Link,
    /// Told by telephone and noted by someone else.
    Phone,
    /// Read from a file.
    Import,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Page, Self::Bulk, Self::Link, Self::Phone, Self::Import];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Bulk => "bulk",
            Self::Link => "link",
            Self::Phone => "phone",
            Self::Import => "import",
        }
    }

    /// The channel of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Page => "sur la fiche",
            Self::Bulk => "avec d’autres actions",
            Self::Link => "par lien personnel",
            Self::Phone => "par téléphone",
            Self::Import => "par un fichier",
        }
    }
}

/// Whether a report counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReportStanding {
    /// It counts.
    Kept,
    /// It waits for someone to confirm it, and does not count yet.
    Awaiting,
    /// It was not taken; it stays readable by those who confirm.
    SetAside,
}

impl ReportStanding {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Kept, Self::Awaiting, Self::SetAside];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Awaiting => "awaiting",
            Self::SetAside => "set_aside",
        }
    }

    /// The standing of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == code)
    }
}

/// What a report says. A text that is absent says nothing; a value is left, taken back or given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// How it stands.
    pub status: Option<Status>,
    /// How it goes.
    pub weather: Update<Weather>,
    /// How much is done.
    pub progress: Update<Percent>,
    /// What was done.
    pub done: Option<String>,
    /// What is difficult.
    pub difficulty: Option<String>,
    /// What comes next.
    pub next: Option<String>,
    /// The day now expected. It changes no signed year.
    pub day: Update<Day>,
    /// Why it is suspended, postponed or abandoned.
    pub reason: Option<String>,
    /// The ordinal of the body that decided to abandon.
    pub body: Option<i64>,
    /// The report of the same lane that this one takes back: the lane stands again as it did before it, and the fields above
    /// tell how.
    pub undoes: Option<i64>,
}

/// What keeps a report from being said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// It says nothing.
    Empty,
    /// Done, and not at 100.
    DoneAtLessThanAll,
    /// Not started, and more than 0.
    NotStartedAtMoreThanNone,
    /// Suspended, postponed or abandoned without a reason.
    NoReason(Status),
    /// Postponed to no day.
    NoDay,
    /// Abandoned by no body.
    NoBody,
    /// A text of this many characters.
    TooLong(usize),
}

impl Content {
    /// Brings status and progress together, where one tells the other: what is done is at 100, what has not started at 0.
    #[must_use]
    pub fn settled(mut self) -> Self {
        if self.progress.given().is_none() {
            self.progress = match self.status {
                Some(status) if status.is_achieved() => Update::Set(Percent::ALL),
                Some(Status::NotStarted) => Update::Set(Percent::NONE),
                _ => self.progress,
            };
        }
        self
    }

    /// The first thing that keeps it from being said, if anything does.
    pub fn check(&self) -> Result<(), Broken> {
        self.faults().into_iter().next().map_or(Ok(()), Err)
    }

    /// Everything that keeps it from being said: whoever corrects a form is told all of it at once.
    #[must_use]
    pub fn faults(&self) -> Vec<Broken> {
        if *self == Self::default() {
            return vec![Broken::Empty];
        }
        let lengths = self.texts().map(|text| text.chars().count());
        let mut faults: Vec<Broken> = lengths.filter(|length| *length > LONGEST_TEXT).map(Broken::TooLong).collect();
        let Some(status) = self.status.filter(|_| self.undoes.is_none()) else {
            return faults;
        };
        let progress = self.progress.given();
        let short = status.is_achieved() && progress.is_some_and(|progress| progress != Percent::ALL);
        let begun = status == Status::NotStarted && progress.is_some_and(|progress| progress != Percent::NONE);
        faults.extend(short.then_some(Broken::DoneAtLessThanAll));
        faults.extend(begun.then_some(Broken::NotStartedAtMoreThanNone));
        faults.extend((status.needs_reason() && self.reason.is_none()).then_some(Broken::NoReason(status)));
        faults.extend((status.needs_day() && self.day.given().is_none()).then_some(Broken::NoDay));
        faults.extend((status.needs_body() && self.body.is_none()).then_some(Broken::NoBody));
        faults
    }

    /// Its free texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.done, &self.difficulty, &self.next, &self.reason]
            .into_iter()
            .filter_map(Option::as_deref)
    }
}

/// Who signs a report, and in whose name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// The person, when the directory knows them.
    pub person: Option<PersonId>,
    /// The organisation for which they speak.
    pub organisation: Option<OrganisationId>,
}

/// A report that is about to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReport {
    /// Its ordinal in the convention.
    pub ordinal: i64,
    /// What it is about.
    pub lane: Lane,
    /// What it says.
    pub content: Content,
    /// Who signs it.
    pub signature: Signature,
    /// How it came.
    pub channel: Channel,
    /// The last report about this lane when it was written.
    pub after: Option<i64>,
    /// The report that it says otherwise: what the same recipient sent before, or what waited and was corrected. Both stay readable.
    pub corrects: Option<i64>,
}

#[cfg(test)]
mod tests;
