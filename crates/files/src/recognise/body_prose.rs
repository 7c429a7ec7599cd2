//! What running sentences say of bodies: "Le comité de pilotage se réunit deux fois par an", "est composé de", "a pour rôle :".

use domain::reading::Sourced;

use super::bodies::{Part, Told, body_at, entry, part_of, trimmed};
use super::flow::Paragraph;
use super::rhythm::rhythm;
use crate::passage::{Passage, Token};
use crate::wording;

/// What running sentences say of the bodies that are their subjects.
pub(super) fn prose(paragraphs: &[Paragraph]) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    let mut part = None;
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_note()) {
        if paragraph.item {
            if let (Some(part), Some(told)) = (part, found.last_mut()) {
                entry(told, &paragraph.passage, part);
            }
            continue;
        }
        part = None;
        for sentence in paragraph.passage.sentences() {
            found.extend(set_up(&sentence));
            let tokens = sentence.tokens();
            if let Some(name) = subject(&sentence, &tokens) {
                found.push(Told::of(name, false));
            } else if !tokens.first().is_some_and(|token| token.fold == "il" || token.fold == "elle") {
                continue;
            }
            let Some(told) = found.last_mut() else { continue };
            sentence_of(told, &sentence);
            part = paragraph.announces().then(|| announced(&sentence.words())).flatten();
        }
    }
    found.retain(|told| told.heading || is_told(told));
    found
}

fn is_told(told: &Told) -> bool {
    !told.members.is_empty() || !told.missions.is_empty() || told.rhythm.is_some() || told.chairs.is_some()
}

/// "Le comité de pilotage …": the body that a sentence opens on.
fn subject(sentence: &Passage, tokens: &[Token]) -> Option<Sourced<String>> {
    let at = usize::from(
        tokens
            .first()
            .is_some_and(|token| matches!(token.fold.as_str(), "le" | "la" | "un" | "une")),
    );
    let length = body_at(tokens, at)?;
    Some(
        sentence
            .between(&tokens[at], &tokens[at + length - 1])
            .sourced()
            .map(|text| capitalised(&text)),
    )
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// "mettre en place un comité de pilotage, un comité technique": bodies that a sentence sets up.
fn set_up(sentence: &Passage) -> Vec<Told> {
    let words = sentence.words();
    let sets = wording::position(&words, &["mettre", "en", "place"])
        .or_else(|| wording::position(&words, &["mis", "en", "place"]))
        .or_else(|| {
            words
                .iter()
                .position(|word| matches!(word.as_str(), "creer" | "instituer" | "instaurer" | "constituer"))
        });
    let Some(from) = sets else { return Vec::new() };
    let tokens = sentence.tokens();
    let article = |at: usize| at > 0 && matches!(tokens[at - 1].fold.as_str(), "un" | "une" | "le" | "la");
    let named = (from..tokens.len())
        .filter(|at| article(*at))
        .filter_map(|at| Some((at, body_at(&tokens, at)?)));
    named
        .map(|(at, length)| {
            let name = sentence
                .between(&tokens[at], &tokens[at + length - 1])
                .sourced()
                .map(|text| capitalised(&text));
            Told::of(name, true)
        })
        .collect()
}

/// What a list announces: "a pour rôle :", "est composé de :".
fn announced(words: &[String]) -> Option<Part> {
    let composed = words
        .iter()
        .any(|word| word.starts_with("compose") || word == "comprend" || word == "reunit");
    let charged = words.iter().any(|word| word == "charge" || word == "chargee");
    composed
        .then_some(Part::Members)
        .or_else(|| part_of(words))
        .or_else(|| charged.then_some(Part::Missions))
}

/// Rhythm, chairs, members and mission that one sentence gives of its subject.
pub(super) fn sentence_of(told: &mut Told, sentence: &Passage) {
    let words = sentence.words();
    if words.iter().any(|word| word.starts_with("reuni"))
        && let Some(times) = rhythm(&words)
        && told.rhythm.is_none()
    {
        told.rhythm = Some((trimmed(sentence), times));
    }
    let tokens = sentence.tokens();
    let verb = |starts: &[&str]| {
        let fits = |word: &str| starts.iter().any(|start| word.starts_with(start));
        tokens.iter().rposition(|token| fits(&token.fold))
    };
    if let Some(at) = verb(&["preside", "copreside", "coanime"])
        && tokens.get(at + 1).is_some_and(|token| token.fold == "par")
    {
        let by = sentence.after(&tokens[at + 1]);
        told.chairs = Some(by.sentences().into_iter().next().unwrap_or(by));
    }
    if let Some(at) = verb(&["compose"])
        && tokens
            .get(at + 1)
            .is_some_and(|token| matches!(token.fold.as_str(), "de" | "du" | "des" | "d"))
    {
        told.members.extend(in_a_row(&sentence.after(&tokens[at])));
    }
    let charged = wording::position(&words, &["charge", "de"]).map(|at| at + 1);
    let charged = charged.or_else(|| wording::position(&words, &["pour", "mission", "de"]).map(|at| at + 2));
    if let Some(last) = charged.and_then(|at| tokens.get(at)) {
        let mission = trimmed(&sentence.after(last));
        if mission.value.contains(' ') {
            told.missions.push(mission);
        }
    }
}

/// "du maire de Valmont, de deux élus et d'un technicien": one member each.
fn in_a_row(passage: &Passage) -> Vec<Sourced<String>> {
    let tokens = passage.tokens();
    let opens = |at: &usize| {
        let of = matches!(tokens[*at].fold.as_str(), "de" | "du" | "des" | "d");
        let before = *at == 0 || tokens[*at - 1].fold == "et" || passage.signs_after(&tokens[*at - 1]).starts_with([',', ';']);
        of && before
    };
    let starts: Vec<usize> = (0..tokens.len()).filter(opens).collect();
    let each = starts.iter().enumerate().filter_map(|(index, start)| {
        let mut end = starts.get(index + 1).map_or(tokens.len(), |next| *next);
        while end > start + 1 && tokens[end - 1].fold == "et" {
            end -= 1;
        }
        let first = tokens.get(start + 1).filter(|_| start + 1 < end)?;
        Some(trimmed(&passage.between(first, &tokens[end - 1])))
    });
    each.collect()
}
