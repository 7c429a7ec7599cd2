//! The command line, as people type it. Help is in French; names of commands are those of the README.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use files::consolidated::Form;
use web::scanner::Scanner;

use crate::door::DoorOptions;
use crate::mail::MailOptions;
use crate::provider::ProviderOptions;
use crate::schedule;
use crate::speech::Because;

/// Where the data of an installation are when nothing else is said.
pub const DEFAULT_DATA: &str = "data/pacte";

/// Where those of the demo are.
pub const DEMO_DATA: &str = "data/demo";

/// Pacte fait vivre une convention territoriale globale : le texte signé, lu ligne à ligne, devient un plan que chacun suit.
#[derive(Debug, Parser)]
#[command(name = "pacte", version, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// One command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Montre Pacte sur une convention réelle, avec des personnes d’exemple
    Demo(DemoOptions),
    /// Sert une installation réelle
    Serve(Box<ServeOptions>),
    /// Lit le texte d’une convention et la fait entrer, tout ou rien
    Import(ImportOptions),
    /// Prépare ou met à jour la base de données
    Migrate(DataOptions),
    /// Vérifie le journal et toutes les données, et nomme la première ligne fautive
    Doctor(DataOptions),
    /// Sauvegarde toutes les données dans un fichier, sans arrêter Pacte
    Backup(BackupOptions),
    /// Restaure une sauvegarde dans une installation vide
    Restore(RestoreOptions),
    /// Écrit une convention entière dans un fichier, ou dans un dossier tout ce qu’un organisme a le droit d’emporter
    Export(ExportOptions),
    /// Lit sur son entrée un message revenu à l’expéditeur, et le note sur le courrier concerné
    Bounce(DataOptions),
    /// Écrit qui peut faire quoi
    Rights,
    /// Écrit la liste des adresses et qui peut y venir
    Routes {
        /// En JSON, avec des exemples d’adresses
        #[arg(long)]
        json: bool,
    },
    /// Écrit le schéma de la base de données
    Schema,
    /// Remplit une base de conventions inventées, pour mesurer
    #[command(hide = true)]
    Seed(SeedOptions),
}

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct DataOptions {
    /// Dossier des données
    #[arg(long, value_name = "DOSSIER", default_value = DEFAULT_DATA)]
    pub data: PathBuf,
    /// Adresse d’une base PostgreSQL, à la place du dossier
    #[arg(long, value_name = "ADRESSE", env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Dossier des fichiers gardés, avec une base PostgreSQL : le même pour tous les serveurs ; à défaut, files dans le dossier des données
    #[arg(long, value_name = "DOSSIER", env = "PACTE_FILES", requires = "database_url")]
    pub files: Option<PathBuf>,
}

/// Who recognises the characters of pages that are pictures.
#[derive(Debug, Clone, Args)]
pub struct RecognitionOptions {
    /// Programme tesseract, qui reconnaît les pages numérisées s’il est installé avec son français ; vide pour s’en passer
    #[arg(
        long,
        value_name = "PROGRAMME",
        env = "PACTE_TESSERACT",
        hide_env_values = true,
        default_value = "tesseract"
    )]
    pub tesseract: String,
}

/// Where and how pages are served.
#[derive(Debug, Clone, Args)]
pub struct ListenOptions {
    /// Adresse d’écoute
    #[arg(long, value_name = "ADRESSE:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Lit les styles et les scripts dans ce dossier, à chaque demande
    #[arg(long, value_name = "DOSSIER", hide = true)]
    pub assets: Option<PathBuf>,
    /// Who recognises the characters of pages that are pictures.
    #[command(flatten)]
    pub recognition: RecognitionOptions,
    /// What the server says of its work.
    #[command(flatten)]
    pub log: LogOptions,
}

/// What a server says of its work, on the error output.
#[derive(Debug, Clone, Copy, Args)]
pub struct LogOptions {
    /// Ce que le journal technique retient (error, warn, info, debug) ; info écrit une ligne par demande
    #[arg(long, value_name = "NIVEAU", default_value = "warn", hide_possible_values = true)]
    pub log_level: LogLevel,
    /// Forme du journal technique (text ou json)
    #[arg(long, value_name = "FORME", default_value = "text", hide_possible_values = true)]
    pub log_format: LogFormat,
}

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// What is wrong.
    Error,
    /// And what may become wrong.
    Warn,
    /// And one line a request.
    Info,
    /// And what helps to understand.
    Debug,
}

impl LogLevel {
    /// The word of the filter.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}

impl Command {
    /// What a server is asked to say; commands that end say what they have to by themselves.
    #[must_use]
    pub const fn log(&self) -> Option<&LogOptions> {
        match self {
            Self::Demo(options) => Some(&options.listen.log),
            Self::Serve(options) => Some(&options.listen.log),
            _ => None,
        }
    }
}

/// `pacte demo`.
#[derive(Debug, Clone, Args)]
pub struct DemoOptions {
    /// Dossier des données de la démonstration
    #[arg(long, value_name = "DOSSIER", default_value = DEMO_DATA)]
    pub data: PathBuf,
    /// Efface la démonstration et recommence
    #[arg(long)]
    pub fresh: bool,
    /// Sans la convention d’exemple et son suivi inventé : la convention réelle seule
    #[arg(long)]
    pub without_example: bool,
    /// Where and how pages are served.
    #[command(flatten)]
    pub listen: ListenOptions,
}

/// `pacte serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeOptions {
    /// Where the data is.
    #[command(flatten)]
    pub data: DataOptions,
    /// Where and how pages are served.
    #[command(flatten)]
    pub listen: ListenOptions,
    /// Backups that it writes by itself.
    #[command(flatten)]
    pub backups: ScheduleOptions,
    /// Les pages sont servies en https par un serveur placé devant Pacte
    #[arg(long)]
    pub https: bool,
    /// Adresse où un outil de surveillance lit les mesures, à /metrics ; fermée si elle n’est pas donnée
    #[arg(long, value_name = "ADRESSE:PORT")]
    pub metrics_listen: Option<SocketAddr>,
    /// Antivirus clamd qui examine chaque fichier ajouté : sa socket, comme /run/clamav/clamd.ctl, ou son adresse et son port
    #[arg(long, value_name = "ADRESSE", value_parser = Scanner::parse)]
    pub scanner: Option<Scanner>,
    /// How people come in.
    #[command(flatten)]
    pub door: DoorOptions,
    /// By whom else they are recognised.
    #[command(flatten)]
    pub provider: ProviderOptions,
    /// How letters leave.
    #[command(flatten)]
    pub mail: MailOptions,
}

/// Backups that a server writes by itself.
#[derive(Debug, Clone, Args)]
pub struct ScheduleOptions {
    /// Dossier où une sauvegarde est écrite régulièrement
    #[arg(long, value_name = "DOSSIER")]
    pub backup_into: Option<PathBuf>,
    /// Temps entre deux sauvegardes
    #[arg(long, value_name = "DURÉE", default_value = "24h", value_parser = schedule::every, requires = "backup_into")]
    pub backup_every: Duration,
    /// Nombre de sauvegardes gardées ; les plus anciennes sont effacées
    #[arg(long, value_name = "NOMBRE", default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..), requires = "backup_into")]
    pub backup_keep: u16,
}

/// `pacte import`.
#[derive(Debug, Clone, Args)]
pub struct ImportOptions {
    /// Fichier de la convention (PDF, DOCX, ODT, HTML ou texte), ou document d’échange en JSON
    #[arg(value_name = "FICHIER")]
    pub file: PathBuf,
    /// Avec un document d’échange, le texte dont il a été lu
    #[arg(long, value_name = "FICHIER")]
    pub text: Option<PathBuf>,
    /// Montre ce qui est lu, sans rien écrire
    #[arg(long)]
    pub check: bool,
    /// Avec --check, écrit le document d’échange en JSON
    #[arg(long, requires = "check")]
    pub json: bool,
    /// Fait entrer le texte même s’il semble interrompu
    #[arg(long)]
    pub even_if_cut: bool,
    /// Who recognises the characters of pages that are pictures.
    #[command(flatten)]
    pub recognition: RecognitionOptions,
    /// Where the data is.
    #[command(flatten)]
    pub data: DataOptions,
}

/// `pacte backup`.
#[derive(Debug, Clone, Args)]
pub struct BackupOptions {
    /// Fichier à écrire : il ne doit pas exister
    #[arg(value_name = "FICHIER")]
    pub file: PathBuf,
    /// Where the data is.
    #[command(flatten)]
    pub data: DataOptions,
}

/// `pacte restore`.
#[derive(Debug, Clone, Args)]
pub struct RestoreOptions {
    /// Fichier de la sauvegarde
    #[arg(value_name = "FICHIER")]
    pub file: PathBuf,
    /// Lit et vérifie la sauvegarde, sans rien restaurer
    #[arg(long)]
    pub check: bool,
    /// Garde les sessions, les invitations et les liens de la sauvegarde, pour un déménagement ; sans cela, chaque personne se connecte de nouveau
    #[arg(long, conflicts_with = "check")]
    pub keep_sessions: bool,
    /// Where the data is.
    #[command(flatten)]
    pub data: DataOptions,
}

/// `pacte export`.
#[derive(Debug, Clone, Args)]
pub struct ExportOptions {
    /// Numéro de la convention à écrire entière
    #[arg(value_name = "CONVENTION", required_unless_present = "organisation", requires = "format")]
    pub convention: Option<i64>,
    /// Forme du fichier : json, xlsx, ods, csv (les actions seules), md, docx ou odt
    #[arg(long, value_name = "FORME", value_parser = form, hide_possible_values = true, conflicts_with = "organisation")]
    pub format: Option<Form>,
    /// Numéro d’un organisme dans l’annuaire, à la place d’une convention : tout ce qu’il a le droit d’emporter
    #[arg(long, value_name = "NUMÉRO", conflicts_with = "convention", requires = "into")]
    pub organisation: Option<i64>,
    /// Fichier ou dossier à écrire : il ne doit pas exister ; sans lui, le fichier d’une convention sort sur la sortie standard
    #[arg(long, value_name = "CHEMIN")]
    pub into: Option<PathBuf>,
    /// Where the data is.
    #[command(flatten)]
    pub data: DataOptions,
}

/// The form of a word of the command line.
fn form(code: &str) -> Result<Form, Because> {
    Form::from_code(code).ok_or(Because("les formes sont json, xlsx, ods, csv, md, docx et odt"))
}

/// `pacte seed`.
#[derive(Debug, Clone, Args)]
pub struct SeedOptions {
    /// Nombre de conventions
    #[arg(long, default_value_t = 4400)]
    pub conventions: u32,
    /// Nombre d’entrées ajoutées au journal de la première
    #[arg(long, default_value_t = 0)]
    pub entries: u32,
    /// Where the data is.
    #[command(flatten)]
    pub data: DataOptions,
}
