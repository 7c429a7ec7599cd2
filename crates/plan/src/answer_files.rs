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

/// The files of the answer that made a report, which the documents of its action do not hold yet, after `$columns`: one that was
/// withdrawn from them is not filed again. `$report` is the place of the report among what is asked.
macro_rules! files_to_file {
    ($columns:literal, $report:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM campaign_report r JOIN campaign_file f ON f.convention = r.convention AND f.campaign = r.campaign \
             AND f.recipient = r.recipient WHERE r.convention = $4 AND r.report = ",
            $report,
            " AND NOT EXISTS (SELECT 1 FROM any_document d WHERE d.convention = f.convention AND d.campaign_file = f.ordinal \
             AND d.action = r.action)"
        )
    };
}
pub(crate) use files_to_file;

query! {
    /// Those files, by number.
    pub(crate) FilesToFile(convention: ConventionId, report: i64) -> i64
    reading ["campaign_report", "campaign_file", "any_document"]
    concat!(files_to_file!("f.ordinal", "$5"), " ORDER BY f.ordinal")
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
