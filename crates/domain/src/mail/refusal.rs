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
        if self.state == LetterState::Sent {
            return None;
        }
        if self.state == LetterState::GivenUp && self.code.is_none() {
            return Some("Le serveur de messagerie n’a pas répondu pendant deux jours.");
        }
        let enhanced = self.words.and_then(enhanced);
        Some(match (self.stage?, self.code, enhanced) {
            (_, None, _) => "La connexion s’est interrompue\u{a0}: on ne sait pas si le courrier a été pris.",
            (_, _, Some((4 | 5, 2, 2))) => "La boîte aux lettres est pleine.",
            (_, _, Some((_, 1, 1))) => "Cette adresse n’existe pas.",
            (_, _, Some((_, 1, 2 | 10))) => "Le domaine de cette adresse ne reçoit pas de courrier.",
            (_, _, Some((_, 2, 1))) => "Cette boîte aux lettres est fermée.",
            (_, _, Some((_, 7, _))) => "Le serveur refuse ce courrier pour une raison de sécurité\u{a0}: vérifiez SPF et DKIM.",
            (Stage::Recipient, Some(550 | 551 | 553), _) => "L’adresse est refusée par le serveur de messagerie.",
            (Stage::Recipient, Some(452), _) => {
                "La boîte aux lettres est pleine, ou le serveur prend trop de courriers à la fois."
            }
            (Stage::Content, Some(552), _) => "Le courrier est trop long pour cette boîte aux lettres.",
            (Stage::Content, Some(554), _) => "Le serveur refuse ce courrier, peut-être pris pour un message indésirable.",
            (_, Some(400..500), _) => "Le serveur demande de réessayer plus tard.",
            _ => "Le serveur de messagerie refuse ce courrier.",
        })
    }

    /// Whether another address would help: this one was refused, and for what it is.
    #[must_use]
    pub fn is_of_the_address(self) -> bool {
        let of_the_mailbox = matches!(self.words.and_then(enhanced), Some((_, 1 | 2, _)));
        self.state == LetterState::Refused && (self.stage == Some(Stage::Recipient) || of_the_mailbox)
    }
}

/// The status of RFC 3463 in an answer: `5.1.1`.
fn enhanced(words: &str) -> Option<(u8, u8, u16)> {
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
