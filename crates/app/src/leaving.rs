//! `pacte export CONVENTION`: one convention, whole, as one file.
//!
//! It reads and writes nothing in the data; how a file is made is a matter of `files::consolidated`.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use domain::ids::ConventionId;
use files::consolidated::{Form, write};

use crate::cli::DataOptions;
use crate::export::VIEWER;
use crate::out::say;
use crate::{clock, out, target};

/// Writes the file, or says it on the standard output.
pub async fn run(convention: ConventionId, form: Form, into: Option<&Path>, data: &DataOptions) -> anyhow::Result<()> {
    let store = target::open_existing(data).await?;
    let mut reader = store.read(clock::now().paris_day()).await?;
    let Some(whole) = convention::whole(&mut reader, &VIEWER, convention).await? else {
        bail!("aucune convention ne porte le numéro {convention}\u{a0}: le registre des conventions montre celui de chacune");
    };
    if convention::is_withdrawn(&mut reader, &VIEWER, convention).await? {
        bail!("la convention {convention} est retirée\u{a0}: rétablissez-la depuis le registre des conventions pour l’écrire");
    }
    let bytes = write(&whole.reading, whole.nature, form)?;
    let Some(path) = into else {
        return out::bytes(&bytes);
    };
    let mut file = vault::private::create_new(path).with_context(|| {
        format!(
            "le fichier «\u{a0}{}\u{a0}» ne peut pas être écrit\u{a0}: s’il existe déjà, indiquez-en un autre, pour que rien ne soit remplacé",
            path.display()
        )
    })?;
    file.write_all(&bytes)
        .and_then(|()| file.sync_all())
        .with_context(|| format!("le fichier «\u{a0}{}\u{a0}» ne peut pas être écrit", path.display()))?;
    say!("Convention écrite dans {}.", path.display());
    Ok(())
}
