//! The register of écarts: what is listed, found and settled, by whom; two who answer at once; a rule put aside; what outlives the
//! words that caused it.

use domain::access::verbs::SettleAnomalies;
use domain::followup::Signature;
use domain::settlement::{AnomaliesSettled, AnomalyKey, RuleSwitched, SettledAnomaly, Settlement, SettlementState};
use people::Persona;
use store::Store;
use testkit::moment::NOW;
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::facts::{check, since};

/// In the convention where someone works: an answer to what the text no longer says, and a rule that was put aside then applied.
pub(crate) async fn fill(store: &Store, who: Who) {
    let (_, convention, _) = who.mandate().expect("held");
    let by = Signature {
        person: who.person(),
        organisation: None,
    };
    let settled = AnomaliesSettled {
        convention,
        anomalies: vec![SettledAnomaly {
            key: AnomalyKey::of("action_count", "trente fiches actions", None),
            sentence: "Le texte annonce trente fiches actions.".to_owned(),
            seen: 0,
        }],
        settlement: Settlement {
            state: SettlementState::Closed,
            words: "La page a été remplacée".to_owned(),
            ..Settlement::default()
        },
        by,
        at: NOW,
    };
    let switched = RuleSwitched {
        convention,
        rule: "article_unknown".to_owned(),
        applies: true,
        reason: String::new(),
        seen: 0,
        by,
        at: NOW,
    };
    let tx = store.begin::<SettleAnomalies>(&who.viewer(), convention, NOW).await;
    let tx = tx.expect("permitted").record::<anomalies::Tables, _>(&settled).await;
    let tx = tx.expect("recorded").record::<anomalies::Tables, _>(&switched).await;
    tx.expect("recorded").commit().await.expect("kept");
}

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const LIST: &str = "/conventions/1/ecarts";
const RULES: &str = "/conventions/1/ecarts/regles";

/// The écart whose sentence holds these words, as the form of several sends it.
fn ticket(page: &str, words: &str) -> String {
    let rows = page.split("name=\"ecart\" value=\"").skip(1);
    let mut rows = rows.filter(|row| row.split("</li>").next().is_some_and(|row| row.contains(words)));
    let row = rows.next().unwrap_or_else(|| panic!("no écart says {words}: {page}"));
    row.split('"').next().expect("a value").to_owned()
}

fn key(ticket: &str) -> &str {
    ticket.split('.').next().expect("a key")
}

fn address(ticket: &str) -> String {
    format!("{LIST}/ecart?cle={}", key(ticket))
}

async fn done(client: &mut Client, address: &str, form: &str) -> String {
    let answer = client.post(address, form).await;
    assert_eq!(answer.status, 303, "{form}: {}", answer.words());
    answer.location().to_owned()
}

async fn count_announced(world: &World) -> (Client, String) {
    let mut client = COORDINATOR.at(world).await;
    let page = client.get(LIST).await;
    assert_eq!(page.status, 200);
    let ticket = ticket(&page.text(), "25 fiches");
    (client, ticket)
}

#[tokio::test]
async fn the_register_lists_what_the_text_contradicts_in_four_ways() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    for (address, said) in [
        (LIST.to_owned(), "Registre des écarts"),
        (format!("{LIST}?vue=endroit"), "Début du texte"),
        (format!("{LIST}?vue=action"), "Action 1"),
        (format!("{LIST}?vue=qui"), "Personne encore"),
        (format!("{LIST}?gravite=high"), "À trancher"),
        (format!("{LIST}?mots=secretariat"), "secrétariat"),
    ] {
        let page = client.get(&address).await;
        assert_eq!(page.status, 200, "{address}");
        assert!(page.words().contains(said), "{address}: {}", page.words());
    }
    let none = client.get(&format!("{LIST}?mots=piscine")).await.words();
    assert!(none.contains("Aucun écart ne répond à ces filtres"), "{none}");
    assert_eq!(client.get(&format!("{LIST}?etat=resolu")).await.status, 422);
    let sheet = client.get(&format!("{LIST}?gravite=high&forme=csv")).await.text();
    assert!(sheet.starts_with("\u{feff}Famille;Gravité;Écart;"), "{sheet}");
    assert!(!sheet.contains("Pour information"), "the filters hold: {sheet}");
    let annex = client.get(&format!("{LIST}/annexe")).await.words();
    assert!(
        annex.contains("Écarts du texte signé") && annex.contains("à compléter en séance"),
        "{annex}"
    );
}

#[tokio::test]
async fn an_ecart_is_entrusted_then_decided_and_nothing_said_is_lost() {
    let world = cast::world().await;
    let (mut client, ticket) = count_announced(&world).await;
    let before = world.journal().await;
    let entrusted = format!("seul=oui&ecart={ticket}&geste=open&confie=Camille+Roche&pour=2026-12-20");
    let back = done(&mut client, LIST, &entrusted).await;
    assert!(back.starts_with(&format!("{}&note=1&lot=", address(&ticket))), "{back}");
    assert!(
        client.get(&back).await.text().contains("value=\"annuler\""),
        "an answer alone is taken back too"
    );
    check::<AnomaliesSettled>(&since(&world, &before).await);
    let page = client.get(&address(&ticket)).await.words();
    assert!(page.contains("confié à Camille Roche pour le 20 déc. 2026"), "{page}");
    let owned = client.get(&format!("{LIST}?qui=Camille+Roche")).await.words();
    assert!(owned.contains("25 fiches"), "{owned}");

    let decision = format!(
        "seul=oui&ecart={}.1&geste=decided&dit=Vingt-quatre+actions+font+foi&instance=Comit%C3%A9+de+pilotage&jour=2026-11-20",
        key(&ticket)
    );
    done(&mut client, LIST, &decision).await;
    let page = client.get(&address(&ticket)).await.words();
    for said in [
        "Décidé",
        "Comité de pilotage du 20 nov. 2026",
        "Vingt-quatre actions font foi",
        "confié à Camille Roche",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let decided = client.get(&format!("{LIST}?etat=decided")).await.words();
    assert!(decided.contains("Vingt-quatre actions font foi"), "{decided}");
    let annex = client.get(&format!("{LIST}/annexe?etat=decided")).await.words();
    assert!(annex.contains("Déjà répondus"), "{annex}");
    crate::hand::sound(&world).await;
}

#[tokio::test]
async fn several_get_the_same_answer_and_what_is_wrong_is_said_with_what_was_typed() {
    let world = cast::world().await;
    let (mut client, first) = count_announced(&world).await;
    let second = ticket(&client.get(LIST).await.text(), "secrétariat");
    let wrong = format!("ecart={first}&ecart={second}&geste=closed&dit=&jour=&pour=");
    let refused = client.post(LIST, &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.words().contains("Dites pourquoi, en une phrase"),
        "{}",
        refused.words()
    );
    let ticked = format!("value=\"{first}\" form=\"lot\" checked");
    assert!(refused.text().contains(&ticked), "what was ticked stays so");
    let filtered = client.post(&format!("{LIST}?gravite=high"), &wrong).await.text();
    assert!(
        filtered.contains("<option value=\"high\" selected"),
        "the filters stay: {filtered}"
    );
    let nothing = client.post(LIST, "geste=closed&dit=Vu").await;
    assert!(nothing.words().contains("Cochez au moins un écart"), "{}", nothing.words());

    let before = world.journal().await;
    let both = format!("ecart={first}&ecart={second}&ecart={second}&geste=for_amendment&dit=Au+prochain+avenant");
    let back = done(&mut client, LIST, &both).await;
    assert!(back.starts_with(&format!("{LIST}?note=2&lot=")), "{back}");
    check::<AnomaliesSettled>(&since(&world, &before).await);
    let said = client.get(&format!("{LIST}?note=2")).await.words();
    assert!(said.contains("2 écarts ont reçu cette réponse"), "{said}");
    let waits = client.get(&format!("{LIST}?etat=for_amendment")).await.words();
    assert!(
        waits.contains("25 fiches") && waits.contains("Au prochain avenant"),
        "{waits}"
    );
    let journal = client.get("/conventions/1/journal").await.words();
    assert!(journal.contains("Une réponse a été donnée à des écarts"), "{journal}");
}

#[tokio::test]
async fn several_answers_are_taken_back_together_by_whoever_gave_them() {
    let world = cast::world().await;
    let (mut client, first) = count_announced(&world).await;
    let second = ticket(&client.get(LIST).await.text(), "secrétariat");
    let both = format!("ecart={first}&ecart={second}&geste=for_amendment&dit=Au+prochain+avenant");
    let back = done(&mut client, &format!("{LIST}?gravite=high"), &both).await;
    assert!(back.starts_with(&format!("{LIST}?gravite=high&note=2&lot=")), "{back}");
    let page = client.get(&back).await;
    assert!(page.words().contains("dix minutes"), "{}", page.words());
    assert!(page.text().contains("value=\"annuler\""));
    let lot = back.split("lot=").nth(1).expect("a lot").to_owned();
    let taking_back = format!("geste=annuler&lot={lot}");
    let mut other = Who::Persona(Persona::SecondCoordinator).at(&world).await;
    let refused = other.post(LIST, &taking_back).await;
    assert_eq!(refused.status, 422);
    assert!(refused.words().contains("ne sont pas les vôtres"), "{}", refused.words());
    assert_eq!(client.post(LIST, "geste=annuler&lot=hier").await.status, 404);
    let before = world.journal().await;
    let undone = done(&mut client, &format!("{LIST}?gravite=high"), &taking_back).await;
    assert!(undone.starts_with(&format!("{LIST}?gravite=high&annule=2")), "{undone}");
    check::<AnomaliesSettled>(&since(&world, &before).await);
    let page = client.get(&undone).await.words();
    assert!(page.contains("2 écarts sont revenus à ce qu’ils étaient"), "{page}");
    let none = client.get(&format!("{LIST}?etat=for_amendment")).await.words();
    assert!(!none.contains("Au prochain avenant"), "{none}");
    let key = first.split('.').next().expect("a key");
    let sheet = client.get(&format!("/conventions/1/ecarts/ecart?cle={key}")).await.words();
    assert!(
        sheet.contains("Au prochain avenant"),
        "what was said stays in its history: {sheet}"
    );
}

#[tokio::test]
async fn of_two_who_answer_at_once_the_second_reads_the_first_and_loses_nothing() {
    let world = cast::world().await;
    let (mut one, ticket) = count_announced(&world).await;
    let mut two = Who::Persona(Persona::FundOfficer).at(&world).await;
    let form = |said: &str| format!("seul=oui&ecart={ticket}&geste=explained&dit={said}");
    done(&mut one, LIST, &form("La+premiere+raison")).await;
    let late = two.post(LIST, &form("La+seconde+raison")).await;
    assert_eq!(late.status, 422);
    let words = late.words();
    assert!(words.contains("Quelqu’un d’autre vient de répondre"), "{words}");
    assert!(words.contains("La premiere raison"), "{words}");
    assert!(late.text().contains("La seconde raison"), "what was typed stays in the form");
    let again = form("La+seconde+raison").replace(".0&", ".1&");
    done(&mut two, LIST, &again).await;
    let page = one.get(&address(&ticket)).await.words();
    assert!(
        page.contains("La premiere raison") && page.contains("La seconde raison"),
        "{page}"
    );
}

#[tokio::test]
async fn those_who_sign_read_the_register_and_those_who_run_the_plan_settle() {
    let world = cast::world().await;
    let (_, ticket) = count_announced(&world).await;
    let form = format!("ecart={ticket}&geste=closed&dit=Vu");
    let mut auditor = Who::Persona(Persona::Auditor).at(&world).await;
    let page = auditor.get(LIST).await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("form=\"lot\""), "nothing to tick");
    assert_eq!(auditor.post(LIST, &form).await.status, 404);
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    for hidden in [LIST, RULES, &address(&ticket), "/conventions/1/ecarts/annexe"] {
        assert_eq!(partner.get(hidden).await.status, 404, "{hidden}");
    }
    let (mut client, _) = count_announced(&world).await;
    for wrong in ["x", &"0".repeat(64)] {
        assert_eq!(client.get(&format!("{LIST}/ecart?cle={wrong}")).await.status, 404, "{wrong}");
        let form = format!("ecart={wrong}.0&geste=closed&dit=Vu");
        assert_eq!(client.post(LIST, &form).await.status, 404, "{wrong}");
    }
}

#[tokio::test]
async fn a_rule_put_aside_says_why_and_its_ecarts_leave_the_list_until_it_applies_again() {
    let world = cast::world().await;
    let (mut client, ticket) = count_announced(&world).await;
    let mute = client.post(RULES, "regle=action_count&geste=ecarter&motif=+&vu=0").await;
    assert_eq!(mute.status, 422);
    assert!(
        mute.words().contains("Dites pourquoi cette règle ne sert pas"),
        "{}",
        mute.words()
    );
    let before = world.journal().await;
    done(
        &mut client,
        RULES,
        "regle=action_count&geste=ecarter&motif=Les+fiches+viendront&vu=0",
    )
    .await;
    check::<RuleSwitched>(&since(&world, &before).await);
    assert!(!client.get(LIST).await.words().contains("25 fiches"));
    assert_eq!(client.get(&address(&ticket)).await.status, 404);
    let rules = client.get(&format!("{RULES}?montrer=ecart")).await.words();
    assert!(
        rules.contains("Les fiches viendront") && rules.contains("Mise de côté"),
        "{rules}"
    );
    let late = client.post(RULES, "regle=action_count&geste=ecarter&motif=Encore&vu=0").await;
    assert_eq!(late.status, 422, "someone did meanwhile");
    done(&mut client, RULES, "regle=action_count&geste=appliquer&motif=&vu=1").await;
    assert!(client.get(LIST).await.words().contains("25 fiches"));
    assert_eq!(
        client.post(RULES, "regle=invented&geste=ecarter&motif=x&vu=0").await.status,
        404
    );
}
