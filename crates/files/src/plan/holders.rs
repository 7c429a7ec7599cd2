//! Several names in one cell: "Ville de Val / CCAS", "la Caf et la MSA", one name a line.
//!
//! A name that holds "et" stays whole: it is cut only before a word that opens another name.

use super::labels::is_nothing;
use super::legend::Legend;
use crate::names::Names;
use crate::passage::Passage;
use crate::wording::{self, fold, is_capitalised, is_capitals};

/// Words that open the name of an organisation, or of a function.
const OPENINGS: [&str; 74] = [
    "association",
    "associations",
    "asso",
    "commune",
    "communes",
    "ville",
    "villes",
    "mairie",
    "mairies",
    "caf",
    "cssm",
    "msa",
    "ccas",
    "cias",
    "cpam",
    "carsat",
    "departement",
    "region",
    "etat",
    "prefecture",
    "communaute",
    "agglomeration",
    "agglo",
    "metropole",
    "syndicat",
    "sivom",
    "sivu",
    "centre",
    "centres",
    "relais",
    "mission",
    "ecole",
    "ecoles",
    "college",
    "colleges",
    "lycee",
    "lycees",
    "education",
    "foyer",
    "foyers",
    "federation",
    "union",
    "maison",
    "service",
    "services",
    "pole",
    "conseil",
    "hopital",
    "creche",
    "creches",
    "agence",
    "mutuelle",
    "caisse",
    "direction",
    "directeur",
    "directrice",
    "responsable",
    "charge",
    "chargee",
    "coordinateur",
    "coordinatrice",
    "referent",
    "referente",
    "elu",
    "elus",
    "bailleurs",
    "parents",
    "employeurs",
    "structures",
    "gestionnaires",
    "le",
    "la",
    "les",
    "l",
];

/// What a comma does in a list of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Commas {
    /// It parts two names.
    Part,
    /// It parts two names where the next words open one.
    MayPart,
}

/// The names of a passage, in order; what stands for no value is left out.
pub(super) fn split(passage: &Passage, names: &Names, legend: &Legend, commas: Commas) -> Vec<Passage> {
    let mut found = Vec::new();
    for piece in lines(passage, names, legend) {
        for part in cut(&piece, names, legend, commas) {
            found.extend(each_commune(&part));
        }
    }
    found.retain(|name| !is_nothing(&name.joined()));
    found
}

/// Lines that open another name stand apart; the others go on the name before.
fn lines(passage: &Passage, names: &Names, legend: &Legend) -> Vec<Passage> {
    let mut pieces: Vec<Passage> = Vec::new();
    for (line, text) in passage.parts() {
        let bulleted = crate::lines::bullet(text.trim()).is_some();
        let text = text.trim().trim_start_matches(['-', '–', '•', '▪', ' ']);
        let goes_on = pieces.last().is_some_and(|before| {
            let before = before.joined();
            before.ends_with(['-', ',', '/', '(']) || before.ends_with(" et") || ends_on_link(&before)
        });
        // Paragraphs of one cell stand apart.
        let same_row = pieces
            .last()
            .is_some_and(|before| before.parts().last().is_some_and(|(before, _)| before == line));
        match pieces
            .last_mut()
            .filter(|_| !bulleted && (goes_on || !same_row && !opens(text, names, legend)))
        {
            Some(piece) => piece.push(*line, text),
            None => pieces.push(Passage::one(*line, text)),
        }
    }
    pieces
}

fn ends_on_link(text: &str) -> bool {
    wording::words(text).last().is_some_and(|word| wording::is_link(word))
}

/// Whether a text opens the name of someone.
fn opens(text: &str, names: &Names, legend: &Legend) -> bool {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '(' && c != ')')
        .unwrap_or(text.len());
    let word = &text[..end];
    let acronym = word.chars().filter(|c| c.is_alphabetic()).count() > 1 && is_capitals(word);
    let tokens = Passage::one(1, text).tokens();
    acronym || OPENINGS.contains(&fold(word).as_str()) || legend.name(word).is_some() || names.at(&tokens, 0).is_some()
}

/// Words that open the name of a plan or of a text, and of nobody.
const NOBODIES: [&str; 24] = [
    "plan",
    "projet",
    "projets",
    "contrat",
    "schema",
    "politique",
    "axe",
    "action",
    "actions",
    "fiche",
    "objectif",
    "objectifs",
    "convention",
    "demarche",
    "diagnostic",
    "annexe",
    "article",
    "pedt",
    "ctg",
    "cej",
    "cls",
    "sdsf",
    "abs",
    "orientation",
];

/// Those whom sentences name by what they are.
const PEOPLE: [&str; 39] = [
    "professionnels",
    "professionnelles",
    "assistantes",
    "assistants",
    "familles",
    "benevoles",
    "habitants",
    "jeunes",
    "enseignants",
    "animateurs",
    "animatrices",
    "equipe",
    "equipes",
    "educateurs",
    "partenaires",
    "acteurs",
    "collectif",
    "office",
    "bibliotheque",
    "mediatheque",
    "ludotheque",
    "protection",
    "bibliotheques",
    "mediatheques",
    "ludotheques",
    "coordonnateur",
    "coordonnatrice",
    "animateur",
    "animatrice",
    "secretaire",
    "maire",
    "maires",
    "president",
    "presidente",
    "conseiller",
    "conseillere",
    "medecin",
    "psychologue",
    "gendarmerie",
];

/// Whether words taken from a sentence are the name of someone: known, or printed and opened as names are.
pub(super) fn names_someone(passage: &Passage, names: &Names, legend: &Legend) -> bool {
    let tokens = passage.tokens();
    let article = |at: &usize| {
        !matches!(
            tokens[*at].fold.as_str(),
            "le" | "la" | "les" | "l" | "un" | "une" | "de" | "du" | "d" | "des" | "deux" | "trois" | "quatre" | "cinq" | "six"
        )
    };
    let Some(first) = (0..tokens.len()).find(article) else {
        return false;
    };
    let token = &tokens[first];
    let known = (0..=first).any(|at| names.at(&tokens, at).is_some()) || legend.name(&token.word).is_some();
    let opened = OPENINGS.contains(&token.fold.trim_end_matches('s'))
        || OPENINGS.contains(&token.fold.as_str())
        || PEOPLE.contains(&token.fold.as_str());
    known || !NOBODIES.contains(&token.fold.as_str()) && (opened || is_capitalised(&token.word))
}

/// Cuts at the signs that part names, and at "et" before another name.
fn cut(passage: &Passage, names: &Names, legend: &Legend, commas: Commas) -> Vec<Passage> {
    let tokens = passage.tokens();
    let Some(last) = tokens.last() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    let mut depth = 0_i32;
    for at in 0..tokens.len() {
        let signs = passage.signs_after(&tokens[at]);
        for sign in signs.chars() {
            depth += match sign {
                '(' | '«' => 1,
                ')' | '»' => -1,
                _ => 0,
            };
        }
        let Some(next) = tokens.get(at + 1) else { break };
        let rest = passage.between(next, last).joined();
        let dashed = matches!(signs.as_str(), "–" | "—") && opens(&rest, names, legend);
        let listed = signs.contains([';', '/', '+', '&', '•']) || dashed;
        let comma =
            signs.contains(',') && (commas == Commas::Part || opens(&rest, names, legend) || is_capitalised(&next.word));
        if depth <= 0 && (listed || comma) && at + 1 > from {
            found.push(passage.between(&tokens[from], &tokens[at]));
            from = at + 1;
        } else if depth <= 0 && next.fold == "et" && at + 1 > from && matches!(signs.as_str(), "" | ")" | "»") {
            let after = tokens.get(at + 2).map(|after| passage.between(after, last).joined());
            let again = tokens
                .get(at + 2)
                .is_some_and(|after| after.fold == tokens[from].fold && is_capitalised(&after.word));
            // "l'appui de la Caf et de la PMI": the link is of neither name.
            let linked = tokens
                .get(at + 2)
                .is_some_and(|after| matches!(after.fold.as_str(), "de" | "du" | "d"));
            let beyond = tokens.get(at + 3).filter(|_| linked && found.is_empty());
            let beyond = beyond.is_some_and(|next| opens(&passage.between(next, last).joined(), names, legend));
            // "la CPAM et France Travail": what letters name is named whole.
            let letters = is_capitals(&tokens[at].word) && tokens[at].word.chars().count() > 1;
            let short = at <= from + 1 && letters && tokens.get(at + 2).is_some_and(|after| is_capitalised(&after.word));
            if again || short || after.is_some_and(|after| opens(&after, names, legend)) || beyond {
                found.push(passage.between(&tokens[from], &tokens[at]));
                from = at + 2 + usize::from(beyond);
            }
        }
    }
    if let Some(first) = tokens.get(from) {
        found.push(whole_end(passage, first, last));
    }
    found
}

/// To the end of the passage, its closing signs included: "relais « Les Coquelicots »".
fn whole_end(passage: &Passage, first: &crate::passage::Token, last: &crate::passage::Token) -> Passage {
    let mut kept = passage.between(first, last);
    let signs = passage.signs_after(last);
    if let Some((_, text)) = kept.last_part_mut() {
        for sign in signs.chars().filter(|sign| matches!(sign, '»' | ')')) {
            text.push_str(if sign == '»' { " »" } else { ")" });
        }
    }
    kept
}

/// "Communes de Ruchefol et de Mourveil" are two communes.
fn each_commune(passage: &Passage) -> Vec<Passage> {
    let text = passage.joined();
    let folded = fold(&text);
    let Some(rest) = folded.strip_prefix("communes d").and_then(|_| text.get("communes ".len()..)) else {
        return vec![passage.clone()];
    };
    let Some((line, _)) = passage.parts().first() else {
        return Vec::new();
    };
    let names: Vec<&str> = rest.split(',').flat_map(|part| part.split(" et ")).map(str::trim).collect();
    let linked = |name: &str| {
        name.starts_with("de ")
            || name.starts_with("d'")
            || name.starts_with("d’")
            || name.starts_with("des ")
            || name.starts_with("du ")
    };
    if names.len() < 2 {
        return vec![passage.clone()];
    }
    let full = |name: &&str| {
        let text = if linked(name) {
            format!("Commune {name}")
        } else {
            format!("Commune de {name}")
        };
        Passage::one(*line, &text)
    };
    names.iter().map(full).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let passage = Passage::new((1..).zip(text.lines()).map(|(line, text)| (line, text.to_owned())).collect());
        let found = split(&passage, &Names::default(), &Legend::default(), Commas::MayPart);
        found.iter().map(Passage::joined).collect()
    }

    #[test]
    fn names_are_cut_before_another_name() {
        assert_eq!(read("Ville de Val / CCAS"), ["Ville de Val", "CCAS"]);
        assert_eq!(
            read("CCAS, Ville de Val / Espace Ressources et Écoute"),
            ["CCAS", "Ville de Val", "Espace Ressources et Écoute"]
        );
        assert_eq!(
            read("Ville de Val, association Les Galets et association Jeux et Partage"),
            ["Ville de Val", "association Les Galets", "association Jeux et Partage"]
        );
        assert_eq!(read("la CPAM et France Travail"), ["la CPAM", "France Travail"]);
        assert_eq!(read("MSA\nCaf"), ["MSA", "Caf"]);
        assert_eq!(read("Association Le Grand\nNoyer"), ["Association Le Grand Noyer"]);
        assert_eq!(
            read("Communes de Ruchefol et de Mourveil"),
            ["Commune de Ruchefol", "Commune de Mourveil"]
        );
        assert_eq!(read("la Caf et de la PMI"), ["la Caf", "la PMI"]);
        assert_eq!(read("Centre de loisirs et de vacances"), ["Centre de loisirs et de vacances"]);
        assert_eq!(read("à désigner"), [""; 0]);
        let named = |text: &str| names_someone(&Passage::one(1, text), &Names::default(), &Legend::default());
        assert!(
            ["la commune", "l'association Val", "le CCAS", "les Francas"]
                .iter()
                .all(|text| named(text))
        );
        assert!(
            !["espoir", "repas", "le diagnostic", "l'axe 2", "tous", "la"]
                .iter()
                .any(|text| named(text))
        );
        assert_eq!(read("relais « Les Coquelicots »"), ["relais « Les Coquelicots »"]);
    }
}
