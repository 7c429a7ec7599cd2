//! What is changed from a list of actions: the lanes ticked, each with the last report that its row showed; what was typed for
//! them; and what was changed together a moment ago.
//!
//! Pure. Nothing here writes.

use std::collections::BTreeSet;

use domain::followup::{Content, Lane, LaneState, Percent, Status, Update};
use domain::ids::{ActionId, ConventionId};
use domain::time::Instant;
use domain::wording::inside_a_sentence;
use serde::Deserialize;
use web::form::Errors;
use web::undo::is_fresh;

use crate::plan_filter::Typed;
use crate::report_form::{Blank, TypedReport};
use crate::report_rows::LaneRow;
use crate::roster::Roster;
use crate::row_clash::Clash;
use crate::standing::{Part, Standings};

/// The forms of a list, as they are shown again.
#[derive(Default)]
pub(crate) struct Bulk {
    pub(crate) typed: TypedReport,
    pub(crate) errors: Errors,
    /// The actions ticked.
    pub(crate) ticked: BTreeSet<i64>,
    /// The action whose row is open.
    pub(crate) row: Option<i64>,
    /// The lane of that row that was sent.
    pub(crate) sent: Option<i64>,
    /// What someone else wrote meanwhile, lane by lane, beside what was typed.
    pub(crate) clashes: Vec<Clash>,
    /// How many lanes moved beyond those that are compared, and how many did not move and wait.
    pub(crate) uncompared: usize,
    pub(crate) waiting: usize,
    /// What was changed together a moment ago.
    pub(crate) lot: Option<Lot>,
    /// What was taken back a moment ago.
    pub(crate) undone: Option<Lot>,
}

/// What an address tells of what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct JustDone {
    lot: String,
    annule: String,
}

impl Bulk {
    /// Says what was just done, if it still stands.
    pub(crate) fn tell(&mut self, just: &JustDone, lanes: &[LaneRow], now: Instant) {
        let still = |text: &str| Lot::parse(text).and_then(|lot| lot.still(lanes, now));
        self.lot = still(&just.lot);
        self.undone = still(&just.annule);
    }

    /// Nothing typed yet: the lanes of the commune by which the list is filtered.
    pub(crate) fn of(typed: &Typed) -> Self {
        Self {
            typed: TypedReport {
                volet: typed.commune.clone(),
                ..TypedReport::default()
            },
            ..Self::default()
        }
    }

    /// Whether what was sent came from one row.
    pub(crate) const fn is_of_row(&self) -> bool {
        self.sent.is_some()
    }

    pub(crate) fn is_ticked(&self, action: &i64) -> bool {
        self.ticked.contains(action)
    }

    pub(crate) fn is_lane(&self, party: &i64) -> bool {
        self.typed.volet.parse() == Ok(*party)
    }

    /// What was typed of this lane.
    pub(crate) fn typed_on(&self, part: &Part) -> Option<TypedReport> {
        (self.sent? == part.stored_party()).then(|| self.typed.clone())
    }
}

/// The reports that one person wrote together, by their ordinals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lot {
    pub(crate) first: i64,
    pub(crate) last: i64,
    /// On how many lanes they are still the last word.
    pub(crate) count: usize,
}

impl Lot {
    /// As an address or a form tells it: `12-19`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('-')?;
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        (0 < first && first <= last).then_some(Self { first, last, count: 0 })
    }

    pub(crate) const fn holds(&self, report: i64) -> bool {
        self.first <= report && report <= self.last
    }

    /// The same, when something of it can still be taken back.
    pub(crate) fn still(self, lanes: &[LaneRow], now: Instant) -> Option<Self> {
        let recent = |lane: &&LaneRow| {
            let last = lane.state.last;
            last.is_some_and(|(report, at)| self.holds(report) && is_fresh(at, now))
        };
        let count = lanes.iter().filter(recent).count();
        (count > 0).then_some(Self { count, ..self })
    }

    pub(crate) fn text(&self) -> String {
        format!("{}-{}", self.first, self.last)
    }

    pub(crate) fn sentence(&self) -> String {
        let count = i64::try_from(self.count).unwrap_or(i64::MAX);
        let together = if count > 1 { " ensemble" } else { "" };
        format!(
            "{}{together}.",
            web::french::count(count, "volet mis à jour", "volets mis à jour")
        )
    }
}

impl Lot {
    /// What taking back did.
    pub(crate) fn undone(&self) -> String {
        let count = i64::try_from(self.count).unwrap_or(i64::MAX);
        let back = if count > 1 {
            "sont revenus à ce qu’ils étaient"
        } else {
            "est revenu à ce qu’il était"
        };
        format!("C’est annulé\u{a0}: {} {back}.", web::french::count(count, "volet", "volets"))
    }
}

/// A lane as a form carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ticket {
    pub(crate) action: i64,
    pub(crate) party: i64,
    /// The last report that the page showed.
    pub(crate) seen: Option<i64>,
}

/// The lanes of a form; nothing when one of them is no lane.
pub(crate) fn tickets(pairs: &[(String, String)]) -> Option<Vec<Ticket>> {
    named(pairs, "n")
}

/// The lanes that a form leaves as someone else wrote them.
pub(crate) fn left_alone(pairs: &[(String, String)]) -> Option<Vec<Ticket>> {
    named(pairs, "laisse")
}

fn named(pairs: &[(String, String)], field: &str) -> Option<Vec<Ticket>> {
    let own = pairs.iter().filter(|(name, _)| name == field);
    own.flat_map(|(_, value)| value.split('_')).map(ticket).collect()
}

fn ticket(text: &str) -> Option<Ticket> {
    let mut numbers = text.split('.').map(str::parse::<i64>);
    let (action, party, seen) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    (numbers.next().is_none() && action > 0 && party >= 0 && seen >= 0).then_some(Ticket {
        action,
        party,
        seen: (seen > 0).then_some(seen),
    })
}

/// A lane to change: how it stands, what is said of it.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) lane: Lane,
    pub(crate) seen: Option<i64>,
    pub(crate) was: Status,
    pub(crate) content: Content,
}

/// Why nothing is changed.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A lane that is none of this plan.
    Unknown,
    /// What to correct.
    Wrong(Errors),
}

/// What the form says of each lane ticked. All of it can be written, or nothing is.
pub(crate) fn understood(
    tickets: &[Ticket],
    (typed, blank): (&TypedReport, Blank<'_>),
    standings: &Standings,
    roster: &Roster,
) -> Result<Vec<Change>, Refusal> {
    let bodies = roster.body_ordinals();
    let chosen = commune(typed, roster)?;
    let mut errors = Errors::none();
    let mut changes = Vec::new();
    for ticket in tickets {
        let standing = standings.known(ticket.action).ok_or(Refusal::Unknown)?;
        let part = standing
            .part((ticket.party != 0).then_some(ticket.party))
            .ok_or(Refusal::Unknown)?;
        // What is said of one commune is never said of a whole action.
        if chosen.is_some() && part.party != chosen {
            continue;
        }
        // What a body gave up is taken up again by name, never with all the others.
        let among_others = standing.parts.len() > 1 && chosen.is_none();
        if among_others && part.state.status == Status::Abandoned && standing.state.status != Status::Abandoned {
            continue;
        }
        if let Some(sentence) = whole_alone(typed, &part.state, roster) {
            let mut wrong = Errors::none();
            wrong.add("etat", sentence);
            keep_new(&mut errors, &wrong);
            continue;
        }
        match said((typed, blank), &part.state, roster, &bodies) {
            Ok(content) => changes.push(Change {
                lane: Lane::stored(action(roster.convention, ticket.action), ticket.party),
                seen: ticket.seen,
                was: part.state.status,
                content,
            }),
            Err(wrong) => keep_new(&mut errors, &wrong),
        }
    }
    if errors.is_empty() && changes.is_empty() {
        errors.add("", nothing(tickets));
    }
    if errors.is_empty() {
        Ok(changes)
    } else {
        Err(Refusal::Wrong(errors))
    }
}

const fn nothing(tickets: &[Ticket]) -> &'static str {
    if tickets.is_empty() {
        "Cochez au moins une action du tableau, puis dites ce qui change."
    } else {
        "Aucune des actions cochées n’a de volet dans cette commune\u{a0}: choisissez «\u{a0}Tous les volets\u{a0}», ou d’autres actions."
    }
}

const fn action(convention: ConventionId, ordinal: i64) -> ActionId {
    ActionId { convention, ordinal }
}

fn commune(typed: &TypedReport, roster: &Roster) -> Result<Option<i64>, Refusal> {
    if typed.volet.is_empty() {
        return Ok(None);
    }
    roster.orgs.commune_typed(&typed.volet).map(Some).ok_or(Refusal::Unknown)
}

/// What a form says of a lane that stands like this; or what to correct.
pub(crate) fn said(
    (typed, blank): (&TypedReport, Blank<'_>),
    state: &LaneState,
    roster: &Roster,
    bodies: &[i64],
) -> Result<Content, Errors> {
    let content = typed.understood(state, blank, (&roster.names, bodies))?;
    let stays = content.status.is_none() && content.progress != Update::Keep;
    let fits = |status: Status| Content {
        status: Some(status),
        ..content.clone()
    };
    let held = stays && (state.status.is_achieved() || state.status == Status::NotStarted);
    if held && fits(state.status).check().is_err() {
        let name = inside_a_sentence(roster.name(&state.status));
        let mut errors = Errors::none();
        errors.add(
            "avancement",
            format!(
                "Un volet coché est «\u{a0}{name}\u{a0}»\u{a0}: son avancement ne change pas sans son état. Choisissez aussi un état."
            ),
        );
        return Err(errors);
    }
    Ok(content)
}

/// What is asked of whoever writes 100 % and chooses no state: a form about one lane shows a state beside the share, one about several
/// does not, and the lanes would stay under way with nothing left to do.
fn whole_alone(typed: &TypedReport, state: &LaneState, roster: &Roster) -> Option<String> {
    let alone = typed.etat.is_empty() && typed.share() == Some(Percent::ALL);
    let name = |status: Status| inside_a_sentence(roster.name(&status));
    (alone && !state.status.is_achieved()).then(|| {
        format!(
            "À 100\u{a0}%, dites aussi l’état\u{a0}: «\u{a0}{}\u{a0}» ou «\u{a0}{}\u{a0}» si tout est fait, «\u{a0}{}\u{a0}» s’il \
             reste à faire.",
            name(Status::Done),
            name(Status::Sustained),
            name(Status::Going)
        )
    })
}

/// The same sentence about ten lanes is said once.
fn keep_new(errors: &mut Errors, wrong: &Errors) {
    for error in wrong.iter() {
        if !errors.iter().any(|known| known.message == error.message) {
            errors.add(lot_field(&error.field), error.message.clone());
        }
    }
}

/// The field of the form about several lanes.
fn lot_field(field: &str) -> &'static str {
    match field {
        "etat" => "lot-etat",
        "meteo" => "lot-meteo",
        "avancement" => "lot-avancement",
        "motif" => "lot-motif",
        "echeance" => "lot-echeance",
        "instance" => "lot-instance",
        _ => "",
    }
}

/// The lanes that were reported on since their row was shown.
pub(crate) fn moved(tickets: &[Ticket], standings: &Standings) -> Vec<Ticket> {
    let moved = |ticket: &&Ticket| {
        let part = standings
            .known(ticket.action)
            .and_then(|standing| standing.part((ticket.party != 0).then_some(ticket.party)));
        part.is_some_and(|part| part.state.last.map(|(report, _)| report) != ticket.seen)
    };
    tickets.iter().filter(moved).copied().collect()
}

/// The numbers of the actions of some lanes.
pub(crate) fn actions_of(tickets: &[Ticket]) -> BTreeSet<i64> {
    tickets.iter().map(|ticket| ticket.action).collect()
}

/// Lanes without some of them.
pub(crate) fn without(mut tickets: Vec<Ticket>, left: &[Ticket]) -> Vec<Ticket> {
    let is_left = |ticket: &Ticket| {
        left.iter()
            .any(|one| (one.action, one.party) == (ticket.action, ticket.party))
    };
    tickets.retain(|ticket| !is_left(ticket));
    tickets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_carries_lanes_with_what_was_seen() {
        let pair = |value: &str| ("n".to_owned(), value.to_owned());
        let one = |action, party, seen| Ticket { action, party, seen };
        assert_eq!(
            tickets(&[pair("15.2.12_15.3.0"), ("etat".to_owned(), "done".to_owned()), pair("7.0.4")]),
            Some(vec![one(15, 2, Some(12)), one(15, 3, None), one(7, 0, Some(4))])
        );
        for wrong in ["", "15", "15.2", "15.2.x", "15.2.1.1", "0.2.1", "-1.2.1", "15.2.1_"] {
            assert_eq!(tickets(&[pair(wrong)]), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_changed_together_can_be_taken_back_for_ten_minutes() {
        let lot = Lot::parse("12-19").expect("a lot");
        let at = Instant::from_micros(1_000_000);
        let lane = |report| LaneRow {
            action: 1,
            party: 2,
            state: LaneState {
                last: Some((report, at)),
                ..LaneState::default()
            },
        };
        let lanes = [lane(11), lane(12), lane(19), lane(20)];
        let still = |seconds| lot.still(&lanes, at.plus_seconds(seconds)).map(|lot| lot.count);
        assert_eq!((still(0), still(600), still(601)), (Some(2), Some(2), None));
        for wrong in ["", "12", "19-12", "0-4", "a-b"] {
            assert_eq!(Lot::parse(wrong), None, "{wrong}");
        }
    }
}
