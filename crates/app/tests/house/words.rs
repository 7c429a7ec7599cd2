//! The words of two pages, kept beside this file: a change of what people read is seen in review. What stands around every
//! page (menu, account, foot) is left out.
//!
//! After a change that is wanted: `INSTA_UPDATE=always cargo x test app`, then read the difference.

use people::Persona;

use crate::cast::{self, Who};

async fn words_of(address: &str) -> String {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let answer = coordinator.get(address).await;
    assert_eq!(answer.status, 200, "{address}");
    let html = answer.text();
    let (_, main) = html.split_once("<main").expect("a page has a main part");
    let (main, _) = main.split_once("</main>").expect("and an end of it");
    testkit::page::words(&format!("<main{main}"))
}

#[tokio::test]
async fn the_dashboard() {
    insta::assert_snapshot!("dashboard", words_of("/conventions/1").await);
}

#[tokio::test]
async fn the_sheet_of_an_action() {
    insta::assert_snapshot!("action_15", words_of("/conventions/1/actions/15").await);
}
