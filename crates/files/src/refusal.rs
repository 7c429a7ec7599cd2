//! Why a file is not read: the sentence that people get, with the file, the line and what to do.

use std::fmt;

/// How large a text may be, in bytes. The largest conventions known, annexes included, stay under one megabyte.
pub const LIMIT_BYTES: usize = 5_000_000;

/// How large a document may be, in bytes: pictures weigh, and are not opened.
pub const LARGEST_DOCUMENT_BYTES: usize = 25_000_000;

/// The file is refused; nothing was read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Not a byte, or nothing but blanks.
    Empty {
        /// The file.
        file: String,
    },
    /// Larger than [`LIMIT_BYTES`].
    TooLarge {
        /// The file.
        file: String,
        /// Its size.
        bytes: usize,
    },
    /// A document of another kind, by its first bytes.
    Document {
        /// The file.
        file: String,
        /// What it is, in French: "un PDF".
        what: &'static str,
    },
    /// Not a text: control bytes stand on this line.
    Binary {
        /// The file.
        file: String,
        /// The first line that holds them.
        line: u32,
    },
    /// More words or cells than a convention can have: a few bytes that swell once opened.
    Swollen {
        /// The file.
        file: String,
        /// What it is, in French: "une page HTML".
        what: &'static str,
    },
    /// A document larger than [`LARGEST_DOCUMENT_BYTES`].
    TooLargeDocument {
        /// The file.
        file: String,
        /// Its size.
        bytes: usize,
    },
    /// A password closes it.
    Locked {
        /// The file.
        file: String,
    },
    /// A PDF of which no page has a letter: pictures of pages.
    NoTextLayer {
        /// The file.
        file: String,
        /// How many pages it has.
        pages: usize,
    },
    /// A PDF of pictures on which nothing was recognised.
    Unrecognised {
        /// The file.
        file: String,
        /// How many pages it has.
        pages: usize,
    },
    /// More pages to recognise than are.
    TooManyPictures {
        /// The file.
        file: String,
        /// How many are at most.
        most: usize,
    },
    /// Its reading was stopped before the end.
    Stopped {
        /// The file.
        file: String,
    },
    /// A document that is cut or spoilt.
    Damaged {
        /// The file.
        file: String,
        /// Where, in French: "la page 3".
        part: String,
    },
    /// A text in which no convention is recognised.
    NoConvention {
        /// The file.
        file: String,
        /// How many lines were looked at.
        lines: u32,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { file } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» est vide\u{a0}: aucune ligne n’y est écrite. Vérifiez que l’export ou la numérisation a réussi, \
                 puis recommencez."
            ),
            Self::TooLarge { file, bytes } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» pèse {}\u{a0}Mo, au-delà de la limite de {}\u{a0}Mo. Une convention tient en moins d’un mégaoctet \
                 de texte\u{a0}: fournissez le texte seul, sans images, ou découpez le fichier.",
                bytes.div_ceil(1_000_000),
                LIMIT_BYTES / 1_000_000
            ),
            Self::Document { file, what } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» est {what}, que Pacte ne lit pas. Ouvrez-le, enregistrez-le en DOCX, en ODT ou en texte brut (.txt), ou \
                 copiez tout son texte dans un fichier .txt. Si ses pages sont des images numérisées, une reconnaissance de \
                 caractères doit d’abord en tirer le texte."
            ),
            Self::Binary { file, line } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» n’est pas un texte que Pacte sache décoder\u{a0}: des octets illisibles s’y trouvent dès la \
                 ligne {line}. S’il s’agit bien d’un texte, enregistrez-le de nouveau en texte brut (.txt), encodage UTF-8\u{a0}; si \
                 c’est un PDF ou un document de traitement de texte, il est abîmé\u{a0}: enregistrez-le de nouveau depuis le logiciel qui l’a fait."
            ),
            Self::NoConvention { file, lines } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» a été lu de la ligne 1 à la ligne {lines} et aucune convention n’y est reconnue\u{a0}: ni titre de \
                 convention territoriale globale suivi de parties, ni plan d’actions numéroté. Vérifiez qu’il s’agit du bon \
                 fichier et que le texte est complet."
            ),
            document => document.of_document(f),
        }
    }
}

impl Refusal {
    /// The file that is refused.
    #[must_use]
    pub fn file(&self) -> &str {
        match self {
            Self::Empty { file }
            | Self::TooLarge { file, .. }
            | Self::Document { file, .. }
            | Self::Binary { file, .. }
            | Self::Swollen { file, .. }
            | Self::TooLargeDocument { file, .. }
            | Self::Locked { file }
            | Self::NoTextLayer { file, .. }
            | Self::Unrecognised { file, .. }
            | Self::TooManyPictures { file, .. }
            | Self::Stopped { file }
            | Self::Damaged { file, .. }
            | Self::NoConvention { file, .. } => file,
        }
    }

    /// The sentences about documents that are opened before they are read.
    fn of_document(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Swollen { file, what } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» n’est pas lu\u{a0}: c’est {what} qui, une fois déplié, dépasse de loin ce qu’une convention peut \
                 contenir. Vérifiez qu’il s’agit du bon fichier\u{a0}; si c’est lui, copiez son texte dans un nouveau document."
            ),
            Self::TooLargeDocument { file, bytes } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» pèse {}\u{a0}Mo, au-delà de la limite de {}\u{a0}Mo. Allégez ses images, ou fournissez son texte seul.",
                bytes.div_ceil(1_000_000),
                LARGEST_DOCUMENT_BYTES / 1_000_000
            ),
            Self::Locked { file } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» est protégé par un mot de passe\u{a0}: son texte ne peut pas être lu. Ouvrez-le avec le mot de passe, \
                 enregistrez-le sans protection, puis recommencez."
            ),
            Self::NoTextLayer { file, pages } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» ne contient pas de texte\u{a0}: {}. Pacte les lit quand le programme «\u{a0}tesseract\u{a0}» et \
                 son français sont installés sur la machine où il tourne (sur Debian, «\u{a0}apt install tesseract-ocr-fra\u{a0}»)\u{a0}: \
                 demandez-le à qui administre cette machine, puis recommencez\u{a0}; ou demandez le document d’origine à qui l’a numérisé.",
                pictures(*pages)
            ),
            Self::Unrecognised { file, pages } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» ne contient pas de texte\u{a0}: {}, et la reconnaissance de caractères n’y a rien lu. Numérisez de \
                 nouveau le document, droit, à 300 points par pouce, puis recommencez\u{a0}; ou demandez le document d’origine à qui l’a numérisé.",
                pictures(*pages)
            ),
            Self::TooManyPictures { file, most } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» compte plus de {most} pages numérisées, au-delà de ce que Pacte reconnaît en une fois. Envoyez la \
                 convention seule, sans ce qui l’accompagne\u{a0}; ou demandez le document d’origine à qui l’a numérisé."
            ),
            Self::Stopped { file } => write!(
                f,
                "La lecture du fichier «\u{a0}{file}\u{a0}» a été arrêtée avant la fin\u{a0}: rien n’a été écrit. Recommencez quand vous voulez."
            ),
            Self::Damaged { file, part } => write!(
                f,
                "Le fichier «\u{a0}{file}\u{a0}» est abîmé\u{a0}: {part} ne s’ouvre pas jusqu’au bout. Ouvrez-le dans le programme qui l’a fait, \
                 enregistrez-le de nouveau, puis recommencez."
            ),
            other => write!(f, "Le fichier «\u{a0}{}\u{a0}» n’est pas lu.", other.file()),
        }
    }
}

/// What the pages of a scan are.
fn pictures(pages: usize) -> String {
    if pages > 1 {
        format!("ses {pages} pages sont des images")
    } else {
        "sa page est une image".to_owned()
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_names_the_file() {
        let file = || "piece.txt".to_owned();
        let refusals = [
            Refusal::Empty { file: file() },
            Refusal::TooLarge {
                file: file(),
                bytes: 50_000_001,
            },
            Refusal::Binary { file: file(), line: 12 },
            Refusal::Document {
                file: file(),
                what: "un PDF",
            },
            Refusal::NoConvention { file: file(), lines: 3 },
            Refusal::Swollen {
                file: file(),
                what: "une page HTML",
            },
            Refusal::TooLargeDocument {
                file: file(),
                bytes: 30_000_000,
            },
            Refusal::Locked { file: file() },
            Refusal::NoTextLayer { file: file(), pages: 3 },
            Refusal::Unrecognised { file: file(), pages: 3 },
            Refusal::TooManyPictures { file: file(), most: 400 },
            Refusal::Stopped { file: file() },
            Refusal::Damaged {
                file: file(),
                part: "la page 3".to_owned(),
            },
        ];
        for refusal in &refusals {
            assert!(refusal.to_string().contains("«\u{a0}piece.txt\u{a0}»"), "{refusal}");
        }
        assert!(
            refusals[1]
                .to_string()
                .contains("51\u{a0}Mo, au-delà de la limite de 5\u{a0}Mo")
        );
        assert!(refusals[2].to_string().contains("dès la ligne 12"));
    }
}
