//! What a handler answers: a page, a fragment, a redirection, a document.
//!
//! It holds no header of its own making: cookies and security headers are written once, by the router.

use std::fmt::Display;

use askama::Template;

use domain::documents::{FileName, MediaType};
use tokio::sync::mpsc::Receiver;
use vault::Kept;

use crate::appearance::Theme;
use crate::example;
use crate::failure::Failure;
use crate::href::{LocalPath, href, with_query};
use crate::reminder::Reminder;
use crate::session::Token;
use domain::places::Target;

/// An answer to a request.
pub struct Answer {
    pub(crate) content: Content,
    pub(crate) session: Option<SessionChange>,
    pub(crate) ceremony: Option<Ceremony>,
    pub(crate) theme: Option<Theme>,
    pub(crate) reminder: Option<Reminder>,
    pub(crate) onwards: Option<String>,
    pub(crate) saved_as: Option<String>,
    pub(crate) queries: u32,
}

pub(crate) enum Content {
    Html(String),
    SeeOther(String),
    Bytes {
        bytes: Vec<u8>,
        content_type: &'static str,
    },
    File(SentFile),
    /// What is told as it comes, until nobody tells any more.
    News(Receiver<News>),
    /// What the page shows already.
    Unchanged,
}

/// Something told to a page that listens (server-sent events): one line, without a word of markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Where a work is.
    Told(String),
    /// It ended: the page is to be asked for again.
    End,
}

/// A kept file on its way to someone.
pub(crate) struct SentFile {
    pub(crate) kept: Kept,
    pub(crate) media: MediaType,
    /// Under which name it is to be saved; a picture of a page has none.
    pub(crate) name: Option<FileName>,
}

pub(crate) enum SessionChange {
    Opened { token: Token, lifetime_seconds: i64 },
    Closed,
}

/// A proof asked in several steps: which browser is in the middle of it.
pub(crate) enum Ceremony {
    Begun(Token),
    Over,
}

impl Answer {
    /// A page, or a part of one, of status 200.
    pub fn html(template: &impl Template) -> Result<Self, Failure> {
        Ok(Self::new(Content::Html(template.render()?)))
    }

    /// Nothing new: a part of a page that renews itself stays as it is.
    #[must_use]
    pub const fn unchanged() -> Self {
        Self::new(Content::Unchanged)
    }

    /// Elsewhere, by GET.
    #[must_use]
    pub fn see_other(target: Target) -> Self {
        Self::new(Content::SeeOther(href(target).to_string()))
    }

    /// Elsewhere, by GET, with what follows `?`.
    #[must_use]
    pub fn see_other_with(target: Target, pairs: &[(&str, &str)]) -> Self {
        Self::new(Content::SeeOther(with_query(href(target), pairs)))
    }

    /// Elsewhere in this site, where the person came from.
    #[must_use]
    pub fn back_to(path: &LocalPath) -> Self {
        Self::new(Content::SeeOther(path.as_str().to_owned()))
    }

    /// At the provider of identity that whoever runs the server chose: nothing of a request is in the origin of its address.
    #[must_use]
    pub const fn at_provider(address: String) -> Self {
        Self::new(Content::SeeOther(address))
    }

    /// The sign-in page, which will lead to `address`.
    pub(crate) fn sign_in_first(address: &impl Display) -> Self {
        let query = serde_urlencoded::to_string([("vers", address.to_string())]).unwrap_or_default();
        Self::new(Content::SeeOther(format!("{}?{query}", href(Target::SignIn))))
    }

    /// A document of the given type.
    #[must_use]
    pub const fn bytes(bytes: Vec<u8>, content_type: &'static str) -> Self {
        Self::new(Content::Bytes { bytes, content_type })
    }

    /// What is told as it comes, until the other end is dropped.
    #[must_use]
    pub const fn news(news: Receiver<News>) -> Self {
        Self::new(Content::News(news))
    }

    /// A kept file, to be saved under this name, never shown in the place of a page.
    #[must_use]
    pub const fn download(kept: Kept, media: MediaType, name: FileName) -> Self {
        Self::new(Content::File(SentFile {
            kept,
            media,
            name: Some(name),
        }))
    }

    /// A picture inside a page.
    #[must_use]
    pub const fn picture(kept: Kept, media: MediaType) -> Self {
        Self::new(Content::File(SentFile { kept, media, name: None }))
    }

    /// The same, and the browser keeps the token of a session just opened.
    #[must_use]
    pub fn opening(mut self, token: Token, lifetime_seconds: i64) -> Self {
        self.session = Some(SessionChange::Opened { token, lifetime_seconds });
        self
    }

    /// The same, and the browser forgets its session.
    #[must_use]
    pub fn closing(mut self) -> Self {
        self.session = Some(SessionChange::Closed);
        self
    }

    /// The same, and the browser keeps the token of a proof asked in several steps, for some minutes.
    #[must_use]
    pub fn beginning(mut self, token: Token) -> Self {
        self.ceremony = Some(Ceremony::Begun(token));
        self
    }

    /// The same, and the browser forgets the proof under way.
    #[must_use]
    pub fn ending(mut self) -> Self {
        self.ceremony = Some(Ceremony::Over);
        self
    }

    /// The same page, which the browser leaves by itself for the provider of identity: a form may not lead there.
    #[must_use]
    pub fn onwards_to_provider(mut self, address: String) -> Self {
        self.onwards = Some(address);
        self
    }

    /// The same, and the browser keeps the chosen theme.
    #[must_use]
    pub(crate) const fn keeping(mut self, theme: Theme) -> Self {
        self.theme = Some(theme);
        self
    }

    /// The same, and the browser keeps whether one is reminded of the first steps.
    #[must_use]
    pub(crate) const fn reminding(mut self, reminder: Reminder) -> Self {
        self.reminder = Some(reminder);
        self
    }

    /// The same, of an example: what is taken away says so. A file that has no name is named after `pattern`.
    #[must_use]
    pub(crate) fn of_an_example(mut self, pattern: &str) -> Self {
        match &mut self.content {
            // A page says it in its frame.
            Content::Html(_) | Content::SeeOther(_) | Content::Unchanged | Content::News(_) => {}
            Content::Bytes { content_type, .. } => self.saved_as = Some(example::file_name(pattern, content_type)),
            Content::File(file) => file.name = file.name.as_ref().map(example::named),
        }
        self
    }

    /// The name under which a browser keeps the file.
    #[must_use]
    pub fn saved_as(mut self, name: &str) -> Self {
        self.saved_as = Some(name.to_owned());
        self
    }

    pub(crate) const fn counting(mut self, queries: u32) -> Self {
        self.queries = queries;
        self
    }

    const fn new(content: Content) -> Self {
        Self {
            content,
            session: None,
            ceremony: None,
            theme: None,
            reminder: None,
            onwards: None,
            saved_as: None,
            queries: 0,
        }
    }
}
