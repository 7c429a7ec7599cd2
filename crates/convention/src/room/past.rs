//! What a value was, in words: the card tells it under what stands there today.
//!
//! Nothing is read or changed here.

use domain::reading::Lines;
use serde_json::Value;
use web::french;

use super::Room;
use super::page::places;
use super::rows::PastRow;
use crate::reading_show::{kind_at, told_reason};

/// The longest value told, in characters.
const VALUE_CHARS: usize = 600;

/// What a value was, or that someone looked.
pub(super) struct Past {
    pub(super) words: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) who: String,
}

/// What a correction made of a value.
pub(super) fn told(room: &Room, place: &str, row: &PastRow) -> Past {
    let words = |json: &Option<String>| {
        let value: Value = serde_json::from_str(json.as_deref()?).ok()?;
        let words = room.index.names.told(kind_at(place), &value);
        Some(french::beginning(&words, VALUE_CHARS))
    };
    let who = row.person.as_deref().unwrap_or("Une personne effacée");
    let (before, after) = (words(&row.was), words(&row.becomes));
    Past {
        words: match row.becomes {
            None => "Absent du texte".to_owned(),
            Some(_) if row.was == row.becomes => format!("Rattaché à d’autres lignes{}", told_lines(row)),
            Some(_) => "Lecture corrigée".to_owned(),
        },
        before: before.filter(|before| Some(before) != after.as_ref()),
        after,
        who: format!("{who}, {} · {}", french::moment(row.at), told_reason(&row.reason)),
    }
}

/// Which lines tell the value since then.
fn told_lines(row: &PastRow) -> String {
    let lines = row
        .lines
        .as_deref()
        .and_then(|lines| lines.parse::<Lines>().ok())
        .unwrap_or_default();
    if lines.is_empty() {
        String::new()
    } else {
        format!("\u{a0}: {}", places(&lines).to_lowercase())
    }
}
