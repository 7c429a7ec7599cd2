//! Passwords: hashed with Argon2id, compared off the threads that serve pages.
//!
//! A password is never kept, logged or shown; an unknown address costs as much time as a wrong password. Each hash takes
//! 19 MiB: never more than two are made at once, and whoever finds too long a queue is turned away.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use domain::search::fold;
use tokio::sync::Semaphore;
use web::failure::Failure;

/// The shortest password accepted, in characters (ANSSI's guide asks for 12 when sign-in has no second step).
pub(crate) const MIN_CHARS: usize = 12;

/// Words that someone who attacks this product tries first.
const OF_THE_PRODUCT: [&str; 8] = [
    "pacte",
    "ctg",
    "caf",
    "convention",
    "territoriale",
    "globale",
    "mairie",
    "commune",
];

/// What is looked at of a password: more adds nothing to how hard it is to guess.
const LOOKED_AT_CHARS: usize = 64;

/// How many characters a password keeps at least, once the words of its person are taken away.
const MIN_OF_ITS_OWN: usize = 6;

/// Whether a password is hardly more than the words around its person, in whatever order and with whatever between them.
fn is_made_of(password: &str, words: &[&str]) -> bool {
    let mut left = fold(password);
    let parts = words.iter().flat_map(|words| words.split(|c: char| !c.is_alphanumeric()));
    let mut parts: Vec<String> = parts.map(fold).filter(|word| word.len() > 2).collect();
    // The longest first: « Anne » would leave a piece of « Anne-Laure » in one word.
    parts.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let before = left.len();
    for word in &parts {
        left = left.replace(word.as_str(), " ");
    }
    let separates = |c: &char| c.is_whitespace() || "-_.@'’".contains(*c);
    before != left.len() && left.chars().filter(|c| !separates(c)).count() < MIN_OF_ITS_OWN
}

/// Whether a password is among those tried first: frequent ones, words around its person, sequences, keyboards.
pub(crate) fn is_easy(password: &str, words: &[&str]) -> bool {
    let looked_at: String = password.chars().take(LOOKED_AT_CHARS).collect();
    let parts = words.iter().flat_map(|words| words.split(|c: char| !c.is_alphanumeric()));
    let parts: Vec<String> = parts.map(str::to_lowercase).filter(|word| word.len() > 2).collect();
    if is_made_of(&looked_at, words) {
        return true;
    }
    let known: Vec<&str> = OF_THE_PRODUCT.into_iter().chain(parts.iter().map(String::as_str)).collect();
    zxcvbn::zxcvbn(&looked_at, &known).score() < zxcvbn::Score::Three
}

/// How many passwords are hashed at once, and how many may wait for their turn.
const AT_WORK: usize = 2;
const WAITING: usize = 64;

static TURNS: Turns = Turns::new(AT_WORK, WAITING);

/// Why a password was neither hashed nor compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotHashed {
    /// Too many wait already.
    #[error("trop de mots de passe attendent d’être vérifiés")]
    TooMany,
    /// Something went wrong in the hashing itself.
    #[error("le mot de passe n’a pas pu être vérifié")]
    Failed,
}

impl From<NotHashed> for Failure {
    fn from(error: NotHashed) -> Self {
        match error {
            NotHashed::TooMany => Self::Busy,
            NotHashed::Failed => Self::Broken(error.to_string()),
        }
    }
}

/// Hashes a new password.
pub(crate) async fn hash(password: String) -> Result<String, NotHashed> {
    TURNS
        .take(move || {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|_| NotHashed::Failed)
        })
        .await?
}

/// Whether `password` is the one that was hashed. Without a hash, the same work is done and the answer is no.
pub(crate) async fn matches(password: String, hash: Option<String>) -> Result<bool, NotHashed> {
    TURNS
        .take(move || {
            if let Some(Ok(parsed)) = hash.as_deref().map(PasswordHash::new) {
                Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()
            } else {
                let _ = Argon2::default().hash_password(password.as_bytes());
                false
            }
        })
        .await
}

/// Who works and who waits.
struct Turns {
    /// One for each who works or waits.
    places: Semaphore,
    /// One for each who works.
    hands: Semaphore,
}

impl Turns {
    const fn new(at_work: usize, waiting: usize) -> Self {
        Self {
            places: Semaphore::const_new(at_work + waiting),
            hands: Semaphore::const_new(at_work),
        }
    }

    /// Does the work when its turn comes, away from the threads that serve pages. The turn ends with the work, even when
    /// nobody waits for its result any more.
    async fn take<T: Send + 'static>(&'static self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, NotHashed> {
        let place = self.places.try_acquire().map_err(|_| NotHashed::TooMany)?;
        let hand = self.hands.acquire().await.map_err(|_| NotHashed::Failed)?;
        let work = move || {
            let _held = (place, hand);
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| NotHashed::Failed)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Mutex};

    use tokio::task::JoinSet;

    use super::*;

    #[test]
    fn what_is_tried_first_is_easy() {
        for easy in [
            "password1234",
            "azertyuiop12",
            "123456789012",
            "motdepasse2026",
            "aaaaaaaaaaaa",
            "convention-ctg",
        ] {
            assert!(is_easy(easy, &[]), "{easy}");
        }
        assert!(is_easy(
            "CamilleRoche",
            &["Camille Roche", "camille.roche@exemple.invalid", "Camille", "Roche"]
        ));
        for hard in ["un long mot de passe", "tilleul barque onze lampe"] {
            assert!(!is_easy(hard, &[]), "{hard}");
        }
    }

    #[test]
    fn a_password_is_more_than_the_name_of_its_person() {
        let (name, address) = ("Léa Lecteur-Caf", "lea.lecteur@mairie.exemple.fr");
        let easy = |password| is_easy(password, &[name, address]);
        for made in [
            "lecteur-caf-lecteur",
            "LecteurCafLéa!",
            "lea.lecteur.1987",
            "Caf Lecteur Mairie",
        ] {
            assert!(easy(made), "{made}");
        }
        for other in ["lecteur tilleul barque onze", "un long mot de passe", "!?%*;:&#+=~^"] {
            assert!(!easy(other), "{other}");
        }
        // Six characters of its own are enough to be judged by the rest.
        assert!(is_made_of("lecteur-abcde", &[name]) && !is_made_of("lecteur-abcdef", &[name]));
    }

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

    #[tokio::test]
    async fn two_work_sixty_four_wait_and_the_next_is_turned_away() {
        static TURNS: Turns = Turns::new(AT_WORK, WAITING);
        let (door, shut) = std::sync::mpsc::channel::<()>();
        let shut = Arc::new(Mutex::new(shut));
        let (working, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut all = JoinSet::new();
        for _ in 0..AT_WORK + WAITING {
            let (shut, working, most) = (Arc::clone(&shut), Arc::clone(&working), Arc::clone(&most));
            all.spawn(TURNS.take(move || {
                most.fetch_max(working.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                assert!(shut.lock().expect("the door").recv().is_err(), "it opens for all");
                working.fetch_sub(1, Ordering::SeqCst);
            }));
        }
        while TURNS.places.available_permits() > 0 || working.load(Ordering::SeqCst) < AT_WORK {
            tokio::task::yield_now().await;
        }
        assert_eq!(TURNS.take(|| ()).await, Err(NotHashed::TooMany));
        drop(door);
        let done = all.join_all().await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        assert_eq!(most.load(Ordering::SeqCst), AT_WORK);
        assert_eq!(TURNS.take(|| ()).await, Ok(()), "everyone left");
    }

    #[test]
    fn a_queue_too_long_is_told_as_such() {
        assert!(matches!(NotHashed::TooMany.into(), Failure::Busy));
        assert!(matches!(NotHashed::Failed.into(), Failure::Broken(_)));
    }
}
