//! Why a backup cannot be written or read: what, where, and what to do, in French. No value of a row is ever in it.

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use domain::digest::Digest;
use vault::VaultError;

use crate::error::StoreError;

/// A backup was not written, or cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// Something has this name already.
    #[error("Le fichier «\u{a0}{}\u{a0}» existe déjà, et une sauvegarde n’efface jamais rien. Choisissez un autre nom.", file.display())]
    Exists {
        /// The file.
        file: PathBuf,
    },
    /// The system refuses to write it.
    #[error("La sauvegarde «\u{a0}{}\u{a0}» n’a pas pu être écrite\u{a0}: {}.", file.display(), hindrance(source))]
    Unwritten {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// What was read back is not what was written.
    #[error("La sauvegarde «\u{a0}{}\u{a0}», relue sur le disque, n’est pas celle qui a été écrite\u{a0}: elle n’a pas été gardée. Vérifiez le disque, puis recommencez.", file.display())]
    NotKept {
        /// The file.
        file: PathBuf,
    },
    /// The file cannot be read.
    #[error("Le fichier «\u{a0}{}\u{a0}» ne peut pas être lu\u{a0}: {}.", file.display(), hindrance(source))]
    Unread {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is something else.
    #[error("Le fichier «\u{a0}{}\u{a0}» n’est pas une sauvegarde de Pacte. Vérifiez son nom.", file.display())]
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// Its form is not known here.
    #[error("La sauvegarde «\u{a0}{}\u{a0}» a une forme que cette version de Pacte ne connaît pas. Installez la version qui l’a écrite, ou une plus récente.", file.display())]
    Newer {
        /// The file.
        file: PathBuf,
    },
    /// It stops before its end.
    #[error("La sauvegarde «\u{a0}{}\u{a0}» est incomplète\u{a0}: elle s’interrompt {place}. Prenez un exemplaire entier.", file.display())]
    Cut {
        /// The file.
        file: PathBuf,
        /// Where.
        place: Place,
    },
    /// It does not say what was written.
    #[error("La sauvegarde «\u{a0}{}\u{a0}» a été modifiée ou abîmée {place}. Prenez un autre exemplaire.", file.display())]
    Altered {
        /// The file.
        file: PathBuf,
        /// Where.
        place: Place,
    },
    /// The database did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A kept file cannot be read, or cannot be kept here.
    #[error(transparent)]
    File(#[from] VaultError),
}

/// A place in a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Before the first table.
    Beginning,
    /// In a table.
    Table {
        /// Its name.
        name: String,
        /// The last row of it that was read, from 1; 0 before the first.
        row: u64,
    },
    /// In a kept file.
    File {
        /// Its digest.
        digest: Digest,
    },
    /// After the last table.
    End,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |name: &str| name.trim_start_matches("unscoped_").to_owned();
        match self {
            Self::Beginning => f.write_str("avant sa première table"),
            Self::Table { name, row: 0 } => write!(f, "au début de la table «\u{a0}{}\u{a0}»", told(name)),
            Self::Table { name, row } => write!(f, "dans la table «\u{a0}{}\u{a0}», après la ligne {row}", told(name)),
            Self::File { digest } => write!(f, "dans le fichier d’empreinte {digest}"),
            Self::End => f.write_str("après sa dernière table"),
        }
    }
}

impl ArchiveError {
    pub(crate) fn unwritten(file: &Path, source: std::io::Error) -> Self {
        Self::Unwritten {
            file: file.to_owned(),
            source,
        }
    }
}

/// What hinders, in the words of people.
fn hindrance(error: &std::io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "le fichier ou son dossier n’existe pas",
        ErrorKind::PermissionDenied => "votre compte n’en a pas le droit",
        ErrorKind::IsADirectory => "c’est un dossier",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "il n’y a plus de place sur le disque",
        ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule",
        ErrorKind::NotADirectory => "un des dossiers qui y mènent est un fichier",
        _ => "le système le refuse",
    }
}
