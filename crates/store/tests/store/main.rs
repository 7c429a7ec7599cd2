//! The doors from outside, on the engine named by `STORE`: `sqlite` (the default) or `postgres`.

mod backups;
mod bytes;
mod cast;
mod door;
mod engine;
mod jobs;
mod journal;
mod known;
mod migrations;
mod notes;
mod opening;
mod scopes;
mod tampers;

/// A page may be served by any thread: the futures that hold these move between them.
const _: () = {
    const fn moved<T: Send>() {}
    const fn shared<T: Send + Sync>() {}
    shared::<store::Store>();
    shared::<store::Reader>();
    moved::<store::Tx<store::Permitted<domain::access::verbs::ViewPlan>>>();
};
