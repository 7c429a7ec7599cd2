//! A connection that one holder at a time uses. Nothing here ever waits.

use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

/// A connection. The mutex is never locked: it only lets what holds it be shared between threads, as the futures of pages
/// must be, although the connection itself may not.
pub(super) struct Own(Mutex<Connection>);

impl Own {
    pub(super) const fn new(connection: Connection) -> Self {
        Self(Mutex::new(connection))
    }

    pub(super) fn get(&mut self) -> &Connection {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn into_inner(self) -> Connection {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
