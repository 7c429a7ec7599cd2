//! Documents as people send them, each told by its content: HTML, text processors, PDF. All become the canonical text.
//!
//! The reader of texts never sees a format: structure is written in the lines (`canon`), and the lines are what is kept. A plain
//! text and Markdown stay as they are, line by line. Nothing here runs what a document holds, and nothing leaves the machine.

mod builder;
mod canon;
mod counting;
mod html;

use crate::decode;
use crate::refusal::Refusal;

/// A document, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The canonical text, from line 1.
    pub lines: Vec<String>,
    /// What the file is.
    pub kind: Kind,
    /// What was taken as what, in French sentences for whoever sent the file.
    pub notes: Vec<String>,
}

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A plain text or Markdown, in whatever encoding.
    Text,
    /// A page of the web.
    Html,
}

impl Kind {
    /// How names of such files end.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text", "md", "markdown", "asc", "csv"],
            Self::Html => &["html", "htm", "xhtml"],
        }
    }

    /// What it is called, after "c’est".
    const fn called(self) -> &'static str {
        match self {
            Self::Text => "un texte",
            Self::Html => "une page HTML",
        }
    }

    const ALL: [Self; 2] = [Self::Text, Self::Html];
}

/// The text of a file. `name` is the file's name, for the sentences that people get: its ending decides nothing.
pub fn text(name: &str, bytes: &[u8]) -> Result<Decoded, Refusal> {
    let mut decoded = plain(name, bytes)?;
    decoded.notes.extend(lying(name, decoded.kind));
    Ok(decoded)
}

/// A text, or a page that is one.
fn plain(name: &str, bytes: &[u8]) -> Result<Decoded, Refusal> {
    let lines = decode::lines(name, bytes)?;
    if !html::is_page(&lines.join("\n")) {
        return Ok(Decoded {
            lines,
            kind: Kind::Text,
            notes: Vec::new(),
        });
    }
    let blocks = html::blocks(&decode::page(bytes)).map_err(|_| Refusal::Swollen {
        file: name.to_owned(),
        what: "cette page",
    })?;
    written(name, Kind::Html, &blocks, Vec::new())
}

fn written(name: &str, kind: Kind, blocks: &[canon::Block], notes: Vec<String>) -> Result<Decoded, Refusal> {
    let lines = canon::print(blocks);
    if lines.is_empty() {
        return Err(Refusal::Empty { file: name.to_owned() });
    }
    Ok(Decoded { lines, kind, notes })
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
