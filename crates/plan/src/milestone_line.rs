//! One milestone, as every page shows it: on the page of its action and in the list of the convention.
//!
//! What is late, what waits for another, what falls outside of the convention is said; nothing is refused for it.

use domain::access::Verb;
use domain::documents::Attachment;
use domain::followup::{DetailId, DetailState, Lane, told_by_details};
use domain::ids::ActionId;
use domain::places::{DeskPlace, Target};
use domain::time::Day;
use web::french;
use web::href::href;
use web::visit::Visit;

use crate::action_rows::TextRow;
use crate::attachments::{AttachmentRow, keeps};
use crate::detail_rows::MarkedRow;
use crate::milestone_rows::{MilestoneRow, PaperRow, Steps};
use crate::milestone_tick::may_tick;
use crate::orgs::{Badge, Orgs};

/// The days between which a convention holds, when the text gives them.
pub(crate) type Term = (Option<Day>, Option<Day>);

/// A milestone and what is to be said of it today.
pub(crate) struct MilestoneLine {
    pub(crate) row: MilestoneRow,
    /// The party of its lane.
    pub(crate) badge: Option<Badge>,
    pub(crate) late: bool,
    /// Whether its day is outside of the convention.
    pub(crate) outside: bool,
    /// Seen from today: "dans 11 j".
    pub(crate) distance: Option<String>,
    /// Whether whoever visits may change it.
    pub(crate) keeps: bool,
    /// Where it is ticked, when whoever visits may.
    pub(crate) ticking: Option<String>,
    /// Where all that a person who left kept going passes to another, for those who may.
    pub(crate) passing: Option<Target>,
    /// The documents attached to it.
    pub(crate) papers: Vec<AttachmentRow>,
    /// Where whoever visits attaches one, when they may.
    pub(crate) addition: Option<Target>,
    /// Where a gesture comes back to: `liste`, or nothing for the page of the action.
    pub(crate) back: &'static str,
}

impl MilestoneLine {
    pub(crate) fn of(row: MilestoneRow, papers: &[PaperRow], (orgs, term): (&Orgs, Term), visit: &Visit) -> Self {
        let today = visit.today;
        let own = papers.iter().filter(|paper| paper.milestone == row.ordinal);
        let attachment = Attachment::Milestone {
            action: row.action,
            milestone: row.ordinal,
        };
        let adds = !row.removed && keeps(visit);
        let administers = visit.known().is_some_and(|known| known.administrator);
        Self {
            passing: row.content.person.filter(|_| administers).map(Target::HandOver),
            papers: own.map(|paper| paper.document.clone()).collect(),
            addition: adds.then_some(Target::new_document(row.convention, attachment)),
            badge: orgs.badge(&row.party).cloned(),
            late: row.is_late(today),
            outside: row.content.due.is_some_and(|due| is_outside(due, term)),
            distance: row
                .content
                .due
                .filter(|_| row.is_open())
                .map(|due| french::from_today(today, due)),
            keeps: keeps_milestones(visit),
            ticking: may_tick(visit, &row).then(|| href(Target::Desk(DeskPlace::MilestoneTick(row.id()))).to_string()),
            back: "",
            row,
        }
    }

    /// Where it is changed.
    pub(crate) fn place(&self) -> String {
        href(Target::Desk(DeskPlace::Milestone(self.row.id()))).to_string()
    }

    /// What is said of a person who is to do it and holds no mandate any more.
    pub(crate) fn gone(&self) -> Option<String> {
        let since = french::date(self.row.orphaned()?.plus_days(1));
        let [_, person] = &self.row.names;
        let name = person.as_deref().unwrap_or("La personne responsable");
        Some(format!("{name} n’a plus de mandat depuis le {since}"))
    }

    pub(crate) fn dot(&self) -> &'static str {
        match (self.row.done, self.late) {
            (Some(_), _) => " ok",
            (None, true) => " hot",
            (None, false) => "",
        }
    }

    pub(crate) fn action(&self) -> Target {
        Target::Action(self.row.action_id())
    }
}

/// Whether a day is outside of the convention.
pub(crate) fn is_outside(day: Day, (start, end): Term) -> bool {
    start.is_some_and(|start| day < start) || end.is_some_and(|end| day > end)
}

/// Whether whoever visits keeps milestones.
pub(crate) fn keeps_milestones(visit: &Visit) -> bool {
    visit.may(Verb::KeepMilestones)
}

/// One detail of the text and how far it has gone.
pub(crate) struct DetailLine {
    /// Its place in the text, from 1.
    pub(crate) number: usize,
    pub(crate) text: String,
    pub(crate) badge: Option<Badge>,
    /// The last mark set on it: nothing until someone says.
    pub(crate) mark: Option<MarkedRow>,
}

impl DetailLine {
    pub(crate) fn is(&self, state: &DetailState) -> bool {
        self.mark.as_ref().is_some_and(|mark| mark.state == *state)
    }

    /// Who marked it and when, once it is known.
    pub(crate) fn signed(&self) -> Option<String> {
        let mark = self.mark.as_ref()?;
        let day = mark.written.map(|at| french::date(at.paris_day()));
        let said: Vec<String> = mark.signature().into_iter().chain(day).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }
}

/// The class of the tag of a detail's state.
pub(crate) const fn detail_tag(state: &DetailState) -> &'static str {
    match state {
        DetailState::ToDo => "",
        DetailState::Going => "info",
        DetailState::Done => "ok",
    }
}

/// What is expected of one action: its milestones, its details.
pub(crate) struct Expected {
    pub(crate) lines: Vec<MilestoneLine>,
    pub(crate) details: Vec<DetailLine>,
    /// Where a milestone is added, when whoever visits may.
    pub(crate) addition: Option<Target>,
    /// What the details say of the action, when someone marked one: the name of the status is the page's.
    pub(crate) told: Option<domain::followup::Status>,
    action: ActionId,
}

impl Expected {
    pub(crate) fn of(visit: &Visit, action: ActionId, steps: Steps, texts: &[TextRow], (orgs, term): (&Orgs, Term)) -> Self {
        let adds = keeps_milestones(visit);
        let texts: Vec<&TextRow> = texts.iter().filter(|text| text.field == "detail").collect();
        let ids = DetailId::each(action, texts.iter().map(|text| (text.party, text.text.as_str())));
        let details: Vec<DetailLine> = texts
            .into_iter()
            .zip(&ids)
            .enumerate()
            .map(|(index, (text, id))| DetailLine {
                number: index + 1,
                text: text.text.clone(),
                badge: text.party.and_then(|party| orgs.badge(&party)).cloned(),
                mark: steps.mark(id).cloned(),
            })
            .collect();
        let state = |line: &DetailLine| line.mark.as_ref().map(|mark| mark.state).unwrap_or_default();
        let states: Vec<DetailState> = details.iter().map(state).collect();
        let lines = steps.milestones.into_iter();
        Self {
            lines: lines
                .map(|row| MilestoneLine::of(row, &steps.papers, (orgs, term), visit))
                .collect(),
            told: told_by_details(&states),
            addition: adds.then_some(Target::Desk(DeskPlace::NewMilestone(Lane::whole(action)))),
            details,
            action,
        }
    }

    /// Where details are marked.
    pub(crate) fn marking(&self) -> String {
        format!("{}/details", href(Target::Action(self.action)))
    }

    /// Whether the details are to be shown: to those who mark them, or once one was marked.
    pub(crate) fn shows_details(&self) -> bool {
        !self.details.is_empty() && (self.addition.is_some() || self.told.is_some())
    }
}
