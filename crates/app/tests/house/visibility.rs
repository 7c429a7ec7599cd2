//! What is kept among those who sign: gone for a partner from every page, list, search and count; there for the others.

use people::Persona;
use testkit::World;

use crate::cast::{self, Who};
use crate::facts::since;
use crate::queries;

const PAGE: &str = "/conventions/1/visibilite";
const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const PARTNER: Who = Who::Persona(Persona::PartnerContact);

/// One of the actions of the reference, and words of its title.
const ACTION: &str = "action/15";

fn form(elements: &[(&str, &str)], level: &str) -> String {
    let ticked = elements
        .iter()
        .map(|(what, seen)| format!("element={}%3D{seen}&", what.replace('/', "%2F")));
    format!("{}niveau={level}", ticked.collect::<String>())
}

async fn chosen(world: &World, elements: &[(&str, &str)], level: &str) {
    let answer = COORDINATOR.at(world).await.post(PAGE, &form(elements, level)).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
}

/// The title of the action, as those who sign read it.
async fn title(world: &World) -> String {
    let html = COORDINATOR.at(world).await.get("/conventions/1/actions/15").await.text();
    let (_, after) = html.split_once("<h1>").expect("a title");
    after.split_once("</h1>").expect("its end").0.to_owned()
}

/// Pages on which a partner could meet an action.
const PAGES: [&str; 8] = [
    "/conventions/1",
    "/conventions/1/plan",
    "/conventions/1/plan/thematiques",
    "/conventions/1/plan/tableau",
    "/conventions/1/plan/tableau?forme=csv",
    "/conventions/1/deploiement",
    "/conventions/1/convention",
    "/conventions/1/actions/14",
];

#[tokio::test]
async fn an_internal_action_is_nowhere_for_a_partner_and_everywhere_for_those_who_sign() {
    let world = cast::world().await;
    let title = title(&world).await;
    let mut partner = PARTNER.at(&world).await;
    let before = partner.get("/conventions/1/plan").await.text();
    assert!(before.contains(&title) && before.contains("/conventions/1/actions/15"));
    chosen(&world, &[(ACTION, "partners")], "internal").await;
    for address in PAGES {
        let html = partner.get(address).await.text();
        assert!(!html.contains(&title), "{address} shows the title");
        assert!(!html.contains("/actions/15\""), "{address} leads to the action");
    }
    let unknown = partner.get("/conventions/1/actions/999").await;
    let hidden = partner.get("/conventions/1/actions/15").await;
    assert_eq!(
        (hidden.status, hidden.words()),
        (404, unknown.words()),
        "a hidden action is unknown"
    );
    for persona in [Persona::Mayor, Persona::FundOfficer, Persona::FundDirector, Persona::Auditor] {
        let mut client = Who::Persona(persona).at(&world).await;
        assert!(client.get("/conventions/1/plan").await.text().contains(&title), "{persona:?}");
        assert_eq!(client.get("/conventions/1/actions/15").await.status, 200, "{persona:?}");
    }
    chosen(&world, &[(ACTION, "internal")], "partners").await;
    assert_eq!(partner.get("/conventions/1/plan").await.text(), before, "as it was before");
}

#[tokio::test]
async fn an_internal_text_gives_a_partner_no_line_of_it() {
    let world = cast::world().await;
    let mut partner = PARTNER.at(&world).await;
    let lines = |html: &str| html.matches("id=\"l").count();
    assert!(lines(&partner.get("/conventions/1/texte").await.text()) > 100);
    chosen(&world, &[("text/1", "partners")], "internal").await;
    for address in [
        "/conventions/1/texte",
        "/conventions/1/articles",
        "/conventions/1/a-completer",
    ] {
        let answer = partner.get(address).await;
        assert_eq!(lines(&answer.text()), 0, "{address}");
        assert!(!answer.words().contains("Vu le code"), "{address}");
    }
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    assert!(lines(&mayor.get("/conventions/1/texte").await.text()) > 100);
}

#[tokio::test]
async fn an_internal_text_is_quoted_nowhere_and_said_to_be_withheld() {
    let world = cast::world().await;
    let mut partner = PARTNER.at(&world).await;
    let quoted = partner.get("/conventions/1/convention").await.text();
    assert!(quoted.contains("<blockquote"), "écarts quote the text");
    let table = partner.get("/conventions/1/obligations?forme=csv").await.text();
    assert!(table.lines().count() > 5, "{table}");
    chosen(&world, &[("text/1", "partners")], "internal").await;
    let articles = partner.get("/conventions/1/articles").await;
    let words = articles.words();
    assert!(
        words.contains("Le texte de cet article n’est pas montré à votre rôle"),
        "{words}"
    );
    assert!(!words.contains("a été lu"), "{words}");
    for address in ["articles", "obligations", "convention", "a-completer"] {
        let html = partner.get(&format!("/conventions/1/{address}")).await.text();
        let (_, main) = html.split_once("<main").expect("a page");
        let (main, _) = main.split_once("<footer").expect("its end");
        assert!(!main.contains("<blockquote"), "{address} quotes the text");
        let own = main.contains("/conventions/1/texte\"");
        assert!(!own, "{address} leads to a text that is not shown");
    }
    let duties = partner.get("/conventions/1/obligations").await.words();
    assert!(
        duties.contains("Les obligations ne sont pas montrées à votre rôle"),
        "{duties}"
    );
    let table = partner.get("/conventions/1/obligations?forme=csv").await.text();
    assert_eq!(table.lines().count(), 1, "{table}");
    let whole = partner.get("/conventions/1/convention").await.words();
    assert!(whole.contains("non montrées à votre rôle"), "{whole}");
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    assert!(mayor.get("/conventions/1/convention").await.text().contains("<blockquote"));
}

#[tokio::test]
async fn an_internal_text_names_nobody_through_what_is_owed_or_stated() {
    let world = cast::world().await;
    let scopes = queries::scopes();
    let involved = scopes.iter().find(|scope| scope.name == "involved").expect("a scope");
    let of_the_text = queries::everything(involved, Some("part IN ('debtor', 'creditor', 'statement')"));
    let others = queries::everything(involved, Some("part IN ('chair', 'member', 'post')"));
    let counted = async |who: Who| {
        let viewer = who.viewer();
        let of_the_text = queries::count(&world, &viewer, &of_the_text).await;
        (of_the_text, queries::count(&world, &viewer, &others).await)
    };
    let before = counted(PARTNER).await;
    assert!(before.0 > 0 && before.1 > 0, "{before:?}");
    chosen(&world, &[("text/1", "partners")], "internal").await;
    assert_eq!(counted(PARTNER).await, (0, before.1));
    assert_eq!(counted(COORDINATOR).await, before);
}

#[tokio::test]
async fn an_internal_facility_leaves_the_list_and_its_counts() {
    let world = cast::world().await;
    let mut partner = PARTNER.at(&world).await;
    let rows = |text: String| text.lines().count();
    let before = rows(partner.get("/conventions/1/equipements?forme=csv").await.text());
    chosen(&world, &[("facility/1", "partners"), ("facility/2", "partners")], "internal").await;
    let after = rows(partner.get("/conventions/1/equipements?forme=csv").await.text());
    assert!(after < before, "{after} of {before}");
    let mut officer = Who::Persona(Persona::FundOfficer).at(&world).await;
    assert_eq!(rows(officer.get("/conventions/1/equipements?forme=csv").await.text()), before);
}

#[tokio::test]
async fn an_internal_body_scheme_or_vote_is_nowhere_for_a_partner() {
    let world = cast::world().await;
    let scopes = queries::scopes();
    let mut partner = PARTNER.at(&world).await;
    let bodies = partner.get("/conventions/1/instances").await.words();
    assert!(bodies.contains("Comité technique"), "{bodies}");
    for (element, of_it) in [
        (
            "body/2",
            [
                ("body", "ordinal = 2"),
                ("body_member", "body = 2"),
                ("paragraph", "part = 'mission' AND place = 2"),
                ("involved", "part = 'chair' AND place = 2"),
            ]
            .as_slice(),
        ),
        (
            "scheme/1",
            &[
                ("post", "1 = 1"),
                ("statement", "1 = 1"),
                ("involved", "part IN ('post', 'statement')"),
            ],
        ),
        (
            "deliberation/1",
            &[
                ("deliberation", "ordinal = 1"),
                ("deliberation_signatory", "deliberation = 1"),
            ],
        ),
    ] {
        let counted = async |who: Who| {
            let mut all = 0;
            for (name, of_it) in of_it {
                let scope = scopes.iter().find(|scope| scope.name == *name).expect("a scope");
                let asked = queries::everything(scope, Some(of_it));
                all += queries::count(&world, &who.viewer(), &asked).await;
            }
            all
        };
        let before = counted(COORDINATOR).await;
        assert!(before > 0, "{element}");
        assert_eq!(counted(PARTNER).await, before, "{element}");
        chosen(&world, &[(element, "partners")], "internal").await;
        assert_eq!(counted(PARTNER).await, 0, "{element}");
        assert_eq!(counted(COORDINATOR).await, before, "{element}");
    }
}

#[tokio::test]
async fn what_is_kept_among_those_who_sign_leaves_in_no_file_and_is_said_to_be_kept() {
    let world = cast::world().await;
    let mut partner = PARTNER.at(&world).await;
    let kept = [
        ("body/2", "partners"),
        ("scheme/1", "partners"),
        ("deliberation/1", "partners"),
    ];
    chosen(&world, &kept, "internal").await;
    let bodies = partner.get("/conventions/1/instances").await.words();
    assert!(!bodies.contains("Comité technique"), "{bodies}");
    assert!(
        bodies.contains("D’autres instances ne sont pas montrées à votre rôle"),
        "{bodies}"
    );
    let scheme = partner.get("/conventions/1/cooperation").await.words();
    assert!(scheme.contains("n’est pas montré à votre rôle"), "{scheme}");
    let parties = partner.get("/conventions/1/parties").await.words();
    assert!(
        parties.contains("non montré à votre rôle") && !parties.contains("délibération non jointe"),
        "{parties}"
    );
    for format in ["json", "md"] {
        let answer = partner.get(&format!("/conventions/1/exporter?forme={format}")).await.text();
        assert!(
            !answer.contains("\"Comité technique\"") && !answer.contains("## Comité technique"),
            "{format}"
        );
    }
    // Nothing says that what is kept is not in the text.
    let overview = partner.get("/conventions/1/convention").await.words();
    assert!(
        overview.contains("rien qui soit montré à votre rôle") && overview.contains("délibérations non montrées à votre rôle"),
        "{overview}"
    );
    let annexes = partner.get("/conventions/1/annexes").await.words();
    assert!(
        annexes.contains("Votre rôle ne voit pas toutes les délibérations"),
        "{annexes}"
    );
    let open = partner.get("/conventions/1/a-completer").await.words();
    assert!(!open.contains("Temps de travail") && !open.contains("alternance"), "{open}");
}

/// An organisation that the text names in the sheet of one action alone.
const NAMED_ONCE: &str = "Solidarité Femmes";

#[tokio::test]
async fn an_organisation_that_only_what_is_hidden_names_is_named_nowhere() {
    let world = cast::world().await;
    let pages = ["/conventions/1/parties", "/conventions/1/annuaire?q=Solidarit%C3%A9"];
    let mut partner = PARTNER.at(&world).await;
    for page in pages {
        assert!(partner.get(page).await.words().contains(NAMED_ONCE), "{page}");
    }
    let html = COORDINATOR
        .at(&world)
        .await
        .get("/conventions/1/plan/tableau?q=Solidarit%C3%A9+Femmes")
        .await
        .text();
    let own: Vec<String> = (1..=24)
        .filter(|n| html.contains(&format!("/actions/{n}\"")))
        .map(|n| format!("action/{n}"))
        .collect();
    assert!(!own.is_empty(), "{html}");
    let mut kept: Vec<(&str, &str)> = own.iter().map(|one| (one.as_str(), "partners")).collect();
    kept.push(("text/1", "partners"));
    chosen(&world, &kept, "internal").await;
    for page in pages {
        let answer = partner.get(page).await.words();
        assert!(!answer.replace("Solidarité »", "").contains(NAMED_ONCE), "{page}: {answer}");
        assert!(
            COORDINATOR.at(&world).await.get(page).await.words().contains(NAMED_ONCE),
            "{page}"
        );
    }
    assert_eq!(partner.get("/conventions/1").await.status, 200);
}

#[tokio::test]
async fn whoever_may_not_read_the_text_is_told_so_where_lines_lead() {
    let world = cast::world().await;
    chosen(&world, &[("text/1", "partners")], "internal").await;
    let mut partner = PARTNER.at(&world).await;
    let lines = partner.get("/conventions/1/texte?lignes=12-14").await;
    assert_eq!(lines.status, 200);
    assert!(lines.words().contains("n’est pas montré à votre rôle"), "{}", lines.words());
    assert!(!lines.text().contains("id=\"l12\""));
    let neighbour = Who::Neighbour.at(&world).await.get("/conventions/1/texte?lignes=12-14").await;
    assert_eq!(neighbour.status, 404);
}

#[tokio::test]
async fn what_was_hidden_follows_its_item_when_the_list_moves() {
    let world = cast::world().await;
    let csv = "/conventions/1/equipements?forme=csv";
    let mut coordinator = COORDINATOR.at(&world).await;
    let mut partner = PARTNER.at(&world).await;
    chosen(&world, &[("facility/3", "partners")], "internal").await;
    let of = |text: &str, other: &str| {
        let held: Vec<String> = other.lines().map(str::to_owned).collect();
        text.lines()
            .filter(|line| !held.iter().any(|own| own == line))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let hidden = of(&coordinator.get(csv).await.text(), &partner.get(csv).await.text());
    assert!(!hidden.is_empty(), "what only those who sign read");
    let held = crate::correction::was(&mut coordinator, "/facilities/0").await;
    let out = crate::correction::url(&[
        ("place", "/facilities/0"),
        ("etait", &held),
        ("cause", "lecture"),
        ("motif", "Compté deux fois"),
        ("geste", "retirer"),
    ]);
    let gone = coordinator.post("/conventions/1/lecture", &out).await;
    assert_eq!(gone.status, 303, "{}", gone.words());
    assert_eq!(of(&coordinator.get(csv).await.text(), &partner.get(csv).await.text()), hidden);
}

#[tokio::test]
async fn what_is_public_is_open_to_no_visitor_yet() {
    let world = cast::world().await;
    chosen(&world, &[(ACTION, "partners"), ("text/1", "partners")], "public").await;
    let mut visitor = Who::Visitor.at(&world).await;
    for address in ["/conventions/1/actions/15", "/conventions/1/texte", PAGE] {
        assert_ne!(visitor.get(address).await.status, 200, "{address}");
    }
}

#[tokio::test]
async fn a_choice_made_on_an_older_page_changes_nothing_and_says_so() {
    let world = cast::world().await;
    chosen(&world, &[(ACTION, "partners")], "internal").await;
    let before = world.journal().await;
    let late = form(&[("action/3", "partners"), (ACTION, "partners")], "public");
    let answer = COORDINATOR.at(&world).await.post(PAGE, &late).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.words().contains("Quelqu’un a changé entre-temps"),
        "{}",
        answer.words()
    );
    assert!(
        since(&world, &before).await.iter().all(|row| row.chain != 1),
        "all or nothing"
    );
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_is_unknown_is_not_found() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let nothing = coordinator.post(PAGE, "niveau=").await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.words().contains("Cochez au moins un élément"), "{}", nothing.words());
    for element in ["action/999", "action/x", "duty/1", "facility/-1"] {
        let answer = coordinator.post(PAGE, &form(&[(element, "partners")], "internal")).await;
        assert_eq!(answer.status, 404, "{element}");
    }
    for who in [PARTNER, Who::Persona(Persona::Mayor), Who::Neighbour] {
        let mut client = who.at(&world).await;
        assert_eq!(client.get(PAGE).await.status, 404, "{who:?}");
        let sent = client.post(PAGE, &form(&[(ACTION, "partners")], "internal")).await;
        assert_eq!(sent.status, 404, "{who:?}");
    }
}

#[tokio::test]
async fn the_journal_tells_what_was_chosen() {
    let world = cast::world().await;
    chosen(&world, &[(ACTION, "partners")], "internal").await;
    let words = COORDINATOR.at(&world).await.get("/conventions/1/journal").await.words();
    assert!(words.contains("Partenaires → Interne"), "{words}");
}

#[tokio::test]
async fn what_is_to_be_completed_names_no_action_that_the_reader_may_not_see() {
    let world = cast::world().await;
    let address = "/conventions/1/a-completer";
    // The numbers of the actions that the points name.
    let named = |words: &str| words.split(|c: char| !c.is_ascii_digit()).any(|number| number == "15");
    let all = PARTNER.at(&world).await.get(address).await.words();
    assert!(named(&all), "{all}");
    chosen(&world, &[(ACTION, "partners")], "internal").await;
    let less = PARTNER.at(&world).await.get(address).await.words();
    assert!(!named(&less), "{less}");
    assert!(less.contains("Aucun montant"), "{less}");
    assert!(named(&COORDINATOR.at(&world).await.get(address).await.words()));
}

#[tokio::test]
async fn every_element_shown_is_ticked_in_one_gesture_and_the_filter_stays() {
    let world = cast::world().await;
    chosen(&world, &[(ACTION, "partners")], "internal").await;
    let mut client = COORDINATOR.at(&world).await;
    let ticked = |html: &str| {
        html.matches("]\" checked")
            .count()
            .max(html.matches(" checked aria-label").count())
    };
    let boxes = |html: &str| html.matches("name=\"element\"").count();
    let page = client.get(PAGE).await.text();
    assert_eq!(ticked(&page), 0);
    assert!(page.contains("/conventions/1/visibilite?cocher=tous#elements"), "{page}");
    let all = client.get(&format!("{PAGE}?cocher=tous")).await.text();
    assert_eq!((ticked(&all), boxes(&all)), (boxes(&page), boxes(&page)));
    assert!(all.contains("Tout décocher"));
    let one = client.get(&format!("{PAGE}?niveau=internal&cocher=tous")).await.text();
    assert_eq!((ticked(&one), boxes(&one)), (1, 1));
    assert!(one.contains("/conventions/1/visibilite?niveau=internal#elements"), "{one}");
}
