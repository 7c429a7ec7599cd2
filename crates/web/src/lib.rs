//! The kit of every page: routes, session, forms, layout, components, links, errors, assets.
//!
//! It knows no capability: what a convention or an action is belongs to the slices, which see through [`Visit`] neither
//! the web framework nor the driver. It decides no right: it asks `domain::access` and shows the answer.

// Templates shared with the slices write `web::…`, here as there.
extern crate self as web;

pub mod access;
pub mod answer;
pub mod appearance;
pub mod aside;
mod asked;
pub mod assets;
pub mod attempts;
pub mod backups;
pub mod caller;
pub mod components;
pub mod door;
pub mod failure;
pub mod form;
pub mod frame;
pub mod french;
pub mod given;
mod given_back;
pub mod handed;
pub mod href;
pub mod leaked;
pub mod map;
pub mod reminder;
pub mod route;
pub mod scanner;
pub mod session;
pub mod sheets;
mod signing;
pub mod site;
pub mod stay;
pub mod undo;
pub mod upload;
pub mod visit;
pub mod watch;

mod csrf;
mod example;
mod gallery;
mod headers;
mod health;
mod noted;
mod params;
mod receiving;
mod respond;
mod reviewing;
mod router;
mod routes;
mod session_ended;

pub use access::Access;
pub use answer::Answer;
pub use failure::Failure;
pub use frame::Frame;
pub use href::href;
pub use route::Route;
pub use router::router;
pub use routes::routes;
pub use site::{NavEntry, Site};
pub use visit::Visit;
