//! A file that was sent: its name, as the browser gives it, and its bytes.
//!
//! It is kept nowhere and believed in nothing: what the bytes are is a matter of the room that asked.

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Request};

use crate::failure::Failure;

/// The longest name kept, in characters.
const LONGEST_NAME: usize = 120;

/// A file, as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its own name, without the folders that some browsers put before it.
    pub name: String,
    /// What it holds.
    pub bytes: Bytes,
}

/// The file sent under the name of this field; `None` when no file was chosen, or when the form is not one that sends files.
/// The body was measured before: what arrived is all there is.
pub(crate) async fn received(headers: &HeaderMap, body: &Bytes, field: &str) -> Result<Option<Upload>, Failure> {
    let Some(kind) = headers.get(CONTENT_TYPE).filter(|kind| is_multipart(kind.as_bytes())) else {
        return Ok(None);
    };
    let mut request = Request::new(Body::from(body.clone()));
    request.headers_mut().insert(CONTENT_TYPE, kind.clone());
    DefaultBodyLimit::disable().apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Failure::Unreadable)?;
    while let Some(part) = parts.next_field().await.map_err(|_| Failure::Unreadable)? {
        let name = part.file_name().map(own_name).unwrap_or_default();
        if part.name() == Some(field) && !name.is_empty() {
            let bytes = part.bytes().await.map_err(|_| Failure::Unreadable)?;
            return Ok(Some(Upload { name, bytes }));
        }
    }
    Ok(None)
}

fn is_multipart(kind: &[u8]) -> bool {
    kind.len() > 10 && kind[..10].eq_ignore_ascii_case(b"multipart/")
}

/// The last part of a path, on one line.
fn own_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or(sent);
    let words: String = last.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    words.trim().chars().take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(kind: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, kind.parse().expect("a type"));
        headers
    }

    fn body(name: &str, content: &str) -> Bytes {
        Bytes::from(format!(
            "--X\r\nContent-Disposition: form-data; name=\"autre\"\r\n\r\nrien\r\n--X\r\nContent-Disposition: form-data; \
             name=\"fichier\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n{content}\r\n--X--\r\n"
        ))
    }

    async fn read(kind: &str, body: &Bytes) -> Result<Option<Upload>, bool> {
        let read = received(&headers(kind), body, "fichier").await;
        read.map_err(|failure| matches!(failure, Failure::Unreadable))
    }

    #[tokio::test]
    async fn a_file_is_found_among_the_fields() {
        let large = "x".repeat(3_000_000);
        let sent = body("C:\\Dossiers\\Convention.txt", &large);
        let upload = read("Multipart/Form-Data; boundary=X", &sent)
            .await
            .expect("read")
            .expect("a file");
        assert_eq!((upload.name.as_str(), upload.bytes.len()), ("Convention.txt", 3_000_000));
    }

    #[tokio::test]
    async fn no_file_and_no_such_form_are_the_same() {
        let nothing = body("", "");
        assert_eq!(read("multipart/form-data; boundary=X", &nothing).await, Ok(None));
        assert_eq!(
            read("application/x-www-form-urlencoded", &Bytes::from("fichier=a")).await,
            Ok(None)
        );
    }

    #[tokio::test]
    async fn a_form_that_is_cut_is_unreadable() {
        let whole = body("a.txt", "abc");
        let cut = whole.slice(..whole.len() - 20);
        assert_eq!(read("multipart/form-data; boundary=X", &cut).await, Err(true));
        assert_eq!(read("multipart/form-data", &whole).await, Err(true));
    }
}
