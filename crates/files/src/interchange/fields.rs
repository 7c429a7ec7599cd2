//! The objects of a document, field by field: what is missing or spoilt is refused with its path.

use std::fmt;

use domain::reading::{Holder, Key, LineRange, Lines, SCHEMA, Sourced};
use domain::time::Day;
use serde_json::{Map, Value};

/// The text is no interchange document of this schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADocument {
    /// The field at fault, or the place of a syntax error.
    pub place: String,
}

impl fmt::Display for NotADocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Ce document d’échange ne peut pas être relu\u{a0}: {}. Il doit être écrit au format «\u{a0}{SCHEMA}\u{a0}»\u{a0}; produisez-le de nouveau \
             avec «\u{a0}pacte import FICHIER --check --json\u{a0}».",
            self.place
        )
    }
}

impl std::error::Error for NotADocument {}

pub(super) type Fallible<T> = Result<T, NotADocument>;

/// An object of the document, with its path.
pub(super) struct Object<'v> {
    pub(super) fields: &'v Map<String, Value>,
    path: String,
}

impl<'v> Object<'v> {
    pub(super) fn new(value: &'v Value, path: &str) -> Fallible<Self> {
        let fields = value.as_object().ok_or_else(|| NotADocument {
            place: format!("le champ «\u{a0}{path}\u{a0}» n’est pas un objet"),
        })?;
        Ok(Self {
            fields,
            path: path.to_owned(),
        })
    }

    pub(super) fn fault(&self, name: &str) -> NotADocument {
        NotADocument {
            place: format!("le champ «\u{a0}{}.{name}\u{a0}» est absent ou mal formé", self.path),
        }
    }

    pub(super) fn string(&self, name: &str) -> Fallible<&'v str> {
        self.fields.get(name).and_then(Value::as_str).ok_or_else(|| self.fault(name))
    }

    pub(super) fn optional_string(&self, name: &str) -> Fallible<Option<&'v str>> {
        if self.fields.contains_key(name) {
            self.string(name).map(Some)
        } else {
            Ok(None)
        }
    }

    pub(super) fn number<T: TryFrom<u64>>(&self, name: &str) -> Fallible<T> {
        let number = self
            .fields
            .get(name)
            .and_then(Value::as_u64)
            .and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| self.fault(name))
    }

    pub(super) fn flag(&self, name: &str) -> Fallible<bool> {
        self.fields.get(name).and_then(Value::as_bool).ok_or_else(|| self.fault(name))
    }

    pub(super) fn id(&self) -> Fallible<Key> {
        Ok(Key(self.string("id")?.to_owned()))
    }

    pub(super) fn object(&self, name: &str) -> Fallible<Object<'v>> {
        Object::new(
            self.fields.get(name).ok_or_else(|| self.fault(name))?,
            &format!("{}.{name}", self.path),
        )
    }

    pub(super) fn optional_object(&self, name: &str) -> Fallible<Option<Object<'v>>> {
        if self.fields.contains_key(name) {
            self.object(name).map(Some)
        } else {
            Ok(None)
        }
    }

    pub(super) fn array(&self, name: &str) -> Fallible<&'v [Value]> {
        match self.fields.get(name) {
            None => Ok(&[]),
            Some(value) => value.as_array().map(Vec::as_slice).ok_or_else(|| self.fault(name)),
        }
    }

    pub(super) fn list<T>(&self, name: &str, read: impl Fn(&Object<'v>) -> Fallible<T>) -> Fallible<Vec<T>> {
        let objects = self.array(name)?.iter().enumerate();
        objects
            .map(|(index, value)| read(&Object::new(value, &format!("{}.{name}[{index}]", self.path))?))
            .collect()
    }

    pub(super) fn lines(&self) -> Fallible<Lines> {
        self.fields.get("lines").and_then(ranges).ok_or_else(|| self.fault("lines"))
    }

    pub(super) fn source(&self, name: &str) -> Fallible<Lines> {
        let sources = self.fields.get("sources").and_then(Value::as_object);
        sources
            .and_then(|sources| sources.get(name))
            .and_then(ranges)
            .ok_or_else(|| self.fault(&format!("sources.{name}")))
    }

    pub(super) fn optional<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Fallible<Option<Sourced<T>>> {
        let Some(value) = self.fields.get(name) else { return Ok(None) };
        let value = read(value).ok_or_else(|| self.fault(name))?;
        Ok(Some(Sourced::new(value, self.source(name)?)))
    }

    /// A value whose lines are those of another: absent, or well formed.
    pub(super) fn maybe<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Fallible<Option<T>> {
        let value = self.fields.get(name);
        value.map(|value| read(value).ok_or_else(|| self.fault(name))).transpose()
    }

    pub(super) fn required<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Fallible<Sourced<T>> {
        self.optional(name, read)?.ok_or_else(|| self.fault(name))
    }

    pub(super) fn items<T>(&self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Fallible<Vec<Sourced<T>>> {
        let item = |(index, value): (usize, &Value)| {
            let place = format!("{name}[{index}]");
            let value = read(value).ok_or_else(|| self.fault(&place))?;
            Ok(Sourced::new(value, self.source(&place)?))
        };
        self.array(name)?.iter().enumerate().map(item).collect()
    }

    pub(super) fn texts(&self, name: &str) -> Fallible<Vec<String>> {
        let texts = self.array(name)?.iter();
        texts.map(|value| text_of(value).ok_or_else(|| self.fault(name))).collect()
    }

    pub(super) fn keys(&self, name: &str) -> Fallible<Vec<Key>> {
        Ok(self.texts(name)?.into_iter().map(Key).collect())
    }
}

pub(super) fn ranges(value: &Value) -> Option<Lines> {
    let range = |value: &Value| {
        let [first, last] = value.as_array()?.as_slice() else {
            return None;
        };
        LineRange::new(u32::try_from(first.as_u64()?).ok()?, u32::try_from(last.as_u64()?).ok()?)
    };
    value.as_array()?.iter().map(range).collect()
}

pub(super) fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

pub(super) fn key(value: &Value) -> Option<Key> {
    text_of(value).map(Key)
}

pub(super) fn day(value: &Value) -> Option<Day> {
    value.as_str()?.parse().ok()
}

pub(super) fn small<T: TryFrom<i64>>(value: &Value) -> Option<T> {
    value.as_i64().and_then(|number| T::try_from(number).ok())
}

pub(super) fn holder(value: &Value) -> Option<Holder> {
    match value {
        Value::String(key) => Some(Holder::Known(Key(key.clone()))),
        other => other.get("text").and_then(text_of).map(Holder::Text),
    }
}
