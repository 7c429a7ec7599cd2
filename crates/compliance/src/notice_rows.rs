//! What was written of a notice. Everyone may read it: the product publishes it, in its own name.

use domain::access::{Reason, Viewer};
use domain::compliance::{Conformity, Notice, NoticeField};
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, Reader, Store, StoreError, query};

struct Written {
    field: NoticeField,
    text: String,
    at: Instant,
}

query! {
    /// What was written of a notice.
    WrittenOf(notice: String) -> Written
    reading ["notice"]
    "SELECT field, text, written FROM notice WHERE notice = $4"
}

impl FromRow for Written {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            field: columns.word(0, NoticeField::from_code)?,
            text: columns.text(1)?,
            at: columns.instant(2)?,
        })
    }
}

/// A notice as its administrator left it.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) values: Vec<(NoticeField, String)>,
    /// When it was last written.
    pub(crate) at: Option<Instant>,
}

impl Told {
    pub(crate) fn of(&self, field: NoticeField) -> Option<&str> {
        let found = self.values.iter().find(|(other, _)| *other == field);
        found.map(|(_, text)| text.as_str())
    }

    pub(crate) fn conformity(&self) -> Conformity {
        self.of(NoticeField::Conformity)
            .and_then(Conformity::from_code)
            .unwrap_or_default()
    }
}

/// Reads a notice.
pub(crate) async fn told(reader: &mut Reader, notice: Notice) -> Result<Told, StoreError> {
    let asked = WrittenOf {
        notice: notice.code().to_owned(),
    };
    let rows = reader.rows(&Viewer::Job(Reason::Publication), asked).await?;
    let at = rows.iter().map(|row| row.at).max();
    let mut values: Vec<_> = rows.into_iter().map(|row| (row.field, row.text)).collect();
    values.sort_by_key(|(field, _)| *field);
    Ok(Told { values, at })
}

/// How the installation stands before the rules of accessibility: every page says it.
pub async fn conformity(store: &Store, today: Day) -> Result<Conformity, StoreError> {
    Ok(told(&mut store.read(today).await?, Notice::Accessibility).await?.conformity())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<WrittenOf>()]
}
