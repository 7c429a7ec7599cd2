//! What came between a form and its answer: another answer of the same recipient, news of an action that the form did not show.
//!
//! Nothing is lost then: both are shown, and sending again comes after what is shown. What counts already and was not changed is not
//! said a second time.

use std::collections::BTreeMap;

use domain::followup::{Channel, Content, ReportStanding};

use crate::form::{Asking, Form};
use crate::lane_rows::LaneRow;
use crate::report_rows::{FormRow, ReportRow};

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

/// What became of the last answer that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Became {
    /// Someone is still to read it.
    Waits,
    /// It is part of the follow-up.
    Entered,
    /// A part of it is; the rest was set aside, with why where it was said.
    InPart(Option<String>),
    /// None of it was taken, with why where it was said.
    SetAside(Option<String>),
    /// It tells of no action what does not count already: nobody has to confirm it.
    Told,
}

/// What was answered before, and what became of it.
#[derive(Debug, Default)]
pub(crate) struct Before {
    form: Option<Form>,
    by: Option<String>,
    reports: Vec<ReportRow>,
}

impl Before {
    /// The last form, and the reports of all answers, the last one first.
    pub(crate) fn of(last: Option<FormRow>, reports: Vec<ReportRow>) -> Self {
        let by = last.as_ref().and_then(|row| row.by.clone());
        let last = last.filter(|row| !row.form.is_empty());
        Self {
            form: last.map(|row| Form::stored(&row.form)),
            by,
            reports,
        }
    }

    /// The form that was sent last; none when nothing was, or when it was erased.
    pub(crate) const fn form(&self) -> Option<&Form> {
        self.form.as_ref()
    }

    /// Under which name the last one was sent.
    pub(crate) fn by(&self) -> Option<&str> {
        self.by.as_deref()
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

    /// What became of the last answer, whatever became of those before it. What was corrected before it counted is followed, on its
    /// lane, by what counts.
    pub(crate) fn became(&self, revision: i64) -> Became {
        let mut last: BTreeMap<(i64, i64), &ReportRow> = BTreeMap::new();
        for report in self.reports.iter().filter(|report| report.revision == revision) {
            // The last report of a lane comes first.
            last.entry((report.action, report.party)).or_insert(report);
        }
        let stands = |standing: ReportStanding| last.values().any(|report| report.standing == standing);
        let why = || last.values().find_map(|report| report.why.clone());
        if stands(ReportStanding::Awaiting) {
            return Became::Waits;
        }
        match (stands(ReportStanding::Kept), stands(ReportStanding::SetAside)) {
            (true, false) => Became::Entered,
            (true, true) => Became::InPart(why()),
            (false, true) => Became::SetAside(why()),
            (false, false) => Became::Told,
        }
    }

    /// The last report of an answer before on this lane: what is said now corrects it.
    pub(crate) fn last_of(&self, lane: &LaneRow) -> Option<i64> {
        self.of_lane(lane).next().map(|report| report.report)
    }

    /// The reports of a lane, the last one first.
    pub(crate) fn of_lane(&self, lane: &LaneRow) -> impl Iterator<Item = &ReportRow> {
        let key = lane.key();
        self.reports.iter().filter(move |report| (report.action, report.party) == key)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn report(report: i64, revision: i64, action: i64, standing: ReportStanding) -> ReportRow {
        ReportRow {
            report,
            standing,
            channel: Channel::Link,
            action,
            party: 0,
            revision,
            why: (standing == ReportStanding::SetAside).then(|| "Déjà dit".to_owned()),
            counted: None,
            content: Content::default(),
        }
    }

    fn became(reports: &[ReportRow], revision: i64) -> Became {
        Before::of(None, reports.to_vec()).became(revision)
    }

    #[test]
    fn the_last_answer_alone_says_what_became_of_it() {
        let first = report(3, 1, 10, ReportStanding::Kept);
        let then = |standing| [report(5, 2, 10, standing), first.clone()];
        assert_eq!(became(&then(ReportStanding::Awaiting), 2), Became::Waits);
        assert_eq!(became(&then(ReportStanding::Kept), 2), Became::Entered);
        let aside = Became::SetAside(Some("Déjà dit".to_owned()));
        assert_eq!(became(&then(ReportStanding::SetAside), 2), aside);
        assert_eq!(became(&[first], 2), Became::Told, "nothing new was told of an action");
    }

    #[test]
    fn what_was_corrected_counts_and_the_rest_is_told_apart() {
        let corrected = [
            report(6, 1, 10, ReportStanding::Kept),
            report(3, 1, 10, ReportStanding::SetAside),
        ];
        assert_eq!(became(&corrected, 1), Became::Entered);
        let parted = [
            report(4, 1, 11, ReportStanding::SetAside),
            report(3, 1, 10, ReportStanding::Kept),
        ];
        assert_eq!(became(&parted, 1), Became::InPart(Some("Déjà dit".to_owned())));
    }
}
