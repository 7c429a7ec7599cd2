//! The page of backups: what is scheduled and what is there, for those who administer; how to have some when there is none.

use std::sync::Arc;

use app::rooms;
use domain::digest::Digest;
use domain::time::Instant;
use people::Persona;
use testkit::World;
use testkit::moment::NOW;
use web::backups::{Backups, Made, Scheduled};
use web::site::Site;

use crate::cast::{self, Who};

const PAGE: &str = "/sauvegardes";

/// A folder with these backups.
struct Folder {
    made: Vec<Made>,
    failed: Option<Instant>,
}

impl Backups for Folder {
    fn look(&self) -> Scheduled {
        Scheduled {
            folder: "/srv/sauvegardes".to_owned(),
            every_micros: 24 * 3_600_000_000,
            keep: 14,
            made: self.made.clone(),
            failed: self.failed,
        }
    }
}

async fn words(folder: Folder) -> String {
    let saved = |site| Site {
        backups: Some(Arc::new(folder)),
        ..cast::furnished(site)
    };
    let world = World::over(cast::base().await, rooms::house(), rooms::routes(None), saved).await;
    let page = Who::Persona(Persona::Administrator).at(&world).await.get(PAGE).await;
    assert_eq!(page.status, 200);
    page.words()
}

fn made(hours_ago: i64) -> Made {
    Made {
        name: "pacte-20261123-020000.sauvegarde".to_owned(),
        at: NOW.plus_seconds(-3600 * hours_ago),
        bytes: 2_460_000,
        content: (hours_ago == 3).then(|| Digest::of(b"content")),
    }
}

#[tokio::test]
async fn without_a_schedule_the_page_says_how_to_have_one() {
    let world = cast::world().await;
    let page = Who::Persona(Persona::Administrator).at(&world).await.get(PAGE).await;
    assert_eq!(page.status, 200);
    assert!(page.words().contains("--backup-into DOSSIER"), "{}", page.words());
    for other in [Persona::FirstCoordinator, Persona::Auditor, Persona::Stranger] {
        assert_eq!(Who::Persona(other).at(&world).await.get(PAGE).await.status, 404, "{other:?}");
    }
}

#[tokio::test]
async fn what_is_there_is_shown_with_its_size_and_its_folder() {
    let page = words(Folder {
        made: vec![made(3), made(27)],
        failed: None,
    })
    .await;
    for told in [
        "Toutes les 24 heures",
        "/srv/sauvegardes",
        "2,4 Mo",
        "2 sauvegardes",
        "relue à l’écriture",
        "Empreinte du contenu : ed7002b4 39e9ac84",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("échoué") && !page.contains("retard"), "{page}");
}

#[tokio::test]
async fn what_is_wrong_is_said() {
    let failed = words(Folder {
        made: vec![made(3)],
        failed: Some(NOW),
    })
    .await;
    assert!(failed.contains("a échoué"), "{failed}");
    let late = words(Folder {
        made: vec![made(50)],
        failed: None,
    })
    .await;
    assert!(late.contains("plus de deux tours de retard"), "{late}");
    let none = words(Folder {
        made: Vec::new(),
        failed: None,
    })
    .await;
    assert!(none.contains("Aucune sauvegarde dans ce dossier"), "{none}");
}
