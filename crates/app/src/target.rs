//! Which database a command works on, and bringing it up to date.

use std::path::Path;

use anyhow::bail;
use store::{Store, Target};

use crate::cli::{DEFAULT_DATA, DEMO_DATA, DataOptions};
use crate::out::say;
use crate::{clock, rooms};

/// The database named by the options.
#[must_use]
pub fn target(options: &DataOptions) -> Target {
    match &options.database_url {
        Some(url) => Target::Postgres {
            url: url.clone(),
            files: options.files.clone().unwrap_or_else(|| options.data.join("files")),
        },
        None => Target::Sqlite {
            dir: options.data.clone(),
        },
    }
}

/// What a database needs before it is worked on.
enum State {
    Ready,
    Empty,
    Old,
}

async fn state(store: &Store) -> anyhow::Result<State> {
    Ok(match store.pending().await?.first() {
        None => State::Ready,
        Some(first) if first.starts_with("0001") => State::Empty,
        Some(_) => State::Old,
    })
}

/// Opens a database that is up to date; a new one is prepared, an old one is left as it is. What a newer version projects
/// is completed when the last bringing up to date was interrupted.
pub async fn open(target: Target) -> anyhow::Result<Store> {
    let store = Store::open(target, rooms::house()).await?;
    match state(&store).await? {
        State::Ready => {}
        State::Empty => {
            store.migrate().await?;
        }
        State::Old => return Err(old()),
    }
    convention::rebuild(&store, clock::now()).await?;
    Ok(store)
}

/// Looks up the conventions that entered before this edition of the referential of communes; answers how many.
pub async fn recognised(store: &Store) -> anyhow::Result<usize> {
    Ok(convention::recognise_places(store, clock::now()).await?)
}

/// Opens a database that is there and up to date, and makes none.
pub async fn open_existing(options: &DataOptions) -> anyhow::Result<Store> {
    let store = open_any(options).await?;
    match state(&store).await? {
        State::Old => Err(old()),
        State::Ready | State::Empty => Ok(store),
    }
}

/// Opens a database that is there, of whatever age, and makes none.
pub async fn open_any(options: &DataOptions) -> anyhow::Result<Store> {
    let target = target(options);
    // A file in the place of the folder is named by the store itself.
    let absent = target.files().first().is_some_and(|file| !file.exists()) && !options.data.is_file();
    if absent {
        return Err(nothing(options));
    }
    let store = Store::open(target, rooms::house()).await?;
    match state(&store).await? {
        State::Empty => Err(nothing(options)),
        State::Ready | State::Old => Ok(store),
    }
}

fn old() -> anyhow::Error {
    anyhow::anyhow!(
        "la base de données vient d’une version plus ancienne de Pacte. Sauvegardez-la, puis lancez « pacte migrate » avec les mêmes options"
    )
}

/// There are no data there; says where to look.
fn nothing(options: &DataOptions) -> anyhow::Error {
    if options.database_url.is_some() {
        return anyhow::anyhow!(
            "la base PostgreSQL ne contient pas encore de données de Pacte. Vérifiez son adresse dans DATABASE_URL"
        );
    }
    let folder = options.data.display();
    let demo = Target::Sqlite { dir: DEMO_DATA.into() };
    let advice = if options.data == Path::new(DEFAULT_DATA) && demo.files().iter().any(|file| file.exists()) {
        format!("Pour la démonstration, ajoutez --data {DEMO_DATA}")
    } else {
        "Indiquez le dossier des données avec --data".to_owned()
    };
    anyhow::anyhow!("le dossier «\u{a0}{folder}\u{a0}» ne contient pas de données de Pacte. {advice}")
}

/// `pacte migrate`.
pub async fn migrate(options: &DataOptions) -> anyhow::Result<()> {
    let store = Store::open(target(options), rooms::house()).await?;
    let new = matches!(state(&store).await?, State::Empty);
    let applied = store.migrate().await?;
    if new {
        say!("La base de données a été créée\u{a0}: {}.", place(options));
    }
    match applied.as_slice() {
        [] => say!("La base de données est à jour."),
        names => say!("Évolutions appliquées : {}.", names.join(", ")),
    }
    complete(&store).await
}

/// Completes what an older version did not project or look up, and says how much.
pub async fn complete(store: &Store) -> anyhow::Result<()> {
    let rebuilt = convention::rebuild(store, clock::now()).await?;
    if rebuilt > 0 {
        say!(
            "{}, selon leur acte signé.",
            web::french::count(rebuilt, "convention complétée", "conventions complétées")
        );
    }
    match recognised(store).await? {
        0 => {}
        n => say!(
            "Communes cherchées dans le référentiel : {}.",
            web::french::count(n, "convention", "conventions")
        ),
    }
    Ok(())
}

/// Where the data are, without a secret.
fn place(options: &DataOptions) -> String {
    match options.database_url {
        Some(_) => "celle de DATABASE_URL".to_owned(),
        None => format!("dossier «\u{a0}{}\u{a0}»", options.data.display()),
    }
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
