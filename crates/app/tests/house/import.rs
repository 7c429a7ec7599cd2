//! `pacte import`, as people run it: what is read is shown, what enters enters whole, what is no convention is explained.

use std::path::{Path, PathBuf};

use app::demo;
use tempfile::TempDir;
use testkit::{Base, Engine};

use crate::command::{Run, pacte};

/// A file in a folder of its own, which also serves as the place where data could appear.
struct Given {
    folder: TempDir,
    file: PathBuf,
}

fn given(name: &str, bytes: &[u8]) -> Given {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).expect("written");
    Given { folder, file }
}

impl Given {
    fn import(&self, more: &[&str]) -> Run {
        let file = self.file.to_str().expect("a name");
        let arguments: Vec<&str> = ["import", file].into_iter().chain(more.iter().copied()).collect();
        pacte(&arguments).data(&self.data()).run()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

fn example() -> String {
    String::from_utf8(demo::EXAMPLE.to_vec()).expect("a text")
}

/// Imports bytes that are no convention: `words` are said, and no data appears.
fn refused(name: &str, bytes: &[u8], words: &[&str]) {
    let given = given(name, bytes);
    for more in [&[] as &[&str], &["--check"], &["--check", "--json"]] {
        let run = given.import(more);
        run.refused(words);
        assert!(run.err.contains(name), "the file is not named: {run:?}");
        assert_eq!(run.out, "", "{more:?}");
        assert!(!given.data().exists(), "nothing is written for a file that is refused");
    }
}

#[test]
fn a_check_shows_what_is_read_and_writes_nothing() {
    let given = given("convention.txt", demo::EXAMPLE);
    let run = given.import(&["--check"]);
    let said = run.went_well();
    for expected in [
        "Plan : 24 actions",
        "Début : 1er janvier 2022",
        "15. Développer des actions favorisant le lien",
    ] {
        assert!(said.contains(expected), "{said}");
    }
    assert!(!given.data().exists(), "a check writes nothing");
}

#[test]
fn a_check_in_json_is_the_interchange_document() {
    let given = given("convention.txt", demo::EXAMPLE);
    let run = given.import(&["--check", "--json"]);
    let document: serde_json::Value = serde_json::from_str(run.went_well()).expect("JSON");
    let numbers: Vec<&str> = document["actions"]
        .as_array()
        .expect("actions")
        .iter()
        .map(|action| action["number"].as_str().expect("a number"))
        .collect();
    let expected: Vec<String> = (1..=24).map(|number| number.to_string()).collect();
    assert_eq!(numbers, expected);
    assert_eq!(document["convention"]["start"], "2022-01-01");
    assert_eq!(document["source"]["lines"], 1001);
    assert!(!given.data().exists(), "a check writes nothing");
}

#[test]
fn a_document_is_asked_for_with_a_check_only() {
    let given = given("convention.txt", demo::EXAMPLE);
    let run = given.import(&["--json"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(!given.data().exists());
}

#[tokio::test]
async fn what_enters_is_found_and_verified() {
    let base = Base::empty().await;
    let other = example().replace("Pennes", "Sources");
    for (number, bytes) in [(1, demo::EXAMPLE), (2, other.as_bytes())] {
        let given = given("convention.txt", bytes);
        let run = pacte(&["import", given.file.to_str().expect("a name")]).on(&base).run();
        let sentence = format!("La convention est entrée sous le numéro {number}.");
        assert!(run.went_well().contains(&sentence), "{run:?}");
    }
    let doctor = pacte(&["doctor"]).on(&base).run();
    assert!(doctor.went_well().contains("Conventions : 2, chaque ligne"), "{doctor:?}");
}

#[tokio::test]
async fn the_same_text_enters_once_whatever_its_name() {
    let base = Base::empty().await;
    let import = |given: &Given| pacte(&["import", given.file.to_str().expect("a name")]).on(&base).run();
    import(&given("convention.txt", demo::EXAMPLE)).went_well();
    let again = import(&given("copie.txt", demo::EXAMPLE));
    again.refused(&["Ce texte est déjà entré sous le numéro 1. Rien n’a été écrit."]);
    let doctor = pacte(&["doctor"]).on(&base).run();
    assert!(doctor.went_well().contains("Conventions : 1, chaque ligne"), "{doctor:?}");
}

#[tokio::test]
async fn the_same_text_entered_twice_at_once_enters_once() {
    let base = Base::empty().await;
    pacte(&["migrate"]).on(&base).run().went_well();
    let given = given("convention.txt", demo::EXAMPLE);
    let runs = std::thread::scope(|scope| {
        let import = || pacte(&["import", given.file.to_str().expect("a name")]).on(&base).run();
        let both = [scope.spawn(import), scope.spawn(import)];
        both.map(|run| run.join().expect("it ends"))
    });
    let (entered, refused): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|run| run.code == Some(0));
    assert_eq!(entered.len(), 1, "{entered:?} {refused:?}");
    refused[0].refused(&["Ce texte est déjà entré sous le numéro 1."]);
    let doctor = pacte(&["doctor"]).on(&base).run();
    assert!(doctor.went_well().contains("Conventions : 1, chaque ligne"), "{doctor:?}");
}

#[tokio::test]
async fn an_entry_that_breaks_at_its_last_table_leaves_nothing() {
    let base = Base::empty().await;
    pacte(&["migrate"]).on(&base).run().went_well();
    base.intrude(refusing_words()).await.expect("a trap");
    let given = given("convention.txt", demo::EXAMPLE);
    let run = pacte(&["import", given.file.to_str().expect("a name")]).on(&base).run();
    run.refused(&["La base de données a refusé une instruction."]);
    let doctor = pacte(&["doctor"]).on(&base).run();
    let said = doctor.went_well();
    assert!(said.contains("Journal : 0 entrée"), "{said}");
    assert!(said.contains("Conventions : 0"), "{said}");
}

/// The words of the search are written last: from now on that fails.
fn refusing_words() -> &'static str {
    match Engine::under_test() {
        Engine::Sqlite => "CREATE TRIGGER trap BEFORE INSERT ON unscoped_action_word BEGIN SELECT RAISE(ABORT, 'full'); END;",
        Engine::Postgres => "ALTER TABLE unscoped_action_word ADD CONSTRAINT trap CHECK (action > 1000)",
    }
}

#[test]
fn an_empty_file_is_refused() {
    refused("vide.txt", b"", &["vide.txt", "est vide", "Vérifiez"]);
    refused("blancs.txt", b" \r\n\t\n", &["est vide"]);
}

#[test]
fn bytes_that_are_no_text_are_refused_with_the_line() {
    let pdf = b"%PDF-1.7\n\x00\x01\x02\xff\xfe stream";
    refused("piece.pdf", pdf, &["est abîmé", "le document ne s’ouvre pas"]);
    let spoilt = b"Convention\n\x00\x01\x02\xff\xfe";
    refused("piece.txt", spoilt, &["n’est pas un texte", "ligne 2", "encodage UTF-8"]);
    let noise: Vec<u8> = (0..20_000_u32)
        .map(|i| i.wrapping_mul(2_654_435_761).to_be_bytes()[1])
        .collect();
    refused("bruit.bin", &noise, &["n’est pas un texte"]);
}

#[test]
fn a_text_that_is_no_convention_is_refused() {
    let recipe = "Tarte aux pommes\n\nÉpluchez les pommes.\nCuisez 40 minutes.\n".repeat(40);
    refused(
        "recette.txt",
        recipe.as_bytes(),
        &["aucune convention n’y est reconnue", "de la ligne 1 à la ligne 160"],
    );
}

#[test]
fn fifty_megabytes_are_refused_without_being_read() {
    let given = given("enorme.txt", b"");
    let file = std::fs::File::create(&given.file).expect("a file");
    // A hole: the size alone is looked at.
    file.set_len(50_000_000).expect("a size");
    let run = given.import(&["--check"]);
    run.refused(&["enorme.txt", "pèse 50 Mo", "limite de 25 Mo", "Allégez ses images"]);
    let noise = "La convention territoriale globale, encore et encore.\n".repeat(100_000);
    refused("bavard.txt", noise.as_bytes(), &["au-delà de la limite"]);
}

#[test]
fn other_encodings_read_the_same() {
    let expected = plan_of(example().as_bytes());
    assert_eq!(expected.len(), 24);
    let utf16: Vec<u8> = format!("\u{feff}{}", example())
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(plan_of(&utf16), expected);
    assert_eq!(plan_of(&windows_1252(&example())), expected);
}

/// Number and title of each action.
fn plan_of(bytes: &[u8]) -> Vec<String> {
    let given = given("convention.txt", bytes);
    let run = given.import(&["--check", "--json"]);
    let document: serde_json::Value = serde_json::from_str(run.went_well()).expect("JSON");
    let actions = document["actions"].as_array().expect("actions").iter();
    actions
        .map(|action| format!("{} {}", action["number"], action["title"]))
        .collect()
}

/// The bytes that an old editor on Windows writes. What it cannot write becomes `?`.
fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '€' => 0x80,
        '…' => 0x85,
        'Œ' => 0x8c,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        'œ' => 0x9c,
        _ => u8::try_from(u32::from(c)).unwrap_or(b'?'),
    };
    text.chars().map(byte).collect()
}

#[test]
fn a_cut_file_is_read_as_far_as_it_goes_and_says_what_is_missing() {
    let text = example();
    // In the middle of a letter of two bytes, somewhere in the deployment table.
    let cut = text
        .match_indices('é')
        .map(|(at, _)| at)
        .find(|at| *at > text.len() / 2)
        .expect("an accent");
    let given = given("coupe.txt", &text.as_bytes()[..=cut]);
    let run = given.import(&["--check"]);
    assert!(run.went_well().contains("lue dans « coupe.txt »"), "{run:?}");
    assert!(
        run.out.contains("Plan : 24 actions"),
        "the list of actions stands in the first half: {}",
        run.out
    );
}

/// A text that stops in the middle of its deployment table.
fn interrupted() -> Given {
    let head: String = example().split_inclusive('\n').take(480).collect();
    given("debut.txt", head.as_bytes())
}

#[test]
fn a_text_that_looks_cut_is_shown_and_does_not_enter() {
    let given = interrupted();
    let run = given.import(&[]);
    run.refused(&[
        "debut.txt",
        "semble interrompu",
        "à la ligne 480",
        "les actions 8 à 24 dans le tableau de déploiement",
        "Rien n’a été écrit",
        "Reprenez le fichier complet",
        "--even-if-cut",
    ]);
    assert!(run.out.contains("Plan : 24 actions"), "what it holds is shown: {}", run.out);
    assert!(!given.data().exists(), "nothing is written for a file that looks cut");
    given.import(&["--check"]).went_well();
}

#[tokio::test]
async fn a_text_that_looks_cut_enters_when_one_insists() {
    let base = Base::empty().await;
    let given = interrupted();
    let file = given.file.to_str().expect("a name");
    let run = pacte(&["import", file, "--even-if-cut"]).on(&base).run();
    assert!(run.went_well().contains("est entrée sous le numéro 1"), "{run:?}");
    let doctor = pacte(&["doctor"]).on(&base).run();
    assert!(doctor.went_well().contains("Conventions : 1, chaque ligne"), "{doctor:?}");
}

#[test]
fn a_year_of_five_digits_is_never_a_year() {
    let text = example().replace("janvier 2022 jusqu", "janvier 20424 jusqu");
    assert!(text.contains("janvier 20424"), "the text has that date");
    let given = given("annee.txt", text.as_bytes());
    let run = given.import(&["--check", "--json"]);
    let document: serde_json::Value = serde_json::from_str(run.went_well()).expect("JSON");
    let start = document["convention"].get("start").cloned().unwrap_or_default();
    assert!(start.is_null() || start == "2022-01-01", "{start}");
}

#[test]
fn a_file_that_is_not_there_and_a_folder_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let import = |file: &Path| {
        pacte(&["import", file.to_str().expect("a name")])
            .data(&folder.path().join("data"))
            .run()
    };
    import(&folder.path().join("absent.txt")).refused(&["absent.txt", "n’existe pas", "Vérifiez son chemin"]);
    import(folder.path()).refused(&["est un dossier", "Indiquez le fichier"]);
    assert!(!folder.path().join("data").exists());
}
