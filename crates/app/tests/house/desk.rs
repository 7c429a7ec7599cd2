//! The pages from which the plan is run: the dashboard by role, the calendar and its file, the plan as of a day, the summary.

use domain::access::{Reason, Viewer, verbs};
use domain::followup::{
    Channel, Content, Lane, NewReport, ProgressProposed, ProgressReported, ReportAccepted, Signature, Status,
};
use domain::ids::{ActionId, ReportId};
use domain::time::Instant;
use people::Persona;
use store::Sequence;
use testkit::{Client, World};

use crate::cast::{self, REFERENCE, Who};

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const PARTNER: Who = Who::Persona(Persona::PartnerContact);
const MAYOR: Who = Who::Persona(Persona::Mayor);

async fn words(world: &World, who: Who, address: &str) -> String {
    let answer = who.at(world).await.get(address).await;
    assert_eq!(answer.status, 200, "{who:?} {address}: {}", answer.words());
    answer.words()
}

async fn done(client: &mut Client, address: &str, form: &str) {
    let answer = client.post(address, form).await;
    assert_eq!(answer.status, 303, "{address}: {}", answer.words());
}

/// Noon in Paris in winter, that many days after 30 December 2025.
pub(crate) const fn noon(days: i64) -> Instant {
    Instant::from_micros(1_767_092_400_000_000).plus_seconds(days * 86_400)
}

/// What a report says of an action on which nobody reported yet.
fn report(ordinal: i64, status: Status, after: Option<i64>) -> NewReport {
    NewReport {
        ordinal,
        lane: Lane::whole(ActionId {
            convention: REFERENCE,
            ordinal: 6,
        }),
        content: Content {
            status: Some(status),
            ..Content::default()
        },
        signature: Signature {
            person: None,
            organisation: None,
        },
        channel: Channel::Page,
        after,
        corrects: None,
    }
}

/// Action 6 began on 30 December 2025; that it is done was proposed the same day, and accepted on 5 January 2026.
async fn over_the_new_year(world: &World) {
    let viewer = Viewer::Job(Reason::Demo);
    let series = Sequence::Convention(REFERENCE, "report");
    let tx = world.store.begin::<verbs::ReportProgress>(&viewer, REFERENCE, noon(0)).await;
    let mut tx = tx.expect("permitted");
    let first = tx.allocate(series).await.expect("an ordinal");
    let began = ProgressReported {
        report: report(first, Status::Going, None),
        was: Status::Unspecified,
        at: noon(0),
    };
    let tx = tx.record::<plan::Tables, _>(&began).await.expect("recorded");
    tx.commit().await.expect("kept");
    let tx = world.store.begin::<verbs::ProposeProgress>(&viewer, REFERENCE, noon(0)).await;
    let mut tx = tx.expect("permitted");
    let second = tx.allocate(series).await.expect("an ordinal");
    let proposed = ProgressProposed {
        report: report(second, Status::Suspended, Some(first)),
        at: noon(0),
    };
    let tx = tx.record::<plan::Tables, _>(&proposed).await.expect("recorded");
    tx.commit().await.expect("kept");
    let tx = world.store.begin::<verbs::ConfirmReports>(&viewer, REFERENCE, noon(6)).await;
    let mut tx = tx.expect("permitted");
    let accepted = ReportAccepted {
        report: ReportId {
            convention: REFERENCE,
            ordinal: second,
        },
        filed: Vec::new(),
        rank: tx.allocate(series).await.expect("a turn"),
        person: None,
        at: noon(6),
    };
    let tx = tx.record::<plan::Tables, _>(&accepted).await;
    tx.expect("recorded").commit().await.expect("kept");
}

/// What a page says of action 6: the words of its row.
fn row(page: &str) -> String {
    let title = "Favoriser l'accès aux loisirs et à la culture";
    let rest = page.split(title).nth(1).unwrap_or_else(|| panic!("{title} in {page}"));
    rest.lines().take(8).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_day_in_the_past_is_told_by_what_counted_then() {
    let world = cast::world().await;
    over_the_new_year(&world).await;
    let at = |day: &str| format!("/conventions/1/plan/au?jour={day}");
    let before = row(&words(&world, PARTNER, &at("2025-12-29")).await);
    assert!(
        before.contains("rien n’avait été dit") && before.contains("Suspendue"),
        "{before}"
    );
    let then = row(&words(&world, PARTNER, &at("2025-12-31")).await);
    assert!(
        then.contains("En cours") && then.contains("Suspendue") && then.contains("a changé"),
        "{then}"
    );
    let after = row(&words(&world, PARTNER, &at("2026-01-05")).await);
    assert!(!after.contains("En cours") && after.contains("inchangé"), "{after}");
    let mut coordinator = COORDINATOR.at(&world).await;
    for wrong in ["2027-01-01", "31/02/2025", "hier"] {
        let answer = coordinator.get(&at(wrong)).await;
        assert_eq!(answer.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn the_dashboard_says_what_to_do_and_each_number_leads_to_its_rows() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    done(
        &mut coordinator,
        "/conventions/1/actions/15/jalons",
        "titre=R%C3%A9server+la+salle&echeance=2026-12-15&volet=",
    )
    .await;
    let answer = coordinator.get("/conventions/1").await;
    let (page, html) = (answer.words(), answer.text());
    for expected in [
        "À faire aujourd’hui",
        "1 jalon dépassé",
        "1 réponse à confirmer",
        "1 jalon attendu dans les trente jours",
        "23 actions sans nouvelle",
        "Réserver la salle (action 15)",
        "Fin de la convention",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    for address in [
        "/conventions/1/jalons?etat=retard",
        "/conventions/1/jalons?etat=bientot",
        "/conventions/1/a-confirmer",
        "/conventions/1/plan/tableau?situation=silence",
        "/conventions/1/plan/tableau?etat=going",
    ] {
        assert!(html.contains(&format!("href=\"{address}\"")), "{address} in {html}");
        assert_eq!(coordinator.get(address).await.status, 200, "{address}");
    }
    let silent = words(&world, COORDINATOR, "/conventions/1/plan/tableau?situation=silence").await;
    assert!(silent.contains("23 actions"), "as many rows as the dashboard says: {silent}");
    let partner = words(&world, PARTNER, "/conventions/1").await;
    assert!(
        partner.contains("Mes actions") && partner.contains("Créer un espace de Vie sociale"),
        "{partner}"
    );
    assert!(
        !partner.contains("à confirmer"),
        "what waits is for those who confirm: {partner}"
    );
    let mayor = words(&world, MAYOR, "/conventions/1").await;
    assert!(
        mayor.contains("Ce qui demande attention") && mayor.contains("L’essentiel en une page"),
        "{mayor}"
    );
}

#[tokio::test]
async fn the_summary_gives_its_figures_with_their_whole() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    done(
        &mut coordinator,
        "/conventions/1/actions/15/suivi",
        "volet=2&etat=going&meteo=storm&vu=1",
    )
    .await;
    let answer = MAYOR.at(&world).await.get("/conventions/1/synthese").await;
    assert_eq!(answer.status, 200);
    let page = answer.words();
    for expected in [
        "Engagées",
        "sur 24",
        "1 action en donne une sur 24",
        "lien parents/Enfants/école",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    let widths: usize = widths(&answer.text());
    assert!(widths > 0 && widths.is_multiple_of(560), "each bar is whole: {widths}");
}

/// The sum of the widths of the pieces of the bars.
fn widths(html: &str) -> usize {
    let pieces = html.split("<rect class=\"f-").skip(1);
    let width = |piece: &str| {
        let (_, rest) = piece.split_once("width=\"")?;
        rest.split('"').next()?.parse::<usize>().ok()
    };
    pieces.filter_map(width).sum()
}

#[tokio::test]
async fn the_calendar_is_a_table_a_list_and_a_file_in_which_nobody_is_named() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let month = coordinator.get("/conventions/1/calendrier?mois=2026-06").await;
    assert!(month.words().contains("Convier les écoles"), "{}", month.words());
    let december = words(&world, PARTNER, "/conventions/1/calendrier?mois=2026-12").await;
    assert!(december.contains("Fin de la convention"), "{december}");
    let list = words(&world, PARTNER, "/conventions/1/calendrier?vue=liste").await;
    assert!(
        list.contains("Fin de la convention") && !list.contains("Convier les écoles"),
        "{list}"
    );
    let milestones = words(
        &world,
        PARTNER,
        "/conventions/1/calendrier?vue=liste&mois=2022-01&nature=jalon",
    )
    .await;
    assert!(
        milestones.contains("Convier les écoles") && !milestones.contains("Fin de la convention"),
        "{milestones}"
    );
    assert!(
        milestones.contains("1 actif") && milestones.contains("Tout afficher"),
        "{milestones}"
    );
    let late = words(
        &world,
        PARTNER,
        "/conventions/1/calendrier?vue=liste&mois=2022-01&situation=retard",
    )
    .await;
    assert!(!late.contains("Fin de la convention"), "{late}");
    for wrong in [
        "mois=2026-13",
        "mois=texte",
        "vue=autre",
        "mois=9999-12",
        "nature=autre",
        "situation=perdue",
    ] {
        let answer = coordinator.get(&format!("/conventions/1/calendrier?{wrong}")).await;
        assert_eq!(answer.status, 404, "{wrong}");
    }
    done(
        &mut coordinator,
        "/conventions/1/actions/15/jalons",
        "titre=Pour+Camille&personne=1&echeance=2026-12-15&volet=",
    )
    .await;
    let file = coordinator.get("/conventions/1/calendrier/fichier").await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    let text = file.text();
    assert!(
        text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"),
        "{text}"
    );
    assert!(text.contains("DTSTART;VALUE=DATE:20261215\r\n"), "{text}");
    assert!(!text.contains("Roche"), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
}
