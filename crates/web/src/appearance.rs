//! Light, dark, or as the system says: a choice kept in the browser.
//!
//! It is no personal data and needs no account; the cookie holds one word.

use serde::Deserialize;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::href::LocalPath;
use crate::visit::Visit;

/// The cookie that keeps the choice.
pub(crate) const COOKIE: &str = "pacte-theme";

/// What the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The choices, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word in the cookie and in the form.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The word people read.
    #[must_use]
    pub const fn french(&self) -> &'static str {
        match self {
            Self::Auto => "Auto",
            Self::Light => "Clair",
            Self::Dark => "Sombre",
        }
    }

    /// The choice written so; anything else is [`Theme::Auto`].
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or_default()
    }
}

#[derive(Deserialize)]
struct Choice {
    theme: String,
    #[serde(default)]
    vers: String,
}

/// `POST /apparence`: keeps the choice and goes back to the page.
pub(crate) async fn choose(visit: Visit) -> Result<Answer, Failure> {
    let choice: Choice = visit.form()?;
    let back = LocalPath::parse(&choice.vers)
        .or_else(|| LocalPath::parse("/"))
        .ok_or(Failure::NotFound)?;
    Ok(Answer::back_to(&back).keeping(Theme::from_code(&choice.theme)))
}
