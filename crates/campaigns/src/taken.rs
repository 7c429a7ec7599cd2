//! What was taken of an answer, action by action: as it was sent, with corrections, or not at all.
//!
//! It says what became of the last answer; of an action of which that one told nothing new, what became of those before it.

use domain::followup::{Channel, Content, ReportStanding};
use domain::time::Instant;

use crate::lane_rows::LaneRow;
use crate::meanwhile::{Before, Said};
use crate::report_rows::ReportRow;

/// One action of an answer.
pub(crate) struct TakenLine {
    pub(crate) lane: LaneRow,
    /// What was sent.
    pub(crate) content: Content,
    pub(crate) taken: Taken,
}

/// What became of what was sent of one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Someone is still to read it.
    Waits,
    /// It counts, as it was sent.
    Whole(Option<Instant>),
    /// It counts as someone who confirms corrected it.
    Corrected(Option<Instant>, Box<Content>),
    /// It was not taken, with why where it was said.
    SetAside(Option<String>),
    /// It tells nothing that does not count already, since this moment when an answer said it.
    Known(Option<Instant>),
}

impl Taken {
    pub(crate) const fn french(&self) -> &'static str {
        match self {
            Self::Waits => "Attend d’être relu",
            Self::Whole(_) => "Entré dans le suivi tel quel",
            Self::Corrected(..) => "Entré dans le suivi avec des corrections",
            Self::SetAside(_) => "Écarté",
            Self::Known(_) => "Déjà dans le suivi",
        }
    }

    pub(crate) const fn tag(&self) -> &'static str {
        match self {
            Self::Waits => "info",
            Self::Whole(_) | Self::Corrected(..) | Self::Known(_) => "ok",
            Self::SetAside(_) => "late",
        }
    }

    pub(crate) const fn icon(&self) -> &'static str {
        match self {
            Self::Waits => "i-clock",
            Self::Corrected(..) => "i-pen",
            Self::Whole(_) | Self::Known(_) => "i-check",
            Self::SetAside(_) => "i-close",
        }
    }

    pub(crate) const fn at(&self) -> Option<Instant> {
        match self {
            Self::Whole(at) | Self::Corrected(at, _) | Self::Known(at) => *at,
            Self::Waits | Self::SetAside(_) => None,
        }
    }

    pub(crate) fn why(&self) -> Option<&str> {
        match self {
            Self::SetAside(why) => why.as_deref(),
            _ => None,
        }
    }

    /// What counts in the place of what was sent.
    pub(crate) fn instead(&self) -> Option<Content> {
        match self {
            Self::Corrected(_, content) => Some((**content).clone()),
            _ => None,
        }
    }

    fn of(report: &ReportRow) -> Self {
        match (report.standing, report.channel) {
            (ReportStanding::Awaiting, _) => Self::Waits,
            (ReportStanding::SetAside, _) => Self::SetAside(report.why.clone()),
            (ReportStanding::Kept, Channel::Link | Channel::Phone) => Self::Whole(report.counted),
            (ReportStanding::Kept, _) => Self::Corrected(report.counted, Box::new(report.content.clone())),
        }
    }
}

impl Before {
    /// What was taken of what was sent last, in its order.
    pub(crate) fn taken(&self, said: Said, revision: i64) -> Vec<TakenLine> {
        let one = |(lane, content): (LaneRow, Content)| {
            let taken = self.taken_of(&lane, revision);
            TakenLine { lane, content, taken }
        };
        said.into_iter().map(one).collect()
    }

    fn taken_of(&self, lane: &LaneRow, revision: i64) -> Taken {
        // The last report of a lane comes first.
        let last = self.of_lane(lane).find(|report| report.revision == revision);
        last.map_or_else(
            || {
                let counted = self.of_lane(lane).find(|report| report.standing == ReportStanding::Kept);
                Taken::Known(counted.and_then(|report| report.counted))
            },
            Taken::of,
        )
    }
}
