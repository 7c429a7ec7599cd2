//! What a mail server answers when it does not take a letter, in French when it says something known.
//!
//! Its own words are for those who administer: they may hold the address.

use super::{LetterState, Stage};

/// What became of a letter, as a server answered it last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal<'w> {
    /// Where the letter is.
    pub state: LetterState,
    /// At which stage the server answered.
    pub stage: Option<Stage>,
    /// The code of SMTP.
    pub code: Option<i64>,
    /// The words of the server.
    pub words: Option<&'w str>,
}

impl Refusal<'_> {
    /// The sentence people read; nothing when the letter was taken, or waits for its first attempt.
    #[must_use]
    pub fn french(self) -> Option<&'static str> {
        match self.state {
            LetterState::Sent => return None,
            LetterState::Returned => return Some(self.returned()),
            LetterState::Waiting | LetterState::Refused | LetterState::GivenUp | LetterState::Cancelled => {}
        }
        if self.state == LetterState::GivenUp && self.code.is_none() {
            return Some("Le serveur de messagerie n’a pas répondu pendant deux jours.");
        }
        let stage = self.stage?;
        let said = self.words.and_then(enhanced).and_then(known);
        if self.code.is_some() && said.is_some() {
            return said;
        }
        Some(match (stage, self.code) {
            (_, None) => "La connexion s’est interrompue\u{a0}: on ne sait pas si le courrier a été pris.",
            (Stage::Recipient, Some(550 | 551 | 553)) => "L’adresse est refusée par le serveur de messagerie.",
            (Stage::Recipient, Some(452)) => {
                "La boîte aux lettres est pleine, ou le serveur prend trop de courriers à la fois."
            }
            (Stage::Content, Some(552)) => "Le courrier est trop long pour cette boîte aux lettres.",
            (Stage::Content, Some(554)) => "Le serveur refuse ce courrier, peut-être pris pour un message indésirable.",
            (_, Some(400..500)) => "Le serveur demande de réessayer plus tard.",
            _ => "Le serveur de messagerie refuse ce courrier.",
        })
    }

    /// What a server behind the first one said when it sent the letter back.
    fn returned(self) -> &'static str {
        let status = self.words.and_then(enhanced);
        match status {
            // Exchange says so of someone it does not know; others, of a domain without mail.
            Some((5, 1, 10)) if self.words.is_some_and(|words| words.contains("RESOLVER.ADR")) => NO_SUCH_ADDRESS,
            Some((5, 4, 1)) => NO_SUCH_ADDRESS,
            Some((5, 4, 4)) => NO_MAIL_THERE,
            Some((4 | 5, 4, _)) => "Le serveur de cette adresse n’a pas répondu.",
            _ => status.and_then(known).unwrap_or(match self.stage {
                Some(Stage::Recipient) | None => "L’adresse est refusée par son serveur de messagerie.",
                Some(Stage::Sender | Stage::Content) => "Le serveur de cette adresse refuse ce courrier.",
            }),
        }
    }

    /// Whether another address would help: this one was refused, and for what it is.
    #[must_use]
    pub fn is_of_the_address(self) -> bool {
        let of_the_mailbox = matches!(self.words.and_then(enhanced), Some((_, 1 | 2, _)));
        let ended = matches!(self.state, LetterState::Refused | LetterState::Returned);
        ended && (self.stage == Some(Stage::Recipient) || of_the_mailbox)
    }
}

const NO_SUCH_ADDRESS: &str = "Cette adresse n’existe pas.";
const NO_MAIL_THERE: &str = "Le domaine de cette adresse ne reçoit pas de courrier.";

/// What a status says by itself, whoever gives it and when.
const fn known(status: (u8, u8, u16)) -> Option<&'static str> {
    Some(match status {
        (4 | 5, 2, 2) => "La boîte aux lettres est pleine.",
        (_, 1, 1) => NO_SUCH_ADDRESS,
        (_, 1, 2 | 10) => NO_MAIL_THERE,
        (_, 2, 1) => "Cette boîte aux lettres est fermée.",
        (_, 7, _) => "Le serveur refuse ce courrier pour une raison de sécurité\u{a0}: vérifiez SPF et DKIM.",
        _ => return None,
    })
}

/// The status of RFC 3463 in an answer: `5.1.1`.
pub(super) fn enhanced(words: &str) -> Option<(u8, u8, u16)> {
    words.split_whitespace().find_map(|word| {
        let mut parts = word.split('.');
        let status = (
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
            parts.next()?.parse().ok()?,
        );
        (parts.next().is_none() && matches!(status.0, 2 | 4 | 5)).then_some(status)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_found_among_words() {
        assert_eq!(enhanced("550 5.1.1 <a@b.test>: unknown"), Some((5, 1, 1)));
        assert_eq!(enhanced("451 4.7.1 greylisted, see 10.0.0.1"), Some((4, 7, 1)));
        assert_eq!(enhanced("550 no such user on 3.1.4"), None);
    }

    #[test]
    fn what_comes_back_says_whether_another_address_would_help() {
        for (status, code, words, said, of_the_address) in [
            ("5.1.1", Some(550), "550 5.1.1 User unknown", NO_SUCH_ADDRESS, true),
            (
                "5.1.10",
                Some(550),
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound",
                NO_SUCH_ADDRESS,
                true,
            ),
            ("5.1.10", None, "null MX", NO_MAIL_THERE, true),
            ("5.4.1", Some(550), "550 5.4.1 Access denied", NO_SUCH_ADDRESS, true),
            ("5.4.4", None, "Host not found", NO_MAIL_THERE, true),
            (
                "4.4.7",
                None,
                "Delivery time expired",
                "Le serveur de cette adresse n’a pas répondu.",
                false,
            ),
            (
                "5.0.0",
                Some(554),
                "554 spam",
                "Le serveur de cette adresse refuse ce courrier.",
                false,
            ),
            (
                "5.0.0",
                Some(550),
                "550 no",
                "L’adresse est refusée par son serveur de messagerie.",
                true,
            ),
            ("", None, "", "L’adresse est refusée par son serveur de messagerie.", true),
            (
                "5.2.2",
                Some(552),
                "552 5.2.2 over quota",
                "La boîte aux lettres est pleine.",
                true,
            ),
        ] {
            let answered = crate::mail::Answered::of_a_return(Some(status), code, words);
            let returned = Refusal {
                state: LetterState::Returned,
                stage: Some(answered.stage),
                code: code.map(i64::from),
                words: Some(&answered.words),
            };
            assert_eq!(returned.french(), Some(said), "{status} {words}");
            assert_eq!(returned.is_of_the_address(), of_the_address, "{status} {words}");
        }
    }

    #[test]
    fn an_address_is_refused_for_what_it_is_or_not() {
        let refused = |stage, code, words| Refusal {
            state: LetterState::Refused,
            stage: Some(stage),
            code: Some(code),
            words: Some(words),
        };
        let unknown = refused(Stage::Recipient, 550, "5.1.1 unknown");
        assert_eq!(unknown.french(), Some("Cette adresse n’existe pas."));
        assert!(unknown.is_of_the_address());
        assert!(!refused(Stage::Content, 554, "5.6.0 spam").is_of_the_address());
        assert!(
            refused(Stage::Content, 550, "5.2.1 closed").is_of_the_address(),
            "some servers say it late"
        );
    }
}
