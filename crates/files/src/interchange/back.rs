//! An interchange document that comes back, with the text it was read from: its lines are kept, so that each value leads to its own.
//!
//! Nothing is read again: the document says what was read, corrections included.

use domain::digest::Digest;

use super::fields::NotADocument;
use crate::recognition::{Course, Means};
use crate::{Import, Refusal, decode, formats, interchange};

/// A document that does not come in.
#[derive(Debug, thiserror::Error)]
pub enum NotBack {
    /// It is none, or is spoilt.
    #[error("le document d’échange « {file} » ne se lit pas ({fault}). Exportez-le de nouveau, puis recommencez")]
    NotADocument {
        /// Its name.
        file: String,
        /// Where.
        fault: NotADocument,
    },
    /// Its text was not given.
    #[error(
        "le document d’échange « {file} » a été lu du texte « {text} » ({lines}\u{a0}lignes)\u{a0}: donnez aussi ce texte, avec --text, pour que \
         chaque valeur garde sa ligne"
    )]
    WithoutItsText {
        /// Its name.
        file: String,
        /// The name of the text.
        text: String,
        /// How many lines the text has.
        lines: u32,
    },
    /// The text given is another one.
    #[error(
        "« {given} » n’est pas le texte dont « {file} » a été lu\u{a0}: son empreinte diffère. Donnez « {text} », tel qu’il était"
    )]
    OtherText {
        /// Its name.
        file: String,
        /// The name of the text that was given.
        given: String,
        /// The name of the text that is expected.
        text: String,
    },
    /// The text does not decode.
    #[error(transparent)]
    Unread(#[from] Refusal),
}

/// Whether these bytes are a JSON object, which no text of a convention is.
#[must_use]
pub fn is_document(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    start.first() == Some(&b'{')
}

/// What a document says, with its text, given by its name and its bytes.
pub fn back(file: &str, document: &[u8], text: Option<(&str, &[u8])>) -> Result<Import, NotBack> {
    let course = Course::default();
    let means = Means {
        recogniser: None,
        course: &course,
    };
    back_by(file, document, text, means)
}

/// The same, the text opened with these means.
pub fn back_by(file: &str, document: &[u8], text: Option<(&str, &[u8])>, means: Means<'_>) -> Result<Import, NotBack> {
    let words = decode::text(document);
    let reading = interchange::read(&words).map_err(|fault| NotBack::NotADocument {
        file: file.to_owned(),
        fault,
    })?;
    if reading.is_by_hand() {
        return Ok(Import {
            reading,
            text: Vec::new(),
            notes: Vec::new(),
            pictures: 0,
        });
    }
    let source = &reading.source;
    let Some((given, bytes)) = text else {
        return Err(NotBack::WithoutItsText {
            file: file.to_owned(),
            text: source.name.clone(),
            lines: source.lines,
        });
    };
    let lines = formats::text_by(given, bytes, means)?.lines;
    if Digest::of(bytes) != source.digest || u32::try_from(lines.len()) != Ok(source.lines) {
        return Err(NotBack::OtherText {
            file: file.to_owned(),
            given: given.to_owned(),
            text: source.name.clone(),
        });
    }
    Ok(Import {
        reading,
        text: lines,
        notes: Vec::new(),
        pictures: 0,
    })
}
