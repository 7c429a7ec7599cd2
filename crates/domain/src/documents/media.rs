//! The types of files that are kept: those that people of the trade exchange, and that no browser runs.

/// The type of a file, told by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MediaType {
    /// Pages.
    Pdf,
    /// A photograph.
    Jpeg,
    /// A picture without loss.
    Png,
    /// A photograph or a picture, of a recent phone.
    Webp,
    /// A text in the open format of offices.
    OpenDocumentText,
    /// A spreadsheet in the same format.
    OpenDocumentSheet,
    /// A text of Word, without macros.
    WordText,
    /// A spreadsheet of Excel, without macros.
    ExcelSheet,
    /// Plain text.
    PlainText,
    /// A table in plain text.
    Csv,
}

impl MediaType {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Pdf,
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::OpenDocumentText,
        Self::OpenDocumentSheet,
        Self::WordText,
        Self::ExcelSheet,
        Self::PlainText,
        Self::Csv,
    ];

    /// The name registered for it, which is also the word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::OpenDocumentText => "application/vnd.oasis.opendocument.text",
            Self::OpenDocumentSheet => "application/vnd.oasis.opendocument.spreadsheet",
            Self::WordText => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::ExcelSheet => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::PlainText => "text/plain",
            Self::Csv => "text/csv",
        }
    }

    /// The type stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.code() == code)
    }

    /// How the name of such a file ends, without the dot.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::OpenDocumentText => "odt",
            Self::OpenDocumentSheet => "ods",
            Self::WordText => "docx",
            Self::ExcelSheet => "xlsx",
            Self::PlainText => "txt",
            Self::Csv => "csv",
        }
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "Image JPEG",
            Self::Png => "Image PNG",
            Self::Webp => "Image WebP",
            Self::OpenDocumentText => "Texte OpenDocument",
            Self::OpenDocumentSheet => "Tableur OpenDocument",
            Self::WordText => "Texte Word",
            Self::ExcelSheet => "Tableur Excel",
            Self::PlainText => "Texte brut",
            Self::Csv => "Tableau CSV",
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub const fn is_image(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_read_back_and_no_two_end_alike() {
        for media in MediaType::ALL {
            assert_eq!(MediaType::from_code(media.code()), Some(media));
            let alike = MediaType::ALL.into_iter().filter(|other| other.ending() == media.ending());
            assert_eq!(alike.count(), 1, "{media:?}");
        }
        assert_eq!(MediaType::from_code("text/html"), None);
    }
}
