//! What is a label at the beginning of a line, and what it is told of.
//!
//! A word of the list of labels that begins a sentence is none.

use super::super::codes;
use super::super::labels::{Label, label};
use super::super::levels;
use crate::lines::Line;
use crate::wording::{self, is_capitalised};

/// A label worded as a question: "Qui pilote ? La Caf".
pub(super) fn asked(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once('?')?;
    let short = name.split_whitespace().count() <= 5;
    (short && label(name).is_some()).then(|| (name, value.trim_start_matches([' ', ':'])))
}

/// "Public visé", "Indicateurs d'évaluation", "Qui pilote": a label in its usual words, and not the beginning of something said.
pub(in crate::plan) fn is_usual(name: &str) -> bool {
    const QUALITIES: [&str; 44] = [
        "recherche",
        "recherches",
        "poursuivi",
        "poursuivis",
        "vise",
        "visee",
        "vises",
        "visees",
        "concerne",
        "concernes",
        "cible",
        "cibles",
        "principal",
        "principaux",
        "operationnel",
        "operationnels",
        "general",
        "generaux",
        "attendu",
        "attendus",
        "evaluation",
        "suivi",
        "resultat",
        "resultats",
        "reussite",
        "previsionnel",
        "previsionnelle",
        "previsionnels",
        "humains",
        "techniques",
        "materiels",
        "financiers",
        "financier",
        "realisation",
        "mise",
        "oeuvre",
        "action",
        "actions",
        "projet",
        "territoire",
        "potentiels",
        "associes",
        "mobilises",
        "necessaires",
    ];
    let words = wording::words(name);
    let usual = |word: &String| wording::is_link(word) || QUALITIES.contains(&word.as_str()) || label(word).is_some();
    words.iter().skip(1).all(usual) && words.last().is_some_and(|last| !wording::is_link(last))
}

/// A label in a column of its own, and what stands beside it.
pub(super) fn side_label(line: &Line) -> Option<(&str, &[crate::lines::Piece])> {
    let (name, values) = line.pieces.split_first()?;
    let beside = !values.is_empty() && values.len() < 3 && line.cells.is_empty() && !name.text.contains(':');
    let level = || levels::level_word(&name.text).is_some_and(|(_, rest)| codes::whole(rest.trim()).is_some());
    let known = matches!(label(&name.text), Some(told) if !matches!(told, Label::Code | Label::Total)) || level();
    let also = !level() && values.iter().any(|piece| label(&piece.text).is_some());
    (beside && known && !also && is_capitalised(&name.text)).then_some((name.text.as_str(), values))
}

/// The label of a text and what follows its colon.
pub(super) fn labelled(text: &str) -> Option<(Label, &str, &str)> {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (name, value) = asked(bare).or_else(|| bare.split_once(':')).unwrap_or((bare, ""));
    let name = name.trim();
    let colon = bare.contains(':') || asked(bare).is_some();
    if !is_capitalised(name) && !colon {
        return None;
    }
    let level = || {
        levels::level_word(name)
            .filter(|(_, rest)| rest.trim().is_empty())
            .map(|_| Label::Parent)
    };
    let coded = codes::whole(value.trim()).is_some();
    let label = if coded {
        level().or_else(|| label(name))
    } else {
        label(name).or_else(level)
    };
    let label = label?;
    // "Commune d'Orbière : 8 900 €" names someone: it is no label.
    let second = wording::words(name).into_iter().nth(1).unwrap_or_default();
    if label == Label::Places && matches!(second.as_str(), "de" | "d" | "du" | "des") {
        return None;
    }
    let alone = !colon
        && (matches!(label, Label::Title | Label::Code | Label::Total) || name.ends_with('.') || name.split(' ').count() > 4);
    (!alone).then_some((label, name, value.trim()))
}
