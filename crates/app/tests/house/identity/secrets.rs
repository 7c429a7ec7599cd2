//! Secrets are never in the logs, whatever their level, nor in the journal.

use app::rooms;
use domain::digest::Digest;
use identity::Codes;
use testkit::moment::NOW;

use super::{PASSWORD, administrator, sign_in, value_after, world};
use crate::cast::{self, Who};
use crate::forms::form_of;
use crate::heard::Heard;

#[tokio::test]
async fn nothing_secret_is_logged_or_told() {
    let heard = Heard::default();
    let _guard = heard.listen();
    let world = world().await;
    let mut secrets = vec![
        "un long mot de passe".to_owned(),
        "un+long+mot".to_owned(),
        "argon2id".to_owned(),
    ];

    let mut administrator = administrator(&world).await;
    let invited = administrator
        .post("/comptes/invitations", "nom=Lou&mel=lou%40exemple.invalid")
        .await;
    let address = value_after(&invited.text(), "id=\"lien\"");
    let key = address.split('=').nth(1).expect("a key").to_owned();
    world.visitor().get(&format!("/lien?cle={key}")).await;
    // A page that fails is logged with what was asked, without what follows `?`.
    world.visitor().get(&format!("/nulle-part?cle={key}")).await;
    let mut lou = world.visitor();
    lou.post("/lien", &format!("cle={key}&mdp={PASSWORD}")).await;
    secrets.push(key);

    let mut neighbour = world.visitor();
    let signed_in = sign_in(&mut neighbour, PASSWORD).await;
    let cookie = signed_in.header("set-cookie").to_owned();
    secrets.push(cookie.split(['=', ';']).nth(1).expect("a token").to_owned());
    let begun = neighbour.post("/compte/code/debut", "").await.text();
    let (_, letters) = begun.split_once("<code class=\"secret\">").expect("a secret");
    let letters = letters.split('<').next().expect("its end").replace(' ', "");
    let code = Codes::read(&letters).expect("a secret").code(NOW);
    let shown = neighbour.post("/compte/code", &format!("code={code}")).await.text();
    let recovery = shown
        .split("<li><code>")
        .nth(1)
        .and_then(|part| part.split('<').next())
        .expect("a code");
    secrets.extend([letters, recovery.to_owned()]);
    neighbour
        .post("/compte", "actuel=un+long+mot+de+passe&nouveau=un+autre+mot+secret")
        .await;
    secrets.push("un autre mot secret".to_owned());
    Who::Visitor
        .at(&world)
        .await
        .post("/connexion", "mel=x%40y.fr&mdp=jamais+le+bon")
        .await;
    secrets.push("jamais le bon".to_owned());

    let logged = String::from_utf8(heard.all()).expect("text");
    assert!(logged.contains("answered"), "something is logged: {logged}");
    let journal = format!("{:?}", world.journal().await);
    for secret in secrets {
        assert!(!logged.contains(&secret), "{secret} is in the logs");
        assert!(!journal.contains(&secret), "{secret} is in the journal");
    }
}

#[tokio::test]
async fn the_code_of_an_empty_installation_is_forgotten_once_someone_founds_it() {
    let code = "AAAA-BBBB-CCCC";
    let world = cast::installation(rooms::routes(Some(Digest::of(code.as_bytes())))).await;
    let (kind, key) = (people::FOUNDING_CODE, people::founding_key());
    let mut notes = world.store.notes(NOW).await.expect("notes");
    notes.keep(kind, key, code, NOW.plus_seconds(3600)).await.expect("kept");
    notes.commit().await.expect("kept");
    let founded = world.visitor().post("/installation", form_of("/installation").fields).await;
    assert_eq!(founded.status, 303);
    let mut notes = world.store.notes(NOW).await.expect("notes");
    assert_eq!(notes.hold(kind, key).await.expect("read"), None);
}
