//! Going anywhere by typing: every page of a convention answers to its name, and to those who may open it alone.

use app::rooms;
use people::Persona;
use web::route::Method;

use crate::cast::{self, Who};

/// Pages of a convention, and what someone types to go there.
const TYPED: [(&str, &str); 52] = [
    ("", "tableau de bord"),
    ("/a-completer", "à compléter"),
    ("/a-confirmer", "réponses"),
    ("/abonnements", "ce que je suis"),
    ("/annexes", "annexes"),
    ("/annuaire", "annuaire"),
    ("/articles", "articles"),
    ("/calendrier", "calendrier"),
    ("/campagnes", "campagnes"),
    ("/campagnes/nouvelle", "nouvelle campagne"),
    ("/convention", "convention"),
    ("/cooperation", "schéma de coopération"),
    ("/deploiement", "déploiement"),
    ("/documents", "documents"),
    ("/documents/ajout", "ajouter un document"),
    ("/echanges", "échanges"),
    ("/equipements", "équipements"),
    ("/etats", "noms des états"),
    ("/exporter", "exporter"),
    ("/financements", "financements"),
    ("/instances", "instances"),
    ("/jalons", "jalons"),
    ("/journal", "journal"),
    ("/lecture", "corriger la lecture"),
    ("/lecture/comparer", "second fichier"),
    ("/lecture/salle", "salle de lecture"),
    ("/lecture/salle/fin", "terminer la relecture"),
    ("/lecture/relire", "relire"),
    ("/lecture/tableur", "tableur"),
    ("/mises-a-jour", "mises à jour"),
    ("/nouveautes", "nouveautés"),
    ("/obligations", "obligations"),
    ("/parties", "délibérations"),
    ("/perimetre", "périmètre"),
    ("/plan", "plan d’actions"),
    ("/plan/au", "date passée"),
    ("/plan/etats", "par état"),
    ("/plan/tableau", "tableau"),
    ("/plan/tableau/import", "reprendre un fichier"),
    ("/plan/thematiques", "thématique"),
    ("/premiers-pas", "premiers pas"),
    ("/propositions", "propositions"),
    ("/redactions", "rédactions"),
    ("/synthese", "essentiel"),
    ("/synthese/liens", "fiche des élus"),
    ("/texte", "texte signé"),
    ("/visibilite", "qui voit quoi"),
    ("/ecarts", "écarts"),
    ("/ecarts/annexe", "annexe pour le copil"),
    ("/ecarts/regles", "ce que pacte vérifie"),
    ("/vues", "vues gardées"),
    ("/aller", "raccourcis"),
];

/// Addresses that are no page to go to, and why.
const NO_PAGE: [(&str, &str); 7] = [
    ("/ecarts/ecart", "of one écart, by its key"),
    ("/annuaire/export", "a file"),
    ("/calendrier/fichier", "a file"),
    ("/plan/tableau/export", "a file"),
    ("/lecture/comparaisons", "what was done with one file, by its number"),
    ("/lecture/fiche", "of one element, by its number"),
    ("/exemple", "of a convention of example alone"),
];

#[test]
fn every_page_of_a_convention_has_words_that_lead_to_it_or_a_reason() {
    let known: Vec<&str> = TYPED
        .iter()
        .map(|(path, _)| *path)
        .chain(NO_PAGE.iter().map(|(path, _)| *path))
        .collect();
    let routes = rooms::routes(None);
    let inside = routes.iter().filter(|route| route.method == Method::Get);
    let pages = inside.filter_map(|route| route.pattern.strip_prefix("/conventions/{convention}"));
    let forgotten: Vec<&str> = pages.filter(|rest| !rest.contains('{') && !known.contains(rest)).collect();
    assert!(forgotten.is_empty(), "nobody goes there by typing: {forgotten:?}");
}

#[tokio::test]
async fn the_words_of_a_page_lead_to_it_and_to_nobody_who_may_not_open_it() {
    let world = cast::world().await;
    for persona in [Persona::FirstCoordinator, Persona::PartnerContact, Persona::Mayor] {
        let mut client = Who::Persona(persona).at(&world).await;
        for (path, words) in TYPED {
            let address = format!("/conventions/1{path}");
            let typed = words.replace(' ', "+");
            let answer = client.get(&format!("/conventions/1/aller?q={typed}")).await;
            assert_eq!(answer.status, 200, "{words}");
            let page = answer.text();
            let (_, found) = page.split_once("id=\"resultats\"").expect("answers");
            let found = found.split("</ul>").next().unwrap_or_default();
            let links = testkit::page::links(found);
            let leads = links.iter().any(|link| link.split(['?', '#']).next() == Some(&address));
            let opens = client.get(&address).await.status == 200;
            assert_eq!(leads, opens, "{persona:?}: {words} to {address}, among {links:?}");
        }
    }
}
