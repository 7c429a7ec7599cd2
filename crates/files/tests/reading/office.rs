//! Files opened, changed and saved by an office suite: nothing is lost on the way, and what was changed is found, exactly.
//!
//! Skipped, with a word, where `LibreOffice` is not installed; `cargo x ci` installs it.

use std::path::{Path, PathBuf};
use std::process::Command;

use domain::example::Nature;
use files::consolidated::{Form, write};
use files::mapping::{Chosen, merge, planned, propose, tabs};

use crate::example;

/// The program, when it is there.
fn office() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path)
        .map(|folder| folder.join("soffice"))
        .find(|file| file.exists());
    if found.is_none() {
        println!("skipped: LibreOffice is not installed (apt-get install libreoffice-calc libreoffice-writer)");
    }
    found
}

/// The same file as another kind, by the program.
fn converted(office: &Path, file: &Path, kind: &str) -> PathBuf {
    let folder = file.parent().expect("a folder");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = Command::new(office)
        .args([&profile, "--headless", "--convert-to", kind, "--outdir"])
        .arg(folder.join(kind))
        .arg(file)
        .output()
        .expect("the program runs");
    let made = folder.join(kind).join(file.with_extension(kind).file_name().expect("a name"));
    assert!(made.exists(), "{kind}: {}", String::from_utf8_lossy(&run.stderr));
    made
}

#[test]
fn a_workbook_changed_in_an_office_suite_says_what_was_changed_and_nothing_else() {
    let Some(office) = office() else { return };
    let reading = example::import().reading;
    for (form, kind) in [(Form::Xlsx, "xlsx"), (Form::Ods, "ods")] {
        let folder = tempfile::tempdir().expect("a folder");
        let left = folder.path().join(format!("convention.{kind}"));
        std::fs::write(&left, write(&reading, Nature::Signed, form).expect("written")).expect("kept");
        let flat = converted(&office, &left, "fods");
        let text = std::fs::read_to_string(&flat).expect("a text");
        let title = &reading.actions[12].title.value;
        assert!(text.contains(title.as_str()), "{kind}: {title}");
        std::fs::write(&flat, text.replace(title.as_str(), "Informer les parents des modes de garde")).expect("kept");
        let back = std::fs::read(converted(&office, &flat, kind)).expect("a file");
        let tabs = tabs(&back).expect("a spreadsheet");
        let mapping = propose(&tabs, &Chosen::default());
        let read = planned(&tabs, &mapping, &reading);
        assert!(read.faults.is_empty(), "{kind}: {:?}", read.faults);
        let merged = merge(&reading, &read.actions);
        let number = reading.actions[12].number.value.clone();
        let shown = format!("«\u{a0}{title}\u{a0}» devient «\u{a0}Informer les parents des modes de garde\u{a0}»");
        let expected = (number, shown, vec!["intitulé"]);
        assert_eq!(merged.changed, [expected], "{kind}");
        assert_eq!((merged.added.len(), merged.absent.len()), (0, 0), "{kind}");
        assert_eq!(merged.unchanged, reading.actions.len() - 1, "{kind}");
    }
}

#[test]
fn texts_open_in_an_office_suite_with_all_their_words() {
    let Some(office) = office() else { return };
    let reading = example::import().reading;
    for (form, kind) in [(Form::Docx, "docx"), (Form::Odt, "odt")] {
        let folder = tempfile::tempdir().expect("a folder");
        let left = folder.path().join(format!("convention.{kind}"));
        std::fs::write(&left, write(&reading, Nature::Signed, form).expect("written")).expect("kept");
        let text = std::fs::read_to_string(converted(&office, &left, "txt")).expect("a text");
        let titles = reading.actions.iter().map(|action| &action.title.value);
        for title in titles.chain(reading.articles.iter().map(|article| &article.title.value)) {
            assert!(text.contains(title.as_str()), "{kind}: {title}");
        }
    }
}
