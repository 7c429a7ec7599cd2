//! What this room writes when a fact is recorded.

use domain::amendment::ChangesKeptAside;
use domain::comparison::SecondFileCompared;
use domain::convention::{
    ConventionEntered, ConventionReinstated, ConventionWithdrawn, ProjectionRebuilt, ReadingCorrected, ReadingRenewed,
    ReadingVersion, TEXT_READ_AGAIN,
};
use domain::example::{ExampleRemoved, Nature};
use domain::ids::ConventionId;
use domain::people::PersonErased;
use domain::perimeter::{PlaceChosen, PlacesRecognised};
use domain::review::{PointChecked, ReadingConfirmed};
use domain::visibility::VisibilityChosen;
use store::{Columns, FromRow, Sql, StoreError, Value, Writer, Writes, sql};

use crate::comparison_rows;
use crate::place_recognition;
use crate::projection::{Act, Table, rows};
use crate::visibility_moves;

/// The tables of this room.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

impl Writes<ConventionEntered> for Tables {
    async fn apply(fact: &ConventionEntered, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let act = Act {
            convention: fact.convention,
            nature: fact.nature,
            reading: &fact.reading,
            text: &fact.text,
            document: &fact.document,
        };
        for row in rows(&act) {
            writer.run(row.table.insert(), &row.values).await?;
        }
        if fact.review {
            writer.run(REVIEW, &[fact.convention.into()]).await?;
        }
        place_recognition::write(fact.convention, writer).await
    }
}

const REVIEW: Sql = sql!("INSERT INTO unscoped_review (convention) VALUES ($1)");
const CONFIRM: Sql = sql!("DELETE FROM unscoped_review WHERE convention = $1");
const CHECK: Sql = sql!(
    "INSERT INTO unscoped_checked_point (convention, key, ordinal, checked) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (convention, key) DO UPDATE SET ordinal = excluded.ordinal, checked = excluded.checked"
);

impl Writes<ReadingConfirmed> for Tables {
    async fn apply(fact: &ReadingConfirmed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        writer.change_one(CONFIRM, &[fact.convention.into()]).await
    }
}

impl Writes<PointChecked> for Tables {
    async fn apply(fact: &PointChecked, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            Value::from(fact.convention),
            fact.key.digest().into(),
            fact.ordinal.into(),
            i64::from(fact.checked).into(),
        ];
        writer.run(CHECK, &values).await
    }
}

const WITHDRAW: Sql =
    sql!("INSERT INTO unscoped_withdrawal (convention, ordinal, person, instant, reason) VALUES ($1, $2, $3, $4, $5)");
const REINSTATE: Sql = sql!("DELETE FROM unscoped_withdrawal WHERE convention = $1 AND ordinal = $2");

impl Writes<ConventionWithdrawn> for Tables {
    async fn apply(fact: &ConventionWithdrawn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            Value::from(fact.convention),
            fact.withdrawal.into(),
            fact.person.into(),
            fact.at.into(),
            fact.reason.as_str().into(),
        ];
        writer.run(WITHDRAW, &values).await
    }
}

impl Writes<ConventionReinstated> for Tables {
    async fn apply(fact: &ConventionReinstated, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        writer
            .change_one(REINSTATE, &[fact.convention.into(), fact.withdrawal.into()])
            .await
    }
}

impl Writes<ExampleRemoved> for Tables {
    async fn apply(fact: &ExampleRemoved, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        writer.remove_example(fact.example).await?;
        // Nothing of it is kept when it turns out not to be an example.
        let head = sql!("DELETE FROM unscoped_convention WHERE id = $1 AND example = 1");
        writer.change_one(head, &[fact.example.id().into()]).await
    }
}

/// What a convention is, as it entered.
async fn nature(convention: ConventionId, writer: &mut Writer<'_>) -> Result<Nature, StoreError> {
    let example = sql!("SELECT example FROM unscoped_convention WHERE id = $1");
    let stored: Option<i64> = writer.first(example, &[convention.into()]).await?;
    Ok(Nature::stored(stored == Some(1)))
}

impl Writes<PlacesRecognised> for Tables {
    async fn apply(fact: &PlacesRecognised, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        place_recognition::write(fact.convention, writer).await
    }
}

const CHOOSE: Sql = sql!(
    "INSERT INTO unscoped_party_place_choice (convention, party, code, edition, instant) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (convention, party) DO UPDATE SET code = excluded.code, edition = excluded.edition, instant = excluded.instant"
);

impl Writes<PlaceChosen> for Tables {
    async fn apply(fact: &PlaceChosen, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            Value::from(fact.party.convention),
            fact.party.ordinal.into(),
            fact.code.as_deref().into(),
            fact.edition.into(),
            fact.at.into(),
        ];
        writer.run(CHOOSE, &values).await
    }
}

const SHOW: Sql = sql!(
    "INSERT INTO unscoped_visibility (convention, kind, ordinal, level) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (convention, kind, ordinal) DO UPDATE SET level = excluded.level"
);

impl Writes<VisibilityChosen> for Tables {
    async fn apply(fact: &VisibilityChosen, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            Value::from(fact.convention),
            fact.shared.kind().into(),
            fact.shared.ordinal().into(),
            fact.becomes.code().into(),
        ];
        writer.run(SHOW, &values).await
    }
}

impl Writes<ProjectionRebuilt> for Tables {
    async fn apply(fact: &ProjectionRebuilt, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let act = Act {
            convention: fact.convention,
            nature: nature(fact.convention, writer).await?,
            reading: &fact.reading,
            text: &fact.text,
            document: &fact.document,
        };
        let made = |table: &Table| fact.tables.contains(&table.name());
        make_again(&act, made, writer).await
    }
}

/// Makes the rows of these tables anew. What everything stands under is changed where it stands.
async fn make_again(act: &Act<'_>, made: impl Fn(&Table) -> bool, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    for table in Table::ALL.iter().rev().copied().filter(&made) {
        if table != Table::Convention {
            writer.run(table.forget(), &[act.convention.into()]).await?;
        }
    }
    for row in rows(act).iter().filter(|row| made(&row.table)) {
        match row.table {
            Table::Convention => writer.change_one(RENAME, &row.values).await?,
            table => writer.run(table.insert(), &row.values).await?,
        }
    }
    Ok(())
}

const RENAME: Sql = sql!(
    "UPDATE unscoped_convention SET title = $2, kind = $3, name = $4, places = $5, start_day = $6, end_day = $7, \
     signature_place = $8, signature_day = $9, signature_year = $10, signature_month = $11, title_lines = $12, \
     period_lines = $13, signature_lines = $14, example = $15 WHERE id = $1"
);

const VERSION: Sql = sql!(
    "INSERT INTO unscoped_reading_version (convention, version, place, was, becomes, lines, reason, undoes, person, instant, \
     previous, document, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);

/// What a correction leaves where it stands: the text, and the act that entered.
const KEPT: [Table; 2] = [Table::Act, Table::SourceLine];

/// How a version of a reading came from the one before.
struct Change<'f> {
    field: &'f str,
    was: Option<&'f str>,
    becomes: Option<&'f str>,
    lines: Option<&'f str>,
    reason: &'f str,
    undoes: Option<i64>,
}

impl Writes<ReadingCorrected> for Tables {
    async fn apply(fact: &ReadingCorrected, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let change = Change {
            field: &fact.field,
            was: fact.was.as_deref(),
            becomes: fact.becomes.as_deref(),
            lines: fact.lines.as_deref(),
            reason: &fact.reason,
            undoes: fact.undoes,
        };
        replace_reading(&fact.made, &change, writer).await
    }
}

impl Writes<ReadingRenewed> for Tables {
    async fn apply(fact: &ReadingRenewed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let change = Change {
            field: TEXT_READ_AGAIN,
            was: None,
            becomes: Some(&fact.read),
            lines: None,
            reason: "",
            undoes: None,
        };
        replace_reading(&fact.made, &change, writer).await
    }
}

/// Projects a newer version of a reading, and keeps it with what made it.
async fn replace_reading(made: &ReadingVersion, change: &Change<'_>, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let act = Act {
        convention: made.convention,
        nature: nature(made.convention, writer).await?,
        reading: &made.reading,
        text: &made.text,
        document: &made.act,
    };
    let hidden = visibility_moves::Chosen::load(made.convention, writer).await?;
    project_again(&act, writer).await?;
    hidden.follow(writer).await?;
    let values = [
        Value::from(made.convention),
        made.version.into(),
        change.field.into(),
        change.was.into(),
        change.becomes.into(),
        change.lines.into(),
        change.reason.into(),
        change.undoes.into(),
        made.person.into(),
        made.at.into(),
        made.previous.into(),
        made.document.as_str().into(),
        made.digest().into(),
    ];
    writer.run(VERSION, &values).await
}

/// Projects another reading of the same act: its text and itself stay where they stand.
async fn project_again(act: &Act<'_>, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    make_again(act, |table| !KEPT.contains(table), writer).await?;
    place_recognition::write(act.convention, writer).await
}

/// The room of the plan, which hears of it, keeps what is proposed: nothing of a reading moves.
impl Writes<ChangesKeptAside> for Tables {
    async fn apply(_: &ChangesKeptAside, _: &mut Writer<'_>) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Writes<SecondFileCompared> for Tables {
    async fn apply(fact: &SecondFileCompared, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        comparison_rows::write(fact, writer).await
    }
}

/// The reason of a correction, and whose it is.
struct Reason {
    convention: i64,
    version: i64,
    person: Option<i64>,
    text: String,
}

impl FromRow for Reason {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.int(0)?,
            version: columns.int(1)?,
            person: columns.opt_int(2)?,
            text: columns.text(3)?,
        })
    }
}

/// The reasons that someone who is erased wrote, or that name them, go; the corrections stay, and the acts are whole.
impl Writes<PersonErased> for Tables {
    async fn apply(fact: &PersonErased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let all = sql!("SELECT convention, version, person, reason FROM unscoped_reading_version ORDER BY convention, version");
        let mut reasons: Vec<Reason> = writer.rows(all, &[]).await?;
        reasons.retain(|reason| fact.erased.includes(reason.person) || fact.erased.is_named_in(&reason.text));
        for reason in reasons {
            let forget = sql!("UPDATE unscoped_reading_version SET reason = '' WHERE convention = $1 AND version = $2");
            writer
                .change_one(forget, &[reason.convention.into(), reason.version.into()])
                .await?;
        }
        comparison_rows::forget(fact, writer).await
    }
}
