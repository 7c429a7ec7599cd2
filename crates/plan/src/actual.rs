//! What became of one planned year of a lane: the bar of the contract, filled by what people report. Pure.
//!
//! A lane of which nothing is said stays as planned: neither done nor late.

use domain::followup::{Late, Status};

use crate::report_rows::Names;
use crate::standing::Part;

/// What fills the bar of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Actual {
    /// Nothing yet.
    Planned,
    /// The lane is done.
    Done,
    /// The lane was under way, and the year is over.
    Engaged,
    /// The lane is under way this year.
    Going,
    /// The lane should have begun, or ended, by then.
    Late,
}

impl Actual {
    /// Of a year that the text plans for this lane.
    pub(crate) fn of(part: &Part, year: i64, this_year: i64) -> Self {
        let status = part.state.status;
        if status.is_achieved() {
            return Self::Done;
        }
        if year > this_year {
            return Self::Planned;
        }
        let under_way = matches!(status, Status::Going | Status::Reoriented);
        let late = match part.late {
            Some(Late::NotStartedIn(_)) => true,
            Some(Late::NotDoneIn(last)) => !under_way || year == last,
            Some(Late::DayPassed(_)) => !under_way || year == this_year,
            None => false,
        };
        match (late, under_way) {
            (true, _) => Self::Late,
            (false, true) if year == this_year => Self::Going,
            (false, true) => Self::Engaged,
            (false, false) => Self::Planned,
        }
    }

    /// The class added to the bar.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Planned => "",
            Self::Done | Self::Engaged => " done",
            Self::Going => " doing",
            Self::Late => " late",
        }
    }

    /// The words, for those who do not see the bar: where the state tells what fills it and the convention chose a name for it, that name.
    pub(crate) fn words(self, status: Status, names: &Names) -> &str {
        let own = match self {
            Self::Done => names.own(&status),
            // What is reoriented is under way: its bar is the one of the legend.
            Self::Going => names.own(&status).or_else(|| names.own(&Status::Going)),
            Self::Planned | Self::Engaged | Self::Late => None,
        };
        own.unwrap_or_else(|| self.french())
    }

    /// The usual words.
    const fn french(self) -> &'static str {
        match self {
            Self::Planned => "prévu",
            Self::Done => "fait",
            Self::Engaged => "engagé",
            Self::Going => "en cours",
            Self::Late => "prévu, en retard",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::followup::LaneState;

    fn part(status: Status, late: Option<Late>) -> Part {
        Part {
            state: LaneState {
                status,
                ..LaneState::default()
            },
            late,
            ..Part::default()
        }
    }

    fn drawn(part: &Part) -> Vec<&'static str> {
        (2024..=2027).map(|year| Actual::of(part, year, 2026).french()).collect()
    }

    #[test]
    fn what_fills_a_bar_has_the_name_that_the_convention_gives_to_its_state() {
        let mut names = Names::default();
        names.set(Status::Done, "Livrée".to_owned());
        names.set(Status::Going, "Lancée".to_owned());
        let words = |actual: Actual, status| actual.words(status, &names);
        assert_eq!(words(Actual::Done, Status::Done), "Livrée");
        assert_eq!(words(Actual::Going, Status::Going), "Lancée");
        assert_eq!(
            words(Actual::Going, Status::Reoriented),
            "Lancée",
            "what fills the bar, as the legend says it"
        );
        assert_eq!(
            words(Actual::Done, Status::Sustained),
            "fait",
            "another state, which kept its name"
        );
        assert_eq!(
            words(Actual::Engaged, Status::Going),
            "engagé",
            "the year is over, which no state says"
        );
        assert_eq!(words(Actual::Late, Status::Going), "prévu, en retard");
    }

    #[test]
    fn the_contract_is_filled_by_what_is_reported_and_by_nothing_else() {
        for (status, late, expected) in [
            (Status::Unspecified, None, ["prévu"; 4]),
            (Status::Done, None, ["fait"; 4]),
            (Status::Going, None, ["engagé", "engagé", "en cours", "prévu"]),
            (Status::Suspended, None, ["prévu"; 4]),
            (
                Status::NotStarted,
                Some(Late::NotStartedIn(2024)),
                ["prévu, en retard", "prévu, en retard", "prévu, en retard", "prévu"],
            ),
            (
                Status::Going,
                Some(Late::NotDoneIn(2025)),
                ["engagé", "prévu, en retard", "en cours", "prévu"],
            ),
        ] {
            assert_eq!(drawn(&part(status, late)), expected, "{status:?}");
        }
    }
}
