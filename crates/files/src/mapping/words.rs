//! What a column may hold, and the words by which its head tells it.
//!
//! The words are those of the trade, of no territory; a head that says none of them is left to a person.

use domain::search::fold;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Nothing that is taken.
    Skip,
    /// The printed number.
    Number,
    /// The title.
    Title,
    /// An element of the framework, at this depth from 0.
    Level(u8),
    /// Themes.
    Themes,
    /// Who steers.
    Pilots,
    /// Who carries out.
    Bearers,
    /// Who else takes part.
    Partners,
    /// Where it takes place.
    Communes,
    /// The years, in one cell.
    Years,
    /// A mark for one year.
    Year(i16),
    /// The calendar, in words.
    Calendar,
    /// For whom.
    Public,
    /// What it aims at.
    Objectives,
    /// Its steps.
    Details,
    /// Technical and human means.
    Means,
    /// Financial means.
    Funding,
    /// By what it is judged.
    Indicators,
}

/// The words of each field, folded; the first ones win where a head says several as clearly.
const WORDS: [(Field, &[&str]); 17] = [
    (Field::Number, &["n°", "n", "no", "num", "numero", "ref", "reference", "code"]),
    (Field::Title, &["intitule", "titre", "libelle", "action", "projet", "nom"]),
    (
        Field::Pilots,
        &["pilote", "pilotage", "copilote", "referent", "responsable", "chef de file"],
    ),
    (
        Field::Bearers,
        &[
            "porteur",
            "porteuse",
            "portage",
            "maitre d'ouvrage",
            "maitrise d'ouvrage",
            "operateur",
            "structure",
        ],
    ),
    (Field::Partners, &["partenaire", "partenariat", "acteur", "associe"]),
    (Field::Indicators, &["indicateur", "evaluation", "critere"]),
    (
        Field::Funding,
        &[
            "financement",
            "financeur",
            "financier",
            "budget",
            "cout",
            "fonds",
            "subvention",
            "montant",
        ],
    ),
    (Field::Means, &["moyen", "ressource"]),
    (Field::Public, &["public", "beneficiaire", "cible", "usager"]),
    (Field::Themes, &["thematique", "theme", "domaine", "champ"]),
    (
        Field::Level(0),
        &["axe", "enjeu", "orientation", "rattachement", "priorite", "ambition"],
    ),
    (Field::Objectives, &["objectif", "finalite", "but", "resultat"]),
    (
        Field::Details,
        &[
            "detail",
            "descriptif",
            "description",
            "contenu",
            "etape",
            "modalite",
            "deroulement",
        ],
    ),
    (Field::Communes, &["commune", "territoire", "lieu", "ville", "secteur"]),
    (Field::Years, &["annee", "periode", "duree"]),
    (
        Field::Calendar,
        &["calendrier", "echeance", "echeancier", "planning", "delai"],
    ),
    (
        Field::Skip,
        &[
            "lignes du texte",
            "repere",
            "etat",
            "avancement",
            "meteo",
            "commentaire",
            "remarque",
            "observation",
        ],
    ),
];

impl Field {
    /// All but the years, in the order in which they are offered.
    pub const OFFERED: [Self; 20] = [
        Self::Skip,
        Self::Number,
        Self::Title,
        Self::Level(0),
        Self::Level(1),
        Self::Level(2),
        Self::Level(3),
        Self::Themes,
        Self::Pilots,
        Self::Bearers,
        Self::Partners,
        Self::Communes,
        Self::Years,
        Self::Calendar,
        Self::Public,
        Self::Objectives,
        Self::Details,
        Self::Means,
        Self::Funding,
        Self::Indicators,
    ];

    /// The word of a form.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Year(year) => format!("annee-{year}"),
            Self::Level(level) => format!("niveau-{level}"),
            other => other.word().to_owned(),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Skip => "",
            Self::Number => "numero",
            Self::Title => "intitule",
            Self::Level(_) => "niveau",
            Self::Themes => "thematiques",
            Self::Pilots => "pilotes",
            Self::Bearers => "porteurs",
            Self::Partners => "partenaires",
            Self::Communes => "communes",
            Self::Years => "annees",
            Self::Year(_) => "annee",
            Self::Calendar => "calendrier",
            Self::Public => "public",
            Self::Objectives => "objectifs",
            Self::Details => "details",
            Self::Means => "moyens",
            Self::Funding => "financement",
            Self::Indicators => "indicateurs",
        }
    }

    /// The field of a word of a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(year) = code.strip_prefix("annee-") {
            return year.parse().ok().filter(|year| YEARS.contains(year)).map(Self::Year);
        }
        Self::OFFERED.into_iter().find(|field| field.code() == code)
    }

    /// What people read.
    #[must_use]
    pub fn french(self) -> String {
        let words = match self {
            Self::Year(year) => return format!("Année {year}"),
            Self::Level(level) => return format!("Cadre, niveau {}", level + 1),
            Self::Skip => "Ne pas reprendre",
            Self::Number => "Numéro",
            Self::Title => "Intitulé de l’action",
            Self::Themes => "Thématiques",
            Self::Pilots => "Pilotes",
            Self::Bearers => "Porteurs",
            Self::Partners => "Partenaires",
            Self::Communes => "Communes",
            Self::Years => "Années, dans une case",
            Self::Calendar => "Calendrier",
            Self::Public => "Public",
            Self::Objectives => "Objectifs",
            Self::Details => "Détails",
            Self::Means => "Moyens",
            Self::Funding => "Financement",
            Self::Indicators => "Indicateurs",
        };
        words.to_owned()
    }
}

/// The years that a plan may name.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;

/// The year that a text says and nothing else: "2024", "Année 2024".
pub(super) fn year(text: &str) -> Option<i16> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let letters = fold(text).chars().filter(char::is_ascii_alphabetic).collect::<String>();
    let alone = letters.is_empty() || letters == "annee";
    digits
        .parse()
        .ok()
        .filter(|year| alone && digits.len() == 4 && YEARS.contains(year))
}

/// What a head tells, and the word that tells it. A head that begins with a word tells it better than one that ends with it.
pub(super) fn recognised(head: &str) -> Option<(Field, String)> {
    if let Some(year) = year(head) {
        return Some((Field::Year(year), year.to_string()));
    }
    let folded = fold(head).replace('’', "'");
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric() && c != '°' && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let plain = words.join(" ");
    let mut best: Option<(usize, Field, &str)> = None;
    for (field, known) in WORDS {
        for word in known {
            let Some(place) = place_of(&plain, word) else { continue };
            // A short word is no sign unless it stands alone: "n", "no", "but".
            if word.chars().count() < 3 && plain != *word && place > 0 {
                continue;
            }
            if best.is_none_or(|(before, _, _)| place < before) {
                best = Some((place, field, word));
            }
        }
    }
    best.map(|(_, field, word)| (field, said(head, word)))
}

/// Where a word stands in a head, in its singular or plural: at the beginning of one of its words.
fn place_of(head: &str, word: &str) -> Option<usize> {
    head.match_indices(word).map(|(at, _)| at).find(|at| {
        let starts = *at == 0 || !head[..*at].ends_with(char::is_alphanumeric);
        let rest = &head[at + word.len()..];
        let ending: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        starts && matches!(ending.as_str(), "" | "s" | "e" | "es" | "x" | "trice" | "rice")
    })
}

/// The word as the head writes it.
fn said(head: &str, word: &str) -> String {
    let own = head.split_whitespace().find(|own| fold(own).replace('’', "'").contains(word));
    own.unwrap_or(head)
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '°')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, expected: Option<Field>) {
        assert_eq!(recognised(head).map(|(field, _)| field), expected, "{head}");
    }

    #[test]
    fn heads_of_the_trade_are_told_by_their_words() {
        check("N°", Some(Field::Number));
        check("Numéro de fiche", Some(Field::Number));
        check("Intitulé de l’action", Some(Field::Title));
        check("ACTIONS", Some(Field::Title));
        check("Structure porteuse", Some(Field::Bearers));
        check("Maître d'ouvrage", Some(Field::Bearers));
        check("Pilote(s)", Some(Field::Pilots));
        check("Partenaires associés", Some(Field::Partners));
        check("Moyens humains", Some(Field::Means));
        check("Financements mobilisés", Some(Field::Funding));
        check("Enjeu", Some(Field::Level(0)));
        check("Objectifs opérationnels", Some(Field::Objectives));
        check("Public visé", Some(Field::Public));
        check("Communes concernées", Some(Field::Communes));
        check("2024", Some(Field::Year(2024)));
        check("Année 2025", Some(Field::Year(2025)));
        check("Couleur préférée", None);
        check("Notes", None);
        check("", None);
    }

    #[test]
    fn a_field_is_read_as_its_form_writes_it() {
        for field in Field::OFFERED.into_iter().chain([Field::Year(2024)]) {
            assert_eq!(Field::from_code(&field.code()), Some(field));
        }
        assert_eq!(Field::from_code("annee-1789"), None);
    }
}
