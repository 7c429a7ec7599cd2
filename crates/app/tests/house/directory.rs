//! The directory: who finds whom, contacts, other names, what is the same as what, and the file for a spreadsheet.

use std::time::Duration;

use app::rooms;
use domain::access::Installation;
use domain::access::verbs::KeepDirectory;
use domain::digest::Digest;
use domain::people::{
    AliasAdded, AliasRemoved, ContactRecorded, DistinctDeclared, MergeUndone, Merged, OrganisationRecorded,
    OrganisationSeparated, PersonAttached, PersonDetached,
};
use people::Persona;
use store::Sequence;
use testkit::moment::NOW;
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::facts::{check, check_administrator, since};
use crate::forms::form_of;
use crate::mandates::check_sound;

const ADMINISTRATOR: Who = Who::Persona(Persona::Administrator);

async fn world() -> (World, Client) {
    let world = cast::world().await;
    let administrator = ADMINISTRATOR.at(&world).await;
    (world, administrator)
}

#[tokio::test]
async fn a_contact_is_found_wherever_the_organisation_is_named_and_opens_nothing() {
    let (world, mut administrator) = world().await;
    let long = format!("{} محمد", "Ély".repeat(37));
    let encoded = "%C3%89ly".repeat(37) + "+%D9%85%D8%AD%D9%85%D8%AF";
    let before = world.journal().await;
    let fields = format!("nom={encoded}&mel=Accueil%40exemple.invalid&organisme=1&fonction=Directrice");
    let answer = administrator.post("/annuaire/contacts", &fields).await;
    assert_eq!((answer.status, answer.location()), (303, "/annuaire/personnes/13"));
    let rows = since(&world, &before).await;
    check_administrator(&check::<ContactRecorded>(&rows));
    check::<PersonAttached>(&rows);
    // Several people may share an address; a form sent twice makes two, which are proposed as one.
    assert_eq!(administrator.post("/annuaire/contacts", &fields).await.status, 303);
    let page = administrator.get("/annuaire/personnes/13").await.words();
    assert!(
        page.contains(&long) && page.contains("Sans compte") && page.contains("Directrice"),
        "{page}"
    );
    for who in [Who::Persona(Persona::Auditor), Who::Neighbour] {
        let place = if who == Who::Neighbour { 2 } else { 1 };
        let mut member = who.at(&world).await;
        let list = member
            .get(&format!("/conventions/{place}/annuaire?vue=personnes&q=accueil"))
            .await
            .words();
        assert!(
            list.contains(&long) && list.contains("accueil@exemple.invalid"),
            "{who:?}: {list}"
        );
        assert_eq!(
            member
                .get(&format!("/conventions/{place}/annuaire/personnes/13"))
                .await
                .status,
            200
        );
    }
    let doublons = administrator.get("/annuaire/doublons").await.words();
    assert!(doublons.contains("même adresse électronique"), "{doublons}");
    assert!(doublons.contains("accueil@exemple.invalid"), "{doublons}");
    let entered = world.visitor().post("/demo", "personne=13").await;
    assert_eq!(entered.status, 404, "a contact does not come in");
    let listed = administrator.get("/comptes").await.words();
    assert!(!listed.contains(&long), "nor stands among the accounts");
    check_sound(&world).await;
}

#[tokio::test]
async fn a_contact_may_hold_a_mandate() {
    let (world, mut administrator) = world().await;
    administrator
        .post("/annuaire/contacts", "nom=Ana+Contact&mel=&organisme=1&fonction=")
        .await;
    let given = administrator
        .post("/mandats", "personne=13&place=1-1&role=partner_contact&debut=2026-01-01&fin=")
        .await;
    assert!(matches!(given.status, 303 | 422), "{}", given.words());
    let page = administrator.get("/comptes?personne=13").await;
    assert!(
        page.text().contains("<option value=\"13\" selected>Ana Contact</option>"),
        "chosen by its page"
    );
    check_sound(&world).await;
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let (world, mut administrator) = world().await;
    let before = world.journal().await;
    let refused = administrator
        .post(
            "/annuaire/contacts",
            "nom=+&mel=sans-arobase&organisme=999&fonction=Directrice",
        )
        .await;
    assert_eq!(refused.status, 422);
    let (words, html) = (refused.words(), refused.text());
    for said in [
        "3 réponses à corriger",
        "Indiquez le prénom",
        "sans-arobase",
        "Choisissez l’organisme",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(html.contains("value=\"sans-arobase\"") && html.contains("value=\"Directrice\""));
    for (address, fields, status) in [
        ("/annuaire/rattachements", "personne=999&organisme=1&fonction=", 404),
        ("/annuaire/rattachements", "personne=1&organisme=999&fonction=", 422),
        ("/annuaire/rattachements/retrait", "personne=1&organisme=999", 404),
        ("/annuaire/noms", "organisme=999&autre=x", 404),
        ("/annuaire/noms", "organisme=1&autre=+", 422),
        ("/annuaire/noms", "organisme=1&autre=AUTRE+nom+du+premier", 422),
        ("/annuaire/noms/retrait", "organisme=2&autre=Autre+nom+du+premier", 303),
        ("/annuaire/fusion", "quoi=organisation&garde=1&autre=999", 404),
        ("/annuaire/fusion", "quoi=organisation&garde=1&autre=1", 422),
        ("/annuaire/fusion", "quoi=organisation&garde=1", 422),
        ("/annuaire/fusion", "quoi=convention&garde=1&autre=2", 404),
        ("/annuaire/fusion", "quoi=person&garde=1&autre=2", 422),
        ("/annuaire/fusion/retour", "quoi=organisation&garde=1&autre=2", 303),
        ("/annuaire/distincts", "quoi=person&garde=1&autre=999", 404),
        ("/annuaire/separation", "organisme=1&convention=999", 404),
        ("/annuaire/separation", "organisme=999&convention=1", 404),
    ] {
        assert_eq!(administrator.post(address, fields).await.status, status, "{address} {fields}");
    }
    assert_eq!(world.journal().await, before, "nothing was recorded");
}

#[tokio::test]
async fn one_convention_shows_nothing_of_another() {
    let (world, mut administrator) = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let introuvable = world.visitor().get("/nulle-part").await;
    for address in [
        "/conventions/2/annuaire/personnes/2",
        "/conventions/2/annuaire/personnes/999999",
        "/conventions/2/annuaire/organismes/999999",
        "/conventions/1/annuaire",
        "/annuaire",
        "/annuaire/personnes/1",
    ] {
        assert_eq!(neighbour.get(address).await, introuvable, "{address}");
    }
    let list = neighbour.get("/conventions/2/annuaire?vue=personnes").await.words();
    assert!(list.contains("Andréa Voisin") && !list.contains("Inès Belkacem"), "{list}");
    let file = neighbour.get("/conventions/2/annuaire/export?vue=personnes").await.text();
    assert!(file.contains("Andréa Voisin") && !file.contains("Inès Belkacem"), "{file}");
    // An organisation named only in the reference convention.
    let own = cast::organisation_of(&world, 1).await;
    assert_eq!(
        neighbour.get(&format!("/conventions/2/annuaire/organismes/{own}")).await,
        introuvable
    );
    // Administering opens no directory of a convention.
    assert_eq!(administrator.get("/conventions/1/annuaire").await, introuvable);
}

#[tokio::test]
async fn people_come_and_go_from_organisations() {
    let (world, mut administrator) = world().await;
    let before = world.journal().await;
    administrator
        .post("/annuaire/rattachements", "personne=9&organisme=5&fonction=Tr%C3%A9sorier")
        .await;
    let page = administrator.get("/annuaire/organismes/5").await.words();
    assert!(page.contains("Alex Simon") && page.contains("Trésorier"), "{page}");
    let leaving = administrator.get("/annuaire/personnes/9/passation").await.words();
    assert!(
        leaving.contains("Trésorier, ") && leaving.contains("ne passe à personne"),
        "{leaving}"
    );
    administrator
        .post("/annuaire/rattachements/retrait", "personne=9&organisme=5")
        .await;
    check::<PersonDetached>(&since(&world, &before).await);
    let page = administrator.get("/annuaire/organismes/5").await.words();
    assert!(!page.contains("Alex Simon"), "{page}");
}

#[tokio::test]
async fn another_name_is_found_and_recognised_in_the_next_text() {
    let (world, mut administrator) = world().await;
    let own = cast::organisation_of(&world, 1).await;
    let before = world.journal().await;
    administrator
        .post("/annuaire/noms", &format!("organisme={own}&autre=Les+Landes-Mirabeau"))
        .await;
    check_administrator(&check::<AliasAdded>(&since(&world, &before).await));
    let found = administrator.get("/annuaire?q=landes").await.words();
    assert!(
        found.contains("1 organisme") && found.contains("Les Landes-Mirabeau"),
        "{found}"
    );
    let text = String::from_utf8(app::demo::EXAMPLE.to_vec())
        .expect("a text")
        .replace("Pennes", "Landes")
        .replace("PENNES", "LANDES");
    let convention = cast::enter(&world.store, &text).await;
    let page = administrator.get(&format!("/annuaire/organismes/{own}")).await.words();
    let (_, named) = page.split_once("Conventions qui le nomment").expect("a list");
    let (named, _) = named.split_once("Ce n’est pas le même partout").expect("an end of it");
    assert_eq!(named.matches("CTG 2022-2026").count(), 2, "convention {convention}: {named}");
    let before = world.journal().await;
    let fields = format!("organisme={own}&autre=Les+Landes-Mirabeau");
    administrator.post("/annuaire/noms/retrait", &fields).await;
    administrator.post("/annuaire/noms/retrait", &fields).await;
    let rows = since(&world, &before).await;
    check::<AliasRemoved>(&rows);
    assert_eq!(rows.len(), 1, "sent twice, told once");
    check_sound(&world).await;
}

#[tokio::test]
async fn a_merge_moves_what_is_held_and_is_undone_whole() {
    let (world, mut administrator) = world().await;
    let own = cast::organisation_of(&world, 1).await;
    let merged = |garde: i64, autre: i64| format!("quoi=organisation&garde={garde}&autre={autre}");
    let before = world.journal().await;
    // 7 into the commune, then the commune into 5: what each brought stays known.
    administrator.post("/annuaire/fusion", &merged(own, 7)).await;
    check_administrator(&check::<Merged>(&since(&world, &before).await));
    administrator.post("/annuaire/fusion", &merged(own, 7)).await;
    assert_eq!(world.journal().await.len(), before.len() + 1, "sent twice, told once");
    assert_eq!(administrator.post("/annuaire/fusion", &merged(5, own)).await.status, 303);
    check_sound(&world).await;
    for old in [7, own] {
        let answer = administrator.get(&format!("/annuaire/organismes/{old}")).await;
        assert_eq!((answer.status, answer.location()), (303, "/annuaire/organismes/5"), "{old}");
    }
    let kept = administrator.get("/annuaire/organismes/5").await.words();
    assert!(
        kept.contains("Camille Roche") && kept.contains("Les Pennes-Mirabeau"),
        "{kept}"
    );
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    assert_eq!(coordinator.get("/conventions/1").await.status, 200, "the mandate follows");
    // A merge under another is not undone before that one.
    administrator.post("/annuaire/fusion/retour", &merged(own, 7)).await;
    assert_eq!(
        administrator.get("/annuaire/organismes/7").await.location(),
        "/annuaire/organismes/5"
    );
    let before = world.journal().await;
    administrator.post("/annuaire/fusion/retour", &merged(5, own)).await;
    check::<MergeUndone>(&since(&world, &before).await);
    check_sound(&world).await;
    assert_eq!(
        administrator.get("/annuaire/organismes/7").await.location(),
        format!("/annuaire/organismes/{own}")
    );
    let back = administrator.get(&format!("/annuaire/organismes/{own}")).await.words();
    assert!(back.contains("Camille Roche"), "{back}");
    let left = administrator.get("/annuaire/organismes/5").await.words();
    assert!(!left.contains("Camille Roche"), "{left}");
    administrator.post("/annuaire/fusion/retour", &merged(own, 7)).await;
    assert_eq!(administrator.get("/annuaire/organismes/7").await.status, 200);
    check_sound(&world).await;
}

#[tokio::test]
async fn what_cannot_be_one_is_refused_in_its_own_words() {
    let (world, mut administrator) = world().await;
    let before = world.journal().await;
    for (garde, autre, said) in [
        (2, 3, "deux signataires d’une même convention"),
        (1, 2, "deux signataires d’une même convention"),
        (1, 10, "deux signataires d’une même convention"),
        (6, 9, "n’ont pas la même nature"),
        (2, 6, "n’ont pas la même nature"),
    ] {
        let form = format!("quoi=organisation&garde={garde}&autre={autre}");
        let refused = administrator.post("/annuaire/fusion", &form).await;
        assert_eq!(refused.status, 422, "{garde} and {autre}");
        assert!(refused.words().contains(said), "{garde} and {autre}: {}", refused.words());
    }
    assert_eq!(world.journal().await, before);
    // What a person settles counts as what the referential says.
    let settled =
        "INSERT INTO unscoped_party_place_choice (convention, party, code, edition, instant) VALUES (2, 2, '13001', '2026', 0)";
    world.base.intrude(settled).await.expect("settled");
    let refused = administrator
        .post("/annuaire/fusion", "quoi=organisation&garde=2&autre=10")
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.words().contains("13071") && refused.words().contains("13001"),
        "{}",
        refused.words()
    );
    // One that was united already is named, and no other reason is given.
    administrator
        .post("/annuaire/fusion", "quoi=organisation&garde=5&autre=7")
        .await;
    let twice = administrator
        .post("/annuaire/fusion", "quoi=organisation&garde=8&autre=7")
        .await;
    assert!(
        twice.status == 422 && twice.words().contains("est déjà réunie avec une autre"),
        "{}",
        twice.words()
    );
    check_sound(&world).await;
}

#[tokio::test]
async fn two_merges_at_once_never_make_one_of_two_signatories() {
    let (world, mut one) = world().await;
    let mut other = ADMINISTRATOR.at(&world).await;
    // Each may be alone; both would put the second and the third together, which sign the same text.
    let merged = |garde: i64, autre: i64| format!("quoi=organisation&garde={garde}&autre={autre}");
    let (under, above) = (merged(7, 2), merged(3, 7));
    let (first, second) = tokio::join!(one.post("/annuaire/fusion", &under), other.post("/annuaire/fusion", &above));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422], "{} {}", first.words(), second.words());
    check_sound(&world).await;
}

#[tokio::test]
async fn whoever_unites_two_waits_for_whoever_holds_the_directory() {
    let (world, mut administrator) = world().await;
    let begun = world
        .store
        .begin::<KeepDirectory>(&ADMINISTRATOR.viewer(), Installation, NOW)
        .await;
    let mut held = begun.expect("permitted");
    held.allocate(Sequence::Installation("merge")).await.expect("held");
    let mut merge = Box::pin(administrator.post("/annuaire/fusion", "quoi=organisation&garde=7&autre=2"));
    let early = tokio::time::timeout(Duration::from_secs(1), &mut merge).await;
    assert!(early.is_err(), "what the other decides is not known yet");
    drop(held);
    assert_eq!(merge.await.status, 303);
}

#[tokio::test]
async fn what_cannot_be_one_is_not_proposed() {
    let (_world, mut administrator) = world().await;
    // Two that sign the same text, then two of which nothing says that they are two.
    for (organisation, name) in [
        (2, "Nom+des+signataires"),
        (3, "Nom+des+signataires"),
        (5, "Nom+des+autres"),
        (7, "Nom+des+autres"),
    ] {
        let fields = format!("organisme={organisation}&autre={name}");
        assert_eq!(administrator.post("/annuaire/noms", &fields).await.status, 303, "{fields}");
    }
    let page = administrator.get("/annuaire/doublons").await.text();
    let proposed = |one: i64, other: i64| {
        page.contains(&format!(
            "name=\"garde\" value=\"{one}\"><input type=\"hidden\" name=\"autre\" value=\"{other}\">"
        ))
    };
    assert!(proposed(5, 7), "{page}");
    assert!(!proposed(2, 3), "{page}");
}

#[tokio::test]
async fn a_mandate_is_offered_to_everyone_whatever_is_looked_for() {
    let (_world, mut administrator) = world().await;
    let page = administrator.get("/comptes?q=perrin").await.text();
    let (_, form) = page.split_once("action=\"/mandats\"").expect("a form");
    assert!(form.contains("Camille Roche") && form.contains("Nadia Perrin"), "{form}");
}

#[tokio::test]
async fn people_merge_unless_an_account_would_be_lost_or_a_mandate_held_twice() {
    let (world, mut administrator) = world().await;
    administrator
        .post(
            "/annuaire/contacts",
            "nom=Roche+Camille&mel=&organisme=5&fonction=R%C3%A9f%C3%A9rente",
        )
        .await;
    let doublons = administrator.get("/annuaire/doublons").await.words();
    assert!(doublons.contains("même nom"), "{doublons}");
    let twins = "quoi=person&garde=1&autre=13";
    let lost = administrator.post("/annuaire/fusion", "quoi=person&garde=13&autre=1").await;
    assert_eq!(lost.status, 422);
    assert!(
        lost.words().contains("a un compte ouvert, qui n’ouvrirait plus rien"),
        "{}",
        lost.words()
    );
    assert_eq!(administrator.post("/annuaire/fusion", twins).await.status, 303);
    let moved = administrator.get("/annuaire/personnes/13").await;
    assert_eq!((moved.status, moved.location()), (303, "/annuaire/personnes/1"));
    let kept = administrator.get("/annuaire/personnes/1").await.words();
    assert!(kept.contains("Référente") && kept.contains("Roche Camille"), "{kept}");
    check_sound(&world).await;
    administrator.post("/annuaire/fusion/retour", twins).await;
    let apart = administrator.get("/annuaire/personnes/1").await.words();
    assert!(!apart.contains("Référente"), "{apart}");
    // Both hold the same: one of the two ends first.
    let own = cast::organisation_of(&world, 1).await;
    let given = format!("personne=13&place=1-{own}&role=coordinator&debut=2026-01-01&fin=");
    assert_eq!(administrator.post("/mandats", &given).await.status, 303);
    let twice = administrator.post("/annuaire/fusion", twins).await;
    assert_eq!(twice.status, 422);
    assert!(
        twice.words().contains("tiendrait deux fois le même mandat"),
        "{}",
        twice.words()
    );
    check_sound(&world).await;
}

#[tokio::test]
async fn what_is_declared_distinct_is_proposed_no_more() {
    let (world, mut administrator) = world().await;
    administrator
        .post("/annuaire/contacts", "nom=Roche+Camille&mel=&organisme=5&fonction=")
        .await;
    assert!(
        administrator
            .get("/annuaire/doublons")
            .await
            .words()
            .contains("Roche Camille")
    );
    let before = world.journal().await;
    administrator
        .post("/annuaire/distincts", "quoi=person&garde=13&autre=1")
        .await;
    check::<DistinctDeclared>(&since(&world, &before).await);
    assert!(
        !administrator
            .get("/annuaire/doublons")
            .await
            .words()
            .contains("Roche Camille")
    );
}

#[tokio::test]
async fn two_organisations_of_one_name_are_set_apart_with_their_mandates() {
    let (world, mut administrator) = world().await;
    // The neighbour of the other convention acts for the first organisation, which both name.
    let before = world.journal().await;
    let answer = administrator.post("/annuaire/separation", "organisme=1&convention=2").await;
    assert_eq!(answer.status, 303);
    let row = check::<OrganisationSeparated>(&since(&world, &before).await);
    assert_eq!(row.chain, 2);
    let separate = answer.location().to_owned();
    let page = administrator.get(&separate).await.words();
    assert!(page.contains("Andréa Voisin"), "{page}");
    let known = administrator.get("/annuaire/organismes/1").await.words();
    assert!(!known.contains("Andréa Voisin"), "{known}");
    assert_eq!(Who::Neighbour.at(&world).await.get("/conventions/2").await.status, 200);
    let again = administrator.post("/annuaire/separation", "organisme=1&convention=2").await;
    assert_eq!(again.status, 404, "it is named there no more");
    check_sound(&world).await;
}

#[tokio::test]
async fn the_directory_is_searched_filtered_and_sorted() {
    let (_world, mut administrator) = world().await;
    for (address, found, absent) in [
        ("/annuaire?vue=personnes&q=INES", "Inès Belkacem", "Camille Roche"),
        ("/annuaire?vue=personnes&q=caf", "Nadia Perrin", "Claude Fabre"),
        ("/annuaire?vue=personnes&compte=sans", "Rien ne répond", "Camille Roche"),
        ("/annuaire?vue=personnes&convention=2", "Andréa Voisin", "Camille Roche"),
        ("/annuaire?nature=family_fund", "Caf", "DDCS"),
        ("/annuaire?q=autre+nom", "Autre nom du premier", "Rien ne répond"),
    ] {
        let page = administrator.get(address).await;
        assert_eq!(page.status, 200, "{address}");
        let (_, main) = page
            .text()
            .split_once("<tbody")
            .map_or((String::new(), page.text()), |(a, b)| (a.to_owned(), b.to_owned()));
        let words = testkit::page::words(&main);
        assert!(words.contains(found) && !words.contains(absent), "{address}: {words}");
    }
}

#[tokio::test]
async fn the_file_opens_in_a_spreadsheet_and_runs_nothing() {
    let (_world, mut administrator) = world().await;
    administrator
        .post("/annuaire/contacts", "nom=%3DHYPERLINK(1)&mel=&organisme=1&fonction=a%3Bb")
        .await;
    let file = administrator.get("/annuaire/export?vue=personnes").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.body.starts_with(&[0xef, 0xbb, 0xbf]), "the mark of UTF-8");
    let text = file.text();
    assert!(text.contains("\"'=HYPERLINK(1)\";"), "{text}");
    assert!(text.lines().count() >= 14, "a line a person: {text}");
    let organisations = administrator.get("/annuaire/export?q=septemes").await.text();
    assert_eq!(
        organisations.lines().count(),
        2,
        "the file answers the question: {organisations}"
    );
}

#[tokio::test]
async fn accounts_are_searched_and_shown_a_page_at_a_time() {
    let world = cast::world().await;
    cast::crowd(&world, 60).await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    let first = administrator.get("/comptes").await;
    assert!(first.words().contains("Page 1 sur 2"), "{}", first.words());
    assert!(first.body.len() < 60_000, "{}", first.body.len());
    let second = administrator.get("/comptes?page=2").await.words();
    assert!(second.contains("Page 2 sur 2"), "{second}");
    let found = administrator.get("/comptes?q=roche").await.words();
    assert!(found.contains("1 compte") && found.contains("Camille Roche"), "{found}");
    let people = administrator.get("/annuaire?vue=personnes&page=2").await;
    assert!(people.words().contains("Page 2 sur 2") && people.body.len() < 60_000);
}

#[tokio::test]
async fn a_mandate_is_offered_to_as_many_people_as_one_reads() {
    let world = cast::world().await;
    cast::crowd(&world, 120).await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    let many = administrator.get("/comptes").await.text();
    let offered = |page: &str| {
        let (_, list) = page.split_once("id=\"personne\"").expect("a list");
        let (list, _) = list.split_once("</select>").expect("its end");
        (list.matches("<option").count() - 1, list.contains("Camille Roche"))
    };
    assert_eq!(offered(&many).0, 100);
    assert!(testkit::page::words(&many).contains("100 personnes sur"), "it is said");
    let sought = administrator.get("/comptes?q=roche").await.text();
    assert_eq!(offered(&sought), (1, true), "{sought}");
}

#[tokio::test]
async fn two_that_nothing_brings_together_are_looked_for_and_put_together() {
    let (_world, mut administrator) = world().await;
    for name in ["Zoé+Durand-Martin", "Z.+Dumas"] {
        let fields = format!("nom={name}&mel=&organisme=1&fonction=");
        assert_eq!(administrator.post("/annuaire/contacts", &fields).await.status, 303);
    }
    let sought = "quoi=person&gardee=durand-martin&autre_fiche=z.+dumas";
    let page = administrator.get(&format!("/annuaire/doublons?{sought}")).await.text();
    for radio in ["name=\"garde\" value=\"13\"", "name=\"autre\" value=\"14\""] {
        assert!(page.contains(radio), "{radio}");
    }
    let address = format!("/annuaire/fusion?{sought}");
    let forgotten = administrator.post(&address, "quoi=person&garde=13").await;
    assert_eq!(forgotten.status, 422);
    assert!(
        forgotten.words().contains("Choisissez la fiche qui rejoint"),
        "{}",
        forgotten.words()
    );
    assert!(
        forgotten.text().contains("name=\"garde\" value=\"13\""),
        "what was found stays"
    );
    let done = administrator.post(&address, "quoi=person&garde=13&autre=14").await;
    assert_eq!((done.status, done.location()), (303, "/annuaire/personnes/13"));
    let none = administrator
        .get("/annuaire/doublons?quoi=organisation&gardee=inexistant&autre_fiche=")
        .await;
    assert!(
        none.words().contains("Indiquez une partie du nom de chacune"),
        "{}",
        none.words()
    );
}

#[tokio::test]
async fn one_rule_holds_for_every_name() {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let long = "a".repeat(121);
    let before = world.journal().await;
    for (name, said) in [
        (long.as_str(), "dépasse 120 caractères"),
        ("%E2%80%8B%E2%80%8F", "signes qui ne se voient pas"),
        ("Zo%C3%A9%E2%80%AEeniaM", "signes qui ne se voient pas"),
        ("12-34", "aucune lettre"),
    ] {
        for (address, fields) in [
            (
                "/comptes",
                format!("nom={name}&mel=zoe.essai%40exemple.invalid&mdp=un+long+mot+de+passe"),
            ),
            ("/annuaire/contacts", format!("nom={name}&mel=&organisme=1&fonction=")),
            (
                "/annuaire/contacts",
                format!("nom=Zo%C3%A9+Essai&mel=&organisme=1&fonction={}", name.repeat(2)),
            ),
            ("/annuaire/noms", format!("organisme=1&autre={name}")),
        ] {
            let refused = administrator.post(address, &fields).await;
            let words = refused.words().replace('\u{a0}', " ");
            assert_eq!(refused.status, 422, "{address} {name}: {words}");
            let said = if address.ends_with("contacts") && fields.contains("nom=Zo") && fields.ends_with(&long) {
                "dépasse 200 caractères"
            } else {
                said
            };
            assert!(words.contains(said), "{address} {name}: {words}");
        }
    }
    assert_eq!(world.journal().await, before, "nothing was recorded");
}

#[tokio::test]
async fn an_empty_directory_does_not_ask_to_search_otherwise() {
    let code = Digest::of(b"AAAA-BBBB-CCCC");
    let world = cast::installation(rooms::routes(Some(code))).await;
    let mut founder = world.visitor();
    let fields = form_of("/installation").fields;
    assert_eq!(founder.post("/installation", fields).await.status, 303);
    let empty = founder.get("/annuaire").await.words();
    assert!(empty.contains("L’annuaire est encore vide"), "{empty}");
    let sought = founder.get("/annuaire?q=commune").await.words();
    assert!(sought.contains("Rien ne répond à cette recherche"), "{sought}");
}

#[tokio::test]
async fn an_organisation_that_no_convention_names_is_added_once_and_people_work_for_it() {
    let (world, mut administrator) = world().await;
    let before = world.journal().await;
    let fields = "nom=Ludoth%C3%A8que+de+Vauxelle&nature=association";
    let answer = administrator.post("/annuaire/organismes", fields).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let page = answer.location().to_owned();
    let rows = since(&world, &before).await;
    check_administrator(&check::<OrganisationRecorded>(&rows));
    let shown = administrator.get(&page).await.words();
    assert!(
        shown.contains("Ludothèque de Vauxelle") && shown.contains("Association"),
        "{shown}"
    );
    let organisation = page.rsplit('/').next().expect("its number");
    let contact = format!("nom=Ana+Contact&mel=&organisme={organisation}&fonction=Directrice");
    assert_eq!(administrator.post("/annuaire/contacts", &contact).await.status, 303);
    // The same one, however it is typed; another kind of the same name is another organisation.
    let again = administrator
        .post("/annuaire/organismes", "nom=LUDOTHEQUE+DE+VAUXELLE&nature=association")
        .await;
    assert_eq!(again.status, 422);
    let said = again.words();
    assert!(
        said.contains("a déjà cet organisme, sous le nom « Ludothèque de Vauxelle »"),
        "{said}"
    );
    let html = String::from_utf8_lossy(&again.body).into_owned();
    assert!(html.contains("LUDOTHEQUE DE VAUXELLE"), "what was typed is kept");
    let other = administrator
        .post("/annuaire/organismes", "nom=Ludoth%C3%A8que+de+Vauxelle&nature=commune")
        .await;
    assert_eq!(other.status, 303);
    // One that looks like it is shown before another enters; it enters when someone says that it is another.
    let like = "nom=La+Ludot%C3%A8que+de+Vauxelle&nature=association";
    let asked = administrator.post("/annuaire/organismes", like).await;
    assert_eq!(asked.status, 422);
    let html = asked.text();
    assert!(
        html.contains("qui lui ressemble") && html.contains(&format!("href=\"{page}\"")),
        "{html}"
    );
    assert!(html.contains("La Ludotèque de Vauxelle"), "what was typed is kept");
    let sure = administrator.post("/annuaire/organismes", &format!("{like}&autre=oui")).await;
    assert_eq!(sure.status, 303, "{}", sure.words());
    for refused in ["nom=&nature=association", "nom=Ludo&nature=", "nom=Ludo&nature=inconnue"] {
        assert_eq!(
            administrator.post("/annuaire/organismes", refused).await.status,
            422,
            "{refused}"
        );
    }
    check_sound(&world).await;
}
