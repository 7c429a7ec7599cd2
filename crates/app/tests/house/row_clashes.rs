//! Two people who change the same rows of the table at once: what both did stands side by side, each chooses field by field, and nothing
//! that was typed is lost; without a script too, since all of it is a form.

use domain::followup::ProgressReported;
use people::Persona;
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::facts::since;

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const SECOND: Who = Who::Persona(Persona::SecondCoordinator);
const TABLE: &str = "/conventions/1/plan/tableau";
const HISTORY: &str = "/conventions/1/actions/15/historique";

/// How many reports were recorded since.
async fn reported(world: &World, before: &[testkit::journal::Entry]) -> usize {
    let name = <ProgressReported as domain::fact::Fact>::NAME;
    since(world, before).await.iter().filter(|row| row.fact == name).count()
}

async fn done(client: &mut Client, form: &str) -> String {
    let answer = client.post(TABLE, form).await;
    assert_eq!(answer.status, 303, "{form}: {}", answer.words());
    answer.header("location").to_owned()
}

/// The words and the text of a page that refuses.
async fn refused(client: &mut Client, form: &str) -> (String, String) {
    let answer = client.post(TABLE, form).await;
    assert_eq!(answer.status, 422, "{form}");
    (answer.words(), answer.text())
}

/// The fields of the first form of the page that compares, as a browser would send them: hidden ones, and the choices that are ticked.
fn sent(html: &str) -> String {
    let (_, form) = html.split_once("id=\"conflit\"").expect("what both did is shown");
    let form = form.split("</form>").next().expect("a form");
    let pairs = form.split("<input ").skip(1).filter_map(|input| {
        let tag = input.split('>').next()?;
        let value = |name: &str| tag.split(&format!("{name}=\"")).nth(1)?.split('"').next();
        let is_sent = tag.contains("type=\"hidden\"") || tag.contains(" checked");
        let name = value("name").filter(|_| is_sent)?;
        Some(format!("{name}={}", value("value")?))
    });
    pairs.collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn of_two_who_change_one_row_the_second_sees_both_field_by_field_and_chooses() {
    let world = cast::world().await;
    let (mut first, mut second) = (COORDINATOR.at(&world).await, SECOND.at(&world).await);
    done(&mut second, "n=15.2.1&ligne=15&etat=going&avancement=60&meteo=storm").await;
    let before = world.journal().await;
    let (page, html) = refused(&mut first, "n=15.2.1&ligne=15&etat=preparing&avancement=55&meteo=").await;
    for expected in [
        "Quelqu’un a mis à jour l’action 15",
        "rien n’est écrit",
        "40 %",
        "60 %",
        "55 %",
        "Inès Belkacem",
        "Garder la mienne",
        "Prendre la sienne",
        "la sienne : vous n’y avez pas touché",
        "la vôtre : personne d’autre n’y a touché",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    assert_eq!(reported(&world, &before).await, 0, "nothing is written");
    let form = sent(&html);
    assert!(
        form.contains("avancement=55") && form.contains("meteo=storm") && form.contains("etat=preparing"),
        "{form}"
    );
    done(&mut first, &format!("{form}&geste=choisir")).await;
    assert_eq!(reported(&world, &before).await, 1);
    let sheet = first.get("/conventions/1/actions/15").await.words();
    assert!(
        sheet.contains("55 %") && sheet.contains("Orage"),
        "mine, and theirs where I said nothing: {sheet}"
    );
    let history = first.get(HISTORY).await.words();
    assert!(
        history.contains("60 %") && history.contains("55 %"),
        "both are kept: {history}"
    );
}

#[tokio::test]
async fn whoever_takes_what_the_other_wrote_writes_nothing() {
    let world = cast::world().await;
    let (mut first, mut second) = (COORDINATOR.at(&world).await, SECOND.at(&world).await);
    done(&mut second, "n=15.2.1&ligne=15&etat=going&avancement=60&meteo=").await;
    let before = world.journal().await;
    let (_, html) = refused(
        &mut first,
        "n=15.2.1&ligne=15&etat=going&avancement=55&meteo=&retour=q%3Dparents",
    )
    .await;
    let form = sent(&html).replace("avancement=55", "avancement=60");
    let back = done(&mut first, &format!("{form}&geste=choisir")).await;
    assert_eq!(reported(&world, &before).await, 0);
    assert_eq!(back, format!("{TABLE}?q=parents"), "under the same filters");
}

#[tokio::test]
async fn a_third_one_meanwhile_is_compared_again() {
    let world = cast::world().await;
    let (mut first, mut second) = (COORDINATOR.at(&world).await, SECOND.at(&world).await);
    done(&mut second, "n=15.2.1&ligne=15&etat=going&avancement=60&meteo=").await;
    let (_, html) = refused(&mut first, "n=15.2.1&ligne=15&etat=going&avancement=55&meteo=").await;
    let form = sent(&html);
    let seen = form
        .split("n=15.2.")
        .nth(1)
        .and_then(|rest| rest.split('&').next())
        .expect("a lane")
        .to_owned();
    done(
        &mut second,
        &format!("n=15.2.{seen}&ligne=15&etat=going&avancement=70&meteo="),
    )
    .await;
    let (page, _) = refused(&mut first, &format!("{form}&geste=choisir")).await;
    assert!(
        page.contains("70 %") && page.contains("60 %") && page.contains("55 %"),
        "{page}"
    );
}

/// The lanes of an action, as its row carries them.
async fn ticket(client: &mut Client, action: i64) -> String {
    let page = client.get(TABLE).await.text();
    let start = format!("name=\"n\" value=\"{action}.");
    let at = page.find(&start).expect("a row") + "name=\"n\" value=\"".len();
    page[at..].split('"').next().expect("a value").to_owned()
}

#[tokio::test]
async fn rows_ticked_that_changed_meanwhile_are_listed_and_nothing_passes_until_one_chooses() {
    let world = cast::world().await;
    let (mut first, mut second) = (COORDINATOR.at(&world).await, SECOND.at(&world).await);
    let (stale, other) = (ticket(&mut first, 15).await, ticket(&mut first, 4).await);
    done(&mut second, "n=15.2.1&ligne=15&etat=going&avancement=60&meteo=bright").await;
    let before = world.journal().await;
    let sent = format!("n={stale}&n={other}&etat=suspended&motif=Travaux+en+cours");
    let (page, html) = refused(&mut first, &sent).await;
    for expected in [
        "Quelqu’un a mis à jour l’action 15",
        "rien n’est écrit, ni sur les autres lignes cochées",
        "n’ont pas changé, et attendent votre choix",
        "Inès Belkacem",
        "Suspendue",
        "Garder la mienne, sur toutes les lignes cochées",
        "Prendre la sienne ici, changer les autres",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    assert!(!page.contains("l’action 4 pendant"), "{page}");
    assert_eq!(reported(&world, &before).await, 0);
    let left = html
        .split("name=\"laisse\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let left = left.expect("the lane that is left").to_owned();
    let seen = ticket(&mut first, 15).await;
    let again = format!("n={seen}&n={other}&etat=suspended&motif=Travaux+en+cours");
    let others = seen.split('_').count() + other.split('_').count() - 1;
    done(&mut first, &format!("{again}&laisse={left}&geste=laisser")).await;
    assert_eq!(reported(&world, &before).await, others, "all the others");
    let before = world.journal().await;
    let mine = ticket(&mut first, 15).await;
    done(
        &mut first,
        &format!("n={mine}&etat=suspended&motif=Travaux+en+cours&geste=garder"),
    )
    .await;
    assert_eq!(reported(&world, &before).await, mine.split('_').count());
}

#[tokio::test]
async fn a_card_that_stays_says_what_the_other_wrote() {
    let world = cast::world().await;
    let (mut first, mut second) = (COORDINATOR.at(&world).await, SECOND.at(&world).await);
    let stale = ticket(&mut first, 15).await;
    done(&mut second, "n=15.2.1&ligne=15&etat=going&avancement=60&meteo=").await;
    let refused = first.post("/conventions/1/plan/etats", &format!("n={stale}&etat=done")).await;
    assert_eq!(refused.status, 422);
    let page = refused.words();
    assert!(page.contains("« 60 % » au lieu de « 40 % » (Inès Belkacem"), "{page}");
}
