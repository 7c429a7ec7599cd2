//! Documents of the meetings of a body: minutes, agendas, with the day; hidden with the body that met.

use people::Persona;

use super::{LIST, NEW, PDF, coordinator};
use crate::cast::{self, Who};

const BODIES: &str = "/conventions/1/instances";

fn fields<'f>(objet: &'f str, day: &'f str, title: &'f str) -> [(&'f str, &'f str); 4] {
    [("nature", "other"), ("objet", objet), ("seance", day), ("titre", title)]
}

#[tokio::test]
async fn a_minute_is_found_by_the_body_that_met_with_its_day() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let bodies = client.get(BODIES).await.text();
    let addition = format!("{NEW}?objet=instance-1");
    assert!(bodies.contains(&addition), "{bodies}");
    let form = client.get(&addition).await.text();
    assert!(form.contains("value=\"instance-1\" selected"), "{form}");
    let sent = client
        .upload(
            NEW,
            &fields("instance-1", "2026-03-12", "Compte rendu"),
            Some(("cr.pdf", PDF)),
        )
        .await;
    assert_eq!(sent.status, 303, "{}", sent.words());
    let own = client.get(sent.location()).await.words();
    assert!(own.contains("Comité de pilotage, séance du 12 mars 2026"), "{own}");
    for (filter, held) in [
        ("seances", true),
        ("instance%3AComit%C3%A9+de+pilotage", true),
        ("instance%3AComit%C3%A9+technique", false),
        ("actions", false),
    ] {
        let page = client.get(&format!("{LIST}?objet={filter}")).await.words();
        assert_eq!(page.contains("Compte rendu"), held, "{filter}: {page}");
    }
    let listed = client.get(&format!("{LIST}?forme=csv")).await.text().replace('\u{a0}', " ");
    assert!(listed.contains("Comité de pilotage, séance du 12 mars 2026"), "{listed}");
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    assert!(
        !partner.get(BODIES).await.text().contains(&addition),
        "who keeps none is offered none"
    );
}

#[tokio::test]
async fn a_meeting_without_its_day_or_its_body_is_said_and_what_was_typed_stays() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    for (objet, day, sentence) in [
        ("instance-1", "", "Indiquez le jour de la séance"),
        ("instance-1", "hier", "Indiquez le jour de la séance"),
        ("instance-99", "2026-03-12", "Cette instance n’est pas dans la convention"),
    ] {
        let refused = client
            .upload(NEW, &fields(objet, day, "Compte rendu"), Some(("cr.pdf", PDF)))
            .await;
        assert_eq!(refused.status, 422, "{objet} {day}");
        assert!(refused.words().contains(sentence), "{}", refused.words());
        assert!(refused.text().contains("value=\"Compte rendu\""));
    }
    let scan = [
        ("nature", "signed_scan"),
        ("objet", "instance-1"),
        ("seance", "2026-03-12"),
        ("titre", ""),
    ];
    let refused = client.upload(NEW, &scan, Some(("note.pdf", PDF))).await;
    assert!(
        refused.words().contains("celui de toute la convention"),
        "{}",
        refused.words()
    );
}

#[tokio::test]
async fn a_minute_is_hidden_with_the_body_that_met_and_stays_so_when_it_is_renamed() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let sent = client
        .upload(
            NEW,
            &fields("instance-1", "2026-03-12", "Compte rendu"),
            Some(("cr.pdf", PDF)),
        )
        .await;
    let place = sent.location().to_owned();
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    assert_eq!(partner.get(&place).await.status, 200);
    let hide = "element=body%2F1%3Dpartners&niveau=internal";
    assert_eq!(client.post("/conventions/1/visibilite", hide).await.status, 303);
    let unseen = async |partner: &mut testkit::Client| {
        assert_eq!(partner.get(&place).await.status, 404);
        assert!(!partner.get(LIST).await.text().contains("Compte rendu"));
        assert!(!partner.get(&format!("{LIST}?q=compte")).await.text().contains("Compte rendu"));
    };
    unseen(&mut partner).await;
    let renamed = "UPDATE unscoped_body SET name = 'Comité de direction' WHERE convention = 1 AND ordinal = 1";
    world.base.intrude(renamed).await.expect("written behind the doors");
    unseen(&mut partner).await;
    assert_eq!(client.get(&place).await.status, 200, "those who sign see it");
}
