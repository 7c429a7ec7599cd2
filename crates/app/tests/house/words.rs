//! The words of two pages, kept beside this file: a change of what people read is seen in review.

use people::Persona;

use crate::cast::{self, Who};

async fn words_of(address: &str) -> String {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let answer = coordinator.get(address).await;
    assert_eq!(answer.status, 200, "{address}");
    answer.words()
}

#[tokio::test]
async fn the_dashboard() {
    insta::assert_snapshot!("dashboard", words_of("/conventions/1").await);
}

#[tokio::test]
async fn the_sheet_of_an_action() {
    insta::assert_snapshot!("action_15", words_of("/conventions/1/actions/15").await);
}
