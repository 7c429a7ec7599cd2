//! The files that came with the answers of a campaign, where those answers are confirmed: counted, then filed with the answer among
//! the documents of its action. The room of campaigns keeps them, that of documents files them; here they are only read.

use domain::access::verbs::ConfirmReports;
use domain::campaigns::RecipientId;
use domain::documents::FiledFile;
use domain::ids::{CampaignId, ConventionId, ReportId};
use domain::places::Target;
use store::{Columns, FromRow, Permitted, QueryInfo, Sequence, StoreError, Tx, query};

/// The files that came with the answer that made a report.
pub(crate) struct FilesRow {
    report: i64,
    recipient: RecipientId,
    count: i64,
}

query! {
    /// The files that came with the answers of campaigns, report by report.
    pub(crate) AnswerFiles(convention: ConventionId) -> FilesRow
    reading ["awaited_file"]
    "SELECT convention, campaign, recipient, report, COUNT(*) FROM awaited_file WHERE convention = $4 \
        GROUP BY convention, campaign, recipient, report"
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

query! {
    /// The files of the answer that made a report, which the documents of its action do not hold yet: one that was withdrawn from them is
    /// not filed again.
    pub(crate) FilesToFile(convention: ConventionId, report: i64) -> i64
    reading ["awaited_file"]
    "SELECT file FROM awaited_file WHERE convention = $4 AND report = $5 AND filed = 0 ORDER BY file"
}

/// Numbers the documents that the files of an answer become when its report is accepted. To be done before anything is recorded.
pub(crate) async fn filed(tx: &mut Tx<Permitted<ConfirmReports>>, report: ReportId) -> Result<Vec<FiledFile>, StoreError> {
    let convention = report.convention;
    let asked = FilesToFile {
        convention,
        report: report.ordinal,
    };
    let mut filed = Vec::new();
    for file in tx.load(asked).await? {
        let document = tx.allocate(Sequence::Convention(convention, "document")).await?;
        filed.push(FiledFile { file, document });
    }
    Ok(filed)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<AnswerFiles>(), QueryInfo::of::<FilesToFile>()]
}
