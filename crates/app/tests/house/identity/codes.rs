//! The second step: installed, asked for, never accepted twice, recovered from, removed.

use identity::Codes;
use testkit::{Answer, Client, World};

use super::{PASSWORD, administrator, facts_since, now, sign_in, wait, world};
use crate::cast::Who;

/// The secret that the page of installation shows.
fn secret_in(answer: &Answer) -> String {
    let html = answer.text();
    let (_, rest) = html.split_once("<code class=\"secret\">").expect("a secret");
    rest.split('<').next().expect("its end").replace(' ', "")
}

fn recovery_codes_in(answer: &Answer) -> Vec<String> {
    let html = answer.text();
    let parts = html.split("<li><code>").skip(1);
    parts.filter_map(|part| part.split('<').next()).map(str::to_owned).collect()
}

pub(super) struct Phone(Codes);

impl Phone {
    fn code(&self) -> String {
        self.0.code(now())
    }
}

/// The neighbour turns on the second step.
pub(super) async fn install(client: &mut Client) -> (Phone, Vec<String>) {
    let begun = client.post("/compte/code/debut", "").await;
    assert_eq!(begun.status, 200);
    assert!(begun.text().contains("<svg class=\"qr\""), "a picture for the phone");
    assert!(!begun.text().contains("style="), "no inline style");
    let phone = Phone(Codes::read(&secret_in(&begun)).expect("a secret"));
    let wrong = client.post("/compte/code", "code=000000").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(secret_in(&wrong), phone.0.letters(), "the same secret is still there");
    let done = client.post("/compte/code", &format!("code={}", phone.code())).await;
    assert_eq!(done.status, 200, "{}", done.words());
    let codes = recovery_codes_in(&done);
    assert_eq!(codes.len(), 10, "{}", done.words());
    (phone, codes)
}

async fn to_the_code(world: &World) -> Client {
    let mut client = world.visitor();
    let answer = sign_in(&mut client, PASSWORD).await;
    assert_eq!((answer.status, answer.location()), (303, "/connexion/code"));
    assert_eq!(client.get("/compte").await.status, 303, "nobody is signed in yet");
    client
}

async fn give(client: &mut Client, code: &str) -> Answer {
    client.post("/connexion/code", &format!("code={code}")).await
}

#[tokio::test]
async fn a_code_is_asked_for_after_the_password_and_accepted_once() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let before = world.journal().await;
    let (phone, _) = install(&mut neighbour).await;
    assert_eq!(facts_since(&world, &before).await, ["second_step_enabled"]);
    assert!(neighbour.get("/compte").await.words().contains("10 codes de secours restent"));

    let mut client = to_the_code(&world).await;
    let used = give(&mut client, &phone.code()).await;
    assert_eq!(
        used.status,
        422,
        "the code that confirmed the installation is used: {}",
        used.words()
    );
    wait(30);
    let before = world.journal().await;
    let code = phone.code();
    let answer = give(&mut client, &format!("{}+{}", &code[..3], &code[3..])).await;
    assert_eq!((answer.status, answer.location()), (303, "/conventions"));
    assert_eq!(facts_since(&world, &before).await, ["signed_in"]);
    assert_eq!(client.get("/compte").await.status, 200);

    let mut second = to_the_code(&world).await;
    assert_eq!(give(&mut second, &code).await.status, 422, "not twice");
    wait(60);
    assert_eq!(give(&mut second, &code).await.status, 422, "nor later");
    wait(30);
    assert_eq!(give(&mut second, &phone.code()).await.status, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_give_the_same_code_together_one_enters() {
    let world = world().await;
    let (phone, _) = install(&mut Who::Neighbour.at(&world).await).await;
    wait(30);
    let (mut one, mut two) = (to_the_code(&world).await, to_the_code(&world).await);
    let code = phone.code();
    let (first, second) = tokio::join!(give(&mut one, &code), give(&mut two, &code));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
}

#[tokio::test]
async fn a_recovery_code_is_used_once_and_new_ones_replace_the_old() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let (phone, codes) = install(&mut neighbour).await;
    let mut client = to_the_code(&world).await;
    assert_eq!(give(&mut client, &codes[0].to_lowercase()).await.status, 303);
    let mut again = to_the_code(&world).await;
    assert_eq!(give(&mut again, &codes[0]).await.status, 422, "used up");
    assert!(client.get("/compte").await.words().contains("9 codes de secours restent"));

    wait(30);
    let before = world.journal().await;
    let wrong = neighbour
        .post("/compte/code/secours", &format!("code={}&mdp=faux", phone.code()))
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(world.journal().await, before);
    let form = format!("code={}&mdp={PASSWORD}", phone.code());
    let renewed = neighbour.post("/compte/code/secours", &form).await;
    assert_eq!(renewed.status, 200, "{}", renewed.words());
    assert_eq!(facts_since(&world, &before).await, ["recovery_codes_renewed"]);
    assert_eq!(
        neighbour.post("/compte/code/secours", &form).await.status,
        422,
        "the code is used"
    );
    assert_eq!(give(&mut again, &codes[1]).await.status, 422, "replaced");
    assert_eq!(give(&mut again, &recovery_codes_in(&renewed)[1]).await.status, 303);
}

#[tokio::test]
async fn guessing_codes_is_slowed_down_and_a_pending_step_ends() {
    let world = world().await;
    let (phone, _) = install(&mut Who::Neighbour.at(&world).await).await;
    wait(30);
    let mut client = to_the_code(&world).await;
    for _ in 0..5 {
        assert!(give(&mut client, "000000").await.words().contains("Ce code n’est pas le bon"));
    }
    let limited = give(&mut client, &phone.code()).await;
    assert!(limited.words().contains("Trop d’essais"), "{}", limited.words());
    let mut again = to_the_code(&world).await;
    assert!(
        give(&mut again, &phone.code()).await.words().contains("Trop d’essais"),
        "the count is the person’s"
    );
    wait(10 * 60);
    let late = give(&mut client, &phone.code()).await;
    assert!(late.words().contains("Recommencez la connexion"), "{}", late.words());
    let mut fresh = to_the_code(&world).await;
    assert_eq!(give(&mut fresh, &phone.code()).await.status, 303);
}

#[tokio::test]
async fn it_is_turned_off_by_a_password_and_a_code_or_removed_by_an_administrator() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let (phone, _) = install(&mut neighbour).await;
    wait(30);
    let before = world.journal().await;
    let no_code = neighbour
        .post("/compte/code/fin", &format!("code=000000&mdp={PASSWORD}"))
        .await;
    assert_eq!((no_code.status, world.journal().await.len()), (422, before.len()));
    let off = neighbour
        .post("/compte/code/fin", &format!("code={}&mdp={PASSWORD}", phone.code()))
        .await;
    assert_eq!(off.status, 303, "{}", off.words());
    assert_eq!(facts_since(&world, &before).await, ["second_step_disabled"]);
    assert_eq!(sign_in(&mut world.visitor(), PASSWORD).await.location(), "/conventions");

    install(&mut neighbour).await;
    let mut administrator = administrator(&world).await;
    let page = administrator.get("/comptes/acces").await.words();
    assert!(
        page.contains("Andréa Voisin\npersonne10@exemple.invalid, activé le"),
        "{page}"
    );
    let before = world.journal().await;
    assert_eq!(administrator.post("/comptes/code/fin", "personne=10").await.status, 303);
    assert_eq!(facts_since(&world, &before).await, ["second_step_removed"]);
    assert_eq!(administrator.post("/comptes/code/fin", "personne=10").await.status, 404);
    assert_eq!(sign_in(&mut world.visitor(), PASSWORD).await.location(), "/conventions");
}
