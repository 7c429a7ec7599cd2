//! The product, served over a database of its own, without a socket.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use domain::ids::PersonId;
use store::{House, Store};
use web::assets::Assets;
use web::site::Site;
use web::watch::Requests;
use web::{Route, router};

use crate::base::Base;
use crate::client::Client;
use crate::{journal, moment};

/// A world to visit.
pub struct World {
    /// The store under it.
    pub store: Store,
    /// The database under the store. Dropped last.
    pub base: Base,
    router: Router,
}

impl World {
    /// Opens what stands on `base` with these rooms, and serves it; `furnish` makes the site of the rooms.
    ///
    /// # Panics
    /// When it cannot be opened or served.
    pub async fn over(base: Base, house: House, routes: Vec<Route>, furnish: impl FnOnce(Site) -> Site) -> Self {
        let house = house.scopes(&[journal::SCOPE]);
        let store = Store::open(base.target(), house).await.expect("the store opens");
        store.migrate().await.expect("the tables are made");
        let served = router(routes, furnish(site(store.clone()))).expect("the routes can be served");
        Self {
            store,
            base,
            router: served,
        }
    }

    /// The site of a second process over the same data, to furnish.
    #[must_use]
    pub fn site(&self) -> Site {
        site(self.store.clone())
    }

    /// Someone who is not signed in, at a second process over the same data.
    ///
    /// # Panics
    /// When the routes cannot be served.
    #[must_use]
    pub fn served(&self, routes: Vec<Route>, site: Site) -> Client {
        Client::new(router(routes, site).expect("the routes can be served"))
    }

    /// Someone who is not signed in.
    #[must_use]
    pub fn visitor(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// The product as one service, to be put behind a socket.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// A person of the demo, signed in.
    pub async fn signed_in(&self, person: PersonId) -> Client {
        let mut client = self.visitor();
        client.sign_in_as(person).await;
        client
    }

    /// Everything the journal holds.
    pub async fn journal(&self) -> Vec<journal::Entry> {
        journal::entries(&self.store).await
    }
}

/// Long enough for any work of a test: whoever wants to see a page that does not wait says so.
const PATIENCE: Duration = Duration::from_mins(10);

/// A demo without a room, where time stands still.
fn site(store: Store) -> Site {
    Site {
        store,
        clock: moment::clock,
        randomness: moment::randomness,
        demo: true,
        secure_cookies: false,
        door: web::door::Door::default(),
        count_queries: true,
        assets: Assets::Embedded,
        nav: Vec::new(),
        heading: |_, _, _| Box::pin(async { Ok(None) }),
        search: None,
        conformity: Arc::default(),
        backups: None,
        scanner: None,
        recogniser: None,
        patience: PATIENCE,
        stays: web::stay::Stays::default(),
        requests: Requests::default(),
        mailing: web::site::Mailing::default(),
        observer: None,
    }
}
