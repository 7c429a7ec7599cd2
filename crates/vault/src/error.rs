//! Why a file is not kept, or not given back: in French, without the bytes.

use domain::digest::Digest;

/// A file was not kept, or cannot be given back as it was.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The disk refuses it, or is full.
    #[error(
        "Le fichier n’a pas pu être conservé\u{a0}: rien n’a été enregistré. Vérifiez la place libre sur le disque, puis recommencez."
    )]
    Unwritten {
        /// What the system says.
        source: std::io::Error,
    },
    /// No file bears this digest.
    #[error("Le fichier d’empreinte {digest} manque.")]
    Missing {
        /// Its digest.
        digest: Digest,
    },
    /// The bytes are no longer those that were kept.
    #[error("Le fichier d’empreinte {digest} a été modifié ou abîmé.")]
    Altered {
        /// The digest it should have.
        digest: Digest,
    },
    /// The system does not give it.
    #[error("Le fichier d’empreinte {digest} ne peut pas être lu.")]
    Unread {
        /// Its digest.
        digest: Digest,
        /// What the system says.
        source: std::io::Error,
    },
}
