//! `pacte export --organisation`: all that an organisation has a right to, in a folder, in forms that any program reads.
//!
//! It writes beside the data, never in it; all or nothing. Passwords, links and keys are not within its reach.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use domain::access::{Reason, Viewer};
use domain::digest::{Digest, Digesting};
use domain::example::Nature;
use domain::ids::{ConventionId, OrganisationId};
use serde_json::{Map, Value as Json, json};
use store::{Reader, Value};

use crate::cli::{DataOptions, ExportOptions};
use crate::{clock, doctor, leaving, progress, target};

pub(crate) const VIEWER: Viewer = Viewer::Job(Reason::Export);

/// What was written: each file with its size and its digest.
#[derive(Debug, Default)]
pub struct Written {
    /// The files, in the order in which they were written.
    pub files: Vec<(String, u64, Digest)>,
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
    let written = export(&mut reader, organisation, into).await?;
    step.done();
    let files = written.files.len() as u64;
    println!(
        "Export écrit\u{a0}: {} dans {}.",
        doctor::count(files, "fichier", "fichiers"),
        into.display()
    );
    Ok(())
}

/// Writes everything beside the folder, then gives it its name: a folder that bears it is whole.
pub async fn export(reader: &mut Reader, organisation: OrganisationId, into: &Path) -> anyhow::Result<Written> {
    if into.exists() {
        bail!(
            "«\u{a0}{}\u{a0}» existe déjà\u{a0}: indiquez un dossier qui n’existe pas, pour que rien ne soit mélangé",
            into.display()
        );
    }
    let mut folder = Folder::begin(into)?;
    let filled = fill(reader, organisation, &mut folder).await;
    match filled {
        Ok(()) => folder.end(into),
        Err(error) => {
            folder.give_up();
            Err(error)
        }
    }
}

async fn fill(reader: &mut Reader, organisation: OrganisationId, folder: &mut Folder) -> anyhow::Result<()> {
    let own = people::take(reader, &VIEWER, organisation).await?;
    if own.is_empty() {
        bail!(
            "aucun organisme ne porte le numéro {organisation}\u{a0}: l’annuaire de Pacte montre le numéro de chacun dans son adresse"
        );
    }
    folder.write("LISEZMOI.txt", include_bytes!("export/read_me.txt"))?;
    for table in own {
        let mut lines = folder.lines(&format!("organisme/{}.jsonl", table.name))?;
        for row in table.rows {
            lines.row(table.columns, row.0)?;
        }
        folder.close(lines)?;
    }
    for convention in people::signed(reader, &VIEWER, organisation).await? {
        take(reader, convention, folder).await?;
    }
    let files: Vec<Json> = folder.written.files.iter().map(told).collect();
    let manifest = json!({ "pacte_export": 1, "organisation": organisation.ordinal(), "files": files });
    folder.write("manifeste.json", format!("{manifest:#}\n").as_bytes())
}

/// One convention: its files, then its rows.
async fn take(reader: &mut Reader, convention: ConventionId, folder: &mut Folder) -> anyhow::Result<()> {
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
    Ok(())
}

fn told((name, bytes, digest): &(String, u64, Digest)) -> Json {
    json!({ "name": name, "bytes": bytes, "sha256": digest.to_string() })
}

/// A folder that is being filled, under another name than its own.
struct Folder {
    path: PathBuf,
    written: Written,
}

impl Folder {
    fn begin(into: &Path) -> anyhow::Result<Self> {
        let mut name = into.file_name().context("indiquez un dossier")?.to_owned();
        name.push(".partiel");
        let path = into.with_file_name(name);
        fs::create_dir_all(&path)
            .with_context(|| format!("le dossier «\u{a0}{}\u{a0}» ne peut pas être créé", path.display()))?;
        Ok(Self {
            path,
            written: Written::default(),
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
            fs::create_dir_all(parent)?;
        }
        let file = File::create(&path).with_context(|| format!("le fichier «\u{a0}{name}\u{a0}» ne peut pas être écrit"))?;
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
