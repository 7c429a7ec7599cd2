//! The shape of words, whatever they say.
//!
//! No sentence is made here.

/// A text inside a sentence: without the capital at its head, which initials keep. « Validée CAF » gives « validée CAF ».
#[must_use]
pub fn inside_a_sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// A text with a capital at its head, the rest as it is.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// What begins the name of an organisation and takes an article in a sentence, in lower case. Those of the second column are written as
/// they are: `la Caf`.
const WITH_LA: [&str; 10] = [
    "commune",
    "communauté",
    "ville",
    "caisse",
    "métropole",
    "région",
    "mairie",
    "fédération",
    "caf",
    "msa",
];
const WITH_LE: [&str; 6] = ["département", "syndicat", "conseil", "centre", "ccas", "cias"];
const WITH_L: [&str; 7] = ["association", "agence", "établissement", "office", "union", "udaf", "epci"];
const INITIALS: [&str; 6] = ["caf", "msa", "ccas", "cias", "udaf", "epci"];

/// `la commune de Saint-Denis`, `la Caf de Seine-Saint-Denis`, `l’association Léo`; a name of its own stays as it is.
#[must_use]
pub fn with_article(name: &str) -> String {
    let head = name.split_whitespace().next().unwrap_or_default();
    let folded = head.to_lowercase();
    let named = |list: &[&str]| list.contains(&folded.as_str());
    let article = if named(&WITH_LA) {
        "la "
    } else if named(&WITH_LE) {
        "le "
    } else if named(&WITH_L) {
        "l’"
    } else {
        return name.to_owned();
    };
    let head = if named(&INITIALS) { head } else { folded.as_str() };
    format!(
        "{article}{head}{}",
        &name.trim_start()[name.split_whitespace().next().map_or(0, str::len)..]
    )
}

/// The same after `de`: `de la commune de Saint-Denis`, `du département`, `des Pennes-Mirabeau`, `d’Annecy-le-Vieux`.
#[must_use]
pub fn of_named(name: &str) -> String {
    let named = with_article(name);
    for (article, joined) in [("le ", "du "), ("Le ", "du "), ("les ", "des "), ("Les ", "des ")] {
        if let Some(rest) = named.strip_prefix(article) {
            return format!("{joined}{rest}");
        }
    }
    let first = named.chars().next().into_iter().flat_map(char::to_lowercase).next();
    match first {
        Some(letter) if "aeiouàâäéèêëîïôöùûüœæh".contains(letter) => format!("d’{named}"),
        _ => format!("de {named}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_inside_a_sentence_loses_its_capital_and_keeps_initials() {
        let said = ["Validée CAF", "CCAS prêt", "Élan", "à faire", ""].map(inside_a_sentence);
        assert_eq!(said, ["validée CAF", "CCAS prêt", "élan", "à faire", ""]);
    }

    #[test]
    fn the_first_letter_alone_changes() {
        assert_eq!(capitalised("école des Parents"), "École des Parents");
        assert_eq!(capitalised(""), "");
    }

    #[test]
    fn an_organisation_joins_a_sentence() {
        for (name, named, of) in [
            (
                "Caf de Seine-Saint-Denis",
                "la Caf de Seine-Saint-Denis",
                "de la Caf de Seine-Saint-Denis",
            ),
            (
                "Commune de Saint-Denis",
                "la commune de Saint-Denis",
                "de la commune de Saint-Denis",
            ),
            ("Département du Rhône", "le département du Rhône", "du département du Rhône"),
            ("Association Léo", "l’association Léo", "de l’association Léo"),
            ("Annecy-le-Vieux", "Annecy-le-Vieux", "d’Annecy-le-Vieux"),
            ("Les Pennes-Mirabeau", "Les Pennes-Mirabeau", "des Pennes-Mirabeau"),
            ("Le Havre", "Le Havre", "du Havre"),
            ("Marseille", "Marseille", "de Marseille"),
            ("", "", "de "),
        ] {
            assert_eq!((with_article(name).as_str(), of_named(name).as_str()), (named, of));
        }
    }
}
