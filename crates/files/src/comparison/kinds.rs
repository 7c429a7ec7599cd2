//! What may differ of a convention: its parts, and what is said of an element of one.
//!
//! Words alone: nothing here compares.

/// A part of a convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Title, period.
    Agreement,
    /// Those who sign.
    Parties,
    /// Where it applies.
    Perimeter,
    /// The elements above the actions.
    Framework,
    /// Themes.
    Themes,
    /// The plan.
    Actions,
    /// The articles.
    Articles,
    /// Facilities and services.
    Facilities,
    /// Governance bodies.
    Bodies,
}

/// What differs of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// The file names it, the convention does not.
    Added,
    /// The convention names it, the file does not.
    Missing,
    /// Its printed number.
    Number,
    /// Its title or its name.
    Title,
    /// What it calls itself.
    Nature,
    /// The first day.
    Start,
    /// The last day.
    End,
    /// Who signs for it.
    Signatories,
    /// Its communes.
    Communes,
    /// Under what it stands.
    Parent,
    /// Its themes.
    Themes,
    /// Who steers.
    Pilots,
    /// Who carries out.
    Bearers,
    /// Who else takes part.
    Partners,
    /// Its years, commune by commune.
    Years,
    /// Its details.
    Details,
    /// Technical and human means.
    Means,
    /// Financial means.
    Funding,
    /// The sums.
    Amounts,
    /// For whom.
    Public,
    /// What it aims at.
    Objectives,
    /// By what it is judged.
    Indicators,
    /// When, in words.
    Calendar,
    /// Its paragraphs.
    Text,
}

impl Part {
    /// The word of a form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agreement => "convention",
            Self::Parties => "parties",
            Self::Perimeter => "perimetre",
            Self::Framework => "cadre",
            Self::Themes => "thematiques",
            Self::Actions => "actions",
            Self::Articles => "articles",
            Self::Facilities => "equipements",
            Self::Bodies => "instances",
        }
    }

    /// What people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Agreement => "Convention",
            Self::Parties => "Parties",
            Self::Perimeter => "Périmètre",
            Self::Framework => "Cadre du plan",
            Self::Themes => "Thématiques",
            Self::Actions => "Actions",
            Self::Articles => "Articles",
            Self::Facilities => "Équipements et services",
            Self::Bodies => "Instances",
        }
    }
}

impl Aspect {
    /// The word of a form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Added => "ajout",
            Self::Missing => "absence",
            Self::Number => "numero",
            Self::Title => "intitule",
            Self::Nature => "nature",
            Self::Start => "debut",
            Self::End => "fin",
            Self::Signatories => "signataires",
            Self::Communes => "communes",
            Self::Parent => "rattachement",
            Self::Themes => "thematiques",
            Self::Pilots => "pilotes",
            Self::Bearers => "porteurs",
            Self::Partners => "partenaires",
            Self::Years => "annees",
            Self::Details => "details",
            Self::Means => "moyens",
            Self::Funding => "financement",
            Self::Amounts => "montants",
            Self::Public => "public",
            Self::Objectives => "objectifs",
            Self::Indicators => "indicateurs",
            Self::Calendar => "calendrier",
            Self::Text => "texte",
        }
    }

    /// What people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Added => "Seulement dans le fichier",
            Self::Missing => "Absent du fichier",
            Self::Number => "Numéro",
            Self::Title => "Intitulé",
            Self::Nature => "Nature du texte",
            Self::Start => "Premier jour",
            Self::End => "Dernier jour",
            Self::Signatories => "Signataires",
            Self::Communes => "Communes",
            Self::Parent => "Rattachement",
            Self::Themes => "Thématiques",
            Self::Pilots => "Pilotes",
            Self::Bearers => "Porteurs",
            Self::Partners => "Partenaires",
            Self::Years => "Années",
            Self::Details => "Détails",
            Self::Means => "Moyens",
            Self::Funding => "Financement",
            Self::Amounts => "Montants",
            Self::Public => "Public",
            Self::Objectives => "Objectifs",
            Self::Indicators => "Indicateurs",
            Self::Calendar => "Calendrier",
            Self::Text => "Texte",
        }
    }
}
