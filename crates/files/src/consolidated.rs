//! A convention that leaves whole: its reading as tables for a spreadsheet, and as a text for people, in the formats of offices.
//!
//! It says what was read and nothing else: what the text is silent about is an empty cell or no line at all. It never looks at
//! who asks: what someone may not see was taken out of the reading before.

mod book;
mod docx;
mod markdown;
mod odt;
mod paper;
mod said;
mod sheets_of;
mod text;
mod text_rest;

use domain::documents::MediaType;
use domain::example::Nature;
use domain::reading::Reading;

use crate::interchange;
use crate::sheets;

pub use paper::{Block, Paper};

/// The formats in which a whole convention leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The interchange document, which another installation reads.
    Json,
    /// Tables for Excel.
    Xlsx,
    /// Tables for the free office suites.
    Ods,
    /// The actions alone, a line each: a file of this format holds one table.
    Csv,
    /// The text, for every program.
    Markdown,
    /// The text, for Word.
    Docx,
    /// The text, for the free office suites.
    Odt,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Docx,
        Self::Odt,
        Self::Markdown,
        Self::Xlsx,
        Self::Ods,
        Self::Csv,
        Self::Json,
    ];

    /// The word in an address or a command, which is also how the name of the file ends.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Docx => "docx",
            Self::Odt => "odt",
        }
    }

    /// The form of a word of an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }

    /// The type as an answer tells it.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Xlsx => sheets::Format::Xlsx.content_type(),
            Self::Ods => sheets::Format::Ods.content_type(),
            Self::Csv => sheets::Format::Csv.content_type(),
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Docx => MediaType::WordText.code(),
            Self::Odt => MediaType::OpenDocumentText.code(),
        }
    }
}

/// A convention that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// As tables.
    #[error(transparent)]
    Sheets(#[from] sheets::Unwritten),
    /// As the archive that a text of an office suite is.
    #[error("the text could not be packed: {0}")]
    Packed(#[from] std::io::Error),
}

/// The file of a convention. The same reading always gives the same bytes. What is an example says so in its text and its tables; the
/// interchange document says what was read, and no more.
pub fn write(reading: &Reading, nature: Nature, form: Form) -> Result<Vec<u8>, NotWritten> {
    let format = match form {
        Form::Json => return Ok(interchange::write(reading).into_bytes()),
        Form::Markdown => return Ok(markdown::write(&text::paper(reading, nature)).into_bytes()),
        Form::Docx => return Ok(docx::write(&text::paper(reading, nature))?),
        Form::Odt => return Ok(odt::write(&text::paper(reading, nature))?),
        Form::Xlsx => sheets::Format::Xlsx,
        Form::Ods => sheets::Format::Ods,
        Form::Csv => sheets::Format::Csv,
    };
    Ok(book::book(reading, nature).bytes(format)?)
}
