//! The objects of a document being written: fields, and beside them where each was read.

use domain::reading::{Holder, Key, Lines, Sourced};
use serde_json::{Map, Value, json};

pub(super) fn list<T>(root: &mut Map<String, Value>, name: &str, items: &[T], written: impl Fn(&T) -> Value) {
    if !items.is_empty() {
        root.insert(name.to_owned(), Value::Array(items.iter().map(written).collect()));
    }
}

pub(super) fn ranges(lines: &Lines) -> Value {
    lines
        .ranges()
        .iter()
        .map(|range| json!([range.first(), range.last()]))
        .collect()
}

/// An object of the document: its fields, and where each was read.
#[derive(Default)]
pub(super) struct Object {
    pub(super) fields: Map<String, Value>,
    pub(super) sources: Map<String, Value>,
}

impl Object {
    pub(super) fn plain(&mut self, name: &str, value: impl Into<Value>) {
        self.fields.insert(name.to_owned(), value.into());
    }

    /// A value that is read on the lines of another: the years of a mark, the commune of a detail.
    pub(super) fn cited(&mut self, name: &str, value: impl Into<Value>, lines: &Lines) {
        self.plain(name, value);
        self.sources.insert(name.to_owned(), ranges(lines));
    }

    pub(super) fn sourced<T>(&mut self, name: &str, value: Option<&Sourced<T>>, written: impl Fn(&T) -> Value) {
        if let Some(value) = value {
            self.fields.insert(name.to_owned(), written(&value.value));
            self.sources.insert(name.to_owned(), ranges(&value.lines));
        }
    }

    pub(super) fn text(&mut self, name: &str, value: Option<&Sourced<String>>) {
        self.sourced(name, value, |text| Value::from(text.as_str()));
    }

    pub(super) fn display<T: ToString>(&mut self, name: &str, value: Option<&Sourced<T>>) {
        self.sourced(name, value, |value| Value::from(value.to_string()));
    }

    pub(super) fn items<T>(&mut self, name: &str, values: &[Sourced<T>], written: impl Fn(&T) -> Value) {
        if values.is_empty() {
            return;
        }
        self.fields
            .insert(name.to_owned(), values.iter().map(|value| written(&value.value)).collect());
        let all: Lines = values.iter().flat_map(|value| value.lines.iter()).collect();
        self.sources.insert(name.to_owned(), ranges(&all));
        for (index, value) in values.iter().enumerate() {
            self.sources.insert(format!("{name}[{index}]"), ranges(&value.lines));
        }
    }

    pub(super) fn texts(&mut self, name: &str, values: &[Sourced<String>]) {
        self.items(name, values, |text| Value::from(text.as_str()));
    }

    pub(super) fn keys(&mut self, name: &str, values: &[Sourced<Key>]) {
        self.items(name, values, |key| Value::from(key.0.as_str()));
    }

    pub(super) fn holders(&mut self, name: &str, values: &[Sourced<Holder>]) {
        self.items(name, values, |holder| match holder {
            Holder::Known(key) => Value::from(key.0.as_str()),
            Holder::Text(text) => json!({ "text": text }),
        });
    }

    pub(super) fn objects<T>(&mut self, name: &str, values: &[T], written: impl Fn(&T) -> Value) {
        list(&mut self.fields, name, values, written);
    }

    pub(super) fn done(mut self, lines: &Lines) -> Value {
        self.fields.insert("lines".to_owned(), ranges(lines));
        self.fields.insert("sources".to_owned(), Value::Object(self.sources));
        Value::Object(self.fields)
    }
}
