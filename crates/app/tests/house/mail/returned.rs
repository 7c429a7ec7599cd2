//! A letter that one server took and another sent back: told where letters are, once, and only when the report names it and its address.

use domain::access::{Installation, Reason, Verb, Viewer, verbs};
use domain::ids::LetterId;
use domain::mail::{LetterHandled, Outcome};
use mail::{Returned, note_returned};
use people::Persona;
use store::{Columns, FromRow, Gate, Scope, Store, StoreError, query};
use testkit::World;
use testkit::moment::{NOW, today};
use web::site::Mailing;

use super::pages::world;
use crate::cast::Who;
use crate::command::pacte;

const SENDING: Viewer = Viewer::Job(Reason::Sending);

/// To whom the letter that comes back was sent.
const NEIGHBOUR: &str = "personne10@exemple.invalid";

const NAMED: Scope = Scope {
    name: "named_letter",
    columns_sql: "SELECT t.id, t.address, t.message_id, t.state, t.returned, t.answer FROM unscoped_letter t",
    gate: Gate::Installation { verb: Verb::SendLetters },
};

/// A letter with the name that mail servers know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) id: LetterId,
    pub(crate) message_id: String,
    state: String,
    returned: Option<i64>,
    answer: Option<String>,
}

query! {
    /// The last letter to this address.
    NamedLetter(address: String) -> Named
    reading ["named_letter"]
    "SELECT id, message_id, state, returned, answer FROM named_letter WHERE address = $4 ORDER BY id DESC LIMIT 1"
}

impl FromRow for Named {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: c.id(0)?,
            message_id: c.text(1)?,
            state: c.text(2)?,
            returned: c.opt_int(3)?,
            answer: c.opt_text(4)?,
        })
    }
}

/// The last letter to this address, as it is kept.
pub(crate) async fn letter_to(world: &World, address: &str) -> Named {
    let house = app::rooms::house().scopes(&[NAMED]);
    let store = Store::open(world.base.target(), house).await.expect("opens");
    let mut reader = store.read(today()).await.expect("a reader");
    let asked = NamedLetter {
        address: address.to_owned(),
    };
    reader.first(&SENDING, asked).await.expect("read").expect("a letter")
}

/// The last letter to this address is taken by the mail server.
pub(crate) async fn sent(world: &World, address: &str) -> Named {
    let letter = letter_to(world, address).await;
    let fact = LetterHandled {
        letter: letter.id,
        outcome: Outcome::Sent,
        attempts: 1,
        answered: None,
        at: NOW,
    };
    let tx = world.store.begin::<verbs::SendLetters>(&SENDING, Installation, NOW).await;
    let tx = tx.expect("permitted").record::<mail::Tables, _>(&fact).await;
    tx.expect("recorded").commit().await.expect("kept");
    letter
}

/// A report that a letter of this name failed for this address.
pub(crate) fn report(message_id: &str, address: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.test\r\nTo: pacte@mairie.test\r\nSubject: Undelivered Mail Returned to Sender\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n\
         Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 <{address}>: unknown\r\n user\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{message_id}@mairie.test>\r\nTo: {address}\r\n\r\n--b--\r\n"
    )
}

/// Hands a message over.
pub(crate) async fn come_back(world: &World, message: &str) -> Returned {
    note_returned(&world.store, message.as_bytes(), NOW.plus_seconds(60))
        .await
        .expect("read")
}

fn relay() -> Mailing {
    Mailing::Relay {
        host: "mail.mairie.test".to_owned(),
        sender: "Pacte <pacte@mairie.test>".to_owned(),
    }
}

#[tokio::test]
async fn a_letter_that_came_back_is_told_once_beside_the_words_of_the_server() {
    let world = world(relay()).await;
    let letter = sent(&world, NEIGHBOUR).await;
    let message = report(&letter.message_id, "Personne10@exemple.invalid");
    let before = world.journal().await.len();
    assert_eq!(come_back(&world, &message).await, Returned::Noted(letter.id));
    assert_eq!(come_back(&world, &message).await, Returned::Known(letter.id));
    let journal = world.journal().await;
    assert_eq!(journal.len(), before + 1, "noted once");
    let told = journal.iter().filter(|entry| entry.fact == "letter_returned");
    let told: Vec<&str> = told.map(|entry| entry.subject.as_str()).collect();
    assert_eq!(told, [format!("letter/{}", letter.id)]);

    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let page = administrator.get("/courriers?etat=returned").await;
    let listed = page.words();
    for said in [
        "1 courrier",
        "Revenus",
        "Andréa Voisin",
        "Revenu : adresse refusée",
        "24 nov. 2026",
        "Cette adresse n’existe pas.",
        "550 5.1.1 … unknown user",
        "envoyez un nouveau lien",
    ] {
        assert!(listed.contains(said), "{said}: {listed}");
    }
    let sent = administrator.get("/courriers?etat=sent").await.words();
    assert!(!sent.contains("Andréa Voisin"), "{sent}");
    let table = administrator.get("/courriers?etat=returned&forme=csv").await.text();
    assert!(table.contains("Revenu\u{a0}: adresse refusée"), "{table}");
    let card = administrator.get("/annuaire/personnes/10").await.words();
    assert!(card.contains("Adresse refusée le 24 nov. 2026"), "{card}");
    let journal = administrator.get("/journal").await.words();
    assert!(
        journal.contains("Un courrier est revenu à l’expéditeur")
            && journal.contains("Refusé par un autre serveur (code 5.1.1)"),
        "{journal}"
    );
    let number = letter.id.to_string();
    for act in ["reprise", "annulation"] {
        let again = administrator
            .post(&format!("/courriers/{act}"), &format!("courrier={number}"))
            .await;
        assert_eq!(again.status, 404, "it holds nothing any more");
    }
}

#[tokio::test]
async fn a_report_that_names_another_letter_or_another_address_changes_nothing() {
    let world = world(relay()).await;
    let waiting = letter_to(&world, NEIGHBOUR).await;
    let whole = report(&waiting.message_id, NEIGHBOUR);
    assert_eq!(come_back(&world, &whole).await, Returned::Stranger, "it has not left");
    sent(&world, NEIGHBOUR).await;
    let before = (letter_to(&world, NEIGHBOUR).await, world.journal().await);
    let unknown = "0".repeat(32);
    for (message, became) in [
        (report(&waiting.message_id, "autre@exemple.invalid"), Returned::Stranger),
        (report(&unknown, NEIGHBOUR), Returned::Stranger),
        (report("", NEIGHBOUR), Returned::Stranger),
        (report(&waiting.message_id, ""), Returned::Stranger),
        (whole.replace("Action: failed", "Action: delayed"), Returned::NotFailed),
        (whole.replace("multipart/report", "multipart/mixed"), Returned::Stranger),
        ("Subject: absence\r\n\r\nJe reviens lundi.".to_owned(), Returned::Stranger),
    ] {
        assert_eq!(come_back(&world, &message).await, became, "{message}");
    }
    assert_eq!((letter_to(&world, NEIGHBOUR).await, world.journal().await), before);
}

#[tokio::test]
async fn nothing_is_noted_of_someone_who_was_erased() {
    let world = world(relay()).await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    administrator
        .post("/comptes/invitations", "nom=Lou+Essai&mel=lou%40exemple.invalid")
        .await;
    let letter = sent(&world, "lou@exemple.invalid").await;
    assert_eq!(administrator.post("/comptes/fermeture", "personne=13").await.status, 303);
    let erased = administrator.post("/annuaire/effacement", "personne=13&sure=oui").await;
    assert_eq!(erased.status, 303, "{}", erased.words());
    let message = report(&letter.message_id, "lou@exemple.invalid");
    assert_eq!(come_back(&world, &message).await, Returned::Stranger);
    let nameless = report(&letter.message_id, "");
    assert_eq!(come_back(&world, &nameless).await, Returned::Stranger);
}

#[tokio::test]
async fn the_command_reads_its_input_and_says_what_it_noted() {
    let world = world(relay()).await;
    let letter = sent(&world, NEIGHBOUR).await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("message");
    let bounce = |message: &str| {
        std::fs::write(&file, message).expect("written");
        pacte(&["bounce"]).on(&world.base).reads(&file).run()
    };
    // Longer than what is read of it.
    let message = report(&letter.message_id, NEIGHBOUR) + &"x".repeat(3_000_000);
    let noted = bounce(&message);
    let number = letter.id;
    assert_eq!(
        noted.went_well(),
        format!("Le retour est noté sur le courrier n° {number}.\n")
    );
    let again = bounce(&message);
    assert!(again.went_well().contains("était déjà noté"), "{again:?}");
    let late = bounce(&message.replace("Action: failed", "Action: delayed"));
    assert!(late.went_well().contains("n’annonce pas d’échec"), "{late:?}");
    let stranger = bounce(&report(&letter.message_id, "autre@exemple.invalid"));
    stranger.refused(&["aucun courrier de Pacte"]);
    assert_eq!(stranger.code, Some(1));
    let nowhere = pacte(&["bounce"]).data(&folder.path().join("absent")).reads(&file).run();
    nowhere.refused(&["ne contient pas de données de Pacte"]);
    assert_eq!(nowhere.code, Some(75), "a mail server hands it over again later");
}
