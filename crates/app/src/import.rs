//! `pacte import`: read a text, show what was read, or make it enter, all or nothing.

use std::path::Path;

use anyhow::bail;
use domain::access::{Reason, Viewer};
use files::Import;
use files::recognition::{Course, Means, Recogniser};

use crate::cli::ImportOptions;
use crate::out::say;
use crate::tesseract::Tesseract;
use crate::{clock, out, target};

/// Runs the command.
pub async fn run(options: ImportOptions) -> anyhow::Result<()> {
    let (file, text) = (options.file.clone(), options.text.clone());
    let recogniser = Tesseract::asked(&options.recognition);
    // Away from the threads of the runtime: a scan takes minutes.
    let reading = move || read(&file, text.as_deref(), recogniser.as_deref());
    let import = tokio::task::spawn_blocking(reading).await??;
    if options.json {
        return out::words(files::interchange::write(&import.reading));
    }
    out::words(files::summary(&import))?;
    for note in &import.notes {
        out::words(format_args!("{note}\n"))?;
    }
    if options.check {
        return Ok(());
    }
    if !options.even_if_cut {
        whole(&options.file, &import)?;
    }
    let store = target::open(target::target(&options.data)).await?;
    let entry = convention::Entry {
        reading: import.reading,
        text: import.text,
        review: false,
    };
    let id = convention::enter(&store, &Viewer::Job(Reason::CommandLine), clock::now(), entry).await?;
    say!("La convention est entrée sous le numéro {id}. Donnez des mandats depuis la page « Comptes et mandats ».");
    Ok(())
}

/// Refuses a text that looks cut: what is missing could not be told from what the parties left out.
fn whole(file: &Path, import: &Import) -> anyhow::Result<()> {
    let Some(cut) = import.reading.cut() else { return Ok(()) };
    bail!(
        "le fichier « {} » semble interrompu. {} Rien n’a été écrit. Reprenez le fichier complet\u{a0}; si c’est bien là tout \
         le texte signé, ajoutez « --even-if-cut »",
        file.display(),
        cut.reason
    )
}

/// Reads a file and understands it: a text, or an interchange document with the text it was read from.
fn read(file: &Path, text: Option<&Path>, recogniser: Option<&dyn Recogniser>) -> anyhow::Result<Import> {
    let (name, bytes) = taken(file)?;
    let course = Course::default();
    let means = Means {
        recogniser,
        course: &course,
    };
    if !files::interchange::is_document(&bytes) {
        return Ok(files::read_by(&name, &bytes, means)?);
    }
    let text = text.map(taken).transpose()?;
    let text = text.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    Ok(files::interchange::back_by(&name, &bytes, text, means)?)
}

/// The name and the bytes of a file.
fn taken(file: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    let name = file
        .file_name()
        .map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned());
    let size = std::fs::metadata(file).map_err(|error| unreadable(file, &error))?;
    if size.is_dir() {
        bail!(
            "« {} » est un dossier. Indiquez le fichier du texte de la convention",
            file.display()
        );
    }
    if let Ok(bytes) = usize::try_from(size.len())
        && bytes > files::LARGEST_DOCUMENT_BYTES
    {
        return Err(files::Refusal::TooLargeDocument { file: name, bytes }.into());
    }
    let bytes = std::fs::read(file).map_err(|error| unreadable(file, &error))?;
    Ok((name, bytes))
}

fn unreadable(file: &Path, error: &std::io::Error) -> anyhow::Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => anyhow::anyhow!("le fichier « {} » n’existe pas. Vérifiez son chemin", file.display()),
        std::io::ErrorKind::PermissionDenied => {
            anyhow::anyhow!(
                "votre compte ne peut pas lire le fichier « {} ». Vérifiez vos droits",
                file.display()
            )
        }
        _ => anyhow::anyhow!("le fichier « {} » ne peut pas être lu ({error})", file.display()),
    }
}
