//! Secrets are never in the logs, whatever their level, nor in the journal.

use identity::Codes;
use testkit::moment::NOW;

use super::{PASSWORD, administrator, sign_in, value_after, world};
use crate::cast::Who;
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
