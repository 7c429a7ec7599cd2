//! What an entry of a journal is about, in words.
//!
//! It never names anyone: numbers stay numbers.

/// What an entry is about, "Lien d’accès n° 4". What is of a version to come keeps its own name.
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
        ["convention", _, kind, number] | [kind, number] | ["convention", _, kind @ ("action" | "campaign"), number, ..] => {
            (kind, number)
        }
        _ => return subject.to_owned(),
    };
    let known = OBJECTS.iter().find(|(name, _)| *name == kind);
    known.map_or_else(|| subject.to_owned(), |(_, words)| format!("{words} n°\u{a0}{number}"))
}

const OBJECTS: [(&str, &str); 21] = [
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
    fn what_an_entry_is_about_is_told_in_words() {
        for (subject, words) in [
            ("link/4", "Lien d’accès n°\u{a0}4"),
            ("passkey/1", "Clé d’accès n°\u{a0}1"),
            ("convention/1/action/12", "Action n°\u{a0}12"),
            ("convention/1/text/1", "Texte signé"),
            ("convention/1/places", "Lieux des parties"),
            ("notice/legal", "Page légale"),
            ("of_a_version_to_come/3", "of_a_version_to_come/3"),
        ] {
            assert_eq!(object(subject), words);
        }
    }
}
