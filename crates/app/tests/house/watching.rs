//! What the server tells to who watches it: whether it is well, its figures, its log. Never a name, never a detail to a
//! stranger.

use testkit::Base;

use crate::cast;
use crate::command::{Server, pacte};

/// The value of a figure.
#[track_caller]
fn figure(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let value = line.unwrap_or_else(|| panic!("{name} is not there:\n{text}"));
    value.parse().expect("a number")
}

#[tokio::test]
async fn the_health_tells_yes_or_no_and_nothing_else() {
    let world = cast::world().await;
    for address in ["/sante", "/sante/vie"] {
        let answer = world.visitor().get(address).await;
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.words().contains("Le serveur est en marche"), "{}", answer.words());
        for detail in ["SQLite", "Postgre", env!("CARGO_PKG_VERSION"), "migration"] {
            assert!(!answer.text().contains(detail), "{detail}: {}", answer.text());
        }
    }
    let later = "INSERT INTO unscoped_migration (number, name, digest) \
        SELECT 9000, '9000_later', digest FROM unscoped_migration WHERE number = 1";
    world.base.intrude(later).await.expect("written");
    let answer = world.visitor().get("/sante").await;
    assert_eq!(answer.status, 503);
    let words = answer.words();
    assert!(words.contains("pas de la même version"), "{words}");
    assert!(!words.contains("9000") && !words.contains("migration"), "{words}");
    assert_eq!(world.visitor().get("/sante/vie").await.status, 200, "it still answers");
}

#[tokio::test]
async fn looking_at_the_health_writes_nothing_and_holds_nothing() {
    let world = cast::world().await;
    let before = world.journal().await;
    for _ in 0..50 {
        assert_eq!(world.visitor().get("/sante").await.status, 200);
    }
    assert_eq!(world.journal().await, before);
    assert_eq!(world.store.figures().waiting, 0);
}

#[tokio::test]
async fn a_backup_that_the_server_makes_by_itself_is_counted() {
    let base = Base::empty().await;
    let folder = tempfile::tempdir().expect("a folder");
    let into = folder.path().join("sauvegardes").display().to_string();
    let asked = ["serve", "--metrics-listen", "127.0.0.1:0", "--backup-into", &into];
    let mut server = pacte(&asked).on(&base).start();
    assert!(server.next_line().ends_with("/installation"));
    let _ = server.next_line();
    let metrics = server.said("Mesures");
    let told = || figure(&Server::read(&metrics).1, "pacte_backup_last_success_timestamp_seconds");
    for _ in 0..400 {
        if told() > 0.0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let (now, told) = (app::clock::now().micros() / 1_000_000, told());
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are far below 2^52")]
    let late = now as f64 - told;
    assert!((0.0..60.0).contains(&late), "{told} is not a moment ago");
}

#[tokio::test]
async fn figures_are_told_on_their_own_address_only() {
    let base = Base::empty().await;
    let mut server = pacte(&["serve", "--metrics-listen", "127.0.0.1:0"]).on(&base).start();
    assert!(server.next_line().ends_with("/installation"));
    let code = server.next_line();
    let (_, code) = code.split_once("usage unique : ").expect("a code");
    let form = format!("code={code}&nom=Jeanne+Moreau&mel=jeanne%40exemple.fr&mdp=quatre+mots+au+hasard");
    let metrics = server.said("Mesures");
    assert_eq!(server.post("/installation", &form).status, 303);
    assert_eq!(server.get("/conventions").status, 200);
    assert_eq!(server.get("/nulle-part/un-nom").status, 404);
    assert_eq!(server.get("/metrics").status, 404, "figures are not for the public address");

    let (status, text) = Server::read(&metrics);
    assert_eq!(status, 200);
    let page = r#"pacte_requests_total{method="GET",route="/conventions",status="2xx"}"#;
    assert!((figure(&text, page) - 1.0).abs() < f64::EPSILON);
    let lost = r#"pacte_requests_total{method="GET",route="none",status="4xx"}"#;
    assert!((figure(&text, lost) - 2.0).abs() < f64::EPSILON);
    assert!(figure(&text, r#"pacte_request_seconds_count{route="/conventions"}"#) >= 1.0);
    assert!((figure(&text, "pacte_sessions_open") - 1.0).abs() < f64::EPSILON);
    assert!(figure(&text, "pacte_journal_rows_total") >= 1.0);
    assert!(figure(&text, "pacte_commits_total") >= 1.0);
    assert!(figure(&text, "pacte_writes_waiting").abs() < f64::EPSILON);
    assert!(text.contains("pacte_build_info{version="), "{text}");
    assert!(text.ends_with("# EOF\n"), "{text}");
    for private in ["jeanne", "Jeanne", "un-nom", "nulle-part"] {
        assert!(!text.contains(private), "{text}");
    }
    let (root, _) = metrics.split_once("/metrics").expect("an address");
    assert_eq!(
        Server::read(&format!("{root}/connexion")).0,
        404,
        "and pages are not on theirs"
    );
}

#[test]
fn the_log_holds_one_line_a_request_with_its_pattern() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = pacte(&["demo", "--log-level", "info", "--log-format", "json"]).data(&folder.path().join("data"));
    let mut server = demo.start();
    server.post("/demo", "personne=1");
    server.get("/conventions/1/actions/15");
    let (_, log) = server.stop();
    let lines: Vec<serde_json::Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let routes: Vec<&str> = lines.iter().filter_map(|line| line["route"].as_str()).collect();
    assert_eq!(routes, ["/demo", "/conventions/{convention}/actions/{action}"], "{log}");
    let page = &lines[1];
    assert_eq!((page["method"].as_str(), page["status"].as_u64()), (Some("GET"), Some(200)));
    assert!(page["queries"].as_u64().is_some_and(|queries| queries > 0), "{page}");
    assert!(page["micros"].as_u64().is_some(), "{page}");
    let numbers: Vec<&str> = lines.iter().filter_map(|line| line["request"].as_str()).collect();
    assert!(numbers[0].ends_with("-1") && numbers[1].ends_with("-2"), "{numbers:?}");
}

#[tokio::test]
async fn the_number_of_a_failure_is_in_the_log() {
    let base = Base::empty().await;
    pacte(&["migrate"]).on(&base).run().went_well();
    let mut server = pacte(&["serve", "--log-level", "info"]).on(&base).start();
    base.intrude("ALTER TABLE unscoped_session RENAME TO moved")
        .await
        .expect("moved");
    server.keep("pacte=0000000000000000000000000000000000000000000000000000000000000001");
    let broken = server.get("/conventions");
    assert_eq!(broken.status, 500);
    let (_, number) = broken.body.split_once("<b class=\"code\">").expect("a number");
    let (number, _) = number.split_once("</b>").expect("and its end");
    let (_, log) = server.stop();
    let about = |word: &str| log.lines().any(|line| line.contains(number) && line.contains(word));
    assert!(about("the store failed") && about("answered"), "{number}: {log}");
}
