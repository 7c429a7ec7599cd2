//! The world of these tests: the reference convention, read from its text, a second one, and the people around both.

use app::{demo, rooms};
use domain::about::About;
use domain::access::{Installation, Mandated, Reason, Role, Standing, Viewer, verbs};
use domain::discussion::{
    Audience, CommentText, CommentWritten, FollowChosen, Followed, Hearing, LetterChoice, LetterRhythm, LettersChosen,
};
use domain::documents::{Attachment, DocumentAdded, DocumentKind, FileName, KeptFile, MediaType};
use domain::ids::{CommentId, ConventionId, DocumentId, Id, MandateId, OrganisationId, PersonId};
use domain::people::{AccountCreated, AliasAdded, DistinctDeclared, MandateGiven, PersonAttached, Twins};
use people::Persona;
use store::{Sequence, Store, Target};
use testkit::moment::{NOW, day};
use testkit::{Base, Client, Template, World};
use web::Route;
use web::door::{Door, PublicUrl};
use web::site::Site;

/// The convention of the example.
pub(crate) const REFERENCE: ConventionId = ConventionId::new(1);

/// Another one, of the same shape.
pub(crate) const OTHER: ConventionId = ConventionId::new(2);

/// `un long mot de passe`, hashed: the neighbour signs in with it.
pub(crate) const PASSWORD_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$tK6mv1WASeo5gpHIECqEDQ$uEHtiMK6mQvig0/ReHAxnr8UsBVXXchZMUcyFwDpdhQ";

/// The bytes of the signed scan of both conventions.
pub(crate) const SCAN: &[u8] = b"\x89PNG\r\n\x1a\n the paper that both signed";

const WORLD: Template = Template::new("world", |target| Box::pin(fill(target)));

/// Everyone who may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Nobody is signed in.
    Visitor,
    /// One of the nine of the demo, around the reference convention.
    Persona(Persona),
    /// Coordinator of the other convention.
    Neighbour,
    /// Coordinator of the reference convention, until the end of 2024.
    Former,
    /// Coordinator of the reference convention, from 2027.
    Future,
}

impl Who {
    /// All of them.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let around = [Self::Visitor, Self::Neighbour, Self::Former, Self::Future];
        Persona::ALL.map(Self::Persona).into_iter().chain(around)
    }

    /// The account, in the order in which the world was filled.
    pub(crate) fn person(self) -> Option<PersonId> {
        let ordinal = match self {
            Self::Visitor => return None,
            Self::Persona(persona) => 1 + Persona::ALL.iter().position(|other| *other == persona).expect("one of all"),
            Self::Neighbour => 10,
            Self::Former => 11,
            Self::Future => 12,
        };
        Some(Id::new(i64::try_from(ordinal).expect("a small number")))
    }

    /// The mandate ever held, in force or not.
    pub(crate) fn mandate(self) -> Option<(MandateId, ConventionId, Role)> {
        let (ordinal, convention, role) = match self {
            Self::Visitor => return None,
            Self::Persona(persona) => {
                let (ordinal, role) = persona_mandate(persona)?;
                (ordinal, REFERENCE, role)
            }
            Self::Neighbour => (8, OTHER, Role::Coordinator),
            Self::Former => (9, REFERENCE, Role::Coordinator),
            Self::Future => (10, REFERENCE, Role::Coordinator),
        };
        Some((Id::new(ordinal), convention, role))
    }

    /// In which quality this person stands before a convention today, or before the installation.
    pub(crate) fn standing(self, convention: Option<ConventionId>) -> Standing {
        let in_force = !matches!(self, Self::Former | Self::Future);
        match (self, self.mandate()) {
            (Self::Visitor, _) => Standing::Visitor,
            (_, Some((_, held, role))) if in_force && Some(held) == convention => Standing::Mandated(role),
            (Self::Persona(Persona::Administrator), _) => Standing::Administrator,
            _ => Standing::Account,
        }
    }

    /// The viewer this person would be under the mandate ever held.
    pub(crate) fn viewer(self) -> Viewer {
        match (self.person(), self.mandate()) {
            (None, _) => Viewer::Visitor,
            (Some(person), None) => Viewer::Person(person),
            (Some(person), Some((mandate, convention, role))) => Viewer::Mandate(Mandated {
                person,
                mandate,
                convention,
                organisation: Id::new(1),
                role,
            }),
        }
    }

    /// At a browser, signed in when it is someone.
    pub(crate) async fn at(self, world: &World) -> Client {
        match self.person() {
            None => world.visitor(),
            Some(person) => world.signed_in(person).await,
        }
    }
}

/// What the demo gives, said again here: a persona that changes place fails these tests.
const fn persona_mandate(persona: Persona) -> Option<(i64, Role)> {
    match persona {
        Persona::FirstCoordinator => Some((1, Role::Coordinator)),
        Persona::SecondCoordinator => Some((2, Role::Coordinator)),
        Persona::Mayor => Some((3, Role::Mayor)),
        Persona::FundOfficer => Some((4, Role::FundOfficer)),
        Persona::FundDirector => Some((5, Role::FundDirector)),
        Persona::PartnerContact => Some((6, Role::PartnerContact)),
        Persona::Auditor => Some((7, Role::Auditor)),
        Persona::Administrator | Persona::Stranger => None,
    }
}

/// A copy of the world, served as a demo.
pub(crate) async fn world() -> World {
    world_over(base().await).await
}

/// The world over this copy of its database.
pub(crate) async fn world_over(base: Base) -> World {
    World::over(base, rooms::house(), rooms::routes(None), furnished).await
}

/// The organisation for which someone holds a mandate in the reference convention, as its page names it.
pub(crate) async fn organisation_of(world: &World, person: i64) -> i64 {
    let mut administrator = Who::Persona(Persona::Administrator).at(world).await;
    let page = administrator.get(&format!("/annuaire/personnes/{person}")).await.text();
    let links = testkit::page::links(&page);
    let organisation = links.iter().find_map(|link| link.strip_prefix("/annuaire/organismes/"));
    organisation.and_then(|id| id.parse().ok()).expect("an organisation")
}

/// Many more accounts.
pub(crate) async fn crowd(world: &World, many: i64) {
    for ordinal in 13..13 + many {
        create(&world.store, Id::new(ordinal), &format!("Foule {ordinal:03}")).await;
    }
}

/// The database of the world, for those who only run commands on it.
pub(crate) async fn base() -> Base {
    Base::copy_of(&WORLD).await
}

/// A real installation, empty, with these routes.
pub(crate) async fn installation(routes: Vec<Route>) -> World {
    let real = |site| Site {
        demo: false,
        ..furnished(site)
    };
    World::over(Base::empty().await, rooms::house(), routes, real).await
}

/// The site of the rooms.
pub(crate) fn furnished(site: Site) -> Site {
    Site {
        door: Door {
            public_url: PublicUrl::parse("http://pacte.test").ok(),
            ..Door::default()
        },
        nav: rooms::nav(),
        heading: convention::heading,
        search: rooms::search(),
        ..site
    }
}

/// The example with words that no value holds, on a line that is blank in it: the real text is held whole.
fn stray(text: &str) -> String {
    let lines = (1..).zip(text.lines());
    let kept = lines.map(|(number, line)| {
        if number == 99 {
            "Cette page a été reprise après relecture."
        } else {
            line
        }
    });
    kept.collect::<Vec<_>>().join("\n")
}

async fn fill(target: Target) {
    let store = Store::open(target, rooms::house()).await.expect("opens");
    store.migrate().await.expect("migrates");
    let text = stray(std::str::from_utf8(demo::EXAMPLE).expect("a text"));
    enter(&store, &text).await;
    let reading = files::read(demo::EXAMPLE_NAME, demo::EXAMPLE).expect("a convention").reading;
    people::create_personas(&store, NOW, day("2022-01-01"), demo::partner(&reading))
        .await
        .expect("the personas");
    enter(&store, &text.replace("Pennes", "Sources").replace("PENNES", "SOURCES")).await;
    for (who, name, since, until) in [
        (Who::Neighbour, "Andréa Voisin", "2022-01-01", None),
        (Who::Former, "Yaël Ancien", "2022-01-01", Some("2024-12-31")),
        (Who::Future, "Maé Prochain", "2027-01-01", None),
    ] {
        let (mandate, convention, role) = who.mandate().expect("held");
        create(&store, who.person().expect("someone"), name).await;
        let fact = MandateGiven {
            mandate,
            person: who.person().expect("someone"),
            convention,
            organisation: OrganisationId::new(1),
            role,
            since: day(since),
            until: until.map(day),
        };
        give(&store, fact).await;
    }
    crate::proofs::fill(&store).await;
    note(&store).await;
    for who in [Who::Persona(Persona::FirstCoordinator), Who::Neighbour] {
        scan(&store, who).await;
        crate::followup::fill(&store, who).await;
        say(&store, (who, 1), About::Action(15), Vec::new()).await;
        crate::asking::fill(&store, who).await;
        crate::milestones::fill(&store, who).await;
        crate::sheet::fill(&store, who).await;
        crate::anomalies::fill(&store, who).await;
    }
    let told = Who::Persona(Persona::FirstCoordinator).person().expect("someone");
    say(&store, (Who::Persona(Persona::FundOfficer), 2), About::Convention, vec![told]).await;
    choose(&store).await;
}

/// A comment of a convention, read by all who hold a mandate.
async fn say(store: &Store, (who, nth): (Who, i64), topic: About, mentioned: Vec<PersonId>) {
    let (_, convention, _) = who.mandate().expect("held");
    let tx = store.begin::<verbs::WriteComments>(&who.viewer(), convention, NOW).await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx
        .allocate(Sequence::Convention(convention, "comment"))
        .await
        .expect("an ordinal");
    assert_eq!(ordinal, nth);
    let fact = CommentWritten {
        comment: CommentId { convention, ordinal },
        topic,
        audience: Audience::Partners,
        answers: None,
        text: CommentText::parse("Le devis arrive lundi.").expect("a text"),
        mentioned,
        person: who.person().expect("someone"),
        organisation: Id::new(1),
        at: NOW,
    };
    let tx = tx.record::<discussion::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
}

/// The first coordinator follows a party, and receives letters each day.
async fn choose(store: &Store) {
    let who = Who::Persona(Persona::FirstCoordinator);
    let person = who.person().expect("someone");
    let tx = store.begin::<verbs::Follow>(&who.viewer(), REFERENCE, NOW).await;
    let follow = FollowChosen {
        convention: REFERENCE,
        person,
        followed: Followed::Party(2),
        becomes: Some(Hearing::Followed),
    };
    let tx = tx.expect("permitted").record::<discussion::Tables, _>(&follow).await;
    tx.expect("recorded").commit().await.expect("kept");
    let tx = store
        .begin::<verbs::ChooseLetters>(&Viewer::Person(person), Installation, NOW)
        .await;
    let letters = LettersChosen {
        person,
        becomes: LetterChoice {
            mentions_at_once: true,
            rhythm: LetterRhythm::Daily,
        },
    };
    let tx = tx.expect("permitted").record::<discussion::Tables, _>(&letters).await;
    tx.expect("recorded").commit().await.expect("kept");
}

/// The first document of the convention where someone works: its signed scan, a picture.
async fn scan(store: &Store, who: Who) {
    let (_, convention, _) = who.mandate().expect("held");
    let tx = store.begin::<verbs::KeepDocuments>(&who.viewer(), convention, NOW).await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx.allocate(Sequence::Convention(convention, "document")).await;
    let keep = |bytes: &[u8]| store.vault().keep(bytes, NOW).expect("kept");
    let digest = keep(SCAN);
    let fact = DocumentAdded {
        document: DocumentId {
            convention,
            ordinal: ordinal.expect("an ordinal"),
        },
        attachment: Attachment::Convention,
        meeting: None,
        kind: DocumentKind::SignedScan,
        title: "Convention signée".to_owned(),
        file: KeptFile {
            name: FileName::cleaned("Convention signée.png", MediaType::Png),
            media: MediaType::Png,
            bytes: i64::try_from(SCAN.len()).expect("short"),
            digest,
            given: digest,
            shown: Some(keep(b"the same in the size of a page")),
        },
        person: who.person(),
        at: NOW,
    };
    assert_eq!(fact.document.ordinal, 1);
    let tx = tx.record::<documents::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
}

/// The first organisation has a contact and another name; it and the second, which look alike to nobody, are distinct.
async fn note(store: &Store) {
    let viewer = Viewer::Job(Reason::Demo);
    let tx = store.begin::<verbs::KeepDirectory>(&viewer, Installation, NOW).await;
    let attached = PersonAttached {
        person: Id::new(1),
        organisation: Id::new(1),
        function: Some("Accueil".to_owned()),
    };
    let alias = AliasAdded {
        organisation: Id::new(1),
        name: "Autre nom du premier".to_owned(),
    };
    let twins = Twins::Organisations {
        kept: Id::new(1),
        merged: Id::new(2),
    };
    let tx = tx.expect("permitted").record::<people::Tables, _>(&attached).await;
    let tx = tx.expect("recorded").record::<people::Tables, _>(&alias).await;
    let distinct = DistinctDeclared { twins };
    let tx = tx.expect("recorded").record::<people::Tables, _>(&distinct).await;
    tx.expect("recorded").commit().await.expect("kept");
}

/// Enters a text as a convention.
pub(crate) async fn enter(store: &Store, text: &str) -> ConventionId {
    let import = files::read(demo::EXAMPLE_NAME, text.as_bytes()).expect("a convention");
    let entry = convention::Entry {
        reading: import.reading,
        text: import.text,
        review: false,
    };
    let viewer = Viewer::Job(Reason::CommandLine);
    convention::enter(store, &viewer, NOW, entry).await.expect("entered")
}

async fn create(store: &Store, person: PersonId, name: &str) {
    let viewer = Viewer::Job(Reason::Demo);
    let tx = store.begin::<verbs::CreateAccount>(&viewer, Installation, NOW).await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx.allocate(Sequence::Installation("person")).await.expect("an ordinal");
    assert_eq!(ordinal, person.ordinal(), "{name}");
    let fact = AccountCreated {
        person,
        name: name.to_owned(),
        email: format!("personne{person}@exemple.invalid"),
        password_hash: Some(PASSWORD_HASH.to_owned()),
        administrator: false,
        example: true,
    };
    let tx = tx.record::<people::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
}

async fn give(store: &Store, fact: MandateGiven) {
    let viewer = Viewer::Job(Reason::Demo);
    let tx = store.begin::<verbs::GiveMandate>(&viewer, Installation, NOW).await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx.allocate(Sequence::Installation("mandate")).await.expect("an ordinal");
    assert_eq!(ordinal, fact.mandate.ordinal());
    let tx = tx.record::<people::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
}
