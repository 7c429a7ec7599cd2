//! One row as read, whichever engine gave it. It hides the driver and never outlives its statement.

use domain::digest::Digest;
use domain::ids::Id;
use domain::time::{Day, Instant};
use tokio_postgres::types::{FromSql, Type};

use crate::error::StoreError;
use crate::value::Value;

/// The columns of one row, counted from 0.
pub struct Columns<'r>(Row<'r>);

enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

/// A row type: how it is made from columns.
pub trait FromRow: Sized {
    /// Reads the columns, in the order of the `SELECT`.
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError>;
}

/// An integer alone: counts, ordinals.
impl FromRow for i64 {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.int(0)
    }
}

/// A text alone.
impl FromRow for String {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.text(0)
    }
}

/// Nothing of the row is of interest, only that it exists.
impl FromRow for () {
    fn from_row(_: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(())
    }
}

impl<'r> Columns<'r> {
    pub(crate) const fn sqlite(row: &'r rusqlite::Row<'r>) -> Self {
        Self(Row::Sqlite(row))
    }

    pub(crate) const fn postgres(row: &'r tokio_postgres::Row) -> Self {
        Self(Row::Postgres(row))
    }

    /// An integer that may be null.
    pub fn opt_int(&self, i: usize) -> Result<Option<i64>, StoreError> {
        match self.0 {
            Row::Sqlite(row) => {
                let value = row.get_ref(i).map_err(|_| column(i, "an integer"))?;
                value.as_i64_or_null().map_err(|_| column(i, "an integer"))
            }
            Row::Postgres(row) => {
                let value: Option<AnyInt> = row.try_get(i).map_err(|_| column(i, "an integer"))?;
                Ok(value.map(|AnyInt(number)| number))
            }
        }
    }

    /// A text that may be null, borrowed from the row.
    pub fn opt_str(&self, i: usize) -> Result<Option<&str>, StoreError> {
        match self.0 {
            Row::Sqlite(row) => {
                let value = row.get_ref(i).map_err(|_| column(i, "a text"))?;
                value.as_str_or_null().map_err(|_| column(i, "a text"))
            }
            Row::Postgres(row) => row.try_get(i).map_err(|_| column(i, "a text")),
        }
    }

    /// Bytes that may be null, borrowed from the row.
    pub fn opt_bytes(&self, i: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.0 {
            Row::Sqlite(row) => {
                let value = row.get_ref(i).map_err(|_| column(i, "bytes"))?;
                value.as_blob_or_null().map_err(|_| column(i, "bytes"))
            }
            Row::Postgres(row) => row.try_get(i).map_err(|_| column(i, "bytes")),
        }
    }

    /// Bytes, borrowed from the row.
    pub fn bytes(&self, i: usize) -> Result<&[u8], StoreError> {
        self.opt_bytes(i)?.ok_or_else(|| column(i, "bytes"))
    }

    /// All columns, as stored: for those who compare or copy rows without knowing them.
    pub fn values(&self) -> Result<Vec<Value>, StoreError> {
        let count = match self.0 {
            Row::Sqlite(row) => row.as_ref().column_count(),
            Row::Postgres(row) => row.len(),
        };
        (0..count).map(|i| self.value(i)).collect()
    }

    fn value(&self, i: usize) -> Result<Value, StoreError> {
        if let Ok(number) = self.opt_int(i) {
            return Ok(Value::Int(number));
        }
        match self.opt_text(i) {
            Ok(text) => Ok(Value::Text(text)),
            Err(_) => self.opt_bytes(i).map(|bytes| Value::Bytes(bytes.map(<[u8]>::to_vec))),
        }
    }

    /// An integer.
    pub fn int(&self, i: usize) -> Result<i64, StoreError> {
        self.opt_int(i)?.ok_or_else(|| column(i, "an integer"))
    }

    /// A text, borrowed from the row.
    pub fn str(&self, i: usize) -> Result<&str, StoreError> {
        self.opt_str(i)?.ok_or_else(|| column(i, "a text"))
    }

    /// A text.
    pub fn text(&self, i: usize) -> Result<String, StoreError> {
        self.str(i).map(str::to_owned)
    }

    /// A text that may be null.
    pub fn opt_text(&self, i: usize) -> Result<Option<String>, StoreError> {
        Ok(self.opt_str(i)?.map(str::to_owned))
    }

    /// A flag: 0 or 1.
    pub fn flag(&self, i: usize) -> Result<bool, StoreError> {
        match self.int(i)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(column(i, "a flag")),
        }
    }

    /// A day.
    pub fn day(&self, i: usize) -> Result<Day, StoreError> {
        self.str(i)?.parse().map_err(|_| column(i, "a day"))
    }

    /// A day that may be null.
    pub fn opt_day(&self, i: usize) -> Result<Option<Day>, StoreError> {
        self.opt_str(i)?
            .map(|text| text.parse().map_err(|_| column(i, "a day")))
            .transpose()
    }

    /// An instant.
    pub fn instant(&self, i: usize) -> Result<Instant, StoreError> {
        self.int(i).map(Instant::from_micros)
    }

    /// An instant that may be null.
    pub fn opt_instant(&self, i: usize) -> Result<Option<Instant>, StoreError> {
        Ok(self.opt_int(i)?.map(Instant::from_micros))
    }

    /// An identifier.
    pub fn id<K>(&self, i: usize) -> Result<Id<K>, StoreError> {
        self.int(i).map(Id::new)
    }

    /// An identifier that may be null.
    pub fn opt_id<K>(&self, i: usize) -> Result<Option<Id<K>>, StoreError> {
        Ok(self.opt_int(i)?.map(Id::new))
    }

    /// A digest.
    pub fn digest(&self, i: usize) -> Result<Digest, StoreError> {
        Digest::from_hex(self.str(i)?).ok_or_else(|| column(i, "a digest"))
    }

    /// A digest that may be null.
    pub fn opt_digest(&self, i: usize) -> Result<Option<Digest>, StoreError> {
        self.opt_str(i)?
            .map(|text| Digest::from_hex(text).ok_or_else(|| column(i, "a digest")))
            .transpose()
    }

    /// A word of a closed list, read by `from_code`.
    pub fn word<T>(&self, i: usize, from_code: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        from_code(self.str(i)?).ok_or_else(|| column(i, "a word of its list"))
    }
}

const fn column(index: usize, expected: &'static str) -> StoreError {
    StoreError::Column { index, expected }
}

/// An integer of any width: PostgreSQL types literals, `CASE` and `length` as `int4`.
struct AnyInt(i64);

impl<'a> FromSql<'a> for AnyInt {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        match *kind {
            Type::INT2 => i16::from_sql(kind, raw).map(|number| Self(number.into())),
            Type::INT4 => i32::from_sql(kind, raw).map(|number| Self(number.into())),
            _ => i64::from_sql(kind, raw).map(Self),
        }
    }

    fn accepts(kind: &Type) -> bool {
        matches!(*kind, Type::INT2 | Type::INT4 | Type::INT8)
    }
}
