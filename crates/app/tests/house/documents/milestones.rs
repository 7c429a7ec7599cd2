//! Documents attached to a milestone: shown on its line, on the page of its action, among the documents of the action.

use people::Persona;

use super::{LIST, NEW, PDF, add, coordinator};
use crate::cast::{self, Who};

const ACTION: &str = "/conventions/1/actions/15";
const MILESTONES: &str = "/conventions/1/jalons";

#[tokio::test]
async fn a_document_of_a_milestone_is_shown_on_its_line_and_on_the_page_of_its_action() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let offered = client.get(ACTION).await.text();
    let addition = format!("{NEW}?objet=action-15-jalon-1");
    assert!(offered.contains(&addition), "{offered}");
    let form = client.get(&addition).await.text();
    assert!(
        form.contains("value=\"action-15-jalon-1\" selected") && form.contains("Convier les écoles"),
        "{form}"
    );
    let place = add(&mut client, "action-15-jalon-1", "Courrier aux écoles", ("courrier.pdf", PDF)).await;
    let own = client.get(&place).await.words();
    assert!(own.contains("Convier les écoles (Action 15"), "{own}");
    for address in [ACTION, MILESTONES] {
        let page = client.get(address).await.text();
        let line = page.split("Convier les écoles</b>").nth(1).expect("its line");
        let line = line.split("</li>").next().unwrap_or_default();
        let line = line.split("</tr>").next().unwrap_or_default();
        assert!(
            line.contains(&format!("{place}\"")) && line.contains("Courrier aux écoles"),
            "{address}: {line}"
        );
    }
    for (filter, held) in [
        ("jalons", true),
        ("action-15", true),
        ("action-15-jalon-1", true),
        ("convention", false),
    ] {
        let page = client.get(&format!("{LIST}?objet={filter}")).await.words();
        assert_eq!(page.contains("Courrier aux écoles"), held, "{filter}: {page}");
    }
}

#[tokio::test]
async fn a_document_is_attached_to_no_milestone_that_is_not_there() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    for wrong in ["action-15-jalon-9", "action-14-jalon-1"] {
        let fields = [("nature", "other"), ("objet", wrong), ("titre", "Note")];
        let refused = client.upload(NEW, &fields, Some(("note.txt", b"Une note"))).await;
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(
            refused.words().contains("Ce jalon n’est plus dans la liste"),
            "{}",
            refused.words()
        );
    }
    let scan = [("nature", "signed_scan"), ("objet", "action-15-jalon-1"), ("titre", "")];
    let refused = client.upload(NEW, &scan, Some(("note.pdf", PDF))).await;
    assert!(
        refused.words().contains("celui de toute la convention"),
        "{}",
        refused.words()
    );
}

#[tokio::test]
async fn what_is_attached_to_a_milestone_is_hidden_with_its_action() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "action-15-jalon-1", "Courrier aux écoles", ("courrier.pdf", PDF)).await;
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    assert!(partner.get(MILESTONES).await.text().contains("Courrier aux écoles"));
    let offered = partner.get(ACTION).await.text();
    assert!(
        !offered.contains("Joindre un document"),
        "who does not keep documents is offered none"
    );
    let hide = "element=action%2F15%3Dpartners&niveau=internal";
    assert_eq!(client.post("/conventions/1/visibilite", hide).await.status, 303);
    assert!(!partner.get(MILESTONES).await.text().contains("Courrier aux écoles"));
    assert_eq!(partner.get(&place).await.status, 404);
}
