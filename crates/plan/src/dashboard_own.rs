//! What is expected of the organisation for which one acts: its actions, in which part, how they stand, and its milestones.
//!
//! Pure. It shows nothing that the plan does not.

use domain::access::{Role, Standing as Quality, Verb, allows};
use domain::followup::Lane;
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use domain::time::Day;
use web::components::Pip;
use web::visit::Visit;

use crate::dashboard_board::pip;
use crate::report_rows::Names;
use crate::report_words::late_words;
use crate::rows::{ActionRow, LinkRow, Tie, links_of};
use crate::standing::Standing;
use crate::today_rows::Proposed;

/// What a dashboard begins with, by the role of whoever visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    /// Runs the plan: what there is to do today.
    Runs,
    /// Carries actions of it: those, first.
    Carries,
    /// Decides or reads: what matters, on one page.
    Decides,
}

impl Seat {
    pub(crate) fn of(visit: &Visit) -> Self {
        let mandate = visit.known().and_then(|known| known.mandate.as_ref());
        match mandate.map(|mandate| mandate.mandated.role) {
            Some(Role::Coordinator | Role::FundOfficer) => Self::Runs,
            Some(Role::PartnerContact) => Self::Carries,
            Some(Role::Mayor | Role::FundDirector | Role::Auditor) | None => Self::Decides,
        }
    }
}

/// One action in which the organisation has a part.
pub(crate) struct OwnAction {
    pub(crate) pip: Pip,
    /// "pilote, porteur".
    pub(crate) parts: String,
    /// What is expected: why it is late, that it is silent, or nothing more.
    pub(crate) expected: Option<String>,
    /// Where it is reported on.
    pub(crate) report: Option<Target>,
}

/// Something that one proposed, and that nobody confirmed yet.
pub(crate) struct OwnProposal {
    pub(crate) title: String,
    pub(crate) day: Day,
    /// Where what becomes of it is read.
    pub(crate) target: Target,
}

/// What one proposed and waits: it is seen here until someone who runs the plan settles it, by those who propose and have a page that says
/// what becomes of it.
pub(crate) fn own_proposals(
    visit: &Visit,
    convention: ConventionId,
    actions: &[ActionRow],
    proposed: &[Proposed],
) -> Vec<OwnProposal> {
    if !visit.may(Verb::ProposeProgress) {
        return Vec::new();
    }
    let one = |proposed: &Proposed| {
        let action = actions.iter().find(|action| action.ordinal == proposed.action)?;
        let id = ActionId {
            convention,
            ordinal: action.ordinal,
        };
        Some(OwnProposal {
            title: format!("Action {}, {}", action.number, action.title),
            day: proposed.written.paris_day(),
            target: Target::proposal(Lane::stored(id, proposed.party)),
        })
    };
    proposed.iter().filter_map(one).collect()
}

/// The parts that the parties `own` have in a plan, action by action.
pub(crate) fn own_actions(
    visit: &Visit,
    convention: ConventionId,
    (actions, standings): (&[ActionRow], &[Standing]),
    (links, own, names): (&[LinkRow], &[i64], &Names),
) -> Vec<OwnAction> {
    let ours = |standing: &Standing| {
        standing
            .parts
            .iter()
            .find_map(|part| part.party.filter(|party| own.contains(party)))
    };
    let one = |(action, standing): (&ActionRow, &Standing)| {
        let parts = parts(links, standing.action, own);
        (!parts.is_empty()).then(|| OwnAction {
            pip: pip(convention, action, standing, names),
            parts: parts.join(", "),
            expected: expected(standing),
            report: report(
                visit,
                ActionId {
                    convention,
                    ordinal: action.ordinal,
                },
                ours(standing),
            ),
        })
    };
    actions.iter().zip(standings).filter_map(one).collect()
}

fn parts(links: &[LinkRow], action: i64, own: &[i64]) -> Vec<&'static str> {
    let ties = [
        (Tie::Pilot, "pilote"),
        (Tie::OtherPilot, "pilote selon la fiche"),
        (Tie::Bearer, "porteur"),
        (Tie::OtherBearer, "porteur selon la fiche"),
        (Tie::Partner, "partenaire"),
    ];
    let held = |tie| links_of(links, action, tie).any(|link| link.other.is_some_and(|party| own.contains(&party)));
    ties.into_iter().filter(|(tie, _)| held(*tie)).map(|(_, word)| word).collect()
}

fn expected(standing: &Standing) -> Option<String> {
    if let Some(late) = standing.late {
        return Some(format!("En retard\u{a0}: {}.", late_words(late)));
    }
    if standing.state.last.is_none() {
        return Some("Le suivi n’a pas commencé\u{a0}: dites où elle en est.".to_owned());
    }
    standing
        .silent
        .then(|| "Sans nouvelle depuis 60\u{a0}jours\u{a0}: dites où elle en est.".to_owned())
}

/// Where news are given: of the part of one’s own commune where it has one, else of the whole.
fn report(visit: &Visit, action: ActionId, ours: Option<i64>) -> Option<Target> {
    let mandate = visit.known().and_then(|known| known.mandate.as_ref())?;
    let may = |verb| allows(Quality::Mandated(mandate.mandated.role), verb).is_ok();
    if may(Verb::ReportProgress) {
        Some(Target::report(Lane { action, party: ours }))
    } else {
        may(Verb::ProposeProgress).then(|| Target::proposal(Lane::whole(action)))
    }
}
