//! The reading room: what is looked at, from a point, a line or a value; what is answered there; a convention that only those who check
//! it see until they confirm it.

use app::demo;
use domain::convention::ReadingCorrected;
use domain::review::{PointChecked, ReadingConfirmed};
use people::Persona;
use testkit::{Client, World};

use crate::cast::{Who, world};
use crate::correction::url;
use crate::facts::{check, since};
use crate::hand::sound;

const ROOM: &str = "/conventions/1/lecture/salle";
const END: &str = "/conventions/1/lecture/salle/fin";
/// Words of the world that no value holds.
const STRAY: &str = "Cette page a été reprise après relecture.";

async fn coordinator(world: &World) -> Client {
    Who::Persona(Persona::FirstCoordinator).at(world).await
}

/// What a form of the page holds under a name.
fn held(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&mark).unwrap_or_else(|| panic!("no {name}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}

async fn looked(client: &mut Client, query: &str) -> String {
    let page = client.get(&format!("{ROOM}?{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.words());
    page.text()
}

async fn words(client: &mut Client, query: &str) -> String {
    let page = client.get(&format!("{ROOM}?{query}")).await;
    assert_eq!(page.status, 200, "{query}");
    page.words()
}

#[tokio::test]
async fn a_line_tells_its_values_and_a_value_lights_its_lines() {
    let world = world().await;
    let mut client = coordinator(&world).await;
    let line = words(&mut client, "ligne=478").await;
    for told in ["Action 5, intitulé", "Action 5, pilotes", "Action 5, porteurs"] {
        assert!(line.contains(told), "{told}: {line}");
    }
    let value = looked(&mut client, "valeur=/actions/4/pilots/0").await;
    assert!(value.contains("id=\"l478\" class=\"cited\""), "its line is lit");
    assert!(!value.contains("id=\"l479\" class=\"cited\""), "its neighbour is not");
    for missing in ["ligne=0", "ligne=1001", "valeur=/actions/99/title", "nature=autre", "point=9"] {
        assert_eq!(client.get(&format!("{ROOM}?{missing}")).await.status, 404, "{missing}");
    }
    let quoted = looked(&mut client, "lignes=478-479").await;
    assert!(quoted.contains("id=\"l478\" class=\"cited\"") && quoted.contains("id=\"l479\" class=\"cited\""));
}

#[tokio::test]
async fn points_are_walked_looked_at_and_taken_back() {
    let world = world().await;
    let mut client = coordinator(&world).await;
    let page = looked(&mut client, "nature=passage").await;
    assert!(page.contains(STRAY) && page.contains("Garder tel quel, suivant"));
    let point = held(&page, "point");
    let before = world.journal().await;
    let kept = client
        .post(ROOM, &url(&[("geste", "vu"), ("point", &point), ("nature", "passage")]))
        .await;
    assert_eq!(kept.status, 303, "{}", kept.words());
    let row = check::<PointChecked>(&since(&world, &before).await);
    assert_eq!((row.chain, row.subject.as_str()), (1, "convention/1/point/1"));
    let seen = words(&mut client, &format!("nature=passage&point={point}")).await;
    assert!(
        seen.contains("Point vu") && seen.contains("Camille Roche") && seen.contains("À revoir"),
        "{seen}"
    );
    let end = words(&mut client, "nature=passage").await;
    assert!(end.contains("Plus rien à voir de cette nature"), "{end}");
    let again = client
        .post(ROOM, &url(&[("geste", "revoir"), ("point", &point), ("nature", "passage")]))
        .await;
    assert_eq!(again.status, 303);
    let open = words(&mut client, "nature=passage").await;
    assert!(open.contains("Garder tel quel, suivant"), "{open}");
    sound(&world).await;
}

#[tokio::test]
async fn a_value_is_absent_from_the_text_and_given_back() {
    let world = world().await;
    let mut client = coordinator(&world).await;
    let place = "/actions/4/pilots/0";
    let page = looked(&mut client, &format!("valeur={place}")).await;
    let fields = [("geste", "absent"), ("valeur", place), ("etait", &held(&page, "etait"))];
    let before = world.journal().await;
    let gone = client.post(ROOM, &url(&fields)).await;
    assert_eq!(gone.status, 303, "{}", gone.words());
    check::<ReadingCorrected>(&since(&world, &before).await);
    let told = client.get(gone.location()).await;
    assert!(told.words().contains("absent du texte"), "{}", told.words());
    let version = held(&told.text(), "version");
    let twice = client.post(ROOM, &url(&fields)).await;
    assert_eq!(twice.status, 422, "someone else stands there by now");
    assert!(twice.words().contains("entre-temps"), "{}", twice.words());
    let back = client.post(ROOM, &url(&[("geste", "annuler"), ("version", &version)])).await;
    assert_eq!(back.status, 303, "{}", back.words());
    let page = looked(&mut client, &format!("valeur={place}")).await;
    assert_eq!(held(&page, "etait"), fields[2].1, "what stood there stands there again");
    let number = looked(&mut client, "valeur=/actions/4/number").await;
    assert!(!number.contains("value=\"absent\""), "an action has a number");
    let forced = client
        .post(
            ROOM,
            &url(&[
                ("geste", "absent"),
                ("valeur", "/actions/4/number"),
                ("etait", &held(&number, "etait")),
            ]),
        )
        .await;
    assert_eq!(forced.status, 422);
    assert!(forced.words().contains("ne peut pas rester vide"), "{}", forced.words());
    sound(&world).await;
}

#[tokio::test]
async fn a_value_is_told_by_other_lines_and_keeps_its_words() {
    let world = world().await;
    let mut client = coordinator(&world).await;
    let place = "/actions/4/title";
    let page = looked(&mut client, &format!("valeur={place}&rattacher=oui")).await;
    let stands = held(&page, "etait");
    let said = words(&mut client, &format!("valeur={place}")).await;
    let fields = [
        ("geste", "rattacher"),
        ("valeur", place),
        ("etait", stands.as_str()),
        ("lignes", "478"),
        ("lignes", "479"),
        ("ailleurs", "12"),
    ];
    let attached = client.post(ROOM, &url(&fields)).await;
    assert_eq!(attached.status, 303, "{}", attached.words());
    let page = looked(&mut client, &format!("valeur={place}&depuis=478")).await;
    assert!(
        page.contains("id=\"l479\" class=\"cited\""),
        "the line that was ticked is lit"
    );
    let now = words(&mut client, &format!("valeur={place}")).await;
    let title = "Créer des structures Petite Enfance et/ou extension de places en EAJE";
    assert!(said.contains(title) && now.contains(title), "{now}");
    assert!(now.contains("Rattaché à d’autres lignes"), "{now}");
    let far = [&fields[..3], &[("ailleurs", "2000")]].concat();
    let refused = client.post(ROOM, &url(&far)).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.words().contains("ne sont pas dans le texte, qui en a 1000"),
        "{}",
        refused.words()
    );
    sound(&world).await;
}

#[tokio::test]
async fn words_that_nothing_holds_join_a_value() {
    let world = world().await;
    let mut client = coordinator(&world).await;
    let page = looked(&mut client, "nature=passage").await;
    let point = held(&page, "point");
    let (_, rest) = page.split_once("<option value=\"").expect("values near");
    let title = rest
        .split('"')
        .next()
        .expect("a title")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&");
    let unknown = client
        .post(ROOM, &url(&[("geste", "joindre"), ("point", &point), ("libelle", "Piscine")]))
        .await;
    assert_eq!(unknown.status, 422);
    assert!(
        unknown.words().contains("Choisissez une valeur de la liste"),
        "{}",
        unknown.words()
    );
    let joined = client
        .post(ROOM, &url(&[("geste", "joindre"), ("point", &point), ("libelle", &title)]))
        .await;
    assert_eq!(joined.status, 303, "{}", joined.words());
    let end = words(&mut client, "nature=passage").await;
    assert!(end.contains("Plus rien à voir de cette nature"), "{end}");
    sound(&world).await;
}

#[tokio::test]
async fn what_was_said_of_a_value_is_not_told_of_the_one_that_took_its_place() {
    let world = world().await;
    let mut client = coordinator(&world).await;
    let first = "/actions/4/pilots/0";
    let page = looked(&mut client, &format!("valeur={first}")).await;
    let gone = client
        .post(
            ROOM,
            &url(&[("geste", "absent"), ("valeur", first), ("etait", &held(&page, "etait"))]),
        )
        .await;
    assert_eq!(gone.status, 303, "{}", gone.words());
    let next = words(&mut client, &format!("valeur={first}")).await;
    assert!(!next.contains("Ce qu’il en a été dit"), "{next}");
}

#[tokio::test]
async fn a_level_in_use_and_a_value_without_a_line_stay() {
    let world = world().await;
    let mut client = coordinator(&world).await;
    let level = looked(&mut client, "valeur=/levels/0").await;
    assert!(!level.contains("value=\"absent\""));
    let forced = client
        .post(
            ROOM,
            &url(&[
                ("geste", "absent"),
                ("valeur", "/levels/0"),
                ("etait", &held(&level, "etait")),
            ]),
        )
        .await;
    assert_eq!(forced.status, 422, "{}", forced.words());
    let place = "/actions/4/title";
    let page = looked(&mut client, &format!("valeur={place}")).await;
    let stands = held(&page, "etait");
    let none = client
        .post(
            ROOM,
            &url(&[
                ("geste", "rattacher"),
                ("valeur", place),
                ("etait", &stands),
                ("ailleurs", ""),
            ]),
        )
        .await;
    assert_eq!(none.status, 422);
    assert!(none.words().contains("Cochez au moins une ligne"), "{}", none.words());
    let typed = url(&[
        ("geste", "rattacher"),
        ("valeur", place),
        ("etait", &stands),
        ("lignes", "478"),
        ("ailleurs", "douze"),
    ]);
    let refused = client.post(ROOM, &typed).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("value=\"douze\""), "what was typed stays");
}

#[tokio::test]
async fn two_who_answer_at_once_lose_nothing() {
    let world = world().await;
    let (mut one, mut other) = (coordinator(&world).await, coordinator(&world).await);
    let place = "/actions/4/pilots/0";
    let page = looked(&mut one, &format!("valeur={place}")).await;
    let stands = held(&page, "etait");
    let (absent, attach) = (
        url(&[("geste", "absent"), ("valeur", place), ("etait", &stands)]),
        url(&[
            ("geste", "rattacher"),
            ("valeur", place),
            ("etait", &stands),
            ("lignes", "478"),
            ("lignes", "480"),
        ]),
    );
    let (first, second) = tokio::join!(one.post(ROOM, &absent), other.post(ROOM, &attach));
    let statuses = [first.status, second.status];
    assert!(
        statuses.contains(&303) && statuses.iter().all(|status| [303, 422].contains(status)),
        "{statuses:?}"
    );
    sound(&world).await;
}

#[tokio::test]
async fn those_who_sign_read_the_room_and_partners_do_not() {
    let world = world().await;
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    let page = mayor.get(ROOM).await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("name=\"geste\""), "a mayor reads, and corrects nothing");
    assert_eq!(mayor.post(ROOM, "geste=vu&point=1").await.status, 404);
    assert_eq!(mayor.get(END).await.status, 404);
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    assert_eq!(partner.get(ROOM).await.status, 404);
}

/// A text enters to be checked, as the third convention, and two people receive a mandate in it.
async fn under_review(world: &World) {
    let mut administrator = Who::Persona(Persona::Administrator).at(world).await;
    let text = String::from_utf8(demo::EXAMPLE.to_vec()).expect("a text");
    let text = text.replace("Pennes", "Landes").replace("PENNES", "LANDES");
    let sent = administrator
        .upload("/conventions/importer", &[], Some(("landes.txt", text.as_bytes())))
        .await;
    assert_eq!(sent.status, 303, "{}", sent.words());
    let digest = held(&administrator.get("/conventions/importer").await.text(), "empreinte");
    let entered = administrator
        .post("/conventions/importer/suite", &format!("geste=relire&empreinte={digest}"))
        .await;
    assert_eq!(entered.location(), "/conventions/registre?entree=3");
    let register = administrator.get(entered.location()).await.words();
    assert!(register.contains("à relire"), "{register}");
    let accounts = administrator.get("/comptes").await.text();
    let options = accounts.split("value=\"3-").skip(1);
    let mut named = options.filter(|option| {
        option
            .split("</option>")
            .next()
            .is_some_and(|option| option.contains(">Les Landes"))
    });
    let organisation = named
        .find_map(|option| option.split('"').next())
        .expect("an organisation of that convention");
    for (person, role) in [(1, "coordinator"), (3, "mayor")] {
        let mandate = format!("personne={person}&place=3-{organisation}&role={role}&debut=2022-01-01&fin=");
        let given = administrator.post("/mandats", &mandate).await;
        assert_eq!(given.status, 303, "{}", given.words());
    }
}

#[tokio::test]
async fn a_text_that_is_checked_is_seen_by_those_who_check_it_until_they_confirm() {
    let world = world().await;
    under_review(&world).await;
    let mut client = coordinator(&world).await;
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    for address in [
        "/conventions/3",
        "/conventions/3/plan",
        "/conventions/3/lecture/salle",
        "/conventions/3/texte",
    ] {
        assert_eq!(mayor.get(address).await.status, 404, "{address}");
        assert_eq!(client.get(address).await.status, 200, "{address}");
    }
    let own = mayor.get("/conventions").await.words();
    assert!(!own.contains("Landes"), "{own}");
    let written = mayor.post("/conventions/3/ecarts", "geste=open").await;
    assert_eq!(written.status, 404, "the mandate itself does not stand");
    let sheet = "geste=creer&nom=Jo+Essai&mel=jo%40exemple.invalid&jusqu=2026-12-20";
    let refused = client.post("/conventions/3/synthese/liens", sheet).await;
    assert_eq!(refused.status, 422);
    assert!(refused.words().contains("n’est pas confirmée"), "{}", refused.words());
    let page = client.get("/conventions/3/convention").await.words();
    assert!(page.contains("Relecture en cours"), "{page}");

    let end = "/conventions/3/lecture/salle/fin";
    assert_eq!(client.post(end, "geste=rien").await.status, 422);
    let before = world.journal().await;
    assert_eq!(client.post(end, "geste=confirmer").await.status, 303);
    let row = check::<ReadingConfirmed>(&since(&world, &before).await);
    assert_eq!((row.chain, row.subject.as_str()), (3, "convention/3/review"));
    assert_eq!(mayor.get("/conventions/3").await.status, 200);
    assert!(
        !client
            .get("/conventions/3/convention")
            .await
            .words()
            .contains("Relecture en cours")
    );
    let twice = world.journal().await;
    assert_eq!(client.post(end, "geste=confirmer").await.status, 303, "confirmed already");
    assert_eq!(world.journal().await, twice, "and told once");
    sound(&world).await;
}
