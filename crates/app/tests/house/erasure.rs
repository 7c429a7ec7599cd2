//! What one asks about the data held on oneself: taken away whole, and erased so that no byte of it is left, while the journal
//! still holds.

use std::io::Read as _;
use std::path::Path;

use domain::people::{CardChanged, ErasureAsked, ErasureRefused, ErasureWithdrawn, PersonErased, PersonExported};
use people::Persona;
use testkit::moment::NOW;
use testkit::{Client, World};

use crate::asking::link;
use crate::cast::{self, Who};
use crate::facts::{check, check_administrator, since};
use crate::forms::form_of;
use crate::heard::Heard;
use crate::mandates::check_sound;

const ADMINISTRATOR: Who = Who::Persona(Persona::Administrator);
const DATA: &str = "/compte/donnees";
const FILE: &str = "/compte/donnees/fichier";

/// Someone known under three addresses and two numbers, who corrected a reading and whom others name.
struct Zelie {
    world: World,
    administrator: Client,
    own: Client,
}

async fn done(client: &mut Client, address: &str, fields: &str) {
    let answer = client.post(address, fields).await;
    assert!(matches!(answer.status, 200 | 303), "{address} {fields}: {}", answer.words());
}

const SIGN_IN: &str = "mel=zk%40exemple.invalid&mdp=un+long+mot+de+passe&vers=";

impl Zelie {
    async fn known() -> Self {
        let world = cast::world().await;
        let mut administrator = ADMINISTRATOR.at(&world).await;
        let account = "nom=Z%C3%A9lie+K%C3%A9rouac&mel=z.kerouac%40exemple.invalid&mdp=un+long+mot+de+passe";
        done(&mut administrator, "/comptes", account).await;
        let mut own = world.visitor();
        done(&mut own, "/connexion", &SIGN_IN.replace("zk", "z.kerouac")).await;
        done(
            &mut own,
            "/compte/adresse",
            "mel=zk%40exemple.invalid&mdp=un+long+mot+de+passe",
        )
        .await;
        let confirmed = "personne=13&mel=zk%40exemple.invalid&reponse=oui";
        done(&mut administrator, "/comptes/adresses", confirmed).await;
        let mandate = "personne=13&place=1-2&role=coordinator&debut=2026-01-01&fin=";
        done(&mut administrator, "/mandats", mandate).await;
        let tie = "personne=13&organisme=5&fonction=R%C3%A9f%C3%A9rente+K%C3%A9rouac";
        done(&mut administrator, "/annuaire/rattachements", tie).await;
        Self {
            world,
            administrator,
            own,
        }
        .told()
        .await
    }

    /// What was written about her in free texts, and a second number.
    async fn told(mut self) -> Self {
        let contact = "nom=K%C3%A9rouac+Z.&mel=contact.kerouac%40exemple.invalid&organisme=5&fonction=";
        done(&mut self.administrator, "/annuaire/contacts", contact).await;
        done(&mut self.administrator, "/annuaire/fusion", "quoi=person&garde=13&autre=14").await;
        for director in ["Z%C3%A9lie+K%C3%A9rouac", "Quelqu%E2%80%99un"] {
            let legal = format!("publisher=&publisher_contact=&director={director}&host=");
            done(&mut self.administrator, "/mentions-legales/modifier", &legal).await;
        }
        let form = form_of("/conventions/{convention}/lecture");
        let reason = |reason: &str| form.fields.replace("Mal+lu", reason);
        done(&mut self.own, "/conventions/1/lecture", &reason("Relu+par+K%C3%A9rouac")).await;
        let mut neighbour = Who::Neighbour.at(&self.world).await;
        done(&mut neighbour, "/conventions/2/lecture", &reason("Vu+avec+ZELIE+KEROUAC")).await;
        self.anomalies().await;
        self.asked().await;
        self.compared().await;
        let sheet = "geste=creer&nom=Z%C3%A9lie+K%C3%A9rouac&fonction=Maire&courriel=zk%40exemple.invalid&jusqu=2026-12-31";
        done(&mut self.own, "/conventions/1/synthese/liens", sheet).await;
        self
    }

    /// An écart waits for her, another is explained with her name, and a rule was put aside for her.
    async fn anomalies(&mut self) {
        let (settle, switch) = (
            form_of("/conventions/{convention}/ecarts"),
            form_of("/conventions/{convention}/ecarts/regles"),
        );
        let waits = settle
            .fields
            .replace("geste=explained", "geste=open")
            .replace("confie=", "confie=Z%C3%A9lie+K%C3%A9rouac");
        done(
            &mut self.own,
            "/conventions/1/ecarts",
            &waits.replace("dit=Une", "dit=Vu+par+Z%C3%A9lie+K%C3%A9rouac+une"),
        )
        .await;
        let mut neighbour = Who::Neighbour.at(&self.world).await;
        let named = settle.fields.replace("dit=Une", "dit=Vu+avec+Z%C3%A9lie+K%C3%A9rouac+une");
        done(&mut neighbour, "/conventions/2/ecarts", &named).await;
        let aside = switch
            .fields
            .replace("motif=Comptees", "motif=Z%C3%A9lie+K%C3%A9rouac+les+a+comptees");
        done(&mut self.own, "/conventions/1/ecarts/regles", &aside).await;
    }

    /// A second file bears her name, and names her as a pilot.
    async fn compared(&mut self) {
        let page = "/conventions/1/lecture/comparer";
        let table = "N°;Intitulé;Pilote\n1;Un autre intitulé;Zélie Kérouac\n";
        let sent = self
            .own
            .upload(page, &[], Some(("Plan de Zélie Kérouac.csv", table.as_bytes())))
            .await;
        assert_eq!(sent.status, 303, "{}", sent.words());
        let settle = format!("{page}/suite");
        done(&mut self.own, &settle, "geste=choisir&actions-intitule=reworded").await;
        let summary = self.own.get(&format!("{page}?etape=resume")).await.text();
        let (_, rest) = summary.split_once("name=\"vu\" value=\"").expect("something to confirm");
        let seen = rest.split('"').next().unwrap_or_default().to_owned();
        done(&mut self.own, &settle, &format!("geste=ecrire&vu={seen}")).await;
    }

    /// She was asked by an address typed by hand; others name her in a form, sent or not.
    async fn asked(&self) {
        let who = Who::Persona(Persona::FirstCoordinator);
        let campaign = "titre=Avec+Z%C3%A9lie+K%C3%A9rouac&message=Bonjour&echeance=2026-12-11&question=status&ecart=7&relances=2\
            &action=10&autres=Z%C3%A9lie+K%C3%A9rouac+%3B+zk%40exemple.invalid+%3B+Asso";
        done(&mut who.at(&self.world).await, "/conventions/1/campagnes/nouvelle", campaign).await;
        let (sent, noted) = (link(who, 3), link(who, 1));
        let named = "fait-10-0=Avec+Z%C3%A9lie+K%C3%A9rouac";
        crate::campaigns::answer(&self.world, &sent, named).await;
        self.joined(who).await;
        let draft = format!("cle={}&{named}", noted.expose());
        done(&mut self.world.visitor(), "/repondre/brouillon", &draft).await;
    }

    /// She answers by her own link: a file leaves with what she says, and another one waits.
    async fn joined(&self, who: Who) {
        let (mut coordinator, board) = (who.at(&self.world).await, "/conventions/1/campagnes/3");
        done(&mut coordinator, board, "geste=lancer").await;
        let handed = coordinator.post(board, "geste=lien&destinataire=1").await.text();
        let (_, key) = handed.split_once("/repondre?cle=").expect("a link to hand over");
        let own = web::session::Token::parse(&key[..64]).expect("a secret");
        let join = |name: &'static str| {
            let mut visitor = self.world.visitor();
            let address = format!("/repondre/fichiers?cle={}", own.expose());
            async move { visitor.upload(&address, &[], Some((name, name.as_bytes()))).await.status }
        };
        assert_eq!(join("Envoyé.txt").await, 303);
        crate::campaigns::answer(&self.world, &own, "etat-10-0=going").await;
        assert_eq!(join("Gardé.txt").await, 303);
    }

    async fn erase(&mut self) {
        // Statistics keep samples of what the tables hold.
        self.world.store.keep_statistics().await.expect("counted");
        done(&mut self.administrator, "/annuaire/effacement", "personne=13&sure=oui").await;
        people::sweep(&self.world.store, NOW).await.expect("swept");
    }
}

/// What names her, in the letters in which it was typed or as it is folded.
const NAMED: [&str; 4] = ["rouac", "ROUAC", "zk@exemple", "Zélie"];

fn check_silent(what: &str, bytes: &[u8]) {
    for named in NAMED {
        let found = bytes.windows(named.len()).position(|window| window == named.as_bytes());
        let around = |place: usize| bytes[place.saturating_sub(200)..bytes.len().min(place + 80)].to_vec();
        let around = found.map(|place| String::from_utf8_lossy(&around(place)).into_owned());
        assert_eq!(around, None, "«{named}» is still in {what}");
    }
}

/// Every table, as a backup writes it.
async fn dump(world: &World, folder: &Path) -> Vec<u8> {
    let file = folder.join("pacte.sauvegarde");
    world.store.backup(&file, NOW).await.expect("backed up");
    let mut text = Vec::new();
    let file = std::fs::File::open(file).expect("a file");
    let mut lines = zstd::Decoder::new(file).expect("a stream");
    lines.read_to_end(&mut text).expect("its lines");
    text
}

#[tokio::test]
async fn one_takes_away_everything_that_is_held_about_oneself_and_nothing_of_anyone_else() {
    let mut zelie = Zelie::known().await;
    let page = zelie.own.get(DATA).await;
    let file = zelie.own.get(FILE).await;
    assert_eq!(file.header("content-type"), "application/json; charset=utf-8");
    let read: serde_json::Value = serde_json::from_str(&file.text()).expect("an object");
    assert_eq!(read["format"], "pacte-person-1");
    assert_eq!(read["addresses_before"], serde_json::json!(["z.kerouac@exemple.invalid"]));
    assert_eq!(read["identities"].as_array().map(Vec::len), Some(2));
    let kinds = |list: &str, key: &str| -> Vec<String> {
        let all = read[list].as_array().expect("a list").iter();
        all.map(|one| one[key].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(kinds("mandates", "role"), ["coordinator"]);
    assert_eq!(kinds("corrections", "reason"), ["Relu par Kérouac"]);
    assert_eq!(kinds("anomalies", "text").len(), 2, "an answer, and the reason of a rule");
    assert_eq!(kinds("campaigns", "known_as"), ["Zélie Kérouac <zk@exemple.invalid>"]);
    assert_eq!(
        kinds("sheets_by_link", "known_as"),
        ["Zélie Kérouac, Maire <zk@exemple.invalid>"]
    );
    let mut files = kinds("files_of_campaigns", "file");
    files.sort();
    assert_eq!(files, ["Envoyé.txt", "Gardé.txt"]);
    for kind in ["password", "session"] {
        assert!(kinds("proofs_and_requests", "kind").contains(&kind.to_owned()), "{kind}");
    }
    for fact in [
        "account_created",
        "signed_in",
        "mandate_given",
        "email_changed",
        "reading_corrected",
        "person_attached",
    ] {
        assert!(kinds("journal", "fact").contains(&fact.to_owned()), "{fact}");
    }
    for said in [
        "Zélie Kérouac",
        "zk@exemple.invalid",
        "contact.kerouac@exemple.invalid",
        "Référente Kérouac",
        "article 15",
    ] {
        assert!(page.words().contains(said), "{said}: {}", page.words());
    }
    for secret in ["argon2", "Camille", "Voisin"] {
        assert!(!file.text().contains(secret) && !page.text().contains(secret), "{secret}");
    }
    let administrator = zelie.administrator.get(FILE).await.text();
    assert!(
        administrator.contains("\"account_created\"") && !administrator.contains("rouac"),
        "{administrator}"
    );
    assert_eq!(zelie.world.visitor().get(FILE).await.status, 303, "nobody has no data");
}

#[tokio::test]
async fn a_request_shows_its_month_and_is_withdrawn_or_refused_with_a_reason() {
    let world = cast::world().await;
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    let ask = "/compte/donnees/effacement";
    let before = world.journal().await;
    let unread = mayor.post(ask, "").await;
    assert_eq!(unread.status, 422);
    assert!(unread.words().contains("Cochez la case"), "{}", unread.words());
    for _ in 0..2 {
        done(&mut mayor, ask, "sure=oui").await;
    }
    check::<ErasureAsked>(&since(&world, &before).await);
    assert!(mayor.get(DATA).await.words().contains("24 déc. 2026"));
    let listed = administrator.get("/comptes/acces").await.words();
    assert!(
        listed.contains("Demande d’effacement du 24 nov. 2026") && listed.contains("24 déc. 2026"),
        "{listed}"
    );
    let before = world.journal().await;
    for _ in 0..2 {
        done(&mut mayor, "/compte/donnees/effacement/retrait", "geste=retirer").await;
    }
    check::<ErasureWithdrawn>(&since(&world, &before).await);
    done(&mut mayor, ask, "sure=oui").await;
    let before = world.journal().await;
    let refuse = "/annuaire/effacement/refus";
    assert_eq!(administrator.post(refuse, "personne=3&motif=+").await.status, 422);
    for _ in 0..2 {
        done(&mut administrator, refuse, "personne=3&motif=Mandat+en+cours").await;
    }
    check_administrator(&check::<ErasureRefused>(&since(&world, &before).await));
    let told = mayor.get(DATA).await.words();
    assert!(
        told.contains("a été refusée") && told.contains("Motif : Mandat en cours"),
        "{told}"
    );
    assert!(!administrator.get("/comptes/acces").await.words().contains("effacement du 24 nov. 2026. Réponse due avant le 24 déc. 2026 : un mois (RGPD, article 12, paragraphe 3). Lire et répondre à Maire"));
}

#[tokio::test]
async fn nobody_erases_oneself_nor_what_was_not_read_nor_what_has_not_begun() {
    let mut zelie = Zelie::known().await;
    let before = zelie.world.journal().await;
    let to_come = "personne=13&place=1-2&role=auditor&debut=2027-01-01&fin=";
    for (fields, said) in [
        ("personne=13&sure=", "ne se reprend pas"),
        ("personne=8&sure=oui", "Personne ne s’efface soi-même"),
    ] {
        let refused = zelie.administrator.post("/annuaire/effacement", fields).await;
        assert_eq!(refused.status, 422, "{fields}");
        assert!(refused.words().contains(said), "{}", refused.words());
    }
    assert_eq!(
        zelie
            .administrator
            .post("/annuaire/effacement", "personne=14&sure=oui")
            .await
            .status,
        404
    );
    assert_eq!(zelie.world.journal().await, before);
    done(&mut zelie.administrator, "/mandats", to_come).await;
    let refused = zelie.administrator.post("/annuaire/effacement", "personne=13&sure=oui").await;
    assert!(refused.words().contains("n’a pas commencé"), "{}", refused.words());
    assert_eq!(zelie.own.get(DATA).await.status, 200, "nothing has changed");
}

#[tokio::test]
async fn an_erased_person_is_nowhere_and_the_journal_still_holds() {
    let heard = Heard::default();
    let _guard = heard.listen();
    let mut zelie = Zelie::known().await;
    let page = zelie.administrator.get("/annuaire/personnes/13/effacement").await.words();
    for said in [
        "Ce qui reste, et pourquoi",
        "Personne effacée n° 13",
        "sauvegarde",
        "texte signé",
        "le sel de chaque empreinte",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let full = dump(&zelie.world, &folder.path().join(".")).await;
    assert!(full.windows(5).any(|window| window == b"rouac"), "the dump would show it");
    std::fs::remove_file(folder.path().join("pacte.sauvegarde")).expect("removed");
    let before = zelie.world.journal().await;
    zelie.erase().await;
    let rows = since(&zelie.world, &before).await;
    check_administrator(&check::<PersonErased>(&rows));
    let told: Vec<&str> = rows.iter().map(|row| row.fact.as_str()).collect();
    assert_eq!(
        told,
        ["account_closed", "person_erased", "mandate_handed_over"],
        "in the order of the chains"
    );

    let dumped = dump(&zelie.world, folder.path()).await;
    check_silent("a dump", &dumped);
    let kept = |dump: &[u8], name: &str| String::from_utf8_lossy(dump).matches(name).count();
    assert_eq!(
        kept(&dumped, "Envoyé.txt"),
        kept(&full, "Envoyé.txt"),
        "what was sent stays with the plan"
    );
    assert!(
        kept(&dumped, "Gardé.txt") < kept(&full, "Gardé.txt"),
        "what was never sent goes"
    );
    for file in zelie
        .world
        .base
        .target()
        .files()
        .iter()
        .filter(|file| !file.ends_with("pacte.sqlite-shm"))
    {
        check_silent(&file.display().to_string(), &std::fs::read(file).unwrap_or_default());
    }
    check_silent("the log", &heard.all());
    check_pages(&mut zelie).await;
    check_sound(&zelie.world).await;
    let chains = zelie.world.store.verify().await.expect("walked");
    assert_eq!((chains.fault, chains.erased > 5), (None, true), "{chains:?}");
    let told = app::doctor::examine(&zelie.world.store)
        .await
        .expect("examined")
        .right
        .join("\n");
    assert!(told.contains("textes personnels effacés"), "{told}");
}

/// What those who administer visit, and what a coordinator does.
const VISITED: [&[&str]; 2] = [
    &[
        "/comptes",
        "/comptes/acces",
        "/annuaire?vue=personnes",
        "/annuaire/doublons",
        "/annuaire/export?vue=personnes",
        "/annuaire/organismes/5",
        "/annuaire/personnes/13",
        "/annuaire/personnes/14",
        "/annuaire/personnes/13/effacement",
        "/mentions-legales",
        FILE,
    ],
    &[
        "/conventions/1/journal",
        "/conventions/1/journal?forme=jsonl",
        "/conventions/1/journal?forme=csv",
        "/conventions/1/lecture",
        "/conventions/1/annuaire?vue=personnes",
        "/conventions/1/annuaire/personnes/13",
    ],
];

/// No page names her; her number stands where she signed; she comes in no more.
async fn check_pages(zelie: &mut Zelie) {
    assert_eq!(zelie.own.get(DATA).await.status, 303, "the session is over");
    let refused = zelie.world.visitor().post("/connexion", SIGN_IN).await;
    assert_eq!(refused.status, 422);
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&zelie.world).await;
    for (client, addresses) in [&mut zelie.administrator, &mut coordinator].into_iter().zip(VISITED) {
        for address in addresses {
            let answer = client.get(address).await;
            assert!(matches!(answer.status, 200 | 303 | 404), "{address}: {}", answer.status);
            check_silent(address, answer.text().as_bytes());
        }
    }
    let tombstone = "Personne effacée n° 13";
    let own = zelie.administrator.get("/annuaire/personnes/13").await.words();
    let reading = coordinator.get("/conventions/1/lecture").await.words();
    let journal = coordinator.get("/conventions/1/journal").await.words();
    assert!(
        [&own, &reading, &journal].iter().all(|page| page.contains(tombstone)),
        "{own} {reading} {journal}"
    );
    assert!(reading.contains("Le motif a été effacé."), "{reading}");
    let whole = verify::verify(&coordinator.get("/conventions/1/journal?forme=jsonl").await.text());
    assert!(whole.is_ok(), "{whole:?}");
    for gone in [
        "/mandats",
        "/annuaire/rattachements",
        "/comptes/reouverture",
        "/annuaire/passation",
    ] {
        let fields = "personne=13&place=1-2&role=auditor&debut=2026-01-01&fin=&organisme=5&vers=1&jour=2026-11-24";
        let answer = zelie.administrator.post(gone, fields).await;
        assert!(matches!(answer.status, 404 | 422), "{gone}");
    }
}

#[tokio::test]
async fn what_is_held_about_a_contact_is_taken_out_by_those_who_administer_and_told() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    done(&mut administrator, "/annuaire/contacts", form_of("/annuaire/contacts").fields).await;
    let before = world.journal().await;
    let page = administrator
        .post("/annuaire/export-personne", "personne=13&forme=page")
        .await;
    assert!(page.words().contains("ana@exemple.invalid"), "{}", page.words());
    check_administrator(&check::<PersonExported>(&since(&world, &before).await));
    let file = administrator
        .post("/annuaire/export-personne", "personne=13&forme=fichier")
        .await;
    let read: serde_json::Value = serde_json::from_str(&file.text()).expect("an object");
    assert_eq!(read["identities"][0]["name"], "Ana Contact");
    let before = world.journal().await;
    let open = administrator
        .post("/annuaire/export-personne", "personne=1&forme=fichier")
        .await;
    assert_eq!(open.status, 422, "someone with an account takes it alone");
    assert_eq!(world.journal().await, before);
}

#[tokio::test]
async fn a_card_is_changed_and_what_it_said_stays_beside_the_chain() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    done(&mut administrator, "/annuaire/contacts", form_of("/annuaire/contacts").fields).await;
    let page = administrator.get("/annuaire/personnes/13/fiche").await.text();
    assert!(
        page.contains("value=\"Ana Contact\"") && page.contains("value=\"ana@exemple.invalid\""),
        "{page}"
    );
    let before = world.journal().await;
    let wrong = "personne=13&nom=Ana+Roux&mel=&telephone=demander";
    let refused = administrator.post("/annuaire/fiches", wrong).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("value=\"demander\""), "what was typed stays");
    let fields = "personne=13&nom=Ana+Roux&mel=a.roux%40exemple.invalid&telephone=04+91+00+00+00";
    for _ in 0..2 {
        done(&mut administrator, "/annuaire/fiches", fields).await;
    }
    check_administrator(&check::<CardChanged>(&since(&world, &before).await));
    let page = administrator.get("/annuaire/personnes/13").await.words();
    for said in ["Ana Roux", "a.roux@exemple.invalid", "04 91 00 00 00"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let data = administrator
        .post("/annuaire/export-personne", "personne=13&forme=page")
        .await
        .words();
    for said in ["Ana Contact <ana@exemple.invalid> -> Ana Roux", "Adresse d’avant"] {
        assert!(data.contains(said), "{said}: {data}");
    }
    check_sound(&world).await;
}
