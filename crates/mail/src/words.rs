//! What a mail server answers, in French when it says something known. Its own words stay beside.

use domain::mail::{LetterState, Stage};

use crate::letter_rows::LetterRow;

/// The sentence of an answer; nothing when a letter was taken at once.
pub(crate) fn answered(letter: &LetterRow) -> Option<&'static str> {
    if letter.state == LetterState::Sent {
        return None;
    }
    if letter.state == LetterState::GivenUp && letter.code.is_none() {
        return Some("Le serveur de messagerie n’a pas répondu pendant deux jours.");
    }
    let enhanced = letter.answer.as_deref().and_then(enhanced);
    Some(match (letter.stage?, letter.code, enhanced) {
        (_, None, _) => "La connexion s’est interrompue\u{a0}: on ne sait pas si le courrier a été pris.",
        (_, _, Some((4 | 5, 2, 2))) => "La boîte aux lettres est pleine.",
        (_, _, Some((_, 1, 1))) => "Cette adresse n’existe pas.",
        (_, _, Some((_, 1, 2 | 10))) => "Le domaine de cette adresse ne reçoit pas de courrier.",
        (_, _, Some((_, 2, 1))) => "Cette boîte aux lettres est fermée.",
        (_, _, Some((_, 7, _))) => "Le serveur refuse ce courrier pour une raison de sécurité\u{a0}: vérifiez SPF et DKIM.",
        (Stage::Recipient, Some(550 | 551 | 553), _) => "L’adresse est refusée par le serveur de messagerie.",
        (Stage::Recipient, Some(452), _) => "La boîte aux lettres est pleine, ou le serveur prend trop de courriers à la fois.",
        (Stage::Content, Some(552), _) => "Le courrier est trop long pour cette boîte aux lettres.",
        (Stage::Content, Some(554), _) => "Le serveur refuse ce courrier, peut-être pris pour un message indésirable.",
        (_, Some(400..500), _) => "Le serveur demande de réessayer plus tard.",
        _ => "Le serveur de messagerie refuse ce courrier.",
    })
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
}
