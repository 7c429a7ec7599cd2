//! The kit, from a request to an answer, on a real store: who may come, what is sent, what is refused.

mod access;
mod answers;
mod forgery;
mod headers;
mod session;
mod world;
