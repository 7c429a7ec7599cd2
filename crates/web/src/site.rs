//! What `app` gives the kit: the store, the clock, chance, and how this installation is served.
//!
//! Nothing here is taken from the environment: it is all handed over, so that tests hand over their own.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::access::{Verb, Viewer};
use domain::compliance::Conformity;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::time::Instant;
use files::recognition::Recogniser;
use store::{Reader, Store, StoreError};

use crate::assets::Assets;
use crate::backups::KnownBackups;
use crate::door::Door;
use crate::scanner::Scanner;
use crate::stay::Stays;
use crate::watch::{Observer, Requests};

/// What a convention is called at the top of its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// `CTG 2022-2026`.
    pub title: String,
    /// `Les Pennes-Mirabeau · Septèmes-les-Vallons`.
    pub territory: String,
    /// Whether what was read of its text is still being checked.
    pub review: bool,
}

/// The reading of a [`Heading`], later.
pub type HeadingRead<'r> = Pin<Box<dyn Future<Output = Result<Option<Heading>, StoreError>> + Send + 'r>>;

/// How the heading of a convention is read: given by the room that owns conventions, through `app`.
pub type ReadHeading = for<'r> fn(&'r mut Reader, &'r Viewer, ConventionId) -> HeadingRead<'r>;

/// An entry of the navigation of a convention. Slices list theirs; each person sees those that the rights allow.
#[derive(Debug, Clone, Copy)]
pub struct NavEntry {
    /// The heading it stands under; entries of a group follow each other, the first group has no heading ("").
    pub group: &'static str,
    /// The words of the link.
    pub label: &'static str,
    /// An icon of the sprite.
    pub icon: &'static str,
    /// Where it leads.
    pub target: fn(ConventionId) -> Target,
    /// The verb without which it is not shown.
    pub verb: Verb,
}

/// What the installation declares of its accessibility, as last read or written. Servers read it again from time to time.
#[derive(Debug, Default)]
pub struct Declared(Mutex<Conformity>);

impl Declared {
    /// What is declared.
    #[must_use]
    pub fn get(&self) -> Conformity {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Declares this from now on.
    pub fn set(&self, conformity: Conformity) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = conformity;
    }
}

/// What becomes of the letters of the installation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Mailing {
    /// No mail server is known: nothing is written to anyone.
    #[default]
    None,
    /// Letters are read in the mailbox of the demo.
    Demo,
    /// A mail server takes them.
    Relay {
        /// Where it is.
        host: String,
        /// In whose name letters leave.
        sender: String,
    },
}

/// An installation, as it is served.
pub struct Site {
    /// The two doors to the database.
    pub store: Store,
    /// The time it is.
    pub clock: fn() -> Instant,
    /// 32 random bytes, for tokens and salts.
    pub randomness: fn() -> [u8; 32],
    /// Whether this is the demo: personas, gallery, banner.
    pub demo: bool,
    /// Whether people reach it by https: cookies are then bound to this host.
    pub secure_cookies: bool,
    /// How people come in.
    pub door: Door,
    /// Whether answers tell how many queries they took: for the demo and the tests.
    pub count_queries: bool,
    /// Where styles and scripts are read from.
    pub assets: Assets,
    /// The navigation, in order.
    pub nav: Vec<NavEntry>,
    /// How the heading of a convention is read.
    pub heading: ReadHeading,
    /// Where the search field of a convention leads, when something answers there.
    pub search: Option<fn(ConventionId) -> Target>,
    /// How the installation stands before the rules of accessibility: every page says it.
    pub conformity: Arc<Declared>,
    /// Who knows the backups that are made by themselves, when some are scheduled.
    pub backups: KnownBackups,
    /// Who looks at the files that come in, when a scanner is set up.
    pub scanner: Option<Scanner>,
    /// Who recognises the characters of pages that are pictures, when a program is set up.
    pub recogniser: Option<Arc<dyn Recogniser>>,
    /// How long a page waits for a work that goes on without it, before it tells how far it is.
    pub patience: Duration,
    /// Who came to which convention a moment ago.
    pub stays: Stays,
    /// Numbers the requests, so that the page of a failure and the log speak of the same one.
    pub requests: Requests,
    /// What becomes of letters.
    pub mailing: Mailing,
    /// Who is told of each request, when someone watches the installation.
    pub observer: Option<Observer>,
}
