//! Which database a command works on, and bringing it up to date.

use anyhow::bail;
use store::{Store, Target};

use crate::cli::DataOptions;
use crate::rooms;

/// The database named by the options.
#[must_use]
pub fn target(options: &DataOptions) -> Target {
    match &options.database_url {
        Some(url) => Target::Postgres { url: url.clone() },
        None => Target::Sqlite {
            dir: options.data.clone(),
        },
    }
}

/// Opens a database that is up to date; a new one is prepared, an old one is left as it is.
pub async fn open(target: Target) -> anyhow::Result<Store> {
    let store = Store::open(target, rooms::house()).await?;
    let pending = store.pending().await?;
    match pending.first() {
        None => {}
        Some(first) if first.starts_with("0001") => {
            store.migrate().await?;
        }
        Some(_) => bail!(
            "la base de données vient d’une version plus ancienne de Pacte. Sauvegardez-la, puis lancez « pacte migrate » avec les mêmes options"
        ),
    }
    Ok(store)
}

/// `pacte migrate`.
pub async fn migrate(options: &DataOptions) -> anyhow::Result<()> {
    let store = Store::open(target(options), rooms::house()).await?;
    let applied = store.migrate().await?;
    match applied.as_slice() {
        [] => println!("La base de données est à jour."),
        names => println!("Évolutions appliquées : {}.", names.join(", ")),
    }
    Ok(())
}

/// Erases an embedded database, and nothing else in its folder.
pub fn erase(target: &Target) -> anyhow::Result<()> {
    for file in target.files() {
        match std::fs::remove_file(&file) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(_) => bail!(
                "le fichier « {} » ne peut pas être effacé. Vérifiez vos droits sur ce dossier",
                file.display()
            ),
        }
    }
    Ok(())
}
