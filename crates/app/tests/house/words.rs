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

/// The families of the écarts that the page of an action shows.
async fn ecarts(action: u32) -> Vec<&'static str> {
    let words = words_of(&format!("/conventions/1/actions/{action}")).await;
    let families = domain::reading::Family::ALL.map(domain::reading::Family::french);
    let shown = words.lines().filter_map(|line| {
        let family = families.iter().find(|family| line.starts_with(&format!("{family}. ")));
        family.copied()
    });
    shown.collect()
}

#[tokio::test]
async fn an_action_shows_the_ecarts_that_name_it_and_no_other() {
    let marks = "Marque sans légende";
    assert_eq!(ecarts(5).await.iter().filter(|family| **family == marks).count(), 2);
    assert!(ecarts(10).await.contains(&"Rôles différents"));
    assert!(ecarts(14).await.contains(&"Rédactions différentes"));
    assert!(!ecarts(1).await.contains(&marks), "nor what only stands on the same lines");
    let shared = words_of("/conventions/1/actions/15").await;
    assert!(
        shared.contains("écarts du texte la touchent avec le reste du plan"),
        "{shared}"
    );
}

#[tokio::test]
async fn the_sheet_of_an_action() {
    insta::assert_snapshot!("action_15", words_of("/conventions/1/actions/15").await);
}
