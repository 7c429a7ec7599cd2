//! What a sentence of an amendment acts on: "l'article 6 « Comité de pilotage »", "une annexe 7", "l'action 2.1", and what it does to it.

use domain::reading::{ChangeKind, Sourced};

use crate::prose::Prose;
use crate::wording;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Add,
    Change,
    Drop,
}

/// To what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Object {
    Article,
    Annex,
    Action,
}

impl Object {
    /// What happens to it.
    pub(crate) const fn changed(self, verb: Verb) -> ChangeKind {
        match (self, verb) {
            (Self::Article, Verb::Add) => ChangeKind::AddArticle,
            (Self::Article, Verb::Change) => ChangeKind::ChangeArticle,
            (Self::Article, Verb::Drop) => ChangeKind::DropArticle,
            (Self::Annex, Verb::Add) => ChangeKind::AddAnnex,
            (Self::Annex, Verb::Change) => ChangeKind::ChangeAnnex,
            (Self::Annex, Verb::Drop) => ChangeKind::DropAnnex,
            (Self::Action, Verb::Add) => ChangeKind::AddAction,
            (Self::Action, Verb::Change) => ChangeKind::ModifyAction,
            (Self::Action, Verb::Drop) => ChangeKind::DropAction,
        }
    }
}

/// An object as the sentence names it.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) object: Object,
    /// Its words: the object, its number, the alinéa, the title quoted beside it.
    pub(crate) text: Sourced<String>,
    /// Where they end.
    pub(crate) end: usize,
    /// Whether something happens inside it: "à l'article 5".
    pub(crate) within: bool,
    /// Whether only an alinéa of it is meant.
    pub(crate) part: bool,
}

/// What the participles of a sentence say is done: "est ajoutée", "sont remplacés", "est désormais".
pub(crate) fn participle(words: &[String]) -> Option<Verb> {
    let done = |starts: &[&str]| {
        let ended = |word: &&String| {
            ["e", "ee", "es", "ees", "it", "ite"].iter().any(|end| word.ends_with(end)) && !word.ends_with("er")
        };
        words
            .iter()
            .filter(ended)
            .any(|word| starts.iter().any(|start| word.starts_with(start)))
    };
    let has = |sought: &[&str]| words.iter().any(|word| sought.contains(&word.as_str()));
    if done(&[
        "remplac",
        "modifie",
        "reecrit",
        "complete",
        "substitue",
        "prolonge",
        "proroge",
        "reporte",
        "repousse",
        "ramene",
        "substitue",
        "porte",
    ]) && !done(&["modification"])
    {
        Some(Verb::Change)
    } else if done(&["supprime", "abroge", "annule", "abandonne"]) || done(&["retire"]) && !has(&["se"]) {
        Some(Verb::Drop)
    } else if done(&["ajoute", "insere", "cree", "annexee"]) || brings_annex(words) {
        // "il est inséré un article ainsi rédigé" adds what it words.
        Some(Verb::Add)
    } else if done(&["redige", "retire"])
        || words.windows(2).any(|pair| pair[0] == "se" && pair[1].starts_with("poursui"))
        || has(&["desormais", "rejoint", "adhere", "quitte", "devient", "integre"])
    {
        Some(Verb::Change)
    } else {
        None
    }
}

/// "Une annexe 5 est jointe au présent avenant": an annex that has been there all along is not "une".
fn brings_annex(words: &[String]) -> bool {
    let fresh = words.windows(2).any(|pair| pair[0] == "une" && pair[1] == "annexe");
    fresh && words.iter().any(|word| word == "jointe")
}

/// What a heading says is done: "Modification de l'article 5", "Ajout d'une annexe".
pub(crate) fn noun(words: &[String]) -> Option<Verb> {
    let has = |starts: &[&str]| words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)));
    if has(&["modification", "remplacement", "nouvelle", "evolution"]) {
        Some(Verb::Change)
    } else if has(&["suppression", "abrogation", "retrait"]) {
        Some(Verb::Drop)
    } else if has(&["ajout", "insertion", "creation"]) {
        Some(Verb::Add)
    } else {
        None
    }
}

/// The objects that a sentence names by their numbers, from this word on.
pub(crate) fn targets(sentence: &Prose, from: usize) -> Vec<Target> {
    let words = sentence.words();
    let object = |word: &str| match word {
        "article" | "articles" => Some(Object::Article),
        "annexe" | "annexes" => Some(Object::Annex),
        "action" | "fiche" | "actions" | "fiches" => Some(Object::Action),
        _ => None,
    };
    (from..words.len())
        .filter(|at| !is_cited(words, *at))
        .filter_map(|at| target(sentence, at, object(&words[at])?))
        .collect()
}

/// "fixée à 18 000 € par l'article 9", "prévue à l'annexe 2": what only says where something stands.
fn is_cited(words: &[String], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |before| words[before].as_str());
    let stands = |word: &str| {
        ["fixe", "prevu", "mentionn", "vise", "defini"]
            .iter()
            .any(|stem| word.starts_with(stem))
    };
    before(1) == "l" && (before(2) == "par" || before(2) == "a" && stands(before(3)))
}

fn target(sentence: &Prose, at: usize, object: Object) -> Option<Target> {
    let words = sentence.words();
    let number = at
        + 1
        + usize::from(
            words
                .get(at + 1)
                .is_some_and(|word| matches!(word.as_str(), "n" | "no" | "action")),
        );
    let start = sentence.start_of(number);
    let rest = sentence.part(start, sentence.text().len());
    let length = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | ')' | '.') && !is_inside(rest, c))
        .unwrap_or(rest.len());
    let printed = rest[..length].trim_end_matches(['.', ',']);
    let numbered = printed.contains(|c: char| c.is_ascii_digit()) || wording::is_capitals(printed) && printed.len() < 6;
    // "le plan d'actions 2024-2026" names no action.
    let years = crate::calendar::year(words.get(number).map_or("", String::as_str)).is_some();
    if number >= words.len() || !numbered || years {
        return None;
    }
    let mut end = start + printed.len();
    for suffix in [" bis", " ter", " quater"] {
        end += if sentence.part(end, sentence.text().len()).starts_with(suffix) {
            suffix.len()
        } else {
            0
        };
    }
    if words[at].ends_with('s') {
        end = listed(sentence, end);
    }
    let alinea = alinea(sentence, end);
    end = alinea.unwrap_or(end);
    let of_text = " de la convention";
    end += if object == Object::Article && sentence.part(end, sentence.text().len()).starts_with(of_text) {
        of_text.len()
    } else {
        0
    };
    end = title(sentence, end, object).unwrap_or(end);
    let before = |back: usize| {
        at.checked_sub(back)
            .and_then(|before| words.get(before))
            .map_or("", String::as_str)
    };
    Some(Target {
        object,
        text: sentence.sourced(sentence.part(sentence.start_of(at), end)),
        end,
        within: before(1) == "l" && matches!(before(2), "a" | "de"),
        part: alinea.is_some(),
    })
}

/// Where a list of numbers ends: "actions 2, 4 et 5".
fn listed(sentence: &Prose, from: usize) -> usize {
    let words = sentence.words();
    let mut end = from;
    let mut at = sentence.word_at(from);
    while let Some(word) = words.get(at) {
        let numbered = word.contains(|c: char| c.is_ascii_digit());
        let signs = sentence.part(end, sentence.start_of(at));
        let goes_on = matches!(signs.trim(), "" | "," | "." | "-" | "et" | ", et");
        if !goes_on || !numbered && word != "et" {
            break;
        }
        if numbered {
            end = sentence.end_of(at);
        }
        at += 1;
    }
    end
}

/// Whether a point stands inside a number: "2.1".
fn is_inside(rest: &str, sign: char) -> bool {
    let inner = |pair: &[char]| pair[0] == '.' && pair[1].is_ascii_alphanumeric();
    let letters: Vec<char> = rest.chars().take(12).collect();
    sign == '.' && letters.windows(2).any(inner)
}

/// Where ", deuxième alinéa" ends.
fn alinea(sentence: &Prose, from: usize) -> Option<usize> {
    let words = sentence.words();
    let first = sentence.word_at(from);
    let last = (first..first + 4).find(|at| {
        words
            .get(*at)
            .is_some_and(|word| word.starts_with("alinea") || word.starts_with("paragraphe"))
    })?;
    let said = words[first..last].iter().all(|word| {
        word.ends_with("ieme")
            || matches!(word.as_str(), "premier" | "dernier" | "second" | "au" | "le" | "son" | "du")
            || word.len() < 4
    });
    said.then(|| sentence.end_of(last))
}

/// Where the title quoted beside a number ends; that of an article may be said to be its title.
fn title(sentence: &Prose, from: usize, object: Object) -> Option<usize> {
    let rest = sentence.part(from, sentence.text().len());
    let beside = rest.trim_start_matches([' ', ',', '\u{a0}']);
    let quote = match object {
        Object::Article if rest.starts_with(',') => beside.strip_prefix("intitulé ").unwrap_or(beside).trim_start(),
        _ => beside,
    };
    let blank = rest.len() - quote.len();
    let open = quote.chars().next().filter(|c| matches!(c, '«' | '“' | '"'))?;
    let close = quote[open.len_utf8()..].find(['»', '”', '"'])? + open.len_utf8();
    let mark = quote[close..].chars().next()?;
    Some(from + blank + close + mark.len_utf8())
}
