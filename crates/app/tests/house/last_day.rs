//! A mandate ends after the last act that was signed under it, never before.

use people::Persona;

use crate::cast::{self, Who};
use crate::discussion::{ACTION, at, say};

#[tokio::test]
async fn a_mandate_does_not_end_before_what_was_signed_under_it() {
    let world = cast::world().await;
    let mut administrator = at(&world, Persona::Administrator).await;
    let mut mayor = at(&world, Persona::Mayor).await;
    say(&mut mayor, ACTION, "internal", "Je signe ce matin").await;
    let before = world.journal().await;
    for day in ["2026-06-05", "2026-11-23"] {
        let refused = administrator.post("/mandats/fin", &format!("mandat=3&fin={day}")).await;
        assert_eq!(refused.status, 422, "{day}");
        let words = refused.words();
        assert!(words.contains("Un acte du 24 nov. 2026 est signé sous ce mandat"), "{words}");
        assert!(refused.text().contains(&format!("value=\"{day}\"")), "what was typed stays");
    }
    assert_eq!(world.journal().await, before);
    // The mandate of someone who signed nothing ends whenever it is said.
    let silent = administrator.post("/mandats/fin", "mandat=5&fin=2026-06-05").await;
    assert_eq!(silent.status, 303, "{}", silent.words());
    let ended = administrator.post("/mandats/fin", "mandat=3&fin=2026-11-24").await;
    assert_eq!(ended.status, 303, "{}", ended.words());
}

#[tokio::test]
async fn whoever_signed_today_hands_over_tomorrow() {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let page = "/annuaire/personnes/3/passation";
    assert!(administrator.get(page).await.text().contains("value=\"2026-11-24\""));
    let mut mayor = at(&world, Persona::Mayor).await;
    say(&mut mayor, ACTION, "internal", "Je signe ce matin").await;
    let shown = administrator.get(page).await;
    assert!(shown.text().contains("value=\"2026-11-25\""), "{}", shown.words());
    let before = world.journal().await;
    for (to, close) in [("9", ""), ("personne", ""), ("9", "oui")] {
        let fields = format!("personne=3&vers={to}&jour=2026-11-24&fermer={close}");
        let refused = administrator.post("/annuaire/passation", &fields).await;
        assert_eq!(refused.status, 422, "{fields}");
        let words = refused.words();
        assert!(words.contains("Indiquez le 25 nov. 2026, ou un jour après"), "{words}");
    }
    assert_eq!(world.journal().await, before);
    let passed = administrator
        .post("/annuaire/passation", "personne=3&vers=9&jour=2026-11-25&fermer=oui")
        .await;
    assert_eq!(passed.status, 303, "{}", passed.words());
    let left = administrator.get("/annuaire/personnes/3").await.words();
    assert!(left.contains("24 nov. 2026") && left.contains("Compte fermé"), "{left}");
}

#[tokio::test]
async fn whoever_signed_today_is_erased_with_a_mandate_that_holds_until_tonight() {
    let world = cast::world().await;
    let mut administrator = at(&world, Persona::Administrator).await;
    let mut mayor = at(&world, Persona::Mayor).await;
    say(&mut mayor, ACTION, "internal", "Je signe ce matin").await;
    let page = administrator.get("/annuaire/personnes/3/effacement").await;
    assert_eq!(page.status, 200, "{}", page.words());
    let erased = administrator.post("/annuaire/effacement", "personne=3&sure=oui").await;
    assert_eq!(erased.status, 303, "{}", erased.words());
    let left = administrator.get("/annuaire/personnes/3").await.words();
    assert!(left.contains("24 nov. 2026"), "{left}");
}
