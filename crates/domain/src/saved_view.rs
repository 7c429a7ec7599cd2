//! Views of a plan that someone keeps under a name: which page, under which filters, for oneself or for everyone who holds a
//! mandate in the convention.
//!
//! A view gives no right: whoever opens it sees what they may see. A shared one stays for the others when the mandate of its keeper
//! ends; anyone of them may keep it then.

use crate::access::verbs::SaveViews;
use crate::fact::{Account, Chain, Fact};
use crate::ids::{ConventionId, PersonId, SavedViewId};
use crate::time::Instant;

/// The longest name of a view, in characters.
pub const LONGEST_VIEW_NAME: usize = 60;

/// The longest filters of a view, in bytes of an address.
pub const LONGEST_VIEW_QUERY: usize = 1_000;

/// A page of the plan that has filters worth keeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlanPage {
    /// By framework.
    Tree,
    /// By theme.
    Themes,
    /// As a table.
    Table,
    /// By state.
    Board,
    /// By year and by commune.
    Deployment,
    /// By date.
    Calendar,
}

impl PlanPage {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Tree,
        Self::Themes,
        Self::Table,
        Self::Board,
        Self::Deployment,
        Self::Calendar,
    ];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tree => "tree",
            Self::Themes => "themes",
            Self::Table => "table",
            Self::Board => "board",
            Self::Deployment => "deployment",
            Self::Calendar => "calendar",
        }
    }

    /// The page of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Tree => "Plan d’actions",
            Self::Themes => "Thématiques",
            Self::Table => "Tableau",
            Self::Board => "États",
            Self::Deployment => "Déploiement",
            Self::Calendar => "Calendrier",
        }
    }
}

/// Who opens a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Whoever keeps it, alone.
    Own,
    /// Everyone who holds a mandate in the convention.
    Members,
}

impl Sharing {
    /// The word told.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Members => "members",
        }
    }
}

/// What keeps a view from having this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongViewName {
    /// Nothing is written.
    Empty,
    /// This many characters.
    TooLong(usize),
}

/// The name of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewName(String);

impl ViewName {
    /// The name that was typed, on one line, without the blanks around it.
    pub fn parse(typed: &str) -> Result<Self, WrongViewName> {
        let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        match name.chars().count() {
            0 => Err(WrongViewName::Empty),
            length if length > LONGEST_VIEW_NAME => Err(WrongViewName::TooLong(length)),
            _ => Ok(Self(name)),
        }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Someone kept a view under a name.
#[derive(Debug, Clone)]
pub struct ViewSaved {
    /// The view.
    pub view: SavedViewId,
    /// Who keeps it.
    pub person: PersonId,
    /// Which page.
    pub page: PlanPage,
    /// Its filters, as an address carries them.
    pub query: String,
    /// Its name.
    pub name: ViewName,
    /// For whom.
    pub sharing: Sharing,
    /// When.
    pub at: Instant,
}

/// Someone gave another name to their view, or opened it to others, or no more.
#[derive(Debug, Clone)]
pub struct ViewChanged {
    /// The view.
    pub view: SavedViewId,
    /// Who keeps it.
    pub person: PersonId,
    /// Its name from now on.
    pub name: ViewName,
    /// For whom, from now on.
    pub sharing: Sharing,
}

/// Someone no longer keeps a view.
#[derive(Debug, Clone, Copy)]
pub struct ViewRemoved {
    /// The view.
    pub view: SavedViewId,
    /// Who kept it.
    pub person: PersonId,
}

/// Someone keeps from now on a shared view whose keeper holds no mandate in the convention any more.
#[derive(Debug, Clone, Copy)]
pub struct ViewTakenOver {
    /// The view.
    pub view: SavedViewId,
    /// Who keeps it from now on.
    pub person: PersonId,
    /// When.
    pub at: Instant,
}

fn account(person: PersonId, view: SavedViewId, becomes: &str, name: Option<&ViewName>) -> Account {
    Account {
        subject: format!("person/{person}"),
        before: None,
        after: Some(format!("view {} of convention {}: {becomes}", view.ordinal, view.convention)),
        personal: name.map(|name| name.as_str().to_owned()),
    }
}

impl Fact for ViewSaved {
    type Needs = SaveViews;
    const NAME: &'static str = "view_saved";

    fn place(&self) -> ConventionId {
        self.view.convention
    }

    /// What one keeps for oneself is not told to the convention.
    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        let becomes = format!("{}, {}", self.page.code(), self.sharing.code());
        account(self.person, self.view, &becomes, Some(&self.name))
    }
}

impl Fact for ViewChanged {
    type Needs = SaveViews;
    const NAME: &'static str = "view_changed";

    fn place(&self) -> ConventionId {
        self.view.convention
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        account(self.person, self.view, self.sharing.code(), Some(&self.name))
    }
}

impl Fact for ViewRemoved {
    type Needs = SaveViews;
    const NAME: &'static str = "view_removed";

    fn place(&self) -> ConventionId {
        self.view.convention
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        account(self.person, self.view, "removed", None)
    }
}

impl Fact for ViewTakenOver {
    type Needs = SaveViews;
    const NAME: &'static str = "view_taken_over";

    fn place(&self) -> ConventionId {
        self.view.convention
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        account(self.person, self.view, "taken over", None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn a_name_stands_on_one_line_and_is_short() {
        let name = |typed: &str| ViewName::parse(typed).map(|name| name.as_str().to_owned());
        assert_eq!(name("  Mes\nretards "), Ok("Mes retards".to_owned()));
        assert_eq!(name(" \n"), Err(WrongViewName::Empty));
        assert_eq!(
            name(&"é".repeat(LONGEST_VIEW_NAME + 1)),
            Err(WrongViewName::TooLong(LONGEST_VIEW_NAME + 1))
        );
    }

    #[test]
    fn every_page_is_stored_and_read_again() {
        for page in PlanPage::ALL {
            assert_eq!(PlanPage::from_code(page.code()), Some(page));
        }
    }

    #[test]
    fn a_name_stands_beside_the_chain_and_never_in_it() {
        let fact = ViewSaved {
            view: SavedViewId {
                convention: ConventionId::new(1),
                ordinal: 2,
            },
            person: Id::new(4),
            page: PlanPage::Table,
            query: "q=parents".to_owned(),
            name: ViewName::parse("Dossier de Mme Moreau").expect("a name"),
            sharing: Sharing::Own,
            at: Instant::from_micros(0),
        };
        assert_eq!(fact.chain(), Chain::Installation);
        let account = fact.account();
        assert_eq!(account.after.as_deref(), Some("view 2 of convention 1: table, own"));
        assert_eq!(account.personal.as_deref(), Some("Dossier de Mme Moreau"));
    }
}
