//! Facilities in a row after their type: "Les Lucioles (14 rue Marceau), Le Chemin (2 allée Basse) et Pirouette", each with what
//! is said of it: "Les Loups, 11 rue de la Gare, Orgemont ; La Grange, place du Foirail".

use super::facility_words::{kind_length, looks_like_address};
use crate::wording::{self, is_capitalised};

/// The facilities of a list, each with its address beside its name.
pub(super) fn items(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in parts(text, &[';']) {
        let mut addressed = false;
        for piece in parts(part, &[',']).iter().flat_map(|piece| joined(piece)) {
            let address = looks_like_address(piece);
            // What stands after an address says where it is.
            let place = addressed && is_named(piece) && !piece.contains('(');
            match found.last_mut() {
                Some(item) if address || place => {
                    item.push_str(", ");
                    item.push_str(piece);
                    addressed = true;
                }
                // "géré par la Ville" says something of the facility before.
                Some(_) if !is_named(piece) && !is_typed(piece) => {}
                _ => {
                    found.push(piece.to_owned());
                    addressed = false;
                }
            }
        }
    }
    found
}

/// "fermée en juillet 2025, retirée de la liste": what was there is no more.
pub(super) fn is_closed(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    // A farm has no accent: « Ferme des Loisirs » is the name of one.
    matches!(
        first.unwrap_or_default().to_lowercase().as_str(),
        "fermé"
            | "fermée"
            | "fermés"
            | "fermées"
            | "fermee"
            | "fermees"
            | "supprimé"
            | "supprimée"
            | "supprimés"
            | "supprimées"
    )
}

/// "Les Lutins", "la Ruche", "« L'Île aux enfants »": a name, its article and its quotes left aside.
fn is_named(piece: &str) -> bool {
    let bare = piece.trim_start_matches(['«', '"', '“', ' ', '\u{a0}', '\u{202f}']);
    let article = ["le ", "la ", "les ", "l'", "l’"]
        .iter()
        .find_map(|article| bare.strip_prefix(article));
    bare.len() < piece.len() || is_capitalised(article.unwrap_or(bare))
}

/// "halte-garderie du port": a facility that its type names.
fn is_typed(piece: &str) -> bool {
    kind_length(&wording::words(piece)).is_some()
}

/// The pieces between these signs, those inside brackets and quotes left whole.
fn parts<'t>(text: &'t str, signs: &[char]) -> Vec<&'t str> {
    let (mut found, mut from, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '«' => depth += 1,
            ')' | '»' => depth -= 1,
            sign if depth <= 0 && signs.contains(&sign) => {
                found.push(&text[from..at]);
                from = at + sign.len_utf8();
            }
            _ => {}
        }
    }
    found.push(&text[from..]);
    let bare = found.into_iter().map(|piece| piece.trim().trim_end_matches('.').trim());
    bare.filter(|piece| !piece.is_empty()).collect()
}

/// "Le Chemin (2 allée Basse) et Pirouette (88 rue Haute)": two, where the first has its address.
fn joined(piece: &str) -> Vec<&str> {
    match piece.split_once(") et ") {
        Some((first, second)) if is_named(second) => vec![&piece[..=first.len()], second],
        _ => vec![piece],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_gives_its_facilities_with_their_addresses() {
        assert_eq!(
            items("Les Lucioles (14 rue Marceau), Le Chemin (2 allée Basse) et Pirouette (88 rue Haute)."),
            [
                "Les Lucioles (14 rue Marceau)",
                "Le Chemin (2 allée Basse)",
                "Pirouette (88 rue Haute)"
            ]
        );
        assert_eq!(
            items("Les P'tits Loups, 11 rue de la Laiterie, Orgemont-le-Plateau"),
            ["Les P'tits Loups, 11 rue de la Laiterie, Orgemont-le-Plateau"]
        );
        assert_eq!(
            items("La Ferme (chemin Vert), géré par la Ville ; Les Vents (5 place Ronde), géré par le centre"),
            ["La Ferme (chemin Vert)", "Les Vents (5 place Ronde)"]
        );
        assert_eq!(items("Les Lutins, Les Canaris"), ["Les Lutins", "Les Canaris"]);
    }

    #[test]
    fn a_name_in_small_letters_is_not_lost() {
        assert_eq!(
            items("Les Lutins, la Ruche, « les Canaris », halte-garderie du port"),
            ["Les Lutins", "la Ruche", "« les Canaris »", "halte-garderie du port"]
        );
        assert_eq!(
            items("Les Loups, 11 rue de la Gare, le Bourg"),
            ["Les Loups, 11 rue de la Gare, le Bourg"]
        );
    }

    #[test]
    fn a_farm_is_not_closed() {
        assert!(is_closed("fermée en juillet 2025, retirée de la liste") && is_closed("FERMÉ"));
        assert!(!is_closed("Ferme des Loisirs") && !is_closed("La Ferme"));
    }
}
