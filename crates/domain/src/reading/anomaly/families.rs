//! The families of écarts and how much each matters: two closed lists, stored under their words.

/// The family of an écart. Closed; the French words are those of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// A number announced differs from what is listed.
    Count,
    /// Something announced is absent.
    Missing,
    /// One thing bears several names, or one name several things.
    Name,
    /// Two views word or order the same thing differently.
    Wording,
    /// A role is given to different holders, or to one who cannot hold it.
    Role,
    /// A mark of the grid has no legend.
    UndefinedMark,
    /// A mark names no commune where several could be meant.
    UnnamedCommune,
    /// Two views give different years.
    Year,
    /// A date or a year cannot be right.
    Date,
    /// What is paid, by whom and to whom, is not said or does not add up.
    Money,
    /// The text is badly made: a word is missing, a clause says against itself, something is left to be decided.
    Form,
    /// The text stops before its end.
    Cut,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 12] = [
        Self::Count,
        Self::Missing,
        Self::Name,
        Self::Wording,
        Self::Role,
        Self::UndefinedMark,
        Self::UnnamedCommune,
        Self::Year,
        Self::Date,
        Self::Money,
        Self::Form,
        Self::Cut,
    ];

    /// The word stored and written in the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Missing => "missing",
            Self::Name => "name",
            Self::Wording => "wording",
            Self::Role => "role",
            Self::UndefinedMark => "undefined_mark",
            Self::UnnamedCommune => "unnamed_commune",
            Self::Year => "year",
            Self::Date => "date",
            Self::Money => "money",
            Self::Form => "form",
            Self::Cut => "cut",
        }
    }

    /// The family stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Count => "Nombre annoncé",
            Self::Missing => "Élément annoncé et absent",
            Self::Name => "Noms et désignations",
            Self::Wording => "Rédactions différentes",
            Self::Role => "Rôles différents",
            Self::UndefinedMark => "Marque sans légende",
            Self::UnnamedCommune => "Commune non nommée",
            Self::Year => "Années différentes",
            Self::Date => "Date impossible",
            Self::Money => "Financements",
            Self::Form => "Rédaction à reprendre",
            Self::Cut => "Texte interrompu",
        }
    }
}

/// How much it matters to those who execute the convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Low,
    /// Worth explaining.
    Medium,
    /// Someone must decide.
    High,
}

impl Severity {
    /// The word stored and written in the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Low => "Pour information",
            Self::Medium => "À expliquer",
            Self::High => "À trancher",
        }
    }

    /// The severity stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High]
            .into_iter()
            .find(|severity| severity.code() == code)
    }
}
