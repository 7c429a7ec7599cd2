//! Governance bodies: the words that name one, the sections and tables that describe them, the sentences of which one is the
//! subject.
//!
//! Whom a member sits for, and that two names are one body, are settled later.

use domain::reading::Sourced;

use super::body_blocks::{self, Block};
use super::body_prose::trimmed;
use super::body_walk::{Scope, Walk};
use super::rhythm::rhythm;
use super::{body_tables, present_words};
use crate::lines::Line;
use crate::passage::{Passage, Token};
use crate::segment::{Kind, Segment};
use crate::wording::{self, begins, is_capitalised, is_capitals};

/// Bodies beyond this are noise.
const MOST: usize = 100;

/// How often, in the words of the text, and the least and the most a year.
pub(crate) type Times = (Sourced<String>, (u16, u16));

/// What one place of the text says of a body.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) name: Sourced<String>,
    /// Whether the name is a heading of its own.
    pub(crate) heading: bool,
    pub(crate) members: Vec<Sourced<String>>,
    pub(crate) missions: Vec<Sourced<String>>,
    /// What sentences say that it does, where no list tells its missions.
    pub(crate) does: Vec<Sourced<String>>,
    /// Whether the part is about bodies.
    pub(crate) own_part: bool,
    pub(crate) rhythm: Option<Times>,
    pub(crate) chairs: Option<Passage>,
}

impl Told {
    pub(super) fn of(name: Sourced<String>, heading: bool) -> Self {
        Self {
            name,
            heading,
            members: Vec::new(),
            missions: Vec::new(),
            does: Vec::new(),
            own_part: false,
            rhythm: None,
            chairs: None,
        }
    }
}

/// How many words name a body here: "comité de pilotage", "groupe projet", "COPIL".
pub(crate) fn body_at(tokens: &[Token], at: usize) -> Option<usize> {
    const QUALIFIERS: [&str; 16] = [
        "technique",
        "techniques",
        "operationnel",
        "strategique",
        "local",
        "locale",
        "partenarial",
        "partenariale",
        "restreint",
        "elargi",
        "pleniere",
        "plenier",
        "projet",
        "ressource",
        "politique",
        "consultatif",
    ];
    let fold = |at: usize| tokens.get(at).map(|token| token.fold.as_str());
    let first = fold(at)?;
    if is_acronym(&tokens[at]) {
        return Some(1);
    }
    if !matches!(first, "comite" | "groupe" | "cellule" | "equipe" | "instance") {
        return None;
    }
    let mut end = at + 1;
    if matches!(fold(end), Some("de" | "d")) {
        let kinds = [
            "pilotage",
            "suivi",
            "travail",
            "projet",
            "coordination",
            "concertation",
            "cooperation",
            "direction",
        ];
        fold(end + 1).filter(|word| kinds.contains(word))?;
        end += 2;
    }
    while fold(end).is_some_and(|word| QUALIFIERS.contains(&word)) {
        end += 1;
    }
    (end > at + 1 && first != "instance").then_some(end - at)
}

/// "COPIL", "Cotech": the beginnings of the words of a body, put together.
pub(crate) fn is_acronym(token: &Token) -> bool {
    const ACRONYMS: [&str; 6] = ["copil", "cotech", "cotec", "costrat", "cosui", "coop"];
    is_capitalised(&token.word) && ACRONYMS.contains(&token.fold.as_str()) && (is_capitals(&token.word) || token.fold != "coop")
}

/// Everything said of bodies, section by section, sentence by sentence.
pub(crate) fn told(segments: &[Segment<'_>]) -> Vec<Told> {
    let mut found = Vec::new();
    for segment in segments {
        let first = segment.lines.first().map(|line| line.words.as_slice()).unwrap_or_default();
        let rest = segment.lines.get(1..).unwrap_or_default();
        let scope = match segment.kind {
            Kind::Annex if speaks_of_bodies(segment.lines) => Scope::Bodies,
            Kind::Article if present_words::governs(&first[..first.len().min(14)]) => Scope::Bodies,
            Kind::Article if !first.iter().take(14).any(|word| word == "actions") => Scope::Article,
            Kind::Annex => Scope::Annex,
            Kind::Front | Kind::Enacting | Kind::Council | Kind::Parties => Scope::Elsewhere,
            _ => continue,
        };
        found.extend(body_tables::tables(segment.lines));
        if scope == Scope::Annex {
            found.extend(prose(rest));
        } else {
            found.extend(Walk::of(scope).through(body_blocks::blocks(rest)));
        }
    }
    found.truncate(MOST);
    found
}

fn speaks_of_bodies(lines: &[Line]) -> bool {
    let written = lines.iter().filter(|line| !line.is_blank()).take(2);
    let says = |line: &Line| {
        line.words
            .iter()
            .any(|word| word.starts_with("instance") || word == "gouvernance" || word == "comite" || word == "comites")
    };
    let mut short = written.filter(|line| line.text.len() < 200);
    short.any(says)
}

/// An annex about something else: only what sentences say in full.
fn prose(lines: &[Line]) -> Vec<Told> {
    let blocks = body_blocks::blocks(lines)
        .into_iter()
        .filter(|block| matches!(block, Block::Text(_)));
    Walk::of(Scope::Elsewhere).through(blocks.collect())
}

/// What the next items are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Unknown,
    Members,
    Missions,
    Rhythm,
}

/// Whether these words are the name of a body and nothing else, bar a short form in brackets.
pub(super) fn names_body(text: &str) -> bool {
    const WIDE: [&str; 14] = [
        "assemblee",
        "atelier",
        "forum",
        "bureau",
        "cellule",
        "comite",
        "comites",
        "commission",
        "commissions",
        "conference",
        "conseil",
        "equipe",
        "groupe",
        "seminaire",
    ];
    // These deliberate for a collectivity or a fund, and are no body of the convention.
    const ELECTED: [&str; 8] = [
        "administration",
        "communautaire",
        "communautaires",
        "departemental",
        "metropolitain",
        "municipal",
        "municipaux",
        "regional",
    ];
    let text = without_article(text);
    let words = wording::words(text);
    let named = words.first().is_some_and(|word| WIDE.contains(&word.as_str())) || {
        let tokens = Passage::one(1, text).tokens();
        words.len() == 1 && tokens.first().is_some_and(is_acronym)
    };
    let short =
        (1..=9).contains(&words.len()) && words.len() + usize::from(is_capitals(text)) > 1 && !text.ends_with(['.', ';', ',']);
    let elected =
        words.first().is_some_and(|word| word == "conseil") && words.iter().any(|word| ELECTED.contains(&word.as_str()));
    let sentence = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "a" | "est" | "sont" | "se" | "s" | "qui" | "il" | "pour" | "reunit" | "comprend"
        )
    });
    named && short && !elected && !sentence
}

/// "Le comité de pilotage" without its article.
pub(super) fn without_article(text: &str) -> &str {
    let articles = ["Le ", "La ", "Les ", "L'", "L’", "Un ", "Une "];
    let text = text.trim_end_matches([':', ' ']);
    articles.iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}

/// Verbs that say who a body is, and no mission.
pub(super) fn is_common(verb: &str) -> bool {
    const COMMON: [&str; 16] = [
        "comprend",
        "comprennent",
        "compose",
        "composent",
        "compte",
        "comptent",
        "dispose",
        "donne",
        "peut",
        "rassemble",
        "rassemblent",
        "regroupe",
        "regroupent",
        "reunit",
        "reunissent",
        "siege",
    ];
    COMMON.contains(&verb)
}

pub(super) fn part_of(words: &[String]) -> Option<Part> {
    let has = |start: &str| words.iter().any(|word| word.starts_with(start));
    let known = [
        (has("frequence") || has("rythme") || has("periodicite"), Part::Rhythm),
        (has("composition") || has("membre") || has("participant"), Part::Members),
        (
            has("mission") || has("role") || has("objectif") || has("objet"),
            Part::Missions,
        ),
    ];
    known.into_iter().find(|(fits, _)| *fits).map(|(_, part)| part)
}

/// An item: a member, a mission, the rhythm, or a mission with the rhythm glued to its end.
pub(super) fn entry(told: &mut Told, passage: &Passage, part: Part) {
    for sentence in passage.sentences() {
        let words = sentence.words();
        let meets = words.iter().any(|word| word.starts_with("reuni")) || part == Part::Rhythm;
        let found = rhythm(&words).filter(|_| meets && (words.len() < 30));
        let (sentence, aside) = match rhythm_aside(&sentence).filter(|_| part == Part::Members) {
            Some((rest, times)) => (rest, Some(times)),
            None => (sentence, None),
        };
        if told.rhythm.is_none() {
            told.rhythm = aside;
        }
        // "le chargé de coopération, qui l'anime": the person, without what they do.
        let sentence = if part == Part::Members {
            without_relative(&sentence)
        } else {
            sentence
        };
        let text = trimmed(&sentence);
        if text.value.is_empty() || words.is_empty() {
            continue;
        }
        match found {
            Some(times) if told.rhythm.is_none() => told.rhythm = Some((text, times)),
            _ if part == Part::Missions || part != Part::Members && opens_mission(&words) => told.missions.push(text),
            _ if part != Part::Rhythm => told.members.push(text),
            _ => {}
        }
    }
}

fn without_relative(sentence: &Passage) -> Passage {
    let tokens = sentence.tokens();
    let comma = (0..tokens.len().saturating_sub(1)).find(|at| {
        let short = tokens.len() - at < 6;
        short && sentence.signs_after(&tokens[*at]).starts_with(',') && tokens[at + 1].fold == "qui"
    });
    comma.map_or_else(|| sentence.clone(), |at| sentence.between(&tokens[0], &tokens[at]))
}

/// "ouverte à tous, au moins une fois par an": who sits, and how often.
fn rhythm_aside(sentence: &Passage) -> Option<(Passage, Times)> {
    let tokens = sentence.tokens();
    let comma = (0..tokens.len().saturating_sub(1)).rfind(|at| sentence.signs_after(&tokens[*at]).starts_with(','))?;
    let aside = sentence.after(&tokens[comma]);
    let times = rhythm(&aside.words())?;
    Some((sentence.between(&tokens[0], &tokens[comma]), (trimmed(&aside), times)))
}

/// Whether the words open on an infinitive: "Veiller à", "D'assurer", "S'assurer".
pub(super) fn opens_mission(words: &[String]) -> bool {
    const NOUNS: [&str; 9] = [
        "conseiller",
        "officier",
        "atelier",
        "premier",
        "policier",
        "financier",
        "infirmier",
        "particulier",
        "quartier",
    ];
    const VERBS: [&str; 20] = [
        "suivre",
        "faire",
        "rendre",
        "prendre",
        "mettre",
        "permettre",
        "construire",
        "conduire",
        "produire",
        "repondre",
        "apprendre",
        "transmettre",
        "soumettre",
        "reduire",
        "introduire",
        "inscrire",
        "decrire",
        "poursuivre",
        "etre",
        "entendre",
    ];
    let small = words.first().is_some_and(|word| matches!(word.as_str(), "d" | "de" | "s"));
    let Some(first) = words.get(usize::from(small)) else {
        return false;
    };
    let verb = first.len() > 3 && (first.ends_with("er") || first.ends_with("ir")) && !NOUNS.contains(&first.as_str());
    verb || VERBS.contains(&first.as_str())
}

/// Whether words name a body by the acronym of another name: "COPIL" for "Comité de pilotage".
pub(crate) fn stands_for(acronym: &str, name: &[String]) -> bool {
    let Some(end) = acronym.strip_prefix("co") else { return false };
    let tail = end.len() > 2 && name.iter().skip(1).any(|word| word.starts_with(end));
    tail && begins(name, &["comite"])
}

#[cfg(test)]
mod tests;
