//! What an entry of a journal is about, in words.
//!
//! It never names anyone: numbers stay numbers.

use domain::search::comparable;

use crate::journal_book::Book;
use crate::journal_names::Choice;

/// What an entry is about, "Lien d’accès n° 4", or a whole kind, "Mandat". What is of a version to come keeps its own name.
pub(crate) fn object(subject: &str) -> String {
    let parts: Vec<&str> = subject.split('/').collect();
    let (kind, number) = match parts[..] {
        ["sessions"] => return "Sessions arrivées à leur terme".to_owned(),
        ["unknown-accounts"] => return "Adresses sans compte".to_owned(),
        ["second-proof"] => return "Installation".to_owned(),
        ["notice", _] => return "Page légale".to_owned(),
        ["convention", _, "places"] => return "Lieux des parties".to_owned(),
        ["convention", _, "text", _] => return "Texte signé".to_owned(),
        ["convention", _, "plan"] => return "Plan".to_owned(),
        ["mail"] => return "Serveur de messagerie".to_owned(),
        ["convention", number] => return format!("Convention n°\u{a0}{number}"),
        ["convention", _, kind, number] | [kind, number] | ["convention", _, kind @ ("action" | "campaign"), number, ..] => {
            (kind, Some(number))
        }
        ["convention", _, kind] | [kind] => (kind, None),
        _ => return subject.to_owned(),
    };
    let known = OBJECTS.iter().find(|(name, _)| *name == kind);
    match (known, number) {
        (Some((_, words)), Some(number)) => format!("{words} n°\u{a0}{number}"),
        (Some((_, words)), None) => (*words).to_owned(),
        (None, _) => subject.to_owned(),
    }
}

/// Words as they are compared: without accents, without the spaces that do not break, without "n°".
fn plain(words: &str) -> String {
    comparable(&comparable(words).replace("n°", " "))
}

/// Whether someone typed the words that the list prints: all of them, or those before what it quotes.
pub(crate) fn is_printed(words: &str, typed: &str) -> bool {
    let (words, typed) = (plain(words), plain(typed));
    words == typed || words.strip_prefix(&typed).is_some_and(|rest| rest.starts_with(','))
}

/// What the words of the list mean when they name no thing of a name: "mandat 4", "texte", "mises à jour" as a whole.
pub(crate) fn by_words(book: Book, typed: &str) -> Option<Choice> {
    let typed = plain(typed);
    let inside = match book {
        Book::Convention(convention) => format!("convention/{convention}"),
        Book::Installation => String::new(),
    };
    let choice = |value: String| {
        let words = object(&value);
        Some(Choice { value, words })
    };
    if book != Book::Installation {
        let whole = WHOLE.iter().find(|(words, _)| words.contains(&typed.as_str()));
        if let Some((_, path)) = whole {
            return choice(format!("{inside}{path}"));
        }
    }
    let (kind, number) = OBJECTS.iter().find_map(|(kind, words)| {
        let rest = typed.strip_prefix(&plain(words))?;
        let number = rest.strip_prefix(' ').unwrap_or(rest);
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && number.is_empty() == rest.is_empty();
        is_number.then(|| (*kind, number.to_owned()))
    })?;
    let path = if number.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind}/{number}")
    };
    if inside.is_empty() || OF_THE_INSTALLATION.contains(&kind) {
        choice(path)
    } else {
        choice(format!("{inside}/{path}"))
    }
}

/// Single things of a convention, as people type them.
const WHOLE: [(&[&str], &str); 4] = [
    (&["convention", "la convention"], ""),
    (&["texte", "texte signe", "le texte signe"], "/text/1"),
    (&["plan", "le plan"], "/plan"),
    (&["lieux", "lieux des parties"], "/places"),
];

/// Kinds that a journal names without a convention.
const OF_THE_INSTALLATION: [&str; 5] = ["person", "organisation", "mandate", "link", "passkey"];

const OBJECTS: [(&str, &str); 25] = [
    ("point", "Point de la lecture"),
    ("review", "Relecture"),
    ("anomaly", "Écarts"),
    ("rule", "Règle"),
    ("comparison", "Comparaison"),
    ("milestone", "Jalon"),
    ("report", "Mise à jour"),
    ("proposal", "Proposition"),
    ("comment", "Message"),
    ("campaign", "Campagne"),
    ("letter", "Courrier"),
    ("person", "Personne"),
    ("organisation", "Organisme"),
    ("mandate", "Mandat"),
    ("link", "Lien d’accès"),
    ("passkey", "Clé d’accès"),
    ("act", "Acte"),
    ("reading", "Lecture"),
    ("projection", "Relecture"),
    ("withdrawal", "Retrait"),
    ("party", "Partie"),
    ("document", "Document"),
    ("action", "Action"),
    ("facility", "Équipement"),
    ("summary_link", "Lien vers la fiche"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_list_prints_is_understood() {
        let book = Book::Convention(domain::ids::ConventionId::new(7));
        let meant = |typed: &str| by_words(book, typed).map(|choice| choice.value);
        for (typed, value) in [
            ("Mandat n°\u{a0}4", "mandate/4"),
            ("mandat", "mandate"),
            ("Texte signé", "convention/7/text/1"),
            ("Convention", "convention/7"),
            ("Équipement 2", "convention/7/facility/2"),
            ("Mise à jour", "convention/7/report"),
        ] {
            assert_eq!(meant(typed).as_deref(), Some(value), "{typed}");
        }
        for unknown in ["Actionnaires", "mandat x", "", "12"] {
            assert_eq!(meant(unknown), None, "{unknown}");
        }
        assert!(is_printed("Action\u{a0}5, Ouvrir un lieu", "action 5"));
        assert!(!is_printed("Action\u{a0}50, Ouvrir un lieu", "action 5"));
        assert!(!is_printed("Jalon «\u{a0}X\u{a0}»\u{a0}· Action\u{a0}5, Ouvrir", "action 5"));
    }

    #[test]
    fn what_an_entry_is_about_is_told_in_words() {
        for (subject, words) in [
            ("link/4", "Lien d’accès n°\u{a0}4"),
            ("passkey/1", "Clé d’accès n°\u{a0}1"),
            ("convention/1/action/12", "Action n°\u{a0}12"),
            ("convention/1", "Convention n°\u{a0}1"),
            ("convention/1/report", "Mise à jour"),
            ("mandate", "Mandat"),
            ("convention/1/text/1", "Texte signé"),
            ("convention/1/places", "Lieux des parties"),
            ("notice/legal", "Page légale"),
            ("of_a_version_to_come/3", "of_a_version_to_come/3"),
        ] {
            assert_eq!(object(subject), words);
        }
    }
}
