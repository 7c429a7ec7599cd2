//! Serving pages: bind, say the address, stop gracefully.

use std::net::SocketAddr;
use std::sync::Arc;
#[cfg(unix)]
use std::task::Poll;
use std::time::Duration;

use anyhow::bail;
use domain::digest::Digest;
use domain::time::Instant;
use people::Doors;
use store::{Store, StoreError};
use tokio::net::TcpListener;
use web::assets::Assets;
use web::door::Door;
use web::site::{Declared, Mailing, Site};
use web::watch::Requests;

use crate::cli::{ListenOptions, ServeOptions};
use crate::figures::Figures;
use crate::listen::{Limits, Open, Server};
use crate::mail::{self, Sending};
use crate::out::say;
use crate::schedule::Schedule;
use crate::tesseract::Tesseract;
use crate::{clock, digests, provider, rooms, target};

/// What makes an installation a demo, or reachable by https.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mode {
    /// Personas, gallery and banner.
    pub demo: bool,
    /// Pages reach people by https.
    pub https: bool,
}

/// `pacte serve`.
pub async fn run(options: ServeOptions) -> anyhow::Result<()> {
    let mut door = options.door.door(options.https)?;
    let provider = options.provider.provider(&door)?;
    door.provider = provider.as_deref().map(provider::shown);
    let relay = options.mail.relay()?;
    // First of all: where the address is taken, no empty installation is left behind.
    let listener = bind(options.listen.listen, "--listen").await?;
    let measured = match options.metrics_listen {
        Some(address) => Some(bind(address, "--metrics-listen").await?),
        None => None,
    };
    let store = target::open(target::target(&options.data)).await?;
    target::recognised(&store).await?;
    let census = people::census(&store, clock::now()).await?;
    if census.examples > 0 {
        bail!("ces données sont celles d’une démonstration. Choisissez un autre dossier avec --data");
    }
    let address = listener.local_addr()?;
    warn(&options, address, &store);
    let founding = match census.real {
        0 => Some(founding_code(&store).await?),
        _ => None,
    };
    let stop = asked_to_stop();
    say_open(address, founding.as_deref());
    if let (Some(provider), Some(shown)) = (&provider, &door.provider) {
        tokio::spawn(provider::keep_ready(Arc::clone(provider), shown.clone()));
    }
    let doors = Doors {
        founding: founding.map(|code| Digest::of(code.as_bytes())),
        provider,
    };
    let mode = Mode {
        demo: false,
        https: options.https,
    };
    let open = Open::default();
    let mut site = site(store, mode, &options.listen, door);
    site.scanner.clone_from(&options.scanner);
    let mut figures = None;
    if let Some(listener) = measured {
        figures = Some(watched(&site, listener, open.clone())?);
    }
    site.observer = figures.as_ref().map(Figures::observer);
    if let Some(schedule) = Schedule::asked(&options.backups) {
        site.backups = Some(Arc::new(schedule.clone()));
        tokio::spawn(schedule.run(site.store.clone(), figures));
    }
    let sending = relay.map(|relay| {
        site.mailing = mail::shown(&relay);
        Sending::start(site.store.clone(), relay)
    });
    let served = serve(listener, site, doors, stop, open).await;
    if let Some(sending) = sending {
        sending.stop().await;
    }
    served
}

/// Says on the terminal what would let something leak, or be missing.
fn warn(options: &ServeOptions, address: SocketAddr, store: &Store) {
    if !address.ip().is_loopback() && !options.https {
        eprintln!(
            "Attention : {address} se joint depuis d’autres machines, et les mots de passe y passeraient en clair. \
             Placez devant Pacte un serveur en https, puis ajoutez --https."
        );
    }
    if options.data.database_url.is_some() && options.data.files.is_none() {
        eprintln!(
            "Attention\u{a0}: les documents sont gardés dans «\u{a0}{}\u{a0}». Si plusieurs serveurs partagent cette base, donnez à tous le même dossier avec --files.",
            store.vault().folder().display()
        );
    }
}

/// Says where the pages are, and how the first administrator comes in.
fn say_open(address: SocketAddr, founding: Option<&str>) {
    say!("Pacte est ouvert : http://{address}/");
    if let Some(code) = founding {
        say!("Première ouverture : http://{address}/installation");
        say!("Code à usage unique : {code}");
    }
}

/// Opens the address where figures are read, beside that of the pages.
fn watched(site: &Site, listener: TcpListener, open: Open) -> anyhow::Result<Figures> {
    say!("Mesures : http://{}/metrics", listener.local_addr()?);
    let figures = Figures::new(site.store.clone(), open);
    let server = Server::new(figures.clone().router(), Limits::default(), Open::default());
    tokio::spawn(server.run(listener, std::future::pending()));
    Ok(figures)
}

/// How long an installation may stay without anyone and keep its code.
const UNFOUNDED_SECONDS: i64 = 365 * 86_400;

/// The one-time code of an empty installation. Whoever comes first makes it: every server of one database prints the same.
async fn founding_code(store: &Store) -> Result<String, StoreError> {
    let key = people::founding_key();
    let mut notes = store.notes(clock::now()).await?;
    if let Some(note) = notes.hold(people::FOUNDING_CODE, key).await? {
        return Ok(note.value);
    }
    let code = new_code();
    let expires = clock::now().plus_seconds(UNFOUNDED_SECONDS);
    notes.keep(people::FOUNDING_CODE, key, &code, expires).await?;
    notes.commit().await?;
    Ok(code)
}

/// A code of twelve letters and digits, easy to copy: no I, O, 0 or 1.
fn new_code() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let bytes = clock::randomness();
    let letters: Vec<char> = bytes
        .iter()
        .take(12)
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

/// Takes the address, or says what to do when it is taken: with which option another is chosen.
pub async fn bind(address: SocketAddr, option: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => anyhow::anyhow!(
            "le port {} de {} est déjà pris. Arrêtez l’autre programme, ou choisissez une autre adresse\u{a0}: {option} {}:{}",
            address.port(),
            address.ip(),
            address.ip(),
            address.port().checked_add(1).unwrap_or(8080),
        ),
        std::io::ErrorKind::PermissionDenied => anyhow::anyhow!(
            "votre compte ne peut pas écouter sur {address}. Choisissez un port au-dessus de 1024 avec {option}"
        ),
        _ => anyhow::anyhow!("l’adresse {address} ne peut pas être écoutée. Choisissez-en une de cette machine avec {option}"),
    })
}

/// How long a page waits for a work before it tells how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// The installation, as it is served.
#[must_use]
pub fn site(store: Store, mode: Mode, options: &ListenOptions, door: Door) -> Site {
    Site {
        store,
        clock: clock::now,
        randomness: clock::randomness,
        demo: mode.demo,
        secure_cookies: mode.https,
        door,
        count_queries: mode.demo,
        assets: options.assets.clone().map_or(Assets::Embedded, Assets::Disk),
        nav: rooms::nav(),
        heading: convention::heading,
        search: rooms::search(),
        conformity: Arc::default(),
        backups: None,
        scanner: None,
        recogniser: Tesseract::asked(&options.recognition),
        patience: PATIENCE,
        stays: web::stay::Stays::default(),
        requests: Requests::started(clock::randomness()),
        mailing: if mode.demo { Mailing::Demo } else { Mailing::None },
        observer: None,
    }
}

/// Serves until `stop`, within the limits of a real installation.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    doors: Doors,
    stop: impl Future<Output = ()> + Send + 'static,
    open: Open,
) -> anyhow::Result<()> {
    let declaring = tokio::spawn(declare(site.store.clone(), Arc::clone(&site.conformity)));
    let sends = site.mailing != Mailing::None;
    let reading = tokio::spawn(read_texts(site.store.clone()));
    let sweeping = tokio::spawn(sweep(site.store.clone()));
    let reminding = sends.then(|| tokio::spawn(remind(site.store.clone())));
    let writing = site.door.origin().filter(|_| sends).map(|origin| {
        let origin = origin.to_owned();
        tokio::spawn(digests::run(site.store.clone(), origin))
    });
    let router = web::router(rooms::routes_through(&doors), site)?;
    Server::new(router, Limits::default(), open).run(listener, stop).await;
    declaring.abort();
    if let Some(reminding) = reminding {
        reminding.abort();
    }
    sweeping.abort();
    reading.abort();
    if let Some(writing) = writing {
        writing.abort();
    }
    Ok(())
}

/// How often one looks for files whose text is still to be read.
const READ_EVERY: Duration = Duration::from_secs(3);

/// Reads the texts of the files that were just kept, for as long as pages are served.
async fn read_texts(store: Store) {
    loop {
        match documents::read_texts(&store, clock::now()).await {
            Ok(0) => {}
            Ok(texts) => tracing::info!(texts, "texts of documents were read"),
            Err(error) => tracing::warn!(%error, "texts of documents could not be read"),
        }
        tokio::time::sleep(READ_EVERY).await;
    }
}

/// How often what is over is swept.
const SWEEP_EVERY: Duration = Duration::from_mins(10);

const SWEEP_MICROS: i64 = 10 * 60 * 1_000_000;

/// Sweeps now and then, for as long as pages are served.
async fn sweep(store: Store) {
    loop {
        if let Err(error) = sweep_once(&store, clock::now()).await {
            tracing::warn!(%error, "what is over could not be swept");
        }
        tokio::time::sleep(SWEEP_EVERY).await;
    }
}

/// Reminds those who do not answer the campaigns that remind by themselves, for as long as letters leave. Of several servers, one
/// does.
async fn remind(store: Store) {
    loop {
        let now = clock::now();
        let reminded = match store.begin_job("reminders", now, SWEEP_MICROS).await {
            Ok(true) => campaigns::remind(&store, now, &clock::randomness).await.map(drop),
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = reminded {
            tracing::warn!(%error, "those who do not answer could not be reminded");
        }
        tokio::time::sleep(SWEEP_EVERY).await;
    }
}

/// Sweeps what is over, unless another server of the installation has just done so. Tells whether it did.
pub async fn sweep_once(store: &Store, now: Instant) -> Result<bool, StoreError> {
    let begun = store.begin_job("sweep", now, SWEEP_MICROS).await?;
    if begun {
        people::sweep(store, now).await?;
        store.keep_statistics().await?;
        sweep_files(store, now).await?;
    }
    Ok(begun)
}

/// Removes the kept files that no data refer to, a day after they came. What the disk refuses is tried again next time.
async fn sweep_files(store: &Store, now: Instant) -> Result<(), StoreError> {
    let Some(identity) = store.identity().await? else {
        return Ok(());
    };
    let referred = store.referred_files().await?;
    let vault = store.vault().clone();
    let sweeping = move || -> anyhow::Result<Option<u64>> {
        if !vault.belongs_to(identity)? {
            return Ok(None);
        }
        Ok(Some(vault.sweep(&referred, now)?))
    };
    match tokio::task::spawn_blocking(sweeping).await {
        Ok(Ok(Some(0))) => {}
        Ok(Ok(Some(files))) => tracing::info!(files, "files that nothing refers to were removed"),
        Ok(Ok(None)) => tracing::error!("the folder of kept files is that of another installation: nothing of it is removed"),
        Ok(Err(error)) => tracing::warn!(%error, "kept files could not be swept"),
        Err(error) => tracing::warn!(%error, "kept files could not be swept"),
    }
    Ok(())
}

/// How long another server of the installation may go on saying what was declared before.
const DECLARED_FOR: Duration = Duration::from_mins(1);

/// Reads from time to time what the installation declares of its accessibility. What cannot be read stays as it was said.
async fn declare(store: Store, declared: Arc<Declared>) {
    loop {
        match compliance::conformity(&store, clock::now().paris_day()).await {
            Ok(conformity) => declared.set(conformity),
            Err(error) => tracing::warn!(%error, "what is declared of accessibility could not be read"),
        }
        tokio::time::sleep(DECLARED_FOR).await;
    }
}

/// Resolves when someone asks to stop. It listens from the call on: whoever reads that Pacte is open may stop it.
pub fn asked_to_stop() -> impl Future<Output = ()> + Send + 'static {
    let heard = signals();
    async move {
        heard.await;
        eprintln!("Pacte s’arrête.");
    }
}

#[cfg(unix)]
fn signals() -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
    let mut signals: Vec<_> = kinds.into_iter().filter_map(|kind| signal(kind).ok()).collect();
    std::future::poll_fn(move |context| {
        let heard = signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
        if heard { Poll::Ready(()) } else { Poll::Pending }
    })
}

#[cfg(not(unix))]
async fn signals() {
    let _ = tokio::signal::ctrl_c().await;
}
