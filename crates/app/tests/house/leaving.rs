//! A convention that leaves whole: every format from its page and from the command, nothing that one may not see, and a document that
//! comes back as it left.

use std::path::Path;

use files::consolidated::Form;
use people::Persona;
use testkit::{Base, World};

use crate::cast::{self, Who};
use crate::command::pacte;

const PAGE: &str = "/conventions/1/exporter";
const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const PARTNER: Who = Who::Persona(Persona::PartnerContact);

async fn hidden(world: &World, what: &str) {
    let form = format!("element={}%3Dpartners&niveau=internal", what.replace('/', "%2F"));
    let answer = COORDINATOR.at(world).await.post("/conventions/1/visibilite", &form).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
}

#[tokio::test]
async fn the_page_offers_every_format_and_gives_it() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let page = client.get(PAGE).await.text();
    for form in Form::ALL {
        let address = format!("{PAGE}?forme={}", form.code());
        assert!(page.contains(&address), "{form:?}");
        let answer = client.get(&address).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, form.content_type()),
            "{form:?}"
        );
        assert!(answer.body.len() > 5_000, "{form:?}");
    }
    assert_eq!(client.get(&format!("{PAGE}?forme=pdf")).await.status, 404);
    assert!(client.get("/conventions/1/convention").await.text().contains(PAGE));
    let schema = client.get("/schemas/pacte-reading-1").await;
    assert_eq!(schema.text(), files::interchange::JSON_SCHEMA);
}

#[tokio::test]
async fn what_a_partner_may_not_see_is_in_no_file() {
    let world = cast::world().await;
    let html = COORDINATOR.at(&world).await.get("/conventions/1/actions/15").await.text();
    let title = html
        .split("<h1>")
        .nth(1)
        .and_then(|rest| rest.split("</h1>").next())
        .expect("a title")
        .to_owned();
    let mut partner = PARTNER.at(&world).await;
    let texts = [Form::Markdown, Form::Csv, Form::Json];
    for form in texts {
        let text = partner.get(&format!("{PAGE}?forme={}", form.code())).await.text();
        assert!(text.contains(&title), "{form:?}: shared, it leaves");
    }
    hidden(&world, "action/15").await;
    for form in texts {
        let text = partner.get(&format!("{PAGE}?forme={}", form.code())).await.text();
        assert!(!text.contains(&title), "{form:?}: hidden, it stays");
    }
    assert!(partner.get(PAGE).await.words().contains("n’est dans aucun de ces fichiers"));
    hidden(&world, "text/1").await;
    let page = partner.get(PAGE).await;
    assert!(page.words().contains("n’est pas partagé avec vous"), "{}", page.words());
    assert_eq!(partner.get(&format!("{PAGE}?forme=json")).await.status, 404);
    let text = COORDINATOR.at(&world).await.get(&format!("{PAGE}?forme=md")).await.text();
    assert!(text.contains(&title), "those who sign have it all");
}

fn name(path: &Path) -> &str {
    path.to_str().expect("a name")
}

#[tokio::test]
async fn a_document_that_left_comes_back_and_leaves_as_it_left() {
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/convention-ctg-2022-2026.txt");
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (Base::empty().await, Base::empty().await);
    let left = folder.path().join("convention.json");
    assert_eq!(pacte(&["import", name(&text)]).on(&first).run().code, Some(0));
    let export =
        |base: &Base, form: &str, into: &Path| pacte(&["export", "1", "--format", form, "--into", name(into)]).on(base).run();
    let run = export(&first, "json", &left);
    assert_eq!(run.code, Some(0), "{run:?}");
    let missing = pacte(&["import", name(&left)]).on(&second).run();
    assert!(
        missing.code != Some(0) && missing.err.contains("donnez aussi ce texte"),
        "{missing:?}"
    );
    let back = pacte(&["import", name(&left), "--text", name(&text)]).on(&second).run();
    assert_eq!(back.code, Some(0), "{back:?}");
    let again = folder.path().join("encore.json");
    assert_eq!(export(&second, "json", &again).code, Some(0));
    let bytes = |path: &Path| std::fs::read(path).expect("a file");
    assert!(bytes(&left) == bytes(&again), "the same document, byte for byte");
    assert_eq!(pacte(&["doctor"]).on(&second).run().code, Some(0));
    for (form, into) in [("docx", "c.docx"), ("ods", "c.ods"), ("csv", "c.csv")] {
        let into = folder.path().join(into);
        assert_eq!(export(&second, form, &into).code, Some(0), "{form}");
        assert!(bytes(&into).len() > 5_000);
    }
    for (arguments, expected) in [
        (vec!["export", "1", "--format", "pdf"], "les formes sont json"),
        (
            vec!["export", "9", "--format", "md"],
            "aucune convention ne porte le numéro 9",
        ),
        (
            vec!["export", "1", "--format", "md", "--into", name(&again)],
            "s’il existe déjà",
        ),
        (vec!["export", "1"], "--format"),
        (vec!["export"], "CONVENTION"),
    ] {
        let run = pacte(&arguments).on(&second).run();
        assert!(run.code != Some(0) && run.err.contains(expected), "{arguments:?}: {run:?}");
    }
    let said = pacte(&["export", "1", "--format", "md"]).on(&second).run();
    assert!(said.out.starts_with("# CONVENTION TERRITORIALE"), "{}", said.out);
}
