//! Those who act in a sentence, by the words of the trade: "la Caf", "chaque partie", "le comité technique", "la chargée de coopération".
//!
//! Who that is among the parties is settled later; a thing ("la convention", "le bilan") is never someone.

use crate::passage::{Passage, Token};
use crate::recognise::rhythm::number;
use crate::wording::is_capitalised;

/// Someone who is the subject of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Actor {
    /// The first word after the article.
    pub(crate) first: usize,
    /// The last word of the name.
    pub(crate) last: usize,
    pub(crate) gender: Gender,
    pub(crate) plural: bool,
    /// Whether it is a body that the text sets up.
    pub(crate) body: bool,
}

/// What the article says; "l'", "chaque" and "les" say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Feminine,
    Masculine,
    Unsaid,
}

/// The words that name someone, folded, without their plural.
const HEADS: [&str; 64] = [
    "adjoint",
    "adjointe",
    "agent",
    "agente",
    "agglomeration",
    "ars",
    "association",
    "autorite",
    "beneficiaire",
    "caf",
    "caisse",
    "carsat",
    "ccas",
    "centre",
    "cias",
    "chacun",
    "chacune",
    "charge",
    "chargee",
    "collectivite",
    "commune",
    "communaute",
    "conseillere",
    "conseiller",
    "contractant",
    "coordinateur",
    "coordinatrice",
    "coordonnateur",
    "coordonnatrice",
    "cosignataire",
    "cpam",
    "delegue",
    "deleguee",
    "departement",
    "directeur",
    "directrice",
    "elu",
    "elue",
    "etat",
    "federation",
    "gestionnaire",
    "intercommunalite",
    "maire",
    "metropole",
    "ministere",
    "msa",
    "mutualite",
    "partenaire",
    "partie",
    "pilote",
    "porteur",
    "porteuse",
    "prefecture",
    "prefet",
    "president",
    "presidente",
    "referent",
    "referente",
    "region",
    "responsable",
    "secretariat",
    "signataire",
    "sivom",
    "syndicat",
];

/// The words that name a body.
const BODIES: [&str; 12] = [
    "assemblee",
    "bureau",
    "cellule",
    "comite",
    "commission",
    "conference",
    "conseil",
    "copil",
    "cotech",
    "equipe",
    "groupe",
    "instance",
];

/// Whether a folded word names someone.
pub(crate) fn is_head(word: &str) -> bool {
    let single = word.trim_end_matches('s');
    HEADS.contains(&word)
        || HEADS.contains(&single)
        || matches!(word, "ville" | "villes" | "epci" | "sivu" | "service" | "services")
}

/// Whether a folded word names a body.
pub(crate) fn is_body(word: &str) -> bool {
    BODIES.contains(&word) || BODIES.contains(&word.trim_end_matches('s'))
}

/// Whoever the words name from this place on, article included.
pub(crate) fn actor(passage: &Passage, tokens: &[Token], at: usize) -> Option<Actor> {
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let article = fold(at);
    let (mut first, plural, gender) = match article {
        "la" | "une" | "toute" => (at + 1, false, Gender::Feminine),
        "le" | "un" => (at + 1, false, Gender::Masculine),
        "l" | "chaque" | "tout" => (at + 1, false, Gender::Unsaid),
        "les" | "des" | "ces" => (at + 1, true, Gender::Unsaid),
        _ => (
            at,
            article.ends_with('s') && !matches!(article, "ccas" | "cias" | "ars"),
            Gender::Unsaid,
        ),
    };
    // "Les deux parties", "Les trois communes".
    if plural && number(fold(first)).is_some() {
        first += 1;
    }
    let head = fold(first);
    let body = is_body(head);
    if !body && !is_head(head) {
        return None;
    }
    let last = name_end(passage, tokens, first);
    Some(Actor {
        first,
        last,
        gender,
        plural,
        body,
    })
}

/// The words that complete the name of someone.
const COMPLEMENTS: [&str; 44] = [
    "action",
    "administration",
    "agglomeration",
    "agricole",
    "allocations",
    "communal",
    "communale",
    "communales",
    "communautaire",
    "communes",
    "convention",
    "cooperation",
    "coordination",
    "departemental",
    "departementale",
    "donnees",
    "equipement",
    "equipements",
    "familiales",
    "intercommunal",
    "intercommunale",
    "maires",
    "multiple",
    "municipal",
    "operationnel",
    "parties",
    "pilotage",
    "projet",
    "protection",
    "securite",
    "signataire",
    "signataires",
    "social",
    "sociale",
    "sociales",
    "strategique",
    "suivi",
    "technique",
    "techniques",
    "territoire",
    "thematique",
    "thematiques",
    "travail",
    "vocation",
];

fn is_link(word: &str) -> bool {
    matches!(word, "de" | "des" | "du" | "d" | "la" | "le" | "l" | "les" | "et" | "a")
}

/// The last word of a name: "comité de pilotage", "communes de A, de B et de C", "la Caf et la commune de C".
fn name_end(passage: &Passage, tokens: &[Token], first: usize) -> usize {
    let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
    let names = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| is_capitalised(&token.word) || COMPLEMENTS.contains(&token.fold.as_str()))
    };
    let glued = |at: usize| {
        let signs = passage.signs_after(&tokens[at]);
        matches!(signs.as_str(), "" | "'" | "’" | "-" | "«" | "»")
    };
    let mut last = first;
    loop {
        // Past the links, another word of the name, or someone else who acts with the first.
        let comma = passage.signs_after(&tokens[last]).starts_with(',') && matches!(fold(last + 1), "de" | "des" | "du" | "d");
        let mut at = last + 1;
        while at < tokens.len().min(last + 4) && is_link(fold(at)) && (glued(at - 1) || comma) {
            at += 1;
        }
        let joined = (last + 1..at).any(|at| fold(at) == "et");
        let near = at < tokens.len() && (glued(at - 1) || comma && at > last + 1);
        let more = names(at) || joined && (is_head(fold(at)) || is_body(fold(at)));
        if !near || !more {
            return last;
        }
        last = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let passage = Passage::one(1, text);
        let tokens = passage.tokens();
        let actor = actor(&passage, &tokens, 0)?;
        Some(passage.between(&tokens[actor.first], &tokens[actor.last]).joined())
    }

    #[test]
    fn someone_acts_and_a_thing_does_not() {
        for (text, expected) in [
            ("La Communauté de communes transmet la liste", "Communauté de communes"),
            (
                "Le centre communal d'action sociale de Valmont ouvre ses portes",
                "centre communal d'action sociale de Valmont",
            ),
            (
                "Les communes de Valmont, de Bray et des Ormes désignent",
                "communes de Valmont, de Bray et des Ormes",
            ),
            (
                "Les communautés de communes et la commune de Bray maintiennent",
                "communautés de communes et la commune de Bray",
            ),
            ("Chacune des parties peut", "Chacune des parties"),
            ("Le comité technique prépare", "comité technique"),
            ("Les deux communes écrivent", "communes"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "La convention fixe",
            "Un bilan est remis",
            "Vingt familles attendent",
            "Le plan d'actions",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
