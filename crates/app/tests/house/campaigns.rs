//! A campaign, from the question to what enters the plan: by the link without an account, by telephone, by another way.

mod addresses;
mod answering;
mod asking_again;
mod board;
mod corrections;
mod handing;
mod joining;
mod letters;
mod links;
mod meanwhile;
mod preparing;
mod recalled;
mod receipts;

use domain::access::Viewer;
use domain::access::verbs::ConfirmReports;
use domain::digest::Digest;
use domain::followup::ReportAccepted;
use domain::ids::ReportId;
use people::Persona;
use store::{QueryInfo, Sequence};
use testkit::journal::Entry;
use testkit::moment::{NOW, today};
use testkit::{Answer, Client, World};
use web::session::Token;

use crate::asking::link;
use crate::cast::{REFERENCE, Who};
use crate::facts::since;

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);

/// The board of the campaign that was launched.
const BOARD: &str = "/conventions/1/campagnes/2";

/// The address of a page of the answer.
fn address(page: &str, token: &Token) -> String {
    format!("/repondre{page}?cle={}", token.expose())
}

/// Sends a form of the answer.
async fn post(world: &World, page: &str, token: &Token, fields: &str) -> Answer {
    let form = format!("cle={}&{fields}", token.expose());
    world.visitor().post(&format!("/repondre{page}"), &form).await
}

/// Reads again, then sends what was typed.
pub(crate) async fn answer(world: &World, token: &Token, fields: &str) -> Answer {
    let review = post(world, "/formulaire", token, fields).await;
    assert_eq!(review.status, 200, "{}", review.words());
    let text = review.text();
    let (_, rest) = text
        .split_once("name=\"empreinte\" value=\"")
        .expect("what tells this form from another");
    let (print, _) = rest.split_once('"').expect("its end");
    post(world, "/envoi", token, &format!("empreinte={print}")).await
}

/// What the coordinator reads there.
async fn words(world: &World, page: &str) -> String {
    let page = COORDINATOR.at(world).await.get(page).await;
    assert_eq!(page.status, 200, "{}", page.words());
    page.words()
}

/// The facts recorded since, but for who came in to look.
async fn facts_since(world: &World, before: &[Entry]) -> Vec<String> {
    let new = since(world, before).await;
    new.into_iter()
        .map(|entry| entry.fact)
        .filter(|fact| fact != "signed_in")
        .collect()
}

/// Closes the campaign under way, as its page of closing does.
async fn close(coordinator: &mut Client) {
    let closed = coordinator.post(&format!("{BOARD}/cloture"), "geste=clore").await;
    assert_eq!(closed.location(), format!("{BOARD}?fait=close"), "{}", closed.words());
}

/// Accepts a report that waits, as the page of those who confirm does.
async fn accept(world: &World, ordinal: i64) {
    let viewer = COORDINATOR.viewer();
    let mut tx = world
        .store
        .begin::<ConfirmReports>(&viewer, REFERENCE, NOW)
        .await
        .expect("permitted");
    let fact = ReportAccepted {
        report: ReportId {
            convention: REFERENCE,
            ordinal,
        },
        filed: Vec::new(),
        rank: tx.allocate(Sequence::Convention(REFERENCE, "report")).await.expect("a turn"),
        person: COORDINATOR.person(),
        at: NOW,
    };
    let tx = tx.record::<plan::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
}

/// How many rows of a scoped name someone gets.
async fn count(world: &World, viewer: &Viewer, name: &'static str, text: &'static str) -> usize {
    let query = QueryInfo {
        name,
        text,
        reading: Box::leak(vec![name].into_boxed_slice()),
        parameters: &[],
    };
    let mut reader = world.store.read(today()).await.expect("a reader");
    reader.count(viewer, &query, 1, "").await.expect(name)
}

/// A secret that opens nothing.
fn unknown() -> Token {
    Token::from_random(*Digest::of(b"unknown").as_bytes())
}

fn first() -> Token {
    link(COORDINATOR, 1)
}
