//! One conversation with a mail server: opened, one letter after the other, closed. What it answers is told stage by stage, so that a
//! refused password is never taken for a refused address.
//!
//! Nothing here decides when to try again, and nothing is logged: the lines of the conversation hold letters.

use std::error::Error as _;
use std::time::Duration;

use domain::mail::{Answered, Stage};
use lettre::Address;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use lettre::transport::smtp::{self};
use tokio::time::timeout;

use crate::message::Composed;
use crate::relay::{Encryption, Relay};
use crate::server_words::bounded;

/// An open conversation.
pub(crate) struct Connection {
    smtp: AsyncSmtpConnection,
    sender: Address,
    patience: Duration,
}

/// What came of handing a letter over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Handed {
    /// The server took it.
    Taken(Answered),
    /// It answered no, for now or for good.
    Answered(Answered),
    /// It did not answer, or the connection was cut: whether it took the letter is not known.
    Silent(Answered),
}

/// Why the server cannot be used at all, in words for those who administer.
pub(crate) struct Unreachable(pub(crate) String);

impl Connection {
    /// Connects, encrypts, signs in.
    pub(crate) async fn open(relay: &Relay) -> Result<Self, Unreachable> {
        let opening = Self::opening(relay);
        match timeout(relay.patience, opening).await {
            Ok(opened) => opened.map_err(|error| Unreachable(words(&error))),
            Err(_) => Err(Unreachable("sans réponse dans le temps imparti".to_owned())),
        }
    }

    async fn opening(relay: &Relay) -> Result<Self, smtp::Error> {
        let hello = ClientId::Domain(relay.hello.clone().unwrap_or_else(|| relay.from.email.domain().to_owned()));
        let place = (relay.host.as_str(), relay.port);
        let whole = match relay.encryption {
            Encryption::Whole => Some(tls(relay)?),
            Encryption::Demanded | Encryption::Loopback => None,
        };
        let mut smtp = AsyncSmtpConnection::connect_tokio1(place, Some(relay.patience), &hello, whole, None).await?;
        if relay.encryption == Encryption::Demanded {
            // A server that offers no encryption is left: `starttls` fails.
            smtp.starttls(tls(relay)?, &hello).await?;
        }
        if let Some(credentials) = &relay.credentials {
            smtp.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(Self {
            smtp,
            sender: relay.from.email.clone(),
            patience: relay.patience,
        })
    }

    /// Hands a letter over. After anything but `Taken` or `Answered`, the conversation is over.
    pub(crate) async fn hand(&mut self, letter: &Composed) -> Handed {
        match self.handing(letter).await {
            Ok(answered) => Handed::Taken(answered),
            Err(handed) => handed,
        }
    }

    async fn handing(&mut self, letter: &Composed) -> Result<Answered, Handed> {
        let ascii = AsRef::<str>::as_ref(&letter.to).is_ascii();
        if !ascii && !self.smtp.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err(Handed::Answered(Answered {
                stage: Stage::Recipient,
                code: Some(553),
                words: "le serveur ne prend pas les adresses accentuées".to_owned(),
            }));
        }
        let options = if ascii {
            Vec::new()
        } else {
            vec![MailParameter::SmtpUtfEight]
        };
        let (sender, patience) = (Some(self.sender.clone()), self.patience);
        let mail = self.smtp.command(Mail::new(sender, options));
        answer(Stage::Sender, timeout(patience, mail).await)?;
        let recipient = self.smtp.command(Rcpt::new(letter.to.clone(), Vec::new()));
        answer(Stage::Recipient, timeout(patience, recipient).await)?;
        answer(Stage::Content, timeout(patience, self.smtp.command(Data)).await)?;
        // Until its last answer, a server may take the time to read the whole letter.
        let content = self.smtp.message(&letter.bytes);
        answer(Stage::Content, timeout(patience * 2, content).await)
    }

    /// Forgets the letter under way, so that another may follow.
    pub(crate) async fn start_again(&mut self) -> bool {
        let reset = self.smtp.command("RSET\r\n");
        matches!(timeout(self.patience, reset).await, Ok(Ok(_)))
    }

    /// Says goodbye.
    pub(crate) async fn close(mut self) {
        let _ = timeout(Duration::from_secs(2), self.smtp.quit()).await;
    }
}

type Timely = Result<Result<Response, smtp::Error>, tokio::time::error::Elapsed>;

fn answer(stage: Stage, answered: Timely) -> Result<Answered, Handed> {
    let told = |code, words| Answered { stage, code, words };
    match answered {
        Ok(Ok(response)) => Ok(told(
            Some(response.code().into()),
            response.message().collect::<Vec<_>>().join(" "),
        )),
        Ok(Err(error)) => {
            let code = error.status().map(u16::from);
            let told = told(code, words(&error));
            Err(if code.is_some() {
                Handed::Answered(told)
            } else {
                Handed::Silent(told)
            })
        }
        Err(_) => Err(Handed::Silent(told(None, "sans réponse dans le temps imparti".to_owned()))),
    }
}

/// The words of the server, or those of the network, on one line and of a length that suits a page.
fn words(error: &smtp::Error) -> String {
    let code = error.status().map_or_else(String::new, |code| format!("{code} "));
    let source = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    bounded(&format!("{code}{source}"))
}

fn tls(relay: &Relay) -> Result<TlsParameters, smtp::Error> {
    let mut parameters = TlsParameters::builder(relay.host.clone());
    if let Some(pem) = &relay.authority {
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem)?);
    }
    parameters.build()
}
