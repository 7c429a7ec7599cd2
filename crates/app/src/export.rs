//! `pacte export --organisation`: all that an organisation has a right to, in a folder, in forms that any program reads.
//!
//! It writes beside the data, never in it, for this account alone; all or nothing. Passwords, links and keys are not within its
//! reach. A file of a document that cannot be copied whole is said, and never left out in silence.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use documents::TakenVersion;
use domain::access::{Reason, Viewer};
use domain::digest::{Digest, Digesting};
use domain::documents::FileName;
use domain::example::Nature;
use domain::ids::{ConventionId, OrganisationId};
use serde_json::{Map, Value as Json, json};
use store::{Reader, Store, Value};

use crate::cli::{DataOptions, ExportOptions};
use crate::out::say;
use crate::{clock, doctor, leaving, progress, target};

pub(crate) const VIEWER: Viewer = Viewer::Job(Reason::Export);

/// What was written: each file with its size and its digest.
#[derive(Debug, Default)]
pub struct Written {
    /// The files, in the order in which they were written.
    pub files: Vec<(String, u64, Digest)>,
    /// The files of documents that could not be copied.
    pub missing: Vec<String>,
}

/// Runs the command: one convention as a file, or all that an organisation takes away.
pub async fn run(options: &ExportOptions) -> anyhow::Result<()> {
    match (options.convention, options.format, options.organisation, &options.into) {
        (Some(convention), Some(form), ..) => {
            leaving::run(ConventionId::new(convention), form, options.into.as_deref(), &options.data).await
        }
        (_, _, Some(organisation), Some(into)) => all_of(OrganisationId::new(organisation), into, &options.data).await,
        // The command line asks for one or the other.
        _ => bail!("indiquez une convention et une forme, ou un organisme et un dossier"),
    }
}

async fn all_of(organisation: OrganisationId, into: &Path, data: &DataOptions) -> anyhow::Result<()> {
    let store = target::open_existing(data).await?;
    let mut reader = store.read(clock::now().paris_day()).await?;
    let step = progress::step("Export", None);
    let written = export(&store, &mut reader, organisation, into).await?;
    step.done();
    let files = written.files.len() as u64;
    say!(
        "Export écrit\u{a0}: {} dans {}.",
        doctor::count(files, "fichier", "fichiers"),
        into.display()
    );
    for said in &written.missing {
        eprintln!("Attention\u{a0}: {said}");
    }
    Ok(())
}

/// Writes everything beside the folder, then gives it its name: a folder that bears it is whole.
pub async fn export(store: &Store, reader: &mut Reader, organisation: OrganisationId, into: &Path) -> anyhow::Result<Written> {
    if into.exists() {
        bail!(
            "«\u{a0}{}\u{a0}» existe déjà\u{a0}: indiquez un dossier qui n’existe pas, pour que rien ne soit mélangé",
            into.display()
        );
    }
    let mut folder = Folder::begin(into)?;
    let filled = fill(store, reader, organisation, &mut folder).await;
    match filled {
        Ok(()) => folder.end(into),
        Err(error) => {
            folder.give_up();
            Err(error)
        }
    }
}

async fn fill(store: &Store, reader: &mut Reader, organisation: OrganisationId, folder: &mut Folder) -> anyhow::Result<()> {
    let own = people::take(reader, &VIEWER, organisation).await?;
    if own.is_empty() {
        bail!(
            "aucun organisme ne porte le numéro {organisation}\u{a0}: l’annuaire de Pacte montre le numéro de chacun dans son adresse"
        );
    }
    for table in own {
        let mut lines = folder.lines(&format!("organisme/{}.jsonl", table.name))?;
        for row in table.rows {
            lines.row(table.columns, row.0)?;
        }
        folder.close(lines)?;
    }
    for convention in people::signed(reader, &VIEWER, organisation).await? {
        if convention::is_withdrawn(reader, &VIEWER, convention).await? {
            folder.written.missing.push(format!(
                "la convention {convention} est retirée\u{a0}: elle n’est pas emportée"
            ));
        } else {
            take(store, reader, convention, folder).await?;
        }
    }
    let read_me = folder.read_me();
    folder.write("LISEZMOI.txt", read_me.as_bytes())?;
    let files: Vec<Json> = folder.written.files.iter().map(told).collect();
    let manifest = json!({ "pacte_export": 1, "organisation": organisation.ordinal(), "files": files });
    folder.write("manifeste.json", format!("{manifest:#}\n").as_bytes())
}

/// One convention: its files, its rows, then the files of its documents.
async fn take(store: &Store, reader: &mut Reader, convention: ConventionId, folder: &mut Folder) -> anyhow::Result<()> {
    let place = match convention::nature(reader, &VIEWER, convention).await? {
        Nature::Signed => format!("conventions/{convention}"),
        Nature::Example => format!("conventions/exemple-{convention}"),
    };
    for file in convention::take(reader, &VIEWER, convention).await? {
        folder.write(&format!("{place}/{}", file.name), &file.bytes)?;
    }
    for named in reader.names_of_a_convention(&VIEWER) {
        let mut lines = folder.lines(&format!("{place}/tables/{}.jsonl", named.name))?;
        reader
            .each_of_convention(&VIEWER, &named, convention, |row| lines.row(&named.columns, row))
            .await?;
        folder.close(lines)?;
    }
    for version in documents::take(reader, &VIEWER, convention).await? {
        folder.keep(store, &place, &version)?;
    }
    Ok(())
}

fn told((name, bytes, digest): &(String, u64, Digest)) -> Json {
    json!({ "name": name, "bytes": bytes, "sha256": digest.to_string() })
}

/// A folder that is being filled, under another name than its own.
struct Folder {
    path: PathBuf,
    written: Written,
    /// The files of documents that are in it.
    kept: HashSet<String>,
    /// What LISEZMOI.txt says of the files of documents.
    listed: String,
}

impl Folder {
    fn begin(into: &Path) -> anyhow::Result<Self> {
        let mut name = into.file_name().context("indiquez un dossier")?.to_owned();
        name.push(".partiel");
        let path = into.with_file_name(name);
        make(&path).with_context(|| format!("le dossier «\u{a0}{}\u{a0}» ne peut pas être créé", path.display()))?;
        Ok(Self {
            path,
            written: Written::default(),
            kept: HashSet::new(),
            listed: String::new(),
        })
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let mut lines = self.lines(name)?;
        lines.add(bytes)?;
        self.close(lines)
    }

    fn lines(&self, name: &str) -> anyhow::Result<Lines> {
        let path = self.path.join(name);
        if let Some(parent) = path.parent() {
            make(parent)?;
        }
        let file =
            vault::private::create(&path).with_context(|| format!("le fichier «\u{a0}{name}\u{a0}» ne peut pas être écrit"))?;
        Ok(Lines {
            name: name.to_owned(),
            file: BufWriter::new(file),
            hasher: Digesting::default(),
            bytes: 0,
        })
    }

    fn close(&mut self, lines: Lines) -> anyhow::Result<()> {
        let file = lines.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        self.written.files.push((lines.name, lines.bytes, lines.hasher.end()));
        Ok(())
    }

    /// The file of a version, named by its digest and its own name, and listed.
    fn keep(&mut self, store: &Store, place: &str, version: &TakenVersion) -> anyhow::Result<()> {
        let digest = version.file.digest;
        let name = format!("{place}/fichiers/{}", name_of(digest, &version.file.name));
        let whole = self.kept.contains(&name) || self.copied(store, &name, digest)?;
        let state = if version.withdrawn { ", document retiré" } else { "" };
        let title = format!("«\u{a0}{}\u{a0}», version {}{state}", version.title, version.number);
        self.listed
            .push_str(&["\n", &title, "\n  empreinte ", &digest.to_string(), "\n"].concat());
        if whole {
            self.listed.push_str(&["  ", &name, "\n"].concat());
            self.kept.insert(name);
        } else {
            self.listed
                .push_str("  CE FICHIER MANQUAIT OU ÉTAIT ABÎMÉ LE JOUR DE L’EXPORT\u{a0}: il n’est pas dans ce dossier\n");
            self.written.missing.push(format!(
                "le fichier du document {title} ({place}), manquait ou était abîmé\u{a0}: l’export ne le contient pas. «\u{a0}pacte doctor\u{a0}» dit lequel."
            ));
        }
        Ok(())
    }

    /// Copies a kept file; what is not what was kept leaves nothing behind.
    fn copied(&mut self, store: &Store, name: &str, digest: Digest) -> anyhow::Result<bool> {
        let kept = match store.vault().open(digest) {
            Ok(kept) => kept,
            Err(error) => {
                tracing::error!(%digest, %error, "a kept file cannot be exported");
                return Ok(false);
            }
        };
        let mut lines = self.lines(name)?;
        let mut parts = kept.parts();
        loop {
            match parts.part() {
                Ok(Some(part)) => lines.add(&part)?,
                Ok(None) => break,
                Err(error) => {
                    tracing::error!(%digest, %error, "a kept file cannot be exported");
                    drop(lines);
                    fs::remove_file(self.path.join(name))?;
                    return Ok(false);
                }
            }
        }
        self.close(lines)?;
        Ok(true)
    }

    /// What the folder holds, with the list of the files of documents.
    fn read_me(&self) -> String {
        let listed = match self.listed.as_str() {
            "" => "\nAucun document n’est gardé avec ces conventions.\n",
            listed => listed,
        };
        format!("{}\nLes fichiers des documents\n{listed}", include_str!("export/read_me.txt"))
    }

    fn end(self, into: &Path) -> anyhow::Result<Written> {
        fs::rename(&self.path, into)?;
        Ok(self.written)
    }

    fn give_up(self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            tracing::error!(folder = %self.path.display(), %error, "what was begun cannot be removed");
        }
    }
}

/// Makes a folder, and those above it, for this account alone.
fn make(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// The longest name of a file, in bytes, that every disk takes.
const LONGEST_NAME: usize = 255;

/// What the file of a document is called: its digest, then its own name, cut before its ending when both are too long together.
fn name_of(digest: Digest, own: &FileName) -> String {
    let (digest, own) = (digest.to_string(), own.to_string());
    let (stem, ending) = own.rsplit_once('.').unwrap_or((&own, ""));
    let room = LONGEST_NAME.saturating_sub(digest.len() + ending.len() + 2);
    let cut = stem.floor_char_boundary(room);
    format!("{digest}-{}.{ending}", stem[..cut].trim_end())
}

/// A file that is being written.
struct Lines {
    name: String,
    file: BufWriter<File>,
    hasher: Digesting,
    bytes: u64,
}

impl Lines {
    fn add(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.hasher.add(bytes);
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes)?;
        Ok(())
    }

    /// One object a line: numbers are numbers, what is absent is null.
    fn row(&mut self, columns: &[&'static str], values: Vec<Value>) -> anyhow::Result<()> {
        let cells = columns
            .iter()
            .zip(values)
            .map(|(name, value)| ((*name).to_owned(), written(value)));
        let object = Json::Object(cells.collect::<Map<String, Json>>());
        self.add(format!("{object}\n").as_bytes())
    }
}

fn written(value: Value) -> Json {
    match value {
        Value::Int(number) => number.into(),
        Value::Text(text) => text.into(),
        Value::Bytes(bytes) => bytes.map(|bytes| Digest::of(&bytes).to_string()).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_no_disk_takes_is_cut_before_its_ending() {
        let digest = Digest::of(b"x");
        let name = |own: &str| name_of(digest, &FileName::stored(own.to_owned()));
        assert_eq!(name("Bilan 2026.pdf"), format!("{digest}-Bilan 2026.pdf"));
        let long = name(&format!("{}.pdf", "é".repeat(180)));
        assert!(long.len() <= LONGEST_NAME, "{}", long.len());
        assert!(long.starts_with(&format!("{digest}-éé")) && long.ends_with("é.pdf"), "{long}");
    }
}
