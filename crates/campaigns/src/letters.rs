//! The letters of a campaign: the questions, the same ones asked again, what has arrived. Each holds a link of its own.
//!
//! The secret of a link is in its letter and nowhere else: the database keeps a digest, the journal nothing of it.

use domain::campaigns::{SentLink, last_day};
use domain::ids::{CampaignId, PersonId};
use domain::mail::{Letter, LetterKind, LetterLink, Recipient, SecretAddress};
use domain::time::{Day, Instant};
use web::french;
use web::session::Token;

/// What every letter of a campaign says.
pub(crate) struct Wording {
    pub(crate) campaign: CampaignId,
    pub(crate) heading: Heading,
    pub(crate) message: String,
    pub(crate) due: Day,
    /// Where the product is reached.
    pub(crate) origin: String,
    pub(crate) today: Day,
    /// Whether letters leave: where none do, the link is handed over by hand.
    pub(crate) sends: bool,
}

/// Who asks, and what for: a letter without it looks like one that a stranger sends.
pub(crate) struct Heading {
    /// The name of the campaign.
    pub(crate) title: String,
    /// The name of the convention.
    pub(crate) convention: String,
    pub(crate) author: Option<String>,
    pub(crate) organisation: Option<String>,
}

impl Heading {
    /// Who asks, where it is known: the person, with the organisation for which they act.
    pub(crate) fn who(&self) -> Option<String> {
        let author = self.author.as_ref()?;
        Some(match &self.organisation {
            Some(organisation) => format!("{author} ({organisation})"),
            None => author.clone(),
        })
    }

    fn sentence(&self) -> String {
        let who = self.who().unwrap_or_else(|| "La personne qui suit le plan".to_owned());
        format!(
            "{who} vous demande où en sont vos actions dans «\u{a0}{}\u{a0}». Campagne\u{a0}: «\u{a0}{}\u{a0}».",
            self.convention, self.title
        )
    }
}

/// A message without the greeting that it may begin with: everyone is greeted by name already.
pub(crate) fn ungreeted(message: &str) -> &str {
    let (first, rest) = message.split_once('\n').unwrap_or((message, ""));
    let word = first.trim().trim_end_matches([',', '!', '.', '\u{a0}', '\u{202f}', ' ']);
    if word.eq_ignore_ascii_case("bonjour") && !rest.trim().is_empty() {
        return rest.trim_start();
    }
    message
}

/// To whom one is written.
pub(crate) struct To<'t> {
    pub(crate) recipient: i64,
    /// The version of the recipient for which the link works.
    pub(crate) version: i64,
    /// When one was sent last, as it was read.
    pub(crate) seen: Option<Instant>,
    pub(crate) person: Option<PersonId>,
    pub(crate) name: &'t str,
    pub(crate) email: Option<&'t str>,
}

/// A link just made, with the letter that carries it when there is an address.
pub(crate) struct Made {
    pub(crate) link: SentLink,
    pub(crate) letter: Option<Letter>,
}

/// The address that opens the answer.
pub(crate) fn address(origin: &str, token: &Token) -> String {
    format!("{origin}/repondre?cle={}", token.expose())
}

impl Wording {
    /// Makes a link for someone, and writes the letter that carries it.
    pub(crate) fn make(&self, to: &To<'_>, token: &Token, kind: LetterKind) -> Made {
        let link = SentLink {
            recipient: to.recipient,
            version: to.version,
            seen: to.seen,
            token: token.digest(),
            last_day: last_day(self.due, self.today),
        };
        let letter = to.email.filter(|_| self.sends).map(|email| Letter {
            to: Recipient {
                person: to.person,
                name: to.name.to_owned(),
                email: email.to_owned(),
            },
            kind,
            subject: self.subject(kind),
            paragraphs: self.paragraphs(&link),
            link: Some(LetterLink {
                words: "Répondre".to_owned(),
                address: SecretAddress::new(address(&self.origin, token)),
            }),
            list_unsubscribe: None,
            not_before: None,
            key: link.letter_key(self.campaign),
        });
        Made { link, letter }
    }

    /// Whether the day on which an answer was due is over.
    fn is_late(&self) -> bool {
        self.today > self.due
    }

    fn subject(&self, kind: LetterKind) -> String {
        let asked = if self.is_late() {
            "Où en sont vos actions\u{a0}? Votre réponse est encore attendue".to_owned()
        } else {
            format!("Où en sont vos actions\u{a0}? Réponse attendue le {}", french::date(self.due))
        };
        match kind {
            LetterKind::CampaignReminder => format!("Rappel\u{a0}: {}", lowered(&asked)),
            _ => asked,
        }
    }

    fn paragraphs(&self, link: &SentLink) -> Vec<String> {
        let own = ungreeted(&self.message).split("\n\n").map(str::trim);
        let own = own.filter(|text| !text.is_empty()).map(str::to_owned);
        let mut paragraphs: Vec<String> = std::iter::once(self.heading.sentence()).chain(own).collect();
        let day = french::date(self.due);
        let due = if self.is_late() {
            format!("Votre réponse était attendue le {day}\u{202f}; elle est encore utile.")
        } else {
            format!("Votre réponse est attendue le {day}.")
        };
        paragraphs.push(format!(
            "{due} Comptez deux minutes, sans compte ni mot de passe. Ce lien vous est personnel\u{202f}; il fonctionne jusqu’au {}.",
            french::date(link.last_day),
        ));
        paragraphs.push(
            "Si quelqu’un d’autre est mieux placé pour répondre, vous pourrez lui transmettre la demande depuis la page."
                .to_owned(),
        );
        paragraphs
    }
}

/// The letter that says that an answer has arrived.
pub(crate) fn receipt(campaign: CampaignId, to: &To<'_>, revision: i64) -> Option<Letter> {
    let recipient = to.recipient;
    Some(Letter {
        to: Recipient {
            person: to.person,
            name: to.name.to_owned(),
            email: to.email?.to_owned(),
        },
        kind: LetterKind::CampaignReceipt,
        subject: "Votre réponse est arrivée".to_owned(),
        paragraphs: vec![
            "Votre réponse est arrivée, merci. La personne qui suit le plan la relira avant qu’elle n’entre dans le suivi."
                .to_owned(),
            "D’ici là, vous pouvez la corriger par le lien que vous avez déjà reçu.".to_owned(),
        ],
        link: None,
        list_unsubscribe: None,
        not_before: None,
        key: format!(
            "convention/{}/campaign/{}/recipient/{recipient}/answer/{revision}",
            campaign.convention, campaign.ordinal
        ),
    })
}

/// As inside a sentence.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(letters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::ConventionId;

    #[test]
    fn a_letter_says_until_when_and_keeps_its_link_apart() {
        let wording = Wording {
            campaign: CampaignId {
                convention: ConventionId::new(1),
                ordinal: 2,
            },
            heading: Heading {
                title: "Point d’automne".to_owned(),
                convention: "Convention d’essai".to_owned(),
                author: Some("Camille Roche".to_owned()),
                organisation: Some("Ville d’essai".to_owned()),
            },
            message: "Bonjour,\n\nMerci.".to_owned(),
            due: "2026-12-04".parse().expect("a day"),
            origin: "https://pacte.test".to_owned(),
            today: "2026-11-23".parse().expect("a day"),
            sends: true,
        };
        let to = To {
            recipient: 5,
            version: 1,
            seen: None,
            person: None,
            name: "Inès",
            email: Some("ines@exemple.invalid"),
        };
        let token = Token::from_random([7; 32]);
        let made = wording.make(&to, &token, LetterKind::CampaignReminder);
        let letter = made.letter.expect("an address");
        assert!(
            letter.subject.starts_with("Rappel\u{a0}: où en sont vos actions"),
            "{}",
            letter.subject
        );
        let text = letter.paragraphs.join("\n");
        assert!(
            text.contains("11\u{a0}déc.\u{a0}2026") && !text.contains(token.expose()),
            "{text}"
        );
        for told in [
            "Camille Roche (Ville d’essai)",
            "Convention d’essai",
            "Point d’automne",
            "4\u{a0}déc.\u{a0}2026",
        ] {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert!(!text.contains("Bonjour"), "everyone is greeted by name: {text}");
        assert!(letter.link.expect("a link").address.expose().ends_with(token.expose()));
        let nowhere = To { email: None, ..to };
        assert_eq!(wording.make(&nowhere, &token, LetterKind::Campaign).letter, None);
    }
}
