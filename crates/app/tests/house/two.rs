//! Two servers of one installation, on one PostgreSQL: what is done on one is seen on the other, and nothing is done twice.
//!
//! On the embedded engine an installation has one server, and there is nothing to try.

use testkit::{Base, Engine};

use crate::command::{Server, pacte};

const ADMINISTRATOR: &str = "nom=Jeanne+Moreau&mel=jeanne%40exemple.fr&mdp=quatre+mots+au+hasard";

/// Starts two servers at the same moment on one database.
async fn two(base: &Base) -> [Server; 2] {
    let start = |_| pacte(&["serve"]).on(base);
    let [one, other] = [0, 1].map(start);
    let one = tokio::task::spawn_blocking(move || one.start());
    let other = tokio::task::spawn_blocking(move || other.start());
    [one.await.expect("one starts"), other.await.expect("the other starts")]
}

fn code_of(server: &mut Server) -> String {
    assert!(server.next_line().ends_with("/installation"));
    let line = server.next_line();
    let (_, code) = line.split_once("usage unique : ").unwrap_or_else(|| panic!("{line}"));
    code.to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_of_one_installation_act_as_one() {
    if Engine::under_test() == Engine::Sqlite {
        return;
    }
    let base = Base::empty().await;
    // Both found a database without a table: one made them, the other waited.
    let [mut one, mut other] = two(&base).await;
    let codes = [code_of(&mut one), code_of(&mut other)];
    assert_eq!(codes[0], codes[1], "one code opens either");

    // The first administrator exists once, whichever server was asked.
    let founded = one.post("/installation", &format!("code={}&{ADMINISTRATOR}", codes[0]));
    assert_eq!(founded.location(), "/conventions");
    let again = other.post("/installation", &format!("code={}&{ADMINISTRATOR}", codes[1]));
    assert_eq!(again.status, 404, "the other server does not found it again");

    // A session opened on one is known to the other.
    other.keep(one.cookie());
    assert_eq!(other.get("/comptes").status, 200);

    // Both write at once.
    let writing = [(one, "a"), (other, "b")].map(|(mut server, letter)| {
        std::thread::spawn(move || {
            for rank in 0..15 {
                let form = format!("nom=Personne+{letter}{rank}&mel={letter}{rank}%40exemple.fr&mdp=un+long+mot+de+passe");
                assert_eq!(server.post("/comptes", &form).location(), "/comptes", "{letter}{rank}");
            }
            server
        })
    });
    let [mut one, mut other] = writing.map(|writer| writer.join().expect("every write is kept"));
    let accounts = one.get("/comptes").body;
    for rank in 0..15 {
        assert!(accounts.contains(&format!("Personne a{rank}")) && accounts.contains(&format!("Personne b{rank}")));
    }
    let doctor = pacte(&["doctor"]).on(&base).run();
    assert!(doctor.went_well().contains("rien d’altéré"), "{doctor:?}");

    // And a session closed on one is closed on the other.
    assert_eq!(other.post("/deconnexion", "").status, 303);
    let refused = one.get("/comptes");
    assert!(
        refused.status == 303 && refused.location().starts_with("/connexion"),
        "{}",
        refused.status
    );
    let (code, err) = one.stop();
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(other.get("/sante").status, 200, "the other goes on alone");
}
