//! Tables taken away as files, and the plan that comes back: every list in every format under the filters of its page, no formula
//! in any, and a file of the plan that is changed elsewhere loses nothing on its way back.

use files::sheets::read::{Rows, read};
use files::sheets::{Cell, Format, Sheet};
use people::Persona;
use testkit::{Client, World};
use web::site::Mailing;

use crate::cast::{self, Who};
use crate::facts::since;
use crate::mail::pages::world as world_with_letters;

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const SECOND: Who = Who::Persona(Persona::SecondCoordinator);
const PARTNER: Who = Who::Persona(Persona::PartnerContact);
const ADMINISTRATOR: Who = Who::Persona(Persona::Administrator);
const EXPORT: &str = "/conventions/1/plan/tableau/export";
const IMPORT: &str = "/conventions/1/plan/tableau/import";
const CONFIRM: &str = "/conventions/1/plan/tableau/import/confirmation";
const TABLE: &str = "/conventions/1/plan/tableau";

/// Every list that is taken away, with filters, and who sees it.
const LISTS: [(&str, Who); 18] = [
    ("/conventions/1/plan/tableau/export?etat=going", COORDINATOR),
    ("/conventions/1/jalons?etat=retard", COORDINATOR),
    ("/conventions/1/plan/etats", COORDINATOR),
    ("/conventions/1/plan/etats?etat=going", COORDINATOR),
    ("/conventions/1/calendrier?vue=liste&nature=convention", COORDINATOR),
    ("/conventions/1/plan/au?jour=2026-10-01", COORDINATOR),
    ("/conventions/1/deploiement?commune=2", COORDINATOR),
    ("/conventions/1/financements", COORDINATOR),
    ("/conventions/1/obligations?vue=echeances", COORDINATOR),
    ("/conventions/1/campagnes/2", COORDINATOR),
    ("/conventions/1/propositions", COORDINATOR),
    ("/conventions/1/documents?q=a", COORDINATOR),
    ("/conventions/1/equipements?q=bebes", COORDINATOR),
    ("/conventions/1/perimetre", COORDINATOR),
    ("/conventions/1/journal?q=", COORDINATOR),
    ("/conventions/1/annuaire/export?vue=personnes", COORDINATOR),
    ("/journal", ADMINISTRATOR),
    ("/annuaire/export", ADMINISTRATOR),
];

async fn taken(client: &mut Client, address: &str, format: Format) -> Vec<u8> {
    let joint = if address.contains('?') { '&' } else { '?' };
    let answer = client.get(&format!("{address}{joint}forme={}", format.code())).await;
    assert_eq!(answer.status, 200, "{address} {format:?}");
    assert_eq!(answer.header("content-type"), format.content_type(), "{address}");
    answer.body
}

/// Cells as words, so that formats compare.
fn told(rows: &Rows) -> Vec<Vec<String>> {
    let word = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        other => format!("{other:?}"),
    };
    rows.iter().map(|row| row.iter().map(word).collect()).collect()
}

#[tokio::test]
async fn every_list_is_taken_away_in_every_format_with_the_same_rows() {
    let world = cast::world().await;
    for (address, who) in LISTS {
        let mut client = who.at(&world).await;
        let mut shapes = Vec::new();
        for format in Format::ALL {
            let bytes = taken(&mut client, address, format).await;
            let tables = read(&bytes).unwrap_or_else(|unread| panic!("{address} {format:?}: {unread}"));
            let rows = told(&tables[0]);
            let first: Vec<String> = rows.iter().map(|row| row[0].clone()).collect();
            shapes.push((rows[0].clone(), first));
        }
        assert_eq!(shapes[0], shapes[1], "{address}: CSV and XLSX");
        assert_eq!(shapes[1], shapes[2], "{address}: XLSX and ODS");
    }
}

#[tokio::test]
async fn letters_are_taken_away_too() {
    let world = world_with_letters(Mailing::Demo).await;
    let mut client = ADMINISTRATOR.at(&world).await;
    for format in Format::ALL {
        let bytes = taken(&mut client, "/courriers", format).await;
        assert_eq!(told(&read(&bytes).expect("a table")[0])[0][0], "Destinataire", "{format:?}");
    }
}

#[tokio::test]
async fn each_page_offers_its_files_under_its_filters() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    for (page, expected) in [
        (
            "/conventions/1/plan/tableau?q=parents",
            "/plan/tableau/export?q=parents&#38;forme=ods",
        ),
        ("/conventions/1/jalons?etat=retard", "/jalons?etat=retard&#38;forme=xlsx"),
        ("/conventions/1/plan/etats", "/plan/etats?forme=ods"),
        ("/conventions/1/plan/etats?etat=going", "/plan/etats?etat=going&#38;forme=ods"),
        ("/conventions/1/plan?pilote=2", "/plan/tableau/export?pilote=2&#38;forme=csv"),
        (
            "/conventions/1/plan/thematiques?etat=going",
            "/plan/tableau/export?etat=going&#38;forme=csv",
        ),
        (
            "/conventions/1/calendrier?mois=2026-12&nature=jalon",
            "/calendrier?mois=2026-12&#38;nature=jalon&#38;forme=xlsx",
        ),
        ("/conventions/1/deploiement?commune=2", "/deploiement?commune=2&#38;forme=csv"),
        (
            "/conventions/1/obligations?vue=echeances",
            "/obligations?vue=echeances&#38;forme=xlsx",
        ),
        ("/conventions/1/campagnes/2", "/campagnes/2?forme=csv"),
        ("/conventions/1/equipements?q=bebes", "/equipements?q=bebes&#38;forme=xlsx"),
        (
            "/conventions/1/annuaire?vue=personnes",
            "/annuaire/export?vue=personnes&#38;forme=ods",
        ),
    ] {
        let html = client.get(page).await.text();
        assert!(html.contains(expected), "{page}: no {expected}");
    }
}

/// The file of the plan, with some cells changed: by the place of the row from 1, the head of the column, what it says.
fn changed(bytes: &[u8], changes: &[(usize, &str, Cell)], format: Format) -> Vec<u8> {
    let mut rows = read(bytes).expect("a table").remove(0);
    let heads: Vec<String> = told(&rows)[0].clone();
    for (line, head, cell) in changes {
        let column = heads.iter().position(|own| own == head).expect("a column");
        let row = &mut rows[*line];
        row.resize(row.len().max(column + 1), Cell::Empty);
        row[column] = cell.clone();
    }
    let heads = heads.into_iter().map(|head| &*Box::leak(head.into_boxed_str()));
    let mut sheet = Sheet::new("Plan", heads);
    rows.into_iter().skip(1).for_each(|row| sheet.row(row));
    sheet.bytes(format).expect("written")
}

/// The place of the first row of an action.
fn row_of(bytes: &[u8], number: &str) -> usize {
    let rows = told(&read(bytes).expect("a table")[0]);
    rows.iter().position(|row| row[0] == number).expect("a row")
}

/// The rows that a page carries until they are confirmed, as a form sends them.
pub(crate) fn carried(html: &str) -> String {
    let start = "name=\"l\" value=\"";
    let values = html.match_indices(start).map(|(at, _)| {
        let value = html[at + start.len()..].split('"').next().expect("a value");
        let value = value.replace("&#38;", "&").replace("&amp;", "&");
        format!(
            "l={}",
            value
                .replace('%', "%25")
                .replace('&', "%26")
                .replace('=', "%3D")
                .replace('+', "%2B")
        )
    });
    values.collect::<Vec<_>>().join("&")
}

pub(crate) async fn reported(world: &World, before: &[testkit::journal::Entry]) -> usize {
    let rows = since(world, before).await;
    rows.iter().filter(|row| row.fact == "progress_reported").count()
}

#[tokio::test]
async fn a_file_that_nobody_changed_changes_nothing() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    for format in Format::ALL {
        let bytes = taken(&mut client, EXPORT, format).await;
        let name = format!("plan.{}", format.code());
        let answer = client.upload(IMPORT, &[], Some((&name, &bytes))).await;
        assert_eq!(answer.status, 200, "{format:?}: {}", answer.words());
        assert!(answer.words().contains("Rien à changer"), "{format:?}: {}", answer.words());
    }
}

#[tokio::test]
async fn a_formula_of_a_file_that_comes_back_is_told() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let ours = taken(&mut client, EXPORT, Format::Csv).await;
    let answer = client.upload(IMPORT, &[], Some(("plan.csv", &ours))).await;
    assert!(!answer.words().contains("formule"), "{}", answer.words());
    let team = "N°;Avancement\n3;=20+20\n".as_bytes();
    let answer = client.upload(IMPORT, &[], Some(("suivi.csv", team))).await;
    assert!(
        answer
            .words()
            .contains("1 case contient une formule : B2. Pacte ne calcule rien"),
        "{}",
        answer.words()
    );
}

#[tokio::test]
async fn the_file_of_an_example_comes_back_into_it_and_into_no_other_plan() {
    let world = cast::world().await;
    crate::example::enter(&world).await;
    let mut client = COORDINATOR.at(&world).await;
    let inside = |address: &str| address.replacen("/conventions/1", "/conventions/3", 1);
    for format in Format::ALL {
        let bytes = taken(&mut client, &inside(EXPORT), format).await;
        let heads = told(&read(&bytes).expect("a table")[0]).remove(0);
        assert_eq!(
            heads.last().map(String::as_str),
            Some("Exemple"),
            "{format:?}: it says what it is"
        );
        let same = client.upload(&inside(IMPORT), &[], Some(("plan", &bytes))).await;
        assert!(same.words().contains("Rien à changer"), "{format:?}: {}", same.words());
        let changes = [(row_of(&bytes, "4"), "Prochaine étape", Cell::from("Réunir les écoles"))];
        let edited = changed(&bytes, &changes, format);
        let elsewhere = client.upload(IMPORT, &[], Some(("plan", &edited))).await;
        assert_eq!(elsewhere.status, 422, "{format:?}: {}", elsewhere.words());
        let before = world.journal().await;
        let answer = client.upload(&inside(IMPORT), &[], Some(("plan", &edited))).await;
        assert_eq!(answer.status, 200, "{format:?}: {}", answer.words());
        let written = client.post(&inside(CONFIRM), &carried(&answer.text())).await;
        assert_eq!(written.status, 303, "{}", written.words());
        assert_eq!(reported(&world, &before).await, 1);
        let lot = written.location().split("lot=").nth(1).expect("a lot").to_owned();
        let undone = client.post(&inside(TABLE), &format!("geste=annuler&lot={lot}")).await;
        assert_eq!(undone.status, 303, "{}", undone.words());
    }
}

#[tokio::test]
async fn a_confirmation_of_a_very_long_file_is_refused_by_its_own_page() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let bytes = taken(&mut client, EXPORT, Format::Csv).await;
    let changes = [(row_of(&bytes, "4"), "Prochaine étape", Cell::from("Réunir les écoles"))];
    let edited = changed(&bytes, &changes, Format::Csv);
    let answer = client.upload(IMPORT, &[], Some(("plan", &edited))).await;
    let form = vec![carried(&answer.text()); 700].join("&");
    let refused = client.post(CONFIRM, &form).await;
    assert!(!refused.words().contains("plus de champs"), "{}", refused.words());
    assert!(matches!(refused.status, 303 | 422), "{}", refused.status);
}

#[tokio::test]
async fn what_was_changed_in_the_file_is_shown_then_written_then_taken_back() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    for format in Format::ALL {
        let bytes = taken(&mut client, EXPORT, format).await;
        let line = row_of(&bytes, "4");
        let changes = [
            (line, "État", Cell::from("en cours")),
            (line, "Avancement (%)", Cell::Number(35)),
            (line, "Météo", Cell::from("Éclaircies")),
            (line, "Prochaine étape", Cell::from("=Réunir les écoles & la Caf")),
        ];
        let edited = changed(&bytes, &changes, format);
        let before = world.journal().await;
        let answer = client.upload(IMPORT, &[], Some(("plan", &edited))).await;
        let page = answer.words();
        assert_eq!(answer.status, 200, "{format:?}: {page}");
        assert!(
            page.contains("Ce qui changerait : 1 volet") && page.contains("35 %"),
            "{page}"
        );
        assert_eq!(
            reported(&world, &before).await,
            0,
            "nothing is written before it is confirmed"
        );
        let written = client.post(CONFIRM, &carried(&answer.text())).await;
        assert_eq!(written.status, 303, "{}", written.words());
        assert_eq!(reported(&world, &before).await, 1);
        let page = client.get("/conventions/1/actions/4").await.words();
        assert!(
            page.contains("=Réunir les écoles & la Caf") && page.contains("35 %"),
            "{page}"
        );
        let lot = written.location().split("lot=").nth(1).expect("a lot").to_owned();
        let undone = client.post(TABLE, &format!("geste=annuler&lot={lot}")).await;
        assert_eq!(undone.status, 303, "{}", undone.words());
    }
}

#[tokio::test]
async fn a_state_and_its_share_stay_consistent() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let bytes = taken(&mut client, EXPORT, Format::Xlsx).await;
    let line = row_of(&bytes, "4");
    let wrong = [
        (line, "État", Cell::from("Réalisée")),
        (line, "Avancement (%)", Cell::Hundredths(60)),
    ];
    let answer = client
        .upload(IMPORT, &[], Some(("p.xlsx", &changed(&bytes, &wrong, Format::Xlsx))))
        .await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.words().contains("Ce qui est réalisé est à 100 %"),
        "{}",
        answer.words()
    );
    let asks = [(line, "État", Cell::from("Suspendue"))];
    let answer = client
        .upload(IMPORT, &[], Some(("p.xlsx", &changed(&bytes, &asks, Format::Xlsx))))
        .await;
    assert!(answer.words().contains("demande un motif"), "{}", answer.words());
    for (head, cell, expected) in [
        ("État", Cell::from("Presque"), "n’est pas un état de cette convention"),
        ("Météo", Cell::from("Grêle"), "n’est pas une météo"),
        ("Avancement (%)", Cell::Number(20_424), "un nombre entier de 0 à 100"),
        ("Nouvelle échéance", Cell::from("31/02/2027"), "une date comme 23/11/2026"),
        ("Instance qui a décidé", Cell::from("Le club"), "instance de cette convention"),
        ("N°", Cell::from("5"), "triées sans les autres"),
        ("Repère", Cell::from("?"), "Le repère manque ou a été modifié"),
        (
            "Repère",
            Cell::from("2.4.0.0|unspecified|||"),
            "celui d’un volet de cette convention",
        ),
        (
            "Repère",
            Cell::from("1.4.99.0|unspecified|||"),
            "celui d’un volet de cette convention",
        ),
    ] {
        let edited = changed(&bytes, &[(line, head, cell)], Format::Ods);
        let answer = client.upload(IMPORT, &[], Some(("p.ods", &edited))).await;
        assert_eq!(answer.status, 422, "{head}");
        assert!(answer.words().contains(expected), "{head}: {}", answer.words());
        assert!(!answer.text().contains("Écrire dans le plan"), "{head}: nothing to confirm");
    }
}

#[tokio::test]
async fn what_someone_changed_since_is_a_conflict_that_shows_both() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let bytes = taken(&mut client, EXPORT, Format::Xlsx).await;
    let line = row_of(&bytes, "15");
    let before = world.journal().await;
    let mark = told(&read(&bytes).expect("a table")[0])[line].last().expect("a mark").clone();
    let ticket = mark
        .split('|')
        .next()
        .expect("a lane")
        .split_once('.')
        .expect("a convention")
        .1
        .to_owned();
    let other = SECOND
        .at(&world)
        .await
        .post(TABLE, &format!("n={ticket}&avancement=55"))
        .await;
    assert_eq!(other.status, 303, "{}", other.words());

    let unchanged = client.upload(IMPORT, &[], Some(("p.xlsx", &bytes))).await;
    assert!(
        unchanged.words().contains("Rien à changer"),
        "what others changed is no change: {}",
        unchanged.words()
    );
    let edited = changed(&bytes, &[(line, "Avancement (%)", Cell::Number(70))], Format::Xlsx);
    let answer = client.upload(IMPORT, &[], Some(("p.xlsx", &edited))).await;
    let page = answer.words();
    assert_eq!(answer.status, 200, "{page}");
    assert!(page.contains("Changé par quelqu’un depuis l’export : 1 volet"), "{page}");
    assert!(page.contains("55 %") && page.contains("70 %"), "{page}");
    let kept = client.post(CONFIRM, &carried(&answer.text())).await;
    assert_eq!(kept.status, 303, "what was seen and ticked is written: {}", kept.words());
    assert_eq!(reported(&world, &before).await, 2);
    let stale = client.post(CONFIRM, &carried(&answer.text())).await;
    assert_eq!(stale.status, 422, "sent again: {}", stale.words());
    assert_eq!(reported(&world, &before).await, 2);
}

#[tokio::test]
async fn a_signed_term_is_kept_aside_and_led_to_a_proposal() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let bytes = taken(&mut client, EXPORT, Format::Ods).await;
    let line = row_of(&bytes, "15");
    let edited = changed(&bytes, &[(line, "Pilotes", Cell::from("La Caf & la Ville"))], Format::Ods);
    let answer = client.upload(IMPORT, &[], Some(("p.ods", &edited))).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.words().contains("Ce qui est signé ne change pas ainsi"),
        "{}",
        answer.words()
    );
    assert!(!answer.text().contains("Écrire dans le plan"), "nothing of it can be written");
    let html = answer.text();
    let at = html.find("/avenant?").expect("a way to propose it");
    let start = html[..at].rfind('"').expect("an address") + 1;
    let address = html[start..].split('"').next().expect("an address").replace("&#38;", "&");
    let form = client.get(&address).await;
    assert!(form.text().contains("La Caf &#38; la Ville"), "{}", form.text());
}

#[tokio::test]
async fn what_comes_from_elsewhere_is_refused() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    for (name, bytes, expected) in [
        ("vide.xlsx", b"".as_slice(), "Ce fichier est vide"),
        ("texte.pdf", b"%PDF-1.7", "n’est pas un tableur"),
        ("coupe.xlsx", b"PK\x03\x04", "abîmé"),
        ("autre.csv", b"Nom;Prix\r\na;1\r\n", "n’est pas un export du plan"),
    ] {
        let answer = client.upload(IMPORT, &[], Some((name, bytes))).await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(answer.words().contains(expected), "{name}: {}", answer.words());
    }
    for lane in ["2.4.0.0", "1.99.0.0", "1.4.99.0"] {
        let form = format!("l=repere%3D{lane}%257Cunspecified%257C%257C%257C%26etat%3Dgoing");
        let answer = client.post(CONFIRM, &form).await;
        assert_eq!(answer.status, 422, "{lane}");
        assert!(answer.words().contains("n’est pas de cette convention"), "{lane}");
    }
    assert_eq!(client.post(CONFIRM, "l=n%27importe").await.status, 422);
    let bytes = taken(&mut PARTNER.at(&world).await, EXPORT, Format::Csv).await;
    let partner = PARTNER.at(&world).await.upload(IMPORT, &[], Some(("p.csv", &bytes))).await;
    assert_eq!(partner.status, 404);
    assert_eq!(reported(&world, &before).await, 0);
}
