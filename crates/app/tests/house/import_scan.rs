//! A scan that is imported: its pages are recognised, the work tells how far it is, waits its turn, stops, and leaves nothing half-written.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::cli::RecognitionOptions;
use app::rooms;
use app::tesseract::Tesseract;
use domain::time::Instant;
use files::recognition::{Course, Picture, Recogniser, Unrecognised};
use people::Persona;
use testkit::moment::NOW;
use testkit::{Base, Client, World};
use web::site::Site;

use crate::cast::{self, Who, world};
use crate::command::pacte;

const IMPORT: &str = "/conventions/importer";
const SETTLE: &str = "/conventions/importer/suite";

/// Three pages of an invented convention, printed, then scanned at two hundred points an inch.
const SCAN: &[u8] = include_bytes!("import_scan/convention.pdf");

/// The program of this machine, when it can read French: the checks install it.
fn tesseract() -> Option<Arc<dyn Recogniser>> {
    let options = RecognitionOptions {
        tesseract: "tesseract".to_owned(),
    };
    let found = Tesseract::asked(&options).filter(|found| found.is_ready());
    if found.is_none() {
        eprintln!("tesseract-ocr-fra is not here: nothing was tried");
    }
    found
}

/// Reads each page as one of a convention, once it is let to.
struct Gate {
    open: AtomicBool,
}

impl Recogniser for Gate {
    fn is_ready(&self) -> bool {
        true
    }

    fn page(&self, _: &Picture, course: &Course) -> Result<String, Unrecognised> {
        while !self.open.load(Ordering::Relaxed) {
            if course.is_stopped() {
                return Err(Unrecognised::Stopped);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(match course.page() {
            Some((1, _)) => hocr(&FIRST),
            page => hocr(&[&format!(
                "Page {}, suite de la convention et de ses engagements.",
                page.map_or(0, |page| page.0)
            )]),
        })
    }
}

/// The first page.
const FIRST: [&str; 9] = [
    "CONVENTION TERRITORIALE GLOBALE",
    "Entre les soussignés,",
    "La Caisse d’allocations familiales de la Haute-Ormance, dont le siège est à Bréchaume,",
    "représentée par sa directrice, Madame Édith Pélaboise, ci-après « la Caf »,",
    "d’une part,",
    "et la commune de Vauxelle-les-Osiers, représentée par son maire, Monsieur Bastien",
    "Courvaloup, ci-après « la commune »,",
    "d’autre part,",
    "il a été convenu ce qui suit.",
];

/// A page of these lines, as recognisers write it.
fn hocr(lines: &[&str]) -> String {
    let line = |(row, words): (usize, &&str)| {
        let (top, bottom) = (200 + 60 * row, 240 + 60 * row);
        let mut left = 150;
        let words: String = words
            .split(' ')
            .map(|word| {
                let right = left + 14 * word.chars().count();
                let said =
                    format!("<span class='ocrx_word' title='bbox {left} {top} {right} {bottom}; x_wconf 95'>{word}</span> ");
                left = right + 12;
                said
            })
            .collect();
        format!("<span class='ocr_line' title=\"bbox 150 {top} 1500 {bottom}; baseline 0 -8; x_size 30\">{words}</span>")
    };
    let lines: String = lines.iter().enumerate().map(line).collect();
    format!("<html><body><div class='ocr_page'>{lines}</div></body></html>")
}

/// A browser of this person at an installation that recognises so, whose pages do not wait.
async fn hurried(world: &World, person: Persona, gate: &Arc<Gate>, clock: fn() -> Instant) -> Client {
    let site = Site {
        recogniser: Some(Arc::clone(gate) as Arc<dyn Recogniser>),
        patience: Duration::ZERO,
        clock,
        ..cast::furnished(world.site())
    };
    let mut client = world.served(rooms::routes(None), site);
    client.sign_in_as(Who::Persona(person).person().expect("an account")).await;
    client
}

fn now() -> Instant {
    NOW
}

/// Looks at the page of import until it says these words.
async fn until(client: &mut Client, words: &str) -> String {
    let mut last = String::new();
    for _ in 0..3_000 {
        last = client.get(IMPORT).await.words();
        if last.contains(words) {
            return last;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{words}: {last}");
}

#[test]
fn a_scan_of_three_pages_is_recognised_by_the_program_and_nothing_of_it_is_sure() {
    if tesseract().is_none() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("scan.pdf");
    std::fs::write(&file, SCAN).expect("written");
    let run = pacte(&["import", file.to_str().expect("a name"), "--check", "--json"]).run();
    let document: serde_json::Value = serde_json::from_str(run.went_well()).expect("JSON");
    let lines = document["source"]["lines"].as_u64().expect("lines");
    assert!(lines > 60, "{lines}");
    let recognised = document["source"]["recognised"].as_array().expect("recognised lines");
    assert_eq!((recognised[0][0].as_u64(), recognised[0][1].as_u64()), (Some(1), Some(lines)));
    assert_eq!(
        document["source"]["sha256"],
        domain::digest::Digest::of(SCAN).to_string(),
        "the scan is the source"
    );
    let doubts = document["doubts"].as_array().expect("doubts");
    assert!(
        doubts.iter().any(|doubt| doubt["certainty"] == "probable"
            && doubt["reason"]
                .as_str()
                .is_some_and(|why| why.contains("Texte reconnu sur une image"))),
        "{doubts:?}"
    );
    let parties: Vec<&str> = document["parties"]
        .as_array()
        .expect("parties")
        .iter()
        .filter_map(|party| party["name"].as_str())
        .collect();
    assert!(parties.iter().any(|name| name.contains("Haute-Ormance")), "{parties:?}");
    assert!(parties.iter().any(|name| name.contains("Vauxelle-les-Osiers")), "{parties:?}");
    assert_eq!(document["actions"].as_array().map(Vec::len), Some(9));
}

#[test]
fn without_the_program_one_is_told_what_to_install_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, data) = (folder.path().join("scan.pdf"), folder.path().join("data"));
    std::fs::write(&file, SCAN).expect("written");
    let absent = folder.path().join("absent");
    for program in ["", absent.to_str().expect("a name")] {
        let run = pacte(&["import", file.to_str().expect("a name"), "--tesseract", program])
            .data(&data)
            .run();
        run.refused(&[
            "ses 3 pages sont des images",
            "apt install tesseract-ocr-fra",
            "sur la machine où il tourne",
        ]);
        assert!(!Path::new(&data).exists(), "nothing is written");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scan_tells_how_far_it_is_others_wait_and_one_that_is_stopped_leaves_nothing() {
    let world = world().await;
    let gate = Arc::new(Gate {
        open: AtomicBool::new(false),
    });
    let mut first = hurried(&world, Persona::Administrator, &gate, now).await;
    let given = first.post("/comptes/administration", "personne=1&geste=donner").await;
    assert_eq!(given.status, 303, "{}", given.words());
    let mut second = hurried(&world, Persona::FirstCoordinator, &gate, now).await;
    let before = world.journal().await;
    let sent = first.upload(IMPORT, &[], Some(("acte.pdf", SCAN))).await;
    assert_eq!((sent.status, sent.location()), (303, IMPORT), "{}", sent.words());
    let page = until(&mut first, "Lecture en cours : page 1 sur 3").await;
    assert!(
        page.contains("Lecture de « acte.pdf »") && page.contains("Arrêter la lecture"),
        "{page}"
    );
    let raw = first.get(IMPORT).await.text();
    assert!(
        raw.contains("<noscript><meta http-equiv=\"refresh\""),
        "it goes on without a script"
    );
    assert!(raw.contains("data-suivi=\"/conventions/importer/suivi\""), "{raw}");

    let other = [SCAN, b"\n"].concat();
    assert_eq!(second.upload(IMPORT, &[], Some(("autre.pdf", &other))).await.status, 303);
    let waits = until(&mut second, "En attente : 1 lecture passe avant la vôtre").await;
    assert!(!waits.contains("acte.pdf"), "nobody sees the file of another");

    let mut listening = first.clone();
    let (heard, stopped) = tokio::join!(listening.get("/conventions/importer/suivi"), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        first.post(SETTLE, "geste=arreter").await
    });
    assert_eq!((stopped.status, stopped.location()), (303, IMPORT));
    let news = heard.text();
    assert_eq!(heard.header("content-type"), "text/event-stream");
    assert!(
        news.starts_with("data: Lecture en cours\u{a0}: page 1 sur 3\t1\t3\n\n"),
        "{news}"
    );
    assert!(news.ends_with("event: fin\ndata:\n\n"), "{news}");
    until(&mut second, "Lecture en cours : page 1 sur 3").await;
    let nothing = first.get(IMPORT).await;
    assert!(nothing.words().contains("Envoyez le texte signé"), "{}", nothing.words());
    assert!(!nothing.text().contains("name=\"empreinte\""));

    gate.open.store(true, Ordering::Relaxed);
    let read = until(&mut second, "Faire entrer la convention").await;
    assert!(read.contains("Texte reconnu sur une image : 3 pages (1, 2, 3)"), "{read}");
    assert!(
        !first.get(IMPORT).await.text().contains("name=\"empreinte\""),
        "what was stopped does not come back"
    );
    assert_eq!(world.journal().await, before, "nothing was recorded");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_recognised_enters_and_its_reading_says_so() {
    let world = world().await;
    let gate = Arc::new(Gate {
        open: AtomicBool::new(true),
    });
    let mut client = hurried(&world, Persona::Administrator, &gate, now).await;
    assert_eq!(client.upload(IMPORT, &[], Some(("acte.pdf", SCAN))).await.status, 303);
    until(&mut client, "Faire entrer la convention").await;
    let page = client.get(IMPORT).await.text();
    let (_, rest) = page.split_once("name=\"empreinte\" value=\"").expect("a text waits");
    let digest = rest.split('"').next().unwrap_or_default();
    assert_eq!(digest, domain::digest::Digest::of(SCAN).to_string(), "the scan is the source");
    let entered = client.post(SETTLE, &format!("geste=entrer&empreinte={digest}")).await;
    assert_eq!(entered.location(), "/conventions/registre?entree=3", "{}", entered.words());
    let places = client.get("/comptes").await.text();
    let mut given = 0;
    for place in places.split("value=\"").filter(|rest| rest.starts_with("3-")) {
        let place = place.split('"').next().unwrap_or_default();
        let mandate = format!("personne=1&place={place}&role=coordinator&debut=2022-01-01&fin=");
        given += u32::from(client.post("/mandats", &mandate).await.status == 303);
    }
    assert_eq!(given, 1, "the commune has a coordinator, the Caf has none");
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let reading = coordinator.get("/conventions/3/lecture").await.words();
    assert!(reading.contains("Probable : texte reconnu sur une image."), "{reading}");
    let part = coordinator
        .get("/conventions/3/lecture?partie=parties&element=1")
        .await
        .words();
    assert!(part.contains("reconnu sur une image"), "{part}");
    let again = coordinator.get("/conventions/3/lecture/relire").await;
    assert_eq!(again.status, 200, "a text that was recognised is read again as it was");
    let untouched = coordinator.get("/conventions/1/lecture").await.words();
    assert!(!untouched.contains("reconnu sur une image"), "{untouched}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reading_whose_server_stopped_says_so() {
    fn later() -> Instant {
        NOW.plus_seconds(60)
    }
    let base: Base = cast::base().await;
    let world = cast::world_over(base).await;
    let gate = Arc::new(Gate {
        open: AtomicBool::new(false),
    });
    let mut client = hurried(&world, Persona::Administrator, &gate, now).await;
    assert_eq!(client.upload(IMPORT, &[], Some(("acte.pdf", SCAN))).await.status, 303);
    until(&mut client, "page 1 sur 3").await;
    let mut tomorrow = hurried(&world, Persona::Administrator, &gate, later).await;
    let page = until(
        &mut tomorrow,
        "La lecture s’est arrêtée avec le serveur : rien n’a été écrit.",
    )
    .await;
    assert!(page.contains("Envoyer et lire"), "{page}");
    assert_eq!(client.post(SETTLE, "geste=arreter").await.status, 303);
}
