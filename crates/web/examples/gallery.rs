//! Serves the gallery of components alone, styles and scripts read from disk: `cargo run -p web --example gallery`.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

use domain::time::Instant;
use store::{House, Store, Target};
use web::assets::Assets;
use web::site::Site;
use web::watch::Requests;

/// 24 November 2026, half past seven in the evening in Paris.
const NOW: Instant = Instant::from_micros(1_795_545_000_000_000);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let data = tempfile::tempdir()?;
    let store = Store::open(
        Target::Sqlite {
            dir: data.path().to_owned(),
        },
        House::new(),
    )
    .await?;
    store.migrate().await?;
    let site = Site {
        store,
        clock: || NOW,
        randomness: || [0; 32],
        demo: true,
        secure_cookies: false,
        door: web::door::Door::default(),
        count_queries: true,
        assets: Assets::Disk(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/assets"))),
        nav: Vec::new(),
        heading: |_, _, _| Box::pin(async { Ok(None) }),
        search: None,
        conformity: Arc::default(),
        backups: None,
        scanner: None,
        recogniser: None,
        patience: std::time::Duration::from_secs(1),
        stays: web::stay::Stays::default(),
        requests: Requests::default(),
        mailing: web::site::Mailing::default(),
        observer: None,
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8090").await?;
    println!("http://{}/composants", listener.local_addr()?);
    axum::serve(listener, web::router(web::routes(), site)?).await?;
    Ok(())
}
