//! French inflection: the plural, the feminine and the mute endings that a word may take without being another word.
//!
//! It knows no dictionary, and undoes no derivation: « formation » and « former » stay two words.

/// What is left of a folded word without its inflection. Words of three letters or fewer stay as they are.
pub(super) fn stem(word: &str) -> String {
    if word.chars().count() <= 3 {
        return word.to_owned();
    }
    let singular = singular(word);
    if singular.chars().count() <= 3 {
        return singular;
    }
    let bare = singular.trim_end_matches('e');
    match bare.strip_suffix("if") {
        // « actif », « active ».
        Some(root) => format!("{root}iv"),
        None => single(bare),
    }
}

/// « communaux » is the plural of « communal ».
fn singular(word: &str) -> String {
    if let Some(root) = word.strip_suffix("aux").filter(|root| root.chars().count() > 2) {
        return format!("{root}al");
    }
    word.strip_suffix(['s', 'x']).unwrap_or(word).to_owned()
}

/// « professionnelle » doubles the last letter of « professionnel ».
fn single(word: &str) -> String {
    let mut letters = word.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && matches!(last, 'l' | 'n' | 't' | 's') => {
            word[..word.len() - last.len_utf8()].to_owned()
        }
        _ => word.to_owned(),
    }
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
        same("ville", "villes");
        same("ete", "etes");
    }

    #[test]
    fn words_of_one_family_stay_apart() {
        for (one, other) in [
            ("communication", "commune"),
            ("formation", "format"),
            ("commun", "communication"),
        ] {
            assert_ne!(stem(one), stem(other), "{one} and {other}");
        }
        assert_eq!(
            (stem("qg"), stem("des"), stem("ete")),
            ("qg".to_owned(), "des".to_owned(), "ete".to_owned())
        );
    }
}
