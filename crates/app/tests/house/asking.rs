//! What the world holds of campaigns, in each convention: the first is being prepared; the second was launched, and waits for
//! three recipients whose links are known here. The second of them joined a file, and did not send it yet.

use domain::access::Viewer;
use domain::access::verbs::{AnswerCampaign, RunCampaigns};
use domain::campaigns::{
    Asked, CampaignFileAdded, CampaignLaunched, CampaignQuestion, CampaignWritten, Questions, RecipientId, ReminderPolicy,
    SentLink,
};
use domain::documents::{FileName, KeptFile, MediaType};
use domain::followup::Lane;
use domain::ids::{ActionId, CampaignId};
use store::{Sequence, Store};
use testkit::moment::{NOW, day};
use web::session::Token;

use crate::cast::Who;

/// The link of a recipient of the campaign that was launched: of the first, second or third, in the convention where this
/// person works.
pub(crate) fn link(who: Who, recipient: u8) -> Token {
    let convention = if who == Who::Neighbour { 0x20 } else { 0x10 };
    Token::from_random([convention + recipient; 32])
}

/// Someone asked by an address typed by hand; the last one of the campaign that is being prepared is of the directory.
fn recipient(id: CampaignId, ordinal: i64, who: Who) -> Asked {
    let action = ActionId {
        convention: id.convention,
        ordinal: 10,
    };
    Asked {
        ordinal,
        person: who.person().filter(|_| (id.ordinal, ordinal) == (1, 3)),
        organisation: None,
        name: format!("Répondante {ordinal}"),
        email: Some(format!("repondante{ordinal}@exemple.invalid")),
        organisation_name: "Association exemple".to_owned(),
        lanes: vec![Lane::whole(action)],
    }
}

/// Fills the convention where someone works.
pub(crate) async fn fill(store: &Store, who: Who) {
    let (_, convention, _) = who.mandate().expect("held");
    for ordinal in [1, 2] {
        let tx = store.begin::<RunCampaigns>(&who.viewer(), convention, NOW).await;
        let mut tx = tx.expect("permitted");
        let given = tx.allocate(Sequence::Convention(convention, "campaign")).await;
        assert_eq!(given.expect("an ordinal"), ordinal);
        let id = CampaignId { convention, ordinal };
        let written = CampaignWritten {
            campaign: id,
            title: "Point d’automne".to_owned(),
            message: "Bonjour, où en êtes-vous\u{a0}?".to_owned(),
            due: day("2026-12-04"),
            questions: Questions {
                listed: CampaignQuestion::ALL.to_vec(),
                open: vec!["Combien de familles\u{a0}?".to_owned()],
            },
            reminders: ReminderPolicy { gap_days: 7, most: 2 },
            actions: vec![10],
            recipients: [1, 2, 3].map(|one| recipient(id, one, who)).to_vec(),
            person: who.person(),
            after: None,
            at: NOW,
        };
        let tx = tx.record::<campaigns::Tables, _>(&written).await.expect("recorded");
        if ordinal == 1 {
            tx.commit().await.expect("kept");
            continue;
        }
        let made = |recipient: u8| SentLink {
            recipient: i64::from(recipient),
            version: 1,
            seen: None,
            token: link(who, recipient).digest(),
            last_day: day("2026-12-11"),
        };
        let launched = CampaignLaunched {
            campaign: id,
            links: [1, 2, 3].map(made).to_vec(),
            written: NOW,
            origin: "http://pacte.test".to_owned(),
            letters: Vec::new(),
            at: NOW,
        };
        let tx = tx.record::<campaigns::Tables, _>(&launched).await.expect("recorded");
        tx.commit().await.expect("kept");
        join(store, who, id).await;
    }
}

/// What the second recipient joined to an answer that is not sent yet.
pub(crate) const NOTE: &[u8] = b"Douze familles, trois ateliers.";

async fn join(store: &Store, who: Who, campaign: CampaignId) {
    let viewer = Viewer::Link(link(who, 2).digest());
    let convention = campaign.convention;
    let tx = store.begin::<AnswerCampaign>(&viewer, convention, NOW).await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx.allocate(Sequence::Convention(convention, "campaign_file")).await;
    assert_eq!(*ordinal.as_ref().expect("an ordinal"), 1);
    let digest = store.vault().keep(NOTE, NOW).expect("kept");
    let fact = CampaignFileAdded {
        recipient: RecipientId { campaign, ordinal: 2 },
        ordinal: 1,
        file: KeptFile {
            name: FileName::cleaned("Note.txt", MediaType::PlainText),
            media: MediaType::PlainText,
            bytes: i64::try_from(NOTE.len()).expect("short"),
            digest,
            given: digest,
            shown: None,
        },
        at: NOW,
    };
    let tx = tx.record::<campaigns::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
}
