//! The plan, seen and changed: what each view says of the same reports, rows changed together and taken back, and what is
//! refused whole.

use domain::access::verbs::ProposeAmendment;
use domain::amendment::{AmendmentProposed, ProposalCause, ProposalWithdrawn, Proposed, TermField};
use domain::followup::ProgressReported;
use domain::ids::{ActionId, ConventionId, ProposalId};
use people::Persona;
use store::{Sequence, Store};
use testkit::moment::{NOW, today};
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::facts::{check, since};

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const SECOND: Who = Who::Persona(Persona::SecondCoordinator);
const PARTNER: Who = Who::Persona(Persona::PartnerContact);
const PLAN: &str = "/conventions/1/plan";
const TABLE: &str = "/conventions/1/plan/tableau";
const BOARD: &str = "/conventions/1/plan/etats";

/// In the convention where someone works: one proposal kept for an amendment.
pub(crate) async fn fill(store: &Store, who: Who, convention: ConventionId) {
    let tx = store.begin::<ProposeAmendment>(&who.viewer(), convention, NOW).await;
    let mut tx = tx.expect("permitted");
    let ordinal = tx.allocate(Sequence::Convention(convention, "proposal")).await;
    let fact = AmendmentProposed {
        proposal: ProposalId {
            convention,
            ordinal: ordinal.expect("an ordinal"),
        },
        about: Proposed::Term(ActionId { convention, ordinal: 15 }, TermField::Pilots),
        cause: ProposalCause::Changes,
        signed: "Septèmes-les-Vallons".to_owned(),
        wanted: "Septèmes-les-Vallons et la Caf".to_owned(),
        why: "La Caf anime le réseau".to_owned(),
        organisation: None,
        at: NOW,
    };
    let tx = tx.record::<plan::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
}

async fn words(world: &World, who: Who, address: &str) -> String {
    let answer = who.at(world).await.get(address).await;
    assert_eq!(answer.status, 200, "{who:?} {address}");
    answer.words()
}

/// Sends a form that is refused; the words of the page.
async fn refused(client: &mut Client, address: &str, form: &str) -> String {
    let answer = client.post(address, form).await;
    assert_eq!(answer.status, 422, "{address} {form}");
    answer.words()
}

/// Sends a form that does its work; where it leads.
async fn done(client: &mut Client, address: &str, form: &str) -> String {
    let answer = client.post(address, form).await;
    assert_eq!(answer.status, 303, "{address} {form}: {}", answer.words());
    answer.header("location").to_owned()
}

/// The lanes of an action, as its row carries them.
async fn ticket(client: &mut Client, action: i64) -> String {
    let page = client.get(TABLE).await.text();
    let start = format!("name=\"n\" value=\"{action}.");
    let at = page.find(&start).expect("a row") + "name=\"n\" value=\"".len();
    page[at..].split('"').next().expect("a value").to_owned()
}

/// How many facts of this name were recorded since.
async fn reported(world: &World, before: &[testkit::journal::Entry]) -> usize {
    let rows = since(world, before).await;
    let name = <ProgressReported as domain::fact::Fact>::NAME;
    rows.iter().filter(|row| row.fact == name).count()
}

#[tokio::test]
async fn every_view_tells_the_same_state() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let lanes = ticket(&mut coordinator, 4).await;
    done(&mut coordinator, TABLE, &format!("n={lanes}&etat=done&meteo=sun")).await;
    for address in [PLAN, TABLE, BOARD, "/conventions/1/plan/thematiques"] {
        let page = words(&world, PARTNER, address).await;
        for expected in ["Réalisée", "Beau temps", "100 %"] {
            assert!(page.contains(expected), "{address}: {expected} in {page}");
        }
    }
    assert!(words(&world, PARTNER, PLAN).await.contains("Réalisation : 1 sur 24 (4 %)"));
    assert!(words(&world, PARTNER, BOARD).await.contains("Réalisation : 1 sur 24 (4 %)"));
}

#[tokio::test]
async fn the_table_is_filtered_by_how_actions_stand() {
    let world = cast::world().await;
    for (query, expected) in [
        ("etat=going", "1 action sur 24"),
        ("etat=done", "Aucune action ne répond"),
        ("situation=silence", "23 actions sur 24"),
        ("etat=going&tri=avancement&sens=desc", "1 action sur 24"),
    ] {
        let page = words(&world, PARTNER, &format!("{TABLE}?{query}")).await;
        assert!(page.contains(expected), "{query}: {page}");
    }
    let wrong = PARTNER.at(&world).await.get(&format!("{TABLE}?etat=en_retard")).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.words().contains("Choisissez une réponse de la liste"),
        "{}",
        wrong.words()
    );
}

#[tokio::test]
async fn every_view_has_the_filters_of_the_table_in_its_address() {
    let world = cast::world().await;
    let views = [PLAN, BOARD, "/conventions/1/plan/thematiques", "/conventions/1/deploiement"];
    for view in views {
        let page = PARTNER.at(&world).await.get(&format!("{view}?etat=going")).await;
        assert_eq!(page.status, 200, "{view}");
        let words = page.words();
        assert!(words.contains("1 action sur 24"), "{view}: {words}");
        assert!(words.contains("1 actif"), "the bar says how many filters there are: {words}");
        let html = page.text();
        assert!(
            html.contains("/conventions/1/actions/15") && !html.contains("/conventions/1/actions/4\""),
            "{view}: {html}"
        );
        let none = self::words(&world, PARTNER, &format!("{view}?etat=done")).await;
        assert!(none.contains("Aucune action ne répond à ces filtres"), "{view}: {none}");
        let wrong = PARTNER.at(&world).await.get(&format!("{view}?situation=perdue")).await;
        assert_eq!(wrong.status, 422, "{view}");
        assert!(wrong.words().contains("Choisissez une réponse de la liste"), "{view}");
    }
    // From one view to another, the filters follow; the order of the rows stays with the table.
    let table = PARTNER
        .at(&world)
        .await
        .get(&format!("{TABLE}?etat=going&tri=titre"))
        .await
        .text();
    for view in &views[..3] {
        assert!(table.contains(&format!("href=\"{view}?etat=going\"")), "{view}");
    }
    let tree = PARTNER.at(&world).await.get(&format!("{PLAN}?etat=going")).await.text();
    assert_eq!(
        tree.matches("<details class=\"lvl1\"").count(),
        1,
        "what holds nothing is left out"
    );
}

#[tokio::test]
async fn a_card_moves_under_the_filters_of_its_board() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let filtered = format!("{BOARD}?etat=going");
    let lanes = ticket(&mut coordinator, 15).await;
    let asked = refused(&mut coordinator, &filtered, &format!("n={lanes}&etat=suspended")).await;
    assert!(asked.contains("1 action sur 24") && asked.contains("Action 15"), "{asked}");
    let back = done(
        &mut coordinator,
        &filtered,
        &format!("n={lanes}&etat=suspended&motif=Travaux"),
    )
    .await;
    assert!(back.starts_with(&format!("{filtered}&lot=")), "{back}");
    let html = coordinator.get(&back).await.text();
    assert!(html.contains("value=\"etats?etat=going\""), "{html}");
    let lot = back.split("lot=").nth(1).expect("a lot");
    let undone = done(
        &mut coordinator,
        TABLE,
        &format!("geste=annuler&lot={lot}&retour=etats%3Fetat%3Dgoing"),
    )
    .await;
    assert!(undone.starts_with(&format!("{filtered}&annule=")), "{undone}");
    assert!(words(&world, PARTNER, &filtered).await.contains("1 action sur 24"));
}

#[tokio::test]
async fn rows_change_together_and_are_taken_back() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let (one, other) = (ticket(&mut coordinator, 15).await, ticket(&mut coordinator, 4).await);
    let lanes = one.split('_').count() + other.split('_').count();
    let before = world.journal().await;
    let back = done(
        &mut coordinator,
        TABLE,
        &format!("n={one}&n={other}&etat=done&retour=q%3Dparents"),
    )
    .await;
    assert_eq!(reported(&world, &before).await, lanes, "one report a lane");
    assert!(back.starts_with(&format!("{TABLE}?q=parents&lot=")), "{back}");
    let page = words(&world, COORDINATOR, &back).await;
    assert!(page.contains("dix minutes"), "{page}");
    let lot = back.split("lot=").nth(1).expect("a lot");

    let of_another = refused(&mut SECOND.at(&world).await, TABLE, &format!("geste=annuler&lot={lot}")).await;
    assert!(of_another.contains("ne sont pas les vôtres"), "{of_another}");
    let before = world.journal().await;
    let undone = done(
        &mut coordinator,
        TABLE,
        &format!("geste=annuler&lot={lot}&retour=q%3Dparents"),
    )
    .await;
    assert_eq!(reported(&world, &before).await, lanes, "nothing is deleted");
    assert!(undone.starts_with(&format!("{TABLE}?q=parents&annule=")), "{undone}");
    let page = coordinator.get(&undone).await;
    let said = format!("C’est annulé : {lanes} volets sont revenus à ce qu’ils étaient.");
    assert!(page.words().contains(&said), "{}", page.words());
    assert!(
        !page.text().contains("value=\"annuler\""),
        "what takes back is not taken back"
    );
    let other = words(&world, COORDINATOR, &format!("{TABLE}?annule=900-901")).await;
    assert!(!other.contains("C’est annulé"), "nothing was: {other}");
    let page = words(&world, PARTNER, &format!("{TABLE}?etat=done")).await;
    assert!(page.contains("Aucune action ne répond"), "{page}");
    let sheet = words(&world, PARTNER, "/conventions/1/actions/15").await;
    assert!(sheet.contains("40 %"), "what was known stands again: {sheet}");
}

#[tokio::test]
async fn what_someone_said_since_is_not_taken_back() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let (one, other) = (ticket(&mut coordinator, 15).await, ticket(&mut coordinator, 4).await);
    let back = done(&mut coordinator, TABLE, &format!("n={one}&n={other}&etat=done")).await;
    let lot = back.split("lot=").nth(1).expect("a lot");
    let seen = ticket(&mut SECOND.at(&world).await, 15).await;
    done(&mut SECOND.at(&world).await, TABLE, &format!("n={seen}&meteo=storm")).await;
    let before = world.journal().await;
    let page = refused(&mut coordinator, TABLE, &format!("geste=annuler&lot={lot}")).await;
    assert!(page.contains("quelqu’un a mis à jour l’action 15 depuis"), "{page}");
    assert_eq!(reported(&world, &before).await, 0, "nothing is taken back");
}

#[tokio::test]
async fn of_two_who_change_the_same_rows_the_second_is_asked_and_nothing_is_written() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let (stale, other) = (ticket(&mut coordinator, 15).await, ticket(&mut coordinator, 4).await);
    done(&mut SECOND.at(&world).await, TABLE, &format!("n={stale}&meteo=bright")).await;
    let before = world.journal().await;
    let answer = coordinator.post(TABLE, &format!("n={stale}&n={other}&etat=done")).await;
    assert_eq!(answer.status, 422);
    let page = answer.words();
    assert!(page.contains("Quelqu’un a mis à jour l’action 15"), "{page}");
    assert!(!page.contains("l’action 4 pendant"), "{page}");
    let html = answer.text();
    assert!(
        html.contains(" checked>15<") && html.contains(" checked>4<"),
        "what was ticked stays"
    );
    assert_eq!(reported(&world, &before).await, 0);
}

#[tokio::test]
async fn what_cannot_be_said_of_every_row_is_refused_whole() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let (one, other) = (ticket(&mut coordinator, 15).await, ticket(&mut coordinator, 4).await);
    let rows = format!("n={one}&n={other}");
    let before = world.journal().await;
    for (form, expected) in [
        ("etat=done&avancement=60".to_owned(), "Ce qui est réalisé est à 100 %"),
        ("etat=suspended".to_owned(), "demande un motif"),
        ("etat=postponed&motif=Travaux".to_owned(), "Dites à quelle date"),
        ("etat=abandoned&motif=Fin".to_owned(), "quelle instance a décidé"),
        ("avancement=20424".to_owned(), "Vous avez écrit « 20424 »"),
        ("avancement=100+%25".to_owned(), "À 100 %, dites aussi l’état"),
        (String::new(), "ne dit rien encore"),
    ] {
        let page = refused(&mut coordinator, TABLE, &format!("{rows}&{form}")).await;
        assert!(page.contains(expected), "{form}: {page}");
    }
    let page = refused(&mut coordinator, TABLE, "etat=done").await;
    assert!(page.contains("Cochez au moins une action"), "{page}");
    for unknown in ["n=999.0.0", "n=15.999.0", "n=texte", "n=15.0"] {
        let answer = coordinator.post(TABLE, &format!("{unknown}&etat=done")).await;
        assert_eq!(answer.status, 404, "{unknown}");
    }
    assert_eq!(reported(&world, &before).await, 0);
}

#[tokio::test]
async fn what_is_said_of_a_commune_changes_no_action_where_it_has_no_lane() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    let whole = ticket(&mut coordinator, 4).await;
    let page = refused(&mut coordinator, TABLE, &format!("n={whole}&volet=2&etat=done&meteo=sun")).await;
    assert!(page.contains("n’a de volet dans cette commune"), "{page}");
    assert_eq!(reported(&world, &before).await, 0);
}

#[tokio::test]
async fn the_share_of_what_is_done_does_not_change_alone() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let lanes = ticket(&mut coordinator, 4).await;
    done(&mut coordinator, TABLE, &format!("n={lanes}&etat=done")).await;
    let lanes = ticket(&mut coordinator, 4).await;
    let page = refused(&mut coordinator, TABLE, &format!("n={lanes}&avancement=60")).await;
    assert!(page.contains("son avancement ne change pas sans son état"), "{page}");
    done(&mut coordinator, TABLE, &format!("n={lanes}&etat=going&avancement=60")).await;
}

#[tokio::test]
async fn a_row_opens_with_a_form_for_each_lane() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let page = coordinator.get(&format!("{TABLE}?ligne=15")).await.text();
    let (_, row) = page.split_once("class=\"edit").expect("an open row");
    assert!(row.contains("name=\"n\" value=\"15.2.1\""), "its lane, with what was seen");
    let refused = coordinator
        .post(TABLE, "n=15.2.1&ligne=15&etat=suspended&avancement=40&meteo=storm")
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("class=\"edit"), "the row stays open");
    assert!(refused.words().contains("demande un motif"), "{}", refused.words());
    let back = done(
        &mut coordinator,
        TABLE,
        "n=15.2.1&ligne=15&etat=suspended&avancement=40&meteo=storm&motif=Travaux",
    )
    .await;
    let said = words(&world, COORDINATOR, &back).await;
    assert!(said.contains("1 volet mis à jour. Vous avez dix minutes"), "{said}");
    assert!(words(&world, PARTNER, "/conventions/1/actions/15").await.contains("Travaux"));
    let closed = PARTNER.at(&world).await.get(&format!("{TABLE}?ligne=15")).await.text();
    assert!(
        !closed.contains("class=\"edit") && !closed.contains("form=\"lot\""),
        "who reads changes nothing"
    );
}

#[tokio::test]
async fn a_card_moves_and_says_what_it_needs() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let lanes = ticket(&mut coordinator, 4).await;
    let asked = refused(&mut coordinator, BOARD, &format!("n={lanes}&etat=suspended")).await;
    assert!(
        asked.contains("Action 4 : Suspendue") && asked.contains("demande un motif"),
        "{asked}"
    );
    let back = done(&mut coordinator, BOARD, &format!("n={lanes}&etat=suspended&motif=Travaux")).await;
    assert!(back.starts_with(BOARD), "{back}");
    let page = refused(&mut coordinator, BOARD, &format!("n={lanes}&etat=done")).await;
    assert!(page.contains("Quelqu’un vient de mettre à jour l’action 4"), "{page}");
    let lot = back.split("lot=").nth(1).expect("a lot");
    let back = done(&mut coordinator, TABLE, &format!("geste=annuler&lot={lot}&retour=etats")).await;
    assert!(back.starts_with(&format!("{BOARD}?annule=")), "{back}");
    let page = words(&world, COORDINATOR, &back).await;
    assert!(page.contains("C’est annulé : 1 volet est revenu à ce qu’il était."), "{page}");
    let board = PARTNER.at(&world).await.get(BOARD).await.text();
    assert!(!board.contains("col-suspended"), "no column holds it any more: {board}");
}

#[tokio::test]
async fn lanes_stand_as_their_reports_say_even_taken_back() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let lanes = ticket(&mut coordinator, 4).await;
    let back = done(&mut coordinator, TABLE, &format!("n={lanes}&etat=done&meteo=sun")).await;
    let lot = back.split("lot=").nth(1).expect("a lot");
    done(&mut coordinator, TABLE, &format!("geste=annuler&lot={lot}")).await;
    let mut reader = world.store.read(today()).await.expect("a reader");
    let (reports, fault) = plan::check(&mut reader).await.expect("read");
    assert_eq!(fault, None);
    assert!(reports >= 3, "{reports}");
}

#[tokio::test]
async fn a_change_of_what_is_signed_is_refused_and_kept_as_a_proposal() {
    let world = cast::world().await;
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    let before = world.journal().await;
    let page = refused(&mut mayor, TABLE, "n=15.2.1&annees=2024-2028&etat=going").await;
    assert!(
        page.contains("seul un avenant le change") && page.contains("2024-2028"),
        "{page}"
    );
    for (address, fields) in [
        (BOARD, "n=15.2.1&titre=Un+autre+titre&etat=going"),
        ("/conventions/1/actions/15/suivi", "volet=2&titre=Un+autre+titre&etat=going"),
    ] {
        let page = refused(&mut mayor, address, fields).await;
        assert!(
            page.contains("seul un avenant le change") && page.contains("Un autre titre"),
            "{address}: {page}"
        );
    }
    assert!(since(&world, &before).await.is_empty(), "nothing is written");
    let form = "/conventions/1/actions/15/avenant";
    let page = refused(&mut mayor, form, "champ=years&voulu=2024-2028&pourquoi=").await;
    assert!(page.contains("Dites pourquoi") && page.contains("2024-2028"), "{page}");
    done(&mut mayor, form, "champ=years&voulu=2024-2028&pourquoi=Le+chantier+dure").await;
    let row = check::<AmendmentProposed>(&since(&world, &before).await);
    assert_eq!(row.subject, "convention/1/proposal/2");
    let list = "/conventions/1/propositions";
    let page = words(&world, PARTNER, list).await;
    assert!(page.contains("Le chantier dure") && page.contains("La Caf anime"), "{page}");
    assert!(
        !words(&world, PARTNER, &format!("{list}?champ=years"))
            .await
            .contains("La Caf anime")
    );
    let file = PARTNER.at(&world).await.get(&format!("{list}?forme=csv")).await.text();
    assert!(file.contains("2024-2028;Le chantier dure"), "{file}");
    let sheet = words(&world, PARTNER, "/conventions/1/actions/15").await;
    assert!(!sheet.contains("2024-2028"), "nothing signed changes: {sheet}");
    assert_eq!(PARTNER.at(&world).await.get(form).await.status, 404);
}

#[tokio::test]
async fn a_proposal_is_withdrawn_once() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    for _ in 0..2 {
        done(&mut coordinator, "/conventions/1/propositions", "proposition=1").await;
    }
    check::<ProposalWithdrawn>(&since(&world, &before).await);
    let unknown = coordinator.post("/conventions/1/propositions", "proposition=9").await;
    assert_eq!(unknown.status, 404);
    assert!(
        words(&world, PARTNER, "/conventions/1/propositions")
            .await
            .contains("Retirée")
    );
}

#[tokio::test]
async fn the_rows_on_screen_are_taken_away_as_a_file() {
    let world = cast::world().await;
    let file = PARTNER
        .at(&world)
        .await
        .get(&format!("{TABLE}/export?etat=going"))
        .await
        .text();
    assert!(file.contains(";En cours;") && file.contains(";40;"), "{file}");
    let actions = |file: &str| {
        let numbers = file
            .lines()
            .skip(1)
            .filter_map(|line| line.split(';').next().map(str::to_owned));
        numbers.collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(actions(&file), 1, "{file}");
    let all = PARTNER.at(&world).await.get(&format!("{TABLE}/export")).await.text();
    assert_eq!(actions(&all), 24, "{all}");
    assert!(all.lines().count() > 25, "a line a lane: {all}");
}

#[tokio::test]
async fn the_deployment_is_filled_by_what_is_reported() {
    let world = cast::world().await;
    let grid = "/conventions/1/deploiement";
    let mut coordinator = COORDINATOR.at(&world).await;
    let lanes = ticket(&mut coordinator, 4).await;
    assert!(!words(&world, PARTNER, grid).await.contains(": fait"));
    done(&mut coordinator, TABLE, &format!("n={lanes}&etat=done")).await;
    assert!(words(&world, PARTNER, grid).await.contains(": fait"));
    assert!(coordinator.get(grid).await.text().contains(" done\""));
}

#[tokio::test]
async fn every_action_that_the_filters_keep_is_ticked_in_one_gesture() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let ticked = |html: &str| {
        let boxes = html.split("form=\"lot\" name=\"n\"").skip(1);
        boxes
            .filter(|one| one.split('>').next().is_some_and(|tag| tag.ends_with(" checked")))
            .count()
    };
    let all = coordinator.get("/conventions/1/plan/tableau?cocher=tous").await.text();
    assert_eq!(ticked(&all), 24);
    assert!(all.contains("Tout décocher"));
    let some = coordinator.get("/conventions/1/plan/tableau?annee=2025").await.text();
    assert_eq!(ticked(&some), 0);
    assert!(some.contains("annee=2025&#38;cocher=tous#lignes") || some.contains("annee=2025&amp;cocher=tous#lignes"));
    let shown = some.matches("name=\"n\" value").count();
    let ticked_some = coordinator
        .get("/conventions/1/plan/tableau?annee=2025&cocher=tous")
        .await
        .text();
    assert_eq!(ticked(&ticked_some), shown);
    let mut partner = PARTNER.at(&world).await;
    let theirs = partner.get("/conventions/1/plan/tableau?cocher=tous").await.text();
    assert_eq!(
        (ticked(&theirs), theirs.contains("Tout cocher")),
        (0, false),
        "who reports nothing ticks nothing"
    );
}
