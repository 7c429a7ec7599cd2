//! Whole files of each format, and what reads each of them.

use std::fmt::Write as _;

use domain::digest::Digest;
use domain::example::Nature;
use domain::reading::{Lines, Reading, SourceFile};
use files::consolidated::{Form, write};
use files::mapping::{Chosen, merge, planned, propose, tabs};

#[path = "../formats/sheaf.rs"]
mod sheaf;

/// A file, and what reads files like it: whether it was.
pub(crate) struct Seed {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    pub(crate) reads: fn(&str, &[u8]) -> bool,
}

/// A text of the corpus.
pub(crate) fn of_corpus(name: &'static str, bytes: &[u8]) -> Seed {
    Seed {
        name,
        bytes: bytes.to_vec(),
        reads: convention,
    }
}

/// A convention as this product writes it.
pub(crate) fn written(name: &'static str, form: Form) -> Seed {
    Seed {
        name,
        bytes: out(form),
        reads: convention,
    }
}

/// The same, taken for the plan that a team keeps in a spreadsheet.
pub(crate) fn sheets(name: &'static str, form: Form) -> Seed {
    Seed {
        name,
        bytes: out(form),
        reads: plan,
    }
}

/// The interchange document.
pub(crate) fn interchange() -> Seed {
    Seed {
        name: "convention.json",
        bytes: out(Form::Json),
        reads: |_, bytes| std::str::from_utf8(bytes).is_ok_and(|text| files::interchange::read(text).is_ok()),
    }
}

/// Pages of words and a ruled table.
pub(crate) fn pdf() -> Seed {
    Seed {
        name: "acte.pdf",
        bytes: sheaf::sheaf((595, 842), &pages()),
        reads: convention,
    }
}

fn convention(name: &str, bytes: &[u8]) -> bool {
    files::read(name, bytes).is_ok()
}

fn plan(_: &str, bytes: &[u8]) -> bool {
    let Ok(tabs) = tabs(bytes) else { return false };
    let reading = Reading::nothing_of(SourceFile {
        name: "plan".to_owned(),
        digest: Digest::zero(),
        lines: 1,
        recognised: Lines::default(),
    });
    let read = planned(&tabs, &propose(&tabs, &Chosen::default()), &reading);
    let merged = merge(&reading, &read.actions);
    assert!(merged.added.len() <= read.actions.len());
    true
}

/// A convention of the corpus, in this form.
fn out(form: Form) -> Vec<u8> {
    let text = include_bytes!("../../../../corpus/02-fenouvre-fiches/text.txt");
    let import = files::read("text.txt", text).expect("a convention");
    write(&import.reading, Nature::Signed, form).expect("a file")
}

fn pages() -> Vec<sheaf::Sheet> {
    let text = include_str!("../../../../corpus/02-fenouvre-fiches/text.txt");
    let lines: Vec<&str> = text.lines().collect();
    let page = |lines: &[&str]| {
        let mut drawn = String::from("40 100 m 555 100 l S 40 80 m 555 80 l S 40 100 m 40 80 l S 300 100 m 300 80 l S\n");
        for (place, line) in (0_i32..).zip(lines) {
            let bytes = encoding_rs::WINDOWS_1252.encode(line).0.into_owned();
            let _ = write!(drawn, "BT /F1 10 Tf 50 {} Td <", 800 - 13 * place);
            for byte in bytes {
                let _ = write!(drawn, "{byte:02x}");
            }
            drawn.push_str("> Tj ET\n");
        }
        sheaf::Sheet { drawn, image: None }
    };
    lines.chunks(52).take(4).map(page).collect()
}
