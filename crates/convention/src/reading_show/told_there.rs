//! Whether the lines kept beside a corrected value hold its words.
//!
//! It changes nothing: the person who corrected is told, and settles it.

use domain::reading::Lines;
use domain::search::fold;
use serde_json::Value;
use web::failure::Failure;
use web::visit::Visit;

use super::Desk;
use crate::reading_versions::MadeRow;
use crate::text_show::TextLines;

/// Lines looked at: a value stands on fewer.
const MOST: u32 = 60;
/// Letters of a word that tells something.
const SHORTEST: usize = 4;

/// The lines that stand beside the value that a correction made, when they do not hold its words.
pub(super) async fn elsewhere(visit: &mut Visit, desk: &Desk, made: &MadeRow) -> Result<Option<Lines>, Failure> {
    let becomes = made
        .becomes
        .as_deref()
        .and_then(|text| serde_json::from_str::<Value>(text).ok());
    let Some(Value::String(words)) = becomes else {
        return Ok(None);
    };
    let lines = desk.lines(&made.place);
    let (Some(first), Some(last)) = (lines.ranges().first().map(|range| range.first()), lines.last()) else {
        return Ok(None);
    };
    if last - first >= MOST || desk.names.stands_for(&words) {
        return Ok(None);
    }
    let window = TextLines {
        convention: desk.convention,
        first: first.into(),
        last: last.into(),
    };
    let text: Vec<String> = visit.rows(window).await?.into_iter().map(|line| line.text).collect();
    Ok((!text.is_empty() && !tells(&text.join(" "), &words)).then_some(lines))
}

/// Whether a text tells these words: half of them at least stand in it.
fn tells(text: &str, words: &str) -> bool {
    let text = fold(text);
    let words = fold(words);
    let telling: Vec<&str> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST || word.chars().any(char::is_numeric))
        .collect();
    let held = telling.iter().filter(|word| text.contains(**word)).count();
    telling.is_empty() || 2 * held >= telling.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_a_text_that_holds_half_of_them() {
        let text = "Créer un lieu d’accueil enfants-parents à l’est du territoire";
        assert!(tells(text, "Créer un lieu d’accueil") && tells(text, "lieux d’ACCUEIL") && tells(text, "à"));
        assert!(!tells(text, "Former les assistantes maternelles") && !tells(text, "2027-06-30"));
    }
}
