//! What a person is told of: what they follow, what they no longer want to hear, and why something reaches them.
//!
//! A mention and an answer always reach whoever may read them. For the rest, what was chosen for the action itself comes first,
//! then what was chosen for the convention or a party; who pilots or bears an action hears of it without choosing anything.

use std::fmt;
use std::str::FromStr;

use crate::followup::{MilestoneContent, MilestoneKind};
use crate::ids::{OrganisationId, PersonId};

/// What can be followed in a convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Followed {
    /// All that is said in it.
    Convention,
    /// One action, by its ordinal.
    Action(i64),
    /// The actions in which a party takes part, by its ordinal.
    Party(i64),
}

/// The text names nothing that can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotFollowed;

impl Followed {
    /// The word stored: which sort of thing.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Convention => "convention",
            Self::Action(_) => "action",
            Self::Party(_) => "party",
        }
    }

    /// Its ordinal among those of its sort; there is one convention.
    #[must_use]
    pub const fn ordinal(self) -> i64 {
        match self {
            Self::Convention => 0,
            Self::Action(ordinal) | Self::Party(ordinal) => ordinal,
        }
    }

    /// What is stored as a word and an ordinal.
    #[must_use]
    pub fn stored(code: &str, ordinal: i64) -> Option<Self> {
        match (code, ordinal) {
            ("convention", 0) => Some(Self::Convention),
            ("action", 1..) => Some(Self::Action(ordinal)),
            ("party", 1..) => Some(Self::Party(ordinal)),
            _ => None,
        }
    }
}

/// `convention`, `action-15`, `party-2`.
impl fmt::Display for Followed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Convention => f.write_str(self.code()),
            Self::Action(ordinal) | Self::Party(ordinal) => write!(f, "{}-{ordinal}", self.code()),
        }
    }
}

impl FromStr for Followed {
    type Err = NotFollowed;

    fn from_str(text: &str) -> Result<Self, NotFollowed> {
        let (code, ordinal) = text.split_once('-').unwrap_or((text, "0"));
        let ordinal = ordinal.parse().map_err(|_| NotFollowed)?;
        Self::stored(code, ordinal).ok_or(NotFollowed)
    }
}

/// What was chosen for something that can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hearing {
    /// To be told.
    Followed,
    /// Not to be told.
    Muted,
}

impl Hearing {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Followed, Self::Muted];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::Muted => "muted",
        }
    }

    /// The choice stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hearing| hearing.code() == code)
    }
}

/// Why something reaches a person, from the most pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NotificationKind {
    /// They are mentioned.
    Mention,
    /// They are answered.
    Answer,
    /// They follow what it is about.
    Comment,
    /// What they proposed was accepted.
    Accepted,
    /// What they proposed was corrected, then accepted.
    Corrected,
    /// What they proposed was set aside.
    SetAside,
    /// Someone noted an answer, told by telephone, of an action that they follow.
    Noted,
    /// An action that they follow became late.
    Late,
    /// An action that they follow is without news.
    Silent,
    /// Someone asked by a campaign that they run passed the question on.
    PassedOn,
    /// An answer came to a campaign that they run.
    Answered,
    /// A milestone or a task was given to them.
    Given(MilestoneKind),
    /// It was given to their organisation, and to nobody by name.
    GivenToOwn(MilestoneKind),
    /// It is theirs no more.
    Taken(MilestoneKind),
    /// It is no more for their organisation.
    TakenFromOwn(MilestoneKind),
    /// What someone who left kept going was passed on to them.
    HandedOver,
}

impl NotificationKind {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Mention,
        Self::Answer,
        Self::Comment,
        Self::Accepted,
        Self::Corrected,
        Self::SetAside,
        Self::Noted,
        Self::Late,
        Self::Silent,
        Self::PassedOn,
        Self::Answered,
        Self::Given(MilestoneKind::Milestone),
        Self::Given(MilestoneKind::Task),
        Self::GivenToOwn(MilestoneKind::Milestone),
        Self::GivenToOwn(MilestoneKind::Task),
        Self::Taken(MilestoneKind::Milestone),
        Self::Taken(MilestoneKind::Task),
        Self::TakenFromOwn(MilestoneKind::Milestone),
        Self::TakenFromOwn(MilestoneKind::Task),
        Self::HandedOver,
    ];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Answer => "answer",
            Self::Comment => "comment",
            Self::Accepted => "accepted",
            Self::Corrected => "corrected",
            Self::SetAside => "set_aside",
            Self::Noted => "noted",
            Self::Late => "late",
            Self::Silent => "silent",
            Self::PassedOn => "passed_on",
            Self::Answered => "answered",
            Self::Given(MilestoneKind::Milestone) => "milestone_given",
            Self::Given(MilestoneKind::Task) => "task_given",
            Self::GivenToOwn(MilestoneKind::Milestone) => "milestone_given_to_own",
            Self::GivenToOwn(MilestoneKind::Task) => "task_given_to_own",
            Self::Taken(MilestoneKind::Milestone) => "milestone_taken",
            Self::Taken(MilestoneKind::Task) => "task_taken",
            Self::TakenFromOwn(MilestoneKind::Milestone) => "milestone_taken_from_own",
            Self::TakenFromOwn(MilestoneKind::Task) => "task_taken_from_own",
            Self::HandedOver => "handed_over",
        }
    }

    /// The kind stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What happened, with the name of whoever did it: `Camille Roche a écrit un message`. Nobody makes an action late.
    #[must_use]
    pub fn sentence(self, actor: &str) -> String {
        let did = match self {
            Self::Mention => "parle de vous dans un message",
            Self::Answer => "répond à un de vos messages",
            Self::Comment => "a écrit un message",
            Self::Accepted => "a accepté votre mise à jour",
            Self::Corrected => "a corrigé votre mise à jour, puis l’a acceptée",
            Self::SetAside => "a écarté votre mise à jour",
            Self::Noted => "a noté au téléphone une réponse sur une action que vous suivez",
            Self::Late => return "Une action que vous suivez est en retard".to_owned(),
            Self::Silent => return "Une action que vous suivez est sans nouvelle depuis 60 jours".to_owned(),
            Self::PassedOn => return "Un destinataire de votre campagne a transmis la demande à quelqu’un d’autre".to_owned(),
            Self::Answered => return "Une réponse est arrivée dans votre campagne".to_owned(),
            Self::Given(MilestoneKind::Milestone) => "vous a confié un jalon",
            Self::Given(MilestoneKind::Task) => "vous a confié une tâche",
            Self::GivenToOwn(MilestoneKind::Milestone) => "a confié un jalon à votre organisme",
            Self::GivenToOwn(MilestoneKind::Task) => "a confié une tâche à votre organisme",
            Self::Taken(MilestoneKind::Milestone) => "a retiré votre nom d’un jalon",
            Self::Taken(MilestoneKind::Task) => "a retiré votre nom d’une tâche",
            Self::TakenFromOwn(MilestoneKind::Milestone) => "a retiré votre organisme d’un jalon",
            Self::TakenFromOwn(MilestoneKind::Task) => "a retiré votre organisme d’une tâche",
            Self::HandedOver => "vous a passé le relais d’une personne qui part",
        };
        format!("{actor} {did}")
    }

    /// Whether it tells of a message.
    #[must_use]
    pub const fn is_of_a_message(self) -> bool {
        matches!(self, Self::Mention | Self::Answer | Self::Comment)
    }
}

/// Who is told that a milestone is theirs, or is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answerable {
    /// The person named.
    Person(PersonId),
    /// Those who act for the organisation, when nobody is named.
    Organisation(OrganisationId),
}

impl Answerable {
    /// Who answers for it: the person when one is named, else the organisation.
    #[must_use]
    pub const fn of(content: &MilestoneContent) -> Option<Self> {
        match (content.person, content.organisation) {
            (Some(person), _) => Some(Self::Person(person)),
            (None, Some(organisation)) => Some(Self::Organisation(organisation)),
            (None, None) => None,
        }
    }
}

/// Who is to be told when a milestone says this, after it said `was`: those who answer for it from now on, then those who did.
#[must_use]
pub fn told_of_charge(was: Option<&MilestoneContent>, becomes: &MilestoneContent) -> Vec<(Answerable, NotificationKind)> {
    let (before, now) = (was.and_then(Answerable::of), Answerable::of(becomes));
    if before == now {
        return Vec::new();
    }
    let kind = becomes.kind;
    let given = now.map(|who| match who {
        Answerable::Person(_) => (who, NotificationKind::Given(kind)),
        Answerable::Organisation(_) => (who, NotificationKind::GivenToOwn(kind)),
    });
    let taken = before.map(|who| match who {
        Answerable::Person(_) => (who, NotificationKind::Taken(kind)),
        Answerable::Organisation(_) => (who, NotificationKind::TakenFromOwn(kind)),
    });
    given.into_iter().chain(taken).collect()
}

/// What ties a person to something that just happened: a comment, an action that became late.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// The comment mentions them.
    pub mentioned: bool,
    /// It answers something that they wrote.
    pub answered: bool,
    /// They act for an organisation that pilots or bears the action.
    pub holder: bool,
    /// What they chose for the action, the convention and the parties of the action.
    pub chosen: Vec<(Followed, Hearing)>,
}

/// Why a comment reaches someone who may read it; nothing when it does not.
#[must_use]
pub fn heard(ties: &Ties) -> Option<NotificationKind> {
    if ties.mentioned {
        return Some(NotificationKind::Mention);
    }
    if ties.answered {
        return Some(NotificationKind::Answer);
    }
    let chose = |sort: fn(&Followed) -> bool, hearing| ties.chosen.iter().any(|(what, how)| sort(what) && *how == hearing);
    let action: fn(&Followed) -> bool = |what| matches!(what, Followed::Action(_));
    let around: fn(&Followed) -> bool = |what| !matches!(what, Followed::Action(_));
    let whole: fn(&Followed) -> bool = |what| matches!(what, Followed::Convention);
    let hears = if chose(action, Hearing::Muted) {
        false
    } else if chose(action, Hearing::Followed) {
        true
    } else if chose(whole, Hearing::Muted) {
        false
    } else {
        ties.holder || chose(around, Hearing::Followed)
    };
    hears.then_some(NotificationKind::Comment)
}

#[cfg(test)]
mod tests;
