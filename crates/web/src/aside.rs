//! A work that goes on after its page was answered: what it holds of the installation.
//!
//! It does no work and keeps no list: who began what is a note of the room that began it, so that every server of the installation sees it.

use std::sync::Arc;
use std::time::Duration;

use domain::access::Viewer;
use domain::time::Instant;
use files::recognition::Recogniser;
use store::Store;

use crate::visit::Visit;

/// What such a work holds.
#[derive(Clone)]
pub struct Aside {
    /// The two doors to the database.
    pub store: Store,
    /// The time it is.
    pub clock: fn() -> Instant,
    /// In whose name things are read.
    pub viewer: Viewer,
    /// Who recognises the characters of pages that are pictures.
    pub recogniser: Option<Arc<dyn Recogniser>>,
    /// How long the page waits for it.
    pub patience: Duration,
    /// 32 random bytes, to tell this work from any other.
    pub random: [u8; 32],
}

impl Visit {
    /// What a work holds that goes on after this page was answered. The read transaction is left first.
    pub fn aside(&mut self) -> Aside {
        self.leave();
        Aside {
            store: self.site.store.clone(),
            clock: self.site.clock,
            viewer: self.viewer,
            recogniser: self.site.recogniser.clone(),
            patience: self.site.patience,
            random: self.random(),
        }
    }
}
