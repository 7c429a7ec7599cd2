//! What came between a form and its answer: another answer of the same recipient, news of an action that the form did not show.
//!
//! Nothing is lost then: both are shown, and sending again comes after what is shown. What counts already and was not changed is not
//! said a second time.

use domain::followup::{Channel, Content, ReportStanding};

use crate::form::{Asking, Form};
use crate::rows::{FormRow, LaneRow, ReportRow};

/// What is said, action by action.
pub(crate) type Said = Vec<(LaneRow, Content)>;

/// Said where an answer is sent without having seen what came meanwhile.
pub(crate) const MEANWHILE: &str = "Quelque chose est arrivé pendant que vous écriviez. Rien n’est perdu\u{a0}: comparez avec ce qui est \
     signalé ci-dessous, corrigez si besoin, puis envoyez\u{a0}; votre réponse viendra après.";

/// Said where what was typed is what has arrived already.
pub(crate) const UNCHANGED: &str = "Rien n’a changé depuis la réponse précédente, qui est bien arrivée. Changez ce qui a bougé, puis \
     recommencez.";

/// Said where something came between twice in a row.
pub(crate) const BUSY: &str = "Cette réponse n’a pas pu être enregistrée\u{a0}: une autre l’était au même moment. Rien n’est \
     perdu\u{a0}; relisez, puis recommencez.";

/// What was answered before, and what became of it.
#[derive(Debug, Default)]
pub(crate) struct Before {
    form: Option<Form>,
    reports: Vec<ReportRow>,
}

impl Before {
    /// The last form, and the reports of all answers, the last one first.
    pub(crate) fn of(last: Option<FormRow>, reports: Vec<ReportRow>) -> Self {
        let last = last.filter(|row| !row.form.is_empty());
        Self {
            form: last.map(|row| Form::stored(&row.form)),
            reports,
        }
    }

    /// The form that was sent last; none when nothing was, or when it was erased.
    pub(crate) const fn form(&self) -> Option<&Form> {
        self.form.as_ref()
    }

    /// The reports that still wait: a newer answer takes their place.
    pub(crate) fn waiting(&self) -> Vec<i64> {
        let waiting = self
            .reports
            .iter()
            .filter(|report| report.standing == ReportStanding::Awaiting);
        waiting.map(|report| report.report).collect()
    }

    /// Whether something of it counts already.
    pub(crate) fn counts(&self) -> bool {
        self.reports.iter().any(|report| report.standing == ReportStanding::Kept)
    }

    /// Whether this is what was sent last, typed twice.
    pub(crate) fn is(&self, form: &Form, asking: &Asking) -> bool {
        self.form.as_ref().is_some_and(|last| form.says_as(last, asking))
    }

    /// What is to be reported of an answer.
    pub(crate) fn left_to_report(&self, form: &Form, said: Said) -> Said {
        let Some(last) = &self.form else { return said };
        let counted = |lane: &LaneRow| {
            let own = self
                .reports
                .iter()
                .find(|report| (report.action, report.party) == (lane.action, lane.party));
            own.is_some_and(|report| report.standing == ReportStanding::Kept) && form.says_of(lane, last)
        };
        said.into_iter().filter(|(lane, _)| !counted(lane)).collect()
    }

    /// The actions of which something was told that this form did not show, and that its own recipient did not say.
    pub(crate) fn news(&self, form: &Form, asking: &Asking) -> Vec<(i64, i64)> {
        let own = |ordinal: i64| {
            let told = |report: &&ReportRow| matches!(report.channel, Channel::Link | Channel::Phone);
            self.reports.iter().filter(told).any(|report| report.report == ordinal)
        };
        let unseen = |lane: &&LaneRow| {
            let last = lane.known.report;
            last != form.seen(lane) && last.is_some_and(|last| !own(last))
        };
        asking.lanes.iter().filter(unseen).map(LaneRow::key).collect()
    }

    /// Whether something came that this form does not know of.
    pub(crate) fn came_between(&self, form: &Form, asking: &Asking, revision: i64) -> bool {
        form.revision().is_some_and(|seen| seen != revision) || !self.news(form, asking).is_empty()
    }
}
