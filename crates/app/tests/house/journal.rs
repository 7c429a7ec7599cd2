//! The journal of a convention: each fact has its sentence, the filters of the address keep what they say, and the whole chain
//! leaves with its head.

use std::path::Path;

use people::Persona;

use crate::cast::{self, Who};

const JOURNAL: &str = "/conventions/1/journal";

#[test]
fn every_fact_of_the_law_book_has_its_sentence() {
    let mut names = Vec::new();
    names_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src"), &mut names);
    assert!(names.len() > 40, "the facts are found: {names:?}");
    let silent: Vec<&String> = names
        .iter()
        .filter(|name| convention::journal_sentence(name).is_none())
        .collect();
    assert!(silent.is_empty(), "no sentence in the journal for {silent:?}");
}

/// The names under which facts are chained, as the source writes them: alone, or listed in a `told!`.
fn names_in(folder: &Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            names_in(&path, names);
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("a source");
        for line in source.lines().map(str::trim) {
            let alone = line.strip_prefix("const NAME: &'static str = ");
            let listed = line.contains(", |fact|").then(|| line.split(", ").nth(2)).flatten();
            let quoted = alone.or(listed).and_then(|text| text.split('"').nth(1));
            names.extend(quoted.map(str::to_owned));
        }
    }
}

/// The entries that a page shows.
fn shown(html: &str) -> usize {
    html.matches("<span class=\"dot ok\">").count()
}

#[tokio::test]
async fn filters_keep_what_they_say_and_stay_in_the_address() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let all = coordinator.get(JOURNAL).await;
    let own: Vec<_> = world.journal().await.into_iter().filter(|entry| entry.chain == 1).collect();
    assert_eq!(shown(&all.text()), own.len());
    let given = own.iter().filter(|entry| entry.fact == "mandate_given").count();
    assert!(given > 1 && given < own.len());
    let kept = coordinator.get(&format!("{JOURNAL}?fait=mandate_given")).await;
    assert_eq!(shown(&kept.text()), given);
    assert!(
        kept.text().contains("<option value=\"mandate_given\" selected>"),
        "the form says it"
    );
    let one = coordinator.get(&format!("{JOURNAL}?objet=mandate/3")).await;
    let about = own.iter().filter(|entry| entry.subject == "mandate/3").count();
    assert_eq!((shown(&one.text()), about > 0), (about, true));
    assert!(one.words().contains("Du "), "from when to when: {}", one.words());
    for (filter, expected) in [
        ("du=2000-01-01&au=2099-12-31", own.len()),
        ("du=2099-01-01", 0),
        ("au=2000-01-01", 0),
        ("personne=999999", 0),
        ("organisme=999999", 0),
        ("fait=inconnu", 0),
    ] {
        let page = coordinator.get(&format!("{JOURNAL}?{filter}")).await;
        assert_eq!((page.status, shown(&page.text())), (200, expected), "{filter}");
    }
    let wrong = coordinator.get(&format!("{JOURNAL}?du=2026-02-30")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.words().contains("Écrivez une date qui existe"), "{}", wrong.words());
    assert!(wrong.text().contains("value=\"2026-02-30\""), "what was typed stays");
}

#[tokio::test]
async fn what_the_list_prints_is_a_filter_and_a_bad_date_is_none() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    for typed in ["Action+5", "action+n%C2%B0+5", "mandat", "Texte+sign%C3%A9"] {
        let page = coordinator.get(&format!("{JOURNAL}?quoi={typed}")).await;
        assert_eq!(page.status, 200, "{typed}");
        assert!(!page.words().contains("Rien ne porte le nom"), "{typed}: {}", page.words());
        assert!(page.words().contains("Tout afficher"), "{typed}");
    }
    // A document bears that word too: neither is hidden by the other.
    let both = coordinator.get(&format!("{JOURNAL}?quoi=Convention")).await;
    let words = both.words().replace('\u{a0}', " ");
    assert!(
        words.contains("Convention n° 1") && words.contains("« Convention signée »"),
        "{words}"
    );
    let wrong = coordinator.get(&format!("{JOURNAL}?du=2026-13-45")).await;
    let words = wrong.words();
    assert!(
        words.contains("2026-13-45") && words.contains("n’est pas une date"),
        "{words}"
    );
    assert!(!words.contains("Seules les entrées"), "{words}");
}

#[tokio::test]
async fn those_who_acted_are_links_that_keep_their_entries_alone() {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    administrator.post("/mandats/fin", "mandat=3&fin=2026-12-30").await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let person = Who::Persona(Persona::Administrator).person().expect("an account").ordinal();
    let address = format!("{JOURNAL}?personne={person}");
    let all = coordinator.get(JOURNAL).await;
    assert!(testkit::page::links(&all.text()).contains(&address), "no link to {address}");
    let kept = coordinator.get(&address).await;
    let own = world.journal().await;
    let expected = own
        .iter()
        .filter(|entry| entry.chain == 1 && entry.person == Some(person))
        .count();
    assert_eq!((shown(&kept.text()), expected > 0), (expected, true));
    let table = coordinator.get(&format!("{address}&forme=csv")).await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(table.text().lines().count(), expected + 1, "{}", table.text());
    assert!(table.text().contains("Un mandat a pris fin"));
}

#[tokio::test]
async fn the_whole_chain_leaves_with_its_head() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let file = coordinator.get(&format!("{JOURNAL}?forme=jsonl&fait=mandate_given")).await;
    let lines: Vec<serde_json::Value> = file
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect();
    let (first, rows) = lines.split_first().expect("a head");
    let own = world.journal().await.into_iter().filter(|entry| entry.chain == 1).count();
    assert_eq!(rows.len(), own, "filters do not shorten a chain");
    let mut previous = serde_json::Value::from("0".repeat(64));
    for (i, row) in rows.iter().enumerate() {
        assert_eq!((row["chain"].as_i64(), row["seq"].as_u64()), (Some(1), Some(i as u64 + 1)));
        assert_eq!(row["previous"], previous);
        previous = row["hash"].clone();
    }
    assert_eq!(
        (&first["head"]["hash"], first["head"]["seq"].as_u64()),
        (&previous, Some(own as u64))
    );
    let page = coordinator.get(JOURNAL).await.words();
    let hash = previous.as_str().expect("a digest");
    assert!(
        page.replace(' ', "").contains(hash),
        "the page shows the head in groups: {page}"
    );
    for outsider in [Who::Persona(Persona::Stranger), Who::Neighbour, Who::Former] {
        let mut client = outsider.at(&world).await;
        assert_eq!(client.get(&format!("{JOURNAL}?forme=jsonl")).await.status, 404);
        assert_eq!(client.get(&format!("{JOURNAL}?forme=csv")).await.status, 404);
    }
}

/// Numbers that look drawn, the same at each run.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }
}

/// One alteration of the file: a letter, or a line removed, written twice or moved.
fn altered(file: &str, drawn: &mut Drawn) -> String {
    let mut lines: Vec<&str> = file.lines().collect();
    let line = drawn.below(lines.len());
    match drawn.below(6) {
        0 => {
            lines.remove(line);
        }
        1 => lines.insert(line, lines[line]),
        2 => lines.swap(line, (line + 1) % file.lines().count()),
        _ => {
            let mut letters: Vec<char> = file.chars().collect();
            let place = drawn.below(letters.len());
            letters[place] = if letters[place] == '7' { '3' } else { '7' };
            return letters.into_iter().collect();
        }
    }
    lines.join("\n") + "\n"
}

#[tokio::test]
async fn what_leaves_is_verified_by_another_program_and_no_alteration_passes() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let file = coordinator.get(&format!("{JOURNAL}?forme=jsonl")).await.text();
    let rows = world.journal().await.into_iter().filter(|entry| entry.chain == 1).count();
    let whole = verify::verify(&file).expect("a whole journal");
    assert_eq!(usize::try_from(whole.entries), Ok(rows));
    let mut drawn = Drawn(2026);
    for _ in 0..200 {
        let other = altered(&file, &mut drawn);
        assert_ne!(other, file);
        assert!(verify::verify(&other).is_err(), "not seen: {other}");
    }
}

#[tokio::test]
async fn the_journal_of_an_example_says_what_it_is_and_verifies() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let signed = coordinator.get(&format!("{JOURNAL}?forme=jsonl")).await.text();
    assert!(!verify::verify(&signed).expect("a whole journal").example);
    let head = signed.lines().next().expect("a head");
    let told = head.replacen("\"journal\":2", "\"journal\":3", 1);
    let told = told.replacen("\"head\":", "\"example\":true,\"head\":", 1);
    let example = signed.replacen(head, &told, 1);
    let whole = verify::verify(&example).expect("a whole journal");
    assert!(
        whole.example && whole.to_string().contains("rien de ce qu’il dit n’a eu lieu"),
        "{whole}"
    );
    // An example that does not say its form, or a form that does not say its example, is no head.
    for wrong in [("\"journal\":3", "\"journal\":2"), ("\"example\":true,", "")] {
        let file = example.replacen(wrong.0, wrong.1, 1);
        assert_eq!(verify::verify(&file), Err(verify::Fault::Head));
    }
}

#[tokio::test]
async fn the_first_entry_that_does_not_hold_is_named() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let file = coordinator.get(&format!("{JOURNAL}?forme=jsonl")).await.text();
    let lines: Vec<&str> = file.lines().collect();
    let without = |gone: usize| {
        let kept = lines.iter().enumerate().filter(|(i, _)| *i != gone);
        kept.flat_map(|(_, line)| [*line, "\n"]).collect::<String>()
    };
    assert_eq!(verify::verify(&without(2)), Err(verify::Fault::Missing { seq: 2 }));
    let last = i64::try_from(lines.len() - 1).expect("few lines");
    assert_eq!(
        verify::verify(&without(lines.len() - 1)),
        Err(verify::Fault::Missing { seq: last })
    );
    assert_eq!(verify::verify(&without(0)), Err(verify::Fault::Head));
    assert_eq!(
        verify::verify(&file[..file.len() - 40]),
        Err(verify::Fault::Cut { seq: last - 1 }),
        "a file cut inside a line"
    );
    let forged = file.replacen("\"verb\":\"give_mandate\"", "\"verb\":\"sign_in\"", 1);
    let Err(fault) = verify::verify(&forged) else {
        panic!("a forged verb is seen")
    };
    assert!(fault.to_string().contains("a été modifiée"), "{fault}");
}

const PERSONAL: &str = concat!(
    "{\"journal\":1,\"chain\":0,\"head\":{\"seq\":1,\"hash\":\"0fefd0512a470328439be7e810c762b6a9447df22616c9e44ca0c1e3288ad885\"}}\n",
    "{\"chain\":0,\"seq\":1,\"instant\":1700000000000000,\"person\":1,\"mandate\":null,\"organisation\":null,\"job\":null,\"verb\":\"create_account\",\"fact\":\"account_created\",\"subject\":\"person/2\",\"before\":null,\"after\":\"account\",",
    "\"personal_digest\":\"58e9f30a00ff67dc7e8e765ae0fc6b79b5a57b34dea69a13e2a09fe354e2e84e\",\"previous\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"hash\":\"0fefd0512a470328439be7e810c762b6a9447df22616c9e44ca0c1e3288ad885\",PERSONAL}\n",
);

#[test]
fn a_personal_text_is_verified_when_it_is_there_and_missed_by_nobody_when_it_is_erased() {
    // An entry written by hand from `docs/journal.md`, whose personal text is "Jeanne Moreau" under the salt "sel".
    let file = |personal: &str| PERSONAL.replace(",PERSONAL", personal);
    assert!(verify::verify(&file("")).is_ok(), "{:?}", verify::verify(&file("")));
    let told = ",\"personal\":{\"salt\":\"sel\",\"text\":\"Jeanne Moreau\"}";
    assert!(verify::verify(&file(told)).is_ok());
    let other = told.replace("Jeanne", "Jeannette");
    assert_eq!(verify::verify(&file(&other)), Err(verify::Fault::Personal { seq: 1 }));
}

#[test]
fn an_erased_text_is_counted_in_the_form_that_can_say_it_and_nowhere_else() {
    let told = |form: &str, personal: &str| {
        let file = PERSONAL.replace(",PERSONAL", personal);
        verify::verify(&file.replacen("{\"journal\":1", &format!("{{\"journal\":{form}"), 1))
    };
    let erased = ",\"personal\":null";
    assert_eq!(told("2", erased).map(|whole| whole.erased), Ok(1));
    assert_eq!(told("2", "").map(|whole| whole.erased), Ok(0));
    assert!(
        told("2", erased)
            .expect("whole")
            .to_string()
            .contains("Le texte personnel d’une entrée a été effacé")
    );
    assert_eq!(
        told("1", erased),
        Err(verify::Fault::Personal { seq: 1 }),
        "the first form never says it"
    );
    assert_eq!(told("3", ""), Err(verify::Fault::Head));
}
