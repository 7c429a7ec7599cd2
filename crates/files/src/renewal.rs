//! Reading a kept text again, with the reader of today: what it would change of the reading that stands, under what people
//! corrected of it.
//!
//! Nothing that a person corrected is lost, and nothing that others follow by its number moves: when one of both could happen, the
//! reading is left as it is, and why is said.

mod difference;
mod merge;

use domain::reading::{self, Doubt, Reading};
use serde_json::Value;

use crate::{Import, Refusal, Text, interchange, understand, wording};

pub use difference::Change;
use merge::Clash;

/// What is computed from the rest of a document: never merged, always computed again.
const COMPUTED: [&str; 2] = ["anomalies", "unplaced"];

/// What people take out, one by one, and never change: merged apart.
const DOUBTS: &str = "doubts";

/// A reading made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// What stands from now on.
    pub reading: Reading,
    /// The same, as the interchange document.
    pub document: String,
    /// The ground of the next renewal: what the reader of today read, before anything was corrected, and the former ground where it
    /// reads what people had corrected already.
    pub read: String,
    /// What changes, field by field, in the order of the document; nothing when only lines and what is computed do.
    pub changes: Vec<Change>,
    /// Where a person’s correction stays over what is read today.
    pub kept: Vec<Change>,
}

/// Why a reading is not made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRenewed {
    /// The reader of today reads the same.
    Same,
    /// The text is not read as a convention any more.
    Unread(Refusal),
    /// A list was changed by people and is read otherwise today: which, by its path.
    Clash(String),
    /// Something that others follow by its number would move or go: a list of the document, and how it is called.
    Moved(&'static str, String),
    /// What would stand is no document: where.
    Shape(String),
}

/// Reads `text` again. `ground` is what a reader read of it the last time, `now` the reading as it stands with its corrections: both
/// are interchange documents.
///
/// # Errors
///
/// When nothing changes, or when something would be lost.
pub fn renewed(ground: &str, now: &str, text: Vec<String>) -> Result<Renewal, NotRenewed> {
    let (ground, before) = (again(ground)?, again(now)?);
    let source = &before.source;
    let Import { reading: read, text, .. } = understand(Text {
        name: source.name.clone(),
        digest: source.digest,
        lines: text,
        recognised: source.recognised.clone(),
    })
    .map_err(NotRenewed::Unread)?;
    let read = interchange::write(&read);
    let (old, fresh) = (json(&interchange::write(&ground))?, json(&read)?);
    let mut mine = json(&interchange::write(&before))?;
    for name in COMPUTED.into_iter().chain([DOUBTS]) {
        take_over(&mut mine, &old, name);
    }
    let mut kept = Vec::new();
    let merged = merge::merged(&old, &mine, &fresh, &mut kept).map_err(|Clash(path)| NotRenewed::Clash(path))?;
    let mut reading = settled(&merged, &text)?;
    // A doubt that a person lifted is not raised again; those of today stand otherwise.
    let lifted = |doubt: &Doubt| ground.doubts.contains(doubt) && !before.doubts.contains(doubt);
    reading.doubts.retain(|doubt| !lifted(doubt));
    if let Some((list, name)) = moved(&before, &reading) {
        return Err(NotRenewed::Moved(list, name));
    }
    let document = interchange::write(&reading);
    let stood = interchange::write(&before);
    if document == stood {
        return Err(NotRenewed::Same);
    }
    let changes = difference::between(&json(&stood)?, &json(&document)?);
    // Two readings put together may be no document: today’s alone always is one.
    let ground = merge::ground(&old, &mine, &fresh).to_string();
    let read = again(&ground).map_or(read, |ground| interchange::write(&ground));
    Ok(Renewal {
        reading,
        document,
        read,
        changes,
        kept,
    })
}

fn again(document: &str) -> Result<Reading, NotRenewed> {
    interchange::read(document).map_err(|error| NotRenewed::Shape(error.place))
}

fn json(document: &str) -> Result<Value, NotRenewed> {
    serde_json::from_str(document).map_err(|error| NotRenewed::Shape(error.to_string()))
}

/// Gives a field of `root` the value that it has in `other`, or takes it out.
fn take_over(root: &mut Value, other: &Value, name: &str) {
    let Some(fields) = root.as_object_mut() else { return };
    match other.get(name) {
        Some(value) => fields.insert(name.to_owned(), value.clone()),
        None => fields.remove(name),
    };
}

/// The reading of a document, with what is computed from it.
fn settled(document: &Value, text: &[String]) -> Result<Reading, NotRenewed> {
    let mut reading = again(&document.to_string())?;
    reading.anomalies = reading::anomalies(&reading, text);
    reading.unplaced = reading::unplaced(&reading::coverage(&reading, text), text);
    Ok(reading)
}

/// What others follow by its number, and would find elsewhere or nowhere: the follow-up hangs on actions and parties, what was given up
/// on the body that decided, what is seen by whom on facilities.
fn moved(before: &Reading, after: &Reading) -> Option<(&'static str, String)> {
    let numbered = |reading: &Reading| -> Vec<(i64, String)> {
        let of = |(index, action): (usize, &domain::reading::ActionRead)| {
            (reading.action_ordinal(index), action.number.value.clone())
        };
        reading.actions.iter().enumerate().map(of).collect()
    };
    let after_numbers = numbered(after);
    let lost = numbered(before).into_iter().find(|one| !after_numbers.contains(one));
    if let Some((_, number)) = lost {
        return Some(("actions", number));
    }
    let parties = |reading: &Reading| -> Vec<String> { reading.everyone().map(|named| named.name().to_owned()).collect() };
    let facilities =
        |reading: &Reading| -> Vec<String> { reading.facilities.listed.iter().map(|one| one.name.value.clone()).collect() };
    let bodies = |reading: &Reading| -> Vec<String> { reading.bodies.iter().map(|body| body.name.value.clone()).collect() };
    displaced(&parties(before), &parties(after))
        .map(|name| ("parties", name))
        .or_else(|| displaced(&facilities(before), &facilities(after)).map(|name| ("facilities", name)))
        .or_else(|| displaced(&bodies(before), &bodies(after)).map(|name| ("bodies", name)))
}

/// The first name that is no more at its place: at another one, past the end, or under a name of which neither holds the other. A
/// name that holds the former, or that it held, is the same thing, better read.
fn displaced(before: &[String], after: &[String]) -> Option<String> {
    let at_place = |(index, name): &(usize, &String)| match after.iter().position(|other| other == *name) {
        Some(_) => after.get(*index) == Some(*name) || after.iter().filter(|other| other == name).count() > 1,
        None => after.get(*index).is_some_and(|other| same_thing(name, other)),
    };
    let gone = before.iter().enumerate().find(|one| !at_place(one));
    gone.map(|(_, name)| name.clone())
}

fn same_thing(name: &str, other: &str) -> bool {
    let (name, other) = (wording::fold(name), wording::fold(other));
    name.contains(&other) || other.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn what_is_read_better_at_its_place_has_not_moved() {
        assert_eq!(displaced(&names("a b"), &names("a b c")), None);
        assert_eq!(displaced(&names("a b"), &names("a bb c")), None);
        assert_eq!(displaced(&names("a b"), &names("b a")).as_deref(), Some("a"));
        assert_eq!(displaced(&names("a b"), &names("x a b")).as_deref(), Some("a"));
        assert_eq!(displaced(&names("a b"), &names("a")).as_deref(), Some("b"));
    }
}
