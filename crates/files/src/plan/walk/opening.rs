//! What opens an action: "ACTION 3 – Tenir un guichet", "Fiche n° 2 : Former", "12. Créer un lieu d'accueil".

use domain::reading::Lines;

use super::super::codes;
use super::{Shown, Spot};
use crate::passage::Passage;
use crate::wording::{self, is_capitalised};

/// Whether a word is a verb in the form in which actions are told: "Créer", "Ouvrir", "Mettre".
pub(in crate::plan) fn is_infinitive(word: &str) -> bool {
    let word = wording::fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    word.len() > 3 && ["er", "ir", "re"].iter().any(|end| word.ends_with(end))
}

/// A title and the sentences after it, on one line.
pub(super) fn sentence(text: &str) -> (&str, &str) {
    match text.split_once(". ") {
        Some((title, rest)) if wording::words(title).len() <= 16 && is_capitalised(rest) => (title, rest),
        _ => (text.trim_end_matches('.'), ""),
    }
}

/// The words that open the sheet of an action.
const OPENINGS: [&str; 6] = ["fiche action", "fiche-action", "fiches action", "action", "fiche", "mesure"];

/// No opening has more letters.
const LONGEST_OPENING: usize = 16;

/// "ACTION 3 – Tenir un guichet", "Fiche action n° 12", "Fiche n° 2 : Former".
pub(in crate::plan) fn sheet(passage: &Passage) -> Option<Spot> {
    let (line, first) = passage.parts().first()?;
    let text = first.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (code, title) = action_ref(text)?;
    let mut titled = Passage::one(*line, title);
    for (line, part) in passage.parts().iter().skip(1) {
        titled.push(*line, part);
    }
    let spot = Spot::new(Shown::Sheet, titled);
    Some(spot.coded(code, Lines::one(*line)))
}

/// The code and the title after the word "action" or "fiche".
pub(in crate::plan) fn action_ref(text: &str) -> Option<(codes::Code, &str)> {
    if !text.starts_with(|c: char| !c.is_ascii() || matches!(c.to_ascii_lowercase(), 'a' | 'f' | 'm')) {
        return None;
    }
    let end = text.char_indices().nth(LONGEST_OPENING).map_or(text.len(), |(end, _)| end);
    let folded = wording::fold(&text[..end]);
    let opening = OPENINGS.iter().find(|opening| folded.starts_with(*opening))?;
    // Folding may change lengths: the opening is cut by its letters.
    let length: usize = text.chars().take(opening.chars().count()).map(char::len_utf8).sum();
    let rest = text.get(length..)?;
    if !rest.starts_with(|c: char| c.is_whitespace() || c == '°') && !rest.trim_start().starts_with("n°") {
        return None;
    }
    let rest = rest.trim_start();
    let (code, title) = codes::leading(rest)?;
    // "fiche action 1.6, dans l'axe 1": a sentence that names it.
    if title.starts_with([',', ';']) {
        return None;
    }
    let signed = rest.len() > title.len() && rest[..rest.len() - title.len()].contains([':', '-', '–', '—', '.', ')', '|']);
    let fits = title.is_empty() || signed || is_capitalised(title);
    fits.then_some((code, title))
}

/// A title, and what stands in brackets at its end: "Créer un relais (pilote : la Caf ; dès 2024)".
pub(super) fn bracketed(text: &str) -> (&str, &str) {
    let Some(inner) = text.strip_suffix(')') else {
        return (text, "");
    };
    let mut depth = 1;
    for (at, sign) in inner.char_indices().rev() {
        depth += match sign {
            ')' => 1,
            '(' => -1,
            _ => 0,
        };
        if depth == 0 {
            let inside = &inner[at + 1..];
            let tells = inside.contains(':') || inside.bytes().filter(u8::is_ascii_digit).count() >= 4;
            return if tells { (text[..at].trim_end(), inside) } else { (text, "") };
        }
    }
    (text, "")
}

/// A title, and the fields that a dash parts from it: "Ouvrir un café – pilote : commune ; porteur : association".
pub(super) fn dashed(text: &str) -> Option<(&str, &str)> {
    let (at, sign) = text.match_indices(['–', '—']).find(|(at, sign)| {
        let rest = text[at + sign.len()..].trim_start();
        rest.split_once(':')
            .is_some_and(|(name, _)| super::super::labels::label(name.trim()).is_some())
    })?;
    Some((text[..at].trim_end(), text[at + sign.len()..].trim()))
}

/// A title that says that it was printed before: "Remettre en service la garderie (suite)".
pub(super) fn again(title: &str) -> (&str, bool) {
    let marks = ["(suite)", "(suite et fin)", "(fin)"];
    let bare = marks.iter().find_map(|mark| title.strip_suffix(mark));
    bare.map_or((title, false), |bare| (bare.trim_end(), true))
}
