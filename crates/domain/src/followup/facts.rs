//! What happens to reports. What people wrote stands beside the chain, under its digest; what is chained is which lane, which
//! status, weather and progress, and which report follows which.

use super::{Content, NewReport, Status, Update};
use crate::access::verbs::{ConfirmReports, NameStatuses, ProposeProgress, ReportProgress};
use crate::documents::FiledFile;
use crate::fact::{Account, told};
use crate::ids::{ConventionId, PersonId, ReportId};
use crate::time::Instant;

/// Someone reported on a lane. It counts at once.
#[derive(Debug, Clone)]
pub struct ProgressReported {
    /// The report.
    pub report: NewReport,
    /// How the lane stood before, for the journal.
    pub was: Status,
    /// When.
    pub at: Instant,
}

/// Someone proposed a report on a lane, which waits.
#[derive(Debug, Clone)]
pub struct ProgressProposed {
    /// The report.
    pub report: NewReport,
    /// When.
    pub at: Instant,
}

/// A report that waited was accepted as it is, and counts from now on.
#[derive(Debug, Clone)]
pub struct ReportAccepted {
    /// The report.
    pub report: ReportId,
    /// The files of its answer that are filed with it.
    pub filed: Vec<FiledFile>,
    /// Its turn among those that count, in the series of their ordinals. It is asked for before anything is recorded, as the ordinal of
    /// a report is: two who confirm and report at once never wait for each other.
    pub rank: i64,
    /// Who accepted it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// A report that waited was corrected, and counts in its corrected form; the first one stays, set aside.
#[derive(Debug, Clone)]
pub struct AwaitingCorrected {
    /// The report that waited.
    pub awaiting: ReportId,
    /// The report that takes its place, signed by whoever corrected it.
    pub report: NewReport,
    /// The last report on its lane that whoever corrected it saw: another one since then is a conflict.
    pub seen: Option<i64>,
    /// The files of its answer that are filed with it.
    pub filed: Vec<FiledFile>,
    /// When.
    pub at: Instant,
}

/// A report that waited was not taken.
#[derive(Debug, Clone)]
pub struct ReportSetAside {
    /// The report.
    pub report: ReportId,
    /// Why.
    pub reason: String,
    /// Who set it aside.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// A convention calls a status by another name; by its own again when there is none.
#[derive(Debug, Clone)]
pub struct StatusRenamed {
    /// The convention.
    pub convention: ConventionId,
    /// The status.
    pub status: Status,
    /// What it was called.
    pub was: Option<String>,
    /// What it is called from now on.
    pub becomes: Option<String>,
}

impl NewReport {
    /// What is chained of it: `report 12, going, 40 %, storm, by page, after 11`.
    fn told(&self) -> String {
        let Content {
            status,
            weather,
            progress,
            day,
            body,
            undoes,
            ..
        } = &self.content;
        let said = [
            Some(format!("report {}", self.ordinal)),
            status.map(|status| status.code().to_owned()),
            chained(progress.map(|progress| format!("{} %", progress.get())), "no share"),
            chained(weather.map(|weather| weather.code().to_owned()), "no weather"),
            chained(day.map(|day| format!("expected {day}")), "no day"),
            body.map(|body| format!("decided by body {body}")),
            undoes.map(|undone| format!("taking back {undone}")),
            Some(format!("by {}", self.channel.code())),
            self.after.map(|after| format!("after {after}")),
            self.corrects.map(|corrected| format!("correcting {corrected}")),
        ];
        said.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// What people wrote in it, kept beside the chain.
    fn written(&self) -> Option<String> {
        let texts: Vec<&str> = self.content.texts().collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }

    fn account(&self, before: Option<String>) -> Account {
        Account {
            subject: self.lane.path(),
            before,
            after: Some(self.told()),
            personal: self.written(),
        }
    }
}

/// A value as it is chained; `cleared` when it is taken back.
fn chained(value: Update<String>, cleared: &str) -> Option<String> {
    match value {
        Update::Keep => None,
        Update::Clear => Some(cleared.to_owned()),
        Update::Set(value) => Some(value),
    }
}

fn of_report(report: ReportId, after: &str, personal: Option<String>) -> Account {
    Account {
        subject: format!("convention/{}/report/{}", report.convention, report.ordinal),
        before: None,
        after: Some(after.to_owned()),
        personal,
    }
}

told! {
    ProgressReported, ReportProgress, "progress_reported", |fact| fact.report.lane.convention(),
        fact.report.account(Some(fact.was.code().to_owned()));
    ProgressProposed, ProposeProgress, "progress_proposed", |fact| fact.report.lane.convention(), fact.report.account(None);
    ReportAccepted, ConfirmReports, "report_accepted", |fact| fact.report.convention,
        of_report(fact.report, &format!("accepted{}", FiledFile::told(&fact.filed)), None);
    AwaitingCorrected, ConfirmReports, "awaiting_corrected", |fact| fact.awaiting.convention,
        of_report(
            fact.awaiting,
            &format!("corrected by {}{}", fact.report.told(), FiledFile::told(&fact.filed)),
            fact.report.written(),
        );
    ReportSetAside, ConfirmReports, "report_set_aside", |fact| fact.report.convention,
        of_report(fact.report, "set aside", Some(fact.reason.clone()));
    StatusRenamed, NameStatuses, "status_renamed", |fact| fact.convention, Account {
        subject: format!("convention/{}/status/{}", fact.convention, fact.status.code()),
        before: fact.was.clone(),
        after: fact.becomes.clone(),
        personal: None,
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Fact as _;
    use crate::followup::{Channel, Lane, Percent, Signature};
    use crate::ids::ActionId;

    #[test]
    fn what_is_chained_holds_no_free_text() {
        let action = ActionId {
            convention: ConventionId::new(1),
            ordinal: 15,
        };
        let fact = ProgressReported {
            report: NewReport {
                ordinal: 12,
                lane: Lane::of(action, 2),
                content: Content {
                    status: Some(Status::Going),
                    progress: Percent::new(40).into(),
                    weather: Update::Clear,
                    done: Some("Six familles reçues par Mme Exemple".to_owned()),
                    ..Content::default()
                },
                signature: Signature {
                    person: Some(PersonId::new(3)),
                    organisation: None,
                },
                channel: Channel::Page,
                after: Some(11),
                corrects: Some(9),
            },
            was: Status::NotStarted,
            at: Instant::from_micros(1),
        };
        let account = fact.account();
        assert_eq!(account.subject, "convention/1/action/15/party/2");
        assert_eq!(account.before.as_deref(), Some("not_started"));
        assert_eq!(
            account.after.as_deref(),
            Some("report 12, going, 40 %, no weather, by page, after 11, correcting 9")
        );
        assert_eq!(account.personal.as_deref(), Some("Six familles reçues par Mme Exemple"));
    }
}
