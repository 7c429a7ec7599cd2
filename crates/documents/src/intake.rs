//! A file that comes in: recognised, looked at by the scanner when there is one, away from the threads that serve pages.

use domain::documents::{DocumentKind, NotKept, TakenFile};
use web::failure::Failure;
use web::scanner::{Scanner, examine};
use web::upload::{UploadedFile, apart};

/// Looks at a file, and says what is kept of it.
pub(crate) async fn take(
    kind: DocumentKind,
    sent: UploadedFile,
    scanner: Option<Scanner>,
) -> Result<Result<TakenFile, NotKept>, Failure> {
    apart(move || {
        let media = files::recognised(kind, &sent.name, &sent.bytes)?;
        examine(scanner.as_ref(), &sent.bytes)?;
        files::taken(kind, media, &sent.name, sent.bytes)
    })
    .await
}
