//! How much of the corpus is read: invented texts of many shapes, each with what a careful person reads in it.
//!
//! The measure is printed to `docs/corpus.md`; the reader may get better, and not worse: `cargo x corpus --accept` keeps the new one.

mod alike;
mod ecarts;
mod expected;
mod found;
mod measure;
mod print;

use std::fs;
use std::path::{Path, PathBuf};

use expected::Expected;
use measure::Measure;

/// A text of the corpus, and what is expected of it.
struct Text {
    name: String,
    file: PathBuf,
    expected: Expected,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Another corpus than the one that is kept: it is measured and told.
const ELSEWHERE: &str = "PACTE_CORPUS";

/// Every text of the corpus, in the order of their numbers.
fn texts() -> Vec<Text> {
    let folder = std::env::var_os(ELSEWHERE).map_or_else(|| root().join("corpus"), PathBuf::from);
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the corpus")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("expected.json").exists())
        .collect();
    folders.sort();
    folders.iter().map(|folder| text(folder)).collect()
}

fn text(folder: &Path) -> Text {
    let expected = fs::read_to_string(folder.join("expected.json")).expect("what is expected");
    let file = ["text.txt", "text.md", "text.html", "text.docx", "text.odt", "text.pdf"]
        .map(|name| folder.join(name))
        .into_iter()
        .find(|file| file.exists())
        .expect("a text");
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    Text {
        expected: serde_json::from_str(&expected).unwrap_or_else(|error| panic!("{name}: {error}")),
        name,
        file,
    }
}

fn measured(text: &Text) -> Measure {
    let bytes = fs::read(&text.file).expect("its bytes");
    let name = text.file.file_name().expect("a name").to_string_lossy().into_owned();
    match files::read(&name, &bytes) {
        Ok(import) => measure::compare(&text.expected, &found::Found::of(&import.reading)),
        Err(_) => measure::compare(&text.expected, &found::Found::default()),
    }
}

/// The écarts that are found of those that were planted, a line each text that has some; with what is not found when asked.
fn planted(text: &Text) -> Option<String> {
    let bytes = fs::read(&text.file).expect("its bytes");
    let name = text.file.file_name().expect("a name").to_string_lossy();
    let anomalies = files::read(&name, &bytes)
        .map(|import| import.reading.anomalies)
        .unwrap_or_default();
    let found = ecarts::measured(&text.file, &anomalies)?;
    let ecarts::Found {
        planted,
        met,
        whole,
        traps,
        taken,
        hits,
        told,
    } = found;
    let line = format!(
        "{}: {met} of {planted} planted écarts quoted, {whole} with every place; {taken} of {traps} traps taken; {hits} in all",
        text.name
    );
    let more = if std::env::var_os("PACTE_TOLD").is_some() {
        told
    } else {
        Vec::new()
    };
    Some(std::iter::once(line).chain(more).collect::<Vec<_>>().join("\n"))
}

/// Prints a text as it is read, once its format is opened.
fn decoded(text: &Text) {
    let bytes = fs::read(&text.file).expect("its bytes");
    let name = text.file.file_name().expect("a name").to_string_lossy();
    match files::read(&name, &bytes) {
        Ok(import) => println!("{}", import.text.join("\n")),
        Err(_) => println!("{name}: not read"),
    }
}

#[test]
fn the_corpus_is_read_as_well_as_was_kept() {
    let measures: Vec<(String, Measure)> = texts().iter().map(|text| (text.name.clone(), measured(text))).collect();
    let told: Vec<String> = texts().iter().filter_map(planted).collect();
    let page = format!("{}{}", print::page(&measures), print::planted(&told));
    let kept = root().join("docs/corpus.md");
    if std::env::var_os("PACTE_ACCEPT").is_some() {
        fs::write(&kept, &page).expect("written");
    }
    if std::env::var_os("PACTE_TEXT").is_some() {
        texts().iter().for_each(decoded);
    }
    if std::env::var_os("PACTE_TOLD").is_some() {
        for (name, measure) in &measures {
            println!("{}", print::told(name, measure));
        }
    }
    if std::env::var_os(ELSEWHERE).is_some() {
        println!("{page}");
        return;
    }
    let former = fs::read_to_string(&kept).unwrap_or_default();
    assert!(
        page == former,
        "docs/corpus.md no longer says what is measured: cargo x corpus --accept\n{page}"
    );
}
