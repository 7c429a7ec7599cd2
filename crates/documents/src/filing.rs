//! The files of an answer that someone accepted, filed among the documents of its action: the same bytes under the same digest.
//!
//! Which files, and under which numbers, was decided with the fact: nothing is chosen here, and nothing is filed twice.

use domain::documents::{DocumentKind, FiledFile, KeptFile};
use domain::followup::{AwaitingCorrected, ReportAccepted};
use domain::ids::{DocumentId, PersonId, ReportId};
use domain::time::Instant;
use store::{Columns, FromRow, StoreError, Value, Writer, Writes, sql};

use crate::tables::{Tables, Version};

/// The file of an answer, and the action of the report that the answer made.
struct AnswerFile {
    file: KeptFile,
    action: i64,
}

impl FromRow for AnswerFile {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            file: c.kept_file(0)?,
            action: c.int(6)?,
        })
    }
}

/// Who accepts a report, and when: they are those who add the documents.
#[derive(Clone, Copy)]
struct Accepting {
    report: ReportId,
    person: Option<PersonId>,
    at: Instant,
}

impl Writes<ReportAccepted> for Tables {
    async fn apply(fact: &ReportAccepted, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let accepting = Accepting {
            report: fact.report,
            person: fact.person,
            at: fact.at,
        };
        file(&fact.filed, accepting, writer).await
    }
}

impl Writes<AwaitingCorrected> for Tables {
    async fn apply(fact: &AwaitingCorrected, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let accepting = Accepting {
            report: fact.awaiting,
            person: fact.report.signature.person,
            at: fact.at,
        };
        file(&fact.filed, accepting, writer).await
    }
}

async fn file(filed: &[FiledFile], accepting: Accepting, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    for one in filed {
        if let Some(answer) = answer_file(accepting.report, one.file, writer).await? {
            add(*one, &answer, accepting, writer).await?;
        }
    }
    Ok(())
}

/// A file that was sent with the answer that made this report.
async fn answer_file(report: ReportId, file: i64, writer: &mut Writer<'_>) -> Result<Option<AnswerFile>, StoreError> {
    let read = sql!(
        "SELECT f.file_name, f.media, f.bytes, f.kept_file, f.shown_file, f.given_digest, r.action FROM unscoped_campaign_report b \
         JOIN unscoped_report r ON r.convention = b.convention AND r.ordinal = b.report \
         JOIN unscoped_campaign_file f ON f.convention = b.convention AND f.campaign = b.campaign AND f.recipient = b.recipient \
         WHERE b.convention = $1 AND b.report = $2 AND f.ordinal = $3 AND f.revision IS NOT NULL"
    );
    let values = [Value::from(report.convention), report.ordinal.into(), file.into()];
    writer.first(read, &values).await
}

async fn add(filed: FiledFile, answer: &AnswerFile, accepting: Accepting, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let document = DocumentId {
        convention: accepting.report.convention,
        ordinal: filed.document,
    };
    let insert = sql!(
        "INSERT INTO unscoped_document (convention, ordinal, attached, action, kind, title, current_version, campaign_file) \
         VALUES ($1, $2, 'action', $3, $4, $5, 1, $6)"
    );
    let values = [
        Value::from(document.convention),
        document.ordinal.into(),
        answer.action.into(),
        DocumentKind::Other.code().into(),
        answer.file.name.without_ending().into(),
        filed.file.into(),
    ];
    writer.run(insert, &values).await?;
    let version = Version {
        document,
        number: 1,
        file: &answer.file,
        person: accepting.person,
        at: accepting.at,
    };
    version.write(writer).await
}
