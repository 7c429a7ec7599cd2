//! What was read is corrected field by field: the act stays, every page follows, the doctor agrees, and undoing gives it back.

use domain::amendment::ChangesKeptAside;
use domain::convention::ReadingCorrected;
use people::Persona;
use testkit::{Client, World};

use crate::cast::{self, Who, world};
use crate::command::pacte;
use crate::facts::{check, since};

const PAGE: &str = "/conventions/1/lecture";

fn form(place: &str, was: &str, value: &str) -> String {
    let pairs = [
        ("place", place),
        ("etait", was),
        ("cause", "lecture"),
        ("valeur", value),
        ("lignes", "12"),
        ("motif", "Mot mal lu"),
        ("geste", "corriger"),
    ];
    url(&pairs)
}

/// A sum that was missed, put where the first action has none.
pub(crate) fn missed_sum() -> String {
    url(&[
        ("place", "/actions/0/amounts/0"),
        ("etait", ""),
        ("cause", "lecture"),
        ("valeur", "Caf : 12 500 €"),
        ("second", "12 500"),
        ("lignes", "12"),
        ("motif", "Oublié"),
        ("geste", "corriger"),
    ])
}

pub(crate) fn url(pairs: &[(&str, &str)]) -> String {
    use std::fmt::Write as _;
    let encoded = |text: &str| {
        text.bytes().fold(String::new(), |mut encoded, byte| {
            let _ = write!(encoded, "%{byte:02X}");
            encoded
        })
    };
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    pairs.join("&")
}

/// What the form of a place says stands there.
pub(crate) async fn was(client: &mut Client, place: &str) -> String {
    let page = client.get(&format!("{PAGE}?place={place}")).await;
    assert_eq!(page.status, 200, "{place}");
    let text = page.text();
    let (_, rest) = text.split_once("name=\"etait\" value=\"").expect("a form");
    let held = rest.split('"').next().unwrap_or_default();
    held.replace("&#34;", "\"").replace("&#38;", "&").replace("&#39;", "'")
}

async fn corrected(world: &World) -> Client {
    let mut client = Who::Persona(Persona::FirstCoordinator).at(world).await;
    let held = was(&mut client, "/actions/3/title").await;
    let said = client.post(PAGE, &form("/actions/3/title", &held, "Un titre bien lu")).await;
    let sheet = format!("{PAGE}?partie=actions&element=4&enregistree=1");
    assert_eq!((said.status, said.location()), (303, sheet.as_str()), "{}", said.words());
    client
}

#[tokio::test]
async fn a_correction_reaches_every_page_and_is_undone() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let first = client.get("/conventions/1/actions/4").await.words();
    let before = world.journal().await;
    let mut client = corrected(&world).await;
    let row = check::<ReadingCorrected>(&since(&world, &before).await);
    assert_eq!((row.chain, row.subject.as_str()), (1, "convention/1/reading/1"));
    let shown = client.get("/conventions/1/actions/4").await.words();
    assert!(shown.contains("Un titre bien lu"), "{shown}");
    let list = client.get(PAGE).await.words();
    assert!(
        list.contains("Les actions, 4, Intitulé") && list.contains("Mot mal lu"),
        "{list}"
    );
    assert_eq!(client.post(PAGE, "annuler=1").await.status, 303);
    assert_eq!(client.get("/conventions/1/actions/4").await.words(), first);
    let twice = client.post(PAGE, "annuler=1").await;
    assert_eq!(twice.status, 422);
    assert!(twice.words().contains("déjà annulée"), "{}", twice.words());
    assert_eq!(client.post(PAGE, "annuler=99").await.status, 404);
}

#[tokio::test]
async fn the_nature_of_a_party_is_corrected_and_its_organisation_follows() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let held = was(&mut client, "/parties/1/kind").await;
    let shown = client.get(&format!("{PAGE}?partie=parties&element=2")).await.words();
    assert!(shown.contains("Nature") && shown.contains("Commune"), "in words: {shown}");
    let said = client.post(PAGE, &form("/parties/1/kind", &held, "intercommunality")).await;
    assert_eq!(said.status, 303, "{}", said.words());
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let nature = |page: &str| {
        let (_, rows) = page.split_once("1 organisme").expect("one organisation");
        let rows = rows.split("Ajouter un organisme").next().unwrap_or_default();
        (rows.contains("\nCommune\n"), rows.contains("\nIntercommunalité\n"))
    };
    let directory = administrator.get("/annuaire?q=Pennes").await.words();
    assert_eq!(nature(&directory), (false, true), "{directory}");
    // The neighbour convention names other communes: whoever held a mandate here holds it still.
    assert_eq!(client.get("/conventions/1/plan").await.status, 200);
    crate::mandates::check_sound(&world).await;
    assert_eq!(client.post(PAGE, "annuler=1").await.status, 303);
    let directory = administrator.get("/annuaire?q=Pennes").await.words();
    assert_eq!(nature(&directory), (true, false), "{directory}");
}

#[tokio::test]
async fn a_month_of_signature_whose_day_was_left_blank_is_corrected_alone() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let page = client.get("/conventions/1/convention").await.words();
    assert!(page.contains("décembre 2022, jour non indiqué"), "{page}");
    let held = was(&mut client, "/convention/signature/month").await;
    let said = client.post(PAGE, &form("/convention/signature/month", &held, "13")).await;
    assert_eq!(said.status, 422, "{}", said.words());
    let said = client.post(PAGE, &form("/convention/signature/month", &held, "11")).await;
    assert_eq!(said.status, 303, "{}", said.words());
    let page = client.get("/conventions/1/convention").await.words();
    assert!(page.contains("novembre 2022, jour non indiqué"), "{page}");
}

#[tokio::test]
async fn what_was_made_of_the_text_is_not_said_to_be_typed() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    for part in ["bodies", "duties", "annexes"] {
        let words = client.get(&format!("{PAGE}?partie={part}&element=1")).await.words();
        assert!(words.contains("lu du texte"), "{part}: {words}");
        assert!(!words.contains("saisi à la main"), "{part}: {words}");
    }
    let held = was(&mut client, "/duties/0/kind").await;
    let other = if held.contains("other") { "communication" } else { "other" };
    let said = client.post(PAGE, &form("/duties/0/kind", &held, other)).await;
    assert_eq!(said.status, 303, "{}", said.words());
    let is_typed = async |client: &mut Client, element: usize| {
        let address = format!("{PAGE}?partie=duties&element={element}");
        client.get(&address).await.words().contains("saisi à la main")
    };
    assert!(is_typed(&mut client, 1).await);
    // Undone, it is as it was read; the undoing undone, it is typed again.
    for (version, typed) in [(1, false), (2, true)] {
        let back = client.post(PAGE, &format!("annuler={version}")).await;
        assert_eq!(back.status, 303, "{}", back.words());
        assert_eq!(is_typed(&mut client, 1).await, typed, "{version}");
    }
    // What follows an obligation taken out was read.
    let held = was(&mut client, "/duties/0").await;
    let out = form("/duties/0", &held, "").replace(&url(&[("geste", "corriger")]), &url(&[("geste", "retirer")]));
    assert_eq!(client.post(PAGE, &out).await.status, 303);
    assert!(!is_typed(&mut client, 1).await);
}

#[tokio::test]
async fn what_the_text_should_say_is_kept_aside_with_what_was_typed() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    for (place, cause, term) in [
        ("/actions/3/title", "texte", "Titre"),
        ("/facilities/0/name", "erreur", "Nom"),
        ("/bodies/0/missions/1", "texte", "Missions"),
    ] {
        let held = was(&mut client, place).await;
        let before = world.journal().await;
        let typed = form(place, &held, "Ce qu’il faudrait").replace(&url(&[("cause", "lecture")]), &url(&[("cause", cause)]));
        let kept = client.post(PAGE, &typed).await;
        assert_eq!(kept.location(), "/conventions/1/propositions", "{place}: {}", kept.words());
        let row = check::<ChangesKeptAside>(&since(&world, &before).await);
        assert!(row.subject.starts_with("convention/1/proposal/"), "{}", row.subject);
        assert_eq!(was(&mut client, place).await, held, "the reading does not move");
        let list = client.get("/conventions/1/propositions").await.words();
        for words in [term, "Ce qu’il faudrait", "Mot mal lu"] {
            assert!(list.contains(words), "{place}, {words}: {list}");
        }
        assert_eq!(
            list.contains("erreur du texte"),
            cause == "erreur" || place.starts_with("/bodies"),
            "{list}"
        );
    }
    let rest = client.get("/conventions/1/propositions?champ=texte").await.words();
    assert!(rest.contains("2 propositions sur 4"), "{rest}");
    let same = form("/facilities/0/name", &was(&mut client, "/facilities/0/name").await, "");
    let held: serde_json::Value = serde_json::from_str(&was(&mut client, "/facilities/0/name").await).expect("a name");
    let same = same
        .replace(&url(&[("cause", "lecture")]), &url(&[("cause", "texte")]))
        .replace(&url(&[("valeur", "")]), &url(&[("valeur", held.as_str().expect("a name"))]));
    assert_eq!(
        client.post(PAGE, &same).await.status,
        422,
        "what changes nothing is not proposed"
    );
}

#[tokio::test]
async fn what_is_proposed_of_a_text_kept_among_those_who_sign_is_kept_among_them() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let place = "/facilities/0/name";
    let typed = form(place, &was(&mut client, place).await, "Autre enseigne")
        .replace(&url(&[("cause", "lecture")]), &url(&[("cause", "texte")]));
    assert_eq!(client.post(PAGE, &typed).await.status, 303);
    let list = "/conventions/1/propositions";
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    assert!(partner.get(list).await.words().contains("Autre enseigne"));
    let hidden = client
        .post("/conventions/1/visibilite", "element=text%2F1%3Dpartners&niveau=internal")
        .await;
    assert_eq!(hidden.status, 303, "{}", hidden.words());
    assert!(!partner.get(list).await.words().contains("Autre enseigne"));
    assert!(client.get(list).await.words().contains("Autre enseigne"));
}

/// The same, and the name of a facility after the title of an action.
async fn twice_corrected(world: &World) -> Client {
    let mut client = corrected(world).await;
    let place = "/facilities/0/name";
    let named = form(place, &was(&mut client, place).await, "Autre nom");
    assert_eq!(client.post(PAGE, &named).await.status, 303);
    client
}

#[tokio::test]
async fn the_journal_of_a_thing_tells_how_its_reading_was_corrected() {
    let world = world().await;
    let mut client = twice_corrected(&world).await;
    let journal = "/conventions/1/journal?objet=convention/1/facility";
    assert!(client.get(&format!("{journal}/1")).await.words().contains("Autre nom"));
    assert!(!client.get(&format!("{journal}/2")).await.words().contains("Autre nom"));
    let other = client.get("/conventions/1/journal?objet=convention/1/action/1").await.words();
    assert!(!other.contains("Autre nom"), "{other}");
    let turned = client.get("/conventions/1/journal?du=2026-11-02&au=2026-11-01").await;
    assert!(turned.words().contains("avant le premier"), "{}", turned.words());
}

#[tokio::test]
async fn the_doctor_follows_the_last_version() {
    let world = world().await;
    twice_corrected(&world).await;
    let mut reader = world.store.read(testkit::moment::today()).await.expect("a reader");
    let (_, findings) = convention::check(&mut reader).await.expect("checked");
    assert!(findings.is_empty(), "{findings:?}");
}

#[tokio::test]
async fn two_people_at_once_never_overwrite_each_other() {
    let world = world().await;
    let mut officer = Who::Persona(Persona::FundOfficer).at(&world).await;
    let held = was(&mut officer, "/actions/3/title").await;
    corrected(&world).await;
    let late = officer.post(PAGE, &form("/actions/3/title", &held, "Le mien")).await;
    assert_eq!(late.status, 422);
    let words = late.words();
    assert!(words.contains("entre-temps") && words.contains("Un titre bien lu"), "{words}");
    assert!(late.text().contains("Le mien"), "what was typed stays");
}

#[tokio::test]
async fn a_facility_is_added_once_and_taken_out() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let mut place = 0;
    while client.get(&format!("{PAGE}?place=/facilities/{place}/name")).await.status == 200 {
        place += 1;
    }
    let path = format!("/facilities/{place}");
    let new = url(&[
        ("place", &path),
        ("cause", "lecture"),
        ("valeur", "La Ruche"),
        ("second", "RPE"),
        ("motif", "Oublié"),
        ("geste", "corriger"),
    ]);
    assert_eq!(client.post(PAGE, &new).await.status, 303);
    assert_eq!(client.post(PAGE, &new).await.status, 422, "the same form twice adds once");
    let page = client.get("/conventions/1/equipements").await.words();
    assert_eq!(page.matches("La Ruche").count(), 1, "{page}");
    let held = was(&mut client, &path).await;
    let out = url(&[
        ("place", &path),
        ("etait", &held),
        ("cause", "lecture"),
        ("motif", "Ajouté par erreur"),
        ("geste", "retirer"),
    ]);
    assert_eq!(client.post(PAGE, &out).await.status, 303);
    let page = client.get("/conventions/1/equipements").await.words();
    assert!(!page.contains("La Ruche"), "{page}");
}

/// The first place of a list where nothing stands.
async fn free(client: &mut Client, list: &str) -> String {
    let mut index = 0;
    loop {
        let place = format!("{list}/{index}");
        if was(client, &place).await.is_empty() {
            return place;
        }
        index += 1;
    }
}

#[tokio::test]
async fn a_level_and_years_are_added_by_hand() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let level = free(&mut client, "/levels").await;
    let said = client.post(PAGE, &form(&level, "", "Objectifs opérationnels")).await;
    assert_eq!(said.status, 303, "{}", said.words());
    let page = client.get(&format!("{PAGE}?partie=levels")).await.words();
    assert!(page.contains("Objectifs opérationnels"), "{page}");
    let held = was(&mut client, &level).await;
    let out = form(&level, &held, "").replace(&url(&[("geste", "corriger")]), &url(&[("geste", "retirer")]));
    assert_eq!(client.post(PAGE, &out).await.status, 303, "nothing stands there yet");

    let track = free(&mut client, "/actions/0/tracks").await;
    let wrong = client.post(PAGE, &form(&track, "", "demain")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.words().contains("une suite d’années"), "{}", wrong.words());
    let marked = format!("{}&{}", form(&track, "", "2019, 2030-2031"), url(&[("second", "X")]));
    let said = client.post(PAGE, &marked).await;
    assert_eq!(said.status, 303, "{}", said.words());
    let years = format!("{track}/years");
    assert_eq!(was(&mut client, &years).await, "[2019,2030,2031]");
    let action = client.get("/conventions/1/actions/1").await.words();
    assert!(action.contains("2019") && action.contains("2031"), "{action}");
    let said = client.post(PAGE, &form(&years, "[2019,2030,2031]", "2024")).await;
    assert_eq!(said.status, 303, "{}", said.words());
    let action = client.get("/conventions/1/actions/1").await.words();
    assert!(!action.contains("2031"), "{action}");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_written() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let before = world.journal().await;
    let end = was(&mut client, "/convention/end").await;
    for (place, value, sentence) in [
        ("/convention/end", "20424-01-01", "n’est pas une date"),
        ("/convention/end", "2001-01-01", "avant le premier"),
    ] {
        let said = client.post(PAGE, &form(place, &end, value)).await;
        assert_eq!(said.status, 422, "{value}");
        assert!(said.words().contains(sentence), "{}", said.words());
        assert!(said.text().contains(value), "what was typed stays");
    }
    let uncaused = form("/convention/end", &end, "2027-01-01").replace(&url(&[("cause", "lecture")]), &url(&[("cause", "")]));
    let said = client.post(PAGE, &uncaused).await;
    assert_eq!(said.status, 422);
    assert!(said.words().contains("trois réponses"), "{}", said.words());
    let far = form("/convention/end", &end, "2027-01-01").replace(&url(&[("lignes", "12")]), &url(&[("lignes", "9999999")]));
    assert!(client.post(PAGE, &far).await.words().contains("pas dans le texte"));
    for place in [
        "/anomalies/0/reason",
        "/parties/99/name",
        "/parties/0/id",
        "x",
        "/actions/0",
        "/source/file",
    ] {
        assert_eq!(client.post(PAGE, &form(place, "", "x")).await.status, 404, "{place}");
        assert_eq!(client.get(&format!("{PAGE}?place={place}")).await.status, 404, "{place}");
    }
    assert_eq!(client.get(&format!("{PAGE}?partie=inconnue")).await.status, 404);
    assert_eq!(client.get(&format!("{PAGE}?partie=actions&element=999")).await.status, 404);
    assert_eq!(world.journal().await, before, "nothing was recorded");
    for who in [Who::Persona(Persona::Mayor), Who::Persona(Persona::Auditor), Who::Neighbour] {
        let mut other = who.at(&world).await;
        assert_eq!(other.get(PAGE).await.status, 404, "{who:?}");
        assert_eq!(
            other.post(PAGE, &form("/convention/end", &end, "2027-01-01")).await.status,
            404,
            "{who:?}"
        );
    }
}

#[tokio::test]
async fn a_version_changed_behind_the_doors_is_named() {
    let base = cast::base().await;
    let script =
        "INSERT INTO unscoped_reading_version (convention, version, place, reason, instant, previous, document, digest) \
        VALUES (1, 1, '/convention/title', 'x', 1, 'x', '{}', 'x')"
            .replace("'x')", &format!("'{}')", "0".repeat(64)))
            .replace("1, 'x', '{}'", &format!("1, '{}', '{{}}'", "0".repeat(64)));
    base.intrude_past_guards(&script).await.expect("written");
    let said = pacte(&["doctor"]).on(&base).run();
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.out.contains("La correction 1 de la lecture ne suit pas"), "{}", said.out);
}

#[tokio::test]
async fn the_paragraphs_of_an_article_are_corrected_added_and_taken_out() {
    let world = cast::world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    // An article of which some paragraphs are items of a list: their kinds follow.
    for (place, value) in [("/articles/2/text/0", "Un paragraphe bien lu."), ("/articles/2/text/1", "")] {
        let held = was(&mut client, place).await;
        let mut sent = form(place, &held, value);
        if value.is_empty() {
            sent = sent.replace(&url(&[("geste", "corriger")]), &url(&[("geste", "retirer")]));
        }
        let said = client.post(PAGE, &sent).await;
        assert_eq!(said.status, 303, "{place}: {}", said.words());
    }
    let page = client.get("/conventions/1/articles").await.words();
    assert!(page.contains("Un paragraphe bien lu."), "{page}");
    let report = app::doctor::examine(&world.store).await.expect("examined");
    assert!(report.wrong.is_empty(), "{report:?}");
}

#[tokio::test]
async fn lines_that_do_not_hold_the_words_typed_are_told() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let held = was(&mut client, "/actions/3/title").await;
    let read: String = serde_json::from_str(&held).expect("a title");
    let lines = client.get(&format!("{PAGE}?place=/actions/3/title")).await.text();
    let (_, rest) = lines.split_once("name=\"lignes\"").expect("a field");
    let (_, rest) = rest.split_once("value=\"").expect("its value");
    let lines = rest.split('"').next().unwrap_or_default().to_owned();
    let of_those =
        |value: &str| form("/actions/3/title", &held, value).replace(&url(&[("lignes", "12")]), &url(&[("lignes", &lines)]));
    let other = client.post(PAGE, &of_those("Trois mots jamais imprimés")).await;
    let page = client.get(other.location()).await.words();
    assert!(page.contains("Ces mots ne sont pas dans"), "{page}");
    assert_eq!(client.post(PAGE, "annuler=1").await.status, 303);
    let near = client.post(PAGE, &of_those(&read.to_uppercase())).await;
    let page = client.get(near.location()).await.words();
    assert!(
        page.contains("Enregistré.") && !page.contains("Ces mots ne sont pas dans"),
        "{page}"
    );
}
