//! A password that leaked elsewhere is refused wherever one is chosen, when the installation has a list of them.

use app::rooms;
use domain::digest::Digest;
use tempfile::TempDir;
use testkit::{Base, World};
use web::door::Door;
use web::leaked::LeakedPasswords;
use web::site::Site;

use super::{PASSWORD, administrator, sign_in, world_with};
use crate::cast;
use crate::proofs::neighbours_link;

const SENTENCE: &str = "volés à d’autres sites";

/// Long enough, hard to guess, and on the list.
const LEAKED: &str = "tilleul+barque+onze+lampe";

/// A list with it, as Pwned Passwords publishes it.
fn list() -> (TempDir, LeakedPasswords) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("list.txt");
    let lines = [
        "7E240DE74FB1ED08FA08D38063F6A6A91462A815:42",
        "CCCE626679F78DC550DC1465FED87BE86C7A0594:3",
        "EBB778952D5946A70536B341E65E29ACE685E6A6:1",
    ];
    std::fs::write(&path, lines.join("\r\n") + "\r\n").expect("written");
    let list = LeakedPasswords::open(path.to_str().expect("a name")).expect("a list");
    (folder, list)
}

fn guarded(site: Site, leaked: LeakedPasswords) -> Site {
    let leaked = Some(leaked);
    Site {
        door: Door { leaked, ..site.door },
        ..site
    }
}

#[tokio::test]
async fn it_is_refused_wherever_a_password_is_chosen() {
    let (_folder, leaked) = list();
    let world = world_with(|site| guarded(site, leaked)).await;
    let before = world.journal().await;
    let mut administrator = administrator(&world).await;
    let link = format!("cle={}&mdp={LEAKED}", neighbours_link().expose());
    let mut neighbour = world.visitor();
    assert_eq!(sign_in(&mut neighbour, PASSWORD).await.status, 303);
    let answers = [
        administrator
            .post("/comptes", &format!("nom=Jo&mel=jo%40exemple.invalid&mdp={LEAKED}"))
            .await,
        world.visitor().post("/lien", &link).await,
        neighbour
            .post("/compte", &format!("actuel={PASSWORD}&nouveau={LEAKED}"))
            .await,
    ];
    for answer in answers {
        assert_eq!(answer.status, 422);
        assert!(answer.words().contains(SENTENCE), "{}", answer.words());
    }
    let told: Vec<_> = super::facts_since(&world, &before).await;
    assert!(told.iter().all(|fact| fact == "signed_in"), "{told:?}");
    let answer = neighbour
        .post("/compte", &format!("actuel={PASSWORD}&nouveau=dune+ruche+opale+trente"))
        .await;
    assert_eq!(answer.status, 200, "another one is taken: {}", answer.words());
}

#[tokio::test]
async fn the_first_administrator_is_no_exception() {
    let (_folder, leaked) = list();
    let routes = rooms::routes(Some(Digest::of(b"ABCD-EFGH-JK23")));
    let real = |site| Site {
        demo: false,
        ..guarded(cast::furnished(site), leaked)
    };
    let world = World::over(Base::empty().await, rooms::house(), routes, real).await;
    let form = |password: &str| format!("code=ABCD-EFGH-JK23&nom=Jo+Essai&mel=jo%40exemple.invalid&mdp={password}");
    let refused = world.visitor().post("/installation", &form(LEAKED)).await;
    assert_eq!(refused.status, 422);
    assert!(refused.words().contains(SENTENCE), "{}", refused.words());
    assert_eq!(
        world
            .visitor()
            .post("/installation", &form("dune+ruche+opale+trente"))
            .await
            .status,
        303
    );
}
