//! `pacte demo`: a real convention through the importer, invented people around it, one address to open.

use std::path::Path;

use anyhow::bail;
use convention::EntryError;
use domain::access::{Reason, Viewer};
use domain::ids::ConventionId;
use domain::time::Day;
use people::Census;
use store::{Store, Target};

use crate::cli::DemoOptions;
use crate::serve::{Mode, asked_to_stop, bind, serve, site};
use crate::{clock, progress, target};

/// The name under which the example is known.
pub const EXAMPLE_NAME: &str = "convention-ctg-2022-2026.txt";

/// The example, as published: it goes through the importer like any file.
pub const EXAMPLE: &[u8] = include_bytes!("../../../examples/convention-ctg-2022-2026.txt");

/// Runs the demo until it is stopped.
pub async fn run(options: DemoOptions) -> anyhow::Result<()> {
    let listener = bind(options.listen.listen).await?;
    let data = Target::Sqlite {
        dir: options.data.clone(),
    };
    if options.fresh && data.files().iter().any(|file| file.exists()) {
        open(data.clone(), &options.data).await?;
        target::erase(&data)?;
    }
    let (store, census) = open(data, &options.data).await?;
    if census.examples == 0 {
        fill(&store).await?;
    }
    let stop = asked_to_stop();
    let address = listener.local_addr()?;
    println!("Pacte est ouvert : http://{address}/");
    println!("Choisissez une personne d’exemple : http://{address}/demo");
    serve(
        listener,
        site(
            store,
            Mode {
                demo: true,
                https: false,
            },
            &options.listen,
        ),
        None,
        stop,
    )
    .await
}

/// Opens the data of a demo, and never those of a real installation.
async fn open(data: Target, folder: &Path) -> anyhow::Result<(Store, Census)> {
    let store = target::open(data).await?;
    let census = people::census(&store, clock::now()).await?;
    if census.real > 0 {
        bail!(
            "le dossier «\u{a0}{}\u{a0}» contient une installation réelle. Choisissez-en un autre avec --data",
            folder.display()
        );
    }
    Ok((store, census))
}

/// Imports the example, then makes the people of the demo.
pub async fn fill(store: &Store) -> anyhow::Result<()> {
    let step = progress::step("Lecture de la convention", None);
    let (_, start) = enter_example(store).await?;
    step.done();
    let step = progress::step("Création des personnes d’exemple", None);
    people::create_personas(store, clock::now(), start).await?;
    step.done();
    Ok(())
}

/// Imports the example; answers with its first day, from which the people of the demo hold their mandates.
async fn enter_example(store: &Store) -> anyhow::Result<(ConventionId, Day)> {
    let import = files::read(EXAMPLE_NAME, EXAMPLE)?;
    let start = import
        .reading
        .agreement
        .start
        .as_ref()
        .map_or_else(|| clock::now().paris_day(), |day| day.value);
    let entry = convention::Entry {
        reading: import.reading,
        text: import.text,
    };
    match convention::enter(store, &Viewer::Job(Reason::Demo), clock::now(), entry).await {
        // A first start that was interrupted before the people were made.
        Ok(id) | Err(EntryError::Known(id)) => Ok((id, start)),
        Err(error) => Err(error.into()),
    }
}
