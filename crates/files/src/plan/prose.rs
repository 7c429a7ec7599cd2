//! What sentences say of an action: "La Caf en est le pilote", "portée par l'association Ribambelle", "on regardera combien…".
//!
//! Only turns that name a role in so many words are read, and only of someone: "porteur d'espoir", "portage de repas" and
//! "n'est pas portée par la Caf" give no role. A sentence that needs to be understood says nothing here.

mod subjects;
mod verbs;

use super::holders::names_someone;
use super::labels::Label;
use super::legend::Legend;
use super::walk::Told;
use crate::names::Names;
use crate::passage::{Passage, Token};

/// What links a role to whom it is given.
const SKIPPED: [&str; 15] = [
    "de", "du", "des", "d", "aux", "au", "a", "qui", "que", "dont", "et", "sur", "celui", "celle", "ceux",
];

/// What a name does not end with.
const LEFT: [&str; 8] = ["qui", "et", "la", "le", "y", "en", "assure", "assurera"];

/// The fields that the sentences of a passage tell.
pub(super) fn told(passage: &Passage, names: &Names, legend: &Legend) -> Vec<Told> {
    let mut found = Vec::new();
    for sentence in passage.sentences() {
        let tokens = sentence.tokens();
        let say = Say {
            sentence: &sentence,
            tokens: &tokens,
        };
        say.roles(&mut found);
        say.rest(&mut found);
    }
    found.retain(|told| match told.label {
        Label::Pilots | Label::Bearers | Label::Partners => names_someone(&told.value, names, legend),
        Label::Public => is_public(&told.value),
        _ => true,
    });
    found
}

/// Words by which a public is told.
const PUBLIC: [&str; 41] = [
    "ans",
    "enfant",
    "enfants",
    "famille",
    "familles",
    "parents",
    "jeunes",
    "adolescents",
    "personnes",
    "habitants",
    "public",
    "publics",
    "assistantes",
    "professionnels",
    "professionnelles",
    "seniors",
    "aines",
    "collegiens",
    "lyceens",
    "eleves",
    "bebes",
    "petits",
    "allocataires",
    "usagers",
    "meres",
    "peres",
    "femmes",
    "benevoles",
    "etudiants",
    "agents",
    "moins",
    "locataires",
    "proprietaires",
    "retraites",
    "salaries",
    "demandeurs",
    "apprentis",
    "ados",
    "adultes",
    "couples",
    "saisonniers",
];

/// How far into a public its word stands, at most.
const PUBLIC_WITHIN: usize = 6;

/// "les enfants de moins de six ans", and neither "à réduire les départs" nor "la baisse des départs".
fn is_public(value: &Passage) -> bool {
    let words = value.words();
    let all = |word: &str| matches!(word, "tous" | "toutes" | "tout" | "ensemble");
    let opening = words
        .iter()
        .take_while(|word| crate::wording::is_link(word) || all(word))
        .count();
    let Some(at) = words
        .iter()
        .take(PUBLIC_WITHIN)
        .position(|word| PUBLIC.contains(&word.as_str()))
    else {
        return false;
    };
    // "la réussite des élèves": what is aimed at stands before them.
    let of_them = words
        .iter()
        .take(at)
        .skip(opening)
        .any(|word| matches!(word.as_str(), "de" | "des" | "du" | "d"));
    // "moins de départs", and "les moins de six ans".
    let fewer = words[at] == "moins"
        && !at
            .checked_sub(1)
            .is_some_and(|before| matches!(words[before].as_str(), "les" | "aux" | "des"));
    !super::walk::is_infinitive(&words[0]) && !of_them && !fewer
}

/// Turns that open the name of who holds a role, up to the end of the clause.
const AFTER: [(&[&str], Label); 28] = [
    (&["pilotee", "par"], Label::Pilots),
    (&["pilote", "par"], Label::Pilots),
    (&["sous", "le", "pilotage"], Label::Pilots),
    (&["portee", "par"], Label::Bearers),
    (&["porte", "par"], Label::Bearers),
    (&["conduite", "par"], Label::Bearers),
    (&["menee", "par"], Label::Bearers),
    (&["mise", "en", "oeuvre", "par"], Label::Bearers),
    (&["le", "porteur"], Label::Bearers),
    (&["que", "porte"], Label::Bearers),
    (&["est", "confie", "a"], Label::Bearers),
    (&["est", "confiee", "a"], Label::Bearers),
    (&["aux", "cotes", "de"], Label::Partners),
    (&["avec", "la", "participation"], Label::Partners),
    (&["a", "laquelle", "sont", "associes"], Label::Partners),
    (&["avec", "l", "appui"], Label::Partners),
    (&["avec", "l", "aide"], Label::Partners),
    (&["avec", "le", "concours"], Label::Partners),
    (&["avec", "le", "soutien"], Label::Partners),
    (&["en", "partenariat", "avec"], Label::Partners),
    (&["en", "lien", "avec"], Label::Partners),
    (&["s", "adresse"], Label::Public),
    (&["est", "destinee"], Label::Public),
    (&["destinee", "aux"], Label::Public),
    (&["destine", "aux"], Label::Public),
    (&["elle", "associe"], Label::Partners),
    (&["cette", "action", "associe"], Label::Partners),
    (&["evaluee", "au", "moyen"], Label::Indicators),
];

/// Turns that follow the name of who holds a role, from the beginning of the clause.
const BEFORE: [(&[&str], Label); 31] = [
    (&["en", "est", "chargee"], Label::Pilots),
    (&["en", "est", "charge"], Label::Pilots),
    (&["a", "la", "charge", "de", "cette", "action"], Label::Pilots),
    (&["gere", "ce"], Label::Bearers),
    (&["pilote", "ce"], Label::Pilots),
    (&["pilote", "le", "projet"], Label::Pilots),
    (&["portera", "le", "service"], Label::Bearers),
    (&["pilote", "et", "finance"], Label::Pilots),
    (&["en", "assure", "le", "pilotage"], Label::Pilots),
    (&["assure", "le", "pilotage"], Label::Pilots),
    (&["pilote", "cette"], Label::Pilots),
    (&["pilote", "l", "action"], Label::Pilots),
    (&["porte", "l", "action"], Label::Bearers),
    (&["porte", "l", "animation"], Label::Bearers),
    (&["le", "portage"], Label::Bearers),
    (&["y", "sont", "associees"], Label::Partners),
    (&["y", "sont", "associes"], Label::Partners),
    (&["y", "est", "associee"], Label::Partners),
    (&["y", "est", "associe"], Label::Partners),
    (&["y", "prend", "part"], Label::Partners),
    (&["s", "y", "associe"], Label::Partners),
    (&["s", "y", "associent"], Label::Partners),
    (&["l", "accompagne"], Label::Partners),
    (&["l", "accompagnent"], Label::Partners),
    (&["participe", "au"], Label::Partners),
    (&["participent", "au"], Label::Partners),
    (&["participent", "aux"], Label::Partners),
    (&["en", "assure", "la", "maitrise", "d", "ouvrage"], Label::Bearers),
    (&["en", "assurera", "la", "maitrise", "d", "ouvrage"], Label::Bearers),
    (&["en", "assure", "la", "gestion"], Label::Bearers),
    (&["en", "assurera", "la", "gestion"], Label::Bearers),
];

struct Say<'s> {
    sentence: &'s Passage,
    tokens: &'s [Token],
}

impl Say<'_> {
    fn fold(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.fold.as_str())
    }

    fn stands(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(index, word)| self.fold(at + index) == *word)
    }

    fn roles(&self, found: &mut Vec<Told>) {
        let first = found.len();
        for at in 0..self.tokens.len() {
            for (words, label) in AFTER {
                if self.stands(at, words) && self.is_said(at, words) {
                    self.push(found, label, at + words.len(), self.clause_end(at + words.len()));
                    break;
                }
            }
            for (words, label) in BEFORE {
                if self.stands(at, words) && self.is_said(at, words) {
                    let (start, end) = self.subject_of((at, at), label);
                    self.push(found, label, start, end);
                    self.with(found, label, at + words.len());
                    break;
                }
            }
        }
        self.participles(found);
        self.verbs(found);
        self.nouns(found);
        self.both(found);
        self.entrusts(found);
        self.beside(found, first);
    }

    /// Whether a turn is said of the action, and not denied, of another time or of something else.
    fn is_said(&self, at: usize, turn: &[&str]) -> bool {
        if self.is_denied(at) {
            return false;
        }
        match turn {
            // "le portage de repas" is a service.
            ["le", "portage"] | ["assure", "le", "portage" | "pilotage"] | ["en", "assure", "le", "pilotage"] => {
                let next = at + turn.len();
                !matches!(self.fold(next), "de" | "d" | "du" | "des") || self.of_action(next, next + 4)
            }
            // "la gestion de la crèche est confiée à l'association" is another matter.
            ["est", "confie" | "confiee", "a"] => {
                let start = self.clause_start(at);
                matches!(self.fold(start), "ce" | "cette" | "elle" | "il") || self.of_action(start, at)
            }
            // "l'ambition que porte la commune".
            ["que", "porte"] => self.of_action(at.saturating_sub(3), at),
            // "une enquête menée par l'Insee".
            ["menee" | "conduite", "par"] => self.of_action(self.clause_start(at), at),
            _ => true,
        }
    }

    fn of_action(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            matches!(
                self.fold(at),
                "action" | "actions" | "projet" | "fiche" | "mesure" | "celle" | "elle" | "il"
            )
        })
    }

    /// "n'est pas portée par", "était portée par".
    fn is_denied(&self, at: usize) -> bool {
        let from = self.clause_start(at).max(at.saturating_sub(6));
        (from..at).any(|at| match self.fold(at) {
            "pas" | "jamais" | "non" | "ne" | "ni" | "etait" | "etaient" | "avait" | "avaient" => true,
            "n" => !self.fold(at + 1).starts_with(|c: char| c.is_ascii_digit()),
            _ => false,
        })
    }

    /// "…, qui en est à la fois pilote et porteur".
    fn both(&self, found: &mut Vec<Told>) {
        for at in 0..self.tokens.len() {
            if self.stands(at, &["a", "la", "fois", "pilote", "et", "porteur"])
                && self.tokens[..at].iter().any(|token| token.fold == "qui")
            {
                let qui = self.tokens[..at].iter().rposition(|token| token.fold == "qui").unwrap_or(at);
                let start = self.tokens[..qui]
                    .iter()
                    .rposition(|token| token.fold == "par")
                    .map_or(0, |par| par + 1);
                found.retain(|told| !matches!(told.label, Label::Pilots | Label::Bearers));
                for label in [Label::Pilots, Label::Bearers] {
                    self.push(found, label, start, qui);
                }
            }
        }
    }

    /// "La Caf en est le pilote avec la commune".
    fn with(&self, found: &mut Vec<Told>, label: Label, at: usize) {
        if label == Label::Pilots && self.fold(at) == "avec" {
            self.push(found, label, at + 1, self.clause_end(at + 1));
        }
    }

    /// What it aims at, by what it is judged.
    fn rest(&self, found: &mut Vec<Told>) {
        const OPENINGS: [(&[&str], Label); 13] = [
            (&["le", "public", "vise", "est"], Label::Public),
            (&["l", "objectif", "est"], Label::Objectives),
            (&["le", "but", "est"], Label::Objectives),
            (&["les", "indicateurs", "sont"], Label::Indicators),
            (&["l", "indicateur", "est"], Label::Indicators),
            (&["l", "indicateur", "retenu", "est"], Label::Indicators),
            (&["les", "indicateurs", "retenus", "sont"], Label::Indicators),
            (&["on", "regardera"], Label::Indicators),
            (&["on", "comptera"], Label::Indicators),
            (&["on", "mesurera"], Label::Indicators),
            (&["on", "suivra"], Label::Indicators),
            (&["sera", "jugee", "sur"], Label::Indicators),
            (&["elle", "vise"], Label::Public),
        ];
        for (words, label) in OPENINGS {
            let Some(at) = (0..self.tokens.len()).find(|at| self.stands(*at, words)) else {
                continue;
            };
            let (from, end) = (at + words.len(), self.tokens.len());
            if label == Label::Indicators {
                self.push_each(found, label, (from, end));
            } else {
                self.push(found, label, from, end);
            }
        }
        self.measured(found);
    }

    /// "le nombre de jeunes et la part des filles" are two.
    fn push_each(&self, found: &mut Vec<Told>, label: Label, (from, end): (usize, usize)) {
        let cut =
            (from..end).find(|at| self.fold(*at) == "et" && matches!(self.fold(at + 1), "le" | "la" | "les" | "sur" | "l"));
        self.push(found, label, from, cut.unwrap_or(end));
        if let Some(cut) = cut {
            self.push(found, label, cut + 1, end);
        }
    }

    /// The clause ends at a comma, a semicolon, or before a relative pronoun.
    fn clause_end(&self, from: usize) -> usize {
        let ends = |at: &usize| {
            let signs = self.sentence.signs_after(&self.tokens[*at]);
            let next = self.fold(at + 1);
            // "pilotée par la Caf et portée par la Ville".
            let other = next == "et" && matches!(self.fold(at + 2), "portee" | "pilotee" | "menee" | "conduite");
            signs.contains([',', ';', ':', '(', ')']) || other || matches!(next, "qui" | "dont" | "pour" | "afin" | "comme")
        };
        (from..self.tokens.len()).find(ends).map_or(self.tokens.len(), |at| at + 1)
    }

    /// The clause begins after a comma or a semicolon, and after "c'est".
    fn clause_start(&self, at: usize) -> usize {
        let parts =
            |before: &usize| self.sentence.signs_after(&self.tokens[*before]).contains([';', ':']) || self.comma(*before);
        let start = (0..at).rev().find(parts).map_or(0, |before| before + 1);
        if self.stands(start, &["c", "est"]) { start + 2 } else { start }
    }

    fn comma(&self, at: usize) -> bool {
        self.sentence.signs_after(&self.tokens[at]).contains(',')
    }

    fn push(&self, found: &mut Vec<Told>, label: Label, from: usize, end: usize) {
        // "aux côtés de la Caf et des écoles" names two.
        let link = |at: usize| matches!(self.fold(at), "de" | "des" | "du" | "d");
        let and = (from..end).find(|at| label == Label::Partners && self.fold(*at) == "et" && link(at + 1));
        if let Some(and) = and {
            self.push(found, label, from, and);
            self.push(found, label, and + 1, end);
            return;
        }
        let from = (from..end).find(|at| !SKIPPED.contains(&self.fold(*at))).unwrap_or(end);
        // "les assistantes maternelles elles-mêmes".
        let themselves = end >= from + 2 && self.fold(end - 1) == "memes";
        let end = if themselves { end - 2 } else { end };
        let end = (from..end)
            .rev()
            .find(|at| !LEFT.contains(&self.fold(*at)))
            .map_or(from, |at| at + 1);
        if end > from && end - from <= 40 {
            found.push(Told {
                label,
                name: String::new(),
                value: self.sentence.between(&self.tokens[from], &self.tokens[end - 1]),
            });
        }
    }
}

#[cfg(test)]
mod tests;
