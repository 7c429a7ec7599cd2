//! Short names of organisations, for headers, badges and columns.
//!
//! Derived from the full name and the kind; never a list of known places.

use super::OrganisationKind;

/// The name people use: "Les Pennes-Mirabeau" for "Commune des Pennes-Mirabeau".
#[must_use]
pub fn short_name(kind: OrganisationKind, name: &str) -> String {
    match kind {
        OrganisationKind::Commune => small_words(&commune_name(name)),
        OrganisationKind::FamilyFund => fund_name(name),
        _ => name.to_owned(),
    }
}

/// The order in which organisations are shown, everywhere: communes that sign, then the others that sign, then those only
/// named. It decides colours and positions.
#[must_use]
pub fn rank(signs: bool, kind: OrganisationKind, ordinal: i64) -> (bool, bool, i64) {
    (!signs, kind != OrganisationKind::Commune, ordinal)
}

/// At most three letters that stand for the organisation in a badge.
#[must_use]
pub fn initials(short_name: &str) -> String {
    let mut words = short_name
        .split([' ', '-', '’', '\''])
        .filter(|word| word.starts_with(char::is_uppercase));
    match (words.next(), words.next()) {
        (Some(first), _) if first.chars().count() <= 3 && is_acronym(first) => first.to_owned(),
        (Some(first), Some(second)) => first.chars().take(1).chain(second.chars().take(1)).collect(),
        (Some(only), None) => only.chars().take(2).collect(),
        (None, _) => short_name.chars().take(2).collect::<String>().to_uppercase(),
    }
}

fn is_acronym(word: &str) -> bool {
    const FUNDS: [&str; 3] = ["caf", "msa", "css"];
    FUNDS.contains(&word.to_lowercase().as_str())
}

fn commune_name(name: &str) -> String {
    let Some(rest) = strip_head(name, &["la commune ", "commune ", "la ville ", "ville "]) else {
        return name.to_owned();
    };
    for (article, replaced) in [
        ("des ", "Les "),
        ("du ", "Le "),
        ("de la ", "La "),
        ("de l’", "L’"),
        ("de l'", "L’"),
    ] {
        if let Some(place) = strip_head(rest, &[article]) {
            return format!("{replaced}{place}");
        }
    }
    strip_head(rest, &["de ", "d’", "d'"]).unwrap_or(rest).to_owned()
}

/// Articles and prepositions inside a compound name, which French toponymy writes small ("Septèmes-les-Vallons").
const SMALL_WORDS: [&str; 10] = ["les", "le", "la", "lès", "de", "du", "des", "sur", "sous", "en"];

fn small_words(name: &str) -> String {
    let word = |(index, word): (usize, &str)| {
        let small = word.to_lowercase();
        if index > 0 && SMALL_WORDS.contains(&small.as_str()) {
            small
        } else {
            word.to_owned()
        }
    };
    name.split('-').enumerate().map(word).collect::<Vec<_>>().join("-")
}

fn fund_name(name: &str) -> String {
    let heads = ["la caisse d’allocations familiales", "caisse d’allocations familiales"];
    let plain = name.replace('\'', "’");
    strip_head(&plain, &heads).map_or_else(|| name.to_owned(), |rest| format!("Caf{rest}"))
}

/// `text` without the first of `heads` that begins it, case apart.
fn strip_head<'a>(text: &'a str, heads: &[&str]) -> Option<&'a str> {
    heads.iter().find_map(|head| {
        let start = text.get(..head.len())?;
        (start.to_lowercase() == *head).then(|| &text[head.len()..])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communes_get_their_article_back() {
        let short = |name| short_name(OrganisationKind::Commune, name);
        assert_eq!(short("Commune des Pennes-Mirabeau"), "Les Pennes-Mirabeau");
        assert_eq!(short("La commune de Septèmes-les-Vallons"), "Septèmes-les-Vallons");
        assert_eq!(short("Commune du Barp"), "Le Barp");
        assert_eq!(short("Commune de La Ciotat"), "La Ciotat");
        assert_eq!(short("Ville d’Arles"), "Arles");
        assert_eq!(short("Commune de Septèmes-Les-Vallons"), "Septèmes-les-Vallons");
        assert_eq!(short("Ceyreste"), "Ceyreste");
    }

    #[test]
    fn a_fund_keeps_its_territory() {
        let name = "Caisse d'allocations familiales des Bouches-du-Rhône";
        assert_eq!(short_name(OrganisationKind::FamilyFund, name), "Caf des Bouches-du-Rhône");
    }

    #[test]
    fn badges_hold_two_or_three_letters() {
        assert_eq!(initials("Les Pennes-Mirabeau"), "LP");
        assert_eq!(initials("Septèmes-les-Vallons"), "SV");
        assert_eq!(initials("Caf des Bouches-du-Rhône"), "Caf");
        assert_eq!(initials("Arles"), "Ar");
    }
}
