//! Facilities in a row after their type: "Les Lucioles (14 rue Marceau), Le Chemin (2 allée Basse) et Pirouette", each with what
//! is said of it: "Les Loups, 11 rue de la Gare, Orgemont ; La Grange, place du Foirail".

use super::facility_words::looks_like_address;
use crate::wording::{self, is_capitalised};

/// The facilities of a list, each with its address beside its name.
pub(super) fn items(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in parts(text, &[';']) {
        let mut addressed = false;
        for piece in parts(part, &[',']).iter().flat_map(|piece| joined(piece)) {
            let address = looks_like_address(piece);
            // What stands after an address says where it is.
            let place = addressed && is_capitalised(piece) && !piece.contains('(');
            match found.last_mut() {
                Some(item) if address || place => {
                    item.push_str(", ");
                    item.push_str(piece);
                    addressed = true;
                }
                // "géré par la Ville" says something of the facility before.
                Some(_) if !is_capitalised(piece) => {}
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
    let words = wording::words(text);
    let first = words.first().map_or("", String::as_str);
    matches!(first, "ferme" | "fermee" | "fermes" | "fermees" | "supprime" | "supprimee")
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
        Some((first, second)) if is_capitalised(second) => vec![&piece[..=first.len()], second],
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
        assert!(is_closed("fermée en juillet 2025, retirée de la liste"));
    }
}
