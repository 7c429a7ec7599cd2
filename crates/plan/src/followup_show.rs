//! The follow-up of one action, as its page shows it: how it stands and why, commune by commune, what was said and by whom.
//!
//! What nobody reported is not shown as nothing done: it is said that nobody reported.

use domain::access::Verb;
use domain::followup::{ActionState, Lane, LaneState, OnDay, Planned, Status, Update, is_silent, lateness};
use domain::ids::{ActionId, ReportId};
use domain::places::{DeskPlace, Target};
use domain::time::Instant;
use domain::wording::inside_a_sentence;
use web::undo::is_fresh;
use web::visit::Visit;

use crate::awaiting_list::is_newer;
use crate::derivation_said::Computed;
use crate::followup_rows::Pieces;
use crate::lanes;
use crate::milestone_line::{Term, is_outside};
use crate::orgs::{Badge, Orgs};
use crate::report_rows::{LaneRow, Names, ReportRow};
use crate::report_words::{GONE_BODY, late_words};

/// How many reports the page tells; the journal tells them all.
pub(crate) const TOLD: i64 = 12;

/// One lane, as a row of the card.
pub(crate) struct LaneLine {
    /// The commune; none for the action as a whole.
    party: Option<i64>,
    pub(crate) name: String,
    pub(crate) place: usize,
    pub(crate) state: LaneState,
    pub(crate) late: Option<String>,
    /// Whether the day that was given is outside of the convention.
    pub(crate) outside: bool,
    /// Where it is reported on, when whoever visits may.
    pub(crate) report: Option<Target>,
}

/// Where one speaks of an action first, in words that say of what.
pub(crate) struct Way {
    pub(crate) target: Target,
    pub(crate) words: String,
    /// Whether it is the one that is expected of whoever visits.
    pub(crate) expected: bool,
}

/// The follow-up of an action.
pub(crate) struct FollowUp {
    pub(crate) state: ActionState,
    pub(crate) late: bool,
    pub(crate) silent: bool,
    /// How its state was computed, lane by lane, once something is said of it.
    pub(crate) computed: Option<Computed>,
    pub(crate) lines: Vec<LaneLine>,
    pub(crate) reports: Vec<ReportRow>,
    pub(crate) awaiting: Vec<ReportRow>,
    pub(crate) names: Names,
    pub(crate) orgs: Orgs,
    /// Where whoever visits speaks of the action first, when they may.
    pub(crate) report: Option<Way>,
    /// Where it is proposed that the text say something else, when whoever visits may.
    pub(crate) amend: Option<Target>,
    /// How each lane that was reported on stands.
    stand: Vec<LaneRow>,
    term: Term,
    action: ActionId,
}

impl FollowUp {
    /// What is said of a report that was saved a moment ago: whose part it is of, and the state and the share that it gives.
    pub(crate) fn saved(&self, ordinal: &str, now: Instant) -> Option<(i64, String)> {
        let ordinal: i64 = ordinal.parse().ok()?;
        let is_it = |report: &&ReportRow| report.ordinal == ordinal && is_fresh(report.written, now);
        let report = self.reports.iter().find(is_it)?;
        let badge = self.orgs.badge(&report.party);
        let mut said = vec![badge.map_or_else(|| "toute l’action".to_owned(), |badge| badge.name.clone())];
        let content = &report.content;
        said.extend(content.status.map(|status| inside_a_sentence(self.names.name(&status))));
        if let Update::Set(share) = content.progress {
            said.push(web::french::percent(i64::from(share.get())));
        }
        let far = content.day.given().filter(|day| is_outside(*day, self.term));
        let outside = far.map_or_else(String::new, |day| {
            format!(
                " L’échéance du {} est hors de la période de la convention.",
                web::french::date(day)
            )
        });
        Some((
            ordinal,
            format!("Votre mise à jour est enregistrée\u{a0}: {}.{outside}", said.join(", ")),
        ))
    }

    /// From what was read of it. `drawn` are the lanes of the text, over `years`.
    pub(crate) fn of(
        visit: &Visit,
        action: ActionId,
        pieces: Pieces,
        orgs: &Orgs,
        (drawn, years, term): (&[lanes::Lane], &[i64], Term),
    ) -> Self {
        let means = Means::of(visit);
        let parties = parties(&pieces, drawn);
        let whole = pieces.state(0);
        let states: Vec<LaneState> = parties.iter().map(|party| pieces.state(*party)).collect();
        // What is said of the whole is late only where it stands for a commune that said nothing.
        let whole_speaks = states.is_empty() || states.iter().any(|lane| lane.status == Status::Unspecified);
        let line = |party: Option<i64>| {
            let state = pieces.state(party.unwrap_or(0));
            let badge = party.and_then(|party| orgs.badge(&party));
            LaneLine {
                party,
                name: badge.map_or_else(|| "Toute l’action".to_owned(), |badge| badge.name.clone()),
                place: badge.map_or(0, |badge| badge.place),
                late: lateness(&state, planned(drawn, years, party), visit.today)
                    .filter(|_| party.is_some() || whole_speaks)
                    .map(late_words),
                outside: state.day.is_some_and(|day| is_outside(day, term)),
                state,
                report: means.to(Lane { action, party }),
            }
        };
        let mut lines: Vec<LaneLine> = parties.iter().map(|party| line(Some(*party))).collect();
        let named: Vec<(&str, LaneState)> = lines.iter().map(|line| (line.name.as_str(), line.state.clone())).collect();
        let computed = Computed::of(&whole, &named, &pieces.names);
        if parties.is_empty() || whole.last.is_some() {
            lines.insert(0, line(None));
        }
        let state = ActionState::of(&whole, &states);
        Self {
            report: means.way(action, &lines, &pieces.own),
            silent: is_silent(
                state.status,
                state.last,
                OnDay {
                    today: visit.today,
                    begins: term.0,
                },
            ),
            computed: state.last.is_some().then_some(computed),
            late: !state.status.is_over() && lines.iter().any(|line| line.late.is_some()),
            state,
            lines,
            stand: pieces.lanes,
            reports: pieces.reports,
            awaiting: pieces.awaiting,
            names: pieces.names,
            orgs: orgs.clone(),
            term,
            amend: visit.may(Verb::ProposeAmendment).then_some(Target::amend(action)),
            action,
        }
    }

    /// Whether anything was ever said.
    pub(crate) fn began(&self) -> bool {
        self.state.last.is_some()
    }

    /// The parts of communes that whoever visits may report on.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &LaneLine> {
        self.lines.iter().filter(|line| line.party.is_some() && line.report.is_some())
    }

    /// Whether something began to count on its lane since this report was written.
    pub(crate) fn is_newer(&self, report: &ReportRow) -> bool {
        let lane = self.stand.iter().find(|lane| lane.party == report.party);
        lane.is_some_and(|lane| is_newer(&lane.state, report))
    }

    pub(crate) fn badge(&self, party: &i64) -> Option<&Badge> {
        self.orgs.badge(party)
    }

    pub(crate) fn one(&self, report: &ReportRow) -> Target {
        Target::awaiting_report(ReportId {
            convention: self.action.convention,
            ordinal: report.ordinal,
        })
    }

    pub(crate) const fn history(&self) -> Target {
        Target::Desk(DeskPlace::History(self.action))
    }

    /// The body that decided.
    pub(crate) fn body_name(&self, ordinal: &i64) -> &str {
        self.names.body(ordinal).unwrap_or(GONE_BODY)
    }

    pub(crate) fn status_name(&self, status: &Status) -> &str {
        self.names.name(status)
    }
}

/// What whoever visits may do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    Reports,
    Proposes,
    Reads,
}

impl Means {
    fn of(visit: &Visit) -> Self {
        if visit.may(Verb::ReportProgress) {
            Self::Reports
        } else if visit.may(Verb::ProposeProgress) {
            Self::Proposes
        } else {
            Self::Reads
        }
    }

    fn to(self, lane: Lane) -> Option<Target> {
        match self {
            Self::Reports => Some(Target::report(lane)),
            Self::Proposes => Some(Target::proposal(lane)),
            Self::Reads => None,
        }
    }

    /// Where one speaks first: of the part of one’s own commune when it has one, else of the whole. Where communes have parts, it is said
    /// which of both: what is told of the whole changes nothing of a part that tells its own state.
    fn way(self, action: ActionId, lines: &[LaneLine], own: &[i64]) -> Option<Way> {
        let ours = lines.iter().find(|line| line.party.is_some_and(|party| own.contains(&party)));
        let ours = ours.filter(|_| self == Self::Reports);
        let parted = lines.iter().any(|line| line.party.is_some());
        let words = match (self, ours) {
            (Self::Proposes, _) => "Proposer une mise à jour".to_owned(),
            (_, Some(line)) => format!("Mettre à jour\u{a0}: {}", line.name),
            _ if parted => "Mettre à jour toute l’action".to_owned(),
            _ => "Mettre à jour".to_owned(),
        };
        let party = ours.and_then(|line| line.party);
        Some(Way {
            target: self.to(Lane { action, party })?,
            words,
            expected: party.is_some() || !parted || self == Self::Proposes,
        })
    }
}

/// The parties that have a lane: those the text names, then those that people opened.
fn parties(pieces: &Pieces, drawn: &[lanes::Lane]) -> Vec<i64> {
    let mut parties: Vec<i64> = drawn.iter().filter_map(|lane| lane.party).collect();
    for lane in pieces.lanes.iter().filter(|lane| lane.party != 0) {
        if !parties.contains(&lane.party) {
            parties.push(lane.party);
        }
    }
    parties
}

/// What the text plans for this party; for the action as a whole, from its first lane to its last. Where the text names nobody,
/// its years hold for every commune that takes part: a lane that people opened is late by them.
pub(crate) fn planned(drawn: &[lanes::Lane], years: &[i64], party: Option<i64>) -> Option<Planned> {
    let named = party.filter(|party| drawn.iter().any(|lane| lane.party == Some(*party)));
    let own = drawn.iter().filter(|lane| party.is_none() || lane.party == named);
    let marked = own.flat_map(|lane| {
        years
            .iter()
            .enumerate()
            .filter(|(index, _)| lane.planned(*index))
            .map(|(_, year)| *year)
    });
    let all: Vec<i64> = marked.collect();
    Some(Planned {
        first: *all.iter().min()?,
        last: *all.iter().max()?,
    })
}
