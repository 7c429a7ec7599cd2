//! Whether pages remind one of the first steps: a choice kept in the browser, as the theme is.
//!
//! The steps themselves stay in the menu of the account, wherever one is: what is put away is found again.

use serde::Deserialize;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::href::LocalPath;
use crate::visit::Visit;

/// The cookie that keeps the choice.
pub(crate) const COOKIE: &str = "pacte-premiers-pas";

/// Whether one is reminded of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reminder {
    /// Pages where one begins say so.
    #[default]
    Shown,
    /// They say nothing of it.
    PutAway,
}

impl Reminder {
    /// The word in the cookie and in the form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shown => "montrer",
            Self::PutAway => "ranger",
        }
    }

    /// The choice written so; anything else shows them.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        if code == Self::PutAway.code() {
            Self::PutAway
        } else {
            Self::Shown
        }
    }
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    geste: String,
    #[serde(default)]
    vers: String,
}

/// `POST /premiers-pas/rappel`: keeps the choice and goes back to the page.
pub(crate) async fn choose(visit: Visit) -> Result<Answer, Failure> {
    let choice: Choice = visit.form()?;
    let back = LocalPath::parse(&choice.vers)
        .or_else(|| LocalPath::parse("/"))
        .ok_or(Failure::NotFound)?;
    Ok(Answer::back_to(&back).reminding(Reminder::from_code(&choice.geste)))
}
