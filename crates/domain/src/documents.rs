//! Files kept beside the data: the signed scan of a convention, and what is attached to its actions.
//!
//! A *document* has a title and *versions*, numbered from 1; a version is never changed, and the last one is shown first. A
//! version is known by the digest of its bytes: what was signed is what is given back, for ever. Nothing here reads a file.

mod attachment;
mod facts;
mod media;
mod meeting;
mod name;
mod taken;
mod text;

pub use attachment::Attachment;
pub use facts::{
    DocumentAdded, DocumentRenamed, DocumentRestored, DocumentVersionAdded, DocumentWithdrawn, FiledFile, KeptFile,
};
pub use media::MediaType;
pub use meeting::Meeting;
pub use name::FileName;
pub use taken::TakenFile;
pub use text::{DocumentText, DocumentTextRead, MOST_WORDS, TEXT_READER, TextState, Unread};

/// The longest title, in characters: a sentence.
pub const LONGEST_TITLE: usize = 200;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    /// The paper that the parties signed, scanned. It is kept byte for byte as it was given.
    SignedScan,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::SignedScan, Self::Other];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignedScan => "signed_scan",
            Self::Other => "other",
        }
    }

    /// The kind stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::SignedScan => "Exemplaire signé",
            Self::Other => "Pièce jointe",
        }
    }

    /// The longest file of this kind, in bytes. A convention of eighty pages scanned in colour makes about 30 MB; what is attached
    /// in the course of the work is a note, a table or a photograph.
    #[must_use]
    pub const fn largest_bytes(self) -> usize {
        match self {
            Self::SignedScan => 40_000_000,
            Self::Other => 20_000_000,
        }
    }

    /// Whether a file of this kind can be of this type: what was signed on paper is scanned as pages or as pictures.
    #[must_use]
    pub const fn takes(self, media: MediaType) -> bool {
        match self {
            Self::SignedScan => media.is_image() || matches!(media, MediaType::Pdf),
            Self::Other => true,
        }
    }
}

/// Why a file is not kept as it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotKept {
    /// It has no byte.
    Empty,
    /// It is longer than its kind allows.
    TooLarge(DocumentKind),
    /// It is of no type that is kept, whatever its name says.
    Unknown,
    /// It is a page or a drawing that a browser would run.
    Active,
    /// It holds macros.
    Macros,
    /// It is an image that cannot be opened, or of more points than any scan.
    Image,
    /// A signed scan is made of pages or of pictures.
    NoScan,
    /// The scanner of this installation knows it as harmful.
    Harmful,
    /// The scanner of this installation did not say what it is.
    NotScanned,
}

impl NotKept {
    /// The sentence that says it: what, and what to do.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Empty => "Ce fichier est vide. Vérifiez-le sur votre appareil, puis choisissez-le de nouveau.",
            Self::TooLarge(DocumentKind::SignedScan) => {
                "Ce fichier dépasse 40\u{a0}Mo. Numérisez en 200 points par pouce, ou en gris, puis choisissez le nouveau fichier."
            }
            Self::TooLarge(DocumentKind::Other) => {
                "Ce fichier dépasse 20\u{a0}Mo. Réduisez ses images ou partagez-le en plusieurs, puis recommencez."
            }
            Self::Unknown => {
                "Ce fichier n’est d’aucun type accepté, d’après son contenu. Enregistrez-le en PDF, JPEG, PNG, WebP, OpenDocument, Word, Excel, texte ou CSV, puis recommencez."
            }
            Self::Active => {
                "Ce fichier est une page ou un dessin que les navigateurs exécutent, quel que soit son nom. Enregistrez-le en PDF, puis recommencez."
            }
            Self::Macros => {
                "Ce fichier contient des macros. Enregistrez-le sans macros (.docx, .xlsx ou PDF), puis recommencez."
            }
            Self::Image => {
                "Cette image ne s’ouvre pas, ou compte trop de points. Enregistrez-la de nouveau en JPEG, puis recommencez."
            }
            Self::NoScan => {
                "Un exemplaire signé est un PDF ou une image. Numérisez le papier, puis choisissez le fichier obtenu."
            }
            Self::Harmful => {
                "L’antivirus reconnaît un programme malveillant dans ce fichier\u{a0}: il n’est pas gardé. Prévenez la personne qui vous l’a envoyé et votre service informatique."
            }
            Self::NotScanned => {
                "L’antivirus n’a pas pu examiner ce fichier\u{a0}: il n’est pas gardé. Recommencez dans quelques minutes\u{a0}; si cela dure, prévenez la personne qui administre Pacte."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back_and_a_scan_is_no_text() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::from_code(kind.code()), Some(kind));
        }
        let scans: Vec<MediaType> = MediaType::ALL
            .into_iter()
            .filter(|media| DocumentKind::SignedScan.takes(*media))
            .collect();
        assert_eq!(scans, [MediaType::Pdf, MediaType::Jpeg, MediaType::Png, MediaType::Webp]);
    }
}
