//! The mail server, as the command line says it, and the letters that leave while pages are served.
//!
//! Its address holds a password: it comes from a variable rather than from the command line, which every process of the machine can read.

use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use clap::Args;
use mail::{BadRelay, LocalPost, Relay, Sender, Stop};
use store::Store;
use tokio::task::JoinHandle;
use web::site::Mailing;

use crate::clock;

/// How long a letter under way may take to be answered once the server is asked to stop.
const LAST_LETTER: Duration = Duration::from_secs(20);

/// What is said of it.
#[derive(Clone, Args)]
pub struct MailOptions {
    /// Serveur de messagerie, comme `smtp://nom:secret@mail.mairie.fr:587` ou `smtps://…` ; préférez la variable, que les autres programmes ne lisent pas
    #[arg(
        long,
        value_name = "ADRESSE",
        env = "PACTE_SMTP",
        hide_env_values = true,
        requires = "mail_from"
    )]
    pub smtp: Option<String>,
    /// Expéditeur des courriers, comme `Pacte <pacte@mairie.fr>`
    #[arg(long, value_name = "ADRESSE", env = "PACTE_MAIL_FROM", requires = "smtp")]
    pub mail_from: Option<String>,
}

/// Without the address, which holds a password.
impl std::fmt::Debug for MailOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailOptions")
            .field("mail_from", &self.mail_from)
            .finish_non_exhaustive()
    }
}

impl MailOptions {
    /// The mail server, when one is said.
    pub fn relay(&self) -> anyhow::Result<Option<Relay>> {
        let (Some(smtp), Some(from)) = (&self.smtp, &self.mail_from) else {
            return Ok(None);
        };
        match Relay::parse(smtp, from) {
            Ok(relay) => Ok(Some(relay)),
            Err(BadRelay::Address) => bail!(
                "--smtp doit être l’adresse d’un serveur de messagerie, comme smtp://nom:secret@mail.mairie.fr:587. Un @ ou un : du \
                 secret s’écrit %40 ou %3A"
            ),
            Err(BadRelay::Parameter) => {
                bail!("--smtp ne connaît après le ? que hello=NOM, timeout=SECONDES (de 1 à 600) et ca=FICHIER")
            }
            Err(BadRelay::Sender) => {
                bail!("--mail-from doit être une adresse, comme pacte@mairie.fr ou Pacte <pacte@mairie.fr>")
            }
            Err(BadRelay::Authority) => bail!("le fichier de certificats donné par ca= dans --smtp ne peut pas être lu"),
        }
    }
}

/// What pages say of it.
#[must_use]
pub fn shown(relay: &Relay) -> Mailing {
    Mailing::Relay {
        host: relay.host().to_owned(),
        sender: relay.sender(),
    }
}

/// Puts the letters of a demo in its mailbox from now on.
#[must_use]
pub fn deliver_here(store: Store) -> JoinHandle<()> {
    tokio::spawn(LocalPost::new(store, Arc::new(clock::now)).run())
}

/// Letters that leave, until they are asked to stop.
pub struct Sending {
    stop: Stop,
    task: JoinHandle<()>,
}

impl Sending {
    /// Sends the letters of this installation from now on.
    #[must_use]
    pub fn start(store: Store, relay: Relay) -> Self {
        let sender = Sender::new(store, relay, Arc::new(clock::now), clock::randomness());
        Self {
            stop: sender.stop(),
            task: tokio::spawn(sender.run()),
        }
    }

    /// Lets the letter under way be answered, then stops.
    pub async fn stop(self) {
        self.stop.ask();
        let abort = self.task.abort_handle();
        if tokio::time::timeout(LAST_LETTER, self.task).await.is_err() {
            abort.abort();
        }
    }
}
