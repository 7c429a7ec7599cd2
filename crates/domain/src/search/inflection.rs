//! French inflection: the plural, the feminine and the mute endings that a word may take without being another word.
//!
//! It knows no dictionary, and undoes no derivation: « formation » and « former » stay two words.

/// The shortest root of a longer word, in letters: what is shorter is another word.
const SHORTEST: usize = 4;

/// What is left of a folded word without its inflection. Words of three letters or fewer stay as they are, and none becomes as short.
pub(super) fn stem(word: &str) -> String {
    if word.chars().count() < SHORTEST {
        return word.to_owned();
    }
    let singular = singular(word);
    let bare = singular.trim_end_matches('e');
    let root = match bare.strip_suffix("if") {
        // « actif », « active ».
        Some(root) => format!("{root}iv"),
        None if bare.len() < singular.len() => single(bare).to_owned(),
        None => bare.to_owned(),
    };
    if root.chars().count() < SHORTEST { singular } else { root }
}

/// « communaux » is the plural of « communal ».
fn singular(word: &str) -> String {
    if word.ends_with("eaux") {
        return word[..word.len() - 1].to_owned();
    }
    if let Some(root) = word.strip_suffix("aux").filter(|root| root.chars().count() > 2) {
        return format!("{root}al");
    }
    word.strip_suffix(['s', 'x']).unwrap_or(word).to_owned()
}

/// « professionnelle » doubles the last letter of « professionnel ».
fn single(word: &str) -> &str {
    let doubled = ["ll", "nn", "tt", "ss"].iter().any(|end| word.ends_with(end));
    if doubled { &word[..word.len() - 1] } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(one: &str, other: &str) {
        assert_eq!(stem(one), stem(other), "{one} and {other}");
    }

    #[test]
    fn a_word_is_one_word_in_all_its_forms() {
        same("action", "actions");
        same("ecole", "ecoles");
        same("realise", "realisees");
        same("communal", "communales");
        same("communal", "communaux");
        same("actif", "actives");
        same("professionnel", "professionnelles");
        same("ancien", "anciennes");
        same("lieu", "lieux");
        same("reseau", "reseaux");
        same("niveau", "niveaux");
        same("annee", "annees");
        same("ville", "villes");
        same("ete", "etes");
    }

    #[test]
    fn words_of_one_family_stay_apart() {
        for (one, other) in [
            ("communication", "commune"),
            ("formation", "format"),
            ("commun", "communication"),
            ("fille", "fil"),
            ("salle", "sale"),
            ("annee", "an"),
        ] {
            assert_ne!(stem(one), stem(other), "{one} and {other}");
        }
        assert_eq!(
            (stem("qg"), stem("des"), stem("ete")),
            ("qg".to_owned(), "des".to_owned(), "ete".to_owned())
        );
    }
}
