//! The weather of an action: how those who carry it feel about it, in four words that everyone understands.

/// From fine to bad. No news is the absence of a weather, not a weather.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weather {
    /// All goes well.
    Sun,
    /// It goes, with something to watch.
    Bright,
    /// Help is needed.
    Overcast,
    /// It is blocked.
    Storm,
}

impl Weather {
    /// From fine to bad.
    pub const ALL: [Self; 4] = [Self::Sun, Self::Bright, Self::Overcast, Self::Storm];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sun => "sun",
            Self::Bright => "bright",
            Self::Overcast => "overcast",
            Self::Storm => "storm",
        }
    }

    /// The weather of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|weather| weather.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Sun => "Beau temps",
            Self::Bright => "Éclaircies",
            Self::Overcast => "Couvert",
            Self::Storm => "Orage",
        }
    }

    /// What it means, for whoever chooses.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Sun => "tout va bien",
            Self::Bright => "cela avance, un point à surveiller",
            Self::Overcast => "besoin d’aide",
            Self::Storm => "bloqué",
        }
    }
}
