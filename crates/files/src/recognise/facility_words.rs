//! The words of the trade for facilities: what is a type, what declares an absence, what is an address, what labels a form.

use crate::wording::{self, begins, position};

/// The types of facilities, in small letters without accents.
const KINDS: [&[&str]; 47] = [
    &["centre", "de", "loisirs"],
    &["garderie"],
    &["maison", "des", "jeunes"],
    &["eaje"],
    &["alsh"],
    &["alae"],
    &["clae"],
    &["acm"],
    &["laep"],
    &["rpe"],
    &["ram"],
    &["evs"],
    &["clas"],
    &["mam"],
    &["pij"],
    &["ludotheque"],
    &["bibliotheque"],
    &["mediatheque"],
    &["ludobus"],
    &["creche", "collective"],
    &["creche", "familiale"],
    &["creche", "parentale"],
    &["micro", "creche"],
    &["creche"],
    &["halte", "garderie"],
    &["multi", "accueil"],
    &["multiaccueil"],
    &["jardin", "d", "enfants"],
    &["etablissement", "d", "accueil", "du", "jeune", "enfant"],
    &["accueil", "de", "loisirs", "sans", "hebergement"],
    &["accueil", "de", "loisirs"],
    &["accueil", "periscolaire"],
    &["accueil", "extrascolaire"],
    &["accueil", "jeunes"],
    &["accueil", "de", "jeunes"],
    &["espace", "jeunes"],
    &["point", "information", "jeunesse"],
    &["lieu", "d", "accueil", "enfants", "parents"],
    &["lieu", "d", "accueil", "enfant", "parent"],
    &["relais", "petite", "enfance"],
    &["relais", "assistants", "maternels"],
    &["relais", "assistantes", "maternelles"],
    &["maison", "d", "assistants", "maternels"],
    &["maison", "d", "assistantes", "maternelles"],
    &["centre", "social"],
    &["espace", "de", "vie", "sociale"],
    &["coordination"],
];

/// Whether words are an address: a way or a number first, or a postal code.
pub(crate) fn looks_like_address(text: &str) -> bool {
    const WAYS: [&str; 17] = [
        "allee",
        "avenue",
        "av",
        "boulevard",
        "bd",
        "chemin",
        "cours",
        "esplanade",
        "impasse",
        "lotissement",
        "montee",
        "place",
        "quai",
        "route",
        "rue",
        "ruelle",
        "square",
    ];
    let words = wording::words(text);
    let numbered = |word: &String| word.len() < 5 && word.starts_with(|c: char| c.is_ascii_digit());
    let first = words
        .first()
        .is_some_and(|word| WAYS.contains(&word.as_str()) || numbered(word));
    let way = words.iter().take(5).any(|word| WAYS.contains(&word.as_str()));
    let postal = words
        .iter()
        .any(|word| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()));
    postal || first && way
}

/// "/", "néant": there is none.
pub(crate) fn is_absence(text: &str) -> bool {
    const NONE: [&[&str]; 9] = [
        &["neant"],
        &["aucun"],
        &["aucune"],
        &["aucun", "equipement"],
        &["aucune", "structure"],
        &["sans", "objet"],
        &["non", "concerne"],
        &["non", "concernee"],
        &["pas", "d", "equipement"],
    ];
    let text = text.trim();
    if matches!(text, "/" | "-" | "–" | "—" | "//" | "X/") {
        return true;
    }
    let words = wording::words(text);
    NONE.iter().any(|none| *none == words)
}

/// Whether these words are a type of facility, and no name of one.
pub(crate) fn is_kind(words: &[String]) -> bool {
    kind_length(words).is_some_and(|length| length == words.len())
}

/// How many of the first words are a type of facility.
pub(crate) fn kind_length(words: &[String]) -> Option<usize> {
    const PLURALS: [&str; 8] = [
        "creches",
        "accueils",
        "ludotheques",
        "relais",
        "centres",
        "espaces",
        "etablissements",
        "lieux",
    ];
    let first = words.first()?;
    let plural = words.len() > 1 || PLURALS.contains(&first.as_str());
    let single = |word: &str| if plural { singular(word) } else { word.to_owned() };
    let opening = single(first);
    let same = |kind: &&&[&str]| {
        // Few words open a type: the others are not looked at.
        let opens = first == kind[0] || opening == bare(kind[0]);
        let pairs = || words.iter().zip(kind.iter());
        opens && words.len() >= kind.len() && (begins(words, kind) || pairs().all(|(word, kind)| single(word) == bare(kind)))
    };
    KINDS.iter().filter(same).map(|kind| kind.len()).max()
}

/// A word of a type without its plural.
fn singular(word: &str) -> String {
    if word.len() <= 3 {
        return word.to_owned();
    }
    word.trim_end_matches('s')
        .replace("lieux", "lieu")
        .replace("sociaux", "social")
}

/// The word of a type without its plural, to compare both numbers.
fn bare(word: &str) -> &str {
    if word.len() > 3 { word.trim_end_matches('s') } else { word }
}

/// A label of the form: "Nom de la collectivité locale signataire".
pub(crate) fn is_label(words: &[String]) -> bool {
    begins(words, &["nom"]) && position(words, &["collectivite"]).is_some()
        || begins(words, &["nom", "de", "la", "commune"]) && words.len() == 4
        || begins(words, &["type", "de"]) && words.len() < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        wording::words(text)
    }

    #[test]
    fn types_are_no_names() {
        for kind in [
            "EAJE",
            "Multi-accueil",
            "Accueils de loisirs",
            "Ludothèques",
            "Lieux d'accueil enfants parents",
            "Centres sociaux",
        ] {
            assert!(is_kind(&words(kind)), "{kind}");
        }
        for name in [
            "Jean Moulin",
            "Maison des Câlins",
            "Multi-accueil Les Lutins",
            "Ludothèque du Port",
            "",
        ] {
            assert!(!is_kind(&words(name)), "{name}");
        }
        assert_eq!(kind_length(&words("Multi-accueil Les Lutins")), Some(2));
    }
}
