//! How every action of a plan stands, computed once a page and shown alike by the tree, the themes, the table, the board, the
//! deployment and the files: its state from its lanes, what is late, what is without news; and the figures of several actions.
//!
//! Pure. It reads nothing, and gives no state to what nobody reported on.

use std::collections::BTreeMap;

use domain::followup::{ActionState, LaneState, Late, OnDay, Percent, Status, is_silent, lateness};
use domain::time::Day;

use crate::followup_show::planned;
use crate::lanes::{self, lanes, years};
use crate::report_rows::LaneRow;
use crate::roster::Roster;
use crate::rows::{ActionRow, MarkRow, marks_of};

/// One lane of an action that people report on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Part {
    /// The commune; `None` for the action as a whole.
    pub(crate) party: Option<i64>,
    pub(crate) state: LaneState,
    pub(crate) late: Option<Late>,
}

impl Part {
    /// The last report about it, 0 before the first.
    pub(crate) fn seen(&self) -> i64 {
        self.state.last.map_or(0, |(report, _)| report)
    }

    pub(crate) fn stored_party(&self) -> i64 {
        self.party.unwrap_or(0)
    }
}

/// How an action stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    pub(crate) action: i64,
    pub(crate) state: ActionState,
    pub(crate) late: Option<Late>,
    pub(crate) silent: bool,
    /// The lanes that people report on: its communes', or the whole when it has none.
    pub(crate) parts: Vec<Part>,
}

impl Standing {
    /// The lane of a commune, or the whole action.
    pub(crate) fn part(&self, party: Option<i64>) -> Option<&Part> {
        self.parts.iter().find(|part| part.party == party)
    }

    /// The action as one lane, that stands as all of them do.
    pub(crate) fn whole(&self) -> Part {
        let state = LaneState {
            status: self.state.status,
            ..LaneState::default()
        };
        Part {
            party: None,
            state,
            late: self.late,
        }
    }

    /// The lanes and the last report about each, as a form carries them: `15.2.12_15.3.0`.
    pub(crate) fn ticket(&self, action: &i64) -> String {
        let one = |part: &Part| format!("{action}.{}.{}", part.stored_party(), part.seen());
        self.parts.iter().map(one).collect::<Vec<_>>().join("_")
    }
}

/// How each action of a plan stands, by ordinal.
pub(crate) struct Standings {
    by_action: BTreeMap<i64, Standing>,
    unknown: Standing,
}

impl Standings {
    /// Of these actions, on this day.
    pub(crate) fn of(actions: impl IntoIterator<Item = i64>, marks: &[MarkRow], roster: &Roster, today: Day) -> Self {
        let on = OnDay {
            today,
            begins: roster.begins,
        };
        let communes: Vec<i64> = roster.orgs.communes().map(|badge| badge.ordinal).collect();
        let one = |action: i64| {
            let marks = marks_of(marks, action);
            let years = years(None, None, marks.iter().map(|mark| mark.year));
            let drawn = lanes(marks, &communes, &years);
            (
                action,
                standing(action, lanes_of(&roster.lanes, action), (&drawn, &years), on),
            )
        };
        Self {
            by_action: actions.into_iter().map(one).collect(),
            unknown: Standing::default(),
        }
    }

    /// How this one stands.
    pub(crate) fn one(&self, action: &i64) -> &Standing {
        self.by_action.get(action).unwrap_or(&self.unknown)
    }

    /// How this one stands, when it is an action of the plan.
    pub(crate) fn known(&self, action: i64) -> Option<&Standing> {
        self.by_action.get(&action)
    }

    /// The figures of some of them.
    pub(crate) fn tally(&self, actions: impl IntoIterator<Item = i64>) -> Tally {
        Tally::of(actions.into_iter().map(|action| self.one(&action)))
    }
}

/// The lanes of one action, out of all of them.
fn lanes_of(lanes: &[LaneRow], action: i64) -> &[LaneRow] {
    let start = lanes.partition_point(|lane| lane.action < action);
    let end = lanes.partition_point(|lane| lane.action <= action);
    &lanes[start..end]
}

/// How each of these actions stands on this day, in their order. The lanes of one action stand together.
pub(crate) fn standings(
    actions: &[ActionRow],
    marks: &[MarkRow],
    rows: &[LaneRow],
    communes: &[i64],
    on: OnDay,
) -> Vec<Standing> {
    let one = |action: &ActionRow| {
        let marks = marks_of(marks, action.ordinal);
        let years = years(None, None, marks.iter().map(|mark| mark.year));
        let drawn = lanes(marks, communes, &years);
        standing(action.ordinal, lanes_of(rows, action.ordinal), (&drawn, &years), on)
    };
    actions.iter().map(one).collect()
}

fn standing(action: i64, own: &[LaneRow], (drawn, years): (&[lanes::Lane], &[i64]), on: OnDay) -> Standing {
    let state = |party: i64| {
        let found = own.iter().find(|lane| lane.party == party);
        found.map(|lane| lane.state.clone()).unwrap_or_default()
    };
    let part = |party: Option<i64>| {
        let state = state(party.unwrap_or(0));
        Part {
            party,
            late: lateness(&state, planned(drawn, years, party), on.today),
            state,
        }
    };
    let named: Vec<i64> = drawn.iter().filter_map(|lane| lane.party).collect();
    let opened = own
        .iter()
        .map(|lane| lane.party)
        .filter(|party| *party != 0 && !named.contains(party));
    let mut parts: Vec<Part> = named.iter().copied().chain(opened).map(|party| part(Some(party))).collect();
    let whole = part(None);
    let states: Vec<LaneState> = parts.iter().map(|part| part.state.clone()).collect();
    let state = ActionState::of(&whole.state, &states);
    // What is said of the whole is late only where it stands for a commune that said nothing.
    let whole_speaks = parts.is_empty() || parts.iter().any(|part| part.state.status == Status::Unspecified);
    let own = parts.iter().find_map(|part| part.late);
    let late = own
        .or(whole.late.filter(|_| whole_speaks))
        .filter(|_| !state.status.is_over());
    if parts.is_empty() {
        parts.push(whole);
    }
    Standing {
        action,
        silent: is_silent(state.status, state.last, on),
        late,
        parts,
        state,
    }
}

/// A state met among several actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Met {
    pub(crate) status: Status,
    pub(crate) count: usize,
}

/// The figures of several actions. What nobody told is not counted as nothing done: the mean says of how many it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    counts: [usize; Status::ALL.len()],
    pub(crate) late: usize,
    pub(crate) silent: usize,
    /// The mean of those that tell their progress.
    pub(crate) progress: Option<Percent>,
    /// How many tell it.
    pub(crate) telling: usize,
}

impl Tally {
    pub(crate) fn of<'s>(standings: impl IntoIterator<Item = &'s Standing>) -> Self {
        let mut tally = Self::default();
        let mut told = Vec::new();
        for standing in standings {
            tally.counts[standing.state.status as usize] += 1;
            tally.late += usize::from(standing.late.is_some());
            tally.silent += usize::from(standing.silent);
            told.extend(standing.state.progress);
        }
        tally.telling = told.len();
        tally.progress = Percent::mean(told);
        tally
    }

    /// How many stand like this.
    pub(crate) fn count(&self, status: Status) -> usize {
        self.counts[status as usize]
    }

    /// The states met, with how many stand so; what nobody said comes last.
    pub(crate) fn met(&self) -> impl Iterator<Item = Met> {
        let met = Status::ALL.into_iter().map(|status| Met {
            status,
            count: self.count(status),
        });
        let (known, unknown): (Vec<Met>, Vec<Met>) = met
            .filter(|met| met.count > 0)
            .partition(|met| met.status != Status::Unspecified);
        known.into_iter().chain(unknown)
    }

    fn sum(&self, keep: impl Fn(Status) -> bool) -> usize {
        Status::ALL
            .into_iter()
            .filter(|status| keep(*status))
            .map(|status| self.count(status))
            .sum()
    }

    /// How many are done or became ordinary.
    pub(crate) fn achieved(&self) -> usize {
        self.sum(Status::is_achieved)
    }

    /// How many were not given up: what achievement is counted over.
    pub(crate) fn kept(&self) -> usize {
        self.sum(|status| status != Status::Abandoned)
    }

    /// How many are engaged.
    pub(crate) fn engaged(&self) -> usize {
        self.sum(Status::is_engaged)
    }

    /// "17 actions engagées".
    pub(crate) fn engagement(&self) -> String {
        web::french::count(count(self.engaged()), "action engagée", "actions engagées")
    }

    /// "Réalisation : 8 sur 23 (35 %)", with what it is counted over.
    pub(crate) fn achievement(&self) -> String {
        let (achieved, kept) = (count(self.achieved()), count(self.kept()));
        if kept == 0 {
            return "Réalisation\u{a0}: aucune action".to_owned();
        }
        let share = web::french::percent((achieved * 200 + kept) / (kept * 2));
        let given_up = match self.count(Status::Abandoned) {
            0 => String::new(),
            n => format!(", {} à part", web::french::count(count(n), "abandonnée", "abandonnées")),
        };
        format!("Réalisation\u{a0}: {achieved} sur {kept} ({share}){given_up}")
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reading::View;

    fn lane(party: i64, status: Status, progress: i64) -> LaneRow {
        LaneRow {
            action: 1,
            party,
            state: LaneState {
                status,
                progress: Percent::new(progress),
                ..LaneState::default()
            },
        }
    }

    fn of(own: &[LaneRow], years: std::ops::RangeInclusive<i64>, parties: &[i64]) -> Standing {
        let mark = |party: i64, year| MarkRow {
            action: 1,
            view: View::Deployment,
            year,
            party: Some(party),
            half: None,
        };
        let marks: Vec<MarkRow> = years
            .clone()
            .flat_map(|year| parties.iter().map(move |party| mark(*party, year)))
            .collect();
        let years: Vec<i64> = years.collect();
        standing(1, own, (&lanes(&marks, parties, &years), &years), on())
    }

    fn on() -> OnDay {
        OnDay {
            today: "2026-11-23".parse().expect("a day"),
            begins: None,
        }
    }

    #[test]
    fn an_action_stands_as_its_communes_do_and_says_which_part_is_late() {
        let standing = of(
            &[lane(2, Status::Done, 100), lane(3, Status::Going, 40)],
            2023..=2025,
            &[2, 3],
        );
        assert_eq!(
            (standing.state.status, standing.state.progress),
            (Status::Going, Percent::new(70))
        );
        assert_eq!(standing.late, Some(Late::NotDoneIn(2025)));
        let late: Vec<_> = standing.parts.iter().map(|part| part.late.is_some()).collect();
        assert_eq!(late, [false, true]);
        assert_eq!(standing.ticket(&1), "1.2.0_1.3.0");
    }

    #[test]
    fn without_a_commune_the_whole_is_reported_on() {
        let standing = of(&[lane(0, Status::Going, 40)], 2026..=2026, &[]);
        assert_eq!(standing.ticket(&7), "7.0.0");
        assert_eq!(standing.state.status, Status::Going);
        let opened = of(&[lane(4, Status::Going, 40)], 2026..=2026, &[]);
        assert_eq!(opened.ticket(&7), "7.4.0", "a lane that people opened counts");
    }

    #[test]
    fn a_lane_that_people_opened_is_late_by_the_years_where_the_text_names_nobody() {
        let years: Vec<i64> = (2023..=2025).collect();
        let mark = |year, party| MarkRow {
            action: 1,
            view: View::Deployment,
            year,
            party,
            half: None,
        };
        let late = |marks: &[MarkRow]| {
            let drawn = lanes(marks, &[2, 3], &years);
            standing(1, &[lane(3, Status::Going, 40)], (&drawn, &years), on()).late
        };
        let nobody: Vec<MarkRow> = years.iter().map(|year| mark(*year, None)).collect();
        assert_eq!(late(&nobody), Some(Late::NotDoneIn(2025)));
        let another: Vec<MarkRow> = years.iter().map(|year| mark(*year, Some(2))).collect();
        assert_eq!(late(&another), None, "the text plans nothing for this one");
    }

    #[test]
    fn achievement_is_counted_over_what_was_not_given_up() {
        let all = [
            of(&[lane(0, Status::Done, 100)], 2026..=2026, &[]),
            of(&[lane(0, Status::Sustained, 100)], 2026..=2026, &[]),
            of(&[lane(0, Status::Going, 40)], 2026..=2026, &[]),
            of(&[lane(0, Status::Abandoned, 40)], 2026..=2026, &[]),
        ];
        let tally = Tally::of(&all);
        assert_eq!((tally.achieved(), tally.kept(), tally.engaged()), (2, 3, 3));
        assert_eq!(
            tally.achievement(),
            "Réalisation\u{a0}: 2 sur 3 (67\u{a0}%), 1\u{a0}abandonnée à part"
        );
        assert_eq!(Tally::default().achievement(), "Réalisation\u{a0}: aucune action");
    }

    #[test]
    fn what_nobody_told_is_no_zero_in_the_mean() {
        let silent = of(&[], 2026..=2026, &[2]);
        let told = of(&[lane(2, Status::Going, 40)], 2026..=2026, &[2]);
        let tally = Tally::of([&silent, &told]);
        assert_eq!((tally.progress, tally.telling), (Percent::new(40), 1));
        let met: Vec<_> = tally.met().map(|met| (met.status, met.count)).collect();
        assert_eq!(met, [(Status::Going, 1), (Status::Unspecified, 1)]);
    }
}
