//! What each line of the news is about: the thing under whose name it is told, what it names besides, and where both are.
//!
//! It names what the reader sees by the same names as the journal; what they may not see stays unnamed, and leads nowhere.

use std::collections::BTreeMap;

use domain::access::Verb;
use domain::campaigns::RecipientId;
use domain::followup::Status;
use domain::ids::{ActionId, CampaignId, CommentId, ConventionId, DocumentId, MilestoneId, ReportId};
use domain::places::{DeskPlace, FollowUpPlace, Target};
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

use crate::journal_names::Names;
use crate::journal_rows::EntryRow;

/// Someone of whom a campaign asks something.
struct AskedRow {
    campaign: i64,
    recipient: i64,
    name: String,
}

query! {
    /// Those whom campaigns ask, between two campaigns and two of their recipients.
    NamedRecipients(convention: ConventionId, campaign_from: i64, campaign_to: i64, from: i64, to: i64) -> AskedRow
    reading ["campaign_recipient"]
    "SELECT campaign, ordinal, name FROM campaign_recipient WHERE convention = $4 AND campaign >= $5 AND campaign <= $6 \
        AND ordinal >= $7 AND ordinal <= $8"
}

impl FromRow for AskedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            campaign: c.int(0)?,
            recipient: c.int(1)?,
            name: c.text(2)?,
        })
    }
}

/// What the lines of a page name.
pub(crate) struct Subjects {
    convention: ConventionId,
    pub(crate) names: Names,
    recipients: BTreeMap<(i64, i64), String>,
    /// Whether whoever visits changes milestones: the page of one is theirs.
    keeps_milestones: bool,
}

/// The kind of a thing of this convention, its ordinal, and the part of it: a recipient of a campaign, a party in an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Path<'e> {
    kind: &'e str,
    ordinal: i64,
    recipient: Option<i64>,
    party: Option<i64>,
}

impl<'e> Path<'e> {
    /// `convention/1/campaign/2/recipient/4`.
    fn of(convention: ConventionId, subject: &'e str) -> Option<Self> {
        let rest = subject.strip_prefix("convention/")?.strip_prefix(&convention.to_string())?;
        let steps: Vec<&str> = rest.strip_prefix('/')?.split('/').collect();
        let ordinal = |at: usize| steps.get(at).and_then(|step| step.parse().ok());
        Some(Self {
            kind: steps.first()?,
            ordinal: ordinal(1).unwrap_or(0),
            recipient: ordinal(3).filter(|_| steps.get(2) == Some(&"recipient")),
            party: ordinal(3).filter(|_| steps.get(2) == Some(&"party")),
        })
    }
}

impl Subjects {
    /// Reads the names that these entries need.
    pub(crate) async fn read(
        visit: &mut Visit,
        convention: ConventionId,
        names: Names,
        entries: &[EntryRow],
    ) -> Result<Self, Failure> {
        let asked: Vec<(i64, i64)> = entries
            .iter()
            .filter_map(|entry| Path::of(convention, &entry.subject))
            .filter_map(|path| Some((path.ordinal, path.recipient?)))
            .collect();
        let campaigns = asked.iter().map(|(campaign, _)| *campaign);
        let ordinals = asked.iter().map(|(_, recipient)| *recipient);
        let rows = match (
            campaigns.clone().min(),
            campaigns.max(),
            ordinals.clone().min(),
            ordinals.max(),
        ) {
            (Some(campaign_from), Some(campaign_to), Some(from), Some(to)) => {
                let query = NamedRecipients {
                    convention,
                    campaign_from,
                    campaign_to,
                    from,
                    to,
                };
                visit.rows(query).await?
            }
            _ => Vec::new(),
        };
        Ok(Self {
            convention,
            names,
            recipients: rows
                .into_iter()
                .map(|row| ((row.campaign, row.recipient), row.name))
                .collect(),
            keeps_milestones: visit.may(Verb::KeepMilestones),
        })
    }

    /// Under which name an entry is told, and where that is.
    pub(crate) fn group(&self, entry: &EntryRow) -> (String, Option<Target>) {
        let convention = self.convention;
        let Some(Path { kind, ordinal, .. }) = Path::of(convention, &entry.subject) else {
            let mandates = entry.subject.starts_with("mandate/");
            let words = if mandates { "Mandats" } else { "La convention" };
            return (words.to_owned(), None);
        };
        let named = |word: &str| {
            let name = self.names.name(&format!("{kind}/{ordinal}"))?;
            Some(format!("{word} «\u{a0}{name}\u{a0}»"))
        };
        let known = |name: Option<String>, place: Target, unnamed: &str| match name {
            Some(name) => (name, Some(place)),
            None => (unnamed.to_owned(), None),
        };
        match kind {
            "action" => self.action(Some(ordinal), "Une action"),
            "milestone" => self.action(self.names.action_ordinal(kind, ordinal), "Jalons et tâches"),
            "report" => self.action(self.names.action_ordinal(kind, ordinal), "Mises à jour"),
            "proposal" => self.action(self.names.action_ordinal(kind, ordinal), "Propositions"),
            "document" => known(
                named("Document"),
                Target::document(DocumentId { convention, ordinal }),
                "Documents",
            ),
            "campaign" => known(
                named("Campagne"),
                Target::campaign(CampaignId { convention, ordinal }),
                "Campagnes",
            ),
            "comment" => ("Échanges".to_owned(), Some(Target::discussion(convention))),
            "facility" => ("Équipements".to_owned(), Some(Target::Facilities(convention))),
            "party" => ("Parties".to_owned(), Some(Target::Parties(convention))),
            "text" | "reading" | "correction" => ("Lecture de la convention".to_owned(), None),
            _ => ("La convention".to_owned(), None),
        }
    }

    fn action(&self, ordinal: Option<i64>, unnamed: &str) -> (String, Option<Target>) {
        let convention = self.convention;
        let name = ordinal.and_then(|ordinal| Some((ordinal, self.names.action(&ordinal.to_string())?)));
        match name {
            Some((ordinal, name)) => (name, Some(Target::Action(ActionId { convention, ordinal }))),
            None => (unnamed.to_owned(), None),
        }
    }

    /// What an entry names within its group: a milestone, the commune of a part, whoever answered, a facility, a state.
    pub(crate) fn name(&self, entry: &EntryRow) -> Option<String> {
        let path = Path::of(self.convention, &entry.subject)?;
        let Path { kind, ordinal, .. } = path;
        match kind {
            "milestone" | "facility" | "party" => {
                let name = self.names.name(&format!("{kind}/{ordinal}"))?;
                Some(format!("«\u{a0}{name}\u{a0}»"))
            }
            "action" => self.names.name(&format!("party/{}", path.party?)).map(str::to_owned),
            "campaign" => self.recipients.get(&(ordinal, path.recipient?)).cloned(),
            "status" => {
                let code = entry.subject.rsplit('/').next()?;
                Some(format!("«\u{a0}{}\u{a0}»", Status::from_code(code)?.french()))
            }
            _ => None,
        }
    }

    /// Where an entry leads within its group.
    pub(crate) fn place(&self, entry: &EntryRow) -> Option<Target> {
        let convention = self.convention;
        let Path {
            kind,
            ordinal,
            recipient,
            ..
        } = Path::of(convention, &entry.subject)?;
        match kind {
            "comment" => Some(Target::comment(CommentId { convention, ordinal })),
            "milestone" => {
                self.names.name(&format!("{kind}/{ordinal}"))?;
                Some(Target::Desk(if self.keeps_milestones {
                    DeskPlace::Milestone(MilestoneId { convention, ordinal })
                } else {
                    DeskPlace::Milestones(convention)
                }))
            }
            "action" | "report" => self.report(entry.report()?),
            "proposal" => {
                self.names.name(&format!("{kind}/{ordinal}"))?;
                Some(Target::amendments(convention))
            }
            "campaign" => {
                let recipient = recipient?;
                self.recipients.get(&(ordinal, recipient))?;
                let campaign = CampaignId { convention, ordinal };
                Some(Target::campaign_recipient(RecipientId {
                    campaign,
                    ordinal: recipient,
                }))
            }
            _ => None,
        }
    }

    /// A report that counts is told by the page of its action; one that waits, by the page of those who confirm.
    fn report(&self, ordinal: i64) -> Option<Target> {
        let convention = self.convention;
        let action = ActionId {
            convention,
            ordinal: self.names.action_ordinal("report", ordinal)?,
        };
        Some(if self.names.is_kept_report(ordinal) {
            Target::FollowUp(FollowUpPlace::Told(action, ordinal))
        } else {
            Target::awaiting_report(ReportId { convention, ordinal })
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<NamedRecipients>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_tells_its_kind_its_ordinal_and_its_recipient() {
        let path = |subject| Path::of(ConventionId::new(1), subject);
        let expected = |kind, ordinal, recipient, party| {
            Some(Path {
                kind,
                ordinal,
                recipient,
                party,
            })
        };
        assert_eq!(path("convention/1/milestone/7"), expected("milestone", 7, None, None));
        assert_eq!(
            path("convention/1/campaign/2/recipient/4"),
            expected("campaign", 2, Some(4), None)
        );
        assert_eq!(path("convention/1/action/3/party/2"), expected("action", 3, None, Some(2)));
        for elsewhere in ["convention/12/milestone/7", "convention/1", "mandate/4"] {
            assert_eq!(path(elsewhere), None, "{elsewhere}");
        }
    }
}
