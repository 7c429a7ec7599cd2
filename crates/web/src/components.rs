//! Values that the pieces of `templates/components.html` take: what a page knows, without any HTML.
//!
//! Classes and icons are named here once, so that a state looks the same everywhere (DESIGN.md §2).

use domain::followup::Status as Reported;
use domain::followup::Weather;
use domain::places::Target;
use domain::wording::inside_a_sentence;

use crate::failure::Failure;
use crate::given::Given;

/// The colour of a party, by its rank in the convention from 1. The first four have their own; the others are neutral.
#[must_use]
pub fn party_class(place: impl Given<usize>) -> &'static str {
    match place.given() {
        1 => "p1",
        2 => "p2",
        3 => "p3",
        4 => "p4",
        _ => "",
    }
}

/// How an action, or one commune's part in it, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Nothing has begun.
    ToDo,
    /// Being prepared.
    Preparing,
    /// Under way.
    Going,
    /// Done.
    Done,
    /// Done, and now permanent.
    Kept,
    /// Stopped for a while.
    OnHold,
    /// Moved to a later year.
    Moved,
    /// Taken another way.
    Turned,
    /// Given up.
    Dropped,
    /// Computed, never entered.
    Late,
}

impl Status {
    /// All of them, in the order of the legend.
    pub const ALL: [Self; 10] = [
        Self::Done,
        Self::Kept,
        Self::Going,
        Self::Preparing,
        Self::ToDo,
        Self::OnHold,
        Self::Moved,
        Self::Turned,
        Self::Dropped,
        Self::Late,
    ];

    /// How what people reported is drawn; nothing while nobody said.
    #[must_use]
    pub const fn of(status: Reported) -> Option<Self> {
        match status {
            Reported::Unspecified => None,
            Reported::NotStarted => Some(Self::ToDo),
            Reported::Preparing => Some(Self::Preparing),
            Reported::Going => Some(Self::Going),
            Reported::Done => Some(Self::Done),
            Reported::Sustained => Some(Self::Kept),
            Reported::Suspended => Some(Self::OnHold),
            Reported::Postponed => Some(Self::Moved),
            Reported::Reoriented => Some(Self::Turned),
            Reported::Abandoned => Some(Self::Dropped),
        }
    }

    /// The words people read.
    #[must_use]
    pub const fn french(&self) -> &'static str {
        match self {
            Self::ToDo => "Non démarrée",
            Self::Preparing => "En préparation",
            Self::Going => "En cours",
            Self::Done => "Réalisée",
            Self::Kept => "Pérennisée",
            Self::OnHold => "Suspendue",
            Self::Moved => "Reportée",
            Self::Turned => "Réorientée",
            Self::Dropped => "Abandonnée",
            Self::Late => "En retard",
        }
    }

    /// The class of its colours.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::ToDo => "st-todo",
            Self::Preparing | Self::Turned => "st-prep",
            Self::Going => "st-going",
            Self::Done => "st-done",
            Self::Kept => "st-kept",
            Self::OnHold | Self::Moved => "st-hold",
            Self::Dropped => "st-drop",
            Self::Late => "st-late",
        }
    }

    /// The icon, distinct in black and white.
    #[must_use]
    pub const fn icon(&self) -> &'static str {
        match self {
            Self::ToDo => "s-todo",
            Self::Preparing => "s-prep",
            Self::Going => "s-going",
            Self::Done => "s-done",
            Self::Kept => "s-kept",
            Self::OnHold => "s-hold",
            Self::Moved => "s-moved",
            Self::Turned => "s-turn",
            Self::Dropped => "s-drop",
            Self::Late => "s-late",
        }
    }
}

/// The icon of a weather.
#[must_use]
pub const fn weather_icon(weather: &Weather) -> &'static str {
    match weather {
        Weather::Sun => "w-sun",
        Weather::Bright => "w-part",
        Weather::Overcast => "w-cloud",
        Weather::Storm => "w-storm",
    }
}

/// The tint and the icon of a theme, by its rank in the text from 1: the text names its themes as it wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeMark {
    /// Early childhood.
    EarlyChildhood,
    /// Children and young people.
    Youth,
    /// Parents.
    Parenthood,
    /// Housing.
    Housing,
    /// Access to rights.
    Rights,
    /// Social life.
    SocialLife,
    /// Disability.
    Disability,
    /// Everything else, first of all legibility of the offer.
    Other,
}

impl ThemeMark {
    /// The mark that suits a theme of this name; [`ThemeMark::Other`] when no word is recognised.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        let has = |stem: &str| name.contains(stem);
        if has("petite enfance") {
            Self::EarlyChildhood
        } else if has("parent") {
            Self::Parenthood
        } else if has("handicap") {
            Self::Disability
        } else if has("jeunesse") || has("enfance") {
            Self::Youth
        } else if has("logement") || has("habitat") {
            Self::Housing
        } else if has("droit") || has("numérique") || has("insertion") {
            Self::Rights
        } else if has("vie sociale") || has("animation") {
            Self::SocialLife
        } else {
            Self::Other
        }
    }

    /// The class of its colours.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::EarlyChildhood => "th-pe",
            Self::Youth => "th-ej",
            Self::Parenthood => "th-pa",
            Self::Housing => "th-lo",
            Self::Rights => "th-ad",
            Self::SocialLife => "th-vs",
            Self::Disability => "th-ha",
            Self::Other => "th-li",
        }
    }

    /// Its icon.
    #[must_use]
    pub const fn icon(&self) -> &'static str {
        match self {
            Self::EarlyChildhood => "t-pe",
            Self::Youth => "t-ej",
            Self::Parenthood => "t-pa",
            Self::Housing => "t-lo",
            Self::Rights => "t-ad",
            Self::SocialLife => "t-vs",
            Self::Disability => "t-ha",
            Self::Other => "t-li",
        }
    }
}

/// One action on the board.
#[derive(Debug, Clone)]
pub struct Pip {
    /// Where it leads.
    pub target: Target,
    /// The printed number.
    pub number: String,
    /// The title.
    pub title: String,
    /// How it stands; absent while nobody has reported anything.
    pub status: Option<Status>,
    /// What the convention calls that state, where it chose a name.
    pub own: Option<String>,
    /// Whether it is late.
    pub late: bool,
}

impl Pip {
    /// The class of its colours; paper when only the contract is known.
    #[must_use]
    pub fn class(&self) -> &'static str {
        self.status.map_or("pip-paper", |status| status.class())
    }

    /// Its icon.
    #[must_use]
    pub fn icon(&self) -> &'static str {
        self.status.map_or("i-lock", |status| status.icon())
    }

    /// Title and state, for those who do not see the colour.
    #[must_use]
    pub fn words(&self) -> String {
        let usual = self.status.map_or("prévue au contrat", |status| status.french());
        let state = self.own.as_deref().unwrap_or(usual);
        let late = if self.late { ", en retard" } else { "" };
        format!("{}\u{a0}: {}{late}", self.title, inside_a_sentence(state))
    }

    /// The same, with the number.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("Action {}, {}", self.number, self.words())
    }
}

/// A link to one of several views: a tab, a switch, a saved filter.
#[derive(Debug, Clone)]
pub struct ViewLink {
    /// What the view is called.
    pub label: String,
    /// Its address, with its query.
    pub address: String,
    /// An icon of the sprite.
    pub icon: Option<&'static str>,
    /// How many things it holds.
    pub count: Option<i64>,
    /// Whether it is the view shown.
    pub current: bool,
}

impl ViewLink {
    /// A link without icon or count.
    #[must_use]
    pub fn new(label: &str, address: impl std::fmt::Display, current: bool) -> Self {
        Self {
            label: label.to_owned(),
            address: address.to_string(),
            icon: None,
            count: None,
            current,
        }
    }

    /// The same, with an icon of the sprite.
    #[must_use]
    pub const fn icon(mut self, icon: &'static str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The same, with how many things it holds.
    #[must_use]
    pub const fn count(mut self, count: i64) -> Self {
        self.count = Some(count);
        self
    }
}

/// In which order a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// From the first.
    Ascending,
    /// From the last.
    Descending,
}

impl Order {
    /// The value of `aria-sort`.
    #[must_use]
    pub const fn aria(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }

    /// The class that turns the arrow.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Ascending => "",
            Self::Descending => " up",
        }
    }
}

/// The head of a column that sorts.
#[derive(Debug, Clone)]
pub struct SortLink {
    /// The name of the column.
    pub label: &'static str,
    /// The address of the same table, sorted by it.
    pub address: String,
    /// The present order, when the table is sorted by it.
    pub order: Option<Order>,
}

/// Pages of a long list.
#[derive(Debug, Clone)]
pub struct Pager {
    /// The page shown, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// The address of a page, up to its number: `/…?tri=titre&page=`.
    pub address: String,
}

impl Pager {
    /// The page asked for of a list of `found` rows, so many a page, at the address of the list with what it is filtered by. A page
    /// that there is not is not found.
    pub fn of(asked: Option<u32>, found: usize, rows: usize, list: &str) -> Result<Self, Failure> {
        let pages = u32::try_from(found.div_ceil(rows)).unwrap_or(u32::MAX).max(1);
        let page = asked.unwrap_or(1);
        if page == 0 || page > pages {
            return Err(Failure::NotFound);
        }
        let joint = if list.contains('?') { '&' } else { '?' };
        Ok(Self {
            page,
            pages,
            address: format!("{list}{joint}page="),
        })
    }

    /// The address of the page before.
    #[must_use]
    pub fn previous(&self) -> Option<String> {
        (self.page > 1).then(|| format!("{}{}", self.address, self.page - 1))
    }

    /// The address of the page after.
    #[must_use]
    pub fn next(&self) -> Option<String> {
        (self.page < self.pages).then(|| format!("{}{}", self.address, self.page + 1))
    }
}

#[cfg(test)]
mod tests;
