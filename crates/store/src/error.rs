//! What can go wrong at the doors. A refusal is a value of the trade; the rest is broken, and says it in French.
//!
//! No error carries a password, a connection address or a value of a row.

use std::path::PathBuf;

use domain::access::{Verb, WhyNot};

/// A read or a write did not happen.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The policy does not allow this verb to this viewer.
    #[error("Cette action n’est pas permise ({}).", verb.code())]
    Refused {
        /// What was asked.
        verb: Verb,
        /// Why it is refused, for those who administer.
        why: WhyNot,
    },
    /// The convention of the fact is no longer there: it was removed whole while this waited to be written.
    #[error("Le fait «\u{a0}{fact}\u{a0}» est d’une convention qui n’est plus dans Pacte\u{a0}: rien n’a été écrit.")]
    NoChain {
        /// Its name in the journal.
        fact: &'static str,
    },
    /// The fact concerns another place than the one that was permitted.
    #[error("Le fait «\u{a0}{fact}\u{a0}» concerne un autre lieu que celui qui a été permis\u{a0}: rien n’a été écrit.")]
    OtherPlace {
        /// The fact.
        fact: &'static str,
    },
    /// The same thing exists already, or what it refers to does not.
    #[error("Cette valeur existe déjà, ou renvoie à ce qui n’existe pas\u{a0}: rien n’a été écrit.")]
    Conflict,
    /// A column does not hold what the row type expects.
    #[error("La colonne {index} n’a pas la valeur attendue ({expected}).")]
    Column {
        /// The column, from 0.
        index: usize,
        /// What was expected.
        expected: &'static str,
    },
    /// A query reads a scoped name that no room declared.
    #[error("La requête lit le nom «\u{a0}{0}\u{a0}», qu’aucune pièce ne déclare.")]
    UnknownScope(&'static str),
    /// The batch this write belonged to could not be kept.
    #[error(
        "L’écriture n’a pas pu être conservée\u{a0}: rien n’a été enregistré. Vérifiez la place libre sur le disque, puis recommencez."
    )]
    NotWritten,
    /// The disk failed to confirm this write: the next start finds it, or not. Writes wait for that start.
    #[error(
        "Le disque n’a pas confirmé cette écriture\u{a0}: elle a peut-être eu lieu. Vérifiez le disque, relancez Pacte, puis regardez avant de recommencer."
    )]
    Unconfirmed,
    /// The disk failed to confirm a write: reads go on, writes wait for a restart.
    #[error(
        "Le disque n’a pas confirmé une écriture\u{a0}: Pacte n’écrit plus, la lecture reste possible. Vérifiez le disque, puis relancez Pacte."
    )]
    WritesStopped,
    /// The tables are those of another version.
    #[error("La base de données n’est pas à la version de ce serveur.")]
    OtherVersion,
    /// The database does not answer.
    #[error("La base de données ne répond pas.")]
    Unavailable(#[source] Broken),
    /// The server went away while it was asked to keep: it may have kept, and nobody can tell from here.
    #[error(
        "La base de données s’est arrêtée pendant l’enregistrement\u{a0}: il a peut-être eu lieu, vérifiez-le avant de recommencer."
    )]
    Unknown,
    /// The engine refused a statement.
    #[error("La base de données a refusé une instruction.")]
    Engine(#[source] Broken),
}

/// A failure of an engine, for the log. Its type stays inside this crate.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Broken(Box<dyn std::error::Error + Send + Sync>);

impl Broken {
    pub(crate) fn new(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(Box::new(Chained(error)))
    }

    pub(crate) fn said(text: &str) -> Self {
        Self(text.into())
    }
}

/// Nobody answered in time.
pub(crate) fn unavailable(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Unavailable(Broken::new(error))
}

/// An error whose causes are written after it: drivers put the useful words there.
#[derive(Debug)]
struct Chained<E>(E);

impl<E: std::error::Error> std::fmt::Display for Chained<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl<E: std::error::Error> std::error::Error for Chained<E> {}

/// The store cannot be opened, or its tables cannot be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made.
    #[error("Le dossier de données «\u{a0}{}\u{a0}» ne peut pas être créé\u{a0}: {}. Choisissez un autre dossier avec --data.", dir.display(), hindrance(source))]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The folder, or the file in it, cannot be written.
    #[error("Pacte ne peut pas écrire dans le dossier de données «\u{a0}{}\u{a0}». Donnez à votre compte le droit d’y écrire, ou choisissez un autre dossier avec --data.", dir.display())]
    ReadOnly {
        /// The folder.
        dir: PathBuf,
    },
    /// The file is not one of ours.
    #[error("Le fichier «\u{a0}{}\u{a0}» n’est pas une base de données de Pacte. Déplacez-le, ou choisissez un autre dossier avec --data.", file.display())]
    NotADatabase {
        /// The file.
        file: PathBuf,
    },
    /// The address is not that of a PostgreSQL server.
    #[error(
        "L’adresse DATABASE_URL n’est pas celle d’un serveur PostgreSQL\u{a0}: elle s’écrit postgres://compte:secret@serveur/base."
    )]
    Address,
    /// The address asks for a protection that is not one of PostgreSQL's.
    #[error(
        "L’adresse DATABASE_URL a un paramètre sslmode inconnu\u{a0}: écrivez disable, prefer, require, verify-ca ou verify-full."
    )]
    Protection,
    /// The authorities that vouch for the server cannot be read.
    #[error("Le fichier «\u{a0}{}\u{a0}» ne se lit pas, ou ne contient aucun certificat. Vérifiez le paramètre sslrootcert de DATABASE_URL.", file.display())]
    Authorities {
        /// The file.
        file: PathBuf,
    },
    /// The server offers no encryption, and the address asks for it.
    #[error(
        "PostgreSQL à «\u{a0}{address}\u{a0}» ne propose pas de connexion chiffrée, que DATABASE_URL exige. Activez ssl sur ce serveur, ou joignez-le par un réseau sûr avec sslmode=disable."
    )]
    InClear {
        /// The host and the port.
        address: String,
    },
    /// Nobody trusted vouches for the server under this name.
    #[error(
        "Le certificat de PostgreSQL à «\u{a0}{address}\u{a0}» n’est pas reconnu\u{a0}: son autorité, son nom ou ses dates ne conviennent pas. Vérifiez le nom du serveur dans DATABASE_URL, et donnez le fichier de son autorité par sslrootcert."
    )]
    Stranger {
        /// The host and the port.
        address: String,
    },
    /// No server at this address.
    #[error(
        "PostgreSQL ne répond pas à «\u{a0}{address}\u{a0}». Vérifiez que le serveur est démarré et que l’adresse DATABASE_URL est juste."
    )]
    Down {
        /// The host and the port.
        address: String,
    },
    /// The server refuses the account or the database.
    #[error(
        "PostgreSQL refuse la connexion à «\u{a0}{address}\u{a0}»\u{a0}: {reason}. Vérifiez le compte, le secret et le nom de la base dans DATABASE_URL."
    )]
    Denied {
        /// The host and the port.
        address: String,
        /// Why, in French where the reason is a usual one.
        reason: String,
    },
    /// Two rooms declare the same scoped name.
    #[error("Deux pièces déclarent le nom «\u{a0}{0}\u{a0}».")]
    TwoScopes(&'static str),
    /// The tables were made by a version this one does not know.
    #[error(
        "La base de données a été préparée par une version plus récente de Pacte (évolution {number:04} inconnue ici). Installez cette version, ou choisissez d’autres données."
    )]
    Newer {
        /// The migration.
        number: i64,
    },
    /// A migration was applied with another text than ours.
    #[error(
        "L’évolution {number:04} de la base de données n’a pas le texte attendu\u{a0}: ces données ont été préparées par une version inconnue de Pacte."
    )]
    Unknown {
        /// The migration.
        number: i64,
    },
    /// A migration failed and was undone.
    #[error("L’évolution «\u{a0}{name}\u{a0}» de la base de données a échoué et a été annulée.")]
    Migration {
        /// The migration.
        name: &'static str,
        /// What the engine says.
        source: StoreError,
    },
    /// The engine refused something else.
    #[error("La base de données ne peut pas être ouverte.")]
    Store(#[from] StoreError),
}

/// Why a folder cannot be made, in the words of people.
fn hindrance(error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::PermissionDenied => "votre compte n’a pas le droit d’écrire à cet endroit",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "un fichier porte déjà ce nom, ou celui d’un des dossiers qui y mènent"
        }
        ErrorKind::ReadOnlyFilesystem => "le disque est en lecture seule",
        ErrorKind::StorageFull => "le disque est plein",
        _ => "le système le refuse",
    }
}
