//! The kinds of paragraphs, where a list of them is given whole.
//!
//! What stood there keeps its kind by its place; only what comes after it is looked at.

use domain::reading::ParagraphKind;
use serde_json::Value;

use super::path::Step;
use super::sources::object_at;

/// The lists of a document that hold paragraphs.
const PARAGRAPHS: [&str; 3] = ["text", "exposition", "closing"];

/// Gives kinds to a list that was given whole: what comes after what `was` there is plain, or an item when a sign of a list begins
/// it, which is taken off.
pub(super) fn of_whole_list(root: &mut Value, steps: &[Step], was: Option<&Value>) {
    let [owner @ .., Step::Field(list)] = steps else { return };
    if !has_kinds(list) {
        return;
    }
    let Some(owner) = object_at(root, owner) else { return };
    let name = format!("{list}_kinds");
    let known: Vec<Value> = owner.get(&name).and_then(Value::as_array).cloned().unwrap_or_default();
    let held = was.and_then(Value::as_array).map_or(0, Vec::len);
    let Some(Value::Array(texts)) = owner.get_mut(list) else {
        return;
    };
    let kinds: Vec<Value> = texts
        .iter_mut()
        .enumerate()
        .map(|(index, text)| match known.get(index).filter(|_| index < held) {
            Some(kind) => kind.clone(),
            None if index < held => ParagraphKind::Plain.code().into(),
            None => taken_in(text).code().into(),
        })
        .collect();
    let plain = Value::from(ParagraphKind::Plain.code());
    if kinds.iter().any(|kind| *kind != plain) {
        owner.insert(name, kinds.into());
    } else {
        owner.shift_remove(&name);
    }
}

/// The kind of a paragraph that comes in, without the sign that makes it an item.
fn taken_in(text: &mut Value) -> ParagraphKind {
    let Some(words) = text.as_str().and_then(crate::lines::bullet).map(str::to_owned) else {
        return ParagraphKind::Plain;
    };
    *text = words.into();
    ParagraphKind::Item(1)
}

/// Whether the paragraphs of the list of this name have kinds.
#[must_use]
pub fn has_kinds(list: &str) -> bool {
    PARAGRAPHS.contains(&list)
}

/// Whether a sign of a list begins these words.
#[must_use]
pub fn is_listed(words: &str) -> bool {
    crate::lines::bullet(words).is_some()
}

/// The words without the sign of a list that begins them.
#[must_use]
pub fn unlisted(words: &str) -> &str {
    crate::lines::bullet(words).unwrap_or(words)
}
