//! One element of a reading in one form: all its fields at once, kept together or not at all.

use people::Persona;
use testkit::{Answer, Client};

use crate::cast::{Who, world};
use crate::correction::url;
use crate::facts::since;
use crate::hand::{complete, sound, typed};

const HAND: &str = "/conventions/3/lecture/fiche";
const READ: &str = "/conventions/1/lecture/fiche";

/// The form of a page: what it was made over, and the name of each field by its label.
struct Form(String);

impl Form {
    async fn at(client: &mut Client, address: &str) -> Self {
        let answer = client.get(address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.words());
        Self(answer.text())
    }

    fn seen(&self) -> &str {
        let (_, rest) = self.0.split_once("name=\"vu\" value=\"").expect("what it was made over");
        rest.split('"').next().unwrap_or_default()
    }

    fn field(&self, label: &str) -> String {
        let ends = [format!("\">{label}</label>"), format!("\" tabindex=\"-1\">{label}</legend>")];
        let before = ends.iter().find_map(|end| self.0.split_once(end.as_str())).expect(label).0;
        before.rsplit('"').next().unwrap_or_default().to_owned()
    }

    /// Everything that the form would send as it stands.
    fn held(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for piece in self.0.split("<textarea ").skip(1) {
            let name = piece.split("name=\"").nth(1).and_then(|rest| rest.split('"').next());
            let text = piece.split_once(">\n").and_then(|(_, rest)| rest.split_once("</textarea>"));
            pairs.extend(name.zip(text).map(|(name, (text, _))| (name.to_owned(), plain(text))));
        }
        for piece in self.0.split("<input ").skip(1) {
            let tag = piece.split('>').next().unwrap_or_default();
            let attribute = |name: &str| {
                tag.split(&format!("{name}=\""))
                    .nth(1)
                    .and_then(|rest| rest.split('"').next())
            };
            let sends = !tag.contains("type=\"checkbox\"") && !tag.contains("type=\"radio\"") || tag.contains(" checked");
            if let (Some(name), true) = (attribute("name"), sends) {
                pairs.push((name.to_owned(), plain(attribute("value").unwrap_or_default())));
            }
        }
        for piece in self.0.split("<select ").skip(1) {
            let name = piece.split("name=\"").nth(1).and_then(|rest| rest.split('"').next());
            let body = piece.split("</select>").next().unwrap_or_default();
            let chosen = body.split("<option ").find(|option| option.contains(" selected"));
            let value = chosen
                .and_then(|option| option.split("value=\"").nth(1))
                .and_then(|rest| rest.split('"').next());
            pairs.extend(name.map(|name| (name.to_owned(), value.unwrap_or_default().to_owned())));
        }
        pairs
    }

    /// The same, with these fields changed by their labels.
    fn with(&self, changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut pairs = self.held();
        for (label, value) in changes {
            let name = if label.chars().all(|letter| letter.is_ascii_lowercase()) {
                (*label).to_owned()
            } else {
                self.field(label)
            };
            pairs.retain(|(own, _)| *own != name);
            pairs.push((name, (*value).to_owned()));
        }
        pairs
    }
}

fn plain(html: &str) -> String {
    testkit::page::words(html)
}

async fn send(client: &mut Client, address: &str, pairs: &[(String, String)]) -> Answer {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.post(address, &url(&pairs)).await
}

#[tokio::test]
async fn a_body_is_filled_in_one_form() {
    let world = world().await;
    let mut client = typed(&world).await;
    let made = complete(&mut client, "/bodies/0", "Comité de pilotage", "").await;
    assert!(
        made.location().starts_with(HAND),
        "what came in is completed: {}",
        made.location()
    );
    let form = Form::at(&mut client, made.location()).await;
    let before = world.journal().await;
    let filled = form.with(&[
        ("Missions", "Suivre le plan\nDécider"),
        ("Rythme des réunions, tel qu’écrit", "1 à 2 fois par an"),
        ("Ajouter\u{a0}: Membres", "Le maire\nLa directrice"),
        ("motif", "Saisie complétée"),
    ]);
    let kept = send(&mut client, HAND, &filled).await;
    assert_eq!(kept.status, 303, "{}", kept.words());
    let facts: Vec<String> = since(&world, &before).await.into_iter().map(|row| row.fact).collect();
    assert_eq!(facts, ["reading_corrected"; 4], "missions, rhythm, two members");
    let said = client.get(kept.location()).await.words();
    assert!(said.contains("4 champs enregistrés"), "{said}");
    let body = client.get("/conventions/3/instances").await.words();
    for words in ["Suivre le plan", "Décider", "Le maire", "La directrice", "1 à 2 fois par an"] {
        assert!(body.contains(words), "{words}: {body}");
    }
    let again = Form::at(&mut client, &format!("{HAND}?partie=bodies&element=1")).await;
    let least = again.field("Réunions par an, au moins");
    assert!(again.held().contains(&(least, "1".to_owned())), "counted by its words");
    sound(&world).await;
}

#[tokio::test]
async fn what_is_left_as_it_was_changes_nothing() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let before = world.journal().await;
    let parts = [
        "parties",
        "deliberations",
        "nodes",
        "themes",
        "actions",
        "annexes",
        "articles",
        "facilities",
        "absent_facilities",
        "bodies",
        "posts",
        "cooperation",
        "duties",
        "predecessors",
        "left_open",
    ];
    for part in parts {
        for element in 1..=3 {
            let address = format!("{READ}?partie={part}&element={element}");
            if client.get(&address).await.status == 404 {
                assert!(element > 1, "{part}");
                continue;
            }
            let form = Form::at(&mut client, &address).await;
            let same = form.with(&[("cause", "lecture"), ("motif", "Relu")]);
            let refused = send(&mut client, READ, &same).await;
            assert_eq!(refused.status, 422, "{address}");
            assert!(refused.words().contains("Rien ne change"), "{address}: {}", refused.words());
        }
    }
    assert_eq!(world.journal().await, before);
}

#[tokio::test]
async fn one_wrong_field_keeps_the_others_from_being_written_and_from_being_lost() {
    let world = world().await;
    let mut client = typed(&world).await;
    complete(&mut client, "/posts/0", "Chargée de coopération", "").await;
    let address = format!("{HAND}?partie=posts&element=1");
    let form = Form::at(&mut client, &address).await;
    let before = world.journal().await;
    let wrong = form.with(&[
        ("Intitulé", "Chargé de coopération"),
        ("Équivalents temps plein", "beaucoup"),
        ("motif", "Saisie"),
    ]);
    let refused = send(&mut client, HAND, &wrong).await;
    assert_eq!(refused.status, 422);
    let said = refused.words();
    assert!(
        said.contains("Équivalents temps plein : « beaucoup » n’est pas un nombre de postes"),
        "{said}"
    );
    assert!(
        refused.text().contains("value=\"Chargé de coopération\""),
        "{}",
        refused.text()
    );
    let impossible = form.with(&[("Équivalents temps plein", "1750"), ("motif", "Saisie")]);
    let refused = send(&mut client, HAND, &impossible).await;
    assert_eq!(refused.status, 422);
    assert!(refused.words().contains("vérifiez la virgule"), "{}", refused.words());
    let emptied = form.with(&[("Intitulé", " "), ("motif", "Saisie")]);
    assert_eq!(send(&mut client, HAND, &emptied).await.status, 422, "a post has a title");
    assert_eq!(world.journal().await, before, "nothing was written");
    sound(&world).await;
}

#[tokio::test]
async fn of_two_who_fill_the_same_element_the_second_reads_it_again() {
    let world = world().await;
    let mut client = typed(&world).await;
    complete(&mut client, "/posts/0", "Chargée de coopération", "").await;
    let address = format!("{HAND}?partie=posts&element=1");
    let form = Form::at(&mut client, &address).await;
    let first = form.with(&[("Équivalents temps plein", "0,5"), ("motif", "Saisie")]);
    assert_eq!(send(&mut client, HAND, &first).await.status, 303);
    let before = world.journal().await;
    let second = form.with(&[("Équivalents temps plein", "0,8"), ("motif", "Saisie")]);
    let refused = send(&mut client, HAND, &second).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("value=\"0,8\""), "what was typed is kept");
    assert_eq!(world.journal().await, before);
    let again = Form(refused.text());
    assert_ne!(again.seen(), form.seen());
    let now = again.with(&[("motif", "Saisie")]);
    assert_eq!(
        send(&mut client, HAND, &now).await.status,
        303,
        "once it was seen, it is kept"
    );
    sound(&world).await;
}

#[tokio::test]
async fn what_was_read_is_corrected_with_a_cause_and_keeps_its_lines() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let address = format!("{READ}?partie=actions&element=4");
    let form = Form::at(&mut client, &address).await;
    let named = form.with(&[("Public", "Les familles"), ("motif", "Mal lu")]);
    let uncaused = send(&mut client, READ, &named).await;
    assert_eq!(uncaused.status, 422);
    assert!(uncaused.words().contains("Dites ce qui s’est passé"), "{}", uncaused.words());
    let title = form.field("Intitulé");
    let held = form.held().into_iter().find(|(name, _)| *name == title).expect("a title").1;
    let changed = form.with(&[
        ("Intitulé", &format!("{held} (bis)")),
        ("Public", "Les familles"),
        ("cause", "lecture"),
        ("motif", "Mal lu"),
    ]);
    let kept = send(&mut client, READ, &changed).await;
    assert_eq!(kept.status, 303, "{}", kept.words());
    let page = client.get("/conventions/1/lecture?place=/actions/3/title").await;
    assert!(page.words().contains("(bis)"), "{}", page.words());
    assert!(
        page.text().contains("name=\"lignes\" type=\"text\" value=\""),
        "{}",
        page.text()
    );
    let lines = page.text();
    let (_, rest) = lines.split_once("name=\"lignes\" type=\"text\" value=\"").expect("its lines");
    assert!(!rest.starts_with('"'), "the lines that say it stay");
    sound(&world).await;
}

#[tokio::test]
async fn two_who_fill_one_form_lose_nothing_of_each_other() {
    let world = world().await;
    let mut one = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let mut other = Who::Persona(Persona::FundOfficer).at(&world).await;
    let address = format!("{READ}?partie=facilities&element=1");
    let (of_one, of_other) = (Form::at(&mut one, &address).await, Form::at(&mut other, &address).await);
    let cause = [("cause", "lecture"), ("motif", "Mal lu")];
    let kind = of_one.with(&[&[("Type, tel qu’écrit", "Crèche")][..], &cause].concat());
    assert_eq!(send(&mut one, READ, &kind).await.status, 303);
    // What the other changed is another field: it is kept, and the first one's stays.
    let name = of_other.with(&[&[("Nom", "Les Lucioles")][..], &cause].concat());
    let kept = send(&mut other, READ, &name).await;
    assert_eq!(kept.status, 303, "{}", kept.words());
    let page = one.get("/conventions/1/equipements").await.words();
    assert!(page.contains("Crèche") && page.contains("Les Lucioles"), "{page}");
    // The same field: nothing is written, and each reads what the other wrote.
    let clash = of_one.with(&[&[("Nom", "Les Étoiles")][..], &cause].concat());
    let refused = send(&mut one, READ, &clash).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .words()
            .contains("Quelqu’un a écrit ici « Les Lucioles » pendant que vous écriviez"),
        "{}",
        refused.words()
    );
    let html = String::from_utf8_lossy(&refused.body).into_owned();
    assert!(html.contains("Les Étoiles"), "what was typed is kept");
    assert!(html.contains("value=\"Crèche\""), "what was left shows what stands");
    assert!(one.get("/conventions/1/equipements").await.words().contains("Les Lucioles"));
    sound(&world).await;
}

#[tokio::test]
async fn a_form_asks_for_no_rhythm_and_no_time_that_the_text_does_not_give() {
    let world = world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    for address in [
        format!("{READ}?partie=duties&element=1"),
        format!("{READ}?partie=bodies&element=3"),
    ] {
        let html = client.get(&address).await.text();
        for label in [
            "Échéance, telle qu’écrite",
            "Rythme des réunions, tel qu’écrit",
            "Réunions par an, au moins",
        ] {
            let Some((_, field)) = html.split_once(label) else { continue };
            let input = field.split_once("<input").expect("an input").1;
            let input = input.split('>').next().expect("its end");
            assert!(!input.contains(" required"), "{address}, {label}: {input}");
        }
    }
    // A rhythm typed whole: its words count the bounds that are typed beside them.
    let mut client = typed(&world).await;
    let made = complete(&mut client, "/bodies/0", "Comité technique", "").await;
    let form = Form::at(&mut client, made.location()).await;
    let whole = form.with(&[
        ("Rythme des réunions, tel qu’écrit", "Se réunit 2 fois par an"),
        ("Réunions par an, au moins", "2"),
        ("Réunions par an, au plus", "3"),
        ("motif", "Saisie complétée"),
    ]);
    let kept = send(&mut client, HAND, &whole).await;
    assert_eq!(kept.status, 303, "{}", kept.words());
    assert!(
        client
            .get("/conventions/3/instances")
            .await
            .words()
            .contains("Se réunit 2 fois par an")
    );
    sound(&world).await;
}
