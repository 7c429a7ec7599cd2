//! One action in the form of an answer: what is offered of it, what was told last, how its fields are named.
//!
//! What is typed is read elsewhere.

use std::sync::Arc;

use domain::followup::{Status, StatusNames, Weather};

use crate::form::OFFERED;
use crate::lane_rows::LaneRow;

/// The icon of a status.
pub(crate) const fn status_icon(status: &Status) -> &'static str {
    match status {
        Status::Unspecified | Status::NotStarted => "s-todo",
        Status::Preparing => "s-prep",
        Status::Going => "s-going",
        Status::Done => "s-done",
        Status::Sustained => "s-kept",
        Status::Suspended => "s-hold",
        Status::Postponed => "s-moved",
        Status::Reoriented => "s-turn",
        Status::Abandoned => "s-drop",
    }
}

/// The icon of a weather.
pub(crate) const fn weather_icon(weather: &Weather) -> &'static str {
    match weather {
        Weather::Sun => "w-sun",
        Weather::Bright => "w-part",
        Weather::Overcast => "w-cloud",
        Weather::Storm => "w-storm",
    }
}

impl LaneRow {
    /// The statuses that an answer may tell: what is known stays, even when it is not offered.
    pub(crate) fn offered(&self) -> Vec<Status> {
        let known = self
            .known
            .status
            .filter(|status| *status != Status::Unspecified && !OFFERED.contains(status));
        OFFERED.into_iter().chain(known).collect()
    }

    /// What its convention calls a state.
    pub(crate) fn state_name(&self, status: &Status) -> &str {
        self.names.name(*status)
    }

    /// What was told last, and when.
    pub(crate) fn last(&self) -> Option<String> {
        let day = web::french::date(self.known.at?.paris_day());
        Some(match &self.known.done {
            Some(done) => format!("Dernière nouvelle, le {day}\u{a0}: «\u{a0}{done}\u{a0}»"),
            None => format!("Dernière nouvelle, le {day}."),
        })
    }

    /// How it stands after what was told last, in words.
    pub(crate) fn standing(&self) -> String {
        let known = &self.known;
        let quoted = |label: &str, text: &Option<String>| text.as_ref().map(|text| format!("{label}«\u{a0}{text}\u{a0}»"));
        let parts = [
            known.status.map(|status| self.state_name(&status).to_owned()),
            known.progress.map(|progress| format!("{}\u{a0}%", progress.get())),
            known.weather.map(|weather| weather.french().to_owned()),
            known.day.map(|day| format!("échéance le {}", web::french::date(day))),
            quoted("", &known.done),
            quoted("difficulté\u{a0}: ", &known.difficulty),
            quoted("suite\u{a0}: ", &known.next),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// What communes tell of their own parts, when nothing is told of the whole.
    pub(crate) fn beside(&self) -> Option<String> {
        let told = |part: &crate::lane_rows::PartRow| {
            let share = part.progress.map(|progress| format!(", {}\u{a0}%", progress.get()));
            format!(
                "{}, {}{}",
                part.commune,
                self.state_name(&part.status),
                share.unwrap_or_default()
            )
        };
        let told: Vec<String> = self.parts.iter().map(told).collect();
        (self.known.at.is_none() && !told.is_empty()).then(|| told.join("\u{202f}; "))
    }

    /// What tells it from the other lanes of a convention.
    pub(crate) const fn key(&self) -> (i64, i64) {
        (self.action, self.party)
    }

    /// The name of a field of this action: `etat-10-2`.
    pub(crate) fn field(&self, name: &str) -> String {
        format!("{name}-{}-{}", self.action, self.party)
    }
}

/// The same lanes, whose states are called by these names.
pub(crate) fn called(mut lanes: Vec<LaneRow>, names: &Arc<StatusNames>) -> Vec<LaneRow> {
    for lane in &mut lanes {
        lane.names = Arc::clone(names);
    }
    lanes
}
