//! Proofs of identity, from outside: links, sessions, limits, one-time codes, passkeys, another
//! provider of identity. Here time moves.

mod codes;
mod demand;
mod device;
mod failures;
mod fake_provider;
mod leaked;
mod limits;
mod links;
mod passkeys;
mod proconnect;
mod provider;
mod provider_answers;
mod proving;
mod secrets;
mod sessions;
mod wire;

use std::sync::atomic::{AtomicI64, Ordering};

use app::rooms;
use domain::time::Instant;
use testkit::journal::Entry;
use testkit::moment::NOW;
use testkit::{Answer, Client, World};
use web::site::Site;

use crate::cast::{self, Who};

/// Seconds since the world was filled. Each test has its own process.
static PASSED: AtomicI64 = AtomicI64::new(0);

fn now() -> Instant {
    NOW.plus_seconds(PASSED.load(Ordering::Relaxed))
}

/// Time goes on.
fn wait(seconds: i64) {
    PASSED.fetch_add(seconds, Ordering::Relaxed);
}

/// The world, where time moves.
async fn world() -> World {
    world_with(|site| site).await
}

async fn world_with(change: impl FnOnce(Site) -> Site) -> World {
    let moving = |site| {
        change(Site {
            clock: now,
            ..cast::furnished(site)
        })
    };
    World::over(cast::base().await, rooms::house(), rooms::routes(None), moving).await
}

/// A second process over the same data.
async fn beside(world: &World) -> testkit::Client {
    let site = cast::furnished(world.site());
    let site = Site { clock: now, ..site };
    world.served(rooms::routes(None), site)
}

const NEIGHBOUR: &str = "personne10%40exemple.invalid";
const PASSWORD: &str = "un+long+mot+de+passe";

async fn sign_in(client: &mut Client, password: &str) -> Answer {
    sign_in_as(client, NEIGHBOUR, password).await
}

async fn sign_in_as(client: &mut Client, email: &str, password: &str) -> Answer {
    client.post("/connexion", &format!("mel={email}&mdp={password}&vers=")).await
}

/// The names of the facts added since.
async fn facts_since(world: &World, before: &[Entry]) -> Vec<String> {
    let after = world.journal().await;
    let added = after.into_iter().filter(|entry| !before.contains(entry));
    added.map(|entry| entry.fact).collect()
}

/// The value of the first `value="…"` after `mark`.
fn value_after(html: &str, mark: &str) -> String {
    let (_, rest) = html.split_once(mark).unwrap_or_else(|| panic!("no {mark} in {html}"));
    let (_, rest) = rest.split_once("value=\"").expect("a value");
    rest.split('"').next().expect("its end").to_owned()
}

async fn administrator(world: &World) -> Client {
    Who::Persona(people::Persona::Administrator).at(world).await
}
