//! `pacte demo`: a real convention through the importer, invented people around it, one address to open.

use std::path::Path;

use anyhow::bail;
use convention::EntryError;
use domain::access::{Reason, Role, Viewer};
use domain::reading::{Holder, OrganisationKind, Reading};
use domain::time::Day;
use people::{Census, Doors};
use store::{Store, Target};

use crate::cli::DemoOptions;
use crate::door::demo_door;
use crate::example::Model;
use crate::listen::Open;
use crate::out::say;
use crate::serve::{Mode, asked_to_stop, bind, serve, site};
use crate::{clock, example, mail, progress, target};

/// The name under which the example is known.
pub const EXAMPLE_NAME: &str = "convention-ctg-2022-2026.txt";

/// The example, as published: it goes through the importer like any file.
pub const EXAMPLE: &[u8] = include_bytes!("../../../examples/convention-ctg-2022-2026.txt");

/// The file that stands in the folder of a demo while it is prepared. One that was stopped meanwhile was opened by nobody: it begins
/// again from nothing.
const BEGUN: &str = "preparation-en-cours";

/// Runs the demo until it is stopped.
pub async fn run(options: DemoOptions) -> anyhow::Result<()> {
    let listener = bind(options.listen.listen, "--listen").await?;
    let data = Target::Sqlite {
        dir: options.data.clone(),
    };
    let begun = options.data.join(BEGUN);
    if (options.fresh || begun.exists()) && data.files().iter().any(|file| file.exists()) {
        open(data.clone(), &options.data).await?;
        target::erase(&data)?;
    }
    let (store, census) = open(data, &options.data).await?;
    target::recognised(&store).await?;
    let address = listener.local_addr()?;
    let door = demo_door(address);
    if census.examples == 0 {
        std::fs::write(&begun, "")?;
        fill(&store).await?;
        if !options.without_example {
            let origin = door.origin().unwrap_or_default().to_owned();
            live(&store, origin).await?;
        }
        std::fs::remove_file(&begun)?;
    }
    let stop = asked_to_stop();
    say!("Pacte est ouvert : http://{address}/");
    say!("Choisissez une personne d’exemple : http://{address}/demo");
    let delivering = mail::deliver_here(store.clone());
    let served = serve(
        listener,
        site(
            store,
            Mode {
                demo: true,
                https: false,
            },
            &options.listen,
            door,
        ),
        Doors::default(),
        stop,
        Open::default(),
    )
    .await;
    delivering.abort();
    served
}

/// Opens the data of a demo, and never those of a real installation.
async fn open(data: Target, folder: &Path) -> anyhow::Result<(Store, Census)> {
    let store = target::open(data).await?;
    let census = people::census(&store, clock::now()).await?;
    // Someone invited during a demo is real too: what makes an installation real is that nobody in it is an example.
    if census.real > 0 && census.examples == 0 {
        bail!(
            "le dossier «\u{a0}{}\u{a0}» contient une installation réelle. Choisissez-en un autre avec --data",
            folder.display()
        );
    }
    Ok((store, census))
}

/// The convention of which an example is a copy.
#[must_use]
pub fn model() -> Option<convention::Entry> {
    let import = files::read(EXAMPLE_NAME, EXAMPLE).ok()?;
    Some(convention::Entry {
        reading: import.reading,
        text: import.text,
        review: false,
    })
}

/// Imports the example, then makes the people of the demo.
pub async fn fill(store: &Store) -> anyhow::Result<()> {
    let step = progress::step("Lecture de la convention", None);
    let example = Box::pin(enter_example(store)).await?;
    step.done();
    let step = progress::step("Création des personnes d’exemple", None);
    people::create_personas(store, clock::now(), example.start, example.partner).await?;
    step.done();
    Ok(())
}

/// Enters a copy of the convention beside it, with a follow-up that is invented.
async fn live(store: &Store, origin: String) -> anyhow::Result<()> {
    let now = clock::now();
    let step = progress::step("Suivi de la convention d’exemple", Some(example::length(now.paris_day())?));
    let import = files::read(EXAMPLE_NAME, EXAMPLE)?;
    let partner = partner(&import.reading);
    let entry = convention::Entry {
        reading: import.reading,
        text: import.text,
        review: false,
    };
    let model = Model { entry, partner, origin };
    example::fill(store, model, now, &step).await?;
    step.done();
    Ok(())
}

/// What the people of the demo need to know of the example.
struct Example {
    /// Its first day, from which they hold their mandates.
    start: Day,
    /// The organisation of the one who works for a partner.
    partner: Option<i64>,
}

/// The ordinal, among the organisations that a text names, of one that takes part in an action without signing: an
/// association when there is one.
#[must_use]
pub fn partner(reading: &Reading) -> Option<i64> {
    let named: Vec<&Holder> = reading
        .actions
        .iter()
        .flat_map(|action| &action.partners)
        .map(|partner| &partner.value)
        .collect();
    let others = (1..).zip(reading.everyone()).filter(|(_, other)| {
        other.party().is_none()
            && Role::PartnerContact.fits(other.kind())
            && named
                .iter()
                .any(|holder| matches!(holder, Holder::Known(key) if key == other.id()))
    });
    let (ordinal, _) = others.min_by_key(|(ordinal, other)| (other.kind() != OrganisationKind::Association, *ordinal))?;
    Some(ordinal)
}

/// Imports the example.
async fn enter_example(store: &Store) -> anyhow::Result<Example> {
    let import = files::read(EXAMPLE_NAME, EXAMPLE)?;
    let start = import
        .reading
        .agreement
        .start
        .as_ref()
        .map_or_else(|| clock::now().paris_day(), |day| day.value);
    let partner = partner(&import.reading);
    let entry = convention::Entry {
        reading: import.reading,
        text: import.text,
        review: false,
    };
    match convention::enter(store, &Viewer::Job(Reason::Demo), clock::now(), entry).await {
        // A first start that was interrupted before the people were made.
        Ok(_) | Err(EntryError::Known(_)) => Ok(Example { start, partner }),
        Err(error) => Err(error.into()),
    }
}
