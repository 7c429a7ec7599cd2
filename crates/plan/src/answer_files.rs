//! The files that came with the answers of a campaign, where those answers are confirmed. The room of campaigns keeps them; here
//! they are only counted.

use domain::campaigns::RecipientId;
use domain::ids::{CampaignId, ConventionId};
use domain::places::Target;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// The files that came with the answer that made a report.
pub(crate) struct FilesRow {
    report: i64,
    recipient: RecipientId,
    count: i64,
}

query! {
    /// The files that came with the answers of campaigns, report by report.
    pub(crate) AnswerFiles(convention: ConventionId) -> FilesRow
    reading ["campaign_report", "campaign_file"]
    "SELECT r.convention, r.campaign, r.recipient, r.report, COUNT(f.ordinal) FROM campaign_report r \
        JOIN campaign_file f ON f.convention = r.convention AND f.campaign = r.campaign AND f.recipient = r.recipient \
        WHERE r.convention = $4 AND r.standing = 'awaiting' GROUP BY r.convention, r.campaign, r.recipient, r.report"
}

impl FromRow for FilesRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            report: c.int(3)?,
            recipient: RecipientId {
                campaign: CampaignId {
                    convention: c.id(0)?,
                    ordinal: c.int(1)?,
                },
                ordinal: c.int(2)?,
            },
            count: c.int(4)?,
        })
    }
}

impl FilesRow {
    /// How many came with this report, in words, and where they are.
    pub(crate) fn of(&self, report: i64) -> Option<(String, Target)> {
        let words = web::french::count(self.count, "fichier joint", "fichiers joints");
        (self.report == report).then(|| (words, Target::campaign_recipient(self.recipient)))
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<AnswerFiles>()]
}
