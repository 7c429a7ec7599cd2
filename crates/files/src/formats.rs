//! Documents as people send them, each told by its content: HTML, text processors, PDF. All become the canonical text.
//!
//! The reader of texts never sees a format: structure is written in the lines (`canon`), and the lines are what is kept. A plain
//! text and Markdown stay as they are, line by line. Nothing here runs what a document holds, and nothing leaves the machine.

mod archive;
mod builder;
mod canon;
mod counting;
mod docx;
mod html;
mod odt;
mod pdf;
mod spreading;
mod xml;

use std::ops::Range;

use archive::Archive;
use canon::Block;
pub(crate) use canon::{ABOVE, LEFT};
use domain::reading::Lines;

use crate::decode;
use crate::recognition::{Course, Means};
use crate::refusal::{LARGEST_DOCUMENT_BYTES, Refusal};

/// A document, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The canonical text, from line 1.
    pub lines: Vec<String>,
    /// What the file is.
    pub kind: Kind,
    /// What was taken as what, in French sentences for whoever sent the file.
    pub notes: Vec<String>,
    /// The lines whose characters were recognised on a picture.
    pub recognised: Lines,
    /// How many pages are pictures that nobody was asked to recognise.
    pub pictures: usize,
}

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A plain text or Markdown, in whatever encoding.
    Text,
    /// A page of the web.
    Html,
    /// A document of Word.
    Docx,
    /// A text of OpenDocument.
    Odt,
    /// A PDF.
    Pdf,
}

/// A document that was opened.
#[derive(Debug)]
struct Opened {
    blocks: Vec<Block>,
    notes: Vec<String>,
    /// Which blocks were recognised on pictures.
    recognised: Vec<Range<usize>>,
    /// How many pages are pictures that nobody was asked to recognise.
    pictures: usize,
}

/// Why a document is not opened, before it has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Trouble {
    /// It holds more than a convention can.
    Swollen,
    /// It is cut or spoilt: where, in French, after "à".
    Damaged(String),
    /// A password closes it.
    Locked,
    /// So many pages, and no letter on them.
    NoText(usize),
    /// So many pages, and nothing was recognised on them.
    Unrecognised(usize),
    /// More pages to recognise than this.
    TooManyPictures(usize),
    /// Nobody waits for it any more.
    Stopped,
}

impl Kind {
    /// How names of such files end.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text", "md", "markdown", "asc", "csv"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Docx => &["docx", "docm", "dotx"],
            Self::Odt => &["odt", "ott", "fodt"],
            Self::Pdf => &["pdf"],
        }
    }

    /// What it is called, after "c’est".
    const fn called(self) -> &'static str {
        match self {
            Self::Text => "un texte",
            Self::Html => "une page HTML",
            Self::Docx => "un document Word",
            Self::Odt => "un document OpenDocument",
            Self::Pdf => "un PDF",
        }
    }

    const ALL: [Self; 5] = [Self::Text, Self::Html, Self::Docx, Self::Odt, Self::Pdf];
}

/// The text of a file. `name` is the file's name, for the sentences that people get: its ending decides nothing. Pages that are
/// pictures stay so.
pub fn text(name: &str, bytes: &[u8]) -> Result<Decoded, Refusal> {
    let course = Course::default();
    let means = Means {
        recogniser: None,
        course: &course,
    };
    text_by(name, bytes, means)
}

/// The same, with these means.
pub fn text_by(name: &str, bytes: &[u8], means: Means<'_>) -> Result<Decoded, Refusal> {
    let is_archive = bytes.starts_with(b"PK\x03\x04");
    let is_pdf = pdf::is_one(bytes);
    if (is_archive || is_pdf) && bytes.len() > LARGEST_DOCUMENT_BYTES {
        return Err(Refusal::TooLargeDocument {
            file: name.to_owned(),
            bytes: bytes.len(),
        });
    }
    if is_closed_word(bytes) {
        return Err(Refusal::Locked { file: name.to_owned() });
    }
    let mut decoded = if is_archive {
        archived(name, bytes)?
    } else if is_pdf {
        let opened = pdf::open(bytes, means).map_err(|trouble| refused(name, Kind::Pdf, trouble))?;
        written(name, Kind::Pdf, opened)?
    } else {
        plain(name, bytes)?
    };
    decoded.notes.extend(lying(name, decoded.kind));
    Ok(decoded)
}

/// Word keeps a document with a password in the archive of its old format.
fn is_closed_word(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(b"\xd0\xcf\x11\xe0") && bytes.windows(name.len()).any(|window| window == name)
}

/// A text, or a page or a document that is one.
fn plain(name: &str, bytes: &[u8]) -> Result<Decoded, Refusal> {
    let lines = decode::lines(name, bytes)?;
    let start = lines
        .iter()
        .take(FIRST_LINES)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n");
    if html::is_page(&start) {
        let blocks = html::blocks(&decode::page(bytes)).map_err(|_| refused(name, Kind::Html, Trouble::Swollen))?;
        return written(name, Kind::Html, opened(blocks, 0, 0));
    }
    if odt::is_flat(&start) {
        let opened = odt::open_flat(&decode::text(bytes)).map_err(|trouble| refused(name, Kind::Odt, trouble))?;
        return written(name, Kind::Odt, opened);
    }
    Ok(Decoded {
        lines,
        kind: Kind::Text,
        notes: Vec::new(),
        recognised: Lines::default(),
        pictures: 0,
    })
}

/// How many lines are looked at to tell a page from a text.
const FIRST_LINES: usize = 100;

/// A document of a text processor.
fn archived(name: &str, bytes: &[u8]) -> Result<Decoded, Refusal> {
    let mut archive = Archive::open(bytes).map_err(|trouble| refused(name, Kind::Docx, trouble))?;
    let (kind, opened) = if odt::is_one(&mut archive) {
        (Kind::Odt, odt::open(&mut archive))
    } else if docx::is_one(&mut archive) {
        (Kind::Docx, docx::open(&mut archive))
    } else {
        let what = if archive.has("xl/workbook.xml") || archive.has("content.xml") {
            "un classeur ou une présentation"
        } else {
            "une archive"
        };
        return Err(Refusal::Document {
            file: name.to_owned(),
            what,
        });
    };
    let opened = opened.map_err(|trouble| refused(name, kind, trouble))?;
    written(name, kind, opened)
}

fn refused(name: &str, kind: Kind, trouble: Trouble) -> Refusal {
    let file = name.to_owned();
    match trouble {
        Trouble::Swollen => Refusal::Swollen {
            file,
            what: kind.called(),
        },
        Trouble::Locked => Refusal::Locked { file },
        Trouble::NoText(pages) => Refusal::NoTextLayer { file, pages },
        Trouble::Unrecognised(pages) => Refusal::Unrecognised { file, pages },
        Trouble::TooManyPictures(most) => Refusal::TooManyPictures { file, most },
        Trouble::Stopped => Refusal::Stopped { file },
        Trouble::Damaged(part) => Refusal::Damaged { file, part },
    }
}

/// The blocks of a document, for its sentences.
fn opened(blocks: Vec<Block>, changes: usize, contents: usize) -> Opened {
    let mut notes = Vec::new();
    if changes > 0 {
        notes.push(format!(
            "Les modifications suivies ont été prises comme acceptées ({changes})\u{a0}: si l’acte signé ne les contient pas, refusez-les dans le \
             document, puis envoyez-le de nouveau."
        ));
    }
    if contents > 0 {
        notes.push(format!(
            "Le sommaire automatique du document n’est pas repris ({contents} ligne{}).",
            if contents > 1 { "s" } else { "" }
        ));
    }
    Opened {
        blocks,
        notes,
        recognised: Vec::new(),
        pictures: 0,
    }
}

fn written(name: &str, kind: Kind, opened: Opened) -> Result<Decoded, Refusal> {
    let lines = canon::print(&opened.blocks);
    if lines.is_empty() {
        return Err(Refusal::Empty { file: name.to_owned() });
    }
    Ok(Decoded {
        lines,
        kind,
        notes: opened.notes,
        recognised: canon::lines_of(&opened.blocks, &opened.recognised),
        pictures: opened.pictures,
    })
}

/// What is said of a file whose name tells another kind.
fn lying(name: &str, kind: Kind) -> Option<String> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let told = Kind::ALL.into_iter().find(|kind| kind.endings().contains(&ending.as_str()))?;
    (told != kind).then(|| {
        let called = kind.called();
        format!("Le nom du fichier finit par «\u{a0}.{ending}\u{a0}», et c’est {called}\u{a0}: il a été lu pour ce qu’il est.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_as_it_is_and_a_page_gives_its_structure() {
        let text = text("plan.md", b"# Titre\n\n| a | b |\n").expect("a text");
        assert_eq!(
            (text.kind, text.lines, text.notes),
            (Kind::Text, vec!["# Titre".into(), String::new(), "| a | b |".into()], vec![])
        );
        let page = super::text("plan.txt", b"<!doctype html><h1>Titre</h1><table><tr><td>a<td>b</table>").expect("a page");
        assert_eq!(
            (page.kind, page.lines),
            (Kind::Html, ["# Titre", "", "a\tb"].map(str::to_owned).to_vec())
        );
        assert!(page.notes[0].contains("c’est une page HTML"), "{:?}", page.notes);
    }

    #[test]
    fn a_page_says_its_encoding_when_its_bytes_do_not() {
        let page = b"<!doctype html><meta charset=iso-8859-15><p>12 \xa4, c\xbdur</p>";
        assert_eq!(text("p.html", page).expect("a page").lines, ["12 €, cœur"]);
    }

    #[test]
    fn a_page_that_says_nothing_is_empty() {
        let refused = text("p.html", b"<!doctype html><nav>Accueil</nav>").expect_err("refused");
        assert!(matches!(refused, Refusal::Empty { .. }));
    }
}
