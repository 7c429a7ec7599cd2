//! Somebody who can come in always administers: an invitation that nobody accepted does not count.

use people::Persona;
use testkit::{Answer, Client};

use crate::cast::{self, Who};

const LAST: &str = "Une invitation en attente ne suffit pas";

/// The administrator, and someone who administers too, invited and never come: the thirteenth.
async fn with_invited() -> (testkit::World, Client) {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let invited = administrator
        .post("/comptes/invitations", "nom=Noa+Attente&mel=noa%40exemple.invalid")
        .await;
    assert!(invited.status < 400, "{}", invited.words());
    let given = administrator
        .post("/comptes/administration", "personne=13&geste=donner")
        .await;
    assert_eq!(given.status, 303, "{}", given.words());
    (world, administrator)
}

fn refused(answer: &Answer, said: &str) {
    assert_eq!(answer.status, 422, "{}", answer.words());
    assert!(answer.words().contains(said), "{}", answer.words());
}

#[tokio::test]
async fn the_last_who_can_come_in_stays_although_an_invited_person_administers() {
    let (world, mut administrator) = with_invited().await;
    let before = world.journal().await;
    for (address, fields) in [
        ("/comptes/administration", "personne=8&geste=retirer"),
        ("/comptes/fermeture", "personne=8"),
        ("/annuaire/passation", "personne=8&vers=personne&jour=2026-11-24&fermer="),
        ("/annuaire/passation", "personne=8&vers=13&jour=2026-11-24&fermer="),
    ] {
        refused(&administrator.post(address, fields).await, LAST);
    }
    assert_eq!(world.journal().await, before, "nothing passed");
    // The invited one may leave: somebody else administers.
    let left = administrator
        .post("/comptes/administration", "personne=13&geste=retirer")
        .await;
    assert_eq!(left.status, 303, "{}", left.words());
}

#[tokio::test]
async fn an_invitation_that_waits_is_told_as_such_and_until_when() {
    let (_world, mut administrator) = with_invited().await;
    let person = administrator.get("/annuaire/personnes/13").await.words();
    assert!(person.contains("Invitation en attente jusqu’au 1er"), "{person}");
    assert!(!person.contains("Compte ouvert"), "{person}");
    assert!(person.contains("ne peut pas se connecter"), "{person}");
    let accounts = administrator.get("/comptes?q=Noa").await.words();
    assert!(accounts.contains("invitation en attente"), "{accounts}");
    let own = administrator.get("/comptes?q=Roche").await.words();
    assert!(!own.contains("invitation en attente"), "{own}");
    for (asked, there) in [("invite", true), ("ouvert", false)] {
        let page = administrator
            .get(&format!("/annuaire?vue=personnes&compte={asked}&q=Noa"))
            .await
            .words();
        assert_eq!(page.contains("Noa Attente"), there, "{asked}: {page}");
    }
}
