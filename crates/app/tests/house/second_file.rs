//! A second file about a convention: compared, settled group by group, shown before it is written, whole or not at all, told in the
//! journal and kept as a page.

use domain::comparison::SecondFileCompared;
use people::Persona;
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::facts::{check, since};

const PAGE: &str = "/conventions/1/lecture/comparer";
const SETTLE: &str = "/conventions/1/lecture/comparer/suite";
const SUMMARY: &str = "/conventions/1/lecture/comparer?etape=resume";
const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);

/// The signed text, where someone changed a few words.
fn changed(changes: &[(&str, &str)]) -> String {
    let text = String::from_utf8(app::demo::EXAMPLE.to_vec()).expect("a text");
    changes.iter().fold(text, |text, (was, becomes)| {
        assert!(text.contains(was), "{was}");
        text.replace(was, becomes)
    })
}

async fn sent(client: &mut Client, name: &str, bytes: &[u8]) {
    let answer = client.upload(PAGE, &[], Some((name, bytes))).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
}

/// The digest that the summary carries.
fn seen(html: &str) -> String {
    let value = html.split("name=\"vu\" value=\"").nth(1).expect("something to confirm");
    value.split('"').next().expect("a digest").to_owned()
}

/// The spreadsheet of a team: another pilot and another year for two actions, and one more action.
fn spreadsheet() -> String {
    let import = files::read(app::demo::EXAMPLE_NAME, app::demo::EXAMPLE).expect("a convention");
    let row = |rank: usize| {
        let action = &import.reading.actions[rank];
        format!("{};{}", action.number.value, action.title.value.replace(';', ","))
    };
    format!(
        "N°;Intitulé;Pilote;2031\n{};La Ligue des familles;\n{};;X\n77;Ouvrir une ludothèque;;X\n",
        row(0),
        row(1)
    )
}

/// Someone compares a file and takes nothing of it.
pub(crate) async fn compare(client: &mut Client, convention: i64) {
    let page = format!("/conventions/{convention}/lecture/comparer");
    let file = Some(("suivi.csv", "N°;Intitulé\n1;Un autre intitulé\n".as_bytes()));
    assert_eq!(client.upload(&page, &[], file).await.status, 303);
    let summary = client.get(&format!("{page}?etape=resume")).await.text();
    let kept = client
        .post(&format!("{page}/suite"), &format!("geste=ecrire&vu={}", seen(&summary)))
        .await;
    assert_eq!(kept.status, 303, "{}", kept.words());
}

async fn settled(client: &mut Client, choices: &str) -> String {
    let answer = client.post(SETTLE, &format!("geste=choisir&{choices}")).await;
    assert_eq!((answer.status, answer.location()), (303, SUMMARY), "{}", answer.words());
    client.get(SUMMARY).await.text()
}

#[tokio::test]
async fn a_spreadsheet_is_compared_settled_and_written_whole() {
    let world = cast::world().await;
    let table = spreadsheet();
    let mut client = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    sent(&mut client, "C:\\suivi de l’équipe.csv", table.as_bytes()).await;
    let page = client.get(PAGE).await.words();
    for expected in [
        "La Ligue des familles",
        "Ouvrir une ludothèque",
        "Actions : pilotes",
        "Actions : années",
        "ligne 2 du fichier",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    let summary = settled(
        &mut client,
        "actions-pilotes=misread&actions-annees=reworded&actions-ajout=misread",
    )
    .await;
    assert_eq!(since(&world, &before).await, [], "nothing is written before it is confirmed");
    let done = client.post(SETTLE, &format!("geste=ecrire&vu={}", seen(&summary))).await;
    assert_eq!(done.status, 303, "{}", done.words());
    assert_eq!(done.location(), "/conventions/1/lecture/comparaisons?numero=1");

    let rows = since(&world, &before).await;
    let row = check::<SecondFileCompared>(&rows);
    assert_eq!((row.chain, row.subject.as_str()), (1, "convention/1/comparison/1"));
    assert_eq!(
        rows.iter().filter(|row| row.fact == "reading_corrected").count(),
        1,
        "the actions: {rows:?}"
    );
    let report = client.get("/conventions/1/lecture/comparaisons?numero=1").await.words();
    for expected in [
        "suivi de l’équipe.csv",
        "2 corrigées",
        "1 gardée pour un avenant",
        "La rédaction a changé",
    ] {
        assert!(report.contains(expected), "{expected}: {report}");
    }
    let action = client.get("/conventions/1/actions/1").await.words();
    assert!(action.contains("La Ligue des familles"), "{action}");
    let proposals = client.get("/conventions/1/propositions").await.words();
    assert!(
        proposals.contains("2031") && proposals.contains("suivi de l’équipe.csv"),
        "{proposals}"
    );
    let plan = client.get("/conventions/1/plan/tableau?q=ludoth%C3%A8que").await.words();
    assert!(plan.contains("Ouvrir une ludothèque"), "{plan}");
    let journal = client.get("/conventions/1/journal").await;
    assert!(journal.words().contains("Un deuxième fichier a été comparé à la convention"));
    assert!(
        journal.text().contains("/conventions/1/lecture/comparaisons?numero=1"),
        "found again from the journal"
    );
    let again = client.post(SETTLE, "geste=ecrire&vu=").await;
    assert!(again.words().contains("Aucun fichier n’est en attente"), "{}", again.words());
    doctor(&world).await;
}

async fn doctor(world: &World) {
    let mut reader = world.store.read(testkit::moment::today()).await.expect("a reader");
    let (_, findings) = convention::check(&mut reader).await.expect("checked");
    assert!(findings.is_empty(), "{findings:?}");
}

#[tokio::test]
async fn another_version_of_the_text_is_compared_and_the_same_one_says_nothing() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    sent(&mut client, "signe.txt", app::demo::EXAMPLE).await;
    let page = client.get(PAGE).await.words();
    assert!(page.contains("Aucune différence"), "{page}");

    let version = changed(&[("2026", "2027")]);
    sent(&mut client, "version 2.txt", version.as_bytes()).await;
    let page = client.get(PAGE).await.words();
    assert!(page.contains("Convention : dernier jour") && page.contains("2027"), "{page}");
    let grouped = client.post(SETTLE, "geste=par-element").await;
    assert_eq!(grouped.status, 303);
    assert!(client.get(PAGE).await.words().contains("Regrouper par champ"));
    assert_eq!(client.post(SETTLE, "geste=par-champ").await.status, 303);
    let summary = settled(&mut client, "convention-fin=misread").await;
    let done = client.post(SETTLE, &format!("geste=ecrire&vu={}", seen(&summary))).await;
    assert_eq!(done.status, 303, "{}", done.words());
    let convention = client.get("/conventions/1/convention").await.words();
    assert!(convention.contains("2027"), "{convention}");
    doctor(&world).await;

    sent(&mut client, "version 2.txt", version.as_bytes()).await;
    let page = client.get(PAGE).await.words();
    assert!(page.contains("Ce même fichier a déjà été comparé"), "{page}");
}

#[tokio::test]
async fn a_reading_that_changed_meanwhile_writes_nothing_and_keeps_what_was_chosen() {
    let world = cast::world().await;
    let table = spreadsheet();
    let mut client = COORDINATOR.at(&world).await;
    sent(&mut client, "suivi.csv", table.as_bytes()).await;
    let summary = settled(&mut client, "actions-pilotes=misread").await;
    let form = crate::forms::form_of("/conventions/{convention}/lecture");
    let mut other = Who::Persona(Persona::SecondCoordinator).at(&world).await;
    assert_eq!(other.post("/conventions/1/lecture", form.fields).await.status, 303);
    let before = world.journal().await;
    let late = client.post(SETTLE, &format!("geste=ecrire&vu={}", seen(&summary))).await;
    assert_eq!(late.status, 422);
    assert!(late.words().contains("vos choix sont gardés"), "{}", late.words());
    assert_eq!(since(&world, &before).await, []);
    let now = client.post(SETTLE, &format!("geste=ecrire&vu={}", seen(&late.text()))).await;
    assert_eq!(now.status, 303, "what was chosen is still there: {}", now.words());
    assert!(
        client
            .get("/conventions/1/actions/1")
            .await
            .words()
            .contains("La Ligue des familles")
    );
}

/// How many groups of the page are chosen so.
async fn count_chosen(client: &mut Client, code: &str) -> usize {
    let html = client.get(PAGE).await.text();
    html.matches(&format!("value=\"{code}\" checked")).count()
}

#[tokio::test]
async fn what_was_chosen_stays_when_differences_are_put_together_another_way() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    sent(&mut client, "suivi.csv", spreadsheet().as_bytes()).await;
    let choices = "actions-pilotes=misread&actions-annees=misread&actions-ajout=ignored";
    let by_element = client.post(SETTLE, &format!("geste=par-element&{choices}")).await;
    assert_eq!(by_element.status, 303, "{}", by_element.words());
    assert_eq!(count_chosen(&mut client, "misread").await, 2, "both actions that were there");
    assert_eq!(client.post(SETTLE, "geste=par-champ").await.status, 303);
    assert_eq!(count_chosen(&mut client, "misread").await, 2, "pilots and years");
    assert_eq!(
        client.post(SETTLE, "geste=organismes&actions-pilotes=ignored").await.status,
        303
    );
    assert_eq!(count_chosen(&mut client, "misread").await, 1, "years alone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_clicks_on_the_same_button_write_once() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    sent(&mut client, "suivi.csv", spreadsheet().as_bytes()).await;
    let summary = settled(&mut client, "actions-pilotes=ignored").await;
    let before = world.journal().await;
    let form = format!("geste=ecrire&vu={}", seen(&summary));
    let mut other = client.clone();
    let (one, two) = tokio::join!(client.post(SETTLE, &form), other.post(SETTLE, &form));
    let refused = [one.status, two.status].into_iter().filter(|status| *status == 422).count();
    assert!(refused <= 1, "{}{}", one.words(), two.words());
    assert_eq!(since(&world, &before).await.len(), 1, "{}{}", one.words(), two.words());
}

#[tokio::test]
async fn bad_files_are_refused_in_words_and_others_find_nothing() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    for (name, bytes, expected) in [
        ("vide.txt", b"".as_slice(), "vide"),
        ("plan.csv", b"seul\n", "Aucune action n’est reconnue"),
        ("courrier.txt", b"Madame, Monsieur,\nbonjour.\n", "convention"),
    ] {
        let answer = client.upload(PAGE, &[], Some((name, bytes))).await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(answer.words().contains(expected), "{name}: {}", answer.words());
    }
    let nothing = client.upload(PAGE, &[], None).await;
    assert!(
        nothing.words().contains("Choisissez le fichier à comparer"),
        "{}",
        nothing.words()
    );
    let strange = "N°;Intitulé\n1;Zone xylophone\n2;Quartz bizarre\n3;Kiwis volants\n4;Brouillard jaune\n5;Wagon plat\n";
    sent(&mut client, "ailleurs.csv", strange.as_bytes()).await;
    let page = client.get(PAGE).await.words();
    assert!(page.contains("semble celui d’une autre convention"), "{page}");
    assert_eq!(client.post(SETTLE, "geste=abandonner").await.status, 303);
    assert_eq!(since(&world, &before).await, []);
    for who in [
        Persona::Mayor,
        Persona::PartnerContact,
        Persona::Auditor,
        Persona::FundDirector,
    ] {
        let mut other = Who::Persona(who).at(&world).await;
        for address in [
            PAGE,
            "/conventions/1/lecture/comparaisons",
            "/conventions/1/lecture/comparaisons?numero=1",
        ] {
            assert_eq!(other.get(address).await.status, 404, "{who:?} {address}");
        }
    }
    assert_eq!(Who::Neighbour.at(&world).await.get(PAGE).await.status, 404);
}
