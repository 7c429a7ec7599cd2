//! Passwords: hashed with Argon2id, compared off the threads that serve pages.
//!
//! A password is never kept, logged or shown; an unknown address costs as much time as a wrong password.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

/// The shortest password accepted, in characters (ANSSI's guide asks for 12 when sign-in has no second step).
pub(crate) const MIN_CHARS: usize = 12;

/// Something went wrong in the hashing itself.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("le mot de passe n’a pas pu être vérifié")]
pub(crate) struct HashingFailed;

/// Hashes a new password.
pub(crate) async fn hash(password: String) -> Result<String, HashingFailed> {
    off_thread(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|_| HashingFailed)
    })
    .await?
}

/// Whether `password` is the one that was hashed. Without a hash, the same work is done and the answer is no.
pub(crate) async fn matches(password: String, hash: Option<String>) -> Result<bool, HashingFailed> {
    off_thread(move || {
        if let Some(Ok(parsed)) = hash.as_deref().map(PasswordHash::new) {
            Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
        } else {
            let _ = Argon2::default().hash_password(password.as_bytes());
            false
        }
    })
    .await
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, HashingFailed> {
    tokio::task::spawn_blocking(work).await.map_err(|_| HashingFailed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_matches() {
        let hash = hash("correct cheval agrafe".to_owned()).await.expect("hashed");
        assert!(hash.starts_with("$argon2id$"));
        assert!(
            matches("correct cheval agrafe".to_owned(), Some(hash.clone()))
                .await
                .expect("checked")
        );
        assert!(!matches("autre".to_owned(), Some(hash)).await.expect("checked"));
        assert!(!matches("autre".to_owned(), None).await.expect("checked"));
    }
}
