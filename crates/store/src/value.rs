//! What is bound to a statement: integers, texts and bytes, typed even when null, so that both engines infer the same types.

use domain::digest::Digest;
use domain::ids::Id;
use domain::time::{Day, Instant};

/// A value to bind. Flags, instants and identifiers are integers; days and digests are texts; a kept file is bytes.
#[derive(Debug, Clone)]
pub enum Value {
    /// A `BIGINT`.
    Int(Option<i64>),
    /// A `TEXT`.
    Text(Option<String>),
    /// A `BYTEA`: the content of a file, whatever it holds.
    Bytes(Option<Vec<u8>>),
}

/// As stored: a null has no kind any more, so that all nulls are the same.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(Some(one)), Self::Int(Some(two))) => one == two,
            (Self::Text(Some(one)), Self::Text(Some(two))) => one == two,
            (Self::Bytes(Some(one)), Self::Bytes(Some(two))) => one == two,
            (one, two) => one.is_null() && two.is_null(),
        }
    }
}

impl Value {
    /// Whether nothing is there.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Int(None) | Self::Text(None) | Self::Bytes(None))
    }
}

impl Eq for Value {}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Int(Some(i64::from(number)))
    }
}

impl From<i16> for Value {
    fn from(number: i16) -> Self {
        Self::Int(Some(i64::from(number)))
    }
}

impl From<u8> for Value {
    fn from(number: u8) -> Self {
        Self::Int(Some(i64::from(number)))
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Int(Some(i64::from(flag)))
    }
}

impl<K> From<Id<K>> for Value {
    fn from(id: Id<K>) -> Self {
        Self::Int(Some(id.ordinal()))
    }
}

impl From<Instant> for Value {
    fn from(instant: Instant) -> Self {
        Self::Int(Some(instant.micros()))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(Some(text.clone()))
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(Some(bytes.to_vec()))
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(Some(bytes))
    }
}

impl From<Day> for Value {
    fn from(day: Day) -> Self {
        Self::Text(Some(day.to_string()))
    }
}

impl From<Digest> for Value {
    fn from(digest: Digest) -> Self {
        Self::Text(Some(digest.to_string()))
    }
}

/// A type that knows its kind of null.
pub trait Nullable: Into<Value> {
    /// The null of this type.
    const NULL: Value;
}

macro_rules! nullable {
    ($($type:ty => $null:ident),+ $(,)?) => {$(
        impl Nullable for $type {
            const NULL: Value = Value::$null(None);
        }
    )+};
}

nullable! {
    i64 => Int, u32 => Int, i16 => Int, u8 => Int, bool => Int, Instant => Int,
    &str => Text, String => Text, &String => Text, Day => Text, Digest => Text,
    &[u8] => Bytes, Vec<u8> => Bytes,
}

impl<T: Nullable> Nullable for Option<T> {
    const NULL: Value = T::NULL;
}

impl<K> Nullable for Id<K> {
    const NULL: Value = Value::Int(None);
}

impl<T: Nullable> From<Option<T>> for Value {
    fn from(option: Option<T>) -> Self {
        option.map_or(T::NULL, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::PersonId;

    use super::*;

    #[test]
    fn a_null_keeps_its_type() {
        assert!(matches!(Value::from(None::<PersonId>), Value::Int(None)));
        assert!(matches!(Value::from(None::<Day>), Value::Text(None)));
        assert!(matches!(Value::from(None::<Vec<u8>>), Value::Bytes(None)));
        assert_eq!(Value::from(Some(true)), Value::Int(Some(1)));
    }

    #[test]
    fn a_null_is_a_null_and_not_a_value() {
        assert_eq!(Value::Int(None), Value::Text(None));
        assert_eq!(Value::Bytes(None), Value::Text(None));
        assert_ne!(Value::Bytes(None), Value::Bytes(Some(Vec::new())));
        assert_ne!(Value::from("a"), Value::from(b"a".as_slice()));
        assert_ne!(Value::Int(None), Value::Int(Some(0)));
        assert_ne!(Value::Text(Some(String::new())), Value::Text(None));
    }
}
