//! Conventions that come in from a page, by hand or from a text, and leave when they came in by mistake.

use app::{demo, rooms};
use domain::convention::{ConventionEntered, ConventionReinstated, ConventionWithdrawn};
use domain::time::Instant;
use people::Persona;
use testkit::moment::NOW;
use testkit::{Answer, Client, World};
use web::site::Site;

use crate::cast::{self, Who, world};
use crate::command::pacte;
use crate::correction::url;
use crate::facts::{check, check_administrator, since};

const IMPORT: &str = "/conventions/importer";
const SETTLE: &str = "/conventions/importer/suite";

/// A text that has not entered yet.
fn fresh() -> Vec<u8> {
    let text = String::from_utf8(demo::EXAMPLE.to_vec()).expect("a text");
    text.replace("Pennes", "Landes").replace("PENNES", "LANDES").into_bytes()
}

async fn administrator(world: &World) -> Client {
    Who::Persona(Persona::Administrator).at(world).await
}

async fn send(client: &mut Client, name: &str, bytes: &[u8]) -> Answer {
    client.upload(IMPORT, &[], Some((name, bytes))).await
}

/// The digest that the form of confirmation holds.
async fn shown(client: &mut Client) -> String {
    let page = client.get(IMPORT).await.text();
    let (_, rest) = page.split_once("name=\"empreinte\" value=\"").expect("a text waits");
    rest.split('"').next().unwrap_or_default().to_owned()
}

async fn confirm(client: &mut Client) -> Answer {
    let digest = shown(client).await;
    client.post(SETTLE, &format!("geste=entrer&empreinte={digest}")).await
}

/// Whether everything that is stored follows from what was recorded.
pub(crate) async fn sound(world: &World) {
    let mut reader = world.store.read(testkit::moment::today()).await.expect("a reader");
    let (_, findings) = convention::check(&mut reader).await.expect("checked");
    assert!(findings.is_empty(), "{findings:?}");
    let (_, findings) = people::check(&mut reader).await.expect("checked");
    assert!(findings.is_empty(), "{findings:?}");
    drop(reader);
    let chains = world.store.verify().await.expect("walked");
    assert!(chains.fault.is_none(), "{:?}", chains.fault);
}

#[tokio::test]
async fn a_text_is_read_shown_and_enters_when_it_is_confirmed() {
    let world = world().await;
    let mut client = administrator(&world).await;
    let before = world.journal().await;
    let sent = send(&mut client, "C:\\Textes\\landes.txt", &fresh()).await;
    assert_eq!((sent.status, sent.location()), (303, IMPORT), "{}", sent.words());
    let page = client.get(IMPORT).await.words();
    for words in [
        "Ce que Pacte a lu dans « landes.txt »",
        "Commune des Landes",
        "Actions\n24",
        "À trancher",
        "Points à compléter",
        "Faire entrer la convention",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let import = files::read("landes.txt", &fresh()).expect("a convention");
    let report = client.get("/conventions/importer?forme=texte").await.text();
    assert_eq!(report, files::summary(&import), "the report is the one of the command line");
    assert_eq!(world.journal().await, before, "nothing is written before it is confirmed");

    let entered = confirm(&mut client).await;
    assert_eq!(
        (entered.status, entered.location()),
        (303, "/conventions/registre?entree=3"),
        "{}",
        entered.words()
    );
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = check::<ConventionEntered>(&rows);
    check_administrator(&row);
    assert_eq!((row.chain, row.seq), (3, 1));
    let register = client.get(entered.location()).await;
    assert!(register.words().contains("sous le numéro 3"), "{}", register.words());
    assert!(testkit::page::links(&register.text()).iter().any(|link| link == "/comptes"));
    assert_eq!(
        client.get("/conventions/3").await.status,
        404,
        "administering shows no convention"
    );

    let twice = client.post(SETTLE, "geste=entrer&empreinte=x").await;
    assert_eq!(twice.status, 422);
    assert!(twice.words().contains("Aucun texte n’est en attente"), "{}", twice.words());
    let known = send(&mut client, "landes.txt", &fresh()).await;
    assert_eq!(known.status, 422);
    assert!(known.words().contains("déjà entré sous le numéro 3"), "{}", known.words());
    sound(&world).await;
}

#[tokio::test]
async fn what_cannot_be_read_is_explained_and_nothing_is_kept() {
    let world = world().await;
    let mut client = administrator(&world).await;
    let before = world.journal().await;
    let large = vec![b'x'; files::LIMIT_BYTES + 1];
    let files: [(&str, &[u8], &str); 7] = [
        ("", b"", "Choisissez le fichier"),
        ("vide.txt", b"", "est vide"),
        ("acte.pdf", b"%PDF-1.7\n1 0 obj", "est abîmé"),
        ("acte.docx", b"PK\x03\x04\x14\x00", "est abîmé"),
        ("bruit.txt", b"Convention\x00\x01\x02", "encodage UTF-8"),
        ("livre.txt", b"Il pleut.\n", "aucune convention n’y est reconnue"),
        ("long.txt", &large, "au-delà de la limite de 5 Mo"),
    ];
    for (name, bytes, sentence) in files {
        let refused = send(&mut client, name, bytes).await;
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.words().contains(sentence), "{name}: {}", refused.words());
        assert!(!refused.text().contains("name=\"empreinte\""), "{name} waits");
    }
    let endless = vec![b'x'; files::LARGEST_DOCUMENT_BYTES + files::LIMIT_BYTES + 1_000_001];
    assert_eq!(send(&mut client, "enorme.txt", &endless).await.status, 413);
    let known = send(&mut client, demo::EXAMPLE_NAME, &fresh()).await;
    assert_eq!(known.status, 303);
    let other = client
        .post(SETTLE, &format!("geste=entrer&empreinte={}", "0".repeat(64)))
        .await;
    assert_eq!(other.status, 422);
    assert!(
        other.words().contains("n’est plus celui que vous aviez relu"),
        "{}",
        other.words()
    );
    assert_eq!(client.post(SETTLE, "geste=abandonner").await.status, 303);
    assert!(!client.get(IMPORT).await.text().contains("name=\"empreinte\""));
    assert_eq!(world.journal().await, before, "nothing was recorded");
}

#[tokio::test]
async fn a_text_that_looks_cut_enters_only_when_someone_says_that_it_is_whole() {
    let world = world().await;
    let mut client = administrator(&world).await;
    let text = fresh();
    let half = &text[..text.len() / 2];
    assert!(files::read("f", half).expect("read").reading.cut().is_some());
    assert_eq!(send(&mut client, "moitie.txt", half).await.status, 303);
    let refused = confirm(&mut client).await;
    assert_eq!(refused.status, 422);
    assert!(refused.words().contains("semble interrompu"), "{}", refused.words());
    let digest = shown(&mut client).await;
    let whole = client
        .post(SETTLE, &format!("geste=entrer&entier=oui&empreinte={digest}"))
        .await;
    assert_eq!(whole.status, 303, "{}", whole.words());
}

/// An interchange document and the text that it was read from.
fn exchanged() -> (String, Vec<u8>) {
    let import = files::read("landes.txt", &fresh()).expect("a convention");
    (files::interchange::write(&import.reading), fresh())
}

#[tokio::test]
async fn an_interchange_document_comes_back_with_its_text_and_enters_whole() {
    let world = world().await;
    let mut client = administrator(&world).await;
    let before = world.journal().await;
    let (document, text) = exchanged();
    // Corrected elsewhere: the document says what was read, and nothing is read again.
    let corrected = document.replace("Développer des actions favorisant le lien", "Renforcer le lien");
    assert_ne!(corrected, document);
    let both = [("landes.json", corrected.as_bytes()), ("landes.txt", text.as_slice())];
    let sent = client.upload_all(IMPORT, &[], &both).await;
    assert_eq!((sent.status, sent.location()), (303, IMPORT), "{}", sent.words());
    let page = client.get(IMPORT).await.words();
    assert!(
        page.contains("Ce que Pacte a lu dans « landes.txt »") && page.contains("Actions\n24"),
        "{page}"
    );
    assert_eq!(world.journal().await, before, "nothing is written before it is confirmed");
    let entered = confirm(&mut client).await;
    assert_eq!(entered.location(), "/conventions/registre?entree=3", "{}", entered.words());
    check::<ConventionEntered>(&since(&world, &before).await);
    sound(&world).await;
    let known = client.upload_all(IMPORT, &[], &both).await;
    assert_eq!(known.status, 422);
    assert!(known.words().contains("déjà entré sous le numéro 3"), "{}", known.words());
}

/// Files that are sent together, by their names.
type Files<'f> = &'f [(&'f str, &'f [u8])];

#[tokio::test]
async fn an_interchange_document_that_does_not_come_back_is_explained() {
    let world = world().await;
    let mut client = administrator(&world).await;
    let before = world.journal().await;
    let (document, text) = exchanged();
    let other = [text.as_slice(), b"\nUne ligne de plus.\n"].concat();
    let document = document.as_bytes();
    let cases: [(Files<'_>, &str); 5] = [
        (&[("c.json", document)], "choisissez les deux fichiers ensemble"),
        (&[("c.json", document), ("autre.txt", &other)], "son empreinte diffère"),
        (&[("c.json", b"{\"schema\": \"autre\"}")], "ne se lit pas"),
        (
            &[("c.json", document), ("c.txt", &text), ("d.txt", &other)],
            "Envoyez un seul texte à la fois",
        ),
        (&[("a.txt", &text), ("b.txt", &other)], "Envoyez un seul texte à la fois"),
    ];
    for (files, sentence) in cases {
        let refused = client.upload_all(IMPORT, &[], files).await;
        assert_eq!(refused.status, 422, "{sentence}");
        assert!(refused.words().contains(sentence), "{sentence}: {}", refused.words());
        assert!(!refused.text().contains("name=\"empreinte\""), "{sentence}");
    }
    assert_eq!(world.journal().await, before, "nothing was recorded");
}

/// Two confirmations sent together: one enters, the other is told, and there is one convention.
async fn enters_once(world: &World, mut one: Client, mut two: Client) {
    let form = format!("geste=entrer&empreinte={}", shown(&mut one).await);
    let before = world.journal().await;
    let (first, second) = tokio::join!(one.post(SETTLE, &form), two.post(SETTLE, &form));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422], "{}{}", first.words(), second.words());
    check::<ConventionEntered>(&since(world, &before).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_administrators_who_confirm_the_same_text_at_once_enter_it_once() {
    let world = world().await;
    let mut one = administrator(&world).await;
    let given = one.post("/comptes/administration", "personne=1&geste=donner").await;
    assert_eq!(given.status, 303, "{}", given.words());
    let mut two = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    for client in [&mut one, &mut two] {
        assert_eq!(send(client, "landes.txt", &fresh()).await.status, 303);
    }
    enters_once(&world, one, two).await;
    sound(&world).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_administrator_who_confirms_twice_at_once_enters_it_once() {
    let world = world().await;
    let mut one = administrator(&world).await;
    assert_eq!(send(&mut one, "landes.txt", &fresh()).await.status, 303);
    let two = one.clone();
    enters_once(&world, one, two).await;
}

#[tokio::test]
async fn a_text_waits_a_day_for_whoever_sent_it_and_for_nobody_else() {
    fn later() -> Instant {
        NOW.plus_seconds(25 * 60 * 60)
    }
    let world = world().await;
    let mut client = administrator(&world).await;
    let given = client.post("/comptes/administration", "personne=1&geste=donner").await;
    assert_eq!(given.status, 303);
    assert_eq!(send(&mut client, "landes.txt", &fresh()).await.status, 303);
    let mut colleague = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    assert!(!colleague.get(IMPORT).await.text().contains("landes.txt"));
    let site = Site {
        clock: later,
        ..cast::furnished(world.site())
    };
    let mut tomorrow = world.served(rooms::routes(None), site);
    let person = Who::Persona(Persona::Administrator).person().expect("an account");
    tomorrow.sign_in_as(person).await;
    assert!(!tomorrow.get(IMPORT).await.text().contains("landes.txt"));
    assert!(client.get(IMPORT).await.text().contains("landes.txt"));
}

/// What is typed of a convention without a text.
const TYPED: [(&str, &str); 10] = [
    ("titre", "Convention des deux rives"),
    ("nature", "Convention territoriale globale"),
    ("debut", "2026-01-01"),
    ("partie1", "Les Pennes-Mirabeau"),
    ("genre1", "commune"),
    ("partie2", "Caf des Bouches-du-Rhône"),
    ("genre2", "family_fund"),
    ("niveau1", "Enjeux"),
    ("enjeux", "Parents\nJeunesse"),
    ("actions", "1. Ouvrir un lieu d’accueil\n2. Former"),
];

/// A convention typed by the administrator, and its coordinator.
pub(crate) async fn typed(world: &World) -> Client {
    let mut client = administrator(world).await;
    let fields = [&TYPED[..], &[("niveau2", "Orientations"), ("geste", "creer")]].concat();
    let made = client.post("/conventions/nouvelle", &url(&fields)).await;
    assert_eq!(
        (made.status, made.location()),
        (303, "/conventions/registre?entree=3"),
        "{}",
        made.words()
    );
    let mandate = "personne=1&place=3-2&role=coordinator&debut=2022-01-01&fin=";
    let given = client.post("/mandats", mandate).await;
    assert_eq!(given.status, 303, "{}", given.words());
    Who::Persona(Persona::FirstCoordinator).at(world).await
}

/// Every page of the reference convention, for another one.
fn pages_of(convention: i64) -> Vec<String> {
    let pages = crate::budgets::addresses().into_iter().map(|(address, _)| address);
    let own = pages.filter(|address| address.starts_with("/conventions/1") && !address.contains("lignes="));
    own.map(|address| address.replacen("/conventions/1", &format!("/conventions/{convention}"), 1))
        .collect()
}

#[tokio::test]
async fn a_convention_is_made_without_a_file_and_every_page_copes() {
    let world = world().await;
    let before = world.journal().await;
    let mut client = typed(&world).await;
    let rows = since(&world, &before).await;
    check_administrator(&check::<ConventionEntered>(&rows));
    for address in pages_of(3) {
        let page = client.get(&address).await;
        assert!(matches!(page.status, 200 | 404 | 422), "{address}: {}", page.status);
        // What is asked of the reference convention may not be there: a fifteenth action, a party that is a place, a document, an answer,
        // a message, a campaign, a milestone, an écart.
        let other = [
            "/ecarts/ecart",
            "?",
            "/actions/",
            "/parties/",
            "/documents/",
            "/a-confirmer/",
            "/echanges/",
            "/campagnes/",
            "/jalons/",
        ]
        .iter()
        .any(|part| address.contains(part));
        assert!(page.status == 200 || other, "{address}: {}", page.status);
        assert!(!page.text().contains("/texte?lignes="), "{address} cites a line");
    }
    let page = client.get("/conventions/3/convention").await.words();
    for words in [
        "Saisie à la main le 24 nov. 2026",
        "Convention des deux rives",
        "Les Pennes-Mirabeau",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let action = client.get("/conventions/3/actions/1").await.words();
    assert!(action.contains("Ouvrir un lieu d’accueil"), "{action}");
    let text = client.get("/conventions/3/texte").await.words();
    assert!(text.contains("Aucun texte n’est joint"), "{text}");
    let points = client.get("/conventions/3/a-completer").await.words();
    for words in [
        "La période n’est pas saisie en entier",
        "Aucun signataire n’est saisi pour Les Pennes",
        "Le vote du conseil n’est pas saisi pour Les Pennes",
    ] {
        assert!(points.contains(words), "{words}: {points}");
    }
    speaks_of_no_text(&mut client).await;
    sound(&world).await;
    let mut keeper = administrator(&world).await;
    let fields = [&TYPED[..], &[("niveau2", "Orientations"), ("geste", "creer")]].concat();
    let twice = keeper.post("/conventions/nouvelle", &url(&fields)).await;
    assert_eq!(twice.status, 422);
    assert!(twice.words().contains("déjà saisie"), "{}", twice.words());
}

#[tokio::test]
async fn what_stands_outside_the_articles_and_what_is_absent_are_typed_too() {
    let world = world().await;
    let mut client = typed(&world).await;
    for (place, value, second) in [
        ("/wording/visas/0", "Vu le code de l’action sociale et des familles", ""),
        ("/wording/exposition/0", "Les deux rives agissent ensemble.", ""),
        ("/wording/enacting", "Il est convenu ce qui suit", ""),
        ("/wording/closing/0", "Fait en deux exemplaires.", ""),
        ("/articles/0", "1", "Objet"),
        ("/absent_facilities/0", "Ludothèque", "/"),
        ("/absent_facilities/0/owner", "p1", ""),
        ("/posts/0", "Chargée de coopération", ""),
        ("/cooperation/0", "Le secrétariat change chaque année.", "secretariat"),
    ] {
        let said = complete(&mut client, place, value, second).await;
        assert_eq!(said.status, 303, "{place}: {}", said.words());
    }
    sound(&world).await;
    for (page, words) in [
        ("articles", "Vu le code de l’action sociale"),
        ("articles", "Les deux rives agissent ensemble."),
        ("articles", "Fait en deux exemplaires."),
        ("equipements", "Ludothèque"),
        ("cooperation", "Chargée de coopération"),
        ("cooperation", "Le secrétariat change chaque année."),
    ] {
        let shown = client.get(&format!("/conventions/3/{page}")).await.words();
        assert!(shown.contains(words), "{page}, {words}: {shown}");
    }
}

/// Nothing was read of what was typed: no page speaks of a text.
async fn speaks_of_no_text(client: &mut Client) {
    for address in ["articles", "obligations", "cooperation", "parties", "annexes", "convention"] {
        let words = client.get(&format!("/conventions/3/{address}")).await.words();
        for wrong in [
            "lu dans ce texte",
            "Dans le texte",
            "Le texte signé reste",
            "Le texte reçu",
            "non jointe",
        ] {
            assert!(!words.contains(wrong), "{address} says {wrong}: {words}");
        }
    }
}

/// Adds or fills at a place of the reading of the convention typed.
pub(crate) async fn complete(client: &mut Client, place: &str, value: &str, second: &str) -> Answer {
    complete_in(client, 3, place, value, second).await
}

/// The same in another convention.
async fn complete_in(client: &mut Client, convention: i64, place: &str, value: &str, second: &str) -> Answer {
    let pairs = [
        ("place", place),
        ("cause", "lecture"),
        ("valeur", value),
        ("second", second),
        ("motif", "Complété"),
        ("geste", "corriger"),
    ];
    client.post(&format!("/conventions/{convention}/lecture"), &url(&pairs)).await
}

#[tokio::test]
async fn what_was_left_empty_is_filled_and_the_plan_grows() {
    let world = world().await;
    let mut client = typed(&world).await;
    let untouched = client.get("/conventions/3/lecture").await.words();
    assert!(untouched.contains("Rien n’a été changé depuis la saisie"), "{untouched}");
    assert!(!untouched.contains("telle que Pacte"), "{untouched}");
    for (place, value, second) in [
        ("/convention/end", "2030-12-31", ""),
        ("/nodes/2", "Logement", ""),
        ("/nodes/3", "Accueillir", "n1"),
        ("/themes/0", "Parentalité", ""),
        ("/parties/2", "Commune de Septèmes-les-Vallons", "commune"),
        ("/actions/2", "3", "Écouter"),
        ("/actions/2/parent", "n4", ""),
        ("/actions/2/pilots/0", "p3", ""),
        ("/bodies/0", "Comité de pilotage", ""),
        ("/duties/0", "Rendre compte", "other"),
        ("/duties/0/addresses/0", "contact@exemple.fr", ""),
        ("/predecessors/0", "Contrat enfance jeunesse", "p1"),
        ("/predecessors/0/end", "2025-12-31", ""),
        ("/cooperation/0", "La commune pilote.", "steering"),
        ("/articles/0", "1", "Objet"),
        ("/articles/0/text/0", "La présente convention dit ce que chacun apporte.", ""),
        ("/articles/0/text/1", "Elle ne dit rien d’autre.", ""),
    ] {
        let page = client.get(&format!("/conventions/3/lecture?place={place}")).await;
        assert_eq!(page.status, 200, "{place}");
        let said = complete(&mut client, place, value, second).await;
        assert_eq!(said.status, 303, "{place}: {}", said.words());
    }
    let articles = client.get("/conventions/3/articles").await.words();
    for words in ["ce que chacun apporte", "Elle ne dit rien d’autre"] {
        assert!(articles.contains(words), "{articles}");
    }
    sound(&world).await;
    let plan = client.get("/conventions/3/plan").await.words();
    for words in ["Logement", "Accueillir", "Écouter"] {
        assert!(plan.contains(words), "{words}: {plan}");
    }
    let page = client.get("/conventions/3/convention").await.words();
    assert!(
        page.contains("Convention des deux rives") && page.contains("2030") && page.contains("31 déc. 2030"),
        "{page}"
    );
    let points = client.get("/conventions/3/a-completer").await.words();
    assert!(!points.contains("La période n’est pas saisie"), "{points}");
    assert!(client.get("/conventions").await.words().contains("Septèmes-les-Vallons"));
    // A mandate is given for the party that was added.
    let mut keeper = administrator(&world).await;
    let given = keeper
        .post("/mandats", "personne=9&place=3-3&role=mayor&debut=2022-01-01&fin=")
        .await;
    assert_eq!(given.status, 303, "{}", given.words());
}

#[tokio::test]
async fn what_was_typed_is_changed_whole() {
    let world = world().await;
    let mut client = typed(&world).await;
    for (place, value, second) in [
        ("/bodies/0", "Comité de pilotage", ""),
        ("/bodies/0/rhythm/text", "deux réunions dans l’année", ""),
        ("/duties/0", "Rendre compte", "other"),
        ("/duties/0/due/text", "avant l’été 2027", ""),
        ("/duties/0/due/value", "2027-06-30", ""),
    ] {
        let said = complete(&mut client, place, value, second).await;
        assert_eq!(said.status, 303, "{place}: {}", said.words());
    }
    for (place, held, value) in [
        ("/bodies/0/rhythm/min_per_year", "2", "1"),
        ("/duties/0/due/value", r#"{"on":"2027-06-30"}"#, "6 mois"),
    ] {
        let pairs = [
            ("place", place),
            ("etait", held),
            ("cause", "lecture"),
            ("valeur", value),
            ("motif", "Complété"),
            ("geste", "corriger"),
        ];
        let said = client.post("/conventions/3/lecture", &url(&pairs)).await;
        assert_eq!(said.status, 303, "{place}: {}", said.words());
    }
    let duties = client.get("/conventions/3/obligations").await.words();
    assert!(duties.contains("6 mois") && duties.contains("avant l’été 2027"), "{duties}");
    assert!(!duties.contains("Modifiable par avenant"), "{duties}");
    sound(&world).await;
}

#[tokio::test]
async fn every_list_says_that_it_was_typed_even_when_it_holds_something() {
    let world = world().await;
    let mut client = typed(&world).await;
    let lists = ["annexes", "instances", "obligations", "equipements", "cooperation"];
    for (place, value, second) in [
        ("", "", ""),
        ("/bodies/0", "Comité de pilotage", ""),
        ("/duties/0", "Rendre compte", "other"),
        ("/facilities/0", "La Ruche", "RPE"),
        ("/cooperation/0", "La commune pilote.", "steering"),
    ] {
        if !place.is_empty() {
            assert_eq!(complete(&mut client, place, value, second).await.status, 303, "{place}");
        }
        for list in lists {
            let page = client.get(&format!("/conventions/3/{list}")).await.words();
            assert!(page.contains("Saisie à la main"), "{place} {list}: {page}");
            assert!(!page.contains("Modifiable par avenant seulement"), "{place} {list}: {page}");
            assert!(
                !page.contains("par le texte") && !page.contains("Le texte n"),
                "{place} {list}: {page}"
            );
        }
    }
}

#[tokio::test]
async fn a_count_or_a_day_makes_no_words_of_the_text() {
    let world = world().await;
    let mut client = typed(&world).await;
    for (place, value, second) in [
        ("/bodies/0", "Comité de pilotage", ""),
        ("/duties/0", "Rendre compte", "other"),
    ] {
        assert_eq!(complete(&mut client, place, value, second).await.status, 303, "{place}");
    }
    for (place, value, said) in [
        ("/bodies/0/rhythm/min_per_year", "4", "Écrivez d’abord le rythme"),
        ("/bodies/0/rhythm/max_per_year", "4", "Écrivez d’abord le rythme"),
        ("/duties/0/due/value", "2027-06-30", "Écrivez d’abord l’échéance"),
    ] {
        let refused = complete(&mut client, place, value, "").await;
        assert_eq!(refused.status, 422, "{place}");
        assert!(refused.words().contains(said), "{}", refused.words());
    }
    let bodies = client.get("/conventions/3/instances").await.words();
    assert!(!bodies.contains("4\u{a0}fois"), "{bodies}");
}

#[tokio::test]
async fn what_has_a_number_keeps_it() {
    let world = world().await;
    let mut client = typed(&world).await;
    for (place, value, second) in [("/nodes/2", "Logement", ""), ("/parties/2", "Mairie annexe", "other")] {
        assert_eq!(complete(&mut client, place, value, second).await.status, 303, "{place}");
    }
    for version in [1, 2] {
        let kept = client.post("/conventions/3/lecture", &format!("annuler={version}")).await;
        assert_eq!(kept.status, 422);
        assert!(
            kept.words().contains("a un numéro que d’autres pages suivent"),
            "{}",
            kept.words()
        );
    }
    let below = complete(&mut client, "/nodes/3", "Trop bas", "n9").await;
    assert_eq!(below.status, 422, "no such element");
    let taken = complete(&mut client, "/parties/9", "Ailleurs", "other").await;
    assert_eq!(taken.status, 404);
    sound(&world).await;
}

/// Who carries, pilots and takes part in the first actions, and who is written to.
async fn holders(client: &mut Client) -> Vec<String> {
    let mut pages = Vec::new();
    for action in 1..=24 {
        pages.push(client.get(&format!("/conventions/1/actions/{action}")).await.words());
    }
    pages
}

#[tokio::test]
async fn a_party_that_the_reader_missed_comes_after_everyone_who_is_named() {
    let world = cast::world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let before = holders(&mut client).await;
    let added = complete_in(&mut client, 1, "/parties/3", "Syndicat de la Touloubre", "syndicate").await;
    assert_eq!(added.status, 303, "{}", added.words());
    for (now, before) in holders(&mut client).await.iter().zip(&before) {
        let moved: Vec<_> = now
            .lines()
            .zip(before.lines())
            .filter(|(now, before)| now != before)
            .collect();
        assert!(moved.is_empty(), "who carries what has not moved: {moved:?}");
    }
    let page = client.get("/conventions/1/parties").await.words();
    assert!(page.contains("Syndicat de la Touloubre"), "{page}");
    let named = complete_in(&mut client, 1, "/parties/3/aliases/0", "le SIVOM", "").await;
    assert_eq!(named.status, 303, "{}", named.words());
    let page = client.get("/conventions/1/parties").await.words();
    assert!(page.contains("le SIVOM"), "{page}");
    sound(&world).await;
}

/// The name of the reference convention, as its page of withdrawal asks for it.
pub(crate) const CALLED: &str = "CTG 2022-2026 Les Pennes-Mirabeau Septèmes-les-Vallons";

async fn withdraw(client: &mut Client, convention: &str, name: &str) -> Answer {
    let pairs = [("convention", convention), ("nom", name), ("motif", "Mauvais fichier")];
    client.post("/conventions/retrait", &url(&pairs)).await
}

#[tokio::test]
async fn a_convention_that_is_withdrawn_leaves_every_page_for_everyone_and_comes_back_as_it_was() {
    let world = world().await;
    let mut keeper = administrator(&world).await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let plan = coordinator.get("/conventions/1/plan").await.text();
    let before = world.journal().await;
    let gone = withdraw(&mut keeper, "1", CALLED).await;
    assert_eq!(gone.status, 303, "{}", gone.words());
    let rows = since(&world, &before).await;
    check_administrator(&check::<ConventionWithdrawn>(&rows));
    let said = keeper.get(gone.location()).await.words();
    assert!(said.contains("est retirée : elle a quitté toutes les pages."), "{said}");

    let introuvable = coordinator.get("/conventions/999999/plan").await;
    for address in pages_of(1) {
        let page = coordinator.get(&address).await;
        assert_eq!((page.status, &page.body), (404, &introuvable.body), "{address}");
    }
    assert!(!coordinator.get("/conventions").await.words().contains("Pennes-Mirabeau"));
    for address in ["/comptes", "/annuaire", "/annuaire/organismes/1", "/annuaire/personnes/1"] {
        let page = keeper.get(address).await.words();
        assert!(!page.contains("CTG 2022-2026 · Les Pennes"), "{address}: {page}");
    }
    let correction = "place=/convention/end&etait=&cause=lecture&valeur=2027-01-01&motif=x&geste=corriger";
    assert_eq!(coordinator.post("/conventions/1/lecture", correction).await.status, 404);
    let mandate = "personne=9&place=1-2&role=auditor&debut=2026-01-01&fin=";
    assert_eq!(keeper.post("/mandats", mandate).await.status, 422);
    assert_eq!(
        withdraw(&mut keeper, "1", CALLED).await.status,
        404,
        "it is withdrawn already"
    );
    let neighbour = Who::Neighbour.at(&world).await.get("/conventions/2/plan").await;
    assert_eq!(neighbour.status, 200, "the other convention stands");
    sound(&world).await;

    let register = keeper.get("/conventions/registre").await.words();
    assert!(
        register.contains("Retirée le 24 nov. 2026") && register.contains("Mauvais fichier"),
        "{register}"
    );
    let before = world.journal().await;
    let back = keeper.post("/conventions/retablissement", "convention=1").await;
    let said = keeper.get(back.location()).await.words();
    assert!(said.contains("est rétablie, telle qu’elle était"), "{said}");
    check_administrator(&check::<ConventionReinstated>(&since(&world, &before).await));
    assert_eq!(coordinator.get("/conventions/1/plan").await.text(), plan);
    let journal = coordinator.get("/conventions/1/journal").await.words();
    for words in [
        "La convention a été retirée de Pacte",
        "La convention a été rétablie dans Pacte",
    ] {
        assert!(journal.contains(words), "{words}: {journal}");
    }
    let again = keeper.post("/conventions/retablissement", "convention=1").await;
    assert_eq!(
        (again.status, again.location()),
        (303, "/conventions/registre"),
        "it stands already"
    );
    sound(&world).await;
}

#[tokio::test]
async fn a_withdrawn_text_enters_again_and_then_does_not_come_back_twice() {
    let world = world().await;
    let mut keeper = administrator(&world).await;
    assert_eq!(send(&mut keeper, "landes.txt", &fresh()).await.status, 303);
    assert_eq!(confirm(&mut keeper).await.status, 303);
    let page = keeper.get("/conventions/retrait?convention=3").await.text();
    let (_, called) = page.split_once("<b>3. ").expect("its name");
    let called = called.split("</b>").next().unwrap_or_default().to_owned();
    assert_eq!(withdraw(&mut keeper, "3", &called).await.status, 303);
    assert_eq!(send(&mut keeper, "landes.txt", &fresh()).await.status, 303);
    let again = confirm(&mut keeper).await;
    assert_eq!(again.location(), "/conventions/registre?entree=4", "{}", again.words());
    let refused = keeper.post("/conventions/retablissement", "convention=3").await;
    assert_eq!(refused.status, 422);
    assert!(refused.words().contains("sous le numéro 4"), "{}", refused.words());
    assert_eq!(withdraw(&mut keeper, "4", &called).await.status, 303);
    assert_eq!(keeper.post("/conventions/retablissement", "convention=3").await.status, 303);
    sound(&world).await;
}

#[tokio::test]
async fn a_withdrawal_asks_for_the_name_and_the_reason() {
    let world = world().await;
    let mut keeper = administrator(&world).await;
    let before = world.journal().await;
    let wrong = withdraw(&mut keeper, "1", "CTG 2022-2026").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.words().contains("Écrivez le nom de la convention"), "{}", wrong.words());
    let silent = url(&[("convention", "1"), ("nom", CALLED), ("motif", " ")]);
    let silent = keeper.post("/conventions/retrait", &silent).await;
    assert_eq!(silent.status, 422);
    assert!(silent.words().contains("pourquoi elle est retirée"), "{}", silent.words());
    assert!(silent.text().contains(CALLED), "what was typed stays");
    assert_eq!(world.journal().await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_withdraw_at_once_withdraw_once() {
    let world = world().await;
    let mut one = administrator(&world).await;
    let mut two = one.clone();
    let before = world.journal().await;
    let (first, second) = tokio::join!(withdraw(&mut one, "1", CALLED), withdraw(&mut two, "1", CALLED));
    for answer in [&first, &second] {
        assert!(matches!(answer.status, 303 | 404), "{}", answer.words());
    }
    check::<ConventionWithdrawn>(&since(&world, &before).await);
}

#[tokio::test]
async fn a_convention_hidden_behind_the_doors_is_named() {
    let base = cast::base().await;
    let script = "INSERT INTO unscoped_withdrawal (convention, ordinal, instant, reason) VALUES (1, 1, 1, 'x')";
    base.intrude_past_guards(script).await.expect("written");
    let said = pacte(&["doctor"]).on(&base).run();
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(
        said.out
            .contains("Convention 1 : Elle est retirée sans que son journal le dise"),
        "{}",
        said.out
    );
}
