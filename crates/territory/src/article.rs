//! How a name of place joins a sentence: "des Pennes-Mirabeau", "aux Pennes-Mirabeau", "d’Ajaccio".
//!
//! It follows what the official code says of each name. Where nothing is said, the name stays as it is.

use std::borrow::Cow;

/// How the article of a name joins (the official "TNCC"). `Aux` and `Los` belong to one commune each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Liaison {
    /// No article, a consonant: de Marseille.
    Consonant,
    /// No article, a vowel: d’Ajaccio.
    Vowel,
    /// Le Havre, du Havre.
    Le,
    /// La Ciotat.
    La,
    /// Les Pennes-Mirabeau, des Pennes-Mirabeau.
    Les,
    /// L’Étang.
    L,
    /// Aux Marais.
    Aux,
    /// Las.
    Las,
    /// Los Masos.
    Los,
}

impl Liaison {
    /// The liaison of an official code, 0 to 8.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "0" => Self::Consonant,
            "1" => Self::Vowel,
            "2" => Self::Le,
            "3" => Self::La,
            "4" => Self::Les,
            "5" => Self::L,
            "6" => Self::Aux,
            "7" => Self::Las,
            "8" => Self::Los,
            _ => return None,
        })
    }

    /// The article that the name of a commune begins with, folded.
    pub(crate) const fn article(self) -> &'static str {
        match self {
            Self::Consonant | Self::Vowel => "",
            Self::Le => "le",
            Self::La => "la",
            Self::Les => "les",
            Self::L => "l",
            Self::Aux => "aux",
            Self::Las => "las",
            Self::Los => "los",
        }
    }
}

/// A name with the way it joins a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'t> {
    text: &'t str,
    liaison: Option<Liaison>,
    /// Whether the article is written in the name: communes, not départements.
    bears_article: bool,
}

impl<'t> Name<'t> {
    /// The name of a commune, its article written in it. A code that contradicts the name gives way to the name.
    pub(crate) fn of_commune(text: &'t str, code: &str) -> Self {
        let said = Liaison::from_code(code);
        let liaison = match said {
            Some(Liaison::Consonant) if text.starts_with("Le ") => Some(Liaison::Le),
            Some(Liaison::Consonant) if text.starts_with("Les ") => Some(Liaison::Les),
            said => said,
        };
        Self {
            text,
            liaison,
            bears_article: true,
        }
    }

    /// The name of a département, its article apart.
    pub(crate) fn of_department(text: &'t str, code: &str) -> Self {
        Self {
            text,
            liaison: Liaison::from_code(code),
            bears_article: false,
        }
    }

    /// How it joins, when it is said.
    #[must_use]
    pub const fn liaison(&self) -> Option<Liaison> {
        self.liaison
    }

    /// The name as the source writes it.
    #[must_use]
    pub const fn raw(&self) -> &'t str {
        self.text
    }

    /// The name, as people read it: "Les Pennes-Mirabeau".
    #[must_use]
    pub fn plain(&self) -> String {
        self.text.replace('\'', "’")
    }

    /// "des Pennes-Mirabeau", "d’Ajaccio", "du Havre", "de La Ciotat"; the plain name where nothing is said.
    #[must_use]
    pub fn of(&self) -> String {
        self.joined(["de ", "d’", "du ", "des "])
    }

    /// "aux Pennes-Mirabeau", "à Ajaccio", "au Havre"; the plain name where nothing is said.
    #[must_use]
    pub fn at(&self) -> String {
        self.joined(["à ", "à ", "au ", "aux "])
    }

    /// "la commune des Pennes-Mirabeau"; the plain name where nothing is said.
    #[must_use]
    pub fn commune(&self) -> String {
        match self.liaison {
            Some(_) => format!("la commune {}", self.of()),
            None => self.plain(),
        }
    }

    /// With the words for no article, no article before a vowel, `Le` and `Les`.
    fn joined(&self, [plain, vowel, le, les]: [&str; 4]) -> String {
        let Some(liaison) = self.liaison else { return self.plain() };
        let (word, written) = match liaison {
            // The article of a commune keeps its capital; that of a département, added below, is small.
            Liaison::Consonant | Liaison::Los | Liaison::Las | Liaison::La | Liaison::L => (plain, ""),
            Liaison::Vowel => (vowel, ""),
            Liaison::Le => (le, "Le "),
            Liaison::Les => (les, "Les "),
            Liaison::Aux => (les, "Aux "),
        };
        let bare = self.text.strip_prefix(written).unwrap_or(self.text).replace('\'', "’");
        let article: Cow<'_, str> = match (self.bears_article, liaison) {
            (false, Liaison::La) => "la ".into(),
            (false, Liaison::L) => "l’".into(),
            _ => "".into(),
        };
        format!("{word}{article}{bare}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str, code: &str) -> [String; 2] {
        let name = Name::of_commune(text, code);
        [name.of(), name.at()]
    }

    #[test]
    fn every_liaison_has_its_words() {
        assert_eq!(joined("Marseille", "0"), ["de Marseille", "à Marseille"]);
        assert_eq!(joined("Ajaccio", "1"), ["d’Ajaccio", "à Ajaccio"]);
        assert_eq!(joined("Le Havre", "2"), ["du Havre", "au Havre"]);
        assert_eq!(joined("La Ciotat", "3"), ["de La Ciotat", "à La Ciotat"]);
        assert_eq!(
            joined("Les Pennes-Mirabeau", "4"),
            ["des Pennes-Mirabeau", "aux Pennes-Mirabeau"]
        );
        assert_eq!(joined("L'Étang-la-Ville", "5"), ["de L’Étang-la-Ville", "à L’Étang-la-Ville"]);
        assert_eq!(joined("Aux Marais", "6"), ["des Marais", "aux Marais"]);
        assert_eq!(joined("Las Planes", "7"), ["de Las Planes", "à Las Planes"]);
        assert_eq!(joined("Los Masos", "8"), ["de Los Masos", "à Los Masos"]);
    }

    #[test]
    fn a_name_without_liaison_stays_as_it_is() {
        assert_eq!(joined("Uturoa", ""), ["Uturoa", "Uturoa"]);
        assert_eq!(Name::of_commune("Uturoa", "").commune(), "Uturoa");
        assert_eq!(
            Name::of_commune("Les Pennes-Mirabeau", "4").commune(),
            "la commune des Pennes-Mirabeau"
        );
    }

    #[test]
    fn a_code_that_contradicts_the_name_gives_way() {
        assert_eq!(
            joined("Le Vernet-Chaméane", "0"),
            ["du Vernet-Chaméane", "au Vernet-Chaméane"]
        );
    }

    #[test]
    fn departments_take_a_small_article() {
        let of = |text, code| Name::of_department(text, code).of();
        assert_eq!(of("Bouches-du-Rhône", "4"), "des Bouches-du-Rhône");
        assert_eq!(of("Ain", "5"), "de l’Ain");
        assert_eq!(of("Loire", "3"), "de la Loire");
        assert_eq!(of("Var", "2"), "du Var");
        assert_eq!(of("La Réunion", "0"), "de La Réunion");
        assert_eq!(of("Indre-et-Loire", "1"), "d’Indre-et-Loire");
    }
}
