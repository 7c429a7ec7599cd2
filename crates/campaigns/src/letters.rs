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
    /// For which organisation the answer is given; may be empty.
    pub(crate) organisation: &'t str,
    /// The actions that are asked about, as a letter names them.
    pub(crate) actions: Vec<String>,
    /// Who passed the question on, when someone just did.
    pub(crate) passed_by: Option<&'t str>,
}

/// How many actions a letter names; the others are counted.
const MOST_ACTIONS: usize = 10;

impl To<'_> {
    /// What one is asked about.
    fn about(&self) -> String {
        let quoted: Vec<String> = self.actions.iter().map(|action| format!("«\u{a0}{action}\u{a0}»")).collect();
        match &quoted[..] {
            [] => String::new(),
            [one] => format!("Il s’agit de l’action {one}."),
            many => format!(
                "Il s’agit de {}\u{a0}actions\u{a0}: {}.",
                many.len(),
                french::list_to(many, MOST_ACTIONS)
            ),
        }
    }

    /// For whom one answers, and about what.
    fn sentence(&self) -> String {
        let whose = self.organisation.trim();
        if whose.is_empty() {
            return self.about();
        }
        format!("Vous répondez pour «\u{a0}{whose}\u{a0}». {}", self.about())
    }
}

/// A link just made, with the letter that carries it when there is an address.
pub(crate) struct Made {
    pub(crate) link: SentLink,
    pub(crate) letter: Option<Letter>,
}

/// The address that stops reminders, for whoever holds the letter.
fn stop_address(origin: &str, token: &Token) -> String {
    format!("{origin}/repondre/rappels?cle={}", token.expose())
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
            paragraphs: self.paragraphs(to),
            link: Some(LetterLink {
                words: "Répondre".to_owned(),
                address: SecretAddress::new(address(&self.origin, token)),
            }),
            list_unsubscribe: Some(SecretAddress::new(stop_address(&self.origin, token))),
            not_before: None,
            key: link.letter_key(self.campaign),
        });
        Made { link, letter }
    }

    /// Whether the day on which an answer was due is over.
    fn is_late(&self) -> bool {
        self.today > self.due
    }

    pub(crate) fn subject(&self, kind: LetterKind) -> String {
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

    pub(crate) fn paragraphs(&self, to: &To<'_>) -> Vec<String> {
        let own = ungreeted(&self.message).split("\n\n").map(str::trim);
        let own = own.filter(|text| !text.is_empty()).map(str::to_owned);
        let passed = to
            .passed_by
            .map(|by| format!("{by} vous a transmis cette demande\u{a0}: c’est à vous qu’une réponse est demandée."));
        let asked = std::iter::once(self.heading.sentence())
            .chain(passed)
            .chain(std::iter::once(to.sentence()));
        let mut paragraphs: Vec<String> = asked.chain(own).collect();
        let day = french::date(self.due);
        let due = if self.is_late() {
            format!("Votre réponse était attendue le {day}\u{202f}; elle est encore utile.")
        } else {
            format!("Votre réponse est attendue le {day}.")
        };
        paragraphs.push(format!(
            "{due} Comptez deux minutes, sans compte ni mot de passe. Ce lien vous est personnel\u{202f}; il fonctionne jusqu’au {}.",
            french::date(last_day(self.due, self.today)),
        ));
        paragraphs.push(
            "Si quelqu’un d’autre est mieux placé pour répondre, vous pourrez lui transmettre la demande depuis la page."
                .to_owned(),
        );
        paragraphs
    }
}

/// The letter that says that an answer has arrived.
pub(crate) fn receipt(campaign: CampaignId, heading: &Heading, to: &To<'_>, revision: i64) -> Option<Letter> {
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
            format!(
                "Votre réponse à la campagne «\u{a0}{}\u{a0}», pour «\u{a0}{}\u{a0}», est arrivée, merci. La personne qui suit le plan \
                 la relira avant qu’elle n’entre dans le suivi.",
                heading.title, heading.convention
            ),
            to.sentence(),
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

/// The letter that says to whoever passed the question on that it was: if it was someone else who did, they learn it.
pub(crate) fn passed_on(campaign: CampaignId, heading: &Heading, from: &To<'_>, colleague: &To<'_>) -> Option<Letter> {
    Some(Letter {
        to: Recipient {
            person: from.person,
            name: from.name.to_owned(),
            email: from.email?.to_owned(),
        },
        kind: LetterKind::CampaignReceipt,
        subject: "Vous avez transmis une demande".to_owned(),
        paragraphs: vec![
            format!(
                "La demande de la campagne «\u{a0}{}\u{a0}», pour «\u{a0}{}\u{a0}», est transmise à {}. {}",
                heading.title,
                heading.convention,
                colleague.name,
                colleague.about()
            ),
            "Votre lien n’ouvre plus rien\u{a0}: c’est désormais cette personne qui répond.".to_owned(),
            "Ce n’est pas vous qui l’avez transmise\u{a0}? Prévenez la personne qui vous a sollicité.".to_owned(),
        ],
        link: None,
        list_unsubscribe: None,
        not_before: None,
        key: format!(
            "convention/{}/campaign/{}/recipient/{}/passed/{}",
            campaign.convention, campaign.ordinal, from.recipient, colleague.version
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
            organisation: "Association exemple",
            actions: vec!["3, Ouvrir un lieu".to_owned(), "5, Aller vers (Vauxelle)".to_owned()],
            passed_by: None,
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
            "Vous répondez pour «\u{a0}Association exemple\u{a0}».",
            "2\u{a0}actions\u{a0}: «\u{a0}3, Ouvrir un lieu\u{a0}» et «\u{a0}5, Aller vers (Vauxelle)\u{a0}».",
        ] {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert!(!text.contains("Bonjour"), "everyone is greeted by name: {text}");
        let stop = letter.list_unsubscribe.expect("one click stops it");
        assert!(stop.expose().starts_with("https://pacte.test/repondre/rappels?cle="));
        assert!(letter.link.expect("a link").address.expose().ends_with(token.expose()));
        let nowhere = To { email: None, ..to };
        assert_eq!(wording.make(&nowhere, &token, LetterKind::Campaign).letter, None);
    }
}
